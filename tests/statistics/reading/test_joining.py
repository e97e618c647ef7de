"""Tables made one: what was given twice, and what cannot stand beside each other, is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

import omradesindex as oi
from omradesindex.errors import MappingNeededError, StatisticsError
from omradesindex.statistics.reading import RawTable, columnar, read_mapping, statistics_from_tables
from omradesindex.statistics.reading.joining import joined, named_whole
from omradesindex.statistics.reading.mapping import Mapping
from tests.statistics.reading.written import WIDE, write


def test_tables_of_a_service_are_mapped_by_their_code(tmp_path: Path) -> None:
    raw = RawTable.from_cube("TAB1", {"Region": ["1", "2"], "Tid": ["2024"]}, [5, 6], code="TAB1")
    (tmp_path / "m.toml").write_text(
        '[[table]]\ncode = "TAB1"\narea = "Region"\nperiod = "Tid"\nvariables = [{ variable = "folkmangd" }]',
        encoding="utf-8",
    )
    mapping = read_mapping(tmp_path / "m.toml")
    figures = statistics_from_tables([raw], mapping)
    assert figures.block("folkmangd", "2024").value[:2].tolist() == [5, 6]
    assert figures.name == "statistik"
    with pytest.raises(MappingNeededError, match="TAB2"):
        statistics_from_tables([RawTable.from_cube("TAB2", {"Region": ["1"]}, [5], code="TAB2")], mapping)


JOINED = {
    "a figure twice": (
        {"a.csv": "region;2023\nA;1\n", "b.csv": "region;2023\nA;1\n"},
        r"b\.csv, row 2.*figure of area 'A', variable 'folkmangd', period '2023' .*twice; first at .*a\.csv",
    ),
    "overlapping periods": (
        {"a.csv": "region;2022\nA;1\n", "b.csv": "region;2020-2022\nA;1\n"},
        r"periods '2020-2022' and '2022' of 'folkmangd' overlap",
    ),
    "codes of two years": (
        {"a.csv": "region;2023\n1280C1010;1\n", "b.csv": "region;2024\n1280C1010_DeSO2025;1\n"},
        r"different years are mixed: without year .*a\.csv.*; DeSO 2025 .*b\.csv",
    ),
    "codes of two years in one table": (
        {"a.csv": "region;2024\n1280C1010;1\n1280C1010_DeSO2025;1\n"},
        "different years are mixed",
    ),
    "per cent and per mille": (
        {"a.csv": "region;2023\nA;1 %\n", "b.csv": "region;2024\nA;1 ‰\n"},
        r"'folkmangd' comes in per cent and in per mille: % at .*a\.csv.*; ‰ at .*b\.csv",
    ),
    "an area short": (
        {"a.csv": "region;2023\nA;1\nB;1\n", "b.csv": "region;2024\nA;1\n"},
        r"no row for area 'B'",
    ),
    "an unreadable file": (
        {"a.csv": "region;2023\nA;1\n", "b.xls": ""},
        r"\.xls' cannot be read.*save it as \.xlsx",
    ),
}


@pytest.mark.parametrize("case", JOINED)
def test_files_that_do_not_go_together_are_refused(tmp_path: Path, case: str) -> None:
    tables, message = JOINED[case]
    with pytest.raises(oi.errors.StatisticsError, match=message):
        oi.read_statistics(write(tmp_path, WIDE, **tables))


def test_overlapping_periods_of_a_tidy_table(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    head = "area,variable,period,sex,value"
    # Groups may have periods of their own; one group's must follow each other.
    path.write_text(f"{head}\n01,folkmangd,2023,total,9\n01,folkmangd,2021-2023,women,5\n", encoding="utf-8")
    assert len(oi.read_statistics(path).blocks) == 2
    path.write_text(f"{head}\n01,folkmangd,2023,total,9\n01,folkmangd,2022-2023,total,5\n", encoding="utf-8")
    with pytest.raises(
        oi.errors.StatisticsError, match=r"periods '2022-2023' and '2023' of 'folkmangd' overlap"
    ):
        oi.read_statistics(path)
    assert oi.read_statistics(path, overlapping=True).periods("folkmangd") == ("2022-2023", "2023")


def test_overlapping_periods_can_be_asked_for(tmp_path: Path) -> None:
    tables = {"a.csv": "region;2019-2021;2020-2022\nA;1;2\n"}
    with pytest.raises(oi.errors.StatisticsError, match="overlap"):
        oi.read_statistics(write(tmp_path, WIDE, **tables))
    read = oi.read_statistics(write(tmp_path, "overlapping = true\n" + WIDE, **tables))
    assert read.periods() == ("2019-2021", "2020-2022")


def test_the_whole_is_the_caller_s_or_the_mapping_s_or_the_division_s() -> None:
    mapping, division = Mapping("m", (), whole="M"), oi.geso()
    assert named_whole("X", mapping, division) == "X"
    assert named_whole("", mapping, division) == ""  # it is said that there is none
    assert named_whole(None, mapping, division) == "M"
    assert named_whole(None, Mapping("m", ()), division) == division.whole.code
    assert named_whole(None, None, None) is None


def test_tables_are_called_by_their_place(tmp_path: Path) -> None:
    places = ["Uppsala (RegSO-Gottsunda)", "Uppsala (RegSO-Valsätra)"]
    raw = RawTable.from_cube("TAB1", {"Region": places, "Tid": ["2024"]}, [5, 6], code="TAB1")
    (tmp_path / "m.toml").write_text(
        '[[table]]\ncode = "TAB1"\narea = "Region"\nperiod = "Tid"\nvariables = [{ variable = "folkmangd" }]',
        encoding="utf-8",
    )
    assert statistics_from_tables(raw, tmp_path / "m.toml").name == "Uppsala"
    assert statistics_from_tables(raw, tmp_path / "m.toml", name="Vi").name == "Vi"


def test_no_tables_are_no_statistics() -> None:
    with pytest.raises(oi.errors.StatisticsError, match=r"^t: there are no tables"):
        joined([], None, name="t")


def told(folder: Path) -> tuple[object, ...]:
    try:
        figures = oi.read_statistics(folder)
    except StatisticsError as error:
        return (str(error),)
    assert figures.origin is not None
    cells = [figures.origin.cells(block, area) for block in figures.blocks for area in figures.areas]
    return figures.fingerprint, figures.areas, figures.blocks, figures.sources, cells


@pytest.mark.parametrize(
    "second",
    [
        "area;variable;period;value\n01;b;2024;5\n02;b;2024;..\n",
        "variable;area;period;value;sex\na;01;2024;5;kvinnor\na;02;2024;6;kvinnor\n",
        "area;variable;period;value;source;kind\n01;b;2024;1,25;SCB;index\n02;b;2024;2;;index\n",
        "area;variable;period;value\n01;b;2024;5\n02;a;2024;6\n",
        "area;variable;period;value\n01;a;2023-2024;5\n02;a;2023-2024;6\n",
        "area;variable;period;value;sex\n01;a;2024;5;\n02;a;2024;6;\n",
        "area;variable;period;value;unit\n01;b;2024;5;%\n02;b;2024;6;\n",
        "area;variable;period;value\n01;b;2024;5\n03;b;2024;6\n",
        "area;variable;period;value;status\n01;b;2024;5;gone\n02;b;2024;6;\n",
        "area;variable;value\n01;b;5\n02;b;6\n",
        "area;variable;period;value\n01;b;2024;5\n02;b;2024;x\n",
        "area;variable;period;value;source\n01;a;;5;x\n02;a;;5;x\n02;a;;5;x\n",
    ],
)
def test_large_tables_are_joined_as_small_ones_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, second: str
) -> None:
    head = "area;variable;period;value;source;sex\n"
    first = head + "01;a;2024;12;SCB;\n02;a;2024;13;SCB 1);totalt\n"
    (tmp_path / "a.csv").write_text(first, encoding="utf-8")
    (tmp_path / "b.csv").write_text(second, encoding="utf-8")
    cell_by_cell = told(tmp_path)
    monkeypatch.setattr(columnar, "LARGE", 0)
    assert told(tmp_path) == cell_by_cell


def test_a_large_table_is_joined_with_one_that_is_mapped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tidy = "area;variable;period;value\n01;a;2024;12\n02;a;2024;13\n"
    (tmp_path / "a.csv").write_text(tidy, encoding="utf-8")
    (tmp_path / "b.csv").write_text("region;2023;2024\n01;5;6\n02;7;8\n", encoding="utf-8")
    mapping = """
        [[table]]
        file = "b.csv"
        dimensions = ["region"]
        area = "region"
        period = "kolumn"
        variables = [{ variable = "%s" }]
    """
    for variable in ("b", "a"):
        (tmp_path / "mapping.toml").write_text(mapping % variable, encoding="utf-8")
        monkeypatch.setattr(columnar, "LARGE", 10_000)
        cell_by_cell = told(tmp_path)
        monkeypatch.setattr(columnar, "LARGE", 0)
        assert told(tmp_path) == cell_by_cell
    assert "given twice" in str(cell_by_cell[0])
