"""A page as a Word document: its structure walked, in its own styles or a template's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from omradesindex.errors import OmradesindexError
from omradesindex.show.page import (
    Block,
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
from omradesindex.show.word import STYLES, check_template, write_page

docx = pytest.importorskip("docx")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

TABLE = Table(
    "Index · Hamnstad",
    [
        Column("Plats", [1.0, 2.0], decimals=0, marks=("=", "")),
        Column("Område", ["Ön & <Holmen>", "Norr"], "name"),
        Column("Index", [104.25, float("nan")], decimals=1, strong=True),
        Column("från", [1.0, 2.0], decimals=1, group="Intervall"),
        Column("till", [3.0, 4.0], decimals=1, group="Intervall"),
    ],
    ["En not."],
    breaks={1: "… 3 områden till …"},
)
BLOCKS: list[Block] = [
    Contents("Innehåll", [Link("Först", "forst"), Link("Sedan", "sedan"), Link("Mål: inte med")]),
    Heading("Först", anchor="forst"),
    Paragraph("En text.", "Källa"),
    Items(["ett", "två"]),
    TABLE,
    Heading("Sedan", anchor="sedan", new_page=True),
    Heading("Under", level=3),
    Field("Vem berörs?"),
    Fold("Mer", [Paragraph("Ovikt.")]),
]


@pytest.fixture(scope="module")
def page() -> Page:
    return Page("Rapport \x1b & så", BLOCKS, ["En anmärkning."], stamp="prov 1")


@pytest.fixture(scope="module")
def document(page: Page, tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("word") / "sida.docx"
    page.write(path)
    return docx.Document(path)


def test_each_block_has_its_style(document: Any) -> None:
    told = [(p.style.name, p.text) for p in document.paragraphs if p.text]
    assert told[:7] == [
        ("Title", "Rapport \\x1b & så"),
        ("Normal", "Innehåll"),
        ("Normal", "Först"),
        ("Normal", "Sedan"),
        ("Normal", "Mål: inte med"),
        ("Heading 1", "Först"),
        ("Normal", "Källa En text."),
    ]
    assert ("List Bullet", "två") in told
    assert ("Caption", "Index · Hamnstad") in told
    assert ("Heading 2", "Under") in told
    assert [text for _, text in told][-4:] == ["Mer", "Ovikt.", "En anmärkning.", "prov 1"]
    breaks = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert breaks == ["Sedan"]


def test_heads_repeat_and_rows_are_never_split(document: Any) -> None:
    (table,) = document.tables
    rows = list(table._tbl.iter(f"{W}tr"))
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, True, *[False] * 3]
    said = [
        ["".join(t.text or "" for t in cell.iter(f"{W}t")) for cell in row.iter(f"{W}tc")] for row in rows
    ]
    assert said == [
        ["", "Intervall"],
        ["Plats", "Område", "Index", "från", "till"],
        ["1=", "Ön & <Holmen>", "104,3", "1,0", "3,0"],
        ["… 3 områden till …"],
        ["2", "Norr", "–", "2,0", "4,0"],
    ]
    assert table._tbl.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") == "Index · Hamnstad"


def test_the_contents_lead_to_the_headings_and_fields_are_empty(document: Any) -> None:
    body = document.element.body
    marks = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    leads = [link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")]
    assert set(leads) == marks
    assert len(leads) == 2
    assert [told.text.split()[0] for told in body.iter(f"{W}instrText")] == ["TOC"]
    (field,) = body.iter(f"{W}sdt")
    assert field.find(f"{W}sdtPr/{W}alias").get(f"{W}val") == "Vem berörs?"
    assert not list(field.iter(f"{W}t"))


def test_it_says_its_language_and_title(document: Any) -> None:
    assert document.core_properties.language == "sv-SE"
    assert document.core_properties.title == "Rapport \\x1b & så"
    assert {lang.get(f"{W}val") for lang in document.styles.element.iter(f"{W}lang")} == {"sv-SE"}


def test_a_figure_bears_its_text_and_keeps_within_the_page(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    from omradesindex.show.figure import Picture

    figure = Figure(lambda: Picture(figsize=(30, 1), dpi=10), "Karta: Ön har störst utmaning.")
    write_page(tmp_path / "bild.docx", Page("Bild", [figure], lang="en"))
    document = docx.Document(tmp_path / "bild.docx")
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == "Karta: Ön har störst utmaning."
    section = document.sections[0]
    assert shape.width <= section.page_width - section.left_margin - section.right_margin
    assert shape.width / shape.height == pytest.approx(30, rel=0.01)


def test_a_wide_table_stands_in_parts_that_hold_every_column_once(tmp_path: Path) -> None:
    numbers = [Column(f"Indikator {k}", [k + 0.5], decimals=1) for k in range(20)]
    wide = Table("Bred", [Column("Kod", ["01"], "code"), Column("Område", ["Ön"], "name"), *numbers])
    write_page(tmp_path / "bred.docx", Page("", [wide]))
    document = docx.Document(tmp_path / "bred.docx")
    heads = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
    assert len(heads) > 1
    assert all(own[:2] == ["Kod", "Område"] for own in heads)
    assert [head for own in heads for head in own[2:]] == [column.head for column in numbers]
    captions = [p.text for p in document.paragraphs if p.style.name == "Caption"]
    assert captions[0] == f"Bred · del 1 av {len(heads)}"


def test_the_same_page_gives_the_same_bytes(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.write(tmp_path / "a.docx")
    monkeypatch.setattr("time.time", lambda: 2e9)
    page.write(tmp_path / "b.docx")
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_a_template_lends_its_styles_page_and_head(page: Page, tmp_path: Path) -> None:
    template = docx.Document()
    template.styles["Heading 1"].font.name = "Stadens typsnitt"
    template.sections[0].header.paragraphs[0].text = "Hamnstad"
    template.add_paragraph("Skriv här")
    template.save(str(tmp_path / "stad.docx"))
    page.write(tmp_path / "sida.docx", template=tmp_path / "stad.docx")
    document = docx.Document(tmp_path / "sida.docx")
    assert document.styles["Heading 1"].font.name == "Stadens typsnitt"
    assert document.sections[0].header.paragraphs[0].text == "Hamnstad"
    assert "Skriv här" not in [p.text for p in document.paragraphs]
    assert document.sections[0].page_width == template.sections[0].page_width


def test_a_template_that_is_none_is_refused_and_what_it_lacks_named(page: Page, tmp_path: Path) -> None:
    lacking = docx.Document()
    for name in ("Caption", "Table Grid"):
        lacking.styles[name].delete()
    lacking.save(str(tmp_path / "stad.docx"))
    with pytest.raises(OmradesindexError, match="lacks the styles 'Caption', 'Table Grid'"):
        page.write(tmp_path / "sida.docx", template=tmp_path / "stad.docx")
    assert not (tmp_path / "sida.docx").exists()
    (tmp_path / "text.docx").write_text("ingen mall")
    with pytest.raises(OmradesindexError, match=r"text\.docx: it is no Word document"):
        check_template(tmp_path / "text.docx")
    with pytest.raises(OmradesindexError, match=r"borta\.docx: the file does not exist"):
        check_template(tmp_path / "borta.docx")
    with pytest.raises(OmradesindexError, match="it is a folder"):
        check_template(tmp_path)
    with pytest.raises(OmradesindexError, match="a template is for Word alone"):
        page.write(tmp_path / "sida.html", template=tmp_path / "stad.docx")
    assert set(STYLES) <= {style.name for style in docx.Document().styles}
