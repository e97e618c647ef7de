"""Shrunk figures: esda's results, closed forms, and what shrinking must do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from omradesindex.errors import MethodError
from omradesindex.methods.shrinkage import (
    Shrunk,
    empirical_bayes,
    logit_shrinkage,
    mean_shrinkage,
    spatial_empirical_bayes,
)

RING = np.roll(np.eye(6, dtype=bool), 1, axis=1) | np.roll(np.eye(6, dtype=bool), -1, axis=1)

_CITIES = st.integers(2, 15).flatmap(
    lambda n: st.tuples(
        hnp.arrays(float, n, elements=st.integers(0, 50).map(float)),
        hnp.arrays(float, n, elements=st.integers(50, 3000).map(float)),
    )
)


@pytest.fixture
def sids(shared: Callable[..., Path]) -> tuple[np.ndarray, np.ndarray, np.ndarray, pd.DataFrame]:
    table = pd.read_csv(shared("oracles", "spatial", "sids2.csv"))
    pairs = pd.read_csv(shared("oracles", "spatial", "sids2_neighbours.csv")).to_numpy() - 1
    near = np.zeros((len(table), len(table)), dtype=bool)
    near[pairs[:, 0], pairs[:, 1]] = True
    return table["SID74"].to_numpy(float), table["BIR74"].to_numpy(float), near, table


# -- published ----------------------------------------------------------------------------------------------


def test_global_rates_as_esda_computes_them(sids) -> None:
    events, births, _, table = sids
    found = empirical_bayes(events, births)
    np.testing.assert_allclose(found.values, table["eb_marshall"], rtol=1e-13)
    assert found.values[:5].round(7).tolist() == [0.0016973, 0.0017054, 0.0017731, 0.0020129, 0.0035349]
    assert found.target[0] == pytest.approx(0.00202144489, abs=5e-12)
    assert found.between[0] == pytest.approx(7.692930647e-7, abs=5e-17)


def test_local_rates_as_esda_computes_them(sids) -> None:
    events, births, near, _ = sids
    found = spatial_empirical_bayes(events, births, near)
    # esda 2.9.0, Spatial_Empirical_Bayes on the same counties, run by us.
    assert found.values[:2].tolist() == pytest.approx(
        [0.000992227550851662, 0.0012639029322548028], rel=1e-12
    )
    printed = {9: 0.00106814573911432, 11: 0.002796980433841046, 25: 0.0014592055348361622}
    for county, rate in printed.items():
        assert found.values[county] == pytest.approx(rate, rel=1e-12)
        assert 0 < found.own_weight[county] < 1


# -- against the formula in words ---------------------------------------------------------------------------


def _marshall(events: np.ndarray, persons: np.ndarray) -> tuple[float, float]:
    b = events.sum() / persons.sum()
    s2 = sum(n * (o / n - b) ** 2 for o, n in zip(events, persons, strict=True)) / persons.sum()
    return b, max(0.0, s2 - b / persons.mean())


@given(_CITIES)
def test_global_against_a_loop(city) -> None:
    events, persons = city
    found = empirical_bayes(events, persons)
    b, a = _marshall(events, persons)
    for i, (o, n) in enumerate(zip(events, persons, strict=True)):
        expected = b + (a / (a + b / n) if a > 0 else 0.0) * (o / n - b)
        assert found.values[i] == pytest.approx(expected, rel=1e-9, abs=1e-15)


@given(
    hnp.arrays(float, 6, elements=st.integers(0, 50).map(float)),
    hnp.arrays(float, 6, elements=st.integers(50, 3000).map(float)),
)
def test_local_is_the_global_rule_around_each_area(events: np.ndarray, persons: np.ndarray) -> None:
    found = spatial_empirical_bayes(events, persons, RING)
    for i in range(6):
        around = RING[i] | (np.arange(6) == i)
        b, a = _marshall(events[around], persons[around])
        weight = a / (a + b / persons[i]) if a > 1e-15 else 0.0
        expected = b + weight * (events[i] / persons[i] - b)
        assert found.values[i] == pytest.approx(expected, rel=1e-6, abs=1e-12)


def test_logit_shrinkage_by_hand() -> None:
    r, n = np.array([5.0, 40.0]), np.array([50.0, 200.0])
    m = np.log((r + 0.5) / (n - r + 0.5))
    s2 = (n + 1) * (n + 2) / (n * (r + 1) * (n - r + 1))
    top = np.log(45 / 205)
    t2 = ((m - top) ** 2).sum()
    w = (1 / s2) / (1 / s2 + 1 / t2)
    expected = 1 / (1 + np.exp(-(w * m + (1 - w) * top)))
    found = logit_shrinkage(r, n)
    np.testing.assert_allclose(found.values, expected, rtol=1e-12)
    np.testing.assert_allclose(found.own_weight, w, rtol=1e-12)
    assert found.between.tolist() == pytest.approx([t2, t2])
    np.testing.assert_allclose(logit_shrinkage(r, n, higher_rate=45 / 250).values, expected, rtol=1e-12)


def test_groups_are_shrunk_each_by_itself() -> None:
    r, n = np.array([5.0, 40.0, 9.0, 3.0, 60.0]), np.array([50.0, 200.0, 60.0, 80.0, 300.0])
    groups = ["B", "A", "B", "A", "A"]
    found = logit_shrinkage(r, n, groups=groups)
    for group in "AB":
        inside = [g == group for g in groups]
        alone = logit_shrinkage(r[inside], n[inside])
        np.testing.assert_allclose(found.values[inside], alone.values, rtol=1e-12)


def test_means_by_hand() -> None:
    found = mean_shrinkage([10.0, 20.0], [1.0, 4.0])
    top = (10 / 1 + 20 / 4) / (1 + 1 / 4)
    t2 = (10 - top) ** 2 + (20 - top) ** 2
    expected = [(y * t2 + top * s2) / (t2 + s2) for y, s2 in ((10, 1), (20, 4))]
    assert found.values.tolist() == pytest.approx(expected)
    exact = mean_shrinkage([10.0, 20.0], [0.0, 4.0], higher=12.0)
    assert exact.values[0] == 10.0


# -- what shrinking must do ---------------------------------------------------------------------------------


@given(_CITIES)
def test_between_own_and_target(city) -> None:
    events, persons = city
    found = empirical_bayes(events, persons)
    ends = np.sort([found.raw, found.target], axis=0)
    assert ((found.values >= ends[0] - 1e-15) & (found.values <= ends[1] + 1e-15)).all()
    assert ((found.own_weight >= 0) & (found.own_weight <= 1)).all()


@given(_CITIES)
def test_logits_are_between_own_and_target(city) -> None:
    events, persons = city[0] + 1, city[1] + 2
    found = logit_shrinkage(events, persons)
    own = (events + 0.5) / (persons + 1)
    ends = np.sort([own, found.target], axis=0)
    assert ((found.values >= ends[0] - 1e-12) & (found.values <= ends[1] + 1e-12)).all()


@given(_CITIES)
def test_larger_areas_keep_more_of_their_own(city) -> None:
    events, persons = city
    weight = empirical_bayes(events, persons).own_weight
    order = np.argsort(persons)
    assert (np.diff(weight[order]) >= -1e-12).all()


def test_no_more_than_chance_between_areas_leaves_the_common_rate() -> None:
    found = empirical_bayes([10, 11, 9, 10], [1000, 1000, 1000, 1000])
    assert found.between.tolist() == [0.0] * 4
    np.testing.assert_allclose(found.values, 0.01)
    none = empirical_bayes([0, 0], [100, 200])
    assert none.values.tolist() == [0.0, 0.0]
    assert none.own_weight.tolist() == [0.0, 0.0]


@given(_CITIES, st.randoms())
def test_order_of_areas_does_not_matter(city, random) -> None:
    events, persons = city
    order = list(range(len(events)))
    random.shuffle(order)
    found, again = empirical_bayes(events, persons), empirical_bayes(events[order], persons[order])
    np.testing.assert_allclose(again.values, found.values[order], rtol=1e-9, atol=1e-15)


def test_order_and_neighbours_move_together() -> None:
    rng = np.random.default_rng(3)
    events, persons = rng.integers(0, 30, 6).astype(float), rng.integers(50, 500, 6).astype(float)
    order = rng.permutation(6)
    found = spatial_empirical_bayes(events, persons, RING)
    again = spatial_empirical_bayes(events[order], persons[order], RING[np.ix_(order, order)])
    np.testing.assert_allclose(again.values, found.values[order], rtol=1e-12)


def test_one_way_neighbours_are_read_by_row() -> None:
    events, persons = np.array([5.0, 20, 40]), np.array([100.0, 100, 100])
    near = np.array([[0, 1, 0], [0, 0, 1], [0, 1, 0]])
    assert spatial_empirical_bayes(events, persons, near).target.tolist() == pytest.approx([0.125, 0.3, 0.3])


@pytest.mark.parametrize("local", [False, True])
def test_missing_is_as_if_it_were_not_there(local: bool) -> None:
    events, persons = np.array([5.0, np.nan, 40, 8, 1, 7]), np.array([100.0, 90, 100, 300, 70, 80])
    there = ~np.isnan(events)
    if local:
        found = spatial_empirical_bayes(events, persons, RING).values
        # Area 0 is left with one neighbour, so is area 2; the others are untouched.
        pair = empirical_bayes(events[[0, 5]], persons[[0, 5]]).values[0]
        assert found[0] == pytest.approx(pair)
    else:
        found = empirical_bayes(events, persons).values
        np.testing.assert_allclose(found[there], empirical_bayes(events[there], persons[there]).values)
    assert np.isnan(found).tolist() == [False, True, False, False, False, False]


def test_batch_is_the_same_as_one_by_one() -> None:
    rng = np.random.default_rng(1)
    events, persons = rng.integers(0, 30, (3, 2, 6)).astype(float), rng.integers(50, 500, 6).astype(float)
    variances = rng.uniform(1, 9, (3, 2, 6))
    functions: list[Callable[..., Shrunk]] = [
        lambda e, n, v: empirical_bayes(e, n),
        lambda e, n, v: spatial_empirical_bayes(e, n, RING),
        lambda e, n, v: logit_shrinkage(e, n, groups=list("AABBBA")),
        lambda e, n, v: mean_shrinkage(e, v, groups=list("AABBBA")),
    ]
    for function in functions:
        found = function(events, persons, variances)
        for at in np.ndindex(3, 2):
            alone = function(events[at], persons, variances[at])
            np.testing.assert_allclose(found.values[at], alone.values, rtol=1e-12)
            np.testing.assert_allclose(found.own_weight[at], alone.own_weight, rtol=1e-9)


# -- bad input ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: empirical_bayes([1], [10]), "1 area has nothing to lean on"),
        (lambda: empirical_bayes([1, -1], [10, 10]), "position 1: a value in the events is below 0"),
        (lambda: empirical_bayes([1, 1], [10, 0]), "position 1: the population is not above zero"),
        (lambda: empirical_bayes([1, 1, 1], [10, 10]), "do not fit"),
        (lambda: spatial_empirical_bayes([1, 1], [10, 10], [[0, 1], [0, 0]]), "position 1: .* island"),
        (
            lambda: spatial_empirical_bayes([1, 1, 1], [10, 10, 10], [[0, 1], [1, 0]]),
            "of 2 areas for values of 3",
        ),
        (lambda: logit_shrinkage([11, 1], [10, 10]), "more events than persons"),
        (lambda: logit_shrinkage([0, 0], [10, 10]), "has no logit"),
        (lambda: logit_shrinkage([1, 2], [10, 10], higher_rate=1.0), "has no logit"),
        (
            lambda: logit_shrinkage([1, 2, 3], [9, 9, 9], groups=["A", "A", "B"]),
            "position 1: a group holds one",
        ),
        (lambda: logit_shrinkage([1, 2], [9, 9], groups=["A"]), "1 groups for 2 areas"),
        (lambda: mean_shrinkage([1, 2], [0, 1]), "give higher="),
        (lambda: mean_shrinkage([1, 2], [-1, 1]), "below 0"),
    ],
)
def test_bad_input_is_refused(call, said: str) -> None:
    with pytest.raises(MethodError, match=said):
        call()
