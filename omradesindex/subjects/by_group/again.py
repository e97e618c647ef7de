"""How an answer by group is made once more from other figures: for those who may only see protected ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from omradesindex.statistics import BlockId, Statistics

if TYPE_CHECKING:
    from omradesindex.index import Breakdown, Index
    from omradesindex.show.answer import Answer


@dataclass(frozen=True)
class Again:
    """What an answer by group rests on, and how it is made of other figures.

    Attributes
    ----------
    statistics : Statistics
    used : frozenset of BlockId
        Every block of figures, of everybody and of each group, in all that is compared.
    index : Index
        What was computed.
    make : callable
        Makes the answer of other statistics, with sticks of its own: one that was learnt from figures that
        are withheld would tell them.
    """

    statistics: Statistics
    used: frozenset[BlockId]
    index: Index
    make: Callable[[Statistics], Answer]


def again(broken: Iterable[Breakdown], make: Callable[[Statistics], Answer]) -> Again | None:
    """Say how to make an answer again; None where its figures are of several tables.

    Parameters
    ----------
    broken : iterable of Breakdown
        All that is compared, broken down.
    make : callable
    """
    held = [*broken]
    tables = {breakdown.full.statistics.fingerprint for breakdown in held}
    if len(tables) > 1:
        return None
    used = {
        block
        for breakdown in held
        for measured in (breakdown.full.measured, *(cell.measured for cell in breakdown.cells.values()))
        for blocks in measured.used
        for block in blocks
    }
    full = held[-1].full
    return Again(full.statistics, frozenset(used), full.index, make)
