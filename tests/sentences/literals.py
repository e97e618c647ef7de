"""The texts that stand in the package's source, and where: what people read, in Swedish and in English."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import omradesindex
from omradesindex.wording import Language

PACKAGE = Path(omradesindex.__file__).parent
#: In a text's place of what is only known when it is printed.
PLACE = "…"


@dataclass(frozen=True)
class Literal:
    """A text in the source."""

    file: str
    line: int
    lang: Language
    text: str

    @cached_property
    def room(self) -> str:
        """The folder that it stands in, as the rooms are called here."""
        return room_of(self.file)

    @property
    def is_sentence(self) -> bool:
        """Whether it is a sentence of its own, and no word or phrase."""
        return self.text.rstrip().endswith((".", ":", "?")) and len(self.text.split()) > 3

    @property
    def among_words(self) -> bool:
        """Whether it stands where the room's sentences do, or is a definition's own."""
        return "words" in Path(self.file).stem or self.file.endswith(".toml")


def room_of(file: str) -> str:
    """Name the room of a file of the package.

    Examples
    --------
    >>> room_of("subjects/goals/page.py"), room_of("index/groups/words.py"), room_of("wording.py")
    ('goals', 'index_groups', 'package')
    """
    inner = ("subjects", "charts", "reading", "writing", "indices", "indicators")
    folders = [folder for folder in Path(file).parent.parts if folder not in inner]
    return "_".join(folders[:2]) or "package"


@cache
def literals() -> tuple[Literal, ...]:
    """Every text in two languages that the package's source and its definitions hold."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        file = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                found += [Literal(file, node.lineno, lang, text) for lang, text in _in_both(node)]
    for path in sorted(PACKAGE.rglob("*.toml")):
        file = path.relative_to(PACKAGE).as_posix()
        definition = tomllib.loads(path.read_text(encoding="utf-8"))
        found += [Literal(file, 0, lang, text) for lang, text in _told(definition)]
    return tuple(found)


def _told(told: Any) -> Iterator[tuple[Language, str]]:
    """The texts in two languages of a definition."""
    if isinstance(told, dict) and told.keys() == {"sv", "en"}:
        yield from (("sv", told["sv"]), ("en", told["en"]))
    elif isinstance(told, dict | list):
        for one in told.values() if isinstance(told, dict) else told:
            yield from _told(one)


def _in_both(node: ast.Call) -> Iterator[tuple[Language, str]]:
    """The Swedish and the English of a call that chooses between them."""
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    given = {"Text": node.args[:2], "say": node.args[1:3], "Page": []}.get(name, [])
    named = {word.arg: word.value for word in node.keywords}
    if name == "Text" and not given and {"sv", "en"} <= named.keys():
        given = [named["sv"], named["en"]]
    if len(given) == 2:
        yield from (("sv", _text(given[0])), ("en", _text(given[1])))


def _text(node: ast.AST) -> str:
    """What a text says, with a mark for what is put into it."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) if isinstance(part, ast.Constant) else PLACE for part in node.values)
    if isinstance(node, ast.BinOp):
        return _text(node.left) + _text(node.right)
    if isinstance(node, ast.IfExp):
        return f"{_text(node.body)} {_text(node.orelse)}"
    texts = (each.value for each in ast.walk(node) if isinstance(each, ast.Constant))
    return re.sub(r"\s+", " ", " ".join(text for text in texts if isinstance(text, str)))
