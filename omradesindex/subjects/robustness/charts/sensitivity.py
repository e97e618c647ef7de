"""What the uncertainty is due to: Sobol indices as bars with their bootstrap intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from omradesindex.errors import ComputeError, did_you_mean, listing
from omradesindex.show.axis import Field, draw_axis, round_ticks
from omradesindex.show.figure import BODY, FINE, GREY, INK, LINE, SMALL, Picture, text_width
from omradesindex.subjects.robustness.chart_words import sensitivity_alt, sensitivity_line, sensitivity_under
from omradesindex.subjects.robustness.charts.sheet import sheet
from omradesindex.subjects.robustness.labels import upper
from omradesindex.subjects.robustness.words import varied_line
from omradesindex.wording import NBSP, Language, number, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from omradesindex.show.figure import Sheet
    from omradesindex.subjects.robustness.study import Study

_WIDTH, _ROW, _BAR, _KEY = 9.6, 0.46, 0.15, 0.34
_FIRST, _TOTAL = "#0072B2", "#E69F00"  # Okabe and Ito's blue and orange


def sensitivity(study: Study, lang: Language, output: str) -> Picture:
    """See :meth:`RobustnessPlots.sensitivity`."""
    table = study.sensitivity
    outputs = list(dict.fromkeys(table["output"]))
    if output not in outputs:
        raise ComputeError(
            f"nothing is known of what '{output}' is due to{did_you_mean(str(output), outputs)}",
            where="robustness, sensitivity",
            expected=f"one of {listing(outputs, 20)}",
        )
    own = table[table["output"] == output].sort_values("total", ascending=False, kind="stable")
    labels = {f.name: upper(f.label.in_(lang)) for f in study.problem.factors}
    columns = ["first", "first_low", "first_high", "total", "total_low", "total_high"]
    values = own[columns].to_numpy(dtype=float)
    names = [labels[name] for name in own["factor"]]
    page = sheet(
        study.base,
        lang,
        what=say(lang, "Vilka val som betyder mest", "Which choices matter most"),
        under=sensitivity_under(study, output, lang),
        width=_WIDTH,
        body=_KEY + _ROW * len(own) + 0.3,
        varied=varied_line(study, lang),
        alt=" ".join(
            [
                sensitivity_under(study, output, lang),
                sensitivity_alt(study, output, names, values[:, 3], lang),
            ]
        ),
        remarks=(sensitivity_line(study, output, lang),),
    )
    canvas = page.canvas()
    _draw_keys(page, canvas, lang)
    left = page.left + max(text_width(name, BODY) for name in names) + 0.2
    right = page.right - 1.3
    top = page.top - _KEY
    high = max(1.0, float(np.nanmax(np.nan_to_num(values[:, 5]), initial=1.0)))
    bottom = top - _ROW * len(own)
    ticks = round_ticks(0.0, 100 * high, right - left, lang, parts=5, sign=False)
    draw_axis(page, ticks, Field(0.0, 100 * high, left, right), (bottom, top))
    unit = say(lang, f"{NBSP}% av variansen", "% of the variance")
    page.text(page.right, bottom - 0.17, unit.strip(NBSP), size=FINE, colour=GREY, ha="right")
    for row, (name, numbers) in enumerate(zip(names, values, strict=True)):
        middle = top - (row + 0.5) * _ROW
        page.text(page.left, middle - 0.045, name)
        if np.isnan(numbers).all():
            page.text(
                left + 0.06, middle - 0.045, say(lang, "går inte att säga", "cannot be said"), colour=GREY
            )
            continue
        for (value, low, up), colour, y in (
            (numbers[3:], _TOTAL, middle - _BAR / 2 - 0.01),
            (numbers[:3], _FIRST, middle + _BAR / 2 + 0.01),
        ):
            _draw_bar(canvas, (value, low, up), colour, y, left, (right - left) / high)
        share = max(numbers[3], 0.0)
        text = "<1" if 0 < share < 0.005 else number(100 * share, lang=lang)
        text += say(lang, f"{NBSP}%", "%")
        page.text(page.right, middle - 0.045, text, weight="bold", ha="right")
    return page.figure


def _draw_bar(
    canvas: Axes, numbers: tuple[float, float, float], colour: str, y: float, left: float, scale: float
) -> None:
    value, low, high = (max(float(v), 0.0) * scale for v in np.nan_to_num(numbers))
    bar = Rectangle((left, y - _BAR / 2), value, _BAR, facecolor=colour, edgecolor="none", zorder=2)
    bar.set_gid("sobol")
    canvas.add_artist(bar)
    canvas.add_line(Line2D([left + low, left + high], [y, y], color=INK, linewidth=1.0, zorder=3))
    for end in (low, high):
        canvas.add_line(Line2D([left + end] * 2, [y - 0.04, y + 0.04], color=INK, linewidth=1.0, zorder=3))


def _draw_keys(page: Sheet, canvas: Axes, lang: Language) -> None:
    x, y = page.left, page.top - 0.14
    for colour, text in (
        (_FIRST, say(lang, "valet för sig", "the choice by itself")),
        (
            _TOTAL,
            say(lang, "med samspel med de andra (siffran)", "with interaction with the others (the figure)"),
        ),
        (INK, say(lang, "95-procentigt intervall (bootstrap)", "95% interval (bootstrap)")),
    ):
        if colour == INK:
            canvas.add_line(Line2D([x, x + 0.26], [y + 0.045] * 2, color=INK, linewidth=1.0))
            for end in (x, x + 0.26):
                canvas.add_line(Line2D([end] * 2, [y + 0.005, y + 0.085], color=INK, linewidth=1.0))
        else:
            box = Rectangle((x, y - 0.03), 0.26, _BAR, facecolor=colour, edgecolor=LINE, linewidth=0.4)
            canvas.add_artist(box)
        page.text(x + 0.34, y, text, size=SMALL)
        x += 0.34 + text_width(text, SMALL) + 0.28
