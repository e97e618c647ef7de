"""A deflator: a price index by year, whose it is, and what it makes of an amount."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from omradesindex.doors import door
from omradesindex.errors import StatisticsError, listing, must_be
from omradesindex.frozen import Frozen
from omradesindex.plain_frames import plain_table
from omradesindex.plaintext import plain
from omradesindex.statistics.prices import money_year


@door
@dataclass(frozen=True)
class Deflator:
    """A price index by year, with its name and source; see :meth:`Statistics.in_prices_of`.

    None travels with the library: take the figures from whoever publishes them, for instance Statistics
    Sweden's consumer price index as a mean of each year.

    Parameters
    ----------
    index : mapping of year to number, Series, or table of years and numbers
        Every year that amounts are of, and the one whose prices are wanted. Above zero; what 100 is does not
        matter. Instead of prices it may hold the whole city's own mean, and amounts are then measured
        relative to the city.
    name, source : str
        What it is called and who publishes it, as readers are told.

    Raises
    ------
    StatisticsError
        A year that is none or stands there twice; an index that is zero, below it or no number.

    Examples
    --------
    >>> prices = Deflator({"2020": 100.0, "2024": 122.0}, name="Påhittat prisindex", source="ett exempel")
    >>> prices.factor("2020", "2024")
    1.22
    """

    index: Any
    name: str
    source: str

    def __post_init__(self) -> None:
        for what in ("name", "source"):
            if not plain(getattr(self, what)):
                raise StatisticsError(f"the deflator has no {what}", expected="a text that readers are told")
        given = must_be(
            plain_table(self.index, {"mapping"}, where=self.where, error=StatisticsError),
            Mapping,
            what="the deflator",
            expected="years with their index",
            error=StatisticsError,
        )
        years = dict[str, float]()
        for label, value in given.items():
            year = money_year(str(label).removesuffix(".0"))
            if not year.isdigit():
                raise StatisticsError(
                    f"'{label}' is no year", where=self.where, expected="years, such as 2024"
                )
            if year in years:
                raise StatisticsError(f"the year {year} stands there twice", where=self.where)
            years[year] = _above_zero(value, year, self.where)
        if not years:
            raise StatisticsError("the deflator has no years", where=self.where)
        object.__setattr__(self, "index", Frozen(years))

    @property
    def where(self) -> str:
        """What errors call it."""
        return f"deflator '{self.name}'"

    def at(self, year: str, *, what: str = "the year") -> float:
        """Return the index of a year; refuses one that it lacks."""
        if year not in self.index:
            raise StatisticsError(
                f"{what} {year} is not in the deflator",
                where=self.where,
                expected=f"it has {listing(sorted(self.index), 40)}",
                remedy="add the year, with the index that its source publishes",
            )
        return float(self.index[year])

    def factor(self, one: str, other: str, *, what: str = "the year") -> float:
        """Return what an amount in one year's money is multiplied by to be in another's."""
        return self.at(other, what="the base year") / self.at(one, what=what)


def _above_zero(value: object, year: str, where: str) -> float:
    try:
        found = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        found = float("nan")
    if not 0 < found < float("inf") or isinstance(value, bool):
        raise StatisticsError(
            f"the index of {year} is {value!r}", where=where, expected="a number above zero"
        )
    return found
