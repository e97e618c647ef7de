"""What answers hold, found anew for those that judge sentences: areas, places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import pandas as pd

from tests.sentences.battery import plain


@cache
def names_of(answer: Any) -> dict[str, str]:
    """Codes of areas, by code and name as they are written in sentences."""
    frame: pd.DataFrame = answer.to_frame()
    pairs = frame[["area", "name"]].drop_duplicates().to_numpy() if "area" in frame else []
    return {plain(f"{code} {name}" if name != code else code): str(code) for code, name in pairs}


def codes_in(answer: Any, text: str) -> set[str]:
    """The areas that a text names."""
    named = names_of(answer)
    left, found = text, set()
    for name in sorted(named, key=len, reverse=True):
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", left):
            found.add(named[name])
            left = left.replace(name, "")
    return found


def order_alike(one: Sequence[float], other: Sequence[float]) -> tuple[int, int]:
    """How many pairs stand in the same order in both, and how many pairs there are."""
    pairs = [(i, j) for i in range(len(one)) for j in range(i)]
    sign = lambda a, b: (a > b) - (a < b)  # noqa: E731
    return sum(sign(one[i], one[j]) == sign(other[i], other[j]) for i, j in pairs), len(pairs)
