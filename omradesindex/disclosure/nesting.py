"""Age groups that overlap: cut into pieces that do not, so that those of one table tell of another's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from omradesindex.ages import Span, overlapping, read_ages
from omradesindex.catalogue.aged import is_inside
from omradesindex.disclosure.tying import Builds

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Group = tuple[str, ...]


def nest_ages(
    make: Builds,
    families: Mapping[tuple[str, str, str], int],
    places: Sequence[dict[Group, Ints]],
) -> list[Ints]:
    """Add age group = Σ its pieces wherever tables divide the ages of one period differently.

    Pieces that are no age group of their own are added to ``places`` as groups in which nobody has a figure,
    so that areas, other categories and other variables are tied together by them too.

    Returns piece, age group and which division of it.
    """
    found: list[Ints] = []
    for place, breakdown in enumerate(make.laid.breakdowns):
        for period in dict.fromkeys(period for _, period, _ in families):
            mine = [("|".join(key), number) for key, number in families.items() if key[1] == period]
            names = {group[place] for _, number in mine for group in places[number]}
            names |= _earlier(make, [what for what, _ in mine], breakdown)
            ages = {name: span for name in sorted(names) if (span := read_ages(name)) is not None}
            if overlapping(ages) is None:
                continue
            pieces = cut(ages.values())
            for what, number in mine:
                found += _family(make, what, number, places[number], place, ages, pieces)
    return found


def cut(ages: Iterable[Span]) -> list[Span]:
    """Return the age groups, none of them overlapping, that others can be put together from.

    Examples
    --------
    >>> [*cut([Span(16, 34), Span(25, 64), Span(65, None)])]
    [Span(first=16, last=24), Span(first=25, last=34), Span(first=35, last=64), Span(first=65, last=None)]
    """
    spans = [*ages]
    edges = sorted({float(span.first) for span in spans} | {span.end + 1 for span in spans})
    return [
        Span(int(start), None if end == float("inf") else int(end) - 1)
        for start, end in pairwise(edges)
        if any(span.first <= start and end - 1 <= span.end for span in spans)
    ]


def _earlier(make: Builds, whats: Sequence[str], breakdown: str) -> set[str]:
    """The pieces of which an earlier release asks that their number be not known."""
    found = set[str]()
    for name, _ in make.laid.implied:
        if any(name.startswith(f"ages|{what}|") for what in whats):
            group = dict(one.split("=", 1) for one in name.rpartition("|")[2].split(";") if one)
            found |= {group[breakdown]} if breakdown in group else set()
    return found


def _family(
    make: Builds,
    what: str,
    number: int,
    groups: dict[Group, Ints],
    place: int,
    ages: Mapping[str, Span],
    pieces: Sequence[Span],
) -> list[Ints]:
    """Cut the age groups of one variable, period and measure."""
    laid, n = make.laid, len(make.laid.areas)
    others = dict.fromkeys((g[:place], g[place + 1 :]) for g in groups if g[place] in ages)
    found: list[Ints] = []
    for before, after in others:

        def of(name: str, before: Group = before, after: Group = after) -> Group:
            return (*before, name, *after)

        def said(name: str, of: Callable[[str], Group] = of) -> str:
            return f"ages|{what}|{laid.said(of(name))}"

        there = [name for name in ages if of(name) in groups]
        alone = {ages[name]: name for name in reversed(there) if ages[name] in pieces}
        parts_of = {
            name: [piece for piece in pieces if piece == span or is_inside(piece, span)]
            for name, span in ages.items()
        }
        wholes = [name for name in there if [*map(alone.get, parts_of[name])] != [name]]
        values = {piece: make.of(groups[of(name)]) for piece, name in alone.items()}
        _follow(values, [(make.of(groups[of(name)]), parts_of[name]) for name in wholes])
        for whole in wholes:
            for piece in parts_of[whole]:
                if piece not in alone:
                    alone[piece] = label = _label(piece)
                    block = make.block_of(groups[of(whole)])
                    groups[of(label)] = make.implied(said(label), values[piece], block, number)
        for whole in wholes:
            make.learn(groups[of(whole)], np.sum([values[piece] for piece in parts_of[whole]], axis=0))
        for name in ages:
            # What an earlier release left over of ages that are cut further now is made again, to be kept.
            kept = of(name) not in groups and all(piece in alone for piece in parts_of[name])
            if kept and any((said(name), area) in laid.implied for area in laid.areas):
                total = np.sum([values[piece] for piece in parts_of[name]], axis=0)
                block = make.block_of(groups[of(alone[parts_of[name][0]])])
                groups[of(name)] = make.implied(said(name), total, block, number)
                wholes.append(name)
        for whole in wholes:
            cells = [groups[of(alone[piece])] for piece in parts_of[whole]]
            of_them = ",".join(_label(piece) for piece in parts_of[whole])
            make.equation(f"{said(whole)}|{of_them}", groups[of(whole)], cells, np.arange(n))
            if len(cells) > 1:
                which = make.division()
                found += [np.column_stack([part, groups[of(whole)], which]) for part in cells]
    return found


def _label(ages: Span) -> str:
    return f"{ages.first}+" if ages.last is None else f"{ages.first}-{ages.last}"


def _follow(values: dict[Span, Floats], wholes: Sequence[tuple[Floats, Sequence[Span]]]) -> None:
    """Work out the pieces that follow from those that are known, one after another; the rest are NaN."""
    for total, parts in wholes:
        for piece in parts:
            values.setdefault(piece, np.full(len(total), np.nan))
    for _ in values:
        for total, parts in wholes:
            unknown = np.sum([np.isnan(values[piece]) for piece in parts], axis=0)
            left = total - np.nansum([values[piece] for piece in parts], axis=0)
            for piece in parts:
                follows = np.isnan(values[piece]) & (unknown == 1)
                values[piece] = np.where(follows, np.maximum(left, 0.0), values[piece])
