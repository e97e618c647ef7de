"""Several sets on the same figures: scores and ranks of each, and what is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import omradesindex as oi
from omradesindex.catalogue import indicators
from omradesindex.catalogue.indicator import Direction
from omradesindex.errors import ComputeError, DefinitionError
from tests.cities import SHARE, codes, counts, statistics
from tests.subjects.compare.sets import (
    ADDED,
    ALL,
    BASE,
    REPLACED,
    SEEDS,
    SETS,
    city,
    named,
)


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


@pytest.mark.slow
@settings(max_examples=6)
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


@pytest.mark.slow
@settings(max_examples=6)
@given(SEEDS, st.permutations(codes(9)))
def test_permuting_areas_permutes_the_comparison(seed: int, order: list[str]) -> None:
    table = counts(ALL, codes(9), seed=seed)
    a = oi.compare(SETS, statistics(table))
    b = oi.compare(SETS, statistics(table.set_index("area").loc[order].reset_index()))
    assert b.areas == tuple(order)
    pd.testing.assert_frame_equal(b.ranks.loc[codes(9)], a.ranks)
    assert (a.common, a.contested, a.never) == (b.common, b.contested, b.never)


def test_sets_without_a_shared_indicator_and_on_other_scales_are_compared_on_rank() -> None:
    comparison = oi.compare([BASE, "cni", "scb-socioekonomiskt-index"], oi.example_statistics())
    assert comparison.agreement["kendall"].between(-1, 1).all()
    assert set(comparison.moves["cause"][comparison.moves["set"] == "cni"]) <= {
        "cni_per_invanare",
        *(i.id for i in BASE.indicators),
    }


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


def test_partial_changes_nothing_where_nothing_lacks() -> None:
    s = oi.example_statistics()
    a, b = oi.compare(SETS, s), oi.compare(SETS, s, partial=True)
    assert not b.partial
    pd.testing.assert_frame_equal(a.to_frame(), b.to_frame())


def test_no_area_with_every_score_is_refused() -> None:
    s = oi.malmo_statistics()
    gaps = BASE.without("svarsfrekvens_folkhalsoenkat", "trangboddhet", "in_och_utflyttning")
    with pytest.raises(
        ComputeError, match="none of the indicators of 'ctc' has figures, and that is the base"
    ):
        oi.compare(["ctc", named("hel", gaps)], s, partial=True)
    with pytest.raises(ComputeError, match="new in 'ctc' has figures, so nothing can be said of it"):
        oi.compare([named("hel", gaps), "ctc"], s, partial=True)


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


def test_every_board_s_set_compares_on_the_example_city() -> None:
    boards = ("asn", "frn", "fsn", "fskn", "grn", "gvn", "hvon", "kn", "mn", "sbn", "tn", "mkb")
    comparison = oi.compare(["malmo-2023", *boards], oi.example_statistics())
    assert comparison.sets == ("malmo-2023", *boards)
    assert comparison.ranks.notna().all(axis=None)
    for lang in ("sv", "en"):
        assert all(comparison.explain(name, lang=lang) for name in comparison.sets)


def test_of_two_areas_the_first_are_both_where_nobody_says() -> None:
    figures = statistics(counts(SHARE, ["A", "B"]).assign(kind="count"))
    assert oi.compare([SHARE, SHARE.with_identity(id="annan")], figures).top == 2
