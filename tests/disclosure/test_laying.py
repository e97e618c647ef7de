"""Tables on one another: a figure once, whichever of them it stands in, with what is out already."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.disclosure.laid import MISSING, OBSERVED, SUPPRESSED, Laid, Reading
from omradesindex.disclosure.laying import lay
from omradesindex.disclosure.release import Release, Told
from omradesindex.errors import StatisticsError
from omradesindex.statistics import BlockId
from tests.cities import statistics
from tests.disclosure.made_up import one_count

ALL = BlockId("inflyttade", "2024", ())


def by(values: list[float], **group: str) -> pd.DataFrame:
    return one_count(values).assign(**group)


def two(rows: list[pd.DataFrame]) -> oi.Statistics:
    return statistics(pd.concat(rows, ignore_index=True), whole="X")


BY_SEX = two([by([20, 30], sex="total"), by([3, 12], sex="women")])
BY_DISABILITY = two([by([20, 30], disability="total"), by([6, 9], disability="with")])


def out(
    values: list[float],
    block: BlockId = ALL,
    *,
    closed: list[int] | None = None,
    high: list[float] | None = None,
    need: float = 0.0,
    asked: bool = False,
    areas: tuple[str, ...] = ("01", "02", "X"),
    breakdowns: tuple[str, ...] = (),
    within: dict[str, tuple[str, ...]] | None = None,
) -> Release:
    """An earlier release of one variable; NaN where nothing was shown."""
    low = np.array(values, dtype=float)
    gone = np.isin(np.arange(len(low)), closed or [])
    told = Told(low, low if high is None else np.array(high), np.where(gone, need, 0.0), gone & asked)
    return Release(
        "0001 a.csv", "Exempelstad (påhittad)", "", "X", areas, breakdowns, {(block, "value"): told},
        {block: gone} if closed else {}, within or {},
    )  # fmt: skip


def values(laid: Laid, *group: str, variable: str = "inflyttade") -> list[float]:
    row = laid.blocks.index(BlockId(variable, "2024", group))
    return laid.strips[row, "value"].value.tolist()


# -- tables that are published together ---------------------------------------------------------------------


def test_what_stands_in_two_tables_is_laid_once() -> None:
    laid = lay([Reading(BY_SEX), Reading(BY_DISABILITY)])
    assert laid.breakdowns == ("sex", "disability")
    assert sorted(block.group for block in laid.blocks) == [
        ("total", "total"),
        ("total", "with"),
        ("women", "total"),
    ]
    assert values(laid, "total", "total") == [20, 30, 50]
    assert values(laid, "total", "with") == [6, 9, 15]
    assert laid.partitions["inflyttade", "2024", 0] == [("women",)]
    assert laid.partitions["inflyttade", "2024", 1] == [("with",)]
    assert laid.sums == [(2, [0, 1])]
    # What is withheld of one table is so of all.
    mask = np.zeros((2, 3), dtype=bool)
    mask[[block.group == ("total",) for block in BY_SEX.blocks], 1] = True
    everything = laid.hide(0, mask)
    assert everything.sum() == laid.hidden_in(1, everything).sum() == 1
    assert (laid.hidden_in(0, everything) == mask).all()


def test_one_figure_in_all_tables() -> None:
    other = two([by([20, 31], disability="total"), by([6, 9], disability="with")])
    with pytest.raises(
        StatisticsError,
        match=r"'inflyttade' \(2024\) in area '02' is 30 in one table and 31 in another\. Expected: one",
    ):
        lay([Reading(BY_SEX), Reading(other)])
    # A figure that one of them lacks is the other's.
    lacks = by([20, 30], disability="total").assign(status=["missing", "observed", "observed"])
    lacks["value"] = lacks["value"].where(lacks["status"] == "observed")
    laid = lay([Reading(two([lacks, by([6, 9], disability="with")])), Reading(BY_SEX)])
    total = next(k for k, block in enumerate(laid.blocks) if set(block.group) == {"total"})
    assert laid.strips[total, "value"].value.tolist() == [20, 30, 50]
    assert laid.status[total].tolist() == [OBSERVED] * 3


def test_what_a_reader_knows_of_rounded_figures() -> None:
    ends = (np.array([[18.0, 28, 48]]), np.array([[22.0, 32, 52]]))
    figures = statistics(one_count([20, 30]), whole="X")
    ours, theirs = (
        lay([Reading(figures, {"value": ends}, true)]).strips[0, "value"] for true in (True, False)
    )
    for strip in (ours, theirs):
        assert (strip.low.tolist(), strip.high.tolist()) == ([18, 28, 48], [22, 32, 52])
    assert ours.value.tolist() == [20, 30, 50]
    assert not ours.asked.any()
    # What came to us rounded is not the truth, whatever it says.
    assert np.isnan(theirs.value).all()
    assert theirs.asked.all()


def test_areas_within_areas() -> None:
    small = statistics(one_count([20, 30]), whole="X")
    large = statistics(one_count([50]).replace({"01": "A"}), whole="X")
    laid = lay([Reading(small), Reading(large)], within={"A": ["01", "02"]})
    at = laid.areas.index
    assert sorted((laid.areas[w], [laid.areas[p] for p in parts]) for w, parts in laid.sums) == [
        ("A", ["01", "02"]),
        ("X", ["01", "02"]),
    ]
    assert values(laid)[at("A")] == values(laid)[at("X")] == 50
    # Small areas that stand in no table may be told of, but not one by a slip.
    assert lay([Reading(large)], within={"A": ["d1", "d2"]}).areas == ("A", "X", "d1", "d2")
    for slip in ({"A": ["01", "2"]}, {"B": ["01"]}):
        with pytest.raises(StatisticsError, match="is no area of the table"):
            lay([Reading(small), Reading(large)], within=slip)
    with pytest.raises(StatisticsError, match=r"area '01' is within itself"):
        lay([Reading(small)], within={"01": ["02"], "02": ["01"]})


def test_where_a_table_lacks_areas_those_who_live_elsewhere_follow() -> None:
    rows = pd.concat([one_count([200, 300]), one_count([20, 30], "alla")]).astype({"value": float})
    rows.loc[rows["area"] == "X", "value"] = [504.0, 80.0]
    figures = statistics(rows, whole="X")
    laid = lay([Reading(figures)])
    assert laid.areas == ("01", "02", "X", "X − 01 − 02")
    assert laid.sums == [(2, [0, 1, 3])]
    assert values(laid)[3] == 4
    # Of whom nobody knows the area there are few.
    few = lay([Reading(figures.only(["inflyttade"]))])
    assert (few.areas, few.sums) == (("01", "02", "X"), [(2, [0, 1])])
    told = lay([Reading(figures.only(["inflyttade"]), rest=True)])
    assert (told.areas, told.sums) == (("01", "02", "X", "X − 01 − 02"), [(2, [0, 1, 3])])
    # So they are where what the areas are made of stands in no table.
    nested = lay([Reading(figures, rest=True)], within={"01": ["d1", "d2"]})
    at = nested.elsewhere["X − 01 − 02"]
    assert nested.areas[at] == "X − d1 − d2 − 02"
    assert [values(nested, variable=name)[at] for name in ("inflyttade", "alla")] == [4, 30]
    # A table that has them all says where they live.
    every = statistics(one_count([200, 300, 4]), whole="X")
    assert lay([Reading(figures), Reading(every)]).sums == [(2, [0, 1, 4]), (2, [0, 1, 3])]


# -- what is out already ------------------------------------------------------------------------------------


def test_what_was_shown_is_known_and_what_was_withheld_stays_so() -> None:
    women = BlockId("inflyttade", "2024", ("women",))
    earlier = out([np.nan, 12, 15], women, closed=[0], need=5.0, asked=True, breakdowns=("sex",))
    laid = lay([Reading(BY_DISABILITY)], [earlier])
    row = laid.blocks.index(BlockId("inflyttade", "2024", ("total", "women")))
    strip = laid.strips[row, "value"]
    assert (strip.floor.tolist(), strip.roof.tolist()) == ([0, 12, 15], [np.inf, 12, 15])
    assert strip.need.tolist() == [5, 0, 0]
    assert strip.asked.tolist() == [True, False, False]
    assert laid.closed[row].tolist() == [True, False, False]
    assert laid.status[row].tolist() == [SUPPRESSED, OBSERVED, OBSERVED]
    assert laid.closed.sum() == 1
    # Whoever has the figures need not ask what is known of them.
    again = lay([Reading(BY_SEX)], [earlier])
    row = again.blocks.index(women)
    assert again.strips[row, "value"].value.tolist() == [3, 12, 15]
    assert not again.strips[row, "value"].asked.any()
    assert again.closed[row].tolist() == [True, False, False]


def test_several_releases_of_one_figure_narrow_it() -> None:
    releases = [out([18, 28, 48], high=[22, 32, 52]), out([20, 30, 50], high=[24, 34, 54])]
    other = statistics(one_count([1, 2], "utflyttade"), whole="X")
    laid = lay([Reading(other)], releases)
    strip = laid.strips[laid.blocks.index(ALL), "value"]
    assert (strip.floor.tolist(), strip.roof.tolist()) == ([20, 30, 50], [22, 32, 52])


def test_revised_figures_are_an_edition_of_their_own() -> None:
    earlier = out([19, np.nan, 49], closed=[1], need=5.0)
    laid = lay([Reading(statistics(one_count([20, 30]), whole="X"))], [earlier])
    now, before = (
        laid.blocks.index(BlockId(v, "2024", ())) for v in ("inflyttade", "inflyttade (0001 a.csv)")
    )
    assert laid.strips[now, "value"].value.tolist() == [20, 30, 50]
    assert laid.strips[now, "value"].roof.tolist() == [np.inf] * 3
    assert laid.strips[before, "value"].roof.tolist() == [19, np.inf, 49]
    # What was withheld stays withheld, in the new figures too.
    assert laid.closed[now].tolist() == [False, True, False]
    assert laid.status[before].tolist() == [OBSERVED, SUPPRESSED, OBSERVED]


def test_what_was_not_seen_to_be_revised_is_the_same_in_both_editions() -> None:
    """Areas without a figure take the other edition's; not the revised area, and not the sum of all."""
    women = BlockId("inflyttade", "2024", ("women",))
    earlier = out([19, np.nan, np.nan], women, closed=[1, 2], need=5.0, asked=True, breakdowns=("sex",))
    now = two([by([20, 30], sex="women")])
    laid = lay([Reading(now)], [earlier])
    before = laid.blocks.index(BlockId("inflyttade (0001 a.csv)", "2024", ("women",)))
    strip = laid.strips[before, "value"]
    assert strip.value[:2].tolist() == [19, 30]
    assert np.isnan(strip.value[2])
    assert strip.asked.tolist() == [False, False, True]
    assert [areas.tolist() for *_, areas in laid.same] == [[1]]
    assert lay([Reading(now)], [earlier], same=False).same == []


def test_where_only_the_sum_was_seen_to_be_revised_no_area_is_the_same() -> None:
    women = BlockId("inflyttade", "2024", ("women",))
    earlier = out([np.nan, np.nan, 49], women, closed=[0, 1], need=5.0, asked=True, breakdowns=("sex",))
    laid = lay([Reading(two([by([20, 30], sex="women")]))], [earlier])
    assert [areas.tolist() for *_, areas in laid.same] == [[]]


def test_a_total_that_no_table_has_ties_others_together() -> None:
    """Men with a disability are all less those without and the women with: 52 − 15 − 33 = 4."""
    rows = [(33, 40, "women", "with"), (4, 32, "men", "with"), (15, 31, "total", "without")]
    rows.append((52, 103, "total", "total"))
    table = pd.concat([one_count([a, b]).assign(sex=s, disability=d) for a, b, s, d in rows])
    laid = lay([Reading(statistics(table, whole="X"))])
    middle = laid.blocks.index(BlockId("inflyttade", "2024", ("total", "with")))
    assert laid.strips[middle, "value"].value.tolist() == [37, 72, 109]
    assert np.isnan(laid.strips[middle, "value"].low).all()


def test_borders_that_have_moved_are_refused() -> None:
    earlier = out([20, 30, 50], within={"01": ("d1", "d2")}, areas=("01", "02", "X"))
    figures = statistics(one_count([20, 30]), whole="X")
    laid = lay([Reading(figures)], [earlier], {"01": ["d2", "d1"]})
    assert (0, {"d1", "d2"}) in [(whole, {laid.areas[part] for part in parts}) for whole, parts in laid.sums]
    with pytest.raises(StatisticsError, match=r"area '01' was made up of .* in '0001 a\.csv', and is now of"):
        lay([Reading(figures)], [earlier], {"01": ["d1", "d3"]})


def test_areas_that_only_an_earlier_release_has() -> None:
    earlier = out([20, 30, 7, 57], areas=("01", "02", "03", "X"))
    laid = lay([Reading(statistics(one_count([1, 2], "utflyttade"), whole="X"))], [earlier])
    assert laid.areas == ("01", "02", "X", "03")
    assert laid.status[0].tolist() == [OBSERVED, OBSERVED, OBSERVED, MISSING]
    assert laid.sums == [(2, [0, 1, 3])]


def test_areas_with_other_names_than_before_are_asked_about() -> None:
    """01 as before, and 93 where 02 was: the same people, or others."""
    before = out([3.0, 17.0, 20.0])
    rows = one_count([3, 17])
    now = statistics(rows.assign(area=rows["area"].replace({"02": "93"})), whole="X")
    with pytest.raises(
        StatisticsError, match=r"'93' did not stand in .* had '02'.*within=\{'93': \['02'\]\}"
    ):
        lay([Reading(now)], [before])
    for within in ({"93": ["02"]}, {"93": []}, {"02": ["93"]}):
        assert "93" in lay([Reading(now)], [before], within).areas
    fewer = statistics(rows[rows["area"] != "02"], whole="X")
    assert lay([Reading(fewer)], [before]).areas
