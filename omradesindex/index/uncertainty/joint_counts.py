"""Exact correlations of errors, where it is known how many persons are both the one and the other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import ComputeError, did_you_mean, figure, listing
from omradesindex.index.uncertainty.value_intervals import Counted, counted
from omradesindex.plain_frames import as_columns

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index.scored import Scored

Floats = NDArray[np.float64]

_WHERE = "the joint counts"
_EXPECTED = (
    "the columns area, first, second (indicator ids) and both (how many persons are counted in both "
    "numerators); where the two are shares of different persons also persons (how many are in both); "
    "of several years also period"
)


def exact_correlations(
    result: Scored, table: pd.DataFrame, start: Floats, challenge: Floats
) -> tuple[Floats, bool]:
    r"""Correlations of the errors of shares, area by area, from joint counts.

    Parameters
    ----------
    result : Scored
    table : DataFrame
        ``area``, ``first``, ``second``, ``both``; optionally ``persons``, and ``period`` where it holds
        several years. Areas that are none of the result's, and years that neither of the two indicators is
        of, are left aside.
    start : ndarray, shape (n_indicators, n_indicators)
        What holds for pairs that the table says nothing of.
    challenge : ndarray, shape (n_indicators,)
        The indicators' directions: the correlations are turned with them.

    Returns
    -------
    ndarray, shape (n_areas, n_indicators, n_indicators)
    bool
        Whether every pair that shares persons is counted in every area.

    Notes
    -----
    With :math:`m` persons in both denominators, of whom :math:`x_{12}` are in both numerators, the errors of
    the shares :math:`p_1` of :math:`n_1` and :math:`p_2` of :math:`n_2` have the correlation

    .. math:: \frac{m}{\sqrt{n_1 n_2}} \cdot
              \frac{x_{12}/m - p_1 p_2}{\sqrt{p_1 (1 - p_1)\, p_2 (1 - p_2)}}

    which for the same persons is the φ coefficient of their four-fold table.

    Raises
    ------
    ComputeError
        Columns that lack, an unknown indicator, one without counts, a pair twice, counts that cannot be, or
        no counts of this result's areas and years.
    """
    table = as_columns(table, ("area", "first", "second", "persons", "period"))
    lacking = [column for column in ("area", "first", "second", "both") if column not in table.columns]
    if lacking:
        raise ComputeError(
            f"there is no {listing(lacking)} among the columns", where=_WHERE, expected=_EXPECTED
        )
    ids = [indicator.id for indicator in result.index.indicators]
    rows = {code: row for row, code in enumerate(result.areas)}
    matrices = np.repeat(start[None], len(rows), axis=0)
    counts: dict[int, Counted] = {}
    seen = set[tuple[int, int, int]]()
    persons = table["persons"] if "persons" in table.columns else [float("nan")] * len(table)
    periods = table["period"] if "period" in table.columns else [None] * len(table)
    lines = zip(table["area"], table["first"], table["second"], table["both"], persons, periods, strict=True)
    for line, (area, first, second, both, alike, period) in enumerate(lines, start=1):
        where = f"{_WHERE}, row {line}, area '{area}', of {first} and {second}"
        for name in (first, second):
            if name not in ids:
                raise ComputeError(f"'{name}' is no indicator{did_you_mean(str(name), ids)}", where=where)
        i, j = ids.index(first), ids.index(second)
        if i == j:
            raise ComputeError("an indicator stands beside itself", where=where)
        own_periods = {result.measured.periods[i], result.measured.periods[j]}
        row = row_of(area, rows, where)
        if row is None or (period is not None and _as_text(period) not in own_periods):
            continue
        if (row, min(i, j), max(i, j)) in seen:
            raise ComputeError("the pair stands twice in this area", where=where)
        seen.add((row, min(i, j), max(i, j)))
        for place in (i, j):
            if place not in counts:
                counts[place] = counts_of(result, place, where)
        one, two = (counts[place].at(row) for place in (i, j))
        matrices[row, i, j] = matrices[row, j, i] = (
            phi(one, two, both, alike, where) * challenge[i] * challenge[j]
        )
    refuse_none(seen, rows, _WHERE, "areas and periods" if "period" in table.columns else "areas")
    linked = np.argwhere(np.triu(start, 1) != 0).tolist()
    return matrices, all((row, i, j) in seen for row in range(len(rows)) for i, j in linked)


def refuse_for_groups(*given: object, where: str | None = None) -> None:
    """Refuse tables that count persons jointly where groups are asked for: they are everybody's."""
    if any("both" in getattr(table, "columns", ()) for table in given):
        raise ComputeError(
            "joint counts are everybody's, and groups have others",
            where=where,
            expected="a named dependence, a correlation or a table of correlations; a share of overlap",
        )


def row_of(area: object, rows: Mapping[str, int], where: str) -> int | None:
    """Return an area's row, None where it is none of these; refuses a code that has lost its first zeros.

    Examples
    --------
    >>> row_of("02", {"01": 0, "02": 1}, ""), row_of("99", {"01": 0}, "")
    (1, None)
    """
    code = _as_text(area)
    if code not in rows:
        whole = next((known for known in rows if known.lstrip("0") == code), None)
        if whole is not None:
            raise ComputeError(
                f"there is no area '{code}'",
                where=where,
                expected=f"'{whole}'",
                remedy="read the codes as text, so that they keep their first zeros",
            )
    return rows.get(code)


def refuse_none(seen: Collection[object], rows: Mapping[str, int], where: str, what: str) -> None:
    """Refuse a table of which nothing was used: what would be said of it is not so."""
    if not seen:
        raise ComputeError(
            f"no row is of the result's {what}", where=where, expected=f"areas such as {listing(list(rows))}"
        )


def _as_text(code: object) -> str:
    """A code or a year as text, also where a table has made a number of it."""
    return str(code).removesuffix(".0")


def counts_of(result: Scored, place: int, where: str) -> Counted:
    """Return the counts of a share; refuses what is none, since persons cannot be counted in two such."""
    indicator = result.index.indicators[place]
    found = counted(result.statistics, indicator, result.measured, place)
    if isinstance(found, str) or not found.part:
        why = found if isinstance(found, str) else "it is no share of persons"
        raise ComputeError(f"{indicator.id} cannot be counted jointly: {why}", where=where)
    return found


def phi(one: tuple[float, float], two: tuple[float, float], both: object, alike: object, where: str) -> float:
    """Return the correlation of two shares' errors; 0 where one of them has none, being 0 or 1.

    Parameters
    ----------
    one, two : (events, base)
    both, alike : object
        How many are among the events of both, and among the bases of both (the smaller, if not a number).
    where : str
        What is said of counts that cannot be.

    Examples
    --------
    >>> phi((20, 100), (20, 100), 20, 100, ""), phi((50, 100), (50, 100), 25, 100, "")
    (1.0, 0.0)
    """
    (x, n), (y, m) = one, two
    try:
        joint, in_both = float(both), float(alike)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        joint, in_both = float("nan"), float("nan")
    in_both = min(n, m) if np.isnan(in_both) else in_both
    if np.isnan(x + y):
        return 0.0
    if not (max(0.0, x + y - (n + m - in_both)) <= joint <= min(x, y, in_both) and 0 < in_both <= min(n, m)):
        raise ComputeError(
            f"both is {both}, of {figure(in_both)} persons in both; the numerators are {figure(x)} and "
            f"{figure(y)}, of {figure(n)} and {figure(m)}",
            where=where,
            expected="no more persons in both than in either, and no fewer than the two leave room for",
        )
    p, q = x / n, y / m
    spread = np.sqrt(p * (1 - p) * q * (1 - q))
    share = in_both / np.sqrt(n * m)
    return 0.0 if spread == 0 else float(np.clip(share * (joint / in_both - p * q) / spread, -1, 1))
