"""The command ``omradesindex lock``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from omradesindex.cli.console import tell
from omradesindex.cli.options import Lang
from omradesindex.errors import OmradesindexError


def lock(
    index: Annotated[
        str, typer.Argument(metavar="INDEX", help="An id, or the path of a definition.", show_default=False)
    ],
    to: Annotated[Path, typer.Argument(metavar="FILE", help="The .toml file to write.", show_default=False)],
    date: Annotated[str | None, typer.Option(help="The day of the decision; today if left out.")] = None,
    lang: Lang = "sv",
) -> None:
    """Fix a definition before figures are read: write it whole, with a date and a fingerprint."""
    from omradesindex.catalogue.lock import lock_line
    from omradesindex.index import load_index

    if to.exists():
        raise OmradesindexError(
            "the file is there already", where=str(to), remedy="name another file, or remove that one first"
        )
    fixed = load_index(index).locked(date)
    fixed.save(to)
    tell(f"{lock_line(fixed, lang)} {to}")
