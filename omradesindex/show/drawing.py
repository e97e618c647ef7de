"""Whether anything can be drawn here; drawing itself is loaded when something is drawn."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib.util import find_spec
from typing import ParamSpec, TypeVar

from omradesindex.errors import OmradesindexError

P = ParamSpec("P")
R = TypeVar("R")


def can_draw() -> bool:
    """Whether matplotlib is installed."""
    return find_spec("matplotlib") is not None


def must_draw(what: str = "charts") -> None:
    """Refuse to draw where matplotlib is not installed.

    Parameters
    ----------
    what : str
        What was asked for, in the plural.
    """
    if not can_draw():
        raise OmradesindexError(
            f"{what} need the package matplotlib", remedy='install it: pip install "omradesindex[plot]"'
        )


def chart(draw: Callable[P, R]) -> Callable[P, R]:
    """Mark a method that draws: it refuses in plain words where matplotlib is not installed.

    Examples
    --------
    >>> @chart
    ... def line() -> str:
    ...     return "drawn"
    """

    @wraps(draw)
    def drawn(*args: P.args, **named: P.kwargs) -> R:
        must_draw()
        return draw(*args, **named)

    return drawn
