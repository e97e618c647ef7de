"""The outsider: the tightest interval of every withheld cell, by linear programming."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from omradesindex.disclosure.pieces import SLACK
from omradesindex.disclosure.seen import Plausible, Seen, contradict

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]

#: How near two bounds of a cell are for the cell to be known.
_SAME = 1e-7
#: How often bounds are carried from equation to equation before linear programming takes over.
_ROUNDS = 40
#: How often many targets are moved at once, before they are moved one by one.
_TOGETHER = 6
#: How many more bounds have to be settled by moving many at once than by moving one of each group.
_PAYS = 2


@dataclass(frozen=True)
class Intervals:
    """What an outsider can say about the target cells.

    Attributes
    ----------
    cells : ndarray, shape (n_targets,)
    low, high : ndarray, shape (n_targets,)
        Tightest bounds; infinite where there is none. With ``enough`` only bounds that are at least so far
        apart, or else bounds that are not.
    """

    cells: Ints
    low: Floats
    high: Floats

    @property
    def width(self) -> Floats:
        """How wide each interval is, shape (n_targets,)."""
        return self.high - self.low


def attack(
    matrix: sparse.csr_array,
    right: Floats,
    least: Floats,
    most: Floats,
    targets: Ints,
    *,
    enough: Floats | None = None,
    plausible: Plausible | None = None,
    truth: Floats | None = None,
    brief: bool = False,
) -> Intervals:
    """Find the least and the greatest value that each target can have, given all that is published.

    Bounds are first carried from equation to equation, which settles many cells and cuts the rest into
    groups that no equation ties together. Every group then gives one of its targets to each linear
    programme. A bound that some table has been seen to reach is the tightest there is, so that few
    programmes are needed.

    Parameters
    ----------
    matrix, right : sparse array (n_relations, n_cells), ndarray (n_relations,)
        What every table of this form fulfils.
    least, most : ndarray, shape (n_cells,)
        What is published of each cell: equal bounds where its value is, 0 and infinity where nothing is, the
        rounding's interval where it is rounded.
    targets : ndarray of int
        Cells to guess.
    enough : ndarray, shape (n_targets,), optional
        Stop at a target whose possible values are seen to be this far apart, or known not to be.
    plausible : Plausible, optional
        What whole numbers and the rule rule out; then only tables that it lets pass count as seen, and where
        none are found that are ``enough`` apart, the bounds are those of what was seen.
    truth : ndarray, shape (n_cells,), optional
        A table that fits, NaN where none is known. With it, and where something is ``enough``, tables are
        first looked for in pieces: see :mod:`omradesindex.disclosure.pieces`.
    brief : bool
        Look only for tables that move many targets at once; what these settle not stays open.

    Raises
    ------
    ComputeError
        No table fits what is published.

    Examples
    --------
    Men = all − women; and two areas of which both are withheld:

    >>> relations = sparse.csr_array([[1.0, -1.0, -1.0]])
    >>> least, most, men = np.array([10.0, 7, 0]), np.array([10.0, 7, np.inf]), np.array([2])
    >>> one = attack(relations, np.zeros(1), least, most, men)
    >>> one.low, one.high
    (array([3.]), array([3.]))
    >>> free = np.array([10.0, np.inf, np.inf])
    >>> two = attack(relations, np.zeros(1), np.array([10.0, 0, 0]), free, np.array([2]))
    >>> two.low, two.high
    (array([0.]), array([10.]))
    """
    floor, roof, open_ = _narrowed(matrix, right, least, most)
    low, high = floor[targets], roof[targets]
    wanted = np.flatnonzero(open_[targets])
    if not wanted.size:
        return Intervals(targets, low, high)
    seen = _opened(matrix, right, (floor, roof, open_), plausible)
    here = np.searchsorted(seen.cells, targets[wanted])
    far = np.full(len(here), np.inf) if enough is None else enough[wanted]
    pieces = None if enough is None or truth is None else seen.in_pieces(truth)
    if pieces is not None:
        _push(pieces, here, far, brief=brief)
        seen.low, seen.high = np.minimum(seen.low, pieces.low), np.maximum(seen.high, pieces.high)
    bottom, top = _push(seen, here, far, brief=brief)
    done = (seen.high - seen.low)[here] >= far - SLACK
    if not brief and plausible is not None and enough is not None:
        open_still = ~done & ((top - bottom)[here] >= far - SLACK)
        for cell, enough_of_it in zip(here[open_still].tolist(), far[open_still].tolist(), strict=True):
            # Each table moves others too: most are settled before it is their turn.
            if seen.high[cell] - seen.low[cell] < enough_of_it - SLACK:
                seen.whole_numbers(cell, enough_of_it)
        done = ((seen.high - seen.low)[here] >= far - SLACK) | open_still
    low[wanted] = np.where(done, seen.low[here], bottom[here])
    high[wanted] = np.where(done, seen.high[here], top[here])
    return Intervals(targets, low, np.where(high >= seen.ceiling - 1, np.inf, high))


def proven(
    matrix: sparse.csr_array,
    right: Floats,
    least: Floats,
    most: Floats,
    targets: Ints,
    plausible: Plausible,
) -> Intervals:
    """Find between what each target is proven to lie, given all that is published and the rule.

    No table that may be true goes beyond, whether or not one is found that goes so far. A search that is
    given up proves less.

    Parameters
    ----------
    matrix, right, least, most, targets, plausible
        As for :func:`attack`; what counts are unsafe is told by ``plausible.reach``.

    Examples
    --------
    Two areas of two persons, of which only ones are withheld:

    >>> one = lambda values: values == 1
    >>> rule = Plausible(one, np.ones(3, bool), 2, sparse.csr_array([[0.0, 1, 1]]),
    ...                  reach=(np.ones(3), np.ones(3)))
    >>> found = proven(sparse.csr_array([[1.0, -1, -1]]), np.zeros(1), np.array([2.0, 0, 0]),
    ...                np.array([2.0, np.inf, np.inf]), np.array([1]), rule)
    >>> found.low, found.high
    (array([1.]), array([1.]))
    """
    floor, roof, open_ = _narrowed(matrix, right, least, most)
    low, high = floor[targets], roof[targets]
    wanted = np.flatnonzero(open_[targets])
    if wanted.size:
        seen = _opened(matrix, right, (floor, roof, open_), plausible)
        ends = [seen.proven(int(cell)) for cell in np.searchsorted(seen.cells, targets[wanted])]
        low[wanted], high[wanted] = np.transpose(ends)
        high[high >= seen.ceiling - 1] = np.inf
    return Intervals(targets, low, high)


def _push(seen: Seen, here: Ints, enough: Floats, *, brief: bool) -> tuple[Floats, Floats]:
    """Look for tables in which cells are as small and as great as can be, or ``enough`` apart.

    Returns the bounds that hold of every cell, whatever has been seen.
    """
    bottom, top = seen.floor.copy(), seen.roof.copy()
    tried = np.zeros((2, len(seen.cells)), dtype=bool)
    endless = np.isinf(enough)

    def left(sign: float) -> Ints:
        """Targets of which it is not yet known how far down (1) or up (-1) they go."""
        unknown = seen.low - bottom > _SAME if sign > 0 else top - seen.high > _SAME
        which = unknown[here] & ~tried[int(sign < 0)][here]
        which &= endless | ((top - bottom)[here] >= enough - SLACK)
        targets: Ints = here[which & ((seen.high - seen.low)[here] < enough - SLACK)]
        return targets

    def unsettled() -> Ints:
        return np.union1d(left(1.0), left(-1.0))

    # All of them down, all up, then some up and others down: as long as that settles any; and where sums are
    # all there is to know, or the ends are to be known, as long as it settles more than to move one of each
    # group does.
    rng = np.random.default_rng(0)
    for tries in count():
        goal = unsettled()
        if not goal.size or (tries >= _TOGETHER and seen.plausible is not None):
            break
        ways = rng.choice([-1.0, 1.0], size=len(goal))
        if endless.all():
            down, up = np.isin(goal, left(1.0)), np.isin(goal, left(-1.0))
            ways = np.where(down & up, ways, np.where(down, 1.0, -1.0))
        seen.push(goal, ways if tries > 1 else 1.0 - 2.0 * tries)
        pays = endless.all() or tries >= _TOGETHER
        few = _PAYS * len(np.unique(seen.label[goal])) if pays else 0
        if tries > 1 and goal.size - unsettled().size <= few:
            break
    if not brief and seen.plausible is not None and not endless.any():
        _whole_together(seen, here, enough)
    while not brief and unsettled().size:
        for sign in (1.0, -1.0):
            goal = left(sign)
            if not goal.size:
                continue
            goal = goal[np.unique(seen.label[goal], return_index=True)[1]]
            x = seen.push(goal, sign)
            tried[int(sign < 0), goal] = True
            if sign > 0:
                bottom[goal] = np.maximum(bottom[goal], x[goal])
            else:
                top[goal] = np.minimum(top[goal], x[goal])
    return bottom, top


def _whole_together(seen: Seen, here: Ints, enough: Floats) -> None:
    """Look for tables of whole numbers that move many cells at once, as long as that pays."""
    rng = np.random.default_rng(0)
    for tries in range(_TOGETHER):
        left = (seen.high - seen.low)[here] < enough - SLACK
        few = _PAYS * len(np.unique(seen.label[here[left]]))
        if left.sum() <= few:
            break
        ways = rng.choice([-1.0, 1.0], size=left.sum())
        seen.whole_together(here[left], ways if tries > 1 else np.full(len(ways), 1.0 - 2.0 * tries))
        still = (seen.high - seen.low)[here] < enough - SLACK
        if tries > 1 and left.sum() - still.sum() <= few:
            break


def small_changes(
    matrix: sparse.csr_array,
    right: Floats,
    least: Floats,
    most: Floats,
    targets: Ints,
    plausible: Plausible,
) -> sparse.csr_array:
    """Find the least change of the true table in which each target holds one more, or else one less.

    Whoever knows some other cell is none the wiser of a target if that cell does not change with it: one
    such change tells what would otherwise ask for a programme for everybody who knows something.

    Parameters
    ----------
    matrix, right, least, most, targets, plausible
        As for :func:`attack`; what of ``plausible.truth`` is not known changes nothing.

    Returns
    -------
    sparse array, shape (n_changes, n_cells)
        What is added to the true table; every sum is a table that may be true.

    Examples
    --------
    Two areas, both withheld; one more here is one less there:

    >>> nobody = lambda values: np.zeros(len(values), dtype=bool)
    >>> rule = Plausible(nobody, np.ones(3, bool), 5, sparse.csr_array((0, 3)), np.array([10.0, 3, 7]))
    >>> small_changes(sparse.csr_array([[1.0, -1, -1]]), np.zeros(1), np.array([10.0, 0, 0]),
    ...               np.array([10.0, np.inf, np.inf]), np.array([1]), rule).toarray()
    array([[ 0.,  1., -1.]])
    """
    floor, roof, open_ = _narrowed(matrix, right, least, most)
    n = len(floor)
    wanted = targets[open_[targets]]
    rows: list[sparse.csr_array] = []
    if wanted.size:
        whole = _opened(matrix, right, (floor, roof, open_), plausible)
        left, truth = np.searchsorted(whole.cells, wanted), plausible.truth
        pieces = [] if truth is None else [whole.in_pieces(truth, small=small) for small in (True, False)]
        for seen in (*(some for some in pieces if some is not None), whole):
            left = left[np.isfinite(seen.low[left])]
            for up in (True, False):
                todo, moved = left, np.zeros(len(seen.cells), dtype=bool)
                while todo.size:
                    _, first = np.unique(seen.label[todo], return_index=True)
                    for change in seen.small_steps(todo[first], up=up):
                        moved |= np.abs(change) >= 1 - SLACK
                        cells = np.flatnonzero(change)
                        row = change[cells], (np.zeros(len(cells), dtype=int), seen.cells[cells])
                        rows.append(sparse.csr_array(row, shape=(1, n)))
                    todo = np.delete(todo, first)
                    todo = todo[~moved[todo]]
                left = left[~moved[left]]
    return sparse.csr_array(sparse.vstack(rows)) if rows else sparse.csr_array((0, n))


def _opened(
    matrix: sparse.csr_array,
    right: Floats,
    narrowed: tuple[Floats, Floats, Bools],
    plausible: Plausible | None,
) -> Seen:
    """Return the cells that stay open, with what ties them together."""
    floor, roof, open_ = narrowed
    cells = np.flatnonzero(open_)
    cut = sparse.csr_array(matrix[:, cells])
    used = np.flatnonzero(np.diff(cut.indptr))
    full = np.where(open_, 0.0, floor)
    rest = (right - matrix @ full)[used]
    # A very great number stands for "no bound": a free cell must not stop the other cells' programme.
    ceiling = float(1e6 + 10 * np.ceil(np.abs(rest).max(initial=0.0)))
    roof = np.minimum(roof[cells], ceiling)
    return Seen(sparse.csr_array(cut[used]), rest, floor[cells], roof, cells, full, plausible, ceiling)


def _narrowed(
    matrix: sparse.csr_array, right: Floats, least: Floats, most: Floats
) -> tuple[Floats, Floats, Bools]:
    """Carry bounds through the equations; also say which cells stay open."""
    low, high = least.astype(float), most.astype(float)
    open_ = high - low > _SAME
    cells = np.flatnonzero(open_)
    part = sparse.csr_array(matrix[:, cells])
    used = np.flatnonzero(np.diff(part.indptr))
    entries = sparse.coo_array(part[used])
    row, column = (np.asarray(c, dtype=np.intp) for c in entries.coords)
    sign: Floats = entries.data
    rest = (right - matrix @ np.where(open_, 0.0, low))[used]
    n = len(used)
    least, most = low[cells], high[cells]
    for _ in range(_ROUNDS):
        down = sign * np.where(sign > 0, least[column], most[column])
        up = sign * np.where(sign > 0, most[column], least[column])
        above = rest[row] - _of_the_others(row, down, n)
        below = rest[row] - _of_the_others(row, up, n)
        new_least, new_most = least.copy(), most.copy()
        np.minimum.at(new_most, column, np.where(sign > 0, above, below) / sign)
        np.maximum.at(new_least, column, np.where(sign > 0, below, above) / sign)
        if (new_least > new_most + SLACK).any():
            contradict()
        # Errors of rounding must not cross the bounds.
        crossed = new_least > new_most
        new_least[crossed] = new_most[crossed] = ((new_least + new_most) / 2)[crossed]
        with np.errstate(invalid="ignore"):
            moved = (new_least - least > _SAME) | (most - new_most > _SAME)
        least, most = new_least, new_most
        if not moved.any():
            break
    low[cells], high[cells] = least, most
    open_ = high - low > _SAME
    closed = ~open_
    low[closed] = high[closed] = ((low + high) / 2)[closed]
    return low, high, open_


def _of_the_others(row: Ints, values: Floats, n: int) -> Floats:
    """Sum of each equation's entries without the entry itself; entries may be infinite, all alike."""
    endless = ~np.isfinite(values)
    finite = np.where(endless, 0.0, values)
    total = np.bincount(row, finite, n)[row] - finite
    others = np.bincount(row, endless, n)[row] - endless > 0.5
    result: Floats = np.where(others, values[endless][0] if endless.any() else 0.0, total)
    return result
