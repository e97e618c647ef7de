"""Identities that figures have by themselves: one variable that is others' sum, exactly or nearly.

The catalogue tells of its own variables (:mod:`omradesindex.catalogue.identities`). Of others only their
figures tell: what holds in all of them is known to whoever sees some, and what nearly holds is asked about.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from omradesindex.disclosure.elimination import eliminated
from omradesindex.disclosure.identity_words import identity_question
from omradesindex.doors import door
from omradesindex.errors import ComputeError
from omradesindex.methods.equal import SAME
from omradesindex.wording import Text

__all__ = ["Found", "FoundIdentity", "found_identities"]

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]

#: Figures, not zero, in which an identity has to hold nearly; in all of fewer it may hold exactly.
_FEWEST, _FEWEST_EXACT = 8, 3
#: In which share of the figures what nearly holds has to hold.
_NEARLY = 0.9
#: How many margins most figures of a whole have to be above, for being near to tell anything.
_MUCH = 5.0
#: How surely an identity is no accident, among all that are tried (−log10).
_SURE = 2.0
#: Of figures by two divisions in two, with their totals, four in nine are independent of each other.
_INDEPENDENT = 4 / 9
#: The most parts of sums that are looked for one by one.
_MOST_PARTS = 3
#: Sums of more parts are looked for among series that are known of the same figures; so many such sets.
_MOST_PATTERNS = 10
#: From so many, the surest, sums of three are looked for.
_MOST_OF_THREE = 100
#: So many figures, spread out, are tried first.
_TRIED = 32
#: About so many figures tell which series can be parts of which.
_SAMPLE = 500
#: So many are tried in all figures without more ado.
_FEW = 2


@dataclass(frozen=True)
class FoundIdentity:
    """A series that is the sum of others, in so many of so many figures.

    Attributes
    ----------
    whole : hashable
    parts : tuple of hashable
        One where two series are alike, else those that are added up.
    holds, of : int
        In how many figures it holds, and how many there are in which all of it is known.
    """

    whole: Hashable
    parts: tuple[Hashable, ...]
    holds: int
    of: int

    def question(self) -> Text:
        """Ask whether it is meant, and say how to answer.

        A series that is named ``(variable, "value")`` is called by its variable there, and what stands beside
        a share ``variable/numerator`` and ``variable/denominator``.

        Examples
        --------
        >>> print(FoundIdentity("a", ("b", "c"), 137, 140).question().en)
        'a' is nearly the sum of 'b' and 'c' (137 of 140 figures). ...
        """
        return identity_question(_called(self.whole), [*map(_called, self.parts)], self.holds, self.of)


def _called(name: Hashable) -> str:
    words = [str(word) for word in name] if isinstance(name, tuple) else [str(name)]
    return "/".join(words[:-1] if len(words) > 1 and words[-1] == "value" else words)


@dataclass(frozen=True)
class Found:
    """What figures tell: identities that hold in all of them, and such as are near in most."""

    exact: tuple[FoundIdentity, ...] = ()
    nearly: tuple[FoundIdentity, ...] = ()


@door
def found_identities(
    series: Mapping[Hashable, Floats],
    *,
    margin: float,
    sums: Bools | None = None,
    known: Iterable[tuple[Hashable, Sequence[Hashable]]] = (),
) -> Found:
    r"""Find series that are equal, or the sum of others.

    An identity is exact where it holds in all figures that are known of it, at least three of them other
    than zero in each part, and is no accident: a count of :math:`x` is met by chance with probability
    :math:`1 / \sqrt{1 + 4 \pi x}` (that two Poisson counts are equal, nearly), so that all together must be
    less likely than one in a hundred among all identities that were tried. It is nearly true where it is at
    most the margin off in nine figures of ten, of at least eight, of the whole's figures most are more than
    five margins, and so near by chance, with :math:`2 m + 1` counts that are near enough, is as unlikely.

    Sums of up to three parts are looked for among all series, exact ones of more parts among such as are
    known of the same figures, where these are at least eight more than the series.

    What follows from what is found is not told. Series that are zero throughout, or somewhere negative, tell
    nothing.

    Parameters
    ----------
    series : mapping of hashable to ndarray, each of shape (n_figures,)
        The same figures of each; NaN where not known.
    margin : float
        Persons.
    sums : ndarray of bool, shape (n_figures,), optional
        Figures that are sums of others, such as totals: no evidence of their own. If left out, four in nine
        are taken to be independent.
    known : iterable of (whole, parts)
        Sums that are known already: neither they nor what follows from them is told.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> work, none, other = rng.poisson([[900.0], [40.0], [300.0]], (3, 30)).astype(float)
    >>> found_identities({"in all": work + none, "work": work, "none": none, "other": other}, margin=5).exact
    (FoundIdentity(whole='in all', parts=('work', 'none'), holds=30, of=30),)
    """
    names, figures = _stacked(series)
    if not names:
        return Found()
    if margin < 0:
        raise ComputeError(f"the margin is {margin:g}", expected="zero or more persons")
    weights = np.full(figures.shape[1], _INDEPENDENT) if sums is None else np.where(sums, 0.0, 1.0)
    place = {name: row for row, name in enumerate(names)}
    before = [
        _Sum(place[whole], tuple(place[part] for part in parts), 0, 0)
        for whole, parts in known
        if {whole, *parts} <= set(place)
    ]
    exact = _Search(figures, weights, margin=0.0, share=1.0).all_of(before)
    nearly = _Search(figures, weights, margin=margin, share=_NEARLY).all_of([*before, *exact])
    return Found(*(tuple(_named(one, names) for one in those) for those in (exact, nearly)))


@dataclass(frozen=True)
class _Sum:
    """A row of figures that is the sum of others."""

    whole: int
    parts: tuple[int, ...]
    holds: int
    of: int


def _named(one: _Sum, names: Sequence[Hashable]) -> FoundIdentity:
    return FoundIdentity(names[one.whole], tuple(names[part] for part in one.parts), one.holds, one.of)


def _stacked(series: Mapping[Hashable, Floats]) -> tuple[list[Hashable], Floats]:
    """Return the names and the figures of those series that can tell something."""
    arrays = {name: np.asarray(values, dtype=float) for name, values in series.items()}
    shapes = {values.shape for values in arrays.values()}
    if len(shapes) > 1 or any(len(shape) != 1 for shape in shapes):
        raise ComputeError(
            f"the series have the shapes {sorted(shapes)}", expected="one value of each for each figure"
        )
    with np.errstate(invalid="ignore"):
        telling = {n: x for n, x in arrays.items() if (x > 0).any() and not (x < 0).any()}
    figures = np.stack([*telling.values()]) if telling else np.empty((0, 0))
    return [*telling], np.where(np.isfinite(figures), figures, np.nan)


class _Search:
    """Looks for sums that hold within a margin in a share of the figures."""

    def __init__(self, figures: Floats, weights: Floats, *, margin: float, share: float) -> None:
        self.figures, self.weights, self.margin, self.share = figures, weights, margin, share
        self.fewest = _FEWEST if margin else _FEWEST_EXACT
        self.known = ~np.isnan(figures)
        self.n_positive = np.count_nonzero(figures > 0, axis=0)
        self.evidence = self._evidence(figures) * weights
        self.sureness = np.where((figures > 0).sum(axis=1) >= self.fewest, self.evidence.sum(axis=1), 0.0)
        self.fits = self._fits()
        self.spanned: list[Floats] = []

    def all_of(self, told: Sequence[_Sum]) -> list[_Sum]:
        """Return the sums that do not follow from each other, or from others."""
        for one in told:
            self._take(one)
        found: list[_Sum] = []
        left = np.flatnonzero(self.sureness >= _SURE).tolist()
        for n_parts in range(1, _MOST_PARTS + 1):
            # Of those that are alike one stands for all.
            others = {one.whole for one in (*told, *found) if len(one.parts) == 1}
            left = [row for row in left if row not in others]
            here = [one for whole in left for one in self._sums(whole, left, n_parts)]
            for one in sorted(here, key=lambda one: one.holds / one.of, reverse=True):
                of_fewer = any(o.whole == one.whole and {*o.parts} < {*one.parts} for o in (*told, *found))
                if not of_fewer and self._take(one):
                    found.append(one)
        return found + ([] if self.margin else [one for one in self._long(left) if self._take(one)])

    def _long(self, rows: Sequence[int]) -> Iterator[_Sum]:
        """Find sums of more parts, among series that are known of the same figures."""
        patterns, counts = np.unique(self.known[rows], axis=1, return_counts=True)
        for pattern in np.argsort(-counts, kind="stable")[:_MOST_PATTERNS]:
            some = np.array(rows, dtype=np.intp)[patterns[:, pattern]]
            for whole, parts in eliminated(self.figures[some][:, self.known[some].all(axis=0)]):
                tried = len(rows) * _n_combinations(len(rows) - 1, len(parts))
                one = self._holding(int(some[whole]), some[[*parts]], tried)
                if one is not None and len(parts) > _MOST_PARTS:
                    yield one

    def _take(self, one: _Sum) -> bool:
        """Keep a sum in mind, and return whether it is news: no combination of those before."""
        rest = np.zeros(len(self.figures))
        rest[one.whole], rest[[*one.parts]] = 1.0, -1.0
        for before in self.spanned:
            rest -= (rest @ before) * before
        length = float(np.linalg.norm(rest))
        if length < 1e-6:
            return False
        self.spanned.append(rest / length)
        return True

    def _evidence(self, values: Floats) -> Floats:
        """Return how unlikely it is that a count meets another within the margin by accident (−log10)."""
        with np.errstate(invalid="ignore"):
            chance = (2 * self.margin + 1) / np.sqrt(1 + 4 * np.pi * values)
        return np.where(values > 0, -np.log10(np.minimum(chance, 1.0)), 0.0)

    def _fits(self) -> Bools:
        """Whether each (row) is no more than each (column), but for the margin, in figures enough.

        Many figures are judged by some of them; what is not so in the others is found later.
        """
        step = max(1, self.figures.shape[1] // _SAMPLE)
        figures, known = self.figures[:, ::step], self.known.astype(float)
        together, judged = known @ known.T, known[:, ::step] @ known[:, ::step].T
        below = np.zeros_like(judged)
        for whole, values in enumerate(figures):
            below[:, whole] = np.count_nonzero(figures <= values + self._slack(values), axis=1)
        least = self.share if self.share == 1 else self.share - 0.05
        fits: Bools = (
            (together >= self.fewest) & (below >= least * judged) & ~np.eye(len(figures), dtype=bool)
        )
        return fits

    def _slack(self, values: Floats) -> Floats:
        """Return how far from values other ones may be."""
        return np.maximum(self.margin, SAME * values)

    def _sums(self, whole: int, rows: Sequence[int], n_parts: int) -> Iterator[_Sum]:
        """Find the sums of so many parts that a series is."""
        if self.margin and not self._is_large(whole):
            return
        tried = float(len(rows) * _n_combinations(len(rows) - 1, n_parts))
        sure = self.sureness >= _SURE + np.log10(tried)
        parts = np.array([row for row in rows if self.fits[row, whole] and sure[row]], dtype=np.intp)
        if n_parts > 2:
            parts = np.sort(parts[np.argsort(-self.sureness[parts], kind="stable")][:_MOST_OF_THREE])
        for some in self._standing(whole, parts, n_parts):
            found = self._holding(whole, some, tried)
            if found is not None:
                yield found

    def _is_large(self, whole: int) -> bool:
        """Whether most figures are so much more than the margin that being near tells something."""
        values = self.figures[whole][self.known[whole]]
        return bool((values > _MUCH * self.margin).mean() > 0.5)

    def _standing(self, whole: int, parts: Ints, n_parts: int) -> Ints:
        """Return the combinations of parts whose sums stand in some of the figures, one by one."""
        if len(parts) < n_parts:
            return np.empty((0, n_parts), dtype=np.intp)
        standing = parts[_combinations(len(parts), n_parts)]
        tried = missed = np.zeros(len(standing))
        allowed = 2.0 if self.share < 1 else 0.0
        for figure in self._telling(whole):
            if len(standing) <= _FEW:
                return standing
            values = self.figures[:, figure]
            total = values[standing[:, 0]]
            for column in range(1, n_parts):
                total = total + values[standing[:, column]]
            off = np.abs(total - values[whole])
            tried, missed = tried + ~np.isnan(off), missed + (off > self._slack(values[whole]))
            stay = missed <= allowed + 2 * (1 - self.share) * tried
            standing, tried, missed = standing[stay], tried[stay], missed[stay]
        return standing[tried >= self.fewest]

    def _telling(self, whole: int) -> Ints:
        """Return figures in the order to try them: first some of which most is known and not zero."""
        usable = np.flatnonzero(self.known[whole] & (self.figures[whole] > _MUCH * self.margin))
        best = usable[np.argsort(-self.n_positive[usable], kind="stable")]
        early = np.zeros(len(best), dtype=bool)
        early[: len(best) // 2 : max(1, len(best) // (2 * _TRIED))] = True
        return np.concatenate([best[early], best[~early]])

    def _holding(self, whole: int, parts: Ints, tried: float) -> _Sum | None:
        """Return a sum with how often it holds, if that is often enough and no accident."""
        both = self.known[whole] & self.known[parts].all(axis=0)
        total, summed = self.figures[whole][both], self.figures[parts][:, both]
        off = np.abs(total - summed.sum(axis=0))
        near = off <= self._slack(total)
        if not near.any() or near.mean() < self.share:
            return None
        if self.margin:
            large = total > _MUCH * self.margin
            is_exact = bool((off <= SAME * total).all())
            if is_exact or large.mean() <= 0.5 or near[large].mean() < self.share:
                return None
        if not self._is_sure(total, summed, near, self.evidence[parts][:, both], tried):
            return None
        return _Sum(whole, tuple(parts.tolist()), int(near.sum()), len(near))

    def _is_sure(self, total: Floats, parts: Floats, near: Bools, evidence: Floats, tried: float) -> bool:
        """Whether a sum is no accident, judged by each part: given the others it meets what is left."""
        # Figures that are the same again tell nothing new.
        _, first = np.unique(np.vstack([total, parts]), axis=1, return_index=True)
        parts, evidence, near = parts[:, first], evidence[:, first], near[first]
        if ((parts > 0) & near).sum(axis=1).min() < self.fewest:
            return False
        counts, misses = (evidence > 0).sum(axis=1), ((evidence > 0) & ~near).sum(axis=1)
        ways = (gammaln(counts + 1) - gammaln(misses + 1) - gammaln(counts - misses + 1)) / np.log(10)
        sure = (evidence * near).sum(axis=1) - ways
        return bool(sure.min() >= _SURE + np.log10(tried))


def _n_combinations(n: int, k: int) -> float:
    return float(np.prod([(n - i) / (i + 1) for i in range(k)])) if n >= k else 1.0


def _combinations(n: int, k: int) -> Ints:
    """Return all combinations of k of n numbers, ascending within, those with the least last number first."""
    size = 1 << max(n - 1, 1).bit_length()
    return _many_combinations(size, k)[: round(_n_combinations(n, k))]


@cache
def _many_combinations(n: int, k: int) -> Ints:
    if k == 1:
        return np.arange(n)[:, np.newaxis]
    shorter = _many_combinations(n, k - 1)
    ends = [round(_n_combinations(last, k - 1)) for last in range(n)]
    parts = [
        np.column_stack([shorter[:end], np.full(end, last)]) for last, end in enumerate(ends) if last >= k - 1
    ]
    return np.concatenate(parts) if parts else np.empty((0, k), dtype=np.intp)
