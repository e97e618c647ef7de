"""What ties variables together, held against the persons themselves."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest

from omradesindex.registers.ties import Further, Ties


@pytest.mark.parametrize("seed", range(12))
def test_sums_are_all_that_hold_of_everybody(seed: int) -> None:
    """Random variables of a few kinds of persons: held against the rank of the persons' own rows."""
    rng = np.random.default_rng(seed)
    rows = (rng.random((5, 7)) < 0.5).astype(int)[rng.integers(0, 5, 60)]
    names = [f"v{i}" for i in range(7)]
    ties = Ties(names, (rows.T @ rows).astype(object))
    of = dict(zip(names, rows.T, strict=True))
    equations = []
    for whole, parts in ties.sums:
        sides = [*whole.split("+")], [*parts]
        np.testing.assert_array_equal(*(np.sum([of[name] for name in side], axis=0) for side in sides))
        equations.append([sides[0].count(name) - sides[1].count(name) for name in names])
    there = [k for k in range(7) if rows[:, k].any()]
    rank = np.linalg.matrix_rank(rows) if there else 0
    found = np.linalg.matrix_rank(np.array(equations).reshape(-1, 7)) if equations else 0
    assert found == len(there) - rank
    for part, whole in ties.within:
        left = sum(of[n] for n in whole.split("+")) - sum(of[n] for n in part.split("+"))
        assert left.min() == 0
        assert left.any()
        assert all(
            not (of[a] & of[b]).any() for side in (part, whole) for a, b in combinations(side.split("+"), 2)
        )


@pytest.mark.parametrize("seed", range(12))
def test_in_a_group_all_is_said_that_holds_there_beside_the_others(seed: int) -> None:
    """With what is said of everybody it is all that holds of the group's own persons, and nothing twice."""
    rng = np.random.default_rng(seed)
    names = [f"v{i}" for i in range(6)]
    kinds = (rng.random((6, 6)) < 0.5).astype(int)
    rows, group = kinds[rng.integers(0, 6, 300)], kinds[rng.integers(0, 3, 100)]
    ties = [Ties(names, (some.T @ some).astype(object)) for some in (np.vstack([rows, group]), group)]
    further = Further(ties[0])
    further.take(ties[1])
    none = further.nothing(name for name, column in zip(names, group.T, strict=True) if not column.any())
    further.sums += [(name, ()) for name in none]

    def matrix(sums: list[tuple[str, tuple[str, ...]]]) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
        rows = [[whole.split("+").count(n) - parts.count(n) for n in names] for whole, parts in sums]
        return np.array(rows, dtype=np.int64).reshape(-1, 6)

    everybody, own = matrix([*ties[0].sums]), matrix(further.sums)
    assert not (own @ group.T).any()
    together = np.vstack([everybody, own])

    def rank(rows: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> int:
        return int(np.linalg.matrix_rank(rows)) if rows.size else 0

    assert rank(together) == rank(everybody) + len(own)
    # Of a variable that counts nobody at all nothing is said of everybody, nor of the group.
    nobody = sum(not column.any() for column in np.vstack([rows, group]).T)
    assert rank(together) >= 6 - rank(group) - nobody


def test_chance_is_left_aside() -> None:
    """Of ninety nine are expected in a tenth of all; that none is there may be chance, of 110 it is not."""
    for many, told in ((90, []), (110, [("rare", ())])):
        everybody = np.array([[1_000, many], [many, many]], dtype=object)
        here = np.array([[100, 0], [0, 0]], dtype=object)
        further = Further(Ties(["all", "rare"], everybody))
        further.take(Ties(["all", "rare"], here), share=0.1)
        assert further.sums == told
    assert Ties(["all", "rare"], everybody).square({"rare": Fraction(2)}) == 440
