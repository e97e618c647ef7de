"""The ages that a variable's id names, and how groups of ages are made of one another."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import pairwise
from typing import NamedTuple

from omradesindex.ages import Span, ages_label
from omradesindex.patterns import pattern

__all__ = ["Aged", "aged", "is_inside", "tiled"]

#: Ids that count everybody of their ages, so that they are groups of one thing.
_EVERYBODY = ("befolkning", "barn", "folkmangd")
_ENDING = pattern(r"(.+?)[_-](\d{1,3})(?:[_-](\d{1,3})|[_-](?:och_aldre|plus|and_over))")
#: Words before numbers that are no ages of those counted: pay of at least 1.5, parents with children of 0–17.
_OTHERS = pattern(r"(?:.*[_-])?(?:over|under|minst|hogst|at_least|at_most)|.+[_-](?:barn|children)")
_OLDEST = 120


class Aged(NamedTuple):
    """What is counted, and the ages at which it is."""

    what: str
    ages: Span


def aged(variable: str) -> Aged | None:
    """Read the ages that stand last in an id; None where none do.

    Examples
    --------
    >>> aged("sysselsatta_16_64")
    Aged(what='sysselsatta', ages=Span(first=16, last=64))
    >>> [aged(name).what for name in ("befolkning_65_och_aldre", "barn_0_17", "folkmangd")]
    ['befolkning', 'befolkning', 'befolkning']
    >>> aged("barn_1_5_forskola"), aged("foralder_med_barn_0_17")
    (None, None)
    """
    if variable == "folkmangd":
        return Aged(_EVERYBODY[0], Span(0, None))
    match = _ENDING.fullmatch(variable)
    if match is None or _OTHERS.fullmatch(match[1]):
        return None
    what, first, last = match.groups()
    span = Span(int(first), int(last) if last else None)
    if span.first > span.end or (span.last or 0) > _OLDEST:
        return None
    return Aged(_EVERYBODY[0] if what in _EVERYBODY else what, span)


def is_inside(ages: Span, whole: Span) -> bool:
    """Whether all of some ages are among others, which are more.

    Examples
    --------
    >>> is_inside(Span(25, 64), Span(16, 64)), is_inside(Span(16, 64), Span(16, 64))
    (True, False)
    """
    return ages != whole and whole.first <= ages.first and ages.end <= whole.end


def tiled(
    groups: Mapping[Span, str], what: str, *, unseen: Collection[str] = ()
) -> dict[str, tuple[str, ...]]:
    """Return for each age group the fewest smaller ones that it is exactly the sum of.

    Where no group fills a gap, a name is made for what does: ``sysselsatta 16–24 år``. From these sums
    follows all that groups of ages tell of each other, also where they overlap.

    Parameters
    ----------
    groups : mapping of Span to str
        The ages and the ids of variables that count the same thing.
    what : str
        What they count, for the made names.
    unseen : collection of str
        Ids that nobody sees figures of: used no sooner than made names.

    Examples
    --------
    >>> groups = {Span(16, 64): "all", Span(25, 64): "old", Span(16, 19): "young"}
    >>> tiled(groups, "sysselsatta")
    {'all': ('young', 'sysselsatta 20\N{EN DASH}24 år', 'old')}
    """
    ends = {group: (float(group.first), group.end + 1) for group in groups}
    edges = sorted({edge for pair in ends.values() for edge in pair})
    gaps = {gap: f"{what} {ages_label(_between(*gap)).sv}" for gap in pairwise(edges)}
    seen = set(groups.values()) - set(unseen)
    sums = {}
    for whole, name in groups.items():
        first, end = ends[whole]
        steps = {gap: made for gap, made in gaps.items() if first <= gap[0] and gap[1] <= end}
        steps |= {ends[group]: other for group, other in groups.items() if is_inside(group, whole)}
        parts = _shortest(steps, first, end, seen)
        if len(parts) > 1:
            sums[name] = parts
    return sums


def _between(start: float, end: float) -> Span:
    return Span(int(start), None if end == float("inf") else int(end) - 1)


def _shortest(
    steps: Mapping[tuple[float, float], str], first: float, end: float, seen: Collection[str]
) -> tuple[str, ...]:
    """Return the steps from one age to another: as few as can be that nobody sees, and then the fewest."""
    best: dict[float, tuple[int, int, tuple[str, ...]]] = {first: (0, 0, ())}
    for start, stop in sorted(steps):
        if start in best:
            hidden, length, names = best[start]
            name = steps[start, stop]
            way = (hidden + (name not in seen), length + 1, (*names, name))
            best[stop] = min(best.get(stop, way), way)
    return best[end][2]
