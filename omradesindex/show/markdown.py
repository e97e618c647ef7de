"""A page as Markdown: for what is kept and read in a repository or a wiki."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from omradesindex.show.page import Figure, Fold, Heading, Page, Paragraph
from omradesindex.show.table import Table
from omradesindex.wording import Language, say

if TYPE_CHECKING:
    from omradesindex.show.page import Block


def markdown_of(page: Page) -> str:
    """Write a page as Markdown; what names and labels hold is text, whatever it looks like."""
    parts = [f"# {literal(page.title)}"]
    for block in page.blocks:
        parts += _block(block, page.lang)
    parts += [paragraph(note) for note in page.told]
    return "\n\n".join(parts) + "\n"


def _block(block: Block, lang: Language) -> list[str]:
    if isinstance(block, Table):
        return [f"## {literal(block.caption)}", _table(block, lang), *map(paragraph, block.told)]
    if isinstance(block, Paragraph):
        text = f"{block.label}: {block.text}" if block.label else block.text
        return [paragraph(text)] if text else []
    if isinstance(block, Heading):
        return [f"{'#' * block.level} {literal(block.text)}"]
    if isinstance(block, Figure):
        return [paragraph(f"({say(lang, 'Figur', 'Figure')}: {block.text})")]
    assert isinstance(block, Fold)
    return [part for one in block.within for part in _block(one, lang)]


def _table(table: Table, lang: Language) -> str:
    left = [column.kind in ("name", "words", "code") for column in table.columns]
    lines = [
        _line([column.title for column in table.columns]),
        _line(["---" if to_the_left else "---:" for to_the_left in left], plain=True),
    ]
    rows = zip(*(column.texts(lang) for column in table.columns), strict=True)
    blank = [""] * (len(table.columns) - 1)
    for number, cells in enumerate(rows):
        if number in table.breaks:
            lines.append(_line([table.breaks[number], *blank]))
        lines.append(_line(cells))
    return "\n".join(lines)


def _line(cells: Sequence[str], *, plain: bool = False) -> str:
    return "| " + " | ".join(cells if plain else map(literal, cells)) + " |"


def literal(text: str) -> str:
    """Keep names and labels from being links, HTML, emphasis or cells of their own."""
    signs = r"([\\`*<\[\]|~]|&(?=[#\w])|(?<!\w)_|_(?!\w))"
    return re.sub(signs, r"\\\1", " ".join(text.splitlines()))


def paragraph(text: str) -> str:
    """And from being headings, lists or quotations."""
    return re.sub(r"^([#>+-])", r"\\\1", literal(text).lstrip())
