"""What stands in files that travel with the library, each thing read when it is asked for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from omradesindex.catalogue.tables import Place
from omradesindex.errors import DefinitionError
from omradesindex.patterns import pattern

T = TypeVar("T")

#: How a thing begins; the headings of what belongs to it have a point in them.
_HEADING = pattern(r"^\[(\w+)\]$", re.MULTILINE)


class Shipped(Mapping[str, T]):
    """The things of some TOML files by their ids, each a table.

    Few are asked for of the many that there are: making all of them takes longer than computing an index.

    Parameters
    ----------
    files : iterable of Path
    make : callable
        Id, table and place of a thing → the thing.
    again : callable
        What gives this mapping in another process.
    """

    def __init__(
        self,
        files: Iterable[Path],
        make: Callable[[str, object, Place], T],
        again: Callable[[], Mapping[str, T]],
    ) -> None:
        self._make, self._again = make, again
        self._made: dict[str, T] = {}
        self._texts: dict[str, tuple[Path, str]] = {}
        for path in files:
            # Before the first, then by turns an id and what is said of it.
            _, *parts = _HEADING.split(path.read_text(encoding="utf-8"))
            for name, text in zip(parts[::2], parts[1::2], strict=True):
                if name in self._texts:
                    raise DefinitionError(f"'{name}' is defined twice", where=str(path))
                self._texts[name] = path, text

    def __getitem__(self, name: str) -> T:
        if name not in self._made:
            path, text = self._texts[name]
            table = tomllib.loads(f"[{name}]{text}")[name]
            self._made[name] = self._make(name, table, Place(str(path)).into(name))
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __repr__(self) -> str:
        return repr(dict(self))

    def __reduce__(self) -> tuple[Callable[[], Mapping[str, T]], tuple[()]]:
        return self._again, ()
