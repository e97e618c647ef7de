"""What the uncertainty is due to."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.subjects.robustness import attribution
from tests.subjects.robustness.made_up import (
    EXAMPLE,
    INDEX,
)
from tests.subjects.robustness.only import only


def test_shares_of_variance_for_every_factor_and_area(study: oi.types.Robustness) -> None:
    table = study.sensitivity
    assert set(table["output"]) == {"mean_rank_shift", *study.areas}
    assert list(table["factor"].unique()) == list(study.factors.index)
    own = table[table["output"] == "mean_rank_shift"].set_index("factor")
    # Sets and aggregations matter for Exempelstad; the treatment bends next to nothing.
    assert own["total"].idxmax() == "set"
    assert own.loc["treat", "total"] < 0.1
    assert (own["total_low"] <= own["total"]).all()
    assert (own["total"] <= own["total_high"]).all()


def test_shares_of_variance_of_few_choices_are_those_of_all_combinations() -> None:
    study = only(INDEX, EXAMPLE, sets=["sbn", "mkb"], normalise=["min_max"], aggregate=["geometric"], n="all")
    outcomes = study.outcomes().join(study.design())
    names = list(study.factors.index)
    table = outcomes.set_index(names)["mean_rank_shift"].sort_index()
    own = study.sensitivity.query("output == 'mean_rank_shift'").set_index("factor")
    for name in names:
        others = [other for other in names if other != name]
        first = table.groupby(level=name).mean().var(ddof=0) / table.var(ddof=0)
        total = table.groupby(level=others).var(ddof=0).mean() / table.var(ddof=0)
        assert own.loc[name, "first"] == pytest.approx(first, abs=0.06)
        assert own.loc[name, "total"] == pytest.approx(total, abs=0.06)


def test_one_factor_alone_has_all_of_the_variance() -> None:
    # With two factors of which one changes scores but no order, the other has it all.
    almost = {"method": "power_mean", "power": 1.001}
    still = only(INDEX, EXAMPLE, drop=1, aggregate=[almost], n=2000)
    table = still.sensitivity
    own = table[table["output"] == "mean_rank_shift"].set_index("factor")
    assert own.loc["drop", "total"] == pytest.approx(1, abs=0.1)
    assert own.loc["aggregate", "total"] == pytest.approx(0, abs=1e-12)


def test_what_a_place_that_hardly_varies_is_due_to_is_not_said() -> None:
    study = only(INDEX, EXAMPLE, weights="±25 %", drop=1, n=2000, rng=2)
    table = study.sensitivity
    commonest = study.acceptability.max(axis=1)
    reasons = table.groupby("output")["reason"].first()
    assert {"still", ""} <= set(reasons)
    for area, share in commonest.items():
        own = table[table["output"] == area]
        said = own["total"].notna()
        assert said.all() == (reasons[area] == "")
        assert said.any() == said.all()
        if share > 0.97:
            assert not said.any()
        if share < 0.75:
            assert said.all()


def test_a_share_is_said_from_as_many_runs_as_its_interval_needs() -> None:
    few = only(INDEX, EXAMPLE, weights="±25 %", drop=1, n=300, rng=2)
    assert few.shares.rows == 64
    reasons = few.sensitivity.groupby("output")["reason"].first()
    moved = dict(zip(["mean_rank_shift", *few.problem.areas], few.shares.moved.tolist(), strict=True))
    assert "few" in set(reasons)
    for output, reason in reasons.items():
        if reason == "few":
            assert 0.05 * 128 < moved[output] < 50


def test_too_many_areas_for_shares_are_left_out_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attribution, "MOST_COLUMNS", 14)
    study = only(INDEX, EXAMPLE, weights="±25 %", data="sampling", n=500)
    assert study.shares is None
    assert "Områdena är för många för den metoden." in study.summary()
    assert "too many for that method" in study.summary("en")
    assert study.explain("01")
    with pytest.raises(oi.errors.ComputeError, match="14 areas with errors of their own are too many"):
        _ = study.sensitivity
