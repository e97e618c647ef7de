"""Maps and charts: what stands in them is right, legible, inside them, and nothing lies on anything else."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pytest
import shapely
from matplotlib.figure import Figure
from matplotlib.text import Text

import omradesindex as oi
from omradesindex.errors import ComputeError, DivisionError, OmradesindexError
from omradesindex.index.plots import ResultPlots
from omradesindex.show import drawing
from omradesindex.statistics.notices import note_in
from omradesindex.wording import NBSP
from tests.conftest import ROOT
from tests.figures import frame, texts, words_in

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
    given = [note_in(note, lang) for note in result.statistics.notes]
    for note in (*given, *(note.in_(lang) for note in result.index.notes)):
        assert note in told
    if result.partial:
        assert "bygger på 9 av 12 indikatorer" in told


# -- maps ---------------------------------------------------------------------------------------------------


def codes_on(axes) -> dict[str, Text]:
    return {text.get_text(): text for text in axes.texts if text.get_gid() == "area-code"}


@pytest.mark.slow
@pytest.mark.parametrize("verb", ["map", "maps"])
def test_no_text_but_codes_stands_on_a_map(shown, verb: str) -> None:
    result, lang = shown
    figure = getattr(result.plot, verb)(lang=lang)
    maps = [shapely.box(*axes.get_window_extent().extents) for axes in figure.axes if codes_on(axes)]
    for text in figure.texts:
        assert not any(area.intersects(frame(text)) for area in maps), text.get_text()


def test_map_without_outlines_or_with_an_unknown_column_is_refused(compute, result: oi.types.Result) -> None:
    with pytest.raises(DivisionError, match="no outlines to draw"):
        compute(with_division=False).plot.map()
    with pytest.raises(ComputeError, match="did you mean 'ekonomi'"):
        result.plot.map("ekonomin")


# -- charts -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["ranking", "heatmap"])
def test_many_areas_are_cut_and_counted(result: oi.types.Result, verb: str) -> None:
    told = words_in(getattr(result.plot, verb)(most=2))
    assert any(text.startswith("Visar de 2 första av 6 områden.") for text in told)
    assert "Östra Ängen" not in told


# -- style --------------------------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    c = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return float(np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722])


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
