"""Tables that have been seen to fit: what is tied together, and what makes a table one that may be true."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from omradesindex.disclosure.attack import attack
from omradesindex.disclosure.seen import Plausible


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
