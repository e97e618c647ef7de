"""What Kolada's pages say: rows by key figure, area and year, with a figure for each sex."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from omradesindex.errors import SourceError, listing
from omradesindex.sources.describing import json_reader
from omradesindex.sources.refusing import short
from omradesindex.statistics.reading.marks import PUBLISHED_MARKS
from omradesindex.statistics.reading.raw import MISSING, OBSERVED, SUPPRESSED, RawTable

#: What a figure is about, besides the sex.
WHAT = ("kpi", "area", "year")
#: Kolada's letters → ours.
SEX = {"T": "total", "K": "women", "M": "men"}


def read_page(content: bytes, kind: str) -> tuple[list[Mapping[str, Any]], int, str | None]:
    """Read one page: its rows, the count it tells, and the next page's address."""
    told = json_reader("Kolada")(content)
    rows = told.get("values") if isinstance(told, Mapping) else None
    following = told.get("next_url") if isinstance(told, Mapping) else None
    count = told.get("count") if isinstance(told, Mapping) else None
    if not isinstance(rows, list) or type(count) is not int or not isinstance(following, str | None):
        raise SourceError(
            "the answer is no page of figures", where="Kolada", expected="values, count, next_url"
        )
    for row in rows:
        good = isinstance(row, Mapping) and isinstance(row.get("values"), list)
        if not good or not {"kpi", kind, "period"} <= set(row):
            raise SourceError(
                "a row is not as it should be", where="Kolada", expected=f"kpi, {kind}, period and values"
            )
    return rows, count, following or None


def check_complete(totals: Sequence[int], rows: Sequence[object], url: str) -> None:
    """Refuse pages that hold fewer or more rows than they tell, or that tell different totals.

    The count is either each page's own or the whole's on every page.
    """
    if len(set(totals)) == 1 and totals[0] == len(rows):
        return
    if sum(totals) == len(rows):
        return
    raise SourceError(
        f"there are {len(rows)} rows, but the pages tell {', '.join(map(str, totals[:5]))}",
        where=short(url),
        expected="as many rows as the service says that there are",
        remedy="try again; the figures may have changed while they were being read",
    )


def table_of(rows: Sequence[Mapping[str, Any]], box: Mapping[str, tuple[str, ...]], kind: str) -> RawTable:
    """Make a table of rows, leaving out what is marked as deleted.

    Raises
    ------
    SourceError
        A row was not asked for, or a figure is none.
    StatisticsError
        Two figures for the same thing.
    """
    cells: list[tuple[str, str, str, str, float, str, str, float]] = []
    unknown: dict[str, int] = {}
    marked: dict[str, int] = {}
    asked = {name: set(codes) for name, codes in box.items()}
    for i, row in enumerate(rows):
        place = (str(row["kpi"]), str(row[kind]), str(row["period"]))
        odd = [one for one, name in zip(place, WHAT, strict=True) if one not in asked[name]]
        if odd:
            raise SourceError(
                f"the answer is not to what was asked: {listing(odd)}", where=f"Kolada, row {i + 1}"
            )
        for cell in row["values"]:
            if not isinstance(cell, Mapping) or str(cell.get("gender")) not in SEX:
                raise SourceError(
                    "a figure is for no known sex", where=f"Kolada, row {i + 1}", expected=listing(SEX)
                )
            if cell.get("isdeleted") is True:
                continue
            value, mark = _number(cell.get("value"), i), str(cell.get("status") or "").strip()[:40]
            if math.isnan(value):
                status = _status(mark, unknown)
            else:
                status = OBSERVED
                if mark:
                    marked[mark] = marked.get(mark, 0) + 1
            cells.append(
                (
                    *place,
                    SEX[cell["gender"]],
                    value,
                    status,
                    f"row {i + 1}",
                    _number(cell.get("count"), i),
                )
            )
    columns = [*WHAT, "sex", "value", "status", "where", "count"]
    frame = pd.DataFrame(cells, columns=columns).astype({"value": float, "count": float})
    return RawTable(
        name="Kolada",
        dimensions=(*WHAT, "sex"),
        frame=frame.astype(dict.fromkeys((*WHAT, "sex", "status", "where"), object)),
        notes=(
            *(f"'{mark}' without a value: read as suppressed ({n})" for mark, n in unknown.items()),
            *(f"'{mark}' beside a value ({n})" for mark, n in marked.items()),
        ),
    )


def _number(given: object, row: int) -> float:
    """Read a number that may not be there."""
    if given is None:
        return math.nan
    if isinstance(given, int | float) and not isinstance(given, bool) and abs(given) < 1e300:
        return float(given)
    raise SourceError(f"'{str(given)[:40]}' is no number", where=f"Kolada, row {row + 1}")


def _status(mark: str, unknown: dict[str, int]) -> str:
    """Read the status of a figure that is not there; a mark that nobody has explained may mean held back."""
    if mark.lower() == "missing":
        return MISSING
    known = PUBLISHED_MARKS.get(mark)
    if known in (MISSING, SUPPRESSED):
        return str(known)
    unknown[mark] = unknown.get(mark, 0) + 1
    return SUPPRESSED
