"""What is said of chance, where it is so and nowhere else."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.index.uncertainty.words import first_lines, headline, notes, width_line
from tests.cities import SHARE, statistics
from tests.index.small import small_areas
from tests.index.uncertainty.made_up import whole


@pytest.fixture(scope="module")
def small() -> oi.types.Result:
    return SHARE.compute(statistics(small_areas(1, n=60, spread=0.08)))


def test_the_level_is_named_in_one_way(small: oi.types.Result) -> None:
    assert headline(small.uncertainty(level=0.9), "sv").startswith("Indexet med 90-procentigt slumpintervall")
    assert "99,5 gånger av 100" in notes(small.uncertainty(level=0.995), "sv")[0]
    assert headline(small.uncertainty(level=0.995), "en").startswith("The index with its 99.5 per cent")


def test_wide_intervals_are_told_in_words(small: oi.types.Result) -> None:
    found = small.uncertainty()
    said = first_lines(found, "sv")
    within = ((found.score_low["index"] < 100) & (found.score_high["index"] > 100)).sum()
    assert said[1].startswith(f"I {within} områden kan talet vara både över och under 100. Där vet vi inte")
    assert said[2] == "Intervallen är breda jämfört med hur olika områdena är. Läs poängen som ungefärliga."
    large = SHARE.compute(statistics(small_areas(1, n=20_000))).uncertainty()
    assert "breda jämfört" not in " ".join(first_lines(large, "sv"))


def test_a_later_year_is_not_told_against_its_own_city(small: oi.types.Result) -> None:
    later = SHARE.compute(statistics(small_areas(2)), reference=small)
    assert not any("hela staden" in text for text in first_lines(later.uncertainty(), "sv"))


def test_the_stick_is_told_of_as_it_is(small: oi.types.Result) -> None:
    told = " ".join(notes(small.uncertainty(), "sv"))
    assert "Måttstockens egen slump ingår." in told
    assert "längre bort från 100 än in mot 100" in told
    even = SHARE.compute(statistics(small_areas(1, n=100_000))).uncertainty()
    assert "längre bort" not in " ".join(notes(even, "sv"))
    fixed = SHARE.by_methods(normalise="min_max").compute(small.statistics)
    assert "Måttstocken räknas som känd." in " ".join(notes(fixed.uncertainty(), "sv"))


def test_what_is_known_of_how_much_and_what_is_assumed() -> None:
    malmo = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics()).uncertainty()
    told = notes(malmo, "sv")
    assert any(text.startswith("Slumpen är känd för minst 54 procent av indexets vikt.") for text in told)
    assert any(
        "underlaget till Gymnasiebehörighet, som mest 36 procent (8 Lorensborg" in text for text in told
    )
    assert any(text.startswith("3 indikatorer är uppskattade utan känt fel.") for text in told)
    assert not any("underlaget till" in text for text in notes(whole(), "sv"))


def test_a_survey_is_no_register() -> None:
    table = pd.DataFrame({"area": ["01", "02", "03"], "variable": "i", "period": "2024", "kind": "share"})
    table = table.assign(value=[20.0, 40.0, 60.0], standard_error=2.0)
    found = SHARE.by_methods(centre="areas").compute(statistics(table)).uncertainty()
    assert "En enkät frågar några." in notes(found, "sv")[0]
    assert "register" not in notes(found, "sv")[0]


def test_one_width_or_none_is_told_as_such(small: oi.types.Result) -> None:
    found = small.uncertainty()
    for side in (found.score_low, found.score_high):
        side["index"][1:] = np.nan
    assert width_line(found, "sv").startswith("Slumpintervallet är ")
    assert first_lines(found, "en")[0].startswith("The chance interval is ")
    exact = small.uncertainty(exact=True)
    assert width_line(exact, "sv") == "Alla slumpintervall är 0,0 poäng breda."
