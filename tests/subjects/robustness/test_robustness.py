"""A study of robustness: every draw is an index of its own, and what is told of them adds up."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.methods import rank
from omradesindex.methods.agreement import kendall, spearman
from omradesindex.subjects.robustness.draws import block_size
from omradesindex.subjects.robustness.ranks_under_error import ranks_under_error
from tests.cities import codes, counts, statistics
from tests.subjects.robustness.only import only

INDEX = oi.load_index("malmo-2023")
EXAMPLE = oi.example_statistics()
EVERYTHING = {
    "sets": ["sbn", "mkb"],
    "drop": 1,
    "weights": ["±25 %", "dirichlet", "critic"],
    "normalise": ["min_max", "rank"],
    "treat": [{"method": "exponential_tail", "rule": False, "fence": 0.5}],
    "aggregate": ["geometric", {"dimension": "arithmetic", "index": "geometric"}, "mpi"],
}


@pytest.fixture(scope="module")
def study() -> oi.types.Robustness:
    return only(INDEX, EXAMPLE, **EVERYTHING, data="sampling", n=6000, rng=3)


@pytest.fixture(scope="module")
def choices_only() -> oi.types.Robustness:
    return only(INDEX, EXAMPLE, **EVERYTHING, n=1000, rng=3, sobol=False)


# -- every draw is an index -------------------------------------------------------------------------------


def test_each_draw_is_an_index_with_the_same_scores(choices_only: oi.types.Robustness) -> None:
    design = choices_only.design(0, 1000)
    assert all(len(set(design[name])) > 1 for name in ("set", "normalise", "treat", "aggregate"))
    rows = np.random.default_rng(0).choice(1000, 40, replace=False)
    found = choices_only.evaluate(design)
    for row in rows:
        own = choices_only.scenario(int(row)).compute(EXAMPLE)
        np.testing.assert_allclose(found.loc[row], own.scores["index"], rtol=0, atol=1e-9)


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


def test_a_mean_that_a_score_does_not_allow_is_refused() -> None:
    with pytest.raises(oi.errors.OmradesindexError, match="not defined for"):
        only(INDEX, EXAMPLE, aggregate={"dimension": "copeland", "index": "geometric"}, n=50)


def test_a_scenario_without_an_indicator_says_nothing_of_it() -> None:
    treat = {"method": "winsorise", "columns": [i.id for i in INDEX.indicators]}
    study = only(INDEX.with_methods(treat=treat), EXAMPLE, drop=1, treat="none", n=60, sobol=False)
    found = study.evaluate(study.design())
    gone = [k for k in range(60) if len(study.scenario(k).indicators) < len(INDEX.indicators)]
    for row in (gone[0], gone[-1]):
        own = study.scenario(row).compute(EXAMPLE).scores["index"]
        np.testing.assert_allclose(found.loc[row], own, rtol=0, atol=1e-9)


def test_orders_with_ties_may_lie_further_apart_than_any_without() -> None:
    economy = oi.load_index("malmo-oppna-data").without("delaktighet", "utbildning", "boende")
    ids = [i.id for i in economy.indicators]
    one, other = (economy.without(*(i for i in ids if i != kept)) for kept in ids[:2])
    turned = [i.direction.sign for i in (one.indicators[0], other.indicators[0])]
    rows = [
        (area, own.indicators[0].id, "2024", 10.0 * place * sign + 50)
        for own, sign, places in ((one, turned[0], (1, 2, 3)), (other, turned[1], (2, 2, 1)))
        for area, place in zip(codes(3), places, strict=True)
    ]
    table = pd.DataFrame(rows, columns=["area", "variable", "period", "value"]).assign(kind="index")
    methods = {"centre": "areas"}
    study = only(
        one.with_methods(**methods),
        statistics(table),
        sets={"annan": other.with_methods(**methods)},
        n="all",
    )
    assert study.ranks["base"].tolist() == [3, 2, 1]
    assert study.outcomes()["mean_rank_shift"].max() == pytest.approx(5 / 3)


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


def test_a_design_that_was_written_out_runs_again(choices_only: oi.types.Robustness, tmp_path) -> None:
    choices_only.design(10, 60).to_csv(tmp_path / "design.csv")
    again = pd.read_csv(tmp_path / "design.csv", index_col="draw")
    pd.testing.assert_frame_equal(
        choices_only.evaluate(again), choices_only.evaluate(choices_only.design(10, 60)), atol=1e-9
    )


# -- what is told adds up ---------------------------------------------------------------------------------


def test_acceptability_rows_and_columns_sum_to_one(study: oi.types.Robustness) -> None:
    table = study.acceptability.to_numpy()
    np.testing.assert_allclose(table.sum(axis=1), 1)
    np.testing.assert_allclose(table.sum(axis=0), 1)


def test_pairs_ranks_and_the_first_agree(study: oi.types.Robustness) -> None:
    above, ranks = study.above.to_numpy(), study.ranks
    off = ~np.eye(len(above), dtype=bool)
    np.testing.assert_allclose((above + above.T)[off], 1)
    # The expected rank is one more than the expected number of areas above.
    np.testing.assert_allclose(1 + above.sum(axis=0), ranks["mean"].to_numpy(float))
    np.testing.assert_allclose(study.among_first(3), study.acceptability[[1, 2, 3]].sum(axis=1))
    assert study.among_first(3).sum() == pytest.approx(3)
    assert (ranks["best"] <= ranks["low"]).all()
    assert (ranks["low"] <= ranks["median"]).all()
    assert (ranks["median"] <= ranks["high"]).all()
    assert (ranks["high"] <= ranks["worst"]).all()


def test_distances_and_quantiles_are_those_of_the_draws(choices_only: oi.types.Robustness) -> None:
    scores = choices_only.evaluate(choices_only.design()).to_numpy()
    ranks, base = rank(scores), choices_only.base.ranks["index"].to_numpy(float)
    found = choices_only.distances["mean"]
    assert found["mean_rank_shift"] == pytest.approx(np.abs(ranks - base).mean())
    assert found["kendall"] == pytest.approx(kendall(ranks, base).mean())
    assert found["spearman"] == pytest.approx(spearman(ranks, base).mean())
    outcomes = choices_only.outcomes()
    np.testing.assert_allclose(outcomes["kendall"], kendall(ranks, base))
    assert (
        outcomes[[f"rank:{area}" for area in choices_only.areas]].to_numpy(float).tolist() == ranks.tolist()
    )
    table = choices_only.rank_ranges(0.8)
    expected = np.quantile(ranks, [0.1, 0.5, 0.9], axis=0, method="inverted_cdf")
    assert table[["low", "median", "high"]].to_numpy(float).T.tolist() == expected.tolist()
    own = choices_only.design()["normalise"].to_numpy() == "z_score"
    assert choices_only.n_scores == own.sum()
    low, high = np.quantile(scores[own], [0.05, 0.95], axis=0)
    bin_width = np.diff(choices_only.bins.edges())[0]
    assert np.abs(choices_only.scores["low"] - low).max() < 0.2 + bin_width
    assert np.abs(choices_only.scores["high"] - high).max() < 0.2 + bin_width
    share = (scores[own] > 100).mean(axis=0)
    np.testing.assert_allclose(choices_only.crossing(100), share, atol=0.01)


def test_every_combination_is_what_sampling_comes_to() -> None:
    # Pseudo-random draws of a few combinations come near the exhaustive answer, and nearer with more.
    options = {"drop": 1, "normalise": ["min_max"], "aggregate": ["geometric"], "sets": ["mkb"]}
    exact = only(INDEX, EXAMPLE, **options, n="all")
    # The index has 12 indicators to leave out and mkb 18: each set is counted equally often.
    assert [len(c.drops) for c in exact.problem.sets] == [13, 19]
    assert exact.n == 2 * 2 * (13 + 19)
    design = exact.design()
    assert len(design) == exact.n
    assert len(design[design["set"] == "mkb"].drop_duplicates()) == 2 * 2 * 19
    by_set = exact.outcomes().groupby(design["set"])["kendall"].mean()
    assert by_set.mean() == pytest.approx(exact.distances.loc["kendall", "mean"])
    assert "alla 128 kombinationer" in exact.summary()
    sampled = only(INDEX, EXAMPLE, **options, n=200_000, sobol=False)
    assert np.abs(exact.acceptability - sampled.acceptability).to_numpy().max() < 0.006
    assert exact.distances.loc["kendall", "mean"] == pytest.approx(
        sampled.distances.loc["kendall", "mean"], abs=0.003
    )


def test_subsets_choose_so_many_of_each_dimension() -> None:
    wider = INDEX.add("ekonomiskt_bistand", to="ekonomi").add("blandade_upplatelseformer", to="boende")
    study = only(wider, EXAMPLE, subsets=3, n=400)
    weights = study.design().filter(like="weight:")
    chosen = (weights[[f"weight:{m.id}" for m in wider.members]] > 0).sum(axis=1)
    assert set(chosen) == {12}
    exact = only(wider, EXAMPLE, subsets=3, n="all")
    assert exact.n == 4 * 4


# -- the same seed, the same answer -----------------------------------------------------------------------


def same(one: oi.types.Robustness, other: oi.types.Robustness) -> bool:
    return all(
        np.array_equal(getattr(one.tally, name), getattr(other.tally, name))
        for name in ("ranks", "scores", "group_n", "group_shift")
    ) and all(
        np.array_equal(getattr(one.tally.pairs, name), getattr(other.tally.pairs, name))
        for name in ("above", "shift", "squared", "swapped")
    )


@pytest.mark.parametrize(("pool", "workers"), [(ThreadPoolExecutor, 1), (ThreadPoolExecutor, 3)])
def test_workers_change_nothing(pool, workers: int, study: oi.types.Robustness) -> None:
    options = {**EVERYTHING, "data": "sampling", "n": 6000, "sobol": False}
    with pool(workers) as executor:
        again = only(INDEX, EXAMPLE, **options, rng=3, executor=executor)
    assert block_size(study.problem) < 6000
    assert same(study, again)
    assert not same(study, only(INDEX, EXAMPLE, **options, rng=4))


def test_other_processes_give_the_same_answer(choices_only: oi.types.Robustness) -> None:
    with ProcessPoolExecutor(1) as executor:
        again = only(INDEX, EXAMPLE, **EVERYTHING, n=1000, rng=3, sobol=False, executor=executor)
    assert same(choices_only, again)


def test_an_interrupted_run_holds_what_it_has() -> None:
    def stop(done: int, _: int) -> None:
        if done >= 200_000:
            raise KeyboardInterrupt

    study = only(INDEX, EXAMPLE, weights="±25 %", drop=1, n=10**7, progress=stop)
    assert study.interrupted
    assert 200_000 <= study.n < 600_000
    assert study.acceptability.sum(axis=1).to_numpy() == pytest.approx(1)
    assert "avbröts" in study.summary()
    assert len(study.design(0, 5)) == 5


def test_an_interrupted_run_of_many_workers_holds_the_first_draws() -> None:
    def stop(done: int, _: int) -> None:
        if done >= 100_000:
            raise KeyboardInterrupt

    options = {"weights": "±25 %", "drop": 1, "sobol": False, "rng": 2}
    with ThreadPoolExecutor(3) as executor:
        cut = only(INDEX, EXAMPLE, **options, n=10**6, progress=stop, executor=executor)
    assert cut.interrupted
    assert same(cut, only(INDEX, EXAMPLE, **options, n=cut.n))


# -- errors of values -------------------------------------------------------------------------------------


def test_sampling_errors_reach_scores_as_they_reach_the_values() -> None:
    study = only(INDEX, EXAMPLE, data="sampling", n=60_000)
    error = study.base.uncertainty().score_error["index"]
    spread = study.score_ranges(0.6827)
    found = (spread["high"] - spread["low"]).to_numpy() / 2
    np.testing.assert_allclose(found, error, rtol=0.05, atol=0.005)
    assert study.kind() == "slumpintervall"


@pytest.mark.parametrize("aggregate", ["geometric", {"dimension": "geometric", "index": "arithmetic"}, "mpi"])
def test_errors_through_other_means_as_by_brute_force(aggregate: object) -> None:
    index = INDEX.with_methods(aggregate=aggregate)
    study = only(index, EXAMPLE, data="sampling", n=20_000)
    base = study.base
    error = np.nan_to_num(base.uncertainty().standard_error[:-1])
    rng = np.random.default_rng(5)
    from omradesindex.index.compute import aggregate as bring_together
    from omradesindex.index.compute import signs

    values = base.measured.values[:-1] + error * rng.standard_normal((4000, *error.shape))
    shown = 100 + 10 * base.reference.fitted.apply(values * signs(index))
    levels = bring_together(
        index, index.levels, shown, base.areas, name="", weights=base.reference.weights, partial=False
    )
    brute = levels.scores["index"]
    spread = study.score_ranges(0.6827)
    found = (spread["high"] - spread["low"]).to_numpy() / 2
    np.testing.assert_allclose(found, brute.std(axis=0), rtol=0.08, atol=0.01)
    np.testing.assert_allclose(spread["median"], np.median(brute, axis=0), atol=0.05)


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


# -- what it is due to ------------------------------------------------------------------------------------


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


def test_weights_by_id_are_those_of_reweight() -> None:
    study = only(INDEX, EXAMPLE, weights=[{"ekonomi": 2}, {"boende": (2, 2)}], n=200)
    assert list(study.factors.loc["weights", "levels"]) == ["given", "ekonomi 2", "boende 2–2"]
    scores = study.evaluate(pd.DataFrame({"weights": ["given", "ekonomi 2"]}))
    heavier = INDEX.reweight({"ekonomi": 2}).compute(EXAMPLE).scores["index"]
    np.testing.assert_allclose(scores.loc[1], heavier, atol=1e-9)
    np.testing.assert_allclose(scores.loc[0], study.base.scores["index"], atol=1e-9)
    design = study.design()
    still = design[design["weights"] == "boende 2–2"]
    np.testing.assert_allclose(still["weight:boende"], 0.4)


def test_a_users_own_function_brings_parts_together() -> None:
    def best_of_two(x: np.ndarray, weights: np.ndarray) -> np.ndarray:
        # Knows one table at a time: on a stack of them it would sort along the wrong axis.
        return np.sort(x * (weights > 0), axis=1)[:, -2:].mean(axis=1)

    study = only(INDEX, EXAMPLE, aggregate=[best_of_two], weights="±25 %", n=200, sobol=False)
    found = study.evaluate(study.design())
    for row in (3, 120, 199):
        own = study.scenario(row).compute(EXAMPLE).scores["index"]
        np.testing.assert_allclose(found.loc[row], own, atol=1e-9)


def test_areas_without_a_place_in_some_scenarios_are_told_of() -> None:
    table = counts(INDEX, codes(6))
    first, second = (m.indicator.formula.numerator[0] for m in INDEX.dimensions[1].members[:2])
    missing = (table["area"] == "03") & table["variable"].isin([first, second])
    table["status"] = missing.map({True: "missing", False: "observed"})
    table["value"] = table["value"].mask(missing)
    city = table.groupby("variable", as_index=False)["value"].sum()
    holes = statistics(
        pd.concat([table, city.assign(area="00", period="2024", status="observed", quality="made_up")]),
        whole="00",
    )
    filled = INDEX.with_methods(impute="median")
    assert filled.compute(holes).ranks["index"].notna().all()
    study = only(filled, holes, impute=["none"], n="all")
    assert study.acceptability.sum(axis=1).to_dict() == {a: 0.5 if a == "03" else 1.0 for a in study.areas}
    assert "Ett område saknar plats i en del av scenarierna (50\N{NO-BREAK SPACE}%)" in study.summary()
    assert "One area lacks a place in some of the scenarios (50%)" in study.summary("en")


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


def test_two_areas_are_asked_who_is_first() -> None:
    study = only(INDEX, statistics(counts(INDEX, codes(2), seed=3)), weights="dirichlet", n=400)
    assert study.first_places == 1
    assert "bland de två" not in study.summary()
    table = study.pairs
    assert ("De två områdena kan inte hållas isär" in study.summary()) == (not table["told_apart"].all())


def test_ties_tell_nobody_apart() -> None:
    table = counts(INDEX, codes(4))
    twin = table[table["area"] == "01"].assign(area="05")
    study = only(INDEX, statistics(pd.concat([table, twin])), weights="±25 %", n=500)
    pairs = study.pairs.set_index(["first", "second"])
    assert not pairs.loc[("01", "05"), "told_apart"]
    assert pairs.loc[("01", "05"), "above"] == 0


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


def test_a_row_of_a_design_has_the_same_score_alone(choices_only: oi.types.Robustness) -> None:
    design = choices_only.design(0, 200)
    together = choices_only.evaluate(design)
    for row in range(0, 200, 9):
        alone = choices_only.evaluate(design.iloc[[row]])
        assert (alone.iloc[0] == together.iloc[row]).all()
    some = choices_only.evaluate(design.iloc[50:61])
    assert (some == together.iloc[50:61]).all(axis=None)


# -- what is refused --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "nothing varies"),
        ({"normalise": ["z_score"]}, "one level"),
        ({"weights": "given"}, "one level"),
        ({"normalise": ["min_mx"]}, "did you mean 'min_max'"),
        ({"aggregate": ["geometrisk"]}, "did you mean 'geometric'"),
        ({"weights": "dirichle"}, "did you mean 'dirichlet'"),
        ({"weights": "±250 %"}, "±250 %"),
        ({"weights": {"ekonomi": (3, 1)}}, "contradictory"),
        ({"weights": {"ekonomi": (-1, 1)}}, "contradictory"),
        ({"weights": {"ekonmi": (1, 3)}}, "did you mean 'ekonomi'"),
        ({"weights": {"ekonomi": -2}}, "no weight"),
        ({"sets": ["malmo-2024"]}, "malmo-2024"),
        ({"sets": [3]}, r"list, \[3\]"),
        ({"drop": -1}, "drop is -1"),
        ({"drop": 3, "subsets": 3}, "cannot be left out"),
        ({"subsets": 3}, "nothing to choose from"),
        ({"data": "sample"}, "'sample'"),
        ({"drop": 12}, "at most 11"),
        ({"subsets": 0}, "every dimension would be empty"),
        ({"weights": {}}, "empty table"),
        ({"weights": pd.DataFrame()}, "empty table"),
        ({"weights": {"ekonomi": (1, 1)}}, "one level"),
        ({"weights": {d.id: 0 for d in INDEX.dimensions}}, "every part of 'index' has the weight 0"),
        ({"weights": []}, "nothing varies"),
        ({"drop": 1, "n": 0}, "number of draws"),
        ({"drop": 1, "rng": -1}, "seed"),
        ({"drop": 1, "normalise": ["min_max"], "n": 100}, "too few"),
        ({"weights": "±25 %", "n": "all"}, "continuous"),
    ],
)
def test_what_cannot_be_done_is_said(options: dict[str, object], said: str) -> None:
    with pytest.raises(oi.errors.OmradesindexError, match=said) as caught:
        only(INDEX, EXAMPLE, **{"n": 2000, **options})
    assert "Expected" in str(caught.value) or "What to do" in str(caught.value)


def test_a_set_that_leaves_a_dimension_empty_is_refused() -> None:
    with pytest.raises(oi.errors.DefinitionError, match="empty"):
        only(
            INDEX, EXAMPLE, sets={"kort": INDEX.without(*(m.id for m in INDEX.dimensions[0].members))}, n=500
        )  # fmt: skip


def test_a_set_that_gives_no_area_a_score_is_refused() -> None:
    # Counted along, its draws would hold nothing, and every share of all draws would be halved.
    own, figures = oi.load_index("malmo-oppna-data"), oi.malmo_statistics()
    with pytest.raises(oi.errors.ComputeError, match=r"'mkb'.*no area gets a score.*'barn'"):
        only(own, figures, sets="mkb", n=500)
    study = only(own, figures, sets="mkb", n=500, partial=True)
    assert study.acceptability.sum(axis=1).to_numpy() == pytest.approx(1)


@pytest.mark.parametrize(("index", "figures"), [("malmo-2023", EXAMPLE), (INDEX, "exempelstad")])
def test_names_in_the_place_of_index_and_statistics_are_refused(index: object, figures: object) -> None:
    with pytest.raises(oi.errors.MethodError, match="given as str"):
        only(index, figures, drop=1)  # type: ignore[arg-type]


def test_questions_that_have_no_answer_are_refused(choices_only: oi.types.Robustness) -> None:
    with pytest.raises(oi.errors.MethodError, match="whole number"):
        choices_only.among_first(2.5)  # type: ignore[arg-type]
    with pytest.raises(oi.errors.MethodError, match="dict"):
        choices_only.evaluate({"weights": ["given"]})  # type: ignore[arg-type]
    with pytest.raises(oi.errors.MethodError, match="draws"):
        ranks_under_error(choices_only.base, draws=10**9)


def test_two_sets_of_one_name_are_refused() -> None:
    with pytest.raises(oi.errors.DefinitionError, match="two sets"):
        only(INDEX, EXAMPLE, sets=[INDEX.without("trangboddhet")], n=500)


def test_inputs_are_left_as_they_were() -> None:
    before = EXAMPLE.fingerprint, INDEX.to_toml()
    only(INDEX, EXAMPLE, **EVERYTHING, n=1000)
    assert (EXAMPLE.fingerprint, INDEX.to_toml()) == before
