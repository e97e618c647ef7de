"""The form that every chart and map can be asked for: where it is drawn, how large, which sheet, which file.

A chart is asked for in a form, and whoever lays out a sheet (``figure.lay_out``) or takes rows (``cut.cut``)
looks here for it: so the form is the same for all charts, and none of them has to hand it on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

from omradesindex.errors import OmradesindexError, listing, must_be

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Kinds of files that a chart is saved as.
KINDS = (".pdf", ".png", ".svg")
_SMALLEST, _LARGEST = 2.0, 200.0  # of a size, in inches


class Form(TypedDict, total=False):
    """What every chart and map takes besides its own arguments.

    Attributes
    ----------
    ax : matplotlib.axes.Axes
        Axes of a figure of your own to draw in; its axis is put out. Their figure is what is returned.
    size : (float, float)
        Width and height in inches that the figure has to keep within: ``(8.27, 11.69)`` is A4. Text grows and
        shrinks with it; where it would be too small to read, fewer rows are drawn on a sheet.
    save : str or Path
        A file that it is also written to: ``.png``, ``.svg`` or ``.pdf``. A PDF holds all sheets, where no
        ``sheet`` is asked for.
    sheet : int
        Which sheet, where there are more rows than one has room for. The first shows both ends of the order,
        the others what stands between.
    """

    ax: Axes
    size: tuple[float, float]
    save: str | Path
    sheet: int


@dataclass
class Asked:
    """The form in which a chart is being drawn, and what drawing it has shown.

    Attributes
    ----------
    ax, size, sheet
        As in :class:`Form`.
    most : int or None
        At most so many rows, so that text can be read.
    sheets, rows : int
        How many sheets the rows take, and how many of them stand on this one.
    scale : float
        How large it became, against its own size.
    too_tall : bool
        Whether it is its height that makes it small.
    axes : list of matplotlib.axes.Axes
        What was drawn in.
    """

    ax: Any = None
    size: tuple[float, float] | None = None
    sheet: int = 1
    most: int | None = None
    sheets: int = 1
    rows: int = 0
    scale: float = 1.0
    too_tall: bool = False
    axes: list[Any] = field(default_factory=list)


_ASKED: ContextVar[Asked | None] = ContextVar("asked", default=None)


def asked() -> Asked | None:
    """Return the form in which a chart is being drawn just now, if one is."""
    return _ASKED.get()


@contextmanager
def drawing_as(form: Asked) -> Iterator[Asked]:
    """Let what is drawn here be drawn in a form."""
    token = _ASKED.set(form)
    try:
        yield form
    finally:
        _ASKED.reset(token)


def checked(form: Form, where: str) -> Form:
    """Refuse a form that is none.

    Examples
    --------
    >>> checked({"sheet": 0}, "plot.map")
    Traceback (most recent call last):
    ...
    omradesindex.errors.OmradesindexError: plot.map(sheet=…): the sheet is 0. Expected: a whole number...
    """
    if form.get("ax") is not None and not hasattr(form["ax"], "inset_axes"):
        must_be(form["ax"], (), what="ax", expected="axes of matplotlib", where=f"{where}(ax=…)")
    if form.get("size") is not None:
        _check_size(form["size"], f"{where}(size=…)")
    if form.get("save") is not None:
        told = f"{where}(save=…)"
        must_be(form["save"], (str, Path), what="the file", expected="a path", where=told)
        kind = Path(form["save"]).suffix
        if kind.lower() not in KINDS:
            raise OmradesindexError(
                f"a figure cannot be written as '{kind}'",
                where=f"{where}(save='{form['save']}')",
                expected=f"a file that ends with one of {listing(KINDS)}",
            )
    sheet = form.get("sheet", 1)
    if isinstance(sheet, bool) or not isinstance(sheet, int) or sheet < 1:
        raise OmradesindexError(
            f"the sheet is {sheet!r}", where=f"{where}(sheet=…)", expected="a whole number of 1 or more"
        )
    return form


def _check_size(size: object, where: str) -> None:
    if (
        not isinstance(size, tuple | list)
        or len(size) != 2
        or not all(isinstance(side, int | float) and not isinstance(side, bool) for side in size)
        or not all(isfinite(side) and _SMALLEST <= side <= _LARGEST for side in size)
    ):
        raise OmradesindexError(
            f"the size is {size!r}",
            where=where,
            expected=f"a width and a height in inches, {_SMALLEST:.0f} to {_LARGEST:.0f}",
        )
