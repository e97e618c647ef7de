"""Doubtful membership: an assumption that widens intervals and says so."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.methods.intervals import normal, wilson
from tests.index.uncertainty.made_up import column, example


def test_doubtful_membership_widens_and_is_marked_as_assumed() -> None:
    found, j = example().uncertainty(), column("valdeltagande")
    doubtful = example().measured.doubtful[:, j]
    values = found.estimate[:-1, j]
    expected = doubtful * values.std()
    expected[-1] = 0
    assert expected.max() > 0
    np.testing.assert_allclose(found.membership[:, j], expected)
    limits = wilson(*_votes())
    reach = normal(0.0, expected).upper
    low = found.estimate[:, j] - np.hypot(found.estimate[:, j] - 100 * limits.lower, reach)
    np.testing.assert_allclose(found.low[:, j], low)
    rows = found.values[found.values["measure"] == "valdeltagande"]
    assert (rows["varied"].str.contains("assumed") == (expected > 0)).all()
    # By chance alone: the standard error knows nothing of membership.
    p, n = (_votes()[0] + 0.5) / (_votes()[1] + 1), _votes()[1]
    np.testing.assert_allclose(found.standard_error[:, j], 100 * np.sqrt(p * (1 - p) / n))


def _votes() -> tuple[np.ndarray, np.ndarray]:
    block = oi.example_statistics().block
    return block("rostande_kommunval", "2024").value, block("rostberattigade_kommunval", "2024").value


def test_the_spread_inside_areas_says_how_far_a_doubtful_part_may_differ() -> None:
    division = oi.example_division()
    inside = oi.spread(
        "valdeltagande",
        oi.example_statistics(level="sub_area"),
        division.keys["delomrade"],
        division=division,
    )
    j = column("valdeltagande")
    found = example().uncertainty(spread=inside)
    expected = example().measured.doubtful[:-1, j] * inside.deviation[0][:-1]
    np.testing.assert_allclose(found.membership[:-1, j], expected)
    # What the spread does not hold keeps the spread between areas.
    k = column("trangboddhet")
    np.testing.assert_array_equal(found.membership[:, k], example().uncertainty().membership[:, k])
    other = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    with pytest.raises(oi.errors.ComputeError, match="of other areas"):
        other.uncertainty(spread=inside)
