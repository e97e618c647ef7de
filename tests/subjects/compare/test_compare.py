"""Comparing indices: what a move is, what causes it, and what is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import omradesindex as oi
from omradesindex.catalogue import indicators, parse_definition
from omradesindex.catalogue.indicator import Direction
from omradesindex.errors import ComputeError, DefinitionError
from tests.cities import codes, counts, statistics

BASE = oi.load_index("malmo-2023")
SEEDS = st.integers(0, 2**32 - 1)


def named(name: str, index: oi.types.Index = BASE) -> oi.types.Index:
    return index.with_identity(id=name)


REPLACED = named("replaced", BASE.replace("bostads_eller_aganderatt", "ekonomiskt_bistand"))
REMOVED = named("removed", BASE.without("trangboddhet"))
ADDED = named("added", BASE.add("ekonomiskt_bistand", to="ekonomi"))
HEAVIER = named("heavier", BASE.reweight({"boende": 5.0, "arbetsloshet": 0.0}))
OTHER_SCALE = named("other-scale", BASE.with_methods(normalise="min_max", zero=0.0, points=100.0))
FEWER = named("fewer", BASE.without("ekonomi", "utbildning"))
# Life expectancy is given as it stands and has no counts to draw at random.
HEALTH = oi.load_index("halsa").without("medellivslangd")
EXTENDED = named("extended", BASE.extend(HEALTH))
SETS = [BASE, REPLACED, REMOVED, ADDED, HEAVIER, OTHER_SCALE, FEWER, EXTENDED]
ALL = oi.types.Index.from_definition(
    parse_definition(
        {
            "id": "alla",
            "dimensions": [{"id": "d", "indicators": list({i.id for s in SETS for i in s.indicators})}],
        }
    )
)


def city(seed: int, n: int = 9) -> oi.Statistics:
    return statistics(counts(ALL, codes(n), seed=seed))


def known(**columns: list[float]) -> oi.Statistics:
    """Shares as they are given, for areas "01", "02", …; the city at their mean."""
    rows = [
        (area, variable, "2024", value, "share")
        for variable, values in columns.items()
        for area, value in zip([*codes(len(values)), "X"], [*values, float(np.mean(values))], strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["area", "variable", "period", "value", "kind"])
    return statistics(frame.assign(quality="made_up"), whole="X")


def flat(name: str, *ids: str, **weights: float) -> oi.types.Index:
    """One dimension of shares where higher is worse."""
    members = [{"id": i, "weight": weights.get(i, 1.0)} for i in ids]
    return oi.types.Index.from_definition(
        parse_definition({"id": name, "dimensions": [{"id": "d", "indicators": members}]})
    )


# -- ranks and the first ------------------------------------------------------------------------------------


def test_a_set_beside_itself_moves_nothing() -> None:
    comparison = oi.compare([BASE, named("kopia")], oi.example_statistics())
    assert comparison.moves.empty
    assert comparison.causes.empty
    assert comparison.agreement.loc["kopia", ["spearman", "kendall"]].tolist() == pytest.approx([1, 1])
    assert comparison.contested == ()
    assert len(comparison.common) == 3
    np.testing.assert_array_equal(comparison.attribution["difference"], 0)
    assert "Inget område byter plats." in comparison.explain("kopia")
    assert comparison.unseen == ()


def test_scores_and_ranks_are_those_of_each_index() -> None:
    s = oi.example_statistics()
    comparison = oi.compare(SETS, s)
    assert comparison.sets == tuple(index.id for index in SETS)
    for index in SETS:
        result = index.compute(s)
        pd.testing.assert_series_equal(
            comparison.scores[index.id], result.scores["index"], check_names=False, check_exact=True
        )
        assert comparison.ranks[index.id].tolist() == result.ranks["index"].tolist()


def test_who_enters_and_leaves_by_hand() -> None:
    s = known(arbetsloshet=[40.0, 30.0, 20.0, 10.0], trangboddhet=[10.0, 20.0, 30.0, 45.0])
    comparison = oi.compare([flat("a", "arbetsloshet"), flat("b", "trangboddhet")], s, top=2)
    assert comparison.ranks["a"].tolist() == [1, 2, 3, 4]
    assert comparison.ranks["b"].tolist() == [4, 3, 2, 1]
    moves = comparison.moves.set_index("area")
    assert moves["change"].to_dict() == {"01": -3, "02": -1, "03": 1, "04": 3}
    assert sorted(moves.index[moves["enters"]]) == ["03", "04"]
    assert sorted(moves.index[moves["leaves"]]) == ["01", "02"]
    row = comparison.agreement.loc["b"]
    assert (row["spearman"], row["kendall"]) == pytest.approx((-1, -1))
    assert (row["mean_shift"], row["largest_shift"]) == (2.0, 3)
    assert (row["entering"], row["leaving"], row["same_top"]) == (2, 2, False)
    assert comparison.common == ()
    assert comparison.contested == ("01", "02", "03", "04")


def test_areas_that_share_a_place_come_first_together() -> None:
    s = known(arbetsloshet=[40.0, 30.0, 30.0, 10.0], trangboddhet=[40.0, 30.0, 29.0, 10.0])
    comparison = oi.compare([flat("a", "arbetsloshet"), flat("b", "trangboddhet")], s, top=2)
    assert comparison.ranks["a"].tolist() == [1, 2, 2, 4]
    assert comparison.common == ("01", "02")
    assert comparison.contested == ("03",)
    assert comparison.never == ("04",)
    assert comparison.moves[["area", "enters", "leaves"]].to_numpy().tolist() == [["03", False, True]]
    assert comparison.moves["cause"].item() == "trangboddhet"


def test_all_the_areas_can_count_as_first() -> None:
    comparison = oi.compare(SETS, oi.example_statistics(), top=14)
    assert set(comparison.common) == set(comparison.areas)
    assert not comparison.moves[["enters", "leaves"]].any(axis=None)


@pytest.mark.slow
@settings(max_examples=20)
@given(SEEDS, st.permutations(range(len(SETS))), st.integers(1, 9))
def test_the_order_of_the_sets_decides_only_the_columns(seed: int, order: list[int], top: int) -> None:
    s = city(seed)
    a, b = oi.compare(SETS, s, top=top), oi.compare([SETS[k] for k in order], s, base=BASE.id, top=top)
    assert b.base == BASE.id
    assert set(a.common) == set(b.common)
    pd.testing.assert_frame_equal(a.ranks, b.ranks[list(a.sets)])
    key = ["set", "area"]
    pd.testing.assert_frame_equal(
        *(c.moves.sort_values(key).reset_index(drop=True) for c in (a, b)), check_exact=False, rtol=1e-9
    )


@settings(max_examples=20)
@given(SEEDS, st.permutations(codes(9)))
def test_permuting_areas_permutes_the_comparison(seed: int, order: list[str]) -> None:
    table = counts(ALL, codes(9), seed=seed)
    a = oi.compare(SETS, statistics(table))
    b = oi.compare(SETS, statistics(table.set_index("area").loc[order].reset_index()))
    assert b.areas == tuple(order)
    pd.testing.assert_frame_equal(b.ranks.loc[codes(9)], a.ranks)
    assert (a.common, a.contested, a.never) == (b.common, b.contested, b.never)


# -- attribution and causes ---------------------------------------------------------------------------------


@pytest.mark.slow
@settings(max_examples=20)
@given(SEEDS)
def test_differences_by_indicator_sum_to_the_scores_difference(seed: int) -> None:
    comparison = oi.compare(SETS, city(seed))
    sums = comparison.attribution.groupby(["set", "area"])["difference"].sum()
    for index in SETS[1:]:
        zero = index.methods.zero - BASE.methods.zero
        expected = comparison.scores[index.id] - comparison.scores[BASE.id] - zero
        np.testing.assert_allclose(sums[index.id].loc[list(comparison.areas)], expected, atol=1e-9)


@pytest.mark.slow
@settings(max_examples=20)
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
        scale = comparison._parts[row["set"]].scale
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
    assert "Ekonomiskt bistånd i stället för Bostadsrätt eller äganderätt (" in comparison.explain("replaced")


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
    told = comparison.explain("b")
    assert "främst genom att Trångboddhet väger mer (+" in told
    assert "weighing more" in comparison.explain("b", lang="en")


def test_a_removed_indicator_is_told_as_such() -> None:
    s = known(arbetsloshet=[40.0, 30.0, 20.0, 10.0], trangboddhet=[0.0, 20.0, 30.0, 60.0])
    both, alone = flat("a", "arbetsloshet", "trangboddhet"), flat("b", "arbetsloshet")
    told = oi.compare([both, alone], s).explain("b")
    assert "främst genom att Trångboddhet utgår (" in told


def test_sets_without_a_shared_indicator_and_on_other_scales_are_compared_on_rank() -> None:
    comparison = oi.compare([BASE, "cni", "scb-socioekonomiskt-index"], oi.example_statistics())
    assert comparison.agreement["kendall"].between(-1, 1).all()
    assert set(comparison.moves["cause"][comparison.moves["set"] == "cni"]) <= {
        "cni_per_invanare",
        *(i.id for i in BASE.indicators),
    }


# -- what lacks figures -------------------------------------------------------------------------------------


def test_sets_that_lack_figures_are_refused_by_name_with_their_indicators() -> None:
    with pytest.raises(ComputeError) as caught:
        oi.compare(["malmo-oppna-data", "mkb"], oi.malmo_statistics())
    told = str(caught.value)
    lacking = oi.load_index("mkb").compute(oi.malmo_statistics(), partial=True).quality
    without = list(lacking.index[lacking["areas"] == 0])
    assert without
    assert f"'mkb' ({len(without)} of {len(lacking)})" in told
    assert all(f"'{name}'" in told for name in without)
    assert "'malmo-oppna-data'" not in told
    assert "partial=True" in told


def test_partial_says_what_each_set_has_and_what_does_not_show() -> None:
    s = oi.malmo_statistics()
    comparison = oi.compare(["malmo-2023", "mkb", "hvon", "sbn"], s, partial=True)
    assert comparison.partial
    assert comparison.sets == ("malmo-2023", "mkb", "hvon")
    assert list(comparison.empty) == ["sbn"]
    coverage = comparison.coverage
    for name in (*comparison.sets, "sbn"):
        index = oi.load_index(name)
        rows = coverage[coverage["set"] == name]
        assert list(rows["indicator"]) == [i.id for i in index.indicators]
        assert comparison.counts(name) == (int(rows["figures"].sum()), len(rows))
    assert comparison.counts("sbn")[0] == 0
    # Health has no figures at all, so that set is the base in disguise: agreement would be no finding.
    assert comparison.unseen == ("hvon",)
    assert not comparison.agreement.loc["hvon", "seen"]
    assert "säger inget om förslaget" in comparison.explain("hvon")
    assert "sbn (0 av 8)" in comparison.explain("sbn")
    there, every = comparison.counts("mkb")
    assert f"Delvis: {there} av {every} indikatorer har uppgifter." in comparison.explain("mkb")
    assert "Barnfattigdom" in comparison.explain("mkb")


def test_partial_changes_nothing_where_nothing_lacks() -> None:
    s = oi.example_statistics()
    a, b = oi.compare(SETS, s), oi.compare(SETS, s, partial=True)
    assert not b.partial
    pd.testing.assert_frame_equal(a.to_frame(), b.to_frame())


def test_half_a_replacement_is_told_as_what_it_is() -> None:
    s = oi.example_statistics().without(*indicators()["ekonomiskt_bistand"].formula.numerator)
    comparison = oi.compare([BASE, REPLACED], s, partial=True)
    assert "removed" not in set(comparison.causes["role"])
    pairs = comparison.causes[comparison.causes["role"] == "replaced"]
    assert set(pairs["without_figures"]) == {"ekonomiskt_bistand"}
    assert set(pairs["instead_of"]) == {"bostads_eller_aganderatt"}
    assert "ekonomiskt_bistand" not in set(comparison.attribution["indicator"])
    told = comparison.explain("replaced")
    old, new = "Bostadsrätt eller äganderätt", "Ekonomiskt bistånd"
    assert f"Att {old} byts mot {new}, som saknar uppgifter, syns här bara som att {old} inte räknas." in told
    assert f"{old} utgår" not in told + str(comparison)


def test_a_cause_says_what_lacks_figures() -> None:
    s = known(arbetsloshet=[40.0, 30.0, 20.0, 10.0], trangboddhet=[0.0, 20.0, 30.0, 60.0])
    both, alone = flat("a", "arbetsloshet", "trangboddhet"), flat("b", "arbetsloshet", "nettoinkomst")
    gone = oi.compare([both, alone], s, partial=True)
    assert "genom att Trångboddhet byts mot Nettoinkomst, medelvärde, som saknar uppgifter (" in gone.explain(
        "b"
    )
    assert "Overcrowding giving way to Net income, mean, which has no figures" in gone.explain("b", lang="en")
    come = oi.compare([alone, both], s, partial=True)
    assert (
        "genom Trångboddhet i stället för Nettoinkomst, medelvärde, som saknar uppgifter ("
        in come.explain("a")
    )


def test_weights_that_gaps_move_are_told_from_those_that_are_meant() -> None:
    s = known(
        arbetsloshet=[40.0, 30.0, 20.0, 10.0],
        trangboddhet=[0.0, 20.0, 30.0, 60.0],
        lag_lon=[10.0, 5.0, 9.0, 20.0],
    )
    base, other = (
        oi.types.Index.from_definition(
            parse_definition(
                {
                    "id": name,
                    "dimensions": [
                        {"id": "x", "indicators": ["arbetsloshet", second]},
                        {"id": "y", "indicators": ["lag_lon"]},
                    ],
                }
            )
        )
        for name, second in (("a", "trangboddhet"), ("b", "nettoinkomst"))
    )
    told = oi.compare([base, other], s, partial=True).causes.set_index("indicator")
    heavier = told.loc["arbetsloshet"].iloc[0]
    assert (heavier["role"], bool(heavier["gaps"])) == ("heavier", True)


def test_a_set_is_seen_or_not_whatever_the_aggregation() -> None:
    geometric = BASE.with_methods(aggregate="geometric").with_identity(id="g")
    wider = geometric.extend("halsa").with_identity(id="g-halsa")
    comparison = oi.compare([geometric, wider], oi.malmo_statistics(), partial=True)
    assert comparison.unseen == ("g-halsa",)
    # A gap in one set is no excuse for another that merely is the base by another name.
    full = oi.load_index("malmo-oppna-data")
    doubled = full.reweight({d.id: 2.0 for d in full.dimensions}).with_identity(id="dubbla")
    assert oi.compare([full, doubled, "mkb"], oi.malmo_statistics(), partial=True).unseen == ()


def test_areas_without_a_score_in_some_set_have_no_rank_in_any() -> None:
    s = known(arbetsloshet=[40.0, 30.0, 20.0, 10.0])
    frame = s.to_frame()
    gap = frame.assign(variable="trangboddhet", value=[9.0, 25.0, np.nan, 5.0, 11.0])
    gap["status"] = np.where(gap["value"].isna(), "suppressed", "observed")
    both = statistics(pd.concat([frame, gap]), whole="X")
    comparison = oi.compare([flat("a", "arbetsloshet"), flat("b", "trangboddhet")], both, top=1)
    assert comparison.left_out == ("03",)
    assert comparison.compared == ("01", "02", "04")
    assert comparison.ranks.loc["03"].isna().all()
    assert comparison.ranks.loc["04"].tolist() == [3, 3]
    assert comparison.scores.loc["03"].notna().tolist() == [True, False]
    assert "03" not in comparison.never
    assert comparison.contested == ("01", "02")


def test_no_area_with_every_score_is_refused() -> None:
    s = oi.malmo_statistics()
    gaps = BASE.without("svarsfrekvens_folkhalsoenkat", "trangboddhet", "in_och_utflyttning")
    with pytest.raises(
        ComputeError, match="none of the indicators of 'ctc' has figures, and that is the base"
    ):
        oi.compare(["ctc", named("hel", gaps)], s, partial=True)
    with pytest.raises(ComputeError, match="'ctc' has figures, so there is nothing to compare"):
        oi.compare([named("hel", gaps), "ctc"], s, partial=True)


# -- wrong requests -----------------------------------------------------------------------------------------


def test_wrong_requests_are_refused() -> None:
    s = oi.example_statistics()
    with pytest.raises(DefinitionError, match="did you mean 'mkb'"):
        oi.compare(["malmo-2023", "mbk"], s)
    with pytest.raises(
        ComputeError, match=r"two of the compared sets have the id 'malmo-2023'.*with_identity"
    ):
        oi.compare([BASE, BASE.without("trangboddhet")], s)
    with pytest.raises(ComputeError, match="1 set was given"):
        oi.compare(["malmo-2023"], s)
    with pytest.raises(ComputeError, match=r"indices=….*Expected: a list"):
        oi.compare("malmo-2023", s)
    with pytest.raises(ComputeError, match="no set was given"):
        oi.compare([], s)
    with pytest.raises(ComputeError, match=r"base 'mbk' is not among.*did you mean 'mkb'"):
        oi.compare(["malmo-2023", "mkb"], s, base="mbk")
    for top in (0, 15):
        with pytest.raises(ComputeError, match="from 1 to 14"):
            oi.compare(["malmo-2023", "mkb"], s, top=top)
    with pytest.raises(ComputeError, match="no figures for 1999"):
        oi.compare(["malmo-2023", "mkb"], s, period="1999")
    with pytest.raises(ComputeError, match="did you mean 'mkb'"):
        oi.compare(["malmo-2023", "mkb"], s).explain("mbk")


def test_one_id_for_two_things_is_refused() -> None:
    import dataclasses

    turned = dataclasses.replace(indicators()["trangboddhet"], direction=Direction.HIGHER_IS_BETTER)
    other = named("other", BASE.replace("trangboddhet", turned))
    with pytest.raises(
        ComputeError, match="'trangboddhet' is not the same thing in 'malmo-2023' and 'other'"
    ):
        oi.compare([BASE, other], oi.example_statistics())


# -- the rest -----------------------------------------------------------------------------------------------


def test_an_earlier_comparison_is_a_stick() -> None:
    s = oi.example_statistics()
    first, last = s.periods("folkmangd")[0], s.periods("folkmangd")[-1]
    before = oi.compare([BASE, REPLACED], s, period=last)
    after = oi.compare([BASE, REPLACED], s, period=first, reference=before)
    for name, index in zip(after.sets, (BASE, REPLACED), strict=True):
        expected = index.compute(s, period=first, reference=before.results[name])
        np.testing.assert_array_equal(after.scores[name], expected.scores["index"])
    with pytest.raises(ComputeError, match="not among the compared sets"):
        oi.compare([BASE, ADDED], s, reference=before)


def test_files_and_indices_of_ones_own_are_taken(tmp_path) -> None:
    path = tmp_path / "eget.toml"
    path.write_text(
        'id = "eget"\n[[dimensions]]\nid = "d"\nindicators = ["arbetsloshet"]\n', encoding="utf-8"
    )
    comparison = oi.compare(["malmo-2023", path], oi.example_statistics())
    assert comparison.sets == ("malmo-2023", "eget")


def test_tidy_table_holds_every_set_and_area_and_says_what_it_is() -> None:
    comparison = oi.compare(SETS, oi.example_statistics())
    frame = comparison.to_frame()
    assert len(frame) == len(SETS) * 14
    assert not frame.duplicated(["set", "area"]).any()
    assert set(frame["statistics"]) == {"Exempelstad (påhittad)"}
    assert (frame["change"].ne(0) == frame["cause"].ne("")).all()
    moved = frame[frame["change"].ne(0)]
    assert len(moved) == len(comparison.moves)


def test_every_board_s_set_compares_on_the_example_city() -> None:
    boards = ("asn", "frn", "fsn", "fskn", "grn", "gvn", "hvon", "kn", "mn", "sbn", "tn", "mkb")
    comparison = oi.compare(["malmo-2023", *boards], oi.example_statistics())
    assert comparison.sets == ("malmo-2023", *boards)
    assert comparison.ranks.notna().all(axis=None)
    for lang in ("sv", "en"):
        assert all(comparison.explain(name, lang=lang) for name in comparison.sets)
