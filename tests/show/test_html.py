"""HTML for screen readers, escaped, with one style for every page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from omradesindex.show.html import STYLE
from omradesindex.show.page import Fold, Heading, Page, Paragraph
from omradesindex.show.table import Column, Table

VOID = {"meta", "img", "br"}


class Balanced(HTMLParser):
    """Holds that every tag is closed, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page(lang: str = "sv") -> Page:
    table = Table(
        "Index <2023>",
        [
            Column("Kod", ["1", "2"], "code"),
            Column("Område", ["Hamnen & ön", "<b>"], "name"),
            Column("Index", [104.2, 98.0], decimals=1, strong=True, group="Poäng"),
            Column("Boende", [1.0, 2.0], decimals=0, strong=[True, False], notes=['"a"', ""], group="Poäng"),
        ],
        ["Not."],
        {1: "… och 3 till"},
        frozenset([0]),
    )
    blocks = [Heading("Rubrik"), Paragraph("Text"), table, Fold("Mer", [table])]
    return Page("Titel", blocks, ["Källa."], lang)  # type: ignore[arg-type]


def test_tags_are_balanced_and_texts_escaped() -> None:
    parser = Balanced()
    parser.feed(page().html(whole=True))
    assert parser.open == []
    assert "<b>" not in page().html()
    assert 'title="&quot;a&quot;"' in page().html()


def test_rows_and_columns_have_their_heads() -> None:
    html = page().html()
    assert html.count('scope="row"') == 4
    assert html.count('scope="colgroup"') == 2
    assert html.count('scope="col"') == 8
    assert html.count("<caption>") == 2
    assert re.search(r'<tr class="ruled">.*Hamnen', html)
    assert '<td class="left" colspan="4">… och 3 till</td>' in html


def test_two_pages_on_one_sheet_share_the_style() -> None:
    """What is shown later does not change what was shown before."""
    other = Page("Annan", [Paragraph("x")])
    sheets = set(re.findall(r"<style>.*?</style>", page().html() + other.html()))
    assert sheets == {STYLE}
    outside = re.sub(r"@media print\{(.*)\}", r"\1", STYLE.removeprefix("<style>").removesuffix("</style>"))
    outside = re.sub(r"@page omradesindex-\w+\{[^}]*\}", "", outside)
    assert all(rule.strip().startswith(".omradesindex") for rule in re.split(r"\}", outside) if rule.strip())


def test_the_language_is_said() -> None:
    assert '<html lang="en">' in page("en").html(whole=True)
    assert '<div class="omradesindex" lang="en">' in page("en").html()


def wide(rows: int, numbers: int, name: str = "Område") -> Table:
    columns = [Column("Kod", [f"{k:02}" for k in range(rows)], "code")]
    columns += [Column(name, [f"Område {k}" for k in range(rows)], "name")]
    columns += [
        Column(f"▲ Indikator {n}", [float(k * n) for k in range(rows)], decimals=1) for n in range(numbers)
    ]
    return Table("Indikatorer", columns, ruled=frozenset([0]))


def html_of(table: Table) -> str:
    return Page("Titel", [table], lang="sv").html()


def test_a_large_table_scrolls_by_keyboard_too() -> None:
    """What scrolls can be reached, and says what it is; what does not scroll is no stop on the way."""
    box = '<div class="scroll tall" tabindex="0" role="region" aria-label="Indikatorer">'
    assert box in html_of(wide(31, 2))
    assert "tabindex" not in html_of(wide(12, 1))
    assert "wide turned" in html_of(wide(12, 12))


def test_a_long_table_can_be_sorted_and_searched_without_a_network() -> None:
    html = html_of(wide(12, 2))
    assert html.count("<script>") == 1
    assert 'data-find="Sök i tabellen"' in html
    assert "{n} av {all} rader visas" in html
    assert not re.search(r"https?:|src=|import |fetch|XMLHttp", html.split("<script>")[1])
    assert "<script" not in html_of(wide(11, 2))
    two = Page("Titel", [wide(12, 2), wide(40, 3)]).html(whole=True)
    assert two.count("<script>") == 1
    assert two.count('<div class="tables"') == 2
    parser = Balanced()
    parser.feed(two)
    assert parser.open == []


def test_rows_of_another_kind_stay_where_they_are_when_others_are_sorted() -> None:
    """The whole city's row, and words between rows, are bodies of their own."""
    html = html_of(wide(14, 1))
    assert html.count("<tbody>") == 1
    assert html.count('<tbody class="kept">') == 1
    cut = Table("x", [Column("Område", list("abcdefghijklm"), "name")], breaks={6: "… 3 områden till …"})
    assert re.findall(r"<tbody[^>]*>", html_of(cut)) == ["<tbody>", '<tbody class="between">', "<tbody>"]
    last = Table("x", [Column("Område", list("abcdefghijklm"), "name")], ruled=frozenset([11]))
    assert re.findall(r"<tbody[^>]*>", html_of(last)) == ["<tbody>", '<tbody class="kept">']


def test_no_column_is_lost_on_paper() -> None:
    """A table that is wider than paper stands in several, each with the names of its rows."""
    table = wide(14, 60)
    html = html_of(table)
    parts = re.findall(r"<table>.*?</table>", html, re.DOTALL)
    assert len(parts) > 1
    heads = [re.findall(r'<th scope="col"[^>]*>([^<]*)</th>', part) for part in parts]
    assert all(head[:2] == ["Kod", "Område"] for head in heads)
    assert [h.replace("\xa0", " ") for head in heads for h in head[2:]] == [
        c.title for c in table.columns[2:]
    ]
    assert all(part.count('scope="row"') == 14 for part in parts)
    assert html.count('<div class="tables"') == 1
    assert html.index('<div class="lying">') < html.index("<table>")
    assert 'class="lying"' not in html_of(wide(14, 3))


def test_only_what_stands_below_the_same_heading_as_a_wide_table_lies_down() -> None:
    small, large = wide(2, 3), wide(2, 60)
    blocks = [small, Heading("Bred"), Paragraph("Före."), large, Heading("Smal"), small]
    html = Page("T", blocks).html()
    before, lying, after = re.split('<div class="lying">|\n</div>\n<h3>Smal', html)
    assert [part.count("<caption>") for part in (before, after)] == [1, 1]
    assert lying.startswith("\n<h3>Bred</h3>\n<p>Före.</p>")


def test_hundreds_of_areas_make_a_small_page() -> None:
    assert len(html_of(wide(262, 18))) < 600_000


def test_a_column_says_once_how_it_looks() -> None:
    columns = [Column("Område", ["A", "B"], "name"), Column("Här", [1.0, 2.0], decimals=1, strong=True)]
    more = [Column(f"Ord {k}", ["a", "b"], "words") for k in range(9)]
    html = Page("Titel", [Table("Tabell", columns + more)]).html()
    assert html.count('class="left"') == 10 + 2 * 2  # heads, and places beyond those known
    assert '<table class="strong-2 left-3 left-4' in html
    assert "<td>1,0</td><td>a</td>" in html
