from __future__ import annotations

import unicodedata

import numpy as np
import pandas as pd
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


def _table(areas: dict[str, tuple[int, int]]) -> pd.DataFrame:
    rows = [(a, v, "2024", n) for a, values in areas.items() for v, n in zip(("x", "y"), values, strict=True)]
    return pd.DataFrame(rows, columns=["area", "variable", "period", "value"]).assign(kind="count")


TWO = {"01": (10, 3), "02": (20, 5)}


@pytest.mark.parametrize("word", ["Totalt", "Summa", "Hela staden", "Samtliga"])
def test_a_total_by_its_word_is_the_whole(word: str) -> None:
    # The whole may hold more than its areas: people registered nowhere.
    statistics = oi.Statistics.from_frame(_table({**TWO, word: (33, 8)}))
    assert (statistics.areas, statistics.whole) == (("01", "02"), word)
    assert statistics.block("x", "2024").value.tolist() == [10, 20, 33]


def test_a_municipality_beside_its_areas_is_the_whole(tmp_path) -> None:
    table = _table({"1280": (30, 8), "1280R001": (10, 3), "1280R002": (20, 5)})
    table.to_csv(tmp_path / "t.csv", index=False)
    statistics = oi.read_statistics(tmp_path / "t.csv")
    assert (statistics.areas, statistics.whole) == (("1280R001", "1280R002"), "1280")


def test_the_table_s_own_name_or_a_large_name_is_the_whole_where_the_sums_say_so() -> None:
    for name in ("Malmö", "Malmö kommun"):
        statistics = oi.Statistics.from_frame(_table({**TWO, name: (30, 8)}), name="Malmö")
        assert statistics.whole == name
        # An area that is called so but holds others' figures only by name stays an area.
        assert oi.Statistics.from_frame(_table({**TWO, name: (30, 7)}), name="Malmö").whole is None


def test_figures_alone_are_refused_and_may_be_declared() -> None:
    table = _table({"A": (1000, 70), "B": (2000, 30), "C": (3000, 100)})
    with pytest.raises(oi.StatisticsError, match=r"area 'C' is the sum of 'A', 'B'.*whole='C'.*whole=''"):
        oi.Statistics.from_frame(table)
    assert oi.Statistics.from_frame(table, whole="C").areas == ("A", "B")
    assert oi.Statistics.from_frame(table, whole="").areas == ("A", "B", "C")


def test_levels_among_areas_are_refused() -> None:
    with pytest.raises(oi.StatisticsError, match="area '1' is the sum of '11', '12'"):
        oi.Statistics.from_frame(_table({"1": (300, 80), "11": (100, 30), "12": (200, 50), "2": (70, 9)}))
    with pytest.raises(oi.StatisticsError, match=r"'12', '1280' are all about a whole"):
        oi.Statistics.from_frame(
            _table({"12": (90, 9), "1280": (30, 8), "1280R001": (10, 3), "1280R002": (20, 5)})
        )
    with pytest.raises(oi.StatisticsError, match=r"'X', 'Totalt' are all about a whole"):
        oi.Statistics.from_frame(_table({**TWO, "X": (30, 8), "Totalt": (30, 8)}), whole="X")
    with pytest.raises(oi.StatisticsError, match="only"):
        oi.Statistics.from_frame(_table({"Totalt": (30, 8)}))


def test_a_division_s_whole_may_be_named() -> None:
    division = oi.geography.Division(
        id="d", label="Staden", codes=("01", "02"), names=("A", "B"), whole=oi.geography.Whole("S", "Staden")
    )
    for word in ("Totalt", "Staden", "S"):
        statistics = oi.Statistics.from_frame(_table({**TWO, word: (33, 8)}), division=division)
        assert statistics.whole == "S"
        assert statistics.block("x", "2024").value[-1] == 33


def test_keys_and_divisions_hold_no_whole() -> None:
    with pytest.raises(oi.DivisionError, match="'Totalt' is no area beside the others"):
        oi.Key("k", ("a", "b", "Totalt"), ("1", "1", "1"))
    with pytest.raises(oi.DivisionError, match=r"'9' \(Hela staden\) is no area beside the others"):
        oi.geography.Division(
            id="d",
            label="d",
            codes=("1", "9"),
            names=("A", "Hela staden"),
            whole=oi.geography.Whole("W", "W"),
        )


# -- in breakdowns and mappings -------------------------------------------------------------------------


def _by(column: str, **categories: tuple[int, int]) -> pd.DataFrame:
    rows = [
        (a, c.replace("_", " "), n)
        for c, values in categories.items()
        for a, n in zip("AB", values, strict=True)
    ]
    return pd.DataFrame(rows, columns=["area", column, "value"]).assign(
        variable="x", period="2024", kind="count"
    )


def test_a_total_among_categories_is_everybody() -> None:
    table = _by("age", unga=(10, 20), gamla=(30, 40), Samtliga_åldrar=(40, 60))
    assert [b.group for b in oi.Statistics.from_frame(table).blocks][-1] == ("total",)


def test_a_category_that_holds_the_others_is_refused() -> None:
    table = _by("tenure", hyresrätt=(1000, 2000), äganderätt=(300, 400), bostäder=(1300, 2400))
    with pytest.raises(oi.StatisticsError, match="category 'bostäder' in 'tenure' is the sum of"):
        oi.Statistics.from_frame(table, breakdowns=["tenure"])
    table["tenure"] = table["tenure"].replace("bostäder", "total")
    oi.Statistics.from_frame(table, breakdowns=["tenure"])


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
        oi.StatisticsError, match="would add 'totalt' of 'kön' to the categories that it holds"
    ):
        oi.read_statistics(tmp_path / "t.csv", mapping=mapping)
    mapping.write_text(text.format('"kvinnor", "män"'), encoding="utf-8")
    assert oi.read_statistics(tmp_path / "t.csv", mapping=mapping).block("folkmangd", "2024").value[0] == 30


def test_an_area_is_not_the_whole() -> None:
    table = _table({"A": (10, 4), "B": (300, 80), "C": (200, 50)})
    with pytest.raises(oi.StatisticsError, match=r"'A' is taken to be the whole, but .* 10 .* 300"):
        oi.Statistics.from_frame(table, whole="A")
    whole = oi.geography.Whole("W", "W")
    division = oi.geography.Division(
        id="d", label="d", codes=("A", "B", "C"), names=("a", "b", "c"), whole=whole
    )
    with pytest.raises(oi.StatisticsError, match="the whole's code 'A' is an area's in d"):
        oi.Statistics.from_frame(table, division=division, whole="A")
    rounded = _table({"A": (5, 5), "B": (5, 0), "W": (0, 5)})
    assert oi.Statistics.from_frame(rounded, whole="W").whole == "W"
