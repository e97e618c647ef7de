"""An answer's charts by name, in the form that is asked for, and whether anything can be drawn here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib.util import find_spec
from inspect import signature
from pathlib import Path
from typing import Any, NoReturn, ParamSpec, TypeVar, cast

from omradesindex.errors import OmradesindexError, did_you_mean
from omradesindex.show.form import Asked, Form, asked, checked, drawing_as
from omradesindex.show.spoken import of_its_units

P = ParamSpec("P")
R = TypeVar("R")

#: Drawn smaller than so, text of a chart cannot be read in print.
_READABLE = 0.7
#: Rows that are tried one after another where a chart has to keep within a size.
_TRIED = (48, 36, 28, 20, 14, 10, 6)


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
    """Mark a method that draws: it takes a :class:`Form`, and refuses in plain words without matplotlib.

    Examples
    --------
    >>> @chart
    ... def line(plots: object) -> str:
    ...     return "drawn"
    """
    spoken = of_its_units(draw)
    known = [*(name for name in signature(draw).parameters if name != "form"), *Form.__annotations__]

    @wraps(draw)
    def drawn(*args: P.args, **named: P.kwargs) -> R:
        must_draw()
        for name in named:
            if name not in known:
                raise TypeError(f"{draw.__name__}() has no argument '{name}'{did_you_mean(name, known)}")
        own = {name: value for name, value in named.items() if name not in Form.__annotations__}
        form = cast("Form", {name: value for name, value in named.items() if name not in own})
        checked(form, f"plot.{draw.__name__}")
        if asked() is not None:  # a part of what is being drawn already, in its form
            return spoken(*args, **own)  # type: ignore[arg-type]
        return cast("R", in_form(lambda: spoken(*args, **own), form, "most" in own))  # type: ignore[arg-type]

    drawn.__chart__ = True  # type: ignore[attr-defined]
    return drawn


def in_form(draw: Callable[[], Any], form: Form | None = None, counted: bool = False) -> Any:
    """Draw in a form; with a size, as many rows as can be read in it, where nobody ``counted`` them."""
    form = form or {}
    size, ax = form.get("size"), form.get("ax")
    last = Asked(ax, size, form.get("sheet", 1))
    picture = _drawn(draw, last)
    for most in _TRIED if (size or ax) and not counted else ():
        if last.scale >= _READABLE or not last.too_tall:
            break
        if most < last.rows:
            if ax is not None:
                ax.clear()
            last = Asked(ax, size, last.sheet, most)
            picture = _drawn(draw, last)
    if last.sheets > 1 and "sheet" not in form and ax is None:
        picture.rest = lambda: (
            _drawn(draw, Asked(None, size, k, last.most)) for k in range(2, last.sheets + 1)
        )
    if form.get("save") is not None:
        _save(picture, Path(form["save"]))
    return picture


def _save(figure: Any, path: Path) -> None:
    """Save a figure, whole or not at all; somebody's own as it is."""
    from omradesindex.show.figure import Picture
    from omradesindex.show.writing import write_file

    if isinstance(figure, Picture):
        figure.save(path)
    else:
        write_file(path, lambda to: figure.savefig(to, dpi=200))


def _drawn(draw: Callable[[], Any], form: Asked) -> Any:
    from omradesindex.show.figure import resize

    with drawing_as(form):
        picture = draw()
    resize(form)
    if form.sheet > form.sheets:
        raise OmradesindexError(
            f"there is no sheet {form.sheet}", expected=f"one of {form.sheets}" if form.sheets > 1 else "1"
        )
    return picture


class Plots:
    """The charts of an answer, a method each: what ``answer.plot`` holds.

    Each method returns a figure that carries its title, its notes, its source and a text alternative, and
    shows itself in a notebook. Each takes the same :class:`~omradesindex.show.form.Form` besides its own
    arguments: ``ax`` to draw in, ``size`` to keep within, ``save`` to write it to a file, and which ``sheet``
    where its rows take several.

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
