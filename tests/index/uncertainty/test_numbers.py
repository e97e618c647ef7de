"""The tables of uncertainty: every score and value once, and what varied in each interval."""

from __future__ import annotations

import numpy as np

from tests.index.uncertainty.made_up import example, whole


def test_what_varied_is_named_where_there_is_an_interval() -> None:
    for table in (whole().scores, whole().values):
        assert (table["varied"].eq("") == table["low"].isna()).all()
        assert (table["varied"].str.contains("doubtful membership") == (table["membership"] > 0)).all()
        assert (table["varied"].str.contains("sampling") == table["standard_error"].notna()).all()


def test_what_is_assumed_is_added_as_squares() -> None:
    found = example().uncertainty()
    np.testing.assert_allclose(found.assumed, np.hypot(found.membership, found.lacking))
    both = np.hypot(found.score_membership["index"], found.score_lacking["index"])
    np.testing.assert_allclose(found.score_assumed["index"], both)
    assert found.areas == example().areas
