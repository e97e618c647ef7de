"""What was counted in a register: statistics like any other, and what the register told besides."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from omradesindex.doors import door
from omradesindex.errors import StatisticsError
from omradesindex.show.page import Page, Paragraph
from omradesindex.statistics import Statistics
from omradesindex.wording import Text

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.disclosure.protect import Protected


@door
class Counts(Statistics):
    """Counts of a register. Made by :func:`omradesindex.counts`; used as any statistics.

    Attributes
    ----------
    joint : DataFrame or None
        ``area, first, second, both, persons, period``: how many persons are counted in both of two
        indicators' numerators, and in both denominators. For
        :meth:`result.uncertainty(dependence=…) <omradesindex.types.Result.uncertainty>`.
    is_protected : bool
        Whether anything was withheld where it had to be.
    """

    # Beside the attributes, so that nothing that takes those along takes it.
    __slots__ = ("_protected", "_remarks")

    def __init__(
        self,
        statistics: Statistics,
        *,
        joint: pd.DataFrame | None = None,
        protected: Protected | None = None,
        remarks: tuple[Text, ...] = (),
    ) -> None:
        self.__dict__.update(vars(statistics))
        self.joint = joint
        self.is_protected = protected is not None
        self._protected = protected
        self._remarks = remarks

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__

    def _unasked(self, most: int) -> Page:
        """Return what is shown to whoever counts: its page, and what may be a slip in the definition.

        The page itself, which is written to files for others, does not tell of the whole register.
        """
        page = super()._unasked(most)
        told = " ".join(remark.in_("sv") for remark in self.remarks)
        return replace(page, blocks=[*page.blocks, *([Paragraph(told)] if told else [])])

    @property
    def remarks(self) -> tuple[Text, ...]:
        """What may be a slip in the definition: values that nobody has, conditions that hold of all or none.

        For whoever counts, and in no copy: they tell of the whole register.
        """
        return getattr(self, "_remarks", ())

    @property
    def protected(self) -> Protected | None:
        """What is withheld, and why, for :func:`omradesindex.publish`; None where all is as it was counted.

        Not for publication itself: it holds the counts as they were, and so stays where they were counted. No
        copy has it, put away with pickle or made in memory.

        Raises
        ------
        StatisticsError
            These counts are a copy.
        """
        if not self.is_protected:
            return None
        try:
            return self._protected
        except AttributeError:
            raise StatisticsError(
                "these counts are a copy, and what was withheld does not go along with one",
                where=self.name,
                expected="the counts as oi.counts gave them",
                remedy="publish them where they were counted; the copy holds what may be shown",
            ) from None
