"""Tables fit the width they are given, and lose neither a head nor a number."""

from __future__ import annotations

import re

import pytest

from omradesindex.show.page import Figure, Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.show.terminal import text_of

NAMES = ["Örtagården, Herrgården m fl", "Fosie", "Hyllie, Kroksbäck och Holma"]


def wide(sets: int) -> Page:
    columns = [
        Column("Rang", [1, 2, 2], decimals=0, marks=["", "=", "="]),
        Column("Kod", ["10", "02", "03"], "code"),
        Column("Område", NAMES, "name"),
        *(
            Column(f"uppsättning-nummer_{k}", [k + 0.5, -1234.5, float("nan")], decimals=1)
            for k in range(sets)
        ),
    ]
    return Page("Jämförelse", [Table("Platser", columns, breaks={1: "… 5 områden till …"})])


@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize("sets", [1, 4, 12])
def test_no_line_is_too_wide_and_no_number_is_cut(width: int, sets: int) -> None:
    text = wide(sets).text(width)
    assert max(map(len, text.splitlines())) <= width
    for k in range(sets):
        assert f"{k},5" in text
    assert text.count("−1\N{NO-BREAK SPACE}234,5") == sets


def test_what_has_no_room_stands_below_under_the_same_names() -> None:
    assert wide(12).text(60).count("Fosie") > 1
    assert wide(1).text(100).count("Fosie") == 1


def test_heads_are_broken_and_never_cut() -> None:
    text = wide(12).text(60)
    # The pieces of a head stand below each other, but all of them do.
    assert len(re.findall(r"uppsättning-", text)) == 12
    assert "…" not in text.replace("… och 5", "").replace("Herrg", "").split("\n")[3]


def test_signs_after_numbers_do_not_move_digits() -> None:
    lines = [line for line in wide(1).text(100).splitlines() if re.match(r"\s+\d=?\s", line)]
    assert {line.index(digit) for line, digit in zip(lines, "122", strict=True)} == {2}


def test_words_take_the_lines_they_need() -> None:
    told = "Nettoinkomst −2,3; Sysselsättning −1,2; Trångboddhet −0,5; Valdeltagande −0,1"
    table = Table("", [Column("Område", ["Hamnen"], "name"), Column("Främst på grund av", [told], "words")])
    text = Page("Ändring", [table]).text(44)
    assert max(map(len, text.splitlines())) <= 44
    assert re.sub(r"\s+", " ", text).endswith("Trångboddhet −0,5; Valdeltagande −0,1")


def test_a_group_of_columns_has_its_head_over_them() -> None:
    columns = [
        Column("Område", ["Ön"], "name"),
        Column("Kvinnor", [1.0], decimals=1, group="Poäng"),
        Column("Män", [2.0], decimals=1, group="Poäng"),
    ]
    lines = Page("x", [Table("", columns)]).text().splitlines()
    assert lines[2].index("Poäng") == lines[3].index("Kvinnor")


def test_a_figure_says_what_it_shows() -> None:
    def never() -> None:
        raise AssertionError("a terminal draws nothing")

    page = Page("x", [Figure(never, "Karta över index."), Paragraph("a", "b")])  # type: ignore[arg-type]
    assert "[Figur: Karta över index.]" in page.text()
    assert "b: a" in page.text()


def test_rows_that_say_nothing_further_down_are_left_out() -> None:
    names = Column("Område", ["Hamnen", "Ön", "Backen"], "name")
    wide = [Column(f"Ett tal nummer {k}", [1.0, 2.0, 3.0], decimals=0, unit="poäng") for k in range(3)]
    why = Column("Varför så", ["", "många ord om saken", ""], "words")
    lines = text_of(Page("", [Table("", [names, *wide, why])]), 40)
    below = lines.split("\n\n")[-1].splitlines()
    assert [line.split()[0] for line in below] == ["Område", "Ön"]


def test_the_name_of_a_file_is_not_cut_in_two() -> None:
    name = "grupper_svarsfrekvens_folkhalsoenkat.png, .svg"
    told = ["grupperna bredvid varandra: Svarsfrekvens i folkhälsoenkäten", "att läsa och lämna vidare"]
    columns = [Column(head, [cell], "words") for head, cell in zip("abc", [name, *told], strict=True)]
    text = Page("", [Table("", columns)]).text(100)
    assert "grupper_svarsfrekvens_folkhalsoenkat.png" in text.split()[3].rstrip(",")
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize("width", [25, 30])
def test_where_it_is_very_narrow_names_are_broken_and_nothing_is_lost(width: int) -> None:
    rows = [
        Column("Kod", ["10", "02", "03"], "code"),
        Column("Område", NAMES, "name"),
        Column("Kvinnor", [1.5, 2.5, 3.5], decimals=1, group="Utrikes födda"),
        Column("Därför att", ["Sysselsättning +1,5; Bostad +2,5", "", "ja"], "words"),
    ]
    text = Page("x", [Table("", rows, breaks={1: "… och alldeles för många områden till"})]).text(width)
    assert max(map(len, text.splitlines())) <= width
    for word in ("Utrikes", "födda", "Kvinnor", "Sysselsättning", "områden", "3,5"):
        assert word in text


def test_a_long_name_takes_a_further_line_and_is_not_cut() -> None:
    names = ["Genomsnittlig nettoinkomst (tusen kronor)", "Valdeltagande"]
    columns = [Column("Indikator", names, "name"), *(Column(f"Tal {k}", [1.0, 2.0]) for k in range(4))]
    text = Page("Uppgifter", [Table("Uppgifter", columns)]).text(44)
    assert "…" not in text
    assert "\n  (tusen kronor)" in text


def test_heads_that_have_no_row_below_are_left_out() -> None:
    columns = [Column("Område", NAMES, "name"), Column("Ändring", [1.0, 2.0, 3.0], decimals=0)]
    remarks = [Column("Anmärkning " + "x" * 30, ["", "", ""], "words")]
    text = Page("Två tabeller", [Table("", [*columns, *remarks])]).text(45)
    assert text.count("Område") == 1
    assert "Anmärkning" not in text
