"""The numbers of a trend: each area's line over the years, its verdict, and whether areas converge."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.doors import methods_door
from omradesindex.index.stick import city_scores
from omradesindex.subjects.over_time.noise import Judged, judge, score_errors
from omradesindex.subjects.over_time.over_time import OverTime
from omradesindex.subjects.over_time.reopen import Moves
from omradesindex.subjects.over_time.sticks import spread, when, year_of
from omradesindex.subjects.trend.convergence import beta, sigma
from omradesindex.subjects.trend.lines import Lines, fit_lines

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index import Index
    from omradesindex.statistics import Statistics

Floats = NDArray[np.float64]


@methods_door
@dataclass(frozen=True, eq=False, repr=False)
class TrendNumbers(OverTime):
    """The numbers of :class:`~omradesindex.types.Trend`.

    Attributes
    ----------
    years : ndarray, shape (n_years,)
    """

    years: Floats

    # -- what is followed -------------------------------------------------------------------------------

    @property
    def index(self) -> Index:
        """The index."""
        return self.results[0].index

    @property
    def statistics(self) -> Statistics:
        """The latest year's figures."""
        return self.results[-1].statistics

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The periods as their source writes them; the years where they were given beside the results."""
        return tuple(
            when(result) if year_of(result) == year else f"{year:g}"
            for result, year in zip(self.results, self.years.tolist(), strict=True)
        )

    @cached_property
    def values(self) -> Floats:
        """Scores (or ranks), shape ``(n_years, n_areas, n_columns)``."""
        levels = [r.level_ranks if self.by_rank else r.level_scores for r in self.results]
        return np.stack([np.stack([of[c] for c in self.columns], axis=-1) for of in levels])

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
    def judged(self) -> Judged:
        """Limits and verdicts of the slopes."""
        # Rank 1 is the greatest challenge, so that a rank that grows is an improvement.
        worse = -1.0 if self.by_rank else 1.0
        lines, told = self.lines, np.where(self.priced, 1.0, np.nan)
        return judge(lines.slope, told * lines.slope_error, level=self.level, worse=worse, df=lines.df)

    @property
    def moves(self) -> Moves:
        """What the rule of :meth:`reopen` looks at: the line's change from the first year to the last."""
        span = self.years[-1] - self.years[0]
        told = 1.0 if self.priced[0] else np.nan
        return Moves(
            areas=self.areas,
            names=[*self.names.values()],
            estimate=self.lines.slope[:, 0] * span * (np.nan if self.by_rank else told),
            verdict=self.judged.verdict[:, 0],
            spread=spread(self.values[0, :, 0]),
            before=told * self.results[0].level_ranks["index"],
            after=told * self.results[-1].level_ranks["index"],
            city=self._city_change,
            beyond=self._beyond_city,
        )

    @property
    def _on_stick(self) -> bool:
        """Whether the areas are followed beside a city that may have moved too."""
        known = self.priced[0] and not np.isnan(self.city[:, 0]).any()
        return bool(known) and not self.by_rank and self.against != "city"

    @property
    def _city_change(self) -> float:
        """The city's change from the first year to the last, on a line through its years."""
        if not self._on_stick:
            return float("nan")
        city = self.city[:, None, :1]
        line = fit_lines(self.years, city, np.full_like(city, np.nan))
        return float(line.slope[0, 0] * (self.years[-1] - self.years[0]))

    @property
    def _beyond_city(self) -> NDArray[np.object_] | None:
        """What a test says of how much more than the city each area's index moves."""
        if not self._on_stick:
            return None
        beyond = (self.values - self.city[:, None, :])[..., :1]
        lines = fit_lines(self.years, beyond, self.value_errors[..., :1], self.correlation)
        judged = judge(lines.slope, lines.slope_error, level=self.level, df=lines.df)
        return judged.verdict[:, 0]

    # -- tables -----------------------------------------------------------------------------------------

    @property
    def improving(self) -> tuple[str, ...]:
        """The areas whose index improves, by more than noise."""
        return self.with_verdict("improved")

    @property
    def worsening(self) -> tuple[str, ...]:
        """The areas whose index worsens, by more than noise."""
        return self.with_verdict("worsened")

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
            and the scatter is the error), ``reason`` where prices are why it is untested; and what it is:
            ``stick``, ``against``, ``level``, ``from``, ``to``, ``index``, ``statistics``.
        """
        import pandas as pd

        n, lines, judged = len(self.columns), self.lines, self.judged
        scatter = np.broadcast_to(np.where(lines.known, lines.inflation, np.nan), lines.slope.shape)
        frame = pd.DataFrame(
            {
                "area": np.tile(np.array(self.areas, dtype=object), n),
                "name": [*self.names.values()] * n,
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
        return (
            self.with_reasons(frame)
            .assign(
                stick=self.stick.en,
                against=self.against,
                level=self.level,
                correlation=self.correlation,
                index=self.index.id,
                statistics=self.statistics.name,
                partial=any(result.partial for result in self.results),
            )
            .assign(**{"from": self.labels[0], "to": self.labels[-1]})
        )

    @property
    def _comparable(self) -> Floats:
        """The index of each year; nothing where the years are in other money, which spreads the areas out."""
        return np.asarray(self.values[:, :, 0] * (1.0 if self.priced[0] else np.nan))

    @cached_property
    def beta(self) -> pd.DataFrame:
        """β-convergence of the index; see :func:`omradesindex.subjects.trend.convergence.beta`.

        The row ``raw`` is inflated by regression to the mean: read ``shrunk`` or ``split``.
        """
        return beta(self._comparable, self.value_errors[:, :, 0], level=self.level)

    @cached_property
    def sigma(self) -> pd.DataFrame:
        """σ-convergence of the index; see :func:`omradesindex.subjects.trend.convergence.sigma`."""
        return sigma(self._comparable, self.value_errors[:, :, 0], self.labels)
