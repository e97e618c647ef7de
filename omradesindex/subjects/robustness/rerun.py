"""The draws themselves: write a design out, run one again, make one draw an index of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import MethodError, did_you_mean, listing
from omradesindex.methods import rank
from omradesindex.methods.agreement import kendall, spearman
from omradesindex.subjects.robustness.draws import (
    Block,
    block_size,
    design_of,
    draw,
    every_block,
    n_combinations,
    score_block,
    strips,
)
from omradesindex.subjects.robustness.problem import CHOICES, Problem
from omradesindex.subjects.robustness.ranks import Ranked, rank_block
from omradesindex.subjects.robustness.varied import Varied

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index import Index

Floats = NDArray[np.float64]

#: Heads of the columns of a design that hold weights.
WEIGHT = "weight:"


@dataclass(frozen=True)
class Drawn:
    """Where a study's draws came from: a seed, or every combination.

    Attributes
    ----------
    asked : int
        How many draws were asked for.
    seed : int
    distinct : ndarray of int, or None
        Of every combination, those that give scores of their own; None where draws came from the seed.
    """

    asked: int
    seed: int
    distinct: NDArray[np.intp] | None

    def blocks(self, problem: Problem, start: int, stop: int) -> Iterator[tuple[int, Block]]:
        """The blocks that hold some draws, each with the number of its first."""
        if self.distinct is None:
            size = block_size(problem)
            for number in range(start // size, -(-stop // size)):
                yield number * size, draw(problem, self.seed, number, min(size, self.asked - number * size))
            return
        first, offset = 0, 0
        for block, _ in every_block(problem, n_combinations(problem)):
            inside = (offset <= self.distinct) & (self.distinct < offset + len(block))
            own = block.take(self.distinct[inside] - offset)
            if len(own) and first < stop and start < first + len(own):
                yield first, own
            first, offset = first + len(own), offset + len(block)


def above_among(problem: Problem, drawn: Drawn, n: int, rows: NDArray[np.intp]) -> NDArray[np.int64]:
    """Count in how many of the first ``n`` draws each of some areas lies above each of the others.

    Parameters
    ----------
    rows : ndarray of int
        Places among the problem's areas, in rising order; at most as many as are compared pair by pair.
    """
    above = np.zeros((len(rows), len(rows)), dtype=np.int64)

    def count(block: Block, scores: Floats) -> None:
        above[:] += _counted(rank_block(scores[rows], problem.scales_of(block.codes, scores)))

    if drawn.distinct is None:
        for first, block in drawn.blocks(problem, 0, n):
            for where in strips(problem, len(block)):
                part = block.part(where)
                part = part.part(slice(max(n - first - where.start, 0)))  # interrupted, less than a block
                count(part, score_block(problem, part))
        return above
    for block, times in every_block(problem, n_combinations(problem)):
        places = np.repeat(np.arange(len(block)), times)
        count(block.take(places), score_block(problem, block)[:, places])
    return above


def _counted(ranked: Ranked) -> NDArray[np.int64]:
    assert ranked.above is not None  # few enough to be compared pair by pair
    return ranked.above


def _joined(tables: Iterable[tuple[int, pd.DataFrame]], start: int, stop: int) -> pd.DataFrame:
    import pandas as pd

    found = []
    for first, table in tables:
        table.index = pd.RangeIndex(first, first + len(table), name="draw")
        found.append(table)
    return pd.concat(found).loc[start : stop - 1]


def design_frame(problem: Problem, drawn: Drawn, start: int, stop: int) -> pd.DataFrame:
    """What draws ``start`` to ``stop`` were, made again."""
    import pandas as pd

    blocks = drawn.blocks(problem, start, stop)
    return _joined(((n, pd.DataFrame(dict(design_of(problem, b)))) for n, b in blocks), start, stop)


def outcome_frame(problem: Problem, drawn: Drawn, start: int, stop: int) -> pd.DataFrame:
    """What draws ``start`` to ``stop`` came to: distances from the index as defined, and ranks."""
    import pandas as pd

    base = np.where(problem.base_ranks > 0, problem.base_ranks, np.nan)
    tables = []
    for first, block in drawn.blocks(problem, start, stop):
        scores = score_block(problem, block)
        ranks = rank(scores.T, scale=problem.scales_of(block.codes, scores))
        table = pd.DataFrame(
            {
                "mean_rank_shift": np.nanmean(np.abs(ranks - base), axis=1),
                "kendall": kendall(ranks, base),
                "spearman": spearman(ranks, base),
            }
        )
        places = pd.DataFrame(ranks, columns=[f"rank:{area}" for area in problem.areas])
        tables.append((first, pd.concat([table, places.astype("Int64")], axis=1)))
    return _joined(tables, start, stop)


def evaluate(problem: Problem, design: pd.DataFrame) -> Floats:
    """Scores of a given design.

    Parameters
    ----------
    design : DataFrame
        A row for each run. Columns of the factors' names hold labels of levels; what has no column stands as
        in the index as defined. Columns ``weight:<part>``, if there, hold the weights, 0 where a part is left
        out; without them, weights are those of the level of ``weights``. Errors of values are not drawn.

    Returns
    -------
    ndarray, shape (n_runs, n_areas)
        In the order of the design and of ``problem.areas``.

    Raises
    ------
    MethodError
        A column or a level that is not there; a level of weights that is a range, without the weights.
    """
    where, m = "robustness, design", len(design)
    if not hasattr(design, "columns"):
        raise MethodError(
            f"a design is given as {type(design).__name__}", where=where, expected="a table as design() gives"
        )
    levels = {factor.name: factor.levels for factor in problem.factors}
    weighed = [str(c) for c in design.columns if str(c).startswith(WEIGHT)]
    for column in design.columns:
        if column not in levels and str(column) not in weighed:
            raise MethodError(
                f"the column '{column}' is no factor that varies{did_you_mean(str(column), levels)}",
                where=where,
                expected=f"one of {listing(levels)}, or '{WEIGHT}…'",
            )
    picks = {name: np.zeros(m, dtype=np.intp) for name in CHOICES}
    uniforms = None
    for name in CHOICES:
        if name not in design:
            continue
        labels: NDArray[np.object_] = design[name].to_numpy(dtype=object)
        if name == "weights" and not weighed:
            picks[name], uniforms = _weights(problem, labels, where)
        else:
            picks[name] = _levels(levels[name], labels, name, where)
    codes = problem.code(picks)
    order = np.argsort(codes, kind="stable")
    given = None
    if weighed:
        given = np.zeros((max(len(c.weights) for c in problem.sets), m))
        sets = picks["set"]
        for s in np.unique(sets):
            parts, mine = problem.sets[s].tree.parts, np.flatnonzero(sets == s)
            table = design.reindex(columns=[WEIGHT + part for part in parts]).to_numpy(dtype=float)
            given[: len(parts), mine] = np.nan_to_num(table[mine]).T
        given = given[:, order]
    held = problem.only([name for name in levels if name in CHOICES])
    block = Block(
        codes[order],
        None if uniforms is None else uniforms[:, order],
        None,
        None,
        np.empty((0, problem.n_errors, len(problem.areas), m)),
        given,
    )
    scores = np.empty((m, len(problem.areas)))
    scores[order] = score_block(held, block).T
    return scores


def _levels(known: tuple[str, ...], column: NDArray[np.object_], name: str, where: str) -> NDArray[np.intp]:
    place = {label: k for k, label in enumerate(known)}
    unknown = next((label for label in column if label not in place), None)
    if unknown is not None:
        raise MethodError(
            f"the level '{unknown}' of '{name}' is not there{did_you_mean(str(unknown), known)}",
            where=where,
            expected=f"one of {listing(known)}",
        )
    return np.array([place[label] for label in column], dtype=np.intp)


def _weights(
    problem: Problem, column: NDArray[np.object_], where: str
) -> tuple[NDArray[np.intp], Floats | None]:
    """Levels of weights by label; a vector of a table by its own name."""
    schemes = problem.sets[0].schemes
    place = {scheme.label: (k, 0.0) for k, scheme in enumerate(schemes) if not scheme.varies}
    for k, scheme in enumerate(schemes):
        names = scheme.names
        place |= {name: (k, (j + 0.5) / len(names)) for j, name in enumerate(names)}
    unknown = next((label for label in column if label not in place), None)
    if unknown is not None:
        raise MethodError(
            f"the level '{unknown}' of 'weights' names no weights by itself",
            where=where,
            expected=f"one of {listing(place)}, or columns '{WEIGHT}…' with the weights",
        )
    found = [place[label] for label in column]
    picks = np.array([k for k, _ in found], dtype=np.intp)
    if not any(scheme.kind == "table" for scheme in schemes):
        return picks, None
    rows = max(len(c.weights) for c in problem.sets)
    return picks, np.broadcast_to(np.array([u for _, u in found]), (rows, len(found))).copy()


def scenario(varied: Varied, problem: Problem, row: pd.Series, name: str) -> Index:
    """Make an index of one row of a design, to be computed, looked at and explained by itself."""
    own = varied.sets[0]
    if "set" in row:
        own = next(s for s in varied.sets if s.id == row["set"])
    weights = {
        str(key).removeprefix(WEIGHT): float(value)
        for key, value in row.items()
        if str(key).startswith(WEIGHT) and value == value
    }
    gone = [i.id for i in own.indicators if weights[i.id] == 0]
    own = own.without(*gone) if gone else own
    parts = {*(i.id for i in own.indicators), *(d.id for d in own.walk())}
    own = own.reweight({part: weight for part, weight in weights.items() if part in parts})
    labels = {factor.name: factor.levels for factor in problem.factors}
    methods = {
        step: varied.levels[step][labels[step].index(row[step])]
        for step in ("impute", "treat", "normalise", "aggregate")
        if step in row
    }
    own = own.by_methods(**methods, weight="given")
    return replace(own, methods=own.methods.forgetting(gone)).named(name)
