"""A release as it stands in a file of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from omradesindex.disclosure.release import Release, Told
from omradesindex.disclosure.shares import joined
from omradesindex.statistics import BlockId

E = TypeVar("E")
Floats = NDArray[np.float64]


def release_table(release: Release) -> dict[str, Any]:
    """Return one table of a release as JSON holds it; what is nowhere is null."""
    figures = []
    for (block, measure), told in release.strips.items():
        row: dict[str, Any] = {
            "variable": block.variable,
            "period": block.period,
            "group": list(block.group),
            "measure": measure,
            "low": _numbers(told.low),
        }
        if not np.array_equal(told.low, told.high, equal_nan=True):
            row["high"] = _numbers(told.high)
        if told.need.any():
            row["needs"] = _numbers(told.need)
        if told.asked.any():
            row["asked"] = np.flatnonzero(told.asked).tolist()
        figures.append(row)
    return {
        "name": release.name,
        "table": release.table,
        "division": release.division,
        "whole": release.whole,
        "areas": list(release.areas),
        "breakdowns": list(release.breakdowns),
        "figures": figures,
        "withheld": [
            [b.variable, b.period, list(b.group), np.flatnonzero(m).tolist()]
            for b, m in release.closed.items()
        ],
        "within": {area: list(parts) for area, parts in release.within.items()},
        "shares": {top: list(bases) for top, bases in joined(release.shares).items()},
        "identities": {whole: list(parts) for whole, parts in release.identities.items()},
        "left": [[what, area, x] for (what, area), x in release.left.items()],
        "implied": [[what, area, x] for (what, area), x in release.implied.items()],
        "together": [_cells(group) for group in release.groups],
    }


def read_entry(told: Mapping[str, Any], make: Callable[..., E]) -> E:
    """Read an entry; KeyError, TypeError, ValueError or IndexError where it is not one."""
    return make(
        int(told["number"]),
        str(told["name"]),
        str(told["day"]),
        tuple(map(str, told["files"])),
        tuple(_table(table) for table in told["tables"]),
        bool(told["ours"]),
    )


def _table(told: Mapping[str, Any]) -> Release:
    areas = tuple(map(str, told["areas"]))
    n = len(areas)
    strips = {}
    for row in told["figures"]:
        low = _array(row["low"], n)
        strips[_block(row["variable"], row["period"], row["group"]), str(row["measure"])] = Told(
            low,
            _array(row["high"], n) if "high" in row else low,
            np.nan_to_num(_array(row["needs"], n)) if "needs" in row else np.zeros(n),
            _mask(row.get("asked", ()), n),
        )
    closed = {_block(*at): _mask(mask, n) for *at, mask in told["withheld"]}
    breakdowns, whole = tuple(map(str, told["breakdowns"])), told["whole"]
    blocks = [*(block for block, _ in strips), *closed]
    if len({*areas}) < n or any(len(block.group) != len(breakdowns) for block in blocks):
        raise ValueError("areas twice, or groups by other breakdowns")
    if whole is not None and whole not in areas:
        raise ValueError("the whole is none of the areas")
    return Release(
        str(told["name"]),
        str(told["table"]),
        str(told["division"]),
        whole,
        areas,
        breakdowns,
        strips,
        closed,
        {str(area): tuple(parts) for area, parts in told["within"].items()},
        joined(told["shares"]),
        {str(whole): tuple(parts) for whole, parts in told["identities"].items()},
        {(str(what), str(area)): float(x) for what, area, x in told["left"]},
        {(str(what), str(area)): float(x) for what, area, x in told["implied"]},
        tuple(
            tuple((str(what), str(area)) for what, areas in group.items() for area in areas)
            for group in told["together"]
        ),
    )


def _cells(group: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """The areas of each thing in a group of cells."""
    told: dict[str, list[str]] = {}
    for what, area in group:
        told.setdefault(what, []).append(area)
    return told


def _block(variable: str, period: str, group: Sequence[str]) -> BlockId:
    return BlockId(str(variable), str(period), tuple(map(str, group)))


def _numbers(values: Floats) -> list[float | None]:
    return [None if x != x else int(x) if x == int(x) else x for x in values.tolist()]


def _array(told: Sequence[float | None], n: int) -> Floats:
    values = np.array([np.nan if x is None else x for x in told], dtype=float)
    if values.shape != (n,):
        raise ValueError("not as many figures as areas")
    return values


def _mask(told: Sequence[int], n: int) -> NDArray[np.bool_]:
    mask = np.zeros(n, dtype=bool)
    mask[np.array(told, dtype=np.intp)] = True
    return mask
