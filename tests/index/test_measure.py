"""Indicators are measured from counts or taken ready-made, each in its own period; never a mean of shares."""

from __future__ import annotations

import pandas as pd
import pytest

import omradesindex as oi
from tests.cities import codes, statistics
from tests.index.small import small_city, two_indicators

INDEX = oi.load_index("malmo-2023")


def test_an_indicator_given_under_its_own_id_is_taken_as_it_stands() -> None:
    table = small_city()
    given = pd.DataFrame(
        {
            "area": [*codes(3), "X"],
            "variable": "arbetsloshet",
            "period": "2024",
            "value": [1.0, 2.0, 3.0, 2.5],
        }
    )
    result = two_indicators().compute(statistics(pd.concat([table, given]), whole="X"))
    assert result.indicators["arbetsloshet"].tolist() == [1.0, 2.0, 3.0, 2.5]


def test_each_indicator_takes_its_latest_period_or_the_one_asked_for() -> None:
    old, new = small_city().assign(period="2023"), small_city()
    new = new[new["variable"].isin(["arbetslosa_16_64", "arbetskraft_16_64"])]
    s = statistics(pd.concat([old, new]))
    assert two_indicators().compute(s).quality["period"].tolist() == ["2024", "2023"]
    assert two_indicators().compute(s, period="2023").quality["period"].tolist() == ["2023", "2023"]
    only = two_indicators().compute(s, period="2024", partial=True)
    assert only.quality.loc["nettoinkomst", "reason"] == "no figures for 2024; there are for 2023"
    with pytest.raises(oi.errors.ComputeError, match=r"no figures for 1999.*'2023', '2024'"):
        two_indicators().compute(s, period="1999")


def test_a_part_above_its_whole_is_named() -> None:
    table = small_city()
    table.loc[(table["variable"] == "arbetslosa_16_64") & (table["area"] == "02"), "value"] = 101.0
    with pytest.raises(
        oi.errors.ComputeError, match=r"'arbetsloshet', area '02': the numerator 101 .*denominator 100"
    ):
        two_indicators().compute(statistics(table))


def test_figures_of_groups_and_none_for_everybody_are_said_to_be_so() -> None:
    women, men = (small_city().assign(sex=sex) for sex in ("women", "men"))
    with pytest.raises(oi.errors.ComputeError, match="by 'sex' only, and no rows with 'total' there") as met:
        two_indicators().compute(statistics(pd.concat([women, men])))
    assert "bara uppdelat på 'sex', och inga rader med 'total' där för alla" in met.value.in_("sv")
    short = women[women["variable"] != "arbetskraft_16_64"]
    with pytest.raises(oi.errors.ComputeError, match=r"the table lacks .*'arbetskraft_16_64'"):
        two_indicators().compute(statistics(pd.concat([short, men[men["variable"].isin(short["variable"])]])))
