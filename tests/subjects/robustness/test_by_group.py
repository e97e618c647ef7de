"""How far each group's ranks hold, and where one group has it harder whatever is chosen."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError, MethodError
from tests.cities import statistics
from tests.subjects.by_group.made_up import AREAS, index, table
from tests.subjects.conftest import said

QUICK = {"drop": 1, "weights": "±25 %", "rest": "own", "n": 512, "sobol": False}


@cache
def figures() -> oi.Statistics:
    return statistics(table()).only(periods=["2020"])


@cache
def study() -> oi.types.ByGroup[oi.types.Robustness]:
    return oi.robustness(index(), figures(), by="sex", **QUICK)  # type: ignore[call-overload,no-any-return]


def test_a_groups_study_is_held_against_its_own_index_on_everybodys_stick() -> None:
    by_sex = index().compute(figures(), by="sex")
    for group in ("women", "men"):
        own = study()[group]
        pd.testing.assert_series_equal(own.base.scores["index"], by_sex[group].scores["index"])
        assert own.ranks["base"].tolist() == by_sex[group].ranks["index"].tolist()


def test_leaving_an_indicator_out_is_computed_of_the_group() -> None:
    without = index().without("lag_lon").compute(figures(), by="sex")["women"].ranks["index"]
    assert study()["women"].leave_one_out["lag_lon"].tolist() == without.tolist()
    everybody = study().total.leave_one_out["lag_lon"]
    assert everybody.tolist() == index().without("lag_lon").compute(figures()).ranks["index"].tolist()


def test_the_same_seed_gives_the_same_whoever_draws() -> None:
    with ThreadPoolExecutor(2) as pool:
        again = oi.robustness(index(), figures(), by="sex", executor=pool, **QUICK)  # type: ignore[call-overload]
    pd.testing.assert_frame_equal(again.gaps, study().gaps)
    pd.testing.assert_frame_equal(again["men"].ranks, study()["men"].ranks)


def test_a_gap_in_every_indicator_holds_whatever_is_chosen() -> None:
    """Men of one area have the women's figures with a little less challenge in all: no choice turns that."""
    full = table()[table()["period"] == "2020"].set_index(["area", "sex", "variable"])["value"].astype(float)
    for indicator in index().indicators:
        for name in indicator.formula.variables:
            step = -60.0 * indicator.direction.sign * (name in indicator.formula.numerator)
            full["03", "men", name] = full["03", "women", name] + step
            full["03", "total", name] = full["03", "women", name] + full["03", "men", name]
    frame = full.reset_index().assign(period="2020", kind="count", quality="made_up")
    held = oi.robustness(index(), statistics(frame), by="sex", **QUICK)  # type: ignore[call-overload]
    assert held.gaps.set_index("area").loc["03", ["share", "verdict"]].tolist() == [1.0, "first"]


def test_shares_and_verdicts_say_the_same() -> None:
    gaps = study().gaps.set_index("area")
    assert gaps.index.tolist() == AREAS
    harder = gaps["share"] >= 0.95
    assert (harder == (gaps["verdict"] == "first")).all()
    assert (gaps["low"] <= gaps["high"]).all()
    np.testing.assert_allclose(gaps["gap"], gaps["first"] - gaps["second"])


def test_what_only_orders_a_groups_own_areas_is_refused() -> None:
    with pytest.raises(MethodError, match="'borda' only holds areas against each other"):
        oi.robustness(index(), figures(), by="sex", aggregate=["borda"], rest="own", n=64)


def without_split(*dimensions: str) -> oi.Statistics:
    """Figures of everybody alone for what these dimensions count."""
    full = table()[table()["period"] == "2020"]
    gone = {
        variable
        for dimension in index().dimensions
        for member in dimension.leaves()
        if dimension.id in dimensions
        for variable in member.indicator.formula.variables
    }
    return statistics(full[(full["sex"] == "total") | ~full["variable"].isin(gone)])


def test_what_cannot_be_broken_down_is_not_lacking_in_any_scenario() -> None:
    city = without_split("boende")
    held = oi.robustness(index(), city, by="sex", **QUICK)  # type: ignore[call-overload]
    by_sex = index().compute(city, by="sex")
    for group in ("women", "men"):
        own = held[group]
        np.testing.assert_allclose(own.base.scores["index"], by_sex[group].scores["index"])
        assert own.tally.ranks.sum() == own.tally.n * len(AREAS)  # every area has a rank in each of them
    assert "boende" not in held["men"].base.columns


def test_a_group_that_is_measured_by_too_little_is_refused() -> None:
    with pytest.raises(ComputeError, match=r"none for 'women' \(2 of 11 .*What to do: leave out by"):
        oi.robustness(index(), without_split("boende", "delaktighet", "utbildning"), by="sex", **QUICK)  # type: ignore[call-overload]


def test_joint_counts_of_everybody_are_refused() -> None:
    counts = pd.DataFrame(columns=["area", "first", "second", "both"])
    with pytest.raises(ComputeError, match="joint counts are everybody's"):
        oi.robustness(index(), figures(), by="sex", dependence=counts, **QUICK)  # type: ignore[call-overload]


def test_the_page_tells_of_each_group() -> None:
    page = said(study().page())
    assert "Andel" in page
    assert "bland de" in page
    assert "metodintervall" in page
