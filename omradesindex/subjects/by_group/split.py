"""Several results broken down alike: the same groups and the same indicators in each."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence

from omradesindex.doors import warn
from omradesindex.errors import ComputeError, listing
from omradesindex.index import Breakdown, Result
from omradesindex.index.groups.break_down import break_down, narrowed
from omradesindex.index.groups.reasons import Reason, kind_of
from omradesindex.subjects.over_time.sticks import of_a_group
from omradesindex.wording import Text


def split(
    results: Mapping[str, Result],
    by: str | Sequence[str],
    *,
    tolerance: float = 0.0,
    same_groups: bool = True,
) -> dict[str, Breakdown]:
    """Break several results down, so that what is held against each other is of the same groups and measures.

    Parameters
    ----------
    results : mapping of str to Result
        Results of everybody, by what tells them apart: their period, their set of indicators.
    by : sequence of str
        Breakdown columns.
    tolerance : float
        How far the groups' counts may lie from their total.
    same_groups : bool
        Whether the groups must be the same in each; sets of indicators may be about different people.

    Returns
    -------
    dict of str to Breakdown
        Of one definition, all on the indicators that every group has in every one of them.

    Raises
    ------
    ComputeError
        A result that is a group's already; a column that a table lacks, or has no figures of in one of the
        results, which is named; groups that are not the same in all; no indicator common to all.

    Warns
    -----
    UserWarning
        Parts that do not add up to their total, told once.

    Examples
    --------
    >>> import omradesindex as oi
    >>> index, figures = oi.load_index("malmo-2023"), oi.example_statistics()
    >>> years = {year: index.compute(figures, period=year) for year in ("2020", "2024")}
    >>> [broken.groups for broken in split(years, ["sex"]).values()]
    [(('women',), ('men',)), (('women',), ('men',))]
    """
    broken = {name: _broken_down(name, result, by, tolerance) for name, result in results.items()}
    if same_groups:
        _refuse_other_groups(broken)
    remarks = [text for breakdown in broken.values() for text in breakdown.remarks]
    if remarks:
        warn(remarks[0].en)
    families: dict[tuple[str, ...], list[str]] = {}
    for name, breakdown in broken.items():
        families.setdefault(tuple(m.id for m in breakdown.index.members), []).append(name)
    for names in families.values():
        broken |= _alike({name: broken[name] for name in names})
    return broken


def _broken_down(name: str, result: Result, by: str | Sequence[str], tolerance: float) -> Breakdown:
    if of_a_group(result):
        raise ComputeError(
            "the result is that of a group already, and cannot be broken down once more",
            where=f"{result.statistics.name}, {name}",
            expected="a result of everybody, as index.compute(statistics) gives it",
            remedy='name all columns at once: by=["sex", "disability"]',
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # parts that do not add up are told once, of all
            return break_down(result.index, result.statistics, result, by, tolerance=tolerance)
    except ComputeError as error:
        where = f"{error.where} ({name})" if error.where else name
        raise ComputeError(error.what, where=where, expected=error.expected, remedy=error.remedy) from error


def _refuse_other_groups(broken: Mapping[str, Breakdown]) -> None:
    """Refuse groups that come or go: their change would be one of who is counted."""
    names = list(broken)
    first = broken[names[0]]
    for name in names[1:]:
        other = broken[name]
        if set(other.groups) != set(first.groups):
            held = [listing([", ".join(g) for g in one.groups], 12) for one in (first, other)]
            raise ComputeError(
                f"the groups are not the same in {names[0]} and {name}: {held[0]} against {held[1]}",
                where=first.statistics.name,
                expected="figures for the same groups in each",
                remedy="give statistics with the same categories in each, or leave out what has others",
            )


def _alike(broken: Mapping[str, Breakdown]) -> dict[str, Breakdown]:
    """Leave out of each what any of them cannot hold its groups against each other on."""
    left_out: dict[str, Text] = {}
    for name, breakdown in broken.items():
        for indicator, why in breakdown.reasons.items():
            told = (
                why
                if len(broken) == 1 or name in why.en
                else Reason(why.sv, why.en, kind_of(why)).said_of(name)
            )
            left_out.setdefault(indicator, told)
    first = next(iter(broken.values()))
    if all(m.id in left_out for m in first.index.members):
        reasons = "; ".join(f"{name}: {why.en}" for name, why in list(left_out.items())[:3])
        raise ComputeError(
            f"no indicator has figures for every group in each of {listing(list(broken), 20)} ({reasons} …)",
            where=f"index '{first.index.id}' on {first.statistics.name}, by {listing(first.by)}",
            remedy="leave the periods out that lack them, or break down by fewer columns",
        )
    return {name: narrowed(breakdown, left_out) for name, breakdown in broken.items()}
