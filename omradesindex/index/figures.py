"""Every figure of a result, measure by measure, with what it is: of which period, quality and source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from omradesindex.index.decimals import score_decimals
from omradesindex.index.once import once
from omradesindex.index.words import listed, place_head
from omradesindex.show.table import Origin
from omradesindex.statistics.vocabulary import NO_CELL, QUALITIES, QUALITY_LABELS, STATUS_LABELS, STATUSES
from omradesindex.wording import Language, Said, Text, said_in_all, unit_said

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored

_POINTS, _PLACE = Text("poäng", "points"), Text("plats", "place")
_FROM = Text("beräknat ur", "computed from")
_QUALITY, _STATUS = np.array(QUALITIES, dtype=object), np.array(STATUSES, dtype=object)


@dataclass(frozen=True, eq=False)
class Measure:
    """A score, a place or an indicator in its own unit: a figure for each area and, last, the whole city.

    Attributes
    ----------
    code : str
        As in the tables to compute on: ``score_index``, ``rank_index``, an indicator's id.
    column : str
        What it is about: ``index``, a dimension's id, an indicator's.
    kind : {"score", "rank", "indicator"}
    label, unit : Said
    decimals : int
        With how many it is shown.
    period : str
        Empty where it has no figures at all.
    source : str
        Of an indicator; a score is computed from its indicators.
    values : ndarray, shape (n_areas + 1,)
        Unrounded; NaN where there is none.
    quality : ndarray of str, same shape
        "" where there is no figure. A score is only as firm as the least firm of its parts.
    status : ndarray of str, same shape
        Of a score that is not there: what is worst of its parts; that something was withheld comes first.
    """

    code: str
    column: str
    kind: Literal["score", "rank", "indicator"]
    label: Said
    unit: Said
    decimals: int
    period: str
    source: str
    values: NDArray[np.float64]
    quality: NDArray[np.object_]
    status: NDArray[np.object_]


@once
def measures(result: Scored) -> tuple[Measure, ...]:
    """Return all figures of a result: scores and places of the index and its dimensions, then indicators.

    Examples
    --------
    >>> import omradesindex as oi
    >>> result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    >>> first = measures(result)[0]
    >>> first.code, first.label["sv"], first.values.shape
    ('score_index', 'Index', (15,))
    """
    return (*_scores(result), *_indicators(result))


def latest(result: Scored, periods: Iterable[str]) -> str:
    """Return the latest of some indicators' periods; of unknown time the last named; empty without any."""
    named = [period for period in periods if period]
    return result.statistics.calendar.in_order(named)[-1] if named else ""


def origins_of(result: Scored, measure: Measure, lang: Language) -> Callable[[], list[Origin]]:
    """Return what tells where a measure's figures come from: the areas' and, last, the whole city's."""

    def told() -> list[Origin]:
        parts = [d.id for d in result.index.dimensions]
        parts = parts if measure.column == "index" else _parts(result, measure.column)
        source = measure.source or f"{_FROM.in_(lang)} {listed(result, parts, lang)}"
        kinds = [*zip(measure.quality.tolist(), measure.status.tolist(), strict=True)]
        origins = {
            (quality, status): Origin(
                measure.period,
                QUALITY_LABELS[quality][0].in_(lang) if quality else "",
                STATUS_LABELS[status][0].in_(lang) if status in STATUS_LABELS else "",
                source,
            )
            for quality, status in set(kinds)
        }
        return [origins[kind] for kind in kinds]

    return told


def _parts(result: Scored, column: str) -> list[str]:
    """Return the indicators that a score is made of."""
    ids = [member.id for member in result.index.members]
    leaves = {dimension.id: [leaf.id for leaf in dimension.leaves()] for dimension in result.index.walk()}
    return [leaf for leaf in leaves.get(column, ids) if leaf in ids]


def _scores(result: Scored) -> Iterable[Measure]:
    ids = [member.id for member in result.index.members]
    for column in result.columns:
        places = [ids.index(leaf) for leaf in _parts(result, column)]
        period = latest(result, (result.measured.periods[place] for place in places))
        scores, ranks = result.level_scores[column], result.level_ranks[column]
        for kind, unit, decimals, values in (
            ("score", _POINTS, score_decimals(result, column), scores),
            ("rank", _PLACE, 0, ranks),
        ):
            yield Measure(
                f"{kind}_{column}",
                column,
                kind,  # type: ignore[arg-type]
                said_in_all(
                    lambda lang, column=column, kind=kind: (
                        result.label(column, lang)  # type: ignore[misc]
                        + (f", {place_head(lang).lower()}" if kind == "rank" else "")
                    )
                ),
                said_in_all(unit.in_),
                decimals,
                period,
                "",
                np.append(values, np.nan),
                *_of_parts(result, places, values),
            )


def _of_parts(
    result: Scored, places: Sequence[int], values: NDArray[np.float64]
) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """Return what scores are, by the indicators that they are made of; the city has none."""
    m, there = result.measured, ~np.isnan(values)
    has = ~np.isnan(m.values[:-1, places])
    firmness = np.where(has, m.quality[:-1, places], 0).max(axis=1, initial=0)
    # A score that is not there although all its parts are is missing itself.
    lacking = np.where(has, 0, m.status[:-1, places]).max(axis=1, initial=0)
    lacking = np.where(there, 0, np.maximum(lacking, STATUSES.index("missing")))
    quality = np.where(there, _QUALITY[firmness], "")
    return np.append(quality, ""), np.append(_STATUS[lacking], NO_CELL)


def _indicators(result: Scored) -> Iterable[Measure]:
    m = result.measured
    for place, indicator in enumerate(result.index.indicators):
        values = m.values[:, place].copy()
        yield Measure(
            indicator.id,
            indicator.id,
            "indicator",
            said_in_all(indicator.label.in_),
            said_in_all(lambda lang, unit=indicator.unit: unit_said(unit, lang)),  # type: ignore[misc]
            indicator.decimals,
            m.periods[place],
            result.sources[place],
            values,
            np.where(np.isnan(values), "", _QUALITY[m.quality[:, place]]),
            _STATUS[m.status[:, place]],
        )
