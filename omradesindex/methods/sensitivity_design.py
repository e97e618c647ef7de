"""Designs for variance-based sensitivity analysis: uniforms that any worker can make again, block by block.

A run is a row of uniform numbers, and a factor is what one or several of its columns drive: a weighting
scheme one, the weights of twelve indicators twelve together. Two independent tables A and B of n rows, and
for each factor A with that factor's columns from B, make the n · (factors + 2) runs that
:mod:`omradesindex.methods.sensitivity` learns from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from inspect import signature
from itertools import pairwise
from operator import index
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.guard import Floats, choose, numbers, refuse

__all__ = ["CHUNK", "MOST_COLUMNS", "SobolDesign", "discrete", "seed_of", "sobol_design"]

#: Rows that share a seed of their own; blocks that begin at a multiple of it can be summed apart.
CHUNK = 1024

_BITS = 30  # of the points of scipy's sequence
MOST_COLUMNS = 21201 // 2  # whose direction numbers are tabulated (Joe & Kuo 2008), for A and B


def sobol_design(
    n: int,
    factors: int | Sequence[int],
    *,
    kind: str = "sobol",
    rng: int | np.random.Generator | None = None,
) -> SobolDesign:
    """Plan the runs of a variance-based sensitivity analysis.

    Parameters
    ----------
    n : int
        Base rows, 2 or more. There are n · (number of factors + 2) runs to compute.
    factors : int or sequence of int
        The number of factors, each of one column; or how many columns each of them drives.
    kind : {"sobol", "random"}
        Points of a scrambled Sobol sequence, which fill the space evenly if n is a power of two (other n
        are refused); or independent uniforms, for any n.
    rng : int or Generator, optional
        The same seed, the same design, whatever the block size. Without one, a seed is drawn and kept.

    Returns
    -------
    SobolDesign
        Whose :meth:`~SobolDesign.block` and :meth:`~SobolDesign.runs` make the numbers.

    Raises
    ------
    MethodError
        Too few rows; a number that is no power of two, for a Sobol sequence; no factor, one without columns,
        or more columns than the sequence has; an unknown kind; a negative seed.

    Notes
    -----
    Saltelli, A., Annoni, P., Azzini, I., Campolongo, F., Ratto, M. & Tarantola, S. (2010), "Variance based
    sensitivity analysis of model output", *Computer Physics Communications* 181, 259–270. The sequence is
    scipy's (Joe & Kuo 2008, scrambled after Matoušek 1998), first point included (Owen 2020).

    Examples
    --------
    Two choices and the weights of three indicators, which are one factor of three columns:

    >>> design = sobol_design(8, [1, 1, 3], rng=1)
    >>> design.runs().shape
    (5, 8, 5)
    >>> A, B = design.block()
    >>> bool((design.block(3, 5)[0] == A[3:5]).all())
    True
    """
    choose("design", kind, ("sobol", "random"))
    widths = tuple(factors) if isinstance(factors, Sequence) else (1,) * index(factors)
    if not widths or min(widths) < 1:
        raise MethodError(
            "a design needs factors, and each of them a column",
            expected="a number of factors, or the number of columns of each",
        )
    n = index(n)
    if n < 2:
        raise MethodError(f"{n} rows are too few for a variance", expected="2 at the very least, say 1024")
    if kind == "sobol" and n & (n - 1):
        low = 1 << (n.bit_length() - 1)
        raise MethodError(
            f"{n} points of a Sobol sequence do not fill the space evenly",
            expected=f"a power of two, such as {low} or {2 * low}",
            remedy='choose one, or kind="random"',
        )
    if kind == "sobol" and (sum(widths) > MOST_COLUMNS or n > 1 << _BITS):
        raise MethodError(
            f"the Sobol sequence has no {n} points in 2 × {sum(widths)} columns",
            expected=f"at most {1 << _BITS} points and {MOST_COLUMNS} columns",
            remedy='let several indicators share a column, or choose kind="random"',
        )
    ends = np.cumsum((0, *widths)).tolist()
    columns = tuple(slice(a, b) for a, b in pairwise(ends))
    return SobolDesign(n=n, factors=columns, kind=kind, seed=seed_of(rng))


def seed_of(rng: int | np.random.Generator | None) -> int:
    """Return a whole number that the draws can be repeated from: the seed given, or one that is drawn.

    Raises
    ------
    MethodError
        A negative seed.

    Examples
    --------
    >>> seed_of(7)
    7
    """
    if rng is None or isinstance(rng, np.random.Generator):
        return int(np.random.default_rng(rng).integers(2**63))
    seed = index(rng)
    if seed < 0:
        raise MethodError(f"{seed} is no seed", expected="a whole number, 0 or more")
    return seed


def discrete(u: ArrayLike, levels: int | ArrayLike) -> NDArray[np.intp]:
    """Choose among levels by uniforms: level k where they fall in the k-th stretch of 0–1.

    Parameters
    ----------
    u : array_like of float
        Uniforms, from 0 up to but not including 1, of any shape.
    levels : int or array_like, shape (n_levels,)
        How many equally probable levels; or the probability of each, which sum to 1.

    Returns
    -------
    ndarray of int, shape of ``u``
        From 0 to n_levels - 1. Each level has the probability stated, for every sample: the stretches are
        those of 0–1, not of the values that the sample happens to hold.

    Raises
    ------
    MethodError
        A number outside 0–1; no levels; negative probabilities, or a sum other than 1.

    Examples
    --------
    >>> discrete([0.0, 0.32, 0.34, 0.99], 3)
    array([0, 0, 1, 2])
    >>> discrete([0.0, 0.32, 0.34, 0.99], [0.9, 0.0, 0.1])
    array([0, 0, 0, 2])
    """
    u = numbers(u, "the uniforms")
    refuse(~((u >= 0) & (u < 1)), "a uniform does not lie between 0 and 1", expected="0 or more, below 1")
    if np.ndim(levels) == 0:
        levels = index(levels)  # type: ignore[arg-type]
        if levels < 1:
            raise MethodError(f"there are no {levels} levels to choose among", expected="1 or more")
        return np.asarray((u * levels).astype(np.intp))
    p = numbers(levels, "the probabilities", at_least=0)
    if p.ndim != 1 or not abs(p.sum() - 1) < 1e-9:
        raise MethodError(
            f"probabilities of shape {p.shape} that sum to {p.sum():.6g}",
            expected="one for each level, and the sum 1",
        )
    reached = p.cumsum()
    # Rounding must not open a stretch after the last level that can be had.
    reached[np.flatnonzero(p)[-1] :] = 1.0
    return np.asarray(np.searchsorted(reached, u, side="right"))


@dataclass(frozen=True)
class SobolDesign:
    """The uniforms of every run, made when they are asked for. Made by :func:`sobol_design`.

    Attributes
    ----------
    n : int
        Base rows; there are n · (factors + 2) runs.
    factors : tuple of slice
        The columns that each factor drives.
    kind : str
        ``"sobol"`` or ``"random"``.
    seed : int
        From which, together with the above, every number can be made again.
    """

    n: int
    factors: tuple[slice, ...]
    kind: str
    seed: int

    @property
    def columns(self) -> int:
        """How many columns A has, and B."""
        return int(self.factors[-1].stop)

    def block(self, start: int = 0, stop: int | None = None) -> tuple[Floats, Floats]:
        """Rows ``start`` to ``stop`` of A and B, the same whatever the size of the block.

        Parameters
        ----------
        start, stop : int
            As in a slice; to the last row if ``stop`` is left out.

        Returns
        -------
        A, B : ndarray, shape (stop - start, columns)
            Above 0 and below 1.

        Raises
        ------
        MethodError
            Rows that the design does not have.
        """
        stop = self.n if stop is None else stop
        if not 0 <= start <= stop <= self.n:
            raise MethodError(f"rows {start} to {stop} of a design of {self.n} rows", expected="rows it has")
        both = self._sobol(start, stop) if self.kind == "sobol" else self._random(start, stop)
        return both[:, : self.columns], both[:, self.columns :]

    def runs(self, start: int = 0, stop: int | None = None) -> Floats:
        """Every run of the base rows ``start`` to ``stop``: A, B, and A with each factor's columns from B.

        Parameters
        ----------
        start, stop : int
            As in :meth:`block`.

        Returns
        -------
        ndarray, shape (factors + 2, stop - start, columns)

        Raises
        ------
        MethodError
            Rows that the design does not have.

        Examples
        --------
        >>> runs = sobol_design(4, 2, kind="random", rng=1).runs()
        >>> bool((runs[2, :, 0] == runs[1, :, 0]).all() and (runs[2, :, 1] == runs[0, :, 1]).all())
        True
        """
        a, b = self.block(start, stop)
        runs = np.repeat(a[None], len(self.factors) + 2, axis=0)
        runs[1] = b
        for i, columns in enumerate(self.factors):
            runs[i + 2, :, columns] = b[:, columns]
        return runs

    def _random(self, start: int, stop: int) -> Floats:
        first = start - start % CHUNK
        chunks = [
            np.random.default_rng(np.random.SeedSequence(self.seed, spawn_key=(c,))).random(
                (CHUNK, 2 * self.columns)
            )
            for c in range(first // CHUNK, -(-stop // CHUNK))
        ]
        drawn = np.concatenate([np.empty((0, 2 * self.columns)), *chunks])[start - first : stop - first]
        return np.asarray(np.maximum(drawn, 2.0**-54))  # not 0, of which there is no logarithm

    def _sobol(self, start: int, stop: int) -> Floats:
        # Point n of a digital sequence is the first point with the direction numbers of the digits of n's
        # Gray code flipped: no point needs those before it, and a chunk is the first chunk, flipped as one.
        first = start - start % CHUNK
        flips = self._flips(np.arange(first, stop, CHUNK))
        points = (flips[:, None] ^ self._first_chunk).reshape(-1, 2 * self.columns)[
            start - first : stop - first
        ]
        return np.asarray((points + 0.5) / 2**_BITS)  # the middle of the cell: neither 0 nor 1

    def _flips(self, rows: NDArray[np.integer]) -> NDArray[np.uint32]:
        """Tell what the digits of the rows' Gray code flip, together."""
        _, directions = self._net
        gray = (rows ^ (rows >> 1)).astype(np.uint32)
        flips = np.zeros((len(rows), directions.shape[1]), dtype=np.uint32)
        for digit, direction in enumerate(directions):
            flips ^= ((gray >> np.uint32(digit)) & np.uint32(1))[:, None] * direction
        return flips

    @cached_property
    def _first_chunk(self) -> NDArray[np.uint32]:
        return self._net[0] ^ self._flips(np.arange(CHUNK))

    @cached_property
    def _net(self) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """First point and direction numbers, read off scipy's sequence at points 0, 1, 3, 7 and so on."""
        from scipy.stats import qmc

        # The keyword was `seed` before scipy 1.15. A generator means the same to all, a number does not.
        keyword = "rng" if "rng" in signature(qmc.Sobol).parameters else "seed"
        given: dict[str, Any] = {keyword: np.random.default_rng(self.seed)}
        sequence = qmc.Sobol(2 * self.columns, **given)
        at, points = 0, []
        for digit in range(self.n.bit_length()):
            goal = 2**digit - 1
            if goal > at:
                sequence.fast_forward(goal - at)
            points.append((sequence.random(1)[0] * 2**_BITS).astype(np.uint32))
            at = goal + 1
        net = np.array(points)
        return net[0], net[1:] ^ net[0]
