"""Counting indicators beyond a threshold: the example of Alkire and Foster, and properties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from omradesindex.errors import MethodError
from omradesindex.methods.counting import alkire_foster, beyond, count_beyond, share_beyond
from tests.strategies import weights

NAN = float("nan")

#: Alkire and Foster (2011), section 2: income, years of schooling, health, insurance of four persons, and the
#: cutoffs below which they are deprived. Turned, since here high is a great challenge.
PERSONS = -np.array([[13.1, 14, 4, 1], [15.2, 7, 5, 0], [12.5, 10, 1, 0], [20, 11, 3, 1]])
CUTOFFS = -np.array([13.0, 12, 3, 1])

_TABLES = hnp.arrays(
    float,
    st.tuples(st.integers(1, 10), st.integers(1, 6)),
    elements=st.one_of(st.integers(0, 9).map(float), st.just(NAN)),
)


def test_the_example_of_alkire_and_foster() -> None:
    found = alkire_foster(PERSONS, [1] * 4, thresholds=CUTOFFS, k=2, inclusive=False)
    assert found.counts.tolist() == [0, 2, 4, 1]
    assert found.deprived.tolist() == [0, 1, 1, 0]
    assert found.headcount == pytest.approx(2 / 4)
    assert found.intensity == pytest.approx(3 / 4)
    assert found.adjusted == pytest.approx(3 / 8)
    # Of the six deprivations of the poor: one of income, two of schooling, one of health, two of insurance.
    assert found.contributions == pytest.approx(np.array([1, 2, 1, 2]) / 6)


def test_three_problems_or_more_of_six() -> None:
    x = [[9.0, 9, 9, 1, 1, 1], [9.0, 9, 1, 1, 1, 1], [9.0, 9, 9, 9, NAN, 1], [9.0, 9, NAN, NAN, 1, 1]]
    found = count_beyond(x, [1] * 6, thresholds=5, at_least=3)
    # A missing figure is not counted as a problem.
    assert found.tolist() == [3, 0, 4, 0]
    assert share_beyond(x, [1] * 6, thresholds=5) == pytest.approx([1 / 2, 1 / 3, 4 / 5, 1 / 2])


def test_on_the_threshold() -> None:
    assert beyond([[5.0]], thresholds=5).tolist() == [[1]]
    assert beyond([[5.0]], thresholds=5, inclusive=False).tolist() == [[0]]


@given(_TABLES, st.floats(0.5, 6), st.data())
def test_adjusted_is_headcount_times_intensity(x: np.ndarray, k: float, data: st.DataObject) -> None:
    n, d = x.shape
    w = data.draw(weights(d).filter(lambda v: (v > 0.1).all()))
    k = min(k, d)
    people = data.draw(hnp.arrays(float, n, elements=st.integers(1, 100).map(float)))
    there = ~np.isnan(x).any(axis=1)
    if not there.any():
        with pytest.raises(MethodError, match="no area has a value in every column"):
            alkire_foster(x, w, thresholds=5, k=k, population=people)
        return
    found = alkire_foster(x, w, thresholds=5, k=k, population=people)
    counts = (x[there] >= 5) @ w / w.sum() * d
    poor = counts >= k - 1e-9
    p = people[there] / people[there].sum()
    assert found.headcount == pytest.approx(p[poor].sum())
    assert found.adjusted == pytest.approx((p * counts * poor).sum() / d)
    assert np.isnan(found.deprived[~there]).all()
    if poor.any():
        assert found.headcount * found.intensity == pytest.approx(found.adjusted)
        assert found.contributions.sum() == pytest.approx(1)
    else:
        assert np.isnan(found.intensity)
        assert np.isnan(found.contributions).all()


@given(_TABLES, st.data())
def test_counts_follow_areas_and_grow_with_values(x: np.ndarray, data: st.DataObject) -> None:
    w = data.draw(weights(x.shape[1]))
    found = count_beyond(x, w, thresholds=5)
    order = data.draw(st.permutations(range(len(x))))
    np.testing.assert_array_equal(count_beyond(x[order], w, thresholds=5), found[order])
    there = ~np.isnan(found)
    assert (count_beyond(x + 2, w, thresholds=5)[there] >= found[there]).all()
    assert (found[there] <= x.shape[1] + 1e-9).all()
    assert (np.isnan(found) == (np.isnan(x) | (w == 0)).all(axis=1)).all()


def test_scenarios_are_a_loop() -> None:
    rng = np.random.default_rng(0)
    x, w = rng.integers(0, 9, size=(3, 6, 4)).astype(float), rng.uniform(0.5, 1, size=(3, 4))
    counts = count_beyond(x, w, thresholds=[4, 5, 6, 7], at_least=1.5)
    measured = alkire_foster(x, w, thresholds=[4, 5, 6, 7], k=1.5)
    for i in range(3):
        np.testing.assert_allclose(counts[i], count_beyond(x[i], w[i], thresholds=[4, 5, 6, 7], at_least=1.5))
        one = alkire_foster(x[i], w[i], thresholds=[4, 5, 6, 7], k=1.5)
        assert measured.adjusted[i] == pytest.approx(float(one.adjusted))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"thresholds": [1, 2], "k": 1}, "the option 'thresholds' has 2 values for 4 columns"),
        ({"thresholds": [1, 2, NAN, 4], "k": 1}, "the option 'thresholds' holds a missing value"),
        ({"thresholds": 1, "k": 5}, "5 indicators of 4 cannot be counted"),
        ({"thresholds": 1, "k": 0}, "k is 0, so every area would be deprived"),
        (
            {"thresholds": 1, "k": 1, "population": [1, 2]},
            r"a population of shape \(2,\) was given for 4 areas",
        ),
        ({"thresholds": 1, "k": 1, "population": [1, 2, 3, -4]}, "a population"),
        ({"thresholds": 1, "k": 1, "population": [0, 0, 0, 0]}, "no area has a value"),
    ],
)
def test_what_cannot_be_counted(options: dict[str, object], message: str) -> None:
    with pytest.raises(MethodError, match=message):
        alkire_foster(PERSONS, [1] * 4, **options)  # type: ignore[arg-type]
