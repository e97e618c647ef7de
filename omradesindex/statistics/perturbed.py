"""Counts that carry random noise, as Statistics Sweden's from 2025 (the cell key method): what that allows.

Every printed count above zero is moved a little, totals on their own, so that parts do not add up: 15 of 14.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import numpy as np
from numpy.typing import NDArray

from omradesindex.periods import read_period

Floats = NDArray[np.float64]

#: Statistics Sweden states no size. In its tables parts and totals differ as where every count has noise of
#: this standard deviation (1.43 and 1.46 in two of them), whatever its size.
ASSUMED_NOISE = 1.5

#: From this year its tables of persons may carry noise.
FIRST_YEAR = 2025

#: How many standard deviations noise may move a sum: parts beyond that are another fault.
_FARTHEST = 6.0

_SAYS_SO = re.compile(
    r"cell[ -]?key|\bCKM\b|slumpmässig\w* (?:osäkerhet|brus)|random (?:noise|perturbation)", re.IGNORECASE
)


def says_noise(notes: Iterable[str]) -> bool:
    """Whether a table's footnotes say that its figures carry random noise.

    Examples
    --------
    >>> says_noise(["Metoden som används för röjandekontroll heter Cell Key Method (CKM)."])
    True
    """
    return any(_SAYS_SO.search(note) for note in notes)


def may_carry_noise(period: str) -> bool:
    """Whether figures of a period may carry noise that nobody declared.

    Examples
    --------
    >>> [may_carry_noise(p) for p in ("2024", "2024/25", "VT2025", "2031", "prognos")]
    [False, False, True, True, False]
    """
    read = read_period(period)
    return read is not None and read.start >= date(FIRST_YEAR, 1, 1)


def allowance(variance: Floats, counts: int, period: str) -> Floats:
    """How far noise may move a difference of counts; 0 where there is none.

    Parameters
    ----------
    variance : ndarray
        Sum of the counts' noise variances, as declared; 0 where nothing is.
    counts : int
        How many counts there are in the difference.
    period : str
        From 2025 on noise is allowed for without being declared: ``counts`` times what is assumed.

    Examples
    --------
    >>> allowance(np.zeros(1), 2, "2024"), allowance(np.zeros(1), 2, "2025").round(1)
    (array([0.]), array([12.7]))
    """
    least = counts * ASSUMED_NOISE**2 if may_carry_noise(period) else 0.0
    return np.asarray(_FARTHEST * np.sqrt(np.where(variance > 0, variance, least)))
