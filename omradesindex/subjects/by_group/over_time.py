"""What changes and trends by group have in common: scores with their errors at each time, and the words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import ComputeError
from omradesindex.index.decimals import score_decimals
from omradesindex.index.stick import city_scores
from omradesindex.index.uncertainty.joint_counts import refuse_for_groups
from omradesindex.methods.functions import hypot
from omradesindex.subjects.by_group.numbers import Measure
from omradesindex.subjects.by_group.words import INDEPENDENT, one_stick
from omradesindex.subjects.over_time.city import city_errors
from omradesindex.subjects.over_time.noise import Errors, score_errors
from omradesindex.subjects.over_time.over_time import OverTime
from omradesindex.subjects.over_time.rows import rows_of
from omradesindex.subjects.over_time.words import judged_lines, price_lines, uneven_lines
from omradesindex.wording import Text

if TYPE_CHECKING:
    from omradesindex.index import Breakdown, Result

Floats = NDArray[np.float64]

POINTS = Text("poäng", "points")


class Scores(NamedTuple):
    """A group's scores at each time with their errors, ``(n_times, n_areas + 1, n_columns)``, city last."""

    values: Floats
    errors: Floats

    def beside(self, other: Scores) -> Scores:
        """Take another group's away: the gap, its error that of two independent figures."""
        return Scores(self.values - other.values, hypot(self.errors, other.errors))


def scores_at(
    results: Sequence[Result],
    errors: Sequence[Errors],
    columns: Sequence[str],
    areas: Sequence[str],
    against: str,
) -> Scores:
    """Take a group's scores out of its results, those of the areas and of its whole city.

    ``against="city"`` measures each area from the group's own city, which then has no score.
    """
    every = []
    for result, known in zip(results, errors, strict=True):
        rows = rows_of(result, areas)
        own = [result.columns.index(column) for column in columns]
        city, error = city_scores(result)[own], city_errors(result, known)[own]
        values = np.stack([result.level_scores[column][rows] for column in columns], axis=-1)
        if against == "city":
            values, city, error = values - city, city * np.nan, error * np.nan
        of_areas = score_errors(known, columns, len(result.areas))[rows]
        every.append((np.vstack([values, city]), np.vstack([of_areas, error])))
    return Scores(*(np.stack(side) for side in zip(*every, strict=True)))


def refuse_ranks(by_rank: bool) -> None:
    """Refuse ranks by group: a place among women and one among men are places on two lists."""
    if by_rank:
        raise ComputeError(
            "ranks are places within each group, and their difference is no gap between groups",
            remedy='leave out stick="ranks", or leave out by',
        )


def refuse_errors(errors: object, *counts: object) -> None:
    """Refuse errors, and tables of counts, that were given for everybody where groups are asked for."""
    refuse_for_groups(*counts)
    if errors is not None:
        raise ComputeError(
            "the errors that were given are everybody's, and groups have errors of their own",
            remedy="leave out errors, or give one group's results at a time with its own errors",
        )


def measures_of(held: OverTime, breakdown: Breakdown, finer: int = 0) -> tuple[Measure, ...]:
    """The index and its dimensions, with decimals of scores and as many more as ``finer`` says."""
    return tuple(
        Measure(
            column,
            Text(held.label(column, "sv"), held.label(column, "en")),
            POINTS,
            score_decimals(breakdown.full, column) + finer,
            finer,
        )
        for column in held.columns
    )


def notes_of(answers: Mapping[tuple[str, ...], OverTime]) -> tuple[Text, ...]:
    """What the intervals hold and rest on, told of the group whose errors are known least."""
    least = min(answers.values(), key=lambda held: held.known_share)
    judged = zip(judged_lines(least, "sv"), judged_lines(least, "en"), strict=True)
    uneven = [
        Text(*lines)
        for held in answers.values()
        for lines in zip(uneven_lines(held, "sv"), uneven_lines(held, "en"), strict=True)
    ]
    prices = [Text(*lines) for lines in zip(price_lines(least, "sv"), price_lines(least, "en"), strict=True)]
    return (
        one_stick(least.stick),
        *(Text(*lines) for lines in judged),
        INDEPENDENT,
        *prices,
        *dict.fromkeys(uneven),
    )
