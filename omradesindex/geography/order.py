"""The order in which areas are shown: the code's, as a person counts."""

from __future__ import annotations

from collections.abc import Iterable

from omradesindex.patterns import pattern

_DIGITS = pattern("([0-9]+)")

# The Swedish alphabet ends in Å, Ä, Ö, in that order; Unicode puts Ä first.
_SWEDISH = str.maketrans({"å": "{", "ä": "|", "ö": "}"})


def natural_key(code: str) -> tuple[tuple[str | int, ...], str]:
    """Sort key that reads runs of digits as numbers: ``"2"`` before ``"10"``."""
    parts = _DIGITS.split(code.casefold())
    # split() alternates text and digits, so equal positions always hold equal types.
    read = tuple(int(p) if i % 2 else p.translate(_SWEDISH) for i, p in enumerate(parts))
    return read, code


def natural_order(codes: Iterable[str]) -> list[str]:
    """Codes in the order a person expects, Swedish letters last.

    Codes are text, and text sorts ``"10"`` before ``"2"``. This order reads digits as numbers
    and breaks ties (``"1"`` and ``"01"``) by the text itself, so that it never depends on the input's order.

    Examples
    --------
    >>> natural_order(["10", "2", "1"])
    ['1', '2', '10']
    >>> natural_order(["Ö1", "Å1", "Z10", "Z9"])
    ['Z9', 'Z10', 'Å1', 'Ö1']
    """
    return sorted(codes, key=natural_key)
