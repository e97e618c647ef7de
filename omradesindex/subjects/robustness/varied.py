"""Read what a user lets vary, as a whole: sets of indicators and the levels of every choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from omradesindex.errors import DefinitionError, MethodError
from omradesindex.index import Index, load_index
from omradesindex.subjects.robustness.choices import method_levels, weight_schemes

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Varied:
    """What a user lets vary, as read: the levels of each choice and which of them are drawn.

    ``empty`` are the sets that were asked for but bring nothing that has figures: they are named, not drawn.
    ``dependence`` is how the errors of an area's indicators hang together.
    """

    sets: tuple[Index, ...]
    levels: Mapping[str, tuple[Any, ...]]
    active: Mapping[str, tuple[int, ...]]
    drop: int
    subsets: int | None
    sources: tuple[str, ...]
    empty: tuple[Index, ...] = ()
    dependence: str | float | pd.DataFrame = "moderate"


def read_sets(index: Index, sets: str | Index | Sequence[Any] | Mapping[str, Any]) -> tuple[Index, ...]:
    """The index itself, then the alternative sets of indicators.

    Raises
    ------
    DefinitionError
        An unknown id, two sets of the same name, or a set that leaves a dimension empty.
    """
    if isinstance(sets, (str, Index)):
        sets = [sets]
    given = sets.items() if isinstance(sets, Mapping) else ((None, one) for one in sets)
    found = {index.id: index}
    for name, one in given:
        own = load_index(one) if isinstance(one, str) else one
        if not isinstance(own, Index):
            raise DefinitionError(
                f"a set of indicators is given as {type(own).__name__}",
                where="robustness, sets",
                expected="an index, or the id of one",
            )
        label = name or own.id
        if label in found and own != found[label]:
            raise DefinitionError(
                f"two sets are called '{label}'",
                where="robustness, sets",
                remedy='give names: sets={"utan valdeltagande": index.without("valdeltagande")}',
            )
        found[label] = own if own.id == label else own.named(label)
    return tuple(found.values())


def read_varied(
    index: Index,
    sets: tuple[Index, ...],
    *,
    drop: int,
    subsets: int | None,
    weights: Any,
    impute: Any,
    treat: Any,
    normalise: Any,
    aggregate: Any,
    data: str | None,
    membership: bool,
    dependence: str | float | pd.DataFrame = "moderate",
) -> Varied:
    """Read what a user lets vary, besides the sets of :func:`read_sets`.

    Raises
    ------
    MethodError
        What is unknown or contradictory, with the nearest name.
    """
    methods = index.methods
    found: dict[str, tuple[tuple[Any, ...], tuple[int, ...]]] = {
        "weights": weight_schemes(weights),
        "aggregate": method_levels("aggregate", aggregate, whole_spec(methods.aggregate)),
        "impute": method_levels("impute", impute, methods.impute),
        "treat": method_levels("treat", treat, methods.treat),
        "normalise": method_levels("normalise", normalise, methods.normalise),
    }
    for name, number in (("drop", drop), ("subsets", subsets)):
        if number is not None and number < 0:
            raise MethodError(
                f"the choice {name} is {number!r}",
                where=f"robustness, {name}",
                expected="a whole number of indicators",
            )
    if drop >= len(index.indicators):
        raise MethodError(
            f"{drop} of {len(index.indicators)} indicators cannot be left out",
            where="robustness, drop",
            expected=f"at most {len(index.indicators) - 1}",
        )
    if subsets == 0:
        raise MethodError(
            "subsets is 0: every dimension would be empty",
            where="robustness, subsets",
            expected="1 or more",
        )
    if drop and subsets and drop >= subsets:
        raise MethodError(
            f"of {subsets} chosen indicators {drop} cannot be left out: a dimension would be empty",
            where="robustness, drop",
            expected=f"at most {subsets - 1}",
        )
    sources = (*(("sampling",) if data == "sampling" else ()), *(("membership",) if membership else ()))
    varied = Varied(
        sets,
        {name: levels for name, (levels, _) in found.items()},
        {name: drawn for name, (_, drawn) in found.items()},
        drop,
        subsets,
        sources,
        dependence=dependence,
    )
    if len(sets) == 1 and not (
        drop or subsets or sources or any(drawn != (0,) for drawn in varied.active.values())
    ):
        raise MethodError(
            "nothing varies",
            where="robustness",
            expected="at least one of sets, drop, subsets, weights, impute, treat, normalise, aggregate, "
            "data, membership",
            remedy="leave out rest='own' to let vary what can be in any index",
        )
    for step, (levels, _) in found.items():
        if step != "weights" and len(levels) > 1:
            _try(index, step, levels)
    return varied


def whole_spec(spec: Mapping[str, Any]) -> Any:
    """One name where all levels share it, for a label that people read."""
    own = list(spec.values())
    return own[0] if all(one == own[0] for one in own) else spec


def _try(index: Index, step: str, levels: Sequence[Any]) -> None:
    """Let the definition itself refuse a method that does not exist."""
    for spec in levels[1:]:
        try:
            index.by_methods(**{step: spec})
        except DefinitionError as error:
            raise MethodError(
                error.what.removeprefix(f"{step}: "),
                where=f"robustness, {step}",
                expected=error.expected,
                remedy=error.remedy,
            ) from None
