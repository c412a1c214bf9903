"""`frontdesk evaluate`: measure the live version on its frozen test set, or search on any data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.index import live_version, version_maker
from bot.commands.output import Output, counted, fail
from bot.commands.project_folder import JsonOption, ProjectOption, told_plainly
from bot.commands.trial import (
    OOS_LABEL,
    SEED,
    EncoderOption,
    FrozenOption,
    OosOption,
    SeedOption,
    TestOption,
    TrainOption,
    ValidOption,
    trial,
)
from finetune.encoder import find_encoder
from finetune.evaluation import evaluate
from finetune.sentence_encoder import SentenceEncoder
from retrieval.analyzer import Analyzer
from retrieval.document_search import DocumentSearch
from retrieval.documents import read_document_questions, read_documents
from retrieval.evaluate_documents import evaluate_documents
from retrieval.evaluate_recommend import evaluate_recommend
from retrieval.item_features import feature_matrix, read_items
from retrieval.item_histories import Histories, read_histories
from retrieval.self_questions import learned_dense_share

app = typer.Typer(help="Figures of the live version, or on any data.", no_args_is_help=True)
WEAKEST = 15

DocsOption = Annotated[
    Path | None,
    typer.Option(help="JSON lines with id, text and, if you like, title and answer."),
]
QueriesOption = Annotated[
    Path | None, typer.Option(help="JSON lines with text and the ids that are right for it.")
]


@app.command()
def intents(
    project: ProjectOption = None,
    train: TrainOption = None,
    test: TestOption = None,
    valid: ValidOption = None,
    oos_label: OosOption = OOS_LABEL,
    seed: SeedOption = SEED,
    frozen: FrozenOption = False,
    encoder: EncoderOption = None,
    as_json: JsonOption = False,
) -> None:
    """Intent accuracy, out-of-scope detection and entities on tests/heldout.

    With --train and --test a model is trained and measured on files, outside of any project.

    Example: frontdesk evaluate intents --train train.jsonl --test test.jsonl --json
    """
    output = Output(as_json=as_json)
    if train is not None and test is not None:
        if project is not None:
            raise fail("--project and --train exclude each other: files are no project", 2)
        with told_plainly():
            trial(
                output,
                train,
                test,
                valid=valid,
                oos_label=oos_label,
                seed=seed,
                frozen=frozen,
                encoder=encoder,
            )
        return
    if any((train, test, valid, frozen, encoder)) or (oos_label, seed) != (OOS_LABEL, SEED):
        raise fail("--train FILE and --test FILE go together; other options need both", 2)
    with told_plainly():
        maker = version_maker(project)
        if not maker.heldout.examples:
            raise fail("the project has no test set; write tests/heldout/nlu.yml")
        _, _, predictor = live_version(maker)
        measured = evaluate(predictor, maker.heldout.examples, maker.heldout.out_of_scope)
    columns = ["intent", "examples", "precision", "recall", "F1", "mostly taken for"]
    output.table("Weakest intents", columns, measured.rows()[:WEAKEST])
    output.table("Test set", ["figure", "value"], list(measured.summary().items()))
    for error in measured.errors[:WEAKEST]:
        output.note(f"{error.expected} taken for {error.predicted}: {error.text}")
    output.result(measured.to_json())


@app.command()
def retrieval(
    project: ProjectOption = None,
    docs: DocsOption = None,
    queries: QueriesOption = None,
    encoder: EncoderOption = None,
    as_json: JsonOption = False,
) -> None:
    """FAQ and product search on tests/heldout, or search on any documents and queries.

    Example: frontdesk evaluate retrieval --docs faqs.jsonl --queries questions.jsonl --json
    """
    output = Output(as_json=as_json)
    if (docs is None) != (queries is None):
        raise fail("--docs and --queries belong together; give both files or none", 2)
    if docs and project is not None:
        raise fail("--project and --docs exclude each other: files are no project", 2)
    if encoder and not docs:
        raise fail("--encoder goes with --docs and --queries; a project has its own", 2)
    with told_plainly():
        if docs and queries:
            _documents(docs, queries, encoder, output)
        else:
            _live(project, output)


def _live(project: Path | None, output: Output) -> None:
    """Show the figures of the live version, with the encoder before training beside it."""
    maker = version_maker(project)
    _, index_id, predictor = live_version(maker)
    figures = maker.evaluate_retrieval(index_id, predictor)
    if not figures:
        raise fail("the project has no questions to test with; see tests/heldout")
    for name, one in figures.items():
        output.table(f"Search: {name.replace('_', ' ')}", ["figure", "value"], list(one.items()))
    output.result(figures)


@app.command()
def recommend(
    interactions: Annotated[
        Path,
        typer.Option(help="A line for each user: item ids in time order, the last is tested."),
    ],
    items: Annotated[
        Path | None, typer.Option(help="What items are like: JSON lines with id and attributes.")
    ] = None,
    user_ids: Annotated[
        bool | None,
        typer.Option(help="Lines begin with the user's id. Default: if they all begin otherwise."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Recommendations on any log: is each user's last item among the first ten of all items?

    Example: frontdesk evaluate recommend --interactions sequences.txt --json
    """
    output = Output(as_json=as_json)
    with told_plainly():
        read, began = read_histories(interactions, user_ids=user_ids)
        known = {} if items is None else read_items(items, Analyzer())
        histories = Histories.of(read, known)
        if len(histories.rows) == histories.shortest:
            raise fail(f"{interactions}: no user has two items; there is nothing to test with")
        features = feature_matrix(histories.items, known) if known else None
        with output.progress() as progress:
            measured = evaluate_recommend(histories, features, progress)
    columns = ["figure", "blend", "95 %", *measured.alone]
    title = f"{measured.users} users, {measured.items} items"
    output.table(title, columns, measured.table_rows())
    output.note(f"weights, learned from the items before the last: {dict(measured.weights)}")
    if histories.shortest:
        output.note(f"{counted(histories.shortest, 'user')} with a single item left out")
    if began and user_ids is None:
        output.note("lines were taken to begin with a user's id; --no-user-ids says they do not")
    left_out = {"left_out": histories.shortest, "user_ids": began}
    output.result({**measured.to_json(), **left_out})


def _documents(docs: Path, queries: Path, encoder: str | None, output: Output) -> None:
    """Show how good search with an untrained encoder is on documents of any kind."""
    documents = read_documents(docs)
    questions = read_document_questions(queries, documents)
    base = SentenceEncoder.load(find_encoder(encoder))
    analyzer = Analyzer()
    with output.progress() as progress:
        share = learned_dense_share(documents, base, analyzer)
        search = DocumentSearch(
            documents,
            base,
            analyzer,
            dense_share=share,
            progress=lambda done, total: progress("documents", done, total),
        )
        measured = evaluate_documents(
            search, base, questions, lambda done, total: progress("queries", done, total)
        )
    title = f"{measured.questions} queries over {measured.documents} documents"
    output.table(title, ["figure", "search", "95 %", "dense", "lexical"], measured.rows())
    output.note(f"weight of meaning, learned from the documents alone: {measured.dense_share:.2f}")
    output.result(measured.to_json())
