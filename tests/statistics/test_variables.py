"""What the indicators need, and where it is published."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.catalogue import indicators


def test_every_indicator_s_variables_are_listed() -> None:
    frame = oi.data.variables().to_frame().set_index("variable")
    needed = {name for indicator in indicators().values() for name in indicator.formula.variables}
    assert set(frame.index) == needed
    assert "arbetsloshet" in frame.loc["arbetslosa_16_64", "indicators"]
    assert "000007A8" in frame.loc["arbetslosa_16_64", "codes"]
    assert frame.loc["trangbodda", "codes"] == ""


def test_the_page_says_where() -> None:
    told = oi.data.variables(["arbetsloshet", "trangboddhet"]).page("en").text(200)
    assert "Labour-market status of the population (BAS) (000007A8)" in told
    assert "collected or ordered by oneself" in told
    with pytest.raises(oi.errors.DefinitionError, match="arbetslosheten"):
        oi.data.variables("arbetslosheten")
