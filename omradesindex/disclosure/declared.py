"""Sums among variables as somebody says them, and what they say of those that are there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm
from typing import TypeVar

from omradesindex.ages import Span, gaps, read_ages

#: Variable, or ``a+b``, → the variables that it is the sum of, or several such sums; none: it is no sum.
#: ``a|age=25-64``: in that group only; there it may be the sum of nothing, of an empty sequence.
Sums = Mapping[str, Sequence[str] | Sequence[Sequence[str]]]
#: What somebody says, each sum by itself.
Declared = dict[str, tuple[tuple[str, ...], ...]]

T = TypeVar("T")


def of_group(said: str) -> tuple[str, frozenset[str]]:
    """Return what is said to hold, and of which group only; of everybody where none is named.

    Examples
    --------
    >>> of_group("a+b|age=25-64"), of_group("a")
    (('a+b', frozenset({'age=25-64'})), ('a', frozenset()))
    """
    names, _, group = said.partition("|")
    return names, frozenset(group.split(";")) if group else frozenset()


def in_group(told: Mapping[str, Sequence[T]], group: Collection[str]) -> dict[str, tuple[T, ...]]:
    """Return what holds in a group: of everybody, and of each group that it lies in; ages in wider ones.

    Examples
    --------
    >>> told = {"a": ["b"], "a|age=16-64": ["c"], "d|sex=men": ["e"]}
    >>> in_group(told, ["sex=women", "age=25-44"])
    {'a': ('b', 'c')}
    """
    found: dict[str, tuple[T, ...]] = {}
    for said, those in told.items():
        names, of = of_group(said)
        if all(_lies_in(group, category) for category in of):
            found[names] = tuple(dict.fromkeys((*found.get(names, ()), *those)))
    return found


def all_sums(*given: Sums) -> Declared:
    """Return what several say as one, each sum once.

    Examples
    --------
    >>> all_sums({"a": ["b", "c"]}, {"a": [["b", "c"], ["d", "e"]], "f": []})
    {'a': (('b', 'c'), ('d', 'e')), 'f': ()}
    """
    found: Declared = {}
    for each in given:
        for whole, said in each.items():
            one = [part for part in said if isinstance(part, str)]
            several = [tuple(one)] if one else [tuple(parts) for parts in said]
            found[whole] = tuple(dict.fromkeys((*found.get(whole, ()), *several)))
    return found


def _lies_in(group: Collection[str], category: str) -> bool:
    wider = _ages(category)
    return category in group or any(
        wider.first <= own.first and own.end <= wider.end
        for own in map(_ages, group)
        if wider is not None and own is not None
    )


def _ages(category: str) -> Span | None:
    by, _, name = category.partition("=")
    return read_ages(name) if by == "age" else None


def nobody_else(told: Declared, variable: str, breakdown: str, categories: Iterable[str]) -> bool:
    """Whether a variable is said to count nobody outside some categories, which are of ages.

    Examples
    --------
    >>> told: Declared = {"a|age=0-15": ((),), "a|age=65-": ((),)}
    >>> nobody_else(told, "a", "age", ["16-24", "25-64"]), nobody_else(told, "a", "age", ["25-64"])
    (True, False)
    """
    spans = [_ages(f"{breakdown}={category}") for category in categories]
    for said, sums in told.items():
        names, of = of_group(said)
        if names == variable and () in sums and len(of) == 1:
            spans += map(_ages, of)
    return not gaps(span for span in spans if span is not None)


def members(whole: str, parts: Iterable[str]) -> tuple[str, ...]:
    """Return every variable of a sum, each once.

    Examples
    --------
    >>> members("a+b", ["c", "c"])
    ('a', 'b', 'c')
    """
    return tuple(dict.fromkeys((*whole.split("+"), *parts)))


def among(declared: Declared, there: Collection[str]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield what sums say of those variables that are there: some are together as much as others.

    Variables that are not there are eliminated, one after another. The fewer stand first, none where the
    others are nothing; one may stand there several times.

    Examples
    --------
    >>> [*among({"all": (("a", "b", "c"),), "most": (("a", "b"),)}, ["all", "most", "c"])]
    [(('all',), ('most', 'c'))]
    """
    left = [signed(whole, parts) for whole, sums in declared.items() for parts in sums]
    for name in dict.fromkeys(name for sum_ in left for name in sum_ if name not in there):
        pivot = next((sum_ for sum_ in left if sum_.get(name)), None)
        if pivot is None:
            continue
        rest = [sum_ for sum_ in left if sum_ is not pivot]
        left = [less(sum_, pivot, sum_[name] / pivot[name]) if sum_.get(name) else sum_ for sum_ in rest]
    for sum_ in left:
        sides = _sides(sum_)
        if any(sides):
            yield sides


Signed = dict[str, Fraction]


def signed(whole: str, parts: Iterable[str]) -> Signed:
    """Return how many times each variable stands in whole − parts.

    Examples
    --------
    >>> {name: int(n) for name, n in signed("a+b", ["c", "c"]).items()}
    {'a': 1, 'b': 1, 'c': -2}
    """
    count = Counter(whole.split("+"))
    count.subtract(Counter(parts))
    return {name: Fraction(n) for name, n in count.items() if n}


def less(sum_: Signed, other: Signed, times: Fraction) -> Signed:
    """Return one sum less another one so many times."""
    names = dict.fromkeys((*sum_, *other))
    left = {name: sum_.get(name, Fraction(0)) - times * other.get(name, Fraction(0)) for name in names}
    return {name: n for name, n in left.items() if n}


def in_whole_numbers(sum_: Signed) -> dict[str, int]:
    """Return a sum in the smallest whole numbers.

    Examples
    --------
    >>> in_whole_numbers({"a": Fraction(2, 3), "b": Fraction(-4, 3)})
    {'a': 1, 'b': -2}
    """
    scale = Fraction(lcm(*(n.denominator for n in sum_.values())))
    scale /= gcd(*(int(n * scale) for n in sum_.values())) or 1
    return {name: int(n * scale) for name, n in sum_.items()}


def _sides(sum_: Signed) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write a sum in whole numbers of variables, none of them negative."""
    whole = in_whole_numbers(sum_)
    plus, minus = (tuple(name for name, n in whole.items() for _ in range(sign * n)) for sign in (1, -1))
    return (plus, minus) if len(plus) <= len(minus) else (minus, plus)
