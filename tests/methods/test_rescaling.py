"""Scores measured once more: every normalisation, and turned."""

from __future__ import annotations

import numpy as np
import pytest

from omradesindex.errors import MethodError
from omradesindex.methods import NORMALISATIONS, fit
from omradesindex.methods.rescaling import RESCALINGS


def test_a_scale_is_turned() -> None:
    x = np.array([[2.0, 1], [7, 3], [4, 2]])
    turned = RESCALINGS["turned"]
    assert fit(x, turned.with_options({"low": 0, "high": 10})).apply(x)[:, 0].tolist() == [8, 3, 6]
    assert fit(x, turned).apply(x).tolist() == [[7, 3], [2, 1], [5, 2]]
    assert turned.with_options({"low": 0, "high": 10}).is_fixed
    assert not turned.with_options({}).is_fixed
    assert set(RESCALINGS) == {*NORMALISATIONS, "turned"}
    with pytest.raises(MethodError, match="the scale goes from 3 to 3"):
        fit(x, turned.with_options({"low": 3, "high": 3}))
