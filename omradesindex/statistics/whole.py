"""The whole city's figures where the table has no row for them: from counts, never from a mean of areas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.methods.sums import gathered
from omradesindex.statistics.uniform import with_last
from omradesindex.statistics.vocabulary import STATUSES

if TYPE_CHECKING:
    from scipy import sparse

Floats = NDArray[np.float64]

#: Figures that are looked at together.
_AT_ONCE = 65_536
_OBSERVED, _MISSING = STATUSES.index("observed"), STATUSES.index("missing")


def combined_error(error: Floats, weight: Floats, inside: Floats | sparse.csc_array[Any]) -> Floats:
    r"""Standard errors of sums of parts whose errors are independent.

    Parameters
    ----------
    error, weight : ndarray, shape (n_blocks, n_parts)
        Each part's standard error, and what the part is multiplied by in the sum. A part of weight 0 adds
        no error.
    inside : ndarray or sparse array, shape (n_parts, n_wholes)
        The share 0–1 of a part that belongs to a whole.

    Returns
    -------
    ndarray, shape (n_blocks, n_wholes)
        :math:`\sqrt{\sum_i (a_i w_i s_i)^2}` with the shares :math:`a_i`; NaN where the error or
        weight of a part is not known.

    Examples
    --------
    >>> combined_error(np.array([[3.0, 4.0, 9.0]]), np.array([[1.0, 1.0, 0.0]]), np.ones((3, 1)))
    array([[5.]])
    """
    squares = np.where(weight == 0, 0.0, (weight * error) ** 2)
    unknown = gathered(np.isnan(squares), inside)
    return np.where(unknown > 0, np.nan, np.sqrt(gathered(np.nan_to_num(squares), inside**2)))


def whole_from_areas(
    kinds: Iterable[str], numbers: Mapping[str, Floats], status: NDArray[np.int8]
) -> tuple[dict[str, Floats], NDArray[np.int8]]:
    """Add the areas up to the whole, where every area is known.

    Counts are added; shares and means are made anew from added numerators and denominators. Anything else,
    and any block with an unknown area, has no value for the whole.

    Parameters
    ----------
    kinds : iterable of str, length n_blocks
    numbers : mapping of column to ndarray, shape (n_blocks, n_areas)
    status : ndarray, shape (n_blocks, n_areas)

    Returns
    -------
    numbers : dict of column to ndarray, shape (n_blocks,)
    status : ndarray, shape (n_blocks,)
    """
    kind = np.array(list(kinds), dtype=object)
    # Some blocks at a time: what is made on the way stays small.
    step = max(1, _AT_ONCE // max(status.shape[1], 1))
    some = [slice(at, at + step) for at in range(0, max(len(kind), 1), step)]
    parts = [_whole(kind[own], {c: n[own] for c, n in numbers.items()}, status[own]) for own in some]
    made = {c: np.concatenate([of_blocks[c] for of_blocks, _ in parts]) for c in parts[0][0]}
    return made, np.concatenate([of_blocks for _, of_blocks in parts])


def with_whole(
    kinds: Iterable[str], numbers: Mapping[str, Floats], status: NDArray[np.int8]
) -> tuple[dict[str, Floats], NDArray[np.int8]]:
    """Return the areas' figures, and last the whole's (:func:`whole_from_areas`)."""
    whole, whole_status = whole_from_areas(kinds, numbers, status)
    made = {column: with_last(given, whole[column]) for column, given in numbers.items()}
    return made, np.column_stack([status, whole_status])


def _whole(
    kind: NDArray[np.object_], numbers: Mapping[str, Floats], status: NDArray[np.int8]
) -> tuple[dict[str, Floats], NDArray[np.int8]]:
    value, base = numbers["value"], numbers["denominator"]
    # An area without anybody (denominator 0) has no value of its own, and takes none from the whole.
    empty = base == 0
    known = ((status == _OBSERVED) | empty).all(axis=1)
    per = np.where(kind == "share", 100.0, 1.0)
    total_base = base.sum(axis=1)
    top = np.where(empty, 0.0, value * base).sum(axis=1) / per
    with np.errstate(invalid="ignore", divide="ignore"):
        quotient = np.where(total_base > 0, per * top / total_base, np.nan)
        weight = np.nan_to_num(np.where((kind == "count")[:, None], value, base))
        doubtful, covered = (
            np.nan_to_num((numbers[c] * weight).sum(axis=1) / weight.sum(axis=1))
            for c in ("doubtful", "coverage")
        )
    is_count, is_quotient = kind == "count", (kind == "share") | (kind == "mean")
    whole = np.where(known & is_count, value.sum(axis=1), np.where(known & is_quotient, quotient, np.nan))
    there = ~np.isnan(whole)
    coverage = np.where(is_count, numbers["coverage"].min(axis=1, initial=1.0), covered)
    parts = np.where(is_count[:, None], 1.0, base)
    error, noise = np.full(len(kind), np.nan), np.zeros(len(kind))
    if not np.isnan(numbers["standard_error"]).all():
        error = combined_error(numbers["standard_error"], parts, np.ones((value.shape[1], 1)))[:, 0]
    if numbers["noise"].any():
        noise = combined_error(numbers["noise"], np.ones_like(value), np.ones((value.shape[1], 1)))[:, 0]
    with np.errstate(invalid="ignore", divide="ignore"):
        error = np.where(is_count, error, error / total_base)
    return {
        "value": whole,
        "numerator": np.where(there & is_quotient, top, np.nan),
        "denominator": np.where(there & is_quotient, total_base, np.nan),
        "doubtful": np.where(there, doubtful, 0.0),
        "coverage": np.where(there, coverage, 0.0),
        "standard_error": np.where(there, error, np.nan),
        "noise": np.where(there, noise, 0.0),
    }, np.where(there, _OBSERVED, np.maximum(status.max(axis=1, initial=0), _MISSING)).astype(np.int8)
