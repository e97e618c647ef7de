"""The spread as people see it: text, HTML, chart."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.patches import Patch

import omradesindex as oi
from omradesindex.errors import ComputeError, OmradesindexError
from omradesindex.present import spread_html, spread_text
from tests.present.test_figures import texts, words_in


@pytest.fixture(scope="module")
def example() -> oi.Spread:
    division = oi.example_division()
    return oi.spread(
        "malmo-oppna-data",
        oi.example_statistics(level="sub_area"),
        division.keys["delomrade"],
        division=division,
        minimum_base=150,
    )


def test_text_says_what_and_whose(example: oi.Spread) -> None:
    told = repr(example)
    assert "Spridning inom områdena" in told
    assert "Exempelstad (påhittad)" in told
    assert "100 delområden i 14 områden" in told.replace("\n", " ")
    assert "underlag under 150" in told
    assert max(map(len, told.splitlines())) <= 125
    assert "Spread inside the areas" in spread_text(example, lang="en")


def test_html_is_the_same_and_escaped(example: oi.Spread) -> None:
    shown = example._repr_html_()
    assert shown == spread_html(example)
    assert shown.count('<th scope="row">') == len(example.measures)
    assert "påhittad" in shown


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("measure", ["index", "nettoinkomst", "gymnasiebehorighet"])
def test_chart_shows_every_area_inside_the_sheet(example: oi.Spread, measure: str, lang) -> None:
    figure = example.plot(measure, lang=lang)
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


def test_areas_stand_with_the_greatest_challenge_first(example: oi.Spread) -> None:
    shown = words_in(example.plot("nettoinkomst"))
    rows = [code for code in shown if code in example.areas]
    own = dict(zip(example.areas, example.area_values[example.measures.index("nettoinkomst")], strict=True))
    assert rows == [*sorted(example.areas[:-1], key=own.__getitem__), example.areas[-1]]


def test_unknown_measure_and_language_are_refused(example: oi.Spread) -> None:
    with pytest.raises(ComputeError, match="nettoinkomst"):
        example.plot("nettoinkomsten")
    with pytest.raises(OmradesindexError, match="language"):
        example.plot("index", lang="no")
