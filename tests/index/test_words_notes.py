"""Notes stand where they are true: of parts that may belong elsewhere, and of a degree of mix."""

from __future__ import annotations

import omradesindex as oi
from omradesindex.index.words_notes import doubt_line, mix_line, of_other_periods, skewed_line

MALMO = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())


def test_a_mix_is_said_to_be_no_share_and_counted_against_the_city() -> None:
    values = MALMO.indicators["blandade_upplatelseformer"]
    less = int((values.iloc[:-1] < values.iloc[-1]).sum())
    told = mix_line(MALMO, "sv")
    assert told.startswith("Blandade upplåtelseformer är ingen andel. ")
    assert told.endswith(f"Här är {less} av 14 områden mindre blandade än hela Malmö.")
    assert mix_line(MALMO.index.without("boende").compute(oi.malmo_statistics()), "sv") == ""
    (mix,) = (i for i in MALMO.index.indicators if i.id == "blandade_upplatelseformer")
    assert mix.unit == "av 100"
    assert "(%)" not in next(h for h in MALMO.page().tables()[1].heads if "Blandade" in h)


def test_what_may_belong_elsewhere_is_told_of_the_worst_area() -> None:
    worst = MALMO.measured.doubtful[:-1].max()
    assert f"upp till {100 * worst:.0f} procent av underlaget för en indikator." in doubt_line(MALMO, "sv")
    assert doubt_line(MALMO, "en", 0).endswith("of the base.")
    assert doubt_line(oi.load_index("malmo-2023").compute(oi.example_statistics(), period="2020"), "sv") != (
        doubt_line(MALMO, "sv")
    )


def test_the_figures_of_other_years_are_told_with_their_years() -> None:
    assert of_other_periods(["2020", "2022"], "Alla officiella.", "sv") == (
        "Uppgifterna för 2020 och 2022: Alla officiella."
    )


def test_what_a_treatment_does_not_mend_is_said() -> None:
    index = oi.load_index("malmo-2023").with_methods(treat={"method": "winsorise", "most": 1, "skew": 0.5})
    told = skewed_line(index.compute(oi.example_statistics(), period="2024"), "sv")
    assert told == ""
    left = index.with_methods(treat={"method": "log", "skew": 0.5, "kurtosis": -2.0})
    result = left.compute(oi.example_statistics(), period="2024")
    assert result.reference.treatment is not None
    assert bool(result.reference.treatment.unmet) == skewed_line(result, "sv").startswith("Avvikande värden")
