"""An index over many years: each area's slope, whether areas converge, and who should be looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.doors import door
from omradesindex.errors import ComputeError, did_you_mean, listing
from omradesindex.index import Index, Result
from omradesindex.subjects.change.answer import Change
from omradesindex.subjects.change.change import change
from omradesindex.subjects.over_time.noise import Errors, Judged, judge, score_errors
from omradesindex.subjects.over_time.reopening import TOP, Moves, reopening
from omradesindex.subjects.over_time.sticks import city_scores, spread, uneven, when, year_of
from omradesindex.subjects.trend.convergence import beta, sigma
from omradesindex.subjects.trend.lines import Lines, fit_lines
from omradesindex.wording import Language, Text

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.statistics import Statistics
    from omradesindex.subjects.trend.charts import TrendPlots

Floats = NDArray[np.float64]


@door
@dataclass(frozen=True, eq=False, repr=False)
class Trend:
    """An index over several years, on one stick. Made by :func:`omradesindex.trend`.

    Attributes
    ----------
    results : tuple of Result
        In the order of the years.
    years : ndarray, shape (n_years,)
    errors : tuple, one for each year
        What is known of the results' errors.
    stick : Text
        What all years were measured with.
    by_rank : bool
        Whether the figures are each year's own ranks.
    against : {"stick", "city"}
        What is judged.
    level, correlation : float
    """

    results: tuple[Result, ...]
    years: Floats
    errors: tuple[Errors, ...]
    stick: Text
    by_rank: bool
    against: str
    level: float
    correlation: float

    # -- what is followed -------------------------------------------------------------------------------

    @property
    def index(self) -> Index:
        """The index."""
        return self.results[0].index

    @property
    def statistics(self) -> Statistics:
        """The latest year's figures."""
        return self.results[-1].statistics

    @property
    def areas(self) -> tuple[str, ...]:
        """Codes of the areas."""
        return self.results[0].areas

    @property
    def columns(self) -> tuple[str, ...]:
        """``index``, and the dimensions."""
        return self.results[0].columns

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The periods as their source writes them; the years where they were given beside the results."""
        return tuple(
            when(result) if year_of(result) == year else f"{year:g}"
            for result, year in zip(self.results, self.years.tolist(), strict=True)
        )

    @cached_property
    def uneven(self) -> tuple[str, ...]:
        """Indicators that some area has a value of in some years only."""
        return uneven(self.results, self.areas)

    def column(self, name: str) -> int:
        """Position of a column; refuses an unknown one."""
        if name not in self.columns:
            raise ComputeError(
                f"'{name}' is no column of the index{did_you_mean(str(name), self.columns)}",
                expected=f"one of {listing(self.columns)}",
            )
        return self.columns.index(name)

    @cached_property
    def values(self) -> Floats:
        """Scores (or ranks), shape ``(n_years, n_areas, n_columns)``."""
        found = [r.level_ranks if self.by_rank else r.level_scores for r in self.results]
        return np.stack([np.stack([of[c] for c in self.columns], axis=-1) for of in found])

    @cached_property
    def value_errors(self) -> Floats:
        """Standard errors of the scores, of the same shape; NaN where not known, and for ranks."""
        if self.by_rank:
            return np.full_like(self.values, np.nan)
        return np.stack([score_errors(e, self.columns, len(self.areas)) for e in self.errors])

    @cached_property
    def city(self) -> Floats:
        """The whole city's scores on the stick, shape ``(n_years, n_columns)``; NaN for ranks."""
        if self.by_rank:
            return np.full((len(self.years), len(self.columns)), np.nan)
        return np.stack([city_scores(result) for result in self.results])

    @cached_property
    def lines(self) -> Lines:
        """The lines that are judged: through the scores, or through their distance from the city."""
        values = self.values - self.city[:, None, :] if self.against == "city" else self.values
        return fit_lines(self.years, values, self.value_errors, self.correlation)

    @cached_property
    def _judged(self) -> Judged:
        # Rank 1 is the greatest challenge, so that a rank that grows is an improvement.
        worse = -1.0 if self.by_rank else 1.0
        lines = self.lines
        return judge(lines.slope, lines.slope_error, level=self.level, worse=worse, df=lines.df)

    # -- tables -----------------------------------------------------------------------------------------

    @property
    def improving(self) -> tuple[str, ...]:
        """The areas whose index improves, by more than noise."""
        return self._with("improved")

    @property
    def worsening(self) -> tuple[str, ...]:
        """The areas whose index worsens, by more than noise."""
        return self._with("worsened")

    def _with(self, verdict: str) -> tuple[str, ...]:
        return tuple(c for c, v in zip(self.areas, self._judged.verdict[:, 0], strict=True) if v == verdict)

    @cached_property
    def verdicts(self) -> pd.DataFrame:
        """``improved``, ``worsened``, ``noise`` or ``untested``: areas × columns."""
        import pandas as pd

        rows = pd.Index(self.areas, name="area", dtype=object)
        return pd.DataFrame(self._judged.verdict, index=rows, columns=list(self.columns))

    @cached_property
    def scores(self) -> pd.DataFrame:
        """The index (or its rank): areas × years, the whole city last."""
        import pandas as pd

        rows = pd.Index([*self.areas, self.results[-1].whole], name="area", dtype=object)
        values = np.concatenate([self.values[:, :, 0].T, self.city[:, :1].T])
        return pd.DataFrame(values, index=rows, columns=list(self.labels))

    def to_frame(self) -> pd.DataFrame:
        """Return every area's line as one tidy table.

        Returns
        -------
        DataFrame
            One row for each area and column (``measure``). ``first`` and ``last`` figure, ``slope`` (a year's
            change on the line; below zero: smaller challenge, of ranks the reverse), ``error``, ``low`` and
            ``high`` (simultaneous over the areas), ``p`` (adjusted), ``verdict``, ``years`` (with figures),
            ``scatter`` (how much more than their errors the years scatter; empty where errors are not known
            and the scatter is the error); and what it is: ``stick``, ``against``, ``level``, ``from``,
            ``to``, ``index``, ``statistics``.
        """
        import pandas as pd

        n, lines, judged = len(self.columns), self.lines, self._judged
        scatter = np.broadcast_to(np.where(lines.known, lines.inflation, np.nan), lines.slope.shape)
        frame = pd.DataFrame(
            {
                "area": np.tile(np.array(self.areas, dtype=object), n),
                "name": [self.name_of(code) for code in self.areas] * n,
                "measure": np.repeat(np.array(self.columns, dtype=object), len(self.areas)),
                "first": self.values[0].T.ravel(),
                "last": self.values[-1].T.ravel(),
                "slope": lines.slope.T.ravel(),
                "error": lines.slope_error.T.ravel(),
                "low": judged.low.T.ravel(),
                "high": judged.high.T.ravel(),
                "p": judged.p.T.ravel(),
                "verdict": judged.verdict.T.ravel(),
                "years": lines.there.sum(axis=0).T.ravel(),
                "scatter": scatter.T.ravel(),
            }
        )
        return frame.assign(
            stick=self.stick.en,
            against=self.against,
            level=self.level,
            correlation=self.correlation,
            index=self.index.id,
            statistics=self.statistics.name,
            partial=any(result.partial for result in self.results),
        ).assign(**{"from": self.labels[0], "to": self.labels[-1]})

    @cached_property
    def beta(self) -> pd.DataFrame:
        """β-convergence of the index; see :func:`omradesindex.subjects.trend.convergence.beta`.

        The row ``raw`` is inflated by regression to the mean: read ``shrunk`` or ``split``.
        """
        return beta(self.values[:, :, 0], self.value_errors[:, :, 0], level=self.level)

    @cached_property
    def sigma(self) -> pd.DataFrame:
        """σ-convergence of the index; see :func:`omradesindex.subjects.trend.convergence.sigma`."""
        return sigma(self.values[:, :, 0], self.value_errors[:, :, 0], self.labels)

    def reopen(self, *, size: float = 0.5, top: int = TOP) -> pd.DataFrame:
        """List the areas whose trend should make the city open their strategy again.

        The rule of :meth:`Change.reopen`, on the line's change from the first year to the last, which is less
        noisy than the two years alone.

        Parameters
        ----------
        size : float
            In standard deviations between the areas' scores in the first year.
        top : int
            How many areas count as coming first.
        """
        span = self.years[-1] - self.years[0]
        return reopening(
            Moves(
                areas=self.areas,
                names=tuple(self.name_of(code) for code in self.areas),
                estimate=self.lines.slope[:, 0] * span * (np.nan if self.by_rank else 1.0),
                verdict=self._judged.verdict[:, 0],
                spread=spread(self.values[0, :, 0]),
                before=self._ranks(0),
                after=self._ranks(-1),
            ),
            size=size,
            top=top,
        )

    def _ranks(self, year: int) -> Floats:
        return self.results[year].level_ranks["index"]

    def change(self, first: str | None = None, last: str | None = None) -> Change:
        """Hold two of the years against each other; the first and the last if left out.

        Parameters
        ----------
        first, last : str, optional
            As in :attr:`labels`.

        Raises
        ------
        ComputeError
            An unknown year.
        """
        places = [self._year(first, 0), self._year(last, len(self.years) - 1)]
        return change(
            *(self.results[place] for place in places),
            errors=[self.errors[place] for place in places],
            level=self.level,
            correlation=self.correlation,
            stick="ranks" if self.by_rank else "common",
            against="city" if self.against == "city" else "stick",
        )

    def _year(self, label: str | None, default: int) -> int:
        if label is None:
            return default
        if str(label) not in self.labels:
            raise ComputeError(
                f"the year '{label}' is not in the trend{did_you_mean(str(label), self.labels)}",
                expected=f"one of {listing(self.labels)}",
            )
        return self.labels.index(str(label))

    # -- words ------------------------------------------------------------------------------------------

    @property
    def periods(self) -> tuple[str, str]:
        """The periods of the first and the last result."""
        return when(self.results[0]), when(self.results[-1])

    def name_of(self, code: str) -> str:
        """Name of an area."""
        return self.statistics.name_of(code)

    def label(self, name: str, lang: Language = "sv") -> str:
        """Label of the index, a dimension or an indicator."""
        return self.results[-1].label(name, lang)

    # -- how it is shown --------------------------------------------------------------------------------

    @property
    def plot(self) -> TrendPlots:
        """The chart: ``plot.lines()``."""
        from omradesindex.subjects.trend.charts import TrendPlots

        return TrendPlots(self)

    def save(self, folder: str | Path, *, lang: Language = "sv") -> list[Path]:
        """Write tables (text, HTML, CSV) and the chart to a folder; return their paths."""
        from omradesindex.subjects.over_time.files import save_trend

        return save_trend(self, folder, lang=lang)

    def __repr__(self) -> str:
        from omradesindex.subjects.trend.page import trend_text

        return trend_text(self)

    def _repr_html_(self) -> str:
        from omradesindex.subjects.trend.page import trend_html

        return trend_html(self)
