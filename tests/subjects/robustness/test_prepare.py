"""What a study is prepared from: choices of indicators, own functions, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from tests.subjects.robustness.made_up import (
    EXAMPLE,
    INDEX,
)
from tests.subjects.robustness.only import only


def test_a_mean_that_a_score_does_not_allow_is_refused() -> None:
    with pytest.raises(oi.errors.OmradesindexError, match="not defined for"):
        only(INDEX, EXAMPLE, aggregate={"dimension": "copeland", "index": "geometric"}, n=50)


def test_subsets_choose_so_many_of_each_dimension() -> None:
    wider = INDEX.add("ekonomiskt_bistand", to="ekonomi").add("blandade_upplatelseformer", to="boende")
    study = only(wider, EXAMPLE, subsets=3, n=400)
    weights = study.design().filter(like="weight:")
    chosen = (weights[[f"weight:{m.id}" for m in wider.members]] > 0).sum(axis=1)
    assert set(chosen) == {12}
    exact = only(wider, EXAMPLE, subsets=3, n="all")
    assert exact.n == 4 * 4


def test_a_users_own_function_brings_parts_together() -> None:
    def best_of_two(x: np.ndarray, weights: np.ndarray) -> np.ndarray:
        # Knows one table at a time: on a stack of them it would sort along the wrong axis.
        return np.sort(x * (weights > 0), axis=1)[:, -2:].mean(axis=1)

    study = only(INDEX, EXAMPLE, aggregate=[best_of_two], weights="±25 %", n=200, sobol=False)
    found = study.evaluate(study.design())
    for row in (3, 120, 199):
        own = study.scenario(row).compute(EXAMPLE).scores["index"]
        np.testing.assert_allclose(found.loc[row], own, atol=1e-9)


def test_a_set_that_gives_no_area_a_score_is_refused() -> None:
    # Counted along, its draws would hold nothing, and every share of all draws would be halved.
    own, figures = oi.load_index("malmo-oppna-data"), oi.malmo_statistics()
    with pytest.raises(oi.errors.ComputeError, match=r"'mkb'.*no area gets a score.*'barn'"):
        only(own, figures, sets="mkb", n=500)
    study = only(own, figures, sets="mkb", n=500, partial=True)
    assert study.acceptability.sum(axis=1).to_numpy() == pytest.approx(1)


@pytest.mark.parametrize("partial", [False, True])
def test_an_index_whose_own_indicators_have_no_figures_is_not_studied_under_its_name(partial: bool) -> None:
    own = oi.load_index("hvon")
    with pytest.raises(
        oi.errors.ComputeError, match=r"'hvon' holds cannot be said: 0 of the 6 .*'malmo-2023'"
    ):
        oi.robustness(own, oi.malmo_statistics(), n=100, partial=partial)
    assert only(own, EXAMPLE, drop=1, n=50, sobol=False).n == 50
