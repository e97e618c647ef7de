"""How uncertain each value and each score is, in numbers: intervals, and what they are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.doors import door
from omradesindex.index.uncertainty.dependence import Dependence
from omradesindex.methods.functions import hypot

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index.scored import Scored

Floats = NDArray[np.float64]
Words = NDArray[np.object_]

#: What varied in an interval, in words of the tables.
SAMPLING, DOUBTFUL, LACKING = "sampling", "doubtful membership (assumed)", "unknown part (assumed)"


@door
@dataclass(frozen=True, eq=False, repr=False)
class Uncertain:
    """How uncertain a result's values and scores are, in numbers, for what only reads them.

    Arrays of values have the areas and, last, the whole city as rows and the indicators as columns, in the
    indicators' own units; those of scores are by level (``index`` and dimensions), of shape ``(n_areas,)``,
    in points.

    Attributes
    ----------
    result : Scored
        What it is the uncertainty of.
    level : float
        Such as 0.95.
    estimate, low, high : ndarray, shape (n_areas + 1, n_indicators)
        The value as it stands, and its interval: chance, widened where membership is doubtful or a part of
        the base is not known. NaN where there is none.
    standard_error : ndarray, same shape
        By chance alone, without doubtful membership. 0 where declared exact, NaN where not known.
    membership : ndarray, same shape
        Standard error through doubtful membership of sub-areas: **assumed**, see :meth:`Result.uncertainty`.
    lacking : ndarray, same shape
        Standard error through the part of the base that is not known (``coverage`` below 1): **assumed**.
    method : ndarray of str, same shape
        ``wilson``, ``byar``, ``survey``, ``exact``, ``imputed`` or ``none``; where chance is not known, but
        something that is assumed is, ``coverage`` or ``membership``.
    reason : ndarray of str, same shape
        Why chance is not known; empty where it is.
    shrunk, shrunk_low, shrunk_high : ndarray, same shape
        Shrunk towards what is common to the areas, where asked for; NaN otherwise, and for the city.
    score_error, score_membership, score_lacking : mapping of level to ndarray
        The same three standard errors of the scores, by a fixed stick.
    score_low, score_high : mapping of level to ndarray
        Their interval, of all three and of the stick: both that of the score as it is measured and that of
        ``score_signal``.
    score_signal : mapping of level to ndarray
        The scores measured by the spread without noise, which lie further from the middle; the scores
        themselves where the stick is taken as known.
    score_stick : mapping of level to ndarray
        Standard error that the stick alone, its middle and its spread, gives ``score_signal``. NaN where the
        stick is taken as known.
    score_known : mapping of level to ndarray
        Share 0–1 of the weight whose indicators have a known standard error. The others are assumed to be as
        uncertain; below a half there is no interval.
    score_parts : mapping of level to ndarray, shape (n_areas, n_indicators)
        What one standard error of each indicator makes of the scores, towards a greater challenge.
    dependence : Dependence
        How the errors of the same area's indicators hang together, and what is said of it.
    """

    result: Scored
    level: float
    estimate: Floats
    low: Floats
    high: Floats
    standard_error: Floats
    membership: Floats
    lacking: Floats
    method: Words
    reason: Words
    shrunk: Floats
    shrunk_low: Floats
    shrunk_high: Floats
    score_error: Mapping[str, Floats]
    score_membership: Mapping[str, Floats]
    score_lacking: Mapping[str, Floats]
    score_low: Mapping[str, Floats]
    score_high: Mapping[str, Floats]
    score_signal: Mapping[str, Floats]
    score_stick: Mapping[str, Floats]
    score_known: Mapping[str, Floats]
    score_parts: Mapping[str, Floats]
    dependence: Dependence

    @property
    def areas(self) -> tuple[str, ...]:
        """Codes of the areas."""
        return self.result.areas

    @cached_property
    def assumed(self) -> Floats:
        """Standard errors through what is assumed: doubtful membership and what is not known of the base."""
        return hypot(self.membership, self.lacking)

    @cached_property
    def score_assumed(self) -> Mapping[str, Floats]:
        """The same of the scores, by level."""
        return {name: hypot(e, self.score_lacking[name]) for name, e in self.score_membership.items()}

    @cached_property
    def values(self) -> pd.DataFrame:
        """Every value with its interval.

        Returns
        -------
        DataFrame
            One row for each indicator and area (the whole city last): ``area``, ``name``, ``measure``,
            ``period``, ``unit``, ``value``, ``low``, ``high``, ``varied`` (what the interval is made of:
            ``sampling``, ``doubtful membership (assumed)``, ``unknown part (assumed)``, joined by plus),
            ``standard_error``, ``membership``, ``lacking``, ``method``, ``reason``, ``shrunk``,
            ``shrunk_low``, ``shrunk_high``.
        """
        import pandas as pd

        result = self.result
        members, n = result.index.members, len(self.estimate)
        areas = [str(area) for area in result.indicators.index]
        columns: dict[str, Any] = {
            "area": np.tile(np.array(areas, dtype=object), len(members)),
            "name": np.tile([result.statistics.name_of(area) for area in areas], len(members)),
            "measure": np.repeat([m.id for m in members], n),
            "period": np.repeat(list(result.measured.periods), n),
            "unit": np.repeat([m.indicator.unit for m in members], n),
            "value": self.estimate.T.ravel(),
            "low": self.low.T.ravel(),
            "high": self.high.T.ravel(),
            "varied": _varied(self.low, self.standard_error, self.membership, self.lacking).T.ravel(),
        }
        for column in ("standard_error", "membership", "lacking", "method", "reason"):
            columns[column] = getattr(self, column).T.ravel()
        for column in ("shrunk", "shrunk_low", "shrunk_high"):
            columns[column] = getattr(self, column).T.ravel()
        return pd.DataFrame(columns)

    @cached_property
    def scores(self) -> pd.DataFrame:
        """Every score with its interval.

        Returns
        -------
        DataFrame
            One row for each level and area: ``area``, ``name``, ``measure`` (``index`` or a dimension),
            ``score``, ``low``, ``high``, ``varied``, ``standard_error``, ``membership``, ``lacking``,
            ``signal``, ``stick`` (see :class:`Uncertainty`), ``known`` (share of the weight whose indicators
            have a known error; the others are assumed to be as uncertain).
        """
        import pandas as pd

        result = self.result
        names = list(result.names.values())
        return pd.concat(
            [
                pd.DataFrame(
                    {
                        "area": list(result.areas),
                        "name": names,
                        "measure": column,
                        "score": result.level_scores[column],
                        "low": self.score_low[column],
                        "high": self.score_high[column],
                        "varied": _varied(
                            self.score_low[column],
                            self.score_error[column],
                            self.score_membership[column],
                            self.score_lacking[column],
                        ),
                        "standard_error": self.score_error[column],
                        "membership": self.score_membership[column],
                        "lacking": self.score_lacking[column],
                        "signal": self.score_signal[column],
                        "stick": self.score_stick[column],
                        "known": self.score_known[column],
                    }
                )
                for column in result.columns
            ],
            ignore_index=True,
        )

    def to_frame(self) -> pd.DataFrame:
        """Return scores and values as one tidy table.

        Returns
        -------
        DataFrame
            The columns of :attr:`scores` and :attr:`values` (a score stands under ``value``), with ``level``
            (index, dimension, indicator, as in :meth:`Result.to_frame`), ``confidence`` (such as 0.95),
            ``statistics`` and ``index``.
        """
        import pandas as pd

        levels = np.where(self.scores["measure"] == "index", "index", "dimension")
        frame = pd.concat(
            [
                self.scores.rename(columns={"score": "value"}).assign(level=levels),
                self.values.assign(level="indicator"),
            ],
            ignore_index=True,
        )
        text = ["period", "unit", "method", "reason"]
        frame[text] = frame[text].fillna("")
        order = ["area", "name", "level", "measure", "period", "unit", "value", "low", "high", "varied"]
        rest = ["standard_error", "membership", "lacking", "signal", "stick", "method", "reason", "known"]
        frame = frame[[*order, *rest, "shrunk", "shrunk_low", "shrunk_high"]]
        return frame.assign(
            confidence=self.level, statistics=self.result.statistics.name, index=self.result.index.id
        )


def _varied(low: Floats, chance: Floats, membership: Floats, lacking: Floats) -> Words:
    """Name each interval for what varied in it; nothing where there is none."""
    words = np.where(np.isnan(chance), "", SAMPLING).astype(object)
    for error, what in ((membership, DOUBTFUL), (lacking, LACKING)):
        there = np.nan_to_num(error) > 0
        words[there] = [f"{word} + {what}" if word else what for word in words[there]]
    words[np.isnan(low)] = ""
    return words
