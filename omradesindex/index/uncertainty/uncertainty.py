"""How uncertain each value and each score is: intervals, what they are made of, and what varied in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.doors import door
from omradesindex.errors import ComputeError, did_you_mean, listing
from omradesindex.index.compute import signs
from omradesindex.index.explain import place_of
from omradesindex.index.uncertainty.dependence import Dependence, dependence_of
from omradesindex.index.uncertainty.membership import coverage_error, membership_error
from omradesindex.index.uncertainty.numbers import Uncertain
from omradesindex.index.uncertainty.score_errors import ScoreErrors, score_errors
from omradesindex.index.uncertainty.shrinking import shrunk_values
from omradesindex.index.uncertainty.stick import stick_errors
from omradesindex.index.uncertainty.value_intervals import bounds, own_kinds, value_intervals
from omradesindex.methods.functions import hypot
from omradesindex.methods.intervals import Interval, normal
from omradesindex.show.answer import Answer
from omradesindex.show.on_map import OnMap
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

_SHRINK = "empirical_bayes"


@door
class Uncertainty(Uncertain, Answer):
    """The uncertainty of a result's values and scores. Made by :meth:`Result.uncertainty`.

    What is held, and the tables, are told in :class:`~omradesindex.index.uncertainty.numbers.Uncertain`.
    """

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

    def on_map(self) -> OnMap:
        """Say what there is to lay on a map: every score and value with its interval."""
        of = self.result.statistics
        return OnMap(self.to_frame(), ["measure"], self.result.areas, of.division, of.name, "value_index")

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
    membership, lacking = membership_error(result, spread), coverage_error(result, spread)
    reach = normal(0.0, hypot(membership, lacking), level=level).upper
    # Where chance is not known the interval is of what is assumed; an exact value it is of that alone.
    assumed = (method == "none") & (reach > 0)
    low, high = (np.where(assumed, measured.values, side) for side in (low, high))
    method[assumed] = np.where(lacking > 0, "coverage", "membership")[assumed]
    # In quadrature, on either side of the value.
    low = np.clip(measured.values - hypot(measured.values - low, reach), least, most)
    high = np.clip(measured.values + hypot(high - measured.values, reach), least, most)
    shrunk = np.full((3, *measured.values.shape), np.nan)
    if shrink is not None:
        for j, indicator in enumerate(indicators):
            shrunk[..., j] = shrunk_values(statistics, indicator, measured, j, intervals[j], level=level)
    together = dependence_of(result, dependence, signs(result.index))
    chance = score_errors(result, error[:-1], (least, most), together)
    everywhere = together.everywhere()
    wider = [_assumed(result, e[:-1], (least, most), everywhere, chance) for e in (membership, lacking)]
    doubt, gone = (
        {n: np.where(np.isnan(e), np.nan, everywhere.combined(parts[n])) for n, e in chance.error.items()}
        for parts in wider
    )
    stick = stick_errors(result, error, chance, together)
    sides = dict[str, Interval]()
    for name, e in chance.error.items():
        own = normal(result.level_scores[name], hypot(e, hypot(doubt[name], gone[name])), level=level)
        if stick is not None:
            # By the longer distances of the spread without noise as well.
            stretched = [everywhere.combined(parts[name] * stick.stretch) for parts in wider]
            free = normal(stick.signal[name], hypot(stick.error[name], hypot(*stretched)), level=level)
            own = Interval(np.minimum(own.lower, free.lower), np.maximum(own.upper, free.upper))
        sides[name] = own
    unknown = {n: np.full(len(e), np.nan) for n, e in chance.error.items()}
    return Uncertainty(
        result=result,
        level=level,
        estimate=measured.values,
        low=low,
        high=high,
        standard_error=error,
        membership=membership,
        lacking=lacking,
        method=method,
        reason=reason,
        shrunk=shrunk[0],
        shrunk_low=shrunk[1],
        shrunk_high=shrunk[2],
        score_error=chance.error,
        score_membership=doubt,
        score_lacking=gone,
        score_low={name: side.lower for name, side in sides.items()},
        score_high={name: side.upper for name, side in sides.items()},
        score_signal=result.level_scores if stick is None else stick.signal,
        score_stick=unknown if stick is None else stick.stick,
        score_known=chance.known,
        score_parts=chance.parts,
        dependence=together,
    )


def _assumed(
    result: Scored,
    error: Floats,
    limits: tuple[Floats, Floats],
    dependence: Dependence,
    chance: ScoreErrors,
) -> Mapping[str, Floats]:
    """What an assumed error of each indicator makes of the scores; nothing where nothing is assumed."""
    if not (np.nan_to_num(error) > 0).any():
        return {name: np.zeros_like(parts) for name, parts in chance.parts.items()}
    return score_errors(result, error, limits, dependence).parts


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
