"""An answer's charts by name, and whether anything can be drawn here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib.util import find_spec
from typing import NoReturn, ParamSpec, TypeVar

from omradesindex.errors import OmradesindexError
from omradesindex.show.spoken import of_its_units

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
    ... def line(plots: object) -> str:
    ...     return "drawn"
    """
    spoken = of_its_units(draw)

    @wraps(draw)
    def drawn(*args: P.args, **named: P.kwargs) -> R:
        must_draw()
        return spoken(*args, **named)

    drawn.__chart__ = True  # type: ignore[attr-defined]
    return drawn


class Plots:
    """The charts of an answer, a method each: what ``answer.plot`` holds.

    Each method returns a figure that carries its title, its notes, its source and a text alternative, shows
    itself in a notebook, and is saved with ``figure.savefig("chart.png", dpi=200)``.

    Examples
    --------
    >>> class LinePlots(Plots):
    ...     @chart
    ...     def line(self) -> str:
    ...         return "drawn"
    >>> LinePlots()()
    Traceback (most recent call last):
    ...
    omradesindex.errors.OmradesindexError: plot(): this is no chart. What to do: name one: plot.line().
    """

    def __call__(self, *_given: object, **_named: object) -> NoReturn:
        """Refuse, and name the charts."""
        raise OmradesindexError(
            "this is no chart",
            where="plot()",
            remedy=f"name one: {self!r}",
        )

    def __repr__(self) -> str:
        return ", ".join(f"plot.{name}()" for name in charts_of(type(self)))


def charts_of(kind: type[Plots]) -> tuple[str, ...]:
    """Return the names of the methods that draw, in the order in which they are written."""
    methods = {name: method for one in reversed(kind.__mro__) for name, method in vars(one).items()}
    return tuple(name for name, method in methods.items() if hasattr(method, "__chart__"))
