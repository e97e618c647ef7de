"""A page for those who live there."""

from __future__ import annotations

from omradesindex.reports.residents import residents
from omradesindex.show.page import Heading, Paragraph
from tests.reports import made
from tests.sentences.lix import lix


def test_every_area_has_a_page_in_both_languages_with_the_report_s_figures() -> None:
    report = made.report()
    for lang in ("sv", "en"):
        page = residents(report.given, lang)  # type: ignore[arg-type]
        assert [b.anchor for b in page.blocks if isinstance(b, Heading)] == [
            f"omrade-{a}" for a in range(1, 15)
        ]
        assert page.stamp == report.stamp(lang)
    own = residents(report.given, "sv").tables()[0].to_frame()["Här"].tolist()
    assert own == [round(value, 1) for value in made.result().indicators.loc["1"]]


def test_it_is_easy_to_read() -> None:
    texts = [b.text for b in residents(made.report().given, "sv").blocks if isinstance(b, Paragraph)]
    assert lix(texts) <= 30
