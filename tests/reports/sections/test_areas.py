"""Each area on one page."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from omradesindex.reports.sections import areas
from omradesindex.reports.sections.areas import against_city, area, blocks
from omradesindex.show.page import Heading, Paragraph
from omradesindex.show.table import Table
from omradesindex.wording import rounded
from tests.reports import made, small_city


def test_an_area_is_held_against_the_city_of_the_same_year() -> None:
    result, given = made.result(), made.report().given
    stands, chance = against_city(given), given.uncertainty
    for j, indicator in enumerate(result.index.indicators):
        own, city = result.measured.values[:-1, j], result.measured.values[-1, j]
        read = [rounded(value, indicator.decimals) - rounded(city, indicator.decimals) for value in own]
        worse = np.sign(read) * indicator.direction.sign
        sure = np.array(["better", "same", "harder"])[worse.astype(int) + 1]
        unsure = (chance.low[:-1, j] <= city) & (city <= chance.high[:-1, j])
        assert (stands[:, j] == np.where(unsure, "unsure", sure)).all()


def test_a_difference_that_may_be_chance_is_neither_harder_nor_better() -> None:
    given = made.report().given
    place, j = given.areas.index("13"), [i.id for i in given.indicators].index("forgymnasial_utbildning")
    assert against_city(given)[place, j] == "unsure"  # 10.96 per cent and 10.95: the interval is 7.7–14.2
    told = str(next(block for block in area(given, place, "sv") if isinstance(block, Table)).notes)
    assert "Osäkert: skillnaden mot hela staden kan vara slump." in told
    assert "Bidrag: " in told


class _Given(SimpleNamespace):
    """What is worked out of it is kept by itself, and not by what it holds."""

    __hash__ = object.__hash__


def test_what_reads_the_same_is_neither_harder_nor_better() -> None:
    harder = made.result().index.indicators[0].direction.sign
    values = np.array([[4.81], [4.76], [4.9], [4.75], [4.8]])  # two read 4.8, as the city does; one 4.9
    low, high = (np.array([[np.nan], [np.nan], [np.nan], [end], [end]]) for end in (4.7, 4.9))
    given: Any = _Given(
        result=SimpleNamespace(measured=SimpleNamespace(values=values)),
        uncertainty=SimpleNamespace(low=low, high=high),
        indicators=[SimpleNamespace(decimals=1, direction=SimpleNamespace(sign=harder))],
    )
    assert against_city(given)[:, 0].tolist() == [
        "same",
        "same",
        "harder" if harder > 0 else "better",
        "unsure",
    ]
    assert areas.unknown_chance(given)[:, 0].tolist() == [False, False, True, False]


def test_what_is_counted_though_chance_is_not_known_is_said() -> None:
    given, told = made.report().given, "Där slumpen inte är känd räknas varje skillnad."
    for place, unknown in enumerate(areas.unknown_chance(given).any(axis=1)):
        spine = next(block for block in area(given, place, "sv") if isinstance(block, Table))
        assert (told in " ".join(spine.notes)) == unknown


def test_of_an_area_without_figures_nothing_is_counted_or_called_worse() -> None:
    given = made.report().given
    stands = np.full((len(given.areas), len(given.indicators)), "harder", dtype=object)
    stands[0], stands[1, 0] = "", ""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(areas, "against_city", lambda _: stands)
        assert np.isnan(areas.harder_in(given, [0, 1])[0])
        assert areas.harder_in(given, [0, 1])[1:3].tolist() == [1, 2]
        told = [block.text for block in area(given, 0, "sv") if isinstance(block, Paragraph)]
    assert "Det finns inga uppgifter om området. Därför går inget att säga." in told


def test_what_is_good_is_said_with_the_figures_or_that_nothing_is() -> None:
    given = made.report().given
    told = [block.text for block in area(given, 5, "sv") if isinstance(block, Paragraph)]
    assert any("i hela staden" in text for text in told)
    assert any("Ingen uppgift i indexet" in b.text for b in area(given, 9, "sv") if isinstance(b, Paragraph))


def test_every_area_begins_a_sheet_in_the_order_of_places() -> None:
    sheets = [b for b in blocks(made.report().given, "sv") if isinstance(b, Heading) and b.new_page]
    assert [sheet.anchor for sheet in sheets][:2] == ["omrade-10", "omrade-11"]
    assert len(sheets) == 14


def test_what_is_the_same_for_very_many_areas_stands_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(areas, "MOST", 3)
    result = made.result()
    ends, *each = (block for block in blocks(made.report().given, "sv") if isinstance(block, Table))
    np.testing.assert_allclose(ends.to_frame()["högst"], result.indicators.iloc[:-1].max(), atol=0.05)
    assert len(each) == len(result.areas)
    assert not any("lägst" in head for table in each for head in table.heads)


def test_a_score_of_another_stick_than_the_years_is_said_to_be_another() -> None:
    given = small_city.report().given
    last = given.trend.values[-1, 0, 0]
    told = [block.text for block in area(given, 0, "sv") if isinstance(block, Paragraph)]
    differ = any(text.startswith("Åren mäts med en annan måttstock") for text in told)
    assert differ == bool(abs(last - given.result.level_scores["index"][0]) > 1e-9)
    assert differ
