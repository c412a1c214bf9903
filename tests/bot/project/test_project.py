from pathlib import Path

import pytest

from bot.project.config_file import max_history, rules_may_be_long
from bot.project.environment import expand
from bot.project.project import Project, load_project, validate
from retrieval.source_problem import SourceError
from retrieval.yaml_file import parse_yaml
from tests.fakes.small_project import DOMAIN, RULES


def project(folder: Path, **files: str) -> Path:
    """Write a project; `data__rules` is data/rules.yml."""
    contents = {"domain": DOMAIN, "data__rules": RULES, **files}
    for name, text in contents.items():
        path = folder / (name.replace("__", "/") + ".yml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def complaints(folder: Path) -> tuple[bool, list[str]]:
    """Return whether a project is refused, and why; if it is not, its faults and warnings."""
    try:
        loaded = load_project(folder)
    except SourceError as refusal:
        stopped, found = True, refusal.problems
    else:
        stopped, found = False, (*loaded.faults, *loaded.warnings)
    return stopped, [str(one).removeprefix(f"{folder}/") for one in found]


def refused(folder: Path) -> list[str]:
    """Return why a project is refused."""
    stopped, found = complaints(folder)
    assert stopped
    return found


def passed(folder: Path) -> list[str]:
    """Return what is told of the project when it is one of Rasa's, and may be used therefore."""
    (folder / "config.yml").write_text("pipeline:\n", encoding="utf-8")
    stopped, found = complaints(folder)
    assert not stopped
    return found


def test_a_project_folder_is_read(tmp_path: Path) -> None:
    loaded = load_project(
        project(
            tmp_path,
            data__nlu="nlu: [{intent: greet, examples: '- hi'}]",
            data__more__stories="""
stories: [{story: s, steps: [{intent: deny}, {action: utter_bye}]}]""",
            config="language: en\nfrontdesk: {}",
            credentials="rest:\nslack: {slack_token: '${TOKEN}'}",
            endpoints="action_endpoint: {url: 'http://x'}",
        )
    )
    assert [rule.name for rule in loaded.rules][:2] == ["greeting", "question"]
    assert [story.name for story in loaded.stories] == ["s"]
    assert loaded.nlu_paths == (tmp_path / "data/nlu.yml",)
    assert loaded.config["language"] == "en"
    assert loaded.credentials["slack"]["slack_token"] == "${TOKEN}"
    assert loaded.endpoints["action_endpoint"]["url"] == "http://x"
    assert loaded.catalog_dir == tmp_path / "catalog"
    assert loaded.var_dir == tmp_path / "var"
    assert loaded.warnings == ()
    assert loaded.policies().rules.patterns


def test_a_domain_may_be_a_folder_and_responses_may_stand_with_the_data(tmp_path: Path) -> None:
    folder = project(
        tmp_path,
        domain__main=DOMAIN,
        data__answers="responses: {utter_more: [{text: more}]}",
        data__rules="rules: [{rule: r, steps: [{intent: greet}, {action: utter_more}]}]",
    )
    (folder / "domain.yml").unlink()
    loaded = load_project(folder)
    assert loaded.domain.responses["utter_more"] == ({"text": "more"},)


def test_only_the_domain_must_be_there(tmp_path: Path) -> None:
    assert refused(tmp_path) == [
        "domain.yml:0: the project has no domain; add domain.yml or domain/*.yml"
    ]
    (tmp_path / "domain.yml").write_text("intents: [greet]")
    assert isinstance(load_project(tmp_path), Project)
    with pytest.raises(SourceError, match="the project folder does not exist"):
        load_project(tmp_path / "nope")


@pytest.mark.parametrize(
    ("steps", "complaint"),
    [
        ("[{intent: gret}]", "unknown intent 'gret'; did you mean 'greet'? Otherwise add it"),
        ("[{intent: zzz}]", "unknown intent 'zzz'; add it to 'intents'"),
        ("[{intent: greet, entities: [cty]}]", "unknown entity 'cty'; did you mean 'city'?"),
        ("[{action: utter_gret}]", "unknown response 'utter_gret'; did you mean 'utter_greet'?"),
        ("[{action: action_x}]", "unknown action 'action_x'"),
        ("[{active_loop: ordr_form}]", "unknown form 'ordr_form'; did you mean 'order_form'?"),
        ("[{slot_was_set: [{vipp: true}]}]", "unknown slot 'vipp'; did you mean 'vip'?"),
        ("[{or: [{intent: nope}, {intent: greet}]}]", "unknown intent 'nope'"),
        ("[{checkpoint: c, slot_was_set: [nope]}]", "unknown slot 'nope'"),
    ],
)
def test_a_name_that_nothing_declares_is_named_with_its_line(
    tmp_path: Path, steps: str, complaint: str
) -> None:
    folder = project(tmp_path, data__stories=f"stories:\n- story: s\n  steps: {steps}")
    (found,) = refused(folder)
    assert found.startswith("data/stories.yml:3: ")
    assert complaint in found
    assert found in passed(folder)


@pytest.mark.parametrize(
    ("wrong", "right", "complaint"),
    [
        ("required_slots: [order_id,", "required_slots: [order_x,", "unknown slot 'order_x'"),
        ("utter_ask_email:", "utter_x:", "form 'order_form' has no question for slot 'email'"),
        ("intent: affirm", "intent: afirm", "unknown intent 'afirm'; did you mean 'affirm'?"),
        ("not_intent: [faq,", "not_intent: [fqa,", "unknown intent 'fqa'"),
        ("entity: city", "entity: town", "unknown entity 'town'"),
        ("active_loop: order_form, requested_slot: email", "active_loop: f", "unknown form 'f'"),
        ("[action_submit", "[utter_submit, action_submit", "unknown response 'utter_submit'"),
    ],
)
def test_the_domain_itself_is_checked(
    tmp_path: Path, wrong: str, right: str, complaint: str
) -> None:
    folder = project(tmp_path, domain=DOMAIN.replace(wrong, right, 1))
    found = [one for one in refused(folder) if complaint in one]
    assert found[0].startswith("domain.yml:")
    assert any(complaint in one for one in passed(folder))


def test_a_condition_on_an_unknown_slot(tmp_path: Path) -> None:
    text = DOMAIN.replace(
        "[{text: hi}]", "[{text: hi, condition: [{type: slot, name: nope, value: 1}]}]"
    )
    folder = project(tmp_path, domain=text)
    assert "unknown slot 'nope'" in refused(folder)[0]
    assert "unknown slot 'nope'" in passed(folder)[0]


def test_names_are_given_once(tmp_path: Path) -> None:
    story = "stories: [{story: s, steps: [{intent: greet}, {action: utter_greet}]}]"
    folder = project(tmp_path, data__more=RULES, data__one=story, data__two=story)
    found = refused(folder)
    assert all("has the name of another; the first is" in one for one in found)
    assert [one.split(" ")[1] for one in found] == ["rule"] * 4 + ["story"]
    assert [one for one in passed(folder) if "has the name of another" in one] == found


def test_a_rule_is_no_conversation_unless_the_config_allows_it(tmp_path: Path) -> None:
    rule = "rules: [{rule: r, steps: [{intent: greet}, {action: utter_greet}, {intent: faq}]}]"
    folder = project(tmp_path, data__rules=rule)
    assert "rule 'r' has 2 messages of the customer; a rule has one" in refused(folder)[0]
    project(
        folder, data__rules=rule, config="policies: [{name: RulePolicy, restrict_rules: false}]"
    )
    assert load_project(folder).rules


def test_rules_that_contradict_each_other_are_named(tmp_path: Path) -> None:
    other = "rules:\n- rule: other\n  steps: [{intent: greet}, {action: utter_bye}]"
    (found,) = refused(project(tmp_path, data__z=other))
    assert found.startswith("data/z.yml:2: rule 'other' contradicts rule 'greeting'")
    assert "data/rules.yml:4; change one" in found


def test_a_story_that_a_rule_overrules_is_warned_about(tmp_path: Path) -> None:
    story = "stories:\n- story: s\n  steps: [{intent: greet}, {action: utter_bye}]"
    (warning,) = load_project(project(tmp_path, data__stories=story)).warnings
    assert (warning.path.name, warning.line) == ("stories.yml", 2)
    assert "story 's' wants 'utter_bye' where rule 'greeting' does 'utter_greet'" in str(warning)


def test_mistakes_of_all_files_are_named_at_once(tmp_path: Path) -> None:
    found = refused(
        project(
            tmp_path,
            domain=DOMAIN + "\nresponse: 1",
            data__stories="stories: [{story: s, steps: [{intent: nope}]}]",
            config="langage: en",
            credentials="- rest",
            endpoints="a: [",
        )
    )
    assert [one.split(":")[0] for one in found] == [
        "config.yml", "credentials.yml", "data/stories.yml", "domain.yml", "endpoints.yml",
    ]  # fmt: skip


def test_parts_of_config_without_effect_are_warned_about(tmp_path: Path) -> None:
    loaded = load_project(
        project(
            tmp_path,
            config="""recipe: default.v1
pipeline:
- name: WhitespaceTokenizer
- name: DIETClassifier
- HFTransformersNLP
- {name: DucklingEntityExtractor, dimensions: [time, email]}
policies:
- name: RulePolicy
- name: TEDPolicy
- name: UnexpecTEDIntentPolicy
- name: my.own.Policy
""",
        )
    )
    assert [(one.line, one.message) for one in loaded.warnings] == [
        (2, "components not used: WhitespaceTokenizer, HFTransformersNLP"),
        (6, "'DucklingEntityExtractor' finds nothing of time"),
        (10, "policy 'UnexpecTEDIntentPolicy' is not used"),
        (11, "policy 'my.own.Policy' is not used"),
    ]


@pytest.mark.parametrize(
    ("policies", "length"),
    [
        (None, 5),
        ([{"name": "MemoizationPolicy", "max_history": 3}], 3),
        ([{"name": "AugmentedMemoizationPolicy", "max_history": None}], 20),
        ([{"name": "AugmentedMemoizationPolicy", "max_history": 500}], 20),
        ([{"name": "AugmentedMemoizationPolicy", "max_history": "x"}], 5),
        ([{"name": "TEDPolicy", "max_history": 3}, "junk"], 5),
    ],
)
def test_the_memory_of_stories_is_rasas_setting(policies: object, length: int) -> None:
    assert max_history({"policies": policies}) == length
    assert not rules_may_be_long({"policies": policies})


@pytest.mark.parametrize("pipeline", ["", "pipeline:\n"])
@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("core_fallback_threshold: '0.4'", "'core_fallback_threshold' of 'RulePolicy' should be"),
        ("core_fallback_threshold: 4", "'core_fallback_threshold' of 'RulePolicy' should be"),
        ("enable_fallback_prediction: 'no'", "should be true or false, not 'no'"),
        (
            "core_fallback_action_name: action_ohter",
            "unknown action of 'core_fallback_action_name' 'action_ohter'; did you mean "
            "'action_other'? Otherwise add it to 'actions' in the domain",
        ),
    ],
)
def test_values_of_the_rule_policy_are_checked(
    tmp_path: Path, pipeline: str, text: str, complaint: str
) -> None:
    config = f"policies:\n- name: RulePolicy\n  {text}\n{pipeline}"
    (found,) = refused(project(tmp_path, config=config))
    assert found.startswith("config.yml:3: ")
    assert complaint in found


def test_a_fallback_action_that_is_there_or_never_taken_is_no_fault(tmp_path: Path) -> None:
    key = "core_fallback_action_name"
    there = f"policies: [{{name: RulePolicy, {key}: action_other, core_fallback_threshold: 0}}]"
    assert complaints(project(tmp_path, config=there)) == (False, [])
    off = f"policies: [{{name: RulePolicy, {key}: x, enable_fallback_prediction: false}}]"
    assert complaints(project(tmp_path, config=off)) == (False, [])


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("name: FallbackClassifier\n  threshold: 30", "should be a number from 0 to 1, not 30"),
        ("name: FallbackClassifier\n  threshold: '0.4'", "from 0 to 1, not '0.4'; write it"),
        ("name: a.FallbackClassifier\n  ambiguity_threshold: true", "from 0 to 1, not True"),
        ("name: DucklingEntityExtractor\n  dimensions: 5", "should be a list of names"),
    ],
)
def test_values_of_components_are_checked(tmp_path: Path, text: str, complaint: str) -> None:
    (found,) = refused(project(tmp_path, config=f"pipeline:\n- {text}\n"))
    assert found.startswith("config.yml:3: ")
    assert complaint in found


@pytest.mark.parametrize("pipeline", ["", "pipeline:\n"])
def test_the_intent_of_needs_is_one_of_the_domain(tmp_path: Path, pipeline: str) -> None:
    text = "frontdesk:\n  training:\n    needs_intent: wishes\n"
    (found,) = refused(project(tmp_path, config=text + pipeline))
    assert found.startswith("config.yml:3: 'frontdesk.training.needs_intent' is 'wishes', which")
    project(tmp_path, config=text.replace("wishes", "order"))
    assert not complaints(tmp_path)[0]


def test_rasas_two_stage_fallback_is_active_only_in_projects_of_rasas(tmp_path: Path) -> None:
    name = "action_two_stage_fallback"
    rule = f"""rules:
- rule: fall back
  steps:
  - intent: nlu_fallback
  - action: {name}
  - active_loop: {name}
"""
    folder = project(tmp_path, data__rules=rule)
    (found,) = refused(folder)
    assert found.startswith(f"data/rules.yml:6: unknown form '{name}'")
    assert not any(name in one for one in passed(folder))


def test_responses_of_a_retrieval_intent_are_an_action_if_there_is_the_intent(
    tmp_path: Path,
) -> None:
    text = DOMAIN.replace("utter_faq:", "utter_faq/open:", 1)
    assert complaints(project(tmp_path, domain=text)) == (False, [])
    folder = project(
        tmp_path,
        domain=DOMAIN.replace("utter_happy:", "utter_news/today:", 1),
        data__rules="rules:\n- rule: r\n  steps: [{intent: greet}, {action: utter_news}]",
    )
    (found,) = refused(folder)
    assert found.startswith("data/rules.yml:3: unknown response 'utter_news'")
    assert passed(folder) == []


def test_examples_are_checked_against_the_domain(tmp_path: Path) -> None:
    loaded = load_project(project(tmp_path))
    intents = [name for name in loaded.domain.intents if name != "book"]
    used = dict.fromkeys([*intents, "faq/shipping"], "") | {"ordr": "data/nlu.yml:7"}
    errors, warnings = validate(loaded, used, {"city": "", "cty": "data/nlu.yml:9"})
    assert [(str(one.path), one.line, one.message) for one in errors] == [
        ("data/nlu.yml", 7, "unknown intent 'ordr'"),
        ("data/nlu.yml", 9, "unknown entity 'cty'"),
    ]
    messages = [one.message for one in warnings]
    assert "intent 'book' has no examples" in messages
    assert "no rule or story uses intent 'mood_sad'" in messages
    assert "no rule or story uses intent 'greet'" not in messages


def test_variables_are_replaced_and_lines_kept(tmp_path: Path) -> None:
    path = tmp_path / "credentials.yml"
    document = parse_yaml("slack:\n  token: a${TOKEN}b\n  list: ['${TOKEN}', 5]\nrest:", path)
    expanded = expand(document, {"TOKEN": "x"}, path)
    assert expanded["slack"] == {"token": "axb", "list": ["x", 5]}
    assert document["slack"]["token"] == "a${TOKEN}b"
    with pytest.raises(SourceError) as refusal:
        expand(document, {}, path)
    assert [one.line for one in refusal.value.problems] == [2, 3]
    assert "the environment variable 'TOKEN' is not set" in str(refusal.value)
    assert expand({}, {}, path) == {}


def test_what_rasas_training_passes_over_is_a_fault_only_where_rasa_is_followed(
    tmp_path: Path,
) -> None:
    files = {
        "data__stories": "stories: [{story: s, steps: [{intent: nope}], more: 1}]",
        "config": "pipeline: null",
    }
    loaded = load_project(project(tmp_path, **files))
    assert [one.message for one in loaded.faults] == ["unknown intent 'nope'"]
    assert "unknown key in story 's' 'more'" in [one.message for one in loaded.warnings]
    with pytest.raises(SourceError) as refusal:
        load_project(project(tmp_path, **{**files, "config": "language: en"}))
    assert len(refusal.value.problems) == 2
