"""The tables of a change fit together, and ranks are compared on each year's own stick."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.index.stick import city_scores
from omradesindex.subjects.over_time.sticks import same_stick
from tests.subjects.change.test_change import of
from tests.subjects.conftest import errors


def test_the_tables_parts_fit_together(change: oi.types.Change, years: tuple[oi.types.Result, ...]) -> None:
    own = of(change)
    np.testing.assert_allclose(own["after"], years[-1].scores["index"])
    np.testing.assert_allclose(own["change"], own["after"] - own["before"])
    city = city_scores(years[-1])[0] - city_scores(years[0])[0]
    np.testing.assert_allclose(own["city"], city)
    beyond = of(oi.change(years[0], years[-1], against="city"))
    np.testing.assert_allclose(beyond["estimate"], own["change"] - city)
    assert city < -0.5  # the whole city improves, and the areas with it


def test_ranks_are_compared_on_each_years_own_stick(
    index: oi.types.Index, years: tuple[oi.types.Result, ...]
) -> None:
    own = index.compute(oi.example_statistics(), period="2024")
    assert not same_stick(years[0], own)
    with pytest.raises(oi.errors.ComputeError, match="different sticks"):
        oi.change(years[0], own)
    change = oi.change(years[0], own, stick="ranks")
    frame = of(change)
    assert frame[["before", "change", "low"]].isna().all(axis=None)
    moved = frame["rank_before"] - frame["rank_after"]
    assert frame["rank_change"].equals(moved.rename("rank_change"))
    ranks = change.ranks.query("measure == 'index'").set_index("area")
    assert (ranks["low_before"] <= ranks["rank_before"]).all()
    assert (ranks["rank_after"] <= ranks["high_after"]).all()
    # More than noise exactly where the two years' sets have no place in common.
    apart = (ranks["low_after"] > ranks["high_before"]) | (ranks["high_after"] < ranks["low_before"])
    assert apart.eq(ranks["rank_verdict"] != "noise").all()
    assert len(change.parts) == 0


def test_indicators_that_come_and_go_are_told(index: oi.types.Index) -> None:
    figures = oi.example_statistics()
    base = index.compute(figures, period="2020")
    later = index.compute(figures, period="2021", reference=base)
    values = later.measured.values.copy()
    values[3, 0] = np.nan
    gone = replace(later, measured=replace(later.measured, values=values))
    assert oi.change(base, later).uneven == ()
    assert oi.change(base, gone, errors=[errors(base), errors(base)]).uneven == (index.indicators[0].id,)


def test_all_parts_of_the_index_make_its_change(change: oi.types.Change) -> None:
    points = np.sum([part.points for part in change.index_parts], axis=0)
    np.testing.assert_allclose(points, of(change)["change"], atol=1e-9)
    assert change.parts.query("measure == 'index'")["points"].sum() == pytest.approx(points.sum())


def test_many_areas_have_ranks_without_judging_every_pair(
    change: oi.types.Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    few, many = change.rank_table(most=14), change.rank_table(most=13)
    assert few.equals(change.ranks)
    assert many["low_before"].isna().all()
    assert set(many["rank_verdict"]) == {"untested"}
    assert many["rank_change"].equals(few["rank_change"])
    monkeypatch.setattr("omradesindex.methods.rank_sets._MOST_WORK", 1000)
    with pytest.raises(oi.errors.MethodError, match=r"every pair of 14 areas.*look at change\.to_frame"):
        _ = oi.change(change.before, change.after).ranks
