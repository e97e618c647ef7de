"""Sums over blocks of runs that Sobol indices follow from, so that memory does not grow with the runs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from omradesindex.errors import MethodError
from omradesindex.methods.guard import Floats, check_level, choose
from omradesindex.methods.sensitivity_chunk import row_weights, weighted_sums
from omradesindex.methods.sensitivity_design import CHUNK

__all__ = ["SobolIndices", "SobolSums", "alike"]

_FIRST = ("centred", "jansen", "uncentred")


@dataclass(frozen=True)
class SobolIndices:
    """Shares of the variance of every output, factor by factor.

    Attributes
    ----------
    first, total : ndarray, shape (n_factors, ...)
        First-order and total indices: estimates, so that one may fall slightly below 0 or above 1. NaN where
        the output does not vary, for there is no variance to share, or where a run has no value.
    first_low, first_high, total_low, total_high : ndarray, shape (n_factors, ...)
        Limits of the bootstrap interval over the base rows: how far the estimate depends on which runs were
        drawn, and on nothing else. NaN without resamples.
    mean, variance : ndarray, shape (...)
        Of each output over all independent runs (A and B); the variance has n - 1 below.
    level : float
        What the intervals aim to hold, such as 0.95.
    rows, resamples : int
        Base rows and bootstrap resamples that this rests on.
    """

    first: Floats
    total: Floats
    first_low: Floats
    first_high: Floats
    total_low: Floats
    total_high: Floats
    mean: Floats
    variance: Floats
    level: float
    rows: int
    resamples: int


@dataclass(frozen=True)
class SobolSums:
    """Sums over blocks of runs, from which the indices follow; memory does not grow with the runs.

    Sums of different blocks are added with ``+``, in any order and grouping: partial sums are kept by the
    chunk of :data:`~omradesindex.methods.sensitivity_design.CHUNK` rows that they come from and only
    ever joined with their neighbour in one fixed tree, so that the result is the same to the last bit however
    the rows were divided among blocks and workers. Made by :meth:`of`.

    Attributes
    ----------
    parts : mapping of (level, place) to ndarray, shape (1 + resamples, n_sums)
        Sums over the 2**level chunks from place · 2**level on; one entry for each whole branch of the tree.
    rows : int
        Base rows summed so far.
    n_factors : int
    shape : tuple of int
        Of the outputs.
    centre : ndarray, shape (...)
        What was taken from the outputs before they were squared.
    first : str
        Estimator of the first-order index.
    seed : int
        Of the resamples.
    """

    parts: Mapping[tuple[int, int], Floats]
    rows: int
    n_factors: int
    shape: tuple[int, ...]
    centre: Floats
    first: str
    seed: int

    @classmethod
    def of(
        cls,
        y_a: ArrayLike,
        y_b: ArrayLike,
        y_ab: ArrayLike,
        *,
        start: int = 0,
        first: str = "centred",
        centre: ArrayLike = 0.0,
        resamples: int = 0,
        seed: int = 0,
    ) -> SobolSums:
        """Sum one block of runs.

        Parameters
        ----------
        y_a, y_b, y_ab : array_like
            As in :func:`~omradesindex.methods.sensitivity.sobol_indices`, for the rows of the block.
        start : int
            The design's row that the block begins with: a multiple of CHUNK. Only the last block may end
            elsewhere.
        first : {"centred", "jansen", "uncentred"}
            As in :func:`~omradesindex.methods.sensitivity.sobol_indices`.
        centre : array_like, shape of the outputs or a number
            A value near the outputs (their value with the original choices, say), the same for every block.
            It does not change the answer; it keeps digits where the outputs vary little around a large value.
        resamples : int
            Bootstrap resamples. Their sums are kept: some
            (1 + resamples) · (2 + 3 · n_factors) · n_outputs numbers.
        seed : int
            Of the resamples, the same for every block.

        Returns
        -------
        SobolSums

        Raises
        ------
        MethodError
            As :func:`~omradesindex.methods.sensitivity.sobol_indices`; a block that begins within a chunk.

        Examples
        --------
        >>> from omradesindex.methods.sensitivity_design import sobol_design
        >>> design = sobol_design(4096, 2, rng=1)
        >>> total = None
        >>> for start in (2048, 0):
        ...     y = design.runs(start, start + 2048) @ [1.0, 2.0]
        ...     block = SobolSums.of(y[0], y[1], y[2:], start=start, centre=1.5)
        ...     total = block if total is None else total + block
        >>> total.indices().first.round(2), total.rows
        (array([0.2, 0.8]), 4096)
        """
        choose("estimator", first, _FIRST)
        a, b, ab = alike(y_a, y_b, y_ab)
        if start < 0 or start % CHUNK:
            raise MethodError(
                f"a block begins at row {start}, within a chunk", expected=f"a multiple of {CHUNK}"
            )
        if resamples < 0:
            raise MethodError(f"{resamples} resamples", expected="0 or more")
        shape = a.shape[1:]
        middle = np.broadcast_to(np.asarray(centre, dtype=float), shape)
        parts: dict[tuple[int, int], Floats] = {}
        for low in range(0, len(a), CHUNK):
            chunk = slice(low, low + CHUNK)
            place = (start + low) // CHUNK
            weights = row_weights(len(a[chunk]), resamples, seed, place)
            with np.errstate(invalid="ignore"):  # infinity less infinity is a missing value like others
                near = [y - middle for y in (a[chunk], b[chunk], ab[:, chunk])]
            sums = weighted_sums(near[0], near[1], near[2], weights, first)
            _join(parts, (0, place), sums)
        return cls(parts, len(a), len(ab), shape, middle, first, seed)

    def __add__(self, other: SobolSums) -> SobolSums:
        """Sums over the rows of both."""
        if not isinstance(other, SobolSums):
            return NotImplemented
        alike = (
            (self.n_factors, self.shape, self.first, self.seed, self.resamples)
            == (other.n_factors, other.shape, other.first, other.seed, other.resamples)
        ) and np.array_equal(self.centre, other.centre)
        if not alike:
            raise MethodError(
                "sums of different analyses cannot be added",
                expected="the same factors, outputs, centre, estimator, resamples and seed in every block",
            )
        spans = sorted((place << up, (place + 1) << up) for up, place in (*self.parts, *other.parts))
        twice = next((later for earlier, later in pairwise(spans) if later[0] < earlier[1]), None)
        if twice is not None:
            raise MethodError(f"row {twice[0] * CHUNK} has been summed already", expected="every block once")
        parts = dict(self.parts)
        for key, sums in other.parts.items():
            _join(parts, key, sums)
        return replace(self, parts=parts, rows=self.rows + other.rows)

    @property
    def resamples(self) -> int:
        """How many bootstrap resamples the sums hold."""
        return next((len(sums) for sums in self.parts.values()), 1) - 1

    def indices(self, *, level: float = 0.95) -> SobolIndices:
        """Return the indices of the rows that have been summed.

        Parameters
        ----------
        level : float
            Of the bootstrap intervals.

        Returns
        -------
        SobolIndices

        Raises
        ------
        MethodError
            Fewer than two rows; a level outside 0–1.
        """
        tail = check_level(level, 2)
        if self.rows < 2:
            raise MethodError(f"{self.rows} rows are too few for a variance", expected="2 at the very least")
        # What has been joined already depends on the rows alone, and so does the order of the rest.
        whole = sum(self.parts[key] for key in sorted(self.parts, key=lambda key: key[1] << key[0]))
        sums = np.asarray(whole)
        count = sums[:, :1]
        terms = sums[:, 1:].reshape(len(sums), -1, math.prod(self.shape))
        centre = self.centre.reshape(-1)
        with np.errstate(invalid="ignore", divide="ignore"):
            terms = terms / count[..., None]
            off, square = terms[:, 0] / 2, terms[:, 1] / 2
            variance = square - off**2
            # Below this they differ by rounding only: that of the sums, or of the outputs' own last digits.
            noise = np.maximum(2.0**-38 * square, (2.0**-46 * (centre + off)) ** 2)
            # And a resample that lacks the rows in which something happens has nothing to share out either.
            noise = np.maximum(noise, 2.0**-20 * variance[0])
            variance = np.where(variance <= noise, 0.0, variance) * (2 * self.rows / (2 * self.rows - 1))
            shares = np.where(variance > 0, 1 / variance, np.nan)[:, None]
            total = terms[:, 2 :: self._per_factor] / 2 * shares
            own = terms[:, 3 :: self._per_factor]
            if self.first == "jansen":
                first = 1 - own / 2 * shares
            else:
                origin = off[:, None] if self.first == "centred" else -centre
                first = (own - origin * terms[:, 4 :: self._per_factor]) * shares
        return SobolIndices(
            first=self._shaped(first[0]),
            total=self._shaped(total[0]),
            first_low=self._shaped(_quantile(first[1:], tail)),
            first_high=self._shaped(_quantile(first[1:], 1 - tail)),
            total_low=self._shaped(_quantile(total[1:], tail)),
            total_high=self._shaped(_quantile(total[1:], 1 - tail)),
            mean=(centre + off[0]).reshape(self.shape),
            variance=variance[0].reshape(self.shape),
            level=level,
            rows=self.rows,
            resamples=len(sums) - 1,
        )

    @property
    def _per_factor(self) -> int:
        return 2 if self.first == "jansen" else 3

    def _shaped(self, values: Floats) -> Floats:
        return values.reshape(self.n_factors, *self.shape)


def alike(y_a: ArrayLike, y_b: ArrayLike, y_ab: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Return the outputs as floats, of shapes that belong to one design."""
    a, b, ab = (np.asarray(y, dtype=float) for y in (y_a, y_b, y_ab))
    if a.ndim == 0 or b.shape != a.shape or ab.shape[1:] != a.shape or not (len(a) and len(ab)):
        raise MethodError(
            f"outputs of shapes {a.shape}, {b.shape} and {ab.shape} do not belong to one design",
            expected="(n, …), (n, …) and (n_factors, n, …)",
        )
    return a, b, ab


def _join(parts: dict[tuple[int, int], Floats], key: tuple[int, int], sums: Floats) -> None:
    """Put in a branch; where its sibling is there, join the two, and so on upwards."""
    while (sibling := (key[0], key[1] ^ 1)) in parts:
        sums = sums + parts.pop(sibling)
        key = key[0] + 1, key[1] >> 1
    parts[key] = sums


def _quantile(samples: Floats, p: float) -> Floats:
    """Return a quantile along the first axis, of the samples that are not NaN; NaN where none are."""
    ordered = np.sort(samples, axis=0)  # NaN last
    known = (~np.isnan(ordered)).sum(axis=0)
    if not len(ordered):
        return np.full(samples.shape[1:], np.nan)
    at = np.maximum(known - 1, 0) * p
    low = np.floor(at).astype(np.intp)
    below, above = (
        np.take_along_axis(ordered, np.minimum(place, len(ordered) - 1)[None], axis=0)[0]
        for place in (low, np.minimum(low + 1, np.maximum(known - 1, 0)))
    )
    return np.asarray(below + (above - below) * (at - low))
