"""How far the index agrees with measures from outside, now and before."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr

import omradesindex as oi
from omradesindex.methods.correlation_change import CorrelationChange
from omradesindex.subjects.review.agreement import Agreement, agreements


def test_the_correlation_is_spearmans_with_the_areas_that_have_both(change, links) -> None:
    near, code = agreements(
        change.after, links.assign(Nära=links["Nära"].where(links["Kod"] != 3)), None, None
    )
    keep = [i for i in range(14) if i != 3]
    scores = change.after.scores["index"].to_numpy()
    assert near.n == 13
    assert near.correlation == pytest.approx(
        spearmanr(scores[keep], links["Nära"].to_numpy()[keep]).statistic
    )
    assert code.correlation == pytest.approx(spearmanr(scores, range(14)).statistic)
    assert near.low < near.correlation < near.high
    assert (near.change, near.verdict) == (None, "untested")


def test_the_same_measure_then_and_now_says_what_the_index_has_moved(change, links) -> None:
    near, _ = agreements(change.after, links, change.start, links)
    assert near.change.before == pytest.approx(
        spearmanr(change.start.scores["index"].to_numpy(), links["Nära"].to_numpy()).statistic
    )
    assert near.verdict in ("same", "closer")


def test_verdicts_are_of_how_strong_the_agreement_is() -> None:
    def verdict(before: float, after: float, low: float, high: float) -> str:
        change = CorrelationChange(before, after, after - before, low, high, 14)
        return Agreement("x", after, 0, 1, 14, change).verdict

    assert verdict(0.9, 0.2, -1.0, -0.4) == "further"
    assert verdict(-0.2, -0.9, -1.0, -0.4) == "closer"
    assert verdict(0.9, 0.8, -0.3, 0.1) == "same"
    assert verdict(0.9, 0.8, np.nan, np.nan) == "untested"


def test_an_index_that_is_not_computed_agrees_with_nothing() -> None:
    result = oi.load_index("malmo-2023").compute(oi.malmo_statistics())
    links = pd.DataFrame({"Kod": range(14)}, index=list(result.areas), dtype=float)
    (one,) = agreements(result, links, None, None)
    assert np.isnan(one.correlation)
    assert one.n == 0
