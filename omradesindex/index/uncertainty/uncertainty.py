"""How uncertain each value and each score is: intervals, what they are made of, and what varied in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.doors import door
from omradesindex.errors import ComputeError, did_you_mean, listing
from omradesindex.index.compute import signs
from omradesindex.index.explain import place_of
from omradesindex.index.uncertainty.dependence import Dependence, dependence_of
from omradesindex.index.uncertainty.membership import membership_error
from omradesindex.index.uncertainty.score_errors import score_errors
from omradesindex.index.uncertainty.shrinking import shrunk_values
from omradesindex.index.uncertainty.value_intervals import bounds, own_kinds, value_intervals
from omradesindex.methods.functions import hypot
from omradesindex.methods.intervals import normal
from omradesindex.show.answer import Answer
from omradesindex.wording import Language, Text

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index.scored import Scored
    from omradesindex.index.uncertainty.membership import Spread
    from omradesindex.index.uncertainty.plots import UncertaintyPlots
    from omradesindex.show.folder import Folder
    from omradesindex.show.page import Page

Floats = NDArray[np.float64]
Words = NDArray[np.object_]

#: What varied in an interval, in words of the tables.
SAMPLING = "sampling"
WIDENED = "sampling + doubtful membership (assumed)"

_SHRINK = "empirical_bayes"


@door
@dataclass(frozen=True, eq=False, repr=False)
class Uncertainty(Answer):
    """The uncertainty of a result's values and scores. Made by :meth:`Result.uncertainty`.

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
        The value as it stands, and its interval: chance, widened where membership is doubtful. NaN where
        there is none.
    standard_error : ndarray, same shape
        By chance alone, without doubtful membership. 0 where declared exact, NaN where not known.
    membership : ndarray, same shape
        Standard error through doubtful membership of sub-areas: **assumed**, see :meth:`Result.uncertainty`.
    method : ndarray of str, same shape
        ``wilson``, ``byar``, ``survey``, ``exact``, ``imputed`` or ``none``.
    reason : ndarray of str, same shape
        Why there is no interval; empty where there is one.
    shrunk, shrunk_low, shrunk_high : ndarray, same shape
        Shrunk towards what is common to the areas, where asked for; NaN otherwise, and for the city.
    score_error, score_membership : mapping of level to ndarray
        The same two standard errors of the scores.
    score_low, score_high : mapping of level to ndarray
        Their interval, of both.
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
    method: Words
    reason: Words
    shrunk: Floats
    shrunk_low: Floats
    shrunk_high: Floats
    score_error: Mapping[str, Floats]
    score_membership: Mapping[str, Floats]
    score_low: Mapping[str, Floats]
    score_high: Mapping[str, Floats]
    score_known: Mapping[str, Floats]
    score_parts: Mapping[str, Floats]
    dependence: Dependence

    @property
    def areas(self) -> tuple[str, ...]:
        """Codes of the areas."""
        return self.result.areas

    @cached_property
    def values(self) -> pd.DataFrame:
        """Every value with its interval.

        Returns
        -------
        DataFrame
            One row for each indicator and area (the whole city last): ``area``, ``name``, ``measure``,
            ``period``, ``unit``, ``value``, ``low``, ``high``, ``varied`` (what the interval is made of:
            ``sampling``, or ``sampling + doubtful membership (assumed)``), ``standard_error``,
            ``membership``, ``method``, ``reason``, ``shrunk``, ``shrunk_low``, ``shrunk_high``.
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
            "varied": _varied(self.low, self.membership).T.ravel(),
        }
        for column in ("standard_error", "membership", "method", "reason"):
            columns[column] = getattr(self, column).T.ravel()
        for column in ("shrunk", "shrunk_low", "shrunk_high"):
            columns[column] = getattr(self, column).T.ravel()
        return pd.DataFrame(columns)

    @cached_property
    def scores(self) -> pd.DataFrame:
        """Every score with its interval, against the fixed reference.

        Returns
        -------
        DataFrame
            One row for each level and area: ``area``, ``name``, ``measure`` (``index`` or a dimension),
            ``score``, ``low``, ``high``, ``varied``, ``standard_error``, ``membership``, ``known`` (share of
            the weight whose indicators have a known error; the others are assumed to be as uncertain).
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
                        "varied": _varied(self.score_low[column], self.score_membership[column]),
                        "standard_error": self.score_error[column],
                        "membership": self.score_membership[column],
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
        rest = ["standard_error", "membership", "method", "reason", "known"]
        frame = frame[[*order, *rest, "shrunk", "shrunk_low", "shrunk_high"]]
        return frame.assign(
            confidence=self.level, statistics=self.result.statistics.name, index=self.result.index.id
        )

    # -- how it is shown ----------------------------------------------------------------------------------

    def page(self, lang: Language = "sv", *, most: int | None = None) -> Page:
        """Return the index of every area with its interval, and what the intervals are made of."""
        from omradesindex.index.uncertainty.page import page_of

        return page_of(self, lang, most)

    def explain(self, area: str, *, lang: Language = "sv") -> Page:
        """Return every interval of one area: of its scores, and of the values that they are made of.

        Raises
        ------
        ComputeError
            Unknown area.

        Examples
        --------
        >>> import omradesindex as oi
        >>> result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
        >>> said = result.uncertainty().explain("10")
        >>> said.tables()[0].to_frame()["Poäng"].tolist()
        [120.9, 121.8, 122.3, 121.1, 118.3]
        """
        from omradesindex.index.uncertainty.page import area_page

        return area_page(self, place_of(area, self.result.areas, self.result.statistics.name), lang)

    @property
    def plot(self) -> UncertaintyPlots:
        """The chart: ``plot.intervals()``."""
        from omradesindex.index.uncertainty.plots import UncertaintyPlots

        return UncertaintyPlots(self)

    def contents(self, folder: Folder) -> None:
        """The intervals to read, and those of all scores and values to compute on."""
        about = Text("indexets intervall, och vad de består av", "the index's intervals and what is in them")
        folder.page("osakerhet", lambda: self.page(folder.lang), about)
        folder.table(
            "osakerhet",
            self.to_frame,
            Text(
                "poäng och värden med sina intervall, en rad för varje område och mått",
                "scores and values with their intervals, a row for each area and measure",
            ),
            parquet=True,
        )


def uncertainty(
    result: Scored,
    *,
    level: float = 0.95,
    exact: bool | str | Iterable[str] = (),
    shrink: str | None = None,
    spread: Spread | None = None,
    dependence: str | float | pd.DataFrame = "moderate",
) -> Uncertainty:
    """See :meth:`omradesindex.index.result.Result.uncertainty`."""
    normal(0.0, 1.0, level=level)  # refuses what is no level
    if shrink not in (None, _SHRINK):
        raise ComputeError(
            f"the way to shrink '{shrink}' is unknown{did_you_mean(str(shrink), (_SHRINK,))}",
            expected=f"'{_SHRINK}', or None to show the raw values alone",
        )
    indicators, measured = result.index.indicators, result.measured
    declared = _declared(result, exact)
    statistics = result.statistics
    intervals = [
        value_intervals(statistics, indicator, measured, j, level=level, exact=indicator.id in declared)
        for j, indicator in enumerate(indicators)
    ]
    low, high, error, method, reason = (
        np.stack([getattr(v, field) for v in intervals], axis=-1)
        for field in ("low", "high", "standard_error", "method", "reason")
    )
    limits = [bounds(i, own_kinds(statistics, i, measured, j)) for j, i in enumerate(indicators)]
    least, most = (np.array(side, dtype=float) for side in zip(*limits, strict=True))
    membership = membership_error(result, spread)
    reach = normal(0.0, membership, level=level).upper
    # In quadrature, on either side of the value; an interval that is not there cannot be widened.
    low = np.clip(measured.values - hypot(measured.values - low, reach), least, most)
    high = np.clip(measured.values + hypot(high - measured.values, reach), least, most)
    shrunk = np.full((3, *measured.values.shape), np.nan)
    if shrink is not None:
        for j, indicator in enumerate(indicators):
            shrunk[..., j] = shrunk_values(statistics, indicator, measured, j, intervals[j], level=level)
    together = dependence_of(result, dependence, signs(result.index))
    chance = score_errors(result, error[:-1], (least, most), together)
    doubt = score_errors(result, membership[:-1], (least, most), together.everywhere()).error
    doubt = {n: np.where(np.isnan(e), np.nan, np.nan_to_num(doubt[n])) for n, e in chance.error.items()}
    sides = {
        name: normal(result.level_scores[name], hypot(e, doubt[name]), level=level)
        for name, e in chance.error.items()
    }
    return Uncertainty(
        result=result,
        level=level,
        estimate=measured.values,
        low=low,
        high=high,
        standard_error=error,
        membership=membership,
        method=method,
        reason=reason,
        shrunk=shrunk[0],
        shrunk_low=shrunk[1],
        shrunk_high=shrunk[2],
        score_error=chance.error,
        score_membership=doubt,
        score_low={name: side.lower for name, side in sides.items()},
        score_high={name: side.upper for name, side in sides.items()},
        score_known=chance.known,
        score_parts=chance.parts,
        dependence=together,
    )


def _varied(low: Floats, membership: Floats) -> Words:
    """Name each interval for what varied in it; nothing where there is none."""
    words = np.where(membership > 0, WIDENED, SAMPLING).astype(object)
    words[np.isnan(low)] = ""
    return words


def _declared(result: Scored, exact: bool | str | Iterable[str]) -> frozenset[str]:
    """The indicators whose values are declared exact."""
    ids = [indicator.id for indicator in result.index.indicators]
    if isinstance(exact, bool):
        return frozenset(ids if exact else ())
    wanted = (exact,) if isinstance(exact, str) else tuple(exact)
    for name in wanted:
        if name not in ids:
            raise ComputeError(
                f"'{name}' is declared exact, but is no indicator of the index{did_you_mean(str(name), ids)}",
                where=f"index '{result.index.id}'",
                expected=f"True, or some of {listing(ids, 30)}",
            )
    return frozenset(wanted)
