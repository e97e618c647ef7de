"""One page for whoever decides: what, how sure, what has changed, and what may not be concluded."""

from __future__ import annotations

import numpy as np

from omradesindex.index import words as of_index
from omradesindex.index.decimals import score_decimals
from omradesindex.index.words_scale import scale_line
from omradesindex.reports import words
from omradesindex.reports.given import Given
from omradesindex.show.drawing import can_draw
from omradesindex.show.page import Block, Figure, Heading, Items, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.subjects.change.words import lead_line
from omradesindex.subjects.over_time.words import verdict_line
from omradesindex.subjects.trend.words import labels_of
from omradesindex.wording import Language, area_name, say


def blocks(given: Given, lang: Language) -> list[Block]:
    """Lay the page out, the map with its table last."""
    changed = words.not_compared(lang)
    if given.change is not None:
        before, after = (of_index.periods(one, lang) for one in (given.change.before, given.change.after))
        times = [words.from_to(before, after, lang)] if given.change.newer else []
        changed = " ".join([*times, lead_line(given.change, lang)])
    elif given.followed is not None:
        followed, years = given.followed, given.followed.labels
        said = verdict_line(followed, labels_of(followed), lang)
        changed = f"{words.from_to(years[0], years[-1], lang)} {said}"
    return [
        Heading(words.WHAT.in_(lang), 3),
        Paragraph(words.what_line(lang)),
        Paragraph(words.greatest_line(given, lang)),
        Items(words.first_lines(given, lang)),
        Paragraph(scale_line(given.result, lang)),
        Paragraph(words.rests_line(given, lang)),
        Heading(words.HOW_SURE.in_(lang), 3),
        Paragraph(" ".join(words.robust_lines(given, lang)) or words.not_tried(lang)),
        Heading(words.CHANGED.in_(lang), 3),
        Paragraph(changed),
        Heading(words.MAY_NOT.in_(lang), 3),
        Items(words.may_not(given, lang)),
        Heading(words.ON_MAP.in_(lang), 3, new_page=True),
        *_map(given, lang),
        table(given, lang),
    ]


def _map(given: Given, lang: Language) -> list[Block]:
    if not _has_map(given):
        return []
    from omradesindex.index.charts.maps import one_map

    return [Figure.of(one_map(given.result, "index", lang, table=True))]


def _has_map(given: Given) -> bool:
    """Whether there is something to draw, and something to draw with."""
    division = given.statistics.division
    known = not np.isnan(given.result.level_scores["index"]).all()
    return bool(known and division is not None and division.has_outlines and can_draw())


def table(given: Given, lang: Language) -> Table:
    """Places and scores: what the map shows."""
    result, order = given.result, of_index.ordered(given.result)
    places = list(of_index.rank_labels(result))
    if _has_map(given):  # an area without a place has a letter on the map
        from omradesindex.index.charts.maps import labels_of

        marks = labels_of(result, lang)
        places = [
            f"{place} ({mark})" if place == "–" and mark not in ("", code) else place
            for place, mark, code in zip(places, marks, result.areas, strict=True)
        ]
    decimals = score_decimals(result)
    columns = [
        Column(of_index.place_head(lang), places),
        # With its code, as the map has it: a column less, so that the table has room on a telephone.
        Column(
            say(lang, "Område", "Area"),
            [area_name(code, name) for code, name in result.names.items()],
            "name",
        ),
        Column("Index", result.level_scores["index"].tolist(), decimals=decimals, strong=True),
    ]
    return Table(
        f"{say(lang, 'Plats och index', 'Place and index')} · {of_index.whose(result, lang)}",
        [column.rows(order) for column in columns],
        [of_index.tie_line(result, lang), of_index.alike_line(result, lang)],
    )
