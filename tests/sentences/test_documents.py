"""The documents are written in the same words as the pages: docs, README and notebooks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from omradesindex.wording import Language
from tests.sentences.terms import wrong

ROOT = Path(__file__).parents[2]
#: Wordings in the documents that are not ours. Shall be 0.
MOST = 0
#: What quotes others or is written for those who change the library.
APART = ("architecture.md", "api.md", "CHANGELOG.md")
_CODE = re.compile(r"```.*?```|`[^`\n]+`|\]\([^)]*\)|<[^>]+>|[”\"][^”\"\n]*[”\"]", re.DOTALL)


def documents() -> Iterator[tuple[str, Language, str]]:
    """Each document's running text: its name, its language, and what it says."""
    for path in sorted((ROOT / "docs").rglob("*.md")):
        if path.name not in APART:
            yield path.name, "sv", path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
        yield path.name, "sv", text
    yield "README.md", "en", (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_documents_have_one_word_for_one_concept() -> None:
    told = [
        f"{name}: {what} in “{line.strip()[:120]}”"
        for name, lang, text in documents()
        for line in _CODE.sub(" ", text).splitlines()
        for what in wrong(line, lang)
    ]
    assert len(told) <= MOST, "\n".join([f"{len(told)} wordings, at most {MOST}:", *told])
