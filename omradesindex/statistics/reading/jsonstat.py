"""Read json-stat2, as PxWeb's interfaces answer it and others write it.

The format: json-stat.org/full (version 2.0). Accepted are ``index`` as list or object, ``value`` as list or
sparse object, ``status`` as list, object or one text, and a byte-order mark.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from omradesindex.errors import StatisticsError, listing
from omradesindex.patterns import pattern
from omradesindex.statistics.reading.cells import apply_flags, read_numbers
from omradesindex.statistics.reading.limits import ReadLimits
from omradesindex.statistics.reading.marks import PUBLISHED_MARKS, explained
from omradesindex.statistics.reading.raw import ROLES, RawTable, dimension_name, product

_HALF = pattern(rb"\\u[dD][89a-fA-F]")


def parse_jsonstat(data: bytes, *, name: str, limits: ReadLimits | None = None) -> RawTable:
    """Read one json-stat2 dataset.

    Parameters
    ----------
    data : bytes
        UTF-8, with or without a byte-order mark.
    name : str
        What errors call it.
    limits : ReadLimits, optional

    Raises
    ------
    StatisticsError
        It is no json-stat2 dataset, is cut off, or contradicts itself.

    Examples
    --------
    >>> answer = b'''{"class": "dataset", "id": ["Region", "Tid"], "size": [1, 2], "value": [5, null],
    ...     "status": {"1": ".."}, "dimension": {
    ...     "Region": {"label": "region", "category": {"index": ["1280"], "label": {"1280": "Malm"}}},
    ...     "Tid": {"category": {"index": {"2023": 0, "2024": 1}}}}}'''
    >>> parse_jsonstat(answer, name="svar").frame[["Tid", "value", "status"]].values.tolist()
    [['2023', 5.0, 'observed'], ['2024', nan, 'suppressed']]
    """
    limits = limits or ReadLimits()
    limits.check("bytes", len(data), name)
    dataset = _dataset(data, name)
    ids, sizes = _shape(dataset, name)
    n = product(sizes)
    limits.check("cells", n, name)
    dimensions = _mapping(dataset.get("dimension"), f"{name}, dimension")
    absent = [d for d in ids if d not in dimensions]
    if absent:
        raise _broken(f"there is no dimension {listing(absent)}", name)
    categories: dict[str, tuple[str, ...]] = {}
    labels: dict[str, dict[str, str]] = {}
    called: dict[str, str] = {}
    units: dict[str, str] = {}
    parts: dict[str, Mapping[str, tuple[str, ...]]] = {}
    for dimension, size in zip(ids, sizes, strict=True):
        here = f"{name}, dimension '{dimension}'"
        told = _mapping(dimensions[dimension], here)
        category = _mapping(told.get("category"), here)
        ours = dimension_name(dimension)
        categories[ours] = _codes(category, size, here)
        labels[ours] = _texts(category.get("label"))
        called[ours] = _text(told.get("label")) or dimension
        parts[ours] = _children(category, here)
        for code, unit in _optional(category.get("unit")).items():
            units[code] = _unit(_optional(unit))
    notes = (
        *_notes(dataset.get("note")),
        *(note for d in ids for note in _notes(dimensions[d].get("note"))),
    )
    value, status, remarks = _cells(dataset, n, explained(PUBLISHED_MARKS, {}, notes), name)
    px = _optional(_optional(dataset.get("extension")).get("px"))
    return RawTable.from_cube(
        name,
        categories,
        value,
        status=status,
        where=np.char.add("value ", np.arange(n).astype(str)).astype(object),
        limits=limits,
        title=_text(dataset.get("label")),
        code=_text(px.get("tableid")) or _text(px.get("matrix")),
        labels=labels,
        dimension_labels={d: text for d, text in called.items() if text != d},
        roles={dimension_name(d): role for d, role in _roles(dataset.get("role"), ids).items()},
        parts={d: told for d, told in parts.items() if told},
        units={code: unit for code, unit in units.items() if unit},
        source=_text(dataset.get("source")),
        updated=_text(dataset.get("updated")),
        notes=(*notes, *remarks),
        remarks=remarks,
    )


def load_json(data: bytes, name: str) -> Any:
    """Read JSON, saying plainly when it is a web page, cut off, or none.

    Raises
    ------
    StatisticsError
        Also where an object names a key twice, or a number is NaN or infinite.
    """
    start = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise StatisticsError("the answer is empty", where=name, expected="JSON")
    if start.startswith(b"<"):
        raise StatisticsError(
            "it is a web page (HTML or XML), not JSON",
            where=name,
            remedy="check the address; a service that is down or wants a login answers with a page",
        )
    try:
        read = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_finite)
        if _HALF.search(data):
            json.dumps(read, ensure_ascii=False).encode()
        return read
    except UnicodeEncodeError:
        raise StatisticsError(
            "a text holds half of a character (\\ud800 to \\udfff)", where=name, expected="whole characters"
        ) from None
    except UnicodeDecodeError as error:
        raise StatisticsError(f"it is not UTF-8 (byte {error.start})", where=name, expected="JSON") from None
    except json.JSONDecodeError as error:
        cut = error.pos >= len(error.doc.rstrip()) - 1 or "Unterminated" in error.msg
        raise StatisticsError(
            "the JSON is cut off" if cut else f"it cannot be read as JSON ({error.msg})",
            where=f"{name}, line {error.lineno}, column {error.colno}",
            remedy="fetch it again" if cut else None,
        ) from None
    except (ValueError, RecursionError) as error:
        told = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise StatisticsError(f"it cannot be read as JSON ({told})", where=name) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) < len(pairs):
        twice = [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]
        raise ValueError(f"the key {listing(twice)} stands there twice")
    return read


def _finite(word: str) -> float:
    raise ValueError(f"{word} is no number in JSON")


def _broken(what: str, where: str, expected: str | None = None) -> StatisticsError:
    return StatisticsError(what, where=where, expected=expected or "a json-stat2 dataset")


def _dataset(data: bytes, name: str) -> Mapping[str, Any]:
    read = load_json(data, name)
    if not isinstance(read, Mapping):
        raise _broken("it is JSON, but no json-stat2", name)
    if read.get("class") == "dataset" and "id" in read:
        return read
    bundled = _bundled(read)
    if len(bundled) == 1:
        return bundled[0]
    if bundled:
        raise _broken(f"it holds {len(bundled)} datasets", name, "one: fetch or save each on its own")
    told = [
        str(read[key]) for key in ("title", "detail", "error", "message") if isinstance(read.get(key), str)
    ]
    if told:
        raise _broken(f"it is an error message: {'; '.join(told)[:200]}", name)
    if "dataset" in read:
        raise _broken(
            "it is json-stat of version 1, but no dataset",
            name,
            'json-stat2: ask for "format": "json-stat2"',
        )
    raise _broken(f"its class is {str(read.get('class'))[:40]!r}", name)


def _bundled(read: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the datasets in a collection or in json-stat of version 1, as version 2 has them."""
    link = _optional(read.get("link"))
    items = link.get("item") if read.get("class") == "collection" else None
    if isinstance(items, list):
        return [one for one in items if isinstance(one, Mapping) and "id" in one and "value" in one]
    datasets: list[Mapping[str, Any]] = []
    for one in read.values() if "class" not in read else ():
        dimension = _optional(_optional(one).get("dimension"))
        if "value" in _optional(one) and {"id", "size"} <= set(dimension):
            outer = {key: dimension[key] for key in ("id", "size", "role") if key in dimension}
            datasets.append({**one, **outer})
    return datasets


def _shape(dataset: Mapping[str, Any], name: str) -> tuple[list[str], list[int]]:
    ids, sizes = dataset.get("id"), dataset.get("size")
    if not (isinstance(ids, list) and ids and all(isinstance(i, str) and i for i in ids)):
        raise _broken("'id' is no list of names", name)
    if not (isinstance(sizes, list) and all(type(s) is int and s >= 0 for s in sizes)):
        raise _broken("'size' is no list of whole numbers", name)
    if len(ids) != len(sizes) or len(set(ids)) != len(ids):
        raise _broken(
            f"'id' names {len(ids)} dimensions and 'size' {len(sizes)}, or one is named twice", name
        )
    return ids, sizes


def _codes(category: Mapping[str, Any], size: int, here: str) -> tuple[str, ...]:
    """Return the codes in order; a dimension of one category may name it in ``label`` only."""
    index = category.get("index")
    if index is None:
        codes = [*_mapping(category.get("label"), here)]
        if len(codes) != 1:
            raise _broken("the categories have no 'index'", here)
    elif isinstance(index, list) and all(isinstance(code, str) for code in index):
        codes = index
    elif isinstance(index, Mapping) and all(type(at) is int for at in index.values()):
        codes = sorted(index, key=index.__getitem__)
        if [index[code] for code in codes] != list(range(len(codes))):
            raise _broken("the positions in 'index' are not 0, 1, 2, …", here)
    else:
        raise _broken("'index' is neither a list of codes nor an object of positions", here)
    if len(codes) != size or len(set(codes)) != size or not all(codes):
        raise _broken(f"there are {len(set(codes))} different categories, but 'size' says {size}", here)
    return tuple(codes)


def _children(category: Mapping[str, Any], here: str) -> dict[str, tuple[str, ...]]:
    """Return which categories hold which others."""
    parts = {}
    for parent, children in _optional(category.get("child")).items():
        if not (isinstance(children, list) and all(isinstance(child, str) for child in children)):
            raise _broken(f"'child' of '{parent[:40]}' is no list of codes", here)
        parts[parent] = tuple(children)
    return parts


def _unit(told: Mapping[str, Any]) -> str:
    """Return a unit: PxWeb calls it ``base``, the format itself ``label`` or ``symbol``."""
    named = next((text for key in ("base", "label", "symbol") if (text := _text(told.get(key)))), "")
    times = told.get("multiplier")
    return f"{named}, multiplier {times}".strip(", ") if times not in (None, 0, 1) else named


def _cells(
    dataset: Mapping[str, Any], n: int, known: Mapping[str, str], name: str
) -> tuple[np.ndarray[Any, np.dtype[np.float64]], np.ndarray[Any, np.dtype[np.object_]], tuple[str, ...]]:
    """Return values and statuses, and a remark for each flag whose meaning nobody knows."""

    def place(i: int) -> str:
        return f"{name}, value {i}"

    given = _spread(dataset.get("value"), n, f"{name}, value")
    told = dataset.get("status")
    if isinstance(told, list) and len(told) == 1 < n:
        told = told[0]  # one for all
    flags = (
        [told] * n
        if isinstance(told, str)
        else _spread(told, n, f"{name}, status")
        if told is not None
        else []
    )
    wrong = next((flag for flag in flags if not (flag is None or isinstance(flag, str))), None)
    if wrong is not None:
        raise _broken(f"a status is {str(wrong)[:40]!r}", f"{name}, status", "text")
    bad = next((i for i, cell in enumerate(given) if isinstance(cell, (list, Mapping))), None)
    if bad is not None:
        raise _broken("the value is neither a number nor null", place(bad), "a number or null")
    read = read_numbers(given, place, marks=known, decimal=".")
    remarks = apply_flags(read, flags, place, known)
    return read.value, read.status, tuple(f"{name}: {remark}" for remark in remarks)


def _spread(given: Any, n: int, where: str) -> list[Any]:
    """Return a list of n, from a list or from an object of positions."""
    if isinstance(given, list):
        if len(given) != n:
            raise _broken(
                f"there are {len(given)}, but the sizes make {n}", where, f"{n}; the answer may be cut off"
            )
        return given
    if not isinstance(given, Mapping):
        raise _broken("it is neither a list nor an object", where)
    cells: list[Any] = [None] * n
    for key, one in given.items():
        # "00" would be one more name for "0".
        if not (key.isascii() and key.isdigit() and len(key) < 19 and int(key) < n and str(int(key)) == key):
            raise _broken(f"the position {key[:40]!r} does not exist", where, f"0 to {n - 1}")
        cells[int(key)] = one
    return cells


def _roles(given: Any, ids: Iterable[str]) -> dict[str, str]:
    told = _optional(given)
    named = {role: told[role] for role in ROLES if isinstance(told.get(role), list)}
    return {d: role for role, dimensions in named.items() for d in ids if d in dimensions}


def _notes(given: Any) -> tuple[str, ...]:
    """Return notes, which some write as one text and some as a list."""
    return tuple(_text(note) for note in (given if isinstance(given, list) else [given]) if _text(note))


def _mapping(given: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise _broken("something is missing or no object", where)
    return given


def _optional(given: Any) -> Mapping[str, Any]:
    return given if isinstance(given, Mapping) else {}


def _texts(given: Any) -> dict[str, str]:
    return {code: text for code, text in _optional(given).items() if isinstance(text, str)}


def _text(given: Any) -> str:
    return " ".join(given.split()) if isinstance(given, str) else ""
