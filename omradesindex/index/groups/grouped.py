"""What an index broken down holds, in numbers: the groups' scores, the gaps, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.doors import door
from omradesindex.errors import ComputeError, did_you_mean, listing
from omradesindex.index.compute import LaidOut
from omradesindex.index.groups.common_set import group_label
from omradesindex.index.groups.group_gaps import gap_frame
from omradesindex.index.groups.lacking import lacking_frame
from omradesindex.index.groups.reasons import Reason
from omradesindex.index.groups.reconciliation import Sum, reconciliation_frame
from omradesindex.index.measure import Measured
from omradesindex.index.scored import Scored
from omradesindex.plaintext import plain
from omradesindex.statistics import Statistics
from omradesindex.statistics.vocabulary import TOTAL
from omradesindex.wording import Language, Text

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]
Group = tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """The categories of one group, and everything measured about it before the common set is taken.

    Attributes
    ----------
    group : tuple of str
        One category for each column that is broken down; ``total`` in a margin.
    measured : Measured
        All indicators, of the period that the total uses.
    normalised : ndarray, shape (n_areas + 1, n_indicators)
        On the total's stick.
    """

    group: Group
    measured: Measured
    normalised: Floats


@door
@dataclass(frozen=True, eq=False, repr=False)
class Grouped:
    """The numbers of an index broken down; pages, words and charts read these alone.

    Attributes
    ----------
    by : tuple of str
        The columns that are broken down.
    groups : tuple of tuple of str
        One category for each column: ``("women",)``, ``("women", "with")``.
    results : mapping of group to Scored
        The index of each group on the common set.
    total : Scored
        The index of everybody on the same common set.
    full : Scored
        The index of everybody on all indicators: what the stick was made from.
    common : tuple of str
        The indicators of the common set.
    reasons : mapping of str to Text
        Why each of the other indicators is left out, in Swedish and English.
    elsewhere : mapping of group to mapping of str to Reason
        The indicators that have no meaning for each group, being about people of other ages.
    cells : mapping of group to Cell
        Every group and margin measured, before the common set was taken.
    tolerance : float
        How far parts may lie from their total.
    sums : tuple of Sum
        The parts' sums behind :attr:`reconciliation`.
    remarks : tuple of Text
        What the reader must be told of the groups.
    """

    by: tuple[str, ...]
    groups: tuple[Group, ...]
    results: Mapping[Group, Scored]
    total: Scored
    full: Scored
    common: tuple[str, ...]
    reasons: Mapping[str, Text]
    elsewhere: Mapping[Group, Mapping[str, Reason]]
    cells: Mapping[Group, Cell]
    tolerance: float
    sums: tuple[Sum, ...]
    remarks: tuple[Text, ...]

    # -- what it is made of -------------------------------------------------------------------------------

    @property
    def index(self) -> LaidOut:
        """What was computed."""
        return self.full.index

    @property
    def statistics(self) -> Statistics:
        """The figures it was computed from."""
        return self.full.statistics

    @property
    def areas(self) -> tuple[str, ...]:
        """Codes of the areas."""
        return self.full.areas

    @property
    def city(self) -> str:
        """Code of the whole city in the tables."""
        return self.statistics.city

    @property
    def partial(self) -> bool:
        """Whether scores were asked for although too few indicators have values."""
        return self.full.partial

    @property
    def left_out(self) -> dict[str, str]:
        """Why each indicator outside the common set is outside it, in Swedish; ``reasons`` has both."""
        return {name: reason.sv for name, reason in self.reasons.items()}

    @property
    def notes(self) -> tuple[str, ...]:
        """What the reader must be told, in Swedish; ``remarks`` has both languages."""
        return (*(text.sv for text in self.remarks), *self.statistics.notes)

    def known(self, group: str | Group) -> Group:
        """Return a group as it is held, however its categories were written.

        Raises
        ------
        ComputeError
            Unknown group; the nearest is suggested.
        """
        wanted = (group,) if isinstance(group, str) or not isinstance(group, Iterable) else tuple(group)
        plainly = tuple(plain(name) if isinstance(name, str) else name for name in wanted)
        wanted = wanted if wanted in self.results else plainly
        if wanted not in self.results:
            known = [", ".join(g) for g in self.groups]
            if wanted in self.cells and TOTAL not in wanted:
                nothing = np.isnan(self.cells[wanted].measured.values).all()
                raise ComputeError(
                    f"nothing in the index is measured of {listing(wanted)}: it is about others"
                    if nothing
                    else f"{listing(wanted)} is left out here: too little is measured of it for an answer",
                    where=f"index '{self.index.id}' on {self.statistics.name}, by {listing(self.by)}",
                    expected=f"one of {listing(known)}",
                )
            raise ComputeError(
                f"there is no group {listing(wanted)}{did_you_mean(', '.join(map(str, wanted)), known)}",
                where=f"{self.statistics.name}, by {listing(self.by)}",
                expected=f"one of {listing(known)}",
            )
        return wanted

    def label(self, group: str | Group, lang: Language = "sv") -> str:
        """How a group is named to a reader: ``kvinnor med funktionsnedsättning``."""
        return group_label(self.by, self.known(group), lang)

    # -- tables -------------------------------------------------------------------------------------------

    def _wide(self, column: str, kind: str) -> pd.DataFrame:
        import pandas as pd

        results = {**self.results, ("total",) * len(self.by): self.total}
        if column not in self.total.columns:
            raise ComputeError(
                f"'{column}' is neither the index nor a dimension{did_you_mean(column, self.total.columns)}",
                where=f"index '{self.index.id}'",
                expected=f"one of {listing(self.total.columns)}",
            )
        columns = {group: getattr(result, kind)[column] for group, result in results.items()}
        frame = pd.DataFrame({", ".join(group): values for group, values in columns.items()})
        if len(self.by) > 1:
            frame.columns = pd.MultiIndex.from_tuples(list(columns), names=list(self.by))
        else:
            frame.columns.name = self.by[0]
        return frame

    def scores_of(self, column: str) -> pd.DataFrame:
        """Scores of the index or one dimension, areas × groups, the total last."""
        return self._wide(column, "scores")

    def ranks_of(self, column: str) -> pd.DataFrame:
        """Ranks of the index or one dimension within each group, areas × groups, the total last."""
        return self._wide(column, "ranks")

    @cached_property
    def scores(self) -> pd.DataFrame:
        """The index on the common set, areas × groups and last the total; 100 = everybody in the city."""
        return self.scores_of("index")

    @cached_property
    def ranks(self) -> pd.DataFrame:
        """Ranks of the index within each group: 1 = greatest challenge among the areas."""
        return self.ranks_of("index")

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """Every gap, one row for each area, measure and pair of groups that differ in one column.

        Returns
        -------
        DataFrame
            ``area, name``; ``level`` (index, dimension, indicator) and ``measure``; ``by``, ``pair``
            (``women − men``), ``within`` (the other columns' categories); ``first``, ``second``: the two
            values (scores, or in the indicator's own unit); ``points``: the gap on the shown scale, above 0
            where the first group has the greater challenge; ``points_low``, ``points_high``: its 95 %
            interval by chance alone, and ``known``: share 0–1 of the weight behind it that has a known error
            (the rest is assumed to be as uncertain); ``gap`` and ``unit``: first − second in the indicator's
            own unit; ``low``, ``high``: its 95 % interval, from each group's own by squares (Newcombe's for
            counted shares); ``reason`` where there is no interval, or no gap because the two groups'
            scores rest on different indicators; ``ratio``: first / second (as in the
            GDI); ``parity``: 1 − |first / both − 1| (as in EIGE's index); ``common``: whether it is in the
            common set. Indicators have a row for the whole city too.
        """
        return gap_frame(self)

    def gaps_with(self, dependence: str | float | pd.DataFrame) -> pd.DataFrame:
        """Return :attr:`gaps` with another choice of how the errors of a group's indicators hang together.

        Parameters
        ----------
        dependence : {"moderate", "independent", "bounded"}, float or DataFrame of correlations
            See :meth:`Result.uncertainty`; ``gaps`` takes ``moderate``. The intervals of the index's and the
            dimensions' gaps change, the indicators' own do not. Groups hold different persons and are
            independent of each other.

        Raises
        ------
        ComputeError
            An unknown dependence, a table that is no correlations; joint counts, which are everybody's.
        MethodError
            A correlation outside −1 to 1.

        Examples
        --------
        >>> import omradesindex as oi
        >>> by_sex = oi.load_index("malmo-2023").compute(oi.example_statistics(), by=["sex"])
        >>> ends = [by_sex.gaps_with(choice)["points_high"][0] for choice in ("independent", "bounded")]
        >>> bool(ends[0] < ends[1])
        True
        """
        return gap_frame(self, dependence)

    @cached_property
    def lacking(self) -> pd.DataFrame:
        """What a group has no figure or score of, one row for each, and why.

        Returns
        -------
        DataFrame
            The breakdown columns; ``area``, empty where it lacks in all; ``level`` (index, dimension,
            indicator) and ``measure``; ``kind``: ``not_applicable`` (it has no meaning for the group),
            ``cannot_be_split``, ``no_figures``, ``too_few`` (indicators, or people to count) or
            ``suppressed``; ``reason`` in Swedish and ``reason_en``.
        """
        return lacking_frame(self)

    @cached_property
    def reconciliation(self) -> pd.DataFrame:
        """The parts against the total, one row for each area and count that the indicators use.

        Returns
        -------
        DataFrame
            ``variable, period``; ``part`` (``value`` of a count, ``numerator`` or ``denominator`` of a
            share); ``by``, ``within``; ``area``; ``total``, ``parts`` (their sum), ``difference``
            (parts − total); ``reconciles`` (within the tolerance; empty where a part is not known).
        """
        areas = self.statistics.all_areas
        return reconciliation_frame(self.sums, areas, self.tolerance)

    def to_frame(self) -> pd.DataFrame:
        """Return everything as one tidy table: as :meth:`Result.to_frame`, with the breakdown columns first.

        The total's rows (on the common set) carry ``total``.
        """
        import pandas as pd

        tables = []
        for group, result in {**self.results, ("total",) * len(self.by): self.total}.items():
            table = result.to_frame().assign(statistics=self.statistics.name)
            for place, (column, category) in enumerate(zip(self.by, group, strict=True)):
                table.insert(place, column, category)
            tables.append(table[~table["measure"].isin(list(self.reasons))])
        return pd.concat(tables, ignore_index=True)
