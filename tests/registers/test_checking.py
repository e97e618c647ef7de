"""Periods and the day on which ages are reckoned; persons in several areas. See also test_counts.py."""

from __future__ import annotations

from datetime import date

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
    assert f"on more than one row: 1 persons, {int(several)} in several areas" in said


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
    assert "on more than one row: 1 persons" in refusal(register(lopnr=[code(n) for n in numbers]))
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


def test_a_column_is_written_as_a_key_that_can_be_read() -> None:
    born = people()["fodd"].where(people().index > 0)
    said = refusal(register(född=born), variables=definition(columns={"born": "född"}))
    assert 'where = { "född" = { known = true } }' in said
