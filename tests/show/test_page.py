"""A page is data: the same in a terminal, in a notebook and in a file."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from omradesindex.errors import OmradesindexError
from omradesindex.show.page import (
    Contents,
    Field,
    Figure,
    Fold,
    Heading,
    Items,
    Link,
    Page,
    Paragraph,
)
from omradesindex.show.table import Column, Table


def page() -> Page:
    rows = [Column("Område", ["Hamnen", "Ön"], "name"), Column("Index", [104.2, 98.0], decimals=1)]
    unfolded = Table("Indikatorer", [Column("Område", ["Hamnen"], "name")])
    return Page(
        "Index · Hamnstad",
        [
            Paragraph("Det första."),
            Table("Index", rows, ["1 är störst."]),
            Heading("Mer"),
            Paragraph("Resten."),
            Fold("Indikatorerna", [unfolded]),
        ],
        ["2 av 3 indikatorer har uppgifter.", ""],
    )


def test_the_first_part_keeps_what_every_reader_must_be_told() -> None:
    first = str(page().first())
    assert "Resten" not in first
    assert "1 är störst." in first
    assert first.endswith("2 av 3 indikatorer har uppgifter.")


def test_tables_to_unfold_are_among_the_tables() -> None:
    assert [table.caption for table in page().tables()] == ["Index", "Indikatorer"]


@pytest.mark.parametrize("suffix", [".txt", ".html", ".xlsx", ".csv"])
def test_a_page_is_written_as_the_file_is_named(tmp_path: Path, suffix: str) -> None:
    pytest.importorskip("openpyxl")
    assert page().write(tmp_path / f"sida{suffix}").stat().st_size > 0


def test_a_page_cannot_be_written_as_any_kind_of_file(tmp_path: Path) -> None:
    with pytest.raises(OmradesindexError, match=r"\.odt.*\.txt"):
        page().write(tmp_path / "sida.odt")
    assert not list(tmp_path.iterdir())


def test_what_is_folded_is_made_when_it_is_asked_for_and_can_be_put_away() -> None:
    made: list[str] = []

    def blocks() -> list[Paragraph]:
        made.append("once")
        return [Paragraph("Inuti.")]

    page = Page("Kajer", [Fold("Mer", blocks)])
    assert "Mer" not in str(page)
    assert made == []
    assert "<summary>Mer</summary>" in page.html()
    assert pickle.loads(pickle.dumps(page)).html() == page.html()
    assert made == ["once"]


@pytest.mark.parametrize("text", ["", " \n"])
def test_no_figure_is_without_a_text(text: str) -> None:
    with pytest.raises(OmradesindexError, match="no text for those who do not see it"):
        Figure(lambda: None, text)  # type: ignore[arg-type,return-value]


def handed_over() -> Page:
    return Page(
        "Rapport",
        [
            Contents("Innehåll", [Link("Svar", "svar"), Link("Mål: inte med")]),
            Heading("Svar", anchor="svar", new_page=True),
            Items(["Ett.", "<Två>."]),
            Field("Barnens egna åsikter", 2),
        ],
        ["Källa."],
        stamp="abc123",
    )


def test_a_document_has_lists_contents_and_empty_fields_in_a_terminal() -> None:
    assert handed_over().text(30).splitlines() == [
        "Rapport",
        "",
        "Innehåll",
        "– Svar",
        "– Mål: inte med",
        "",
        "Svar",
        "– Ett.",
        "– <Två>.",
        "",
        "Barnens egna åsikter:",
        *["_" * 30] * 2,
        "",
        "Källa.",
        "abc123",
    ]


def test_a_document_leads_to_its_headings_and_is_marked_up_for_screen_readers() -> None:
    html = handed_over().html(whole=True)
    assert '<main class="omradesindex">\n<h1>Rapport</h1>\n<nav aria-label="Innehåll">' in html
    assert '<li><a href="#svar">Svar</a></li>\n<li>Mål: inte med</li>' in html
    assert '<h2 id="svar" class="sheet">Svar</h2>\n<ul>\n<li>Ett.</li>\n<li>&lt;Två&gt;.</li>' in html
    assert '<label>Barnens egna åsikter<textarea rows="2"></textarea></label>' in html
    assert "<h2>Rapport</h2>" in handed_over().html()
