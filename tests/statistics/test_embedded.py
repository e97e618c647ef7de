"""Malmö's figures that travel with the library: read once, and nobody's to change."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.statistics.embedded import malmo_series


def test_they_are_read_once_and_belong_to_their_division() -> None:
    assert oi.malmo_statistics() is oi.malmo_statistics()
    assert oi.malmo_statistics().areas == malmo_series().areas == oi.geso().codes
    assert oi.malmo_statistics().whole == oi.geso().whole.code
    with pytest.raises(ValueError, match="read-only"):
        oi.malmo_statistics().block("folkmangd", "2022").value[0] = 0
