"""The numbers of goals: each area's way to each goal, and how many stand where."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.doors import methods_door
from omradesindex.subjects.goals.fitting import goal_decimals, goal_label, goal_unit
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
            reaching the goal at that pace), ``status`` (``reached``; ``slipping``: reached, but likely not to
            be in the goal's year; ``on_pace``; ``too_slow``; ``wrong_way``, by more than noise; ``unknown``),
            ``unit``.
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
                    "probability": own.probability,
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
            ``goal``, ``label``, ``year``, ``areas``, how many of them have each status, and ``all_reach``:
            the probability that every area reaches it at its pace (their product: the areas' chance is taken
            to be independent).
        """
        import pandas as pd

        rows = []
        for k, (goal, own) in enumerate(zip(self.goals, self.outlooks, strict=True), 1):
            counts = {status: int((own.status == status).sum()) for status in STATUSES}
            every = float(np.prod(own.probability))
            rows.append(
                {
                    "goal": k,
                    "label": self.label(goal),
                    "year": goal.year,
                    "areas": len(own.rows),
                    **counts,
                    "all_reach": every,
                }
            )
        return pd.DataFrame(rows)

    # -- words ------------------------------------------------------------------------------------------

    def unit(self, goal: Goal, lang: Language = "sv") -> str:
        """Unit of the goal's measure."""
        return goal_unit(goal, self.trend.results[-1], lang)

    def decimals(self, goal: Goal) -> int:
        """How many decimals the goal's measure is shown with."""
        return goal_decimals(goal, self.trend.results[-1])

    def label(self, goal: Goal, lang: Language = "sv") -> str:
        """What the goal is called."""
        return goal_label(goal, self.trend.results[-1], lang)
