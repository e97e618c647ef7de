"""What an indicator is counted on: which kind of unit, and persons of which ages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.ages import Span, read_ages
from omradesindex.catalogue.indicator import Indicator
from omradesindex.catalogue.library import variables

__all__ = ["PERSONS", "CountedOn", "counted_on", "shared"]

#: What is counted where nothing else is said.
PERSONS = "personer"
#: Persons who were asked are a sample of their own, whether they answered or not.
_ASKED = {"tillfrågade": "svarande"}


class CountedOn(NamedTuple):
    """The unit that an indicator's cases are of, and the ages of persons; ``None``: all ages."""

    unit: str
    ages: str | None


def counted_on(indicator: Indicator) -> CountedOn:
    """Return what an indicator's errors come of: the units that its cases are.

    Of a share, a mean or a ratio those that it is a share of; of events per person (crimes) the events.

    Examples
    --------
    >>> from omradesindex.catalogue import indicators
    >>> [counted_on(indicators()[name]).unit for name in ("egen_lon", "hyresratt_nyare", "anmalda_brott")]
    ['personer', 'lägenheter', 'brott']
    """
    formula, known = indicator.formula, variables()
    cases = formula.numerator if formula.kind in ("rate", "mix") else formula.denominator
    units = [known[name].unit for name in cases if name in known]
    unit = units[0] if units else PERSONS
    return CountedOn(_ASKED.get(unit, unit), indicator.ages)


def shared(indicators: Sequence[Indicator]) -> NDArray[np.float64]:
    r"""How much of what they are counted on two indicators share.

    Returns
    -------
    ndarray, shape (n_indicators, n_indicators)
        0 where they are counted on different units (dwellings and persons, or persons of other ages), 1
        where on the same. Of ages that overlap in part :math:`|A \cap B| / \sqrt{|A|\,|B|}`, with as many
        persons of each age (assumed).

    Examples
    --------
    >>> from omradesindex.catalogue import indicators
    >>> some = [indicators()[name] for name in ("sysselsattning", "egen_lon", "hyresratt_nyare")]
    >>> shared(some).round(2)
    array([[1.  , 0.96, 0.  ],
           [0.96, 1.  , 0.  ],
           [0.  , 0.  , 1.  ]])
    """
    cases = [counted_on(indicator) for indicator in indicators]
    spans = [(read_ages(c.ages) if c.ages else None) or Span(0, None) for c in cases]
    first = np.array([span.first for span in spans], dtype=float)
    years = np.array([span.years for span in spans], dtype=float)
    both = np.minimum.outer(first + years, first + years) - np.maximum.outer(first, first)
    alike = np.array([[one.unit == other.unit for other in cases] for one in cases], dtype=bool)
    return np.where(alike, np.maximum(both, 0.0) / np.sqrt(np.multiply.outer(years, years)), 0.0)
