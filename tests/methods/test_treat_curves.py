"""Curves that learn nothing from the areas: what each does, to whom, and what it is not defined for."""

from __future__ import annotations

import numpy as np
import pytest

from omradesindex.errors import MethodError
from omradesindex.methods.treat_curves import CURVES, arcsine, distance, log, logit, square_root

SHARES = np.array([[0.0, 5.0], [20.0, 7.0], [100.0, 9.0]])


def test_a_curve_bends_the_columns_that_are_named() -> None:
    for treat, expected in (
        (square_root, np.sqrt([0, 20, 100])),
        (arcsine, np.arcsin(np.sqrt([0, 0.2, 1]))),
    ):
        done = treat(SHARES, columns=[0], rule=False)
        np.testing.assert_allclose(done.apply(SHARES)[:, 0], expected, rtol=1e-14)
        assert (done.apply(SHARES)[:, 1] == SHARES[:, 1]).all()
        assert done.asked == (0,)


def test_what_a_share_is_of() -> None:
    for treat in (arcsine, logit):
        percent, parts = np.array([[10.0], [70.0]]), np.array([[0.1], [0.7]])
        np.testing.assert_allclose(
            treat(percent, rule=False).apply(percent), treat(parts, whole=1, rule=False).apply(parts)
        )
        both = np.hstack([percent, parts])
        mixed = treat(both, whole=[100, 1], rule=False).apply(both)
        np.testing.assert_allclose(mixed[:, 0], mixed[:, 1])
    # The log odds of what is left are those of the share, turned.
    assert logit([[20.0]], rule=False).apply([[20.0], [80.0]]).sum() == pytest.approx(0)


@pytest.mark.parametrize("name", ["log", "square_root", "arcsine", "logit"])
def test_the_rule_leaves_what_is_not_skewed(name: str) -> None:
    assert CURVES[name].function(SHARES[1:] / 2).changes == ()


def test_each_fault_names_the_value_and_its_place() -> None:
    with pytest.raises(MethodError, match=r"row 1, column 0: square_root .* -4.*values of zero or more"):
        square_root([[4.0], [-4.0]], rule=False)
    with pytest.raises(MethodError, match=r"row 1, column 0: arcsine .* 101\. .*from 0 to 100.*'whole'"):
        arcsine([[4.0], [101.0]], rule=False)
    with pytest.raises(MethodError, match=r"row 0, column 1: logit .* 100\. .*above 0 and below 100"):
        logit([[4.0, 100.0]], rule=False)
    with pytest.raises(MethodError, match=r"logit .* 0\. .*take arcsine, which bends"):
        logit([[4.0], [0.0]], rule=False)
    with pytest.raises(MethodError, match=r"logit .* 101\. .*winsorise"):
        logit([[4.0], [101.0]], rule=False)
    with pytest.raises(MethodError, match="the option 'whole' is 0"):
        logit([[4.0]], whole=0)
    assert log([[0.0]], offset=1, rule=False).apply([[0.0]]).tolist() == [[0]]


def test_a_distance_from_an_optimum() -> None:
    x = np.array([[30.0, 1], [45, 2], [70, 3]])
    done = distance(x, low=40, high=60, columns=[0])
    assert done.apply(x).tolist() == [[10, 1], [0, 2], [10, 3]]
    with pytest.raises(MethodError, match=r"column 1: the optimum goes from 3 to 2"):
        distance(x, low=[1, 3], high=[2, 2])
