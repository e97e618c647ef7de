"""Amounts of money in an index: in whose money an indicator's figures are, and its stick's."""

from __future__ import annotations

from collections.abc import Iterable

from omradesindex.catalogue import Indicator
from omradesindex.catalogue.money import drift_of, is_amount
from omradesindex.errors import ComputeError
from omradesindex.statistics.prices import CURRENT, Level, said
from omradesindex.statistics.series import Dated

#: Why figures of two years cannot be held against each other: they are in current prices; nobody has stated
#: in which; or what is counted is a limit in kronor.
CAUSES: tuple[str, ...] = ("current", "unstated", "limit")


def levels_of(indicators: Iterable[Indicator], dated: Iterable[Dated]) -> dict[str, Level]:
    """Return in whose money each indicator is that moves with prices and has figures.

    Raises
    ------
    ComputeError
        An indicator is made of amounts in two price bases.
    """
    of: dict[str, Dated] = {one.variable: one for one in dated}
    levels: dict[str, Level] = {}
    for indicator in indicators:
        drift = drift_of(indicator)
        used = [of[name] for name in (indicator.id, *indicator.formula.variables) if name in of]
        if not drift or not used:
            continue
        amounts = [one for one in used if one.prices or is_amount(one.variable)]
        levels[indicator.id] = Level("", used[0].period)
        if drift == "amount" and amounts:
            first, *others = (Level(one.prices, one.period) for one in amounts)
            refuse_two(indicator.id, first, next((o for o in others if not o.is_like(first)), first))
            levels[indicator.id] = first
    return levels


def refuse_two(indicator: str, one: Level, other: Level, *, where: str = "") -> None:
    """Refuse two price bases of which one is constant: neither the figures nor their change mean anything."""
    if not _clash(one, other):
        return
    raise ComputeError(
        f"two price bases: {one.period} is in {said(one)}, and {other.period} in {said(other)}",
        where=f"{where}, indicator '{indicator}'".removeprefix(", "),
        expected="amounts in the prices of one year",
        remedy="turn both into one year's: statistics.in_prices_of(year, deflator)",
    )


def _clash(one: Level, other: Level) -> bool:
    return (
        not one.is_like(other) and bool(one.basis and other.basis) and {one.basis, other.basis} != {CURRENT}
    )


def in_two_bases(
    indicators: Iterable[Indicator], one: Iterable[Dated], other: Iterable[Dated]
) -> tuple[str, ...]:
    """Return the indicators whose figures are in constant prices of two years."""
    indicators = list(indicators)
    first, second = levels_of(indicators, one), levels_of(indicators, other)
    return tuple(name for name in first.keys() & second.keys() if _clash(first[name], second[name]))


def refuse_two_bases(
    indicators: Iterable[Indicator], one: Iterable[Dated], other: Iterable[Dated], *, where: str
) -> None:
    """Refuse figures in constant prices of another year than those that they are held against."""
    indicators = list(indicators)
    first, second = levels_of(indicators, one), levels_of(indicators, other)
    for name in first.keys() & second.keys():
        refuse_two(name, first[name], second[name], where=where)


def drifting(indicators: Iterable[Indicator], one: Iterable[Dated], other: Iterable[Dated]) -> dict[str, str]:
    """Return the indicators whose figures are in money of two years, or may be, and why: one of CAUSES."""
    indicators = list(indicators)
    first, second = levels_of(indicators, one), levels_of(indicators, other)
    return {
        indicator.id: _cause(indicator, first[indicator.id], second[indicator.id])
        for indicator in indicators
        if indicator.id in first
        and indicator.id in second
        and not first[indicator.id].is_like(second[indicator.id])
    }


def _cause(indicator: Indicator, one: Level, other: Level) -> str:
    if drift_of(indicator) == "limit":
        return "limit"
    return "current" if one.basis and other.basis else "unstated"
