"""Whatever holds a table comes in as the same figures: each public call takes every coat of one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.errors import OmradesindexError
from omradesindex.plain_frames import as_columns, plain_table

TIDY = pd.DataFrame(
    {
        "area": ["01", "02", "01", "02"],
        "variable": "folkmangd",
        "period": ["2023", "2023", "2024", "2024"],
        "value": [10.0, np.nan, 12.0, 21.0],
    }
)


def coats() -> dict[str, Any]:
    """The same table as others keep it; those of libraries that are not installed are left out."""
    made: dict[str, Any] = {
        "nullable": TIDY.convert_dtypes(),
        "categorical": TIDY.astype(dict.fromkeys(TIDY, "category")),
        "objects": TIDY.astype(object),
        "objects with NA": TIDY.astype(object).where(TIDY.notna(), pd.NA),
        "index": TIDY.set_index("area"),
        "several levels": TIDY.set_index(["area", "variable", "period"]),
        "sparse": TIDY.astype({"value": pd.SparseDtype("float64")}),
    }
    try:
        import pyarrow as pa
    except ImportError:
        return made
    made["arrow"] = pa.Table.from_pandas(TIDY)
    made["backed by arrow"] = TIDY.convert_dtypes(dtype_backend="pyarrow")
    made["arrow's dictionaries"] = pd.DataFrame(
        {name: pa.array(TIDY[name]).dictionary_encode().to_pandas() for name in TIDY}
    )
    made["arrow's decimals"] = TIDY.assign(
        value=pd.array([10, None, 12, 21], dtype=pd.ArrowDtype(pa.decimal128(9, 2)))
    )
    try:
        import polars as pl
    except ImportError:
        return made
    made["polars"] = pl.from_pandas(TIDY)
    made["polars' categories"] = made["polars"].with_columns(pl.col("area").cast(pl.Categorical))
    return made


@pytest.mark.parametrize(("coat", "given"), coats().items(), ids=coats())
def test_the_same_table_in_another_coat_is_the_same_statistics(coat: str, given: Any) -> None:
    assert oi.Statistics.from_frame(given).fingerprint == oi.Statistics.from_frame(TIDY).fingerprint


def plain(given: object, *wanted: str) -> Any:
    return plain_table(given, wanted, where="here", error=OmradesindexError)


def test_a_plain_table_is_left_as_it_is() -> None:
    assert plain(TIDY, "DataFrame") is TIDY
    for given in (None, "01", 3, {"a": 1}, oi.geso()):
        assert plain(given, "DataFrame", "mapping") is given


def test_truth_values_and_whole_numbers_stay_what_they_are() -> None:
    given = pd.DataFrame(
        {
            "known": pd.array([True, False], "boolean"),
            "unknown": pd.array([True, None], "boolean"),
            "whole": pd.array([1, 2], "Int64"),
            "gap": pd.array([1, None], "Int64"),
            "categories": pd.Categorical([3, 1]),
        }
    )
    made = plain(given, "DataFrame")
    assert made["known"].dtype == bool
    assert made["unknown"].tolist() == [True, None]
    assert made["whole"].dtype.kind == made["categories"].dtype.kind == "i"
    assert made["gap"].dtype == float
    assert given["gap"].dtype == "Int64"  # what was given is not changed


def test_names_of_rows_are_plain_too() -> None:
    rows = pd.Series([1.0, 2.0], index=pd.CategoricalIndex(["01", "02"], name="area"))
    assert plain(rows, "Series").index.tolist() == ["01", "02"]
    levels = pd.MultiIndex.from_product([pd.Categorical(["a"]), ["x", "y"]], names=["one", None])
    frame = plain(pd.DataFrame({"v": [1, 2]}, index=levels), "DataFrame")
    assert (list(frame.index), list(frame.index.names)) == ([("a", "x"), ("a", "y")], ["one", None])
    assert list(as_columns(frame, ()).columns) == ["one", "v"]


def test_a_table_or_column_of_names_and_numbers_is_a_mapping() -> None:
    wanted = {"boende": 2, "arbete": 1}
    table = pd.DataFrame({"part": ["boende", "arbete"], "weight": [2, 1]})
    for given in (table, table.set_index("part"), table.set_index("part")["weight"], table.convert_dtypes()):
        assert plain(given, "mapping") == wanted
    assert plain(table, "Series").to_dict() == wanted


class Array:
    def to_pylist(self) -> list[str]:
        return ["01", "02"]


class Lazy:
    columns = ("area",)

    def collect(self) -> pd.DataFrame:
        raise AssertionError


@pytest.mark.parametrize(
    ("given", "wanted", "message"),
    [
        (Lazy(), "DataFrame", r"tests\.Lazy, which is not worked out yet.*write \.collect\(\) after it"),
        (pd.DataFrame([[1, 2]], columns=["a", "a"]), "DataFrame", "the column 'a' stands there twice"),
        (pd.DataFrame([[1, 2]], columns=["1", 1]), "DataFrame", "the column '1' stands there twice"),
        (pd.DataFrame({"a": [[1], [2]]}), "DataFrame", "the column 'a' holds list"),
        (pd.Series([1, 2], index=["a", "a"]), "mapping", "'a' stands there twice"),
        (pd.DataFrame({"a": [1], "b": [2], "c": [3]}), "mapping", "a table of 3 columns"),
    ],
)
def test_what_is_no_plain_table_is_told(given: object, wanted: str, message: str) -> None:
    with pytest.raises(OmradesindexError, match=f"^here: .*{message}"):
        plain(given, wanted)


def test_a_column_of_another_library_is_several() -> None:
    assert plain(Array(), "several") == ["01", "02"]


# -- everywhere ---------------------------------------------------------------------------------------------


def test_weights_correlations_and_counts_come_in_any_coat() -> None:
    index, statistics = oi.load_index("malmo-2023"), oi.example_statistics()
    weights = pd.Series({"boende": 3.0, "ekonomi": 2.0})
    as_table = weights.rename_axis("part").reset_index(name="weight").astype({"part": "category"})
    assert index.reweight(weights) == index.reweight(as_table)
    prices = pd.Series([100.0, 122.0], index=pd.PeriodIndex(["2020", "2024"], freq="Y"))
    deflator = oi.Deflator(prices.convert_dtypes(), name="Påhittat", source="ett exempel")
    assert deflator.factor("2020", "2024") == pytest.approx(1.22)

    result = index.compute(statistics)
    ids = [indicator.id for indicator in index.indicators]
    matrix = pd.DataFrame(np.eye(len(ids)), index=ids, columns=ids)
    wanted = result.uncertainty(dependence=matrix).scores
    for given in (matrix.convert_dtypes(), matrix.rename_axis("indicator").reset_index()):
        pd.testing.assert_frame_equal(result.uncertainty(dependence=given).scores, wanted)


def test_outside_measures_may_name_their_areas_in_a_column() -> None:
    result = oi.load_index("malmo-2023").compute(oi.example_statistics())
    score = result.scores["index"]
    table = pd.DataFrame({"area": score.index, "mått": score.to_numpy()}).astype({"area": "category"})
    links = oi.examine(result, links=table.iloc[:14]).links
    assert links["correlation"].iloc[0] == pytest.approx(1)


def test_keys_and_crosswalks_take_their_codes_from_an_index() -> None:
    frame = pd.DataFrame({"sub_area": ["101", "102"], "area": ["1", "1"], "confidence": [1.0, None]})
    given = frame.convert_dtypes().set_index("sub_area")
    with pytest.raises(oi.errors.DivisionError, match=r"sub-area '102'.*the confidence is"):
        oi.Key.from_frame(given, id="k")
    assert oi.Key.from_frame(given[["area"]], id="k").areas == ("1", "1")
    pairs = pd.DataFrame({"old": ["a", "b"], "new": ["1", "1"]}).astype("category")
    crosswalk = oi.types.Crosswalk.from_frame(pairs.set_index("old"), source="old", target="new")
    assert crosswalk.sources == ("a", "b")
