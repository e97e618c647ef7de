"""Doubtful membership: an assumption that widens intervals and says so."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.methods.intervals import normal, wilson
from tests.cities import SHARE, statistics
from tests.index.small import small_areas
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


def test_an_estimate_is_no_surer_than_the_part_that_it_rests_on() -> None:
    """Eligibility in area 8 is known for 64 per cent of the young, and has no error of its own."""
    result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    found, ids = result.uncertainty(), [m.id for m in result.index.members]
    j = ids.index("gymnasiebehorighet")
    values, coverage = result.measured.values[:, j], result.measured.coverage[:, j]
    assert coverage[7] == pytest.approx(0.64, abs=0.005)
    expected = (1 - coverage) * values[:-1].std()
    np.testing.assert_allclose(found.lacking[:, j], expected, atol=1e-12)
    assert found.method[7, j] == "coverage"
    assert np.isnan(found.standard_error[7, j])
    reach = 1.959964 * np.hypot(found.lacking[7, j], found.membership[7, j])
    assert found.high[7, j] - values[7] == pytest.approx(reach)
    rows = found.values[found.values["measure"] == "gymnasiebehorighet"].set_index("area")
    assert rows.loc["8", "varied"] == "doubtful membership (assumed) + unknown part (assumed)"
    assert (found.method[2, j], rows.loc["3", "varied"]) == ("none", "")
    assert not (found.lacking[:, [k for k in range(len(ids)) if k != j]] > 0).any()
    known = found.score_error["utbildning"][7]
    assert found.score_lacking["utbildning"][7] > 0
    wider = found.score_high["utbildning"] - result.level_scores["utbildning"]
    assert wider[7] >= 1.959964 * np.hypot(known, found.score_assumed["utbildning"][7]) - 1e-9


def test_a_value_that_somebody_filled_in_without_an_error_is_as_unsure_as_areas_differ() -> None:
    table = small_areas(1)
    gone = (table["area"] == "03") & (table["variable"] == "n")
    table = table.assign(value=table["value"].mask(gone), status=np.where(gone, "missing", "observed"))
    result = SHARE.by_methods(impute="mean", centre="areas").compute(statistics(table))
    found, row = result.uncertainty(), result.areas.index("03")
    assert found.method[row, 0] == "coverage"
    assert found.lacking[row, 0] == pytest.approx(result.measured.values[:-1, 0].std())
    assert (np.delete(found.lacking[:-1, 0], row) == 0).all()
