"""Which cells are unsafe in themselves, whether they stand in the table or follow from it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.disclosure.primary import (
    FEW,
    FEW_LEFT,
    FULL_SHARE,
    ZERO_SHARE,
    protection_level,
    unsafe_cells,
)
from omradesindex.disclosure.system import build
from omradesindex.errors import ComputeError
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
        ([90], {}, 0.0),
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
