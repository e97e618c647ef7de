"""Pairs of indicators that are counted jointly: how many persons are both the one and the other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.errors import StatisticsError

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.catalogue.indicator import Indicator
    from omradesindex.statistics import Statistics

#: How what is counted jointly is called beside the variables, until it is taken apart.
_BOTH, _PERSONS = "both", "persons"


@dataclass(frozen=True)
class Pair:
    """Two shares of persons.

    Attributes
    ----------
    first, second : str
        The indicators' ids.
    numerators, denominators : tuple of two tuples of str
        Their variables.
    """

    first: str
    second: str
    numerators: tuple[tuple[str, ...], tuple[str, ...]]
    denominators: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def both(self) -> str:
        """What the number in both numerators is called among the counts."""
        return f"{_BOTH} {self.first} {self.second}"

    @property
    def persons(self) -> str:
        """What the number in both denominators is called among the counts."""
        return f"{_PERSONS} {self.first} {self.second}"


def pairs_of(indicators: Iterable[Indicator], counted: Collection[str]) -> tuple[Pair, ...]:
    """Return every pair of shares whose variables are all counted, as persons.

    Raises
    ------
    StatisticsError
        There is no such pair.
    """
    shares = [
        indicator
        for indicator in indicators
        if indicator.formula.kind == "share" and {*indicator.formula.variables} <= {*counted}
    ]
    if len(shares) < 2:
        raise StatisticsError(
            "fewer than two of the index's indicators are shares of persons that the register counts",
            expected="joint=True with an index of which the register counts two shares or more",
        )
    return tuple(
        Pair(
            one.id,
            other.id,
            (one.formula.numerator, other.formula.numerator),
            (one.formula.denominator, other.formula.denominator),
        )
        for one, other in combinations(shares, 2)
    )


def counted_twice(statistics: Statistics, pairs: Iterable[Pair]) -> dict[str, str]:
    """Return which joint counts are a variable's own in every area: they are one figure, and no further one.

    Of persons of 16–64 and of 20–64 years those in both are those of 20–64. Were they two figures, one could
    be withheld and the other shown.

    Returns
    -------
    dict of str to str
        What is counted jointly → the variable.
    """
    same: dict[str, str] = {}
    for pair in pairs:
        for name, sides in ((pair.both, pair.numerators), (pair.persons, pair.denominators)):
            for side in sides:
                if len(side) == 1 and all(
                    np.array_equal(
                        statistics.block(name, period).value, statistics.block(side[0], period).value
                    )
                    for period in statistics.periods(name)
                ):
                    same.setdefault(name, side[0])
    return same


def joint_shares(pairs: Iterable[Pair], same: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return what lies within what: those in both numerators are in each, and in both denominators.

    Parameters
    ----------
    same : mapping of str to str
        From :func:`counted_twice`.
    """
    shares: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        tops, bases = (
            tuple("+".join(sorted(side)) for side in sides) for sides in (pair.numerators, pair.denominators)
        )
        if pair.both not in same:
            shares[pair.both] = (*tops, same.get(pair.persons, pair.persons))
        if pair.persons not in same:
            shares[pair.persons] = bases
    return shares


def joint_table(statistics: Statistics, pairs: Iterable[Pair], same: Mapping[str, str]) -> pd.DataFrame:
    """Return what is counted jointly as :meth:`omradesindex.types.Result.uncertainty` takes it.

    Parameters
    ----------
    statistics : Statistics
        With what is counted jointly among its variables.
    pairs : iterable of Pair
    same : mapping of str to str
        From :func:`counted_twice`.

    Returns
    -------
    DataFrame
        ``area, first, second, both, persons, period``; without rows whose numbers are withheld, and without
        areas where nobody is in both denominators.
    """
    import pandas as pd

    n = len(statistics.areas)
    parts = []
    for pair in pairs:
        names = [same.get(name, name) for name in (pair.both, pair.persons)]
        for period in statistics.periods(names[0]):
            both, persons = (statistics.block(name, period).value[:n] for name in names)
            known = ~np.isnan(both) & (persons > 0)
            told = {"area": np.array(statistics.areas, dtype=object)[known], "first": pair.first}
            told |= {"second": pair.second, "both": both[known], "persons": persons[known], "period": period}
            parts.append(pd.DataFrame(told))
    return pd.concat(parts, ignore_index=True)
