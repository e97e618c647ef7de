"""A study of robustness as text for a terminal and as HTML for a notebook or a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from omradesindex.index import words
from omradesindex.index.caveats import caveats
from omradesindex.index.decimals import score_decimals
from omradesindex.show.cut import MOST, Cut, cut
from omradesindex.show.old_page import Page, Table
from omradesindex.show.tags import page_of
from omradesindex.subjects.robustness.naming import share_of_draws
from omradesindex.subjects.robustness.range_words import range_words
from omradesindex.subjects.robustness.words import sentences
from omradesindex.wording import Language, check_language, number, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.subjects.robustness.answer import Robustness

_LEVEL = 0.9


def robustness_text(
    study: Robustness, *, lang: Language = "sv", width: int = 100, most: int | None = MOST
) -> str:
    """Write a study as text: the summary, and the ranks with their ranges.

    Parameters
    ----------
    study : Robustness
    lang : {"sv", "en"}
    width : int
        Characters in a line.
    most : int or None
        Areas that are listed; None lists all.
    """
    return _page(study, lang, most).text(width)


def robustness_html(study: Robustness, lang: Language = "sv", *, most: int | None = 200) -> str:
    """Write a study as HTML, marked up for screen readers, every text escaped."""
    return _page(study, lang, most).html(lang)


def robustness_page(study: Robustness, lang: Language = "sv") -> str:
    """Write a page of its own with every area."""
    return page_of(_title(study, lang), _page(study, lang, None).html(lang), lang)


def _title(study: Robustness, lang: Language) -> str:
    question = say(lang, "Hur långt håller slutsatsen?", "How far does the conclusion hold?")
    return f"{question} · {words.headline(study.base, lang)}"


def _page(study: Robustness, lang: Language, most: int | None) -> Page:
    check_language(lang)
    base = study.base
    shown = cut(words.ordered(base), most)
    k = study.first_places
    return Page(
        title=_title(study, lang),
        under=sentences(study, lang),
        tables=[_ranks(study, shown, k, lang)],
        told=[
            _columns_line(study, k, lang),
            shown.told(lang),
            words.tie_line(base, lang),
            words.why_unranked(base, lang),
            *caveats(base, lang),
            words.source_line(base, lang),
        ],
    )


def _ranks(study: Robustness, shown: Cut, k: int, lang: Language) -> Table:
    table, among = study.ranks(level=_LEVEL), study.among_first(k)
    labels = words.rank_labels(study.base)
    rows = []
    for i in shown.order:
        code, row = study.areas[i], table.iloc[i]
        rows.append(
            [
                code,
                str(row["name"]),
                labels[i],
                _span(row["low"], row["high"]),
                _whole(row["median"], lang),
                _span(row["best"], row["worst"]),
                _short(share_of_draws(float(among.iloc[i]), study.n, lang), lang)
                if _there(row["low"])
                else "–",
            ]
        )
    heads = [
        say(lang, "Kod", "Code"),
        say(lang, "Område", "Area"),
        say(lang, "Rang", "Rank"),
        words.range_head(lang),
        say(lang, "Median", "Median"),
        say(lang, "Ytterst", "Extremes"),
        say(lang, f"Bland {k} första", f"Among first {k}"),
    ]
    if shown.broken:
        rows.insert(shown.head, ["", shown.between(lang), *[""] * (len(heads) - 2)])
    return Table(say(lang, "Områdenas platser", "The areas' places"), heads, rows)


def _columns_line(study: Robustness, k: int, lang: Language) -> str:
    share = range_words(study, _LEVEL, lang)
    n = number(k, lang=lang)
    return say(
        lang,
        f"Rang: indexet som det är definierat; 1 är störst utmaning. Intervall: {share}. Ytterst: bästa och "
        "sämsta plats i något scenario. Sista kolumnen: andel av scenarierna där området är bland de "
        f"{n} första.",
        f"Rank: the index as defined; 1 is the greatest challenge. Range: {share}. Extremes: best and worst "
        f"place in any scenario. Last column: share of the scenarios with the area among the first {n}.",
    )


def _short(share: str, lang: Language) -> str:
    more, less = say(lang, "mer än ", "more than "), say(lang, "mindre än ", "less than ")
    return share.replace(more, ">").replace(less, "<")


def _span(low: Any, high: Any) -> str:
    if not (_there(low) and _there(high)):
        return "–"
    return f"{int(low)}" if low == high else f"{int(low)}–{int(high)}"


def _whole(value: Any, lang: Language) -> str:
    return number(float(value), lang=lang) if _there(value) else "–"


def _there(value: Any) -> bool:
    import pandas as pd

    return not pd.isna(value)


def reading_frame(study: Robustness, lang: Language) -> pd.DataFrame:
    """Return the ranks as a person opens them in a spreadsheet, in the order of the index as defined."""
    import pandas as pd

    order = words.ordered(study.base)
    table, k = study.ranks(level=_LEVEL).iloc[order], study.first_places
    among = study.among_first(k).iloc[order]
    scores = study.scores(level=_LEVEL).iloc[order]
    kind, decimals = study.kind(lang), score_decimals(study.base)
    low, high = say(lang, "från", "from"), say(lang, "till", "to")
    columns: dict[str, Any] = {
        say(lang, "Kod", "Code"): list(table.index),
        say(lang, "Område", "Area"): table["name"].to_numpy(),
        say(lang, "Rang", "Rank"): table["base"].to_numpy(),
        f"{say(lang, 'Rang', 'Rank')} {low} ({kind})": table["low"].to_numpy(),
        f"{say(lang, 'Rang', 'Rank')} {high} ({kind})": table["high"].to_numpy(),
        say(lang, "Median", "Median"): table["median"].to_numpy(),
        say(lang, f"Bland {k} första (%)", f"Among first {k} (%)"): np.round(100 * among.to_numpy(), 1),
        "Index": scores["base"].round(decimals).to_numpy(),
        f"Index {low} ({kind})": scores["low"].round(decimals).to_numpy(),
        f"Index {high} ({kind})": scores["high"].round(decimals).to_numpy(),
        say(lang, "Uppgifter", "Figures"): words.whose(study.base, lang),
    }
    return pd.DataFrame(columns)
