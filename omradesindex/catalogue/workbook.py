"""Read the cells of a workbook that holds a definition, with the same care as a workbook of figures."""

from __future__ import annotations

import io
import warnings

from omradesindex.errors import DefinitionError, OmradesindexError
from omradesindex.foreign import cause_of
from omradesindex.workbook_guard import DAMAGED, inspect_workbook

#: The largest of each: an index of ten thousand indicators takes some hundred thousand cells.
_MOST = {"bytes": 20_000_000, "expanded": 100_000_000, "ratio": 200, "members": 500, "cells": 500_000}
_TOLD = {
    "bytes": "the file is {} bytes",
    "expanded": "the file unpacks to {} bytes",
    "ratio": "a part of the file unpacks to {} times its size",
    "members": "the file has {} parts",
    "cells": "there are {} cells",
}


class _Limits:
    """How large a workbook that holds a definition may be."""

    def check(self, what: str, found: int, where: str) -> None:
        """Refuse more than the limit."""
        if found > _MOST[what]:
            raise DefinitionError(
                f"{_TOLD[what].format(found)}, more than the limit of {_MOST[what]}",
                where=where,
                expected="the flat table of a definition, alone in its workbook",
            )


def workbook_rows(data: bytes, where: str) -> list[list[object]]:
    """Return the rows of the first worksheet; of formulas what they last came to.

    Raises
    ------
    DefinitionError
        It is no workbook, is damaged, larger than the limits, holds macros or declares entities.
    """
    from openpyxl import load_workbook

    limits = _Limits()
    try:
        book = inspect_workbook(data, name=where, limits=limits)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and extensions that openpyxl does not know
            sheet = load_workbook(
                io.BytesIO(book.data), read_only=True, data_only=True, keep_links=False
            ).worksheets[0]
            # Some programs state a wrong extent, and openpyxl would stop reading there.
            sheet.reset_dimensions()
            rows: list[list[object]] = []
            cells = 0
            for row in sheet.iter_rows(values_only=True):
                cells += max(len(row), 1)
                limits.check("cells", cells, where)
                rows.append(list(row))
            return rows
    except DefinitionError:
        raise
    except OmradesindexError as error:
        raise DefinitionError(
            error.what, where=error.where, expected=error.expected, remedy=error.remedy
        ) from None
    except DAMAGED as error:
        raise DefinitionError(
            f"the workbook is damaged ({cause_of(error)})",
            where=where,
            expected="an .xlsx file",
            remedy="fetch or save it again",
        ) from None
