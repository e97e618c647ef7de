"""The door to the charts of a breakdown: ``breakdown.plot``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Unpack

from omradesindex.doors import door
from omradesindex.errors import ComputeError, did_you_mean, listing
from omradesindex.index.groups.group_gaps import comparable
from omradesindex.index.groups.group_values import MOST_DRAWN, drawable, groups_of, measures
from omradesindex.index.plots import must_have_outlines
from omradesindex.show.cut import MOST
from omradesindex.show.drawing import Plots, chart
from omradesindex.show.form import Form
from omradesindex.wording import Language

if TYPE_CHECKING:
    from omradesindex.index.groups.grouped import Grouped
    from omradesindex.show.figure import Picture

Group = tuple[str, ...]

_PAIR = 2


@door
class BreakdownPlots(Plots):
    """The chart and the map of one breakdown.

    Parameters
    ----------
    breakdown : Grouped

    Examples
    --------
    >>> import omradesindex as oi
    >>> by_sex = oi.load_index("malmo-2023").compute(oi.example_statistics(), by=["sex"])
    >>> figure = by_sex.plot.groups("valdeltagande")
    """

    def __init__(self, breakdown: Grouped) -> None:
        self._breakdown = breakdown

    @chart
    def groups(
        self,
        measure: str | None = None,
        *,
        groups: Sequence[str | Group] | None = None,
        lang: Language = "sv",
        most: int | None = MOST,
        **form: Unpack[Form],
    ) -> Picture:
        """Draw the groups beside each other, a row for each area, and the gap between two with its interval.

        Parameters
        ----------
        measure : str, optional
            ``index``, a dimension or an indicator; the index, or the first dimension or indicator that groups
            can be compared by, if left out.
        groups : sequence of str or tuple of str, optional
            Two to six groups; all that have the measure if left out.
        lang : {"sv", "en"}
        most : int or None
            Areas that are drawn; of more, the first and the last, and the figure says so. None draws all.

        Raises
        ------
        ComputeError
            Unknown measure or group; a measure that these groups have no figures of, that has no meaning for
            one of them, or that rests on other indicators in one than in another; too many groups.
        """
        shown, chosen = self._chosen(measure, groups)
        from omradesindex.index.groups.charts import groups_chart

        return groups_chart(self._breakdown, shown, chosen, lang, most)

    @chart
    def map(
        self,
        measure: str | None = None,
        *,
        groups: Sequence[str | Group] | None = None,
        lang: Language = "sv",
        **form: Unpack[Form],
    ) -> Picture:
        """Draw a map of where one of two groups fares worse by more than chance, with every area's gap.

        Parameters
        ----------
        measure : str, optional
            As in :meth:`groups`.
        groups : sequence of str or tuple of str, optional
            Two groups; the first two that have the measure if left out.
        lang : {"sv", "en"}

        Raises
        ------
        ComputeError
            As in :meth:`groups`.
        DivisionError
            No outlines to draw.
        """
        shown, chosen = self._chosen(measure, groups, _PAIR)
        must_have_outlines(self._breakdown.full)
        from omradesindex.index.groups.maps import gap_map

        return gap_map(self._breakdown, shown, chosen, lang)

    def _chosen(
        self, measure: str | None, groups: Sequence[str | Group] | None, most: int = MOST_DRAWN
    ) -> tuple[str, tuple[Group, ...]]:
        """The measure and the groups that are asked for; refuse what cannot be held beside each other."""
        breakdown = self._breakdown
        measure = next(iter(measures(breakdown)), "index") if measure is None else measure
        wanted = breakdown.groups if groups is None else groups
        if groups is None and (measure in breakdown.common or measure in breakdown.total.columns):
            wanted = groups_of(breakdown, measure) or breakdown.groups
        if groups is None and most == _PAIR:
            wanted = wanted[:_PAIR]
        chosen = tuple((group,) if isinstance(group, str) else tuple(group) for group in wanted)
        for group in chosen:
            breakdown.known(group)  # refuses an unknown one
        if chosen:
            _check_measure(breakdown, measure, chosen)
        if not 2 <= len(set(chosen)) == len(chosen) <= most:
            raise ComputeError(
                f"{len(chosen)} groups cannot be drawn beside each other",
                expected="two groups" if most == _PAIR else f"two to {most} different groups",
                remedy="choose them with groups=, of " + listing([", ".join(g) for g in breakdown.groups]),
            )
        return measure, chosen


def _check_measure(breakdown: Grouped, measure: str, groups: Sequence[Group]) -> None:
    """Refuse a measure that is no part of the index, or that these groups have nothing of."""
    columns = breakdown.total.columns
    ids = [m.id for m in breakdown.index.members]
    if measure not in columns and measure not in ids:
        known = [*columns, *ids]
        raise ComputeError(
            f"'{measure}' is neither the index, a dimension nor an indicator{did_you_mean(measure, known)}",
            where=f"index '{breakdown.index.id}'",
            expected=f"one of {listing(known, 30)}",
        )
    if len(groups) < 2 or drawable(breakdown, measure, groups):
        return
    where = f"index '{breakdown.index.id}' on {breakdown.statistics.name}"
    for group in groups:
        reason = breakdown.elsewhere.get(group, {}).get(measure)
        if reason is not None:
            meant = listing([", ".join(g) for g in groups_of(breakdown, measure)])
            raise ComputeError(
                f"'{measure}' is {reason.en}",
                where=where,
                expected=f"groups that it has a meaning for: {meant}",
                remedy="choose them with groups=",
            )
    if measure in columns and not comparable(breakdown, groups, measure):
        raise ComputeError(
            f"the groups' scores of '{measure}' rest on different indicators, and do not compare",
            where=where,
            expected=f"groups measured by the same ones, or one of {listing(measures(breakdown), 30)}",
            remedy="draw an indicator, or choose groups with groups=",
        )
    if measure in columns:
        raise ComputeError(
            f"'{measure}' is not computed for these groups: they share too few indicators",
            where=where,
            expected=f"one of {listing(measures(breakdown), 30)}",
            remedy="draw an indicator, or compute what there is with partial=True",
        )
    why = breakdown.reasons[measure].en + "; " if measure in breakdown.reasons else ""
    raise ComputeError(
        f"there is no area where these groups have '{measure}'",
        where=breakdown.statistics.name,
        expected=f"one of {listing(measures(breakdown), 30)}",
        remedy=f"{why}the total is never shown in place of a group",
    )
