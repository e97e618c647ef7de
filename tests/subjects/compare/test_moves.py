"""What makes an area move: exact parts, the way of the move, and one cause where there is one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

import omradesindex as oi
from omradesindex.catalogue import parse_definition
from omradesindex.subjects.compare.moves import overtaken
from tests.subjects.compare.sets import (
    BASE,
    EXTENDED,
    HEALTH,
    REPLACED,
    SEEDS,
    SETS,
    city,
    flat,
    known,
    said,
)


@pytest.mark.slow
@settings(max_examples=6)
@given(SEEDS)
def test_differences_by_indicator_sum_to_the_scores_difference(seed: int) -> None:
    comparison = oi.compare(SETS, city(seed))
    sums = comparison.attribution.groupby(["set", "area"])["difference"].sum()
    for index in SETS[1:]:
        zero = index.methods.zero - BASE.methods.zero
        expected = comparison.scores[index.id] - comparison.scores[BASE.id] - zero
        np.testing.assert_allclose(sums[index.id].loc[list(comparison.areas)], expected, atol=1e-9)


@pytest.mark.slow
@settings(max_examples=6)
@given(SEEDS)
def test_causes_are_exact_and_point_the_way_of_the_move(seed: int) -> None:
    comparison = oi.compare(SETS, city(seed))
    scores, moves = comparison.scores, comparison.moves
    assert set(zip(moves["set"], moves["area"], strict=True)) == set(
        zip(comparison.causes["set"], comparison.causes["area"], strict=True)
    )
    for row in moves.to_dict("records"):
        a, b = scores[comparison.base], scores[row["set"]]
        above_then, above_now = a > a[row["area"]], b > b[row["area"]]
        passed = above_then & ~above_now if row["change"] > 0 else ~above_then & above_now
        assert passed.any()
        rows = comparison.causes[
            (comparison.causes["set"] == row["set"]) & (comparison.causes["area"] == row["area"])
        ]
        scale = comparison.parts[row["set"]].scale
        # The whole change of distance, worked out from the scores alone.
        distance = scale * (b[row["area"]] - b[passed].mean()) - (a[row["area"]] - a[passed].mean())
        assert rows["points"].sum() == pytest.approx(distance, abs=1e-9)
        assert row["distance"] == pytest.approx(distance, abs=1e-9)
        way = np.sign(row["change"])
        assert np.sign(distance) == way
        assert np.sign(row["cause_points"]) == way
        assert row["cause_points"] * way == pytest.approx((rows["points"] * way).max())


def test_a_replaced_indicator_is_the_only_cause() -> None:
    comparison = oi.compare([BASE, REPLACED], oi.example_statistics())
    assert len(comparison.moves) > 0
    assert set(comparison.moves["cause"]) == {"ekonomiskt_bistand"}
    assert set(comparison.moves["instead_of"]) == {"bostads_eller_aganderatt"}
    assert set(comparison.moves["role"]) == {"replaced"}
    others = comparison.causes[comparison.causes["role"] == "kept"]
    np.testing.assert_allclose(others["points"], 0, atol=1e-9)
    assert "Ekonomiskt bistånd i stället för Bostadsrätt eller äganderätt" in said(
        comparison.explain("replaced")
    )


def test_an_extension_is_the_only_cause_of_its_moves() -> None:
    """That every old dimension weighs less is no cause: it stretches all distances alike."""
    comparison = oi.compare([BASE, EXTENDED], oi.example_statistics())
    added = {i.id for i in HEALTH.indicators}
    assert len(comparison.moves) > 0
    assert set(comparison.moves["cause"]) <= added
    others = comparison.causes[~comparison.causes["indicator"].isin(added)]
    np.testing.assert_allclose(others["points"], 0, atol=1e-9)
    assert set(others["role"]) == {"kept"}


def test_weights_are_causes_with_their_direction() -> None:
    s = known(arbetsloshet=[40.0, 30.0, 20.0, 10.0], trangboddhet=[10.0, 20.0, 30.0, 45.0])
    ids = ("arbetsloshet", "trangboddhet")
    light, heavy = flat("a", *ids, arbetsloshet=3.0), flat("b", *ids, trangboddhet=3.0)
    comparison = oi.compare([light, heavy], s)
    causes = comparison.causes.set_index(["area", "indicator"])
    assert causes.loc[("04", "trangboddhet"), "role"] == "heavier"
    assert causes.loc[("04", "trangboddhet"), "points"] > 0
    sentences = said(comparison.explain("b"))
    assert "mest genom att Trångboddhet väger mer (+" in sentences
    assert "weighing more" in said(comparison.explain("b", lang="en"))


def test_weights_that_gaps_move_are_told_from_those_that_are_meant() -> None:
    s = known(
        arbetsloshet=[40.0, 30.0, 20.0, 10.0],
        trangboddhet=[0.0, 20.0, 30.0, 60.0],
        lag_lon=[10.0, 5.0, 9.0, 20.0],
        ekonomiskt_bistand=[20.0, 15.0, 10.0, 5.0],
        forgymnasial_utbildning=[20.0, 15.0, 10.0, 5.0],
    )
    base, other = (
        oi.types.Index.from_definition(
            parse_definition(
                {
                    "id": name,
                    "dimensions": [
                        {"id": "x", "indicators": ["arbetsloshet", second]},
                        {"id": "y", "indicators": ["lag_lon"]},
                        {"id": "z", "indicators": [third]},
                    ],
                }
            )
        )
        for name, second, third in (
            ("a", "trangboddhet", "ekonomiskt_bistand"),
            ("b", "nettoinkomst", "forgymnasial_utbildning"),
        )
    )
    told = oi.compare([base, other], s, partial=True).causes.set_index("indicator")
    heavier = told.loc["arbetsloshet"].iloc[0]
    assert (heavier["role"], bool(heavier["gaps"])) == ("heavier", True)


@given(SEEDS)
def test_who_is_overtaken_is_found_as_by_looking_at_every_pair(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 40))
    drawn = rng.integers(0, rng.integers(1, n + 1), (2, n))
    before, after = 1.0 + (drawn[:, None, :] < drawn[:, :, None]).sum(axis=2)
    values = rng.normal(size=(n, 2))
    means = overtaken(before, after, values)
    for area in range(n):
        passed = (before < before[area]) & (after >= after[area])
        expected = values[passed].mean(axis=0) if passed.any() else [np.nan, np.nan]
        np.testing.assert_allclose(means[area], expected, atol=1e-12)
