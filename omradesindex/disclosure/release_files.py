"""A release as it stands in a file of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from omradesindex.disclosure.laid import MEASURES
from omradesindex.disclosure.release import Release, Told
from omradesindex.disclosure.shares import joined
from omradesindex.statistics import BlockId

E = TypeVar("E")
Floats = NDArray[np.float64]
_MEASURES = frozenset(measure for of_kind in MEASURES.values() for measure in of_kind)


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
        "identities": {whole: [list(parts) for parts in sums] for whole, sums in release.identities.items()},
        "left": [[what, area, x] for (what, area), x in release.left.items()],
        "implied": [[what, area, x] for (what, area), x in release.implied.items()],
        "together": [_cells(group) for group in release.groups],
    }


def read_entry(told: Mapping[str, Any], make: Callable[..., E]) -> E:
    """Read an entry; KeyError, TypeError, ValueError or IndexError where it is not one."""
    if not isinstance(told["ours"], bool):
        raise TypeError("neither ours nor another's")
    return make(
        _place(told["number"]),
        _text(told["name"]),
        _text(told["day"]),
        _texts(told["files"]),
        tuple(_table(table) for table in told["tables"]),
        told["ours"],
    )


def _table(told: Mapping[str, Any]) -> Release:
    areas = _texts(told["areas"])
    n = len(areas)
    strips = {}
    for row in told["figures"]:
        at = _block(row["variable"], row["period"], row["group"]), _text(row["measure"])
        low = _array(row["low"], n)
        high = _array(row["high"], n) if "high" in row else low
        if at in strips or at[1] not in _MEASURES or (low > high).any():
            raise ValueError("a figure twice, of no measure, or of which the least is more than the most")
        strips[at] = Told(
            low,
            high,
            np.nan_to_num(_array(row["needs"], n)) if "needs" in row else np.zeros(n),
            _mask(row.get("asked", ()), n),
        )
    closed = {_block(*at): _mask(mask, n) for *at, mask in told["withheld"]}
    breakdowns, whole = _texts(told["breakdowns"]), told["whole"]
    blocks = [*(block for block, _ in strips), *closed]
    if len({*areas}) < n or any(len(block.group) != len(breakdowns) for block in blocks):
        raise ValueError("areas twice, or groups by other breakdowns")
    if whole is not None and whole not in areas:
        raise ValueError("the whole is none of the areas")
    return Release(
        _text(told["name"]),
        _text(told["table"]),
        _text(told["division"]),
        whole,
        areas,
        breakdowns,
        strips,
        closed,
        {area: _texts(parts) for area, parts in told["within"].items()},
        joined({top: _texts(bases) for top, bases in told["shares"].items()}),
        {whole: _sums(sums) for whole, sums in told["identities"].items()},
        {(_text(what), _text(area)): _number(x) for what, area, x in told["left"]},
        {(_text(what), _text(area)): float(_array([x], 1)[0]) for what, area, x in told["implied"]},
        tuple(
            tuple((what, area) for what, areas in group.items() for area in _texts(areas))
            for group in told["together"]
        ),
    )


def _cells(group: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """The areas of each thing in a group of cells."""
    told: dict[str, list[str]] = {}
    for what, area in group:
        told.setdefault(what, []).append(area)
    return told


def _block(variable: object, period: object, group: object) -> BlockId:
    return BlockId(_text(variable), _text(period), _texts(group))


def _numbers(values: Floats) -> list[float | None]:
    return [None if x != x else int(x) if x == int(x) else x for x in values.tolist()]


def _text(told: object) -> str:
    if not isinstance(told, str):
        raise TypeError("no text")
    return told


def _texts(told: object) -> tuple[str, ...]:
    if not isinstance(told, list):
        raise TypeError("no list of texts")
    return tuple(_text(one) for one in told)


def _sums(told: object) -> tuple[tuple[str, ...], ...]:
    """Read the sums that a variable is; where there is one, its parts may stand by themselves."""
    if isinstance(told, list) and told and isinstance(told[0], list):
        return tuple(_texts(parts) for parts in told)
    return (parts,) if (parts := _texts(told)) else ()


def _number(told: object) -> float:
    if isinstance(told, bool) or not isinstance(told, int | float) or not isfinite(told):
        raise TypeError("no number")
    return float(told)


def _place(told: object) -> int:
    if isinstance(told, bool) or not isinstance(told, int) or told < 0:
        raise ValueError("no place")
    return told


def _array(told: Sequence[float | None], n: int) -> Floats:
    values = np.array([np.nan if x is None else _number(x) for x in told])
    if values.shape != (n,) or (values < 0).any():
        raise ValueError("not as many figures as areas, or fewer than nobody")
    values.flags.writeable = False
    return values


def _mask(told: Sequence[int], n: int) -> NDArray[np.bool_]:
    mask = np.zeros(n, dtype=bool)
    mask[[_place(k) for k in told]] = True
    return mask
