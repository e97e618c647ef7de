"""Large plain tables are read column by column, and read and refused as they are cell by cell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.statistics.reading import columnar, parquet
from omradesindex.statistics.reading.at_once import Written
from omradesindex.statistics.reading.columnar import Coded, Columns, plain_columns
from omradesindex.statistics.reading.csv_tables import parse_csv

HEAD = "area;variable;period;value;kind;status\n"
BODY = "01;folk ;2024;1 234,5;count;\n02;folk;2024;..;count;\n03¹;folk;2024;1,25;count;observed\n"


def without_arrow(*_: object) -> None:
    raise ImportError("no pyarrow")


@pytest.fixture(params=["columns", "columns without Arrow", "cells"])
def large(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    for module in (columnar, parquet):
        monkeypatch.setattr(module, "LARGE", columnar.LARGE if request.param == "cells" else 0)
    if request.param == "columns without Arrow":
        monkeypatch.setattr(columnar, "_by_arrow", without_arrow)
    return str(request.param)


def read(folder: Path, text: str, encoding: str = "utf-8") -> oi.Statistics:
    path = folder / "t.csv"
    path.write_text(text, encoding=encoding, newline="")
    return oi.read_statistics(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("text", [HEAD + BODY, (HEAD + BODY).replace("\n", "\r\n"), HEAD + BODY + ";;;;;\n"])
def test_it_is_read_as_it_is_cell_by_cell(tmp_path: Path, large: str, text: str, encoding: str) -> None:
    figures = read(tmp_path, text, encoding)
    assert figures.areas == ("01", "02", "03")
    block = figures.block("folk", "2024")
    assert block.value[:3].tolist() == pytest.approx([1234.5, float("nan"), 1.25], nan_ok=True)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("04;folk;2024;5x;count;\n", "row 5, column 'value', area '04'.*'5x' is not a number"),
        ("04;folk;2024;-5;count;\n", "row 5, area '04'.*the count is negative"),
        ("04;folk;2024\n", "row 5: there are 3 cells, but 6 columns"),
        ("04;folk;2024;5;count;;x\n", "row 5: there are 7 cells, but 6 columns"),
        ("04;folk\x01;2024;5;count;\n", "the file is not a text file"),
        ("04;;2024;5;count;\n", "row 5, area '04'.*'variable' is empty or not text"),
        ("01;folk;2024;5;count;\n", "row 5, area '01'.*already given further up"),
        ("04;folk;2024;5;count;gone\n", "row 5, area '04'.*the status 'gone' is unknown"),
    ],
)
def test_it_is_refused_as_it_is_cell_by_cell(tmp_path: Path, large: str, row: str, told: str) -> None:
    with pytest.raises(oi.errors.StatisticsError, match=told):
        read(tmp_path, HEAD + BODY + row + "05;folk;2024;5;count;\n")


@pytest.mark.parametrize("heading", ["kön", "ko\N{COMBINING DIAERESIS}n"])
def test_a_heading_is_read_in_its_own_letters(tmp_path: Path, large: str, heading: str) -> None:
    encoding = "utf-8" if "\N{COMBINING DIAERESIS}" in heading else "cp1252"
    (tmp_path / "t.csv").write_text(
        f"area,variable,period,value,{heading}\n1,folk,2024,5,a\n2,folk,2024,7,a\n", encoding=encoding
    )
    assert oi.read_statistics(tmp_path / "t.csv", breakdowns=["kön"]).breakdowns == ("kön",)


@pytest.mark.parametrize("source", ["SCB, folkmängd", "'=SCB", "SCB"])
def test_cells_may_stand_in_quotation_marks(tmp_path: Path, large: str, source: str) -> None:
    head = "area,variable,period,value,kind,source\n"
    rows = "".join(f'"0{area}","folk",2024,{area},count,"{source}"\n' for area in (1, 2, 3))
    figures = read(tmp_path, head + rows)
    assert figures.sources == (source.lstrip("'"),)
    assert figures.block("folk", "2024").value[:3].tolist() == [1, 2, 3]


def test_headings_may_stand_in_quotation_marks(tmp_path: Path, large: str) -> None:
    text = '"area","variable",period,value,"source, if told"\n"01",folk,2024,5,SCB\n"02",folk,2024,7,SCB\n'
    with pytest.raises(oi.errors.StatisticsError, match="source, if told"):
        read(tmp_path, text)
    for ending in ("\n", "\r\n"):
        figures = read(tmp_path, text.replace('"source, if told"', '"source"').replace("\n", ending))
        assert figures.block("folk", "2024").value[:2].tolist() == [5, 7]


def test_a_cell_may_lie_beyond_the_headings(tmp_path: Path, large: str) -> None:
    figures = read(tmp_path, (HEAD + BODY).replace("\n", ";;\r\n"))
    assert figures.areas == ("01", "02", "03")


def test_a_page_is_no_table(tmp_path: Path, large: str) -> None:
    with pytest.raises(oi.errors.StatisticsError, match="the file is a web page"):
        read(tmp_path, f"<html>{HEAD}{BODY}")


def test_a_note_above_nothing_is_no_heading(tmp_path: Path, large: str) -> None:
    head = "area,variable,period,value,kind,© SCB 2024\n"
    figures = read(tmp_path, head + "".join(f"0{area},folk,2024,{area},count,\n" for area in (1, 2, 3)))
    assert figures.areas == ("01", "02", "03")


def test_large_tables_with_sources_are_read_by_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columnar, "LARGE", 0)
    text = 'area,variable,period,value,source\n01,folk,2024,5,"SCB, folkmängd"\n02,folk,2024,7,SCB\n'
    assert isinstance(parse_csv(text.encode(), name="t.csv").rows, Columns)


def test_what_is_said_of_many_rows_is_read_too(tmp_path: Path, large: str) -> None:
    head = "area;variable;period;value;kind;sex;series;prices;rounding;sex_definition\n"
    rows = "".join(
        f"0{area};lon;2024;{10 * area};count;{sex};A;2023;nearest 5;juridiskt\n"
        for sex in ("kvinnor", "män")
        for area in (1, 2, 3)
    )
    figures = read(tmp_path, head + rows)
    at = ("lon", "2024")
    assert (figures.series[at], figures.prices[at]) == ("A", "2023")
    assert figures.definitions == {"sex": "juridiskt"}
    assert {kind.text for kind in figures.rounding.used} == {"nearest 5", "3 x nearest 5"}
    assert figures.block(*at, ("men",)).value[:3].tolist() == [10, 20, 30]


def test_parquet_too(tmp_path: Path, large: str) -> None:
    pytest.importorskip("pyarrow")
    columns = {"area": ["01", "02"], "variable": "folk", "period": [2024, 2024], "value": [1.5, None]}
    table = pd.DataFrame(columns)
    table.to_parquet(tmp_path / "t.parquet")
    figures = oi.read_statistics(tmp_path / "t.parquet")
    assert figures.block("folk", "2024").value[:2].tolist() == pytest.approx([1.5, float("nan")], nan_ok=True)


def told(path: Path) -> tuple[str, ...]:
    try:
        figures = oi.read_statistics(path)
    except oi.errors.StatisticsError as error:
        return (str(error),)
    return (figures.fingerprint, *figures.areas, *figures.sources)


@pytest.mark.parametrize(
    "columns",
    [
        {"area": pd.Categorical(["01", "03", "02"], categories=["x", "03", "02", "01"])},
        {"area": [1, 2, 3]},
        {"area": ["01", None, "03"]},
        {"area": ["Öst", "Väst ", "Norr 1)"]},
        {"period": [date(2024, 1, 1)] * 3},
        {"period": pd.to_datetime(["2024-01-01"] * 3)},
        {"period": pd.to_datetime(["2024-01-01"] * 3).as_unit("s")},
        {"period": pd.to_datetime(["2024-01-01", None, "2024-01-01"])},
        {"period": pd.to_datetime(["2024-01-01 12:30"] * 3)},
        {"period": pd.to_datetime(["2024-01-01"] * 3).tz_localize("Europe/Stockholm")},
        {"value": [1.0, float("inf"), 2.0]},
        {"value": pd.array([1, None, 3], "Int64")},
        {"value": [True, False, True]},
        {"value": [Decimal("1.5"), None, Decimal(2)]},
        {"value": [Decimal("12345678901234567890.1234"), Decimal("1e-7"), Decimal("0.1")]},
        {"value": np.array([0.3, np.nan, 1234.56], dtype=np.float32)},
        {"value": pd.array([0.3, None, 16777217], "Float32")},
        {"value": ["1,5", "..", "1 234"]},
        {"value": ["1.234,5", None, "-1.5e3"]},
        {"value": ["1,5", "..", "many"]},
        {"status": ["", "suppressed", None]},
        {"source": ["a", None, "b (1)"]},
        {"folk": [1, 2, 3]},
        {"period": pd.PeriodIndex(["2024"] * 3, freq="Y")},
        {"value": pd.array([1, None, 3], "Int8")},
    ],
    ids=str,
)
def test_every_kind_of_column_is_read_as_it_is_cell_by_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns: dict[str, object]
) -> None:
    pytest.importorskip("pyarrow")
    plain = {"area": ["01", "02", "03"], "variable": "folk", "period": "2024", "value": [1.5, None, 2.0]}
    pd.DataFrame(plain | columns).to_parquet(tmp_path / "t.parquet")
    cell_by_cell = told(tmp_path / "t.parquet")
    monkeypatch.setattr(parquet, "LARGE", 0)
    assert told(tmp_path / "t.parquet") == cell_by_cell


@pytest.mark.parametrize(
    "value_type", ["large_string", "string_view", "dictionary", "decimal", "float", "halffloat"]
)
def test_a_number_in_parquet_is_the_decimal_that_was_written(
    tmp_path: Path, large: str, value_type: str
) -> None:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    texts = ["0.3", "2.75", "17.1"]
    kinds = {
        "decimal": pa.array(map(Decimal, texts), pa.decimal128(20, 6)),
        "dictionary": pa.array(texts).dictionary_encode(),
        "float": pa.array(map(float, texts), pa.float32()),
        "halffloat": pa.array(np.array([*map(float, texts)], dtype=np.float16)),
    }
    value = kinds[value_type] if value_type in kinds else pa.array(texts).cast(getattr(pa, value_type)())
    area = pa.array(["01", "02", "03"]).cast(pa.large_string())
    columns = {"area": area, "variable": ["v"] * 3, "period": ["2024"] * 3, "value": value}
    try:
        pq.write_table(pa.table(columns), tmp_path / "t.parquet", row_group_size=2)
    except pa.ArrowNotImplementedError as refused:
        pytest.skip(f"this version of Arrow writes no {value_type}: {refused}")
    figures = oi.read_statistics(tmp_path / "t.parquet")
    assert figures.block("v", "2024").value[:3].tolist() == [0.3, 2.75, 17.1]


def test_a_column_that_stands_twice_in_parquet_is_refused(tmp_path: Path, large: str) -> None:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    columns = [["01"], ["folk"], ["2024"], [1.0], ["01"]]
    pq.write_table(
        pa.table([pa.array(c) for c in columns], names=["area", "variable", "period", "value", "area"]),
        tmp_path / "t.parquet",
    )
    with pytest.raises(oi.errors.StatisticsError, match="the column 'area' stands there twice"):
        oi.read_statistics(tmp_path / "t.parquet")


@pytest.mark.parametrize(
    "body", ["a;b\n\nc;d\n", " ;\na;b\n", 'a;"b\nc;d\n', 'a;"b\nc"\nd;e\n', "a;b\n" + ";" * 99 + "\n"]
)
def test_what_is_not_plain_is_left_to_others(monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    monkeypatch.setattr(columnar, "LARGE", 0)
    data = f"x;y\n{body}".encode()
    assert plain_columns(data, slice(4, len(data)), ";", 2) is None
    monkeypatch.setattr(columnar, "_by_arrow", without_arrow)
    assert plain_columns(data, slice(4, len(data)), ";", 2) is None


@pytest.mark.parametrize(
    ("body", "read", "widths"),
    [
        ("a;b\nc\n", [["a", "b"], ["c", ""]], [2, 1]),
        ("a;b\r\nc;d;e", [["a", "b", ""], ["c", "d", "e"]], [2, 3]),
        ("a\nb;c;d\n", [["a", "", ""], ["b", "c", "d"]], [1, 3]),
        ('"a;1";b\nc;"d;""e""";f\n', [["a;1", "b", ""], ["c", 'd;"e"', "f"]], [2, 3]),
        ('a;b"c\n', [["a", 'b"c']], None),
        ('a;"b""c"\n', [["a", 'b"c']], None),
    ],
)
def test_uneven_rows_and_quoted_quotation_marks_are_read(
    monkeypatch: pytest.MonkeyPatch, body: str, read: list[list[str]], widths: list[int] | None
) -> None:
    pytest.importorskip("pyarrow")
    monkeypatch.setattr(columnar, "LARGE", 0)
    data = f"x;y\n{body}".encode()
    rows = plain_columns(data, slice(4, len(data)), ";", 2)
    assert rows is not None
    assert [*rows] == read
    assert (None if rows.widths is None else rows.widths.tolist()) == widths
    monkeypatch.setattr(columnar, "_by_arrow", without_arrow)
    assert plain_columns(data, slice(4, len(data)), ";", 2) is None


def test_the_rows_from_one_on_keep_the_cells_that_stand_in_them() -> None:
    pa = pytest.importorskip("pyarrow")
    written = Written(pa.chunked_array([["antal", "1"], ["2"]]), ".")
    rows = Columns([Coded(np.array([0, 1, 1]), ["", "a"]), written, np.array([7, 8, 9])]).below(1)
    assert [*rows] == [["a", "1", 8], ["a", "2", 9]]
    assert (rows.coded(0).values, rows.strange(1)) == (["a"], [])


def test_each_distinct_cell_has_its_first_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columnar, "LARGE", 0)
    rows = plain_columns(b"x;y\nb;1\na;1\nb;2\n;\n", slice(4, 16), ";", 2)
    assert rows is not None
    assert [*rows] == rows[0:3] == [["b", "1"], ["a", "1"], ["b", "2"]]
    assert rows.coded(0).values == ["b", "a"]
    assert rows.coded(0).first.tolist() == [0, 1]
    assert Coded.of_cells(["x", "x", "y"]).first.tolist() == [0, 2]
    assert Coded.of_cells([1, True, "1"]).values == [1, True, "1"]


def test_cells_that_no_row_has_are_left_out() -> None:
    column = Coded(np.array([2, 0, 2], dtype=np.int8), ["b", "unused", "a"]).in_order()
    assert (column.values, column.codes.tolist()) == (["a", "b"], [0, 1, 0])
    assert column.in_order() is column


def test_parts_of_a_column_are_put_together() -> None:
    pa = pytest.importorskip("pyarrow")
    parts = [pa.array(["a", "b"]).dictionary_encode(), pa.array(["b", None, "c"]).dictionary_encode()]
    column = Coded.of_texts(parts)
    assert (column.values, column.codes.tolist()) == (["a", "b", "c", None], [0, 1, 1, 3, 2])


def test_numbers_are_kept_as_they_are() -> None:
    rows = Columns([np.array([3, 1, 3]), np.array([1.0, np.inf, 2.0])])
    assert (len(rows), rows[1]) == (3, [1, np.inf])
    numbers = rows.numbers(0, {})
    assert numbers is not None
    assert numbers[0].dtype == float
    assert not numbers[1].any()
    assert rows.numbers(1, {}) is None  # told as any cell that is wrong
    assert rows.coded(0).values == [3, 1]


def test_the_limit_of_large_tables_is_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columnar, "LARGE", 0)
    (tmp_path / "t.csv").write_text(HEAD + BODY, encoding="utf-8")
    limits = oi.sources.ReadLimits(tidy_cells=17)
    with pytest.raises(oi.errors.StatisticsError, match=r"18 cells.*limit of 17.*tidy_cells="):
        oi.read_statistics(tmp_path / "t.csv", limits=limits)
