"""The command ``omradesindex update``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.text import Text

from omradesindex.cli.console import show, show_page, tell, warnings_told
from omradesindex.cli.language import of_project
from omradesindex.cli.options import By
from omradesindex.cli.words import LOOK
from omradesindex.errors import OmradesindexError
from omradesindex.plaintext import visible
from omradesindex.show.file_names import file_name
from omradesindex.wording import Text as Both
from omradesindex.wording import speak

#: What there is to look at first in a run's folder.
_LOOKED_AT = ("rapport.html", "resultat/karta.png", "resultat/tabell.html")

_OUTCOMES = {
    "accepted": Both("Godkänd", "Accepted"),
    "pending": Both("Väntar på godkännande", "Waits to be accepted"),
    "unchanged": Both("Inget nytt sedan den godkända körningen", "Nothing new since the accepted run"),
}


def update(
    project: Annotated[
        Path,
        typer.Argument(
            metavar="PROJECT", help="The project's folder, or its TOML file; else the folder you are in."
        ),
    ] = Path(),
    offline: Annotated[
        bool, typer.Option("--offline", help="Ask no service: take its answers from the snapshots.")
    ] = False,
    accept: Annotated[
        str | None, typer.Option(help="Accept this run, which waits, instead of making one.")
    ] = None,
    accept_all: Annotated[
        bool, typer.Option("--accept-all", help="Accept whatever the checks find.")
    ] = False,
    by: By = None,
    reproduce: Annotated[
        str | None, typer.Option(help="Compute this run anew and compare every file.")
    ] = None,
    lang: Annotated[
        Literal["sv", "en"] | None,
        typer.Option(help="Language of what is printed; the project's own if left out.", show_default=False),
    ] = None,
) -> None:
    """Read new figures, check them, compute the index, and record the run.

    Exit code 3: the run waits until somebody has accepted it. 4: a reproduced run gives other files.
    """
    from omradesindex.subjects.update.accept import accept as accept_run
    from omradesindex.subjects.update.project import read_project
    from omradesindex.subjects.update.reproduce import reproduce as reproduce_run
    from omradesindex.subjects.update.update import update as make_run

    said = speak(lang or of_project(project))
    given = read_project(project)
    if sum((accept is not None, accept_all, reproduce is not None)) > 1:
        raise OmradesindexError(
            "--accept, --accept-all and --reproduce do not go together", remedy="give one of them"
        )
    if accept is not None:
        run = accept_run(given, accept)
        tell(f"{_OUTCOMES['accepted'].in_(said)}: {run.folder}")
        return
    with warnings_told(), Console(stderr=True).status("…") as status:
        if reproduce is not None:
            reproduced = reproduce_run(given, reproduce)
            show_page(reproduced.page(said))
            if not reproduced.same:
                raise typer.Exit(4)
            return
        made = make_run(
            given,
            offline=offline,
            accept_all=accept_all,
            by=by or None,
            progress=lambda line: status.update(Text(visible(str(line)))),
        )
    assert made.run is not None  # an update that ends has one
    if made.status != "unchanged":
        show(made, said)
        tell("")
    tell(f"{_OUTCOMES[made.status].in_(said)}: {made.run.folder}", bold=True)
    looked_at = ["/".join(file_name(part, given.lang) for part in name.split("/")) for name in _LOOKED_AT]
    tell(f"  {LOOK.in_(said)}: {', '.join(name for name in looked_at if (made.run.folder / name).is_file())}")
    if made.status == "pending":
        tell(f"  omradesindex update {project} --accept {made.run.name}")
        raise typer.Exit(3)
