"""A trend as a page: slopes with verdicts, the years' figures, convergence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from omradesindex.index import words
from omradesindex.index.decimals import score_decimals
from omradesindex.show.cut import cut
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.subjects.over_time.rows import areas, breaks
from omradesindex.subjects.over_time.words import (
    RANK_LABELS,
    VERDICT_LABELS,
    interval,
    judged_lines,
    reopen_line,
    rests_on,
    stick_line,
    uneven_lines,
    verdict_line,
    verdict_text,
    with_prices,
)
from omradesindex.subjects.trend.lines import Lines
from omradesindex.subjects.trend.numbers import TrendNumbers
from omradesindex.wording import NBSP, Language, Text, area_name, check_language, number, say

#: Each verdict of a trend, which is still going on.
TREND_LABELS = {
    **VERDICT_LABELS,
    "improved": Text("förbättras", "improving"),
    "worsened": Text("försämras", "worsening"),
}
_WAYS = {
    "raw": Text("rakt av", "as it stands"),
    "shrunk": Text("startvärdet krympt (empirisk Bayes)", "start shrunk (empirical Bayes)"),
    "split": Text("start och förändring ur skilda år", "start and change from separate years"),
}


def title(trend: TrendNumbers, lang: Language, column: str = "index") -> str:
    """What is shown and whose it is."""
    years = f"{trend.labels[0]}–{trend.labels[-1]}"
    return f"{say(lang, 'Trend', 'Trend')} {years} · {words.headline(trend.results[-1], lang, column)}"


def labels_of(trend: TrendNumbers, column: str = "index", *, why: bool = False) -> Mapping[str, Text]:
    """What the verdicts of a column are called, with the reason where there is room for it."""
    return with_prices(trend, RANK_LABELS if trend.by_rank else TREND_LABELS, column, why=why)


def page_of(trend: TrendNumbers, lang: Language, most: int | None = None) -> Page:
    """Lay a trend out: a row for each area, the steepest worsening first."""
    check_language(lang)
    lead = verdict_line(trend, labels_of(trend), lang), stick_line(trend, lang), reopen_line(trend, lang)
    convergence = [] if trend.by_rank or not trend.priced[0] else [_beta(trend, lang), _sigma(trend, lang)]
    return Page(
        title(trend, lang),
        [*map(Paragraph, lead), _slopes(trend, lang, most), *convergence],
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
    caption = trend.label("index", lang)
    if trend.against == "city":
        caption += say(lang, "; lutning utöver hela staden", "; slope beyond the whole city")
    limits = [interval(judged.low[i, 0], judged.high[i, 0], lang, finer) for i in order]
    verdicts = [verdict_text(judged.verdict[i, 0], labels_of(trend), lang) for i in order]
    return Table(
        caption,
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
            Column(say(lang, "Intervall", "Interval"), [*limits, *blank]),
            Column(say(lang, "Bedömning", "Verdict"), [*verdicts, *blank], "words"),
        ],
        [
            shown.told(lang),
            *(judged_lines(trend, lang) if not trend.by_rank else []),
            *error_lines(trend.lines, lang),
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
        say(lang, "Närmar sig områdena varandra (beta)?", "Do the areas converge (beta)?"),
        [
            Column(say(lang, "Sätt", "Way"), [_WAYS[way].in_(lang) for way in rows["way"]], "name"),
            Column("beta", rows["beta"].tolist(), decimals=2, sign=True),
            Column(say(lang, "95 %-intervall", "95 % interval"), limits),
            Column("p", _p(rows["p"].tolist(), lang)),
        ],
        [
            say(
                lang,
                "Beta under noll: de som började med störst utmaning har minskat mest. Rakt av ser det "
                "alltid ut så i osäkra uppgifter (regression mot medelvärdet); läs de andra raderna.",
                "Beta below zero: those that started with the greatest challenge fell most. As it stands "
                "uncertain figures always look so (regression to the mean); read the other rows.",
            )
        ],
    )


def _sigma(trend: TrendNumbers, lang: Language) -> Table:
    rows, decimals = trend.sigma, _decimals(trend)[1]
    return Table(
        say(lang, "Minskar skillnaderna (sigma)?", "Do the differences shrink (sigma)?"),
        [
            Column(say(lang, "År", "Year"), rows["year"].tolist(), "name"),
            Column(say(lang, "skillnad", "difference"), rows["sd"].tolist(), decimals=decimals),
            Column(say(lang, "utan slump", "without noise"), rows["true_sd"].tolist(), decimals=decimals),
            Column(say(lang, "p mot första året", "p against the first year"), _p(rows["p"].tolist(), lang)),
        ],
        [
            say(
                lang,
                "Sigma: standardavvikelsen mellan områden.",
                "Sigma: standard deviation between areas.",
            )
        ],
    )


def _p(values: Sequence[float], lang: Language) -> list[str]:
    """Write p values; none is nought."""
    least = f"<{NBSP}{number(0.01, 2, lang=lang)}"
    return [least if p < 0.005 else number(p, 2, lang=lang) for p in values]


def error_lines(lines: Lines, lang: Language) -> list[str]:
    """Where the slopes' errors come from."""
    if not lines.known[0]:
        return [
            say(
                lang,
                "Lutningarnas fel kommer ur hur åren sprider sig kring linjerna, alla områden tillsammans.",
                "The slopes' errors come from how the years scatter around the lines, all areas together.",
            )
        ]
    if lines.inflation[0] == 1:
        return []
    times = number(float(lines.inflation[0]), 2, lang=lang)
    return [
        say(
            lang,
            f"Åren sprider sig {times} gånger så mycket kring linjerna som uppgifternas fel förklarar; "
            "felen är förstorade så mycket.",
            f"The years scatter {times} times as much around the lines as the figures' errors explain; the "
            "errors are inflated by that much.",
        )
    ]


# -- one area -----------------------------------------------------------------------------------------------


def explanation(trend: TrendNumbers, row: int, lang: Language) -> Page:
    """Say how one area's index and dimensions have moved over the years."""
    code, verdicts = trend.areas[row], labels_of(trend, why=True)
    decimals, finer = _decimals(trend)
    first, last = (number(float(trend.values[k, row, 0]), decimals, lang=lang) for k in (0, -1))
    slope = number(float(trend.lines.slope[row, 0]), finer, lang=lang, sign=True)
    low, high = trend.judged.low[row, 0], trend.judged.high[row, 0]
    what = say(lang, "Plats", "Rank") if trend.by_rank else trend.label("index", lang)
    beyond = say(lang, " utöver hela staden", " beyond the whole city") if trend.against == "city" else ""
    way = f"{what} {first} ({trend.labels[0]}) → {last} ({trend.labels[-1]})"
    lines = [
        say(lang, f"{way}: {slope} per år{beyond}.", f"{way}: {slope} a year{beyond}."),
        *([] if np.isnan(low) else [_interval_line(trend, interval(low, high, lang, finer), lang)]),
        stick_line(trend, lang),
    ]
    return Page(
        f"{area_name(code, trend.name_of(code))}: {verdicts[trend.judged.verdict[row, 0]].in_(lang)}",
        [*map(Paragraph, lines), _columns(trend, row, lang)],
        [*error_lines(trend.lines, lang), *uneven_lines(trend, lang), *rests_on(trend, lang)],
        lang,
    )


def _interval_line(trend: TrendNumbers, limits: str, lang: Language) -> str:
    percent = f"{number(100 * trend.level, lang=lang)} %"
    return say(
        lang,
        f"{percent}-intervall för alla områden samtidigt: {limits}.",
        f"{percent} interval, all areas at once: {limits}.",
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
            Column(
                say(lang, "Intervall", "Interval"), [interval(low, high, lang, d) for low, high, d in limits]
            ),
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
