"""What a mapping says of one code: whether it is wanted, what it becomes, which tables it is for."""

from __future__ import annotations

import pytest

from omradesindex.statistics.reading.mapping import Axis, TableMapping, compiled, part


def test_a_code_is_kept_taken_apart_and_named() -> None:
    axis = Axis("region", keep=("1280*", "1281"), template="{kod} {namn}", codes={"1280": "M"})
    assert [axis.keeps(code) for code in ("1280C1", "1281", "12811", "0180")] == [True, True, False, False]
    # Of several pairs of braces the first is the code, which is one word.
    assert axis.take("1280 Malmö") == "M"
    assert axis.take("1281 Lund stad") == "1281"
    assert axis.take("1280") is None
    assert Axis("region").keeps("whatever")
    assert Axis("region", codes={"A": "01"}).take("B") == "B"


@pytest.mark.parametrize(
    ("file", "code", "fits"),
    [
        ("000005FF_2024.xlsx", "000005FF", True),
        ("000005FF_2024.xlsx", "", True),
        ("000005FF_2024.xlsx", "X", False),
        ("000005FF.csv", "000005FF", False),
    ],
)
def test_a_table_is_known_by_its_file_and_its_code(file: str, code: str, fits: bool) -> None:
    mapping = TableMapping(Axis("r"), "2024", (), file="000005FF*.xlsx", code="000005FF")
    assert mapping.fits(file, code) == fits
    assert TableMapping(Axis("r"), "2024", ()).fits(file, code)


def test_a_template_means_its_signs_as_they_stand() -> None:
    assert part("Andel (%) {år}", "Andel (%) 2024") == {"år": "2024"}
    assert part("Andel (%) {år}", "Andel (%) ") is None
    assert part("a.{x}", "ab1") is None
    assert compiled("{a} och {b}")[0] == ["a", "b"]
