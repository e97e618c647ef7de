"""Wide tables are made long where they say themselves what their columns are told by."""

from __future__ import annotations

import pandas as pd
import pytest

import omradesindex as oi

LONG = pd.DataFrame(
    [
        (area, variable, period, float(k))
        for k, (area, variable, period) in enumerate(
            (a, v, p) for a in ("01", "02") for v in ("folkmangd", "befolkning_0_4") for p in ("2023", "2024")
        )
    ],
    columns=["area", "variable", "period", "value"],
)


def pivoted(index: list[str], columns: list[str] | str) -> pd.DataFrame:
    return LONG.pivot(index=index, columns=columns, values="value")  # noqa: PD010  # as people write


def unnamed(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.reset_index().rename_axis(columns=None)


PERIODS = pivoted(["area", "variable"], "period")
VARIABLES = pivoted(["area", "period"], "variable")
WIDE = {
    "periods": PERIODS,
    "periods beside columns": PERIODS.reset_index(),
    "heads that are periods": unnamed(PERIODS),
    "heads that are years": unnamed(PERIODS).rename(columns={"2023": 2023, "2024": 2024}),
    "heads that are pandas' periods": unnamed(PERIODS).rename(
        columns={"2023": pd.Period("2023"), "2024": pd.Period("2024")}
    ),
    "variables": VARIABLES,
    "heads that are variables": unnamed(VARIABLES),
    "areas": pivoted(["variable", "period"], "area"),
    "two levels": pivoted(["area"], ["variable", "period"]),
    "two levels beside columns": pivoted(["area"], ["variable", "period"]).reset_index(),
    "a level of columns": LONG.assign(kind="count").pivot(  # noqa: PD010
        index=["area", "variable"], columns="period", values=["value", "kind"]
    ),
}


@pytest.mark.parametrize("case", WIDE)
def test_a_wide_table_is_the_long_one(case: str) -> None:
    def figures(frame: pd.DataFrame) -> dict[tuple[str, ...], float]:
        tidy = oi.Statistics.from_frame(frame).to_frame()
        return dict(
            zip(tidy[["area", "variable", "period"]].itertuples(index=False), tidy["value"], strict=True)
        )

    assert figures(WIDE[case]) == figures(LONG)


def test_an_empty_cell_is_a_figure_that_is_missing() -> None:
    wide = PERIODS.astype(object).where(PERIODS > 0, None)
    assert oi.Statistics.from_frame(wide).to_frame()["status"].value_counts().to_dict() == {
        "observed": 7,
        "missing": 1,
    }


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (unnamed(VARIABLES).rename(columns={"folkmangd": "folk"}), r"'variable', 'value' is missing.*melt\("),
        (unnamed(PERIODS).rename(columns={"2024": "därefter"}), "'period', 'value' is missing"),
        (
            PERIODS.set_axis(pd.MultiIndex.from_product([["x"], ["2023", "2024"]]), axis=1),
            "names of several levels, and it is not said of what.*name the levels",
        ),
        (
            PERIODS.set_axis(
                pd.MultiIndex.from_product([["x"], ["2023", "2024"]], names=["?", "period"]), axis=1
            ),
            r"names of several levels, told by '\?'",
        ),
    ],
)
def test_nothing_is_guessed(frame: pd.DataFrame, message: str) -> None:
    with pytest.raises(oi.errors.StatisticsError, match=message):
        oi.Statistics.from_frame(frame)
