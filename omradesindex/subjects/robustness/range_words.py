"""What every table and figure of a study of robustness says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omradesindex.index import words
from omradesindex.index.caveats import caveats
from omradesindex.subjects.robustness.naming import drawn_from, what_varied
from omradesindex.wording import NBSP, Language, number, say

if TYPE_CHECKING:
    from omradesindex.index.charts.left_edge import Rows
    from omradesindex.show.figure import Sheet
    from omradesindex.subjects.robustness.answer import Robustness


def title(study: Robustness, what: str, lang: Language) -> str:
    """What is shown, of which index, whose it is."""
    # A line may end with the dot between two parts, but not begin with it.
    return f"{what} · {words.headline(study.base, lang)}".replace(" · ", f"{NBSP}· ")


def varied_line(study: Robustness, lang: Language) -> str:
    """What varied, in how many scenarios; told also where a run was interrupted."""
    n = number(study.n, lang=lang)
    cut = ""
    if study.interrupted and study.n < study.asked:
        asked = number(study.asked, lang=lang)
        cut = say(lang, f" av {asked} begärda (avbruten körning)", f" of {asked} asked for (interrupted)")
    cut += drawn_from(study, lang)
    what = what_varied(study, lang)
    one = study.n == 1
    return say(
        lang,
        f"{n} {'scenario' if one else 'scenarier'}{cut}. Det som varierade: {what}.",
        f"{n} {'scenario' if one else 'scenarios'}{cut}. What varied: {what}.",
    )


def range_words(study: Robustness, level: float, lang: Language) -> str:
    """Name the ranges by what varied: ``metodintervall (de mittersta 90 % av scenarierna)``."""
    share = number(100 * level, lang=lang)
    return say(
        lang,
        f"{study.kind('sv')} (de mittersta {share}{NBSP}% av scenarierna)",
        f"{study.kind('en')} (the middle {share}% of the scenarios)",
    )


def sheet(
    study: Robustness,
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


def rank_axis(n: int) -> list[int]:
    """Ranks that are written along an axis: all where there is room, else round ones and both ends."""
    if n <= 30:
        return list(range(1, n + 1))
    step = next(s for s in (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10**4, 10**5) if n / s <= 20)
    inner = [k for k in range(step, n + 1, step) if n - k >= step / 2 or k == n]
    return [1, *inner, *([] if inner and inner[-1] == n else [n])]
