"""Gaps between two groups: in points and in the own unit, with intervals."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import omradesindex as oi
from omradesindex.catalogue import parse_definition
from omradesindex.index.groups.group_gaps import pairs, share_difference
from omradesindex.methods.intervals import normal
from tests.cities import statistics
from tests.index.groups.made_up import AREAS, broken_down, city, example, index

pytestmark = pytest.mark.filterwarnings("error::UserWarning")


@given(seed=st.integers(0, 10_000))
@settings(max_examples=8, deadline=None)
def test_equal_groups_have_no_gap(seed: int) -> None:
    gaps = broken_down(city(seed, equal=True)).gaps
    np.testing.assert_allclose(gaps["points"].dropna(), 0, atol=1e-9)
    np.testing.assert_allclose(gaps["gap"].dropna(), 0, atol=1e-9)
    np.testing.assert_allclose(gaps[["ratio", "parity"]].dropna(), 1)
    known = gaps.dropna(subset=["low"])
    assert len(known)
    assert ((known["low"] < 0) & (known["high"] > 0)).all()


def test_swapping_two_groups_turns_the_gaps() -> None:
    table = city()
    swapped = table.assign(sex=table["sex"].map({"women": "men", "men": "women", "total": "total"}))
    one, other = broken_down(table).gaps, broken_down(swapped).gaps
    np.testing.assert_allclose(one["points"], -other["points"])
    np.testing.assert_allclose(one["low"], -other["high"])


def test_gaps_are_differences_of_what_is_shown() -> None:
    gaps = example().gaps.set_index(["measure", "area"])
    women, men = example()["women"], example()["men"]
    assert set(example().gaps["pair"]) == {"women − men"}
    for column in women.columns:
        np.testing.assert_allclose(gaps.loc[column]["points"], women.scores[column] - men.scores[column])
    name = "valdeltagande"
    np.testing.assert_allclose(gaps.loc[name]["gap"], women.indicators[name] - men.indicators[name])
    np.testing.assert_allclose(gaps.loc[name]["ratio"], women.indicators[name] / men.indicators[name])
    whole = example().full.indicators[name]
    np.testing.assert_allclose(gaps.loc[name]["parity"], 1 - (women.indicators[name] / whole - 1).abs())


def test_an_interval_holds_its_gap_or_a_reason_stands_there() -> None:
    rows = example().gaps[example().gaps["level"] == "indicator"]
    known = rows["low"].notna()
    assert known.any()
    assert ((rows["low"] <= rows["gap"]) & (rows["gap"] <= rows["high"]))[known].all()
    assert (rows["reason"] == "").equals(known)


def test_gaps_in_points_have_the_interval_of_the_stick() -> None:
    gaps = example().gaps
    # Of an indicator on a straight stick: the interval in its own unit, stretched and perhaps turned.
    rows = gaps[(gaps["level"] == "indicator") & gaps["low"].notna()]
    for _, of in rows.groupby("measure"):
        slope = (of["points"] / of["gap"]).median()
        ends = np.sort(np.stack([slope * of["low"], slope * of["high"]]), axis=0)
        np.testing.assert_allclose(of["points_low"], ends[0], rtol=1e-9)
        np.testing.assert_allclose(of["points_high"], ends[1], rtol=1e-9)
    # Of a score: each group's own error by chance alone, added as squares.
    one, other = (example()[g].uncertainty() for g in ("women", "men"))
    for level in ("index", "ekonomi"):
        of = gaps[gaps["measure"] == level]
        half = 1.959963984540054 * np.hypot(one.score_error[level], other.score_error[level])
        np.testing.assert_allclose(of["points_high"] - of["points"], half)
        np.testing.assert_allclose(of["points"] - of["points_low"], half)
        np.testing.assert_allclose(of["known"], np.minimum(one.score_known[level], other.score_known[level]))


def test_newcombes_examples() -> None:
    """The rows a, c and h of his table II (method 10)."""
    lower, upper = share_difference([56, 9, 10], [70, 10, 10], [48, 3, 0], [80, 10, 10])
    np.testing.assert_allclose(lower, [0.0524, 0.1705, 0.6075], atol=5e-5)
    np.testing.assert_allclose(upper, [0.3339, 0.8090, 1.0], atol=5e-5)


def test_an_interval_of_nobody_is_none() -> None:
    assert np.isnan(share_difference([0, np.nan], [0, 5], [1, 1], [2, 2])).all()


def test_pairs_differ_in_one_column() -> None:
    groups = [(s, d) for s in ("women", "men") for d in ("with", "without")]
    found = {(p.label, p.within) for p in pairs(["sex", "disability"], groups)}
    assert found == {
        ("women − men", "disability=with"),
        ("women − men", "disability=without"),
        ("with − without", "sex=women"),
        ("with − without", "sex=men"),
    }


def test_gaps_of_groups_that_bring_their_errors() -> None:
    """Two means: the difference of two normal ones. Two shares: Newcombe's of as many answers."""
    definition = oi.types.Index.from_definition(
        parse_definition(
            {"id": "tva", "dimensions": [{"id": "d", "indicators": ["nettoinkomst", "tillit_andra"]}]}
        )
    )
    table = pd.DataFrame({"area": AREAS, "period": "2024"})
    shift, rows = np.arange(5.0), []
    for sex, people, income, trust in (
        ("total", 600, 290.0, 55.0),
        ("women", 300, 280.0, 60.0),
        ("men", 300, 300.0, 50.0),
    ):
        group = table.assign(sex=sex, denominator=people)
        mean = {"variable": "nettoinkomst", "kind": "mean", "value": income + shift, "standard_error": 4.0}
        share = {"variable": "tillit_andra", "kind": "share", "value": trust + shift, "n": people}
        rows += [group.assign(**mean), group.assign(**share, design_effect=2.0)]
    found = definition.compute(statistics(pd.concat(rows)), by=["sex"])
    gaps = found.gaps.set_index(["measure", "area"]).sort_index()
    incomes = gaps.loc["nettoinkomst"].loc[AREAS]
    limits = normal(-20.0, np.hypot(4, 4))
    np.testing.assert_allclose(incomes["low"], limits.lower)
    np.testing.assert_allclose(incomes["high"], limits.upper)
    shares = gaps.loc["tillit_andra"].loc[AREAS]
    p, q = ((share + shift) / 100 for share in (60, 50))
    limits = share_difference(150 * p, 150, 150 * q, 150)
    np.testing.assert_allclose(shares["low"], 100 * limits.lower)
    np.testing.assert_allclose(shares["high"], 100 * limits.upper)


def test_gaps_of_counts_stay_newcombes() -> None:
    found = index().compute(oi.example_statistics(), by=["sex"])
    rows = found.gaps[found.gaps["measure"] == "valdeltagande"]
    block = oi.example_statistics().block
    counted = [
        block(v, "2024", (sex, "total", "total")).value
        for sex in ("women", "men")
        for v in ("rostande_kommunval", "rostberattigade_kommunval")
    ]
    limits = share_difference(*counted)
    np.testing.assert_allclose(rows["low"], 100 * limits.lower, rtol=1e-9)
    np.testing.assert_allclose(rows["high"], 100 * limits.upper, rtol=1e-9)


def test_the_choice_of_dependence_widens_the_gaps_of_scores_alone() -> None:
    some = example()
    narrow, usual, wide = (some.gaps_with(c) for c in ("independent", "moderate", "bounded"))
    pd.testing.assert_frame_equal(usual, some.gaps)
    of = (usual["level"] == "index") & usual["points_low"].notna()
    assert (narrow["points_low"] > usual["points_low"])[of].all()
    assert (usual["points_low"] > wide["points_low"])[of].all()
    single = usual["level"] == "indicator"
    pd.testing.assert_frame_equal(narrow[single], wide[single])
    with pytest.raises(oi.errors.ComputeError, match="joint counts are everybody's"):
        some.gaps_with(pd.DataFrame(columns=["area", "first", "second", "both"]))
