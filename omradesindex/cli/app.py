"""The program: its commands, and what it says where something goes wrong."""

from __future__ import annotations

import io
import sys
import traceback
from collections.abc import Sequence
from typing import Annotated

import typer

from omradesindex import __version__
from omradesindex.cli.compare import compare
from omradesindex.cli.compute import compute
from omradesindex.cli.console import complain, note, tell
from omradesindex.cli.demo import demo
from omradesindex.cli.list_indices import list_
from omradesindex.cli.lock import lock
from omradesindex.cli.new import new
from omradesindex.cli.robustness import robustness
from omradesindex.cli.spread import spread
from omradesindex.cli.themes import themes
from omradesindex.cli.update import update
from omradesindex.errors import OmradesindexError

_DEBUG = "--debug"

app = typer.Typer(
    name="omradesindex",
    help="Socioeconomic area indices: from statistics to table, map and chart.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (demo, new, compute, compare, themes, spread, robustness, lock, update):
    app.command()(command)
app.command("list")(list_)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0, or 2 where something given to it is wrong.

    An error that the library raises on purpose is told in one message and without a traceback. Anything else
    is a fault of the library's own (exit code 1); ``--debug`` then shows where.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    debug = _DEBUG in arguments
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # An old terminal may lack a sign; a question mark is better than no table.
            stream.reconfigure(errors="replace")
    try:
        app([a for a in arguments if a != _DEBUG], prog_name="omradesindex")
    except OmradesindexError as error:
        complain(str(error))
        if debug:
            traceback.print_exc()
        return 2
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else int(done.code is not None)
    except Exception as error:  # noqa: BLE001 - the last door: a person gets a sentence, not a traceback
        complain(f"an unexpected fault in omradesindex {__version__}: {type(error).__name__}: {error}")
        if debug:
            traceback.print_exc()
        else:
            note(f"Run the same command with {_DEBUG} to see where, and send that with your report.")
        return 1
    return 0


@app.callback(invoke_without_command=True)
def _start(
    version: Annotated[
        bool, typer.Option("--version", help="Say the version and stop.", is_eager=True)
    ] = False,
    debug: Annotated[bool, typer.Option(_DEBUG, help="Show the traceback of an error.")] = False,  # noqa: ARG001
) -> None:
    if version:
        tell(f"omradesindex {__version__}")
        raise typer.Exit
