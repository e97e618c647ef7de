"""Maps: every area in its colour, with its code."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
import shapely
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle
from matplotlib.text import Text

import omradesindex as oi
from omradesindex.index.classes import classes
from omradesindex.show.figure import ABSENT
from omradesindex.wording import NBSP
from tests.cities import counts, statistics
from tests.figures import patches, words_in


def codes_on(axes) -> dict[str, Text]:
    return {text.get_text(): text for text in axes.texts if text.get_gid() == "area-code"}


def test_every_code_stands_in_its_own_area() -> None:
    result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    axes = next(axes for axes in result.plot.map().axes if codes_on(axes))
    found = codes_on(axes)
    outlines = oi.geso().outlines.geometry
    assert sorted(found) == sorted(result.areas)
    for code, text in found.items():
        assert outlines[code].contains(shapely.Point(text.get_position()))


def test_small_maps_show_every_column_with_every_code(result: oi.types.Result) -> None:
    figure = result.plot.maps()
    maps = [axes for axes in figure.axes if codes_on(axes)]
    assert len(maps) == len(result.columns)
    assert all(set(codes_on(axes)) == set(result.areas) for axes in maps)
    assert {"Index", "Ekonomi", "Boende"} <= set(words_in(figure))


def test_areas_have_the_colour_of_their_score_and_gaps_are_hatched(result: oi.types.Result) -> None:
    areas = patches(result.plot.map(), "area")
    palette = classes(result)
    for score, patch in zip(result.scores["index"], areas, strict=True):
        if np.isnan(score):
            assert patch.get_hatch() == ABSENT["hatch"]
        else:
            assert patch.get_hatch() is None
            assert to_hex(patch.get_facecolor()) == palette.colour(score)
    assert sum(patch.get_hatch() is not None for patch in areas) == 1
    assert "saknas" in words_in(result.plot.map())
    assert "saknas" not in words_in(result.plot.map("ekonomi"))


def test_map_lists_names_and_scores_beside_it(result: oi.types.Result) -> None:
    told = words_in(result.plot.map("ekonomi"))
    assert "Ekonomi · Provindex · Provstad (påhittad)" in told
    for code in result.areas:
        assert f"{result.scores.at[code, 'ekonomi']:.1f}".replace(".", ",") in told
    assert "Östra Ängen" in told
    assert any(name.startswith("Prov$berget") and name.endswith("…") for name in told)


def test_map_of_an_indicator_shows_its_own_unit(compute) -> None:
    told = words_in(compute(quality="official").plot.map("arbetsloshet"))
    assert "▲ %" in told
    assert "20,0*" in told
    assert any(text.startswith("* = uppskattad") for text in told)


def test_scale_bar_is_as_long_as_it_says(result: oi.types.Result) -> None:
    figure = result.plot.map()
    figure.canvas.draw()
    bar = min(
        (
            p
            for axes in figure.axes
            for p in axes.findobj(Rectangle)
            if p.get_height() == pytest.approx(0.045)
        ),
        key=lambda p: p.get_y(),
    )
    axes = next(axes for axes in figure.axes if codes_on(axes))
    low, high = axes.get_xlim()
    metres_an_inch = (high - low) / (axes.get_window_extent().width / figure.dpi)
    assert f"1{NBSP}km" in words_in(figure)
    assert bar.get_width() * metres_an_inch == pytest.approx(1000)


@pytest.fixture(scope="module")
def squares(tmp_path_factory) -> oi.types.Result:
    """Sixty small areas with long codes, one without figures."""
    squares = [
        {
            "type": "Feature",
            "properties": {"kod": f"12345{i:02}", "namn": f"Område {i}"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [
                    [[x, y], [x + 100, y], [x + 100, y + 100], [x, y + 100], [x, y]]
                    for x, y in [(500000 + 100 * (i % 10), 6200000 + 100 * (i // 10))]
                ],
            },
        }
        for i in range(60)
    ]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}
    path = tmp_path_factory.mktemp("rutor") / "rutor.geojson"
    path.write_text(
        json.dumps({"type": "FeatureCollection", "crs": crs, "features": squares}), encoding="utf-8"
    )
    division = oi.read_division(path, code="kod", name="namn")
    index = oi.load_index("malmo-2023")
    table = counts(index, list(division.codes))
    table.loc[table["area"] == division.codes[7], "value"] = np.nan
    city = table.groupby("variable", as_index=False)["value"].sum()
    table = pd.concat([table, city.assign(area="total", period="2024", quality="made_up")])
    return index.compute(statistics(table, division=division), partial=True)


def written_on(figure) -> set[str]:
    return {text.get_text() for text in figure.findobj(Text) if text.get_gid() == "area-code"}


def test_where_codes_are_long_the_map_has_places_and_the_list_tells_whose(squares) -> None:
    figure = squares.plot.map()
    assert written_on(figure) == {*map(str, range(1, 60)), "a"}
    told = [word for sheet in figure.sheets for word in words_in(sheet)]
    assert set(squares.areas) <= set(told)
    assert {f"Område {i}" for i in range(60)} <= set(told)
    assert "Områden utan uppgift har en bokstav." in " ".join(told)
    assert "områdets plats" in " ".join(words_in(squares.plot.maps()))


@pytest.mark.parametrize(
    ("labels", "some"), [("code", "1234559"), ("rank", "59"), ("name", "Område 59"), ("none", "")]
)
def test_what_is_written_on_the_areas_can_be_chosen(squares, labels: str, some: str) -> None:
    figure = squares.plot.map(labels=labels)
    written = written_on(figure)
    assert some in written or not some
    assert bool(written) == (labels != "none")
    assert {f"Område {i}" for i in range(60)} <= set(words_in(figure)) | set(words_in(figure.sheets[-1]))


def test_an_indicator_has_no_places_but_numbers_in_the_list(squares) -> None:
    indicator = squares.index.indicators[0].id
    figure = squares.plot.map(indicator)
    assert "59" in written_on(figure)
    assert "nummer i listan" in " ".join(words_in(figure))
