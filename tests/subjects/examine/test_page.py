"""The examination as a page: questions first, then weights, coherence and outside measures."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.wording import NBSP, correlation


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_what_is_shown_says_whose_it_is_and_how_uncertain(example: oi.types.Result, lang: str) -> None:
    page = oi.examine(example).page(lang)  # type: ignore[arg-type]
    assert f"Exempelstad ({ {'sv': 'påhittad', 'en': 'made up'}[lang] })" in page.title
    said = " ".join(page.first().text(200).replace(NBSP, " ").split())
    assert {"sv": "uppmätt till 0,50", "en": "0.50 is seen"}[lang] in said
    assert {"sv": "visar nästan samma sak: 0,9", "en": "show nearly the same: 0.9"}[lang] in said
    assert max(map(len, page.text().splitlines())) <= 100


def test_every_flag_stands_on_the_page_and_in_the_summary(example: oi.types.Result) -> None:
    examination = oi.examine(example)
    assert len(examination.flags)
    for text in examination.flags["text"]:
        assert text in examination.summary()
        assert text in [getattr(block, "text", "") for block in examination.page().blocks]


def test_tables_hold_the_coefficients(example: oi.types.Result) -> None:
    examination = oi.examine(example, links=example.scores["ekonomi"])
    weights, noise, coherence, links = (table.to_frame() for table in examination.page("en").tables()[:4])
    known = examination.indicator_reliability["reliability"]
    assert noise["Reliability"].tolist() == [correlation(r, lang="en") for r in known]
    assert ">0.99" in set(noise["Reliability"])
    rows = examination.effective_weights.to_dict("records")
    by_label = {example.label(row["measure"], "en"): row for row in rows}
    for row in weights.to_dict("records"):
        part = by_label[row["Part of the index"]]
        assert row["Importance (%)"] == pytest.approx(100 * part["share"], abs=0.05)
        assert row["95%: from"] == pytest.approx(part["low"], abs=0.005)
    assert weights["Importance (%)"].iloc[:4].is_monotonic_decreasing
    assert weights["Importance (%)"].iloc[4:].is_monotonic_decreasing
    np.testing.assert_allclose(coherence["Alpha"], examination.reliability["alpha"], atol=0.005)
    of_dimensions = examination.reliability["of"] == "dimensions"
    assert coherence["First component (%)"].isna().tolist() == of_dimensions.tolist()
    assert links["Kendall"].tolist()[3] == "1.00"
    assert links["Areas"].eq(14).all()
