"""Each factor alone, each indicator left out, every pair."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from tests.cities import codes, counts, statistics
from tests.subjects.robustness.made_up import (
    EXAMPLE,
    INDEX,
)
from tests.subjects.robustness.only import only


def test_one_at_a_time_and_by_level(study: oi.types.Robustness) -> None:
    alone = study.one_at_a_time
    assert set(alone["factor"]) == set(study.factors.index)
    assert (alone["best"] <= alone["base"]).all()
    assert (alone["base"] <= alone["worst"]).all()
    levels = study.by_level
    assert levels.groupby("factor")["n"].sum().eq(study.n).all()
    overall = study.distances.loc["mean_rank_shift", "mean"]
    sets = levels[levels["factor"] == "set"]
    assert np.average(sets["mean_rank_shift"], weights=sets["n"]) == pytest.approx(overall)


def test_leave_one_out_is_the_index_without() -> None:
    study = only(INDEX, EXAMPLE, drop=1, n=500)
    table = study.leave_one_out
    without = INDEX.without("trangboddhet").compute(EXAMPLE).ranks["index"]
    assert table["trangboddhet"].tolist() == without.tolist()
    assert table["base"].tolist() == study.base.ranks["index"].tolist()


def test_ties_tell_nobody_apart() -> None:
    table = counts(INDEX, codes(4))
    twin = table[table["area"] == "01"].assign(area="05")
    study = only(INDEX, statistics(pd.concat([table, twin])), weights="±25 %", n=500)
    pairs = study.pairs.set_index(["first", "second"])
    assert not pairs.loc[("01", "05"), "told_apart"]
    assert pairs.loc[("01", "05"), "above"] == 0
