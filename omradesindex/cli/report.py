"""The command ``omradesindex report``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from omradesindex.cli.console import show_page, warnings_told
from omradesindex.cli.given import listed
from omradesindex.cli.language import of_project
from omradesindex.wording import speak


def report(
    project: Annotated[
        Path, typer.Argument(help="The project's folder, or its TOML file; else the folder you are in.")
    ] = Path(),
    out: Annotated[
        Path | None, typer.Option(help="A new folder for the report; else 'rapport' in the project.")
    ] = None,
    board: Annotated[
        str | None, typer.Option(help="A board or company whose mission has a section, such as 'grn'.")
    ] = None,
    children: Annotated[bool, typer.Option("--children", help="With a section on children.")] = False,
    notes: Annotated[
        Path | None, typer.Option(help="Dated and signed notes (TOML); else the project's kunskap.toml.")
    ] = None,
    template: Annotated[Path | None, typer.Option(help="The city's own Word template.")] = None,
    formats: Annotated[
        str | None, typer.Option(help="Such as 'html,docx'; all that can be written if left out.")
    ] = None,
    ledger: Annotated[
        Path | None, typer.Option(help="The ledger of what has been released; the report is entered in it.")
    ] = None,
    unchecked: Annotated[
        bool, typer.Option("--unchecked", help="Allow figures that no audit can judge.")
    ] = False,
    lang: Annotated[
        Literal["sv", "en"] | None,
        typer.Option(help="Language of the report; the project's own if left out.", show_default=False),
    ] = None,
) -> None:
    """Make the report of the accepted run: what is handed over, and nothing that is withheld."""
    from omradesindex.reports.accepted import report_of_accepted
    from omradesindex.subjects.update.project import read_project

    said = speak(lang or of_project(project))
    given = read_project(project)
    with warnings_told():
        made = report_of_accepted(
            given,
            board=board,
            children=children,
            notes=notes,
            template=template,
            lang=said,
            ledger=ledger,
            unchecked=unchecked,
        )
        written = made.save(out or given.folder / "rapport", formats=listed(formats) or None)
    show_page(written.page())
