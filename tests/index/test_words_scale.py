"""How scores are read is said of every way to normalise, of the figures at hand, and of another's stick."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.index.words_scale import once_more_line, scale_line, spread_line
from omradesindex.wording import Language
from tests.cities import statistics
from tests.index.small import small_city, two_indicators

SERIES = oi.example_statistics()
INDEX = oi.load_index("malmo-2023")
BASE = INDEX.compute(SERIES, period="2020")
LATER = INDEX.compute(SERIES, period="2024", reference=BASE)


@pytest.mark.parametrize(
    ("methods", "lang", "told"),
    [
        (
            {},
            "sv",
            "100 är som alla områden tillsammans. Över 100: svårare villkor.",
        ),
        ({"centre": "areas", "zero": 0, "points": 0.5}, "sv", "0 är som områdenas medelvärde. Över 0: "),
        ({"centre": "areas"}, "en", "100 is like the mean of the areas. Above 100: harder conditions."),
        (
            {"normalise": "min_max", "zero": 0, "points": 1},
            "sv",
            "Så ges poäng i en indikator: minst utmaning ger 0 och störst 1. Högre: svårare ",
        ),
        ({"normalise": "rank", "centre": "areas"}, "sv", "Så ges poäng: områdets plats"),
        ({"normalise": "rank", "centre": "areas"}, "en", "So points are given: the area's place"),
        (
            {"aggregate": "geometric"},
            "sv",
            "100 är som alla områden tillsammans.",
        ),  # equal parts
        ({"aggregate": "geometric"}, "sv", "En låg del vägs bara till viss del upp av en hög."),
        ({"aggregate": {"ekonomi": "minimum"}}, "en", "The lowest part is what counts."),
        ({"normalise": "ampi", "zero": 0, "points": 1}, "sv", "100 är som alla områden tillsammans."),
    ],
)
def test_each_way_is_said(methods: dict[str, object], lang: Language, told: str) -> None:
    assert told in scale_line(two_indicators(**methods).compute(statistics(small_city())), lang)


def test_how_many_areas_lie_near_the_city_is_counted_as_they_are_written() -> None:
    malmo = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    for column, half in (("index", 10), ("delaktighet", 20)):
        written = malmo.scores[column].round(1)
        n = int(written.between(100 - half, 100 + half).sum())
        told = f"{n} av 14 områden ligger mellan {100 - half} och {100 + half}."
        assert scale_line(malmo, "sv", column).endswith(told)
        # The narrowest of round numbers that most lie within.
        assert n >= 2 / 3 * 14 > written.between(100 - half / 2, 100 + half / 2).sum()
    assert "12 of 14 areas lie between 90 and 110." in scale_line(malmo, "en")


def test_ten_points_are_a_standard_deviation_of_an_indicator_and_not_of_the_index() -> None:
    assert "standardavvikelse" not in scale_line(BASE, "sv")
    told = scale_line(BASE, "sv", "arbetsloshet")
    assert told.endswith("10 poäng är en standardavvikelse mellan områdena i den här indikatorn.")
    # Another year the areas lie as far apart as they then do.
    assert "standardavvikelse" not in scale_line(LATER, "sv", "arbetsloshet")
    index = BASE.scores["index"].std(ddof=0)
    dimensions = BASE.scores.drop(columns="index").std(ddof=0)
    ends = f"{dimensions.min():.1f}–{dimensions.max():.1f}".replace(".", ",")
    assert f"är {index:.1f} poäng för indexet".replace(".", ",") in spread_line(BASE, "sv")
    assert f"För en dimension är den {ends}." in spread_line(BASE, "sv")
    assert spread_line(BASE, "en").endswith(" For an indicator it is 10.0.")


def test_a_later_year_is_held_against_the_city_of_the_base_year() -> None:
    told = scale_line(LATER, "sv")
    assert told.startswith("100 är som hela Exempelstad 2020. ")
    # The city itself has moved, and where it stands is its own figures' score, not a mean of areas.
    values = LATER.normalised[-1]
    own = np.mean([values[3 * k : 3 * k + 3].mean() for k in range(4)])
    assert f"Hela Exempelstad 2024 har {100 + 10 * own:.1f}.".replace(".", ",")[:-1] in told
    assert "Exempelstad as a whole in 2020." in scale_line(LATER, "en")
    assert "2020" not in scale_line(BASE, "sv")


def test_a_group_is_held_against_everybody() -> None:
    women, men = INDEX.compute(SERIES, by="sex").results.values()
    for group in (women, men):
        told = scale_line(group, "sv")
        assert told.startswith("100 är som hela Exempelstad. ")
        assert "Måttstock" not in told


def test_few_areas_and_none_are_told_as_they_are() -> None:
    city = small_city()
    two = two_indicators().compute(statistics(city[city["area"] != "03"]))
    assert "De båda områdena har " in scale_line(two, "sv")
    nobody = INDEX.compute(oi.malmo_statistics())
    assert scale_line(nobody, "sv").endswith("Under 100: bättre.")
    assert spread_line(nobody, "sv") == ""


def test_another_stick_is_named(compute) -> None:
    earlier = compute()
    later = earlier.index.compute(compute(quality="official").statistics, reference=earlier)
    assert scale_line(later, "sv") == scale_line(earlier, "sv")  # the same figures
    table = earlier.statistics.to_frame()
    revised = oi.Statistics.from_frame(
        table.assign(value=table["value"] * np.where(table["area"] == "01", 1.01, 1)),
        name=earlier.statistics.name,
        division=earlier.statistics.division,
    )
    told = scale_line(earlier.index.compute(revised, reference=earlier), "sv")
    assert told.startswith("100 är som hela Provstad 2022 enligt måttstockens uppgifter.")
    other = oi.Statistics.from_frame(
        later.statistics.to_frame().assign(period="2024"),
        name="Provstad 2024",
        division=later.statistics.division,
    )
    told = scale_line(earlier.index.compute(other, reference=earlier), "en")
    assert told.startswith("100 is like the whole of the stick (Provstad 2022).")


@pytest.mark.parametrize(
    ("rescale", "told"),
    [
        ("none", ""),
        ("rank", "Sedan räknas poängen om: områdets plats, från det lägsta till det högsta."),
        ({"ekonomi": "turned"}, "Sedan räknas poängen om i ekonomi: skalan vänds, så att högst blir lägst."),
        ({"index": "turned"}, "Sedan räknas poängen om i indexet: skalan vänds, så att högst blir lägst."),
    ],
)
def test_what_is_measured_once_more_and_where(rescale: object, told: str) -> None:
    result = INDEX.with_methods(rescale=rescale).compute(SERIES, period="2020")
    assert once_more_line(result, "sv") == told


def test_levels_are_named_together_or_one_by_one() -> None:
    ways = {"dimension": "rank", "boende": "min_max", "index": "z_score"}
    told = once_more_line(INDEX.with_methods(rescale=ways).compute(SERIES, period="2020"), "en")
    assert "once more in the index: " in told
    assert "once more in housing: " in told
    everywhere = INDEX.with_methods(rescale={"dimension": "rank"}).compute(SERIES, period="2020")
    assert "once more in the dimensions: " in once_more_line(everywhere, "en")
