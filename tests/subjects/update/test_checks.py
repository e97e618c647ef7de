"""What the checks find of areas, periods, boundaries and the definition."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.subjects.update.reproduce import reproduce
from tests.subjects.update.projects import Town, found


@pytest.mark.usefixtures("sketched")
def test_an_area_without_a_row_is_refused_and_nothing_is_touched(town: Town) -> None:
    town.update()
    before = sorted(p.name for p in (town.folder / "runs").iterdir())
    table = town.year("2024")
    town.put(table[~((table["area"] == "05") & (table["variable"] == "befolkning_20_64"))])
    with pytest.raises(oi.errors.StatisticsError, match=r"no row for area '05'"):
        town.update()
    assert sorted(p.name for p in (town.folder / "runs").iterdir()) == before


@pytest.mark.usefixtures("sketched")
def test_figures_that_are_gone(town: Town) -> None:
    town.update()
    (town.folder / "statistik" / "2022.csv").unlink()
    assert {f.period for f in found(town.update(), "gone")} == {"2022"}


@pytest.mark.usefixtures("sketched")
def test_new_boundaries_are_their_own_part_of_the_change(town: Town) -> None:
    town.update()
    town.areas = [*town.areas, "07"]
    town.write_areas()
    town.put_years("2022", "2023", "2024")
    update = town.update()
    assert [f.text.sv for f in found(update, "areas")] == ["Områden som är nya: 07"]
    assert len(found(update, "boundaries")) == 1
    assert update.status == "pending"


@pytest.mark.usefixtures("sketched")
def test_another_definition_is_named(town: Town) -> None:
    town.update()
    index = oi.load_index("malmo-oppna-data")
    index.with_methods(aggregate="geometric").save(town.folder / "index.toml")
    town.write_project(('"malmo-oppna-data"', '"index.toml"'))
    update = town.update()
    assert "sammanvägning" in found(update, "definition")[0].text.sv
    assert len(found(update, "stick")) == 1
    assert update.change is not None
    assert "definition" in {stage.cause for stage in update.change.stages}
    assert reproduce(town.project, update.run.name).same


@pytest.mark.usefixtures("sketched")
def test_an_indicator_that_lags_is_told(town: Town) -> None:
    town.update()
    table = town.year("2024")
    town.put(table[table["variable"] != "befolkning_25_64"])
    update = town.update()
    assert update.result.measured.periods[0] == "2023"
    (finding,) = found(update, "periods")
    assert not finding.ask
    assert "2024" in finding.text.sv
