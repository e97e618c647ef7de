"""Patterns of text that are compiled when first tried, so that reading a module stays quick."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what ``re.compile`` does, compiled when first tried: for what stands at the top of a module.

    Most modules are read for a few of their functions, and compiling a pattern takes as long as reading a
    short module.

    Examples
    --------
    >>> year = pattern("(?:19|20)[0-9]{2}")
    >>> year.fullmatch("2022") is not None
    True
    """
    return cast("re.Pattern[AnyStr]", _Untried(text, flags))


class _Untried:
    """Compiles itself for the first method that is asked for, and holds each as its own from then on."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self._asked = (text, flags)

    def __getattr__(self, name: str) -> Any:
        asked = vars(self)["_asked"]
        method = getattr(re.compile(*asked), name)
        setattr(self, name, method)
        return method
