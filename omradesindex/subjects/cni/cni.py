"""Care Need Index in full: raw, per inhabitant and relative to the country, with weights of one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

import numpy as np

from omradesindex.catalogue import Indicator, indicators
from omradesindex.doors import door
from omradesindex.errors import ComputeError, did_you_mean, figure, listing
from omradesindex.frozen import Frozen
from omradesindex.methods.counts import per_person, relative_to, weighted_counts
from omradesindex.methods.equal import above
from omradesindex.statistics import Block, Statistics
from omradesindex.statistics.perturbed import allowance
from omradesindex.statistics.vocabulary import STATUSES
from omradesindex.subjects.cni.answer import CniResult
from omradesindex.subjects.cni.numbers import Floats, Form

#: The catalogue's indicator whose formula holds the variables, their weights and the population.
INDICATOR = "cni_per_invanare"

_MISSING = STATUSES.index("missing")


@door
def cni(
    statistics: Statistics,
    *,
    normalise: Form = "riket",
    reference: float | Mapping[str, float] | None = None,
    reference_name: str = "",
    weights: Mapping[str, float] | None = None,
    period: str | None = None,
    group: Mapping[str, str] | None = None,
    partial: bool = False,
) -> CniResult:
    """Compute the Care Need Index of every area and the whole city.

    A weighted sum of seven groups expected to need much primary care: raw, divided by the population, and
    that divided by the country's figure. A higher value means more need. Somebody may be counted in several
    groups.

    Parameters
    ----------
    statistics : Statistics
        Counts of persons under the ids of the variables in the catalogue's ``cni_per_invanare``, and the
        population.
    normalise : {"riket", "per_person", "raw"}
        The form that is ranked and shown first: relative to the country (country = 1), points per
        inhabitant, or raw points, which grow with the area's size.
    reference : float or mapping of str to float, optional
        The country: its points per inhabitant, of the year at hand; or its counts by variable id (with
        ``folkmangd``), to which the same weights are then applied. Needed for ``"riket"``. No value is
        built in, because it changes every year.
    reference_name : str
        What the reference is and of which year; shown to readers.
    weights : mapping of str to float, optional
        One weight for each of the seven variables, instead of SCB's (those of the catalogue). 0 leaves a
        variable out.
    period : str, optional
        Without it, the latest period that has the most of the variables.
    group : mapping of str to str, optional
        ``{"sex": "women"}``; everybody if left out.
    partial : bool
        Add up what there is where variables are missing. The result then says so everywhere. Such points
        are at most the full ones.

    Returns
    -------
    CniResult
        An area that lacks any of the variables has no value, unless ``partial`` asks for one; ``missing``
        says which it lacks.

    Raises
    ------
    ComputeError
        None of the variables has figures; no reference, or one that cannot be points per inhabitant; weights
        that do not fit; a count above the population; an unknown period or breakdown.

    Notes
    -----
    SCB, "Care Need Index (CNI)" (product page): weights, the example that the tests hold it against, and
    the country as 1. SCB prints raw points with their decimals cut. Who has moved in depends on the division
    into areas: use a reference from the same kind of areas.

    Examples
    --------
    The example on SCB's page. It implies the reference, which the page does not state:

    >>> import pandas as pd
    >>> import omradesindex as oi
    >>> counts = {"alder_under_5": 595, "utlandsfodd_osteuropa_asien_afrika_sydamerika": 1391,
    ...           "over_65_ensamboende": 484, "ensamstaende_foralder_barn_0_17": 167,
    ...           "inflyttad_1_ar_eller_aldre": 385, "arbetslos_eller_atgard_16_64": 981,
    ...           "lagutbildad_25_64": 632, "folkmangd": 5912}
    >>> table = pd.DataFrame({"area": "1", "variable": list(counts), "period": "2000",
    ...                       "value": list(counts.values())})
    >>> unit = oi.Statistics.from_frame(table, name="SCB:s exempel")
    >>> result = oi.cni(unit, reference=2.47615, reference_name="riket, ur SCB:s exempel")
    >>> row = result.to_frame().set_index("area").loc["1"]
    >>> int(row["raw"]), float(row["per_person"].round(5)), float(row["cni"].round(4))
    (22709, 3.84124, 1.5513)
    """
    if normalise not in get_args(Form):
        raise ComputeError(
            f"the form '{normalise}' is unknown{did_you_mean(normalise, get_args(Form))}",
            expected=f"one of {listing(get_args(Form))}",
        )
    indicator = indicators()[INDICATOR]
    used = _weights(indicator, weights)
    where = f"CNI on {statistics.name}"
    base = indicator.formula.denominator
    categories = _group(statistics, group)
    needed = tuple(used) if normalise == "raw" else (*used, *base)
    when = _period(statistics, tuple(used), needed, period, categories, where)
    blocks = {
        name: statistics.block(name, when, categories)
        for name in (*used, *base)
        if statistics.has(name, when, categories)
    }
    _check_counts(blocks, where)
    n = len(statistics.areas) + 1
    nothing = np.full(n, np.nan)
    counts = np.stack([blocks[v].value if v in blocks else nothing for v in used], axis=-1)
    lacking = np.full(n, _MISSING, dtype=np.int8)
    status = np.stack([blocks[v].status if v in blocks else lacking for v in used], axis=-1)
    people = np.sum([blocks[v].value if v in blocks else nothing for v in base], axis=0)
    nobody = np.zeros(n)
    variance = np.stack([blocks[v].moved ** 2 if v in blocks else nobody for v in used], axis=-1)
    variance += np.sum([blocks[v].moved ** 2 for v in base if v in blocks], axis=0)[..., None]
    noise = allowance(variance, 1 + len(base), when)
    _check_population(counts, people, noise, tuple(used), statistics, where)
    points = np.array(list(used.values()))
    raw = weighted_counts(counts, points, partial=partial)
    country = _reference(reference, normalise, used, base, counts, where)
    each = per_person(raw, people)
    own = tuple(blocks.values())
    return CniResult(
        statistics=statistics,
        indicator=indicator,
        weights=Frozen(used),
        period=when,
        group=categories,
        normalise=normalise,
        reference=country,
        reference_name=reference_name,
        reference_from_counts=isinstance(reference, Mapping),
        partial=partial,
        counts=counts,
        population=people,
        raw=raw,
        per_person=each,
        relative=nothing if country is None else relative_to(each, country),
        status=status,
        quality=np.max([block.quality for block in own], axis=0),
        doubtful=np.max([blocks[v].doubtful for v in base if v in blocks] or [np.zeros(n)], axis=0),
    )


def _weights(indicator: Indicator, given: Mapping[str, float] | None) -> dict[str, float]:
    """Return the weights that count, by variable: the catalogue's, or one's own."""
    known = indicator.formula.numerator
    if given is None:
        return dict(zip(known, indicator.formula.weights, strict=True))
    where = "the weights of CNI"
    every = f"one weight for each of {listing(known)}"
    if not isinstance(given, Mapping):
        raise ComputeError(
            f"weights cannot be read from a {type(given).__name__}", where=where, expected=every
        )
    for name in given:
        if name not in known:
            raise ComputeError(
                f"'{name}' is none of CNI's variables{did_you_mean(str(name), known)}",
                where=where,
                expected=every,
                remedy="correct the id; for other variables, define an indicator of kind weighted_counts",
            )
    absent = [name for name in known if name not in given]
    if absent:
        raise ComputeError(
            f"there is no weight for {listing(absent)}",
            where=where,
            expected=every,
            remedy="add it; 0 leaves it out",
        )
    for name, weight in given.items():
        if not _is_number(weight) or weight < 0:
            raise ComputeError(
                f"the weight of '{name}' is {weight!r}", where=where, expected="a number of zero or more"
            )
    used = {name: float(given[name]) for name in known if given[name] > 0}
    if not used:
        raise ComputeError("all weights are zero", where=where, expected="at least one weight above zero")
    return used


def _is_number(value: object) -> bool:
    return (
        isinstance(value, int | float | np.integer | np.floating)
        and not isinstance(value, bool)
        and bool(np.isfinite(value))
    )


def _group(statistics: Statistics, group: Mapping[str, str] | None) -> tuple[str, ...]:
    """Return one category for each breakdown column."""
    for column in group or {}:
        if column not in statistics.breakdowns:
            raise ComputeError(
                f"there is no breakdown '{column}'{did_you_mean(column, statistics.breakdowns)}",
                where=statistics.name,
                expected=f"one of {listing(statistics.breakdowns)}" if statistics.breakdowns else "none",
            )
    total = dict(zip(statistics.breakdowns, statistics.total, strict=True))
    return tuple({**total, **(group or {})}[column] for column in statistics.breakdowns)


def _period(
    statistics: Statistics,
    variables: Sequence[str],
    needed: Sequence[str],
    period: str | None,
    group: tuple[str, ...],
    where: str,
) -> str:
    """Choose the latest period with the most of what is needed; refuse where there is nothing to add up."""
    calendar = statistics.calendar
    if period is not None:
        period = calendar.named(period)
    if period is not None and period not in calendar:
        raise ComputeError(
            f"there are no figures for {period}",
            where=statistics.name,
            expected=f"one of {listing(statistics.periods())}",
        )
    lists = {name: statistics.periods(name, group) for name in needed}
    with_figures = {when for name in variables for when in lists[name] if period in (None, when)}
    if not with_figures:
        of = "" if group == statistics.total else f" for the group {listing(group)}"
        raise ComputeError(
            f"none of the variables has figures{of}{'' if period is None else f' in {period}'}",
            where=where,
            expected=f"counts of {listing(variables)}",
            remedy="give statistics that hold them under these ids",
        )
    held = {when: sum(when in periods for periods in lists.values()) for when in with_figures}
    most = max(held.values())
    return calendar.latest((when for when, n in held.items() if n == most), where=where)


def _check_counts(blocks: Mapping[str, Block], where: str) -> None:
    for name, block in blocks.items():
        if block.kind not in ("count", ""):
            raise ComputeError(
                f"'{name}' is a {block.kind}, which cannot be weighted and added up",
                where=where,
                expected="a count of persons",
            )


def _check_population(
    counts: Floats,
    people: Floats,
    noise: Floats,
    names: Sequence[str],
    statistics: Statistics,
    where: str,
) -> None:
    greater = np.argwhere(above(counts - noise, people[:, None]))
    if len(greater):
        i, j = greater[0]
        area = (*statistics.areas, statistics.whole or "the whole")[i]
        raise ComputeError(
            f"{names[j]} ({figure(counts[i, j])}) is larger than the population ({figure(people[i])})",
            where=f"{where}, area '{area}'",
            expected="a part that is not larger than its whole",
            remedy="check that both come from the same population and period",
        )


def _reference(
    given: float | Mapping[str, float] | None,
    normalise: Form,
    weights: Mapping[str, float],
    base: Sequence[str],
    counts: Floats,
    where: str,
) -> Floats | None:
    """Return the country's points per inhabitant for each row; they differ where rows lack variables."""
    points = np.array(list(weights.values()))
    if given is None:
        if normalise != "riket":
            return None
        raise ComputeError(
            "the reference is missing",
            where=where,
            expected="the country's points per inhabitant of the same year, or its counts by variable",
            remedy='give reference=…, or choose normalise="per_person" or "raw"',
        )
    if not isinstance(given, Mapping):
        if not _is_number(given) or not 0 < given <= points.sum():
            raise ComputeError(
                f"the reference {given!r} cannot be points per inhabitant",
                where=where,
                expected=f"a number above 0 and at most {points.sum():g}, where everybody is in every group",
                remedy="divide the country's raw points by its population, or give its counts by variable",
            )
        return np.full(len(counts), float(given))
    for name, count in given.items():
        if not _is_number(count) or count < 0:
            raise ComputeError(
                f"the reference's count of '{name}' is {count!r}",
                where=where,
                expected="a number of zero or more",
            )
    present = ~np.isnan(counts)
    absent = [name for j, name in enumerate(weights) if present[:, j].any() and name not in given]
    absent += [name for name in base if name not in given]
    if absent:
        raise ComputeError(
            f"the reference lacks {listing(absent)}",
            where=where,
            expected=f"the country's counts of {listing([*weights, *base])}",
        )
    people = sum(given[name] for name in base)
    if not people > 0 or any(given[name] > people for name in weights if name in given):
        raise ComputeError(
            f"the reference's population is {figure(people)}",
            where=where,
            expected="a population above zero and not smaller than any of its groups",
        )
    # A row that lacks a variable is held against the country without that variable.
    country = np.where(present, [float(given.get(name, 0.0)) for name in weights], np.nan)
    points_each = per_person(weighted_counts(country, points, partial=True), people)
    return np.where(points_each > 0, points_each, np.nan)
