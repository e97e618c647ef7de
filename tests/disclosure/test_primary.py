"""Which cells are unsafe in themselves, whether they stand in the table or follow from it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.disclosure.laid import Reading
from omradesindex.disclosure.primary import (
    EARLIER,
    EVERYBODY,
    FEW,
    FEW_LEFT,
    FULL_SHARE,
    ZERO_SHARE,
    protection_level,
    unsafe_cells,
)
from omradesindex.disclosure.release import Release, Told
from omradesindex.disclosure.system import build
from omradesindex.errors import ComputeError
from omradesindex.statistics import BlockId
from tests.cities import statistics
from tests.disclosure.made_up import one_count

SHARES = {"sjuka": "alla"}


def reasons(
    sick: list[float], all_: list[float], policy: oi.DisclosurePolicy | None = None
) -> dict[str, str]:
    """The reason of each unsafe cell: of the sick, of those who are not, of all."""
    figures = statistics(pd.concat([one_count(all_, "alla"), one_count(sick, "sjuka")]), whole="X")
    system = build(figures, shares=SHARES)
    found = unsafe_cells(system, policy or oi.DisclosurePolicy())
    kinds = {"alla": "all", "sjuka": "sick"}
    named = [kinds[system.variable[f]] if f >= 0 else "well" for f in system.family]
    area = [figures.all_areas[c] for c in system.column]
    return {f"{kind} {where}": why for kind, where, why in zip(named, area, found, strict=True) if why}


def test_few_persons_and_few_who_are_left() -> None:
    assert reasons([4, 60, 57], [80, 90, 60]) == {"sick 01": FEW, "well 03": FEW_LEFT}


def test_in_a_small_group_nobody_and_everybody_disclose_all() -> None:
    assert reasons([0, 7, 0], [9, 7, 10]) == {"sick 01": ZERO_SHARE, "well 02": FULL_SHARE}
    assert reasons([0, 7, 0], [9, 7, 10], oi.DisclosurePolicy(protect_zeros=False)) == {}


def test_only_what_is_about_persons_is_protected() -> None:
    assert reasons([4, 60, 57], [80, 90, 60], oi.DisclosurePolicy(sensitive=["alla"])) == {}
    assert reasons([4, 60, 57], [3, 90, 60], oi.DisclosurePolicy(sensitive=["alla"])) == {"all 01": FEW}


@pytest.mark.parametrize(
    ("parts", "rule", "level"),
    [
        ([90, 5, 5], {"dominance": (1, 80)}, 90 / 0.8 - 100),
        ([60, 30, 10], {"dominance": (2, 75)}, 90 / 0.75 - 100),
        ([50, 30, 20], {"dominance": (1, 80)}, 0.0),
        ([90, 50, 5], {"p_percent": 10}, 9 - 5),
        ([90, 50, 20], {"p_percent": 10}, 0.0),
        ([90], {"p_percent": 10}, 9.0),
        ([90, 5, 5], {"dominance": (1, 80), "p_percent": 20}, 13.0),
        ([90], {}, 90.0),
        ([30, 30, 30, 30, 0], {}, 120.0),
        ([18, 18, 18, 18, 18], {}, 0.0),
        ([], {"p_percent": 10, "dominance": (1, 80)}, 0.0),
    ],
)
def test_how_far_a_dominated_sum_must_be_kept(
    parts: list[float], rule: dict[str, object], level: float
) -> None:
    policy = oi.DisclosurePolicy(**rule)  # type: ignore[arg-type]
    assert protection_level(parts, policy) == pytest.approx(level)
    assert protection_level(parts[::-1], policy) == protection_level(parts, policy)


@pytest.mark.parametrize("part", [-1.0, np.nan, np.inf])
def test_a_contribution_that_is_none(part: float) -> None:
    with pytest.raises(
        ComputeError, match=r"a contribution is negative or not a number\. Expected: zero or more"
    ):
        protection_level([1.0, part], oi.DisclosurePolicy(p_percent=10))


def categories(rows: dict[str, tuple[float, float]], **policy: object) -> dict[tuple[str, str], str]:
    """The reason of each unsafe figure of those with and without a disability, by area."""
    parts = {"with": [pair[0] for pair in rows.values()], "without": [pair[1] for pair in rows.values()]}
    parts["total"] = [sum(pair) for pair in rows.values()]
    figures = pd.concat([one_count(values).assign(disability=name) for name, values in parts.items()])
    system = build(statistics(figures, whole="X"), shares={})
    found = unsafe_cells(system, oi.DisclosurePolicy(**policy))  # type: ignore[arg-type]
    return {
        (system.laid.blocks[row].group[0], system.laid.areas[column]): why
        for row, column, why in zip(system.row, system.column, found, strict=True)
        if why and row >= 0
    }


def test_a_category_that_is_everybody_of_a_small_group_discloses() -> None:
    """All 7 of area 01 have a disability, and all 9 of area 02 have none."""
    found = categories({"01": (7, 0), "02": (0, 9), "03": (60, 240)})
    assert found["with", "01"] == found["without", "02"] == EVERYBODY
    # Nor does a total of the area, the whole city or a mixed area.
    assert {area for _, area in found} == {"01", "02"}
    assert {group for group, _ in found} <= {"with", "without"}


def test_everybody_of_a_larger_group_or_of_nobody_does_not() -> None:
    assert categories({"01": (10, 0), "02": (0, 0), "03": (60, 240)}) == {}
    assert categories({"01": (7, 0), "03": (60, 240)}, small_group=7) == {}
    assert categories({"01": (7, 0), "03": (60, 240)}, protect_zeros=False) == {}
    assert categories({"01": (7, 0), "03": (60, 240)}, sensitive=["annat"]) == {}
    # Fewer than the threshold are few persons already.
    assert categories({"01": (4, 0), "03": (60, 240)})["with", "01"] in (FEW, EVERYBODY)


def test_everybody_of_a_category_that_is_not_shown() -> None:
    """Those without a disability follow from all and those with: none of 7."""
    rows = [one_count([7, 300]).assign(disability="total"), one_count([7, 60]).assign(disability="with")]
    system = build(statistics(pd.concat(rows), whole="X"), shares={})
    found = unsafe_cells(system, oi.DisclosurePolicy())
    assert EVERYBODY in found[(system.values == 7) & (system.column == 0)]
    assert (found[system.column != 0] == "").all()


def test_what_was_withheld_before_is_unsafe_still_and_what_is_out_is_no_secret() -> None:
    block = BlockId("sjuka", "2024", ())
    figures = statistics(one_count([40, 60, 3], "sjuka"), whole="X")
    none = np.zeros(4, dtype=bool)

    def earlier(low: list[float], need: list[float]) -> Release:
        told = Told(np.array(low), np.array(low), np.array(need), none)
        return Release("0001", "t", "", "X", ("01", "02", "03", "X"), (), {(block, "value"): told}, {})

    def why(release: Release) -> list[str]:
        system = build([Reading(figures)], releases=[release], shares={})
        return unsafe_cells(system, oi.DisclosurePolicy()).tolist()

    assert why(earlier([np.nan, 60, np.nan, 103], [5, 0, 0, 0])) == [EARLIER, "", FEW, ""]
    assert why(earlier([np.nan, 60, 3, 103], [0, 0, 5, 0])) == ["", "", "", ""]
