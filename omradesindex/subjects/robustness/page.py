"""A study of robustness as a page: what it says, and every area's place with its range."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from omradesindex.index import words
from omradesindex.index.caveats import caveats
from omradesindex.index.decimals import score_decimals
from omradesindex.show.cut import cut
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.subjects.robustness.labels import share_of_draws
from omradesindex.subjects.robustness.study import LEVEL
from omradesindex.subjects.robustness.words import columns_line, lead, notes, question
from omradesindex.wording import Language, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.subjects.robustness.study import Study


def page_of(study: Study, lang: Language, most: int | None) -> Page:
    """Write a study as a page; of more areas than ``most``, the first and the last."""
    base = study.base
    return Page(
        f"{question(lang)} · {words.headline(base, lang)}",
        [*map(Paragraph, lead(study, lang)), _places(study, lang, most)],
        [*notes(study, lang), *caveats(base, lang), words.source_line(base, lang)],
        lang,
    )


def _places(study: Study, lang: Language, most: int | None) -> Table:
    base, k = study.base, study.first_places
    shown = cut(words.ordered(base), most)
    order = list(shown.order)
    ranks, among = study.ranks, study.among_first(k).to_numpy()
    values = {column: ranks[column].to_numpy(dtype=float, na_value=np.nan) for column in _PLACES}
    ends = (("low", "high"), ("best", "worst"))
    spans = [[span(low, high) for low, high in zip(*(values[e] for e in pair), strict=True)] for pair in ends]
    shares = [
        "–" if np.isnan(low) else _short(share_of_draws(float(share), study.n, lang), lang)
        for low, share in zip(values["low"], among, strict=True)
    ]
    columns = [
        Column(say(lang, "Kod", "Code"), study.areas, "code"),
        Column(say(lang, "Område", "Area"), list(ranks["name"]), "name"),
        Column(say(lang, "Plats", "Place"), words.rank_labels(base)),
        Column(words.range_head(lang), spans[0]),
        Column(say(lang, "Median", "Median"), list(values["median"]), decimals=0),
        Column(say(lang, "Ytterst", "Extremes"), spans[1]),
        Column(_among_head(k, lang), shares),
    ]
    return Table(
        say(lang, "Områdenas platser", "The areas' places"),
        [column.rows(order) for column in columns],
        [
            columns_line(study, LEVEL, lang),
            shown.told(lang),
            words.tie_line(base, lang),
            words.why_unranked(base, lang),
        ],
        {shown.head: shown.between(lang)} if shown.broken else {},
    )


_PLACES = ("low", "median", "high", "best", "worst")


def _among_head(k: int, lang: Language) -> str:
    """Head of the column of how often an area is in the first places."""
    return say(lang, "Plats 1", "Place 1") if k == 1 else say(lang, f"Bland de {k}", f"Among the {k}")


def _short(share: str, lang: Language) -> str:
    more, less = say(lang, "mer än ", "more than "), say(lang, "mindre än ", "less than ")
    return share.replace(more, ">").replace(less, "<")


def span(low: float, high: float) -> str:
    """Write places from one to another, ``5–7``; one where both are the same."""
    if np.isnan(low) or np.isnan(high):
        return "–"
    return f"{low:.0f}" if low == high else f"{low:.0f}–{high:.0f}"


def reading_frame(study: Study, lang: Language) -> pd.DataFrame:
    """Return the ranks as a person opens them in a spreadsheet, in the order of the index as defined."""
    import pandas as pd

    order = words.ordered(study.base)
    ranks, scores, k = study.ranks.iloc[order], study.scores.iloc[order], study.first_places
    among = study.among_first(k).iloc[order]
    kind, decimals = study.kind(lang), score_decimals(study.base)
    low, high = say(lang, "från", "from"), say(lang, "till", "to")
    columns: dict[str, Any] = {
        say(lang, "Kod", "Code"): list(ranks.index),
        say(lang, "Område", "Area"): ranks["name"].to_numpy(),
        say(lang, "Plats", "Place"): ranks["base"].to_numpy(),
        f"{say(lang, 'Plats', 'Place')} {low} ({kind})": ranks["low"].to_numpy(),
        f"{say(lang, 'Plats', 'Place')} {high} ({kind})": ranks["high"].to_numpy(),
        say(lang, "Median", "Median"): ranks["median"].to_numpy(),
        f"{_among_head(k, lang)} (%)": np.round(100 * among.to_numpy(), 1),
        "Index": scores["base"].round(decimals).to_numpy(),
        f"Index {low} ({kind})": scores["low"].round(decimals).to_numpy(),
        f"Index {high} ({kind})": scores["high"].round(decimals).to_numpy(),
        say(lang, "Uppgifter", "Figures"): words.whose(study.base, lang),
    }
    return pd.DataFrame(columns)
