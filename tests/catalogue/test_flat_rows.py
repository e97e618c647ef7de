"""Rows of the flat table: what cannot be understood is told with its row and column."""

from __future__ import annotations

from pathlib import Path

import pytest

import omradesindex as oi
from omradesindex.catalogue import indicators
from omradesindex.catalogue.flat_rows import read_rows

HEAD = "code,level,parent,weight,label_sv,decimals,methods,sources,asked_by,per"
TOP, GROUP = "eget,index", "ekonomi,dimension,eget"
ONE = "arbetsloshet,indicator,ekonomi"


def load(tmp_path: Path, *rows: str, ending: str = ".csv", head: str = "") -> oi.types.Index:
    path = tmp_path / f"a{ending}"
    path.write_text("\n".join([head or HEAD, *rows]) + "\n", encoding="utf-8")
    return oi.load_index(path)


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
        ([f"{TOP},,,,,[1]", GROUP, ONE], r"row 2: the cell methods is \[1\]"),
        ([f"{TOP},,,,,{'[' * 5000}", GROUP, ONE], r"row 2: methods is not JSON"),
        ([f'{TOP},,,,,"{{""ddof"": 3}}"', GROUP, ONE], r"methods: ddof must be 0 or 1"),
        (
            [TOP, GROUP, f"{ONE},1,a,1,,b,,1,beyond"],
            r"row 4: cell 11 holds 'beyond', but there are 10 columns",
        ),
        ([f"{TOP},ekonomi", GROUP, ONE], r"row 2: the index has a parent"),
        ([TOP, TOP, GROUP, ONE], r"2 rows for the index"),
        ([TOP, GROUP, f"{ONE},,A\u001b[31m"], r"control character U\+001B"),
        ([TOP, GROUP, f"{ONE},,,,,,{{}}"], r"row 4: the cell asked_by is {}"),
    ],
)
def test_what_cannot_be_understood(rows: list[str], message: str, tmp_path: Path) -> None:
    with pytest.raises(oi.errors.DefinitionError, match=message):
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


def test_notes_are_lines_in_both_languages() -> None:
    columns = ["code", "level", "parent", "note_sv", "note_en"]
    rest = [["d", "dimension", "eget"], ["arbetsloshet", "indicator", "d"]]

    def notes(sv: str | None, en: str | None) -> list[tuple[str, str]]:
        read = read_rows([columns, ["eget", "index", None, sv, en], *rest], "tabell")
        return [(note.sv, note.en) for note in read.notes]

    assert notes("Ett.\nTvå.", "One.\nTwo.") == [("Ett.", "One."), ("Två.", "Two.")]
    assert notes("Ett.", None) == [("Ett.", "Ett.")]
    with pytest.raises(
        oi.errors.DefinitionError, match=r"^tabell, row 2: there are 2 notes in Swedish and 1 in English"
    ):
        notes("Ett.\nTvå.", "One.")


def test_a_code_that_a_spreadsheet_took_for_a_number_is_text() -> None:
    rows = [
        ["code", "level", "parent"],
        [2024.0, "index", None],
        ["d", "dimension", 2024],
        ["arbetsloshet", "indicator", "d"],
    ]
    assert read_rows(rows, "tabell").id == "2024"
