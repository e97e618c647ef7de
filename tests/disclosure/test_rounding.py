"""Rounded tables: sums that hold, and what an outsider knows of each figure."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import sparse

import omradesindex as oi
from omradesindex.disclosure.rounding import How, bounds, controlled, round_statistics, round_to_base
from omradesindex.errors import ComputeError, StatisticsError
from tests.cities import statistics
from tests.disclosure.made_up import (
    both_sexes,
    city,
    one_count,
    small_counts,
    table,
)


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(small_counts())
def test_rounding_keeps_sums(values: np.ndarray) -> None:
    figures = city(values)
    rounded = round_statistics(figures).statistics
    frame = rounded.to_frame().pivot_table(index="area", columns=["sex", "disability"], values="value")
    assert (frame.to_numpy() % 5 == 0).all()
    assert np.allclose(frame.drop("X").sum(), frame.loc["X"])
    for d in ("with", "without", "total"):
        assert np.allclose(frame["women", d] + frame["men", d], frame["total", d])
    assert (abs(rounded.to_frame()["value"] - figures.to_frame()["value"]) < 10).all()


def test_sums_that_the_table_lacks_figures_of_are_no_figures_of_it() -> None:
    """Some live in none of its areas, and it has women and men, with a disability or not, but no totals."""
    some = one_count([12, 33, 41])
    some.loc[some["area"] == "X", "value"] = 120
    rounded = round_statistics(statistics(some, whole="X")).statistics.numbers["value"][:, :4]
    assert (abs(rounded - [[12, 33, 41, 120]]) < 10).all()
    frame = table(np.array([[[12, 7], [33, 8]], [[13, 9], [31, 4]]]))
    parts = frame[(frame["sex"] != "total") & (frame["disability"] != "total")]
    figures = statistics(parts, whole="X")
    rounded = round_statistics(figures).statistics.numbers["value"][:, :3]
    assert rounded[:, :2].sum(axis=1).tolist() == rounded[:, 2].tolist()
    assert (abs(rounded - figures.numbers["value"][:, :3]) < 10).all()


def test_plain_rounding_is_nearest() -> None:
    values = np.arange(100.0)
    assert (abs(round_to_base(values) - values) <= 2.5).all()


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.integers(0, 30), min_size=6, max_size=6),
    st.sampled_from(["controlled", "nearest", "random"]),
)
def test_truth_lies_in_what_is_told_of_rounded_figures(cells: list[int], how: How) -> None:
    truth = both_sexes(np.array(cells).reshape(3, 2))
    rounded = round_statistics(truth, how=how, seed=3)
    value = truth.to_frame()["value"].to_numpy()
    assert (rounded.statistics.to_frame()["value"] % 5 == 0).all()
    assert (rounded.least.ravel() <= value).all()
    assert (value <= rounded.most.ravel()).all()
    # An area that is the sum of the others is asked about when it is read.
    by_area = rounded.statistics.numbers["value"][:, :3]
    assume(not any(np.array_equal(2 * by_area[:, k], by_area.sum(axis=1)) for k in range(3)))
    # Whoever has the file alone knows as much.
    read = statistics(rounded.statistics.to_frame(), whole="X")
    assert np.array_equal(bounds(read), (rounded.least, rounded.most))
    found = oi.audit(rounded, oi.DisclosurePolicy(margin=1)).table
    true = truth.to_frame().set_index(["area", "sex"])["value"]
    for row in found.itertuples():
        here = true[row.area, row.sex]
        assert row.low - 1e-6 <= here <= row.high + 1e-6
        # No rounding tells a figure alone more closely than sums do, or less than its own interval.
        assert row.high - row.low <= 2 * (5 - 1)


def test_rounded_table_is_audited_as_rounded(tmp_path: Path) -> None:
    truth = both_sexes(np.array([[3, 21], [34, 42], [27, 19]]))
    # To the nearest 5 a 3 is 3 to 7: not 5 wide. By lot it is 1 to 9.
    nearest = oi.audit(round_statistics(truth, how="nearest"))
    assert not nearest.passed
    assert nearest.table[["low", "high"]].to_numpy().tolist() == [[3, 7]]
    with pytest.raises(ComputeError, match="larger base"):
        oi.publish(round_statistics(truth, how="nearest"), tmp_path / "a.csv")
    assert list(tmp_path.iterdir()) == []
    wide = round_statistics(truth, oi.DisclosurePolicy(base=10))
    assert oi.audit(wide).passed
    path = oi.publish(wide, tmp_path / "a.csv")
    assert (pd.read_csv(path)["value"] % 10 == 0).all()


def test_sums_can_give_rounded_figures_away() -> None:
    """Seven figures at 0 whose rounded sum is 30 must be nearly as large as they can be."""
    truth = statistics(one_count([4, 4, 4, 4, 4, 4, 4]), whole="X")
    found = oi.audit(round_statistics(truth, how="nearest"), oi.DisclosurePolicy(margin=1)).table
    assert found.loc[0, "low"] == 3  # each is 3 to 7
    rounded = round_statistics(truth, how="nearest")
    tight = oi.audit(rounded, oi.DisclosurePolicy(margin=4)).table
    # Sum 28 is shown as 30: 28 to 32, so that each is at most 32 − 6 · 3 = 14 and the interval stays.
    assert (tight["high"] == 7).all()
    zeros = statistics(one_count([2, 2, 2, 2]), whole="X")  # 0 each, their sum 10: 8 to 12
    told = oi.audit(round_statistics(zeros, how="nearest"), oi.DisclosurePolicy(margin=1)).table
    assert told[["low", "high"]].to_numpy().tolist() == [[2, 2]] * 4


def test_unknown_rounding() -> None:
    with pytest.raises(ComputeError, match="no rounding 'up'"):
        round_statistics(statistics(one_count([1, 2]), whole="X"), how="up")  # type: ignore[arg-type]


def test_how_it_was_rounded_is_said_in_both_languages() -> None:
    rounded = round_statistics(city(np.random.default_rng(1).poisson(6, (2, 2, 2))))
    assert "avrundade till multiplar av 5" in repr(rounded)
    assert "rounded to base 5" in rounded.summary("en")


def test_multiples_stay_and_sums_hold_as_near_as_can_be() -> None:
    matrix = sparse.csr_array([[1.0, 1.0, 1.0, -1.0]])
    rounded = controlled(np.array([10.0, 7.0, 8.0, 25.0]), matrix, 5)
    assert rounded[0] == 10
    assert rounded[-1] == 25
    assert sorted(rounded[1:3]) == [5, 10]


def test_what_is_no_count_is_refused(tmp_path: Path) -> None:
    rows = one_count([20.0, 30], "andel").assign(kind="mean", denominator=100.0)
    with pytest.raises(StatisticsError, match=r"'andel' is not a count .*What to do: round the counts"):
        round_statistics(statistics(rows, whole="X"))


def test_what_was_done_is_told_of_every_figure() -> None:
    truth = statistics(one_count([7, 8, 4, 19]), whole="X")
    for how, words in (("nearest", "nearest 5"), ("random", "random 5"), ("controlled", "controlled 5")):
        rounded = round_statistics(truth, how=how, seed=1).statistics
        assert rounded.rounding.texts.tolist() == [[words] * 5]
        assert rounded.notes[-1].startswith("Antalen är avrundade till multiplar av 5.")
    halves = statistics(one_count([7.5, 8]), whole="X")
    assert round_statistics(halves, how="nearest").statistics.rounding.texts[0, 0] == "nearest 5 of fractions"


def test_what_is_withheld_or_not_rounded_is_as_it_was() -> None:
    rows = one_count([7, 8, 4, 19]).assign(status=["observed", "suppressed", *["observed"] * 3])
    rows.loc[1, "value"] = np.nan
    rounded = round_statistics(statistics(rows, whole="X"), how="nearest")
    assert rounded.statistics.rounding.texts[0].tolist() == ["nearest 5", "", *["nearest 5"] * 3]
    assert rounded.least[0].tolist() == pytest.approx([3, np.nan, 3, 18, 38], nan_ok=True)
    exact = statistics(one_count([7, 8]), whole="X")
    assert np.array_equal(bounds(exact), [[[7, 8, 15]]] * 2)


def test_a_share_of_rounded_counts_lies_where_they_put_it() -> None:
    counts = {"value": [50.0, 0.0], "numerator": [10.0, 0.0], "denominator": [20.0, 0.0]}
    rows = pd.DataFrame({"area": ["1", "2"], "variable": "x", "period": "2024", "kind": "share"} | counts)
    rows.loc[1, ["value", "denominator"]] = [np.nan, 0.0]
    shares = statistics(rows.assign(rounding="nearest 5"))
    least, most = bounds(shares)
    assert least[0].tolist() == pytest.approx([100 * 8 / 22, np.nan], nan_ok=True)
    assert most[0].tolist() == pytest.approx([100 * 12 / 18, np.nan], nan_ok=True)
    assert np.array_equal(bounds(shares, "denominator"), [[[18.0, 0.0]], [[22.0, 2.0]]])


def test_rounding_again_is_no_way_round(tmp_path: Path) -> None:
    once = round_statistics(statistics(one_count([3, 8]), whole="X"), how="nearest").statistics
    for again in (once, oi.Statistics.from_frame(once.to_frame(), whole="X")):
        with pytest.raises(StatisticsError, match=r"rounded already \(nearest 5\).*as they were"):
            round_statistics(again, how="random")
