"""A page as Markdown: every text is a text, whatever it looks like."""

from __future__ import annotations

from omradesindex.show.markdown import literal, markdown_of, paragraph
from omradesindex.show.page import Fold, Heading, Page, Paragraph
from omradesindex.show.table import Column, Table


def test_a_page_with_its_tables_and_notes() -> None:
    rows = [
        Column("Område", ["Hamn|en", "Ön"], "name"),
        Column("Index", [104.25, 98.0], decimals=1, unit="poäng"),
    ]
    page = Page(
        "Index · Hamnstad",
        [
            Paragraph("+1 för alla.", label="Hamnen"),
            Table("Index", rows, ["1 är störst."], {1: "… 2 till"}),
            Heading("Mer"),
            Fold("Resten", [Paragraph("Till sist.")]),
        ],
        ["2 av 3.", ""],
    )
    assert markdown_of(page).split("\n\n") == [
        "# Index · Hamnstad",
        "Hamnen: +1 för alla.",
        "## Index",
        "| Område | Index (poäng) |\n| --- | ---: |\n| Hamn\\|en | 104,3 |\n| … 2 till |  |\n| Ön | 98,0 |",
        "1 är störst.",
        "## Mer",
        "Till sist.",
        "2 av 3.\n",
    ]


def test_no_name_is_markdown() -> None:
    assert literal(r"\[a](http://x)") == r"\\\[a\](http://x)"
    assert literal(r"a\|b | c") == r"a\\\|b \| c"
    assert literal("<b>*a* _b_ c_d &lt;") == r"\<b>\*a\* \_b\_ c_d \&lt;"
    assert paragraph("# Holma\n+1") == r"\# Holma +1"
