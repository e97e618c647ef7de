"""Directly standardised rates: published results, and what standardising must do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from omradesindex.errors import MethodError
from omradesindex.methods.intervals import byar, poisson, poisson_exact
from omradesindex.methods.rates import (
    AGES_2013,
    ESP2013,
    dobson_limits,
    gamma_limits,
    indirectly_standardised,
    rate_ratio,
    standardised_rate,
)

# Two areas of four age classes: the example in the documentation of esda's direct_age_standardization.
EVENTS = [[30, 25, 25, 15], [33, 21, 30, 20]]
PERSONS = [[1000, 1000, 1100, 900], [1000, 900, 1100, 900]]
STANDARD = [1000, 900, 1000, 900]


def test_standard_population_is_eurostats() -> None:
    assert sum(ESP2013) == 100_000
    assert len(ESP2013) == len(AGES_2013) == 19
    assert (AGES_2013[0], AGES_2013[-1]) == ("0-4", "90+")
    assert dict(zip(AGES_2013, ESP2013, strict=True))["65-69"] == 5500


def test_gamma_limits_as_esda_prints_them() -> None:
    found = standardised_rate(EVENTS, PERSONS, STANDARD, limits="gamma")
    assert found.value.round(8).tolist() == [0.02374402, 0.02665072]
    assert found.lower.round(8).tolist() == [0.01920491, 0.02177143]
    assert found.upper.round(8).tolist() == [0.02904848, 0.03230508]


def test_own_population_as_standard_gives_the_crude_rate() -> None:
    crude = [standardised_rate(e, n, n).value for e, n in zip(EVENTS, PERSONS, strict=True)]
    assert np.round(crude, 8).tolist() == [0.02375, 0.02666667]


@pytest.mark.parametrize(
    ("value", "lower", "upper", "events"),
    [(1043.0248, 971.7709, 1117.8941, 895), (110.3212, 87.7456, 136.7088, 91)],
)
def test_dobson_limits_as_published(value: float, lower: float, upper: float, events: int) -> None:
    # Results of PHEindicatormethods' tests (rates with 95 % limits). Its input tables are not at hand, but
    # limits by Dobson's method give away the number of events: one whole number only makes them as lopsided
    # as they are. With the variance that the lower limit implies, the upper one must come out.
    lopsided = [
        n
        for n in range(10, 3000)
        if abs((upper - value) / (value - lower) - (byar(n).upper - n) / (n - byar(n).lower)) < 3e-6
    ]
    assert lopsided == [events]
    step = (value - lower) / (events - float(byar(events).lower))
    found = dobson_limits(value, step**2 * events, events)
    assert float(found.lower) == pytest.approx(lower, abs=1e-9)
    assert float(found.upper) == pytest.approx(upper, abs=2e-4)


# -- what it must do ----------------------------------------------------------------------------------------

_STRATA = st.integers(1, 8).flatmap(
    lambda k: st.tuples(
        hnp.arrays(float, k, elements=st.integers(0, 60).map(float)),
        hnp.arrays(float, k, elements=st.integers(60, 5000).map(float)),
        hnp.arrays(float, k, elements=st.integers(1, 9000).map(float)),
    )
)


@given(_STRATA)
def test_rate_lies_among_the_strata_and_inside_its_limits(strata) -> None:
    events, persons, standard = strata
    for limits in ("dobson", "gamma"):
        found = standardised_rate(events, persons, standard, limits=limits)
        rates = events / persons
        assert rates.min() - 1e-12 <= found.value <= rates.max() + 1e-12
        assert found.events == events.sum()
        assert found.enough == (events.sum() >= 10)
        if events.sum():
            assert found.lower <= found.value < found.upper
    if not events.sum():
        assert np.isnan(standardised_rate(events, persons, standard).upper)
        assert found.lower == 0 < found.upper


@given(_STRATA, st.floats(0.1, 1000))
def test_only_proportions_of_the_standard_count(strata, times: float) -> None:
    events, persons, standard = strata
    found = standardised_rate(events, persons, standard, per=1000, limits="gamma")
    again = standardised_rate(events, persons, standard * times, per=1000, limits="gamma")
    np.testing.assert_allclose([again.value, again.upper], [found.value, found.upper], rtol=1e-10)
    one = standardised_rate(events, persons, standard, limits="gamma")
    np.testing.assert_allclose(found.lower, 1000 * one.lower, rtol=1e-10)


@given(_STRATA, st.randoms())
def test_order_of_strata_does_not_matter(strata, random) -> None:
    order = list(range(len(strata[0])))
    random.shuffle(order)
    found = standardised_rate(*strata)
    again = standardised_rate(*(a[order] for a in strata))
    np.testing.assert_allclose([again.value, again.lower], [found.value, found.lower], rtol=1e-12)


def test_one_stratum_has_the_count_s_own_limits() -> None:
    found = standardised_rate([4], [1000], [1], per=1000)
    np.testing.assert_allclose([found.lower, found.upper], poisson_exact(4))
    # Fay and Feuer: exact where the standard is proportional to the population.
    found = standardised_rate([4, 9], [1000, 3000], [1, 3], per=4000, limits="gamma")
    np.testing.assert_allclose([found.lower, found.upper], poisson_exact(13))


def test_gamma_is_never_narrower_than_no_events_allow() -> None:
    found = gamma_limits([0.0, np.nan], [0.0, np.nan], 0.001)
    np.testing.assert_allclose(found.upper[0], 0.001 * poisson_exact(0).upper)
    assert found.lower[0] == 0
    assert np.isnan(found.lower[1])
    assert np.isnan(found.upper[1])


def test_batch_is_the_same_as_one_by_one_and_missing_is_missing() -> None:
    events = np.array([[[30.0, 25], [3, np.nan]], [[1, 0], [0, 0]]])
    found = standardised_rate(events, [100, 200], [1, 1])
    for at in np.ndindex(2, 2):
        alone = standardised_rate(events[at], [100, 200], [1, 1])
        np.testing.assert_array_equal(found.value[at], alone.value)
        np.testing.assert_array_equal(found.upper[at], alone.upper)
    assert np.isnan(found.value[0, 1])
    assert not found.enough[0, 1]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"events": [[1, -2], [1, 1]]}, r"position \(0, 1\): a value in the events is below 0"),
        ({"population": [10, 0]}, "position 1: a stratum has no population"),
        ({"standard": [1, 1, 1]}, "do not fit"),
        ({"standard": [0, 0]}, "is empty"),
        ({"standard": [1, np.nan]}, "position 1: a weight of the standard population is missing"),
        ({"limits": "dobsen"}, "did you mean 'dobson'"),
        ({"level": 2}, "no level"),
    ],
)
def test_bad_input_is_refused(changes: dict[str, object], said: str) -> None:
    given = {"events": [[1, 2], [1, 1]], "population": [10, 10], "standard": [1, 1], **changes}
    with pytest.raises(MethodError, match=said):
        standardised_rate(**given)  # type: ignore[arg-type]


def test_indirect_standardisation_by_hand() -> None:
    reference, persons = np.array([10.0, 30, 90]), np.array([10_000.0, 6_000, 3_000])
    areas = np.array([[1000.0, 600, 300], [0, 0, 400], [5000, 100, 0]])
    found = indirectly_standardised([13, 9, np.nan], areas, reference, persons, per=1000)
    expected = areas @ (reference / persons)
    np.testing.assert_allclose(found.expected, expected)
    np.testing.assert_allclose(found.ratio[:2], [13 / expected[0], 9 / expected[1]])
    crude = 1000 * reference.sum() / persons.sum()
    np.testing.assert_allclose(found.rate[:2], crude * found.ratio[:2])
    limits = poisson([13, 9])
    np.testing.assert_allclose(found.rate_upper[:2], crude * limits.upper / expected[:2])
    assert np.isnan([found.ratio[2], found.rate_lower[2]]).all()
    # The reference itself is 1, and its rate is its own.
    own = indirectly_standardised(reference.sum(), persons, reference, persons)
    assert own.ratio == pytest.approx(1)
    assert own.rate == pytest.approx(reference.sum() / persons.sum())
    assert np.isnan(indirectly_standardised(0, [0, 0, 0], reference, persons).ratio)
    with pytest.raises(MethodError, match="position 1: a stratum of the reference has no population"):
        indirectly_standardised(1, [1, 1], [1, 0], [5, 0])
    with pytest.raises(MethodError, match="do not fit"):
        indirectly_standardised(1, [1, 1, 1], [1, 0], [5, 1])


def test_ratios_of_rates_and_shares_by_hand() -> None:
    # 41 cases in 28 010 person-years, 15 in 19 017: ln 1.8558 ∓ 1.96 · √(1/41 + 1/15).
    assert [round(float(x), 2) for x in rate_ratio(41, 28010, 15, 19017)] == [1.86, 1.03, 3.35]
    ratio, lower, upper = rate_ratio(20, 100, 10, 100, kind="shares")
    away = np.exp(1.959964 * np.sqrt(1 / 20 - 1 / 100 + 1 / 10 - 1 / 100))
    np.testing.assert_allclose([ratio, lower, upper], [2, 2 / away, 2 * away], rtol=1e-6)
    turned = rate_ratio(10, 100, 20, 100, kind="shares")
    np.testing.assert_allclose([turned.lower, turned.upper], [1 / upper, 1 / lower])
    none = rate_ratio([0, 5], 10, [5, 0], 10)
    assert none.ratio[0] == 0
    assert np.isnan([none.ratio[1], *none.lower, *none.upper]).all()
    with pytest.raises(MethodError, match="more events than persons"):
        rate_ratio(11, 10, 1, 10, kind="shares")
    with pytest.raises(MethodError, match="no population"):
        rate_ratio(1, 0, 1, 10)
