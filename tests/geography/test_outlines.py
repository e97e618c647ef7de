"""Outlines without codes are numbered; what they must be is told with the divisions they make."""

from __future__ import annotations

from pathlib import Path

import pytest

from omradesindex.errors import DivisionError
from omradesindex.geography import read_outlines
from tests.geography.line_city import strips


def test_rows_without_codes_are_numbered(tmp_path: Path) -> None:
    file = tmp_path / "linje.gpkg"
    strips([0, 40, 100], "g").to_file(file)
    read = read_outlines(file, code=None)
    assert read.index.tolist() == ["1", "2"]
    assert read.area.tolist() == pytest.approx([400, 600])
    with pytest.raises(DivisionError, match="there is no column 'kod'"):
        read_outlines(file, code="kod")
