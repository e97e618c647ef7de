"""The order that agrees best with comparisons in pairs, of more areas than can be tried one by one.

An integer program: one variable for each pair says which of the two stands first, and no three may stand in a
circle. What is said does not hang on which best order the program happens to find: pairs that stand the same
way in every best order are told from those that do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.integer_programs import narrow

Floats = NDArray[np.float64]

# Two orders agree as well where their sums of shares differ by no more: the program knows no finer.
_AS_GOOD = 1e-6

# When a search is given up: at a number of nodes of its tree, never at a time, so that all machines answer
# alike. Forty areas that agree on nothing have needed one.
_NODES = 100


@dataclass(frozen=True)
class BestOrders:
    """What all best orders have in common.

    Attributes
    ----------
    before : ndarray, shape (n, n)
        1 where i stands before j in every best order, 0 where j does before i, ½ where it differs.
    order : ndarray of int, shape (n,)
        One of them, the first first.
    """

    before: Floats
    order: NDArray[np.intp]


def best_linear_orders(margins: Floats) -> BestOrders:
    r"""Find what all orders that agree best with pairwise margins have in common.

    Parameters
    ----------
    margins : ndarray, shape (n, n)
        Share of the weight for i over j, less that against; ``margins[j, i] = -margins[i, j]``.

    Raises
    ------
    MethodError
        The best order is not found in a hundred nodes of the search.

    Notes
    -----
    The linear ordering problem: maximise :math:`\sum_{i<j} m_{ij} x_{ij}` with
    :math:`0 \le x_{ij} + x_{jk} - x_{ik} \le 1`. Grötschel, M., Jünger, M. and Reinelt, G. (1984), "A
    cutting plane algorithm for the linear ordering problem", *Operations Research* 32, 1195–1220. Solved by
    HiGHS through scipy.

    Examples
    --------
    >>> circle = np.array([[0, 0.2, -0.4], [-0.2, 0, 0.3], [0.4, -0.3, 0]])
    >>> best_linear_orders(circle).order.tolist()
    [1, 2, 0]
    """
    n = len(margins)
    if n < 2:
        return BestOrders(np.full((n, n), 0.5), np.arange(n))
    program = _Program(n)
    gains = np.array([margins[i, j] for i, j in program.pairs])
    first = program.solve(gains)
    best = float((gains * first).sum())
    differs = np.zeros(len(gains), dtype=bool)
    while True:
        # Turn as many pairs as can be turned, of those that have stood alike so far.
        wish = np.where(differs, 0.0, np.where(first, -1.0, 1.0))
        other = program.solve(wish, gains, best - _AS_GOOD)
        turned = (other != first) & ~differs
        if not turned.any():
            break
        differs |= turned
    before = np.full((n, n), 0.5)
    for (i, j), ahead, unsure in zip(program.pairs, first, differs, strict=True):
        if not unsure:
            before[i, j], before[j, i] = float(ahead), float(not ahead)
    ahead_of = np.zeros(n)
    for (i, j), ahead in zip(program.pairs, first, strict=True):
        ahead_of[i if ahead else j] += 1
    return BestOrders(before, np.argsort(-ahead_of, kind="stable"))


class _Program:
    """Pairs that stand one way or the other, and no circle of three among them."""

    def __init__(self, n: int) -> None:
        from scipy.sparse import coo_array

        self.pairs = list(combinations(range(n), 2))
        at = {pair: k for k, pair in enumerate(self.pairs)}
        rows, columns, values = list[int](), list[int](), list[float]()
        triples = list(combinations(range(n), 3))
        for row, (i, j, k) in enumerate(triples):
            rows += [row] * 3
            columns += [at[i, j], at[j, k], at[i, k]]
            values += [1.0, 1.0, -1.0]
        circles = coo_array((values, (rows, columns)), shape=(len(triples), len(self.pairs)))
        self.circles = narrow(circles)

    def solve(self, gains: Floats, held: Floats | None = None, least: float = 0.0) -> NDArray[np.bool_]:
        """Which of each pair stands first, so that ``gains`` sum to the most and ``held`` to no less."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        held_to = [] if held is None else [LinearConstraint(narrow(held[None]), least, np.inf)]
        found = milp(
            -gains,
            integrality=np.ones(len(gains), dtype=np.int64),
            bounds=Bounds(0, 1),
            constraints=[LinearConstraint(self.circles, 0, 1), *held_to],
            options={"mip_rel_gap": 0.0, "node_limit": _NODES},
        )
        if found.x is None or not found.success:
            raise MethodError(
                "the search for the best of all orders is given up",
                where="method 'kemeny'",
                expected="fewer areas that beat each other in circles",
                remedy="use copeland or borda",
            )
        return np.asarray(found.x > 0.5)
