"""Money: which units are amounts, so that a year's figures move with its prices, and which indicators do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from omradesindex.patterns import pattern

if TYPE_CHECKING:
    from omradesindex.catalogue.indicator import Indicator

_CURRENCY = (
    r"(?:(?:t|k|m|mk|mn|md)?kr|kron(?:a|or)|öre|[tkm]?sek|euros?|eur|dollars?|usd|nok|dkk|gbp|pounds?)"
    r"(?![^\W\d_])"
)
_UNIT = pattern(rf"(?<![^\W_]){_CURRENCY}|[€$£]", re.IGNORECASE)
#: A limit in kronor: one that stands still while prices rise, unless it is said to follow them.
_LIMIT = pattern(rf"\d[\d\s\u00a0\u202f.,]*(?:tusen|miljoner|thousand|million)?\s*{_CURRENCY}", re.IGNORECASE)
_FOLLOWS = pattern(r"fast[ae]?\s+pris|års\s+pris|penningvärde|(?:constant|fixed|real) prices", re.IGNORECASE)
#: Quotients of which both sides are of one kind, so that what prices do to them is the same.
_OF_ONE_KIND = ("share", "scale", "mix")


@cache
def is_money(unit: str) -> bool:
    """Whether figures in a unit are amounts of money, which rise when prices do.

    Amounts in base amounts (*prisbasbelopp*) do not: a base amount follows the prices by law. Neither do
    shares, such as that of those below 60 per cent of the median: the median is the same year's.

    Examples
    --------
    >>> [is_money(unit) for unit in ("tkr", "kr per inv.", "SEK thousand", "prisbasbelopp", "%", "personer")]
    [True, True, True, False, False, False]
    """
    return bool(_UNIT.search(unit))


def is_amount(name: str) -> bool:
    """Whether a variable or an indicator of the catalogue is an amount of money.

    Examples
    --------
    >>> [is_amount(name) for name in ("nettoinkomst_summa_tkr", "nettoinkomst", "folkmangd", "my_own")]
    [True, True, False, False]
    """
    from omradesindex.catalogue import indicators, variables

    known = variables().get(name) or indicators().get(name)
    return known is not None and is_money(known.unit)


def drift_of(indicator: Indicator) -> str:
    """Say how an indicator moves when nothing but prices does.

    Returns
    -------
    str
        ``amount``: its value is money, or is made of money on one side of its quotient. ``limit``: it counts
        who is below or above so many kronor, as its own words say, and a limit that stands still moves
        people across it. Empty: it does not move.

    Examples
    --------
    >>> from omradesindex.catalogue import indicators
    >>> [drift_of(indicators()[name]) for name in ("nettoinkomst", "investeringar", "egen_lon", "lag_lon")]
    ['amount', 'amount', '', '']
    """
    if is_money(indicator.unit):
        return "amount"
    formula = indicator.formula
    if formula.kind not in _OF_ONE_KIND and _any(formula.numerator) != _any(formula.denominator):
        return "amount"
    label, definition = indicator.label, indicator.definition
    words = f"{label.sv} {label.en} {definition.sv} {definition.en}"
    return "limit" if _LIMIT.search(words) and not _FOLLOWS.search(words) else ""


def _any(names: Iterable[str]) -> bool:
    return any(map(is_amount, names))
