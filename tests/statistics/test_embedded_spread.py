"""The spread inside Malmö's areas, as it travels: codes are text, and a row for each indicator and area."""

from __future__ import annotations

import omradesindex as oi


def test_a_row_for_each_indicator_area_and_the_city_with_its_codes_as_text() -> None:
    table = oi.data.malmo_spread()
    areas = [*oi.geso().codes, "1280"]
    for _, rows in table.groupby("indicator"):
        assert sorted(rows["area"]) == sorted(areas)
    assert {type(value) for column in ("area", "period", "quality") for value in table[column]} == {str}
    assert set(table["period"]) == {"2022"}


def test_what_varies_most_lies_between_the_extremes() -> None:
    table = oi.data.malmo_spread()
    marks = table[["lowest", "p10", "median", "p90", "highest"]]
    assert (marks.diff(axis=1).iloc[:, 1:] >= 0).all(axis=None)
    assert table["n"].min() >= 2


def test_each_call_gives_a_table_of_its_own() -> None:
    table = oi.data.malmo_spread()
    table.loc[:, "value"] = 0.0
    assert (oi.data.malmo_spread()["value"] != 0).any()
