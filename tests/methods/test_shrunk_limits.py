"""How far a shrunk figure may be off: Morris' rule by hand, and where it has nothing to say."""

from __future__ import annotations

import numpy as np
import pytest

from omradesindex.errors import MethodError
from omradesindex.methods.shrunk_limits import shrunk_error

NAN = float("nan")
OWN = np.array([1.0, 2.0, 4.0, 5.0, 8.0])


def test_morris_rule_by_hand() -> None:
    # Five areas, half of it their own: B = 2/4 · 1/2 = 1/4, so that V(1 − 4/5 · 1/4) + 2/2 · (y − 4)²/16.
    expected = np.sqrt(9 * 0.8 + (OWN - 4) ** 2 / 16)
    np.testing.assert_allclose(shrunk_error(OWN, 4.0, 0.5, 9.0), expected, rtol=1e-14)


def test_a_figure_that_is_all_its_own_has_its_own_error() -> None:
    np.testing.assert_allclose(shrunk_error(OWN, 4.0, 1.0, np.arange(5.0) ** 2), np.arange(5.0))


def test_an_area_without_a_figure_counts_for_none() -> None:
    holed = shrunk_error([*OWN, NAN], 4.0, 0.5, 9.0)
    np.testing.assert_array_equal(holed[:5], shrunk_error(OWN, 4.0, 0.5, 9.0))
    assert np.isnan(holed[5])
    assert np.isnan(shrunk_error(OWN[:3], 4.0, 0.5, 9.0)).all()
    assert np.isfinite(shrunk_error(OWN[:4], 4.0, 0.5, 9.0)).all()


def test_cities_together_are_cities_one_by_one() -> None:
    both = np.stack([OWN, [*OWN[:3], NAN, 7.0]])
    found = shrunk_error(both, 4.0, 0.5, 9.0)
    for city, alone in zip(both, found, strict=True):
        np.testing.assert_array_equal(shrunk_error(city, 4.0, 0.5, 9.0), alone)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"variance": -1.0}, "a value in the variances is below 0. Expected: 0 or more"),
        ({"own_weight": [0.5, -0.1, 0, 0, 0]}, "^position 1: a value in the weights is below 0"),
        ({"target": [1.0, 2.0]}, r"do not fit each other: own \(5,\), target \(2,\)"),
        ({"own": ["a"]}, "the figures cannot be read as an array of numbers"),
    ],
)
def test_what_is_refused(given: dict[str, object], message: str) -> None:
    with pytest.raises(MethodError, match=message):
        shrunk_error(**{"own": OWN, "target": 4.0, "own_weight": 0.5, "variance": 9.0, **given})  # type: ignore[arg-type]
