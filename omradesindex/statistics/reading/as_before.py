"""Propose for a new file what its mapping says of an earlier one, where it is read by the same words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from omradesindex.errors import OmradesindexError
from omradesindex.patterns import pattern
from omradesindex.statistics.reading import words
from omradesindex.statistics.reading.mapping import Mapping, TableMapping
from omradesindex.statistics.reading.proposing import head, year_said
from omradesindex.wording import spoken

_TABLE = pattern(r"^(?=\[\[table\]\][ \t]*(?:#.*)?$)", re.MULTILINE)
_FILE = pattern(r"^file *=.*$", re.MULTILINE)
_PERIOD = pattern(r"^period *=.*$", re.MULTILINE)


def as_before(mapping: Mapping | None, file: str, title: str, reads: Callable[[TableMapping], object]) -> str:
    """Return the parts of a mapping for an earlier file, for a new one that they read too; else nothing.

    Parameters
    ----------
    mapping : Mapping or None
        One that was read from its file.
    file, title : str
        The new file's name, and its heading: they may tell the year.
    reads : callable
        Reads the new file by a part, or raises what is wrong.
    """
    if mapping is None or not Path(mapping.name).is_file():
        return ""
    texts = _TABLE.split(Path(mapping.name).read_text(encoding="utf-8-sig"))[1:]
    if len(texts) != len(mapping.tables):  # written otherwise than one part after another
        return ""
    year = year_said(title, file)
    for named in dict.fromkeys(one.file for one in mapping.tables if one.file):
        parts = [(one, text) for one, text in zip(mapping.tables, texts, strict=True) if one.file == named]
        try:
            for one, _ in parts:
                reads(replace(one, file=file, period=year or "0") if isinstance(one.period, str) else one)
        except OmradesindexError:
            continue
        lang = spoken()
        said = f"# {words.AS_BEFORE.in_(lang).format(file=named)}"
        return "\n".join([head(lang), *(_renewed(one, text, file, year, said) for one, text in parts)])
    return ""


def _renewed(one: TableMapping, text: str, file: str, year: str, said: str) -> str:
    """Return a part's text for another file, and its year where one holds for all figures."""
    line = f"file = {json.dumps(file, ensure_ascii=False)}"
    text = _FILE.sub(lambda _: line, text.strip(), count=1)
    if isinstance(one.period, str):
        period = f'period = {{ value = "{year or "?"}" }}  # {words.YEAR.in_(spoken())}'
        text = _PERIOD.sub(lambda _: period, text, count=1)
    first, _, rest = text.partition("\n")
    return f"{first}\n{line}\n{said}\n{rest.replace(line + chr(10), '', 1)}"
