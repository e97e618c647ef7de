"""Let what an answer shows speak of its own units, whenever it is asked and however late it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from omradesindex.show.page import Block, Figure, Fold, Page
from omradesindex.units import Units, speaking
from omradesindex.wording import Text

P = ParamSpec("P")
R = TypeVar("R")

#: How far from an answer its figures may lie: an answer's result's statistics.
_DEEPEST = 3


def of_its_units(method: Callable[P, R]) -> Callable[P, R]:
    """Let a method of an answer, or of its charts, speak of the units that the answer's figures are about.

    Examples
    --------
    >>> class Town:
    ...     units = None
    ...     @of_its_units
    ...     def told(self) -> str:
    ...         return "14 områden"
    >>> Town().told()
    '14 områden'
    """

    @wraps(method)
    def spoken(*args: P.args, **named: P.kwargs) -> R:
        held = list(_held(args[0], _DEEPEST))
        units = next(
            (one for one in (getattr(thing, "units", None) for thing in held) if one is not None), None
        )
        if not isinstance(units, Units):
            return method(*args, **named)
        kept = tuple(word for thing in held for word in _own_words(thing))
        with speaking(units, kept):
            made = method(*args, **named)
        return _late(made, units, kept) if isinstance(made, Page) else made  # type: ignore[return-value]

    return spoken


def _held(thing: object, deep: int) -> Iterator[object]:
    """Yield a thing and what it holds: the result, its statistics, its definition."""
    yield thing
    if deep:
        for value in getattr(thing, "__dict__", {}).values():
            several = value.values() if isinstance(value, Mapping) else value
            one = next(iter(several), None) if isinstance(value, Mapping | tuple | list) else value
            if type(one).__module__.startswith("omradesindex."):
                yield from _held(one, deep - 1)


def _own_words(thing: Any) -> Iterator[str]:
    """Yield what is somebody's own: of figures names, notes and sources, of a definition labels and notes."""
    told: list[Any] = []
    if hasattr(thing, "units"):
        told += [thing.name, *thing.notes, *thing.sources, *map(thing.name_of, thing.areas)]
    if hasattr(thing, "indicators") and hasattr(thing, "walk"):
        told += [
            thing.label,
            thing.description,
            *thing.notes,
            *(dimension.label for dimension in thing.walk()),
        ]
        for indicator in thing.indicators:
            told += [indicator.label, indicator.definition, indicator.population, indicator.unit]
    for one in told:
        if isinstance(one, Text):
            yield from (one.sv, one.en)
        elif isinstance(one, str):
            yield one


def _late(page: Page, units: Units, kept: tuple[str, ...]) -> Page:
    """Let what a page makes later speak of the same units."""

    def bound(make: Callable[[], Any]) -> Callable[[], Any]:
        def made() -> Any:
            with speaking(units, kept):
                return make()

        return made

    def block(one: Block) -> Block:
        if isinstance(one, Fold) and callable(one.blocks):
            return replace(one, blocks=bound(one.blocks))
        return replace(one, draw=bound(one.draw)) if isinstance(one, Figure) else one

    return replace(page, blocks=[block(one) for one in page.blocks])
