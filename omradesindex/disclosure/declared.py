"""Sums among variables as somebody says them, and what they say of those that are there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm

#: Variable, or ``a+b``, → the variables that it is the sum of, or several such sums; none: it is no sum.
Sums = Mapping[str, Sequence[str] | Sequence[Sequence[str]]]
#: What somebody says, each sum by itself.
Declared = dict[str, tuple[tuple[str, ...], ...]]


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

    Variables that are not there are eliminated, one after another. The fewer stand first; one may stand there
    several times.

    Examples
    --------
    >>> [*among({"all": (("a", "b", "c"),), "most": (("a", "b"),)}, ["all", "most", "c"])]
    [(('all',), ('most', 'c'))]
    """
    left = [_signed(whole, parts) for whole, sums in declared.items() for parts in sums]
    for name in dict.fromkeys(name for sum_ in left for name in sum_ if name not in there):
        pivot = next((sum_ for sum_ in left if sum_.get(name)), None)
        if pivot is None:
            continue
        rest = [sum_ for sum_ in left if sum_ is not pivot]
        left = [_less(sum_, pivot, sum_[name] / pivot[name]) if sum_.get(name) else sum_ for sum_ in rest]
    for sum_ in left:
        sides = _sides(sum_)
        if all(sides):
            yield sides


Signed = dict[str, Fraction]


def _signed(whole: str, parts: Iterable[str]) -> Signed:
    count = Counter(whole.split("+"))
    count.subtract(Counter(parts))
    return {name: Fraction(n) for name, n in count.items() if n}


def _less(sum_: Signed, other: Signed, times: Fraction) -> Signed:
    names = dict.fromkeys((*sum_, *other))
    left = {name: sum_.get(name, Fraction(0)) - times * other.get(name, Fraction(0)) for name in names}
    return {name: n for name, n in left.items() if n}


def _sides(sum_: Signed) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write a sum in whole numbers of variables, none of them negative."""
    scale = Fraction(lcm(*(n.denominator for n in sum_.values())))
    scale /= gcd(*(int(n * scale) for n in sum_.values())) or 1
    plus, minus = (
        tuple(name for name, n in sum_.items() for _ in range(int(sign * n * scale))) for sign in (1, -1)
    )
    return (plus, minus) if len(plus) <= len(minus) else (minus, plus)
