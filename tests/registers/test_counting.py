"""The question to the engine: which day somebody turned an age, groups with gaps, amounts added exactly."""

from __future__ import annotations

from datetime import date

import pandas as pd

from omradesindex.registers.counting import years_before
from tests.registers.provstad import counted, definition, people, register


def test_a_leap_day_is_the_day_before_in_other_years() -> None:
    assert years_before(date(2024, 2, 29), 4) == date(2020, 2, 29)
    assert years_before(date(2024, 2, 29), 3) == date(2021, 2, 28)
    assert years_before(date(2024, 12, 31), 3000) == date(1, 12, 31)


def test_groups_of_ages_may_leave_some_out_and_stand_in_any_order() -> None:
    what = definition(by={"age": {"groups": ["65-74", "0", "20-24"]}})
    found, age = counted(variables=what, by="age"), 2024 - pd.to_datetime(people()["fodd"]).dt.year
    for group, (first, last) in {
        "65-74": (65, 74),
        "0": (0, 0),
        "20-24": (20, 24),
        "total": (0, 200),
    }.items():
        assert found.block("folkmangd", "2024", (group,)).value[-1] == age.between(first, last).sum()


def test_amounts_are_added_as_decimals() -> None:
    found = counted(register(inkomst=0.1))
    assert found.block("nettoinkomst_summa_tkr", "2024").value[-1] == 60.0
