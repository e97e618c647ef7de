"""The script of HTML tables sorts and searches as a reader expects, in both languages: run in node."""

from __future__ import annotations

import json
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import omradesindex.show
from omradesindex.show.page import Page
from omradesindex.show.table import Column, Table
from omradesindex.wording import Language

NODE = shutil.which("node")
SCRIPT = Path(omradesindex.show.__file__).with_name("tables.js")
VOID = {"meta", "link", "br", "img", "input", "hr", "col"}

pytestmark = pytest.mark.skipif(
    NODE is None, reason="node is not installed, which runs the script of the tables"
)


class _Tree(HTMLParser):
    """A page's tags as lists: tag, attributes, children."""

    def __init__(self) -> None:
        super().__init__()
        self.root: list[Any] = ["root", {"lang": "sv"}, []]
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = [tag, {name: value or "" for name, value in attrs}, []]
        self.open[-1][2].append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_endtag(self, tag: str) -> None:
        while tag not in VOID and len(self.open) > 1 and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.open[-1][2].append(data)


def run(page: Page, *steps: tuple[str, str]) -> list[dict[str, Any]]:
    """What a reader sees of a page at first, and after each step."""
    parsed = _Tree()
    parsed.feed(page.html(whole=True))
    asked = {"tree": parsed.root, "script": SCRIPT.read_text("utf-8"), "steps": steps}
    assert NODE is not None
    runner = Path(__file__).with_name("tables_dom.js")
    done = subprocess.run(
        [NODE, str(runner)], input=json.dumps(asked), capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


NAMES = [
    "Öja",
    "Zinkgruvan",
    "Ängen",
    "Åby",
    "abborren",
    "Dammen",
    "2 kap",
    "10 kap",
    "Eken",
    "Fors",
    "Gran",
    "Hed",
]
NUMBERS = [-1.5, 1234.5, float("nan"), 7.0, -20.25, 0.0, 99.0, 100.0, 3.0, 4.0, 5.0, 6.0]


def page(lang: Language = "sv") -> Page:
    columns = [Column("Område", NAMES, "name"), Column("Poäng", NUMBERS, decimals=2)]
    return Page("Prov", [Table("Tabell", columns)], lang=lang)


def test_words_stand_in_the_readers_order_and_a_third_choice_gives_back_the_first() -> None:
    first, up, down, back = run(page(), *[("choose", "Område")] * 3)
    assert up["rows"] == [
        "2 kap",
        "10 kap",
        "abborren",
        "Dammen",
        "Eken",
        "Fors",
        "Gran",
        "Hed",
        "Zinkgruvan",
        "Åby",
        "Ängen",
        "Öja",
    ]
    assert down["rows"] == up["rows"][::-1]
    assert (up["sorted"], down["sorted"], back["sorted"]) == (
        [["Område", "ascending"]],
        [["Område", "descending"]],
        [],
    )
    assert back["rows"] == first["rows"] == NAMES
    assert up["told"][0].startswith("Område: ")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_numbers_are_numbers_with_their_minus_and_spaces_and_what_is_missing_is_last(lang: Language) -> None:
    _, up, down = run(page(lang), *[("choose", "Poäng")] * 2)
    order = sorted((n, name) for n, name in zip(NUMBERS, NAMES, strict=True) if n == n)
    assert up["rows"] == [*(name for _, name in order), "Ängen"]
    assert down["rows"] == [*(name for _, name in order[::-1]), "Ängen"]


def test_a_search_takes_parts_of_words_in_any_order_and_says_how_many() -> None:
    _, one, two, none, every = run(
        page(), ("find", "åb"), ("find", "KAP 1"), ("find", "finns inte"), ("find", "")
    )
    assert one["rows"] == ["Åby"]
    assert two["rows"] == ["10 kap"]
    assert none["rows"] == []
    assert every["rows"] == NAMES
    assert "1" in one["told"][0]
    assert "12" in one["told"][0]
    assert every["told"] == [""]


def test_a_keyboard_reaches_every_head_and_the_search_has_a_label() -> None:
    (first,) = run(page())
    assert first["buttons"] == [["button", "Område"], ["button", "Poäng"]]
    assert first["inputs"] == [["search", "label"]]
