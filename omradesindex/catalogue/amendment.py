"""A change that made an index of another, as it is remembered."""

from __future__ import annotations

from dataclasses import dataclass

from omradesindex.wording import Text


@dataclass(frozen=True)
class Amendment:
    """A change that made an index of another, and who asked for it.

    Attributes
    ----------
    verb : {"replace", "add", "without", "extend", "reweight"}
    what : str
        The indicator, dimension or extension.
    to : str or None
        What it was replaced with, or the dimension that it was added to.
    body : str
        Short name of the board or company that asked; empty where nobody did.
    ask : Text or None
        What was asked, in our words.
    brought : tuple of str
        The indicators that came with it.
    """

    verb: str
    what: str
    to: str | None = None
    body: str = ""
    ask: Text | None = None
    brought: tuple[str, ...] = ()
