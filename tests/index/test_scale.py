"""How scores are read is said of every way to normalise, and whose the stick is where it is another's."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.index.scale import scale_line
from omradesindex.wording import Language
from tests.cities import statistics
from tests.index.small import small_city, two_indicators


@pytest.mark.parametrize(
    ("methods", "lang", "told"),
    [
        ({}, "sv", "100 är hela staden, 10 poäng är en standardavvikelse mellan områdena, högre är större"),
        ({"centre": "areas", "zero": 0, "points": 0.5}, "sv", "0 är områdenas medelvärde, 0,5 poäng är"),
        ({"centre": "areas"}, "en", "100 is the mean of the areas, 10 points are one standard deviation"),
        (
            {"normalise": "min_max", "zero": 0, "points": 1},
            "sv",
            "Varje indikator går från 0 (minst utmaning bland områdena) till 1 (störst); högre är större",
        ),
        ({"normalise": "rank", "centre": "areas"}, "sv", "Indikatorerna är normaliserade: "),
        ({"normalise": "rank", "centre": "areas"}, "en", "Normalised: "),
        ({"aggregate": "geometric"}, "sv", "Sammanvägning: Geometriskt medelvärde (geometric)."),
        ({"aggregate": {"ekonomi": "minimum"}}, "en", "(minimum) and "),
    ],
)
def test_each_way_is_said(methods: dict[str, object], lang: Language, told: str) -> None:
    assert told in scale_line(two_indicators(**methods).compute(statistics(small_city())), lang)


def test_another_stick_is_named(compute) -> None:  # type: ignore[no-untyped-def]
    earlier = compute()
    later = earlier.index.compute(compute(quality="official").statistics, reference=earlier)
    assert "Måttstock" not in scale_line(later, "sv")  # the same periods and name
    table = earlier.statistics.to_frame()
    revised = oi.Statistics.from_frame(
        table.assign(value=table["value"] * np.where(table["area"] == "01", 1.01, 1)),
        name=earlier.statistics.name,
        division=earlier.statistics.division,
    )
    told = scale_line(earlier.index.compute(revised, reference=earlier), "sv")
    assert told.endswith("Måttstock: Provstad 2022, 2023, med andra uppgifter än de här.")
    other = oi.Statistics.from_frame(
        later.statistics.to_frame().assign(period="2024"),
        name="Provstad 2024",
        division=later.statistics.division,
    )
    told = scale_line(earlier.index.compute(other, reference=earlier), "en")
    assert told.endswith("Measured by Provstad 2022, 2023.")
