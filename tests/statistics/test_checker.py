"""Cells of a table as text, words and numbers; what is wrong is told with its row, area and variable."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.statistics.checker import Checker, as_frame, doubles
from tests.statistics.made_up import table

_ROWS = {"area": ["A", "B"], "variable": ["x"] * 2, "period": ["2024"] * 2, "value": [3.0, 5.0]}


BAD = {
    "codes as numbers": (table(area=[1, 2, 3]), "'area' holds numbers .such as 1.*dtype"),
    "a blank code": (table(area=["01", " ", "03"]), "row 1.*'area' is empty"),
    "a number among codes": (table(area=["01", 2, "03"]), "row 1.*'area' is empty or not text"),
    "text for a number": (
        table(value=["5", "many", "7"]),
        "row 1 .from 0., area '02', variable 'folkmangd'.*'many'",
    ),
    "a decimal comma": (table(value=["5", "6,5", "7"]), "row 1.*'6,5', which is not a number"),
    "infinity": (table(value=[5, np.inf, 7]), "row 1.*infinite"),
    "infinity as text": (table(value=["5", "inf", "7"]), "row 1.*infinite"),
    "a truth value": (table(value=[True, False, True]), "true/false"),
    "an unknown quality": (table(quality="offical"), "did you mean 'official'"),
    "an unknown status": (
        table(status=["observed", "hidden", "observed"]),
        "row 1.*status 'hidden' is unknown",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_each_mistake_has_its_own_error(case: str) -> None:
    frame, message = BAD[case]
    with pytest.raises(oi.errors.StatisticsError, match=message):
        oi.Statistics.from_frame(frame.reset_index(drop=True), name="fil.csv")


@pytest.mark.parametrize("column", ["area", "variable", "period", "sex", "source", "sex_definition"])
@pytest.mark.parametrize("hidden", ["\x1b[31m", "\x9b", "\u202e", "\x00"])
def test_no_text_of_a_table_steers_a_terminal(column: str, hidden: str) -> None:
    rows = pd.DataFrame(
        {
            "area": ["01", "02"],
            "variable": "n",
            "period": "2024",
            "value": [1, 2],
            "kind": "count",
            "sex": "women",
        }
    )
    rows[column] = ["01", f"0{hidden}2"]
    with pytest.raises(
        oi.errors.StatisticsError, match=rf"'{column}' holds the control character U\+"
    ) as told:
        oi.Statistics.from_frame(rows, name="t")
    assert hidden[0] not in str(told.value)
    with pytest.raises(oi.errors.StatisticsError, match="the name"):
        oi.Statistics.from_frame(rows, name=f"t{hidden}")


@pytest.mark.parametrize(
    "rows",
    [
        pd.DataFrame(_ROWS).set_index(["area", "period"]),
        pd.DataFrame(_ROWS).astype({"area": "category", "value": "Int64"}),
    ],
)
def test_a_table_of_another_shape_is_read(rows: pd.DataFrame) -> None:
    assert oi.Statistics.from_frame(rows).block("x", "2024").value[:2].tolist() == [3, 5]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (pd.DataFrame([[1]], columns=pd.MultiIndex.from_tuples([("a", "b")])), "several levels"),
        (pd.DataFrame(_ROWS).assign(value=[1e308, 1e308]), "too large to be added up"),
    ],
)
def test_what_is_no_table_of_figures_is_refused(rows: pd.DataFrame, said: str) -> None:
    with pytest.raises(oi.errors.StatisticsError, match=said):
        oi.Statistics.from_frame(rows)


def test_codes_that_look_the_same_are_the_same() -> None:
    rows = pd.DataFrame(_ROWS).assign(area=["Ro\u0301n", "B"])
    later = rows.assign(area=["R\u00f3n\u200b", "B\u00a0"], period="2025")
    read = oi.Statistics.from_frame(pd.concat([rows, later]))
    assert read.areas == ("R\u00f3n", "B")


def test_a_number_that_no_float_holds_is_refused() -> None:
    with pytest.raises(oi.errors.StatisticsError, match=r"row 0.*'value' is infinite"):
        oi.Statistics.from_frame(table(value=pd.Series([10**400, 6, 7], dtype=object)))


def test_the_first_bad_row_is_named_as_its_file_counts_it() -> None:
    rows = pd.DataFrame({"area": ["01", "02"], "variable": "n", "value": [1.0, 2.0]})
    for first, said in ((None, "row 1 (from 0)"), (2, "row 3")):
        with pytest.raises(oi.errors.StatisticsError) as caught:
            Checker(rows, "a.csv", first).refuse(np.array([False, True]), "it is {value}", expected="1")
        assert caught.value.where == f"a.csv, {said}, area '02', variable 'n'"
        assert (caught.value.what, caught.value.expected) == ("it is 2.0", "1")
    with pytest.raises(oi.errors.StatisticsError, match=r"'01', .*: it is 1\.0 \(and 1 more rows\)\.$"):
        Checker(rows, "a.csv", None).refuse(np.array([True, True]), "it is {value}")
    Checker(rows, "a.csv", None).refuse(np.zeros(2, dtype=bool), "{nothing}")


def test_periods_are_text_however_they_are_held() -> None:
    def periods(values: object) -> list[str]:
        return Checker(pd.DataFrame({"period": values}), "t", None).periods().tolist()

    assert periods([2023, 2024.0]) == ["2023", "2024"]
    assert periods(pd.to_datetime(["2024-12-31"])) == ["2024-12-31"]
    assert periods(["2023M9", "2023M09"]) == ["2023M9", "2023M9"]  # one month, as first written
    with pytest.raises(oi.errors.StatisticsError, match=r"the period '2023\.5' is no year"):
        periods([2023.5])


def test_an_index_is_columns_where_they_are_known() -> None:
    rows = pd.DataFrame({"area": ["01"], "value": [1]}).set_index("area")
    assert list(as_frame(rows, "t", ["area", "value"]).columns) == ["area", "value"]
    # What some step before named the rows by is no column.
    assert list(as_frame(rows.rename_axis("rad"), "t", ["area", "value"]).columns) == ["value"]


@pytest.mark.parametrize("kind", [np.float32, np.float16])
def test_a_number_of_few_bytes_is_the_decimal_that_was_written(kind: type) -> None:
    bits = np.random.default_rng(1).integers(0, 2**32, 5000, dtype=np.uint32)
    with np.errstate(over="ignore"):
        numbers = bits.view(np.float32).astype(kind)
    numbers = np.concatenate(
        [numbers[np.isfinite(numbers)], np.round(np.linspace(0, 100, 999), 2).astype(kind)]
    )
    whole = numbers == np.rint(numbers)
    expected = [float(n) if w else float(str(n)) for n, w in zip(numbers, whole, strict=True)]
    assert doubles(numbers).tolist() == expected
    for series in (pd.Series(numbers), pd.Series(numbers.astype(np.float32), dtype="Float32")):
        assert doubles(series[~whole][-9:]).tolist() == [
            float(str(n)) for n in series[~whole][-9:].to_numpy()
        ]


def test_a_table_of_numbers_of_few_bytes_is_read_as_written() -> None:
    rows = table().assign(value=np.float32(0.3), kind="index").astype({"value": "float32"})
    figures = oi.Statistics.from_frame(rows)
    assert set(figures.to_frame()["value"]) == {0.3}


def test_numbers_that_are_missing_are_nan() -> None:
    assert np.isnan(doubles(pd.Series([None, 1], dtype="Int64"))).tolist() == [True, False]
