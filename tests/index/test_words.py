"""The words that a result's tables, maps and charts share."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.index import words
from omradesindex.index.scored import Scored
from omradesindex.wording import NBSP
from tests.cities import statistics
from tests.index.small import small_city, two_indicators


def test_the_period_is_the_commonest_and_the_others_are_named(result: Scored) -> None:
    assert words.periods(result, "sv") == "2022 (trångboddhet 2023)"
    malmo = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    assert words.periods(malmo, "en") == (
        "2022 (pay below 1.5 base amounts, eligibility for upper secondary school and social assistance 2023)"
    )


def test_a_made_up_city_is_called_so_once(result: Scored, compute) -> None:  # type: ignore[no-untyped-def]
    assert words.whose(result, "sv") == "Provstad (påhittad)"
    assert words.whose(compute(quality="official", with_division=False), "sv") == "Provstad"
    named = oi.load_index("malmo-2023").compute(oi.example_statistics())
    assert words.whose(named, "sv") == "Exempelstad (påhittad)"
    assert words.city(result, "en") == "Provstad (made up) as a whole"


def test_headlines_name_the_column_and_what_is_partial(result: Scored, compute) -> None:  # type: ignore[no-untyped-def]
    assert words.headline(result, "sv", "boende") == "Boende · Provindex · Provstad (påhittad)"
    assert words.headline(compute(partial=True), "en").endswith(" · partly computed")
    assert words.subtitle(result, "sv", "trangboddhet").startswith(
        "Uppgifter för 2023. 100 är som hela Provstad."
    )


def test_areas_stand_in_the_order_of_what_is_shown(result: Scored) -> None:
    assert [result.areas[k] for k in words.ordered(result)] == ["01", "02", "04", "03", "05", "06"]
    # Higher income is a smaller challenge; the area without a figure stands last.
    by_income, by_crowding = (words.ordered(result, name) for name in ("nettoinkomst", "trangboddhet"))
    assert result.areas[by_income[0]] == result.areas[by_crowding[-1]] == "06"


def test_shared_places_are_marked_and_explained(result: Scored) -> None:
    assert words.rank_labels(result)[:4] == ["1=", "1=", "4", "3"]
    assert words.rank_labels(result)[-1] == "–"
    assert words.tie_line(result, "en") == "Equals sign after a place: a shared place."
    apart = two_indicators().compute(statistics(small_city()))
    assert words.tie_line(apart, "sv") == ""


def test_marks_are_of_what_is_not_official(compute) -> None:  # type: ignore[no-untyped-def]
    mixed = compute(quality="official", with_division=False)
    assert dict(words.marks(mixed)) == {"estimated": "*"}
    assert words.mark_line(mixed, "en") == "* = estimated."
    assert words.value_text(mixed, 0, 0, "sv", unit=True) == f"12,0{NBSP}%*"
    assert words.value_text(mixed, 5, 2, "sv") == "–"
    assert not words.marks(compute())  # a city that is made up says so in its name
    with pytest.raises(TypeError):
        words.marks(mixed)["estimated"] = ""  # type: ignore[index]


def test_sources_are_named_by_body_with_their_tables() -> None:
    table = small_city().assign(source="SCB, tabell A, 2024; summerad")
    income = table["variable"].str.startswith("nettoinkomst")
    table["source"] = np.where(income, "SCB, tabell B", table["source"])
    result = two_indicators().compute(statistics(table))
    assert words.source_line(result, "sv").startswith("Källor: SCB: tabell A, tabell B")
    alone = two_indicators().compute(statistics(small_city()))
    assert words.source_line(alone, "sv") == ""


def test_why_nobody_has_a_rank_is_said(without_index: Scored, result: Scored) -> None:
    assert words.why_unranked(result, "sv") == ""
    assert words.why_unranked(without_index, "en").startswith("The areas stand in the order of their codes")
