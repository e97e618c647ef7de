"""Forms that a report is written in."""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.errors import OmradesindexError
from omradesindex.reports import formats
from omradesindex.reports.formats import FORMATS, Format, Needs, formats_given
from omradesindex.statistics.reading.jsonstat import parse_jsonstat
from omradesindex.statistics.reading.px import parse_px
from omradesindex.wording import number
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


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One report in every form that figures are read from."""
    pytest.importorskip("docx")
    pytest.importorskip("openpyxl")
    folder = tmp_path_factory.mktemp("rapport") / "ut"
    paths = made.report().save(folder, formats=["docx", "xlsx", "open"])
    return {path.name: path for path in paths}


def ranking_in(path: Path) -> list[list[str]]:
    """The rows of the first table of a Word document that has the areas' codes and index, its heads first."""
    import docx

    tables = docx.Document(str(path)).tables
    told = ([[cell.text for cell in row.cells] for row in table.rows] for table in tables)
    return next(rows for rows in told if {"Kod", "Index"} <= set(rows[0]))


def test_the_same_number_stands_in_every_file(written: dict[str, Path]) -> None:
    import openpyxl

    index = made.report().result.scores["index"]
    sheet = openpyxl.load_workbook(written["tabeller.xlsx"]).worksheets[0]
    places = {cell.value: k for k, cell in enumerate(sheet[3])}
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=3 + len(index))]
    in_book = {row[places["Kod"]]: row[places["Index"]] for row in rows}
    assert in_book == pytest.approx(index.to_dict(), rel=0, abs=1e-12)

    px = parse_px(written["index.px"].read_bytes(), name="px").frame
    stat = parse_jsonstat(written["index.json"].read_bytes(), name="json").frame
    for table, area, measure in ((px, "område", "uppgift"), (stat, "area", "measure")):
        own = table[(table[measure] == "score_index") & table["value"].notna()]
        assert dict(zip(own[area], own["value"], strict=True)) == pytest.approx(index.to_dict(), abs=1e-12)

    tidy = pd.read_csv(written["resultat.csv"], dtype={"area": str}).query("measure == 'index'")
    assert dict(zip(tidy["area"], tidy["score"], strict=True)) == pytest.approx(index.to_dict(), abs=1e-12)

    heads, *told = ranking_in(written["rapport.docx"])
    in_word = {row[heads.index("Kod")]: row[heads.index("Index")] for row in told}
    assert in_word == {code: number(score, 1) for code, score in index.items()}


def test_a_template_that_lacks_a_style_stops_the_report(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    template = docx.Document()
    template.styles["Caption"].delete()
    template.save(str(tmp_path / "stad.docx"))
    made_with = oi.report(made.result(), template=tmp_path / "stad.docx")
    with pytest.raises(OmradesindexError, match="lacks the styles 'Caption'"):
        made_with.save(tmp_path / "ut", formats=["docx"])
    assert not (tmp_path / "ut").exists()


def test_a_pdf_that_cannot_be_written_is_missed_by_those_alone_who_ask_for_it(
    monkeypatch: pytest.MonkeyPatch, recwarn: pytest.WarningsRecorder
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    monkeypatch.setattr(formats, "find_spec", lambda name: None if name == "weasyprint" else True)
    assert FORMATS["pdf"] not in formats_given(None)
    assert not [warning for warning in recwarn if "PDF" in str(warning.message)]
    with pytest.raises(OmradesindexError, match="Save as PDF"):
        formats_given(["html", "pdf"])
