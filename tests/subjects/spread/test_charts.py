"""The ranges inside areas as a chart."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.patches import Patch

import omradesindex as oi
from tests.figures import texts, words_in


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("measure", ["index", "nettoinkomst", "gymnasiebehorighet"])
def test_chart_shows_every_area_inside_the_sheet(example: oi.types.Spread, measure: str, lang) -> None:
    figure = example.plot.ranges(measure, lang=lang)
    boxes = [p for axes in figure.axes for p in axes.findobj(Patch) if p.get_gid() == "spread-box"]
    known = ~np.isnan(example.marks[example.measures.index(measure)][:, 0])
    assert len(boxes) == known.sum() + 1  # and one in the key
    shown = words_in(figure)
    assert all(code in shown for code in example.areas)
    assert any("påhittad" in text for text in shown)
    width, height = figure.canvas.get_width_height()
    for text in texts(figure):
        box = text.get_window_extent()
        assert box.x0 >= 0
        assert box.x1 <= width
        assert box.y0 >= 0
        assert box.y1 <= height


def test_too_few_people_are_not_called_missing(example: oi.types.Spread) -> None:
    place = example.measures.index("gymnasiebehorighet")
    few = example.unnamed[place]
    assert few.any()
    assert not few[~example.known[place][None, :].repeat(len(few), 0).any(axis=1)].any()
    told = words_in(example.plot.ranges("gymnasiebehorighet"))
    assert told.count("för litet underlag") == few.sum()
    assert "uppgift saknas" not in told


def test_areas_stand_with_the_greatest_challenge_first(example: oi.types.Spread) -> None:
    shown = words_in(example.plot.ranges("nettoinkomst"))
    rows = [code for code in shown if code in example.areas]
    own = dict(zip(example.areas, example.area_values[example.measures.index("nettoinkomst")], strict=True))
    assert rows == [*sorted(example.areas[:-1], key=own.__getitem__), example.areas[-1]]
