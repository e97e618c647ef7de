"""The sheet that every figure of a study stands on: what is shown, what varied, whose figures they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omradesindex.index import words
from omradesindex.index.caveats import caveats
from omradesindex.show.figure import Sheet, lay_out
from omradesindex.wording import NBSP, Language

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored


def title(base: Scored, what: str, lang: Language) -> str:
    """What is shown, of which index, whose it is."""
    # A line may end with the dot between two parts, but not begin with it.
    return f"{what} · {words.headline(base, lang)}".replace(" · ", f"{NBSP}· ")


def sheet(
    base: Scored,
    lang: Language,
    *,
    what: str,
    under: str,
    varied: str,
    alt: str,
    width: float,
    body: float,
    remarks: tuple[str, ...] = (),
) -> Sheet:
    """Make a sheet that says what varied, where it shows scenarios, and what all of an index's do."""
    told = [*remarks, varied, *caveats(base, lang), words.source_line(base, lang)]
    return lay_out(title(base, what, lang), under, told, width=width, body=body, alt=alt)
