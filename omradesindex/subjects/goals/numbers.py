"""The numbers of goals: each area's way to each goal, and how many stand where."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.doors import methods_door
from omradesindex.subjects.goals.fitting import apart_unit, goal_decimals, goal_label, goal_unit
from omradesindex.subjects.goals.goal import Goal
from omradesindex.subjects.goals.outlook import STATUSES, Outlook, outlook
from omradesindex.subjects.trend.numbers import TrendNumbers
from omradesindex.wording import Language

if TYPE_CHECKING:
    import pandas as pd


@methods_door
@dataclass(frozen=True, eq=False, repr=False)
class GoalsNumbers:
    """The numbers of :class:`~omradesindex.types.Goals`.

    Attributes
    ----------
    trend : Trend
    goals : tuple of Goal
    whole : Trend or None
        Whose whole city a goal against the city is about, where the trend is a group's: everybody's.
    """

    trend: TrendNumbers
    goals: tuple[Goal, ...]
    whole: TrendNumbers | None = None

    @property
    def areas(self) -> tuple[str, ...]:
        """Codes of the areas."""
        return self.trend.areas

    @cached_property
    def outlooks(self) -> tuple[Outlook, ...]:
        """How the areas stand to each goal."""
        return tuple(outlook(goal, self.trend, self.whole) for goal in self.goals)

    def to_frame(self) -> pd.DataFrame:
        """Return every area's way to every goal as one tidy table.

        Returns
        -------
        DataFrame
            One row for each goal and area: ``goal`` (its number, from 1), ``label``, ``measure``, ``area``,
            ``name``, ``year``, ``value`` (latest), ``period``, ``target`` (of a goal against the city: the
            city's latest figure), ``left`` (to the goal; below zero beyond it), ``distance`` (the same, but
            zero where the goal is reached), ``needed`` (shift in a year), ``pace`` (shift in a year so far,
            in the same direction: above zero is towards the goal), ``forecast`` (distance left in the goal's
            year at that pace), ``low`` and ``high`` (95 per cent, each area alone), ``probability`` (of
            reaching the goal if the pace lasts), ``probability_level`` (if the level does) and
            ``probability_return`` (if the area goes back to its mean; see
            :func:`omradesindex.subjects.goals.models.forecasts`), ``probability_low`` and
            ``probability_high`` (the least and the greatest of the three, which is what pages show),
            ``movement`` (``approaching`` or ``receding`` by more than chance, all areas tested at once;
            ``still``: no certain movement; ``unknown``), ``status`` (``reached``; ``may_lose``: reached, but
            by some model likelier not to be in the goal's year; approaching: ``on_pace`` or ``too_slow``;
            ``still``; ``receding``; ``unknown``), ``unit``.
        """
        import pandas as pd

        frames = [
            pd.DataFrame(
                {
                    "goal": k,
                    "label": self.label(goal),
                    "measure": goal.measure,
                    "area": [self.trend.areas[i] for i in own.rows],
                    "name": [self.trend.name_of(self.trend.areas[i]) for i in own.rows],
                    "year": goal.year,
                    "value": own.value,
                    "period": self.trend.labels[-1],
                    "target": own.target,
                    "left": own.left,
                    "distance": own.distance,
                    "needed": own.needed,
                    "pace": own.pace,
                    "forecast": own.forecast,
                    "low": own.low,
                    "high": own.high,
                    "probability": own.by_model["pace"],
                    "probability_level": own.by_model["level"],
                    "probability_return": own.by_model["return"],
                    "probability_low": own.probability_low,
                    "probability_high": own.probability_high,
                    "movement": own.movement,
                    "status": own.status,
                    "unit": self.unit(goal),
                }
            )
            for k, (goal, own) in enumerate(zip(self.goals, self.outlooks, strict=True), 1)
        ]
        frame = pd.concat(frames, ignore_index=True)
        return frame.assign(index=self.trend.index.id, statistics=self.trend.statistics.name)

    @cached_property
    def overall(self) -> pd.DataFrame:
        """One row for each goal.

        Returns
        -------
        DataFrame
            ``goal``, ``label``, ``year``, ``areas``, how many of them have each status, ``all_reach_low`` and
            ``all_reach_high``: between what the probability lies that every area reaches it. The first is 1
            less the areas' chances of missing it, at least zero, under the model where that is least. The
            last is the chance of the area with the least, under the model where that is greatest. Both hold
            whatever the areas have to do with each other (Fréchet, M. (1935), *Fundamenta Mathematicae* 25,
            379–387).
        """
        import pandas as pd

        rows = []
        for k, (goal, own) in enumerate(zip(self.goals, self.outlooks, strict=True), 1):
            counts = {status: int((own.status == status).sum()) for status in STATUSES}
            chances = np.stack([*own.by_model.values()])
            rows.append(
                {
                    "goal": k,
                    "label": self.label(goal),
                    "year": goal.year,
                    "areas": len(own.rows),
                    **counts,
                    "all_reach_low": float(np.maximum(1 - (1 - chances).sum(axis=1), 0.0).min()),
                    "all_reach_high": float(chances.min(axis=1).max()),
                }
            )
        return pd.DataFrame(rows)

    # -- words ------------------------------------------------------------------------------------------

    def unit(self, goal: Goal, lang: Language = "sv") -> str:
        """Unit of the goal's measure."""
        return goal_unit(goal, self.trend.results[-1], lang)

    def unit_apart(self, goal: Goal, lang: Language = "sv") -> str:
        """Unit of a distance to the goal: what is per cent is so many percentage points apart."""
        return apart_unit(self.unit(goal, lang), lang)

    def decimals(self, goal: Goal) -> int:
        """How many decimals the goal's measure is shown with."""
        return goal_decimals(goal, self.trend.results[-1])

    def label(self, goal: Goal, lang: Language = "sv") -> str:
        """What the goal is called."""
        return goal_label(goal, self.trend.results[-1], lang)
