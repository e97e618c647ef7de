"""Which rows are areas and which are about the whole: by word, by code, by figures, by what is said."""

from __future__ import annotations

import pandas as pd
import pytest

import omradesindex as oi
from tests.cities import statistics
from tests.statistics.made_up import table

TWO = {"01": (10, 3), "02": (20, 5)}


def counts(areas: dict[str, tuple[int, int]]) -> pd.DataFrame:
    rows = [(a, v, "2024", n) for a, values in areas.items() for v, n in zip(("x", "y"), values, strict=True)]
    return pd.DataFrame(rows, columns=["area", "variable", "period", "value"]).assign(kind="count")


@pytest.mark.parametrize("word", ["Totalt", "Summa", "Hela staden", "Samtliga"])
def test_a_total_by_its_word_is_the_whole(word: str) -> None:
    # The whole may hold more than its areas: people registered nowhere.
    read = oi.Statistics.from_frame(counts({**TWO, word: (33, 8)}))
    assert (read.areas, read.whole) == (("01", "02"), word)
    assert read.block("x", "2024").value.tolist() == [10, 20, 33]


def test_a_municipality_beside_its_areas_is_the_whole(tmp_path) -> None:
    rows = counts({"1280": (30, 8), "1280R001": (10, 3), "1280R002": (20, 5)})
    rows.to_csv(tmp_path / "t.csv", index=False)
    read = oi.read_statistics(tmp_path / "t.csv")
    assert (read.areas, read.whole) == (("1280R001", "1280R002"), "1280")


def test_the_table_s_own_name_or_a_large_name_is_the_whole_where_the_sums_say_so() -> None:
    for name in ("Malmö", "Malmö kommun"):
        read = oi.Statistics.from_frame(counts({**TWO, name: (30, 8)}), name="Malmö")
        assert read.whole == name
        # An area that is called so but holds others' figures only by name stays an area.
        assert oi.Statistics.from_frame(counts({**TWO, name: (30, 7)}), name="Malmö").whole is None


def test_figures_alone_are_refused_and_may_be_declared() -> None:
    rows = counts({"A": (1000, 70), "B": (2000, 30), "C": (3000, 100)})
    with pytest.raises(
        oi.errors.StatisticsError, match=r"area 'C' is the sum of 'A', 'B'.*whole='C'.*whole=''"
    ):
        oi.Statistics.from_frame(rows)
    assert oi.Statistics.from_frame(rows, whole="C").areas == ("A", "B")
    assert oi.Statistics.from_frame(rows, whole="").areas == ("A", "B", "C")


def test_levels_among_areas_are_refused() -> None:
    with pytest.raises(oi.errors.StatisticsError, match="area '1' is the sum of '11', '12'"):
        oi.Statistics.from_frame(counts({"1": (300, 80), "11": (100, 30), "12": (200, 50), "2": (70, 9)}))
    with pytest.raises(oi.errors.StatisticsError, match=r"'12', '1280' are all about a whole"):
        oi.Statistics.from_frame(
            counts({"12": (90, 9), "1280": (30, 8), "1280R001": (10, 3), "1280R002": (20, 5)})
        )
    with pytest.raises(oi.errors.StatisticsError, match=r"'X', 'Totalt' are all about a whole"):
        oi.Statistics.from_frame(counts({**TWO, "X": (30, 8), "Totalt": (30, 8)}), whole="X")
    with pytest.raises(oi.errors.StatisticsError, match="only"):
        oi.Statistics.from_frame(counts({"Totalt": (30, 8)}))


def test_a_division_s_whole_may_be_named() -> None:
    division = oi.geography.Division(
        id="d", label="Staden", codes=("01", "02"), names=("A", "B"), whole=oi.geography.Whole("S", "Staden")
    )
    for word in ("Totalt", "Staden", "S"):
        read = oi.Statistics.from_frame(counts({**TWO, word: (33, 8)}), division=division)
        assert read.whole == "S"
        assert read.block("x", "2024").value[-1] == 33


def test_an_area_is_not_the_whole() -> None:
    rows = counts({"A": (10, 4), "B": (300, 80), "C": (200, 50)})
    with pytest.raises(oi.errors.StatisticsError, match=r"'A' is taken to be the whole, but .* 10 .* 300"):
        oi.Statistics.from_frame(rows, whole="A")
    whole = oi.geography.Whole("W", "W")
    division = oi.geography.Division(
        id="d", label="d", codes=("A", "B", "C"), names=("a", "b", "c"), whole=whole
    )
    with pytest.raises(oi.errors.StatisticsError, match="the whole's code 'A' is an area's in d"):
        oi.Statistics.from_frame(rows, division=division, whole="A")
    rounded = counts({"A": (5, 5), "B": (5, 0), "W": (0, 5)})
    assert oi.Statistics.from_frame(rounded, whole="W").whole == "W"


def test_a_division_tells_unknown_and_missing_areas() -> None:
    division = oi.geso()
    rows = pd.DataFrame({"area": division.codes, "variable": "folkmangd", "period": "2024", "value": 1.0})
    assert statistics(rows, division=division).name_of("10") == "Örtagården, Herrgården m fl"
    with pytest.raises(oi.errors.StatisticsError, match=r"row 3.*area '04' is unknown"):
        statistics(rows.assign(area=rows["area"].replace("4", "04")), division=division)
    with pytest.raises(oi.errors.StatisticsError, match=r"no row for area '4'"):
        statistics(rows[rows["area"] != "4"], division=division)


def test_a_code_that_has_been_a_number_is_asked_about() -> None:
    with pytest.raises(
        oi.errors.StatisticsError, match=r"row 0.*the code '1.0' has been a number.*make the column text"
    ):
        statistics(table(area=["1.0", "2.0", "3.0"]))


def test_an_average_is_no_area_unless_it_is_said_to_be_the_whole() -> None:
    rows = counts({**TWO, "Snitt": (15, 4)})
    with pytest.raises(
        oi.errors.StatisticsError, match=r"the row 'Snitt' is an average.*What to do: leave it out"
    ):
        oi.Statistics.from_frame(rows)
    with pytest.raises(oi.errors.StatisticsError, match="there is no row for the whole city 'X'"):
        oi.Statistics.from_frame(counts(TWO), whole="X")
