"""Segregation: definitions in words, exact splits, and what a measure must do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from omradesindex.errors import MethodError
from omradesindex.methods.segregation import (
    dissimilarity,
    dissimilarity_by_chance,
    dissimilarity_error,
    fewest_areas,
    gini_segregation,
    information,
    information_decomposition,
    interaction,
    isolation,
)

TWO_GROUPS = [dissimilarity, isolation, interaction, gini_segregation]

_COUNTS = st.integers(2, 15).flatmap(
    lambda n: hnp.arrays(float, (n, 2), elements=st.integers(0, 300).map(float))
)


def test_by_hand() -> None:
    # Areas of 40: three quarters and one quarter of the group.
    x, y = [30, 10], [10, 30]
    assert dissimilarity(x, y) == pytest.approx(0.5 * (abs(0.75 - 0.25) + abs(0.25 - 0.75)))
    assert isolation(x, y) == pytest.approx(0.75 * 0.75 + 0.25 * 0.25)
    e = np.log(2)
    inside = -(0.25 * np.log(0.25) + 0.75 * np.log(0.75))
    assert information(np.transpose([x, y])) == pytest.approx((e - inside) / e)


@given(_COUNTS)
def test_definitions(counts: np.ndarray) -> None:
    x, y = counts.T
    assume(x.sum() > 0)
    assume(y.sum() > 0)
    t = x + y
    some = t > 0
    p, t_ = x[some] / t[some], t[some]
    big_p = x.sum() / t.sum()
    mean_difference = (t_[:, None] * t_ * np.abs(p[:, None] - p)).sum()
    expected = mean_difference / (2 * t.sum() ** 2 * big_p * (1 - big_p))
    assert gini_segregation(x, y) == pytest.approx(expected, abs=1e-9)
    # Massey and Denton's other form of D.
    expected = (t_ * np.abs(p - big_p)).sum() / (2 * t.sum() * big_p * (1 - big_p))
    assert dissimilarity(x, y) == pytest.approx(expected, abs=1e-9)
    assert isolation(x, y) + interaction(x, y) == pytest.approx(1)
    assert big_p - 1e-12 <= isolation(x, y) <= 1 + 1e-12
    assert -1e-12 <= dissimilarity(x, y) <= gini_segregation(x, y) + 1e-12 <= 1 + 2e-12
    assert 0 <= information(counts) <= 1


@given(_COUNTS, st.integers(2, 9))
def test_size_does_not_matter_nor_which_group_is_named_first(counts: np.ndarray, times: int) -> None:
    x, y = counts.T
    assume(x.sum() > 0)
    assume(y.sum() > 0)
    for measure in TWO_GROUPS:
        np.testing.assert_allclose(measure(times * x, times * y), measure(x, y), atol=1e-12)
        np.testing.assert_allclose(measure(x[::-1], y[::-1]), measure(x, y), atol=1e-12)
    for measure in (dissimilarity, gini_segregation):
        np.testing.assert_allclose(measure(y, x), measure(x, y), atol=1e-12)
        # A group counts alike whatever its size.
        np.testing.assert_allclose(measure(times * x, y), measure(x, y), atol=1e-12)
    np.testing.assert_allclose(information(counts[:, ::-1]), information(counts), atol=1e-12)


def test_ends() -> None:
    alike, apart = ([10, 20, 5], [30, 60, 15]), ([10, 20, 0], [0, 0, 15])
    assert [float(m(*alike)) for m in TWO_GROUPS] == pytest.approx([0, 0.25, 0.75, 0], abs=1e-12)
    assert [float(m(*apart)) for m in TWO_GROUPS] == pytest.approx([1, 1, 0, 1])
    assert information(np.transpose(alike)) == pytest.approx(0, abs=1e-12)
    assert information(np.transpose(apart)) == pytest.approx(1)
    assert information(np.eye(4) * [3, 9, 2, 7]) == pytest.approx(1)


@given(
    st.integers(2, 12).flatmap(lambda n: hnp.arrays(float, (n, 3), elements=st.integers(0, 80).map(float))),
    st.randoms(),
)
def test_between_and_within_sum_to_the_total(counts: np.ndarray, random) -> None:
    assume((counts.sum(axis=0) > 0).sum() > 1)
    groups = [random.choice("ABC") for _ in counts]
    found = information_decomposition(counts, groups)
    assert found.total == information(counts)
    assert found.between + found.within == pytest.approx(float(found.total), abs=1e-12)
    assert found.by_group.sum() == pytest.approx(float(found.within), abs=1e-12)
    clusters = np.array([counts[[g == name for g in groups]].sum(axis=0) for name in found.groups])
    assert found.between == pytest.approx(float(information(clusters)), abs=1e-12)


def test_missing_areas_and_missing_groups() -> None:
    x, y = np.array([30, np.nan, 10, 5]), np.array([10, 20, 30, np.nan])
    for measure in TWO_GROUPS:
        assert measure(x, y) == pytest.approx(float(measure([30, 10], [10, 30])))
        assert np.isnan(measure([0, 0], [1, 2]))
    assert information(np.transpose([x, y])) == pytest.approx(float(information([[30, 10], [10, 30]])))
    assert np.isnan(information([[3, 0], [5, 0]]))


def test_batch_is_the_same_as_one_by_one() -> None:
    counts = np.random.default_rng(1).integers(0, 50, (2, 3, 6, 3)).astype(float)
    groups = list("AABBBC")
    for function in (
        lambda c: dissimilarity(c[..., 0], c[..., 1]),
        lambda c: isolation(c[..., 0], c[..., 1]),
        lambda c: gini_segregation(c[..., 0], c[..., 1]),
        information,
        lambda c: information_decomposition(c, groups).within,
    ):
        alone = [[function(one) for one in row] for row in counts]
        np.testing.assert_allclose(function(counts), alone, rtol=1e-12)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: dissimilarity([1, -1], [1, 1]), "position 1: a value in the group is below 0"),
        (lambda: isolation([1, 1], [1, 1, 1]), "do not fit"),
        (lambda: information([1, 2]), "hold no two groups"),
        (lambda: information([[1], [2]]), "hold no two groups"),
        (lambda: information_decomposition([[1, 2], [3, 4]], ["A"]), "1 groups for 2 units"),
    ],
)
def test_bad_input_is_refused(call, said: str) -> None:
    with pytest.raises(MethodError, match=said):
        call()


def test_dissimilarity_by_chance_is_the_mean_of_many_lots() -> None:
    rng = np.random.default_rng(8)
    sizes, group = np.array([40, 60, 100, 300]), 120
    lots = rng.multivariate_hypergeometric(sizes, group, size=4000)
    by_lot = dissimilarity(lots, sizes - lots).mean()
    x = sizes * group / sizes.sum()
    assert dissimilarity_by_chance(x, sizes - x) == pytest.approx(by_lot, rel=0.03)


def test_dissimilarity_s_error_is_that_of_figures_drawn_anew() -> None:
    rng = np.random.default_rng(9)
    x, y = np.array([300, 200, 60, 40]), np.array([500, 800, 900, 1200])
    again = [rng.multinomial(v.sum(), v / v.sum(), size=4000) for v in (x, y)]
    assert dissimilarity_error(x, y) == pytest.approx(dissimilarity(*again).std(), rel=0.05)


def test_the_fewest_areas_hold_their_share_and_one_less_does_not() -> None:
    x = np.array([5.0, np.nan, 9, 30, 2, 14])
    for share in (0.2, 0.5, 0.75, 1.0):
        chosen = fewest_areas(x, share)
        held = np.nansum(x[chosen])
        assert held >= share * np.nansum(x)
        assert chosen.sum() == 1 or held - np.nanmin(x[chosen]) < share * np.nansum(x)
    assert not fewest_areas([0.0, np.nan]).any()
    with pytest.raises(MethodError, match="share is 0"):
        fewest_areas(x, 0)
