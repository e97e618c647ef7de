"""How far chance alone may have moved an indicator's values: from counts, or from a survey's own errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue import Indicator, variables
from omradesindex.index.evidence import ready_made
from omradesindex.index.measure import Measured
from omradesindex.methods.functions import hypot
from omradesindex.methods.intervals import normal, poisson, wilson
from omradesindex.statistics import Block, Statistics
from omradesindex.wording import Text

Floats = NDArray[np.float64]
Words = NDArray[np.object_]

#: Units of what is measured and not counted: no number of independent cases stands behind it.
_MEASURED = ("tkr", "kvadratmeter", "timmar", "prisbasbelopp", "indexpoäng")

NO_VALUE = "there is no value"
NO_COUNTS = "no counts are given"
MEAN_ALONE = "a mean needs its standard error, which is not given"
NO_ERROR = "indicators with less than half of the weight have a known error"
_UNKNOWABLE = "the survey errors of its parts do not tell its own, which is not given"
_NO_SPREAD = "the method that filled the value does not say how uncertain it is"
_WHY_NONE: Mapping[str, str] = {
    "mean": MEAN_ALONE,
    "mix": "a degree of mix has no interval here",
    "weighted_counts": "a weighted sum of counts has no interval here",
    "given": "no standard error is given",
}
_UNCOUNTED = {unit: f"measured in {unit}, not counted" for unit in _MEASURED}

#: Every reason for having no interval, as a reader is told it.
REASONS: Mapping[str, Text] = {
    said: Text(sv, said)
    for said, sv in {
        NO_VALUE: "värde saknas",
        NO_COUNTS: "uppgiften anges utan antal",
        MEAN_ALONE: "ett medelvärde behöver sitt medelfel, som inte anges",
        NO_ERROR: "felet är känt för mindre än halva vikten",
        _UNKNOWABLE: "delarnas medelfel räcker inte till helhetens, som inte anges",
        _NO_SPREAD: "metoden som fyllde i värdet säger inte hur osäkert det är",
        _WHY_NONE["mix"]: "intervall beräknas inte för en blandningsgrad",
        _WHY_NONE["weighted_counts"]: "intervall beräknas inte för en vägd summa av antal",
        _WHY_NONE["given"]: "inget medelfel anges",
        **{why: f"mäts i {unit} och räknas inte" for unit, why in _UNCOUNTED.items()},
    }.items()
}


class Counted(NamedTuple):
    """The counts that an indicator rests on, over the areas and the whole city.

    ``events``, ``base``: how many of how many, or events per persons; NaN where unknown or nobody.
    ``per``: 100 for per cent. ``part``: whether the events are a part of the base. ``against``: whether the
    base is events of another kind, which vary by chance as well (in-movers against out-movers).
    """

    events: Floats
    base: Floats
    per: float
    part: bool
    against: bool = False

    @property
    def size(self) -> Floats:
        """All cases: the base, or the events of both kinds."""
        return self.events + self.base if self.against else self.base

    def at(self, row: int) -> tuple[float, float]:
        """Return the events and the base of one area."""
        return float(self.events[row]), float(self.base[row])

    def of_share(self, share: Floats) -> Floats:
        """Return the indicator's value where the events are such a share of all cases."""
        return self.per * (share / (1 - share) if self.against else share)


class ValueIntervals(NamedTuple):
    """An indicator's intervals over the areas and the whole city, in its own unit; NaN where there is none.

    ``method``: ``wilson``, ``byar`` (exact below 10 events), ``survey``, ``exact``, ``noise`` (exact but for
    the noise that its source has added, or its rounding), ``imputed`` or ``none``;
    ``reason``: why there is none.
    """

    low: Floats
    high: Floats
    standard_error: Floats
    method: Words
    reason: Words


def _blocks(statistics: Statistics, measured: Measured, j: int) -> dict[str, Block]:
    return {block.variable: statistics.block(*block) for block in measured.used[j]}


def counted(statistics: Statistics, indicator: Indicator, measured: Measured, j: int) -> Counted | str:
    """Return the counts behind an indicator, or why there are none that an interval could be made of."""
    blocks = _blocks(statistics, measured, j)
    formula = indicator.formula
    if not blocks:
        return NO_VALUE
    known = variables()
    unit = next((known[v].unit for v in formula.numerator if v in known and known[v].unit in _MEASURED), None)
    own = ready_made(indicator, blocks)
    if own is not None:
        if own.kind != "share" or np.isnan(own.denominator).all():
            return NO_COUNTS if own.kind == "share" else _WHY_NONE.get(formula.kind, NO_COUNTS)
        top, base, per = own.value * own.denominator / 100, own.denominator, 100.0
        part, against = True, False
    elif formula.kind in _WHY_NONE:
        return _WHY_NONE[formula.kind]
    else:
        top, base = (
            np.sum([blocks[v].value for v in names], axis=0)
            for names in (formula.numerator, formula.denominator)
        )
        per, part, against = formula.per, formula.is_part, formula.kind == "ratio"
    if unit is not None:
        return _UNCOUNTED[unit]
    base = np.where(base > 0, base, np.nan)
    top = np.where(np.isnan(base), np.nan, top)
    return Counted(np.minimum(top, base) if part else top, base, per, part, against)


def survey_error(
    statistics: Statistics, indicator: Indicator, measured: Measured, j: int
) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the standard error that the figures themselves bring, in the indicator's unit.

    An indicator's own figures bring their own. In a quotient the numerators' errors are independent and the
    denominator is taken as known.

    Returns
    -------
    error : ndarray
        0 where everything is declared exact, NaN where no error is brought, or it is not known.
    unknowable : ndarray of bool
        Where parts bring errors that do not tell the indicator's own: the denominator has one too, or
        another numerator's is not known.
    """
    blocks = _blocks(statistics, measured, j)
    nothing = np.full(len(measured.values), np.nan)
    if not blocks:
        return nothing, np.zeros(len(nothing), dtype=bool)
    own = ready_made(indicator, blocks)
    if own is not None:
        return own.standard_error, np.zeros(len(nothing), dtype=bool)
    formula = indicator.formula
    errors = {v: block.standard_error for v, block in blocks.items()}
    brought = np.any([e > 0 for e in errors.values()], axis=0)
    error = np.where(np.all([e == 0 for e in errors.values()], axis=0), 0.0, nothing)
    if formula.denominator:
        weights = formula.weights or (1.0,) * len(formula.numerator)
        parts = [w * errors[v] for w, v in zip(weights, formula.numerator, strict=True)]
        base = np.sum([blocks[v].value for v in formula.denominator], axis=0)
        known = ~np.any([errors[v] > 0 for v in formula.denominator], axis=0) & (base > 0)
        with np.errstate(invalid="ignore", divide="ignore"):
            quotient = formula.per * np.sqrt(np.sum(np.square(parts), axis=0)) / base
        error = np.where(brought & known, quotient, error)
    return error, brought & np.isnan(error)


def noise_error(statistics: Statistics, indicator: Indicator, measured: Measured, j: int) -> Floats:
    r"""Return the standard error through noise in the counts or their rounding, in the indicator's unit.

    Notes
    -----
    Of a quotient :math:`r = x/n` whose parts carry independent noise of the standard deviations
    :math:`s_x, s_n`, to the first order :math:`\sqrt{s_x^2 + r^2 s_n^2}/n`.
    """
    blocks = _blocks(statistics, measured, j)
    nothing = np.zeros(len(measured.values))
    own = ready_made(indicator, blocks)
    formula = indicator.formula
    if own is not None:
        upper, lower, per, base = own.moved, own.moved, 100.0, own.denominator
        if own.kind != "share":
            return nothing
    elif not blocks or not formula.denominator:
        return nothing
    else:
        weights = formula.weights or (1.0,) * len(formula.numerator)
        parts = [w * blocks[v].moved for w, v in zip(weights, formula.numerator, strict=True)]
        upper = np.sqrt(np.sum(np.square(parts), axis=0))
        lower = np.sqrt(np.sum([blocks[v].moved ** 2 for v in formula.denominator], axis=0))
        base, per = np.sum([blocks[v].value for v in formula.denominator], axis=0), formula.per
    with np.errstate(invalid="ignore", divide="ignore"):
        error = per * hypot(upper, measured.values[:, j] / per * lower) / base
    return np.where(np.isfinite(error), error, 0.0)


def own_kinds(statistics: Statistics, indicator: Indicator, measured: Measured, j: int) -> set[str]:
    """Return the kind of the figures that the table holds under the indicator's own id, if it does."""
    own = ready_made(indicator, _blocks(statistics, measured, j))
    return set() if own is None else {own.kind}


def bounds(indicator: Indicator, own: set[str]) -> tuple[float, float]:
    """Return the lowest and highest value that the indicator can take; ``own``: kinds of its own figures."""
    formula = indicator.formula
    if "share" in own or formula.kind == "mix":
        return 0.0, 100.0
    if formula.is_part:
        return 0.0, formula.per
    return (0.0, np.inf) if formula.kind in ("rate", "ratio", "weighted_counts") else (-np.inf, np.inf)


def value_intervals(
    statistics: Statistics,
    indicator: Indicator,
    measured: Measured,
    j: int,
    *,
    level: float = 0.95,
    exact: bool = False,
) -> ValueIntervals:
    r"""Work out the interval of every value of one indicator.

    Parameters
    ----------
    statistics, indicator, measured, j
        The figures, the indicator, what was measured, and the indicator's column in it.
    level : float
    exact : bool
        Declare every observed value exact: its interval is itself.

    Returns
    -------
    ValueIntervals

    Notes
    -----
    A survey's own error comes first: for a share it gives Wilson's interval of as many answers as would
    have that error, otherwise ``value ∓ z · standard error``. Without one, counts give Wilson's interval (a
    part of a whole) or the Poisson count's (events per persons; exact below 10, Byar's from 10). Two counts
    against each other, of which both vary by chance, have the interval of the first's share of them both:
    given their sum :math:`x+y` the first of two Poisson counts is binomial. The
    standard errors of counts are those with half a person, or half an event, added on either side, so that
    0 and 100 % are not exact: :math:`\sqrt{\tilde p(1-\tilde p)/n}` with
    :math:`\tilde p = (x+½)/(n+1)`, :math:`\sqrt{O+½}`, and :math:`r\sqrt{1/(x+½)+1/(y+½)}`.
    """
    value = measured.values[:, j]
    low, high, errors = (np.full(len(value), np.nan) for _ in range(3))
    method = np.full(len(value), "none", dtype=object)
    counts = counted(statistics, indicator, measured, j)
    reason = np.full(len(value), counts if isinstance(counts, str) else NO_COUNTS, dtype=object)

    def put(where: NDArray[np.bool_], name: str, lower: Floats, upper: Floats, spread: Floats) -> None:
        method[where], reason[where] = name, ""
        low[where], high[where], errors[where] = lower[where], upper[where], spread[where]

    if not isinstance(counts, str):
        x, n = counts.events, counts.base
        if counts.part or counts.against:
            limits, p = wilson(x, counts.size, level=level), (x + 0.5) / (n + 1)
            if counts.against:
                error = counts.per * p * np.sqrt(1 / (x + 0.5) + 1 / (n + 0.5))
            else:
                error = counts.per * np.sqrt(p * (1 - p) / n)
            put(~np.isnan(x), "wilson", counts.of_share(limits.lower), counts.of_share(limits.upper), error)
        else:
            limits = poisson(x, level=level)
            scale = counts.per / n
            put(~np.isnan(x), "byar", scale * limits.lower, scale * limits.upper, scale * np.sqrt(x + 0.5))
    stated, unknowable = survey_error(statistics, indicator, measured, j)
    inside = bounds(indicator, own_kinds(statistics, indicator, measured, j))
    if (stated > 0).any():
        put(stated > 0, "survey", *_survey_limits(value, stated, *inside, level), stated)
    if unknowable.any():
        put(unknowable, "none", *(np.full(len(value), np.nan),) * 3)
        reason[unknowable] = _UNKNOWABLE
    put((stated == 0) | exact, "exact", value, value, np.zeros(len(value)))
    moved = noise_error(statistics, indicator, measured, j)
    if (moved > 0).any():
        # Noise is independent of chance in the counts, and of how sure these are said to be.
        z = (normal(np.zeros(1), np.ones(1), level=level).upper)[0]
        sure = (method != "none") & (moved > 0)
        lower = np.clip(value - hypot(value - low, z * moved), *inside)
        upper = np.clip(value + hypot(high - value, z * moved), *inside)
        total = hypot(errors, moved)
        for array, wider in ((low, lower), (high, upper), (errors, total)):
            array[sure] = wider[sure]
        method[sure & (method == "exact")] = "noise"
    filled = np.append(measured.imputed[:, j], False)
    if filled.any():
        spread = np.append(measured.imputation_spread[:, j], np.nan)
        limits = normal(value, np.where(filled, spread, np.nan), level=level)
        put(filled, "imputed", np.clip(limits.lower, *inside), np.clip(limits.upper, *inside), spread)
        lacking = filled & np.isnan(spread)
        method[lacking], reason[lacking] = "none", _NO_SPREAD
    gone = np.isnan(value)
    method[gone], reason[gone] = "none", NO_VALUE
    for array in (low, high, errors):
        array[gone] = np.nan
    return ValueIntervals(low, high, errors, method, reason)


def _survey_limits(
    value: Floats, error: Floats, least: float, most: float, level: float
) -> tuple[Floats, Floats]:
    """Limits from a stated error; between two bounds Wilson's, so that they stay inside."""
    limits = normal(value, error, level=level)
    low, high = np.clip(limits.lower, least, most), np.clip(limits.upper, least, most)
    if not (np.isfinite(least) and np.isfinite(most)):
        return low, high
    p = (value - least) / (most - least)
    with np.errstate(invalid="ignore", divide="ignore"):
        n = p * (1 - p) / (error / (most - least)) ** 2
    inside = (n > 0) & np.isfinite(n)
    size = np.where(inside, n, np.nan)
    bent = wilson(np.where(inside, p * n, np.nan), size, level=level)
    span = most - least
    return (
        np.where(inside, least + span * bent.lower, low),
        np.where(inside, least + span * bent.upper, high),
    )
