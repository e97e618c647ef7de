"""Tables as people have them, read by their own proposal: each figure at its place, or a sentence why not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import omradesindex as oi
from tests.statistics.reading.workbooks import workbook


def read_as_proposed(path: Path, data: str | bytes, *, encoding: str = "utf-8") -> oi.Statistics:
    """Read a table by its proposal, with a name for each variable that it leaves open."""
    path.write_bytes(data if isinstance(data, bytes) else data.encode(encoding))
    with pytest.raises(oi.errors.MappingNeededError) as needed:
        oi.read_statistics(path)
    names = iter("abcdefgh")
    proposal = re.sub(
        r'variable = "\?"', lambda _: f'kind = "count"\nvariable = "{next(names)}"', needed.value.proposal
    )
    mapping = path.with_name("mapping.toml")
    mapping.write_text(proposal.replace('value = "?"', 'value = "2023"'), encoding="utf-8")
    return oi.read_statistics(path, mapping=mapping)


def figures(statistics: oi.Statistics, *columns: str) -> dict[tuple[str, ...], float]:
    rows = statistics.to_frame().to_dict("records")
    return {tuple(str(row[column]) for column in columns): row["value"] for row in rows}


YEARS = {("1", "2022"): 10, ("1", "2023"): 1.125, ("2", "2022"): 20, ("2", "2023"): 23.5}


@pytest.mark.parametrize(
    "text",
    [
        "Delomr;2022;2023\n1;10;1,125\n2;20;23,5\n",
        "SDN;År;Antal\n1;2022;10\n1;2023;1,125\n2;2022;20\n2;2023;23,5\n",
        "Område;2022;2023;Förändring\n1;10;1,125;-8\n2;20;23,5;3,5\n",
        "Område;2022;2023;Totalsumma\n1;10;1,125;11,125\n2;20;23,5;43,5\n",
        "Område;Antal_2022;Antal_2023\n1;10;1,125\n2;20;23,5\n",
        "NYKO 4;2022;2023\n1;10;1,125\n2;20;23,5\nSiffrorna är preliminära;;\nKontakt: a@exempel.se\n",
        "Område;2022;2023;OBS: preliminärt\n1;10;1,125;\n2;20;23,5;\n",
    ],
)
def test_years_are_figures_whatever_stands_beside_them(text: str, tmp_path: Path) -> None:
    assert figures(read_as_proposed(tmp_path / "t.csv", text), "area", "period") == YEARS


@pytest.mark.parametrize(
    "headings",
    [
        ("VT 2022", "HT 2022"),
        ("Antal VT 2022", "Antal HT 2022"),
        ("31 december 2022", "31 december 2023"),
        ("Folk 31 december 2022", "Folk 31 december 2023"),
        ("2022 Antal", "2023 Antal"),
        ("Antal 2022/23", "Antal 2023/24"),
    ],
)
def test_periods_in_headings_are_taken_whole(headings: tuple[str, str], tmp_path: Path) -> None:
    read = read_as_proposed(tmp_path / "t.csv", f"Område;{';'.join(headings)}\nA;10;11\nB;20;23\n")
    assert len(read.variables) == 1
    periods = [re.sub("Antal|Folk", "", heading).strip() for heading in headings]
    told = figures(read, "area", "period")
    assert [told["A", period] for period in periods] == [10, 11]


SEXES = {
    (a, y, s): v
    for v, (a, y, s) in enumerate(
        [(a, y, s) for a in "AB" for y in ("2022", "2023") for s in ("women", "men")], 5
    )
}


def test_sexes_in_headings_are_sexes(tmp_path: Path) -> None:
    text = "Område;Kvinnor 2022;Män 2022;Kvinnor 2023;Män 2023\nA;5;6;7;8\nB;9;10;11;12\n"
    assert figures(read_as_proposed(tmp_path / "t.csv", text), "area", "period", "sex") == SEXES


@pytest.mark.parametrize("margin", [0, 2])
@pytest.mark.parametrize("year", ["2022", 2022])
def test_years_and_sexes_in_two_rows_of_headings(margin: int, year: str | int, tmp_path: Path) -> None:
    heads: list[list[object]] = [
        ["Område", "Kvinnor", None, "Män", None],
        [None, *(type(year)(y) for _ in "km" for y in ("2022", "2023"))],
    ]
    body: list[list[object]] = [["A", 5, 7, 6, 8], ["B", 9, 11, 10, 12]]
    blank: list[list[object]] = [[]] if margin else []
    below: list[list[object]] = [[], ["Källa:", "Exempelstad (påhittad)"]]
    rows = [[None] * margin + row for row in (*blank, *heads, *body, *below)]
    read = read_as_proposed(tmp_path / "t.xlsx", workbook(rows))
    assert figures(read, "area", "period", "sex") == SEXES


def test_a_cell_is_named_as_in_the_workbook_where_the_table_begins_further_in(tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").write_bytes(
        workbook([[], [None, "Område", "2023"], [None, "A", 5], [None, "B", "ca 5"]])
    )
    with pytest.raises(oi.errors.StatisticsError, match="cell C4: 'ca 5' is not a number"):
        oi.read_statistics(tmp_path / "t.xlsx")


def test_a_pivot_table(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Summa av Antal", "Kolumnetiketter"],
        ["Radetiketter", "2022", "2023", "Totalsumma"],
        *([a, v, v + 2, 2 * v + 2] for a, v in (("A", 5), ("B", 9))),
        ["Totalsumma", 14, 18, 32],
    ]
    read = read_as_proposed(tmp_path / "t.xlsx", workbook(rows))
    assert read.whole == "Totalsumma"
    assert figures(read, "area", "period")["B", "2023"] == 11


def test_what_is_counted_by_age_is_no_dimension(tmp_path: Path) -> None:
    text = "Område;Antal 0–5 år;65+ år;Genomsnittlig ålder\nA;5;6;41,5\nB;7;8;39\n"
    read = read_as_proposed(tmp_path / "t.csv", text)
    assert figures(read, "area", "variable")["B", "c"] == 39
    assert read.variables == ("a", "b", "c")


def test_the_unit_in_headings_is_kept_where_their_words_fall_away(tmp_path: Path) -> None:
    text = "Område;Andel (‰) 2022;Andel (‰) 2023\nA;5;6\nB;7;8\n"
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    (tmp_path / "m.toml").write_text(
        '[[table]]\ndimensions = ["Område"]\nsplit.kolumn = "Andel (‰) {år}"\narea = "Område"\n'
        'period = "år"\n'
        'variables = [{ variable = "a", kind = "share" }]\n',
        encoding="utf-8",
    )
    with pytest.raises(oi.errors.StatisticsError, match=r"per mille.*say scale = 0\.1"):
        oi.read_statistics(tmp_path / "t.csv", mapping=tmp_path / "m.toml")


@pytest.mark.parametrize("encoding", ["cp850", "mac-roman", "utf-16"])
def test_old_encodings(encoding: str, tmp_path: Path) -> None:
    text = "Område;2022;2023\nÖstra hamnen;1;2\nÅparken;3;4\nSöder;5;7\n"
    read = read_as_proposed(tmp_path / "t.csv", text, encoding=encoding)
    assert read.areas == ("Östra hamnen", "Åparken", "Söder")


@pytest.mark.parametrize(
    ("row", "whole"), [("Totalsumma", "Totalsumma"), ("Summa:", "Summa:"), ("Kommuntotal", "Kommuntotal")]
)
def test_totals_in_other_words(row: str, whole: str, tmp_path: Path) -> None:
    read = read_as_proposed(tmp_path / "t.csv", f"Område;2023\nA;5\nB;6\n{row};11\n")
    assert (read.areas, read.whole) == (("A", "B"), whole)


def test_a_municipality_beside_its_parts_bears_its_name(tmp_path: Path) -> None:
    text = "region;2023\n1280 Malmö;13\n1280C1010 Norr;5\n1280C1020 Söder;7\n"
    assert read_as_proposed(tmp_path / "t.csv", text).whole == "1280"


@pytest.mark.parametrize("row", ["Medelvärde", "Snitt alla områden", "Average"])
def test_an_average_is_no_area(row: str, tmp_path: Path) -> None:
    with pytest.raises(oi.errors.StatisticsError, match=f"'{row}' is an average of the areas"):
        read_as_proposed(tmp_path / "t.csv", f"Område;2023\nA;5\nB;6\n{row};5,5\n")
