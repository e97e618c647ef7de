"""A table whose amounts of money say in which prices they are, and can be turned into those of one year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue.money import is_amount
from omradesindex.doors import door
from omradesindex.errors import StatisticsError, did_you_mean
from omradesindex.statistics.origins import Rescaled
from omradesindex.statistics.prices import (
    Level,
    money_year,
    read_basis,
    refuse_other_things,
    refuse_two_bases,
    refuse_unstated,
    unstated,
)

if TYPE_CHECKING:
    from omradesindex.statistics.deflator import Deflator

#: The columns of an amount that are in its own unit.
_AMOUNTS = ("value", "numerator", "standard_error", "noise")


@door
class Priced:
    """A table whose amounts say in which prices they are."""

    def with_prices(self, prices: str | Mapping[str, str]) -> Self:
        """Return a copy that says in which prices amounts of money are, where the table does not.

        Parameters
        ----------
        prices : str or mapping of str to str
            ``"current"`` (each year's own) or a year (constant prices of that year): of every amount that
            nothing is said of, or by variable.

        Raises
        ------
        StatisticsError
            Unknown words or variables; something that is no money; what the table says otherwise already;
            two constant years in one series.

        Examples
        --------
        >>> import omradesindex as oi
        >>> oi.malmo_statistics().with_prices("current").prices
        {('nettoinkomst', '2022'): 'current'}
        """
        table: Any = self
        named = {(b.variable, b.period) for b in table.blocks}
        if isinstance(prices, str):
            given = dict.fromkeys(sorted(at for at in named - set(table.prices) if is_amount(at[0])), prices)
        else:
            lacking = next((name for name in prices if name not in table.variables), None)
            if lacking is not None:
                raise StatisticsError(
                    f"the variable '{lacking}' is not in the table{did_you_mean(lacking, table.variables)}",
                    where=table.name,
                )
            given = {at: prices[at[0]] for at in sorted(named) if at[0] in prices}
        told = {at: basis_of(basis, table.name) for at, basis in given.items()}
        for at, basis in told.items():
            if table.prices.get(at, basis) != basis:
                raise StatisticsError(
                    f"the table has '{at[0]}' of {at[1]} in prices '{table.prices[at]}', not '{basis}'",
                    where=table.name,
                    remedy="correct the table; statistics.in_prices_of turns prices into another year's",
                )
        changed: Self = _repriced(table, {**table.prices, **told})
        return changed

    def in_prices_of(self, year: str | int, deflator: Deflator) -> Self:
        """Return a copy in which every amount of money is in the prices of one year.

        Parameters
        ----------
        year : str or int
            Whose prices.
        deflator : Deflator
            A price index with its source, for that year and every year that amounts are of.

        Returns
        -------
        Statistics
            Amounts (and their errors) times the index of ``year`` over that of their own year. Their sources
            name the deflator. What is no money stays as it is.

        Raises
        ------
        StatisticsError
            A year that the deflator lacks; amounts of a period that spans several years; amounts whose prices
            the table does not state.

        Examples
        --------
        >>> import omradesindex as oi
        >>> prices = oi.Deflator({2020: 100, 2022: 110}, name="Påhittat prisindex", source="ett exempel")
        >>> figures = oi.malmo_statistics().with_prices("current")
        >>> before, after = (f.block("nettoinkomst", "2022").value[-1]
        ...                  for f in (figures, figures.in_prices_of("2020", prices)))
        >>> round(float(before / after), 6)
        1.1
        """
        table: Any = self
        wanted = money_year(str(year))
        deflator.at(wanted, what="the base year")
        refuse_unstated(unstated(table.blocks, table.prices), where=table.name)
        factors = np.ones(len(table.blocks))
        for row, block in enumerate(table.blocks):
            basis = table.prices.get((block.variable, block.period))
            if basis is None or table.kinds[row] == "share":
                continue
            own = Level(basis, block.period).year
            if not own.isdigit():
                raise StatisticsError(
                    f"'{block.variable}' is of {block.period}, several years in current prices",
                    where=table.name,
                    expected="amounts of one year each",
                    remedy="leave it out (statistics.without(…)), or take constant prices from its source",
                )
            factors[row] = deflator.factor(own, wanted, what=f"'{block.variable}' is of {own}, and")
        changed: Self = _times(table, factors, wanted, deflator)
        return changed


def basis_of(text: str, where: str) -> str:
    """Return a price basis as it is kept; refuses what is none."""
    basis = read_basis(text)
    if not basis:
        raise StatisticsError(
            f"the price basis is {text!r}",
            where=where,
            expected="'current' (löpande priser), or the year of constant prices, such as '2024'",
        )
    return basis


def _repriced(table: Any, prices: Mapping[tuple[str, str], str]) -> Any:
    """Return the same figures with another word of their prices."""
    refuse_other_things(prices, where=table.name)
    refuse_two_bases(prices, table.series, where=table.name)
    changed = table.with_figures({}, prices=prices)
    changed.origin = table.origin
    return changed


def _times(table: Any, factors: NDArray[np.float64], year: str, deflator: Deflator) -> Any:
    """Return amounts times each block's factor, in the prices of a year, and where the factor is from."""
    n = len(table.all_areas)
    numbers = {name: table.numbers[name][:, :n] * factors[:, None] for name in _AMOUNTS}
    told = f"omräknad till {year} års priser med {deflator.name} ({deflator.source})"
    turned = factors != 1
    pairs = {int(code) for code in np.unique(table.source[turned, :n])} if turned.any() else set()
    fresh = {code: len(table.sources) + k for k, code in enumerate(sorted(pairs))}
    sources = (*table.sources, *("; ".join(filter(None, (table.sources[c], told))) for c in fresh))
    source = table.source[:, :n].copy()
    for old, new in fresh.items():
        source[turned] = np.where(source[turned] == old, new, source[turned])
    changed = table.with_figures(
        numbers,
        prices=dict.fromkeys(table.prices, year),
        rounding=table.rounding[:, :n].times(factors),
        source=source,
        sources=sources,
    )
    if table.origin is not None:
        of = {
            block: float(factor) for block, factor in zip(table.blocks, factors, strict=True) if factor != 1
        }
        changed.origin = Rescaled(table.origin, of)
    return changed
