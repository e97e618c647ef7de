"""The tightest interval of each withheld cell, against reckoning by hand and by trying every table."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from omradesindex.disclosure.attack import attack, tied_together
from omradesindex.errors import ComputeError

INF = np.inf
#: Two areas by two sexes with their sums: cells a b / c d, then rows, columns and all.
CROSS = sparse.csr_array(
    [
        [-1.0, -1, 0, 0, 1, 0, 0, 0, 0],
        [0, 0, -1, -1, 0, 1, 0, 0, 0],
        [-1, 0, -1, 0, 0, 0, 1, 0, 0],
        [0, -1, 0, -1, 0, 0, 0, 1, 0],
        [0, 0, 0, 0, -1, -1, 0, 0, 1],
    ]
)
TRUTH = np.array([2.0, 8, 5, 1, 10, 6, 7, 9, 16])


def attacked(hidden: list[int], **options: object) -> tuple[list[float], list[float]]:
    seen = ~np.isin(np.arange(9), hidden)
    least, most = np.where(seen, TRUTH, 0.0), np.where(seen, TRUTH, INF)
    found = attack(CROSS, np.zeros(5), least, most, np.array(hidden), **options)  # type: ignore[arg-type]
    return found.low.tolist(), found.high.tolist()


def test_every_table_that_fits_lies_within_and_some_reach_the_ends() -> None:
    low, high = attacked([0, 1, 2, 3])
    # One number is free: a and what rows and columns then leave.
    fitting = [cells for a in range(17) if min(cells := (a, 10 - a, 7 - a, a - 1)) >= 0]
    assert all(np.allclose(CROSS @ np.r_[cells, TRUTH[4:]], 0) for cells in fitting)
    assert low == [min(t[i] for t in fitting) for i in range(4)] == [1, 3, 0, 0]
    assert high == [max(t[i] for t in fitting) for i in range(4)] == [7, 9, 6, 6]


def test_a_cell_that_follows_is_known() -> None:
    assert attacked([0]) == ([2.0], [2.0])
    assert attacked([0, 1, 4]) == ([2.0, 8.0, 10.0], [2.0, 8.0, 10.0])


def test_where_nothing_bounds_a_cell_there_is_no_end() -> None:
    found = attack(sparse.csr_array((0, 1)), np.empty(0), np.zeros(1), np.full(1, INF), np.array([0]))
    assert (found.low.tolist(), found.high.tolist(), found.width.tolist()) == ([0.0], [INF], [INF])


def test_it_may_stop_where_enough_is_seen() -> None:
    exact, enough = attacked([0, 1, 2, 3]), attacked([0, 1, 2, 3], enough=np.full(4, 3.0))
    for low, high, least, most in zip(*exact, *enough, strict=True):
        assert low - 1e-6 <= least <= most <= high + 1e-6
        assert most - least >= 3 - 1e-4


def test_intervals_that_a_rounding_leaves_are_narrowed_by_their_sum() -> None:
    # Two figures of 3 to 7 whose sum is 6 to 8: neither is above 5.
    matrix = sparse.csr_array([[-1.0, -1.0, 1.0]])
    found = attack(matrix, np.zeros(1), np.array([3.0, 3, 6]), np.array([7.0, 7, 8]), np.array([0, 1, 2]))
    assert (found.low.tolist(), found.high.tolist()) == ([3, 3, 6], [5, 5, 8])


def test_figures_that_no_table_has_are_refused() -> None:
    matrix = sparse.csr_array([[-1.0, -1.0, 1.0]])
    with pytest.raises(
        ComputeError, match=r"^disclosure audit: no table fits .*What to do: give the true figures"
    ):
        attack(matrix, np.zeros(1), np.array([0.0, 9, 5]), np.array([INF, 9, 5]), np.array([0]))


def test_what_equations_tie_together() -> None:
    matrix = sparse.csr_array([[1.0, 1, 0, 0, 0], [0, 1, -1, 0, 0], [0, 0, 0, 1, 0]])
    assert tied_together(matrix).tolist() == [0, 0, 0, 1, 2]
