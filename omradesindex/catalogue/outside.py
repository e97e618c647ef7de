"""Measures from outside that an index is held against: percentiles, classes, other bodies' areas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from omradesindex.catalogue.indicator import Direction
from omradesindex.catalogue.library import HERE, indicators
from omradesindex.catalogue.tables import choice, identifier, only, read_toml, string, text
from omradesindex.errors import DefinitionError, did_you_mean, listing
from omradesindex.frozen import Frozen
from omradesindex.wording import Text

_REQUIRED = ("label", "definition", "unit", "direction")


@dataclass(frozen=True)
class OutsideMeasure:
    """A measure that somebody else has made of the areas, to hold an index against; never a part of one.

    Attributes
    ----------
    id : str
    label, definition : Text
    unit : str
    direction : Direction
        Which way it points as it is published; it is never turned.
    close_to : tuple of str
        Ids of indicators that rest on the same figures, wholly or in part: agreement with an index that has
        them is expected and proves nothing.
    """

    id: str
    label: Text
    definition: Text
    unit: str
    direction: Direction
    close_to: tuple[str, ...] = ()


@cache
def outside_measures() -> Mapping[str, OutsideMeasure]:
    """Every outside measure that travels with the library, by its id.

    Their figures for Malmö's areas: :func:`omradesindex.data.malmo_outside`.

    Examples
    --------
    >>> outside_measures()["karta_trangboddhet"].direction.value
    'higher_is_better'
    """
    found = {}
    contents, start = read_toml(HERE / "outside.toml")
    for name, table in contents.items():
        place = start.into(name)
        t = only(table, (*_REQUIRED, "close_to"), place, required=_REQUIRED)
        close_to = tuple(t.get("close_to", ()))
        unknown = [other for other in close_to if other not in indicators()]
        if unknown:
            raise DefinitionError(
                f"the indicator {listing(unknown)} is unknown{did_you_mean(unknown[0], indicators())}",
                where=place.at("close_to"),
            )
        directions = [direction.value for direction in Direction]
        found[identifier(name, place)] = OutsideMeasure(
            id=name,
            label=text(t["label"], "label", place),
            definition=text(t["definition"], "definition", place),
            unit=string(t["unit"], "unit", place),
            direction=Direction(choice(t["direction"], directions, "direction", place)),
            close_to=close_to,
        )
    return Frozen(found)
