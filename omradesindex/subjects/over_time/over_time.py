"""Areas that are followed over time on one stick: what a change and a trend have in common."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.doors import methods_door
from omradesindex.errors import ComputeError, did_you_mean, listing
from omradesindex.subjects.over_time.noise import Errors, Judged
from omradesindex.subjects.over_time.prices import holding, unpriced
from omradesindex.subjects.over_time.reopen import Moves, reopen
from omradesindex.subjects.over_time.sticks import uneven, when
from omradesindex.wording import Language, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from omradesindex.index import Result


@methods_door
@dataclass(frozen=True, eq=False, repr=False)
class OverTime:
    """Areas that are followed over time on one stick.

    Attributes
    ----------
    results : tuple of Result
        In the order of time.
    areas : tuple of str
    errors : tuple of Errors
        What is known of the errors of the results that are judged.
    stick : Text
        What all were measured with.
    by_rank : bool
        Whether only ranks are followed.
    against : {"stick", "city"}
        What is judged.
    level : float
    correlation : float
        Between the errors of two years: of all persons, also those who are there in one year only.
    dependence : str, float or DataFrame
        How the errors of an area's indicators hang together, as it was chosen.
    """

    results: tuple[Result, ...]
    areas: tuple[str, ...]
    errors: tuple[Errors, ...]
    stick: Text
    by_rank: bool
    against: str
    level: float
    correlation: float
    dependence: str | float | pd.DataFrame

    @property
    def counted_persons(self) -> bool:
        """Whether the correlation comes of the persons who are the same, counted by a register."""
        return False

    @property
    def judged_results(self) -> tuple[Result, ...]:
        """The results that are judged: those that the errors are of."""
        return self.results

    @property
    def columns(self) -> tuple[str, ...]:
        """``index``, and the dimensions that the first and the last result have."""
        return tuple(column for column in self.results[-1].columns if column in self.results[0].columns)

    @property
    def periods(self) -> tuple[str, str]:
        """The periods of the first and the last result."""
        return when(self.results[0]), when(self.results[-1])

    @cached_property
    def uneven(self) -> tuple[str, ...]:
        """Indicators that some area has a value of at some times only."""
        return uneven(self.results, self.areas)

    @cached_property
    def unpriced(self) -> Mapping[str, str]:
        """Indicators whose change may be one of prices, and why: ``current``, ``unstated``, ``limit``."""
        return unpriced(self.results, by_rank=self.by_rank)

    def untold(self, measure: str) -> tuple[str, ...]:
        """Return the indicators because of whose prices nobody can judge a column (or an indicator)."""
        return holding(self.results[-1], measure, self.unpriced)

    @cached_property
    def priced(self) -> NDArray[np.bool_]:
        """Which columns can be judged: those that hold nothing whose change may be one of prices."""
        return np.array([not self.untold(column) for column in self.columns])

    @cached_property
    def judged(self) -> Judged:
        """Limits and verdicts, of shape ``(n_areas, n_columns)``."""
        raise NotImplementedError

    @property
    def moves(self) -> Moves:
        """What the rule of :meth:`reopen` looks at."""
        raise NotImplementedError

    @cached_property
    def verdicts(self) -> pd.DataFrame:
        """``improved``, ``worsened``, ``noise`` (no more than noise) or ``untested``: areas × columns."""
        import pandas as pd

        rows = pd.Index(self.areas, name="area", dtype=object)
        return pd.DataFrame(self.judged.verdict, index=rows, columns=list(self.columns))

    def with_reasons(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Add why nobody can judge, where that is because of prices: a row's ``measure`` tells its column."""
        if not self.unpriced:
            return frame
        why = {column: "prices" if self.untold(column) else "" for column in self.columns}
        return frame.assign(reason=frame["measure"].map(why))

    def with_verdict(self, verdict: str) -> tuple[str, ...]:
        """Return the areas whose index has a verdict."""
        return tuple(c for c, v in zip(self.areas, self.judged.verdict[:, 0], strict=True) if v == verdict)

    @property
    def known_share(self) -> float:
        """Smallest share of the index's weight whose indicators have a known error."""
        tables = [np.asarray(e.score_known["index"]) for e in self.errors if "index" in e.score_known]
        shares = np.concatenate(tables) if tables else np.zeros(1)
        shares = shares[~np.isnan(shares)]
        return float(shares.min()) if shares.size else 0.0

    def reopen(self, *, size: float = 0.5, top: int | None = None) -> pd.DataFrame:
        """List the areas to look closer at, because of how they have changed. What follows is for the city.

        The rule: the index has changed by more than noise and by at least ``size`` standard deviations
        between areas, or the area has come among the ``top`` with the greatest challenge or left them. Of a
        trend the change is that of the line, from the first year to the last, which is less noisy than the
        two years alone.

        Parameters
        ----------
        size : float
            In standard deviations between the areas' scores at the start. Half of one is the width of a
            class on the maps.
        top : int, optional
            How many areas are looked at: three (all, where they are fewer) if left out.

        Returns
        -------
        DataFrame
            ``area``, ``name``, ``reasons`` (``worsened``, ``improved``, ``entered``, ``left``; joined by
            ``", "``), ``estimate``, ``in_sd`` (the change in standard deviations), ``rank_before``,
            ``rank_after``, ``more_than_noise`` (whether the change of score is: an area can be passed by
            others without changing itself), ``city`` (the whole city's change on the same stick) and
            ``beyond_city`` (``improved``, ``worsened``, ``noise`` or ``untested``: whether the area has moved
            otherwise than the city). Greatest worsening first.
        """
        return reopen(self.moves, size=size, top=top)

    # -- names ------------------------------------------------------------------------------------------

    @cached_property
    def names(self) -> dict[str, str]:
        """Name of each area by its code."""
        return {code: self.name_of(code) for code in self.areas}

    def name_of(self, code: str) -> str:
        """Name of an area."""
        return self.results[-1].statistics.name_of(code)

    def label(self, name: str, lang: Language = "sv") -> str:
        """Label of the index, a dimension or an indicator, as the last result has it, or else the first."""
        last = self.results[-1]
        known = {indicator.id for indicator in last.index.indicators} | set(last.columns)
        return (last if name in known else self.results[0]).label(name, lang)

    def column(self, name: str) -> int:
        """Position of a column; refuses an unknown one."""
        if name not in self.columns:
            raise ComputeError(
                f"'{name}' is no column here{did_you_mean(str(name), self.columns)}",
                expected=f"one of {listing(self.columns)}",
            )
        return self.columns.index(name)
