"""The sheet that every figure of a study stands on: what is shown, what varied, whose figures they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omradesindex.index import words
from omradesindex.index.caveats import caveats
from omradesindex.subjects.robustness.labels import varied_line
from omradesindex.wording import NBSP, Language, say

if TYPE_CHECKING:
    from omradesindex.index.charts.left_edge import Rows
    from omradesindex.show.figure import Sheet
    from omradesindex.subjects.robustness.study import Study


def title(study: Study, what: str, lang: Language) -> str:
    """What is shown, of which index, whose it is."""
    # A line may end with the dot between two parts, but not begin with it.
    return f"{what} · {words.headline(study.base, lang)}".replace(" · ", f"{NBSP}· ")


def sheet(
    study: Study,
    lang: Language,
    *,
    what: str,
    under: str,
    width: float,
    body: float,
    remarks: tuple[str, ...] = (),
    varied: bool = True,
) -> Sheet:
    """Make a sheet that says what varied (where it shows scenarios), besides what all of the index's do."""
    from omradesindex.show.figure import lay_out

    base = study.base
    told = [
        *remarks,
        varied_line(study, lang) if varied else "",
        *caveats(base, lang),
        words.source_line(base, lang),
    ]
    return lay_out(title(study, what, lang), under, told, width=width, body=body)


def names_end(rows: Rows, lang: Language) -> float:
    """Where the column of names ends, its head included, in inches from the sheet's left edge."""
    from omradesindex.show.figure import SMALL, text_width

    head = text_width(say(lang, "Område", "Area"), SMALL)
    return max(rows.right, rows.name_at + head)
