"""From sub-areas to areas: counts are summed through a key before anything is divided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import StatisticsError, listing, units_said
from omradesindex.methods.equal import reaches
from omradesindex.methods.sums import belonging, gathered
from omradesindex.statistics.origins import SummedFrom
from omradesindex.statistics.vocabulary import QUALITIES, STATUSES, UNSUMMABLE
from omradesindex.statistics.weighing import Weights, weights_of
from omradesindex.statistics.whole import combined_error

if TYPE_CHECKING:
    from scipy import sparse

    from omradesindex.geography import Crosswalk, Division, Key
    from omradesindex.statistics.table import Statistics
    from omradesindex.units import Units

Floats = NDArray[np.float64]

_OBSERVED = STATUSES.index("observed")
_ESTIMATED = QUALITIES.index("estimated")


def sum_to_areas(
    statistics: Statistics,
    key: Key | Crosswalk,
    *,
    division: Division,
    weights: Weights | None,
    minimum_coverage: float,
    outside: Iterable[str],
    units: str | Units | None = None,
) -> Statistics:
    """See :meth:`Statistics.to_areas`."""
    from omradesindex.statistics.table import Statistics

    if not 0 < minimum_coverage <= 1:
        raise StatisticsError(
            f"minimum_coverage must lie above 0 and at most 1, but is {minimum_coverage:g}",
            where=statistics.name,
        )
    blocks = statistics.blocks
    kinds = np.array([statistics.block(*b).kind for b in blocks], dtype=object)
    for block, kind in zip(blocks, kinds, strict=True):
        if kind in UNSUMMABLE:
            raise StatisticsError(
                f"'{block.variable}' cannot be summed to areas: {UNSUMMABLE[kind]}",
                where=statistics.name,
                expected="counts, or shares and means with their denominators",
                remedy=f"leave it out (statistics.without('{block.variable}')), or state its kind",
            )
    sub_areas = statistics.areas
    inside = _sharing(statistics, key, division, tuple(outside))  # (n_sub, n_areas + 1)
    n_sub = len(sub_areas)
    columns = ("value", "numerator", "denominator", "doubtful", "coverage", "standard_error", "noise")
    part = {c: statistics.numbers[c][:, :n_sub] for c in columns}
    status = statistics.status[:, :n_sub]
    quality = statistics.quality[:, :n_sub]
    is_count = (kinds == "count")[:, None]
    per = np.where(kinds == "share", 100.0, 1.0)[:, None]

    base, weighted = _base(statistics, part, is_count, weights)
    # A sub-area where nobody lives adds nothing and hides nothing.
    observed = (status == _OBSERVED) & ~(np.isnan(base) & ~is_count)
    empty = (base == 0) & ~is_count
    upper = np.where(is_count, part["value"], part["numerator"])
    upper = np.where(np.isnan(upper) | weighted, part["value"] * base / per, upper)
    upper = np.where(is_count, part["value"], upper)

    known_base = gathered(np.where(observed, np.where(is_count, 1.0, base), 0.0), inside)
    # Of a sub-area that is itself known in part, no more than that part.
    covered = np.where(is_count, 1.0, base * part["coverage"])
    covered = gathered(np.where(observed, covered, 0.0), inside)
    all_base = gathered(np.where(is_count, 1.0, np.nan_to_num(base)), inside)
    top = gathered(np.where(observed & ~empty, upper, 0.0), inside)
    with np.errstate(invalid="ignore", divide="ignore"):
        coverage = np.where(all_base > 0, covered / all_base, 0.0)
        coverage = np.where((is_count & (all_base == 0)), 0.0, coverage)
        unsure = np.where(
            is_count, np.nan_to_num(part["value"]), np.where(observed, np.nan_to_num(base), 0.0)
        )
        doubt = np.maximum(np.asarray(key.is_doubtful(sub_areas), dtype=float), part["doubtful"])
        doubtful = np.nan_to_num(gathered(unsure * doubt, inside) / gathered(unsure, inside))
        value = np.where(is_count, top, per * top / known_base)
        # Sub-areas' samples are independent of each other; over a part of an area nobody knows the error.
        error = combined_error(part["standard_error"], np.where(is_count, 1.0, base), inside)
        error = np.where(is_count, error, error / all_base)
    # A base that is unknown for a sub-area (as where a suppressed row lacks its denominator too) leaves the
    # coverage unknown: nothing is guessed.
    unknown_base = gathered((np.isnan(base) & ~is_count), inside)
    enough = reaches(coverage, minimum_coverage) & (unknown_base == 0)
    # A count over part of its sub-areas is no count of the whole.
    enough &= ~is_count | reaches(coverage, 1.0)

    worst_status = _worst(np.where(empty, _OBSERVED, status), inside)
    new_status = np.where(enough, _OBSERVED, np.maximum(worst_status, STATUSES.index("missing")))
    new_quality = _worst(np.where(observed, quality, 0), inside)
    cut = gathered(observed & (np.nan_to_num(unsure) != 0), _split(inside)) > 0
    guessed = enough & (~reaches(coverage, 1.0) | (gathered(weighted, inside) > 0) | cut)
    new_quality = np.where(guessed, np.maximum(new_quality, _ESTIMATED), new_quality)
    exact = enough & reaches(coverage, 1.0) & ~is_count & (gathered(weighted, inside) == 0)

    numbers = {
        "value": np.where(enough, value, np.nan),
        "numerator": np.where(exact, top, np.nan),
        "denominator": np.where(exact, known_base, np.nan),
        "doubtful": np.where(enough, doubtful, 0.0),
        "coverage": np.where((is_count & ~enough) | (unknown_base > 0), 0.0, coverage),
        "standard_error": np.where(enough, error, np.nan),
        "noise": combined_error(np.where(observed, part["noise"], 0.0), np.ones_like(base), inside),
    }
    codes = {"quality": new_quality.astype(np.int8), "status": new_status.astype(np.int8)}
    sources, source = _sources(statistics, key, n_sub, len(division.codes) + 1)
    rounding = statistics.rounding[:, :n_sub].summed(inside, observed)
    if statistics.whole is not None:
        for column, grid in numbers.items():
            grid[:, -1] = statistics.numbers[column][:, -1]
        codes["quality"][:, -1] = statistics.quality[:, -1]
        codes["status"][:, -1] = statistics.status[:, -1]
        rounding = rounding[:, :-1].beside(statistics.rounding[:, -1:])
    summed = Statistics(
        name=statistics.name,
        areas=division.codes,
        whole=division.whole.code,
        breakdowns=statistics.breakdowns,
        blocks=blocks,
        kinds=list(kinds),
        numbers=numbers,
        quality=codes["quality"],
        status=codes["status"],
        source=source,
        sources=sources,
        division=division,
        notes=statistics.notes,
        definitions=statistics.definitions,
        series=statistics.series,
        prices=statistics.prices,
        rounding=rounding,
        units=units_said(units, where=statistics.name, error=StatisticsError),
    )
    if statistics.origin is not None:
        summed.origin = SummedFrom(
            statistics.origin,
            sub_areas,
            (*division.codes, division.whole.code),
            inside,
            {block: base[row] for row, block in enumerate(blocks) if kinds[row] != "count"},
            statistics.whole is not None,
        )
    return summed


def _sharing(
    statistics: Statistics, key: Key | Crosswalk, division: Division, outside: tuple[str, ...]
) -> sparse.csc_array[Any]:
    """What share 0–1 of each sub-area goes to each area; shape (n_sub_areas, n_areas + 1).

    The whole city, last, holds every sub-area, those outside the areas too.
    """
    from scipy import sparse

    from omradesindex.geography import Crosswalk

    if isinstance(key, Crosswalk):
        shares = key.between(statistics.areas, division.codes, outside=outside)
        return sparse.csc_array(np.vstack([shares, np.ones((1, shares.shape[1]))]).T)
    places = area_places(statistics, key, division, outside)
    return belonging(places, len(division.codes), all_in_last=True)


def _split(inside: sparse.csc_array[Any]) -> sparse.csc_array[Any]:
    """The shares of the sub-areas that go to several areas."""
    split = inside.copy()
    split.data = np.where(split.data < 1, split.data, 0.0)
    return split


def area_places(
    statistics: Statistics, key: Key, division: Division, outside: tuple[str, ...]
) -> NDArray[np.intp]:
    """Place of each sub-area's area among the division's, −1 for one outside; shape (n_sub_areas,).

    Raises
    ------
    StatisticsError
        A sub-area of the key without figures, or an area of the key that the division lacks.
    """
    area_of = key.area_of(statistics.areas, outside=outside)
    if len(area_of) - area_of.count(None) < len(key.sub_areas):
        absent = sorted(set(key.sub_areas) - set(statistics.areas))
        raise StatisticsError(
            f"the sub-area {listing(absent)} of the key '{key.id}' has no figures",
            where=statistics.name,
            expected=f"figures for all {len(key.sub_areas)} sub-areas",
            remedy="add their rows; where a figure does not exist, say so in 'status'",
        )
    place: dict[str | None, int] = {code: row for row, code in enumerate(division.codes)}
    unknown = sorted({*filter(None, area_of)} - place.keys())
    if unknown:
        raise StatisticsError(
            f"the key '{key.id}' leads to the area {listing(unknown)}, which {division.label} does not have",
            where=statistics.name,
            remedy="use the key that belongs to the division",
        )
    place[None] = -1
    return np.fromiter(map(place.__getitem__, area_of), dtype=np.intp, count=len(area_of))


def _base(
    statistics: Statistics,
    part: Mapping[str, Floats],
    is_count: NDArray[np.bool_],
    weights: Weights | None,
) -> tuple[Floats, NDArray[np.bool_]]:
    """What each sub-area weighs: its denominator, or else the weight that the caller gives.

    Returns the weights, shape (blocks, sub-areas), and where they are the caller's.
    """
    base = np.where(is_count, np.nan, part["denominator"])
    lacking = np.isnan(base) & ~is_count & ~np.isnan(part["value"])
    if weights is None:
        if lacking.any():
            row, column = (int(i) for i in np.argwhere(lacking)[0])
            block = statistics.blocks[row]
            raise StatisticsError(
                f"'{block.variable}' cannot be summed to areas: a share or mean of a whole needs the "
                "denominators of its parts, and they are not given",
                where=f"{statistics.name}, period '{block.period}', sub-area '{statistics.areas[column]}'",
                remedy="add the column 'denominator', or name what the parts weigh: weights=…",
            )
        return base, np.zeros_like(lacking)
    # A block that lacks a denominator anywhere is weighted throughout, so that like is added to like.
    rows = np.flatnonzero(lacking.any(axis=1))
    weighted = np.zeros_like(lacking)
    weighted[rows] = True
    for row in rows.tolist():
        block = statistics.blocks[row]
        base[row] = weights_of(statistics, weights, block.period, block.group)
    return base, weighted


def _worst(codes: NDArray[np.integer], inside: sparse.csc_array[Any]) -> NDArray[np.int8]:
    """Return the largest code among each area's sub-areas, shape (blocks, areas)."""
    worst = np.zeros((len(codes), inside.shape[1]), dtype=np.int8)
    starts, n_own = inside.indptr[:-1], np.diff(inside.indptr)
    if n_own.any():
        own = np.maximum.reduceat(codes[:, inside.indices], starts[n_own > 0], axis=1)
        worst[:, n_own > 0] = own
    return worst


def _sources(
    statistics: Statistics, key: Key | Crosswalk, n_sub: int, n_areas: int
) -> tuple[tuple[str, ...], NDArray[np.int16]]:
    """Name each block's sources once and say that the figures were summed, or split and summed."""
    by = getattr(key, "weighed_by", "")
    weighed = f", delade efter {by}" if by else ""
    texts = []
    for row in range(len(statistics.blocks)):
        used = dict.fromkeys(statistics.sources[i] for i in np.unique(statistics.source[row, :n_sub]))
        named = " + ".join(text for text in used if text)
        texts.append(f"{named or statistics.name}; summerat till områden via {key.label}{weighed}")
    sources = tuple(dict.fromkeys(texts))
    place = {text: i for i, text in enumerate(sources)}
    column = np.array([place[text] for text in texts], dtype=np.int16)
    return sources, np.repeat(column[:, None], n_areas, axis=1)
