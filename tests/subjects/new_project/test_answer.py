"""What a new project says of itself."""

from __future__ import annotations

from pathlib import Path

import omradesindex as oi
from tests.subjects.new_project.files import Files


def test_the_page_says_what_was_seen_and_the_next_step(files: Files, tmp_path: Path) -> None:
    laid = oi.new_project(tmp_path / "stad", areas=files.regso, statistics=files.table, key=files.key)
    sv, en = (laid.page(lang).text(140) for lang in ("sv", "en"))
    assert "2 områden ur regso.geojson" in sv
    assert "4 delområden hör till 2 områden: 'DeSO' → 'RegSOkod' i koppling.csv" in sv
    assert "känd: läses som den är" in sv
    assert "2 indikatorer" in sv
    assert f"omradesindex update {laid.folder.as_posix()}" in sv
    assert "4 sub-areas belong to 2 areas" in en
    assert "known: read as it is" in en
    assert repr(laid).startswith("Nytt projekt · Påstad")


def test_it_says_where_the_code_is_the_name_and_that_no_key_is_needed(files: Files, tmp_path: Path) -> None:
    laid = oi.new_project(tmp_path / "stad", areas=files.deso, statistics=files.table)
    assert "får vara namnet också" in laid.page().text(200)
    assert "Behövs inte" in laid.page().text(200)
