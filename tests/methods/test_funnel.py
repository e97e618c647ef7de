"""Funnel limits: what a public-health agency prints, and that they are an area's own limits turned round."""

from __future__ import annotations

import numpy as np
import pytest

from omradesindex.errors import MethodError
from omradesindex.methods.funnel import funnel_of_rates, funnel_of_shares
from omradesindex.methods.intervals import poisson_exact, wilson


def test_shares_as_the_agency_prints_them() -> None:
    # Rows of the test data of PHEindicatormethods (UK Health Security Agency): per cent, baseline 80.642448.
    printed = {
        0.95: {1: (3.204264, 100), 30: (66.504234, 94.780661), 110_000: (80.408963, 80.875933)},
        0.998: {1: (0, 100), 102: (68.553233, 92.731663), 1008: (76.796814, 84.488082)},
    }
    for level, rows in printed.items():
        found = funnel_of_shares(list(rows), 0.80642448, level=level)
        np.testing.assert_allclose(100 * np.transpose(found), list(rows.values()), atol=2e-6)


def test_rates_as_the_agency_prints_them() -> None:
    # From the same: events, and limits per 100 000 around 116.1720835, exact for any number of events.
    printed = {
        0.95: {
            1: (20.85059119, 4588.535848),
            10: (63.17010446, 242.2579623),
            1360: (110.158048, 122.6021934),
        },
        0.998: {9: (46.14605812, 426.3325728), 187: (93.14290701, 147.2093747)},
    }
    for level, rows in printed.items():
        found = funnel_of_rates(list(rows), 116.1720835, level=level)
        np.testing.assert_allclose(np.transpose(found), list(rows.values()), rtol=1e-5)


def test_an_area_is_outside_where_its_own_limits_leave_the_benchmark_out() -> None:
    events, n = np.arange(1, 60), 400
    own, funnel = wilson(events, n), funnel_of_shares(n, 0.06)
    assert ((own.lower > 0.06) == (events / n > funnel.upper)).all()
    assert ((own.upper < 0.06) == (events / n < funnel.lower)).all()
    limits, around = poisson_exact(events), funnel_of_rates(events, 0.06)
    assert ((limits.lower / n > 0.06) == (events / n > around.upper)).all()
    assert ((limits.upper / n < 0.06) == (events / n < around.lower)).all()


def test_none_at_all_has_no_upper_limit() -> None:
    lower, upper = funnel_of_rates([0, np.nan])
    assert lower[0] == 0
    assert upper[0] == np.inf
    assert np.isnan([lower[1], upper[1]]).all()


def test_each_fault_has_its_own_words() -> None:
    for wrong, what in (
        (lambda: funnel_of_shares([10, 0], 0.2), "position 1: an area has no population"),
        (lambda: funnel_of_shares(10, 20), "outside 0 to 1"),
        (lambda: funnel_of_rates(10, 0), "not above zero"),
        (lambda: funnel_of_rates(-1), "is below 0"),
    ):
        with pytest.raises(MethodError, match=what):
            wrong()
