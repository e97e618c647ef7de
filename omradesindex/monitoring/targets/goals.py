"""Goals held against a trend: how far away, how fast one must go, how fast one goes, and the odds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from omradesindex.catalogue import Text
from omradesindex.doors import door
from omradesindex.errors import ComputeError, did_you_mean, listing
from omradesindex.index.decimals import score_decimals
from omradesindex.monitoring.targets.goal import Goal, read_goals
from omradesindex.monitoring.targets.holding import STATUSES, Held, hold, indicator_of, series, sign_of
from omradesindex.monitoring.trends.lines import FEWEST
from omradesindex.monitoring.trends.trend import Trend
from omradesindex.wording import Language, number, with_unit

if TYPE_CHECKING:
    import pandas as pd


@door
def goals(trend: Trend, targets: Goal | Iterable[Goal] | str | Path) -> Goals:
    """Hold goals against a trend.

    Parameters
    ----------
    trend : Trend
        From :func:`omradesindex.trend`; its years give the pace.
    targets : Goal, iterable of Goal, str or Path
        Goals, or a TOML file of them (:func:`omradesindex.monitoring.targets.goal.read_goals`).

    Returns
    -------
    Goals

    Raises
    ------
    ComputeError
        An unknown measure or area (the nearest is suggested); a year that is not after the latest figures; a
        goal on the side where the challenge grows; the city's figure as target where it has none; fewer than
        three years of figures for a measure; a trend of ranks.
    DefinitionError
        A mistake in the file.

    Examples
    --------
    >>> import omradesindex as oi
    >>> found = oi.trend(oi.load_index("malmo-2023"), oi.example_statistics())
    >>> page = oi.goals(found, [oi.Goal("index", 2030, at_most="city")])
    >>> page.summary[["areas", "reached", "slipping"]].iloc[0].tolist()
    [14, 7, 1]
    """
    if trend.by_rank:
        raise ComputeError(
            "a trend of ranks has no pace towards a goal",
            remedy='give a trend on the base year\'s stick: oi.trend(…, stick="base")',
        )
    return Goals(trend, tuple(_checked(goal, trend) for goal in read_goals(targets)))


def _checked(goal: Goal, trend: Trend) -> Goal:
    where = f"the goal for '{goal.measure}' in {goal.year}"
    known = [*trend.columns, *(i.id for i in trend.index.indicators)]
    if goal.measure not in known:
        raise ComputeError(
            f"'{goal.measure}' is no part of the index{did_you_mean(goal.measure, known)}",
            where=where,
            expected=f"one of {listing(known, 40)}",
        )
    for area in goal.areas:
        if area not in trend.areas:
            raise ComputeError(
                f"the area '{area}' is unknown{did_you_mean(area, trend.areas)}",
                where=where,
                expected=f"one of {listing(trend.areas, 20)}",
            )
    if goal.year <= trend.years[-1]:
        raise ComputeError(
            f"the goal's year is not after the latest figures ({trend.labels[-1]})",
            where=where,
            expected=f"{int(trend.years[-1]) + 1} or later",
            remedy="give the goal a new year; whether it was reached stands in the results themselves",
        )
    better = "at_most" if sign_of(goal, trend) > 0 else "at_least"
    if goal.side != better:
        higher = "greater" if better == "at_most" else "smaller"
        raise ComputeError(
            f"the goal goes the wrong way: a higher value is a {higher} challenge",
            where=where,
            expected=f"{better} instead of {goal.side}",
        )
    if goal.against_city and np.isnan(series(goal.measure, trend)[0][-1, -1]):
        raise ComputeError(
            "the whole city has no figure, so it cannot be the target",
            where=where,
            remedy="give a number as the target",
        )
    years = int((~np.isnan(series(goal.measure, trend)[0][:, :-1]).all(axis=1)).sum())
    if years < FEWEST:
        raise ComputeError(
            f"{years} years with figures are too few for a pace",
            where=where,
            expected=f"{FEWEST} or more",
            remedy="give a trend over more years, or another measure",
        )
    return goal


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

    # -- what the presenting floor does -----------------------------------------------------------------

    @property
    def _present(self) -> Any:
        return import_module("omradesindex.present")

    def plot(self, goal: int = 1, *, lang: Language = "sv", most: int | None = 64) -> Any:
        """Draw one goal: where each area is, where it is heading, and the target.

        Parameters
        ----------
        goal : int
            Its number, from 1.
        lang : {"sv", "en"}
        most : int or None
            Areas that are drawn; of more, the first and the last, and the figure says so. None draws all.
        """
        return self._present.plot_goal(self, goal, lang=lang, most=most)

    def save(self, folder: str | Path, *, lang: Language = "sv") -> list[Path]:
        """Write the page (text, HTML), the table (CSV) and a chart for each goal; return their paths."""
        paths: list[Path] = self._present.save_goals(self, folder, lang=lang)
        return paths

    def __repr__(self) -> str:
        return str(self._present.goals_text(self))

    def _repr_html_(self) -> str:
        return str(self._present.goals_html(self))
