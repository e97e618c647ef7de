"""Periods and the day on which ages are reckoned; persons in several areas. See also test_counts.py."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from omradesindex.registers import checking
from omradesindex.registers.checking import last_day
from omradesindex.registers.definition import read_register
from tests.registers.provstad import DEFINITION, counted, definition, people, refusal, register


@pytest.mark.parametrize(
    ("period", "day"),
    [("2024", date(2024, 12, 31)), ("2024K1", date(2024, 3, 31)), ("2022-09-11", date(2022, 9, 11))],
)
def test_ages_are_those_of_the_period_s_last_day(period: str, day: date) -> None:
    assert last_day(period, read_register(DEFINITION)) == day


def test_it_is_said_how_many_stand_in_several_areas() -> None:
    who = people()
    number = who["lopnr"].where(who.index > 3, "0000")  # four rows of one person
    several = len(set(who["omrade"][:4])) > 1
    said = refusal(register(lopnr=number))
    assert f"on more than one row: 1, of them in several areas: {int(several)}" in said


def test_an_age_may_stand_in_the_register() -> None:
    by_age = definition(columns={"age": "alder"})
    del by_age["columns"]["born"]
    age = 2024 - people()["fodd"].map(lambda day: day.year)
    found = counted(register(alder=age), variables=by_age, by="age")
    dated = counted(by="age")
    for block in dated.blocks:
        assert found.block(*block).value.tolist() == dated.block(*block).value.tolist()
    assert "600 of 600 persons: an age below 0" in refusal(register(alder=-1), variables=by_age)


def test_who_is_not_of_the_population_is_left_out_before_anything_is_checked() -> None:
    area = people()["omrade"].where(people()["funk"])
    there = {**definition(), "where": {"omrade": {"known": True}}}
    found = counted(register(omrade=area), variables=there)
    assert found.block("folkmangd", "2024").value[-1] == people()["funk"].sum()
    assert "there is nobody to count" in refusal(variables={**definition(), "where": {"kon": "7"}})


@pytest.mark.parametrize("code", [str, int])
def test_a_person_is_found_twice_wherever_the_rows_lie(code: type) -> None:
    numbers = [*range(600)]
    numbers[599] = 3
    assert "on more than one row: 1," in refusal(register(lopnr=[code(n) for n in numbers]))
    assert counted(register(lopnr=[code(n * 7919 % 600) for n in range(600)])).has("folkmangd", "2024")


def test_a_person_who_only_may_stand_there_twice_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = counted().fingerprint
    monkeypatch.setattr(checking, "_may_repeat", lambda *_: True)  # as where two hashes are equal by chance
    assert counted().fingerprint == whole


def test_many_periods_are_not_named_they_may_be_persons() -> None:
    what = definition(columns={"person": "inkomst", "period": "lopnr"})
    for period in (None, "2024"):
        said = refusal(variables=what, period=period)
        assert "(600 different)" in said
        assert "0001" not in said


def by_day(**period: Any) -> dict[str, Any]:
    return {"variables": definition(columns={"period": "dag"}), **period}


def test_of_a_column_of_dates_each_day_is_a_period() -> None:
    days = [date(2024, 12, 31)] * 300 + [date(2024, 6, 30)] * 300
    half = counted(register(dag=days), **by_day(period="2024-12-31"))
    assert half.blocks[0].period == "2024-12-31"
    assert half.block("folkmangd", "2024-12-31").value[-1] == 300
    late = register(dag=pd.to_datetime(pd.Series(days)) + pd.Timedelta(hours=9))
    assert counted(late, **by_day(period="2024-12-31")).fingerprint == half.fingerprint
    # A year is none of its days: which of them is meant is asked, with the last.
    said = refusal(register(dag=days), **by_day())
    assert "holds nobody of the period '2024'. Expected: one or more of '2024-06-30', '2024-12-31'." in said
    assert "say which of those that lie in '2024': period='2024-12-31'" in said
    assert "holds numbers with decimals. Expected: periods" in refusal(register(dag=2024.0), **by_day())


@pytest.mark.parametrize("blank", [" ", "\t", "\n", "\v", "\u00a0", "\u2009", "\u202f", "\u3000"])
def test_a_blank_around_a_code_is_told_and_taken_away_as_is_said(blank: str) -> None:
    status = people()["status"]
    table = register(status=[f"arbetar{blank}", f"{blank}arbetar{blank}", *status[2:]])
    said = refusal(table)
    assert "2 of 600 rows: a blank before or after the text" in said
    told = said.partition("take the blanks away: ")[2].rstrip(".")
    mended = eval(told, {"table": table})  # the remedy is what is tried
    tidied = register(status=["arbetar", "arbetar", *status[2:]])
    assert counted(mended).fingerprint == counted(tidied).fingerprint


def test_a_period_is_written_without_blanks_and_there_are_not_thousands_of_them() -> None:
    assert "300 of 600 rows: a blank before or after" in refusal(
        register(dag=["2024", "2024 "] * 300), **by_day()
    )
    import ibis

    many = pd.concat([people()] * 2).assign(lopnr=[f"{i:04}" for i in range(1200)])
    said = refusal(
        ibis.memtable(many), variables=definition(columns={"person": "hushall", "period": "lopnr"})
    )
    assert "the register is of more than 1000 periods" in said
    assert "0001" not in said


def test_a_column_is_written_as_a_key_that_can_be_read() -> None:
    born = people()["fodd"].where(people().index > 0)
    said = refusal(register(född=born), variables=definition(columns={"born": "född"}))
    assert 'where = { "född" = { known = true } }' in said
