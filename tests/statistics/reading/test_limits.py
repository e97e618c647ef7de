"""How large a file may be: each limit can be raised, and its error says which and how."""

from __future__ import annotations

from dataclasses import fields

import pytest

from omradesindex.errors import StatisticsError
from omradesindex.statistics.reading import ReadLimits


@pytest.mark.parametrize("what", [field.name for field in fields(ReadLimits)])
def test_the_limit_itself_is_taken_and_one_more_is_not(what: str) -> None:
    limits = ReadLimits(**{what: 10})
    limits.check(what, 10, "a.xlsx")  # type: ignore[arg-type]
    with pytest.raises(
        StatisticsError, match=rf"^a\.xlsx: .*11.*limit of 10\..*oi\.sources\.ReadLimits\({what}=…\)"
    ):
        limits.check(what, 11, "a.xlsx")  # type: ignore[arg-type]


@pytest.mark.parametrize("given", [0, -1, True, 1.5, "100", None])
def test_a_limit_is_a_whole_number_above_zero(given: object) -> None:
    with pytest.raises(StatisticsError, match="cells"):
        ReadLimits(cells=given)  # type: ignore[arg-type]
