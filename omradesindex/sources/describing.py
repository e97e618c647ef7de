"""What a PxWeb service says about itself and about a table, before any figure is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from omradesindex.doors import door
from omradesindex.errors import SourceError
from omradesindex.statistics.reading.jsonstat import load_json


@door
@dataclass(frozen=True)
class Limits:
    """What a service announces about itself; None where it announces nothing.

    Attributes
    ----------
    cells : int or None
        Figures in one answer.
    values : int or None
        Codes named in one request, all variables together.
    calls, window : int or None, float
        So many calls in so many seconds.
    """

    cells: int | None = None
    values: int | None = None
    calls: int | None = None
    window: float = 0.0

    @classmethod
    def announced(cls, told: Any, cells: str, values: str, calls: str) -> Limits:
        """Read limits from a configuration, in which 0 means that nothing is announced."""

        def one(key: str) -> int | None:
            found = told.get(key) if isinstance(told, Mapping) else None
            good = isinstance(found, int | float) and not isinstance(found, bool) and 0 < found < 1e12
            return int(found) if good else None  # type: ignore[arg-type]

        window = one("timeWindow")
        return cls(one(cells), one(values), one(calls) if window else None, float(window or 0))


@dataclass(frozen=True)
class Described:
    """What a table has: variable → codes, which variables may be left out, which one is time, last change."""

    codes: Mapping[str, tuple[str, ...]]
    optional: frozenset[str]
    time: str | None
    updated: str | None
    title: str = ""


def ordered_codes(category: Any, where: str) -> tuple[str, ...]:
    """Return the codes of a json-stat category, whose ``index`` is a list or an object.

    Raises
    ------
    SourceError
        There is none.
    """
    index = category.get("index") if isinstance(category, Mapping) else None
    if isinstance(index, list) and all(isinstance(code, str) for code in index):
        return tuple(index)
    if isinstance(index, Mapping) and all(isinstance(at, int) for at in index.values()):
        return tuple(sorted(index, key=lambda code: int(index[code])))
    raise SourceError("a variable has no codes", where=where, expected="the description of a table")


def json_reader(name: str) -> Callable[[bytes], Any]:
    """Return what reads JSON under a name."""
    return lambda content: load_json(content, name)


def as_body(told: Any) -> bytes:
    """Write the body of a POST, always in the same way: it is what an answer is found by."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
