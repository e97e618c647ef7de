"""The numbers of a review: goals, outside measures, indicators, and areas to open the strategy of again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from omradesindex.doors import methods_door
from omradesindex.errors import OmradesindexError
from omradesindex.index.result import Result
from omradesindex.subjects.change.answer import Change
from omradesindex.subjects.goals.fitting import goal_label
from omradesindex.subjects.goals.goal import Goal
from omradesindex.subjects.over_time.noise import errors_of
from omradesindex.subjects.review.agreement import Agreement, agreements
from omradesindex.subjects.review.standing import Standing, standings
from omradesindex.subjects.review.telling import Telling, telling

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = (
    *("question", "what", "area", "name", "value", "target", "distance", "distance_before", "before"),
    *("difference", "low", "high", "n", "verdict"),
)


@methods_door
@dataclass(frozen=True, eq=False, repr=False)
class ReviewNumbers:
    """The numbers of :class:`~omradesindex.types.Review`.

    Attributes
    ----------
    result : Result
        The index as it is now.
    change : Change or None
        From the earlier result, where there is one to compare with.
    goals : tuple of Goal
    links, links_before : DataFrame or None
        Outside measures, one row for each area: now, and as they were with the earlier result.
    """

    result: Result
    change: Change | None
    goals: tuple[Goal, ...]
    links: pd.DataFrame | None
    links_before: pd.DataFrame | None

    @property
    def areas(self) -> tuple[str, ...]:
        """Codes of the areas."""
        return self.result.areas

    @property
    def start(self) -> Result | None:
        """The earlier result, comparable with that of now; None where there is none."""
        return None if self.change is None else self.change.start

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """How the areas stand to each goal."""
        return standings(self.goals, self.result, self.start)

    @cached_property
    def agreement(self) -> tuple[Agreement, ...]:
        """The index's rank correlation with each outside measure, now and before."""
        if self.links is None:
            return ()
        return agreements(self.result, self.links, self.start, self.links_before)

    @cached_property
    def telling(self) -> dict[str, Telling]:
        """Whether each indicator that has figures tells the areas apart."""
        known = errors_of(self.result, None) if self.change is None else self.change.errors[1]
        return telling(self.result, known)

    @cached_property
    def telling_before(self) -> dict[str, Telling]:
        """Whether each did so before."""
        return {} if self.change is None else telling(self.change.start, self.change.errors[0])

    @cached_property
    def no_longer(self) -> tuple[str, ...]:
        """Indicators that told the areas apart before, and no longer do."""
        return tuple(
            name
            for name, now in self.telling.items()
            if now.verdict == "does_not"
            and name in self.telling_before
            and self.telling_before[name].verdict == "tells"
        )

    @cached_property
    def reopen(self) -> pd.DataFrame | None:
        """Areas whose strategy should be reopened (:meth:`Change.reopen`); None where nothing is compared."""
        return None if self.change is None or not self.change.newer else self.change.reopen()

    def to_frame(self) -> pd.DataFrame:
        """Return what the review found as one tidy table.

        Returns
        -------
        DataFrame
            ``question``: ``goal`` (a row for each goal and area), ``agreement`` (each outside measure),
            ``telling`` (each indicator), ``reopen`` (each area whose strategy should be reopened). ``what``:
            the goal's name, the measure, the indicator's id, ``index``. ``area``, ``name``: empty where it is
            about all. ``value``: a goal's figure, the correlation, the share of differences that is not
            chance, the index's change. ``target``, ``distance``, ``distance_before`` of a goal. ``before``
            and ``difference``: the value then, and by how much it has moved. ``low``, ``high``: of the
            correlation. ``n``: areas that it rests on. ``verdict``: of a goal as
            :meth:`Goals.to_frame` says, or ``left`` (pace unknown) and ``missed``; ``closer``, ``further``,
            ``same``, ``untested``; ``tells``, ``does_not``, ``no_longer``, ``untested``; the reasons.
        """
        import pandas as pd

        rows = [*self._goal_rows(), *self._agreement_rows(), *self._telling_rows(), *self._reopen_rows()]
        frame = pd.DataFrame(rows).reindex(columns=[*_COLUMNS])
        text = ["question", "what", "area", "name", "verdict"]
        frame[text] = frame[text].astype(object).fillna("")
        numbers = [name for name in _COLUMNS if name not in (*text, "n")]
        frame[numbers] = frame[numbers].astype(float)
        frame["n"] = frame["n"].astype("Int64")
        return frame.assign(index=self.result.index.id, statistics=self.result.statistics.name)

    def areas_frame(self) -> pd.DataFrame:
        """Return the rows that are about areas; ``what`` is a goal's number, or ``reopen``.

        Raises
        ------
        OmradesindexError
            Neither a goal nor an earlier result, so that nothing is said of areas.
        """
        import pandas as pd

        each = [standing.rows for standing in self.standings]
        rows = [
            {**row, "what": str(k)}
            for (k, _), row in zip(
                ((k, row) for k, of in enumerate(each, 1) for row in of), self._goal_rows(), strict=True
            )
        ]
        if self.change is not None and self.reopen is not None:
            reasons = dict(zip(self.reopen["area"], self.reopen["reasons"], strict=True))
            rows += [
                {
                    "what": "reopen",
                    "area": code,
                    "name": self.result.statistics.name_of(code),
                    "value": by,
                    "verdict": reasons.get(code, "none"),
                }
                for code, by in zip(self.change.areas, self.change.moves.estimate, strict=True)
            ]
        if not rows:
            raise OmradesindexError(
                "the review says nothing of areas one by one",
                expected="a goal, or a change from an earlier result",
                remedy="give goals=…, or review oi.change(earlier, later)",
            )
        columns = ["what", "area", "name", "value", "target", "distance", "distance_before", "verdict"]
        return pd.DataFrame(rows).reindex(columns=columns)

    def _goal_rows(self) -> list[dict[str, Any]]:
        return [
            {
                "question": "goal",
                "what": goal_label(standing.goal, self.result, "sv"),
                "area": self.areas[row],
                "name": self.result.names[self.areas[row]],
                "value": standing.value[k],
                "target": standing.target[k],
                "distance": standing.distance[k],
                "distance_before": standing.before[k],
                "verdict": standing.status[k],
            }
            for standing in self.standings
            for k, row in enumerate(standing.rows)
        ]

    def _agreement_rows(self) -> list[dict[str, Any]]:
        return [
            {
                "question": "agreement",
                "what": one.measure,
                "value": one.correlation,
                "before": np.nan if one.change is None else one.change.before,
                "difference": np.nan if one.change is None else one.change.difference,
                "low": one.low,
                "high": one.high,
                "n": one.n,
                "verdict": one.verdict,
            }
            for one in self.agreement
        ]

    def _telling_rows(self) -> list[dict[str, Any]]:
        rows = []
        for name, now in self.telling.items():
            was = self.telling_before.get(name)
            before = np.nan if was is None else was.real
            rows.append(
                {
                    "question": "telling",
                    "what": name,
                    "value": now.real,
                    "before": before,
                    "difference": now.real - before,
                    "n": now.n,
                    "verdict": "no_longer" if name in self.no_longer else now.verdict,
                }
            )
        return rows

    def _reopen_rows(self) -> list[dict[str, Any]]:
        if self.reopen is None:
            return []
        return [
            {
                "question": "reopen",
                "what": "index",
                "area": row["area"],
                "name": row["name"],
                "value": row["estimate"],
                "verdict": row["reasons"],
            }
            for row in self.reopen.to_dict("records")
        ]
