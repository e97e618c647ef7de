"""What is said of points that hold a change of prices."""

from __future__ import annotations

import pytest

from omradesindex.index.words_prices import price_lines
from tests.money import results, years


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "current",
            "Genomsnittlig nettoinkomst: uppgifterna är i löpande priser, och måttstocken i 2020 års.",
        ),
        ("", "Genomsnittlig nettoinkomst: det står inte i vilket års priser uppgifterna är."),
    ],
)
def test_points_in_other_money_say_so(said: str, told: str) -> None:
    base, later = results(years(said=said), "2020", "2024")
    assert price_lines(base, "sv") == []
    (line,) = price_lines(later, "sv")
    assert line.startswith(told)
    assert line in later.page().text().replace("\n", " ")
    assert price_lines(later, "en")[0].startswith("Mean net income: ")


def test_nothing_is_said_in_constant_prices() -> None:
    assert price_lines(results(years(said="2024"), "2020", "2024")[-1], "sv") == []
