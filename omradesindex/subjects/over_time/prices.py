"""Prices over time: what nobody can judge, because amounts of two years are in other money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from omradesindex.index.off_the_stick import off_the_stick
from omradesindex.index.prices import drifting
from omradesindex.subjects.over_time.sticks import moved

if TYPE_CHECKING:
    from omradesindex.index import Result


def unpriced(results: Sequence[Result], *, by_rank: bool) -> Mapping[str, str]:
    """Return the indicators whose change may be one of prices, and why.

    Why is one of :data:`omradesindex.index.prices.CAUSES`.

    Years are held against the first. Ranks are each year's own: they are led astray only where a year is
    measured with another year's stick.

    Examples
    --------
    >>> import omradesindex as oi
    >>> index, figures = oi.load_index("malmo-2023"), oi.example_statistics()
    >>> years = [index.compute(figures, period=year) for year in ("2020", "2024")]
    >>> dict(unpriced(years, by_rank=False))
    {}
    """
    if by_rank:
        return {name: why for result in results for name, why in off_the_stick(result).items()}
    causes: dict[str, str] = {}
    first, *others = results
    for other in others:
        later = set(moved(first, other))
        indicators = [i for i in other.index.indicators if i.id in later]
        causes |= drifting(indicators, first.measured.dated, other.measured.dated)
    return causes


def holding(result: Result, column: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return those of some indicators that a column, or an indicator, is made of."""
    if column not in result.columns:
        return tuple(name for name in names if name == column)
    members = result.index.members
    if column != "index":
        members = tuple(next(d for d in result.index.walk() if d.id == column).leaves())
    inside = {member.id for member in members if member.weight}
    return tuple(name for name in names if name in inside)
