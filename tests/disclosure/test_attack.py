"""The tightest interval of each withheld cell, against reckoning by hand and by trying every table."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from omradesindex.disclosure.attack import attack, small_changes
from omradesindex.disclosure.seen import Plausible
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


def test_where_no_width_is_enough_the_ends_are_found() -> None:
    """Of three figures each two sum to ten: only all the sums together tell that each is five."""
    pairs, ten = sparse.csr_array([[1.0, 1, 0], [0, 1, 1], [1, 0, 1]]), np.full(3, 10.0)
    found = attack(pairs, ten, np.zeros(3), np.full(3, INF), np.array([0]), enough=np.array([INF]))
    assert (found.low.tolist(), found.high.tolist()) == ([5.0], [5.0])


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


# -- whole numbers and the rule -----------------------------------------------------------------------------


def rule(n: int, sets: list[list[int]], threshold: int, **told: object) -> Plausible:
    """All cells are counts of persons; of 1 to one less than the threshold each is unsafe."""
    some = np.zeros((len(sets), n))
    for k, members in enumerate(sets):
        some[k, members] = 1

    def unsafe(values: np.ndarray) -> np.ndarray:
        return (values > 0.5) & (values < threshold - 0.5)

    judged = np.ones(n, dtype=bool)
    return Plausible(unsafe, judged, threshold, sparse.csr_array(some), **told)  # type: ignore[arg-type]


#: b + c + d = a
SUM = sparse.csr_array([[1.0, -1.0, -1.0, -1.0]])


def guessed(
    total: float,
    enough: float,
    plausible: Plausible | None,
    cells: list[int],
    weights: list[float] | None = None,
) -> list[tuple[float, float]]:
    """Between what each of three withheld figures lies, whose sum is known."""
    matrix = SUM if weights is None else sparse.csr_array([[1.0, *(-w for w in weights)]])
    least, most = np.array([total, 0, 0, 0]), np.array([total, INF, INF, INF])
    width = np.full(len(cells), enough)
    found = attack(matrix, np.zeros(1), least, most, np.array(cells), enough=width, plausible=plausible)
    return [(round(low, 3), round(high, 3)) for low, high in zip(found.low, found.high, strict=True)]


def test_only_whole_numbers_are_persons() -> None:
    """b + c = b + d = 5, so c = d, and c + d is 4 or 5: it is 4, since no half of a person is 2.5."""
    pairs = sparse.csr_array([[1.0, 0, 0, -1, -1, 0], [0, 1.0, 0, -1, 0, -1], [0, 0, 1.0, 0, -1, -1]])
    least, most = np.array([5.0, 5, 4, 0, 0, 0]), np.array([5.0, 5, 5, INF, INF, INF])

    def of(plausible: Plausible | None) -> list[float]:
        enough = np.array([0.4])
        found = attack(pairs, np.zeros(3), least, most, np.array([3]), enough=enough, plausible=plausible)
        return np.round([found.low[0], found.high[0]], 6).tolist()

    assert of(None) == [2.5, 3]
    assert of(rule(6, [], 5)) == [3, 3]
    # Means and estimates need not be whole, and what is left of them is taken as it is.
    least[2] = most[2] = 4.5
    assert of(rule(6, [], 5)) == of(None) == [2.75, 2.75]


def test_the_rule_tells_two_ones() -> None:
    """b + c = 2 where only ones are withheld: 0 + 2 is not it."""
    two = sparse.csr_array([[1.0, -1.0, -1.0]])
    least, most = np.array([2.0, 0, 0]), np.array([2.0, INF, INF])

    def of(plausible: Plausible | None) -> list[float]:
        found = attack(
            two, np.zeros(1), least, most, np.array([1]), enough=np.array([2.0]), plausible=plausible
        )
        return np.round([found.low[0], found.high[0]], 6).tolist()

    assert of(None) == [0, 2]
    assert of(rule(3, [[1, 2]], 2)) == [1, 1]
    # If nothing need be unsafe, or a figure of 2 is so, all of it is possible.
    assert of(rule(3, [], 2)) == of(rule(3, [[1, 2]], 3)) == [0, 2]


def test_a_set_in_which_something_known_is_unsafe_tells_nothing_of_the_others() -> None:
    plausible = rule(4, [[1, 2, 3]], 2)
    matrix, right = sparse.csr_array([[1.0, -1.0, -1.0, 0.0]]), np.zeros(1)
    least, most = np.array([2.0, 0, 0, 1]), np.array([2.0, INF, INF, 1])
    found = attack(matrix, right, least, most, np.array([1]), enough=np.array([2.0]), plausible=plausible)
    assert np.round([found.low[0], found.high[0]], 6).tolist() == [0, 2]


def test_a_true_table_and_those_that_were_seen_may_be_true() -> None:
    seen: list[np.ndarray] = []
    plausible = rule(4, [[1, 2, 3]], 5, truth=np.array([30.0, 3, 20, 7]), seen=seen)
    ((low, high),) = guessed(30, 3.0, plausible, [1])
    assert low <= 3 <= high
    assert high - low >= 3
    assert seen
    for one in seen:
        told = one[~np.isnan(one)]
        assert (told == np.round(told)).all()
        if not np.isnan(one[1:]).any():
            assert one[1:].sum() == 30
            assert ((one[1:] > 0) & (one[1:] < 5)).any()


def test_all_whole_tables_that_the_rule_lets_pass_lie_within() -> None:
    """Against trying every table of three figures that make nine, some of them 1 or 2."""
    tables = [
        (b, c, 9 - b - c)
        for b in range(10)
        for c in range(10 - b)
        if any(0 < x < 3 for x in (b, c, 9 - b - c))
    ]
    assert {b for b, _, _ in tables} == {0, 1, 2, 3, 4, 5, 6, 7, 8}
    assert guessed(9, 100.0, None, [1]) == [(0, 9)]
    assert guessed(9, 9.0, rule(4, [[1, 2, 3]], 3), [1]) == [(0, 8)]


# -- small changes of the true table ------------------------------------------------------------------------


def changes(truth: list[float], cells: list[int], sets: list[list[int]]) -> list[list[float]]:
    """How a true table of two areas by two sexes, all withheld, may change."""
    hidden = np.arange(9) < 4
    least, most = np.where(hidden, 0.0, TRUTH), np.where(hidden, INF, TRUTH)
    known = rule(9, sets, 5, truth=np.array([*truth, *TRUTH[4:]]))
    found = small_changes(CROSS, np.zeros(5), least, most, np.array(cells), known)
    return found.toarray()[:, :4].tolist()


def test_the_least_change_moves_a_square_by_one() -> None:
    assert changes([2, 8, 5, 1], [0, 3], []) == [[1, -1, -1, 1]]


def test_a_change_that_leaves_nothing_unsafe_is_none() -> None:
    # With a = 5 more would be safe; one less is not.
    assert changes([5, 5, 2, 4], [0], [[0]]) == [[-1, 1, 1, -1]]


def test_what_is_not_known_does_not_change() -> None:
    assert changes([np.nan, 8, 5, 1], [1], []) == []
