"""Fuzzing: whatever a file holds, it is read or refused with an error of ours, in bounded memory."""

from __future__ import annotations

import io
import json
import tracemalloc
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import omradesindex as oi
from omradesindex.statistics.reading import RawTable, ReadLimits
from omradesindex.statistics.reading.csv_tables import parse_csv
from omradesindex.statistics.reading.grid import Grid, raw_from_grid, tidy_frame
from omradesindex.statistics.reading.jsonstat import parse_jsonstat
from omradesindex.statistics.reading.layout import parse_excel
from omradesindex.statistics.reading.parquet import parse_parquet
from omradesindex.statistics.reading.px import parse_px
from tests.statistics.reading.test_csv_tables import SWEDISH
from tests.statistics.reading.test_excel import SMALL, CellRichText, InlineFont, TextBlock
from tests.statistics.reading.test_grid import FLAGGED
from tests.statistics.reading.test_jsonstat import dataset
from tests.statistics.reading.test_layout import EXPORT
from tests.statistics.reading.test_px import px, small
from tests.statistics.reading.workbooks import openpyxl, workbook

Reader = Callable[..., Grid | RawTable]

LIMITS = ReadLimits(bytes=5_000_000, expanded=50_000_000, cells=200_000)

#: No reader may take more than this for the small files below (bytes).
MEMORY = 60_000_000


MARKED = 'DATASYMBOL3=":";NOTE=": sekretess";CELLNOTE("V","*")="skyddat";'


def _bundle() -> bytes:
    told = dataset(status=["c"])
    told["dimension"]["Region"]["category"]["child"] = {"01": ["02"]}
    told["dimension"]["ContentsCode"]["category"]["unit"] = {"X1": {"label": "promille", "multiplier": 3}}
    return json.dumps({"class": "collection", "link": {"item": [told]}}).encode()


def _workbook() -> bytes:
    """Merged headings, raised characters, hidden rows, formats that show something else."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Titel"], [None, "Kvinnor", None, "Totalt"], [None, "16-24", "25-64", None], ["A", 1, 2, 3]):
        sheet.append(row)
    sheet.append([CellRichText("B", TextBlock(InlineFont(vertAlign="superscript"), "1")), 0.5, "..", 7])
    for cells in ("A1:D1", "B2:C2", "D2:D3"):
        sheet.merge_cells(cells)
    sheet["B5"].number_format = '[<5]"..";0.0" %";0,'
    sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["F"].hidden = True
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@cache
def _examples() -> dict[Reader, list[bytes]]:
    kept = io.BytesIO()
    pd.DataFrame({"region": ["a", "b"], "2024": [1.5, None]}).to_parquet(kept)
    return {
        parse_csv: [
            SWEDISH.encode(),
            SWEDISH.encode("utf-16"),
            b"area,variable,period,value\n01,a,2024,1\n",
            "sep=;\nTitel\n\nNYKO;2030;\n;antal;\n01;1'234 1);\n02;..¹;\n\nKälla: x;y\n".encode("cp850"),
            FLAGGED.format("Q", "C").encode() + b"UNIT_MULT,DECIMALS\n",
        ],
        parse_px: [
            px().encode("latin-1"),
            px('"01","m\xe4n",1 2 ', keys='KEYS("region")=CODES;').encode("latin-1"),
            small('1 ":" "..." 4\n', MARKED).encode(),
        ],
        parse_jsonstat: [
            json.dumps(dataset()).encode(),
            json.dumps(dataset(value={"0": 1})).encode(),
            _bundle(),
        ],
        parse_excel: [workbook(EXPORT), workbook(SMALL), _workbook()],
        parse_parquet: [kept.getvalue()],
    }


READERS: list[Reader] = [parse_csv, parse_px, parse_jsonstat, parse_excel, parse_parquet]


def read(reader: Reader, data: bytes) -> None:
    """Read to the end, a grid in both ways; only errors of ours may come."""
    tracemalloc.start()
    try:
        table = reader(data, name="x", limits=LIMITS)
        if isinstance(table, Grid):
            for onward in (tidy_frame, raw_from_grid):
                try:
                    onward(table)
                except oi.errors.OmradesindexError:
                    continue
    except oi.errors.OmradesindexError:
        pass
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < MEMORY


quick = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@pytest.mark.parametrize("reader", READERS)
@quick
@given(
    data=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace")))
)
def test_random_bytes(reader: Reader, data: bytes) -> None:
    read(reader, data)


@st.composite
def mutated(draw: st.DrawFn, reader: Reader) -> bytes:
    """A good file with some bytes changed, taken away, doubled, or cut off."""
    data = bytearray(draw(st.sampled_from(_examples()[reader])))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        what = draw(st.sampled_from(["change", "insert", "delete", "double", "cut"]))
        if what == "change" and data:
            data[at] = draw(st.integers(0, 255))
        elif what == "insert":
            data[at:at] = draw(st.one_of(st.binary(min_size=1, max_size=8), st.sampled_from(WORDS)))
        elif what == "delete":
            del data[at : at + draw(st.integers(1, 20))]
        elif what == "double":
            data[at:at] = data[at : at + draw(st.integers(1, 200))]
        else:
            del data[at + 1 :]
    return bytes(data)


XML = [b'"', b"<", b">", b"9999999", b"-1", b"=", b"A"]

WORDS = [
    b"..",
    b"-",
    b'"',
    b";",
    b",",
    b"{",
    b"[",
    b"1e999",
    b"NaN",
    b"9" * 50,
    b"\x00",
    b"\xff\xfe",
    b"null",
    b"1.234",
    b"\n\n",
    b"=",
    b"(",
    "¹".encode(),
    b"sep=;\n",
    "Källa:".encode(),
    b"OBS_STATUS",
    b'"child": {"01": ["01"]}',
    b"[<5]",
]


@pytest.mark.parametrize("reader", READERS)
@quick
@given(data=st.data())
def test_mutated_files(reader: Reader, data: st.DataObject) -> None:
    read(reader, data.draw(mutated(reader)))


@st.composite
def repacked(draw: st.DrawFn, workbook: bytes) -> bytes:
    """A workbook with bytes changed inside one of its parts, so that the zip itself is sound."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(kept, "w") as new:
        chosen = draw(st.sampled_from([p.filename for p in old.infolist() if p.filename.endswith(".xml")]))
        for part in old.infolist():
            text = bytearray(old.read(part))
            if part.filename == chosen:
                for _ in range(draw(st.integers(1, 5))):
                    at = draw(st.integers(0, len(text) - 1))
                    text[at : at + draw(st.integers(0, 3))] = draw(
                        st.one_of(st.binary(max_size=4), st.sampled_from(XML))
                    )
            new.writestr(part.filename, bytes(text))
    return kept.getvalue()


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_workbooks_whose_parts_are_damaged(data: st.DataObject) -> None:
    read(parse_excel, data.draw(repacked(data.draw(st.sampled_from(_examples()[parse_excel])))))


@settings(max_examples=5, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_real_export_whose_parts_are_damaged(shared: Callable[..., Path], data: st.DataObject) -> None:
    file = shared("data", "scb_excel_exports", "000006TA_20240813-153551.xlsx")
    damaged = data.draw(repacked(file.read_bytes()))
    try:
        parse_excel(damaged, name="x")
    except oi.errors.StatisticsError:
        return
