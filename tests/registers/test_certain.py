"""What is certain of every person of a register: sums, and what lies within what."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from omradesindex.registers.certain import PERSONS, Certain, units
from omradesindex.registers.definition import read_register
from tests.registers.provstad import DEFINITION, people, register

DAY = date(2024, 12, 31)


def certain(variables: dict[str, Any], *by: str, **columns: Any) -> Certain:
    """What is certain in the made-up town; ``by``: ids of its groups."""
    what = read_register({**DEFINITION, "variables": variables})
    found = Certain(what, what.variables, [what.by[name] for name in by])
    found.add(register(**columns), DAY)
    return found


def where(**conditions: Any) -> dict[str, Any]:
    return {"where": conditions}


def test_values_that_are_all_of_a_column_make_up_everybody() -> None:
    found = certain(
        {
            "alla": {},
            "arbetar": where(status="arbetar"),
            "arbetslosa": where(status="arbetslos"),
            "andra": where(status="annat"),
            "inte_andra": where(status={"not": "annat"}),
            "kanda": where(status={"known": True}),
        }
    )
    assert found.sums["kanda"] == [("alla",)]
    assert ("andra", "inte_andra") in [tuple(sorted(parts)) for parts in found.sums["alla"]]
    assert found.sums["inte_andra"] == [("arbetar", "arbetslosa")]
    assert found.sums["arbetar"] == []
    # Whoever is left of one is another.
    assert found.shares == {}


def test_variables_without_conditions_are_one() -> None:
    found = certain({"alla": {}, "invanare": {}})
    assert found.sums["invanare"] == [("alla",)]
    assert found.shares == {}


def test_some_that_are_left_over_lie_within() -> None:
    status = people()["status"].where(people().index > 1, None)
    found = certain(
        {"alla": {}, "kanda": where(status={"known": True}), "arbetar": where(status="arbetar")},
        status=status,
    )
    assert [parts for sums in found.sums.values() for parts in sums] == []
    assert found.shares == {"kanda": ["alla"], "arbetar": ["kanda"]}


def test_those_of_two_values_lie_together_within_everybody() -> None:
    found = certain({"alla": {}, "arbetar": where(status="arbetar"), "arbetslosa": where(status="arbetslos")})
    assert found.shares == {"arbetar": ["alla"], "arbetslosa": ["alla"], "arbetar+arbetslosa": ["alla"]}


def test_two_may_be_together_as_many_as_others() -> None:
    number = people().index % 4
    sides = {"v12": [1, 2], "v34": [3, 0], "v23": [2, 3], "v41": [0, 1]}
    found = certain({name: where(inkomst=values) for name, values in sides.items()}, inkomst=number)
    (whole,) = [name for name, sums in found.sums.items() if sums]
    assert {frozenset(whole.split("+")), frozenset(found.sums[whole][0])} == {
        frozenset({"v12", "v34"}),
        frozenset({"v23", "v41"}),
    }


def test_homes_and_amounts_are_looked_at_by_themselves() -> None:
    rent, own = where(hyr=True), where(hyr=False)
    homes: dict[str, Any] = {"hem": {}, "hyr": rent, "agd": own}
    variables = {name: {**told, "distinct": "hushall"} for name, told in homes.items()}
    variables |= {f"kr_{name}": {**told, "sum": "inkomst"} for name, told in homes.items()}
    found = certain({**variables, "alla": {}})
    assert {unit: len(names) for unit, names in units(found.counted).items()} == {
        ("distinct", "hushall"): 3,
        ("sum", "inkomst"): 3,
        PERSONS: 1,
    }
    for name in ("hem", "kr_hem"):
        ((one, other),) = found.sums[name]
        assert {one, other} == {name.replace("hem", "hyr"), name.replace("hem", "agd")}


def test_a_home_counts_in_whatever_one_of_its_persons_does() -> None:
    found = certain(
        {
            name: {"distinct": "hushall", **told}
            for name, told in {"hem": {}, "kvinnor": where(kon="2"), "man": where(kon="1")}.items()
        }
    )
    # Many homes have both, so that they do not add up.
    assert found.sums == {"hem": [], "kvinnor": [], "man": []}
    assert {*found.shares} == {"kvinnor", "man"}


def test_a_variable_that_counts_nobody_ties_nothing() -> None:
    found = certain({"alla": {}, "ingen": where(status="borta")})
    assert (found.sums, found.shares) == ({"alla": [], "ingen": []}, {})


@pytest.mark.slow
def test_many_variables_take_several_words_and_questions() -> None:
    number = people().index % 64
    found = certain({"alla": {}, **{f"v{k}": where(inkomst=k) for k in range(64)}}, inkomst=number)
    assert found.joint[PERSONS, ""].shape == (65, 65)
    (parts,) = found.sums["alla"]
    assert {*parts} == {f"v{k}" for k in range(64)}


def test_ages_make_more_certain_within_a_group_of_them() -> None:
    """Of 25-64 all are 16-64; of 65 and older nobody is, whatever the variables are called."""
    status = {"status": "arbetar"}
    found = certain(
        {
            "alla": {},
            "v16_64": {"ages": "16-64"},
            "aldre": {"ages": "65-"},
            "arbetar": {"where": status},
            "v16_64_arbetar": {"ages": "16-64", "where": status},
        },
        "age",
    )
    assert found.sums["v16_64"] == []
    assert found.sums["v16_64|age=25-64"] == [("alla",)]
    assert ("arbetar",) in found.sums["v16_64_arbetar|age=25-64"]
    for gone in ("v16_64|age=65-", "v16_64_arbetar|age=0-15", "aldre|age=0-64"):
        assert found.sums[gone] == [()]
    assert found.sums["aldre|age=65-"] == [("alla",)]
    # Whoever works is among all, of every age.
    assert not [said for said in found.shares if "|" in said]


def test_ages_that_are_of_a_group_in_part_make_as_much_certain() -> None:
    """Of 16-24 those of 18-29 are those of 18-24, the others 16-17, however few are of other ages."""
    ages = people().index % 9 + 16
    ages = np.where(people().index < 10, np.where(people().index < 5, 27, 70), ages)
    born = [date(2024 - int(age), 1, 1) for age in ages]
    spans = {"till_29": "18-29", "till_24": "18-24", "till_17": "16-17", "alla": "0-"}
    found = certain({name: {"ages": span} for name, span in spans.items()}, "age", fodd=born)
    assert found.sums["till_24|age=16-24"] == [("till_29",)]
    assert "till_17" in found.sums["alla|age=16-24"][0]
    # Of those who are 27 that is not so.
    assert ("till_29",) not in found.sums.get("till_24|age=25-64", [])


def test_what_follows_a_group_is_certain_in_it() -> None:
    """Kinds of support that only those with a disability have: together they are all of these."""
    who = people()
    kind = who["status"].map({"arbetar": "a", "arbetslos": "b", "annat": "c"}).where(who["funk"], None)
    kinds = {name: where(status=name) for name in ("a", "b", "c")}
    found = certain({"alla": {}, **kinds}, "disability", status=kind)
    assert {*found.sums["alla|disability=with"][0]} == {"a", "b", "c"}
    assert all(found.sums[f"{name}|disability=without"] == [()] for name in kinds)


def test_of_a_variable_alone_it_is_certain_too_that_it_counts_nobody_of_a_group() -> None:
    who, has = people(), people()["funk"]
    support = {"status": who["status"].where(has, None), "inkomst": who["inkomst"].where(has, 0)}
    found = certain({"arbetar": where(status="arbetar"), "kr": {"sum": "inkomst"}}, "disability", **support)
    assert found.sums["arbetar|disability=without"] == found.sums["kr|disability=without"] == [()]


def test_what_may_be_chance_is_not_certain() -> None:
    """Six are of a kind, and all of them women: that a man would be is not out of the question."""
    kind = np.where((people()["kon"] == "2") & (people().groupby("kon").cumcount() < 6), "ovanlig", "annat")
    found = certain({"alla": {}, "ovanlig": where(status="ovanlig")}, "sex", status=kind)
    assert not [said for said in found.sums if "|" in said]


def test_groups_change_nothing_that_is_certain_of_all() -> None:
    variables = {"alla": {}, "arbetar": where(status="arbetar"), "inte": where(status={"not": "arbetar"})}
    found = certain(variables, "sex", "age", "disability")
    assert (found.sums, found.shares) == ((one := certain(variables)).sums, one.shares)


def test_amounts_of_different_columns_may_be_one_another_s_sum() -> None:
    """Wages and capital are all income, of everybody; what tax leaves of it is not."""
    who = people()
    columns = {"lon": who["inkomst"], "kapital": who.index % 7, "netto": who["inkomst"] // 2}
    amounts = {name: {"sum": name} for name in ("alla", "lon", "kapital", "netto")}
    found = certain(amounts, alla=columns["lon"] + columns["kapital"], **columns)
    assert found.sums == {"alla": [("lon", "kapital")], "lon": [], "kapital": [], "netto": []}
