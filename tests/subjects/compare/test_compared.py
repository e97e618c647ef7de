"""Who comes first in which sets, and what a set moves."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from tests.cities import statistics
from tests.subjects.compare.sets import (
    BASE,
    SETS,
    flat,
    known,
    named,
    said,
)


def test_a_set_beside_itself_moves_nothing() -> None:
    comparison = oi.compare([BASE, named("kopia")], oi.example_statistics())
    assert comparison.moves.empty
    assert comparison.causes.empty
    assert comparison.agreement.loc["kopia", ["spearman", "kendall"]].tolist() == pytest.approx([1, 1])
    assert comparison.contested == ()
    assert len(comparison.common) == 3
    np.testing.assert_array_equal(comparison.attribution["difference"], 0)
    assert "Inget område byter plats." in said(comparison.explain("kopia"))
    assert comparison.unseen == ()


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


def test_a_set_is_seen_or_not_whatever_the_aggregation() -> None:
    geometric = BASE.with_methods(aggregate="geometric").with_identity(id="g")
    shorter = geometric.without("svarsfrekvens_folkhalsoenkat").with_identity(id="g-kort")
    comparison = oi.compare([geometric, shorter], oi.malmo_statistics(), partial=True)
    assert comparison.unseen == ("g-kort",)
    wider = geometric.extend("ctc").with_identity(id="g-ctc")
    assert list(oi.compare([geometric, shorter, wider], oi.malmo_statistics(), partial=True).empty) == [
        "g-ctc"
    ]
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


def test_tidy_table_holds_every_set_and_area_and_says_what_it_is() -> None:
    comparison = oi.compare(SETS, oi.example_statistics())
    frame = comparison.to_frame()
    assert len(frame) == len(SETS) * 14
    assert not frame.duplicated(["set", "area"]).any()
    assert set(frame["statistics"]) == {"Exempelstad (påhittad)"}
    assert (frame["change"].ne(0) == frame["cause"].ne("")).all()
    moved = frame[frame["change"].ne(0)]
    assert len(moved) == len(comparison.moves)
