"""Which figures of a table an indicator is made of: its own, ready-made, or the variables of its formula.

A name can mean two things: an indicator ``lekplatser`` may be made of a column ``lekplatser`` that counts
them. What decides is what the table says of the column (its ``kind``) and what the formula does with it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from omradesindex.catalogue import Indicator
from omradesindex.errors import ComputeError, listing
from omradesindex.statistics import Block, Statistics

Names = tuple[str, ...]


def figures_of(
    indicator: Indicator,
    statistics: Statistics,
    group: tuple[str, ...] | None = None,
    *,
    counted: Collection[str] = (),
) -> Names:
    """Return what the indicator is read from: its own column, or the variables of its formula.

    A column under the indicator's own id is its ready-made value, unless the table says that it is a count,
    or the formula counts with it. Where there is one it is used for every period: figures that somebody else
    worked out and our own are not mixed over time.

    Parameters
    ----------
    counted : collection of str
        What the formulas of an index count with.

    Raises
    ------
    ComputeError
        The column may be either: it has no kind although the formula's variables are there too, or is said to
        be a share or the like although the formula counts with it.
    """
    own, made = (indicator.id,), indicator.formula.variables
    if not made:
        return own
    periods = statistics.periods(indicator.id, group)
    if not periods:
        return made
    kinds = list(dict.fromkeys(statistics.block(indicator.id, when, group).kind for when in periods))
    kind = kinds[0]
    if len(kinds) > 1:
        raise ComputeError(
            f"'{indicator.id}' is of different kinds in different periods: {listing(kinds)}",
            where=f"{statistics.name}, indicator '{indicator.id}'",
            expected="one kind throughout",
            remedy="give what is counted and what is worked out a name each",
        )
    complete = all(statistics.periods(name, group) for name in made)
    if indicator.id in made:
        if kind in ("", "count"):
            return made
        if complete:
            raise _either(indicator, statistics, f"the table says that it is of the kind '{kind}'")
        return own
    if kind == "count" or (not kind and indicator.id in counted):
        return made
    if not kind and complete:
        raise _either(indicator, statistics, "the table does not say of which kind it is")
    return own


def _either(indicator: Indicator, statistics: Statistics, why: str) -> ComputeError:
    return ComputeError(
        f"'{indicator.id}' may be the indicator itself, or a variable: {why}, and the formula's variables "
        f"({listing(indicator.formula.variables)}) are there too",
        where=f"{statistics.name}, indicator '{indicator.id}'",
        expected="kind 'count' for what is counted, or 'share', 'mean' or 'index' for the indicator itself",
        remedy="fill the column 'kind' in the table, or give the indicator another id",
    )


def ready_made(indicator: Indicator, blocks: Mapping[str, Block]) -> Block | None:
    """Return the block that is the indicator's own value; None where it was made from its formula.

    Parameters
    ----------
    blocks : mapping of str to Block
        What the indicator was made of, by variable.
    """
    if tuple(blocks) == (indicator.id,) != indicator.formula.variables:
        return blocks[indicator.id]
    return None
