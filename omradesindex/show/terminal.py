"""A page as text: lines of a given width, tables in columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from omradesindex.patterns import pattern
from omradesindex.show.page import Contents, Field, Figure, Fold, Heading, Items, Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.wording import Language, say

if TYPE_CHECKING:
    from omradesindex.show.page import Block

_NARROWEST_NAME = 14
_NARROWEST_WORDS = 24
_FIELD = 60  # characters in a line to write on
_LONGEST_WORD = 50  # up to which no word, such as the name of a file, is cut in two
# Where not even a single column has room beside the names, these are broken over lines too.
_NARROWEST_PIECE = 6
_WIDEST_GAP = 2
_FURTHER = "  "  # before what is left of a name
# A head may be broken after a space, and after a hyphen or an underscore within a word.
_BREAKS = pattern(r"(?<=[-_/])(?=\w)|\s+")
_ODD = pattern(r"[\t\n\v\f\r]")  # blanks that become plain ones


def text_of(page: Page, width: int) -> str:
    """Write a page as text in lines of ``width`` characters; only what cannot be broken is wider."""
    lines = [*_wrap(page.title, width)]
    for block in page.blocks:
        lines += _block(block, page, width, after_text=bool(lines))
    if page.told:
        lines.append("")
    for note in page.told:
        lines += _wrap(note, width)
    return "\n".join(lines)


def _block(block: Block, page: Page, width: int, *, after_text: bool) -> list[str]:
    if isinstance(block, Paragraph):
        if not block.label:
            return [*_wrap(block.text, width)]
        return [*_wrap(f"{block.label}: {block.text}", width, indent="  ")]
    gap = [""] if after_text else []
    if isinstance(block, Heading):
        return [*gap, *_wrap(block.text, width)]
    if isinstance(block, Items):
        return _items(block.texts, width)
    if isinstance(block, Contents):
        return [*gap, *_wrap(block.caption, width), *_items([link.text for link in block.links], width)]
    if isinstance(block, Field):
        return [*gap, *_wrap(_asked(block.label), width), *["_" * min(width, _FIELD)] * block.lines]
    if isinstance(block, Figure):
        return [*gap, *_wrap(f"[{say(page.lang, 'Figur', 'Figure')}: {block.text}]", width)]
    if isinstance(block, Fold):
        return []
    caption = block.caption if block.caption != page.title else ""
    lines = [*gap, *_wrap(caption, width), *table_lines(block, page.lang, width)]
    for note in block.told:
        lines += _wrap(note, width)
    return lines


def _wrap(text: str, width: int, indent: str = "") -> tuple[str, ...]:
    """Break a text into lines of ``width`` characters, those after the first indented."""
    if 0 < len(text) <= width and not text[-1].isspace() and not _ODD.search(text):
        return (text,)
    return _wrapped(text, width, indent)


@lru_cache(maxsize=4096)  # where each area is explained, most sentences are the same
def _wrapped(text: str, width: int, indent: str) -> tuple[str, ...]:
    return (*textwrap.wrap(text, width, subsequent_indent=indent),)


def _asked(label: str) -> str:
    """A field's label: a question ends in its own mark."""
    return label if label.endswith("?") else f"{label}:"


def _items(texts: Sequence[str], width: int) -> list[str]:
    return [line for text in texts for line in _wrap(f"– {text}", width, indent="  ")]


def table_lines(table: Table, lang: Language, width: int) -> list[str]:
    """Write a table's heads and rows.

    Where it is narrow, first the gaps go, then names, words and heads are broken over lines; what then has no
    room stands in a table of its own below, under the same names. Nothing is cut.
    """
    cells = [_cells(column, lang) for column in table.columns]
    fixed = [k for k, column in enumerate(table.columns) if column.kind in ("name", "code")]
    least = _least(table.columns, cells, fixed, width)
    lines: list[str] = []
    for columns in _blocks(table.columns, least, fixed, width):
        # Below, a row that has nothing to say is left out, and so are heads over no row.
        spoken = [k for k in columns if k not in fixed] if lines else columns
        said = zip(*(cells[k] for k in spoken), strict=True)
        rows = [row for row, texts in enumerate(said) if any(map(str.strip, texts))]
        if lines and not rows:
            continue
        lines += [*([""] if lines else []), *_written(table, cells, least, columns, rows, width)]
    return lines


def _cells(column: Column, lang: Language) -> list[str]:
    """The cells of a column; what stands after a number does not move its digits out of line."""
    texts = column.texts(lang)
    widest = max(map(len, column.marks), default=0)
    if column.kind != "number" or not widest:
        return texts
    return [text + " " * (widest - len(mark)) for text, mark in zip(texts, column.marks, strict=True)]


def _least(
    columns: Sequence[Column], cells: Sequence[Sequence[str]], fixed: list[int], width: int
) -> list[int]:
    """How narrow each column can be: as a rule, or where the widest has no room beside the names, at all."""
    least = [_narrowest(column, texts) for column, texts in zip(columns, cells, strict=True)]
    least = _grouped(columns, least)
    names = sum(least[k] + 1 for k in fixed)
    if names + max((least[k] for k in range(len(least)) if k not in fixed), default=-1) <= width:
        return least
    for k, column in enumerate(columns):
        if column.kind in ("name", "words"):
            head = max(map(len, _pieces(column.title)), default=0)
            word = _longest_word(cells[k])
            least[k] = max(head, min(least[k], word if column.kind == "words" else _NARROWEST_PIECE))
    return least


def _blocks(columns: Sequence[Column], least: Sequence[int], fixed: list[int], width: int) -> list[list[int]]:
    """Share the columns out over as many tables below each other as the width makes needed."""
    blocks: list[list[int]] = []
    for k in range(len(columns)):
        if k in fixed:
            continue
        # A column that stands before the name keeps its place there.
        tried = sorted([*(blocks[-1] if blocks else fixed), k])
        widths = _grouped([columns[i] for i in tried], [least[i] for i in tried])
        if blocks and sum(widths) + len(widths) <= width:
            blocks[-1] = tried
        else:
            blocks.append(sorted([*fixed, k]))
    return blocks or [fixed]


def _narrowest(column: Column, cells: Sequence[str]) -> int:
    longest = max(map(len, cells), default=0)
    head = max(map(len, _pieces(column.title)), default=0)
    if column.kind == "name":
        return max(min(longest, _NARROWEST_NAME), head)
    if column.kind == "words":
        # Short ones are never broken, whichever their longest word.
        word = _longest_word(cells) if longest > _NARROWEST_WORDS else 0
        return max(min(longest, max(_NARROWEST_WORDS, word)), head)
    return max(longest, head)


def _longest_word(cells: Sequence[str]) -> int:
    """Length of the longest word that is not cut in two."""
    return max((min(len(word), _LONGEST_WORD) for cell in cells for word in cell.split()), default=0)


@lru_cache(maxsize=4096)
def _pieces(head: str) -> tuple[str, ...]:
    return tuple(piece for piece in _BREAKS.split(head) if piece)


def _written(
    table: Table,
    cells: list[list[str]],
    least: list[int],
    columns: list[int],
    rows: list[int],
    width: int,
) -> list[str]:
    chosen = [table.columns[k] for k in columns]
    texts = [cells[k] for k in columns]
    widths, gap = _widths(chosen, texts, [least[k] for k in columns], width)
    heads = [_broken(column.title, w) for column, w in zip(chosen, widths, strict=True)]
    deepest = max(map(len, heads))
    lines = _group_lines(chosen, widths, gap)
    for level in range(deepest):
        row = [head[level - deepest + len(head)] if level >= deepest - len(head) else "" for head in heads]
        lines.append(_line(chosen, row, widths, gap))
    written = _rows(chosen, texts, widths, gap)
    for row_number in rows:
        if row_number in table.breaks:
            lines += _wrap(table.breaks[row_number], width)
        lines += written[row_number]
    if table.length in table.breaks:
        lines += _wrap(table.breaks[table.length], width)
    return lines


def _widths(
    columns: Sequence[Column], texts: Sequence[Sequence[str]], least: Sequence[int], width: int
) -> tuple[list[int], int]:
    """How wide each column is, and the gap between them."""
    least = _grouped(columns, least)
    widths = [
        max(len(column.title), fewest, *map(len, cells))
        for column, cells, fewest in zip(columns, texts, least, strict=True)
    ]
    for gap in (_WIDEST_GAP, 1):
        over = sum(widths) + gap * (len(widths) - 1) - width
        if over <= 0:
            return widths, gap
    # The widest give way first, a character at a time: heads, names and words are broken.
    while over > 0 and any(w > n for w, n in zip(widths, least, strict=True)):
        k = max(range(len(widths)), key=lambda k: (widths[k] > least[k], widths[k]))
        widths[k] -= 1
        over -= 1
    return widths, 1


@lru_cache(maxsize=4096)
def _broken(head: str, width: int) -> tuple[str, ...]:
    """Break a head into lines of at most ``width`` characters, after spaces, hyphens and underscores."""
    lines: list[str] = []
    place = 0
    for piece in _pieces(head):
        start = head.index(piece, place)
        between, place = head[place:start], start + len(piece)
        joined = f"{lines[-1]}{between}{piece}" if lines else piece
        if lines and len(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(piece)
    return (*lines,) or ("",)


def _groups(columns: Sequence[Column]) -> list[tuple[str, list[int]]]:
    """The heads that stand over several columns, each with the columns it stands over."""
    runs = groupby(range(len(columns)), key=lambda k: columns[k].group)
    return [(group, list(members)) for group, members in runs]


def _grouped(columns: Sequence[Column], widths: Sequence[int]) -> list[int]:
    """Give the last column of each group what the widest word over the group lacks."""
    wider = list(widths)
    if not any(column.group for column in columns):
        return wider
    for group, members in _groups(columns):
        room = sum(widths[k] for k in members) + len(members) - 1
        wider[members[-1]] += max(max(map(len, _pieces(group)), default=0) - room, 0)
    return wider


def _group_lines(columns: Sequence[Column], widths: Sequence[int], gap: int) -> list[str]:
    """The lines of heads that stand over several columns, where there are any."""
    if not any(column.group for column in columns):
        return []
    heads = []
    for group, members in _groups(columns):
        room = sum(widths[k] for k in members) + gap * (len(members) - 1)
        heads.append((_broken(group, room), room))
    deepest = max((len(head) for head, _ in heads if head != ("",)), default=0)
    return [
        (" " * gap)
        .join((head[level] if level < len(head) else "").ljust(room) for head, room in heads)
        .rstrip()
        for level in range(deepest)
    ]


def _rows(
    columns: Sequence[Column], cells: Sequence[Sequence[str]], widths: Sequence[int], gap: int
) -> list[list[str]]:
    """Write all rows; names and words too wide for their column take several lines."""
    padded = [_padded(*column) for column in zip(columns, cells, widths, strict=True)]
    rows = [[(" " * gap).join(row).rstrip()] for row in zip(*padded, strict=True)]
    wide = {
        row
        for column, own, width in zip(columns, cells, widths, strict=True)
        if column.kind in ("name", "words")
        for row, cell in enumerate(own)
        if len(cell) > width
    }
    for row in wide:
        rows[row] = _row(columns, [own[row] for own in cells], widths, gap)
    return rows


def _padded(column: Column, cells: Iterable[str], width: int) -> list[str]:
    if column.kind in ("name", "words"):
        return [cell.ljust(width) for cell in cells]
    return [cell.rjust(width) for cell in cells]


def _row(columns: Sequence[Column], row: Sequence[str], widths: Sequence[int], gap: int) -> list[str]:
    """Write a row; names and words too wide for their column take several lines."""
    pieces: list[tuple[str, ...]] = []
    for column, cell, width in zip(columns, row, widths, strict=True):
        if column.kind in ("name", "words") and len(cell) > width:
            # A name that goes on is not the name of the next row.
            further = _FURTHER if column.kind == "name" and width >= _NARROWEST_NAME else ""
            pieces.append(_wrap(cell, width, further) or ("",))
        else:
            pieces.append((cell,))
    deepest = max(map(len, pieces))
    return [
        _line(columns, [piece[level] if level < len(piece) else "" for piece in pieces], widths, gap)
        for level in range(deepest)
    ]


def _line(columns: Sequence[Column], row: Sequence[str], widths: Sequence[int], gap: int) -> str:
    parts = [
        _padded(column, [cell], width)[0] for column, cell, width in zip(columns, row, widths, strict=True)
    ]
    return (" " * gap).join(parts).rstrip()
