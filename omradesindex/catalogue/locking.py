"""Fix a definition before figures are read."""

from __future__ import annotations

import dataclasses
import tomllib
from datetime import UTC, datetime, timedelta

from omradesindex.catalogue.lock import Lock, Locked, day_of, fingerprint
from omradesindex.catalogue.writing import to_toml, whole_tables
from omradesindex.errors import DefinitionError


def locked(definition: Locked, date: str | None = None) -> Locked:
    """Return the definition, fixed. See :meth:`omradesindex.index.index.Index.locked`."""
    day = datetime.now(UTC).date().isoformat() if date is None else day_of(date, "locked")
    if day > (datetime.now(UTC) + timedelta(days=1)).date().isoformat():  # it may be tomorrow here
        raise DefinitionError(
            f"the date of a lock is {day}, which has not come",
            where="locked",
            expected="the day of the decision",
        )
    bare = dataclasses.replace(definition, lock=None)
    mark = fingerprint(tomllib.loads(to_toml(whole_tables(bare))), day)
    return dataclasses.replace(bare, lock=Lock(day, mark, bare))
