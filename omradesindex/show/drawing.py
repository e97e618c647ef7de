"""Whether anything can be drawn here; drawing itself is loaded when something is drawn."""

from __future__ import annotations

from importlib.util import find_spec

from omradesindex.errors import OmradesindexError


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
