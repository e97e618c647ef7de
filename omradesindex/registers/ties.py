"""What ties variables together, as it shows in how many are counted in both of each two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import lcm

import numpy as np
from numpy.typing import NDArray

from omradesindex.disclosure.declared import Signed, in_whole_numbers, less, signed

Joint = NDArray[np.object_]
#: What holds in a group without exception holds by what is counted, if by chance there would be so many.
_MANY = 10


@dataclass(frozen=True)
class Ties:
    """Variables and how many are in both of each two: what follows for every one who is counted.

    A sum holds for each of them just where it holds between these numbers, a variable lies within another
    just where they have as many in common as it has, and two are disjoint where they have none.

    Examples
    --------
    >>> both = np.array([[40, 38, 2], [38, 38, 0], [2, 0, 2]], dtype=object)
    >>> [*Ties(["all", "known", "unknown"], both).sums]
    [('all', ('known', 'unknown'))]
    >>> [*Ties(["all", "known"], both[:2, :2]).within]
    [('known', 'all')]
    """

    names: Sequence[str]
    both: Joint

    @cached_property
    def size(self) -> list[int]:
        """How many each variable counts."""
        return [int(self.both[i, i]) for i in range(len(self.names))]

    @cached_property
    def same(self) -> dict[int, int]:
        """Variables that count the same as one before them, and that one."""
        same: dict[int, int] = {}
        for i, j in combinations(range(len(self.size)), 2):
            alike = self.size[i] == self.size[j] == self.both[i, j]
            if j not in same and i not in same and alike and self.size[i]:
                same[j] = i
        return same

    @cached_property
    def apart(self) -> list[int]:
        """The others that count somebody, from the fewest: so what is more is the sum of what is less."""
        those = (i for i in range(len(self.size)) if self.size[i] and i not in self.same)
        return sorted(those, key=lambda i: self.size[i])

    @cached_property
    def inside(self) -> dict[int, list[int]]:
        """Of each of those, which others lie within it."""
        return {
            whole: [i for i in self.apart if i != whole and self.both[i, whole] == self.size[i]]
            for whole in self.apart
        }

    def square(self, sum_: Signed) -> Fraction:
        """Return how far persons are from what a sum says, squared: 0 just where it holds for every one."""
        return self._square({self.names.index(name): n for name, n in sum_.items()})

    def _square(self, sum_: Mapping[int, Fraction | int]) -> Fraction:
        of = sum_.items()
        return Fraction(sum(a * b * int(self.both[i, j]) for i, a in of for j, b in of))

    @cached_property
    def sums(self) -> list[tuple[str, tuple[str, ...]]]:
        """Whole and parts of each sum."""
        return [*self._sums()]

    @cached_property
    def within(self) -> list[tuple[str, str]]:
        """What lies within what with somebody left over whom no variable counts, nothing between them."""
        return [*self._within()]

    def _sums(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield whole (``a+b`` where two are together as much as others) and parts."""
        for other, first in self.same.items():
            yield self.names[other], (self.names[first],)
        told = set()
        for whole, parts in [*self._of_two(), *self._dependent()]:
            key = tuple(sorted(whole)), tuple(sorted(parts))
            if key not in told:
                told.add(key)
                yield (
                    "+".join(self.names[i] for i in sorted(whole)),
                    tuple(self.names[i] for i in sorted(parts)),
                )

    def _of_two(self) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
        for whole in self.apart:
            for one, other in combinations(self.inside[whole], 2):
                if not self.both[one, other] and self.size[one] + self.size[other] == self.size[whole]:
                    yield (whole,), (one, other)

    def _dependent(self) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
        """Yield each variable that others make up, by elimination in whole numbers and fractions of them."""
        base: list[int] = []
        # Rows of the eliminated matrix: what each of the base has of its own, and by which of the base.
        rows: list[tuple[Fraction, dict[int, Fraction]]] = []
        for i in self.apart:
            of: dict[int, Fraction] = {i: Fraction(1)}
            own: dict[int, Fraction] = {}
            for k, (length, made) in zip(base, rows, strict=True):
                shared = sum((c * int(self.both[i, j]) for j, c in made.items()), Fraction(0))
                own[k] = shared / length
                for j, c in made.items():
                    of[j] = of.get(j, Fraction(0)) - own[k] * c
            left = self._square(of)
            if left:
                base.append(i)
                rows.append((left, of))
                continue
            times = lcm(*(c.denominator for c in of.values()))
            whole = tuple(j for j, c in of.items() for _ in range(int(c * times)))
            parts = tuple(j for j, c in of.items() for _ in range(-int(c * times)))
            yield (whole, parts) if len(whole) <= len(parts) else (parts, whole)

    def _within(self) -> Iterator[tuple[str, str]]:
        """Yield part and whole.

        First one variable, then several without anybody in common; those who are left each time once.
        """
        told: list[dict[int, int]] = []
        for whole in self.apart:
            inside = self.inside[whole]
            own = [
                frozenset([part])
                for part in inside
                if not any(part in self.inside[other] for other in inside)
                and not self._is_rest(whole, (part,))
            ]
            for several in (*own, *self._disjoint(whole, inside)):
                rest = {whole: 1, **dict.fromkeys(several, -1)}
                if not any(self._alike(rest, other) for other in told):
                    told.append(rest)
                    yield self._named(several), self.names[whole]
        for part in self.apart:
            for several in self._covering(part):
                rest = {part: -1, **dict.fromkeys(several, 1)}
                if not any(self._alike(rest, other) for other in told):
                    told.append(rest)
                    yield self.names[part], self._named(several)

    def outside(self, part: str, whole: str) -> int:
        """Return how many of some variables (``a+b``, with nobody in common) are in none of others."""
        one, other = ([self.names.index(name) for name in side.split("+")] for side in (part, whole))
        return sum(self.size[i] - sum(int(self.both[i, j]) for j in other) for i in one)

    def _covering(self, part: int) -> Iterator[frozenset[int]]:
        """Yield sets of variables that have nobody in common, and together everybody of another."""
        near = [i for i in self.apart if self.both[i, part] and self.both[i, part] < self.size[part]]
        near = sorted(
            (i for i in near if self.both[i, part] < self.size[i]), key=lambda i: -self.both[i, part]
        )
        told = set[frozenset[int]]()
        for one in near:
            several = [one]
            for i in near:
                if not any(self.both[i, j] for j in several):
                    several.append(i)
            key = frozenset(several)
            if key not in told and sum(self.both[i, part] for i in several) == self.size[part]:
                told.add(key)
                yield key

    def _named(self, several: Iterable[int]) -> str:
        return "+".join(self.names[i] for i in sorted(several))

    def _alike(self, one: Mapping[int, int], other: Mapping[int, int]) -> bool:
        """Whether two sums, with their signs, are the same of everybody."""
        return not self._square({i: one.get(i, 0) - other.get(i, 0) for i in {*one, *other}})

    def _is_rest(self, whole: int, parts: Iterable[int]) -> bool:
        """Whether a variable counts those who are left over, or nobody is."""
        left = self.size[whole] - sum(self.size[part] for part in parts)
        return not left or any(
            self.size[i] == left and not any(self.both[i, part] for part in parts) for i in self.inside[whole]
        )

    def _disjoint(self, whole: int, inside: Sequence[int]) -> Iterator[frozenset[int]]:
        """Yield the largest sets of variables within one that have nobody in common, and leave somebody."""
        told = set[frozenset[int]]()
        for one, other in combinations(reversed(inside), 2):
            if self.both[one, other] or any({one, other} <= {*self.inside[i]} for i in inside):
                continue
            several = [one, other]
            for i in reversed(inside):
                if i not in several and not any(self.both[i, j] for j in several):
                    several.append(i)
            key = frozenset(several)
            if key not in told and self.size[whole] > sum(self.size[i] for i in several):
                told.add(key)
                yield key


class _Span:
    """Sums, and all that follows from them."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, Signed]] = []

    def left_of(self, sum_: Signed) -> Signed:
        """Return what a sum says beside what follows, in the smallest whole numbers; {} if it follows."""
        for pivot, row in self.rows:
            if sum_.get(pivot):
                sum_ = less(sum_, row, sum_[pivot] / row[pivot])
        return {name: Fraction(n) for name, n in in_whole_numbers(sum_).items()}

    def add(self, sum_: Signed) -> bool:
        """Take in a sum; whether it did not follow."""
        left = self.left_of(sum_)
        if left:
            self.rows.append((next(iter(left)), left))
        return bool(left)


@dataclass
class Further:
    """What is certain in a group beside what is certain of everybody.

    Attributes
    ----------
    everybody : Ties
    sums : list of (whole, parts)
        Nothing: no parts.
    nestings : list of (part, whole)

    Examples
    --------
    >>> names = ["all", "aged_16_64", "working"]
    >>> further = Further(Ties(names, np.array([[90, 60, 30], [60, 60, 20], [30, 20, 30]], dtype=object)))
    >>> here = np.array([[30, 30, 20], [30, 30, 20], [20, 20, 20]], dtype=object)
    >>> further.take(Ties(names, here), share=1 / 3)
    >>> further.sums, further.nestings
    ([('aged_16_64', ('all',))], [])
    """

    everybody: Ties
    sums: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    nestings: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._known, self._rests = _Span(), list[Signed]()
        for whole, parts in self.everybody.sums:
            self._known.add(signed(whole, parts))
        for part, whole in self.everybody.within:
            self._rests.append(signed(whole, part.split("+")))

    def nothing(self, names: Iterable[str]) -> list[str]:
        """Take in that some variables count nobody of the group; of which of them that did not follow."""
        return [name for name in names if self._known.add({name: Fraction(1)})]

    def take(self, here: Ties, *, share: float | None = None) -> None:
        """Take in what ties variables together here, where it does not follow.

        ``share``: the group is so much of everybody, and what may be chance is left aside: where ten would be
        expected, if they were there as they are elsewhere, and none is, there can be none.
        """

        def many(exceptions: Fraction | int) -> bool:
            return share is None or float(exceptions) * share >= _MANY

        everybody = self.everybody
        if share is not None:
            sizes = zip(here.names, here.size, everybody.size, strict=True)
            none = self.nothing(name for name, own, all_ in sizes if not own and many(all_))
            self.sums += [(name, ()) for name in none]
        for whole, parts in here.sums:
            sum_ = signed(whole, parts)
            if many(everybody.square(self._known.left_of(sum_))) and self._known.add(sum_):
                self.sums.append((whole, parts))
        for part, whole in here.within:
            rest = signed(whole, part.split("+"))
            known = (other for other in self._rests if {*other} <= {*here.names})
            if not any(here.square(less(rest, other, Fraction(1))) == 0 for other in known) and many(
                everybody.outside(part, whole)
            ):
                self._rests.append(rest)
                self.nestings.append((part, whole))
