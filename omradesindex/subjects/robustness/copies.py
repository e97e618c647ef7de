"""What a study tries twice: levels that give the very scores of another on these figures, and combinations.

A set whose new indicators have no figures, a treatment that finds no outliers, weights that coincide: each is
the index that another level makes, and to draw it would be to count the same evidence again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from omradesindex.methods.equal import on_grid, same, scale_of
from omradesindex.subjects.robustness.draws import Block, every_block, n_combinations, score_block
from omradesindex.subjects.robustness.problem import CHOICES, Candidates, Factor, Problem
from omradesindex.subjects.robustness.weights import Scheme, scale_within

Floats = NDArray[np.float64]
Integers = NDArray[np.intp]

# Levels are held against each other under every combination of the others, or under so many drawn ones.
_ALL, _SOME = 1024, 256
# As many vectors of a table as levels are held against each other under.
_VECTORS = 16


def without_copies(problem: Problem) -> Problem:
    """Draw no level that gives the scores of another, and no factor that changes none; say which they are."""
    problem = _distinct_vectors(problem)
    copies = {name: _copies(problem, name) for name in CHOICES}
    active = {
        name: np.unique([copies[name].get(int(k), int(k)) for k in problem.active[name]]).astype(np.intp)
        for name in CHOICES
    }
    pruned = replace(problem, active=active)
    factors, idle = list[Factor](), list[Factor]()
    for factor in problem.factors:
        told = replace(factor, copies={**factor.copies, **_told(factor, copies.get(factor.name, {}))})
        (factors if _changes(pruned, factor.name) else idle).append(told)
    return replace(pruned, factors=tuple(factors), idle=tuple(idle))


def _told(factor: Factor, copies: Mapping[int, int]) -> dict[str, str]:
    """The copies by their labels."""
    return {factor.levels[k]: factor.levels[of] for k, of in copies.items()}


def _changes(problem: Problem, name: str) -> bool:
    """Whether a factor changes any score."""
    if name in problem.sources:
        place = problem.sources.index(name)
        errors = ((p.errors[place], p.shown) for c in problem.sets for p in c.prepared)
        return any(not _same(moved, np.broadcast_to(shown, moved.shape)) for moved, shown in errors)
    if name == "drop":
        return any(len(c.drops) > 1 for c in problem.sets)
    if name == "subsets":
        return any(len(c.subsets) for c in problem.sets)
    levels = problem.active[name]
    varied = name == "weights" and any(c.schemes[k].varies for c in problem.sets for k in levels)
    return len(levels) > 1 or varied


def _same(a: Floats, b: Floats) -> bool:
    """Whether two arrays of scores are one and the same, gaps included."""
    scale = np.maximum(scale_of(a), scale_of(b))
    return bool((same(a, b, scale) | (np.isnan(a) & np.isnan(b))).all())


def _copies(problem: Problem, name: str) -> dict[int, int]:
    """Levels of a choice that give the scores of an earlier level whatever else is chosen: each with that."""
    levels = [int(k) for k in problem.active[name]]
    if name == "weights" and 0 not in levels:
        levels.insert(0, 0)  # weights that vary without changing anything are the index's own
    if len(levels) < 2:
        return {}
    contexts = _contexts(problem, name)
    scores = dict[int, Floats]()
    found = dict[int, int]()
    for level in levels:
        contexts[name] = np.full_like(contexts[name], level)
        own = _scores(problem, contexts)
        twin = next((k for k, other in scores.items() if _same(own, other)), None)
        if twin is None:
            scores[level] = own
        else:
            found[level] = twin
    return found


def _contexts(problem: Problem, name: str) -> dict[str, Integers]:
    """Levels of the other choices under which those of one are held against each other."""
    others = {c: problem.active[c] if c != name else np.zeros(1, dtype=np.intp) for c in CHOICES}
    if np.prod([len(levels) for levels in others.values()], dtype=float) <= _ALL:
        every = np.array(list(product(*others.values())), dtype=np.intp)
        return dict(zip(CHOICES, every.T, strict=True))
    rng = np.random.default_rng(0)
    return {c: rng.choice(levels, _SOME) for c, levels in others.items()}


def _scores(problem: Problem, picks: Mapping[str, Integers]) -> Floats:
    """Scores of some combinations, values without errors; varying weights take a few draws that all share."""
    codes = problem.code(picks)
    order = np.argsort(codes, kind="stable")
    held = problem.only([f.name for f in problem.factors if f.name in CHOICES])
    found = list[Floats]()
    for probe in range(_probes(problem)):
        uniforms = _uniforms(problem, {name: levels[order] for name, levels in picks.items()}, probe)
        nothing = np.empty((0, problem.n_errors, len(problem.areas), len(codes)))
        block = Block(codes[order], uniforms, None, None, nothing)
        scores = np.empty((len(problem.areas), len(codes)))
        scores[:, order] = score_block(held, block)
        found.append(scores)
    return np.concatenate(found)


def _probes(problem: Problem) -> int:
    vectors = max(len(s.names) for c in problem.sets for s in c.schemes)
    return max(2, min(vectors, _VECTORS)) if problem.n_parts else 1


def _uniforms(problem: Problem, picks: Mapping[str, Integers], probe: int) -> Floats | None:
    """Draws for varying weights: a part has the same number in every set, so that sets can be compared."""
    if not problem.n_parts:
        return None
    rng = np.random.default_rng(probe)
    parts = dict.fromkeys(part for c in problem.sets for part in c.tree.parts)
    drawn = dict(zip(parts, rng.random(len(parts)), strict=True))
    found = np.zeros((problem.n_parts, len(picks["set"])))
    for place, candidates in enumerate(problem.sets):
        mine = np.flatnonzero(picks["set"] == place)
        own = np.array([drawn[part] for part in candidates.tree.parts])
        found[: len(own), mine] = own[:, None]
        for k, scheme in enumerate(candidates.schemes):
            if scheme.kind == "table":
                # The first row chooses among the vectors.
                n = len(scheme.names)
                found[0, mine[picks["weights"][mine] == k]] = (probe % n + 0.5) / n
    return found


# -- vectors of weights ------------------------------------------------------------------------------------


def _distinct_vectors(problem: Problem) -> Problem:
    """Keep one of the vectors of a table that weigh alike in every set."""
    schemes = [list(c.schemes) for c in problem.sets]
    told = dict[str, str]()
    for k, scheme in enumerate(problem.sets[0].schemes):
        if scheme.kind != "table":
            continue
        alike = _vectors_alike(problem.sets, k)
        if alike:
            kept = [j for j in range(len(scheme.names)) if j not in alike]
            told |= {scheme.names[j]: scheme.names[of] for j, of in alike.items()}
            for own in schemes:
                own[k] = _only(own[k], kept)
    if not told:
        return problem
    sets = tuple(replace(c, schemes=tuple(own)) for c, own in zip(problem.sets, schemes, strict=True))
    factors = tuple(replace(f, copies=told) if f.name == "weights" else f for f in problem.factors)
    return replace(problem, sets=sets, factors=factors)


def _vectors_alike(sets: Sequence[Candidates], scheme: int) -> dict[int, int]:
    """Columns of a table that are an earlier one, in every set, once scaled within their levels."""
    tables = []
    for candidates in sets:
        table = candidates.schemes[scheme].table
        assert table is not None
        tables.append(scale_within(candidates.tree, table.astype(float)))
    scaled = np.concatenate(tables)
    found = dict[int, int]()
    for column in range(scaled.shape[1]):
        earlier = (j for j in range(column) if j not in found)
        twin = next((j for j in earlier if _same(scaled[:, j], scaled[:, column])), None)
        if twin is not None:
            found[column] = twin
    return found


def _only(scheme: Scheme, kept: Sequence[int]) -> Scheme:
    assert scheme.table is not None
    return replace(scheme, table=scheme.table[:, list(kept)], names=tuple(scheme.names[j] for j in kept))


# -- combinations ------------------------------------------------------------------------------------------


def firsts(problem: Problem, scored: Iterable[Floats]) -> Integers:
    """Which draws give scores that no earlier draw gave, as positions among them all.

    Parameters
    ----------
    scored : iterable of ndarray, shape (n_areas, n_draws)
    """
    hashes = [_hashes(on_grid(scores, problem.base_scale)) for scores in scored]
    return np.sort(np.unique(np.concatenate(hashes), return_index=True)[1]).astype(np.intp)


def n_distinct(problem: Problem, most: int) -> int | None:
    """How many combinations give scores of their own; None where they cannot be counted, or are too many."""
    if problem.continuous or n_combinations(problem) > most:
        return None
    return len(firsts(problem, (score_block(problem, block) for block, _ in every_block(problem, most))))


def _hashes(steps: Floats) -> NDArray[np.uint64]:
    """A number for each draw, the same where its scores on the grid are."""
    whole = np.where(np.isfinite(steps), steps, -(2.0**52)).astype(np.int64)
    factors = np.random.default_rng(0).integers(2**63, size=(len(steps), 1), dtype=np.uint64)
    return np.asarray(np.add.reduce(whole.view(np.uint64) * (2 * factors + 1), axis=0))
