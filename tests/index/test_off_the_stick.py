"""Amounts that are in other prices than the stick that measures them."""

from __future__ import annotations

import pytest

from omradesindex.index.off_the_stick import bases_of, off_the_stick
from tests.money import results, years


@pytest.mark.parametrize(("said", "why"), [("current", "current"), ("", "unstated"), ("2024", None)])
def test_figures_off_their_stick(said: str, why: str | None) -> None:
    base, later = results(years(said=said), "2020", "2024")
    assert dict(off_the_stick(base)) == {}
    assert dict(off_the_stick(later)) == ({} if why is None else {"nettoinkomst": why})


def test_the_stated_bases_of_a_result() -> None:
    assert bases_of(results(years(said="2024"), "2020")[0]) == ("2024",)
    assert bases_of(results(years(), "2020")[0]) == ()
