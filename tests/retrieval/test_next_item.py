from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest

from retrieval.analyzer import Analyzer
from retrieval.evaluate_recommend import evaluate_recommend
from retrieval.item_features import feature_matrix, read_items
from retrieval.item_histories import Histories, read_histories
from retrieval.next_item import FollowingItems, LatentItems, LikeItems, PopularItems
from retrieval.next_item_blend import FOLLOWING, LATENT, LIKE, USUAL, NextItemRecommender
from retrieval.source_problem import SourceError

RING = 30
"""Items that follow each other round in a ring: what comes next is certain."""


def ring(users: int, length: int = 5) -> list[list[str]]:
    return [[f"i{(user + step) % RING}" for step in range(length)] for user in range(users)]


def noise(users: int, length: int = 5) -> list[list[str]]:
    random = np.random.default_rng(4)
    return [[f"i{one}" for one in random.permutation(200)[:length]] for _ in range(users)]


def test_what_follows_is_told_from_what_came_before() -> None:
    histories = Histories.of(ring(60))
    rows = {item: row for row, item in enumerate(histories.items)}
    scores = FollowingItems(histories.rows, len(histories.items)).scores([[rows["i7"]]])[0]
    order = [histories.items[row] for row in np.argsort(-scores)]
    assert order[0] == "i8"
    assert order.index("i9") < order.index("i11")
    assert scores[rows["i8"]] > 2 * scores[rows["i6"]] > 0
    assert scores[rows["i20"]] == 0


def test_the_newest_item_of_a_history_says_most() -> None:
    histories = Histories.of(ring(60))
    rows = {item: row for row, item in enumerate(histories.items)}
    model = FollowingItems(histories.rows, len(histories.items))
    one, other = model.scores([[rows["i1"], rows["i20"]], [rows["i20"], rows["i1"]]])
    assert one[rows["i21"]] > one[rows["i2"]]
    assert other[rows["i2"]] > other[rows["i21"]]


def test_few_factors_join_items_that_nobody_had_together() -> None:
    # a and z are never together, but both are had with the same three
    taste = [["a", "b", "c", "d"], ["z", "b", "c", "d"]] * 20
    other = [[f"o{one}", f"o{(one + 1) % 30}", f"o{(one + 2) % 30}"] for one in range(60)]
    histories = Histories.of(taste + other)
    rows = {item: row for row, item in enumerate(histories.items)}
    model = LatentItems(histories.rows, len(histories.items))
    scores = model.scores([[rows["b"]]])[0]
    assert scores[rows["z"]] > max(scores[rows[f"o{one}"]] for one in range(30))
    again = LatentItems(histories.rows, len(histories.items)).scores([[rows["b"]]])[0]
    assert np.allclose(scores, again, atol=1e-5)


def test_few_items_need_no_factors() -> None:
    assert LatentItems([(0, 1), (1, 2)], 3).scores([[0]]).tolist() == [[0.0, 0.0, 0.0]]


def test_popularity_is_the_same_for_all() -> None:
    scores = PopularItems([(0, 1), (1,), (1, 2)], 4).scores([[0], [2]])
    assert scores[0].tolist() == scores[1].tolist()
    assert int(scores[0].argmax()) == 1
    assert scores[0, 3] == 0


def test_an_item_that_nobody_had_is_found_by_what_it_is_like() -> None:
    features = {"a": ["=red", "=tent"], "b": ["=red", "=tent"], "c": ["=blue"], "d": []}
    items = ["a", "b", "c", "d"]
    scores = LikeItems(feature_matrix(items, features)).scores([[0]])[0]
    assert scores[1] == pytest.approx(1.0)
    assert scores[2] == scores[3] == 0


def test_nothing_is_recommended_that_was_had_is_not_allowed_or_unknown() -> None:
    recommender = NextItemRecommender(Histories.of(ring(60)))
    found = [item for item, _ in recommender.recommend(["i6", "strange", "i7"], 5)]
    assert found[0] == "i8"
    assert not {"i6", "i7", "strange"} & set(found)
    allowed = recommender.recommend(["i7"], 5, allowed=["i9", "i7", "i10", "none"])
    assert [item for item, _ in allowed] == ["i9", "i10"]
    assert recommender.recommend(["i7"], 0) == []
    assert recommender.recommend([], 3), "of a stranger nothing is known but what is popular"


def test_a_cold_item_is_recommended_for_its_features() -> None:
    histories = Histories.of(ring(60), ["cold"])
    known = {"i7": ["=red"], "cold": ["=red"], "i3": ["=blue"]}
    recommender = NextItemRecommender(histories, feature_matrix(histories.items, known))
    found = [item for item, _ in recommender.recommend(["i7"], 30)]
    assert "cold" in found


def test_the_last_item_is_found_where_it_can_be_known() -> None:
    stages: list[str] = []
    measured = evaluate_recommend(
        Histories.of(ring(120)), progress=lambda stage, done, total: stages.append(stage)
    )
    assert measured.figures["hr@10"] == 1.0
    assert measured.figures["ndcg@10"] > 0.95
    assert measured.alone["popularity"]["hr@10"] < 0.6
    assert measured.alone["item-item"]["hr@10"] == 1.0
    assert set(stages) == {"weights", "users"}
    assert measured.to_json()["hr@10"] == 1.0
    assert measured.table_rows()[0][0] == "hr@10"


def test_the_last_item_is_not_seen_before_it_is_asked_for() -> None:
    # if the last items leaked into the counts, far more than chance would be found
    measured = evaluate_recommend(Histories.of(noise(400)))
    assert measured.figures["hr@10"] < 0.15, "chance is 10 of 200"


def test_weights_follow_what_helps() -> None:
    histories = Histories.of(noise(300, 4))
    # the last two items share a feature that nothing else shows
    twins = {item: [f"={min(row, 199 - row)}"] for row, item in enumerate(histories.items)}
    paired = Histories.of(
        [
            [*(histories.items[one] for one in row), histories.items[row[-1]]]
            for row in histories.rows
        ]
    )
    rows = tuple((*row[:-1], len(histories.items) - 1 - row[-2]) for row in paired.rows)
    planted = Histories(histories.items, rows)
    features = feature_matrix(planted.items, twins)
    fitted = NextItemRecommender.fitted(planted, features)
    assert fitted.weights[LIKE] > USUAL[LIKE]
    assert fitted.weights[FOLLOWING] == 1.0
    short = NextItemRecommender.fitted(Histories.of(ring(10)))
    assert short.weights[LATENT] == USUAL[LATENT]


def test_what_was_had_before_cannot_be_found_and_is_counted() -> None:
    lines = [*ring(60), ["i1", "i2", "i1"]]
    measured = evaluate_recommend(Histories.of(lines))
    assert measured.repeats == 1
    assert measured.figures["hr@10"] == pytest.approx(60 / 61)


def put(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_histories_are_read_with_and_without_users(tmp_path: Path) -> None:
    named = put(tmp_path / "a.txt", "u1 a b c\n\nu2 a,b\nu3\ta\n")
    assert read_histories(named)[0] == [["a", "b", "c"], ["a", "b"], ["a"]]
    assert read_histories(named, user_ids=False)[0][0] == ["u1", "a", "b", "c"]
    bare = put(tmp_path / "b.txt", "a b c\na c\n")
    assert read_histories(bare)[0] == [["a", "b", "c"], ["a", "c"]]
    listed = put(tmp_path / "c.txt", '["a", 2]\n["a"]\n')
    assert read_histories(listed)[0] == [["a", "2"], ["a"]]
    distinct = put(tmp_path / "e.txt", "[1, 2, 3]\n[4, 5, 6]\n")
    assert read_histories(distinct) == ([["1", "2", "3"], ["4", "5", "6"]], False)
    assert read_histories(named)[1]
    packed = tmp_path / "d.txt.gz"
    packed.write_bytes(gzip.compress(b"1 5 6\n2 5 6\n"))
    assert read_histories(packed)[0] == [["5", "6"], ["5", "6"]]
    histories = Histories.of(read_histories(named)[0])
    assert histories.shortest == 1
    assert histories.without_last()[1] == (2, 1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("u1 a b\nu2\n", ":2: user 'u2' has no items"),
        ("u1 a\n[1, \n", ":2: not valid JSON"),
        ("[]\n", ":1: not a list of item ids"),
        ('{"a": 1}\n', ":1: not a list of item ids"),
        ("\n", ":0: there are no users"),
        ("a b\n,\n", ":2: there is no id in it"),
    ],
)
def test_a_bad_history_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    path = put(tmp_path / "log.txt", text)
    with pytest.raises(SourceError) as caught:
        read_histories(path)
    assert f"{path}{told}" in str(caught.value)


def test_unreadable_histories_are_named(tmp_path: Path) -> None:
    (tmp_path / "x.gz").write_bytes(b"no gzip")
    (tmp_path / "x.txt").write_bytes(b"\xff\xfe")
    broken = bytearray(gzip.compress(b"a b c d e f g h" * 9))
    broken[12] ^= 255
    (tmp_path / "y.gz").write_bytes(broken)
    for name, told in (
        ("x.gz", "gzip"),
        ("y.gz", "gzip"),
        ("x.txt", "UTF-8"),
        ("none", "cannot be read"),
    ):
        with pytest.raises(SourceError, match=told):
            read_histories(tmp_path / name)


def test_items_are_read_as_lines_and_as_one_object(tmp_path: Path) -> None:
    lines = put(
        tmp_path / "a.jsonl",
        '{"id": 1, "attributes": ["red", 4]}\n{"id": "b", "title": "Red tents"}\n',
    )
    assert read_items(lines, Analyzer()) == {"1": ["=red", "=4"], "b": ["red", "tent"]}
    whole = put(tmp_path / "a.json", '{"1": [2, 3], "b": []}')
    assert read_items(whole, Analyzer()) == {"1": ["=2", "=3"], "b": []}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"id": 1}\n{"id": 1}\n', ":2: id 1 is there twice"),
        ('{"id": 1}\n{"title": "x"}\n', ":2: 'id' must be"),
        ('{"id": 1, "attributes": "red"}\n', ":1: 'attributes' is not a list"),
        ('{"a": "red"}\n', ":1: item 'a' is not a list"),
        ('{"id": 1}\n{\n', ":2: not valid JSON"),
        ("[1]\n", ":1: not a JSON object"),
        ("", ":0: there are no items"),
    ],
)
def test_a_bad_item_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    path = put(tmp_path / "items.jsonl", text)
    with pytest.raises(SourceError) as caught:
        read_items(path, Analyzer())
    assert f"{path}{told}" in str(caught.value)
