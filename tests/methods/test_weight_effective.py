"""What weights do, and the weights that do what is wanted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from omradesindex.errors import MethodError
from omradesindex.methods import arithmetic
from omradesindex.methods.multivariate import main_effect
from omradesindex.methods.weight_effective import effective, importance
from tests.methods import tai


def test_importance_is_the_share_of_main_effects() -> None:
    w = np.array([3, 1, 1, 1, 2, 2, 1, 1])
    effects = main_effect(tai.NORMALISED, arithmetic(tai.NORMALISED, w))
    np.testing.assert_allclose(importance(tai.NORMALISED, w), effects / effects.sum(), rtol=1e-10)


def test_uncorrelated_columns_matter_as_the_square_of_weight_and_spread() -> None:
    x = np.array([[a, b, c] for a in (0, 1) for b in (0, 2) for c in (0, 1)], dtype=float)
    assert importance(x, [1, 1, 1]) == pytest.approx([1 / 6, 4 / 6, 1 / 6])
    assert effective(x) == pytest.approx([0.4, 0.2, 0.4])


@given(st.integers(0, 10_000), st.integers(2, 6))
def test_the_target_is_met_where_it_can_be(seed: int, k: int) -> None:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(40, k)) + 0.5 * rng.normal(size=(40, 1))
    target = rng.uniform(1, 3, size=k)
    w = effective(x, target=target)
    assert w.sum() == pytest.approx(1)
    assume((w > 1e-9).all())
    np.testing.assert_allclose(importance(x, w), target / target.sum(), atol=1e-8)


def test_the_nearest_weights_where_no_weights_meet_it() -> None:
    # The third column is the sum of the others: it cannot matter as little as they do.
    rng = np.random.default_rng(3)
    a, b = rng.normal(size=(2, 300))
    x = np.column_stack([a, b, a + b + 0.1 * rng.normal(size=300)])
    target = np.array([0.45, 0.45, 0.1])
    w = effective(x, target=target)
    assert (w >= 0).all()

    def miss(v: np.ndarray) -> float:
        return float(((importance(x, v) - target) ** 2).sum())

    assert miss(w) > 1e-4
    assert all(miss(w) <= miss(v) + 1e-9 for v in rng.dirichlet(np.ones(3), size=2000))
    with pytest.raises(MethodError, match=r"column 2: no weights let it matter as much as wanted"):
        effective(x, target=target, tolerance=0.01)
    assert effective(x, target=target, tolerance=0.9) == pytest.approx(w)


def test_two_equal_columns_share_what_they_matter() -> None:
    rng = np.random.default_rng(4)
    a, b = rng.normal(size=(2, 50))
    w = effective(np.column_stack([a, a, b]))
    assert w[0] == pytest.approx(w[1])


def test_importances_of_scenarios_are_a_loop() -> None:
    rng = np.random.default_rng(5)
    x, w = rng.normal(size=(3, 12, 4)), rng.uniform(size=(3, 4))
    x[0, 3, 1] = np.nan
    both = importance(x, w)
    for i in range(3):
        np.testing.assert_allclose(both[i], importance(x[i], w[i]), rtol=1e-12)
    np.testing.assert_allclose(both[0], importance(np.delete(x[0], 3, axis=0), w[0]), rtol=1e-12)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"target": [1, 1]}, "2 weights were given for 8 columns"),
        ({"target": [1, 0, 1, 1, 1, 1, 1, 1]}, "a target is zero"),
    ],
)
def test_what_is_no_target(options: dict[str, object], message: str) -> None:
    with pytest.raises(MethodError, match=message):
        effective(tai.NORMALISED, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("x", "message"),
    [
        ([[1.0, np.nan], [np.nan, 2.0], [1.0, 3.0]], "fewer than two areas have a value in every column"),
        ([[1.0, -1.0], [2.0, -2.0]], "the weighted mean does not vary"),
        (np.zeros((2, 3, 2)), "one set of values at a time"),
    ],
)
def test_what_has_no_effect(x: object, message: str) -> None:
    with pytest.raises(MethodError, match=message):
        (effective if np.ndim(x) > 2 else lambda v: importance(v, [1, 1]))(x)  # type: ignore[arg-type]
