"""Maps and charts: what stands in them is right, legible, inside them, and nothing lies on anything else."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pytest
import shapely
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

import omradesindex as oi
from omradesindex.errors import ComputeError, DivisionError, OmradesindexError
from omradesindex.index.charts.classes import _COLOURS, classes
from omradesindex.index.plots import ResultPlots
from omradesindex.show import drawing
from omradesindex.show.figure import ABSENT, BODY, LINE, PAPER, fitted, on, text_width, wrapped
from omradesindex.wording import NBSP
from tests.cities import counts, statistics
from tests.conftest import ROOT
from tests.figures import frame, patches, texts, words_in

VERBS = ("map", "maps", "ranking", "heatmap")


CASES = {
    "Malmö": ("malmo-oppna-data", oi.malmo_statistics, False, "sv"),
    "Malmö without an index": ("malmo-2023", oi.malmo_statistics, False, "en"),
    "Malmö in part": ("malmo-2023", oi.malmo_statistics, True, "sv"),
    "Exempelstad": ("malmo-2023", oi.example_statistics, False, "en"),
}


@pytest.fixture(scope="module", params=[*CASES, "Provstad"])
def shown(request) -> tuple[oi.types.Result, str]:
    if request.param == "Provstad":
        return request.getfixturevalue("result"), "sv"
    index, statistics, partial, lang = CASES[request.param]
    return oi.load_index(index).compute(statistics(), partial=partial), lang


@pytest.fixture(scope="module", params=VERBS)
def drawn(shown, request) -> tuple[oi.types.Result, str, Figure]:
    """A result, a language, and one of its figures, drawn once for all that is asked of it."""
    result, lang = shown
    return result, lang, getattr(result.plot, request.param)(lang=lang)


def test_texts_keep_inside_and_apart(drawn) -> None:
    _, _, figure = drawn
    sheet = shapely.box(*figure.bbox.extents)
    told = words_in(figure)
    frames = np.array([frame(text) for text in texts(figure)])
    assert [text for text, box in zip(told, frames, strict=True) if not sheet.covers(box)] == []
    first, second = shapely.STRtree(frames).query(frames, predicate="intersects")
    shared = shapely.area(shapely.intersection(frames[first], frames[second]))
    least = np.minimum(shapely.area(frames[first]), shapely.area(frames[second]))
    # The box of a text has air above and below its letters: touching is no overlap.
    over = (first < second) & (shared >= 0.12 * least)
    assert [(told[i], told[j]) for i, j in zip(first[over], second[over], strict=True)] == []


def test_figure_says_what_whose_which_quality_and_source(drawn) -> None:
    result, lang, figure = drawn
    told = " ".join(words_in(figure)).replace(NBSP, " ")
    assert result.index.label.in_(lang) in told
    assert result.statistics.name in told
    assert result.quality_line(lang).replace(NBSP, " ") in told
    assert ("Käll" if lang == "sv" else "Source") in told
    for note in (*result.statistics.notes, *(note.in_(lang) for note in result.index.notes)):
        assert note in told
    if result.partial:
        assert "delvis beräknat" in told


def test_made_up_city_says_so_in_the_title(result: oi.types.Result) -> None:
    for verb in VERBS:
        assert "Provindex · Provstad (påhittad)" in words_in(getattr(result.plot, verb)())


# -- maps ---------------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("verb", ["map", "maps"])
def test_no_text_but_codes_stands_on_a_map(shown, verb: str) -> None:
    result, lang = shown
    figure = getattr(result.plot, verb)(lang=lang)
    maps = [shapely.box(*axes.get_window_extent().extents) for axes in figure.axes if codes_on(axes)]
    for text in figure.texts:
        assert not any(area.intersects(frame(text)) for area in maps), text.get_text()


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


def test_map_without_outlines_or_with_an_unknown_column_is_refused(compute, result: oi.types.Result) -> None:
    with pytest.raises(DivisionError, match="no outlines to draw"):
        compute(with_division=False).plot.map()
    with pytest.raises(ComputeError, match="did you mean 'ekonomi'"):
        result.plot.map("ekonomin")


# -- charts -------------------------------------------------------------------------------------------------


def test_bars_are_as_long_as_the_distance_from_the_city(result: oi.types.Result) -> None:
    key, *bars = patches(result.plot.ranking(), "index-bar")
    assert to_hex(key.get_facecolor()) == LINE
    scores = result.scores["index"].dropna().sort_values(ascending=False, kind="stable")
    ratios = [bar.get_width() / abs(score - 100) for bar, score in zip(bars, scores, strict=True)]
    assert ratios == pytest.approx([ratios[0]] * len(scores))


def test_ranking_shows_ranks_names_and_numbers_in_order(result: oi.types.Result) -> None:
    figure = result.plot.ranking()
    told = words_in(figure)
    assert told.count("1=") == 2
    places = {text.get_text(): text.get_position()[1] for text in texts(figure)}
    names = ["Norra Torget", "Östra Ängen", "Åbrinken", "Hamnen"]
    assert sorted(names, key=lambda name: -places[name]) == names


def test_heat_map_writes_every_value_in_its_own_unit(compute) -> None:
    result = compute(quality="official")
    figure = result.plot.heatmap()
    told = words_in(figure)
    assert f"1{NBSP}234,5" in told
    assert {"12,0*", "30,0"} <= set(told)
    assert f"Arbetslöshet{NBSP}(%)" in told
    assert "hela Provstad (påhittad)" in told
    assert sorted(t for t in told if t in "▲▼") == ["▲", "▲", "▼"]
    arrows = [text for text in texts(figure) if text.get_text() in "▲▼"]
    assert {arrow.get_rotation() for arrow in arrows} == {0}  # a turned arrow would point the wrong way
    cells = patches(figure, "cell")
    assert len(cells) == (len(result.areas) + 1) * (len(result.indicators.columns) + 1)
    assert sum(cell.get_hatch() is not None for cell in cells) == 2  # the indicator of 06, and its index


def test_heat_map_colours_by_direction(result: oi.types.Result) -> None:
    """High income is a smaller challenge: the richest area is at the purple end."""
    cells = patches(result.plot.heatmap(), "cell")
    by_row = [cells[i : i + 4] for i in range(0, len(cells), 4)]
    order = ["city", "01", "02", "04", "03", "05", "06"]
    income = {area: to_hex(row[2].get_facecolor()) for area, row in zip(order, by_row, strict=True)}
    assert income["03"] == _COLOURS[0]
    assert income["06"] in _COLOURS[4:]
    assert income["city"] == PAPER


@pytest.mark.parametrize("verb", ["ranking", "heatmap"])
def test_many_areas_are_cut_and_counted(result: oi.types.Result, verb: str) -> None:
    told = words_in(getattr(result.plot, verb)(most=2))
    assert "Visar de 2 första av 6 områden." in told
    assert "Östra Ängen" not in told


# -- style --------------------------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    c = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return float(np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722])


def test_colours_darken_away_from_the_city_also_without_hue() -> None:
    light = [luminance(colour) for colour in _COLOURS]
    assert light[:4] == sorted(light[:4])
    assert light[4:] == sorted(light[4:], reverse=True)


def test_text_on_every_colour_can_be_read() -> None:
    for colour in (*_COLOURS, PAPER):
        low, high = sorted((luminance(colour), luminance(on(colour))))
        assert (high + 0.05) / (low + 0.05) >= 4


def test_classes_are_the_same_for_every_index_on_the_same_scale(result: oi.types.Result) -> None:
    malmo = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    assert classes(malmo).edges.tolist() == [85, 90, 95, 100, 105, 110, 115]
    assert classes(result).edges.tolist() == classes(malmo).edges.tolist()
    palette = classes(result)
    assert palette.colour(100.0) == _COLOURS[4]
    assert palette.colour(99.9) == _COLOURS[3]
    assert palette.colour(-50.0) == _COLOURS[0]


def test_wrapping_keeps_every_word_and_the_width() -> None:
    text = "Färre än två tredjedelar av indikatorerna har uppgifter i den här delen av indexet"
    lines = wrapped(text, 2.0, 9.0)
    assert " ".join(lines) == text
    assert all(text_width(line, 9.0) <= 2.0 for line in lines)
    assert fitted(text, 2.0, 9.0).endswith("…")


@pytest.mark.parametrize("left", np.linspace(0.1, 5.0, 50))
def test_a_text_is_not_cut_in_a_room_measured_for_it(left: float) -> None:
    for text in ("Område 0", "Påhittet", "Norra Torget"):
        right = left + text_width(text, BODY)
        assert fitted(text, right - left, BODY) == text


# -- matplotlib's own state ---------------------------------------------------------------------------------


def test_figure_shows_itself_in_a_notebook(result: oi.types.Result) -> None:
    assert result.plot.ranking()._repr_png_().startswith(b"\x89PNG")


@pytest.mark.slow
def test_drawing_leaves_global_state_alone() -> None:
    code = (
        "import json, sys, omradesindex.index.result\n"
        "light = sorted({'matplotlib', 'geopandas', 'shapely'} & set(sys.modules))\n"
        "import matplotlib as mpl, omradesindex as oi\n"
        "before = dict(mpl.rcParams)\n"
        "r = oi.load_index('malmo-oppna-data').compute(oi.malmo_statistics())\n"
        "import tempfile; r.save(tempfile.mkdtemp())\n"
        "print(json.dumps([light, before == dict(mpl.rcParams), 'matplotlib.pyplot' in sys.modules]))\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert json.loads(run.stdout) == [[], True, False]


def test_without_matplotlib_the_extra_is_named(result: oi.types.Result, monkeypatch) -> None:
    monkeypatch.setattr(drawing, "find_spec", lambda name: None)
    with pytest.raises(OmradesindexError, match=r'pip install "omradesindex\[plot\]"'):
        ResultPlots(result).ranking()


def test_small_maps_leave_out_codes_that_do_not_fit(tmp_path) -> None:
    """Sixty small areas with long codes: what is written fits, and the reader is told of the rest."""
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
    path = tmp_path / "rutor.geojson"
    path.write_text(
        json.dumps({"type": "FeatureCollection", "crs": crs, "features": squares}), encoding="utf-8"
    )
    division = oi.read_division(path, code="kod", name="namn")
    index = oi.load_index("malmo-2023")
    result = index.compute(statistics(counts(index, list(division.codes)), division=division))
    written = {text.get_text() for text in result.plot.maps().findobj(Text)}
    assert not written & set(division.codes)
    assert "Koder som inte får plats är utelämnade" in " ".join(" ".join(written).split())
    large = {text.get_text() for text in result.plot.map().findobj(Text)}
    assert set(division.codes) <= large
