"""What a page in the browser cannot compute, refused by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue import spec_name
from omradesindex.catalogue.methods import AS_GIVEN, chosen
from omradesindex.errors import ComputeError, listing
from omradesindex.index.fill import OVER_TIME
from omradesindex.methods import find_methods
from omradesindex.methods.equal import same

if TYPE_CHECKING:
    from omradesindex.index.compute import Level
    from omradesindex.index.scored import Scored

Floats = NDArray[np.float64]

#: Ways to fill a gap that look at the indicator's own figures alone.
_ALONE = frozenset({"none", "mean", "median", "group_mean", "group_median", *OVER_TIME})


def on_same_figures(one: Scored, other: Scored) -> bool:
    """Whether two results are of one index, computed from the same figures of the same areas.

    What else stands in their tables does not matter: a proposal may have been asked without some of it.
    """
    return (
        (one.index, one.areas, one.measured.used) == (other.index, other.areas, other.measured.used)
        and np.array_equal(one.measured.values, other.measured.values, equal_nan=True)
        and np.array_equal(one.normalised, other.normalised, equal_nan=True)
    )


def refuse(result: Scored) -> None:
    """Refuse a result that other weights and fewer indicators cannot be tried on in a browser.

    Raises
    ------
    ComputeError
        A level that is no arithmetic mean, weights that a method sets or learns, a function of one's own,
        values that were filled in from other indicators, a stick with weights of its own, or a group.
    """
    where = f"index '{result.index.id}'"
    if result.group is not None or result.counted is not None:
        raise ComputeError(
            "the scores are a group's",
            where=where,
            expected="a result for everybody: index.compute(statistics)",
        )
    for level in result.index.levels:
        _refuse_level(level, result.reference.weights.get(level.id), f"{where}, '{level.id}'")
    methods = result.index.methods
    altered = [level.id for level in result.index.levels if methods.alters(level.id)]
    if altered:
        raise ComputeError(
            f"the scores of {listing(altered)} are filled, rescaled or rounded once they are made",
            where=where,
            expected="scores that are brought together and nothing more",
            remedy='index.with_methods(fill="none", rescale="none", decimals="none")',
        )
    for stage, spec in (("treat", methods.treat), ("normalise", methods.normalise)):
        if _is_own(stage, spec):
            raise ComputeError(
                f"the page cannot repeat the function '{spec_name(spec)}' when indicators are left out: it "
                "may look at several at once",
                where=f"{where}, {stage}",
                expected="one of the library's own methods",
            )
    filled = spec_name(methods.impute)
    if result.measured.imputed.any() and (filled not in _ALONE or _is_own("impute", methods.impute)):
        raise ComputeError(
            f"gaps are filled from other indicators by '{filled}', which the page cannot repeat when "
            "these are left out",
            where=f"{where}, impute",
            expected="a method that looks at one indicator at a time",
            remedy='leave the gaps: index.with_methods(impute="none")',
        )


def _refuse_level(level: Level, used: Floats | None, where: str) -> None:
    """Refuse a level that is no arithmetic mean by the weights that the definition states."""
    how = spec_name(level.aggregate)
    if how != "arithmetic" or _is_own("aggregate", level.aggregate):
        raise ComputeError(
            f"the page computes arithmetic means, and this level is brought together by '{how}'",
            where=where,
            expected="arithmetic means on every level",
            remedy='index.with_methods(aggregate="arithmetic")',
        )
    if level.weight != AS_GIVEN:
        raise ComputeError(
            f"the weights come from '{spec_name(level.weight)}', which the page cannot repeat when "
            "something is left out or weighs otherwise",
            where=where,
            expected="weights that the definition states with its indicators and dimensions",
            remedy='index.with_methods(weight="given")',
        )
    if used is not None and not same(used, level.weights, 1.0).all():
        raise ComputeError(
            "the scores are weighed by the measuring stick's weights, and not by the index's own",
            where=where,
            expected="a measuring stick of the same index",
        )


def _is_own(stage: str, spec: str | Mapping[str, Any] | Callable[..., Any]) -> bool:
    """Whether a spec is a function of the user's own, which may look at several indicators."""
    choice = chosen(stage, spec)
    return find_methods(stage).get(choice.name) is not choice.method
