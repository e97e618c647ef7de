"""Whoever gets a result gets what its words mean and what each indicator is."""

from __future__ import annotations

from pathlib import Path

import omradesindex as oi
from omradesindex.index.words_terms import terms_page

MALMO = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())


def test_every_indicator_is_defined_with_its_unit_and_whose_it_is() -> None:
    terms, indicators = terms_page(MALMO, "sv").tables()
    assert "Uppskattad uppgift" in terms.columns[0].values
    assert indicators.length == len(MALMO.index.indicators)
    told = dict(
        zip((name[2:] for name in indicators.columns[0].values), indicators.columns[1].values, strict=True)
    )
    assert "Basbeloppet fastställs av staten" in told["Lön under 1,5 basbelopp"]
    assert "tkr" not in terms_page(MALMO, "sv").text(200)
    official = oi.load_index("malmo-2023").compute(oi.example_statistics())
    assert "Estimated figure" not in terms_page(official, "en").tables()[0].columns[0].values


def test_it_goes_along_into_the_folder(tmp_path: Path) -> None:
    names = [path.name for path in MALMO.save(tmp_path, figures=False)]
    assert {"ord.txt", "ord.html"} <= set(names)
    assert "Det säger inget om dem som bor" in (tmp_path / "ord.html").read_text(encoding="utf-8")
