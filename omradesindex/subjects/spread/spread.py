"""From sub-areas' figures to the spread inside areas: what is measured, what each sub-area weighs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue import Indicator, indicators
from omradesindex.doors import door
from omradesindex.errors import ComputeError, did_you_mean, listing
from omradesindex.geography import Division, Key
from omradesindex.index.compute import aggregate
from omradesindex.index.evidence import ready_made
from omradesindex.index.index import Index, load_index
from omradesindex.index.measure import Measured, measure
from omradesindex.index.result import Result
from omradesindex.statistics import Statistics
from omradesindex.statistics.summing import area_places
from omradesindex.statistics.vocabulary import QUALITIES, UNSUMMABLE
from omradesindex.statistics.weighing import Weights, weights_of
from omradesindex.subjects.spread.answer import Spread

Floats = NDArray[np.float64]

_ESTIMATED = QUALITIES.index("estimated")


@door
def spread(
    index_or_indicators: Index | Indicator | str | Sequence[Indicator | str],
    sub_statistics: Statistics,
    key: Key,
    *,
    division: Division,
    areas: Statistics | Result | None = None,
    period: str | None = None,
    weights: Weights = "folkmangd",
    minimum_base: float = 0.0,
    k: float = 1.0,
    partial: bool = False,
    outside: Iterable[str] = (),
) -> Spread:
    """Look inside the areas: how far apart their sub-areas are, indicator by indicator.

    For every area, and the whole city, the lowest value, the 10th percentile, the median, the 90th
    percentile and the highest, the weighted standard deviation, and the sub-areas that are lowest and
    highest. Every sub-area weighs what the indicator itself is counted on (persons of working age,
    dwellings), so that "the median" is that of a person, not of a sub-area. An index is also computed for
    the sub-areas, by the same definition and with the areas' stick.

    Parameters
    ----------
    index_or_indicators : Index, Indicator, str, or sequence of Indicator and str
        An index (or its id), or indicators (or their ids).
    sub_statistics : Statistics
        Figures of the sub-areas.
    key : Key
        Sub-area → area.
    division : Division
        The areas.
    areas : Statistics or Result, optional
        The areas' own figures of the same periods, or the areas' result whose stick the sub-areas are
        measured with. Without it the areas are summed from the sub-areas, and what no parts add up to has
        no value for an area.
    period : str, optional
        Use figures of this period only; otherwise each indicator's latest.
    weights : str or mapping of str to float
        A variable of ``sub_statistics``, or numbers by sub-area: what a sub-area weighs for the index, and
        for an indicator that comes without its denominators (then ``estimated``). A variable is taken of the
        same period; for an index of several periods, of the latest of them.
    minimum_base : float
        Sub-areas with a smaller base are left out of the five marks and never named: the extremes of small
        numbers are mostly chance. They still count, with their few people, in spread and inequality.
    k : float
        Standard deviations between areas that a sub-area must lie beyond the city to stand out.
    partial : bool
        Compute the index also with too few indicators.
    outside : iterable of str
        Sub-areas that belong to no area; they are left out.

    Returns
    -------
    Spread

    Raises
    ------
    StatisticsError
        A sub-area of the key without figures; a weight that the table lacks for a period, or that is
        negative.
    DivisionError
        A sub-area that the key does not know.
    ComputeError
        An unknown indicator; no indicator with figures; areas that are not the division's; an areas' result
        of another period.

    Examples
    --------
    >>> import omradesindex as oi
    >>> town = oi.example_division()
    >>> inside = oi.spread("sysselsattning", oi.example_statistics(level="sub_area"),
    ...                    town.keys["delomrade"], division=town)
    >>> row = inside.table.iloc[0]
    >>> bool(row["lowest"] <= row["p10"] <= row["median"] <= row["p90"] <= row["highest"])
    True
    """
    index, chosen = _chosen(index_or_indicators)
    if minimum_base < 0:
        raise ComputeError(f"the minimum base {minimum_base} is no number of people", expected="0 or more")
    if k < 0:
        raise ComputeError(f"k is {k}", expected="a number of standard deviations, 0 or more")
    places = area_places(sub_statistics, key, division, tuple(outside))
    measured = measure(chosen, sub_statistics, period=period)
    if np.isnan(measured.values[:-1]).all():
        raise ComputeError(
            f"none of the indicators has figures for sub-areas ({measured.reasons[0] or 'no value'})",
            where=sub_statistics.name,
            remedy="give sub-area statistics that hold the indicators' variables",
        )
    base, quality = _bases(chosen, measured, sub_statistics, weights)
    values = measured.values[:-1].T

    usable = sub_statistics if areas is not None else _summable(chosen, measured, sub_statistics, weights)
    area_figures = areas
    if area_figures is None:
        weigher = weights if isinstance(weights, Mapping) or usable.periods(weights) else None
        area_figures = usable.to_areas(key, division=division, weights=weigher, outside=tuple(outside))
    area_statistics = area_figures.statistics if isinstance(area_figures, Result) else area_figures
    if area_statistics.areas != division.codes:
        raise ComputeError(
            f"the areas' figures are about {listing(area_statistics.areas)}",
            where=area_statistics.name,
            expected=f"the areas of {division.label}: {listing(division.codes)}",
        )
    if isinstance(area_figures, Result):
        _refuse_other_periods(area_figures, chosen, measured, sub_statistics)
    calendar, periods = sub_statistics.calendar, set(measured.periods) - {""}
    area_values = np.stack(
        [
            measure([indicator], area_statistics, period=when or None).values[:, 0]
            for indicator, when in zip(chosen, measured.periods, strict=True)
        ]
    )
    measures, whens = [i.id for i in chosen], list(measured.periods)
    area_result = sub_result = None
    if index is not None:
        area_result = (
            area_figures
            if isinstance(area_figures, Result)
            else index.compute(area_statistics, period=period, partial=partial)
        )
        sub_result = index.compute(usable, period=period, reference=area_result, partial=partial)
        columns = sub_result.columns
        people = weights_of(sub_statistics, weights, calendar.latest(periods))
        measures = [*columns, *measures]
        span = calendar.span(periods)
        whens = [*[span] * len(columns), *whens]
        values = np.concatenate([np.stack([sub_result.level_scores[c] for c in columns]), values])
        base = np.concatenate([np.broadcast_to(people, (len(columns), people.size)), base])
        quality = np.concatenate([np.zeros((len(columns), people.size), dtype=np.int8), quality])
        area_values = np.concatenate([_scores(area_result), area_values])

    inside = places >= 0
    sources = [
        " + ".join(dict.fromkeys(text for block in used for text in sub_statistics.source_of(*block)))
        for used in measured.used
    ]
    return Spread(
        index=index,
        indicators=chosen,
        measures=tuple(measures),
        division=division,
        key=key,
        statistics=sub_statistics,
        sub_areas=tuple(np.array(sub_statistics.areas, dtype=object)[inside]),
        values=values[:, inside],
        base=base[:, inside],
        quality=quality[:, inside],
        places=places[inside],
        doubtful=np.array(key.is_doubtful(sub_statistics.areas), dtype=bool)[inside],
        area_values=area_values,
        periods=tuple(whens),
        sources=(
            *[" + ".join(dict.fromkeys(filter(None, sources)))] * (len(measures) - len(chosen)),
            *sources,
        ),
        minimum_base=float(minimum_base),
        k=float(k),
        area_result=area_result,
        sub_result=sub_result,
    )


def _refuse_other_periods(
    areas: Result, chosen: Sequence[Indicator], measured: Measured, statistics: Statistics
) -> None:
    """Refuse an area's result of one year beside its sub-areas' figures of another."""
    theirs = dict(zip((i.id for i in areas.index.indicators), areas.measured.periods, strict=True))
    for indicator, period in zip(chosen, measured.periods, strict=True):
        other = theirs.get(indicator.id, "")
        if period and other and not statistics.calendar.same(period, other):
            raise ComputeError(
                f"the areas' result is of {other}, the sub-areas' figures are of {period}",
                where=f"{statistics.name}, indicator '{indicator.id}'",
                expected="figures of the same period",
                remedy="say which period is meant: period=…; or compute the areas for the sub-areas' period",
            )


def _chosen(
    asked: Index | Indicator | str | Sequence[Indicator | str],
) -> tuple[Index | None, tuple[Indicator, ...]]:
    """Return the index, if one was asked for, and the indicators."""
    known = indicators()
    if isinstance(asked, str) and asked not in known:
        asked = load_index(asked)
    if isinstance(asked, Index):
        return asked, asked.indicators
    listed = [asked] if isinstance(asked, (str, Indicator)) else list(asked)
    for one in listed:
        if not isinstance(one, Indicator) and one not in known:
            raise ComputeError(
                f"the indicator '{one}' is unknown{did_you_mean(str(one), known)}",
                expected="ids of indicators in the catalogue",
            )
    if not listed:
        raise ComputeError("no indicator was asked for", expected="an index, or at least one indicator")
    asked_for = [one if isinstance(one, Indicator) else known[one] for one in listed]
    return None, tuple({indicator.id: indicator for indicator in asked_for}.values())


def _bases(
    chosen: Sequence[Indicator],
    measured: Measured,
    statistics: Statistics,
    weights: Weights,
) -> tuple[Floats, NDArray[np.int8]]:
    """What each sub-area weighs for each indicator, and how firm its value is; (n_indicators, n_sub)."""
    n = len(statistics.areas)
    base = np.full((len(chosen), n), np.nan)
    quality = measured.quality[:-1].T.copy()
    for j, (indicator, used) in enumerate(zip(chosen, measured.used, strict=True)):
        if not used:
            continue
        blocks = {block.variable: statistics.block(*block) for block in used}
        own = ready_made(indicator, blocks)
        if own is None:
            formula = indicator.formula
            base[j] = sum(blocks[v].value[:-1] for v in formula.denominator or formula.numerator)
            continue
        base[j] = own.denominator[:-1]
        if np.isnan(base[j][~np.isnan(measured.values[:-1, j])]).any():
            # Weighted throughout, so that like is compared with like.
            base[j] = weights_of(statistics, weights, measured.periods[j])
            quality[j] = np.maximum(quality[j], _ESTIMATED)
    return base, quality


def _summable(
    chosen: Sequence[Indicator],
    measured: Measured,
    statistics: Statistics,
    weights: Weights,
) -> Statistics:
    """Return the figures that were used and that areas can be summed from, with their weights."""
    used = {block for blocks in measured.used for block in blocks}
    fits = {b for b in used if statistics.block(*b).kind not in UNSUMMABLE}
    weigher = {b for b in statistics.blocks if b.variable == weights}
    if not fits | weigher:
        raise ComputeError(
            f"no area has a value: {listing([i.id for i in chosen])} cannot be summed from sub-areas",
            where=statistics.name,
            expected="counts, or shares and means with their denominators",
            remedy="give the areas' own figures: areas=…",
        )
    kept = fits | weigher
    return statistics.only({b.variable for b in kept}, periods={b.period for b in kept})


def _scores(result: Result) -> Floats:
    """Scores of the areas and of the whole city, measured as one area among them; (n_levels, n_areas + 1)."""
    index = result.index
    try:
        whole: Mapping[str, Floats] = aggregate(
            index,
            index.levels,
            index.methods.zero + index.methods.points * result.normalised[-1:],
            (result.statistics.city,),
            name=result.statistics.name,
            weights=result.reference.weights,
            rescaled=result.reference.rescaled,
            partial=result.partial,
        ).scores
    except ComputeError:
        # Some methods compare areas with each other, and the city alone has nothing to be compared with.
        whole = {}
    nothing = np.array([np.nan])
    return np.stack([np.append(result.level_scores[c], whole.get(c, nothing)) for c in result.columns])
