"""The spread as people see it: text, HTML, chart."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.patches import Patch

import omradesindex as oi
from omradesindex.errors import ComputeError, OmradesindexError
from omradesindex.show import files
from omradesindex.subjects.spread.page import spread_html, spread_text
from tests.figures import texts, words_in


@pytest.fixture(scope="module")
def example() -> oi.types.Spread:
    division = oi.example_division()
    return oi.spread(
        "malmo-oppna-data",
        oi.example_statistics(level="sub_area"),
        division.keys["delomrade"],
        division=division,
        minimum_base=150,
    )


def test_text_says_what_and_whose(example: oi.types.Spread) -> None:
    told = repr(example)
    assert "Spridning inom områdena" in told
    assert "Exempelstad (påhittad)" in told
    assert "100 delområden i 14 områden" in told.replace("\n", " ")
    assert "underlag under 150" in told
    assert max(map(len, told.splitlines())) <= 100
    narrow = spread_text(example, width=80)
    assert max(map(len, narrow.splitlines())) <= 80
    figures = [re.findall(r"\d+,\d", text) for text in (told, narrow)]
    assert sorted(figures[0]) == sorted(figures[1])  # nothing is cut off
    assert "Spread inside the areas" in spread_text(example, lang="en")


def test_html_is_the_same_and_escaped(example: oi.types.Spread) -> None:
    shown = example._repr_html_()
    assert shown == spread_html(example)
    assert shown.count('<th scope="row">') == len(example.measures)
    assert "påhittad" in shown


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
    area = example.areas[int(np.flatnonzero(few)[0])]
    assert "Gymnasiebehörighet: alla delområden har för litet underlag." in str(example.explain(area))


def test_areas_stand_with_the_greatest_challenge_first(example: oi.types.Spread) -> None:
    shown = words_in(example.plot.ranges("nettoinkomst"))
    rows = [code for code in shown if code in example.areas]
    own = dict(zip(example.areas, example.area_values[example.measures.index("nettoinkomst")], strict=True))
    assert rows == [*sorted(example.areas[:-1], key=own.__getitem__), example.areas[-1]]


def test_unknown_measure_and_language_are_refused(example: oi.types.Spread) -> None:
    with pytest.raises(ComputeError, match="nettoinkomst"):
        example.plot.ranges("nettoinkomsten")
    with pytest.raises(OmradesindexError, match="'sv' or 'en'"):
        example.plot.ranges("index", lang="no")


def test_save_writes_tables_and_a_chart_of_each_measure(
    example: oi.types.Spread, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(files, "_png", lambda path, *_: path.touch())
    monkeypatch.setattr(files, "_svg", lambda path, *_: path.touch())
    names = {path.name for path in example.save(tmp_path)}
    assert names == {path.name for path in tmp_path.iterdir()}
    there = [m for m, marks in zip(example.measures, example.marks, strict=True) if not np.isnan(marks).all()]
    assert {n for n in names if n.endswith(".png")} == {f"spridning_{m}.png" for m in there}
    table = pd.read_csv(tmp_path / "spridning.csv", dtype={"area": str})
    np.testing.assert_allclose(table["highest"], example.table["highest"])
    assert len(pd.read_parquet(tmp_path / "spridning.parquet")) == len(table)
    text = (tmp_path / "spridning.txt").read_text(encoding="utf-8")
    assert all(example.division.name_of(code) in text for code in example.areas)
    for name in ("ytterligheter.csv", "ojamlikhet.csv", "sticker_ut.csv", "delomraden.csv"):
        assert set(pd.read_csv(tmp_path / name)["statistics"]) <= {"Exempelstad (påhittad)"}


def test_saved_scores_leave_out_sub_areas_that_are_too_small(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(files, "_png", lambda path, *_: path.touch())
    monkeypatch.setattr(files, "_svg", lambda path, *_: path.touch())
    division = oi.example_division()
    parts = oi.example_statistics(level="sub_area")
    found = oi.spread(
        "malmo-oppna-data", parts, division.keys["delomrade"], division=division, minimum_base=900
    )
    found.save(tmp_path)
    saved = set(pd.read_csv(tmp_path / "delomraden.csv", dtype={"sub_area": str})["sub_area"])
    people = found.base[found.measures.index("index")]
    assert saved == {c for c, n in zip(found.sub_areas, people, strict=True) if n >= 900}
    assert 0 < len(saved) < len(found.sub_areas)
