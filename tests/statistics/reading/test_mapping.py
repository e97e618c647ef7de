"""The mapping: proposed and never applied unseen; each way in which a source's words change has its error."""

from __future__ import annotations

from pathlib import Path

import pytest

import omradesindex as oi
from omradesindex.errors import DefinitionError
from omradesindex.statistics.reading import (
    MappingNeededError,
    RawTable,
    propose_mapping,
    read_mapping,
    statistics_from_tables,
)

TABLE = """region;kön;ålder;År 2023;År 2024
A;kvinnor;0-17;10;11
A;män;0-17;12;13
A;kvinnor;18+;20;..
A;män;18+;22;23
"""

MAPPING = """
[[table]]
dimensions = ["region", "kön", "ålder"]
split.kolumn = "År {år}"
area = "region"
period = "år"
breakdowns.sex = "kön"
quality = "made_up"
variables = [
    { variable = "barn_0_17", where = { "ålder" = "0-17" } },
    { variable = "folkmangd", where = { "ålder" = ["0-17", "18+"] } },
]
"""


def write(folder: Path, mapping: str = MAPPING, **tables: str) -> Path:
    for name, text in (tables or {"x.csv": TABLE}).items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "mapping.toml").write_text(mapping, encoding="utf-8")
    return folder


def test_a_mapping_makes_variables_groups_and_sums(tmp_path: Path) -> None:
    read = oi.read_statistics(write(tmp_path))
    assert read.breakdowns == ("sex",)
    assert read.block("barn_0_17", "2024", ("women",)).value[0] == 11
    assert read.block("folkmangd", "2023", ("men",)).value[0] == 34
    frame = read.to_frame()
    held = frame[(frame["variable"] == "folkmangd") & (frame["period"] == "2024") & (frame["sex"] == "women")]
    assert held["status"].tolist() == ["suppressed"]
    assert set(frame["quality"]) == {"made_up"}


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


def test_what_can_be_guessed_is_guessed() -> None:
    raw = RawTable.from_cube(
        "svar",
        {"Region": ["1280C1010"], "Kon": ["1", "2"], "Tid": ["2024"], "ContentsCode": ["X1", "X2"]},
        [1, 2, 3, 4],
        code="TAB1",
        source="SCB",
        title="Folkmängd efter region, kön, år och tabellinnehåll",
        labels={
            "Kon": {"1": "män", "2": "kvinnor"},
            "ContentsCode": {"X1": "Folkmängd", "X2": "Något annat"},
        },
        roles={"Region": "geo", "Tid": "time"},
    )
    told = propose_mapping(raw)
    for line in (
        'code = "TAB1"',
        'area = "Region"',
        'period = "Tid"',
        'breakdowns.sex = "Kon"',
        'variable = "folkmangd"\nwhere = { "ContentsCode" = "X1" }  # Folkmängd',
        'variable = "?"\nwhere = { "ContentsCode" = "X2" }  # Något annat',
    ):
        assert line in told


def test_tables_of_a_service_are_mapped_by_their_code(tmp_path: Path) -> None:
    raw = RawTable.from_cube("TAB1", {"Region": ["1", "2"], "Tid": ["2024"]}, [5, 6], code="TAB1")
    (tmp_path / "m.toml").write_text(
        '[[table]]\ncode = "TAB1"\narea = "Region"\nperiod = "Tid"\nvariables = [{ variable = "folkmangd" }]',
        encoding="utf-8",
    )
    mapping = read_mapping(tmp_path / "m.toml")
    assert statistics_from_tables([raw], mapping).block("folkmangd", "2024").value[:2].tolist() == [5, 6]
    with pytest.raises(MappingNeededError, match="TAB2"):
        statistics_from_tables([RawTable.from_cube("TAB2", {"Region": ["1"]}, [5], code="TAB2")], mapping)


def test_a_denominator_and_a_scale(tmp_path: Path) -> None:
    mapping = """
    [[table]]
    dimensions = ["region"]
    area = { dimension = "region", codes = { "Norr" = "01", "Söder" = "02" } }
    period = { value = "2024" }
    [[table.variables]]
    variable = "x_andel"
    kind = "share"
    where = { kolumn = "Andel, promille" }
    scale = 0.1
    denominator = { kolumn = "Antal" }
    """
    table = "region;Andel, promille;Antal\nNorr;125;80\nSöder;..;90\n"
    block = oi.read_statistics(write(tmp_path, mapping, **{"x.csv": table})).block("x_andel", "2024")
    assert block.value[0] == 12.5
    assert block.denominator[:2].tolist() == [80, 90]
    with pytest.raises(oi.StatisticsError, match=r"'x_andel' is a share, but .* per mille.*scale = 0\.1"):
        oi.read_statistics(write(tmp_path, mapping.replace("scale = 0.1", ""), **{"x.csv": table}))


def test_names_are_turned_to_codes_by_the_division(tmp_path: Path) -> None:
    division = oi.geso()
    rows = "".join(f'"{name}";{i}\n' for i, name in enumerate(division.names))
    mapping = """
    [[table]]
    dimensions = ["område"]
    area = { dimension = "område", names = true }
    period = { value = "2024" }
    variables = [{ variable = "folkmangd" }]
    """
    folder = write(tmp_path, mapping, **{"x.csv": "område;Antal\n" + rows})
    assert oi.read_statistics(folder, division=division).block("folkmangd", "2024").value[13] == 13
    with pytest.raises(oi.StatisticsError, match="names = true needs a division"):
        oi.read_statistics(folder)
    folder = write(tmp_path, mapping, **{"x.csv": "område;Antal\nLimhamn\u200b;5\n"})
    with pytest.raises(oi.StatisticsError, match=r"row 2.*does not say what 'Limhamn"):
        oi.read_statistics(folder, division=division)


#: What is changed in the table or the mapping → what the error says.
CHANGED: dict[str, tuple[tuple[str, str], tuple[str, str], str]] = {
    "a column renamed": (("kön", "köön"), ("", ""), r"no column 'kön' \(did you mean 'köön'\?\)"),
    "a category renamed": (("0-17", "0-18"), ("", ""), r"no category '0-17' \(did you mean '0-18'\?\)"),
    "a dimension left open": (
        ("", ""),
        ('where = { "ålder" = "0-17" }', "where = {}"),
        "leaves open which of 'ålder'",
    ),
    "a dimension that is not there": (
        ("", ""),
        ('"ålder" = "0-17"', '"alder" = "0-17"'),
        "no dimension 'alder'",
    ),
    "an unknown sex": (("män", "okänt"), ("", ""), "does not say what 'okänt' of 'kön' is.*'women'"),
    "columns of another form": (
        ("År 2023", "Antal"),
        ("", ""),
        "'Antal' of 'kolumn' does not look like 'År {år}'",
    ),
    "nothing kept": (
        ("", ""),
        ('"region"\n', '{ dimension = "region", keep = "B*" }\n'),
        "'keep' fits no row",
    ),
    "codes of another form": (
        ("", ""),
        ('area = "region"', 'area = { dimension = "region", code = "X{a}" }'),
        "does not say what 'A' of 'region' is",
    ),
    "the same dimension twice": (
        ("", ""),
        ('period = "år"', 'period = "region"'),
        "uses the dimension 'region' twice",
    ),
    "shares added": (
        ("", ""),
        ('["0-17", "18+"] }', '["0-17", "18+"] }, kind = "share"'),
        "only counts can be added",
    ),
    "an unknown key": (("", ""), ("quality =", "qualty ="), "'qualty' is unknown.*did you mean 'quality'"),
    "no TOML": (("", ""), ("[[table]]", "[[table"), "cannot be read as TOML"),
    "no dimensions": (
        ("", ""),
        ('dimensions = ["region", "kön", "ålder"]\n', ""),
        "does not say which columns",
    ),
    "a missing file": (("", ""), ("[[table]]", '[[table]]\nfile = "y*.csv"'), "own words"),
    "a template without braces": (("", ""), ('"År {år}"', '"År"'), "has 0 pairs of braces"),
    "an unknown quality": (("", ""), ('"made_up"', '"made up"'), "quality 'made up' is unknown"),
    "a row twice": (
        ("A;män;18+", "A;kvinnor;18+"),
        ("", ""),
        "two figures for the same categories: region 'A'",
    ),
}


@pytest.mark.parametrize("case", CHANGED)
def test_each_change_has_its_own_error(tmp_path: Path, case: str) -> None:
    (old, new), (was, becomes), message = CHANGED[case]
    assert old in TABLE
    assert was in MAPPING
    table = TABLE.replace(old, new) if old else TABLE
    folder = write(tmp_path, MAPPING.replace(was, becomes) if was else MAPPING, **{"x.csv": table})
    with pytest.raises(oi.OmradesindexError, match=message):
        oi.read_statistics(folder)


WIDE = """
[[table]]
dimensions = ["region"]
area = "region"
period = "kolumn"
variables = [{ variable = "folkmangd" }]
"""


def test_several_files_of_a_folder_are_joined(tmp_path: Path) -> None:
    tidy = "area,variable,period,value\nA,inflyttade,2024,3\nB,inflyttade,2024,4\n"
    folder = write(
        tmp_path,
        WIDE,
        **{"2023.csv": "region;2023\nA;1\nB;2\n", "2024.csv": "region;2024\nA;5\nB;6\n", "t.csv": tidy},
    )
    (folder / "LÄSMIG.md").write_text("hej", encoding="utf-8")
    read = oi.read_statistics(folder)
    assert read.periods("folkmangd") == ("2023", "2024")
    assert read.block("folkmangd", "2024").value.tolist() == [5, 6, 11]
    assert read.block("inflyttade", "2024").value.tolist() == [3, 4, 7]


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
    with pytest.raises(oi.StatisticsError, match=message):
        oi.read_statistics(write(tmp_path, WIDE, **tables))


def test_overlapping_periods_of_a_tidy_table(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    head = "area,variable,period,sex,value"
    # Groups may have periods of their own; one group's must follow each other.
    path.write_text(f"{head}\n01,folkmangd,2023,total,9\n01,folkmangd,2021-2023,women,5\n", encoding="utf-8")
    assert len(oi.read_statistics(path).blocks) == 2
    path.write_text(f"{head}\n01,folkmangd,2023,total,9\n01,folkmangd,2022-2023,total,5\n", encoding="utf-8")
    with pytest.raises(oi.StatisticsError, match="periods '2022-2023' and '2023' of 'folkmangd' overlap"):
        oi.read_statistics(path)
    assert oi.read_statistics(path, overlapping=True).periods("folkmangd") == ("2022-2023", "2023")


def test_overlapping_periods_can_be_asked_for(tmp_path: Path) -> None:
    tables = {"a.csv": "region;2019-2021;2020-2022\nA;1;2\n"}
    with pytest.raises(oi.StatisticsError, match="overlap"):
        oi.read_statistics(write(tmp_path, WIDE, **tables))
    read = oi.read_statistics(write(tmp_path, "overlapping = true\n" + WIDE, **tables))
    assert read.periods() == ("2019-2021", "2020-2022")


def test_tables_in_a_folder_of_the_folder_are_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("area;variable;period;value\n01;folkmangd;2024;1\n", encoding="utf-8")
    (tmp_path / "bilder").mkdir()
    (tmp_path / "bilder" / "karta.png").write_bytes(b"")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "b.csv").write_bytes(b"")
    assert oi.read_statistics(tmp_path).areas == ("01",)
    (tmp_path / "2023" / "kon").mkdir(parents=True)
    (tmp_path / "2023" / "kon" / "b.csv").write_bytes(b"")
    with pytest.raises(oi.StatisticsError, match=r"'2023/kon/b\.csv' lies in a folder of its own"):
        oi.read_statistics(tmp_path)


def test_a_folder_without_tables_and_a_needless_mapping(tmp_path: Path) -> None:
    with pytest.raises(oi.StatisticsError, match="holds no tables"):
        oi.read_statistics(tmp_path)
    with pytest.raises(oi.StatisticsError, match="does not exist"):
        oi.read_statistics(tmp_path / "y.csv")
    file = tmp_path / "t.csv"
    file.write_text("area,variable,period,value\nA,inflyttade,2024,3\n", encoding="utf-8")
    (tmp_path / "m.toml").write_text(WIDE, encoding="utf-8")
    with pytest.raises(oi.StatisticsError, match="tidy already"):
        oi.read_statistics(file, mapping=tmp_path / "m.toml")


def test_one_proposal_for_a_folder(tmp_path: Path) -> None:
    tables = {
        "folk_2023.csv": "område;kön;2023\nA;kvinnor;1\nB;män;2\n",
        "folk_2024.csv": "område;kön;2024\nA;kvinnor;1\nB;män;2\n",
        "inkomst.csv": "område;Inkomst\nA;1\nB;2\n",
        "tidy.csv": "area;variable;period;value\nA;x;2024;1\nB;x;2024;2\n",
    }
    for name, text in tables.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(MappingNeededError) as raised:
        oi.read_statistics(tmp_path)
    told = raised.value.proposal
    assert told.count("# Proposed") == 1
    assert told.count("[[table]]") == 2
    assert 'file = "folk_202*.csv"' in told
    assert 'file = "inkomst.csv"' in told
    # A pattern that fits a file of another kind is none.
    (tmp_path / "folk_2025.csv").write_text("område;Andel\nA;1\nB;2\n", encoding="utf-8")
    with pytest.raises(MappingNeededError) as raised:
        oi.read_statistics(tmp_path)
    assert 'file = "folk_2023.csv"' in raised.value.proposal
    assert raised.value.proposal.count("[[table]]") == 4


UNITS = {
    "per mille in a title": ("Andel, promille\n\nregion;2023\nA;1\nB;2\n", "share", "per mille.*scale = 0.1"),
    "per 1 000": ("Fall, per 1 000 invånare\n\nregion;2023\nA;1\nB;2\n", "share", "scale = 0.1"),
    "per 100 000": ("Brott (per 100 000 invånare)\n\nregion;2023\nA;1\nB;2\n", "share", "scale = 0.001"),
    "thousands": ("Folkmängd, tusental\n\nregion;2023\nA;1\nB;2\n", "count", "tusental.*scale = 1000"),
    "a count in per cent": (
        "Folkmängd, procent\n\nregion;2023\nA;1\nB;2\n",
        "count",
        "is a count, but.*per cent",
    ),
}


@pytest.mark.parametrize("case", UNITS)
def test_a_unit_that_is_not_the_variable_s_is_refused(case: str, tmp_path: Path) -> None:
    text, kind, message = UNITS[case]
    mapping = f"""
    [[table]]
    dimensions = ["region"]
    area = "region"
    period = "kolumn"
    variables = [{{ variable = "eget", kind = "{kind}" }}]
    """
    with pytest.raises(oi.StatisticsError, match=message):
        oi.read_statistics(write(tmp_path, mapping, **{"x.csv": text}))


def test_money_is_read_in_the_catalogue_s_unit(tmp_path: Path) -> None:
    mapping = """
    [[table]]
    dimensions = ["region"]
    area = "region"
    period = "kolumn"
    variables = [{ variable = "nettoinkomst", kind = "mean", where = {}, scale = 0.001 }]
    """
    folder = write(tmp_path, mapping, **{"x.csv": "Inkomst, kronor\n\nregion;2023\nA;200000\nB;1\n"})
    assert oi.read_statistics(folder).to_frame()["value"].iloc[0] == 200
    write(tmp_path, mapping.replace(", scale = 0.001", ""))
    (tmp_path / "x.csv").write_text("Inkomst, kronor\n\nregion;2023\nA;200000\nB;1\n", encoding="utf-8")
    with pytest.raises(oi.StatisticsError, match=r"in tkr, but the source gives it in kr.*scale = 0\.001"):
        oi.read_statistics(folder)


def holding() -> RawTable:
    """A table whose source says which codes hold which."""
    return RawTable.from_cube(
        "t",
        {"Region": ["12", "1280", "1281"], "Alder": ["a", "b", "c"], "Tid": ["2024"]},
        [60, 25, 35, 30, 10, 20, 30, 15, 15],
        parts={"Region": {"12": ("1280", "1281")}, "Alder": {"a": ("b", "c")}},
        roles={"Region": "geo", "Tid": "time"},
    )


@pytest.mark.parametrize(
    ("keep", "where", "whole", "message"),
    [
        ("*", '"a"', None, "the area '12' holds '1280', '1281', as the source says"),
        ("128*", '["a", "b"]', None, "would add 'a' of 'Alder' to the categories that it holds"),
        ("*", '"a"', "12", ""),
        ("128*", '["b", "c"]', None, ""),
    ],
)
def test_what_the_source_says_holds_others_is_not_counted_twice(
    keep: str, where: str, whole: str | None, message: str, tmp_path: Path
) -> None:
    (tmp_path / "m.toml").write_text(
        f'[[table]]\narea = {{ dimension = "Region", keep = "{keep}" }}\nperiod = "Tid"\n'
        f'variables = [{{ variable = "folkmangd", where = {{ Alder = {where} }} }}]\n',
        encoding="utf-8",
    )
    mapping = read_mapping(tmp_path / "m.toml")
    if message:
        with pytest.raises(oi.StatisticsError, match=message):
            statistics_from_tables(holding(), mapping, whole=whole)
    else:
        assert statistics_from_tables(holding(), mapping, whole=whole).areas == ("1280", "1281")


def test_groups_that_overlap_are_not_added(tmp_path: Path) -> None:
    text = "region;ålder;2023\nA;0-15;1\nA;0-17;2\nB;0-15;1\nB;0-17;2\n"
    mapping = """
    [[table]]
    dimensions = ["region", "ålder"]
    area = "region"
    period = "kolumn"
    variables = [{ variable = "folkmangd", where = { "ålder" = ["0-15", "0-17"] } }]
    """
    with pytest.raises(oi.StatisticsError, match="would add '0-15' and '0-17' of 'ålder', which overlap"):
        oi.read_statistics(write(tmp_path, mapping, **{"x.csv": text}))
