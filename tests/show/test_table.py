"""A table keeps its numbers; how they are read is a matter of its columns."""

from __future__ import annotations

import math

from omradesindex.show.table import Column, Table, apart, untaken
from omradesindex.wording import NBSP

NAN = float("nan")


def test_numbers_are_written_as_the_column_says() -> None:
    column = Column("Ändring", [1234.56, -0.04, NAN], decimals=1, sign=True, marks=["*", "", ""])
    assert column.texts("sv") == ["+1\N{NO-BREAK SPACE}234,6*", "0,0", "–"]
    assert column.texts("en") == ["+1,234.6*", "0.0", "–"]


def test_a_unit_stands_in_the_head_only() -> None:
    column = Column("Låg lön", [12.5], decimals=1, unit="%")
    assert column.title == "Låg lön (%)"
    assert column.texts("sv") == ["12,5"]


def test_rows_take_their_marks_notes_and_emphasis_along() -> None:
    column = Column(
        "x", [1, 2, 3], decimals=0, marks="abc", notes=["A", "B", "C"], strong=[True, False, False]
    )
    turned = column.rows([2, 0])
    assert turned.texts("sv") == ["3c", "1a"]
    assert list(turned.notes) == ["C", "A"]
    assert [turned.is_strong(k) for k in range(2)] == [False, True]


def test_a_frame_holds_numbers_as_they_are_read() -> None:
    table = Table(
        "Index",
        [
            Column("Område", ["Hamnen", "Ön"], "name"),
            Column("Index", [104.26, NAN], decimals=1, group="2023"),
        ],
        notes=["", "En not."],
    )
    frame = table.to_frame()
    assert list(frame.columns) == ["Område", "2023: Index"]
    assert frame["2023: Index"].iloc[0] == 104.3
    assert math.isnan(frame["2023: Index"].iloc[1])
    assert table.told == ("En not.",)
    assert table.length == 2


def test_each_row_has_decimals_of_its_own() -> None:
    column = Column("Värde", [31.25, 274000.4, NAN], decimals=[1, 0, 2])
    assert [text.replace(NBSP, " ") for text in column.texts("sv")] == ["31,3", "274 000", "–"]
    assert column.rows([1]).texts("en") == ["274,000"]
    assert Table("", [column]).to_frame()["Värde"].tolist()[:2] == [31.3, 274000]


def test_no_column_is_lost_where_two_have_the_same_head() -> None:
    columns = [Column("Mål", [k], decimals=0, group=group) for k, group in enumerate(("", "", "A"))]
    assert Table("", columns).to_frame().to_dict("list") == {"Mål": [0], "Mål (2)": [1], "A: Mål": [2]}
    assert Table("", []).to_frame().empty


def test_names_are_told_apart_as_one_after_another() -> None:
    names = ["a", "A (2)", "A", "b", "a", "a (2)", "A"]
    one_by_one: list[str] = []
    for name in names:
        one_by_one.append(untaken(name, one_by_one))
    assert apart(names) == one_by_one
