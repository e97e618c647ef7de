"""In whose money amounts are: each year's own (current prices), or one year's throughout (constant prices).

A rise of prices is no improvement. A table says it with a column ``prices``; where nothing is said, nobody
knows, and whatever compares amounts of two years says so instead of judging.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import NamedTuple

from omradesindex.catalogue.money import is_amount
from omradesindex.errors import StatisticsError, listing
from omradesindex.patterns import pattern
from omradesindex.periods import read_period
from omradesindex.statistics.block import BlockId
from omradesindex.wording import Language, say

#: The price basis of amounts in each year's own money.
CURRENT = "current"

_CURRENT = pattern(r"current(?: prices)?|nominal(?: prices)?|nominella?|löpande(?: priser)?", re.IGNORECASE)
_YEAR = pattern(
    r"(?:(?:constant|fixed|fasta?) (?:prices|priser|pris),? ?\(?(?:of )?|prices of )?((?:19|20)\d\d)"
    r"(?:\.0)?(?: års pris(?:er|nivå)|(?: års)? penningvärde| prices)?\)?",
    re.IGNORECASE,
)
_SAYS_CURRENT = pattern(r"löpande pris|current prices|nominella belopp", re.IGNORECASE)
_SAYS_YEAR = pattern(
    r"((?:19|20)\d\d) års (?:pris|penningvärde)|(?:fasta priser|constant prices)[ ,(]*((?:19|20)\d\d)",
    re.IGNORECASE,
)
_SAYS_LATEST = pattern(r"fastprisberäkna\w* till (?:senaste|senast) redovis\w* ?år", re.IGNORECASE)


class Level(NamedTuple):
    """In whose money figures are.

    Attributes
    ----------
    basis : str
        :data:`CURRENT`, a year, or empty where nothing is said.
    period : str
        The figures' own period.
    """

    basis: str
    period: str

    @property
    def year(self) -> str:
        """The year in whose money they are; their own period where that is no year; empty: not known."""
        return money_year(self.period) if self.basis == CURRENT else self.basis

    def is_like(self, other: Level) -> bool:
        """Whether figures of the two can be held against each other: prices make no difference between them.

        Examples
        --------
        >>> Level("2024", "2020").is_like(Level(CURRENT, "2024"))
        True
        >>> Level("", "2020").is_like(Level("", "2024"))
        False
        """
        if self.year or other.year:
            return self.year == other.year
        return money_year(self.period) == money_year(other.period)


def money_year(period: str) -> str:
    """Return the year in whose money a period's own amounts are; the period itself where it spans several.

    Examples
    --------
    >>> [money_year(period) for period in ("2024", "2024K3", "2018–2022")]
    ['2024', '2024', '2018–2022']
    """
    time = read_period(period)
    last = None if time is None else time.end - timedelta(days=1)
    return (
        str(last.year) if time is not None and last is not None and last.year == time.start.year else period
    )


def read_basis(text: str) -> str | None:
    """Return a price basis as it is kept; empty where nothing is said, None where it is none.

    Examples
    --------
    >>> [read_basis(text) for text in ("löpande priser", "2024 års priser", "fasta priser 2024", "KPI")]
    ['current', '2024', '2024', None]
    """
    bare = " ".join(text.split())
    if not bare or _CURRENT.fullmatch(bare):
        return CURRENT if bare else ""
    year = _YEAR.fullmatch(bare)
    return year[1] if year else None


def basis_said(texts: Iterable[str], periods: Iterable[str] = ()) -> str:
    """Return the one price basis that a source's title, headings and notes speak of; empty where none or two.

    Parameters
    ----------
    texts : iterable of str
    periods : iterable of str
        The table's periods: the latest is the base where the source says that.

    Examples
    --------
    >>> basis_said(["Medelinkomst, tkr, 2023 års priser"]), basis_said(["Löpande priser, tkr"])
    ('2023', 'current')
    >>> basis_said(["Samtliga inkomster är fastprisberäknade till senaste redovisningsår."], ["2021", "2022"])
    '2022'
    """
    found = set[str]()
    for text in texts:
        found |= {CURRENT} if _SAYS_CURRENT.search(text) else set()
        found |= {one or other for one, other in _SAYS_YEAR.findall(text)}
        if _SAYS_LATEST.search(text):
            found |= {max((year for year in map(money_year, periods) if year.isdigit()), default="")}
    return found.pop() if len(found) == 1 else ""


def basis_label(basis: str, lang: Language) -> str:
    """What a price basis is called.

    Examples
    --------
    >>> basis_label("2024", "sv"), basis_label("current", "en")
    ('2024 års priser', 'current prices')
    """
    if basis == CURRENT:
        return say(lang, "löpande priser", "current prices")
    return say(lang, f"{basis} års priser", f"prices of {basis}")


def refuse_other_things(prices: Mapping[tuple[str, str], str], *, where: str) -> None:
    """Refuse a price basis of what the catalogue knows to be no money."""
    from omradesindex.catalogue import indicators, variables

    for variable, period in prices:
        known = variables().get(variable) or indicators().get(variable)
        if known is not None and not is_amount(variable):
            raise StatisticsError(
                f"a price basis is stated of '{variable}', which is in {known.unit} and no money",
                where=f"{where}, period '{period}'",
                expected="a price basis of amounts only",
                remedy="leave 'prices' empty there",
            )


def refuse_two_bases(
    prices: Mapping[tuple[str, str], str], series: Mapping[tuple[str, str], str], *, where: str
) -> None:
    """Refuse amounts of one series that are in constant prices of two years, or in part only.

    Raises
    ------
    StatisticsError
        Naming the variable and the periods.

    Examples
    --------
    >>> refuse_two_bases({("a", "2020"): "2024", ("a", "2024"): "current"}, {}, where="x")
    >>> refuse_two_bases({("a", "2020"): "2023", ("a", "2024"): "2024"}, {}, where="x")
    Traceback (most recent call last):
    ...
    omradesindex.errors.StatisticsError: x, variable 'a': one series has two price bases...
    """
    of: dict[tuple[str, str], list[Level]] = {}
    for (variable, period), basis in prices.items():
        of.setdefault((variable, series.get((variable, period), "")), []).append(Level(basis, period))
    for (variable, _), levels in of.items():
        constant = next((level for level in levels if level.basis != CURRENT), None)
        if constant is None:
            continue
        other = next((level for level in levels if level.year != constant.year), None)
        if other is not None:
            raise StatisticsError(
                f"one series has two price bases: {constant.period} is in {said(constant)} and "
                f"{other.period} in {said(other)}",
                where=f"{where}, variable '{variable}'",
                expected="current prices throughout, or constant prices of one year",
                remedy="turn the one into the other's (statistics.in_prices_of) before the tables are joined",
            )


def said(level: Level) -> str:
    """Say in an error what prices figures are in.

    Examples
    --------
    >>> said(Level("2024", "2020")), said(Level("current", "2020"))
    ("prices of '2024'", 'current prices')
    """
    if level.basis == CURRENT:
        return "current prices"
    return f"prices of '{level.basis}'" if level.basis else "prices that nobody has stated"


def unstated(blocks: Iterable[BlockId], prices: Mapping[tuple[str, str], str]) -> tuple[str, ...]:
    """Return the amounts whose prices nobody has stated."""
    named = ((b.variable, b.period) for b in blocks)
    return tuple(dict.fromkeys(v for v, period in named if (v, period) not in prices and is_amount(v)))


def refuse_unstated(names: tuple[str, ...], *, where: str) -> None:
    """Refuse to turn amounts whose prices nobody has stated: constant ones would be turned twice."""
    if names:
        raise StatisticsError(
            f"the table does not say in which prices {listing(names)} is",
            where=where,
            expected="a column 'prices': current, or the year of constant prices",
            remedy="say it in the table or its mapping (prices = …), or statistics.with_prices('current')",
        )
