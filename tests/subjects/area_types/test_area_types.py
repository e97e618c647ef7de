"""SCB's socio-economic index and area types, held against what SCB printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import omradesindex as oi


@pytest.fixture(scope="module")
def karlstad(shared: Callable[..., Path]) -> pd.DataFrame:
    return pd.read_csv(
        shared("oracles", "scb_regso_index", "karlstad_regso_tab6586.csv"), dtype={"regso": str}
    )


def scb_index(printed: pd.DataFrame) -> oi.types.Result:
    columns = {
        "lag_ekonomisk_standard": "andel_lag_ek_standard",
        "forgymnasial_20_64": "andel_forgymnasial",
        "bistand_eller_arbetslos_lange": "andel_bistand_arbetsloshet",
    }
    long = printed.rename(columns={v: k for k, v in columns.items()}).melt(
        ["regso", "ar"], list(columns), "variable", "value"
    )
    long = long.rename(columns={"regso": "area", "ar": "period"}).astype({"period": str})
    data = oi.Statistics.from_frame(long.assign(kind="share"), name="Karlstad, RegSO")
    return oi.load_index("scb-socioekonomiskt-index").compute(data)


def test_scb_s_index_in_all_of_karlstad(karlstad: pd.DataFrame) -> None:
    scores = scb_index(karlstad).scores["index"].loc[karlstad["regso"]].to_numpy()
    assert len(scores) == 31
    # Inputs and index are printed with one decimal: the mean of rounded shares is at most .05 off, and so is
    # the printed index.
    np.testing.assert_allclose(scores, karlstad["index"], rtol=0, atol=0.05)


# The country's mean and spread of 2024 are not in the table. Any that put the four cuts into the gaps between
# the published types must give these types; those drawn here do.
@given(st.floats(3.25, 3.7), st.floats(5.0, 5.43))
def test_area_types_of_karlstad(karlstad: pd.DataFrame, lowest_cut: float, spread: float) -> None:
    published = karlstad.set_index("regso")["omradestyp"]
    types = oi.area_types(karlstad.set_index("regso")["index"], mean=lowest_cut + spread, spread=spread).types
    assert types.tolist() == published.tolist()


def test_types_of_a_result_and_of_another_year(karlstad: pd.DataFrame) -> None:
    result = scb_index(karlstad)
    types = oi.area_types(result, mean=9.0, spread=5.4).types
    pd.testing.assert_series_equal(
        types,
        oi.area_types(result.scores["index"], mean=9.0, spread=5.4).types,
    )
    # By the country's 2022 (9.10, 5.47) one area of 2024 falls just short of type 1.
    then = oi.area_types(result, mean=9.10, spread=5.47).types
    assert types.index[types != then].tolist() == ["1780R005"]


def test_area_types_ask_for_per_cent() -> None:
    result = oi.load_index("malmo-2023").compute(oi.example_statistics())
    with pytest.raises(oi.errors.ComputeError, match="not in per cent"):
        oi.area_types(result, mean=9.1, spread=5.47)
    with pytest.raises(oi.errors.ComputeError, match="'12,5' of area 'a' is no number"):
        oi.area_types(pd.Series({"a": "12,5"}), mean=9.1, spread=5.47)
    with pytest.raises(oi.errors.ComputeError, match="given as list"):
        oi.area_types([1.0], mean=9.1, spread=5.47)  # type: ignore[arg-type]
    assert oi.area_types(pd.Series({"a": np.nan, "b": 9.1}), mean=9.1, spread=5.47).types.isna().tolist() == [
        True,
        False,
    ]
