"""What was asked for in the consultation and no indicator measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from omradesindex.catalogue.tables import identifier, only, read_toml, strings, text
from omradesindex.frozen import Frozen
from omradesindex.wording import Text

__all__ = ["Wish", "wishes"]

_KEYS = ("label", "bodies", "ask", "why", "nearest")


@dataclass(frozen=True)
class Wish:
    """Something that was asked for and is not measured.

    Attributes
    ----------
    id : str
    label : Text
    bodies : tuple of str
        Who asked: short names of boards and companies.
    ask : Text
        What was asked, in our words.
    why : Text
        Why no indicator measures it.
    nearest : tuple of str
        Ids of the indicators that tell most of it; none where none does.
    """

    id: str
    label: Text
    bodies: tuple[str, ...]
    ask: Text
    why: Text
    nearest: tuple[str, ...] = ()


@cache
def wishes() -> Mapping[str, Wish]:
    """Every wish by its id.

    Examples
    --------
    >>> wishes()["arbetsomraden"].label.sv
    'Arbetsområden'
    """
    found = {}
    contents, start = read_toml(Path(__file__).with_suffix(".toml"))
    for name, table in contents.items():
        place = start.into(name)
        t = only(table, _KEYS, place, required=_KEYS)
        found[identifier(name, place)] = Wish(
            id=name,
            label=text(t["label"], "label", place),
            bodies=strings(t["bodies"], "bodies", place),
            ask=text(t["ask"], "ask", place),
            why=text(t["why"], "why", place),
            nearest=strings(t["nearest"], "nearest", place),
        )
    return Frozen(found)
