"""An index for others: made anew from the figures that may be shown, and from nothing else.

Blanking single values of a finished index is no protection. Every score rests on the mean and the spread
over all areas: with two shown values and their scores anybody solves for both, and then for the value that
was blanked. Whatever is computed from the protected figures alone tells nothing beyond them, and they are
audited.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from omradesindex.disclosure.shares import joined, share_pairs
from omradesindex.errors import ComputeError, MethodError, OmradesindexError
from omradesindex.index import Breakdown, Result
from omradesindex.statistics import BlockId, Statistics
from omradesindex.statistics.vocabulary import QUALITIES, STATUSES
from omradesindex.subjects.by_group.answer import ByGroup

if TYPE_CHECKING:
    import pandas as pd

#: What an index was made into, with its groups or without, or an answer by group.
Made = Result | Breakdown | ByGroup[Any]


def truth_behind(figures: Made) -> Statistics:
    """Return the counts that an index was computed from, with the city's rows.

    Of an answer by group those of all periods and groups together, so that what is withheld in one is not
    told by the others.

    Raises
    ------
    ComputeError
        The answer rests on several tables, and cannot be asked again of one.
    """
    if isinstance(figures, ByGroup):
        again = figures.again
        if again is None:
            raise ComputeError(
                "this answer cannot be made anew from protected figures",
                where=figures.breakdown.full.statistics.name,
                expected="an answer from one table, each result of one period and on the base year's stick",
                remedy="protect the statistics first (oi.protect), and ask the same of protected.statistics",
            )
        return _with_city(again.statistics, again.used)
    cells = [figures.full.measured] if isinstance(figures, Breakdown) else [figures.measured]
    if isinstance(figures, Breakdown):
        cells += [cell.measured for cell in figures.cells.values()]
    return _with_city(
        figures.statistics, {block for measured in cells for blocks in measured.used for block in blocks}
    )


def share_pairs_of(figures: Made, truth: Statistics) -> dict[str, tuple[str, ...]]:
    """Return numerator → denominators of the index's shares and of the catalogue's."""
    again = figures.again if isinstance(figures, ByGroup) else figures
    assert again is not None  # seen to before
    return joined(share_pairs(truth.variables, again.index.indicators), share_pairs(truth.variables))


def remake(figures: Made, shown: Statistics) -> Made:
    """Compute an index again from the figures that others may see.

    The new index has a stick of its own: one that was learnt from figures that are withheld would tell them.

    Parameters
    ----------
    figures : Result, Breakdown or ByGroup
    shown : Statistics
        What is left of the counts behind it.

    Returns
    -------
    Result, Breakdown or ByGroup
        Values, scores and ranks that others may see, empty where too little is left.

    Raises
    ------
    ComputeError
        What is left does not make the index.
    """
    try:
        with warnings.catch_warnings():
            # Parts that do not add up were warned of when it was first made.
            warnings.simplefilter("ignore", UserWarning)
            if isinstance(figures, ByGroup):
                assert figures.again is not None  # seen to before
                remade = figures.again.make(shown)
                assert isinstance(remade, ByGroup)  # as what was made first
                return remade
            if isinstance(figures, Breakdown):
                return figures.index.compute(
                    shown, by=figures.by, partial=figures.partial, tolerance=figures.tolerance
                )
            return figures.index.compute(shown, partial=figures.partial)
    except (ComputeError, MethodError) as error:
        raise _too_little(error) from error


def _too_little(error: OmradesindexError) -> ComputeError:
    return ComputeError(
        f"what may be shown does not make the index: {error.what}",
        where=error.where,
        expected=error.expected,
        remedy="publish the protected statistics alone (protect), break down by fewer columns, "
        "use larger areas or a definition with fewer small groups",
    )


def _with_city(statistics: Statistics, used: Iterable[BlockId]) -> Statistics:
    """Return the used blocks alone, with the city's rows: made from the areas where it has none."""
    import pandas as pd

    wanted = [block for block in statistics.blocks if block in set(used)]
    frame = statistics.to_frame()
    key = pd.MultiIndex.from_frame(frame[["variable", "period", *statistics.breakdowns]])
    chosen = pd.MultiIndex.from_tuples([(b.variable, b.period, *b.group) for b in wanted])
    frame = frame[key.isin(chosen)]
    division, whole = statistics.division, statistics.whole
    if whole is None:
        whole = division.whole.code if division is not None else "whole"
        frame = pd.concat([frame, _city_rows(statistics, wanted, whole)], ignore_index=True)
    return Statistics.from_frame(
        frame,
        name=statistics.name,
        division=division,
        whole=whole,
        breakdowns=statistics.breakdowns,
        notes=statistics.notes,
    )


def _city_rows(statistics: Statistics, blocks: list[BlockId], whole: str) -> pd.DataFrame:
    import pandas as pd

    rows = []
    for block in blocks:
        figures = statistics.block(*block)
        row = statistics.blocks.index(block)
        numbers = {column: array[row, -1] for column, array in statistics.numbers.items()}
        rows.append(
            {"area": whole, "variable": block.variable, "period": block.period}
            | dict(zip(statistics.breakdowns, block.group, strict=True))
            | numbers
            | {
                "kind": figures.kind,
                "quality": QUALITIES[int(figures.quality[-1])],
                "status": STATUSES[int(figures.status[-1])],
                "rounding": statistics.rounding.texts[row, -1],
                "source": "; ".join(statistics.source_of(*block)),
            }
        )
        # What a variable's figures of a period are of, the city's are of too.
        for column, told in (("series", statistics.series), ("prices", statistics.prices)):
            if told:
                rows[-1][column] = told.get((block.variable, block.period), "")
    return pd.DataFrame(rows)
