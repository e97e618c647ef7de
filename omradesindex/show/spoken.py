"""Let what an answer shows speak of its own units, whenever it is asked and however late it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from omradesindex.show.page import Block, Figure, Fold, Page
from omradesindex.units import Speech, speaking
from omradesindex.wording import Text

P = ParamSpec("P")
R = TypeVar("R")

#: How far from what shows an answer its figures may lie: charts of goals of a trend of results of figures.
_DEEPEST = 4


def of_its_units(method: Callable[P, R]) -> Callable[P, R]:
    """Let a method of an answer, or of its charts, speak of what the answer's figures are about.

    Examples
    --------
    >>> class Town:
    ...     @of_its_units
    ...     def told(self) -> str:
    ...         return "14 områden"
    >>> Town().told()
    '14 områden'
    """

    @wraps(method)
    def spoken(*args: P.args, **named: P.kwargs) -> R:
        speech = speech_of(args[0])
        if speech is None:
            return method(*args, **named)
        with speaking(speech):
            made = method(*args, **named)
        return _late(made, speech) if isinstance(made, Page) else made  # type: ignore[return-value]

    return spoken


def speech_of(answer: object) -> Speech | None:
    """Return how an answer's figures are spoken of; None where it holds none."""
    held = list(_held(answer, _DEEPEST))
    found = (getattr(thing, "speech", None) for thing in held)
    speech = next((one for one in found if isinstance(one, Speech)), None)
    if speech is None:
        return None
    return speech.keeping(word for thing in held for word in _own_words(thing))


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
    """Yield what is somebody's own of a definition: labels and notes. Figures tell theirs themselves."""
    told: list[Any] = []
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


def _late(page: Page, speech: Speech) -> Page:
    """Let what a page makes later speak of the same."""

    def bound(make: Callable[[], Any]) -> Callable[[], Any]:
        def made() -> Any:
            with speaking(speech):
                return make()

        return made

    def block(one: Block) -> Block:
        if isinstance(one, Fold) and callable(one.blocks):
            return replace(one, blocks=bound(one.blocks))
        return replace(one, draw=bound(one.draw)) if isinstance(one, Figure) else one

    return replace(page, blocks=[block(one) for one in page.blocks])
