"""What is certain of every person of a register: sums, and what lies within what."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from omradesindex.registers.certain import Certain, Ties, units
from omradesindex.registers.definition import read_register
from tests.registers.provstad import DEFINITION, people, register

DAY = date(2024, 12, 31)


def certain(variables: dict[str, Any], **columns: Any) -> Certain:
    what = read_register({**DEFINITION, "variables": variables})
    found = Certain(what, what.variables)
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


@pytest.mark.parametrize("seed", range(12))
def test_sums_are_all_that_hold_of_everybody(seed: int) -> None:
    """Random variables of a few kinds of persons: held against the rank of the persons' own rows."""
    rng = np.random.default_rng(seed)
    rows = (rng.random((5, 7)) < 0.5).astype(int)[rng.integers(0, 5, 60)]
    names = [f"v{i}" for i in range(7)]
    ties = Ties(names, (rows.T @ rows).astype(object))
    of = dict(zip(names, rows.T, strict=True))
    equations = []
    for whole, parts in ties.sums():
        sides = [*whole.split("+")], [*parts]
        np.testing.assert_array_equal(*(np.sum([of[name] for name in side], axis=0) for side in sides))
        equations.append([sides[0].count(name) - sides[1].count(name) for name in names])
    there = [k for k in range(7) if rows[:, k].any()]
    rank = np.linalg.matrix_rank(rows) if there else 0
    found = np.linalg.matrix_rank(np.array(equations).reshape(-1, 7)) if equations else 0
    assert found == len(there) - rank
    for part, whole in ties.within():
        left = sum(of[n] for n in whole.split("+")) - sum(of[n] for n in part.split("+"))
        assert left.min() == 0
        assert left.any()
        assert all(
            not (of[a] & of[b]).any() for side in (part, whole) for a, b in combinations(side.split("+"), 2)
        )


@pytest.mark.slow
def test_many_variables_take_several_words_and_questions() -> None:
    number = people().index % 70
    found = certain({"alla": {}, **{f"v{k}": where(inkomst=k) for k in range(70)}}, inkomst=number)
    assert found.joint["distinct", ""].shape == (71, 71)
    (parts,) = found.sums["alla"]
    assert {*parts} == {f"v{k}" for k in range(70)}
