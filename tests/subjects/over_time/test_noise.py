"""Errors of differences, and verdicts where many areas are tested at once."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.subjects.over_time.noise import contrast_error, judge, score_errors


def test_error_of_a_difference_against_drawn_errors() -> None:
    rng = np.random.default_rng(1)
    common, own = rng.standard_normal(200_000), rng.standard_normal((2, 200_000))
    rho, size = 0.6, np.array([2.0, 3.0])
    drawn = size[:, None] * (np.sqrt(rho) * common + np.sqrt(1 - rho) * own)
    expected = (drawn[1] - drawn[0]).std()
    assert contrast_error(np.array([-1.0, 1.0]), size, rho) == pytest.approx(expected, rel=0.01)


def test_a_year_without_weight_may_lack_its_error() -> None:
    assert contrast_error(np.array([-1.0, 0.0, 1.0]), np.array([3.0, np.nan, 4.0])) == 5.0


def test_at_most_one_city_in_twenty_names_an_area_where_nothing_has_changed() -> None:
    rng = np.random.default_rng(2)
    found = judge(rng.standard_normal((14, 8000)), np.ones((14, 8000)), level=0.95)
    named = (found.verdict != "noise").any(axis=0).mean()
    assert 0.044 < named < 0.056
    held = ((found.low < 0) & (found.high > 0)).all(axis=0).mean()
    assert held == pytest.approx(1 - named)


def test_one_area_has_the_usual_interval() -> None:
    found = judge(np.array([[1.0]]), np.array([[1.0]]), level=0.95)
    assert found.high.item() - 1 == pytest.approx(1.959964, abs=1e-6)
    assert found.p.item() == pytest.approx(0.3173105, abs=1e-6)


def test_p_says_the_same_as_the_interval() -> None:
    z = np.linspace(-5, 5, 101)[:, None]
    found = judge(z, np.ones_like(z), level=0.9)
    assert ((found.p < 0.1) == (found.verdict != "noise")).all()
    assert (found.verdict[z < -4] == "improved").all()
    assert (judge(z, np.ones_like(z), level=0.9, worse=-1).verdict[z < -4] == "worsened").all()


def test_areas_without_an_error_are_not_tested_and_not_counted() -> None:
    estimate, error = np.array([[2.5], [9.0], [np.nan]]), np.array([[1.0], [np.nan], [1.0]])
    found = judge(estimate, error, level=0.95)
    assert found.verdict.ravel().tolist() == ["worsened", "untested", "untested"]
    assert np.isnan(found.low[1:]).all()


def test_too_many_unknown_errors_silence_a_score() -> None:
    known = SimpleNamespace(
        score_error={"index": np.array([2.0, 2.0, 2.0])},
        score_known={"index": np.array([1.0, 0.64, 0.4])},
        standard_error=np.zeros((4, 1)),
    )
    found = score_errors(known, ["index", "boende"], 3)
    np.testing.assert_allclose(found[:, 0], [2.0, 2.0, np.nan])
    assert np.isnan(found[:, 1]).all()


@pytest.mark.parametrize("level", [0.0, 1.0, 95])
def test_a_level_must_be_one(level: float) -> None:
    with pytest.raises(oi.errors.MethodError, match="no level of confidence"):
        judge(np.ones((1, 1)), np.ones((1, 1)), level=level)
