"""What a question by group holds, in numbers and named: the groups, their gaps, what the gaps are of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.doors import methods_door
from omradesindex.errors import ComputeError, did_you_mean, listing
from omradesindex.show.answer import Answer
from omradesindex.show.page import Paragraph
from omradesindex.subjects.by_group.again import Again
from omradesindex.subjects.by_group.contrast import Contrast
from omradesindex.wording import Language, Text

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index import Breakdown

Floats = NDArray[np.float64]
Group = tuple[str, ...]


class Measure(NamedTuple):
    """What a column of gaps is of: its id, its name, its unit.

    ``decimals``: with how many what is judged is written; ``coarser``: how many fewer a gap at one time has.
    """

    id: str
    label: Text
    unit: Text
    decimals: int
    coarser: int = 0


def _first_paragraph(answer: Answer, lang: Language) -> Sequence[str]:
    page = answer.page(lang, most=1)
    return [block.text for block in page.first().blocks if isinstance(block, Paragraph)][:1]


@dataclass(frozen=True)
class Asked:
    """A question in words, so that its gaps can be told of.

    Attributes
    ----------
    file : str
        How its files are named.
    title : Text
        What was asked: ``Förändring 2020–2024``.
    each, gap : Text
        What stands for each group, and what the gap between two is.
    fares_worse : mapping of str to Text
        What each of :data:`~omradesindex.subjects.by_group.contrast.FARES_WORSE` means here; ``{first}`` and
        ``{second}`` are the groups.
    measures : tuple of Measure
    notes : tuple of Text
        What the figures and the intervals are, and what they rest on.
    told : tuple of Text
        What besides the gaps only the groups beside each other can say.
    unanswered : tuple of Text
        Which groups are left out for want of an answer, and why.
    times : tuple of str
        When a gap that is followed over time was measured.
    years : tuple of float
        The same as numbers, where a line was laid.
    by_area : bool
        Whether each group's answer explains areas.
    lead : callable
        What a group's own answer says first.
    """

    file: str
    title: Text
    each: Text
    gap: Text
    fares_worse: Mapping[str, Text]
    measures: tuple[Measure, ...]
    notes: tuple[Text, ...]
    told: tuple[Text, ...] = ()
    unanswered: tuple[Text, ...] = ()
    times: tuple[str, ...] = ()
    years: tuple[float, ...] = ()
    by_area: bool = True
    lead: Callable[[Any, Language], Sequence[str]] = _first_paragraph


@methods_door
@dataclass(frozen=True, eq=False, repr=False)
class GroupNumbers:
    """The numbers of :class:`~omradesindex.types.ByGroup`; pages, words and charts read these alone.

    Attributes
    ----------
    breakdown : Breakdown
        The latest figures by group: what groups there are, what they are compared on, and why not on more.
    areas : tuple of str
    answers : mapping of group to answer
        One for each group, on the indicators that all of them have.
    total : answer
        That of everybody, on the same indicators.
    contrasts : tuple of Contrast
        Every two groups that differ in one column.
    asked : Asked
    again : Again or None
        How it is made of other figures, for those who may only see protected ones; None where it cannot be.
    """

    breakdown: Breakdown
    areas: tuple[str, ...]
    answers: Mapping[Group, Answer]
    total: Answer
    contrasts: tuple[Contrast, ...]
    asked: Asked
    again: Again | None = None

    @property
    def by(self) -> tuple[str, ...]:
        """The columns that are broken down."""
        return self.breakdown.by

    @property
    def groups(self) -> tuple[Group, ...]:
        """One category for each column: ``("women",)``, ``("women", "with")``."""
        return self.breakdown.groups

    @property
    def common(self) -> tuple[str, ...]:
        """The indicators that every group has in all that is compared."""
        return self.breakdown.common

    @property
    def left_out(self) -> dict[str, str]:
        """Why each of the other indicators is left out, in Swedish."""
        return self.breakdown.left_out

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """What gaps are told of: the index and its dimensions, goals, or sets of indicators."""
        return tuple(measure.id for measure in self.asked.measures)

    def label(self, group: str | Group, lang: Language = "sv") -> str:
        """How a group is named to a reader: ``kvinnor med funktionsnedsättning``."""
        return self.breakdown.label(group, lang)

    def name_of(self, code: str) -> str:
        """Name of an area."""
        return self.breakdown.full.statistics.name_of(code)

    @cached_property
    def first(self) -> int:
        """Position of the first measure that some groups have a gap in: the index, where it is computed."""
        known = np.any([~np.isnan(contrast.gap).all(axis=0) for contrast in self.contrasts], axis=0)
        return int(np.argmax(known))

    @cached_property
    def leading(self) -> int:
        """Position of the first two groups that there is a gap between in :attr:`first`; of none, 0."""
        known = [bool((~np.isnan(contrast.gap[:, self.first])).any()) for contrast in self.contrasts]
        return int(np.argmax(known))

    def measure(self, name: str | None) -> int:
        """Return the position of a measure, :attr:`first` where none is named; refuses an unknown one."""
        if name is None:
            return self.first
        if name not in self.measures:
            raise ComputeError(
                f"'{name}' is no measure here{did_you_mean(str(name), self.measures)}",
                expected=f"one of {listing(self.measures, 40)}",
            )
        return self.measures.index(name)

    def contrast(self, groups: tuple[str | Group, str | Group] | None = None) -> Contrast:
        """Return two groups held against each other; the first two with a gap where none are named.

        Raises
        ------
        ComputeError
            An unknown group, or two that differ in more than one column.
        """
        if groups is None:
            return self.contrasts[self.leading]
        pair = tuple(self.breakdown.known(group) for group in groups)
        for contrast in self.contrasts:
            if (contrast.pair.first, contrast.pair.second) == pair:
                return contrast
        pairs = [f"({', '.join(c.pair.first)}) − ({', '.join(c.pair.second)})" for c in self.contrasts]
        raise ComputeError(
            f"{listing([', '.join(group) for group in pair])} are not held against each other",
            where=f"by {listing(self.by)}",
            expected=f"two groups that differ in one column, in this order: {listing(pairs, 12)}",
        )

    def with_verdict(self, verdict: str, measure: str | None = None) -> tuple[str, ...]:
        """Return areas where one of the two groups told first fares worse, ``"first"`` or ``"second"``."""
        verdicts = self.contrasts[self.leading].verdict[:-1, self.measure(measure)]
        return tuple(code for code, own in zip(self.areas, verdicts, strict=True) if own == verdict)

    # -- tables -------------------------------------------------------------------------------------------

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """What only the groups beside each other can say, one row for each pair, measure and area.

        Returns
        -------
        DataFrame
            ``area, name`` (the whole city last), ``measure``; ``by``, ``pair`` (``women − men``),
            ``within``; ``first``, ``second``: what the question is about, of each group; ``gap``: first −
            second, above 0 where the first group fares worse; ``low``, ``high``, ``p``; ``verdict``:
            ``first`` or ``second`` (that group fares worse), ``noise`` (may be chance), ``untested``
            (nobody knows). Where choices were varied also ``share`` of the scenarios in which the first group
            fares worse; over time also ``gap_before`` and ``gap_after``: how far the groups lie apart at the
            ends.
        """
        import pandas as pd

        frames = []
        codes = [*self.areas, self.breakdown.city]
        names = [self.name_of(code) for code in codes]
        for contrast in self.contrasts:
            for k, measure in enumerate(self.measures):
                columns = {
                    "area": codes,
                    "name": names,
                    "measure": measure,
                    "by": contrast.pair.column,
                    "pair": contrast.pair.label,
                    "within": contrast.pair.within,
                    **{
                        name: getattr(contrast, name)[:, k]
                        for name in ("first", "second", "gap", "low", "high", "p", "verdict")
                    },
                }
                if contrast.share is not None:
                    columns["share"] = contrast.share[:, k]
                if contrast.course is not None:
                    columns["gap_before"] = contrast.course.values[0, :, k]
                    columns["gap_after"] = contrast.course.values[-1, :, k]
                frames.append(pd.DataFrame(columns))
        frame = pd.concat(frames, ignore_index=True)
        no_city = (frame["area"] == self.breakdown.city) & frame["gap"].isna()
        return frame[~no_city & (frame["verdict"] != "")].reset_index(drop=True)

    def to_frame(self) -> pd.DataFrame:
        """Return every group's answer as one table, the breakdown columns first; the total's rows last."""
        import pandas as pd

        tables = []
        for group, answer in {**self.answers, ("total",) * len(self.by): self.total}.items():
            table = answer.to_frame()
            table = table if table.index.name is None else table.reset_index()
            for place, (column, category) in enumerate(zip(self.by, group, strict=True)):
                table.insert(place, column, category)
            tables.append(table)
        return pd.concat(tables, ignore_index=True)
