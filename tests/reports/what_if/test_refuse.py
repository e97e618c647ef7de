"""What the page cannot compute is refused by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError
from omradesindex.reports.what_if.refuse import refuse

Change = Callable[[oi.types.Index], oi.types.Index]


def own(x: np.ndarray, *_: Any) -> np.ndarray:
    return x


def own_mean(x: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return np.nanmean(x, axis=-1)


@pytest.mark.parametrize(
    ("methods", "told"),
    [
        (
            {"aggregate": {"ekonomi": "geometric"}},
            "'ekonomi': the page computes arithmetic means.* 'geometric'",
        ),
        ({"aggregate": {"index": "borda"}}, "'index': .*'borda'"),
        ({"aggregate": own_mean}, "'own_mean'"),
        ({"weight": {"index": "first_component"}}, "'index': the weights come from 'first_component'"),
        ({"weight": {"dimension": "entropy"}}, "the weights come from 'entropy'"),
        ({"weight": "equal"}, "the weights come from 'equal'.*weight=\"given\""),
        ({"normalise": own}, "cannot repeat the function 'own'"),
    ],
)
def test_methods_that_the_page_does_not_know(
    malmo: oi.types.Result, methods: dict[str, Any], told: str
) -> None:
    result = malmo.index.with_methods(**methods).compute(malmo.statistics)
    with pytest.raises(ComputeError, match=told):
        oi.what_if(result)


def test_gaps_that_are_filled_from_other_indicators(malmo: oi.types.Result) -> None:
    imputed = malmo.measured.imputed.copy()
    imputed[0, 0] = True
    measured = replace(malmo.measured, imputed=imputed)
    several = {"method": "multiple", "rng": 1}
    for method, is_refused in (("mean", False), (several, True)):
        result = replace(malmo, index=malmo.index.with_methods(impute=method), measured=measured)
        if is_refused:
            with pytest.raises(ComputeError, match="filled from other indicators by 'multiple'"):
                refuse(result)
        else:
            refuse(result)


def test_weights_of_another_index_and_groups(malmo: oi.types.Result) -> None:
    heavier = malmo.index.reweight({"ekonomi": 3}).compute(malmo.statistics)
    with pytest.raises(ComputeError, match="the measuring stick's weights"):
        refuse(replace(malmo, reference=heavier.reference))
    with pytest.raises(ComputeError, match="a group's"):
        refuse(replace(malmo, counted=np.ones(11, dtype=bool)))
