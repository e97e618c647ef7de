"""Whether a result's amounts of money are in the prices of its measuring stick."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from omradesindex.index.prices import drifting, levels_of

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored


def off_the_stick(result: Scored) -> Mapping[str, str]:
    """Return the indicators whose figures are in other money than their stick, and why.

    Examples
    --------
    >>> import omradesindex as oi
    >>> dict(off_the_stick(oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())))
    {}
    """
    return drifting(result.index.indicators, result.reference.dated, result.measured.dated)


def bases_of(result: Scored) -> tuple[str, ...]:
    """Return the price bases of a result's amounts, as they are stated."""
    stated = levels_of(result.index.indicators, result.measured.dated).values()
    return tuple(sorted({level.basis for level in stated if level.basis}))
