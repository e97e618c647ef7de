"""The documentation is true: its Python runs, and every page is reached from the menu."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))


def code_of(page: Path) -> str:
    """Return the page's ```python blocks as one script, each on the lines where it stands."""
    text = page.read_text(encoding="utf-8")
    script, here = [], False
    for line in text.splitlines():
        if line.startswith("```"):
            here = line.startswith("```python")
            script.append("")
        else:
            script.append(line if here else "")
    return "\n".join(script)


@pytest.mark.parametrize("page", [p for p in PAGES if code_of(p).strip()], ids=lambda p: p.name)
def test_python_of_the_page_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a page may write files
    exec(compile(code_of(page), str(page), "exec"), {"__name__": "__main__"})


def test_every_page_is_in_the_menu() -> None:
    menu = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[2]
    named = set(re.findall(r"[\w/-]+\.md", menu))
    assert named == {page.relative_to(DOCS).as_posix() for page in PAGES}
