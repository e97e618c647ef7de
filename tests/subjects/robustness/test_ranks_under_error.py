"""Sets that hold the true ranks."""

from __future__ import annotations

import numpy as np

from omradesindex.subjects.robustness.ranks_under_error import ranks_under_error
from tests.subjects.robustness.made_up import (
    EXAMPLE,
    INDEX,
)
from tests.subjects.robustness.only import only


def test_rank_sets_hold_the_rank_and_the_near_ties() -> None:
    study = only(INDEX, EXAMPLE, data="sampling", n=1000)
    table = study.rank_sets().to_frame()
    assert ((table["low"] <= table["rank"]) & (table["rank"] <= table["high"])).all()
    found = study.rank_sets()
    assert {"08", "10", "07"} <= set(found.among_first(3))
    assert ("06", "13") in found.not_told_apart()
    # Errors that are known to be the same everywhere shift all areas alike, and tell them apart.
    alike = ranks_under_error(study.base, covariance=np.full((14, 14), 4.0) + 1e-6 * np.eye(14))
    assert alike.not_told_apart() == ()
    # Naive percentiles of redrawn ranks never say less than they should; the sets are as wide or wider.
    naive = study.rank_ranges(0.95)
    assert ((table["high"] - table["low"]) >= (naive["high"] - naive["low"]) - 1).all()


def test_errors_that_hang_together_leave_more_places_open() -> None:
    base = INDEX.compute(EXAMPLE)
    alone, worst = (
        ranks_under_error(base, dependence=d, draws=4000).to_frame() for d in ("independent", "bounded")
    )
    assert (worst["low"] <= alone["low"]).all()
    assert (worst["high"] >= alone["high"]).all()
    assert (worst["high"] - worst["low"]).sum() > (alone["high"] - alone["low"]).sum()
    study = only(INDEX, EXAMPLE, data="sampling", dependence="bounded", n=20)
    assert "åt samma håll" in str(study.rank_sets().page())
    assert "åt samma håll" in study.summary()
