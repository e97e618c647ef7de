"""Ask of an index whether it still holds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from omradesindex.doors import door
from omradesindex.errors import ComputeError
from omradesindex.index.result import Result
from omradesindex.statistics import Statistics
from omradesindex.subjects.change.answer import Change
from omradesindex.subjects.examine.outside import outside_measures
from omradesindex.subjects.goals.fitting import check_goal
from omradesindex.subjects.goals.goal import Goal, read_goals
from omradesindex.subjects.review.answer import Review

if TYPE_CHECKING:
    import pandas as pd


@door
def review(
    result: Result | Change,
    *,
    goals: Goal | Iterable[Goal] | str | Path = (),
    links: pd.Series | pd.DataFrame | Statistics | None = None,
    links_before: pd.Series | pd.DataFrame | Statistics | None = None,
) -> Review:
    """Ask of an index whether it still holds: its goals, outside measures, indicators and areas.

    How far is each area from each goal? How well does the index agree with measures from outside, and has
    that moved? Which indicators no longer tell the areas apart? Which areas' strategy should be reopened?
    What the figures cannot answer is said to be so.

    Parameters
    ----------
    result : Result or Change
        A computed index; or a change from an earlier one, which says what has moved since.
    goals : Goal, iterable of Goal, str or Path
        Goals, or a TOML file of them.
    links : Series, DataFrame or Statistics, optional
        Outside measures by area code, as :func:`omradesindex.examine` takes them.
    links_before : Series, DataFrame or Statistics, optional
        The same measures as they were with the earlier result; taken to be unchanged if left out.

    Returns
    -------
    Review

    Raises
    ------
    ComputeError
        A goal or a measure that does not fit the areas or the index; measures of before without a change; a
        change of ranks only.

    Notes
    -----
    The rank correlation is Spearman's (:func:`omradesindex.methods.correlation_change.correlation_change`
    says when it has moved). That an indicator tells areas apart is tested against chance in its figures
    (:func:`omradesindex.subjects.review.telling.telling`).

    Examples
    --------
    >>> import omradesindex as oi
    >>> index, figures = oi.load_index("malmo-2023"), oi.example_statistics()
    >>> earlier = index.compute(figures, period="2020")
    >>> change = oi.change(earlier, index.compute(figures, period="2024", reference=earlier))
    >>> review = oi.review(change, goals=oi.Goal("index", 2030, at_most="city"))
    >>> review.standings[0].status.tolist().count("reached"), review.no_longer
    (8, ())
    """
    change = result if isinstance(result, Change) else None
    if change is not None and change.by_rank:
        raise ComputeError(
            "a change of ranks says nothing of distances",
            where="review",
            remedy="give oi.change(earlier, later) on a common stick",
        )
    now = change.after if change is not None else result
    assert isinstance(now, Result)
    if links_before is not None and (change is None or links is None):
        raise ComputeError(
            "outside measures of before were given, and "
            + ("none of now" if links is None else "no earlier result"),
            where="links_before",
            remedy="give links too, and a change instead of a result",
        )
    wanted = () if goals == () else read_goals(goals)
    for goal in wanted:
        check_goal(goal, now)
    outside = None if links is None else outside_measures(now, links)
    before = outside
    if links_before is not None:
        before = outside_measures(now, links_before)
    return Review(now, change, wanted, outside, before if change is not None else None)
