"""Whoever gets an answer gets what its words mean and what each of its indicators is."""

from __future__ import annotations

from pathlib import Path

import omradesindex as oi
from omradesindex.index.words_terms import terms_page
from omradesindex.show.page import Page, Paragraph

MALMO = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())


def test_every_indicator_is_defined_with_its_unit_and_whose_it_is() -> None:
    page = terms_page(MALMO, [MALMO.page()], "sv")
    terms, indicators = page.tables()
    assert "Uppskattad uppgift" in terms.columns[0].values
    assert indicators.length == len(MALMO.index.indicators)
    told = dict(
        zip((name[2:] for name in indicators.columns[0].values), indicators.columns[1].values, strict=True)
    )
    assert "Basbeloppet fastställs av staten" in told["Lön under 1,5 basbelopp"]
    assert {"vår", "SCB"} <= set(indicators.columns[3].values)
    assert "tkr" not in page.text(200)


def test_only_what_the_pages_say_is_explained() -> None:
    said = "Plats 1 har störst utmaning. Trångboddheten räknas inte, men ekonomiskt bistånd."
    terms, indicators = terms_page(MALMO, [Page("Prov", [Paragraph(said)])], "sv").tables()
    assert list(terms.columns[0].values) == ["Utmaning", "Plats"]
    assert list(indicators.columns[0].values) == ["▲ Ekonomiskt bistånd"]
    # A base year and a base amount are no bases.
    one = Page("Test", [Paragraph("The base year's 1.5 base amounts have a score.")])
    (terms,) = terms_page(MALMO, [one], "en").tables()
    assert list(terms.columns[0].values) == ["Points, score"]


def test_it_goes_along_into_the_folder(tmp_path: Path) -> None:
    names = [path.name for path in MALMO.save(tmp_path, figures=False)]
    assert {"ord.txt", "ord.html"} <= set(names)
    told = (tmp_path / "ord.html").read_text(encoding="utf-8")
    assert "Det säger inget om dem som bor" in told
    # The explanations beside it speak of contributions, and of no chance interval.
    assert "Bidrag" in told
    assert "Slumpintervall" not in told
