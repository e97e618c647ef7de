"""Open data as files: those that can be written, and a portal told of those alone."""

from __future__ import annotations

from collections.abc import Callable

import omradesindex as oi
from omradesindex.index.open_data import add_description, add_open_data
from omradesindex.show.folder import Folder
from tests.statistics.writing.test_dcat import GIVEN


def test_a_data_portal_is_told_of_the_files_that_are_there(
    compute: Callable[..., oi.types.Result], tmp_path
) -> None:
    result = compute(with_division=False)
    folder = Folder("sv", figures=False)
    add_open_data(folder, result)
    names = {file.name for file in folder.names("data", "map")}
    assert {"index.px", "index.json", "resultat.csv"} <= names
    assert "omraden.gpkg" not in names  # there are no outlines
    add_description(folder, result, oi.types.Publisher(**GIVEN))
    told = {path.name: path for path in folder.write(tmp_path)}["dcat.rdf"].read_text(encoding="utf-8")
    assert all(f"{GIVEN['address']}/{name}" in told for name in names)
    assert told.count("<dcat:downloadURL") == len(names)
