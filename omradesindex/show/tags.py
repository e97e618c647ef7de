"""HTML that every page shares: its style sheet, its paragraphs, its tables. Plain text is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from omradesindex.show.cut import Cut
from omradesindex.wording import Language

STYLE = (
    "<style>"
    ".omradesindex{font-family:system-ui,sans-serif;color:#1a1a1a;background:#fff;max-width:75em;"
    "overflow-x:auto;line-height:1.4}"
    ".omradesindex table{border-collapse:collapse;font-size:.875em;margin:.6em 0;"
    "font-variant-numeric:tabular-nums}"
    ".omradesindex caption{text-align:left;font-weight:600;font-size:1.1em;padding:.3em 0;white-space:normal}"
    ".omradesindex th,.omradesindex td{padding:.25em .6em;text-align:right;border-bottom:1px solid #d9d9d9;"
    "color:inherit;background:#fff}"
    ".omradesindex thead th{border-bottom:2px solid #1a1a1a;vertical-align:bottom;font-weight:600}"
    ".omradesindex tbody th{text-align:left;font-weight:400}"
    ".omradesindex .name{text-align:left}"
    ".omradesindex .index{font-weight:600}"
    ".omradesindex .city th,.omradesindex .city td{border-bottom:2px solid #1a1a1a}"
    ".omradesindex p{font-size:.875em;margin:.3em 0;max-width:60em}"
    ".omradesindex summary{cursor:pointer;font-size:.875em}"
    "</style>"
)


def page_of(title: str, body: str, lang: Language) -> str:
    """Write a page of its own around what stands on it; the title is escaped here."""
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def paragraphs(texts: Sequence[str]) -> str:
    """Write each text that is not empty as a paragraph; escaped here."""
    return "\n".join(f"<p>{escape(text)}</p>" for text in texts if text)


def table_of(caption: str, heads: Sequence[str], body: Sequence[str]) -> str:
    """Write a table of its caption, heads and rows; the caption is escaped here."""
    return (
        f"<table>\n<caption>{escape(caption)}</caption>\n<thead><tr>{''.join(heads)}</tr></thead>\n<tbody>\n"
        + "\n".join(body)
        + "\n</tbody>\n</table>"
    )


def with_break(body: Sequence[str], shown: Cut, columns: int, lang: Language) -> list[str]:
    """Put a row between the first areas and the last, where some are left out."""
    if not shown.broken:
        return list(body)
    row = f'<tr><td colspan="{columns}">{escape(shown.between(lang))}</td></tr>'
    return [*body[: shown.head], row, *body[shown.head :]]


def column_head(text: str, kind: str = "") -> str:
    """Write the head of a column, of a kind of its own if one is named."""
    return f'<th scope="col"{class_attribute(kind)}>{escape(text)}</th>'


def class_attribute(kind: str) -> str:
    """Write the attribute of a kind, or nothing."""
    return f' class="{kind}"' if kind else ""
