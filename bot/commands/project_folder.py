"""Which project a command works on, and how its faults are told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.actions.package import find_actions
from bot.commands.output import fail
from bot.errors import FrontdeskError
from bot.storage.errors import StorageError
from finetune.errors import FinetuneError
from retrieval.index import IndexFolderError
from retrieval.source_problem import SourceError

DEMO_FOLDER = "config"

ProjectArgument = Annotated[
    Path | None,
    typer.Argument(
        help="The project folder. Default: ./config if it is one, else the current folder.",
        show_default=False,
    ),
]
ProjectOption = Annotated[
    Path | None,
    typer.Option("--project", "-p", help="The project folder; default as for other commands."),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Print exactly one JSON object on standard output.")
]


def project_folder(given: Path | None) -> Path:
    """Return the folder to work on. Exits with one line if there is no project in it."""
    if given is None:
        here = Path()
        given = here / DEMO_FOLDER if (here / DEMO_FOLDER / "config.yml").is_file() else here
    if not given.is_dir():
        missing = "it is no folder" if given.exists() else "there is no such folder"
        raise fail(f"{given}: {missing}", 2)
    if not (given / "config.yml").is_file():
        raise fail(f"{given}: not a project (no config.yml); 'frontdesk init DIR' makes one", 2)
    return given


@contextmanager
def at_home(folder: Path) -> Iterator[Path]:
    """Yield the folder to work on; with actions of its own it is the current one meanwhile.

    They were written to be run there, and open their files by names from there.
    """
    if find_actions(folder) is None:
        yield folder
        return
    home = folder.resolve()
    with chdir(home):
        yield home


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn a user's mistake into one line each on standard error and exit code 1."""
    try:
        yield
    except (SourceError, FinetuneError, StorageError, FrontdeskError) as error:
        raise fail(str(error)) from None
    except IndexFolderError as error:
        raise fail(f"{error}; run 'frontdesk index build'") from None
    except UnicodeDecodeError as error:
        raise fail(f"a file that should be text is not UTF-8 (byte {error.start})") from None
    except OSError as error:
        raise fail(_told_by_system(error)) from None
    except KeyboardInterrupt:
        raise fail("stopped", 130) from None


def _told_by_system(error: OSError) -> str:
    """Return what the system complains of, with the file or folder it is about."""
    reason = error.strerror or str(error)
    return f"{error.filename}: {reason}" if error.filename else reason
