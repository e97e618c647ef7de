"""The flat table: nothing in it is lost, and what cannot be understood is told with row and column."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.catalogue import from_table, indicators, to_table

HEAD = "code,level,parent,weight,label_sv,decimals,methods,sources,asked_by,per"
TOP, GROUP = "eget,index", "ekonomi,dimension,eget"


def load(tmp_path: Path, *rows: str, ending: str = ".csv", head: str = "") -> oi.Index:
    path = tmp_path / f"a{ending}"
    path.write_text("\n".join([head or HEAD, *rows]) + "\n", encoding="utf-8")
    return oi.load_index(path)


ONE = "arbetsloshet,indicator,ekonomi"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            [TOP, GROUP, ONE, "halsa,dimension,halsa", "nettoinkomst,indicator,halsa"],
            r"row 5.*circle: halsa → halsa",
        ),
        (
            [TOP, GROUP, ONE, "a,dimension,b", "b,dimension,c", "c,dimension,a", "d,dimension,c"],
            r"row 5.*'a' stands in a circle: a → b → c → a",
        ),
        ([TOP, GROUP, f"{ONE},NA"], r"row 4: 'weight' must be a number, but is 'NA'"),
        ([TOP, GROUP, f"{ONE},{'9' * 400}"], r"row 4: 'weight' must be a finite number, but is inf"),
        ([TOP, GROUP, f"{ONE},inf"], r"row 4: 'weight' must be a number"),
        ([TOP, GROUP, f"{ONE},1_0"], r"row 4: 'weight' must be a number"),
        ([TOP, GROUP, f"{ONE},-1"], r"row 4: the weight -1 is negative"),
        ([TOP, GROUP, ",indicator,ekonomi"], r"row 4: the code is missing"),
        ([TOP, GROUP, "arbetsloshet,,ekonomi"], r"row 4: the level is missing"),
        ([TOP, GROUP, "NA,indicator,ekonomi"], r"row 4: the code 'NA' cannot be used"),
        ([TOP, GROUP, "null,indicator,ekonomi"], r"row 4: the indicator 'null' is unknown"),
        ([TOP, GROUP, "arbetsloshet,indicator,NA"], r"row 4: the parent 'NA' is no dimension"),
        ([TOP, GROUP, ONE, ONE], r"row 5: 'arbetsloshet' stands there twice, first in row 4"),
        ([TOP, GROUP, GROUP, ONE], r"row 4: 'ekonomi' stands there twice, first in row 3"),
        ([TOP, GROUP, f"{ONE},,,abc"], r"row 4: 'decimals' must be a number, but is 'abc'"),
        ([TOP, GROUP, f"{ONE},,,1.5"], r"decimals must be a whole number 0–6"),
        ([TOP, GROUP, f"{ONE},,,7"], r"decimals must be a whole number 0–6"),
        ([f"{TOP},,,,2", GROUP, ONE], r"row 2: 'decimals' says nothing of a row of the level 'index'"),
        ([TOP, f"{GROUP},,,2", ONE], r"row 3: 'decimals' says nothing"),
        ([TOP, GROUP, f"{ONE},,,,{{}}"], r"row 4: 'methods' says nothing"),
        ([f"{TOP},,,,,[1]", GROUP, ONE], r"row 2: methods is \[1\]"),
        ([f"{TOP},,,,,{'[' * 5000}", GROUP, ONE], r"row 2: methods is not JSON"),
        ([f'{TOP},,,,,"{{""ddof"": 3}}"', GROUP, ONE], r"methods: ddof must be 0 or 1"),
        (
            [TOP, GROUP, f"{ONE},1,a,1,,b,,1,beyond"],
            r"row 4: cell 11 holds 'beyond', but there are 10 columns",
        ),
        ([f"{TOP},ekonomi", GROUP, ONE], r"row 2: the index has a parent"),
        ([TOP, TOP, GROUP, ONE], r"2 rows for the index"),
        ([TOP, GROUP, f"{ONE},,A\u001b[31m"], r"control character U\+001B"),
        ([TOP, GROUP, f"{ONE},,,,,,{{}}"], r"row 4: asked_by is {}"),
    ],
)
def test_what_cannot_be_understood(rows: list[str], message: str, tmp_path: Path) -> None:
    with pytest.raises(oi.DefinitionError, match=message):
        load(tmp_path, *rows)


def test_a_cell_changes_what_the_catalogue_says(tmp_path: Path) -> None:
    head = "code,level,parent,label_sv,direction,decimals"
    index = load(
        tmp_path,
        "eget,index,",
        "d,dimension,eget",
        "arbetsloshet,indicator,d,Utan jobb,higher_is_better,2",
        head=head,
    )
    before = indicators()["arbetsloshet"]
    after = index.indicators[0]
    assert (before.id, after.label.sv, after.decimals) == (after.id, "Utan jobb", 2)
    assert after.direction is not before.direction
    assert (after.formula, after.definition) == (before.formula, before.definition)


def test_semicolons_and_decimal_commas_as_swedish_spreadsheets_save_them(tmp_path: Path) -> None:
    rows = [
        "\ufeffcode;level;parent;weight",
        "eget;index;;",
        "d;dimension;eget;1",
        "arbetsloshet;indicator;d;0,5",
        ";;;",
    ]
    (tmp_path / "a.csv").write_text("\r\n".join(rows), encoding="utf-8")
    assert oi.load_index(tmp_path / "a.csv").members[0].weight == 0.5


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        ({"code": [True], "level": ["index"], "parent": [""]}, r"row 2: 'code' must be a text, but is True"),
        ({"code": [pd.NA], "level": ["index"], "parent": [None]}, r"row 2: the code is missing"),
        ({"code": [pd.Timestamp("2024")], "level": ["index"], "parent": [np.nan]}, r"'code' must be a text"),
        ({}, r"column 'code', 'level', 'parent' is missing"),
    ],
)
def test_frames_of_another_kind(frame: dict[str, Any], message: str) -> None:
    with pytest.raises(oi.DefinitionError, match=message):
        from_table(pd.DataFrame(frame))
    with pytest.raises(oi.DefinitionError, match=r"the table is given as str"):
        from_table("tabell")  # type: ignore[arg-type]


def workbook(change: dict[str, bytes], drop: tuple[str, ...] = ()) -> bytes:
    plain, made = io.BytesIO(), io.BytesIO()
    to_table(oi.load_index("tillit")).to_excel(plain, index=False)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part not in drop:
                new.writestr(part, change.get(part, old.read(part)))
        for part, content in change.items():
            if part not in old.namelist():
                new.writestr(part, content)
    return made.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (lambda: b"PK\x03\x04 no workbook", r"it is no workbook"),
        (lambda: b"", r"it is no workbook"),
        (lambda: b"\xd0\xcf\x11\xe0", r"old \.xls"),
        (lambda: workbook({}, drop=(SHEET,)), r"damaged|no workbook"),
        (lambda: workbook({SHEET: b"<worksheet"}), r"damaged"),
        (lambda: workbook({"xl/vbaProject.bin": b"x"}), r"holds macros"),
        (lambda: workbook({SHEET: b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'}), r"declares entities"),
        (lambda: workbook({"xl/media/a.bin": b"0" * 30_000_000}), r"unpacks to \d+ times its size"),
        (lambda: workbook({f"xl/{k}": b"" for k in range(600)}), r"the file has \d+ parts"),
        (
            lambda: workbook({SHEET: b"<worksheet>" + b"<c/><c/>" * 3_000_000}),
            r"more than the limit|times its size",
        ),
    ],
)
def test_a_workbook_can_do_nothing_but_be_read(data: Any, message: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data())
    with pytest.raises(oi.DefinitionError, match=message):
        oi.load_index(path)


def test_a_workbook_that_states_a_wrong_extent_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(io.BytesIO(workbook({}))) as book:
        sheet = book.read(SHEET)
    import re

    path.write_bytes(workbook({SHEET: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', sheet)}))
    assert oi.load_index(path).dimensions == oi.load_index("tillit").dimensions
