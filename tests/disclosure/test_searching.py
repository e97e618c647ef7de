"""The search for what to withhold: denominators first, table by table, then until nothing leaks."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.disclosure.audit import what_is_needed
from omradesindex.disclosure.laid import Reading
from omradesindex.disclosure.searching import denominators_first, table_by_table, until_nothing_leaks
from omradesindex.disclosure.system import build
from omradesindex.disclosure.trying import Trial
from tests.cities import statistics
from tests.disclosure.made_up import both_sexes, one_count

POLICY = oi.DisclosurePolicy()


def test_a_numerator_comes_after_its_denominator() -> None:
    names = ("sjuka", "alla", "svart_sjuka")
    figures = statistics(pd.concat([one_count([20, 30], name) for name in names]), whole="X")
    system = build(figures, shares={"sjuka": "alla", "svart_sjuka": "sjuka"})
    assert [system.variable[f] for f in denominators_first(system)] == ["alla", "sjuka", "svart_sjuka"]


def test_the_cheapest_further_figures_and_no_more_where_nothing_leaks() -> None:
    figures = both_sexes(np.array([[3, 40], [41, 50], [200, 300]]))
    system = build(figures, shares={})
    need, reason = what_is_needed(system, POLICY, [Reading(figures)])
    hidden = np.zeros((3, 4), dtype=bool)
    hidden[0, 0] = True  # women of area 01
    cost = POLICY.costs(system.values)
    found, optimal = table_by_table(system, POLICY, 0, reason, need, hidden, cost)
    assert optimal
    # Women and men of the two smallest areas: in every row and column there are two.
    assert np.argwhere(found).tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert hidden.sum() == 1
    proven = np.ones(1, dtype=bool)
    again = until_nothing_leaks(Trial(system, POLICY, need, reason), found, cost, proven)
    assert (again == found).all()
    assert proven.all()


def test_what_leaks_is_closed_and_no_longer_called_the_cheapest() -> None:
    figures = both_sexes(np.array([[3, 40], [41, 50], [200, 300]]))
    system = build(figures, shares={})
    need, reason = what_is_needed(system, POLICY, [Reading(figures)])
    hidden, proven = np.zeros((3, 4), dtype=bool), np.ones(1, dtype=bool)
    hidden[0, 0] = True
    trial = Trial(system, POLICY, need, reason)
    closed = until_nothing_leaks(trial, hidden, POLICY.costs(system.values), proven)
    assert closed.sum() == 4
    assert not proven.any()
    assert hidden.sum() == 1


def test_of_very_many_cells_those_nearest_to_what_leaks_are_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found there is as safe, though not always the cheapest."""
    figures = both_sexes(np.array([[3, 40], [41, 50], [200, 300], [80, 70]]))
    system = build(figures, shares={})
    need, reason = what_is_needed(system, POLICY, [Reading(figures)])
    hidden, proven = np.zeros((3, 5), dtype=bool), np.ones(1, dtype=bool)
    hidden[0, 0] = True
    monkeypatch.setattr("omradesindex.disclosure.searching._MANY", 4)
    near = until_nothing_leaks(
        Trial(system, POLICY, need, reason), hidden, POLICY.costs(system.values), proven
    )
    assert 4 <= near.sum() <= 6
    assert not [*Trial(system, POLICY, need, reason).leaks(near)]


@pytest.mark.parametrize("threshold", [5, 10])
def test_figures_that_came_rounded_are_protected(threshold: int) -> None:
    """What is withheld may be as great as what is shown, though none of it is known exactly."""
    areas = np.array([[6, 9], [212, 187], [41, 38], [8, 4], [199, 205], [43, 52]])
    frame = both_sexes(areas).to_frame()
    kept = ["area", "variable", "period", "sex", "kind", "quality"]
    rounded = frame[kept].assign(value=5 * np.round(frame["value"] / 5), rounding="nearest 5")
    policy = oi.DisclosurePolicy(threshold=threshold)
    protected = oi.protect(statistics(rounded, whole="X"), policy)
    assert len(protected.log)
    assert protected.audit.passed
