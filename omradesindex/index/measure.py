"""From statistics to indicators: variables are brought together by each indicator's formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue import Indicator
from omradesindex.errors import ComputeError, figure, listing
from omradesindex.index.evidence import figures_of, ready_made
from omradesindex.index.prices import levels_of
from omradesindex.methods import degree_of_mix
from omradesindex.methods.equal import above
from omradesindex.statistics import Block, BlockId, Statistics
from omradesindex.statistics.perturbed import allowance
from omradesindex.statistics.series import Dated
from omradesindex.statistics.vocabulary import STATUSES

Floats = NDArray[np.float64]

_MISSING = STATUSES.index("missing")


@dataclass(frozen=True)
class Measured:
    """The indicators' values, each with what it is. Rows are the areas and, last, the whole city.

    Attributes
    ----------
    values : ndarray, shape (n_areas + 1, n_indicators)
        In the indicators' own units; NaN where there is none.
    quality, status : ndarray of int8, same shape
        Positions in the vocabulary.
    doubtful, coverage : ndarray, same shape
        Share of the base in sub-areas of doubtful membership; share of the base that is known.
    periods : tuple of str
        The period used for each indicator; empty where it has no figures at all.
    used : tuple of tuple of BlockId
        The blocks that each indicator was made of.
    reasons : tuple of str
        Why an indicator has no figures at all; empty where it has.
    imputed : ndarray of bool, shape (n_areas, n_indicators)
        Values that nobody observed: filled by the method that the definition names.
    imputation_spread : ndarray, shape (n_areas, n_indicators)
        How uncertain each filled value is, as a standard deviation in the indicator's own unit: between
        several draws, or of a prediction. 0 where nothing was filled, NaN where the method does not say.
    dated : tuple of Dated
        Each variable that was used, with its period, series and prices.
    bounded : ndarray of bool, shape (n_areas + 1, n_indicators)
        Where random noise in the counts made a part larger than its whole: the value is the whole, 100 %.
    """

    values: Floats
    quality: NDArray[np.int8]
    status: NDArray[np.int8]
    doubtful: Floats
    coverage: Floats
    periods: tuple[str, ...]
    used: tuple[tuple[BlockId, ...], ...]
    reasons: tuple[str, ...]
    imputed: NDArray[np.bool_]
    imputation_spread: Floats
    bounded: NDArray[np.bool_]
    dated: tuple[Dated, ...]


def measure(
    indicators: Sequence[Indicator],
    statistics: Statistics,
    *,
    period: str | Sequence[str] | None = None,
    group: tuple[str, ...] | None = None,
) -> Measured:
    """Work out every indicator for every area and the whole city.

    An indicator that the table holds ready-made under its own id is taken as it stands; otherwise it is made
    from the variables of its formula (see :func:`~omradesindex.index.evidence.figures_of`). The whole city's
    value comes from the city's own row, or else from the sum of the areas' counts; never from a mean of the
    areas' values.

    Parameters
    ----------
    indicators : sequence of Indicator
    statistics : Statistics
    period : str or sequence of str, optional
        Take figures of this period only, or of one for each indicator ("" where it has none). Without it,
        each indicator's latest.
    group : tuple of str, optional
        A category for each breakdown column; everybody if left out.

    Raises
    ------
    ComputeError
        A numerator above its denominator; a formula that counts with what is no count; a column that may be
        the indicator or a variable.
    """
    shape = (len(statistics.areas) + 1, len(indicators))
    values = np.full(shape, np.nan)
    quality = np.zeros(shape, dtype=np.int8)
    status = np.full(shape, _MISSING, dtype=np.int8)
    doubtful, coverage, bounded = np.zeros(shape), np.zeros(shape), np.zeros(shape, dtype=bool)
    periods, reasons = [""] * len(indicators), [""] * len(indicators)
    used: list[tuple[BlockId, ...]] = [()] * len(indicators)
    of_each = [period] * len(indicators) if period is None or isinstance(period, str) else period
    counted = {variable for indicator in indicators for variable in indicator.formula.variables}
    for j, indicator in enumerate(indicators):
        if of_each[j] == "":
            continue
        names = figures_of(indicator, statistics, group, counted=counted)
        when, reasons[j] = _find(indicator, names, statistics, of_each[j], group)
        if when is None:
            continue
        blocks = {name: statistics.block(name, when, group) for name in names}
        own = ready_made(indicator, blocks)
        if own is not None:
            values[:, j] = own.value
        else:
            values[:, j], bounded[:, j] = _apply(indicator, blocks, statistics, when)
        quality[:, j] = reduce(np.maximum, [block.quality for block in blocks.values()])
        status[:, j] = reduce(np.maximum, [block.status for block in blocks.values()])
        doubtful[:, j] = _doubtful(indicator, blocks)
        coverage[:, j] = reduce(np.minimum, [block.coverage for block in blocks.values()])
        # Observed counts can still give no value: an area where nobody belongs to the population.
        has_value = ~np.isnan(values[:, j])
        status[~has_value & (status[:, j] == 0), j] = _MISSING
        periods[j] = when
        used[j] = tuple(BlockId(name, when, group or statistics.total) for name in names)
    dated = tuple(dict.fromkeys(statistics.dated(b.variable, b.period) for blocks in used for b in blocks))
    levels_of(indicators, dated)  # refuses an indicator of two price bases
    return Measured(
        values,
        quality,
        status,
        doubtful,
        coverage,
        tuple(periods),
        tuple(used),
        tuple(reasons),
        imputed=np.zeros((shape[0] - 1, shape[1]), dtype=bool),
        imputation_spread=np.zeros((shape[0] - 1, shape[1])),
        bounded=bounded,
        dated=dated,
    )


def _doubtful(indicator: Indicator, blocks: dict[str, Block]) -> Floats:
    """Share of the base (people, dwellings) that sits in sub-areas of doubtful membership."""
    own = ready_made(indicator, blocks)
    if own is not None:
        return own.doubtful
    base = [blocks[name] for name in indicator.formula.denominator or indicator.formula.numerator]
    if len(base) == 1:
        return base[0].doubtful
    counted = [np.nan_to_num(block.value) for block in base]
    total = np.sum(counted, axis=0)
    unsure = np.sum([n * block.doubtful for n, block in zip(counted, base, strict=True)], axis=0)
    return np.where(total > 0, unsure / np.where(total > 0, total, 1.0), 0.0)


def _find(
    indicator: Indicator,
    names: Sequence[str],
    statistics: Statistics,
    period: str | None,
    group: tuple[str, ...] | None,
) -> tuple[str | None, str]:
    """Return the period to read what an indicator is made of, or why there is nothing to read."""
    lists = [statistics.periods(name, group) for name in names]
    shared = [when for when in lists[0] if all(when in periods for periods in lists)]
    if shared and period is None:
        return statistics.calendar.latest(shared, where=f"{statistics.name}, indicator '{indicator.id}'"), ""
    if shared and period is not None:
        own = statistics.calendar.named(period)
        if own in shared:
            return own, ""
        return None, f"no figures for {period}; there are for {', '.join(shared)}"
    if all(lists):
        return None, f"no period has all of {listing(names)}"
    if indicator.formula.kind == "given":
        return None, f"the table lacks {indicator.id}, which cannot be made from other figures"
    why = lacks([v for v in names if not statistics.periods(v, group)], statistics)
    if indicator.id not in names and statistics.periods(indicator.id, group):
        why += f"; '{indicator.id}' is there as a count, which is no ready-made value"
    return None, why


def lacks(names: Sequence[str], statistics: Statistics, most: int = 12) -> str:
    """Say that variables have no figures, or that they have them for groups and not for everybody."""
    if any(statistics.periods(name) or name not in statistics.variables for name in names):
        return f"the table lacks {listing(names, most)}"
    by = listing(statistics.breakdowns)
    return f"the table has {listing(names, most)} by {by} only, and no rows with 'total' there for everybody"


def _apply(
    indicator: Indicator, blocks: dict[str, Block], statistics: Statistics, period: str
) -> tuple[Floats, NDArray[np.bool_]]:
    """Compute a formula: sums first, then one division; a part that noise made too large is its whole."""
    formula = indicator.formula
    _check_counts(indicator, blocks, statistics)
    if formula.kind == "mix":
        mix = degree_of_mix(np.stack([blocks[v].value for v in formula.numerator], axis=-1))
        return mix, np.zeros(mix.shape, dtype=bool)
    top = _sum(blocks, formula.numerator, formula.weights)
    base = _sum(blocks, formula.denominator)
    over = np.zeros(top.shape, dtype=bool)
    if formula.is_part:
        names = (*formula.numerator, *formula.denominator)
        variance = np.sum([blocks[v].moved ** 2 for v in names], axis=0)
        over = (top > base) & (top - base <= allowance(variance, len(names), period))
        top = np.where(over, base, top)
        greater = np.flatnonzero(above(top, base))
        if greater.size:
            place = int(greater[0])
            codes = (*statistics.areas, statistics.whole or "the whole")
            raise ComputeError(
                f"the numerator {figure(top[place])} ({listing(formula.numerator)}) is larger than the "
                f"denominator {figure(base[place])} ({listing(formula.denominator)})",
                where=f"{statistics.name}, indicator '{indicator.id}', area '{codes[place]}'",
                expected="a part that is not larger than its whole",
                remedy="check that both variables come from the same population and period",
            )
    with np.errstate(invalid="ignore", divide="ignore"):
        quotient = formula.per * top / base
    return np.where(base > 0, quotient, np.nan), over & (base > 0)


def _check_counts(indicator: Indicator, blocks: dict[str, Block], statistics: Statistics) -> None:
    """Refuse a formula that would add up or divide what is no count: 8 per cent is not eight people."""
    if indicator.formula.kind == "given":
        return
    for name, block in blocks.items():
        if block.kind not in ("", "count"):
            raise ComputeError(
                f"the formula counts with '{name}', which is of the kind '{block.kind}'",
                where=f"{statistics.name}, indicator '{indicator.id}'",
                expected="counts: they are summed first and divided then",
                remedy=f"give '{name}' as counts (kind 'count'), or the indicator's own value under "
                f"'{indicator.id}'",
            )


def _sum(blocks: dict[str, Block], names: Sequence[str], weights: Sequence[float] = ()) -> Floats:
    """Add variables up, each times its weight where there are weights."""
    parts = [blocks[name].value for name in names]
    if weights:
        parts = [weight * part for weight, part in zip(weights, parts, strict=True)]
    return reduce(np.add, parts)
