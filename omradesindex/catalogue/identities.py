"""Which variables are, by definition, the sum of which others, and which lie within which.

Who sees some of them can subtract: in the labour force less employed is unemployed. Said are such things by
the catalogue (``sum_of`` and ``within`` of a variable), by shares, whose numerators lie within their
denominators, and by the ages that ids name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from omradesindex.ages import Span
from omradesindex.catalogue.aged import aged, is_inside, tiled
from omradesindex.catalogue.indicator import Indicator
from omradesindex.catalogue.library import indicators as catalogued
from omradesindex.catalogue.library import variables as known_variables
from omradesindex.doors import door

__all__ = ["Identity", "identities", "wholes"]


@dataclass(frozen=True)
class Identity:
    """A whole, and variables that are parts of it and of which no two count the same thing twice.

    Attributes
    ----------
    whole : str
    parts : tuple of str
    complete : bool
        Whether the whole is exactly the sum of the parts; otherwise something, not negative, is left over.
    """

    whole: str
    parts: tuple[str, ...]
    complete: bool = True


@door
def identities(
    variables: Iterable[str] | None = None,
    *,
    own: Iterable[Indicator] = (),
    also: Iterable[Identity] = (),
    unseen: bool = False,
) -> tuple[Identity, ...]:
    """Return all that is true by definition between some variables, none of it said twice.

    Sums and nestings through variables that are not among them are followed: sysselsatta 16–64 lie within
    befolkning 16–64 also where nobody tells of the labour force. What follows from others is left out: that
    a lies within c, where a lies within b and b within c.

    Parameters
    ----------
    variables : iterable of str, optional
        Ids of counts that somebody sees; the catalogue's if left out. Of ids that are not the catalogue's
        only the ages are read. Where an indicator's figures come with their counts, these are called
        ``arbetsloshet/numerator`` and ``arbetsloshet/denominator``: they are what its formula says.
    own : iterable of Indicator
        Indicators beside, or instead of, the catalogue's, whose formulas tell that numerators lie within
        denominators.
    also : iterable of Identity
        What is known besides.
    unseen : bool
        Take in what ties variables together only through figures that nobody sees. Such a whole or part is
        no id among ``variables``: born in Sweden + born abroad = a whole = Swedish + foreign background.

    Returns
    -------
    tuple of Identity
        First those of sums, then those of one part within a whole.

    Examples
    --------
    >>> for one in identities(["arbetskraft_16_64", "sysselsatta_16_64", "arbetslosa_16_64"]):
    ...     print(one.whole, one.parts, one.complete)
    arbetskraft_16_64 ('sysselsatta_16_64', 'arbetslosa_16_64') True
    >>> identities(["befolkning_16_64", "befolkning_25_64"])
    (Identity(whole='befolkning_16_64', parts=('befolkning_25_64',), complete=False),)
    >>> identities(["egen_lon/denominator", "forgymnasial_utbildning/denominator"])
    (Identity(whole='egen_lon/denominator', parts=('forgymnasial_utbildning/denominator',), complete=False),)
    """
    seen = tuple(dict.fromkeys(_counts() if variables is None else variables))
    told = _told(seen, own, also)
    told += _same_parts(told)
    same, stands_for = _equals(told, seen)
    told = [one for one in (_renamed(one, stands_for) for one in told) if one is not None]
    apart = [name for name in seen if stands_for.get(name, name) == name]
    sums = _only_seen(told, set(apart), unseen)
    return (*same, *sums, *_nested(told, apart, sums))


@door
def wholes(variables: Iterable[str] | None = None) -> Mapping[str, frozenset[str]]:
    """Return for each variable all others that it lies within, by definition.

    Examples
    --------
    >>> sorted(wholes(["sysselsatta_16_64", "befolkning_16_64", "folkmangd"])["sysselsatta_16_64"])
    ['befolkning_16_64', 'folkmangd']
    """
    seen = tuple(dict.fromkeys(_counts() if variables is None else variables))
    told = _told(seen)
    both_ways = [Identity(one.parts[0], (one.whole,), False) for one in told if _is_equality(one)]
    reached = _reached([*told, *both_ways], seen)
    return {name: frozenset((reached[name] & set(seen)) - {name}) for name in seen}


def _counts() -> list[str]:
    return [name for name, variable in known_variables().items() if variable.kind == "count"]


# -- what is told -------------------------------------------------------------------------------------------


def _told(
    seen: Collection[str], own: Iterable[Indicator] = (), also: Iterable[Identity] = ()
) -> list[Identity]:
    """Return all that the catalogue, shares and ages say, of variables seen or not."""
    known = known_variables()
    own = tuple(own)
    formulas = {**catalogued(), **{indicator.id: indicator for indicator in own}}
    declared = [
        *(Identity(v.id, parts) for v in known.values() for parts in v.sum_of),
        *(Identity(whole, (v.id,), False) for v in known.values() for whole in v.within),
        *(one for indicator in (*catalogued().values(), *own) for one in _share(indicator)),
        *(one for name in seen for one in _column(name, seen, formulas)),
        *also,
    ]
    by_another_name = {name for one in declared if _is_equality(one) for name in (one.whole, *one.parts)}
    counts = {name for name in (*seen, *by_another_name) if name not in known or known[name].kind == "count"}
    return [*declared, *_by_age({*counts, *_counts()}, counts, declared)]


def _column(name: str, seen: Collection[str], known: Mapping[str, Indicator]) -> list[Identity]:
    """Return what a count that stands beside an indicator's figures is: what the formula counts there."""
    indicator, _, measure = name.rpartition("/")
    formula = known[indicator].formula if indicator in known else None
    told = []
    if measure == "numerator" and (formula is None or formula.is_part) and f"{indicator}/denominator" in seen:
        told.append(Identity(f"{indicator}/denominator", (name,), False))
    if formula is not None and not formula.weights:
        counted = {"numerator": formula.numerator, "denominator": formula.denominator}.get(measure, ())
        told += [Identity(name, counted)] if counted else []
    return told


def _share(indicator: Indicator) -> list[Identity]:
    """Return what a share tells: what is counted above lies within what is counted below."""
    formula = indicator.formula
    above = tuple(name for name in formula.numerator if name not in formula.denominator)
    below = tuple(name for name in formula.denominator if name not in formula.numerator)
    if not (formula.is_part and above and below):
        return []
    whole = " + ".join(below)
    return [Identity(whole, above, False), *([Identity(whole, below)] if len(below) > 1 else [])]


def _by_age(names: Collection[str], seen: Collection[str], declared: Iterable[Identity]) -> list[Identity]:
    """Return what ages tell of variables that count the same thing."""
    useful_too = _related(seen, declared)
    of: dict[str, dict[Span, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name in sorted(names, key=lambda name: (name not in seen, name)):
        if (read := aged(name)) is not None:
            of[read.what][read.ages].append(name)
    told = []
    for what, groups in of.items():
        first = {ages: same[0] for ages, same in groups.items()}
        told += [Identity(other, (same[0],)) for same in groups.values() for other in same[1:]]
        told += [
            Identity(first[whole], (first[ages],), False)
            for whole in first
            for ages in first
            if is_inside(ages, whole)
        ]
        # Of what nobody sees only that matters which something ties to what somebody sees.
        useful = {ages: name for ages, name in first.items() if name in useful_too}
        parts = tiled(useful, what, unseen=[name for name in useful.values() if name not in seen])
        told += [Identity(whole, those) for whole, those in parts.items()]
    return told


def _related(seen: Collection[str], declared: Iterable[Identity]) -> set[str]:
    """Return what is seen, what that lies within or is a sum of, and so on upwards."""
    related, waiting = set(seen), [*declared]
    while True:
        near = [one for one in waiting if related & {*one.parts, *((one.whole,) if one.complete else ())}]
        if not near:
            return related
        related |= {name for one in near for name in (one.whole, *(one.parts if one.complete else ()))}
        waiting = [one for one in waiting if one not in near]


# -- what is equal ------------------------------------------------------------------------------------------


def _is_equality(one: Identity) -> bool:
    return one.complete and len(one.parts) == 1


def _same_parts(told: Iterable[Identity]) -> list[Identity]:
    """Return the equalities of wholes that are sums of the same parts."""
    of: dict[frozenset[str], str] = {}
    wholes_of = [(of.setdefault(frozenset(one.parts), one.whole), one.whole) for one in told if one.complete]
    return [Identity(other, (first,)) for first, other in wholes_of if first != other]


def _equals(told: Sequence[Identity], seen: Sequence[str]) -> tuple[tuple[Identity, ...], dict[str, str]]:
    """Return the equalities between variables that are seen, and which of its equals stands for each."""
    alike: dict[str, set[str]] = {}
    for one in told:
        if _is_equality(one):
            (part,) = one.parts
            group = alike.get(one.whole, {one.whole}) | alike.get(part, {part})
            alike |= dict.fromkeys(group, group)
    place = {name: k for k, name in enumerate(seen)}
    stands_for = {
        name: min(group, key=lambda other: (place.get(other, len(place)), other))
        for name, group in alike.items()
    }
    same = tuple(Identity(name, (stands_for[name],)) for name in seen if stands_for.get(name, name) != name)
    return same, stands_for


def _renamed(one: Identity, stands_for: Mapping[str, str]) -> Identity | None:
    """Say a thing with the ones that stand for their equals; None where nothing is left to say."""
    whole = stands_for.get(one.whole, one.whole)
    parts = tuple(dict.fromkeys(stands_for.get(part, part) for part in one.parts))
    return None if whole in parts else Identity(whole, parts, one.complete)


# -- what can be said with what is seen ---------------------------------------------------------------------


def _only_seen(told: Iterable[Identity], seen: set[str], unseen: bool) -> tuple[Identity, ...]:
    """Return the sums, rid of what nobody sees; with ``unseen`` only of what can be got rid of at no loss."""
    sums = list(dict.fromkeys(one for one in told if one.complete or len(one.parts) > 1 or unseen))
    before: list[Identity] = []
    while sums != before:
        before = sums
        sums = [_folded(one, sums, seen) for one in sums]
        for name in _hidden(sums, seen):
            sums = _without(name, sums, unseen)
        sums = [one for one in _each_once(sums) if one.parts]
        sums = [one for one in sums if not _is_told_by_another(one, sums)]
    nested = [
        one for one in sums if not one.complete and len(one.parts) == 1 and {one.whole, *one.parts} <= seen
    ]
    return tuple(one for one in sums if one not in nested)


def _folded(one: Identity, sums: Iterable[Identity], seen: set[str]) -> Identity:
    """Put a whole that is seen in the place of its parts, where not all of these are."""
    for other in sums:
        its = {*other.parts}
        if other.complete and other.whole in seen and its < {*one.parts} and not its <= seen:
            rest = tuple(part for part in one.parts if part not in its)
            return Identity(one.whole, (*rest, other.whole), one.complete)
    return one


def _each_once(sums: Iterable[Identity]) -> list[Identity]:
    """Return the sums, those that only differ in the order of their parts once."""
    return [*{(one.whole, frozenset(one.parts), one.complete): one for one in sums}.values()]


def _hidden(sums: Iterable[Identity], seen: Collection[str]) -> list[str]:
    return [name for name in Counter(n for one in sums for n in (one.whole, *one.parts)) if name not in seen]


def _without(name: str, sums: list[Identity], unseen: bool) -> list[Identity]:
    """Rid the sums of a name: put its own sums in its place, or leave it over."""
    own = [one for one in sums if one.whole == name]
    uses = [one for one in sums if name in one.parts]
    rest = [one for one in sums if one.whole != name and name not in one.parts]
    if not uses:
        # A whole that nobody sees ties its sums together, if one of them is all of it.
        ties = unseen and len(own) > 1 and any(one.complete for one in own)
        return sums if ties else rest
    if not own:
        # A part that nobody sees ties its wholes together, if one of them is known but for it.
        if unseen and len(uses) > 1 and any(one.complete for one in uses):
            return sums
        return rest + [_leaving(one, name) for one in uses]
    if unseen and len(own) > 1 and len(uses) > 1:
        return sums
    return rest + [_put(one, name, its) for one in uses for its in own]


def _leaving(one: Identity, name: str) -> Identity:
    return Identity(one.whole, tuple(part for part in one.parts if part != name), False)


def _put(one: Identity, name: str, own: Identity) -> Identity:
    """Put a part's own parts in its place."""
    parts = [new for part in one.parts for new in (own.parts if part == name else (part,))]
    return Identity(one.whole, tuple(dict.fromkeys(parts)), one.complete and own.complete)


def _is_told_by_another(one: Identity, sums: Iterable[Identity]) -> bool:
    """Whether another sum of the same whole has these parts and more."""
    mine = set(one.parts)
    return not one.complete and any(
        other.whole == one.whole and mine <= set(other.parts) and (other.complete or mine != set(other.parts))
        for other in sums
    )


def _nested(told: Iterable[Identity], seen: Sequence[str], sums: Iterable[Identity]) -> tuple[Identity, ...]:
    """Return which of the seen lie within which, where neither a sum nor a chain of others says so."""
    reached = _reached(told, seen)
    around = {name: [other for other in seen if other != name and other in reached[name]] for name in seen}
    in_sum = {(part, one.whole) for one in sums for part in one.parts}
    return tuple(
        Identity(whole, (name,), False)
        for name in seen
        for whole in around[name]
        if (name, whole) not in in_sum and not any(whole in around[other] for other in around[name])
    )


def _reached(told: Iterable[Identity], seen: Iterable[str]) -> dict[str, set[str]]:
    """Return everything that each of the seen lies within, step by step."""
    above: dict[str, set[str]] = defaultdict(set)
    for one in told:
        for part in one.parts:
            above[part].add(one.whole)
    reached = {}
    for name in seen:
        within: set[str] = set()
        waiting = [name]
        while waiting:
            fresh = above[waiting.pop()] - within
            within |= fresh
            waiting += fresh
        reached[name] = within
    return reached
