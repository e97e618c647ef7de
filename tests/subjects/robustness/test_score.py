"""Scores of a draw: gaps, errors and ties as the index has them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.methods.dependence import root
from tests.cities import codes, counts, statistics
from tests.subjects.robustness.made_up import (
    EVERYTHING,
    EXAMPLE,
    INDEX,
)
from tests.subjects.robustness.only import only


def test_a_low_score_of_a_dimension_is_not_lifted_on_its_way_up() -> None:
    """Borda's points are far lower than what is shown, and no less true for that."""
    own = INDEX.with_methods(
        normalise={"method": "min_max", "low": 50, "high": 100},
        aggregate={"ekonomi": {"method": "borda", "ties": "half"}, "index": "power_mean"},
    ).reweight({"arbetsloshet": 99})
    scores = own.compute(EXAMPLE).scores
    assert scores["ekonomi"].min() < 0.5
    study = only(own, EXAMPLE, normalise={"method": "min_max", "low": 60, "high": 90}, n="all")
    np.testing.assert_allclose(study.evaluate(study.design()).iloc[0], scores["index"], rtol=0, atol=1e-9)


def test_gaps_are_shared_out_as_the_index_does_it() -> None:
    # Two areas lack an indicator of one dimension, one lacks a whole dimension.
    table = counts(INDEX, codes(8))
    poor = [v for m in INDEX.dimensions[2].members for v in m.indicator.formula.numerator]
    missing = ((table["area"] == "03") & table["variable"].str.startswith("rostande")) | (
        (table["area"] == "05") & table["variable"].isin(poor)
    )
    assert missing.sum() == 1 + len(set(poor))
    table["status"] = missing.map({True: "missing", False: "observed"})
    table["value"] = table["value"].mask(missing)
    city = table.groupby("variable", as_index=False)["value"].sum()
    city = city.assign(area="00", period="2024", status="observed", quality="made_up")
    holes = statistics(pd.concat([table, city]), whole="00")
    # So little is needed that the weights of a scenario, which are its own, leave it enough wherever we have.
    index = INDEX.with_methods(coverage=0.3)
    study = only(
        index, holes, weights="±25 %", drop=1, aggregate=["geometric", "mpi"], normalise=["min_max"],
        n=200, sobol=False,
    )  # fmt: skip
    found = study.evaluate(study.design())
    for row in range(0, 200, 9):
        own = study.scenario(row).compute(holes).scores["index"]
        np.testing.assert_allclose(found.loc[row], own, rtol=0, atol=1e-9)
    assert study.base.ranks["index"].isna().tolist() == [area == "05" for area in study.areas]
    assert found["05"].isna().all()
    assert study.acceptability.loc["05"].sum() == 0


def test_sampling_errors_reach_scores_as_they_reach_the_values() -> None:
    study = only(INDEX, EXAMPLE, data="sampling", n=60_000)
    known = study.base.uncertainty()
    # What has no known error stands still here, and is assumed to be uncertain there.
    parts = np.where(np.isnan(known.standard_error[:-1]), 0.0, known.score_parts["index"])
    error = known.dependence.combined(parts)
    spread = study.score_ranges(0.6827)
    found = (spread["high"] - spread["low"]).to_numpy() / 2
    np.testing.assert_allclose(found, error, rtol=0.05, atol=0.005)
    assert study.kind() == "slumpintervall"


def test_the_more_errors_have_in_common_the_wider_they_reach() -> None:
    def width(**options: object) -> np.ndarray:
        spread = only(INDEX, EXAMPLE, data="sampling", n=4000, **options).score_ranges(0.6827)
        return (spread["high"] - spread["low"]).to_numpy()

    alone, together, worst = (width(dependence=d) for d in ("independent", "moderate", "bounded"))
    assert (alone * 1.1 < together).all()
    assert (together * 1.2 < worst).all()
    # The same through levels that are not of one power, and of a table.
    ids = [indicator.id for indicator in INDEX.indicators]
    matrix = INDEX.compute(EXAMPLE).uncertainty().dependence.correlations[0]
    np.testing.assert_allclose(width(dependence=pd.DataFrame(matrix, ids, ids)), together, rtol=0.06)
    with pytest.raises(oi.errors.ComputeError, match="'moderat', which is unknown"):
        width(dependence="moderat")


@pytest.mark.parametrize("aggregate", ["geometric", {"dimension": "geometric", "index": "arithmetic"}, "mpi"])
def test_errors_through_other_means_as_by_brute_force(aggregate: object) -> None:
    index = INDEX.with_methods(aggregate=aggregate)
    study = only(index, EXAMPLE, data="sampling", n=20_000)
    base = study.base
    error = np.nan_to_num(base.uncertainty().standard_error[:-1])
    rng = np.random.default_rng(5)
    from omradesindex.index.compute import aggregate as bring_together
    from omradesindex.index.compute import signs

    # Errors that hang together, each turned back from the challenge that it is to the value.
    lower = root(base.uncertainty().dependence.correlations[0])
    drawn = rng.standard_normal((4000, *error.shape)) @ lower.T
    values = base.measured.values[:-1] + error * drawn * signs(index)
    shown = 100 + 10 * base.reference.fitted.apply(values * signs(index))
    levels = bring_together(
        index,
        index.levels,
        shown,
        base.areas,
        name="",
        weights=base.reference.weights,
        rescaled=base.reference.rescaled,
        partial=False,
    )
    brute = levels.scores["index"]
    spread = study.score_ranges(0.6827)
    found = (spread["high"] - spread["low"]).to_numpy() / 2
    np.testing.assert_allclose(found, brute.std(axis=0), rtol=0.08, atol=0.01)
    np.testing.assert_allclose(spread["median"], np.median(brute, axis=0), atol=0.05)


def test_drawn_weights_do_not_decide_whether_there_is_enough() -> None:
    # Two of three equal parts are just enough; the weights of a draw put them on either side of the limit.
    table = counts(INDEX, codes(6))
    gone = (table["area"] == "03") & (
        table["variable"] == INDEX.dimensions[1].members[0].indicator.formula.numerator[0]
    )
    holes = statistics(
        table.assign(value=table["value"].mask(gone), status=gone.map({True: "missing", False: "observed"}))
    )
    own = INDEX.with_methods(centre="areas")
    drawn = only(own, holes, weights="±25 %", n=200, sobol=False, rng=1)
    assert drawn.acceptability.loc["03"].sum() == pytest.approx(1)
    # Where the missing part is heavy, no draw of weights makes it light.
    heavy = own.reweight({INDEX.dimensions[1].members[0].id: 100})
    holds = only(heavy, holes, weights=["equal", "dirichlet"], n=200, sobol=False, rng=1)
    assert holds.acceptability.loc["03"].sum() == 0


def test_twins_tie_in_every_draw_of_every_choice() -> None:
    table = counts(INDEX, codes(6))
    twin = table[table["area"] == "01"].assign(area="07")
    study = only(
        INDEX,
        statistics(pd.concat([table, twin])),
        **{k: v for k, v in EVERYTHING.items() if k not in ("sets", "aggregate")},
        aggregate=["geometric", "harmonic", "mpi", "copeland"],
        n=1000,
        sobol=False,
    )
    pairs = study.pairs.set_index(["first", "second"])
    assert pairs.loc[("01", "07"), "above"] == 0
    outcomes = study.outcomes()
    assert (outcomes["rank:01"] == outcomes["rank:07"]).all()


def test_areas_that_are_equal_on_paper_tie_in_every_draw() -> None:
    """Ranks of 14 areas, added up: many sums are equal, and hardly any in the last digit."""
    study = only(INDEX, EXAMPLE, normalise=["rank"], drop=2, n="all", sobol=False)
    draws = study.evaluate(study.design())
    ranks = study.outcomes().filter(like="rank:").to_numpy(dtype=int)
    scores = draws[[c.removeprefix("rank:") for c in study.outcomes().filter(like="rank:")]].to_numpy()
    near = np.abs(scores[:, :, None] - scores[:, None, :]) < 1e-8
    assert (near & (scores[:, :, None] != scores[:, None, :])).any()
    assert not (near & (ranks[:, :, None] != ranks[:, None, :])).any()
