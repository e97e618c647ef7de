"""Goals and how the areas stand to them, as a table, a page and charts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.doors import door
from omradesindex.index.decimals import score_decimals
from omradesindex.subjects.goals.goal import Goal
from omradesindex.subjects.goals.holding import STATUSES, Held, hold, indicator_of
from omradesindex.subjects.trend.answer import Trend
from omradesindex.wording import Language, Text, number, with_unit

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.subjects.goals.charts import GoalsPlots


@door
@dataclass(frozen=True, eq=False, repr=False)
class Goals:
    """Goals and how the areas stand to them. Made by :func:`omradesindex.goals`.

    Attributes
    ----------
    trend : Trend
    goals : tuple of Goal
    """

    trend: Trend
    goals: tuple[Goal, ...]

    @cached_property
    def _held(self) -> tuple[Held, ...]:
        return tuple(hold(goal, self.trend) for goal in self.goals)

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
                    "area": [self.trend.areas[i] for i in held.rows],
                    "name": [self.trend.name_of(self.trend.areas[i]) for i in held.rows],
                    "year": goal.year,
                    "value": held.value,
                    "period": self.trend.labels[-1],
                    "target": held.target,
                    "left": held.left,
                    "distance": held.distance,
                    "needed": held.needed,
                    "pace": held.pace,
                    "forecast": held.forecast,
                    "low": held.low,
                    "high": held.high,
                    "probability": held.probability,
                    "status": held.status,
                    "unit": self.unit(goal),
                }
            )
            for k, (goal, held) in enumerate(zip(self.goals, self._held, strict=True), 1)
        ]
        frame = pd.concat(frames, ignore_index=True)
        return frame.assign(index=self.trend.index.id, statistics=self.trend.statistics.name)

    @cached_property
    def summary(self) -> pd.DataFrame:
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
        for k, (goal, held) in enumerate(zip(self.goals, self._held, strict=True), 1):
            counts = {status: int((held.status == status).sum()) for status in STATUSES}
            every = float(np.prod(held.probability))
            rows.append(
                {
                    "goal": k,
                    "label": self.label(goal),
                    "year": goal.year,
                    "areas": len(held.rows),
                    **counts,
                    "all_reach": every,
                }
            )
        return pd.DataFrame(rows)

    # -- words ------------------------------------------------------------------------------------------

    def unit(self, goal: Goal, lang: Language = "sv") -> str:
        """Unit of the goal's measure."""
        indicator = indicator_of(goal.measure, self.trend)
        return {"sv": "poäng", "en": "points"}[lang] if indicator is None else indicator.unit

    def decimals(self, goal: Goal) -> int:
        """How many decimals the goal's measure is shown with."""
        indicator = indicator_of(goal.measure, self.trend)
        if indicator is not None:
            return indicator.decimals
        return score_decimals(self.trend.results[-1], goal.measure)

    def label(self, goal: Goal, lang: Language = "sv") -> str:
        """What the goal is called."""
        if isinstance(goal.label, Text):  # a string has become one
            return goal.label.in_(lang)
        side = {"at_most": ("högst", "at most"), "at_least": ("minst", "at least")}[goal.side]
        word = side[0 if lang == "sv" else 1]
        if goal.against_city:
            target = "som hela staden" if lang == "sv" else "the whole city's"
        elif indicator_of(goal.measure, self.trend) is None:
            target = number(goal.target, self.decimals(goal), lang=lang)
        else:
            target = with_unit(goal.target, self.unit(goal, lang), self.decimals(goal), lang=lang)
        until = "till" if lang == "sv" else "by"
        what = self.trend.label(goal.measure, lang)
        return f"{what}: {word} {target} {until} {goal.year}"

    # -- how it is shown --------------------------------------------------------------------------------

    @property
    def plot(self) -> GoalsPlots:
        """The charts: ``plot.goal(1)`` and on, one for each goal."""
        from omradesindex.subjects.goals.charts import GoalsPlots

        return GoalsPlots(self)

    def save(self, folder: str | Path, *, lang: Language = "sv") -> list[Path]:
        """Write the page (text, HTML), the table (CSV) and a chart for each goal; return their paths."""
        from omradesindex.subjects.over_time.files import save_goals

        return save_goals(self, folder, lang=lang)

    def __repr__(self) -> str:
        from omradesindex.subjects.goals.page import goals_text

        return goals_text(self)

    def _repr_html_(self) -> str:
        from omradesindex.subjects.goals.page import goals_html

        return goals_html(self)
