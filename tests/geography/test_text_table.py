"""Small files of text: codes stay as they are written, and each fault says its row."""

from __future__ import annotations

from pathlib import Path

import pytest

from omradesindex.errors import DivisionError
from omradesindex.geography.text_table import (
    as_code,
    check_codes,
    is_text,
    read_text_table,
    refuse_wholes,
    require_columns,
)


def read(folder: Path, content: str | bytes) -> list[dict[str, str]]:
    path = folder / "a.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return read_text_table(path)


@pytest.mark.parametrize(
    "content",
    [
        'kod,namn\n01,Ett\n\n02,"Två, m fl"\n',
        "\ufeffkod;namn\r\n01;Ett\r\n02;Två, m fl\r\n",
        ' kod , namn\n 01 ,Ett \n02,"Två, m fl"',
    ],
)
def test_cells_are_text_as_they_are_written(tmp_path: Path, content: str) -> None:
    assert read(tmp_path, content) == [{"kod": "01", "namn": "Ett"}, {"kod": "02", "namn": "Två, m fl"}]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "a.csv: the file is empty. Expected: a header and one row per area"),
        ("kod,namn\n", "the file has a header but no rows"),
        ("kod,kod\n1,2\n", "the columns 'kod' stand twice in the header"),
        ("kod,namn\n1,a\n2,b,c\n", r"a.csv, row 3: 3 cells under 2 column names.*What to do: quote a text"),
        ('kod,namn\n"1,a\n', "the file cannot be read as CSV"),
        (
            "kod\nÅ\n".encode("latin-1"),
            r"the file is not UTF-8 \(byte 4\).*What to do: save it again as 'CSV",
        ),
    ],
)
def test_each_fault_of_a_file_has_its_own_words(tmp_path: Path, content: str | bytes, message: str) -> None:
    with pytest.raises(DivisionError, match=message):
        read(tmp_path, content)


def test_a_file_that_is_not_there_or_is_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "b.csv", tmp_path):
        with pytest.raises(DivisionError, match=r"there is no such file\. What to do: check the path"):
            read_text_table(path)


def test_a_column_that_is_not_there_is_told_with_the_nearest() -> None:
    require_columns(["kod", "namn"], ["namn"], where="a.csv")
    with pytest.raises(
        DivisionError, match=r"^a.csv: there is no column 'name' .did you mean 'namn'.*'kod', 'namn'"
    ):
        require_columns(["kod", "namn"], ["kod", "name"], where="a.csv")


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (None, "^f: the code is missing. What to do: fill it in"),
        (" \t", "the code is missing"),
        (float("nan"), "the code is missing"),
        (7, "the code 7 is a number.*What to do: read the column as text"),
        ("7.0", "'7.0' has been through a number format"),
        ("1,2e+05", "has been through a number format"),
        ("a\x1b[31m", r"control character U\+001B"),
    ],
)
def test_what_is_no_code(code: object, message: str) -> None:
    with pytest.raises(DivisionError, match=message):
        as_code(code, where="f")


def test_codes_are_text_each_once() -> None:
    assert check_codes([" 01 ", "1.0a", "0"], where="f") == ("01", "1.0a", "0")
    assert [is_text(value) for value in ("a", " ", 7, None)] == [True, False, False, False]
    with pytest.raises(DivisionError, match=r"f, data row 2: the source 2 is a number"):
        check_codes(["1", 2], where="f", what="source")
    with pytest.raises(
        DivisionError, match=r"^f: the code is repeated: '1' .'1' in data rows 1, 3.*merge or remove"
    ):
        check_codes(["1", "2", "1"], where="f")


def test_a_whole_is_no_area_beside_its_parts() -> None:
    refuse_wholes(["01", "02"], ["Ett", "Två"], where="f")
    refuse_wholes(["total"], ["Hela kommunen"], where="f")  # alone it is beside nothing
    for codes, names in ((["01", "total"], ["Ett", "Allt"]), (["01", "02"], ["Ett", "Totalt"])):
        with pytest.raises(DivisionError, match=rf"'{codes[1]}' \({names[1]}\) is no area beside the others"):
            refuse_wholes(codes, names, where="f")
