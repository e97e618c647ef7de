"""From sub-areas' figures to a spread: the index of sub-areas, and what is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError, DivisionError, StatisticsError
from tests.cities import statistics
from tests.subjects.spread.provstad import CITY, KEY, MARKS, row, town, unemployment


@pytest.fixture(scope="module")
def whole() -> oi.types.Spread:
    division = oi.example_division()
    return oi.spread(
        oi.load_index("malmo-2023"),
        oi.example_statistics(level="sub_area"),
        division.keys["delomrade"],
        division=division,
    )


def test_sub_areas_are_measured_with_the_areas_stick(whole: oi.types.Spread) -> None:
    index = oi.load_index("malmo-2023")
    by_areas = index.compute(oi.example_statistics())
    by_hand = index.compute(oi.example_statistics(level="sub_area"), reference=by_areas)
    pd.testing.assert_frame_equal(whole.scores, by_hand.scores, check_names=False)
    assert len(whole.scores) == 100
    # The city is in the middle of both, and is worth the same there.
    assert whole.area_values[0, -1] == pytest.approx(100)
    assert by_hand.measured.values[-1] == pytest.approx(by_areas.measured.values[-1])
    assert whole.area_values[0, :-1] == pytest.approx(by_areas.scores["index"].to_numpy())


def test_without_the_areas_stick_the_scores_are_others(whole: oi.types.Spread) -> None:
    own = oi.load_index("malmo-2023").compute(oi.example_statistics(level="sub_area"))
    assert not np.allclose(own.scores["index"], whole.scores["index"])


def test_what_sub_areas_lack_is_named_and_not_guessed() -> None:
    division, index = oi.example_division(), oi.load_index("fsn")
    sub = oi.example_statistics(level="sub_area")
    key = division.keys["delomrade"]
    lacking = oi.spread(index, sub, key, division=division).missing
    assert len(lacking) == 2
    given_ = oi.spread(index, sub, key, division=division, areas=oi.example_statistics())
    assert given_.missing == lacking
    rows = given_.table[given_.table["measure"].isin(lacking)]
    assert rows["value"].notna().all()  # the areas' own figures, as they were given
    assert rows[[*MARKS, "spread"]].isna().all(axis=None)
    assert (rows["n"] == 0).all()


def test_the_areas_own_result_can_be_the_stick(whole: oi.types.Spread) -> None:
    result = oi.load_index("malmo-2023").compute(oi.example_statistics())
    found = oi.spread(result.index, whole.statistics, whole.key, division=whole.division, areas=result)
    assert found.area_result is result
    pd.testing.assert_frame_equal(found.scores, whole.scores)
    earlier = result.index.compute(oi.example_statistics(), period="2020")
    with pytest.raises(ComputeError, match="areas' result is of 2020, the sub-areas' figures are of 2024"):
        oi.spread(result.index, whole.statistics, whole.key, division=whole.division, areas=earlier)


def test_a_sub_area_outside_is_left_out_only_where_that_is_said() -> None:
    more = unemployment({**CITY, "rest": (100, 100)})
    with pytest.raises(DivisionError, match="'rest'"):
        oi.spread("arbetsloshet", more, KEY, division=town())
    found = oi.spread("arbetsloshet", more, KEY, division=town(), outside=["rest"])
    assert "rest" not in found.sub_areas
    assert row(found, "P00")["highest"] == 90


def test_a_sub_area_without_rows_is_refused() -> None:
    fewer = unemployment({k: v for k, v in CITY.items() if k != "b2"})
    with pytest.raises(StatisticsError, match=r"'b2'.*has no figures"):
        oi.spread("arbetsloshet", fewer, KEY, division=town())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"minimum_base": -1}, "minimum.base"),
        ({"minimum_base": float("nan")}, "minimum.base"),
        ({"k": -1.0}, "k is -1"),
        ({"areas": unemployment(CITY)}, "the areas' figures are about"),
    ],
)
def test_senseless_options_are_refused(options: dict[str, object], said: str) -> None:
    with pytest.raises(ComputeError, match=said):
        oi.spread("arbetsloshet", unemployment(CITY), KEY, division=town(), **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("asked", [["arbetsloshett"], []])
def test_unknown_or_no_indicators_are_refused(asked: list[str]) -> None:
    with pytest.raises(ComputeError, match=r"arbetsloshet'|no indicator"):
        oi.spread(asked, unemployment(CITY), KEY, division=town())


def test_no_figures_at_all_is_said() -> None:
    with pytest.raises(ComputeError, match=r"none of the indicators.*the table lacks"):
        oi.spread("sysselsattning", unemployment(CITY), KEY, division=town())


def test_a_share_without_its_denominator_needs_a_weight() -> None:
    table = pd.DataFrame(
        {"area": list(CITY), "variable": "arbetsloshet", "period": "2024", "value": [1.0, 2, 3, 4, 5, 6],
         "kind": "share", "quality": "official"}
    )  # fmt: skip
    with pytest.raises(StatisticsError, match="weight 'folkmangd'"):
        oi.spread("arbetsloshet", statistics(table), KEY, division=town())
    people = table.assign(variable="folkmangd", kind="count", value=[10.0, 10, 10, 1, 1, 8])
    found = oi.spread("arbetsloshet", statistics(pd.concat([table, people])), KEY, division=town())
    assert row(found, "B")["median"] == 6
    assert row(found, "B")["value"] == pytest.approx(5.7)
    assert row(found, "B")["quality"] == "estimated"
