"""Forms that a report is written in."""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

import pytest

import omradesindex as oi
from omradesindex.errors import OmradesindexError
from omradesindex.reports import formats
from omradesindex.reports.formats import FORMATS, Format, Needs, formats_given
from tests.reports import made
from tests.reports.made import report, result, statistics


def test_an_unknown_form_is_refused_with_the_nearest() -> None:
    with pytest.raises(OmradesindexError, match=r"not written as .htlm. .did you mean .html."):
        formats_given(["htlm"])
    with pytest.raises(OmradesindexError, match="no form is named"):
        formats_given([])


def test_a_form_whose_package_is_missing_is_refused_by_name_and_else_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lacking = Format("the papyrus", lambda report, folder: None, Needs("no_such_module", "papyrus", "scroll"))
    monkeypatch.setattr(formats, "FORMATS", {"html": FORMATS["html"], "scroll": lacking})
    with pytest.raises(OmradesindexError, match="needs the package papyrus"):
        formats_given("scroll")
    with pytest.warns(UserWarning, match="the papyrus left out"):
        assert formats_given(None) == [FORMATS["html"]]


def test_a_form_that_is_not_for_the_index_is_refused_by_name_and_else_left_out(tmp_path: Path) -> None:
    index = result().index.with_methods(aggregate={"index": "maximum"})
    other = oi.report(index.compute(statistics()))
    with pytest.raises(OmradesindexError, match="brought together by 'maximum'"):
        other.save(tmp_path / "en", formats="what_if", figures=False)
    with pytest.warns(UserWarning, match="the page of other weights left out: .*'maximum'"):
        written = other.save(tmp_path / "alla", figures=False)
    assert "prova_vikter.html" not in {path.name for path in written}


def test_other_weights_are_tried_on_what_others_may_see(tmp_path: Path) -> None:
    report().save(tmp_path / "rapport", formats="what_if", figures=False)
    page = (tmp_path / "rapport" / "prova_vikter.html").read_text("utf-8")
    stamp = f"<p>{escape(report().stamp())}</p>\n"
    assert stamp in page
    assert page.replace(f"\n{stamp}", "\n") == oi.what_if(report().result).html


def test_a_template_that_lacks_a_style_stops_the_report(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    template = docx.Document()
    template.styles["Caption"].delete()
    template.save(str(tmp_path / "stad.docx"))
    with pytest.raises(OmradesindexError, match="lacks the styles 'Caption'"):
        oi.report(made.result(), template=tmp_path / "stad.docx")


def test_a_pdf_that_cannot_be_written_is_missed_by_those_alone_who_ask_for_it(
    monkeypatch: pytest.MonkeyPatch, recwarn: pytest.WarningsRecorder
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    monkeypatch.setattr(formats, "find_spec", lambda name: None if name == "weasyprint" else True)
    assert FORMATS["pdf"] not in formats_given(None)
    assert not [warning for warning in recwarn if "PDF" in str(warning.message)]
    with pytest.raises(OmradesindexError, match="Save as PDF"):
        formats_given(["html", "pdf"])
