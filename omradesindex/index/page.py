"""The page of a result: the areas in order of rank, and their indicators in units of their own."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from omradesindex.index import words
from omradesindex.index.caveats import notes
from omradesindex.index.decimals import score_decimals
from omradesindex.index.figures import measures, origins_of
from omradesindex.index.words_quality import figures_line, more_line
from omradesindex.index.words_scale import scale_line, spread_line
from omradesindex.show.cut import Cut, cut
from omradesindex.show.page import Fold, Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.statistics.vocabulary import QUALITIES, QUALITY_LABELS, STATUS_LABELS, STATUSES
from omradesindex.wording import NBSP, Language, numbers, say, unit_said

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored


def page_of(result: Scored, lang: Language, most: int | None) -> Page:
    """Say what a result is: the scores, what they are made of, and what a reader must be told.

    Parameters
    ----------
    result : Scored
    lang : {"sv", "en"}
    most : int or None
        Areas that are listed; of more, the first and the last in rank, and the table says so. None lists all.
    """
    shown = cut(words.ordered(result), most)
    return Page(
        f"{words.headline(result, lang)} · {words.periods(result, lang)}",
        [
            Paragraph(figures_line(result, lang)),
            Paragraph(scale_line(result, lang)),
            _scores(result, shown, lang),
            Fold(
                say(lang, "Indikatorerna i egna enheter", "The indicators in their own units"),
                lambda: [_indicators(result, shown, lang)],
            ),
        ],
        [
            more_line(result, lang),
            *_made_of(result, lang),
            spread_line(result, lang),
            *notes(result, lang),
            words.source_line(result, lang),
        ],
        lang,
    )


def _scores(result: Scored, shown: Cut, lang: Language) -> Table:
    ranks = result.level_ranks["index"].tolist()
    shared = ["=" if label.endswith("=") else "" for label in words.rank_labels(result)]
    own = {measure.code: origins_of(result, measure, lang) for measure in measures(result)}
    columns = [
        Column(
            words.place_head(lang),
            ranks,
            decimals=0,
            marks=shared if any(shared) else (),
            origins=own["rank_index"],
        )
    ]
    if result.rank_ranges is not None:
        columns.append(Column(words.range_head(lang), result.rank_ranges.texts()))
    columns += _areas(result, lang)
    columns += [
        Column(
            result.label(column, lang),
            result.level_scores[column].tolist(),
            decimals=score_decimals(result, column),
            strong=column == "index",
            origins=own[f"score_{column}"],
        )
        for column in result.columns
    ]
    return Table(
        f"{say(lang, 'Index och dimensioner', 'Index and dimensions')} · {words.whose(result, lang)}",
        [column.rows(shown.order) for column in columns],
        [
            shown.told(lang),
            words.range_line(result, lang),
            words.tie_line(result, lang),
            words.alike_line(result, lang),
            words.why_unranked(result, lang),
        ],
        breaks={shown.head: shown.between(lang)} if shown.left_out else {},
    )


def _areas(result: Scored, lang: Language) -> list[Column]:
    return [
        Column(say(lang, "Kod", "Code"), result.areas, "code"),
        Column(say(lang, "Område", "Area"), list(result.names.values()), "name"),
    ]


def _made_of(result: Scored, lang: Language) -> list[str]:
    """Each dimension with the indicators that have figures: their arrows and marks, and what these mean."""
    marks = words.marks(result)
    named = {
        made.indicator: f"{indicator.direction.arrow}{NBSP}{indicator.label.in_(lang)}"
        + marks.get(made.quality, "")
        for indicator, made in zip(result.index.indicators, result.made_of, strict=True)
        if made.areas
    }
    lines = [
        f"{dimension.label.in_(lang)}: {', '.join(named[m.id] for m in dimension.leaves() if m.id in named)}"
        for dimension in result.index.walk()
        if any(member.id in named for member in dimension.leaves())
    ]
    return [*lines, words.arrow_line(lang), words.mark_line(result, lang)]


def _indicators(result: Scored, shown: Cut, lang: Language) -> Table:
    """The city's values, and then the areas'."""
    city = len(result.areas)
    rows = [city, *shown.order]
    code, name = _areas(result, lang)
    columns = [
        Column(code.head, [result.statistics.whole or "", *code.rows(shown.order).values], "code"),
        Column(name.head, [words.city(result, lang), *name.rows(shown.order).values], "name"),
        *(indicator_column(result, place, rows, lang) for place in range(len(result.index.indicators))),
    ]
    return Table(
        f"{say(lang, 'Indikatorer', 'Indicators')} · {words.whose(result, lang)}",
        columns,
        [words.arrow_line(lang), words.mark_line(result, lang)],
        breaks={1 + shown.head: shown.between(lang)} if shown.left_out else {},
        ruled=frozenset({0}),
    )


def indicator_column(result: Scored, place: int, rows: list[int], lang: Language) -> Column:
    """An indicator's values with their marks; beside each, its unit and quality, or why there is none."""
    indicator = result.index.indicators[place]
    values = result.measured.values[rows, place].tolist()
    has_value = [not isnan(value) for value in values]
    marks = [words.marks(result).get(quality, "") for quality in QUALITIES]
    qualities = [QUALITY_LABELS[quality][0].in_(lang) for quality in QUALITIES]
    statuses = [STATUS_LABELS[status][0].in_(lang) for status in STATUSES]
    kinds = result.measured.quality[rows, place].tolist()
    unit = unit_said(indicator.unit, lang)
    texts = numbers(values, indicator.decimals, lang=lang)
    own = next(measure for measure in measures(result) if measure.code == indicator.id)
    origins = origins_of(result, own, lang)
    return Column(
        f"{indicator.direction.arrow} {indicator.label.in_(lang)}",
        values,
        decimals=indicator.decimals,
        unit=unit,
        marks=[marks[kind] if has else "" for kind, has in zip(kinds, has_value, strict=True)],
        notes=[
            f"{text}{NBSP}{unit}, {qualities[kind]}" if has else statuses[status]
            for text, kind, status, has in zip(
                texts, kinds, result.measured.status[rows, place].tolist(), has_value, strict=True
            )
        ],
        origins=lambda: (told := origins()) and [told[row] for row in rows],
    )
