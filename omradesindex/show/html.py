"""A page as HTML: marked up for screen readers, every text escaped, without a network.

The only module that writes tags of tables, and the only style sheet (``page.css``). It is the same for every
page, so that two on one sheet of a notebook look as each does alone. Where a script may run, ``tables.js``
lets long tables be sorted and searched; it goes along once a page.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from omradesindex.patterns import pattern
from omradesindex.show import words
from omradesindex.show.page import Contents, Field, Figure, Fold, Heading, Items, Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.wording import NBSP, Language

if TYPE_CHECKING:
    from omradesindex.show.page import Block

#: Cells that are shorter stay on one line.
_SHORT = 24
# Rows from which a table can be sorted and searched, and from which it scrolls in a box of its own.
_LONG, _TALL = 12, 30
# Characters in a line, as large as the style sheet prints them: beyond them a table scrolls sideways, has
# heads that are turned in print, lies down on its paper, and stands in several.
_SCROLLED, _UPRIGHT, _LYING = 36, 118, 175
_PLACES = range(2, 10)  # of columns that the style sheet can tell how to look
_PADDING, _LONGEST = 2, 40  # of a cell, and what of a long text counts
_LIES = pattern(r'<div class="scroll[^"]* lying')
_ARROW = pattern(r"(?<=[▲▼]) ")
_PIECES = pattern(r"[\s\-/]+")

STYLE = f"<style>{''.join(Path(__file__).with_name('page.css').read_text('utf-8').splitlines())}</style>"


def html_of(page: Page) -> str:
    """Write a page as a part of HTML that can stand beside others."""
    return "\n".join([f'<div class="omradesindex" lang="{page.lang}">{STYLE}', _within(page, 2), "</div>"])


def document_of(page: Page) -> str:
    """Write a page as a document of its own."""
    return (
        f'<!doctype html>\n<html lang="{page.lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(page.title)}</title>\n{STYLE}\n</head>\n<body>\n"
        f'<main class="omradesindex">\n{_within(page, 1)}\n</main>\n</body>\n</html>\n'
    )


def _within(page: Page, level: int) -> str:
    """Write what stands on a page, whose title is a heading of ``level``."""
    blocks = [_block(block, page.lang, level - 1) for block in page.blocks]
    stretches = [[f"<h{level}>{escape(page.title)}</h{level}>"]]
    for block, written in zip(page.blocks, blocks, strict=True):
        if isinstance(block, Heading):
            stretches.append([])
        stretches[-1].append(written)
    if page.told:
        notes = "\n".join(map(_paragraph, page.told))
        stretches[-1].append(f'<div class="notes">\n{notes}\n</div>')
    parts = [_on_paper("\n".join(filter(None, stretch))) for stretch in stretches]
    if any(mark in block for block in blocks for mark in ('<div class="tables"', "<details")):
        parts.append(_script())
    return "\n".join(parts)


def _on_paper(stretch: str) -> str:
    """Let what stands below a heading lie down on its paper where a table of it needs that; no other does."""
    return f'<div class="lying">\n{stretch}\n</div>' if _LIES.search(stretch) else stretch


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _block(block: Block, lang: Language, deeper: int) -> str:
    """Write a block; headings stand ``deeper`` than on a page of its own."""
    if isinstance(block, Table):
        return "\n".join([_table(block, lang), *map(_paragraph, block.told)])
    if isinstance(block, Paragraph):
        text = f"{block.label}: {block.text}" if block.label else block.text
        return _paragraph(text) if text else ""
    if isinstance(block, Heading):
        tag, anchor = f"h{block.level + deeper}", f' id="{escape(block.anchor)}"' if block.anchor else ""
        sheet = ' class="sheet"' if block.new_page else ""
        return f"<{tag}{anchor}{sheet}>{escape(block.text)}</{tag}>"
    if isinstance(block, Items):
        return _list(map(escape, block.texts))
    if isinstance(block, Contents):
        links = _list(
            f'<a href="#{escape(link.anchor)}">{escape(link.text)}</a>' if link.anchor else escape(link.text)
            for link in block.links
        )
        return f'<nav aria-label="{escape(block.caption)}">\n{_paragraph(block.caption)}\n{links}\n</nav>'
    if isinstance(block, Field):
        return f'<label>{escape(block.label)}<textarea rows="{block.lines}"></textarea></label>'
    if isinstance(block, Figure):
        image = b64encode(block.picture.small_png()).decode()
        return f'<figure><img alt="{escape(block.text)}" src="data:image/png;base64,{image}"></figure>'
    assert isinstance(block, Fold)
    within = "\n".join(_block(one, lang, deeper) for one in block.within)
    return f"<details><summary>{escape(block.summary)}</summary>\n{within}\n</details>"


def _list(items: Iterable[str]) -> str:
    return "\n".join(["<ul>", *(f"<li>{item}</li>" for item in items), "</ul>"])


@cache
def _script() -> str:
    lines = Path(__file__).with_name("tables.js").read_text("utf-8").splitlines()
    kept = (line.strip() for line in lines)
    code = "\n".join(line for line in kept if line and not line.startswith("//"))
    # So marked, the page is well-formed to whoever reads it as XML, too.
    return f"<script>//<![CDATA[\n{code}\n//]]></script>"


def _table(table: Table, lang: Language) -> str:
    """Write a table: in a box that scrolls where it is large, in several where it is too wide for paper."""
    texts = [column.texts(lang) for column in table.columns]
    cells = [_cells(column, own) for column, own in zip(table.columns, texts, strict=True)]
    widths = [_width(column, own) for column, own in zip(table.columns, texts, strict=True)]
    upright, turned = sum(max(pair) for pair in widths), sum(cell for cell, _ in widths)
    paper = _LYING if turned > _UPRIGHT else _UPRIGHT
    look = [*(["wide"] if upright > _UPRIGHT else []), *(["turned"] if upright > paper else [])]
    look += ["lying"] if paper == _LYING else []
    look += ["tall"] if table.length > _TALL else []
    parts = [
        _scrolling(_part(table, columns, cells), table, look, scrolls=bool(look) or upright > _SCROLLED)
        for columns in _parts(table.columns, [cell for cell, _ in widths], turned)
    ]
    if table.length < _LONG:
        return "\n".join(parts)
    said = " ".join(f'data-{name}="{escape(text)}"' for name, text in words.tools(lang).items())
    return "\n".join([f'<div class="tables" {said}>', *parts, "</div>"])


def _scrolling(table: str, of: Table, look: Sequence[str], *, scrolls: bool) -> str:
    """Put a table in a box that scrolls, also by keyboard, and that says what it is."""
    if not scrolls:
        return table
    label = f' role="region" aria-label="{escape(of.caption)}"' if of.caption else ""
    return f'<div class="{" ".join(["scroll", *look])}" tabindex="0"{label}>{table}</div>'


def _width(column: Column, texts: Sequence[str]) -> tuple[int, int]:
    """Characters that a column needs for its cells, and for the longest word of its head."""
    longest = max(map(len, texts), default=0)
    # A cell of words is broken over lines.
    cell = min(longest, _LONGEST) if column.kind in ("name", "words") else longest
    head = max(map(len, _PIECES.split(column.title)), default=0)
    return cell + _PADDING, head + _PADDING


def _parts(columns: Sequence[Column], widths: Sequence[int], whole: int) -> list[list[int]]:
    """Share columns out over as many tables as paper makes needed, each with the names of the rows."""
    if whole <= _LYING:
        return [list(range(len(columns)))]
    names = [k for k, column in enumerate(columns) if column.kind in ("name", "code")]
    parts: list[list[int]] = [names]
    for k in range(len(columns)):
        if k in names:
            continue
        tried = sorted([*parts[-1], k])
        if parts[-1] != names and sum(widths[i] for i in tried) > _LYING:
            tried = sorted([*names, k])
            parts.append(tried)
        parts[-1] = tried
    return parts


def _part(table: Table, columns: Sequence[int], cells: Sequence[Sequence[str]]) -> str:
    own = [table.columns[k] for k in columns]
    # Said once of a column, and not in each of its cells: they are most of a long page.
    looks = [look for at, column in enumerate(own, 1) for look in _looks(column, at)]
    look = f' class="{" ".join(looks)}"' if looks else ""
    told = [
        [_by_itself(cell, column) for cell in cells[k]] if at not in _PLACES else cells[k]
        for at, (k, column) in enumerate(zip(columns, own, strict=True), 1)
    ]
    bodies = "\n".join(
        f"<tbody{f' class={chr(34)}{kind}{chr(34)}' if kind else ''}>\n{rows}\n</tbody>"
        for kind, rows in _bodies(table, told)
    )
    caption = f"<caption>{escape(table.caption)}</caption>"
    return f"<table{look}>\n{caption}\n<thead>{_heads(own)}</thead>\n{bodies}\n</table>"


def _looks(column: Column, at: int) -> list[str]:
    """How a column's cells look, by its place in the table; names are heads and look as those do."""
    if at not in _PLACES or column.kind == "name":
        return []
    looks = {"left": column.kind == "words", "strong": column.strong is True}
    return [f"{look}-{at}" for look, has in looks.items() if has]


def _by_itself(cell: str, column: Column) -> str:
    """Write a cell that itself says how it looks: of a column whose place the style sheet does not know."""
    return cell if cell.startswith("<td class") else cell.replace("<td", f"<td{_classes(column)}", 1)


def _bodies(table: Table, cells: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Yield rows that belong together, and what they are: those between breaks, a row under a line."""
    lines: list[str] = []
    rows = ["".join(row) for row in zip(*cells, strict=True)]
    for row in range(table.length + 1):
        if row in table.breaks:
            if lines:
                yield "", "\n".join(lines)
                lines = []
            span = f'<tr><td class="left" colspan="{len(cells)}">{escape(table.breaks[row])}</td></tr>'
            yield "between", span
        if row == table.length:
            break
        lines.append(f'<tr class="ruled">{rows[row]}</tr>' if row in table.ruled else f"<tr>{rows[row]}</tr>")
        if row in table.ruled:
            yield "kept" if len(lines) == 1 else "", "\n".join(lines)
            lines = []
    if lines or not table.length:
        # A single row below the others is another kind of row: the whole city's.
        yield "kept" if len(lines) == 1 and table.ruled else "", "\n".join(lines)


def _heads(columns: Sequence[Column]) -> str:
    own = "".join(f'<th scope="col"{_classes(column)}>{_head(column)}</th>' for column in columns)
    if not any(column.group for column in columns):
        return f"<tr>{own}</tr>"
    over = ""
    for group, members in groupby(columns, key=lambda column: column.group):
        width = len(list(members))
        span = f' colspan="{width}"' if width > 1 else ""
        over += f'<th scope="colgroup"{span}>{escape(group)}</th>' if group else f"<td{span}></td>"
    return f"<tr>{over}</tr><tr>{own}</tr>"


def _head(column: Column) -> str:
    # An arrow stays with the word that it is about.
    return _ARROW.sub(NBSP, escape(column.title))


def _classes(column: Column) -> str:
    names = [
        *(["left"] if column.kind in ("name", "words") else []),
        *(["code"] if column.kind == "code" else []),
        *(["strong"] if column.strong is True else []),
    ]
    return f' class="{" ".join(names)}"' if names else ""


def _cells(column: Column, texts: Sequence[str]) -> list[str]:
    """Write the cells of a column with their tags."""
    texts = [_kept(text) for text in texts]
    if column.kind == "name":
        return [f'<th scope="row">{text}</th>' for text in texts]
    if column.notes:
        texts = [
            f' title="{escape(note)}">{text}' if note else f">{text}"
            for note, text in zip(column.notes, texts, strict=True)
        ]
    else:
        texts = [f">{text}" for text in texts]
    if isinstance(column.strong, bool):
        return [f"<td{text}</td>" for text in texts]
    return [
        f'<td class="marked"{text}</td>' if strong else f"<td{text}</td>"
        for strong, text in zip(column.strong, texts, strict=True)
    ]


def _kept(cell: str) -> str:
    """Escape a cell, and keep a short one on one line."""
    return escape(cell if len(cell) > _SHORT else cell.replace(" ", NBSP))
