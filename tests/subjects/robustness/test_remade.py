"""Scores that are filled, measured again and rounded are so in every draw, as in the index of that draw."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError
from tests.cities import codes, counts, statistics
from tests.subjects.robustness.made_up import EXAMPLE, INDEX
from tests.subjects.robustness.only import only

LOW_TO_HIGH = {"method": "min_max", "low": 1, "high": 10}
NORTH = {"method": "group_mean", "groups": {code: "norr" if code < "05" else "syd" for code in codes(8)}}


def without_a_dimension() -> oi.Statistics:
    """Figures of eight areas, of which one lacks a whole dimension."""
    table = counts(INDEX, codes(8))
    poor = [v for m in INDEX.dimensions[2].members for v in m.indicator.formula.numerator]
    missing = (table["area"] == "03") & table["variable"].isin(poor)
    table["status"] = missing.map({True: "missing", False: "observed"})
    return statistics(table.assign(value=table["value"].mask(missing)))


@pytest.mark.parametrize(
    ("methods", "figures"),
    [
        ({"rescale": {"dimension": "rank", "index": "z_score"}}, EXAMPLE),
        ({"rescale": {"dimension": LOW_TO_HIGH}, "aggregate": {"index": "geometric"}}, EXAMPLE),
        (
            {"rescale": {"ekonomi": "turned"}, "decimals": {"dimension": 1, "index": 0}, "carry": "before"},
            EXAMPLE,
        ),
        ({"fill": {"index": "mean"}, "decimals": {"index": 1}}, without_a_dimension()),
        ({"fill": {"index": NORTH}, "rescale": {"dimension": "rank"}}, without_a_dimension()),
    ],
    ids=["ranks", "geometric", "turned", "filled", "filled by groups"],
)
def test_a_draw_is_the_index_with_its_choices(methods: dict[str, Any], figures: oi.Statistics) -> None:
    index = INDEX.with_methods(coverage=0.3, centre="areas", **methods)
    study = only(index, figures, weights="±25 %", drop=1, normalise=["rank"], n=40, sobol=False)
    found = study.evaluate(study.design())
    for row in range(0, 40, 7):
        own = study.scenario(row).compute(figures).scores["index"]
        np.testing.assert_allclose(found.loc[row], own, rtol=0, atol=1e-9)
    assert study.base.scores["index"].notna().all()


def patchy(seed: int) -> oi.Statistics:
    """Figures with gaps, of which two areas share all, and one lacks a dimension."""
    rng = np.random.default_rng(seed)
    areas = codes(int(rng.integers(5, 11)))
    table = counts(INDEX, areas, seed=seed, size=int(rng.choice([40, 2000])))
    first, second = (table["area"] == area for area in areas[:2])
    table.loc[second, "value"] = table.loc[first, "value"].to_numpy()
    poor = [v for m in INDEX.dimensions[1].members for v in m.indicator.formula.numerator]
    missing = (rng.random(len(table)) < rng.choice([0, 0.02, 0.1])) | (
        (table["area"] == areas[-1]) & table["variable"].isin(poor)
    )
    table["status"] = missing.map({True: "missing", False: "observed"})
    return statistics(table.assign(value=table["value"].mask(missing)))


@pytest.mark.parametrize("seed", range(10))
def test_any_draw_of_any_choices_is_that_index(seed: int) -> None:
    r, ways = (
        random.Random(seed),
        [
            *("none", "rank", "percentile_rank", "z_score", "min_max", "turned", "normal_score", "borda"),
            {"method": "turned", "low": 0, "high": 200},
            {"method": "categories", "at": [0.5]},
            {"method": "exponential", "ties": "max"},
            {"method": "percentile_rank", "decimals": 2},
            LOW_TO_HIGH,
        ],
    )
    index = INDEX.with_methods(
        # Of any figure there is a score: a draw's weights do not judge what is enough, another index's do.
        coverage={"dimension": 0.01, "index": 0.01},
        centre="areas",
        rescale={"dimension": r.choice(ways), "index": r.choice(ways), "ekonomi": r.choice(ways)},
        fill={"index": r.choice(["none", "mean", "median"]), "dimension": r.choice(["none", "mean"])},
        decimals={"dimension": r.choice(["none", 0, 1]), "index": r.choice(["none", 2])},
        carry=r.choice(["rescaled", "before"]),
        aggregate={"index": r.choice(["arithmetic", "sum", "maximum"])},
    )
    figures = patchy(seed)
    study = only(index, figures, weights="±25 %", drop=1, n=24, sobol=False)
    found = study.evaluate(study.design())
    for row in range(0, 24, 5):
        own = study.scenario(row).compute(figures).scores["index"]
        np.testing.assert_allclose(found.loc[row], own, rtol=0, atol=1e-6)


def test_scores_that_are_all_alike_in_a_draw_are_named() -> None:
    table = counts(INDEX, codes(4))
    table["value"] = table.groupby("variable")["value"].transform("first")
    table.loc[(table["area"] == "01") & (table["variable"] == table["variable"].iloc[0]), "value"] += 1
    index = INDEX.with_methods(normalise="none", rescale={"index": "z_score"})
    with pytest.raises(ComputeError, match=r"robustness, 'index', rescale z_score: .* the same in all areas"):
        only(index, statistics(table), drop=1, n=40, sobol=False)


def test_errors_are_measured_by_what_is_learnt_without_them() -> None:
    index = INDEX.with_methods(rescale={"index": LOW_TO_HIGH})
    study = only(index, EXAMPLE, data="sampling", n=200)
    plain = only(INDEX, EXAMPLE, data="sampling", n=200)
    scores = INDEX.compute(EXAMPLE).scores["index"]
    spread = scores.max() - scores.min()
    expected = 1 + 9 * (plain.evaluate(plain.design()) - scores.min()) / spread
    np.testing.assert_allclose(study.evaluate(study.design()), expected, atol=1e-5)


def test_a_group_has_no_scores_to_be_measured_among() -> None:
    index = INDEX.with_methods(decimals={"index": 0})
    with pytest.raises(ComputeError, match="among the areas of everybody, and not of a group"):
        oi.robustness(index, EXAMPLE, weights="±25 %", n=8, by="sex")
