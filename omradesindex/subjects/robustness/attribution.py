"""What the uncertainty is due to: shares of variance by factor, and each factor alone."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.sensitivity import SobolIndices, SobolSums, sobol_design
from omradesindex.methods.sensitivity_design import CHUNK, MOST_COLUMNS
from omradesindex.subjects.robustness.draws import block_from, block_size, columns_of, score_block
from omradesindex.subjects.robustness.problem import Problem
from omradesindex.subjects.robustness.ranks import rank_block
from omradesindex.subjects.robustness.run import run
from omradesindex.subjects.robustness.tally import Bins, Tally

Floats = NDArray[np.float64]

#: Fewest and most rows of the design for shares of variance.
LEAST_ROWS, MOST_ROWS = 64, 4096
# With more areas than this, only the mean rank shift is shared out.
_MOST_AREAS = 256
#: What an output that has its commonest value in all runs but this share is due to is not said.
HARDLY = 0.05
#: Nor where it has another value in fewer runs than this: below, the intervals do not hold what they say
#: (benchmarks/sobol_of_rare.py).
FEWEST = 50


@dataclass(frozen=True)
class Shares(SobolIndices):
    """Shares of variance, and in how many runs there was anything to share out.

    Attributes
    ----------
    moved : ndarray of int, shape (...)
        In how many of the independent runs (two for each row) each output had another value than its
        commonest.
    """

    moved: NDArray[np.intp]

    def reason(self, output: int) -> str:
        """Why nothing is said of what an output is due to; empty where it is.

        Returns
        -------
        str
            ``still``: it never varies. ``hardly``: it varies in no more than :data:`HARDLY` of the runs.
            ``few``: in fewer than :data:`FEWEST` runs.
        """
        moved = int(self.moved[output])
        if not self.variance[output] > 0:
            return "still"
        if moved <= HARDLY * 2 * self.rows:
            return "hardly"
        return "few" if moved < FEWEST else ""


def rows_for(n: int, n_factors: int) -> int:
    """Rows of the design that ``n`` draws allow: a power of two, each row asking for so many runs.

    Raises
    ------
    MethodError
        Fewer draws than a design needs.

    Examples
    --------
    >>> rows_for(10_000, 8)
    512
    """
    possible = n // (n_factors + 2)
    if possible < LEAST_ROWS:
        raise MethodError(
            f"{n} draws are too few to share the uncertainty out among {n_factors} factors",
            where="robustness, n",
            expected=f"at least {LEAST_ROWS * (n_factors + 2)}",
            remedy="ask for more draws (in Python also: sobol=False)",
        )
    return int(min(MOST_ROWS, 2 ** int(np.log2(possible))))


def too_wide(problem: Problem) -> bool:
    """Whether errors of so many areas vary that no design for shares of variance has a column for each."""
    return int(max(where.stop for where in columns_of(problem).values())) > MOST_COLUMNS


def outputs(problem: Problem, design: Floats) -> Floats:
    """Mean rank shift, and the rank of each area, for rows of a design.

    Returns
    -------
    ndarray, shape (n_draws, 1 + n_areas)
        An area without a score stands on the base's rank.
    """
    block, order = block_from(problem, design)
    scores = score_block(problem, block)
    ranks = rank_block(scores, problem.scales_of(block.codes, scores)).ranks.astype(float)
    base = problem.base_ranks[:, None].astype(float)
    ranks = np.where(ranks == 0, base, ranks)
    found = np.empty((len(design), 1 + len(ranks)))
    found[order, 0] = np.abs(ranks - base).mean(axis=0)
    found[order, 1:] = ranks.T
    return found


def share_out(problem: Problem, rows: int, seed: int, *, resamples: int = 500) -> Shares:
    """First-order and total shares of variance, of the mean rank shift and of each area's rank.

    Parameters
    ----------
    rows : int
        A power of two.

    Returns
    -------
    Shares
        Arrays of shape (n_factors, 1 + n_areas).
    """
    widths = [where.stop - where.start for where in columns_of(problem).values()]
    design = sobol_design(rows, widths, rng=seed)
    n = len(problem.areas)
    kept = 1 + n if n <= _MOST_AREAS else 1
    centre = np.concatenate([[0.0], problem.base_ranks.astype(float)])[:kept]
    step = max(CHUNK, block_size(problem) // (len(widths) + 2) // CHUNK * CHUNK)
    sums: SobolSums | None = None
    seen = list[Floats]()
    for start in range(0, rows, step):
        x = design.runs(start, min(start + step, rows))
        y = outputs(problem, x.reshape(-1, x.shape[-1])).reshape(*x.shape[:2], -1)[..., :kept]
        part = SobolSums.of(
            y[0], y[1], y[2:], start=start, centre=centre, resamples=resamples, seed=design.seed
        )
        sums = part if sums is None else sums + part
        seen.append(y[:2].reshape(-1, kept))
    assert sums is not None
    indices = sums.indices()
    moved = np.array([_away(column) for column in np.concatenate(seen).T])
    return Shares(**{field.name: getattr(indices, field.name) for field in fields(indices)}, moved=moved)


def _away(values: Floats) -> int:
    """How many values are not the commonest."""
    return len(values) - int(np.unique(values, return_counts=True)[1].max())


def alone(problem: Problem, n: int, seed: int) -> dict[str, tuple[Tally, Bins]]:
    """Let each factor vary by itself, the others as in the index as defined."""
    found = {}
    for factor in problem.factors:
        tally, bins, _ = run(problem.only([factor.name]), n, seed)
        found[factor.name] = (tally, bins)
    return found
