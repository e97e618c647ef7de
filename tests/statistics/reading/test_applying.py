"""A mapping applied: variables, groups, sums and units; and each way in which a source's words change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import omradesindex as oi
from omradesindex.statistics.reading import RawTable, read_mapping, statistics_from_tables
from omradesindex.statistics.reading.applying import apply_mapping
from omradesindex.statistics.reading.mapping import Axis, TableMapping, VariableMapping
from omradesindex.statistics.rounded import Rounding
from tests.money import INCOMES
from tests.statistics.reading.written import MAPPING, TABLE, write


def test_a_mapping_makes_variables_groups_and_sums(tmp_path: Path) -> None:
    read = oi.read_statistics(write(tmp_path))
    assert read.breakdowns == ("sex",)
    assert read.block("barn_0_17", "2024", ("women",)).value[0] == 11
    assert read.block("folkmangd", "2023", ("men",)).value[0] == 34
    frame = read.to_frame()
    held = frame[(frame["variable"] == "folkmangd") & (frame["period"] == "2024") & (frame["sex"] == "women")]
    assert held["status"].tolist() == ["suppressed"]
    assert set(frame["quality"]) == {"made_up"}


def test_each_row_knows_where_its_figure_stood() -> None:
    raw = RawTable.from_cube("t", {"region": ["A", "B"], "år": ["2024"]}, [5, 6], where=["rad 1", "rad 2"])
    mapping = TableMapping(Axis("region", codes={"A": "01"}), Axis("år"), (VariableMapping("folkmangd", {}),))
    frame = apply_mapping(raw, mapping)
    assert frame["area"].tolist() == ["01", "B"]
    assert frame["where"].tolist() == ["t, rad 1", "t, rad 2"]
    assert (
        frame[["variable", "period", "kind", "quality"]].values.tolist()
        == [["folkmangd", "2024", "count", "unstated"]] * 2
    )


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
    with pytest.raises(
        oi.errors.StatisticsError, match=r"'x_andel' is a share, but .* per mille.*scale = 0\.1"
    ):
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
    with pytest.raises(oi.errors.StatisticsError, match="names = true needs a division"):
        oi.read_statistics(folder)
    folder = write(tmp_path, mapping, **{"x.csv": "område;Antal\nLimhamn\u200b;5\n"})
    with pytest.raises(oi.errors.StatisticsError, match=r"row 2.*does not say what 'Limhamn"):
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
    "no dimensions": (
        ("", ""),
        ('dimensions = ["region", "kön", "ålder"]\n', ""),
        "does not say which columns",
    ),
    "a missing file": (("", ""), ("[[table]]", '[[table]]\nfile = "y*.csv"'), "own words"),
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
    with pytest.raises(oi.errors.OmradesindexError, match=message):
        oi.read_statistics(folder)


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
    with pytest.raises(oi.errors.StatisticsError, match=message):
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
    with pytest.raises(
        oi.errors.StatisticsError, match=r"in tkr, but the source gives it in kr.*scale = 0\.001"
    ):
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
        with pytest.raises(oi.errors.StatisticsError, match=message):
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
    with pytest.raises(
        oi.errors.StatisticsError, match="would add '0-15' and '0-17' of 'ålder', which overlap"
    ):
        oi.read_statistics(write(tmp_path, mapping, **{"x.csv": text}))


def test_a_mapping_adds_no_total_to_its_parts(tmp_path) -> None:
    (tmp_path / "t.csv").write_text(
        "region;kön;2024\nA;kvinnor;10\nA;män;20\nA;totalt;30\nB;kvinnor;1\nB;män;2\nB;totalt;3\n",
        encoding="utf-8",
    )
    text = (
        '[[table]]\narea = "region"\nperiod = "år"\ndimensions = ["region", "kön"]\nsplit.kolumn = "{{år}}"\n'
        'variables = [{{ variable = "folkmangd", where = {{ "kön" = [{}] }} }}]\n'
    )
    mapping = tmp_path / "m.toml"
    mapping.write_text(text.format('"kvinnor", "män", "totalt"'), encoding="utf-8")
    with pytest.raises(
        oi.errors.StatisticsError, match="would add 'totalt' of 'kön' to the categories that it holds"
    ):
        oi.read_statistics(tmp_path / "t.csv", mapping=mapping)
    mapping.write_text(text.format('"kvinnor", "män"'), encoding="utf-8")
    assert oi.read_statistics(tmp_path / "t.csv", mapping=mapping).block("folkmangd", "2024").value[0] == 30


def test_two_categories_are_not_one_area() -> None:
    raw = RawTable.from_cube("t", {"region": ["A", "B"], "år": ["2024"]}, [5, 6])
    both = Axis("region", codes={"A": "01", "B": "01"})
    with pytest.raises(
        oi.errors.StatisticsError, match=r"^t: 'A' and 'B' would both be the area '01'.*leave one out"
    ):
        apply_mapping(raw, TableMapping(both, Axis("år"), (VariableMapping("folkmangd", {}),)))


@pytest.mark.parametrize(
    ("title", "notes", "said", "basis"),
    [
        ("Nettoinkomst", (), "", ""),
        ("Nettoinkomst, löpande priser", (), "", "current"),
        (
            "Nettoinkomst",
            ("Samtliga inkomster är fastprisberäknade till senaste redovisningsår.",),
            "",
            "2024",
        ),
        ("Nettoinkomst, löpande priser", (), "2023", "2023"),
    ],
)
def test_prices_are_what_the_mapping_or_the_source_says(
    title: str, notes: tuple[str, ...], said: str, basis: str
) -> None:
    raw = RawTable.from_cube("t", {"region": ["A", "B"], "år": ["2023", "2024"]}, [5, 6, 7, 8])
    variables = tuple(
        VariableMapping(name, {}, prices=said if name != "folkmangd" else "")
        for name in (INCOMES, "folkmangd")
    )
    frame = apply_mapping(
        replace(raw, title=title, notes=notes), TableMapping(Axis("region"), Axis("år"), variables)
    )
    money = frame["variable"] == INCOMES
    told = frame["prices"].fillna("") if "prices" in frame else frame["variable"].map(lambda _: "")
    assert set(told[money]) == {basis}
    assert set(told[~money]) == {""}


def test_each_cell_of_a_sum_has_its_own_noise_and_rounding() -> None:
    cells = {"region": ["A", "B"], "kön": ["kvinnor", "män"], "år": ["2025"]}
    raw = RawTable.from_cube("t", cells, [5, 10, 0, 20])
    both = VariableMapping("folkmangd", {"kön": ("kvinnor", "män")})
    plain = TableMapping(area=Axis("region"), period=Axis("år"), variables=(both,))
    rounded = apply_mapping(raw, replace(plain, rounding=Rounding("nearest", 5)))
    assert rounded["rounding"].tolist() == ["2 x nearest 5"] * 2
    noisy = apply_mapping(raw, replace(plain, noise=2.0))
    assert noisy["noise"].tolist() == pytest.approx([8**0.5, 2.0])  # a zero carries none
    said = apply_mapping(replace(raw, notes=("Röjandekontroll: Cell Key Method",)), plain)
    assert said["noise"].tolist() == pytest.approx([1.5 * 2**0.5, 1.5])
    assert not {"cells", "moved"} & set(rounded)
