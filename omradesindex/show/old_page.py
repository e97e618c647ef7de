"""A page of tables and paragraphs, as text for a terminal or as HTML for a notebook or a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from omradesindex.show.tags import STYLE
from omradesindex.wording import NBSP, Language

_WIDTH = 100
_SHORT = 24


@dataclass(frozen=True)
class Table:
    """A caption, heads and rows of text; the columns ``left`` hold words, and ``name`` names the row."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    left: Sequence[int] = (0, 1)
    name: int = 1


@dataclass(frozen=True)
class Page:
    """A title, what must be known before the tables, the tables, and what every reader must be told."""

    title: str
    under: Sequence[str]
    tables: Sequence[Table]
    told: Sequence[str]

    def text(self, width: int = _WIDTH) -> str:
        """Write the page as text, its paragraphs in lines of ``width`` characters."""
        lines = [*wrap(self.title, width)]
        for text in self.under:
            lines += wrap(text, width)
        for table in self.tables:
            lines += ["", *wrap(table.caption, width), *_rows(table)]
        lines.append("")
        for text in self.told:
            lines += wrap(text, width)
        return "\n".join(lines)

    def html(self, lang: Language) -> str:
        """Write the page as HTML, marked up for screen readers, every text escaped."""
        parts = [f'<div class="omradesindex" lang="{lang}">{STYLE}', f"<h2>{escape(self.title)}</h2>"]
        parts += [f"<p>{escape(text)}</p>" for text in self.under if text]
        parts += [_html(table) for table in self.tables]
        parts += [f"<p>{escape(text)}</p>" for text in self.told if text]
        return "\n".join([*parts, "</div>"])


def _rows(table: Table) -> list[str]:
    columns = list(zip(table.heads, *table.rows, strict=True))
    widths = [max(map(len, column)) for column in columns]

    def line(cells: Sequence[str]) -> str:
        padded = [
            cell.ljust(width) if k in table.left else cell.rjust(width)
            for k, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ]
        return "  ".join(padded).rstrip()

    return [line(table.heads), *(line(row) for row in table.rows)]


def _html(table: Table) -> str:
    name = ' class="name"'
    heads = "".join(
        f'<th scope="col"{name if k in table.left else ""}>{escape(head)}</th>'
        for k, head in enumerate(table.heads)
    )
    body = "\n".join(
        "<tr>"
        + "".join(
            f'<th scope="row">{_kept(cell)}</th>'
            if k == table.name
            else f"<td{name if k in table.left else ''}>{_kept(cell)}</td>"
            for k, cell in enumerate(row)
        )
        + "</tr>"
        for row in table.rows
    )
    return (
        f"<table>\n<caption>{escape(table.caption)}</caption>\n<thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody>\n</table>"
    )


def _kept(cell: str) -> str:
    """Escape a cell, and keep a short one on one line."""
    return escape(cell if len(cell) > _SHORT else cell.replace(" ", NBSP))
