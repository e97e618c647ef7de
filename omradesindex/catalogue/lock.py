"""A definition that is fixed before figures are read: when, and what it was then."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from omradesindex.catalogue.tables import Place, only, string
from omradesindex.catalogue.words import changed_since_line, locked_line
from omradesindex.errors import DefinitionError
from omradesindex.wording import Language

if TYPE_CHECKING:
    from omradesindex.catalogue.definition import Definition

Locked = TypeVar("Locked", bound="Definition")

#: How much of a fingerprint people are shown.
_SHOWN = 12


@dataclass(frozen=True)
class Lock:
    """When a definition was fixed, and what it was.

    Attributes
    ----------
    date : str
        The day, ``2026-03-01``.
    sha256 : str
        Fingerprint of everything that the definition's file says, the day included.
    of : Definition
        What was fixed. A copy that a verb has changed is no longer this.
    """

    date: str
    sha256: str
    of: Definition = field(repr=False, compare=False)


def read_lock(definition: Locked, contents: Mapping[str, Any], place: Place) -> Locked:
    """Return a definition that was read, with the lock that stands in its file.

    Raises
    ------
    DefinitionError
        The file is not what was fixed; it names a base, which may change; a date that is none.
    """
    here = place.into("lock", find="[lock]")
    table = only(contents["lock"], ("date", "sha256"), here, required=("date", "sha256"))
    if "base" in contents:
        raise DefinitionError(
            "a locked definition stands on another, which may be changed without it",
            where=place.at("base"),
            expected="a definition that is written whole",
            remedy="lock it again: oi.load_index(…).locked().save(…) writes all of it",
        )
    day = day_of(table["date"], here.at("date"))
    said, is_now = string(table["sha256"], "sha256", here), fingerprint(contents, day)
    if said != is_now:
        raise DefinitionError(
            f"the definition is not the one that was locked on {day}: something in the file was changed",
            where=str(here),
            expected=f"the fingerprint {said[:_SHOWN]}…, but the file's is {is_now[:_SHOWN]}…",
            remedy="take the file back from a copy; or remove [lock] and lock what it says now, with a new "
            "date, so that every result tells it",
        )
    return dataclasses.replace(definition, lock=Lock(day, said, definition))


def fingerprint(contents: Mapping[str, Any], day: str) -> str:
    """Fingerprint of what a definition's file says, and of its day; comments and order are free."""
    said = {**contents, "lock": {"date": day}}
    return hashlib.sha256(
        json.dumps(said, sort_keys=True, ensure_ascii=False, allow_nan=False, default=str).encode()
    ).hexdigest()


def day_of(value: object, where: str) -> str:
    """Read a day as it is written: ``2026-03-01``."""
    try:
        return date.fromisoformat(value if isinstance(value, str) else str(value)).isoformat()
    except ValueError:
        raise DefinitionError(
            f"the date of a lock is {value!r}", where=where, expected="a day such as 2026-03-01"
        ) from None


def lock_line(definition: Definition, lang: Language) -> str:
    """Say when a definition was fixed, and whether it is still what was fixed; nothing where it never was."""
    lock = definition.lock
    if lock is None:
        return ""
    line = locked_line if definition.is_locked else changed_since_line
    return line(lock.date, lock.sha256[:_SHOWN], lang)
