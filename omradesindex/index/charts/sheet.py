"""The sheet of a figure of one result: its title, what the figures rest on, its rows of areas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from omradesindex.index import words
from omradesindex.index.caveats import caveats
from omradesindex.show.figure import Sheet, lay_out
from omradesindex.show.rows import Rows
from omradesindex.wording import Language

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored
    from omradesindex.show.cut import Cut


def sheet(
    result: Scored,
    lang: Language,
    *,
    width: float,
    body: float,
    alt: str,
    column: str = "index",
    remarks: tuple[str, ...] = (),
    under: str | None = None,
    part: str = "",
) -> Sheet:
    """Make a sheet whose body is ``body`` inches high, with title, subtitle and what the figures rest on.

    ``under`` stands in the place of the subtitle where scores are not what is shown; ``part`` says in the
    title which of several sheets it is.
    """
    under = words.subtitle(result, lang, column) if under is None else under
    told = [*remarks, *caveats(result, lang), words.source_line(result, lang)]
    title = " · ".join(text for text in (words.headline(result, lang, column), part) if text)
    return lay_out(title, under, told, width=width, body=body, alt=alt)


def ranked_rows(result: Scored, shown: Cut, lang: Language, *, others: Sequence[str] = ()) -> Rows:
    """The areas that are shown, each with its rank in the index."""
    order, ranks = shown.order, words.rank_labels(result)
    codes = [result.areas[i] for i in order]
    names = [result.statistics.name_of(code) for code in codes]
    return Rows.measured(codes, names, shown, lang, ranks=[ranks[i] for i in order], others=others)
