"""What a group of areas that are alike is called: by where its conditions are harder, and where better."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from omradesindex.wording import Language, capital, inside, join, say

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored


def named(result: Scored, harder: Sequence[str], better: Sequence[str], lang: Language) -> str:
    """Name a group by its dimensions: ``Svårare villkor i ekonomi, bättre i utbildning``."""
    n = len(result.index.dimensions)
    hard, good = (
        say(lang, "alla dimensioner", "all dimensions")
        if len(ids) == n > 1
        else join([inside(result.label(d, lang)) for d in ids], lang=lang)
        for ids in (harder, better)
    )
    parts = []
    if hard:
        parts.append(say(lang, f"svårare villkor i {hard}", f"harder conditions in {hard}"))
    if good:
        alone = say(lang, "bättre villkor i", "better conditions in")
        parts.append(f"{say(lang, 'bättre i', 'better in') if hard else alone} {good}")
    return capital(", ".join(parts) or say(lang, "nära områdenas medelvärde", "near the mean of the areas"))
