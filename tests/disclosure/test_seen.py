"""Tables that have been seen to fit: what is tied together, and what makes a table one that may be true."""

from __future__ import annotations

from itertools import product

import numpy as np
from scipy import sparse

from omradesindex.disclosure.attack import attack
from omradesindex.disclosure.seen import Plausible, Seen


def test_a_table_may_be_true_where_something_is_unsafe_that_is_not_few() -> None:
    """Of 20 in three areas the first has nobody, which is the unsafe figure; the others are 5 to 15 each.

    No table has 1 to 4 in any of them, and yet the other two may be anything that nobody there leaves.
    """
    truth = np.array([20.0, 0, 9, 11])

    def unsafe(values: np.ndarray) -> np.ndarray:
        few = (values > 0.5) & (values < 4.5)
        few[1] = values[1] == 0
        return few

    def guessed(otherwise: tuple[list[int], list[int]]) -> float:
        rule = Plausible(
            unsafe,
            np.array([False, False, True, True]),
            5,
            sparse.csr_array([[0.0, 1, 1, 1]]),
            truth=truth,
            otherwise=tuple(np.array(cells, dtype=np.intp) for cells in otherwise),
        )
        found = attack(
            sparse.csr_array([[1.0, -1, -1, -1]]),
            np.zeros(1),
            np.array([20.0, 0, 5, 5]),
            np.array([20.0, 2, 15, 15]),
            np.array([2]),
            enough=np.array([9.0]),
            plausible=rule,
        )
        return float(found.width[0])

    assert guessed(([1], [1])) >= 9
    # Whoever does not look for that finds the table of one end alone.
    assert guessed(([], [])) < 9


def test_that_few_are_nowhere_does_not_say_that_nothing_is_unsafe() -> None:
    """Of 20 persons 10 are in one area, an even number of 0 to 4 in another, and the others in the third.

    No table has a single person anywhere. But two in the second area are unsafe, all of a small group, say.
    """

    def unsafe(values: np.ndarray) -> np.ndarray:
        return np.array([False, values[1] in (1, 2), False, False, False])

    def guessed(reach: tuple[np.ndarray, np.ndarray] | None) -> tuple[float, float]:
        judged = np.array([False, True, False, False, False])
        rule = Plausible(unsafe, judged, 2, sparse.csr_array([[0.0, 1, 1, 0, 0]]), reach=reach)
        found = attack(
            # The second area has twice as many as something else.
            sparse.csr_array([[1.0, -1, -1, -1, 0], [0, 1, 0, 0, -2]]),
            np.zeros(2),
            np.array([20.0, 0, 5, 10, 0]),
            np.array([20.0, 4, 15, 10, 2]),
            np.array([2]),
            enough=np.array([2.0]),
            plausible=rule,
        )
        return float(found.low[0]), float(found.high[0])

    assert guessed((np.ones(5), np.full(5, 2.0))) == (8, 8)
    # What counts are unsafe is not known: then that something is tells nothing here.
    low, high = guessed(None)
    assert high - low >= 2


def test_one_table_of_whole_numbers_moves_many_figures() -> None:
    """Of four figures every two neighbours have 9 together, or 8 and one who is elsewhere."""
    ties = np.array([[1.0, 1, 0, 0, 1], [0, 1, 1, 0, 1], [0, 0, 1, 1, 1]])
    nine, ends = np.full(3, 9.0), (np.zeros(5), np.array([9.0, 9, 9, 9, 1]))
    few = lambda values: (values > 0) & (values < 3)  # noqa: E731
    some = sparse.csr_array([[1.0, 1, 1, 1, 0]])
    rule = Plausible(few, np.array([True] * 4 + [False]), 3, some)
    seen = Seen(sparse.csr_array(ties), nine, *ends, np.arange(5), np.zeros(5), rule, 1e6)
    goal = np.array([0, 2])
    seen.whole_together(goal, np.ones(2))
    seen.whole_together(goal, -np.ones(2))
    tables = [t for t in product(range(10), repeat=4) for one in (0, 1) if not (ties @ [*t, one] - 9).any()]
    may_be = [t for t in tables if any(0 < x < 3 for x in t)]
    assert seen.low[goal].tolist() == [min(t[k] for t in may_be) for k in goal]
    assert seen.high[goal].tolist() == [max(t[k] for t in may_be) for k in goal]
    assert len(rule.seen) == 2
    assert all((table == np.round(table)).all() for table in rule.seen)
