"""The whole city is made of counts, never of values, and only where every area is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from omradesindex.statistics.vocabulary import STATUSES
from omradesindex.statistics.whole import combined_error, whole_from_areas
from tests.cities import statistics
from tests.statistics.made_up import table

NAN = float("nan")
OBSERVED, MISSING, SUPPRESSED = (STATUSES.index(word) for word in ("observed", "missing", "suppressed"))


def whole(kind: str, value: list[float], status: list[int] | None = None, **columns: list[float]):  # type: ignore[no-untyped-def]
    """The whole of one block: its numbers and its status."""
    n = len(value)
    given = {"value": value, "denominator": [NAN] * n, "doubtful": [0.0] * n, "coverage": [1.0] * n}
    given |= {"standard_error": [NAN] * n, "noise": [0.0] * n, **columns}
    numbers, made = whole_from_areas(
        [kind],
        {c: np.array([v]) for c, v in given.items()},
        np.array([status or [OBSERVED] * n], dtype=np.int8),
    )
    return {c: float(v[0]) for c, v in numbers.items()}, int(made[0])


def test_the_whole_is_made_from_counts_and_never_from_values() -> None:
    s = statistics(
        pd.concat(
            [
                table(),
                table(
                    variable="en_andel",
                    kind="share",
                    value=[50.0, 10.0, 0.0],
                    denominator=[10.0, 100.0, 10.0],
                ),
                table(variable="en_median", kind="median"),
            ]
        )
    )
    assert s.block("folkmangd", "2024").value[-1] == 18
    assert s.block("en_andel", "2024").value[-1] == pytest.approx(100 * (5 + 10 + 0) / 120)
    assert np.isnan(s.block("en_median", "2024").value[-1])


def test_the_whole_is_unknown_where_an_area_is() -> None:
    s = statistics(table(value=[5.0, np.nan, 7.0], status=["observed", "suppressed", "observed"]))
    assert np.isnan(s.block("folkmangd", "2024").value[-1])


def test_an_area_without_anybody_takes_nothing_from_the_whole() -> None:
    s = statistics(
        table(variable="en_andel", kind="share", value=[50.0, np.nan, 20.0], denominator=[10.0, 0.0, 10.0])
    )
    assert s.block("en_andel", "2024").value[-1] == pytest.approx(35.0)


def test_the_city_s_own_row_wins_over_the_sum() -> None:
    given = pd.concat([table(), table().head(1).assign(area="X", value=20)])
    s = statistics(given, whole="X")
    assert s.areas == ("01", "02", "03")
    assert s.block("folkmangd", "2024").value.tolist() == [5, 6, 7, 20]


def test_a_count_carries_what_is_known_of_its_parts() -> None:
    made, status = whole(
        "count", [10, 30], doubtful=[0.5, 0.1], coverage=[1, 0.8], standard_error=[3, 4], noise=[1, 0]
    )
    assert (made["value"], status) == (40, OBSERVED)
    assert made["doubtful"] == pytest.approx((5 + 3) / 40)
    assert (made["coverage"], made["standard_error"], made["noise"]) == (0.8, 5.0, 1.0)
    assert np.isnan(made["numerator"])


def test_a_share_is_made_anew_and_its_error_weighed_by_its_bases() -> None:
    made, _ = whole("share", [50, 10], denominator=[10, 30], standard_error=[2, 1])
    assert (made["value"], made["numerator"], made["denominator"]) == (20.0, 8.0, 40.0)
    assert made["standard_error"] == pytest.approx(np.hypot(10 * 2, 30 * 1) / 40)
    assert whole("mean", [50, 10], denominator=[10, 30])[0]["value"] == 20.0


def test_a_share_is_known_of_as_much_as_its_bases_say() -> None:
    # An area without anybody has no value, and takes nothing from what is known.
    made, _ = whole("share", [50, 10, NAN], denominator=[10, 30, 0], coverage=[1, 0.6, 0])
    assert made["coverage"] == pytest.approx((10 + 30 * 0.6) / 40)


def test_the_firmest_reason_why_a_part_is_not_there_is_the_whole_s() -> None:
    for status, expected in (([OBSERVED, MISSING], MISSING), ([SUPPRESSED, MISSING], SUPPRESSED)):
        made, found = whole("count", [1, NAN], status)
        assert np.isnan(made["value"])
        assert (found, made["coverage"], made["noise"]) == (expected, 0.0, 0.0)
    # What parts cannot make up is not there though every part is.
    assert whole("median", [1, 2])[1] == MISSING


def test_errors_add_as_squares_by_share_and_weight() -> None:
    error, weight = np.array([[3.0, 4.0, NAN]]), np.array([[1.0, 2.0, 0.0]])
    inside = np.array([[1.0, 0.5], [1.0, 0.0], [1.0, 1.0]])
    np.testing.assert_allclose(combined_error(error, weight, inside), [[np.hypot(3, 8), 1.5]])
    assert np.isnan(combined_error(error, np.ones((1, 3)), inside)).all()  # an unknown error is not zero


def test_some_blocks_at_a_time_give_what_all_at_once_do(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(1)
    given = {c: rng.integers(0, 9, (6, 5)).astype(float) for c in ("value", "denominator", "doubtful")}
    given |= {
        "coverage": rng.random((6, 5)),
        "standard_error": rng.random((6, 5)),
        "noise": rng.random((6, 5)),
    }
    status = np.full((6, 5), OBSERVED, dtype=np.int8)
    kinds = ["count", "share", "mean", "median", "count", "share"]
    at_once, all_status = whole_from_areas(kinds, given, status)
    monkeypatch.setattr("omradesindex.statistics.whole._AT_ONCE", 10)
    some, some_status = whole_from_areas(kinds, given, status)
    assert some_status.tolist() == all_status.tolist()
    for column, numbers in at_once.items():
        np.testing.assert_array_equal(some[column], numbers)
