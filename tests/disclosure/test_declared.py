"""Sums that somebody says, and what they say of the variables that are there."""

from __future__ import annotations

import numpy as np
import pytest

from omradesindex.disclosure.declared import Declared, all_sums, among, in_group, members, nobody_else


def test_one_sum_or_several_are_said_in_either_way() -> None:
    assert all_sums({"a": ["b", "c"]}) == all_sums({"a": [["b", "c"]]}) == {"a": (("b", "c"),)}
    assert all_sums({"a": []}, {"a": ["b"]}) == {"a": (("b",),)}
    assert all_sums({"a": [["b", "c"], ["d"]]}, {"a": ("b", "c")}) == {"a": (("b", "c"), ("d",))}
    assert members("a+b", ("c", "d", "d")) == ("a", "b", "c", "d")


def test_what_is_not_there_is_eliminated() -> None:
    sums: Declared = {"all": (("a", "b", "c"),), "most": (("a", "b"),), "some": (("b", "c"),)}
    assert [*among(sums, ["all", "most", "c"])] == [(("all",), ("most", "c"))]
    assert [*among(sums, ["all", "most"])] == []
    # all + b = most + some, of two that nobody sees.
    ((one, other),) = among(sums, ["all", "most", "some", "b"])
    assert {tuple(sorted(one)), tuple(sorted(other))} == {("all", "b"), ("most", "some")}


@pytest.mark.parametrize("seed", range(20))
def test_all_that_sums_say_is_said_and_nothing_else(seed: int) -> None:
    """Persons of every kind are drawn; what holds of those there is just what follows by linear algebra."""
    rng = np.random.default_rng(seed)
    kinds = [f"k{i}" for i in range(4)]
    wholes = {f"w{i}": tuple(k for k in kinds if rng.random() < 0.6) for i in range(4)}
    sums: Declared = {whole: (parts,) for whole, parts in wholes.items() if parts}
    there = [name for name in (*kinds, *sums) if rng.random() < 0.7]
    row = {k: np.eye(4)[i] for i, k in enumerate(kinds)}
    row |= {whole: sum((row[k] for k in parts), np.zeros(4)) for whole, (parts,) in sums.items()}
    told = [*among(sums, there)]
    for one, other in told:
        assert {*one, *other} <= {*there}
        np.testing.assert_allclose(sum(row[n] for n in one), sum(row[n] for n in other))
    matrix = np.array([row[name] for name in there]).reshape(-1, 4)
    says = np.array([[one.count(n) - other.count(n) for n in there] for one, other in told]).reshape(
        -1, len(there)
    )
    rank = np.linalg.matrix_rank
    assert (rank(says) if says.size else 0) == len(there) - (rank(matrix) if matrix.size else 0)


def test_what_stands_several_times_does_so() -> None:
    """Of three kinds those who are not of one: twice all of them."""
    sums: Declared = {"x": (("b", "c"),), "y": (("a", "c"),), "z": (("a", "b"),), "all": (("a", "b", "c"),)}
    ((one, other),) = among(sums, ["x", "y", "z", "all"])
    assert one == ("all", "all")
    assert sorted(other) == ["x", "y", "z"]


def test_what_is_said_of_a_group_holds_in_it_and_within_it() -> None:
    told: Declared = {"a": (("b",),), "a|age=25-64": (("c",),), "b|age=25-64;sex=men": ((),)}
    assert in_group(told, []) == {"a": (("b",),)}
    assert in_group(told, ["age=25-64", "sex=women"]) == {"a": (("b",), ("c",))}
    assert in_group(told, ["age=25-64", "sex=men"]) == {"a": (("b",), ("c",)), "b": ((),)}


def test_what_is_nothing_is_left_out_of_other_sums() -> None:
    """Of 0-15 nobody is at work: all of them are in no work."""
    sums: Declared = {"all": (("work", "none"),), "work": ((),)}
    assert [*among(sums, ["all", "none"])] == [(("all",), ("none",))]
    assert ((), ("work",)) in [*among(sums, ["all", "none", "work"])]


def test_ages_of_one_beginning_may_end_differently() -> None:
    """Of those under 65 nobody is 65-79, nor 65 and older."""
    told: Declared = {"a|age=65-": ((),), "a|age=65-79": ((),)}
    assert nobody_else(told, "a", "age", ["0-15", "16-64"])
    assert not nobody_else(told, "a", "age", ["16-64", "65-79"])
    assert not nobody_else({}, "a", "sex", ["women", "men"])
