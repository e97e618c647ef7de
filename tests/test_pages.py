"""Every page of every answer: one language, nothing twice, no column lost, as wide as asked, a workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.show.page import Fold, Heading, Page, Paragraph
from omradesindex.show.table import Table
from omradesindex.wording import Language
from tests.test_doors import PLOTS
from tests.test_plots import CITY, INDEX, KEY, answers

#: Words that a sentence of ours can hardly do without, and that the other language does not have.
COMMON: dict[Language, frozenset[str]] = {
    "sv": frozenset({
        "och", "är", "områden", "området", "med", "för", "som", "inte", "från", "till", "av", "på", "har",
        "saknar", "hela", "mellan", "efter", "indikatorer", "uppgifter", "poäng", "källa", "plats", "varje",
    }),
    "en": frozenset({
        "the", "and", "of", "is", "are", "with", "areas", "for", "which", "not", "from", "to", "has", "have",
        "without", "figures", "points", "between", "source", "each", "years", "indicators",
    }),
}  # fmt: skip
NAMES = tuple(kind.__name__ for kind in PLOTS)
#: Not answers to a question about an index, but shown as they are.
THINGS: dict[str, Any] = {
    "Index": INDEX, "Division": CITY, "Key": KEY, "DisclosurePolicy": oi.DisclosurePolicy(),
    "Difference": oi.diff(INDEX, INDEX.without("lag_lon")),
}  # fmt: skip


def pages(name: str, lang: Language) -> Iterator[Page]:
    """Its page, and what it says of one area where it says anything."""
    shown = THINGS[name] if name in THINGS else answers()[name]
    yield shown.page(lang)
    if hasattr(shown, "explain"):
        yield shown.explain("utan" if name == "ComparisonPlots" else "02", lang=lang)


def texts(blocks: Any) -> Iterator[str]:
    """All that is said, but for the cells of tables."""
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            yield block.text
        elif isinstance(block, Table):
            yield from (block.caption, *block.told, *block.heads)
        elif isinstance(block, Fold):
            yield block.summary
            yield from texts(block.within)


@pytest.mark.parametrize("lang", get_args(Language))
@pytest.mark.parametrize("name", [*NAMES, *THINGS])
def test_a_page_is_whole_and_in_one_language(name: str, lang: Language) -> None:
    other = COMMON["en" if lang == "sv" else "sv"]
    own = getattr(getattr(answers().get(name), "statistics", None), "notes", ())
    for page in pages(name, lang):
        assert page.lang == lang
        said = [text for text in (page.title, *texts(page.blocks), *page.told) if text not in own]
        # What the figures say of themselves is as it is.
        foreign = {text: other & set(re.findall(r"\w+", text.lower())) for text in said}
        assert not any(foreign.values()), {text: words for text, words in foreign.items() if words}
        lead, under = [], ""
        for block in page.blocks:  # two groups may be told alike, each under its own head
            under = block.text if isinstance(block, Heading) else under
            lead += [(under, block.label, block.text)] if isinstance(block, Paragraph) else []
        lead += [("", "", note) for note in page.told]
        assert len(lead) == len(set(lead)), "said twice"
        for table in page.tables():
            assert table.caption
            assert len(table.to_frame().columns) == len(table.columns)
            assert len({len(column.values) for column in table.columns}) == 1
        for width in (40, 60, 100):
            for line in page.text(width).splitlines():
                # Only what cannot be broken, such as a number or the limits of an interval, is wider.
                assert len(line) <= width or (width == 40 and len(line.split()) <= 3), line


@pytest.mark.parametrize("name", NAMES)
def test_a_workbook_holds_the_numbers_of_the_page(name: str, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    page = next(pages(name, "en"))
    book = openpyxl.load_workbook(page.write(tmp_path / "page.xlsx"))
    tables = page.tables()
    origins = any(column.origins for table in tables for column in table.columns)
    assert len(book.sheetnames) == len(tables) + 1 + origins
    for table, sheet in zip(tables, book.worksheets, strict=False):
        assert [cell.value or "" for cell in sheet[3]] == list(table.heads)
        for k, column in enumerate(table.columns, 1):
            cells = [sheet.cell(row, k) for row in range(4, 4 + table.length)]
            assert all(cell.data_type != "f" for cell in cells)
            if column.decimals is not None:
                written = np.array([np.nan if c.value is None else c.value for c in cells], dtype=float)
                np.testing.assert_allclose(written, np.asarray(column.values, dtype=float), rtol=1e-12)


@pytest.mark.parametrize("name", NAMES)
def test_what_cannot_be_asked_of_a_page_is_refused(name: str) -> None:
    answer = answers()[name]
    for most in (0, -1, True, "x", 1.5):
        with pytest.raises(oi.errors.OmradesindexError):
            answer.page(most=most)
    for ask in (answer.page, answer.summary):
        with pytest.raises(oi.errors.OmradesindexError):
            ask("fr")


def test_two_answers_on_one_sheet_have_one_style_and_no_part_of_the_same_name() -> None:
    sheet = "".join(next(pages(name, "sv")).html() for name in NAMES)
    styles = set(re.findall(r"<style>.*?</style>", sheet, re.DOTALL))
    # And the sheet of paper that lies down, where a table needs it.
    assert len(styles - {"<style>@page{size:A4 landscape}</style>"}) == 1
    names = re.findall(r'\sid="([^"]+)"', sheet)
    assert len(names) == len(set(names))
