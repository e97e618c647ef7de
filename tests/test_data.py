"""What travels with the library, under one name."""

from __future__ import annotations

import pytest

import omradesindex as oi
from tests.test_lazily import told_to_type_checkers


def test_what_a_type_checker_sees_is_what_there_is() -> None:
    told = told_to_type_checkers(oi.data)
    assert sorted(told) == oi.data.__all__ == dir(oi.data)
    assert all(getattr(oi.data, name) is thing for name, thing in told.items())


def test_the_two_cities_are_those_of_the_top_level() -> None:
    assert oi.data.malmo_statistics is oi.malmo_statistics
    assert oi.data.geso() is oi.geso()
    with pytest.raises(AttributeError, match="no attribute 'goteborg'"):
        oi.data.goteborg  # noqa: B018
