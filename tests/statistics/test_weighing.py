"""What areas weigh: a count of the same period and group, or numbers that hold for all."""

from __future__ import annotations

import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.statistics.weighing import weights_of
from tests.cities import statistics
from tests.statistics.made_up import table


def test_weights_are_those_of_the_same_period_and_group() -> None:
    key = oi.Key("k", ("a", "b"), ("1", "1"))
    division = oi.geography.Division(
        id="d", label="d", codes=("1",), names=("A",), whole=oi.geography.Whole("W", "W")
    )
    rows = [
        (area, variable, year, sex, value, kind)
        for year, sex, people in (
            ("2015", "total", (900, 100)),
            ("2024", "total", (100, 900)),
            ("2024", "women", (300, 100)),
        )
        for area, n, share in zip("ab", people, (10, 50), strict=True)
        for variable, value, kind in (("folkmangd", n, "count"), ("andel", share, "share"))
    ]
    columns = ["area", "variable", "period", "sex", "value", "kind"]
    table = pd.DataFrame(rows, columns=columns)

    def shares(table: pd.DataFrame, weights: object = "folkmangd") -> list[float]:
        found = oi.Statistics.from_frame(table).to_areas(key, division=division, weights=weights)
        return [
            float(found.block("andel", *when).value[0])
            for when in (("2015", ("total",)), ("2024", ("total",)), ("2024", ("women",)))
        ]

    assert shares(table) == pytest.approx([14, 46, 20])
    people = table["variable"] == "folkmangd"
    early, women = table["period"] == "2015", table["sex"] == "women"
    with pytest.raises(oi.errors.StatisticsError, match=r"2015'.*no figures for the weight.*one for '2024'"):
        shares(table[~(people & early)])
    with pytest.raises(
        oi.errors.StatisticsError, match=r"sex 'women'.*no figures for the weight 'folkmangd'"
    ):
        shares(table[~(people & women)])
    # Numbers hold for every period: whoever gives them says so.
    assert shares(table[~people], {"a": 1, "b": 3}) == pytest.approx([40] * 3)
    table["value"] = table["value"].astype(float).mask(people & early & (table["area"] == "a"))
    with pytest.raises(oi.errors.StatisticsError, match=r"2015', area 'a': a weight is missing"):
        shares(table)


def city() -> oi.Statistics:
    rows = [table(sex="total"), table(sex="women", value=[2, 3, None]), table(sex="total", period="2023")]
    return statistics(pd.concat(rows))


def test_a_count_or_numbers_in_the_areas_order() -> None:
    assert weights_of(city(), "folkmangd", "2024").tolist() == [5, 6, 7]
    assert weights_of(city(), {"03": 1, "02": 2, "01": 0, "09": 7}, "1999").tolist() == [0, 2, 1]


@pytest.mark.parametrize(
    ("weights", "period", "group", "message"),
    [
        (
            "folkmangd",
            "2024",
            ("women",),
            r"sex 'women', area '03': a weight is missing, negative or infinite",
        ),
        (
            "folkmangd",
            "2023",
            ("women",),
            r"2023', sex 'women': there are no figures.*there is one for '2024'",
        ),
        (
            "folkmngd",
            "2024",
            None,
            r"there are no figures for the weight 'folkmngd' .did you mean 'folkmangd'",
        ),
        ({"01": 1, "02": 1}, "2024", None, "the weights lack the area '03'"),
        (
            {"01": 1, "02": -1, "03": 1},
            "2024",
            None,
            r"area '02': a weight .* \(-1\)\. Expected: a number, 0 or",
        ),
    ],
)
def test_what_weighs_nothing_that_is_known(
    weights: object, period: str, group: tuple[str, ...] | None, message: str
) -> None:
    with pytest.raises(oi.errors.StatisticsError, match=message):
        weights_of(city(), weights, period, group)  # type: ignore[arg-type]
