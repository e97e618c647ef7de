"""What the rows of a table are called."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.statistics.naming import units_called
from omradesindex.units import UNITS


def test_a_word_stands_for_units_and_own_units_for_themselves() -> None:
    assert units_called("school", "here") is UNITS["school"]
    assert units_called(UNITS["group"], "here") is UNITS["group"]
    assert units_called("area", "here") is units_called(None, "here") is None


def test_an_unknown_word_is_told_with_the_nearest() -> None:
    with pytest.raises(oi.errors.StatisticsError, match=r"here: units called 'scool' .*mean 'school'"):
        units_called("scool", "here")
