"""A page as HTML: marked up for screen readers, without scripts, every text escaped.

The only module that writes tags of tables, and the only style sheet. It is the same for every page, so that
two pages on one sheet of a notebook look as each does alone.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from omradesindex.show.page import Figure, Fold, Heading, Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.wording import NBSP, Language

if TYPE_CHECKING:
    from omradesindex.show.page import Block

#: Cells that are shorter stay on one line.
_SHORT = 24

STYLE = (
    "<style>"
    ".omradesindex{font-family:system-ui,sans-serif;color:#1a1a1a;background:#fff;max-width:75em;"
    "overflow-x:auto;line-height:1.4}"
    ".omradesindex table{border-collapse:collapse;font-size:.875em;margin:.6em 0;"
    "font-variant-numeric:tabular-nums}"
    ".omradesindex caption{text-align:left;font-weight:600;font-size:1.1em;padding:.3em 0;white-space:normal}"
    ".omradesindex th,.omradesindex td{padding:.25em .6em;text-align:right;border-bottom:1px solid #d9d9d9;"
    "color:inherit;background:#fff;vertical-align:top}"
    ".omradesindex thead th{border-bottom:2px solid #1a1a1a;vertical-align:bottom;font-weight:600}"
    ".omradesindex thead th.group{text-align:center;border-bottom:1px solid #1a1a1a}"
    ".omradesindex tbody th{text-align:left;font-weight:400}"
    ".omradesindex .left{text-align:left}"
    ".omradesindex .strong{font-weight:600}"
    ".omradesindex td.marked{background:#f1ece0;font-weight:600}"
    ".omradesindex .ruled th,.omradesindex .ruled td{border-bottom:2px solid #1a1a1a}"
    ".omradesindex h2{font-size:1.25em;margin:.6em 0 .3em}"
    ".omradesindex h3{font-size:1.05em;margin:.8em 0 .3em}"
    ".omradesindex p{font-size:.875em;margin:.3em 0;max-width:60em}"
    ".omradesindex .notes{margin-top:.9em;padding-top:.3em;border-top:1px solid #d9d9d9;max-width:52.5em;"
    "color:#595959}"
    ".omradesindex figure{margin:.6em 0}.omradesindex img{max-width:100%;height:auto}"
    ".omradesindex summary{cursor:pointer;font-size:.875em}"
    "@media print{.omradesindex{max-width:none;overflow:visible;font-size:9pt}"
    ".omradesindex thead{display:table-header-group}.omradesindex tr{break-inside:avoid}"
    ".omradesindex th,.omradesindex td{padding:.15em .35em}}"
    "</style>"
)


def html_of(page: Page) -> str:
    """Write a page as a part of HTML that can stand beside others."""
    parts = [f'<div class="omradesindex" lang="{page.lang}">{STYLE}', f"<h2>{escape(page.title)}</h2>"]
    parts += [_block(block, page.lang) for block in page.blocks]
    if page.told:
        notes = "\n".join(map(_paragraph, page.told))
        parts.append(f'<div class="notes">\n{notes}\n</div>')
    return "\n".join([*(part for part in parts if part), "</div>"])


def document_of(page: Page) -> str:
    """Write a page as a document of its own."""
    return (
        f'<!doctype html>\n<html lang="{page.lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(page.title)}</title>\n</head>\n<body>\n{html_of(page)}\n</body>\n</html>\n"
    )


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _block(block: Block, lang: Language) -> str:
    if isinstance(block, Table):
        return "\n".join([_table(block, lang), *map(_paragraph, block.told)])
    if isinstance(block, Paragraph):
        text = f"{block.label}: {block.text}" if block.label else block.text
        return _paragraph(text) if text else ""
    if isinstance(block, Heading):
        return f"<h{block.level + 1}>{escape(block.text)}</h{block.level + 1}>"
    if isinstance(block, Figure):
        picture = block.draw()
        image = b64encode(picture.png()).decode()
        alt = escape(picture.alt or block.text)
        return f'<figure><img alt="{alt}" src="data:image/png;base64,{image}"></figure>'
    assert isinstance(block, Fold)
    within = "\n".join(_block(one, lang) for one in block.within)
    return f"<details><summary>{escape(block.summary)}</summary>\n{within}\n</details>"


def _table(table: Table, lang: Language) -> str:
    cells = [_cells(column, lang) for column in table.columns]
    lines = []
    span = f'<tr><td class="left" colspan="{len(cells)}">'
    for row, texts in enumerate(zip(*cells, strict=True)):
        if row in table.breaks:
            lines.append(f"{span}{escape(table.breaks[row])}</td></tr>")
        opened = '<tr class="ruled">' if row in table.ruled else "<tr>"
        lines.append(f"{opened}{''.join(texts)}</tr>")
    if table.length in table.breaks:
        lines.append(f"{span}{escape(table.breaks[table.length])}</td></tr>")
    body = "\n".join(lines)
    return (
        f"<table>\n<caption>{escape(table.caption)}</caption>\n<thead>{_heads(table.columns)}</thead>\n"
        f"<tbody>\n{body}\n</tbody>\n</table>"
    )


def _heads(columns: Sequence[Column]) -> str:
    own = "".join(f'<th scope="col"{_classes(column)}>{escape(column.title)}</th>' for column in columns)
    if not any(column.group for column in columns):
        return f"<tr>{own}</tr>"
    over = ""
    for group, members in groupby(columns, key=lambda column: column.group):
        width = len(list(members))
        over += (
            f'<th scope="colgroup" class="group" colspan="{width}">{escape(group)}</th>'
            if group
            else f'<td colspan="{width}"></td>'
        )
    return f"<tr>{over}</tr><tr>{own}</tr>"


def _classes(column: Column) -> str:
    names = [
        *(["left"] if column.kind in ("name", "words") else []),
        *(["strong"] if column.strong is True else []),
    ]
    return f' class="{" ".join(names)}"' if names else ""


def _cells(column: Column, lang: Language) -> list[str]:
    """Write the cells of a column with their tags."""
    texts = [_kept(text) for text in column.texts(lang)]
    if column.kind == "name":
        return [f'<th scope="row">{text}</th>' for text in texts]
    opened = f"<td{_classes(column)}"
    if column.notes:
        texts = [
            f' title="{escape(note)}">{text}' if note else f">{text}"
            for note, text in zip(column.notes, texts, strict=True)
        ]
    else:
        texts = [f">{text}" for text in texts]
    if isinstance(column.strong, bool):
        return [f"{opened}{text}</td>" for text in texts]
    return [
        f'<td class="marked"{text}</td>' if strong else f"{opened}{text}</td>"
        for strong, text in zip(column.strong, texts, strict=True)
    ]


def _kept(cell: str) -> str:
    """Escape a cell, and keep a short one on one line."""
    return escape(cell if len(cell) > _SHORT else cell.replace(" ", NBSP))
