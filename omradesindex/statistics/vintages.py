"""Which version of SCB's small areas a code is of: the same code may mean another place in another year."""

from __future__ import annotations

from collections.abc import Iterable

from omradesindex.errors import StatisticsError
from omradesindex.patterns import pattern

_WITH_YEAR = pattern(r"_(DeSO|RegSO)([0-9]{4})$")
_EITHER = pattern(r"_DeSO|_RegSO|[ABCR][0-9]{3}")
_SMALL_AREA = pattern(r"[0-9]{4}[ABCR][0-9]{3,4}$")


def vintage_of(code: str) -> str:
    """Say which version of DeSO or RegSO a code is of, where it tells: those of 2025 carry it.

    Examples
    --------
    >>> [vintage_of(code) for code in ("1280C1010_DeSO2025", "1280R073", "1280")]
    ['DeSO 2025', 'without year', '']
    """
    found = _WITH_YEAR.search(code)
    return f"{found[1]} {found[2]}" if found else "without year" if _SMALL_AREA.search(code) else ""


def municipality_of(code: str) -> str:
    """Return the municipality that a DeSO or RegSO lies in; empty where the code is of neither.

    Examples
    --------
    >>> [municipality_of(code) for code in ("1280C1010", "0380R001", "1280C1010_DeSO2025", "0380", "Norr")]
    ['1280', '0380', '1280', '', '']
    """
    return code[:4] if _SMALL_AREA.match(_WITH_YEAR.sub("", code)) else ""


def refuse_mixed_vintages(codes: Iterable[str], *, where: str) -> None:
    """Refuse area codes of more than one version of DeSO or RegSO.

    Raises
    ------
    StatisticsError
        Naming the versions, and an area of each.
    """
    first: dict[str, str] = {}
    codes = [*codes]
    if not _EITHER.search("\n".join(codes)):
        return
    for code in codes:
        first.setdefault(vintage_of(code), code)
    first.pop("", None)
    if len(first) > 1:
        told = ", ".join(f"{vintage} ('{code}')" for vintage, code in first.items())
        raise StatisticsError(
            f"the areas are of different versions of DeSO or RegSO: {told}",
            where=where,
            expected="one version: boundaries moved, and a code may mean another place",
            remedy="make a table of each, and carry one to the other's areas (omradesindex.crosswalk)",
        )
