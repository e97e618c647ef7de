"""Categories of the same variable under several spellings."""

from __future__ import annotations

import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.statistics.categories import canonical


def table(*sexes: str, column: str = "sex") -> pd.DataFrame:
    rows = [(area, sex, 10.0) for area in ("1", "2") for sex in sexes]
    return pd.DataFrame(rows, columns=["area", column, "value"]).assign(variable="folkmangd", period="2024")


@pytest.mark.parametrize(
    "sexes",
    [
        ("kvinna", "man", "totalt"),
        ("K", "M", "T"),
        ("2", "1", "1+2"),
        ("Women", "MEN", ""),
        ("Kvinnor", "Män", "alla"),
    ],
)
def test_known_spellings_are_read(sexes: tuple[str, ...]) -> None:
    groups = [block.group for block in oi.Statistics.from_frame(table(*sexes)).blocks]
    assert groups == [("women",), ("men",), ("total",)]


def test_disability_is_read_and_another_category_is_asked_about() -> None:
    found = oi.Statistics.from_frame(table("med", "utan", "totalt", column="disability"))
    assert [block.group for block in found.blocks] == [("with",), ("without",), ("total",)]
    other = table("med", "utan", "annat", column="disability")
    with pytest.raises(oi.errors.StatisticsError, match="'annat' in 'disability' is unknown") as caught:
        oi.Statistics.from_frame(other)
    assert 'breakdowns=["disability"]' in str(caught.value)
    kept = oi.Statistics.from_frame(other, breakdowns=["disability"])
    assert [block.group for block in kept.blocks] == [("with",), ("without",), ("annat",)]


@pytest.mark.parametrize(
    ("column", "one", "other"),
    [
        ("age", "16-24", "16\N{EN DASH}24"),
        ("age", "65-", "65+"),
        ("age", "16-24", "16-24 år"),
        ("tenure", "Hyresrätt", "hyresrätt"),
    ],
)
def test_two_spellings_of_an_open_category_are_asked_about(column: str, one: str, other: str) -> None:
    """Each area in a spelling of its own would otherwise become two groups with gaps."""
    rows = table(one, other, "total", column=column)
    with pytest.raises(oi.errors.StatisticsError, match="look like one and the same") as caught:
        oi.Statistics.from_frame(rows, breakdowns=[column])
    assert "folkmangd" in str(caught.value)


def test_an_age_group_written_backwards_is_asked_about() -> None:
    """Taken as a word, everything would be held to apply to it, and nothing to overlap it."""
    with pytest.raises(oi.errors.StatisticsError, match=r"'24-18' ends before it begins.*'18-24'") as caught:
        oi.Statistics.from_frame(table("24-18", "25-64", column="age"))
    assert "folkmangd" in str(caught.value)


def test_known_spellings_may_change_from_row_to_row() -> None:
    rows = table("kvinnor", "män")
    rows.loc[rows["area"] == "2", "sex"] = ["K", "1"]
    assert [b.group for b in oi.Statistics.from_frame(rows).blocks] == [("women",), ("men",)]


def test_a_group_that_some_areas_have_no_row_for_is_named() -> None:
    rows = table("kvinnor", "män", "totalt")
    with pytest.raises(oi.errors.StatisticsError, match="no row for area '2'") as caught:
        oi.Statistics.from_frame(rows.drop(index=rows.index[4]))
    assert "sex 'men'" in str(caught.value)


def test_an_unknown_sex_is_asked_about() -> None:
    with pytest.raises(oi.errors.StatisticsError, match="'annat kön' in 'sex' is unknown") as caught:
        oi.Statistics.from_frame(table("annat kön", "total"))
    assert "kvinnor" in str(caught.value)
    assert 'breakdowns=["sex"]' in str(caught.value)


def test_a_declared_column_has_its_own_categories() -> None:
    found = oi.Statistics.from_frame(table("annat kön", "total"), breakdowns=["sex"])
    assert found.blocks[0].group == ("annat kön",)


def test_two_spellings_of_one_category_are_named() -> None:
    with pytest.raises(oi.errors.StatisticsError, match="'K' and 'kvinnor' are both read as 'women'"):
        oi.Statistics.from_frame(table("kvinnor", "K"))


def defined(*meanings: str) -> pd.DataFrame:
    rows = table("med", "utan", "totalt", column="disability")
    return rows.assign(disability_definition=[*meanings, "", *meanings, ""])


def test_a_definition_is_kept() -> None:
    found = oi.Statistics.from_frame(defined("HLV", "HLV"))
    assert found.definitions == {"disability": "HLV"}
    assert found.breakdowns == ("disability",)
    for other in (found.only(["folkmangd"]), oi.Statistics.from_frame(found.to_frame())):
        assert other.definitions == {"disability": "HLV"}
    given = oi.Statistics.from_frame(table("med", column="disability"), definitions={"disability": "HLV"})
    assert given.definitions == {"disability": "HLV"}


@pytest.mark.parametrize(
    ("meanings", "given"), [("HLV ULF", {}), ("HLV -", {}), ("HLV HLV", {"disability": "ULF"})]
)
def test_two_definitions_are_never_mixed(meanings: str, given: dict[str, str]) -> None:
    with pytest.raises(oi.errors.StatisticsError, match="'disability' is defined in more than one way"):
        oi.Statistics.from_frame(defined(*meanings.replace("-", " ").split(" ", 1)), definitions=given)


def test_a_definition_of_no_column_is_refused() -> None:
    with pytest.raises(oi.errors.StatisticsError, match="did you mean 'disability'"):
        oi.Statistics.from_frame(defined("HLV", "HLV"), definitions={"disabilty": "HLV"})


def test_a_definition_whose_column_is_gone_is_named() -> None:
    with pytest.raises(oi.errors.StatisticsError, match="there is no column 'disability'"):
        oi.Statistics.from_frame(defined("HLV", "HLV").drop(columns="disability").iloc[::3])


@pytest.mark.parametrize(
    "word",
    ["Kvinnor och män", "Män och kvinnor", "Flickor och pojkar", "kvinnor & män", "K+M", "1+2", "Båda könen"],
)
def test_both_sexes_are_everybody(word: str) -> None:
    assert canonical("sex", word) == "total"


def test_girls_and_boys_and_words_for_all() -> None:
    assert [canonical("sex", w) for w in ("Flickor", "pojkar", "kvinnor och flickor")] == [
        "women",
        "men",
        "women",
    ]
    assert [canonical("age", w) for w in ("Totalt", "Alla åldrar", "16–24")] == ["total", "total", None]
    assert canonical("disability", "med och utan funktionsnedsättning") == "total"
