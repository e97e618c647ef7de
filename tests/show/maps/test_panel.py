"""A window of land is drawn with each border once, and its bar is as long as it says."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from matplotlib.patches import Rectangle

from omradesindex.show.figure import INK, lay_out
from omradesindex.show.maps.backdrop import Backdrop
from omradesindex.show.maps.coverage import Coverage
from omradesindex.show.maps.labels import Label
from omradesindex.show.maps.panel import Panel, draw_bar, draw_panel, path_of
from omradesindex.show.maps.windows import Window
from tests.figures import patches, words_in
from tests.show.maps.country import country

PAIR = Coverage.of([shapely.box(0, 0, 5000, 5000), shapely.box(5000, 0, 10_000, 5000)])
FACES = [{"facecolor": "#542788"}, {"facecolor": "#fee0b6"}]
WHOLE = Window(0.0, 0.0, 10_000.0, 5000.0)


def page():
    return lay_out("", "", [], width=6.0, body=3.0, alt="")


def test_areas_have_their_faces_and_borders_are_one_path() -> None:
    sheet = page()
    panel = Panel(WHOLE, sheet.left, sheet.bottom, 5.0, 2.5)
    labels = [
        ("1", Label(0, (2500.0, 2500.0), 8.0)),
        ("2", Label(1, (7000.0, 2500.0), 8.0, (9000.0, 2500.0))),
    ]
    draw_panel(sheet, panel, PAIR, FACES, labels, [])
    assert len(patches(sheet.figure, "area")) == 2
    (lines,) = patches(sheet.figure, "borders")
    assert lines.get_path().vertices.shape[0] < 15
    assert {"1", "2"} <= set(words_in(sheet.figure))
    assert panel.scale == 2000.0


@pytest.mark.parametrize(
    ("scale", "told"), [(10_000.0, "10\xa0km"), (300.0, "200\xa0m"), (1.3e6, "1\xa0000\xa0km")]
)
def test_the_bar_is_as_long_as_it_says(scale: float, told: str) -> None:
    sheet = page()
    draw_bar(sheet, 1.0, 1.0, scale, 1.25, "sv")
    assert told in words_in(sheet.figure)
    (bar,) = [p for p in sheet.canvas().findobj(Rectangle) if p.get_gid() == "scale-bar"]
    metres = float("".join(c for c in told if c.isdigit())) * (1000 if "km" in told else 1)
    assert bar.get_width() * scale == pytest.approx(metres)


def test_what_lies_around_is_drawn_under_the_areas_and_water_over_them() -> None:
    sheet = page()
    land = Backdrop("land", [shapely.box(-5000, -5000, 0, 9000)], ["Granne"])
    water = Backdrop("water", [shapely.box(4000, 0, 6000, 1000)])
    road = Backdrop("lines", [shapely.LineString([(0, 0), (9000, 4000)])])
    place = Backdrop(
        "places", [shapely.Point(2000, 2000), shapely.Point(90_000, 0)], ["Hamnen", "Långt bort"]
    )
    panel = Panel(Window(-4000.0, 0.0, 10_000.0, 7000.0), sheet.left, sheet.bottom, 5.0, 2.5)
    labels = [("1", Label(0, (2500.0, 4000.0), 8.0))]
    draw_panel(sheet, panel, PAIR, FACES, labels, [land, water, road, place])
    order = {
        gid: patches(sheet.figure, gid)[0].get_zorder() for gid in ("area", "backdrop-land", "backdrop-water")
    }
    assert order["backdrop-land"] < order["area"] < order["backdrop-water"]
    assert patches(sheet.figure, "backdrop-lines")
    assert {"Granne", "Hamnen"} <= set(words_in(sheet.figure))
    assert not {"Långt bort", "Under siffran"} & set(words_in(sheet.figure))


def test_a_part_knows_whether_it_lies_outside_the_whole() -> None:
    far = Panel(Window(50_000.0, 0.0, 51_000.0, 1000.0), 0.0, 0.0, 1.0, 1.0)
    assert far.is_far(WHOLE)
    assert not Panel(Window(9000.0, 0.0, 12_000.0, 1000.0), 0.0, 0.0, 1.0, 1.0).is_far(WHOLE)
    assert (far.moved(1.0, 2.0).left, far.moved(1.0, 2.0).bottom) == (1.0, 2.0)


def test_a_path_has_the_holes_of_its_surface() -> None:
    ring = shapely.box(0, 0, 4, 4) - shapely.box(1, 1, 2, 2)
    assert len(path_of(ring).vertices) == 10
    assert path_of(shapely.LineString([(0, 0), (1, 1)])).vertices.shape == (2, 2)
    assert INK
    assert np.isfinite(path_of(ring).vertices).all()


def test_many_areas_of_one_look_are_one_path_and_none_is_lost() -> None:
    many = Coverage.of(list(country(600)))
    faces = [{"facecolor": ("#542788", "#e08214")[k % 2]} for k in range(600)]
    sheet = page()
    west, south, east, north = shapely.total_bounds(many.shapes)
    window = Window(west, south, east, north).filled(5.0, 2.5)
    draw_panel(sheet, Panel(window, sheet.left, sheet.bottom, 5.0, 2.5), many, faces, [], [])
    drawn = patches(sheet.figure, "area")
    assert len(drawn) == 2
    # What is inside a ring and what is a hole in it turn opposite ways.
    rings = [ring for patch in drawn for ring in patch.get_path().to_polygons()]
    turned = [np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]) / 2 for x, y in (ring.T for ring in rings)]
    assert abs(sum(turned)) == pytest.approx(float(shapely.area(many.shapes).sum()), rel=1e-3)


def test_a_panel_shows_nothing_beyond_the_whole() -> None:
    panel = Panel(Window(-5000.0, 1000.0, 5000.0, 6000.0), 1.0, 0.0, 5.0, 2.5).within(WHOLE)
    assert panel.window == (0.0, 1000.0, 5000.0, 5000.0)
    assert (panel.width, panel.height, panel.bottom, panel.scale) == (2.5, 2.0, 0.5, 2000.0)


def test_borders_do_not_hide_the_colours_of_specks() -> None:
    sheet = page()
    specks = [shapely.box(x, 0, x + 10, 10) for x in range(0, 200, 10)]
    faces = [{"facecolor": "#542788"}] * 21
    land = Coverage.of([*specks, shapely.box(0, 10, 10_000, 5000)])
    draw_panel(sheet, Panel(WHOLE, sheet.left, sheet.bottom, 5.0, 2.5), land, faces, [], [])
    (lines,) = patches(sheet.figure, "borders")
    assert lines.get_path().vertices.shape[0] < 30
