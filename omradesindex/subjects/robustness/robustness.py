"""How far a conclusion holds: every choice varied at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from typing import TYPE_CHECKING, Any, Literal, overload

from omradesindex.doors import door
from omradesindex.errors import MethodError
from omradesindex.index import Index
from omradesindex.index.uncertainty.joint_counts import refuse_for_groups
from omradesindex.statistics import Statistics
from omradesindex.subjects.by_group.answer import ByGroup
from omradesindex.subjects.robustness.answer import Robustness
from omradesindex.subjects.robustness.by_group import robustness_by_group
from omradesindex.subjects.robustness.default import (
    default_data,
    default_drop,
    default_methods,
    default_weights,
)
from omradesindex.subjects.robustness.prepare import prepare, refuse_unsaid, without_empty
from omradesindex.subjects.robustness.run import Progress
from omradesindex.subjects.robustness.studied import studied
from omradesindex.subjects.robustness.varied import read_sets, read_varied

if TYPE_CHECKING:
    import pandas as pd

_MOST_DRAWS = 10**9


@overload
def robustness(
    index: Index,
    statistics: Statistics,
    *,
    sets: str | Index | Sequence[str | Index] | Mapping[str, Index] = (),
    drop: int | None = None,
    subsets: int | None = None,
    weights: Any = None,
    normalise: Any = None,
    treat: Any = (),
    aggregate: Any = None,
    impute: Any = (),
    data: Literal["sampling", "exact"] | None = None,
    membership: bool = False,
    dependence: str | float | pd.DataFrame = "moderate",
    rest: Literal["default", "own"] = "default",
    n: int | Literal["all"] = 100_000,
    sobol: bool = True,
    rng: int = 1,
    partial: bool = False,
    executor: Executor | None = None,
    progress: Progress | None = None,
    by: None = None,
    tolerance: float = 0.0,
) -> Robustness: ...


@overload
def robustness(
    index: Index,
    statistics: Statistics,
    *,
    sets: str | Index | Sequence[str | Index] | Mapping[str, Index] = (),
    drop: int | None = None,
    subsets: int | None = None,
    weights: Any = None,
    normalise: Any = None,
    treat: Any = (),
    aggregate: Any = None,
    impute: Any = (),
    data: Literal["sampling", "exact"] | None = None,
    membership: bool = False,
    dependence: str | float | pd.DataFrame = "moderate",
    rest: Literal["default", "own"] = "default",
    n: int | Literal["all"] = 100_000,
    sobol: bool = True,
    rng: int = 1,
    partial: bool = False,
    executor: Executor | None = None,
    progress: Progress | None = None,
    by: str | Sequence[str],
    tolerance: float = 0.0,
) -> ByGroup[Robustness]: ...


@door
def robustness(
    index: Index,
    statistics: Statistics,
    *,
    sets: str | Index | Sequence[str | Index] | Mapping[str, Index] = (),
    drop: int | None = None,
    subsets: int | None = None,
    weights: Any = None,
    normalise: Any = None,
    treat: Any = (),
    aggregate: Any = None,
    impute: Any = (),
    data: Literal["sampling", "exact"] | None = None,
    membership: bool = False,
    dependence: str | float | pd.DataFrame = "moderate",
    rest: Literal["default", "own"] = "default",
    n: int | Literal["all"] = 100_000,
    sobol: bool = True,
    rng: int = 1,
    partial: bool = False,
    executor: Executor | None = None,
    progress: Progress | None = None,
    by: str | Sequence[str] | None = None,
    tolerance: float = 0.0,
) -> Robustness | ByGroup[Robustness]:
    """Compute an index over every defensible choice at once, and see how far its ranks hold.

    Each draw picks one level of every factor that is let vary, independently and with equal chance, scores
    all areas and ranks them. The index as it is defined is always among the levels.

    Where nothing is said, this varies, as far as the index and its figures allow: weights by ±25 %, min–max
    and ranks beside the index's own normalisation, geometric means beside its own, one indicator left out,
    and the values by their known errors. What is said takes the place of its part of that; ``"own"`` (of
    ``drop`` 0, of ``data`` ``"exact"``) leaves a choice as defined, and ``rest="own"`` all that is not said.

    Parameters
    ----------
    index : Index
        The index as defined: what every draw is held against.
    statistics : Statistics
    sets : sequence of str or Index, or mapping of name to Index
        Alternative sets of indicators, such as the boards' own.
    drop : int, optional
        Leave up to so many indicators out; those that would empty a dimension stay. One, if left out here and
        every set has one to spare.
    subsets : int, optional
        Choose so many indicators of each dimension that has more: ``index.add`` puts candidates there.
    weights : str, float, mapping, DataFrame or sequence of these, optional
        ``"±25 %"`` (if left out): no indicator's or dimension's share of the index, nor an indicator's of
        its dimension, becomes less than 0.75 or more than 1.25 times its own, of what is there in the draw;
        ``"dirichlet"``: every split within a level equally likely; ``{"ekonomi": (1, 3)}``: ranges; a
        weighting method such as ``"critic"``; ``{"ekonomi": 2}`` or a table with a column for each vector of
        weights; ``"own"``.
    normalise, treat, aggregate, impute : sequence of method, optional
        Other ways to take each step, as in a definition's methods; ``aggregate`` also by level:
        ``{"dimension": "arithmetic", "index": "geometric"}``; ``"own"``.
    data : {"sampling", "exact"}, optional
        Whether every value varies by its standard error (:meth:`Result.uncertainty`), as it does if left out
        and any is known. Values without a known error stand still.
    membership : bool
        Let values vary by what sub-areas of doubtful membership may add.
    dependence : {"moderate", "independent", "bounded"}, float or DataFrame
        How the errors of the same area's indicators hang together, as in :meth:`Result.uncertainty`. Of
        ``bounded`` all errors go one way that any persons link.
    rest : {"default", "own"}
        Whether what is not said varies as above, or stays as the index defines it.
    n : int or "all"
        How many draws; ``"all"`` takes every combination once, where no factor is continuous (weights and
        values then stay as they are if nothing is said of them).
    sobol : bool
        Share the uncertainty out among the factors (needs at least two); of every combination too, this is an
        estimate.
    rng : int
        The seed: the same seed gives the same answer, whatever the number of workers.
    partial : bool
        As in :meth:`Index.compute`. A set that has no figures at all is then named, and not drawn.
    executor : concurrent.futures.Executor, optional
        Where blocks of draws are scored: a pool of threads or processes, or a cluster's. Blocks whose worker
        dies are handed out again. An executor that stops is replaced by this process, with a warning: what
        was done is kept, and the answer is the same.
    progress : callable, optional
        Called with the number of draws done and asked for.
    by : str or sequence of str, optional
        Study each group: ``"sex"``, ``["sex", "disability"]``. All are measured with everybody's sticks, and
        scored in the same draws.
    tolerance : float
        With ``by``: how far the groups' counts may lie from their total; see :meth:`Index.compute`.

    Returns
    -------
    Robustness or ByGroup of Robustness
        With ``by`` how far each group's ranks hold, and where one group has it harder whatever is chosen.

    Raises
    ------
    MethodError
        Nothing varies; a factor with one level; an unknown method (the nearest is named); contradictory
        ranges; fewer draws than the shares of variance need.
    DefinitionError
        A set that is not there, or one that leaves a dimension empty.
    ComputeError
        A set or method that the figures do not allow; a set that gives no area a score; an index of whose own
        indicators, beside those of the one it was made from, none has figures; an executor whose workers
        count nothing.

    Notes
    -----
    Saisana, Saltelli and Tarantola (2005), *Journal of the Royal Statistical Society A* 168, 307–323; rank
    acceptability: Tervonen and Lahdelma (2007), *European Journal of Operational Research* 178, 500–513. An
    error enters a score through the mean and the variance that it gives each value's contribution; the sum
    over indicators, whose errors hang together as ``dependence`` says, is taken to be normal, which is exact
    for means of linear normalisations. Errors of different areas are independent.

    An interrupted run (Ctrl+C) returns what it holds, and says how many draws that is.

    Examples
    --------
    >>> import omradesindex as oi
    >>> study = oi.robustness(oi.load_index("malmo-2023"), oi.example_statistics(), n=2000)
    >>> bool((study.acceptability.sum(axis=1).round(9) == 1).all())
    True
    >>> list(study.factors.index)
    ['weights', 'aggregate', 'normalise', 'drop', 'sampling']
    >>> weights = oi.robustness(study.base.index, study.base.statistics, weights="±25 %", rest="own", n=500)
    >>> list(weights.factors.index)
    ['weights']
    """
    _check(n, rng)
    every = read_sets(index, sets)
    refuse_unsaid(index, statistics)
    if rest == "default":
        weights = default_weights(n) if weights is None else weights
        drop = default_drop(every, subsets) if drop is None else drop
        normalise, aggregate = default_methods(
            index,
            statistics,
            normalise=normalise,
            aggregate=aggregate,
            partial=partial,
            by=by,
            tolerance=tolerance,
        )
        data = default_data(index, statistics, n, partial=partial) if data is None else data
    varied = read_varied(
        index,
        every,
        drop=drop or 0,
        subsets=subsets,
        weights=weights,
        impute=impute,
        treat=treat,
        normalise=normalise,
        aggregate=aggregate,
        data=data,
        membership=membership,
        dependence=dependence,
    )
    if partial:
        varied = without_empty(varied, statistics)
    options: dict[str, Any] = {"n": n, "rng": rng, "sobol": sobol, "executor": executor, "progress": progress}
    if by is not None:
        refuse_for_groups(dependence, where="robustness")
        return robustness_by_group(
            index, statistics, varied, by, partial=partial, tolerance=tolerance, **options
        )
    problem, base = prepare(index, statistics, varied, partial=partial)
    return studied(problem, base, varied, **options)


def _check(n: int | str, rng: int) -> None:
    if not isinstance(n, str) and not 1 <= n <= _MOST_DRAWS:
        raise MethodError(
            f"the number of draws is {n!r}",
            where="robustness, n",
            expected=f"a whole number from 1 to {_MOST_DRAWS}, or 'all'",
        )
    if rng < 0:
        raise MethodError(
            f"the seed is {rng!r}", where="robustness, rng", expected="a whole number of zero or more"
        )
