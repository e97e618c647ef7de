"""Which further cells go: the cheapest pattern of all, proven, and no cell alone."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy import sparse

import omradesindex as oi
from omradesindex.disclosure.complementary import Table, bounds_to_loosen, cheapest_pattern
from omradesindex.disclosure.need import Need
from tests.cities import statistics
from tests.disclosure.made_up import (
    city,
    table,
)


@pytest.mark.slow
def test_pattern_is_the_cheapest_of_all() -> None:
    """Every pattern of a small table is tried."""
    values = np.array([[[3], [12]], [[20], [9]], [[14], [31]]])
    frame = table(values)
    frame = frame[frame["disability"] == "total"].drop(columns="disability")
    figures = statistics(frame, whole="X")
    policy = oi.DisclosurePolicy()
    protected = oi.protect(figures, policy)
    assert protected.log["optimal"].all()
    full = figures.to_frame()
    hidden = (protected.statistics.to_frame()["status"] == "suppressed").to_numpy()
    best = policy.costs(full["value"].to_numpy()[hidden]).sum()
    for pattern in product([False, True], repeat=len(full)):
        gone = np.array(pattern)
        cost = policy.costs(full["value"].to_numpy()[gone]).sum()
        if cost >= best - 1e-6 or not gone[np.flatnonzero(full["value"] == 3)].all():
            continue
        tried = full.assign(
            value=full["value"].where(~gone), status=np.where(gone, "suppressed", "observed"), coverage=np.nan
        )
        assert not oi.audit(statistics(tried, whole="X"), policy, truth=figures).passed


def test_relabelling_costs_nothing_more() -> None:
    values = np.random.default_rng(3).poisson(15, (5, 2, 2))
    policy = oi.DisclosurePolicy(rounds=50)
    one, other = oi.protect(city(values), policy), oi.protect(city(values[:, ::-1]), policy)
    assert one.log["optimal"].all()

    def loss(p: oi.types.Protected) -> float:
        hidden = p.statistics.to_frame()["status"] == "suppressed"
        return policy.costs(p.truth.to_frame()["value"].to_numpy()[hidden]).sum()

    assert loss(one) == pytest.approx(loss(other))


def row_of(values: list[float], cost: list[float], *, width: float = 5.0) -> Table:
    """Areas and their sum, the first of which is unsafe."""
    n = len(values)
    matrix = sparse.csr_array([[*([-1.0] * (n - 1)), 1.0]])
    forced = np.arange(n) == 0
    need = Need(np.full(n, width), np.zeros(n))
    return Table(
        matrix, np.zeros(1), np.array(values), np.full(n, 500.0), np.array(cost), forced, np.array([0]), need
    )


def test_the_dearest_is_spared_and_one_that_frees_too_little_is_not_enough() -> None:
    values = [3.0, 20.0, 2.0, 75.0, 100.0]
    assert cheapest_pattern(row_of(values, [0, 9, 1, 12, 20]), rounds=5)[0].tolist() == [
        True,
        False,
        True,
        False,
        False,
    ]
    # 3 and 2 sum to 5: an interval of 5 about the first, where 20 are needed.
    wide, proven = cheapest_pattern(row_of(values, [0, 9, 1, 12, 20], width=20.0), rounds=9)
    assert proven
    assert wide.tolist() == [True, True, False, False, False]


def test_a_cell_alone_is_worked_out_and_the_bound_says_by_how_much_each_other_would_free_it() -> None:
    table_ = row_of([3.0, 20.0, 77.0, 100.0], [0, 1, 1, 1])
    (loosening,) = bounds_to_loosen(table_, table_.forced)
    assert loosening[1:].tolist() == [1.0, 1.0, 1.0]
    assert not [*bounds_to_loosen(table_, np.array([True, True, False, False]))]


def test_of_many_that_are_bounded_too_tightly_some_are_asked_about_in_a_round() -> None:
    """One sum of 120 figures that are all withheld, and of which far too much is known."""
    n, far = 121, 1e6
    values = np.r_[np.ones(n - 1), n - 1.0]
    forced = np.arange(n) < n - 1
    row = sparse.csr_array([[*([-1.0] * (n - 1)), 1.0]])
    need = Need(np.full(n, far), np.zeros(n))
    table_ = Table(
        row, np.zeros(1), values, np.full(n, 500.0), np.ones(n), forced, np.flatnonzero(forced), need
    )
    conditions = [*bounds_to_loosen(table_, forced)]
    assert len(conditions) == 50
    # Each says that the sum, the only figure left, would help.
    assert all(condition[-1] > 0 for condition in conditions)
