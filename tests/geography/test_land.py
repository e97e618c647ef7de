"""What maps are drawn on: outlines joined once for a division, refused where there are none."""

from __future__ import annotations

from dataclasses import replace

import pytest

import omradesindex as oi
from omradesindex.errors import DivisionError
from omradesindex.geography.land import with_outlines


def test_a_division_joins_its_outlines_once() -> None:
    division = oi.geso()
    assert division.land is division.land
    assert division.land.codes == division.codes
    assert len(division.land.coverage.shapes) == len(division.codes)
    assert division.land.backdrops == ()


@pytest.mark.parametrize("division", [None, replace(oi.geso(), outlines_from=None)])
def test_what_has_no_outlines_cannot_be_drawn(division: oi.types.Division | None) -> None:
    with pytest.raises(DivisionError, match="no outlines") as refused:
        with_outlines(division, "Provstad")
    assert refused.value.where == "Provstad"
