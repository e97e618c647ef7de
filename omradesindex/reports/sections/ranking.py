"""The areas in order, with the places and scores that chance and other ways of counting allow; and themes."""

from __future__ import annotations

import numpy as np

from omradesindex.index import words as of_index
from omradesindex.index.decimals import score_decimals
from omradesindex.reports import words
from omradesindex.reports.given import Given
from omradesindex.show.page import Block, Heading, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.subjects.robustness.study import LEVEL
from omradesindex.subjects.robustness.words import lead, range_line
from omradesindex.wording import Language, capital, say


def blocks(given: Given, lang: Language) -> list[Block]:
    """Lay the order out, then the dimensions, themes and how far the order holds."""
    found: list[Block] = [_order(given, lang), given.result.page(lang).tables()[0]]
    if given.themes is not None:
        page = given.themes.page(lang)
        found.append(Heading(words.THEMES.in_(lang), 3))
        # What is said first, and the table of the whole city.
        found += page.first().blocks
    if given.robustness is not None:
        found.append(Heading(words.ROBUST.in_(lang), 3))
        found += map(Paragraph, lead(given.robustness, lang))
    return found


def _order(given: Given, lang: Language) -> Table:
    """Every area's score with its chance interval, and its place with its method range."""
    result, order, uncertainty = given.result, of_index.ordered(given.result), given.uncertainty
    decimals = score_decimals(result)
    ends = ((say(lang, "från", "from"), "low"), (say(lang, "till", "to"), "high"))
    columns = [
        Column(of_index.place_head(lang), of_index.rank_labels(result)),
        Column(say(lang, "Kod", "Code"), list(result.areas), "code"),
        Column(say(lang, "Område", "Area"), list(result.names.values()), "name"),
        Column("Index", result.level_scores["index"].tolist(), decimals=decimals, strong=True),
    ]
    sides = {"low": uncertainty.score_low["index"], "high": uncertainty.score_high["index"]}
    if not np.isnan(sides["low"]).all():
        columns += [
            Column(head, sides[side].tolist(), decimals=decimals, group=words.CHANCE.in_(lang))
            for head, side in ends
        ]
    notes = [words.interval_line(given, lang)] if len(columns) > 4 else []
    study = given.robustness
    if study is not None and study.tried:
        ranks = study.ranks.reindex(list(result.areas))
        columns += [
            Column(
                head,
                ranks[side].to_numpy(dtype=float, na_value=np.nan).tolist(),
                decimals=0,
                group=capital(study.kind(lang)),
            )
            for head, side in ends
        ]
        notes.append(range_line(study, LEVEL, lang))
    return Table(
        f"{say(lang, 'Ordningen', 'The order')} · {of_index.whose(result, lang)}",
        [column.rows(order) for column in columns],
        notes,
    )
