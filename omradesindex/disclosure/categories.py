"""Totals and their categories: women and men, those with a disability and those without, ages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.ages import overlapping
from omradesindex.disclosure.declared import Declared, nobody_else
from omradesindex.disclosure.laid import Laid
from omradesindex.disclosure.tying import Builds
from omradesindex.statistics import BlockId
from omradesindex.statistics.vocabulary import TOTAL

Ints = NDArray[np.intp]

#: Where not one of so many is in another category, there is no other.
_MANY = 100


class _Rest(NamedTuple):
    """What a total's categories leave over: its name, the groups that it is the sum of, and its cells."""

    said: str
    groups: tuple[tuple[str, ...], ...]
    cells: Ints


def add_categories(
    make: Builds,
    what: str,
    key: tuple[str, str],
    groups: dict[tuple[str, ...], Ints],
    number: int,
    rows: Mapping[BlockId, int],
    declared: Declared,
) -> list[Ints]:
    """Add total = Σ categories of every breakdown of a variable's measure in one period.

    Parameters
    ----------
    make : Builds
    what : str
        How a later release knows variable, period and measure.
    key : (variable, period)
    groups : mapping of group to ndarray
        The cells of each.
    number : int
        The cells' family.
    rows : mapping of BlockId to int
        Where each block was laid.
    declared : mapping of str to tuple of tuple of str
        With the groups of which a variable counts nobody.

    Returns
    -------
    list of ndarray, shape (n, 3)
        Category, everybody, and which division of them.
    """
    found, left = list[Ints](), list[_Rest]()
    for place in range(len(make.laid.breakdowns)):
        found += _categories(make, what, (*key, place), groups, number, rows, declared, left)
    _one_figure(make, left)
    return found


def _categories(
    make: Builds,
    what: str,
    key: tuple[str, str, int],
    groups: dict[tuple[str, ...], Ints],
    number: int,
    rows: Mapping[BlockId, int],
    declared: Declared,
    left: list[_Rest],
) -> list[Ints]:
    """Add total = Σ categories of one breakdown, with a cell for those whom no category shows.

    Returns category, everybody and which division of them. ``left`` gets those cells.
    """
    variable, period, place = key
    laid, n = make.laid, len(make.laid.areas)
    found = []
    partitions = _partitions(make, laid.partitions.get(key, []), groups, place)
    # What an earlier release's categories left over is made again, to be kept as it was.
    partitions += [names for names in _earlier_partitions(laid, what, place) if names not in partitions]
    for names in partitions:
        trivial = _is_trivial(make, groups, place, names)
        for group, whole in list(groups.items()):
            if group[place] != TOTAL:
                continue
            kin = [(*group[:place], name, *group[place + 1 :]) for name in names]
            shown = [name for name, k in zip(names, kin, strict=True) if k in groups]
            parts = [groups[k] for k in kin if k in groups]
            if not parts:
                continue
            which, everybody = make.division(), False
            said = f"categories|{what}|{laid.said(group)}|{laid.breakdowns[place]}|{','.join(names)}"
            if len(parts) < len(names) or len(names) == 1:
                # Women are shown and men are not: men = all − women, as if it had been printed.
                values = make.of(whole) - np.sum([make.of(p) for p in parts], axis=0)
                block = rows[BlockId(variable, period, group)]
                rest = make.implied(f"{said}|rest", np.maximum(values, 0.0), block, number)
                everybody = nobody_else(declared, variable, laid.breakdowns[place], shown)
                if everybody:
                    make.settle(rest, 0.0)
                parts.append(rest)
                left.append(_Rest(said, tuple(k for k in kin if k not in groups), rest))
            # That all are of the one category that there is follows from what is counted.
            if not trivial and not (everybody and len(shown) == 1):
                found += [np.column_stack([part, whole, which]) for part in parts]
            make.equation(said, whole, parts, np.arange(n))
    return found


def _one_figure(make: Builds, left: Sequence[_Rest]) -> None:
    """Add rest = Σ rests, where totals of several breakdowns leave over the same persons.

    Women with a disability: all with one − the men, and women − those without.
    """
    alone = {rest.groups[0]: rest.cells for rest in reversed(left) if len(rest.groups) == 1}
    for rest in left:
        same = [alone[group] for group in rest.groups if group in alone]
        if same and len(same) == len(rest.groups) and same[0] is not rest.cells:
            values = np.sum([make.of(cells) for cells in same], axis=0)
            make.learn(rest.cells, values)
            if len(same) == 1:
                make.learn(same[0], make.of(rest.cells))
            make.equation(f"one|{rest.said}", rest.cells, same, np.arange(len(rest.cells)))


def _earlier_partitions(laid: Laid, what: str, place: int) -> list[tuple[str, ...]]:
    """The categories beside which some earlier release has an unsafe rest."""
    found = dict[tuple[str, ...], None]()
    for name, _ in laid.implied:
        head, _, tail = name.partition(f"|{laid.breakdowns[place]}|")
        if head.startswith(f"categories|{what}|") and tail.endswith("|rest"):
            found[tuple(tail.removesuffix("|rest").split(","))] = None
    return [*found]


def _is_trivial(
    make: Builds, groups: Mapping[tuple[str, ...], Ints], place: int, names: Sequence[str]
) -> bool:
    """Whether everybody is in one category by what is counted: pupils of year 9 are all 13 to 17 years old.

    So it is where not one of many is in any other: that tells nothing of the few in a small group.
    """
    wholes = [group for group in groups if group[place] == TOTAL]
    total = np.array([np.nansum(make.of(groups[group])) for group in wholes])
    if total.max(initial=0.0) < _MANY:
        return False
    for name in names:
        kin = [(*group[:place], name, *group[place + 1 :]) for group in wholes]
        same = [
            g not in groups or _alike(make, groups[g], groups[w]) for g, w in zip(kin, wholes, strict=True)
        ]
        if all(same) and any(g in groups for g in kin):
            return True
    return False


def _alike(make: Builds, one: Ints, other: Ints) -> bool:
    return bool(np.array_equal(make.of(one), make.of(other), equal_nan=True))


def _partitions(
    make: Builds, known: Sequence[tuple[str, ...]], groups: Mapping[tuple[str, ...], Ints], place: int
) -> list[tuple[str, ...]]:
    """The ways in which everybody is divided: those of each table, with others' categories that belong there.

    A table of women and another of men are one division, if no figures say otherwise; ages belong together
    that do not overlap.
    """
    found = dict[tuple[str, ...], None]()
    for names in known:
        together = [*names]
        for name in dict.fromkeys(name for others in known for name in others):
            if name not in together and overlapping([*together, name]) is None:
                together.append(name)
        more = tuple(sorted(together))
        found[more if more == names or _fits(make, more, groups, place) else names] = None
    return [*found]


def _fits(make: Builds, names: Sequence[str], groups: Mapping[tuple[str, ...], Ints], place: int) -> bool:
    """Whether no figures say that there are more persons in some categories than in all."""
    for group, whole in groups.items():
        if group[place] == TOTAL:
            kin = [(*group[:place], name, *group[place + 1 :]) for name in names]
            parts = [make.of(groups[k]) for k in kin if k in groups]
            # What is not known says nothing.
            if parts and (make.of(whole) - np.nansum(parts, axis=0) < -1e-6).any():
                return False
    return True
