"""Which codes are meant, and how a request is split so that a service takes it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fnmatch import translate
from math import ceil, prod

from omradesindex.errors import SourceError, did_you_mean, listing
from omradesindex.patterns import pattern

#: Variable → codes, in order: what one request asks for.
Box = dict[str, tuple[str, ...]]

#: What a caller may write for a variable: a code, an expression, or several.
Chosen = str | int | Sequence[str | int]

_CALL = pattern(
    r"\s*(top|bottom|from|to|range)\s*\(\s*([^,()]*?)\s*(?:,\s*([^,()]*?)\s*)?\)\s*", re.IGNORECASE
)


def resolve(chosen: Chosen, codes: Sequence[str], *, where: str, variable: str) -> tuple[str, ...]:
    """Return the codes that are meant, in the table's order.

    Parameters
    ----------
    chosen : str, int or sequence of them
        Codes; patterns with ``*`` (any text) and ``?`` (any one sign); ``top(n)`` and ``bottom(n)``, the last
        and the first n codes, or with a second number so many further in; ``from(code)``, ``to(code)`` and
        ``range(code, code)``, ends included. Several together mean all that any of them means.
    codes : sequence of str
        What the table has, in its order.
    where, variable : str
        For errors.

    Raises
    ------
    SourceError
        A code is unknown, an expression cannot be read, or nothing is meant.

    Examples
    --------
    >>> years = ["2020", "2021", "2022", "2023"]
    >>> resolve("top(2)", years, where="t", variable="Tid")
    ('2022', '2023')
    >>> resolve(["2020", "from(2023)"], years, where="t", variable="Tid")
    ('2020', '2023')
    >>> resolve("X0*", ["X01", "X02", "Y01"], where="t", variable="Region")
    ('X01', 'X02')
    """
    several = [chosen] if isinstance(chosen, str | int) else list(chosen)
    meant: set[int] = set()
    place = {code: i for i, code in enumerate(codes)}
    for one in map(str, several):
        found = _one(one, place, f"{where}, {variable}")
        if not found:
            raise SourceError(
                f"'{one}' is none of its codes{did_you_mean(one, codes)}",
                where=f"{where}, {variable}",
                expected=listing(codes, most=8),
                remedy="correct the selection",
            )
        meant.update(found)
    if not meant:
        raise SourceError("nothing is selected", where=f"{where}, {variable}", remedy="name a code, or '*'")
    return tuple(codes[i] for i in sorted(meant))


def _one(one: str, place: Mapping[str, int], where: str) -> Sequence[int]:
    if one in place:
        return [place[one]]
    call = _CALL.fullmatch(one)
    if call:
        return _called(call, one, place, where)
    if "*" in one or "?" in one:
        # Of the signs that fnmatch knows, a bracket is an ordinary one here.
        pattern = re.compile(translate(one.replace("[", "[[]")))
        return [i for code, i in place.items() if pattern.fullmatch(code)]
    return []


def _called(call: re.Match[str], one: str, place: Mapping[str, int], where: str) -> Sequence[int]:
    name, first, second = call[1].lower(), call[2], call[3]
    n = len(place)

    def at(code: str) -> int:
        if code not in place:
            raise SourceError(
                f"'{code}' in '{one}' is none of its codes{did_you_mean(code, place)}", where=where
            )
        return place[code]

    if name in ("top", "bottom"):
        if not first.isdecimal() or not (second or "0").isdecimal():
            raise SourceError(f"'{one}' cannot be read", where=where, expected=f"a number, as in {name}(2)")
        many, skipped = int(first[:9]), int((second or "0")[:9])
        if name == "bottom":
            return range(min(skipped, n), min(skipped + many, n))
        return range(max(n - skipped - many, 0), max(n - skipped, 0))
    if (name == "range") != (second is not None):
        raise SourceError(f"'{one}' cannot be read", where=where, expected="from(a), to(b) or range(a, b)")
    if name == "from":
        return range(at(first), n)
    if name == "to":
        return range(at(first) + 1)
    return range(at(first), at(str(second)) + 1)


def cells(box: Mapping[str, Sequence[str]]) -> int:
    """Return how many figures a box holds.

    Examples
    --------
    >>> cells({"Region": ("1", "2"), "Tid": ("2020", "2021", "2022")})
    6
    """
    return prod(len(codes) for codes in box.values())


def split(box: Box, *, most_cells: int | None = None, most_values: int | None = None) -> list[Box]:
    """Cut a box into few boxes that are small enough, the longest variable first.

    Parameters
    ----------
    box : mapping of str to tuple of str
    most_cells : int, optional
        The largest number of cells of each.
    most_values : int, optional
        The largest number of codes of each, all variables together.

    Examples
    --------
    >>> [b["Region"] for b in split({"Region": ("1", "2", "3"), "Tid": ("2020", "2021")}, most_cells=4)]
    [('1', '2'), ('3',)]
    """
    many, named = cells(box), sum(map(len, box.values()))
    fits = (most_cells is None or many <= most_cells) and (most_values is None or named <= most_values)
    longest = max(box, key=lambda name: len(box[name]))
    codes = box[longest]
    if fits or len(codes) < 2:
        return [box]
    step = len(codes) - 1
    if most_cells is not None:
        step = min(step, most_cells // (many // len(codes)))
    if most_values is not None:
        step = min(step, most_values - (named - len(codes)))
    parts = ceil(len(codes) / max(step, 1))
    step = ceil(len(codes) / parts)  # as even as can be
    return [
        piece
        for start in range(0, len(codes), step)
        for piece in split(
            box | {longest: codes[start : start + step]}, most_cells=most_cells, most_values=most_values
        )
    ]


def halve(box: Box) -> list[Box]:
    """Cut a box in two along its longest variable; a single cell stays as it is."""
    longest = max(box, key=lambda name: len(box[name]))
    codes = box[longest]
    if len(codes) < 2:
        return [box]
    middle = ceil(len(codes) / 2)
    return [box | {longest: codes[:middle]}, box | {longest: codes[middle:]}]
