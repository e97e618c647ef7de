"""The sheet of a figure of one result: its title, and below it what the figures rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omradesindex.index import words
from omradesindex.index.caveats import caveats
from omradesindex.show.figure import Sheet, lay_out
from omradesindex.wording import Language

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored


def sheet(
    result: Scored,
    lang: Language,
    *,
    width: float,
    body: float,
    column: str = "index",
    remarks: tuple[str, ...] = (),
    under: str | None = None,
) -> Sheet:
    """Make a sheet whose body is ``body`` inches high, with title, subtitle and what the figures rest on.

    ``under`` stands in the place of the subtitle where scores are not what is shown.
    """
    under = words.subtitle(result, lang, column) if under is None else under
    told = [*remarks, *caveats(result, lang), words.source_line(result, lang)]
    return lay_out(words.headline(result, lang, column), under, told, width=width, body=body)
