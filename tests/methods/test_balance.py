"""Mazziotta–Pareto, Wrocław, TOPSIS: what an uneven profile costs, and distances from best and worst."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from omradesindex.errors import MethodError
from omradesindex.methods import arithmetic, fit
from omradesindex.methods.balance import mazziotta_pareto, topsis, wroclaw
from tests.strategies import weights

NAN = float("nan")

_AROUND_100 = hnp.arrays(float, st.tuples(st.integers(2, 10), st.integers(1, 6)), elements=st.floats(70, 130))


@given(_AROUND_100, st.data())
def test_an_uneven_profile_is_charged_for_on_the_side_that_is_bad(x: np.ndarray, data: st.DataObject) -> None:
    w = data.draw(weights(x.shape[1]))
    mean = arithmetic(x, w)
    worse, better = mazziotta_pareto(x, w), mazziotta_pareto(x, w, higher_is="better")
    assert (worse >= mean * (1 - 1e-12)).all()
    assert (better <= mean * (1 + 1e-12)).all()
    np.testing.assert_allclose(worse - mean, mean - better, atol=1e-9)


@given(st.floats(70, 130), st.integers(1, 6))
def test_an_even_profile_costs_nothing(value: float, n: int) -> None:
    for ddof in (0, 1) if n > 1 else (0,):
        assert mazziotta_pareto([[value] * n], [1] * n, ddof=ddof) == pytest.approx([value], rel=1e-14)


def test_the_formula_with_either_divisor() -> None:
    row = np.array([90.0, 100.0, 125.0])
    for ddof in (0, 1):
        mean, sd = row.mean(), row.std(ddof=ddof)
        expected = mean - sd * sd / mean
        assert mazziotta_pareto([row], [1, 1, 1], higher_is="better", ddof=ddof) == pytest.approx([expected])
    # A value without weight, or missing, is no part of the profile.
    for extra in (NAN, 400.0):
        padded = np.append(row, extra)
        found = mazziotta_pareto([padded], [1, 1, 1, 0], higher_is="better", ddof=1)
        assert found == pytest.approx([expected])


def test_on_mpis_scale_the_areas_mean_is_a_hundred() -> None:
    x = np.random.default_rng(4).gamma(2, size=(14, 5))
    z = fit(x, "mpi").apply(x)
    assert z.mean(axis=0) == pytest.approx(np.full(5, 100))
    assert z.std(axis=0) == pytest.approx(np.full(5, 10))
    assert mazziotta_pareto(z, [1] * 5).mean() > 100


def test_on_ampis_scale_the_reference_is_exactly_a_hundred() -> None:
    x = np.random.default_rng(4).gamma(2, size=(14, 5))
    reference = np.median(x, axis=0)
    stick = fit(x, {"method": "ampi", "reference": reference})
    for side in ("worse", "better"):
        assert mazziotta_pareto(stick.apply(reference[None]), [1] * 5, higher_is=side)[0] == pytest.approx(
            100
        )
    assert np.ptp(stick.apply(x), axis=0) == pytest.approx(np.full(5, 60))


def test_missing_values_leave_a_smaller_profile() -> None:
    found = mazziotta_pareto([[110.0, 90.0, NAN], [NAN, NAN, 95.0], [NAN] * 3], [1, 1, 1])
    assert found[:2] == pytest.approx([101, 95])
    assert np.isnan(found[2])
    assert np.isnan(mazziotta_pareto([[NAN, 95.0]], [1, 1], ddof=1)).all()


def test_z_scores_are_refused() -> None:
    with pytest.raises(MethodError, match=r"not defined for a mean of -1.*scale around 100.*mpi or ampi"):
        mazziotta_pareto([[-1.0, -1.0], [NAN, NAN]], [1, 1])
    with pytest.raises(MethodError, match="higher_is = 'bad' is unknown"):
        mazziotta_pareto([[100.0]], [1], higher_is="bad")  # type: ignore[arg-type]


_Z = hnp.arrays(
    float, st.tuples(st.integers(2, 10), st.integers(1, 5)), elements=st.integers(-9, 9).map(float)
)


@given(_Z, st.data())
def test_wroclaw_by_its_formula_and_in_any_order(x: np.ndarray, data: st.DataObject) -> None:
    w = data.draw(weights(x.shape[1]))
    d = np.sqrt(((x - x.min(axis=0)) ** 2 * w / w.sum()).sum(axis=1))
    yardstick = d.mean() + 2 * d.std(ddof=1)
    expected = d / yardstick if yardstick > 0 else np.zeros(len(x))
    np.testing.assert_allclose(wroclaw(x, w), expected, atol=1e-12)
    order = data.draw(st.permutations(range(len(x))))
    np.testing.assert_array_equal(wroclaw(x[order], w), wroclaw(x, w)[order])
    # Turned values with the side turned: the same distances.
    np.testing.assert_allclose(wroclaw(-x, w, higher_is="better"), wroclaw(x, w), atol=1e-12)
    np.testing.assert_allclose(wroclaw(5 * x + 3, w), wroclaw(x, w), atol=1e-12)


def test_another_year_by_the_same_ideal_and_yardstick() -> None:
    x = np.random.default_rng(5).normal(size=(14, 4))
    ideal = x.min(axis=0)
    d = np.sqrt(((x - ideal) ** 2).mean(axis=1))
    yardstick = float(d.mean() + 2 * d.std(ddof=1))
    np.testing.assert_allclose(wroclaw(x, [1] * 4, ideal=ideal, yardstick=yardstick), wroclaw(x, [1] * 4))
    assert wroclaw(x[:1], [1] * 4, ideal=ideal, yardstick=yardstick) == pytest.approx(wroclaw(x, [1] * 4)[:1])


def test_all_at_the_ideal_are_no_distance_away() -> None:
    assert wroclaw([[1.0, 2.0]] * 3, [1, 1]).tolist() == [0, 0, 0]


def test_wroclaws_scenarios_are_a_loop() -> None:
    rng = np.random.default_rng(6)
    x, w = rng.normal(size=(3, 8, 4)), rng.uniform(size=(3, 4))
    x[0, 2, 1] = x[1, 5] = NAN
    both = wroclaw(x, w)
    assert np.isnan(both[1, 5])
    for i in range(3):
        np.testing.assert_array_equal(both[i], wroclaw(x[i], w[i]))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "one area alone has no distances"),
        ({"ideal": [1.0]}, r"an ideal of shape \(1,\) was given for 2 columns"),
        ({"yardstick": 0.0}, "the yardstick is 0"),
        ({"higher_is": ""}, "higher_is = '' is unknown"),
    ],
)
def test_what_wroclaw_cannot_measure(options: dict[str, object], message: str) -> None:
    with pytest.raises(MethodError, match=message):
        wroclaw([[1.0, 2.0]], [1, 1], **options)  # type: ignore[arg-type]


def test_topsis_of_hwang_and_yoon() -> None:
    """Four fighter aircraft by speed, range, payload, cost, reliability and manoeuvrability."""
    aircraft = np.array(
        [
            [2.0, 1500, 20000, 5.5, 5, 9],
            [2.5, 2700, 18000, 6.5, 3, 5],
            [1.8, 2000, 21000, 4.5, 7, 7],
            [2.2, 1800, 20000, 5.0, 5, 5],
        ]
    ) * [1, 1, 1, -1, 1, 1]
    weights = [0.2, 0.1, 0.1, 0.1, 0.2, 0.3]
    found = topsis(fit(aircraft, "vector").apply(aircraft), weights)
    # As printed; the book rounds on its way.
    np.testing.assert_allclose(found, [0.643, 0.268, 0.613, 0.312], rtol=0, atol=1e-3)
    # The unit of a column has no effect, nor the order of the areas.
    other = (aircraft * [9, 1, 1, 2, 1, 1])[::-1]
    np.testing.assert_allclose(topsis(fit(other, "vector").apply(other), weights), found[::-1])


def test_topsis_has_its_ends_in_the_lowest_and_the_highest() -> None:
    x = np.array([[0.0, 1], [2, 5], [1, np.nan], [np.nan, np.nan]])
    found = topsis(x, [1, 3])
    assert found[:3].tolist() == [0, 1, 0.5]
    assert np.isnan(found[3])
    assert topsis([[1.0, 2], [1, 2]], [1, 1]).tolist() == [0.5, 0.5]
    assert topsis(np.stack([x, x]), [[1, 3], [1, 0]])[1, :3].tolist() == [0, 1, 0.5]
