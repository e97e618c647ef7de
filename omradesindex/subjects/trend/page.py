"""A trend as a page: slopes with verdicts, the years' figures, convergence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index import words
from omradesindex.index.decimals import score_decimals
from omradesindex.show.old_page import Page, Table
from omradesindex.subjects.change.page import interval
from omradesindex.subjects.change.words import RANK_LABELS, TREND_LABELS
from omradesindex.subjects.over_time.words import (
    SIGNS,
    judged_lines,
    reopen_lines,
    rests_on,
    stick_line,
    uneven_lines,
)
from omradesindex.wording import NBSP, Language, check_language, number, say

if TYPE_CHECKING:
    from omradesindex.subjects.trend.answer import Trend

_WAYS = {
    "raw": ("rakt av", "as it stands"),
    "shrunk": ("startvärdet krympt (empirisk Bayes)", "start shrunk (empirical Bayes)"),
    "split": ("start och förändring ur skilda år", "start and change from separate years"),
}


def trend_text(trend: Trend, *, lang: Language = "sv") -> str:
    """Write a trend as text."""
    return trend_page(trend, lang).text()


def trend_html(trend: Trend, *, lang: Language = "sv") -> str:
    """Write a trend as HTML."""
    return trend_page(trend, lang).html(lang)


def title(trend: Trend, lang: Language, column: str = "index") -> str:
    """What is shown and whose it is."""
    years = f"{trend.labels[0]}–{trend.labels[-1]}"
    return f"{say(lang, 'Trend', 'Trend')} {years} · {words.headline(trend.results[-1], lang, column)}"


def trend_page(trend: Trend, lang: Language) -> Page:
    """Lay a trend out: a row for each area, the steepest worsening first."""
    check_language(lang)
    tables = [_slopes(trend, lang)]
    if not trend.by_rank:
        tables += [_beta(trend, lang), _sigma(trend, lang)]
    return Page(
        title=title(trend, lang),
        under=[stick_line(trend, lang)],
        tables=tables,
        told=[
            *([] if trend.by_rank else [_beta_line(lang)]),
            *(judged_lines(trend, lang) if not trend.by_rank else []),
            *error_lines(trend, lang),
            *uneven_lines(trend, lang),
            *reopen_lines(trend, lang),
            *rests_on(trend, lang),
        ],
    )


def _slopes(trend: Trend, lang: Language) -> Table:
    frame = trend.to_frame()
    frame = frame[frame["measure"] == "index"]
    worst_first = frame.sort_values("slope", ascending=trend.by_rank, kind="stable")
    labels = RANK_LABELS if trend.by_rank else TREND_LABELS
    decimals = 0 if trend.by_rank else score_decimals(trend.results[-1])
    finer = 2 if trend.by_rank else decimals + 1
    heads = [
        say(lang, "Kod", "Code"),
        say(lang, "Område", "Area"),
        *trend.labels,
        say(lang, "Per år", "A year"),
        say(lang, "Intervall", "Interval"),
        say(lang, "Bedömning", "Verdict"),
    ]
    rows = []
    for row in worst_first.to_dict("records"):
        verdict = str(row["verdict"])
        rows.append(
            [
                str(row["area"]),
                str(row["name"]),
                *(number(v, decimals, lang=lang) for v in trend.scores.loc[row["area"]]),
                number(row["slope"], finer, lang=lang, sign=True),
                interval(row["low"], row["high"], lang, finer),
                f"{SIGNS[verdict]} {labels[verdict].in_(lang)}",
            ]
        )
    if not np.isnan(trend.city[:, 0]).all():
        city = [number(v, decimals, lang=lang) for v in trend.city[:, 0]]
        rows.append(["", words.city(trend.results[-1], lang), *city, "", "", ""])
    caption = trend.label("index", lang)
    if trend.against == "city":
        caption += say(lang, "; lutning utöver hela staden", "; slope beyond the whole city")
    return Table(caption, heads, rows, left=(0, 1, len(heads) - 1))


def _beta(trend: Trend, lang: Language) -> Table:
    rows = []
    for row in trend.beta.to_dict("records"):
        slope = number(row["beta"], 2, lang=lang, sign=True)
        way = _WAYS[str(row["way"])][0 if lang == "sv" else 1]
        rows.append([way, slope, interval(row["low"], row["high"], lang, 2), _p(row["p"], lang)])
    caption = say(lang, "Närmar sig områdena varandra (beta)?", "Do the areas converge (beta)?")
    heads = [say(lang, "Sätt", "Way"), "beta", say(lang, "95 %-intervall", "95 % interval"), "p"]
    return Table(caption, heads, rows, left=(0,), name=0)


def _beta_line(lang: Language) -> str:
    return say(
        lang,
        "Beta under noll: de som började med störst utmaning har minskat mest. Rakt av ser det alltid ut så "
        "i osäkra uppgifter (regression mot medelvärdet); läs de andra raderna. Sigma: standardavvikelsen "
        "mellan områden.",
        "Beta below zero: those that started with the greatest challenge fell most. As it stands uncertain "
        "figures always look so (regression to the mean); read the other rows. Sigma: standard deviation "
        "between areas.",
    )


def _sigma(trend: Trend, lang: Language) -> Table:
    decimals = score_decimals(trend.results[-1]) + 1
    rows = [
        [str(r["year"]), *(number(r[c], decimals, lang=lang) for c in ("sd", "true_sd")), _p(r["p"], lang)]
        for r in trend.sigma.to_dict("records")
    ]
    caption = say(lang, "Minskar skillnaderna (sigma)?", "Do the differences shrink (sigma)?")
    heads = [
        say(lang, "År", "Year"),
        say(lang, "skillnad", "difference"),
        say(lang, "utan slump", "without noise"),
        say(lang, "p mot första året", "p against the first year"),
    ]
    return Table(caption, heads, rows, left=(0,), name=0)


def _p(p: float, lang: Language) -> str:
    """Write a p value; none is nought."""
    return f"<{NBSP}{number(0.01, 2, lang=lang)}" if p < 0.005 else number(p, 2, lang=lang)


def error_lines(trend: Trend, lang: Language) -> list[str]:
    """Where the slopes' errors come from."""
    if not trend.lines.known[0]:
        return [
            say(
                lang,
                "Lutningarnas fel kommer ur hur åren sprider sig kring linjerna, alla områden tillsammans.",
                "The slopes' errors come from how the years scatter around the lines, all areas together.",
            )
        ]
    if trend.lines.inflation[0] == 1:
        return []
    times = number(float(trend.lines.inflation[0]), 2, lang=lang)
    return [
        say(
            lang,
            f"Åren sprider sig {times} gånger så mycket kring linjerna som uppgifternas fel förklarar; "
            "felen är förstorade så mycket.",
            f"The years scatter {times} times as much around the lines as the figures' errors explain; the "
            "errors are inflated by that much.",
        )
    ]
