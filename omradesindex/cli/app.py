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
from omradesindex.cli.language import asked_for, in_spoken
from omradesindex.cli.list_indices import list_
from omradesindex.cli.lock import lock
from omradesindex.cli.new import new
from omradesindex.cli.report import report
from omradesindex.cli.robustness import robustness
from omradesindex.cli.spread import spread
from omradesindex.cli.themes import themes
from omradesindex.cli.update import update
from omradesindex.cli.usage import Command, Group, usage_of
from omradesindex.errors import OmradesindexError
from omradesindex.wording import speak, spoken

_DEBUG = "--debug"

app = typer.Typer(
    name="omradesindex",
    cls=Group,
    help="Socioeconomic area indices: from statistics to table, map and chart.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (demo, new, compute, compare, themes, spread, robustness, lock, update, report):
    app.command(cls=Command)(command)
app.command("list", cls=Command)(list_)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0, or 2 where something given to it is wrong.

    An error that the library raises on purpose is told in one message and without a traceback. Anything else
    is a fault of the library's own (exit code 1); ``--debug`` then shows where.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # An old terminal may lack a sign; a question mark is better than no table.
            stream.reconfigure(errors="replace")
    before = spoken()
    try:
        return _run([word for word in arguments if word != _DEBUG], debug=_DEBUG in arguments)
    finally:
        speak(before)


def _run(arguments: list[str], *, debug: bool) -> int:
    try:
        speak(asked_for(arguments))
        code = app(arguments, prog_name="omradesindex", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except OmradesindexError as error:
        complain(error.in_(spoken()))
        if debug:
            traceback.print_exc()
        return 2
    except typer.Abort:
        complain(in_spoken("Aborted!"))
        return 1
    except Exception as error:  # noqa: BLE001 - the last door: a person gets a sentence, not a traceback
        if hasattr(error, "format_message"):  # the command itself is written wrong
            for line in usage_of(error):
                note(line)
            complain(in_spoken(error.format_message()))
            return 2
        fault = f"an unexpected fault in omradesindex {__version__}: {type(error).__name__}: {error}"
        complain(in_spoken(fault))
        if debug:
            traceback.print_exc()
        else:
            note(in_spoken(f"Run the same command with {_DEBUG} to see where, and send that along."))
        return 1


@app.callback(invoke_without_command=True)
def _start(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Say the version and stop.", is_eager=True)
    ] = False,
    debug: Annotated[bool, typer.Option(_DEBUG, help="Show the traceback of an error.")] = False,  # noqa: ARG001
) -> None:
    if version:
        tell(f"omradesindex {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        tell(ctx.get_help())
        raise typer.Exit(2)
