"""A page as PDF/UA-1: its structure tree walked, cell by cell and figure by figure."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from omradesindex.errors import OmradesindexError
from omradesindex.show import pdf
from omradesindex.show.page import Figure, Heading, Page, Paragraph
from omradesindex.show.table import Column, Table

TABLE = Table(
    "Index · Hamnstad",
    [
        Column("Område", ["Ön & <Holmen>", "Norr"], "name"),
        Column("från", [1.0, 2.0], decimals=1, group="Intervall"),
        Column("till", [3.0, 4.0], decimals=1, group="Intervall"),
    ],
)


def must_write() -> Any:
    """Skip where the extra or Pango is not installed."""
    try:
        pdf.check()
    except OmradesindexError as error:
        pytest.skip(error.what)
    return pytest.importorskip("pikepdf")


def elements(element: Any, kind: str) -> list[Any]:
    import pikepdf

    if isinstance(element, pikepdf.Array):
        return [one for part in element for one in elements(part, kind)]
    if not (isinstance(element, pikepdf.Dictionary) and "/S" in element):
        return []
    return [*([element] if f"/{kind}" == element.S else []), *elements(element.get("/K"), kind)]


def test_without_its_packages_it_says_how_else_a_pdf_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(OmradesindexError, match=r"omradesindex\[pdf\].*Save as PDF"):
        Page("Titel", [Paragraph("Text.")]).write(tmp_path / "sida.pdf")
    assert list(tmp_path.iterdir()) == []


def test_every_head_has_a_scope_and_every_figure_a_text(tmp_path: Path) -> None:
    pikepdf = must_write()
    pytest.importorskip("matplotlib")
    from omradesindex.show.figure import Picture

    figure = Figure(lambda: Picture(figsize=(4, 2), dpi=40), "Karta: Ön har störst utmaning.")
    page = Page("Rapport", [Heading("Först"), TABLE, figure], ["En not."])
    page.write(tmp_path / "a.pdf")
    page.write(tmp_path / "b.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    with pikepdf.open(tmp_path / "a.pdf") as read:
        tree = read.Root.StructTreeRoot.K
        scopes = [str(head.A.Scope) for head in elements(tree, "TH")]
        assert sorted(scopes) == ["/Column"] * 4 + ["/Row"] * 2
        assert len(elements(tree, "TD")) == 4 + 1  # the cell above no group
        (drawn,) = elements(tree, "Figure")
        assert str(drawn.Alt) == "Karta: Ön har störst utmaning."
        assert [len(elements(tree, kind)) for kind in ("H1", "H2", "Table")] == [1, 1, 1]
        assert (str(read.Root.Lang), bool(read.Root.MarkInfo.Marked)) == ("sv-SE", True)
        assert read.open_metadata()["pdfuaid:part"] == "1"
    assert broken(tmp_path / "a.pdf") == []


def broken(path: Path) -> list[str]:
    """The rules of PDF/UA-1 that an open checker finds broken."""
    checker = pytest.importorskip("page")
    return sorted({failure.message for failure in checker.validate_pdf(path, profile="ua1").failures})


def test_the_checker_sees_a_figure_without_a_text_and_a_document_without_a_language(tmp_path: Path) -> None:
    pikepdf = must_write()
    html = '<!doctype html><html lang="sv"><title>T</title><h1>T</h1><img alt="x" src="data:image/gif;base64,'
    html += 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7">'
    pdf.write_page(tmp_path / "a.pdf", html, "sv")
    assert broken(tmp_path / "a.pdf") == []
    with pikepdf.open(tmp_path / "a.pdf") as read:
        (figure,) = elements(read.Root.StructTreeRoot.K, "Figure")
        del figure.Alt
        del read.Root.Lang
        read.save(tmp_path / "b.pdf")
    assert len(broken(tmp_path / "b.pdf")) >= 2


def test_nothing_is_fetched(tmp_path: Path) -> None:
    must_write()
    (tmp_path / "hemligt.png").write_bytes(b"x")
    html = f'<!doctype html><title>T</title><img alt="x" src="file://{tmp_path}/hemligt.png"><p>Text'
    pdf.write_page(tmp_path / "a.pdf", html, "sv")
    assert b"hemligt" not in (tmp_path / "a.pdf").read_bytes()
