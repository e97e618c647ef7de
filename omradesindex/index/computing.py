"""From indicators to dimensions to the index, against a fixed reference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue import Definition, Dimension, Member
from omradesindex.errors import ComputeError, listing
from omradesindex.index.measure import Measured
from omradesindex.methods import AGGREGATIONS, Fitted, fit, present_share, rescale

Floats = NDArray[np.float64]


_NO_SPREAD = "leave the indicator out of the index, or measure against a reference from other figures"


@dataclass(frozen=True)
class Reference:
    """The stick that an index was measured with, so that another year or group meets the same one.

    Attributes
    ----------
    fitted : Fitted
        Parameters for each indicator, in the turned unit (sign changed where higher is better).
    indicators : tuple of str
        The indicators' ids, in the order of the parameters.
    periods : tuple of str
        The base period of each indicator.
    name : str
        Whose figures the stick was made from.
    """

    fitted: Fitted
    indicators: tuple[str, ...]
    periods: tuple[str, ...]
    name: str


@dataclass(frozen=True)
class Level:
    """One column of scores: an indicator's, a dimension's or the index's own.

    ``columns`` are positions among the indicators and the levels made before this one; ``weights`` sum to 1.
    """

    id: str
    columns: tuple[int, ...]
    weights: Floats
    aggregation: str


def lay_out(definition: Definition) -> tuple[Level, ...]:
    """Lay the tree out as levels: each dimension after its parts, the index last."""
    position: dict[str, int] = {member.id: i for i, member in enumerate(definition.members)}
    found: list[Level] = []

    def add(name: str, parts: tuple[Dimension | Member, ...], aggregation: str) -> None:
        columns = tuple(position[part.id] for part in parts)
        weights = rescale([part.weight for part in parts])
        position[name] = len(definition.members) + len(found)
        found.append(Level(name, columns, weights, aggregation))

    for dimension in definition.walk():
        add(dimension.id, dimension.members, definition.methods.aggregate["dimension"])
    add("index", definition.dimensions, definition.methods.aggregate["index"])
    return tuple(found)


def signs(definition: Definition) -> Floats:
    """+1 for each indicator where a higher value is a greater challenge, −1 where it is a smaller one."""
    return np.array([indicator.direction.sign for indicator in definition.indicators], dtype=float)


def learn(definition: Definition, measured: Measured, name: str) -> Reference:
    """Learn the reference from the figures at hand.

    Raises
    ------
    ComputeError
        The whole city has no value, fewer than two areas have one, or all areas are equal.
    """
    methods = definition.methods
    turned = measured.values * signs(definition)
    areas, whole = turned[:-1], turned[-1]
    centre = whole if methods.centre == "whole" else None
    fitted = fit(areas, methods.normalise, centre=centre, ddof=methods.ddof)
    present = (~np.isnan(areas)).sum(axis=0)
    for j, indicator in enumerate(definition.indicators):
        if not present[j]:
            continue
        where = f"{name}, indicator '{indicator.id}'"
        if present[j] == 1:
            raise ComputeError(
                "only one area has a value, so there is no spread to measure against",
                where=where,
                expected="at least two areas with different values",
                remedy=_NO_SPREAD,
            )
        if not fitted.parameters["spread"][j] > 0:
            raise ComputeError(
                f"all areas have the same value ({measured.values[0, j]:g}), "
                "so there is no spread to measure against",
                where=where,
                remedy=_NO_SPREAD,
            )
        if centre is not None and methods.normalise == "z_score" and np.isnan(whole[j]):
            raise ComputeError(
                "the whole city has no value, and it cannot be made from the areas' figures",
                where=where,
                expected="a row for the whole city, or counts for every area",
                remedy="add the city's row, or set centre = \"areas\" in the definition's methods",
            )
    ids = tuple(indicator.id for indicator in definition.indicators)
    return Reference(fitted, ids, measured.periods, name)


def check_reference(definition: Definition, reference: Reference, measured: Measured) -> None:
    """Refuse a reference that was made for other indicators, or lacks one that now has figures."""
    ids = tuple(indicator.id for indicator in definition.indicators)
    if ids != reference.indicators or reference.fitted.method != definition.methods.normalise:
        raise ComputeError(
            "the reference was made for another definition",
            where=f"index '{definition.id}'",
            expected=f"the indicators {listing(reference.indicators, 20)} normalised by "
            f"{reference.fitted.method}",
            remedy="compute the reference with the same definition",
        )
    lacking = np.isnan(reference.fitted.parameters["spread"]) | ~(reference.fitted.parameters["spread"] > 0)
    there = (~np.isnan(measured.values)).any(axis=0)
    new = [ids[j] for j in np.flatnonzero(lacking & there)]
    if new:
        raise ComputeError(
            f"the reference has no spread for {listing(new)}, which now have figures",
            where=f"index '{definition.id}', reference {reference.name}",
            remedy="make a new reference from figures that hold them, or leave them out",
        )


def aggregate(
    levels: Sequence[Level], normalised: Floats, *, needed: float, partial: bool
) -> tuple[Mapping[str, Floats], Mapping[str, Floats]]:
    """Bring normalised indicators together, level by level.

    Parameters
    ----------
    levels : sequence of Level
    normalised : ndarray, shape (..., n_areas, n_indicators)
    needed : float
        Share of its members that a dimension needs.
    partial : bool
        Whether a dimension with too few indicators is computed all the same.

    Returns
    -------
    scores, coverage : mapping of level to ndarray, shape (..., n_areas)
        Scores on the common scale; share of each level's members that hold a value.
    """
    columns = [normalised[..., j] for j in range(normalised.shape[-1])]
    scores: dict[str, Floats] = {}
    coverage: dict[str, Floats] = {}
    for level in levels:
        parts = np.stack([columns[c] for c in level.columns], axis=-1)
        score = AGGREGATIONS[level.aggregation](parts, level.weights)
        coverage[level.id] = present_share(parts, level.weights)
        if not partial:
            # An index needs every dimension; a dimension its stated share of indicators.
            least = 1.0 if level.id == "index" else needed
            score = np.where(coverage[level.id] >= least - 1e-9, score, np.nan)
        scores[level.id] = score
        columns.append(score)
    return scores, coverage


def effective_weights(levels: Sequence[Level], normalised: Floats, scores: Mapping[str, Floats]) -> Floats:
    """Weight of each indicator in each area's index, after missing values have given theirs away.

    Returns
    -------
    ndarray, shape (..., n_areas, n_indicators)
        Rows sum to one where the index has a score. Exact for arithmetic means at every level.
    """
    n = normalised.shape[-1]
    present = [~np.isnan(normalised[..., j]) for j in range(n)]
    present += [~np.isnan(scores[level.id]) for level in levels]
    weight: list[Floats] = [np.zeros(normalised.shape[:-1]) for _ in present]
    weight[-1] = np.ones(normalised.shape[:-1])
    for place in range(len(levels) - 1, -1, -1):
        level = levels[place]
        there = np.stack([present[c] for c in level.columns], axis=-1) * level.weights
        total = there.sum(axis=-1, keepdims=True)
        with np.errstate(invalid="ignore", divide="ignore"):
            shares = np.where(total > 0, there / total, 0.0) * weight[n + place][..., None]
        for k, c in enumerate(level.columns):
            weight[c] = shares[..., k]
    return np.stack(weight[:n], axis=-1)
