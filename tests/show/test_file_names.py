"""Files are called in the language of what they say, by one table."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import omradesindex
from omradesindex.show.file_names import NAMES, file_name, held_in

GOLDENS = Path(__file__).parents[1] / "goldens" / "data"
DECLARES = {"page", "html", "readme", "text", "table", "sheet", "figure", "add", "book", "earlier"}


@pytest.mark.parametrize(
    ("swedish", "english"),
    [
        ("tabell.html", "table.html"),
        ("karta-2.png", "map-2.png"),
        ("spridning_lag_lon.png", "spread_lag_lon.png"),
        ("spridning_*.svg", "spread_*.svg"),
        ("mal_[0-9].png", "goals_[0-9].png"),
        ("trend_skillnader_ar.csv", "trend_differences_by_year.csv"),
        ("mapping.forslag.toml", "mapping.proposal.toml"),
        ("eget.csv", "eget.csv"),
    ],
)
def test_a_name_in_english(swedish: str, english: str) -> None:
    assert file_name(swedish, "en") == english
    assert file_name(swedish, "sv") == swedish


def test_two_names_are_two_in_english() -> None:
    assert len(set(NAMES.values())) == len(NAMES)


def test_what_is_there_is_found_in_either_language(tmp_path: Path) -> None:
    assert held_in(tmp_path, "tid.json").name == "tid.json"
    (tmp_path / "time.json").touch()
    assert held_in(tmp_path, "tid.json").name == "time.json"


def declared() -> Iterator[tuple[str, str]]:
    """The names that answers give their files, and where."""
    package = Path(omradesindex.__file__).parent
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if not (isinstance(called, ast.Attribute) and called.attr in DECLARES and node.args):
                continue
            if isinstance(called.value, ast.Name) and called.value.id == "folder":
                name = re.fullmatch(r"f?'(.*)'", ast.unparse(node.args[0]))
                if name is not None:
                    yield name[1], f"{path.name}:{node.lineno}"


def test_every_file_that_an_answer_writes_has_an_english_name() -> None:
    names = [(re.split(r"_?[{*.]", name)[0], at) for name, at in declared()]
    assert len(names) > 50
    lacking = [f"{at} {name}" for name, at in names if name and not known(name)]
    assert not lacking, "write into show/file_names.py:\n" + "\n".join(lacking)


def test_every_file_that_was_written_has_an_english_name() -> None:
    held = (path.read_text(encoding="utf-8") for path in GOLDENS.glob("*.json"))
    files = {
        file for text in held for file in re.findall(r'^ *"file (?!in English)([^"]+)"', text, re.MULTILINE)
    }
    parts = {re.split(r"[.-]", part)[0] for file in files for part in file.split("/")}
    parts -= {"skyddad"}  # the goldens' own word for what they publish
    assert len(parts) > 50
    # What comes after a name may be the id of an indicator.
    begins = {part: [part[:k] for k, letter in enumerate(part) if letter == "_"] for part in parts}
    lacking = [part for part in parts if part not in NAMES and not NAMES.keys() & {*begins[part]}]
    assert not lacking, f"write into show/file_names.py: {lacking}"


def known(name: str) -> bool:
    """Whether the table knows a name, whole or in parts."""
    ends = [k for k, letter in enumerate(name) if letter == "_"]
    return name in NAMES or any(name[:k] in NAMES and known(name[k + 1 :]) for k in ends)
