"""The chart of positions."""

from __future__ import annotations

import pytest
from matplotlib.lines import Line2D

import omradesindex as oi
from tests.figures import texts, words_in
from tests.subjects.themes.town import COUNTS, figures, index


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_each_area_in_each_theme_inside_the_sheet(malmo: oi.types.Themes, lang) -> None:
    figure = malmo.plot.positions(lang=lang)
    dots = [line for axes in figure.axes for line in axes.findobj(Line2D) if line.get_gid() == "position"]
    assert len(dots) == 4 * 14 + 5  # and those of the key
    assert all(code in words_in(figure) for code in malmo.areas)
    width, height = figure.canvas.get_width_height()
    for text in texts(figure):
        box = text.get_window_extent()
        assert box.x0 >= 0
        assert box.x1 <= width
        assert box.y0 >= 0
        assert box.y1 <= height


def test_what_stands_out_and_what_cannot_be_said_have_shapes_of_their_own(malmo: oi.types.Themes) -> None:
    figure = malmo.plot.positions()
    dots = [line for axes in figure.axes for line in axes.findobj(Line2D) if line.get_gid() == "position"]
    diamonds = sum(line.get_marker() == "D" for line in dots)
    assert diamonds == malmo.stands_out[:, :4].sum() + 1
    rings = sum(
        line.get_markerfacecolor() == "white" or line.get_markerfacecolor() == "#ffffff" for line in dots
    )
    assert rings == (malmo.verdict[:, :4] == "unknown").sum() + 1


def test_the_alternative_says_where_themes_stand_out(malmo: oi.types.Themes, asn: oi.types.Themes) -> None:
    assert "Boende: 1 Västra hamnen" in malmo.plot.positions().alt
    assert "minst en indikator" in asn.plot.positions(["arbetsloshet"]).alt


def test_hundreds_of_areas_are_cut() -> None:
    many = {f"{k:03}": tuple((k * 37 + n) % 700 + 50 for n in COUNTS["A"]) for k in range(120)}
    shown = words_in(oi.themes(index(), figures(many)).plot.positions())
    assert "… 56 områden till, på blad 2 …" in shown
