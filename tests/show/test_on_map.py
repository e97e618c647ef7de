"""Every answer about areas can be laid on a map: a row for each area, with its outline."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.errors import DivisionError, OmradesindexError
from omradesindex.show.on_map import OnMap, one_row_each

INDEX, FIGURES = oi.load_index("malmo-2023"), oi.example_statistics()
Makes = Callable[[], object]


def before_and_after() -> tuple[oi.types.Result, oi.types.Result]:
    before = INDEX.compute(FIGURES, period="2020")
    return before, INDEX.compute(FIGURES, period="2024", reference=before)


#: An answer, and some of the columns that it has on a map.
ANSWERS: dict[str, tuple[Makes, set[str]]] = {
    "Result": (
        lambda: INDEX.compute(FIGURES),
        {"score_index", "rank_boende", "trangboddhet", "quality_trangboddhet", "status_trangboddhet"},
    ),
    "Breakdown": (
        lambda: INDEX.compute(FIGURES, by=["sex"]),
        {"score_women_index", "rank_total_index", "quality_men_valdeltagande"},
    ),
    "Uncertainty": (
        lambda: INDEX.compute(FIGURES).uncertainty(),
        {"value_index", "high_boende"},
    ),
    "Comparison": (
        lambda: oi.compare([INDEX, INDEX.reweight({"boende": 3}).with_identity(id="mer")], FIGURES),
        {"rank_mer", "score_malmo-2023"},
    ),
    "Change": (lambda: oi.change(*before_and_after()), {"change_index", "verdict_boende"}),
    "ByGroup": (
        lambda: oi.change(*before_and_after(), by="sex"),
        {"change_women_index", "verdict_total_index"},
    ),
    "Trend": (lambda: oi.trend(INDEX, FIGURES), {"slope_index", "verdict_index"}),
    "Goals": (
        lambda: oi.goals(oi.trend(INDEX, FIGURES), oi.Goal("index", 2030, at_most="city")),
        {"status_1", "left_1"},
    ),
    "Themes": (lambda: oi.themes(INDEX, FIGURES), {"position_boende", "verdict_boende"}),
    "CniResult": (lambda: oi.cni(FIGURES, normalise="raw"), {"raw"}),
    "Robustness": (lambda: oi.robustness(INDEX, FIGURES, n=64, sobol=False), {"base", "low", "high"}),
    "RanksUnderError": (
        lambda: oi.robustness(INDEX, FIGURES, n=64, sobol=False).rank_sets(),
        {"rank", "low", "high"},
    ),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_each_answer_has_a_row_for_each_area_with_its_outline(kind: str, tmp_path: Path) -> None:
    make, columns = ANSWERS[kind]
    answer = make()
    assert type(answer).__name__ == kind
    geo = answer.to_geo()  # type: ignore[attr-defined]
    assert geo["area"].tolist() == list(FIGURES.areas)
    assert geo.crs == FIGURES.division.outlines.crs  # type: ignore[union-attr]
    assert columns <= set(geo.columns)
    assert answer.on_map().shown in geo.columns  # type: ignore[attr-defined]
    assert geo.columns.is_unique
    geo.to_file(tmp_path / "omraden.gpkg")
    assert len(gpd.read_file(tmp_path / "omraden.gpkg")) == len(geo)


def test_a_result_on_a_map_is_what_it_saves() -> None:
    result = INDEX.compute(FIGURES)
    geo = result.to_geo()
    assert geo["score_index"].tolist() == result.scores["index"].tolist()
    assert geo["trangboddhet"].tolist() == result.indicators["trangboddhet"].tolist()[:-1]
    assert set(geo["quality_trangboddhet"]) == {"made_up"}


def rows(**columns: object) -> pd.DataFrame:
    return pd.DataFrame({"area": ["1", "1", "2"], "measure": ["a", "b", "a"]} | columns)


def test_what_differs_in_an_area_has_a_column_for_each() -> None:
    made = one_row_each(rows(name=["N", "N", "S"], low=[1, 2, 3], none="", some=[None, 1, None]), ["measure"])
    assert made.to_dict("index")["1"] == {"name": "N", "low_a": 1.0, "low_b": 2.0, "some_b": 1.0}
    assert made.loc["2", "low_a"] == 3
    assert pd.isna(made.loc["2", "low_b"])


def test_what_is_alike_by_chance_has_a_column_for_each_all_the_same() -> None:
    made = one_row_each(rows(base=[1, 1, 1], index="x"), ["measure"])
    assert list(made.columns) == ["index", "base_a", "base_b"]


def test_without_outlines_or_areas_it_says_so() -> None:
    with pytest.raises(DivisionError, match=r"^Egen: there are no outlines .*read_division"):
        OnMap(rows(), ("measure",), ("1", "2"), None, "Egen", "").to_geo()
    with pytest.raises(OmradesindexError, match="Examination is not about areas one by one"):
        oi.examine(INDEX.compute(FIGURES)).to_geo()


def test_a_map_to_move_about_in_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("omradesindex.show.on_map.find_spec", lambda _: None)
    with pytest.raises(OmradesindexError, match=r"'folium'.*omradesindex\[explore\]"):
        INDEX.compute(FIGURES).explore()


@pytest.mark.skipif(
    find_spec("folium") is None or find_spec("mapclassify") is None, reason="folium is not installed"
)
def test_a_map_to_move_about_in_is_coloured_by_what_is_asked_for() -> None:
    result = INDEX.compute(FIGURES)
    html = result.explore("trangboddhet").get_root().render()
    assert "Exempeltorg" in html
    assert "trangboddhet" in html
    assert "rank_boende" in result.explore("rank_boende").get_root().render()
    assert "score_boende" in result.explore("boende").get_root().render()
    with pytest.raises(OmradesindexError, match=r"'trangbodhet' \(did you mean 'trangboddhet'\?\)"):
        result.explore("trangbodhet")


def test_rows_of_others_are_left_out() -> None:
    class Outlines:
        has_outlines = True
        outlines = FIGURES.division.outlines  # type: ignore[union-attr]

    frame = pd.DataFrame({"area": ["02", "01", "00"], "x": [2, 1, 0]})
    geo = OnMap(frame, (), ("01", "02"), Outlines(), "Egen", "x").to_geo()
    assert geo["x"].tolist() == [1, 2]
