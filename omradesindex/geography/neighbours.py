"""Which areas border on each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omradesindex.errors import DivisionError
from omradesindex.methods.guard import refuse_large

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from omradesindex.geography.division import Division


def neighbours(division: Division, *, within_m: float = 1.0) -> NDArray[np.bool_]:
    """Neighbours of each area: those that share border with it, if only in a corner (queen contiguity).

    Parameters
    ----------
    division : Division
        With outlines.
    within_m : float
        Areas at most this many metres apart are neighbours. The default forgives how outlines are drawn:
        where four of Malmö's areas meet in a corner (5, 12, 13, 14), two of them share 0.4 metres and the
        other two lie 0.4 metres apart. 0 asks for a shared point; more bridges a canal.

    Returns
    -------
    ndarray of bool, shape (n_areas, n_areas)
        In the order of ``division.codes``; symmetric, no area its own neighbour. An area that borders on
        none (an island) has an empty row; methods that need neighbours will say so.

    Raises
    ------
    DivisionError
        Where the division has no outlines, ``within_m`` is negative, or areas are so many (some 44 000) that
        the matrix would take more than 2 GB.

    Examples
    --------
    >>> from omradesindex.geography import geso
    >>> division = geso()
    >>> near = neighbours(division)
    >>> [code for code, near_it in zip(division.codes, near[0]) if near_it]
    ['2', '7', '9']
    """
    import numpy as np
    import shapely

    if not within_m >= 0:
        raise DivisionError(f"{within_m} metres is no distance", expected="0 or more")
    n = len(division.codes)
    refuse_large(
        f"the neighbours of {n} areas as a matrix",
        n,
        n,
        each=1,
        where=f"division '{division.id}'",
        remedy="take a part of the division at a time, such as a county",
        error=DivisionError,
    )
    outlines = division.outlines.geometry.to_numpy()
    tree = shapely.STRtree(outlines)
    i, j = tree.query(outlines, predicate="dwithin", distance=within_m)
    near = np.zeros((n, n), dtype=bool)
    near[i, j] = near[j, i] = True
    np.fill_diagonal(near, False)
    return near
