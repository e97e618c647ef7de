"""The curves of a treatment: where they are defined, what they do, and how their power is found."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from omradesindex.errors import MethodError
from omradesindex.methods.treat_shapes import SHAPES, best_power, tails

VALUES = np.array([-1.0, 0.0, 2.0, 9.0])


@pytest.mark.parametrize(
    ("action", "parameters", "defined", "expected"),
    [
        ("winsorise", {"low": 0.0, "high": 5.0}, [True] * 4, [0, 0, 2, 5]),
        ("log", {}, [False, False, True, True], [np.log(2), np.log(9)]),
        ("shifted_log", {"low": 0.0, "shift": 1.0}, [False, True, True, True], [0, np.log(3), np.log(10)]),
        ("box_cox", {"power": 2.0, "shift": 1.0}, [False, True, True, True], [0, 4, 49.5]),
        ("box_cox", {"power": 0.0, "shift": 1.0}, [False, True, True, True], [0, np.log(3), np.log(10)]),
        ("square_root", {}, [False, True, True, True], [0, 2**0.5, 3]),
        ("arcsine", {"whole": 8.0}, [False, True, True, False], [0, np.pi / 6]),
        ("logit", {"whole": 8.0}, [False, False, True, False], [-np.log(3)]),
        (
            "exponential_tail",
            {"low": 0.0, "high": 7.0, "reach": 2.0},
            [True] * 4,
            [-2 * (1 - np.exp(-0.5)), 0, 2, 7 + 2 * (1 - np.exp(-1))],
        ),
    ],
)
def test_each_curve_by_hand(
    action: str, parameters: dict[str, float], defined: list[bool], expected: list[float]
) -> None:
    curve, allowed, _ = SHAPES[action]
    assert allowed(VALUES, **parameters).tolist() == defined
    np.testing.assert_allclose(curve(VALUES[defined], **parameters), expected, rtol=1e-14)


def test_where_a_curve_is_defined_is_said_with_its_own_figures() -> None:
    assert SHAPES["shifted_log"][2].format(low=3.0, shift=0.5) == "values above 3 − 0.5"
    assert SHAPES["box_cox"][2].format(shift=2.0, power=1.0) == "values above zero after adding 2"


def test_the_power_is_scipys_and_the_unit_does_not_change_it() -> None:
    x = np.random.default_rng(3).lognormal(1, 0.7, 40)
    power = best_power(x, "x")
    assert power == pytest.approx(stats.boxcox_normmax(x, method="mle"), abs=1e-4)
    assert best_power(1000 * x[::-1], "x") == pytest.approx(power, abs=1e-6)


def test_the_fences_stand_at_the_quartiles() -> None:
    # Quartiles 2 and 6 of 0…8: 1.5 times the 4 between them reaches −4 and 12.
    assert tails(np.arange(9.0), 1.5, 0.5, "x") == {"low": -4.0, "high": 12.0, "reach": 2.0}


def test_what_has_no_power_and_no_fence_is_refused() -> None:
    with pytest.raises(
        MethodError, match=r"^column 2: all values are equal.*What to do: leave the column out"
    ):
        best_power(np.full(5, 0.3), "column 2")
    with pytest.raises(
        MethodError, match=r"^column 2: the quartiles are equal.*What to do: winsorise instead"
    ):
        tails(np.array([1.0, 5, 5, 5, 9]), 1.5, 1.0, "column 2")
