"""Make a study of a problem: run its draws, and share the uncertainty out among the factors."""

from __future__ import annotations

from concurrent.futures import Executor
from typing import Literal

from omradesindex.index import Result
from omradesindex.subjects.robustness.answer import Robustness
from omradesindex.subjects.robustness.attribution import rows_for, share_out, too_wide
from omradesindex.subjects.robustness.copies import n_distinct
from omradesindex.subjects.robustness.problem import Problem
from omradesindex.subjects.robustness.run import Progress, run, run_all
from omradesindex.subjects.robustness.varied import Varied
from omradesindex.subjects.robustness.whose import Whose

# Rows of the design for shares of variance where every combination is taken instead of a number of draws.
_ROWS_OF_ALL = 1024
# A sample of so many combinations or fewer is told with their number.
_COUNTED = 20_000


def studied(
    problem: Problem,
    base: Result,
    varied: Varied,
    *,
    n: int | Literal["all"],
    rng: int,
    sobol: bool,
    executor: Executor | None,
    progress: Progress | None,
    whose: Whose | None = None,
) -> Robustness:
    """Run a problem's draws; see :func:`omradesindex.robustness` for what is asked.

    Parameters
    ----------
    problem : Problem
    base : Result
        The index as defined.
    varied : Varied
    whose : Whose, optional
        The group that it is about, where it is not everybody.
    """
    several = len(problem.factors) > 1
    rows = 0
    if sobol and several:
        rows = _ROWS_OF_ALL if n == "all" else rows_for(n, len(problem.factors))
    interrupted, distinct, combinations = False, None, None
    if n == "all" and problem.factors:
        tally, bins, distinct = run_all(problem)
        n = len(distinct)
    else:
        # Where nothing changes a score, a draw would be a copy of the index itself.
        n = int(n) if problem.factors else 0
        tally, bins, interrupted = run(problem, n, rng, executor=executor, progress=progress)
        combinations = n_distinct(problem, min(n, _COUNTED))
    shares = None
    unshared = bool(rows) and too_wide(problem)
    if rows and not interrupted and not unshared:
        try:
            shares = share_out(problem, rows, rng)
        except KeyboardInterrupt:
            interrupted = True
    return Robustness(
        base=base,
        varied=varied,
        problem=problem,
        tally=tally,
        bins=bins,
        asked=n,
        seed=rng,
        interrupted=interrupted,
        shares=shares,
        unshared=unshared,
        distinct=distinct,
        combinations=combinations,
        whose=whose,
    )
