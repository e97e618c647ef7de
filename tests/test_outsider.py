"""The outsider of the benchmarks finds what can be found, and no more."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from outsider import Figure, Kind, Outsider, Release, Rule, Share, World

HERE, NAN = "2024", float("nan")
RULE = Rule(threshold=5, small=10, margin=5)


def world(areas: str, *columns: str) -> World:
    categories = {"sex": ("women", "men"), "disability": ("with", "without")}
    return World(
        areas={area: frozenset({area}) for area in areas} | {"X": frozenset(areas)},
        columns={c: {name: frozenset({name}) for name in categories[c]} for c in columns},
        variables={
            "employed": {"doing": frozenset({"employed"})},
            "unemployed": {"doing": frozenset({"unemployed"})},
            "force": {"doing": frozenset({"employed", "unemployed"})},
        },
    )


def release(withheld: dict[tuple[str, ...], float | None]) -> Release:
    """``variable, area, *group`` → figure, None where it is withheld."""
    told = Release()
    for (variable, area, *group), value in withheld.items():
        told.tell(Figure(variable, HERE, area, tuple(group)), NAN if value is None else value)
    return told


def truth_of(city: World, counts: dict[tuple[str, ...], int]) -> dict[Kind, int]:
    """``doing, area, *group`` → how many; nobody of other kinds."""
    doing = frozenset().union(*(v["doing"] for v in city.variables.values()))
    traits = [frozenset().union(*column.values()) for column in city.columns.values()]
    found: dict[Kind, int] = dict.fromkeys(product(doing, (HERE,), city.areas["X"], *traits), 0)
    return found | {(kind[0], HERE, *kind[1:]): n for kind, n in counts.items()}


def known(outsider: Outsider, truth: dict[Kind, int]) -> dict[str, tuple[int, int, int]]:
    found = outsider.attack(truth, np.random.default_rng(1))
    return {
        f.target.name + (f" | {f.alone}" if f.alone else ""): (f.target.value, f.low, f.high) for f in found
    }


def test_the_rule_tells_two_ones() -> None:
    """18 = 12 + 4 + x + x + 0: of two withheld figures that sum to 2 one is 1, and so is the other."""
    city = world("ABCDE")
    told = {"A": 12, "B": 4, "C": None, "D": None, "E": 0, "X": 18}
    published = release({("employed", area): value for area, value in told.items()})
    truth = truth_of(city, {("employed", a): n for a, n in zip("ABCD", (12, 4, 1, 1), strict=True)})
    rule = Rule(threshold=2, small=4, margin=2)
    assert known(Outsider(city, rule, [published], [[0]]), truth)["employed 2024 C"] == (1, 1, 1)
    assert known(Outsider(city, rule, [published], []), truth)["employed 2024 C"] == (1, 0, 2)


def test_two_releases_tell_together_what_neither_tells_alone() -> None:
    """Of 0, 43, 10 and 47 none is unsafe: the rule takes the ends from 0–10."""
    city = world("A", "sex", "disability")
    counts = {("women", "with"): 3, ("women", "without"): 40, ("men", "with"): 7, ("men", "without"): 50}
    truth = truth_of(city, {("employed", "A", *group): n for group, n in counts.items()})
    margins = {("women", "total"): 43, ("men", "total"): 57, ("total", "with"): 10, ("total", "without"): 90}
    crossed: dict[tuple[str, str], int | None] = dict.fromkeys(counts, None)
    one = release({("employed", "A", *group): n for group, n in margins.items()})
    other = release({("employed", "A", *group): n for group, n in crossed.items()})
    name = "employed 2024 A women with"
    assert known(Outsider(city, RULE, [one, other], [[0], [0, 1]]), truth)[name] == (3, 1, 9)
    third = release({("employed", "A", "men", "with"): 7})
    assert known(Outsider(city, RULE, [one, other, third], []), truth)[name] == (3, 3, 3)


def test_identities_and_shares_tell() -> None:
    city = world("AB")
    truth = truth_of(city, {("employed", "A"): 30, ("unemployed", "A"): 3, ("employed", "B"): 20})
    hidden = release({("unemployed", "A"): None, ("force", "A"): 33, ("employed", "A"): None})
    assert known(Outsider(city, RULE, [hidden], []), truth)["unemployed 2024 A"] == (3, 0, 33)
    employed = release({("employed", "A"): 30})
    assert known(Outsider(city, RULE, [hidden, employed], []), truth)["unemployed 2024 A"] == (3, 3, 3)
    share = Share(Figure("unemployed", HERE, "A", ()), Figure("force", HERE, "A", ()), Fraction(1, 11))
    assert known(Outsider(city, RULE, [hidden, Release(shares=[share])], []), truth)["unemployed 2024 A"] == (
        3,
        3,
        3,
    )


def test_whoever_is_alone_knows_the_other() -> None:
    city = world("AB", "sex")
    truth = truth_of(
        city, {("employed", a, s): n for a, s, n in (("A", "women", 1), ("B", "women", 4), ("B", "men", 9))}
    )
    told = {("A", "women"): None, ("B", "women"): None, ("X", "women"): 5}
    found = known(Outsider(city, RULE, [release({("employed", *k): v for k, v in told.items()})], []), truth)
    assert found["employed 2024 B women"] == (4, 0, 5)
    assert found["employed 2024 B women | employed 2024 A women"] == (4, 4, 4)
    assert "employed 2024 A women | employed 2024 B women" not in found


def test_everybody_of_a_small_group_is_told() -> None:
    city = world("A", "disability")
    truth = truth_of(city, {("employed", "A", "with"): 7})
    published = release({("employed", "A", "total"): 7, ("employed", "A", "with"): 7})
    (found,) = Outsider(city, RULE, [published], []).attack(truth, np.random.default_rng(1))
    assert (found.target.why, found.width) == ("all or nobody", 0)


def test_files_that_are_no_truth_are_told_of() -> None:
    with pytest.raises(ValueError, match="in one file"):
        release({("employed", "A"): 7}).tell(Figure("employed", HERE, "A", ()), 8)
    city = world("A")
    with pytest.raises(ValueError, match="not true"):
        known(
            Outsider(city, RULE, [release({("employed", "A"): 2, ("force", "A"): 4})], []),
            truth_of(city, {("employed", "A"): 3}),
        )
