"""What a stick was learnt from, and how far chance may have moved it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue import Indicator
from omradesindex.index.measure import Measured
from omradesindex.index.uncertainty.value_intervals import value_intervals
from omradesindex.methods.reliability import Reliability, reliability
from omradesindex.statistics import Statistics

if TYPE_CHECKING:
    from omradesindex.methods.treatment import Treatment

Floats = NDArray[np.float64]

# Share of an error over which a slope is taken.
_SMALL = 0.01


@dataclass(frozen=True, eq=False)
class Learnt:
    """Measured figures with their errors, which are worked out when first asked for.

    Attributes
    ----------
    indicators : tuple of Indicator
    statistics : Statistics
    measured : Measured
    """

    indicators: tuple[Indicator, ...]
    statistics: Statistics
    measured: Measured

    @cached_property
    def errors(self) -> Floats:
        """Standard errors by chance, (n_areas + 1, n_indicators); 0 where exact, NaN where not known."""
        return np.stack(
            [
                value_intervals(self.statistics, indicator, self.measured, j).standard_error
                for j, indicator in enumerate(self.indicators)
            ],
            axis=-1,
        )

    @cached_property
    def reliability(self) -> Reliability:
        """How much of each indicator's spread between areas is not noise."""
        return reliability(self.measured.values[:-1], self.errors[:-1])

    def treated(self, treatment: Treatment | None, errors: Floats | None = None) -> tuple[Floats, Floats]:
        """Return the values and their errors as a treatment bends them: an error by its slope at the value.

        Parameters
        ----------
        treatment : Treatment or None
        errors : ndarray, shape (n_areas + 1, n_indicators), optional
            In the place of :attr:`errors`.
        """
        values, own = self.measured.values, self.errors if errors is None else errors
        if treatment is None:
            return values, own
        step = _SMALL * np.nan_to_num(own)
        bent = np.abs(treatment.apply(values + step) - treatment.apply(values - step)) / (2 * _SMALL)
        return treatment.apply(values), np.where(np.isnan(own), np.nan, bent)

    def noise(self, treatment: Treatment | None) -> Floats:
        """Return the mean error variance of each indicator, treated; shape (n_indicators,)."""
        values, errors = self.treated(treatment)
        return reliability(values[:-1], errors[:-1]).noise
