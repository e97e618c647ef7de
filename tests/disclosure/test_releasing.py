"""What an outsider reads of a release, as it is kept for the next one."""

from __future__ import annotations

import numpy as np
import pandas as pd

import omradesindex as oi
from omradesindex.disclosure.laid import Reading
from omradesindex.disclosure.release import Release
from omradesindex.disclosure.releasing import releases_of
from omradesindex.disclosure.system import System, build
from omradesindex.statistics import BlockId
from tests.cities import statistics
from tests.disclosure.made_up import both_sexes, one_count

BY_SEX = both_sexes(np.array([[3, 40], [41, 50], [200, 300]]))
WOMEN, TOTAL = BlockId("inflyttade", "2024", ("women",)), BlockId("inflyttade", "2024", ("total",))


def kept(
    tables: list[Reading], hidden: list[np.ndarray], system: System | None = None, **options: object
) -> list[Release]:
    system = system or build(tables, shares={})
    needed = np.where((system.values > 0) & (system.values < 5), 5.0, 0.0)
    everything = np.zeros_like(system.laid.closed)
    for k, mask in enumerate(hidden):
        everything |= system.laid.hide(k, mask)
    given = {"within": {}, "shares": {}, "identities": {}} | options
    return releases_of(
        system, everything, tables, name="0001 a.csv", needed=needed, policy=oi.DisclosurePolicy(), **given
    )  # type: ignore[arg-type]


def square() -> np.ndarray:
    """Women and men of the two smallest areas are withheld."""
    hidden = np.zeros((3, 4), dtype=bool)
    hidden[[block.group != ("total",) for block in BY_SEX.blocks], :2] = True
    return hidden


def test_what_is_withheld_is_not_kept_and_how_closely_it_may_be_known_is() -> None:
    (release,) = kept([Reading(BY_SEX)], [square()])
    assert (release.name, release.table) == ("0001 a.csv", "Exempelstad (påhittad)")
    assert (release.whole, release.areas) == ("X", ("01", "02", "03", "X"))
    women, everybody = release.strips[WOMEN, "value"], release.strips[TOTAL, "value"]
    np.testing.assert_array_equal(women.low, [np.nan, np.nan, 200, 244])
    np.testing.assert_array_equal(women.high, women.low)
    assert women.need.tolist() == [5, 0, 0, 0]
    assert not women.asked.any()
    assert everybody.low.tolist() == everybody.high.tolist() == [43, 91, 500, 634]
    assert {block.group[0]: gone.tolist() for block, gone in release.closed.items()} == {
        "women": [True, True, False, False],
        "men": [True, True, False, False],
    }
    (together,) = {frozenset(group) for group in release.groups}
    assert together == frozenset(
        (f"figure|inflyttade|2024|value|sex={sex}", area) for sex in ("women", "men") for area in ("01", "02")
    )


def test_what_a_reader_knows_of_rounded_figures_is_kept_and_no_more() -> None:
    ends = (np.array([[18.0, 28, 48]]), np.array([[22.0, 32, 52]]))
    (release,) = kept([Reading(statistics(one_count([20, 30]), whole="X"), {"value": ends})], [])
    (told,) = release.strips.values()
    assert (told.low.tolist(), told.high.tolist()) == ([18, 28, 48], [22, 32, 52])
    assert release.closed == {}


def test_what_a_sum_leaves_over_is_public() -> None:
    rows = one_count([200, 300])
    rows.loc[2, "value"] = 503.0  # three persons are registered nowhere
    (release,) = kept([Reading(statistics(rows, whole="X"))], [])
    ((what, area),) = release.left
    assert what.startswith("areas|inflyttade|2024|value||")
    assert (area, *release.left.values()) == ("X", 3.0)


def test_those_who_follow_though_they_stand_in_no_table_are_kept_too() -> None:
    """Women are shown and men are not: 3 men of 01 follow if nothing is withheld."""
    rows = BY_SEX.to_frame().replace({"sex": {"men": "women", "women": "men"}})
    figures = statistics(rows[rows["sex"] != "men"], whole="X")
    (release,) = kept([Reading(figures)], [])
    (((what, area), need),) = release.implied.items()
    assert (what.endswith("|rest"), area, need) == (True, "01", 5.0)
    # A later release knows them by that name.
    system = build([Reading(figures)], releases=[release], shares={})
    assert system.values[system.asked > 0].tolist() == [3]


def test_totals_that_stand_in_no_table_are_kept_too() -> None:
    """Women and men with a disability are shown in area 01, and 4 in all with one follow."""
    rows = [([3, 40], "women", "with"), ([1, 30], "men", "with"), ([50, 70], "total", "total")]
    table = pd.concat([one_count(values).assign(sex=s, disability=d) for values, s, d in rows])
    figures = statistics(table, whole="X")
    (release,) = kept([Reading(figures)], [])
    assert release.implied["figure|inflyttade|2024|value|disability=with", "01"] == 5
    system = build([Reading(figures)], releases=[release], shares={})
    assert 4 in system.values[system.asked > 0]


def test_of_several_tables_each_has_its_own_and_what_is_common_stands_once() -> None:
    total = statistics(one_count([43, 91, 500]), whole="X")
    options = {
        "shares": {"inflyttade": "alla"},
        "within": {"01": ["d1", "d2"]},
        "identities": {"inflyttade": []},
    }
    tables = [Reading(BY_SEX), Reading(total)]
    first, second = kept(tables, [square()], **options)
    assert (first.breakdowns, second.breakdowns) == (("sex",), ())
    assert list(second.strips) == [(BlockId("inflyttade", "2024", ()), "value")]
    assert (len(set(first.groups)), second.groups, second.closed) == (1, (), {})
    for release in (first, second):
        assert release.shares == {"inflyttade": ("alla",)}
        assert release.within == {"01": ("d1", "d2")}
        assert release.identities == {"inflyttade": ()}
    # What came to us withheld is so of ours, too.
    rows = one_count([43, 91, 500]).assign(status=["suppressed", "observed", "observed", "observed"])
    rows["value"] = rows["value"].where(rows["status"] == "observed")
    (received,) = kept([Reading(statistics(rows, whole="X"))], [])
    (told,), (gone,) = received.strips.values(), received.closed.values()
    assert gone.tolist() == told.asked.tolist() == [True, False, False, False]
