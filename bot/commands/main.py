"""`frontdesk`: the command line, one file a command, verbs as in Rasa."""

from __future__ import annotations

import typer

from bot.commands import (
    bench,
    data,
    doctor,
    evaluate,
    explain,
    index,
    init,
    models,
    retrain,
    run,
    run_actions,
    shell,
    train,
    transcripts,
)
from bot.commands.test import test as test_command
from bot.commands.verbs import Verbs

app = typer.Typer(
    name="frontdesk",
    cls=Verbs,
    help="A customer-service bot that a shop runs itself.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("init")(init.init)
app.command("train")(train.train)
app.command("run")(run.run)
app.command("run actions")(run_actions.run_actions)
app.command("shell")(shell.shell)
app.command("test")(test_command)
app.command("explain")(explain.explain)
app.command("retrain")(retrain.retrain)
app.command("doctor")(doctor.doctor)
app.add_typer(data.app, name="data")
app.add_typer(index.app, name="index")
app.add_typer(evaluate.app, name="evaluate")
app.add_typer(models.app, name="models")
app.add_typer(transcripts.app, name="transcripts")
app.add_typer(bench.app, name="bench")
