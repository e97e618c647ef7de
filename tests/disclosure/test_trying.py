"""The three attacks: what sums tell, what the rule tells, and what whoever is alone in a cell knows."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

import omradesindex as oi
from omradesindex.disclosure import solver
from omradesindex.disclosure.audit import what_is_needed
from omradesindex.disclosure.laid import Reading
from omradesindex.disclosure.primary import unsafe_mask
from omradesindex.disclosure.seen import Seen
from omradesindex.disclosure.system import System, build
from omradesindex.disclosure.trying import ALONE, RULE, SUMS, Leaks, Trial, targets_of, tied, withheld_sets
from tests.cities import statistics
from tests.disclosure.made_up import both_sexes, one_count


def trial_of(figures: oi.Statistics, policy: oi.DisclosurePolicy) -> Trial:
    system = build(figures, shares={})
    need, reason = what_is_needed(system, policy, [Reading(figures)])
    return Trial(system, policy, need, reason)


def mask(system: System, cells: list[tuple[str, str]]) -> np.ndarray:
    """What is withheld, as sex (or nothing) and area."""
    hidden = np.zeros_like(system.laid.closed)
    rows = {"".join(block.group): k for k, block in enumerate(system.laid.blocks)}
    for group, area in cells:
        hidden[rows[group], system.laid.areas.index(area)] = True
    return hidden


def told(trial: Trial, found: list[Leaks]) -> list[tuple[str, str, float, float]]:
    """How each cell is known, its area and between what it lies."""
    system = trial.system
    return [
        (leaks.how, system.laid.areas[system.column[c]], round(low, 3), round(high, 3))
        for leaks in found
        for c, low, high in zip(leaks.cells, leaks.low, leaks.high, strict=True)
    ]


def distinct(sets: sparse.csr_array) -> set[tuple[int, ...]]:
    """The cells of each set."""
    return {tuple(sets[[k]].indices.tolist()) for k in range(sets.shape[0])}


SQUARE = [("women", "01"), ("women", "02"), ("men", "01"), ("men", "02")]


def test_sums_tell_what_is_withheld_alone() -> None:
    trial = trial_of(both_sexes(np.array([[3, 40], [41, 50], [200, 300]])), oi.DisclosurePolicy())
    assert trial.system.laid.areas[trial.system.column[trial.targets[0]]] == "01"
    assert len(trial.targets) == 1
    assert told(trial, list(trial.leaks(mask(trial.system, SQUARE[:1])))) == [(SUMS, "01", 3, 3)]
    # With a square of four it is 0 to 43, whole numbers or not, and nobody is alone.
    assert list(trial.leaks(mask(trial.system, SQUARE))) == []
    # What has passed is not tried again.
    assert all(cells.size == 0 for cells in (trial.left[SUMS], trial.left[RULE]))


def test_the_rule_tells_that_two_figures_are_one() -> None:
    """12 + 4 + 1 + 1 + 0 = 18: either of two is 0 to 2 by sums, but only ones are withheld."""
    trial = trial_of(statistics(one_count([12, 4, 1, 1, 0]), whole="X"), oi.DisclosurePolicy(threshold=2))
    hidden = mask(trial.system, [("", "03"), ("", "04")])
    assert told(trial, list(trial.leaks(hidden))) == [(RULE, "03", 1, 1), (RULE, "04", 1, 1)]
    more = mask(trial.system, [("", area) for area in ("02", "03", "04")])
    assert list(trial_of(statistics(one_count([12, 4, 1, 1, 0]), whole="X"), trial.policy).leaks(more)) == []


def test_whoever_is_alone_knows_the_others() -> None:
    """One woman in 01 knows that there are three in 02, since women of the two are four."""
    figures = both_sexes(np.array([[1, 60], [3, 50], [200, 300]]))
    trial = trial_of(figures, oi.DisclosurePolicy(margin=3))
    (leaks,) = trial.leaks(mask(trial.system, SQUARE))
    assert told(trial, [leaks]) == [(ALONE, "02", 3, 3)]
    (one,) = np.flatnonzero(leaks.knows)
    assert trial.system.values[one] == 1
    # Two of them are no two who know all.
    pair = both_sexes(np.array([[2, 60], [3, 50], [200, 300]]))
    again = trial_of(pair, oi.DisclosurePolicy(margin=3))
    assert list(again.leaks(mask(again.system, SQUARE))) == []


def test_that_no_other_table_was_found_excuses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Searches end at so many steps. Of nothing that is shown they then seem to tell as much as of all."""
    figures = both_sexes(np.array([[1, 60], [3, 50], [200, 300]]))
    trial = trial_of(figures, oi.DisclosurePolicy(margin=3))
    monkeypatch.setattr(Seen, "_may_be", lambda seen, *_: np.zeros(seen.groups, dtype=bool))
    found = list(trial.leaks(mask(trial.system, SQUARE)))
    assert [one[:2] for one in told(trial, found)] == [(RULE, "01"), (RULE, "02")]
    # Where nothing is shown that could be withheld, nothing could be done about it.
    hidden = np.ones_like(trial.system.laid.closed)
    assert RULE not in [leaks.how for leaks in trial_of(figures, trial.policy).leaks(hidden)]


@pytest.mark.parametrize("steps", [0, 50])
@pytest.mark.parametrize("seed", range(12))
def test_what_trying_every_table_tells_is_told_or_cannot_be_helped(
    seed: int, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of three areas all is out but how many are sick there: a search of no steps excuses no more."""
    monkeypatch.setattr(solver, "_LIMITS", {"node_limit": steps})
    rng = np.random.default_rng(seed)
    everybody = rng.integers(2, 9, 3)
    sick = rng.integers(0, np.minimum(everybody, 3) + 1)
    tables = [one_count(list(everybody), "alla"), one_count(list(sick), "sjuka")]
    figures = statistics(pd.concat(tables), whole="X")
    policy = oi.DisclosurePolicy(threshold=int(rng.integers(2, 4)), margin=int(rng.integers(2, 5)))
    system = build(figures, shares={"sjuka": "alla"})
    variable = np.array([system.laid.blocks[row].variable for row in system.block])
    whole = system.column == system.laid.areas.index("X")
    out = (variable == "alla") & (system.row >= 0)
    out |= (variable == "sjuka") & (system.row >= 0) & whole & (rng.random() < 0.6)
    system = replace(
        system,
        floor=np.where(out, system.values, system.floor),
        roof=np.where(out, system.values, system.roof),
    )
    need, reason = what_is_needed(system, policy, [Reading(figures)])
    trial, width = Trial(system, policy, need, reason), need.width.copy()
    hidden = system.gone(~out & ~whole & ((reason != "") | (rng.random(len(out)) < 0.5)))
    found = [leaks.cells for leaks in trial.leaks(hidden) if leaks.how == RULE]
    # Every table: so many sick in each area, and what follows from them.
    own = np.flatnonzero((variable == "sjuka") & (system.row >= 0) & ~whole)
    top, rest, base = system.pairs.T
    every = []
    for sick_here in product(*(range(int(system.values[base[top == cell]][0]) + 1) for cell in own)):
        table = system.values.copy()
        table[own] = sick_here
        table[(variable == "sjuka") & (system.row >= 0) & whole] = sum(sick_here)
        table[rest] = table[base] - table[top]
        every.append(table)
    assert np.abs(system.matrix @ np.transpose(every) - system.right[:, None]).max() == 0
    unsafe = np.array([unsafe_mask(system, policy, table) for table in every], dtype=float)

    def ends(hidden: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        least, most = system.bounds(hidden)
        may_be = ((every >= least) & (every <= most)).all(axis=1)
        may_be &= (trial.sets(hidden) @ unsafe.T > 0).all(axis=0)
        tables = np.array(every)[may_be]
        return tables.min(axis=0), tables.max(axis=0)

    nothing_shown = np.ones_like(hidden)
    for shown in (hidden, nothing_shown):
        low, high = (end[trial.targets] for end in ends(shown))
        proven = trial.proven(trial.targets, shown)
        assert (proven.low <= low).all()
        assert (proven.high >= high).all()
    low, high = ends(hidden)
    anyway_low, anyway_high = ends(nothing_shown)
    known = high - low < np.minimum(width, anyway_high - anyway_low)
    asked = np.setdiff1d(trial.targets, trial.left[SUMS])
    missed = np.setdiff1d(asked[known[asked]], np.concatenate([*found, np.empty(0, dtype=np.intp)]))
    assert missed.size == 0


def test_what_is_oneself_by_definition_is_nobody_elses() -> None:
    """Two variables that count the same persons: whoever is alone in one is so in the other."""
    tables = [one_count([1, 3, 90], "a"), one_count([1, 3, 90], "b")]
    figures = statistics(pd.concat(tables), whole="X")
    system = build(figures, shares={}, identities={"a": ["b"]})
    policy = oi.DisclosurePolicy(margin=3)
    need, reason = what_is_needed(system, policy, [Reading(figures)])
    trial = Trial(system, policy, need, reason)
    found = [leaks for leaks in trial.leaks(np.ones_like(system.laid.closed)) if leaks.how == ALONE]
    assert told(trial, found) == []
    # As to the others: that is all the same told, where both areas' figures are all that is withheld.
    hidden = np.zeros_like(system.laid.closed)
    hidden[:, [system.laid.areas.index(area) for area in ("01", "02")]] = True
    again = Trial(system, policy, need, reason)
    assert {one[:2] for one in told(again, [*again.leaks(hidden)])} == {(ALONE, "02")}


@pytest.mark.parametrize("how", [SUMS, RULE, ALONE])
def test_whoever_takes_a_leak_may_withhold_more_before_the_next(how: str) -> None:
    figures, policy, cells = {
        SUMS: (both_sexes(np.array([[3, 40], [41, 50], [200, 300]])), oi.DisclosurePolicy(), SQUARE[:1]),
        RULE: (
            statistics(one_count([12, 4, 1, 1, 0]), whole="X"),
            oi.DisclosurePolicy(threshold=2),
            [("", "03"), ("", "04")],
        ),
        ALONE: (both_sexes(np.array([[1, 60], [3, 50], [200, 300]])), oi.DisclosurePolicy(margin=3), SQUARE),
    }[how]
    trial = trial_of(figures, policy)
    hidden = mask(trial.system, cells)
    seen = []
    for leaks in trial.leaks(hidden):
        seen.append(leaks.how)
        hidden[:, :] = True
    assert seen == [how]


def test_what_is_withheld_together() -> None:
    figures = both_sexes(np.array([[3, 40], [41, 50], [200, 300]]))
    policy = oi.DisclosurePolicy()
    system = build(figures, shares={})
    hidden = mask(system, SQUARE)
    (together,) = distinct(withheld_sets(system, policy, hidden))
    assert sorted(system.values[list(together)]) == [3, 40, 41, 50]
    label = tied(system, hidden)
    assert set(label[list(together)]) == {0}
    assert (label == 0).sum() == 4
    # Where nothing is unsafe, that something is withheld tells nothing true.
    assert distinct(withheld_sets(system, oi.DisclosurePolicy(threshold=2), hidden)) == set()
    # What came to us withheld was so by a rule that nobody here knows, if not said otherwise.
    frame = figures.to_frame()
    came = (frame["area"].isin(["01", "02"])) & (frame["sex"] != "total")
    frame.loc[came, "value"] = np.nan
    frame.loc[came, "status"] = "suppressed"
    received = build(statistics(frame, whole="X"), shares={})
    nothing = np.zeros_like(hidden)
    assert distinct(withheld_sets(received, policy, nothing)) == set()
    (together,) = distinct(withheld_sets(received, policy, nothing, source_follows=True))
    assert len(together) == 4


def test_what_is_tried() -> None:
    figures = statistics(
        pd.concat([one_count([80, 90, 60], "alla"), one_count([4, 60, 57], "sjuka")]), whole="X"
    )
    system = build(figures, shares={"sjuka": "alla"})
    _, reason = what_is_needed(system, oi.DisclosurePolicy(), [Reading(figures)])
    cells = targets_of(system, reason)
    # The sick of 01, and those of 03 who are well.
    assert system.values[cells].tolist() == [4, 3]
    assert (system.row[cells] >= 0).tolist() == [True, False]


def test_what_nobody_counts_is_filled_in_so_that_all_adds_up() -> None:
    """Men and women of areas, and everybody of the small areas in them: nobody has these by sex."""
    by_sex = both_sexes(np.array([[30, 40], [41, 50], [200, 300]]))
    small = statistics(one_count([33, 37, 91]), whole=None)
    names = {"01": "011", "02": "012", "03": "021"}
    frame = small.to_frame().replace({"area": names})
    parts = oi.Statistics.from_frame(frame[frame["area"].isin(names.values())], name=by_sex.name)
    within = {"01": ["011", "012"], "02": ["021"]}
    system = build([Reading(by_sex), Reading(parts)], shares={}, within=within)
    policy = oi.DisclosurePolicy()
    need, reason = what_is_needed(system, policy, [Reading(by_sex), Reading(parts)])
    filled = Trial(system, policy, need, reason).filled
    known = ~np.isnan(system.values)
    assert not known.all()
    np.testing.assert_array_equal(filled[known], system.values[known])
    assert (filled >= 0).all()
    assert (filled == np.round(filled)).all()
    np.testing.assert_allclose(system.matrix @ filled, system.right)
