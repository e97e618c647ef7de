"""Workbooks as tests need them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

openpyxl = pytest.importorskip("openpyxl")


def workbook(
    rows: list[list[object]], *, formats: dict[str, str] | None = None, **others: list[list[object]]
) -> bytes:
    """A workbook with one sheet, and others by name."""
    book = openpyxl.Workbook()
    book.active.title = "Blad1"
    for row in rows:
        book.active.append(row)
    for cell, shown in (formats or {}).items():
        book.active[cell].number_format = shown
    for title, cells in others.items():
        sheet = book.create_sheet(title)
        for row in cells:
            sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def changed(data: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """The workbook with its parts changed, and parts added."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
        for name, text in more.items():
            new.writestr(name, text)
    return kept.getvalue()
