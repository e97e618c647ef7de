"""A trend as a page: slopes with verdicts, the years' figures, convergence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from omradesindex.index import words
from omradesindex.index.decimals import score_decimals
from omradesindex.show.cut import cut
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.subjects.over_time.rows import areas, breaks
from omradesindex.subjects.over_time.words import (
    interval,
    judged_lines,
    rests_on,
    stick_line,
    uneven_lines,
    verdict_line,
    verdict_text,
)
from omradesindex.subjects.over_time.words_reopen import reopen_line
from omradesindex.subjects.trend.numbers import TrendNumbers
from omradesindex.subjects.trend.words import (
    BETA,
    SIGMA,
    WAYS,
    at_level,
    beta_note,
    caption,
    convergence_line,
    error_lines,
    interval_lines,
    labels_of,
    sigma_note,
    title,
    verdict_of,
    way_line,
)
from omradesindex.wording import NBSP, Language, area_name, check_language, number, say

#: Fewer areas cannot be said to come closer or drift apart.
_FEWEST_AREAS = 3


def page_of(trend: TrendNumbers, lang: Language, most: int | None = None) -> Page:
    """Lay a trend out: a row for each area, the steepest worsening first."""
    check_language(lang)
    lead = verdict_line(trend, labels_of(trend), lang), stick_line(trend, lang), reopen_line(trend, lang)
    enough = trend.priced[0] and not trend.by_rank and trend.beta["areas"].min() >= _FEWEST_AREAS
    convergence = [_beta(trend, lang), _sigma(trend, lang)] if enough else []
    return Page(
        title(trend, lang),
        [*map(Paragraph, filter(None, lead)), _slopes(trend, lang, most), *convergence],
        rests_on(trend, lang),
        lang,
    )


def _slopes(trend: TrendNumbers, lang: Language, most: int | None) -> Table:
    slopes = trend.lines.slope[:, 0] * (-1.0 if trend.by_rank else 1.0)
    worst_first = np.argsort(-np.nan_to_num(slopes, nan=-np.inf), kind="stable").tolist()
    shown = cut(worst_first, most, known=int((~np.isnan(slopes)).sum()))
    order, judged = list(shown.order), trend.judged
    decimals, finer = _decimals(trend)
    has_city = not np.isnan(trend.city[:, 0]).all()
    city = [[value] if has_city else [] for value in trend.city[:, 0].tolist()]
    blank = [""] if has_city else []
    whole = [float("nan")] if has_city else []
    limits = [interval(judged.low[i, 0], judged.high[i, 0], lang, finer) for i in order]
    verdicts = [verdict_text(judged.verdict[i, 0], labels_of(trend), lang) for i in order]
    return Table(
        caption(trend, lang),
        [
            *areas(trend, order, lang, *([words.city(trend.results[-1], lang)] if has_city else [])),
            *(
                Column(year, [*trend.values[k, order, 0].tolist(), *city[k]], decimals=decimals)
                for k, year in enumerate(trend.labels)
            ),
            Column(
                say(lang, "Per år", "A year"),
                [*trend.lines.slope[order, 0].tolist(), *whole],
                decimals=finer,
                sign=True,
            ),
            Column(at_level(trend, lang), [*limits, *blank]),
            Column(say(lang, "Bedömning", "Verdict"), [*verdicts, *blank], "words"),
        ],
        [
            shown.told(lang),
            *(judged_lines(trend, lang) if not trend.by_rank else []),
            *error_lines([trend.lines], lang),
            *uneven_lines(trend, lang),
        ],
        breaks(shown, lang),
        frozenset({len(order) - 1} if has_city else ()),
    )


def _decimals(trend: TrendNumbers, column: str = "index") -> tuple[int, int]:
    """Decimals of scores (or ranks), and of slopes."""
    if trend.by_rank:
        return 0, 2
    decimals = score_decimals(trend.results[-1], column)
    return decimals, decimals + 1


def _beta(trend: TrendNumbers, lang: Language) -> Table:
    rows = trend.beta
    limits = [interval(low, high, lang, 2) for low, high in zip(rows["low"], rows["high"], strict=True)]
    return Table(
        BETA.in_(lang),
        [
            Column(say(lang, "Sätt", "Way"), [WAYS[way].in_(lang) for way in rows["way"]], "name"),
            Column("beta", rows["beta"].tolist(), decimals=2, sign=True),
            Column(at_level(trend, lang), limits),
            Column("p", _p(rows["p"].tolist(), lang)),
        ],
        [convergence_line(rows, lang), beta_note(lang)],
    )


def _sigma(trend: TrendNumbers, lang: Language) -> Table:
    rows, decimals = trend.sigma, _decimals(trend)[1]
    return Table(
        SIGMA.in_(lang),
        [
            Column(say(lang, "År", "Year"), rows["year"].tolist(), "name"),
            Column(say(lang, "skillnad", "difference"), rows["sd"].tolist(), decimals=decimals),
            Column(say(lang, "utan slump", "without chance"), rows["true_sd"].tolist(), decimals=decimals),
            Column(say(lang, "p mot första året", "p against the first year"), _p(rows["p"].tolist(), lang)),
        ],
        [sigma_note(lang)],
    )


def _p(values: Sequence[float], lang: Language) -> list[str]:
    """Write p values; none is nought."""
    least = f"<{NBSP}{number(0.01, 2, lang=lang)}"
    return [least if p < 0.005 else number(p, 2, lang=lang) for p in values]


# -- one area -----------------------------------------------------------------------------------------------


def explanation(trend: TrendNumbers, row: int, lang: Language) -> Page:
    """Say how one area's index and dimensions have moved over the years."""
    code = trend.areas[row]
    decimals, finer = _decimals(trend)
    first, last = (number(float(trend.values[k, row, 0]), decimals, lang=lang) for k in (0, -1))
    slope = number(float(trend.lines.slope[row, 0]), finer, lang=lang, sign=True)
    what = say(lang, "Plats", "Place") if trend.by_rank else trend.label("index", lang)
    way = f"{what} {first} ({trend.labels[0]}) → {last} ({trend.labels[-1]})"
    moves = bool(np.isfinite(trend.lines.slope[row, 0]))
    lines = [
        *([way_line(trend, way, slope, lang)] if moves else []),
        *interval_lines(trend, row, finer, lang),
        stick_line(trend, lang),
    ]
    return Page(
        f"{area_name(code, trend.name_of(code))}: {verdict_of(trend, row, lang)}",
        [*map(Paragraph, lines), _columns(trend, row, lang)],
        [*error_lines([trend.lines], lang), *uneven_lines(trend, lang), *rests_on(trend, lang)],
        lang,
    )


def _columns(trend: TrendNumbers, row: int, lang: Language) -> Table:
    """The index and the dimensions of one area, year by year."""
    decimals, finer = zip(*(_decimals(trend, column) for column in trend.columns), strict=True)
    judged = trend.judged
    limits = zip(judged.low[row], judged.high[row], finer, strict=True)
    return Table(
        say(lang, "Index och dimensioner, år för år", "The index and the dimensions, year by year"),
        [
            Column(say(lang, "Mått", "Measure"), [trend.label(c, lang) for c in trend.columns], "name"),
            *(
                Column(label, trend.values[k, row].tolist(), decimals=decimals)
                for k, label in enumerate(trend.labels)
            ),
            Column(say(lang, "Per år", "A year"), trend.lines.slope[row].tolist(), decimals=finer, sign=True),
            Column(at_level(trend, lang), [interval(low, high, lang, d) for low, high, d in limits]),
            Column(
                say(lang, "Bedömning", "Verdict"),
                [
                    verdict_text(verdict, labels_of(trend, column), lang)
                    for column, verdict in zip(trend.columns, judged.verdict[row], strict=True)
                ],
                "words",
            ),
        ],
    )
