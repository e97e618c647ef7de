"""What a figure was made of: its cells, their weights, and their sum."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.errors import StatisticsError

Shared = Callable[..., Path]


def test_a_share_has_its_cells_and_their_weights_are_everything() -> None:
    told = oi.malmo_statistics().lineage("10", "barnfattigdom")
    cells = told.to_frame()
    assert set(cells["script"]) == {"scripts/build_malmo_statistics.py"}
    assert set(cells["file"]) == {"malmo_regso_segregationsbarometern_by_sex_2008_2022.csv"}
    assert set(cells["publisher"]) == {"Boverket"}
    assert cells["row"].str.fullmatch(r"regso_2020 = 1280R\d{3}; indikator = t6bleks; ar = 2022").all()
    assert cells["weight"].sum() == pytest.approx(1, abs=1e-9)
    assert told.value == oi.malmo_statistics().block("barnfattigdom", "2022").value[9]
    text = str(told)
    assert "närmevärde" in text
    assert "Gjord av: scripts/build_malmo_statistics.py" in text
    assert "Made by: scripts/build_malmo_statistics.py" in told.page("en").text()


def test_of_an_indicator_the_variables_of_its_formula_are_told() -> None:
    told = oi.malmo_statistics().lineage("7", "valdeltagande")
    assert [part.variable for part in told.parts] == ["rostande_kommunval", "rostberattigade_kommunval"]
    assert told.value == pytest.approx(100 * told.parts[0].value / told.parts[1].value)
    assert set(told.to_frame()["method"]) == {"sum"}


def test_what_a_source_withholds_weighs_nothing() -> None:
    cells = oi.malmo_statistics().lineage("8", "gymnasiebehorighet").to_frame()
    hidden = cells[cells["status"] != "observed"]
    assert len(hidden) > 0
    assert (hidden["weight"] == 0).all()
    assert cells["weight"].sum() == pytest.approx(1, abs=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize("table", [oi.malmo_statistics, oi.data.malmo_series, oi.data.malmo_outside])
def test_every_embedded_figure_says_what_it_was_made_of(table: Callable[[], oi.Statistics]) -> None:
    statistics = table()
    assert statistics.origin is not None
    for block in statistics.blocks:
        given = statistics.block(*block).status[9] == 0
        if given:
            cells = statistics.origin.cells(block, "10")
            assert cells, block
            assert {cell.script.partition("malmo")[0] for cell in cells} == {"scripts/build_"}
            assert all(cell.file for cell in cells)


def test_a_figure_of_the_series_and_from_outside_shows_script_file_row_and_weight() -> None:
    told = oi.data.malmo_series().lineage("10", "barnfattigdom")
    cells = told.to_frame()
    assert set(cells["script"]) == {"scripts/build_malmo_long_series.py"}
    assert cells["row"].str.fullmatch(r"regso_2020 = 1280R\d{3}; indikator = t6bleks; ar = 2022").all()
    assert cells["weight"].sum() == pytest.approx(1, abs=1e-9)
    assert told.value == pytest.approx(oi.malmo_statistics().lineage("10", "barnfattigdom").value)
    karta = oi.data.malmo_outside().lineage("10", "karta_bidrag").to_frame()
    assert set(karta["column"]) == {"bidrag_percentil"}
    assert karta["weight"].sum() == pytest.approx(1, abs=1e-9)


def test_what_was_measured_on_a_map_names_the_maps(shared: Shared) -> None:
    told = oi.data.malmo_outside().lineage("10", "polisomrade_yta", sources=shared("data"))
    assert np.isnan(told.parts[0].made)
    assert list(told.to_frame()["file"]) == [
        "polisen_utsatta_2023_malmo_4326.geojson",
        "malmo_delomraden_136.gpkg",
    ]
    assert "mätt på kartan" in str(told)


@pytest.mark.parametrize(
    ("area", "figure", "group"),
    [
        ("10", "barnfattigdom", None),
        ("13", "in_och_utflyttning", ("women",)),  # holds half of RegSO that lie in two areas
        ("1280", "sysselsattning", ("women",)),  # everybody's, times women's over everybody's elsewhere
        ("7", "gymnasieexamen", ("men",)),  # some RegSO are withheld
        ("8", "utsatt_for_misshandel", None),
        ("2", "personer_omradestyp_1", None),
        ("6", "tradtackning", None),
        ("4", "befolkning_20_64", ("women",)),
        ("1280", "nettoinkomst", None),
        ("9", "rostande_kommunval", None),
    ],
)
def test_with_the_sources_at_hand_the_figure_is_made_again(
    shared: Shared, area: str, figure: str, group: tuple[str, ...] | None
) -> None:
    told = oi.malmo_statistics().lineage(area, figure, group=group, sources=shared("data"))
    (part,) = told.parts
    assert part.made == pytest.approx(part.value, abs=1e-3)
    assert "Gjord igen ur cellerna" in str(told)
    cells = told.to_frame()
    if set(cells["method"]) == {"mean"}:
        assert cells["part"].sum() * 1.0 == pytest.approx(part.value, abs=1e-3)
    assert (cells.loc[cells["status"] == "observed", "line"] != "").all()


@pytest.mark.parametrize(
    ("table", "area", "figure", "period", "group"),
    [
        (oi.data.malmo_series, "10", "gymnasieexamen", "2012", ("women",)),  # everybody's, times women's
        (oi.data.malmo_series, "3", "lag_ekonomisk_standard", "2024", None),  # DeSO of 2025
        (oi.data.malmo_series, "13", "folkmangd", "2021", None),  # all, less those born in Sweden
        (oi.data.malmo_series, "1280", "loneinkomst", "2020", None),
        (oi.data.malmo_outside, "7", "karta_samlat", None, None),
        (oi.data.malmo_outside, "10", "omradestyp_1_2", None, None),
        (oi.data.malmo_outside, "10", "polisomrade_folkmangd", None, None),
    ],
)
def test_figures_of_the_series_and_from_outside_are_made_again(
    shared: Shared,
    table: Callable[[], oi.Statistics],
    area: str,
    figure: str,
    period: str | None,
    group: tuple[str, ...] | None,
) -> None:
    told = table().lineage(area, figure, period=period, group=group, sources=shared("data"))
    (part,) = told.parts
    assert part.made == pytest.approx(part.value, abs=1e-3)


def test_one_s_own_file_tells_the_row(tmp_path: Path) -> None:
    table = "area;variable;period;value;source\n01;folkmangd;2024;120;SCB\n02;folkmangd;2024;80;SCB\n"
    (tmp_path / "folk.csv").write_text(table, encoding="utf-8")
    own = oi.read_statistics(tmp_path / "folk.csv")
    (cell,) = own.lineage("02", "folkmangd").parts[0].cells
    assert cell.file.endswith("folk.csv")
    assert cell.row == "3"
    assert own.only(["folkmangd"]).lineage("02", "folkmangd").parts[0].cells == (cell,)
    (tmp_path / "wide").mkdir()
    (tmp_path / "wide" / "folk.csv").write_text("region;2023;2024\n01;1500;1510\n02;800;790\n")
    (tmp_path / "wide" / "mapping.toml").write_text(
        '[[table]]\ndimensions = ["region"]\narea = "region"\nperiod = "kolumn"\n'
        'variables = [{ variable = "folkmangd" }]\n'
    )
    wide = oi.read_statistics(tmp_path / "wide")
    (cell,) = wide.lineage("02", "folkmangd").parts[0].cells
    assert cell.file.endswith("folk.csv")
    assert "3" in cell.row


def test_where_nothing_is_known_it_is_said() -> None:
    told = oi.example_statistics().lineage("01", "folkmangd")
    assert told.to_frame().empty
    assert "tabellen säger inte av vad uppgiften är gjord" in str(told)
    assert "Källa: Exempelstad (påhittad)" in str(told)
    changed = oi.malmo_statistics().with_figures({})
    assert changed.lineage("1", "folkmangd").to_frame().empty


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("15", "folkmangd"), "the area '15' is unknown"),
        (("10", "barnfattigdomen"), "did you mean 'barnfattigdom'"),
        (("10", "trygghet"), "the table has no figures of 'trygghet'"),
    ],
)
def test_what_is_not_there_is_refused(arguments: tuple[str, str], told: str) -> None:
    with pytest.raises(StatisticsError, match=told):
        oi.malmo_statistics().lineage(*arguments)


def test_a_period_or_group_that_is_not_there_is_refused(tmp_path: Path) -> None:
    malmo = oi.malmo_statistics()
    with pytest.raises(StatisticsError, match="in 1999"):
        malmo.lineage("10", "folkmangd", period="1999")
    with pytest.raises(StatisticsError, match="for the group 'women'"):
        malmo.lineage("10", "barnfattigdom", group=("women",))
    with pytest.raises(StatisticsError, match="the source table is not there"):
        malmo.lineage("10", "barnfattigdom", sources=tmp_path)
    assert np.isnan(malmo.lineage("10", "trangboddhet").value)


def test_what_was_done_to_a_figure_is_told() -> None:
    rows = pd.DataFrame(
        {"area": ["1", "2"], "variable": "folkmangd", "period": "2025", "value": [5.0, 8], "kind": "count"}
    )
    figures = oi.Statistics.from_frame(rows.assign(rounding=["nearest 5", ""], noise=[0, 1.5]))
    one, other = (figures.lineage(area, "folkmangd") for area in figures.areas)
    assert "till multiplar av 5" in str(one)
    assert "brus" not in str(one)
    assert "standardavvikelse 1,5" in str(other)
    assert "Avrundning" not in str(other)
    assert "to multiples of 5" in one.page("en").text()
