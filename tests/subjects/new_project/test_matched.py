"""Which column is what."""

from __future__ import annotations

from pathlib import Path

import pytest

from omradesindex.errors import DivisionError
from omradesindex.subjects.new_project.matched import (
    code_column,
    key_columns,
    name_column,
    town_named,
    unique_columns,
)

HERE = Path("omraden.gpkg")
OUTLINES = {
    "typ": ("a", "a"),
    "nr": ("7", "8"),
    "kod": ("01", "02"),
    "namn": ("Norra stan", "Söder"),
    "kommun": ("Påstad", "Påstad"),
}


def test_the_statistics_tell_which_column_is_the_code() -> None:
    assert code_column(OUTLINES, ["01", "02"], given=None, where=HERE, lang="sv") == "kod"
    assert code_column(OUTLINES, ["7"], given=None, where=HERE, lang="sv") == "nr"
    assert code_column(OUTLINES, [], given="nr", where=HERE, lang="sv") == "nr"
    with pytest.raises(DivisionError, match="several columns"):
        code_column(OUTLINES, [], given=None, where=HERE, lang="en")


def test_names_and_the_municipality() -> None:
    assert unique_columns(OUTLINES) == ["nr", "kod", "namn"]
    assert name_column(OUTLINES, "kod") == "namn"
    assert name_column({"kod": ("01", "02")}, "kod") == "kod"
    assert town_named(OUTLINES, [0, 1]) == "Påstad"
    assert town_named({"kommun": ("1", "1")}, [0]) == ""


def test_of_codes_and_names_the_key_leads_by_codes() -> None:
    outlines = {"regso": ("0380R001", "0380R002"), "namn": ("Norr", "Söder")}
    key = {
        "Område": ("Norr", "Söder"),
        "Kod": ("0380R001", "0380R002"),
        "DeSO": ("0380A0010", "0380A0020"),
    }
    found = key_columns(key, outlines, ["0380A0010", "0380A0020"], where=HERE, lang="sv")
    assert (found.sub, found.area, found.merges) == ("DeSO", "Kod", False)
    assert found.names == {"0380R001": "Norr", "0380R002": "Söder"}
