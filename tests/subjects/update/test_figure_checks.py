"""What the checks of figures find: another unit, totals and areas that jump, revisions, new gaps."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tests.subjects.update.projects import Town, found, times


@pytest.mark.parametrize("factor", [0.001, 1000.0])
@pytest.mark.usefixtures("sketched")
def test_another_unit(town: Town, factor: float) -> None:
    town.update()
    table = town.year("2024")
    other = table["variable"] == "nettoinkomst_summa_tkr"
    town.put(table.assign(value=table["value"].where(~other, table["value"] * factor)))
    update = town.update()
    (finding,) = found(update, "units")
    assert finding.what == "nettoinkomst_summa_tkr"
    assert "1\N{NO-BREAK SPACE}000 gånger" in finding.text.sv
    assert not found(update, "jumps")  # every area has jumped, for that one reason
    assert not found(update, "totals")
    assert update.status == "pending"


@pytest.mark.usefixtures("sketched")
def test_shares_as_fractions(town: Town) -> None:
    share = pd.DataFrame({"area": town.areas, "variable": "svarsfrekvens_folkhalsoenkat", "kind": "share"})
    share["value"] = np.linspace(40, 70, len(share))
    for period, scale in (("2022", 1), ("2023", 1), ("2024", 0.01)):
        rows = share.assign(period=period, value=share["value"] * scale, quality="made_up")
        town.put(pd.concat([town.year(period), rows], ignore_index=True))
        update = town.update()
    finding = found(update, "units")[0]
    assert finding.what == "svarsfrekvens_folkhalsoenkat"
    assert any("0–1" in f.text.sv for f in found(update, "units"))
    assert len(found(update, "units")) == 2  # a hundredth of before, and none above one


@pytest.mark.usefixtures("sketched")
def test_a_total_far_from_last_year_s(town: Town) -> None:
    town.update()
    table = town.year("2024")
    town.put(times(table, "befolkning_25_64", 1.3))
    (finding,) = found(town.update(), "totals")
    assert (finding.what, finding.ask) == ("befolkning_25_64", True)
    assert "+30" in finding.text.sv


@pytest.mark.usefixtures("sketched")
def test_a_jump_in_one_area(town: Town) -> None:
    town.update()
    town.put(times(town.year("2024"), "utbildning_eftergymnasial_25_64", 0.4, "04"))
    update = town.update()
    (finding,) = found(update, "jumps")
    assert (finding.what, finding.areas) == ("eftergymnasial_utbildning", ("04",))
    assert "mer än slump" in finding.text.sv


@pytest.mark.usefixtures("sketched")
def test_a_revision_of_one_area_is_not_held_against_chance(town: Town) -> None:
    town.update()
    town.put(times(town.year("2023"), "utbildning_eftergymnasial_25_64", 0.4, "04"))
    (finding,) = found(town.update(), "jumps")
    assert (finding.what, finding.areas) == ("eftergymnasial_utbildning", ("04",))
    assert finding.text.sv.endswith("; uppgifterna gäller samma tid")


@pytest.mark.usefixtures("sketched")
def test_a_figure_that_is_held_back_now(town: Town) -> None:
    town.update()
    table = town.year("2024").assign(status="observed")
    gone = (table["area"] == "05") & (table["variable"] == "befolkning_25_64")
    table.loc[gone, "status"], table.loc[gone, "value"] = "suppressed", np.nan
    town.put(table)
    (finding,) = found(town.update(), "suppressed")
    assert (finding.what, finding.areas) == ("befolkning_25_64", ("05",))


@pytest.mark.usefixtures("sketched")
def test_small_counts_are_not_told(town: Town) -> None:
    small = town.year("2022")
    row = (small["area"] == "02") & (small["variable"] == "befolkning_20_64")
    small.loc[row, "value"] = 4.0
    town.put(small)
    town.update()
    small.loc[row, "value"] = 3.0
    town.put(small)
    update = town.update()
    (finding,) = found(update, "revised")
    assert "%" not in finding.text.sv
    assert "25" not in finding.text.sv
