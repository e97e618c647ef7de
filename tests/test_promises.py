"""docs/lofte.md says of every verdict what it promises, and names the simulation or test that holds it."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest
from verdicts_on_persons import PARTS

import omradesindex
from tests.conftest import ROOT

#: Where the package is: beside the tests, or installed.
SUBJECTS = Path(omradesindex.__file__).parent / "subjects"
PAGE = (ROOT / "docs" / "lofte.md").read_text(encoding="utf-8")
#: What the rooms call the words that they judge by.
NAMES = {"VERDICTS", "STATUSES", "MOVEMENTS", "FARES_WORSE", "REASONS", "FLAGS"}
#: Heading of the page → the constants whose words stand under it.
UNDER = {
    "Förändring och trend": ["over_time.noise.VERDICTS"],
    "Områden att titta närmare på": ["over_time.reopen.REASONS"],
    "Mål": ["goals.outlook.MOVEMENTS", "goals.outlook.STATUSES", "review.standing.STATUSES"],
    "Skillnader mellan grupper": ["by_group.contrast.FARES_WORSE"],
    "Teman": ["themes.themed.VERDICTS"],
    "Stämmer indexet?": ["review.agreement.VERDICTS", "review.telling.VERDICTS"],
    "Granskning av samband": ["examine.flags.FLAGS"],
}


def constants() -> set[str]:
    """Every tuple of verdicts that a room declares: ``over_time.noise.VERDICTS``."""
    return {
        ".".join((*path.relative_to(SUBJECTS).with_suffix("").parts, node.target.id))
        for path in SUBJECTS.rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id in NAMES
    }


def words_of(constant: str) -> tuple[str, ...]:
    module, _, name = constant.rpartition(".")
    words: tuple[str, ...] = getattr(import_module(f"omradesindex.subjects.{module}"), name)
    return words


def rows() -> list[tuple[str, list[str]]]:
    """The rows of the page's tables, each with its heading."""
    found, heading = [], ""
    for line in PAGE.splitlines():
        heading = line.removeprefix("## ") if line.startswith("## ") else heading
        if line.startswith("| ") and not line.startswith(("| kod", "| utlåtande")):
            found.append((heading, [cell.strip() for cell in line.strip("|").split("|")]))
    return found


def test_every_set_of_verdicts_has_its_place_on_the_page() -> None:
    assert constants() == {constant for under in UNDER.values() for constant in under}


@pytest.mark.parametrize("heading", UNDER)
def test_every_verdict_stands_there_with_what_it_promises(heading: str) -> None:
    codes = {word for constant in UNDER[heading] for word in words_of(constant)}
    own = [cells for under, cells in rows() if under == heading]
    assert sorted(cells[0].strip("`") for cells in own) == sorted(codes)
    assert all(promise and held for _, promise, held in own)


def test_what_holds_them_exists() -> None:
    for path in re.findall(r"`((?:benchmarks|tests)/[\w/]+\.py)`", PAGE):
        assert (ROOT / path).is_file(), path
    parts = re.findall(r"verdicts_on_persons\.py`\s*\(([\w, ]+)\)", PAGE)
    assert {part for told in parts for part in told.split(", ")} <= set(PARTS)
    assert all("`benchmarks/" in cells[2] or "`tests/" in cells[2] for _, cells in rows())
