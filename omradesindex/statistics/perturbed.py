"""Counts that carry random noise, as Statistics Sweden's from 2025 (the cell key method): what that allows.

Every printed count above zero is moved a little, totals on their own, so that parts do not add up: 15 of 14.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import numpy as np
from numpy.typing import NDArray

from omradesindex.methods.equal import same
from omradesindex.patterns import pattern
from omradesindex.periods import read_period
from omradesindex.wording import number

Floats = NDArray[np.float64]

#: Statistics Sweden states no size. In its tables parts and totals differ as where every count has noise of
#: this standard deviation (1.43 and 1.46 in two of them), whatever its size.
ASSUMED_NOISE = 1.5

#: From this year its tables of persons may carry noise.
FIRST_YEAR = 2025

#: How many standard deviations noise may move a sum: parts beyond that are another fault.
_FARTHEST = 6.0

#: Whose word the size of the noise is: the source's, or ours where it gives none.
BASES = ("source", "assumed")

_NOTE = " bär litet slumpmässigt brus som skyddar enskilda: delar summerar inte till helheter. "
_ASSUMED = "anges inte av källan och antas vara"

_SAYS_SO = pattern(
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


def noise_note(noise: Floats, *, assumed: bool, periods: str = "") -> str:
    """What a reader must be told of figures with random noise.

    Parameters
    ----------
    noise : ndarray
        Standard deviation of each figure's noise; 0 where it has none.
    assumed : bool
        Whether the source does not state it.
    periods : str
        When the figures with noise are from, where there are others without.
    """
    there = noise[noise > 0]
    most = number(float(there.max()), 1)
    size = most if same(there.min(), there.max()) else f"högst {most}"
    whose = f"Antalen för {periods}" if periods else "Antalen"
    return f"{whose}{_NOTE}Brusets standardavvikelse {_ASSUMED if assumed else 'är'} {size} per tal."


def tells_noise(notes: Iterable[str]) -> bool:
    """Whether notes tell of noise already: what was read from a source and then summed keeps its words."""
    return any(_NOTE in note for note in notes)


def noise_is_assumed(notes: Iterable[str]) -> bool:
    """Whether notes say that the size of the noise is assumed.

    Examples
    --------
    >>> noise_is_assumed([noise_note(np.array([1.5]), assumed=True)])
    True
    """
    return any(_NOTE in note and _ASSUMED in note for note in notes)


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
