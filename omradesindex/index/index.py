"""The index as an analyst holds it: a definition that can be computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self, overload

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue import Definition, open_definition, save_definition
from omradesindex.doors import door, methods_door
from omradesindex.errors import ComputeError, listing
from omradesindex.index.compute import (
    LaidOut,
    Reference,
    aggregate,
    check_reference,
    learn,
    learn_treatment,
    learnt_weights,
    levels_on,
    signs,
    told_of,
)
from omradesindex.index.fill import fill
from omradesindex.index.measure import lacks, measure
from omradesindex.index.result import Result
from omradesindex.statistics import Statistics

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index.groups.breakdown import Breakdown


@methods_door
class Index(LaidOut):
    """A composite index: what it consists of, and the verb that computes it.

    Get one with :func:`omradesindex.load_index`. It is never changed; see
    :class:`omradesindex.catalogue.Definition` for what it holds.

    Examples
    --------
    >>> import omradesindex as oi
    >>> index = oi.load_index("malmo-oppna-data")
    >>> [dimension.id for dimension in index.dimensions]
    ['delaktighet', 'utbildning', 'ekonomi', 'boende']
    """

    @classmethod
    def from_definition(cls, definition: Definition) -> Self:
        """Make an index of a definition."""
        return cls(**{field.name: getattr(definition, field.name) for field in fields(definition)})

    def locked(self, date: str | None = None) -> Self:
        """Return the index with its definition fixed: a date, and a fingerprint of all that it consists of.

        Fix the definition before any figures are read, and nobody can say that it was chosen by what came
        out. :meth:`save` writes it whole to a ``.toml`` file, with the lock; a file that has been changed
        since is refused when it is loaded, and every result says whether its definition is the locked one.

        Parameters
        ----------
        date : str, optional
            The day of the decision, ``2026-03-01``; today (UTC) if left out.

        Examples
        --------
        >>> import omradesindex as oi
        >>> index = oi.load_index("malmo-2023").locked("2026-03-01")
        >>> index.is_locked, index.without("valdeltagande").is_locked
        (True, False)
        """
        from omradesindex.catalogue.locking import locked

        return locked(self, date)

    def to_toml(self) -> str:
        """Write the definition as TOML, whole: what was changed from a base has been changed."""
        from omradesindex.catalogue import to_toml

        return to_toml(self)

    def to_table(self) -> pd.DataFrame:
        """Write the definition as one flat table; see :func:`omradesindex.catalogue.to_table`."""
        from omradesindex.catalogue import to_table

        return to_table(self)

    def save(self, path: str | Path) -> Path:
        """Write the definition to ``.toml``, ``.csv`` or ``.xlsx``; :func:`load_index` reads it back."""
        return save_definition(self, path)

    def stick(
        self, statistics: Statistics, *, periods: Sequence[str] | None = None, base: str | None = None
    ) -> Reference:
        """Learn one stick from several years, so that all of them are measured between the same ends.

        Parameters
        ----------
        statistics : Statistics
            The figures.
        periods : sequence of str, optional
            The years; all that have figures if left out.
        base : str, optional
            The year whose whole city is the middle (100, or ``ampi``'s reference); the first if left out.

        Returns
        -------
        Reference
            Give it to :meth:`compute`, year by year.

        Raises
        ------
        ComputeError
            A year without figures; and what :meth:`compute` refuses.

        Notes
        -----
        COINr's panel data on one (``global``) scale; the ``inf`` and ``sup`` of the adjusted Mazziotta–Pareto
        index, the ends over all areas and years. Treatment, weights that are learnt and rescaled scores are
        those of all years too. How unsure the stick is by chance is not told.

        Examples
        --------
        >>> import omradesindex as oi
        >>> series = oi.example_statistics()
        >>> index = oi.load_index("malmo-2023").with_methods(normalise="min_max", zero=0, points=100)
        >>> stick = index.stick(series, periods=["2020", "2024"])
        >>> scores = index.compute(series, period="2020", reference=stick).scores["index"]
        >>> bool(scores.between(0, 100).all())
        True
        """
        from omradesindex.index.over_years import stick_of

        return stick_of(self, statistics, periods, base)

    @overload
    def compute(
        self,
        statistics: Statistics,
        *,
        period: str | None = None,
        reference: Reference | Result | None = None,
        partial: bool = False,
        by: None = None,
        tolerance: float = 0.0,
    ) -> Result: ...

    @overload
    def compute(
        self,
        statistics: Statistics,
        *,
        period: str | None = None,
        reference: Reference | Result | None = None,
        partial: bool = False,
        by: str | Sequence[str],
        tolerance: float = 0.0,
    ) -> Breakdown: ...

    def compute(
        self,
        statistics: Statistics,
        *,
        period: str | None = None,
        reference: Reference | Result | None = None,
        partial: bool = False,
        by: str | Sequence[str] | None = None,
        tolerance: float = 0.0,
    ) -> Result | Breakdown:
        """Compute the index for every area.

        Each indicator is normalised against a reference: by default a z-score against the whole city
        (its own value, from its counts), where one unit is the standard deviation over the areas. The
        direction is turned so that higher means greater challenge, and means are taken within and then
        between dimensions. Shown scores are 100 + 10 · mean: 100 is the whole city, and 10 points of an
        indicator are one standard deviation between areas (of the index and the dimensions, a little less).

        Parameters
        ----------
        statistics : Statistics
            The figures.
        period : str, optional
            Use figures of this period only. Without it each indicator takes its latest, and the result
            names the period of each.
        reference : Reference or Result, optional
            Measure with the stick of an earlier result, so that the two can be compared. Without it the
            figures at hand are the reference. Weights that a method has learnt come with the stick; those
            that the definition states are its own, also where it has been reweighted.
        partial : bool
            Compute also what has too few indicators. Every output then says so.
        by : str or sequence of str, optional
            Break down by these columns, ``["sex"]`` or ``["sex", "disability"]``: every group is measured
            with the total's stick, on the indicators that all groups have.
        tolerance : float
            With ``by``: how far the groups' counts may lie from their total, as the source states it. 0 for
            exact registers; statistics with random noise need more.

        Returns
        -------
        Result or Breakdown
            A breakdown where ``by`` is given.

        Raises
        ------
        ComputeError
            No indicator has figures; no spread between areas; no value for the whole city; a numerator
            above its denominator; a reference from another definition; a breakdown that the table lacks, or
            that leaves no indicator common to all groups.

        Warns
        -----
        UserWarning
            With ``by``: groups that do not add up to their total.

        Examples
        --------
        >>> import omradesindex as oi
        >>> result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
        >>> len(result.scores)
        14
        """
        if period is not None and statistics.calendar.named(period) not in statistics.periods():
            raise ComputeError(
                f"there are no figures for {period}",
                where=statistics.name,
                expected=f"one of {listing(statistics.periods())}",
            )
        measured = measure(self.indicators, statistics, period=period)
        if np.isnan(measured.values[:-1]).all():
            lacking = dict.fromkeys(
                v
                for i in self.indicators
                for v in i.formula.variables or (i.id,)
                if not statistics.periods(v)
            )
            why = lacks(list(lacking), statistics, 30) if lacking else measured.reasons[0]
            raise ComputeError(
                f"none of the {len(self.indicators)} indicators has figures: "
                + (why or "no area has a value"),
                where=f"index '{self.id}' on {statistics.name}",
                remedy="give statistics that hold its variables, or choose an index that fits them",
            )
        measured = fill(self, measured, statistics, period)
        if reference is None:
            treatment = learn_treatment(self, measured, statistics.areas, statistics.name)
            stick = learn(self, measured, statistics, treatment=treatment)
            weights: Mapping[str, NDArray[np.float64]] = stick.weights
        else:
            earlier = reference if isinstance(reference, Result) else None
            stick = reference.reference if isinstance(reference, Result) else reference
            check_reference(self, stick, measured)
            weights = learnt_weights(self, stick, None if earlier is None else earlier.index.levels)
        with told_of(self, statistics.name, "normalise"):
            treated = stick.treat(measured.values)
            normalised = stick.fitted.apply(treated * signs(self))
        aggregated = aggregate(
            self,
            levels_on(self, statistics, measured),
            self.methods.zero + self.methods.points * normalised[:-1],
            statistics.areas,
            name=statistics.name,
            weights=weights,
            rescaled=stick.rescaled,
            partial=partial,
        )
        result = Result(
            index=self,
            statistics=statistics,
            measured=measured,
            reference=replace(stick, weights=aggregated.weights, rescaled=aggregated.rescaled),
            normalised=normalised,
            level_scores=aggregated.scores,
            level_coverage=aggregated.coverage,
            level_filled=aggregated.filled,
            partial=partial,
        )
        if by is None:
            return result
        from omradesindex.index.groups.break_down import break_down

        return break_down(self, statistics, result, by, tolerance=tolerance)


@door
def load_index(name_or_path: str | Path, *, folder: str | Path | None = None) -> Index:
    """Load an index that travels with the library, or one's own.

    Parameters
    ----------
    name_or_path : str or Path
        An id from :func:`omradesindex.list_indices`, or the path of a file: ``.toml``, or the flat table as
        ``.csv`` or ``.xlsx``.
    folder : str or Path, optional
        A folder with definitions of one's own, which can then be loaded by their ids and built upon.

    Raises
    ------
    DefinitionError
        Unknown id (the nearest is suggested), or a mistake in the file, with file and key.

    Examples
    --------
    >>> load_index("malmo-2023").label.sv
    'Områdesindex enligt remissen (rekonstruktion)'
    """
    return Index.from_definition(open_definition(name_or_path, folder=folder))
