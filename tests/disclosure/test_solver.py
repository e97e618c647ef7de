"""The two solvers, on programmes whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from omradesindex.disclosure.solver import choose, minimise


def test_the_least_of_a_linear_programme_and_the_price_of_its_equation() -> None:
    # x + y = 10, x at most 4: the cheaper x is used up, and one more unit would be a y.
    found = minimise(
        np.array([1.0, 3.0]),
        sparse.csr_array([[1.0, 1.0]]),
        np.array([10.0]),
        np.zeros(2),
        np.array([4.0, 99.0]),
    )
    assert found.x.tolist() == [4.0, 6.0]
    assert found.eqlin.marginals.tolist() == [3.0]


def test_whole_numbers_where_they_are_asked_for() -> None:
    given = {
        "least": np.zeros(2),
        "most": np.full(2, 9.0),
        "conditions": [(sparse.csr_array([[2.0, 2.0]]), 5.0, np.inf)],
    }
    loose = choose(np.ones(2), whole=np.zeros(2, dtype=bool), **given)  # type: ignore[arg-type]
    whole = choose(np.ones(2), whole=np.ones(2, dtype=bool), **given)  # type: ignore[arg-type]
    assert loose.x.sum() == pytest.approx(2.5)
    assert whole.x.sum() == pytest.approx(3)
    np.testing.assert_allclose(whole.x, np.round(whole.x))


def test_wide_indices_are_narrowed_for_every_scipy() -> None:
    wide = sparse.csr_array([[1.0, 1.0]])
    wide.indices, wide.indptr = wide.indices.astype(np.int64), wide.indptr.astype(np.int64)
    found = choose(
        np.ones(2),
        whole=np.zeros(2, dtype=bool),
        least=np.zeros(2),
        most=np.ones(2),
        conditions=[(wide, 1.0, 1.0)],
    )
    assert found.x.sum() == pytest.approx(1)


def test_what_cannot_be_has_no_answer() -> None:
    found = choose(
        np.ones(1),
        whole=np.ones(1, dtype=bool),
        least=np.zeros(1),
        most=np.ones(1),
        conditions=[(np.eye(1), 2, 3)],
    )
    assert found.x is None


@pytest.mark.parametrize("whole", [False, True])
def test_what_an_equation_leaves_over_is_found_too(whole: bool) -> None:
    """x + y + z = 10 where z stands nowhere else: y is dear, x as many as may be, z what it must."""
    found = choose(
        np.array([1.0, 5.0, 2.0]),
        whole=np.full(3, whole),
        least=np.array([0.0, 0.0, 3.0]),
        most=np.array([6.0, 9.0, 9.0]),
        conditions=[
            (sparse.csr_array([[1.0, 1.0, 1.0]]), 10.0, 10.0),
            (sparse.csr_array([[1.0, 1.0, 0.0]]), -np.inf, 5.0),
        ],
    )
    assert found.x == pytest.approx([5, 0, 5])


def test_equations_that_leave_over_all_there_is() -> None:
    found = choose(
        np.ones(2),
        whole=np.zeros(2, dtype=bool),
        least=np.zeros(2),
        most=np.full(2, 9.0),
        conditions=[(sparse.csr_array([[1.0, 0.0], [0.0, 1.0]]), np.array([3.0, 4.0]), np.array([3.0, 4.0]))],
    )
    assert found.x == pytest.approx([3, 4])


def test_what_is_left_over_must_be_whole_where_it_has_to() -> None:
    """x + y = 4.5 has no whole numbers."""
    conditions = [(sparse.csr_array([[1.0, 1.0]]), 4.5, 4.5)]
    bounds = {"least": np.zeros(2), "most": np.full(2, 9.0), "conditions": conditions}
    assert choose(np.ones(2), whole=np.ones(2, dtype=bool), **bounds).x is None
    found = choose(np.array([1.0, 2.0]), whole=np.array([False, True]), **bounds)
    assert found.x == pytest.approx([4.5, 0])
