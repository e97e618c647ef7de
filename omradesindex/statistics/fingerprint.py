"""What tells two tables apart: a fingerprint of all that a computation reads."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
from numpy.typing import NDArray


def fingerprint_of(statistics: Any) -> str:
    """See :attr:`Statistics.fingerprint`: neither the order of areas nor that of blocks changes it."""
    digest = hashlib.sha256()
    blocks = statistics.blocks
    order = sorted(range(len(blocks)), key=blocks.__getitem__)
    columns = [*np.argsort(np.array(statistics.areas)), len(statistics.areas)]
    said: tuple[object, ...] = (
        sorted(statistics.areas),
        statistics.whole,
        statistics.breakdowns,
        sorted(statistics.definitions.items()),
        *(sorted(told.items()) for told in (statistics.series, statistics.prices) if told),
    )
    digest.update(repr(said).encode())
    digest.update(repr([(*blocks[i], statistics.kinds[i]) for i in order]).encode())
    numbers = [array for column, array in statistics.numbers.items() if column != "noise" or array.any()]
    arrays: list[NDArray[Any]] = [*numbers, statistics.quality, statistics.status]
    for array in arrays:
        laid = array[order][:, columns]
        if laid.dtype.kind == "f":  # what is missing, and zero, has several patterns of bits
            laid[np.isnan(laid)] = np.nan
            laid += 0.0
        digest.update(np.ascontiguousarray(laid).tobytes())
    if statistics.rounding:
        digest.update(repr(statistics.rounding.texts[order][:, columns].tolist()).encode())
    return digest.hexdigest()
