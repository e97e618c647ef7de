"""What is seen of files."""

from __future__ import annotations

from omradesindex.subjects.new_project.seen import (
    key_seen,
    outlines_seen,
    proposed_together,
    statistics_seen,
    towns_of,
)
from tests.subjects.new_project.files import BELONGS, NAMES, Files


def test_columns_and_tables(files: Files) -> None:
    assert outlines_seen(files.regso)["regsokod"] == tuple(NAMES)
    assert key_seen(files.key)["DeSO"] == (*BELONGS, "1280C1010")
    (table,) = statistics_seen([files.table], None)
    assert table.areas == tuple(BELONGS)
    assert "arbetslosa_16_64" in table.variables
    assert table.known is not None
    assert proposed_together([table], ()) == ""


def test_municipalities_are_told_by_small_areas_alone() -> None:
    assert towns_of(["0380A0010", "1280R001_RegSO2025", "Norr", "0381"]) == {"0380", "1280"}


def test_areas_called_by_the_outlines_names_are_proposed_as_names(files: Files) -> None:
    own = files.put("eget.csv", "Plats;Arbetslösa\nNorr;1\nSöder;2\nSumma;3\n")
    tables = statistics_seen([own], None)
    assert 'area = { dimension = "Plats", names = true }' in proposed_together(tables, NAMES.values())
    assert 'area = "Plats"' in proposed_together(tables, ["Väster"])
