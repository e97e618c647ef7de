from __future__ import annotations

import unicodedata

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.totals import higher_levels, is_everybody, is_whole, sums_of_others


@pytest.mark.parametrize(
    "word",
    ["Totalt", "total", "Summa", "Samtliga", "alla", "_T", "totalt ålder", "Samtliga 16-64 år", "alla åldrar",
     "kvinnor och män", "Båda könen", "16–64 år totalt", "Malmö, totalt", " TOTALT\u00a0", "to\u200btalt"],
)  # fmt: skip
def test_words_for_everybody(word: str) -> None:
    assert is_everybody(word)
    assert is_everybody(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", ["Hela staden", "hela kommunen", "Hela Malmö", "riket", "Länet", "Sverige"])
def test_words_for_the_whole_that_are_no_category(word: str) -> None:
    assert is_whole(word)
    assert not is_everybody(word)


@pytest.mark.parametrize(
    "word", ["Totalgatan", "Allé", "Alla hjärtans park", "Summerhill", "Stadion", "kvinnor"]
)
def test_names_that_only_begin_so(word: str) -> None:
    assert not is_whole(word)


def test_codes_of_a_higher_level() -> None:
    assert higher_levels(["SE", "12", "1280", "1280C1010_DeSO2025", "1280C1020_DeSO2025"]) == (
        "SE",
        "12",
        "1280",
    )
    assert higher_levels(["0380", "0380R001", "0380R002"]) == ("0380",)
    assert higher_levels(["12", "1280", "1281"]) == ("12",)
    # Areas of one level, numbers of one's own, another municipality's code.
    for codes in (
        ["1280", "1281"],
        ["00", "01", "12"],
        ["1", "10", "1010"],
        ["0180", "1280R001", "1280R002"],
    ):
        assert higher_levels(codes) == ()


def test_sums_that_agree_by_accident_tell_nothing() -> None:
    assert sums_of_others("ABC", np.array([[10.0, 20.0, 30.0]])) == {}
    assert sums_of_others("ABC", np.array([[0.0, 50_000.0, 50_000.0]])) == {}  # two areas alike
    assert sums_of_others("ABC", np.array([[10_000.0, 20_000.0, 30_000.0]])) == {"C": ("A", "B")}
    assert sums_of_others("ABC", np.array([[10_000.0, 20_000.0, 30_001.0]])) == {}
    # One count said twice is not two counts.
    assert sums_of_others("ABC", np.array([[10.0, 20.0, 30.0]] * 5)) == {}
    assert sums_of_others("ABC", np.array([[10.0, 20.0, 30.0]]), likely="C") == {"C": ("A", "B")}


# -- in tables ------------------------------------------------------------------------------------------


def test_keys_and_divisions_hold_no_whole() -> None:
    with pytest.raises(oi.errors.DivisionError, match="'Totalt' is no area beside the others"):
        oi.Key("k", ("a", "b", "Totalt"), ("1", "1", "1"))
    with pytest.raises(oi.errors.DivisionError, match=r"'9' \(Hela staden\) is no area beside the others"):
        oi.geography.Division(
            id="d",
            label="d",
            codes=("1", "9"),
            names=("A", "Hela staden"),
            whole=oi.geography.Whole("W", "W"),
        )
