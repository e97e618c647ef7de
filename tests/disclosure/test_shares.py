"""What is a share of what: of the catalogue, of a definition of one's own, and sums of several variables."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

import omradesindex as oi
from omradesindex.catalogue import indicators
from omradesindex.disclosure.laid import Reading
from omradesindex.disclosure.shares import joined, members, share_pairs
from omradesindex.disclosure.system import System, build
from tests.cities import statistics
from tests.disclosure.made_up import one_count


def figures(**values: list[float]) -> oi.Statistics:
    rows = [one_count(numbers, name) for name, numbers in values.items()]
    return statistics(pd.concat(rows, ignore_index=True), whole="X")


def left_over(made: System) -> set[tuple[float, float]]:
    """Those who are left, and everybody, of each share."""
    return {(float(rest), float(base)) for _, rest, base in made.values[made.pairs].tolist()}


def test_pairs_are_those_of_the_catalogue_that_are_there() -> None:
    there = ("befolkning_16_64", "sysselsatta_16_64", "inflyttade")
    assert share_pairs(there) == {"sysselsatta_16_64": ("befolkning_16_64",)}
    assert share_pairs(("inflyttade",)) == {}


def test_a_numerator_of_two_shares_lies_within_both() -> None:
    assert joined({"a": "b"}, {"a": ("b", "c")}, {"a+b": "d"}, there="abc") == {"a": ("b", "c")}
    made = build([Reading(figures(a=[3, 4], b=[20, 30], c=[7, 40]))], shares={"a": ["b", "c"]})
    assert left_over(made) >= {(17.0, 20.0), (4.0, 7.0), (26.0, 30.0), (36.0, 40.0)}


def test_the_sum_of_two_variables_is_a_numerator_too() -> None:
    """Of 50 in area 01 two are neither, though 30 and 18 are many: that is withheld."""
    shares = {"a+b": "c"}
    table = figures(a=[30, 41, 33, 27], b=[18, 22, 25, 31], c=[50, 90, 88, 79])
    assert members(shares) == ["a", "b", "c"]
    assert (2.0, 50.0) in left_over(build([Reading(table)], shares=shares))
    assert oi.protect(table, shares={}).statistics.to_frame()["value"].notna().all()
    shown = oi.protect(table, shares=shares).statistics.to_frame().set_index(["area", "variable"])["value"]
    assert shown["01"].isna().any()


def test_a_denominator_of_two_variables_is_known_to_be_their_sum() -> None:
    """Neither c nor d alone holds them all, but the two together do: 2 of 50 are left."""
    table = figures(a=[48, 41], c=[30, 61], d=[20, 33])
    assert (2.0, 50.0) in left_over(build([Reading(table)], shares={"a": "c+d"}))


def test_an_index_of_ones_own_says_what_its_shares_are() -> None:
    known = indicators()["arbetsloshet"]
    formula = replace(known.formula, numerator=("arbetslosa_16_64", "studerande"), denominator=("alla",))
    own = replace(known, id="egen", formula=formula)
    there = ["arbetslosa_16_64", "studerande", "alla"]
    assert share_pairs(there, [own]) == {"arbetslosa_16_64+studerande": ("alla",)}
    assert share_pairs(there[:2], [own]) == {}
