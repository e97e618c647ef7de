"""Which language the command line speaks: Swedish, unless somebody says English."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from omradesindex.swedish import in_language
from omradesindex.wording import spoken

#: The environment's word for it, where the command has no ``--lang``.
VARIABLE = "OMRADESINDEX_LANG"


def in_spoken(phrase: str) -> str:
    """Return an English phrase in the language that is spoken."""
    return in_language(phrase, spoken())


def asked_for(arguments: Sequence[str]) -> str:
    """Return the language that the words of a command ask for, or else the environment.

    Examples
    --------
    >>> asked_for(["demo", "--lang", "en"]), asked_for(["demo", "--lang=en"])
    ('en', 'en')
    """
    said = re.search(r"(?:^|\0)--lang(?:=|\0)(sv|en)(?:\0|$)", "\0".join(arguments))
    # A language that cannot be is told of by the option itself.
    return said[1] if said else os.environ.get(VARIABLE) or "sv"


def of_project(path: Path) -> str:
    """Return the language of a project's reports; what is spoken already where its file does not say."""
    from omradesindex.subjects.update.project import PROJECT_FILE

    file = path / PROJECT_FILE if path.is_dir() else path
    try:
        lang = tomllib.loads(file.read_text(encoding="utf-8-sig"))["outputs"]["lang"]
    except (OSError, ValueError, LookupError, TypeError):
        return spoken()
    return lang if lang in ("sv", "en") else spoken()
