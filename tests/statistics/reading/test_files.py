"""A file or a folder: what is read, what lies beside, and what nobody could read."""

from __future__ import annotations

from pathlib import Path

import pytest

import omradesindex as oi
from omradesindex.errors import DefinitionError, MappingNeededError
from omradesindex.statistics.reading import RawTable, ReadLimits
from omradesindex.statistics.reading.files import load_table
from omradesindex.statistics.reading.grid import Grid
from tests.statistics.reading.written import TABLE, WIDE, write


def test_without_a_mapping_one_is_proposed_and_not_applied(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text(TABLE, encoding="utf-8")
    with pytest.raises(MappingNeededError, match=r"save the proposal below as 'mapping\.toml'") as raised:
        oi.read_statistics(file)
    assert raised.value.proposal in str(raised.value)
    (tmp_path / "mapping.toml").write_text(raised.value.proposal, encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"a variable is still '\?'"):
        oi.read_statistics(tmp_path)
    head, first, *_ = raised.value.proposal.split("[[table.variables]]")
    filled = f"{head}[[table.variables]]{first.replace('?', 'barn_0_17')}"
    (tmp_path / "mapping.toml").write_text(filled, encoding="utf-8")
    assert oi.read_statistics(tmp_path).block("barn_0_17", "2023", ("women",)).value[0] == 10


def test_several_files_of_a_folder_are_joined(tmp_path: Path) -> None:
    tidy = "area,variable,period,value\nA,inflyttade,2024,3\nB,inflyttade,2024,4\n"
    folder = write(
        tmp_path,
        WIDE,
        **{"2023.csv": "region;2023\nA;1\nB;2\n", "2024.csv": "region;2024\nA;5\nB;6\n", "t.csv": tidy},
    )
    (folder / "LÄSMIG.md").write_text("hej", encoding="utf-8")
    with pytest.warns(UserWarning, match=r"LÄSMIG\.md"):
        read = oi.read_statistics(folder)
    assert read.periods("folkmangd") == ("2023", "2024")
    assert read.block("folkmangd", "2024").value.tolist() == [5, 6, 11]
    assert read.block("inflyttade", "2024").value.tolist() == [3, 4, 7]


def test_tables_in_a_folder_of_the_folder_are_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("area;variable;period;value\n01;folkmangd;2024;1\n", encoding="utf-8")
    (tmp_path / "bilder").mkdir()
    (tmp_path / "bilder" / "karta.png").write_bytes(b"")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "b.csv").write_bytes(b"")
    assert oi.read_statistics(tmp_path).areas == ("01",)
    (tmp_path / "2023" / "kon").mkdir(parents=True)
    (tmp_path / "2023" / "kon" / "b.csv").write_bytes(b"")
    with pytest.raises(oi.errors.StatisticsError, match=r"'2023/kon/b\.csv' lies in a folder of its own"):
        oi.read_statistics(tmp_path)


def test_a_folder_without_tables_and_a_needless_mapping(tmp_path: Path) -> None:
    with pytest.raises(oi.errors.StatisticsError, match="holds no tables"):
        oi.read_statistics(tmp_path)
    with pytest.raises(oi.errors.StatisticsError, match="does not exist"):
        oi.read_statistics(tmp_path / "y.csv")
    file = tmp_path / "t.csv"
    file.write_text("area,variable,period,value\nA,inflyttade,2024,3\n", encoding="utf-8")
    (tmp_path / "m.toml").write_text(WIDE, encoding="utf-8")
    with pytest.raises(oi.errors.StatisticsError, match="tidy already"):
        oi.read_statistics(file, mapping=tmp_path / "m.toml")


@pytest.mark.parametrize("missing", ["area", "variable", "period", "value"])
def test_a_tidy_table_without_one_of_its_columns_is_told(tmp_path: Path, missing: str) -> None:
    header = "area;variable;period;value".replace(missing, missing.title())
    (tmp_path / "t.csv").write_text(f"{header}\nA;inflyttade;2024;3\n", encoding="utf-8")
    with pytest.raises(oi.errors.StatisticsError, match=f"the column '{missing}' is missing"):
        oi.read_statistics(tmp_path / "t.csv")


def test_what_lies_beside_the_tables_of_a_folder(tmp_path: Path) -> None:
    for name in ("läsmig.txt", "README.txt", "Thumbs.db", "desktop.ini"):
        (tmp_path / name).write_text("Läs mig!", encoding="utf-8")
    (tmp_path / "t.csv").write_text("area,variable,period,value\nA,v,2023,5\nB,v,2023,6\n", encoding="utf-8")
    with pytest.warns(UserWarning, match=r"README\.txt, läsmig\.txt\.$"):
        assert oi.read_statistics(tmp_path).areas == ("A", "B")
    (tmp_path / "t.zip").write_bytes(b"PK")
    with pytest.raises(oi.errors.StatisticsError, match="unpack it"):
        oi.read_statistics(tmp_path / "t.zip")


@pytest.mark.parametrize("suffix", [".xls", ".xlsm", ".xlsb", ".ods", ".exe"])
def test_other_kinds_of_workbooks_are_refused_plainly(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"x{suffix}"
    file.write_bytes(b"PK")
    with pytest.raises(oi.errors.StatisticsError, match=rf"files of type '{suffix}' cannot be read"):
        oi.read_statistics(file)


def test_each_format_is_a_grid_or_a_table_in_its_source_s_words(tmp_path: Path) -> None:
    rows = tmp_path / "a.csv"
    rows.write_text("region;2024\nA;1\n", encoding="utf-8")
    assert isinstance(load_table(rows), Grid)
    cube = tmp_path / "a.json"
    cube.write_text(
        '{"class": "dataset", "id": ["r"], "size": [1], "value": [5], '
        '"dimension": {"r": {"category": {"index": ["A"]}}}}',
        encoding="utf-8",
    )
    assert isinstance(load_table(cube), RawTable)
    with pytest.raises(
        oi.errors.StatisticsError, match=r"'marks' or 'decimal', which is for tables of one's own"
    ):
        load_table(cube, decimal=",")
    with pytest.raises(
        oi.errors.StatisticsError, match=r"a\.csv: the file is \d+ bytes, more than the limit of 5"
    ):
        load_table(rows, limits=ReadLimits(bytes=5))
    with pytest.raises(oi.errors.StatisticsError, match="the folder has 2 files, more than the limit of 1"):
        oi.read_statistics(tmp_path, limits=ReadLimits(files=1))


def test_a_part_of_a_mapping_for_no_file_is_told(tmp_path: Path) -> None:
    text = WIDE + WIDE.replace("[[table]]", '[[table]]\nfile = "y*.csv"')
    with pytest.raises(
        oi.errors.StatisticsError, match=r"the mapping is for 'y\*\.csv', but there is no such file"
    ):
        oi.read_statistics(write(tmp_path, text, **{"x.csv": "region;2024\nA;1\nB;2\n"}))


def test_rows_that_are_no_places_are_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "skolor.csv").write_text(
        "area,variable,period,value\nEtt,folkmangd,2024,5\nTvå,folkmangd,2024,6\n", encoding="utf-8"
    )
    read = oi.read_statistics(tmp_path / "skolor.csv", units="school")
    assert read.units is not None
    assert read.units.one == "skola"


@pytest.mark.parametrize(
    ("areas", "called"),
    [(["Uppsala (RegSO-Gottsunda)", "Uppsala (RegSO-Valsätra)"], "Uppsala"), (["A", "B"], "scb")],
)
def test_a_folder_s_name_is_a_place_s_only_where_nothing_tells_of_one(
    tmp_path: Path, areas: list[str], called: str
) -> None:
    rows = "".join(f"{area},inflyttade,2024,3\n" for area in areas)
    (tmp_path / "scb").mkdir()
    (tmp_path / "scb" / "t.csv").write_text(f"area,variable,period,value\n{rows}", encoding="utf-8")
    assert oi.read_statistics(tmp_path / "scb").name == called
    assert oi.read_statistics(tmp_path / "scb", name="Sagostaden").name == "Sagostaden"


def test_a_made_up_city_stays_so_in_the_name_of_what_is_read(tmp_path: Path) -> None:
    example = oi.example_statistics()
    example.to_frame().query("variable == 'folkmangd' and age == 'total'").to_csv(
        tmp_path / "e.csv", index=False
    )
    read = oi.read_statistics(tmp_path / "e.csv", division=example.division, whole="X00")
    assert read.name == "Exempelstad (påhittad)"
