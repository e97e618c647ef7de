"""No answer loses what a reader must be told: notes of the definition and the figures, and their quality."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import omradesindex as oi
from omradesindex.index.caveats import caveats
from omradesindex.wording import Language, Text

MALMO = oi.malmo_statistics().to_frame()
FIGURES = oi.Statistics.from_frame(MALMO, name="Prov", whole="1280", notes=("Sagt av källan.",))
INDEX = replace(oi.load_index("malmo-oppna-data"), notes=(Text("Sagt av indexet.", "Said by the index."),))
RESULT = INDEX.compute(FIGURES)


def test_every_answer_ends_with_what_a_reader_must_be_told() -> None:
    other = INDEX.reweight({"boende": 3}).with_identity(id="mer-boende")
    study = oi.robustness(INDEX, FIGURES, weights="±25 %", rest="own", n=50, rng=1)
    comparison = oi.compare([INDEX, other], FIGURES)
    notes: tuple[tuple[Language, str], ...] = (("sv", "Sagt av indexet."), ("en", "Said by the index."))
    for lang, note in notes:
        for told in (
            RESULT.explain("1", lang=lang).text(500),
            study.summary(lang),
            " ".join(str(comparison.explain("mer-boende", lang=lang)).split()),
            " ".join(str(comparison.explain(INDEX.id, lang=lang)).split()),
        ):
            assert note in told
            assert "Sagt av källan." in told
            assert "estimated" in told or "uppskattad" in told
    for answer in (RESULT, study, comparison, oi.examine(RESULT), RESULT.uncertainty()):
        for told in (str(answer), unescape(answer._repr_html_())):
            said = " ".join(told.split())
            assert all(t in said for t in ("Sagt av indexet.", "Sagt av källan.", "11 indikatorer finns med"))


def test_what_only_the_earlier_figures_are_is_told_too() -> None:
    proxies = MALMO.assign(quality="proxy")
    first = INDEX.compute(oi.Statistics.from_frame(proxies, name="Förr", whole="1280", notes=("Bara då.",)))
    told = caveats(RESULT, "sv", [first])
    assert told[0] == RESULT.quality_line()
    assert told[1].startswith("Uppgifterna för 2022")
    assert "närmevärden" in told[1]
    assert told[-1] == "Bara då."
    assert caveats(RESULT, "sv", [RESULT]) == caveats(RESULT, "sv")


def test_what_cannot_be_tested_is_not_called_nothing_to_reopen() -> None:
    change = oi.change(RESULT, RESULT)
    assert change.verdicts["index"].eq("untested").all()
    assert "går inte att säga. Indexets ändring kan inte prövas" in " ".join(str(change).split())


def test_noise_is_told_of_only_where_the_figures_have_it() -> None:
    series = oi.data.malmo_series()
    assert "brus" in series.notes[0]
    tenure = oi.load_index("malmo-oppna-data").without("delaktighet", "utbildning", "ekonomi")
    said = {year: " ".join(caveats(tenure.compute(series, period=year), "sv")) for year in ("2023", "2025")}
    assert not any("brus" in text for text in said.values())
    dwellings = [name for name in series.variables if name.startswith("lagenheter")]
    noisy = series.only(dwellings, periods=["2023"]).to_frame().assign(noise=1.5)
    told = tenure.compute(oi.Statistics.from_frame(noisy, whole="1280"), period="2023")
    assert "brus" in " ".join(caveats(told, "sv"))


def test_rounding_is_told_of_only_where_the_figures_have_it() -> None:
    series = oi.data.malmo_series()
    tenure = oi.load_index("malmo-oppna-data").without("delaktighet", "utbildning", "ekonomi")
    dwellings = [name for name in series.variables if name.startswith("lagenheter")]
    table = series.only([*dwellings, "folkmangd"], periods=["2023"]).to_frame()
    said = []
    for rounded in (dwellings, ["folkmangd"]):
        marked = table["variable"].isin(rounded)
        values = table["value"].where(~marked, 5 * (table["value"] / 5).round())
        rows = table.assign(value=values, rounding=marked.map({True: "nearest 5", False: ""}))
        figures = oi.Statistics.from_frame(rows, whole="1280")
        said.append(" ".join(caveats(tenure.compute(figures, period="2023"), "sv")))
    assert ["avrundade till multiplar av 5" in text for text in said] == [True, False]
