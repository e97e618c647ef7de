"""What a result's points are counted from: the city of the base year, the areas' mean, or a bare nought."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import ComputeError
from omradesindex.index.compute import Aggregated, aggregate, signs
from omradesindex.index.once import once
from omradesindex.methods.equal import above, same

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored

Floats = NDArray[np.float64]

# Ways to bring parts together that leave equal parts as they are, whatever the weights.
_KEEP_WHAT_IS_EQUAL = frozenset(
    {"arithmetic", "geometric", "harmonic", "power_mean", "minimum", "maximum", "mpi", "ampi"}
)


class CountedFrom(NamedTuple):
    """What an indicator's points are counted from.

    ``kind``: the whole city (of the base year), the mean of the areas, or the scale's own zero. ``values``:
    what that is of each indicator in its own unit, NaN where nothing says; shape ``(n_indicators,)``.
    """

    kind: Literal["city", "areas", "zero"]
    values: Floats


def whose_figures(result: Scored) -> str:
    """The name of the figures, without the group that the result is about."""
    name = result.statistics.name
    return name if result.group is None else name.removesuffix(f", {result.group.sv}")


@once
def is_own(result: Scored) -> bool:
    """Whether the stick was learnt from these very figures, or these are a group's on everybody's."""
    stick, total = result.reference, result.statistics.total
    # What a group is not measured by has no period there.
    pairs = zip(stick.periods, result.measured.periods, strict=False)
    if stick.name != whose_figures(result) or any(then != now for then, now in pairs if now):
        return False
    if stick.figures is None or any(b.group != total for blocks in result.measured.used for b in blocks):
        return True
    return stick.figures.shape == result.measured.values.shape and bool(
        (
            same(stick.figures, result.measured.values)
            | (np.isnan(stick.figures) & np.isnan(result.measured.values))
        ).all()
    )


@once
def _city(result: Scored) -> Floats:
    """The whole city of the stick's own figures on the common scale, shape ``(n_indicators,)``."""
    stick = result.reference
    if stick.figures is None:
        return np.full(len(result.index.members), np.nan)
    return np.asarray(stick.fitted.apply(stick.treat(stick.figures[-1:]) * signs(result.index))[0])


@once
def city_level(result: Scored) -> float:
    """The score of the city that the stick was learnt from; NaN where it is not one and the same in all.

    Examples
    --------
    >>> import omradesindex as oi
    >>> index = oi.load_index("malmo-oppna-data")
    >>> city_level(index.compute(oi.malmo_statistics()))
    100.0
    >>> city_level(index.with_methods(normalise="min_max").compute(oi.malmo_statistics()))
    nan
    """
    methods, city = result.index.methods, _city(result)
    known = city[~np.isnan(city)]
    names = {methods.name_of("aggregate", level.id) for level in result.index.levels}
    if any(methods.alters(level.id) for level in result.index.levels):
        return float("nan")
    if not known.size or not names <= _KEEP_WHAT_IS_EQUAL or not same(known, known[0], 1.0).all():
        return float("nan")
    return float(methods.zero + methods.points * known[0])


@once
def counted_from(result: Scored) -> CountedFrom:
    """What points are counted from: the value of each indicator that stands at the scale's zero.

    Examples
    --------
    >>> import omradesindex as oi
    >>> series, index = oi.example_statistics(), oi.load_index("malmo-2023")
    >>> base = index.compute(series, period="2020")
    >>> later = index.compute(series, period="2024", reference=base)
    >>> then = counted_from(later)
    >>> then.kind, bool((then.values == base.measured.values[-1]).all())
    ('city', True)
    """
    stick, turn = result.reference, signs(result.index)
    city = _city(result)
    known = city[~np.isnan(city)]
    if known.size and stick.figures is not None and same(known, 0.0, 1.0).all():
        return CountedFrom("city", stick.figures[-1])
    parameters = stick.fitted.parameters
    n = len(result.index.members)
    if "centre" not in parameters or stick.treatment is not None:
        return CountedFrom("zero", np.full(n, np.nan))
    zero, points = (
        np.asarray(parameters.get(name, usual)) for name, usual in (("zero", 0.0), ("points", 1.0))
    )
    values = turn * (parameters["centre"] - zero / points * parameters["spread"])
    mean = stick.fitted.method == "z_score" and not zero.any()
    return CountedFrom("areas" if mean else "zero", np.broadcast_to(values, (n,)))


@once
def harder_than_city(result: Scored) -> NDArray[np.bool_]:
    """Where an area has a greater challenge than the stick's whole city, shape ``(n_areas, n_indicators)``.

    Than what points are counted from, where the city has no value.
    """
    city = _city(result)
    return above(result.normalised[:-1], np.where(np.isnan(city), 0.0, city), 1.0)


def city_scores(result: Scored) -> Floats:
    """Scores of the whole city on the result's stick, one for each of its columns.

    NaN where the city has no value, or where a score is made by comparing areas with each other.
    """
    try:
        levels = alone(result, result.normalised)
    except ComputeError:
        return np.full(len(result.columns), np.nan)
    by_itself = np.stack([levels.scores[column][:, 0] for column in result.columns], axis=-1)
    among = np.stack([result.level_scores[column] for column in result.columns], axis=-1)
    # A score that is made by comparing areas is another one for an area alone.
    scales = [result.scales[column] for column in result.columns]
    unmoved = (same(by_itself[:-1], among, scales) | np.isnan(among)).all(axis=0)
    # Nor has a group's city a score where the group is measured by too little for one.
    nowhere = np.isnan(among).all(axis=0) & (result.counted is not None)
    return np.where(unmoved & ~nowhere, by_itself[-1], np.nan)


def alone(result: Scored, normalised: Floats) -> Aggregated:
    """Bring each row of normalised values together by itself, as a scenario of its own.

    Scores have the shape ``(n_rows, 1)``.
    """
    methods = result.index.methods
    shown = methods.zero + methods.points * normalised[:, None, :]
    return aggregate(
        result.index,
        result.index.levels,
        shown if result.counted is None else np.where(result.counted, shown, np.nan),
        ["city"],
        name=result.statistics.name,
        weights=result.reference.weights,
        rescaled=result.reference.rescaled,
        partial=result.partial,
        counted=result.counted,
    )
