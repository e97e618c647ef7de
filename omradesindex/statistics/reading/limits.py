"""How large a file may be before it is refused: a reader must not fill the memory of who opens a file."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

from omradesindex.doors import door
from omradesindex.errors import StatisticsError

Limit = Literal["bytes", "expanded", "ratio", "members", "cells", "tidy_cells", "files"]


@door
@dataclass(frozen=True)
class ReadLimits:
    """The largest file that is read; each can be raised, and an error says which.

    Attributes
    ----------
    bytes : int
        Size of the file as it lies on disk.
    expanded : int
        Size of all that a packed file (``.xlsx``, Parquet) unpacks to.
    ratio : int
        How many times its packed size a part of a packed file may become. The real exports reach 12.
    members : int
        Parts of a packed file.
    cells : int
        Cells of a table, empty ones included: two million take about a gigabyte while they are read.
    tidy_cells : int
        Cells of a large tidy table in CSV or Parquet, which is read column by column; sixty million take
        about one and a half gigabytes.
    files : int
        Files of a folder.

    Examples
    --------
    >>> ReadLimits().cells
    2000000
    >>> ReadLimits(cells=100).check("cells", 101, "fil.csv")
    Traceback (most recent call last):
    ...
    omradesindex.errors.StatisticsError: fil.csv: there are 101 cells, more than the limit of 100...
    """

    bytes: int = 100_000_000
    expanded: int = 400_000_000
    ratio: int = 200
    members: int = 2_000
    cells: int = 2_000_000
    tidy_cells: int = 60_000_000
    files: int = 500

    def __post_init__(self) -> None:
        for field in fields(self):
            given = getattr(self, field.name)
            if not isinstance(given, int) or isinstance(given, bool) or given < 1:
                raise StatisticsError(
                    f"the limit '{field.name}' is {given!r}",
                    where="ReadLimits",
                    expected="a whole number above 0",
                )

    def check(self, what: Limit, found: float, where: str) -> None:
        """Refuse more than the limit of what is named by ``what`` (one of the attributes).

        Raises
        ------
        StatisticsError
            Saying the limit and how it is raised.
        """
        most = int(getattr(self, what))
        if found <= most:
            return
        told = {
            "bytes": f"the file is {found} bytes",
            "expanded": f"the file unpacks to {found} bytes",
            "ratio": f"a part of the file unpacks to {found} times its size",
            "members": f"the file has {found} parts",
            "cells": f"there are {found} cells",
            "tidy_cells": f"there are {found} cells",
            "files": f"the folder has {found} files",
        }[what]
        raise StatisticsError(
            f"{told}, more than the limit of {most}",
            where=where,
            remedy=f"take a smaller extract; or, if you trust the file, raise the limit: "
            f"limits=oi.sources.ReadLimits({what}=…)",
        )
