"""A run is worked out: its period, its stick, its manifest."""

from __future__ import annotations

import platform
from pathlib import Path

import pytest

import omradesindex as oi
from omradesindex.catalogue.money import is_amount
from omradesindex.subjects.update.make import make, versions
from omradesindex.subjects.update.project import read_project
from omradesindex.subjects.update.record import Runs
from tests.subjects.update.projects import Town


def test_figures_and_definition_are_written_and_the_stick_is_its_own(town: Town, tmp_path: Path) -> None:
    aside = tmp_path / "aside"
    aside.mkdir()
    made = make(read_project(town.project), Runs(town.folder / "runs"), None, aside, offline=True)
    assert made.manifest["stick"] == {"run": "", "period": "2023"}
    assert (made.manifest["period"], made.manifest["previous"]) == ("2023", "")
    assert (made.change, made.why_no_change) == (None, None)
    assert oi.load_index(aside / "definition.toml").id == made.manifest["index"]
    assert sorted(path.name for path in aside.iterdir()) == ["definition.toml", "statistik.csv", "underlag"]


def test_a_base_without_figures_is_refused(town: Town) -> None:
    town.write_project(("[areas]", 'base = "2019"\n[areas]'))
    with pytest.raises(oi.errors.ComputeError, match="no figures for 2019, the year whose stick"):
        town.update()


def test_versions_are_of_all_that_a_figure_may_depend_on() -> None:
    assert versions()["python"] == platform.python_version()
    assert versions()["omradesindex"] == oi.__version__
    assert {"numpy", "scipy", "pandas"} <= set(versions())


def test_a_project_can_ask_for_a_locked_definition_and_to_lock_it_is_no_change_of_it(town: Town) -> None:
    town.update(accept_all=True)
    town.write_project(("[areas]", "locked = true\n[areas]"))
    with pytest.raises(
        oi.errors.DefinitionError, match=r"project\.toml, index: .*not locked.*omradesindex lock"
    ):
        town.update()
    oi.load_index("malmo-oppna-data").locked("2026-03-01").save(town.folder / "fast.toml")
    town.write_project(('"malmo-oppna-data"', '"fast.toml"'))
    update = town.update()
    assert update.status == "accepted"
    assert not {finding.check for finding in update.findings} & {"definition", "stick"}
    assert update.result.index.is_locked
    assert oi.load_index(update.run.folder / "definition.toml").is_locked


def test_a_broken_series_gives_a_new_stick_and_the_rest_is_compared(town: Town) -> None:
    town.put(town.year("2022").assign(series="RAMS"))
    town.put(town.year("2023").assign(series="RAMS"))
    town.update(accept_all=True)
    after = town.year("2024").assign(series="RAMS")
    broken = after["variable"] == "sysselsatta_16_64"
    after.loc[broken, "series"] = "BAS"
    after.loc[broken, "value"] = (after.loc[broken, "value"] * 0.8).round()
    town.put(after)
    update = town.update()
    told = [finding.text.sv for finding in update.findings if finding.check == "series"]
    assert len(told) == 1
    assert told[0].startswith("Sysselsatta 16–64 år 2023 och 2024 går inte att jämföra")
    assert told[0].endswith("olika serier (RAMS, BAS)")
    assert update.left_out == ("sysselsattning",)
    assert update.why_no_change is None
    assert update.run.manifest["stick"] == {"run": "", "period": "2024"}
    # A fifth less would be a jump, were it a change.
    assert not [f for f in update.findings if f.check in ("jumps", "totals") and "ysselsatt" in f.text.sv]


PRICES = """[prices]
year = "2023"
name = "Påhittat prisindex"
source = "ett exempel"
index = { 2022 = 100, 2023 = 110, 2024 = 121 }

[outputs]"""


@pytest.mark.usefixtures("sketched")
def test_amounts_are_in_the_prices_that_the_project_names(town: Town) -> None:
    for year in ("2022", "2023"):
        table = town.year(year)
        town.put(table.assign(prices=["current" if is_amount(v) else "" for v in table["variable"]]))
    town.write_project(("[outputs]", PRICES))
    first = town.update(accept_all=True)
    assert {*first.result.statistics.prices.values()} == {"2023"}
    assert (
        "Påhittat prisindex (ett exempel)"
        in first.result.statistics.source_of("nettoinkomst_summa_tkr", "2022")[0]
    )
    # Another year's prices are another stick, and no change.
    town.write_project(('year = "2023"', 'year = "2024"'))
    second = town.update()
    assert second.run is not None
    assert second.run.manifest["stick"]["run"] == ""
    (told,) = [finding.text.sv for finding in second.findings if finding.check == "prices"]
    assert told == "Sammanlagd nettoinkomst är i 2024 års priser, i den godkända körningen i 2023 års priser"
    assert second.why_no_change is None
    assert len(second.left_out) == 1


@pytest.mark.usefixtures("sketched")
def test_amounts_that_nobody_has_priced_are_asked_about(town: Town) -> None:
    town.write_project(("[outputs]", PRICES))
    with pytest.raises(oi.errors.StatisticsError, match=r"\[prices\].*does not say in which prices"):
        town.update()
