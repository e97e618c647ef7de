"""The study where nothing is said: what can be asked of any index, as far as its figures allow."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from omradesindex.catalogue.member import Member
from omradesindex.errors import OmradesindexError

if TYPE_CHECKING:
    from omradesindex.index import Index
    from omradesindex.statistics import Statistics

#: What is said of a choice that stays as the index defines it.
OWN = "own"

#: Every share, of the index and of a dimension, 0.75 to 1.25 times its own.
WEIGHTS = "±25 %"
#: Other ways to take a step, the index's own excepted.
METHODS: Mapping[str, tuple[str, ...]] = {"normalise": ("min_max", "rank"), "aggregate": ("geometric",)}


def is_own(given: Any) -> bool:
    """Whether a choice is said to stay as the index defines it."""
    if isinstance(given, (list, tuple)) and len(given) == 1:
        return is_own(given[0])
    return isinstance(given, str) and given == OWN


def default_weights(n: int | str) -> str:
    """How weights vary; every combination cannot be taken of what is continuous."""
    return OWN if n == "all" else WEIGHTS


def default_drop(sets: Sequence[Index], subsets: int | None) -> int:
    """How many indicators are left out: one, where every set has one to spare."""
    spare = all(
        any(
            isinstance(part, Member) and len(whole.members) > 1
            for whole in own.walk()
            for part in whole.members
        )
        for own in sets
    )
    return int(spare and (subsets is None or subsets > 1))


def default_data(
    index: Index, statistics: Statistics, n: int | str, *, partial: bool
) -> Literal["sampling", "exact"]:
    """Whether values vary by their errors: where any are known, and draws are a sample."""
    if n == "all":
        return "exact"
    known = index.compute(statistics, partial=partial).uncertainty().standard_error[:-1]
    return "sampling" if bool((known > 0).any()) else "exact"


def default_methods(
    index: Index,
    statistics: Statistics,
    *,
    normalise: Any,
    aggregate: Any,
    **computed: Any,
) -> tuple[Any, Any]:
    """Other normalisations and aggregations, those that are not given: all that these figures allow together.

    Parameters
    ----------
    index : Index
    statistics : Statistics
    normalise, aggregate : spec, sequence of spec, or None
        As given; None where nothing is said.
    **computed
        How the index is computed: ``partial``, and ``by`` where groups must allow it too.

    Returns
    -------
    tuple
        The two, as :func:`omradesindex.robustness` takes them.
    """
    if normalise is None:
        normalise = [
            m for m in _others(index, "normalise") if _allowed(index, statistics, computed, normalise=m)
        ]
    if aggregate is None:
        scales = [{}, *({"normalise": spec} for spec in _named(normalise))]
        aggregate = [
            method
            for method in _others(index, "aggregate")
            if all(_allowed(index, statistics, computed, aggregate=method, **scale) for scale in scales)
        ]
    return normalise, aggregate


def _others(index: Index, step: str) -> Iterator[str]:
    return (method for method in METHODS[step] if method != index.methods.name_of(step))


def _named(given: Any) -> list[Any]:
    """Other methods as a list; what is no list of such is refused where it is read."""
    if is_own(given):
        return []
    return list(given) if isinstance(given, (list, tuple)) else [given]


def _allowed(index: Index, statistics: Statistics, computed: Mapping[str, Any], **methods: Any) -> bool:
    """Whether the index can be computed in another way; what the index itself lacks is told elsewhere."""
    with warnings.catch_warnings():
        # What is to be warned of is so where the index itself is computed.
        warnings.simplefilter("ignore", UserWarning)
        try:
            index.by_methods(**methods).compute(statistics, **computed)
        except OmradesindexError:
            return False
    return True
