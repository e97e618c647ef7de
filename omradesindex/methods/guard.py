"""What methods ask of the arrays that they are given, said in one voice."""

from __future__ import annotations

from math import prod

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError, OmradesindexError, did_you_mean, listing

Floats = NDArray[np.float64]

#: What an array of areas by areas may take. More is refused: a system that promises more memory than it has
#: ends the whole program when it is used.
MOST_BYTES = 2_000_000_000


def floats(values: ArrayLike, what: str) -> Floats:
    """Return the values as floats; refuse text, rows of unequal length and what is too large to be one."""
    try:
        return np.asarray(values, dtype=float)
    except (TypeError, ValueError, OverflowError):
        raise MethodError(
            f"{what} cannot be read as an array of numbers",
            expected="numbers in rows of equal length, NaN where missing",
        ) from None


def numbers(values: ArrayLike, what: str, *, at_least: float | None = None) -> Floats:
    """Return the values as floats; refuse text, infinity and what is below ``at_least``; NaN may pass."""
    found = floats(values, what)
    refuse(np.isinf(found), f"a value in {what} is infinite", expected="finite numbers, NaN where missing")
    if at_least is not None:
        refuse(found < at_least, f"a value in {what} is below {at_least:g}", expected=f"{at_least:g} or more")
    return found


def refuse(
    bad: NDArray[np.bool_], what: str, *, expected: str | None = None, remedy: str | None = None
) -> None:
    """Raise where anything is bad, naming the first position, counted from 0."""
    if bad.any():
        at = tuple(int(i) for i in np.argwhere(bad)[0])
        where = f"position {at[0] if len(at) == 1 else at}" if at else None
        raise MethodError(what, where=where, expected=expected, remedy=remedy)


def refuse_large(
    what: str,
    *shape: int,
    each: int = 8,
    where: str | None = None,
    remedy: str,
    error: type[OmradesindexError] = MethodError,
) -> None:
    """Refuse an array of areas by areas that no usual computer has room for, before it is begun.

    Parameters
    ----------
    what : str
        What takes the memory, as an error begins: ``"the shares of 5 areas in 4 others"``.
    *shape : int
    each : int
        Bytes for each of its cells, with what is made of them on the way.
    where, remedy, error
        As the error has them.
    """
    asked = prod(shape) * each
    if asked > MOST_BYTES:
        raise error(
            f"{what} would take {asked / 1e9:.1f} GB of memory",
            where=where,
            expected=f"at most {MOST_BYTES / 1e9:g} GB",
            remedy=remedy,
        )


def together(**arrays: Floats) -> tuple[Floats, ...]:
    """Broadcast arrays that must have the same areas along their last axis."""
    lengths = {name: a.shape[-1] if a.ndim else 1 for name, a in arrays.items()}
    different = {n for n in lengths.values() if n != 1}
    try:
        if len(different) > 1:
            raise ValueError
        return tuple(np.broadcast_arrays(*arrays.values()))
    except ValueError:
        shapes = ", ".join(f"{name.replace('_', ' ')} {a.shape}" for name, a in arrays.items())
        raise MethodError(
            f"the arrays do not fit each other: {shapes}", expected="the same number along the last axis"
        ) from None


def check_level(level: float, sides: int) -> float:
    """Return the probability that each limit leaves outside."""
    if not 0 < level < 1:
        percent = f"; {level:g} % is {level / 100:g}" if 1 < level < 100 else ""
        raise MethodError(
            f"the level {level:g} is no level of confidence",
            expected=f"a number between 0 and 1, such as 0.95{percent}",
        )
    if sides not in (1, 2):
        raise MethodError(
            f"an interval has no {sides!r} sides",
            expected="2 (both limits together hold at the level) or 1 (each limit alone does)",
        )
    return (1 - level) / sides


def choose(what: str, name: str, known: tuple[str, ...]) -> None:
    """Refuse a name that is not among the known ones, with the nearest."""
    if name not in known:
        raise MethodError(
            f"the {what} '{name}' is unknown{did_you_mean(name, known)}", expected=f"one of {listing(known)}"
        )


def people_of(people: ArrayLike | str, x: Floats, where: str) -> Floats:
    """How many live in each area, in the shape of the values less their columns; each at least nobody.

    Raises
    ------
    MethodError
        Text; not one figure for each area; a missing, negative or infinite one.
    """
    counts = numbers(np.asarray(people), "the people")
    if counts.shape != x.shape[-2:-1]:
        raise MethodError(
            f"there are {counts.size} figures of people for {x.shape[-2]} areas",
            where=where,
            expected="one for each area",
        )
    bad = ~(counts >= 0)
    if bad.any():
        row = int(np.argmax(bad))
        raise MethodError(
            "nobody knows how many live there" if np.isnan(counts[row]) else f"{counts[row]:g} live there",
            where=f"row {row}, people",
            expected="a number of zero or more for each area",
        )
    return np.broadcast_to(counts, x.shape[:-1])


def column_name(j: int) -> str:
    """How an error names an indicator on a floor that knows positions only: "column 3", counted from 0."""
    return f"column {int(j)}"


def emptiest(values: Floats, least: int = 2) -> str | None:
    """Name the column that has too few values, the emptiest one; None where each has enough."""
    there = (~np.isnan(values)).sum(axis=-2)
    if there.min(initial=least) >= least:
        return None
    return column_name(int(np.unravel_index(there.argmin(), there.shape)[-1]))


def cell_name(row: int, column: int) -> str:
    """How an error names one value, of an area and an indicator: "row 5, column 3", counted from 0."""
    return f"row {int(row)}, {column_name(column)}"


def per_column(values: ArrayLike, n: int, option: str) -> Floats:
    """One value per column, from one for all or one for each.

    Raises
    ------
    MethodError
        Neither one value nor as many as there are columns, or one that is not a number.

    Examples
    --------
    >>> per_column(5, 3, "target")
    array([5., 5., 5.])
    """
    try:
        given = floats(values, "values")
    except (TypeError, ValueError):
        raise MethodError(f"the option '{option}' holds something that is no number") from None
    if given.ndim > 1 or (given.ndim == 1 and given.size != n):
        raise MethodError(
            f"the option '{option}' has {given.size} values for {n} columns",
            expected="one value, or one for each column",
        )
    if np.isnan(given).any():
        raise MethodError(f"the option '{option}' holds a missing value")
    return np.broadcast_to(given, (n,)).astype(float)
