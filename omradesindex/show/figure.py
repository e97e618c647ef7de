"""How figures look: a sheet with title, body and footer, a text alternative, and fitting text.

Sizes are in inches and points. Text is measured before it is placed, and a sheet grows by what its title
and footer need: nothing runs out of it or over something else.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextvars import copy_context
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline

from omradesindex.doors import methods_door
from omradesindex.errors import OmradesindexError, listing
from omradesindex.show.form import asked
from omradesindex.show.svg import shortened
from omradesindex.show.writing import write_together

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

    from omradesindex.show.form import Asked

T = TypeVar("T")

INK, GREY, LINE, PAPER = "#1a1a1a", "#595959", "#d0d0d0", "#ffffff"
ABSENT: dict[str, Any] = {"facecolor": "#f4f4f4", "edgecolor": "#9a9a9a", "hatch": "////"}
#: What there is a figure of, but nobody can say which it is: seen as something else than nothing.
UNSURE: dict[str, Any] = {"facecolor": "#ffffff", "edgecolor": "#8c8c8c", "hatch": "...."}
#: What the question is not about: neither a figure nor the lack of one.
NOT_CONCERNED: dict[str, Any] = {"facecolor": "#ffffff", "edgecolor": "#b0b0b0", "hatch": "----"}
FONT = "DejaVu Sans"  # travels with matplotlib, so that a figure looks the same everywhere
TITLE, BODY, SMALL, FINE = 15.0, 9.0, 8.0, 7.5
MARGIN = 0.35
LEADING = 1.35
_ROUNDING = 1e-9  # inches
_KINDS = (".pdf", ".png", ".svg")
_COLOURS = 128  # of a figure on a page: maps and charts have few, and the rest are the edges of letters


@methods_door
class Picture(Figure):
    """A matplotlib figure that shows itself in a notebook without pyplot, and says what it shows.

    Attributes
    ----------
    title : str
        What stands at its head.
    alt : str
        What it shows, and what comes out of it, for those who do not see it. It goes along in the files: in
        PNG as ``Description``, in SVG as title and description, in PDF as the subject.
    further : callable, optional
        Draws the sheets that follow, where one does not hold everything, when they are asked for.
    rest : callable, optional
        Draws the sheets of a chart whose rows take several, when they are asked for.
    """

    title: str = ""
    alt: str = ""
    further: Callable[[], tuple[Picture, ...]] | None = None
    rest: Callable[[], Iterator[Picture]] | None = None

    @cached_property
    def following(self) -> tuple[Picture, ...]:
        """Further sheets, where one does not hold everything."""
        return self.further() if self.further is not None else ()

    @property
    def sheets(self) -> tuple[Picture, ...]:
        """The figure and its further sheets."""
        return (self, *self.following, *(self.rest() if self.rest else ()))

    def png(self, dpi: float = 110) -> bytes:
        """Return the figure as a PNG file."""
        into = io.BytesIO()
        self.savefig(into, format="png", dpi=dpi)
        return into.getvalue()

    def small_png(self, dpi: float = 110) -> bytes:
        """Return the figure as a PNG file for a page: of few colours, in a third of the room."""
        from PIL import Image

        drawn = Image.open(io.BytesIO(self.png(dpi))).convert("RGB")
        few = drawn.quantize(_COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        into = io.BytesIO()
        few.save(into, "png", optimize=True)
        return into.getvalue()

    def save(self, path: str | Path, *, dpi: float = 200) -> list[Path]:
        """Save the figure with all its sheets, whole or not at all.

        Parameters
        ----------
        path : str or Path
            ``karta.png``, ``karta.svg`` or ``karta.pdf``, in a folder that exists. A PDF holds every sheet.
            Of other kinds a map's further sheets are written beside the first, ``karta-2.png``; of a chart's
            rows the sheet that was asked for.
        dpi : float
            Pixels an inch of a PNG.

        Returns
        -------
        list of Path

        Raises
        ------
        OmradesindexError
            Another kind of file, a folder that is not there, a file that cannot be written.
        """
        target = Path(path)
        if target.suffix.lower() not in _KINDS:
            raise OmradesindexError(
                f"'{target.suffix}' is no kind of figure that is saved here",
                where=str(path),
                expected=f"a file name that ends in {listing(_KINDS)}",
            )
        if not target.parent.is_dir():
            raise OmradesindexError(
                f"the folder '{target.parent}' does not exist", where=str(path), remedy="make it first"
            )
        return write_together(
            target.parent,
            {target.name: lambda to: self.savefig(to, dpi=dpi)},
            where=str(path),
            instead_of=[f"{target.stem}-[0-9]{more}{target.suffix}" for more in ("", "[0-9]")],
        )

    def savefig(self, fname: Any, **options: Any) -> None:
        """Save as any figure of matplotlib, with its text alternative, and no date.

        Further sheets go into the same PDF; of other kinds a map's are numbered files beside the first.
        """
        is_file = isinstance(fname, str | Path)
        kind = str(options.get("format") or Path(str(fname)).suffix.lstrip(".") or "png").lower()
        if kind == "pdf" and is_file:
            # What matplotlib writes of a PDF to a full disk ends in errors of its own.
            whole = io.BytesIO()
            self.savefig(whole, **{**options, "format": kind})
            Path(fname).write_bytes(whole.getvalue())
            return
        if kind == "pdf" and (self.following or self.rest):
            from matplotlib.backends.backend_pdf import PdfPages

            with PdfPages(fname, metadata=self._said(kind)) as pages:
                for sheet in self.sheets:
                    Figure.savefig(sheet, pages, format="pdf")
            return
        self._save_one(fname, kind, options)
        for place, sheet in enumerate(self.following, 2):
            if is_file:
                first = Path(fname)
                sheet.savefig(first.with_name(f"{first.stem}-{place}{first.suffix}"), **options)

    def _save_one(self, fname: Any, kind: str, options: dict[str, Any]) -> None:
        said = {key: text for key, text in self._said(kind).items() if text != ""}
        if said:
            options = {**options, "metadata": {**said, **(options.get("metadata") or {})}}
        # Ids that are not drawn by lot; text that stays text, to be searched and changed in a slide.
        with mpl.rc_context({"svg.hashsalt": "omradesindex", "svg.fonttype": "none"}):
            if kind != "svg":
                super().savefig(fname, **options)
            elif isinstance(fname, str | Path):
                super().savefig(fname, **options)
                path = Path(fname)
                path.write_text(shortened(path.read_text("utf-8")), encoding="utf-8", newline="\n")
            else:
                long = io.BytesIO()
                super().savefig(long, **options)
                text = shortened(long.getvalue().decode())
                fname.write(text if isinstance(fname, io.TextIOBase) else text.encode())

    def _said(self, kind: str) -> dict[str, str | None]:
        """What a kind of file says of the figure; no date."""
        if kind == "png":
            return {"Title": self.title, "Description": self.alt}
        if kind in ("svg", "svgz"):
            return {"Title": self.title, "Description": self.alt, "Date": None}
        if kind == "pdf":
            return {"Title": self.title, "Subject": self.alt, "CreationDate": None}
        return {}

    def _repr_png_(self) -> bytes:
        return self.png()


def later(draw: Callable[[], T]) -> Callable[[], T]:
    """Let something be drawn later in the words that are spoken now."""
    context = copy_context()
    return lambda: context.copy().run(draw)


@dataclass(frozen=True)
class Place:
    """Where a sheet lies: in a figure of its own, or in somebody's axes; and how large it is there.

    Attributes
    ----------
    figure : Picture
        The sheet's own; with ``ax`` the figure that these stand in.
    box : (float, float, float, float)
        Left, bottom, width and height of the sheet, as shares of the figure or of ``ax``.
    scale : float
        How large the sheet is there, against its own size.
    ax : Axes, optional
    """

    figure: Picture
    box: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    scale: float = 1.0
    ax: Axes | None = None

    def say(self, title: str, alt: str) -> None:
        """Let the figure say what it shows; somebody's own what stands in all its axes."""
        said = " ".join(f"{title}. {alt}".split())
        if self.ax is None:
            self.figure.title, self.figure.alt = title, said
            return
        self.ax.alt = said  # type: ignore[attr-defined]
        said_in = (getattr(axes, "alt", "") for axes in self.figure.axes)
        self.figure.alt = " ".join(text for text in said_in if text)

    def text(self, x: float, y: float, text: str, *, fontsize: float, **look: Any) -> Text:
        """Write a text at a share of the sheet's width and height."""
        left, bottom, width, height = self.box
        at = left + x * width, bottom + y * height
        if self.ax is None:
            return self.figure.text(*at, text, fontsize=fontsize * self.scale, **look)
        look = {"transform": self.ax.transAxes, **look}
        return self.ax.text(*at, text, fontsize=fontsize * self.scale, **look)

    def axes(self, x: float, y: float, wide: float, high: float) -> Axes:
        """Add bare axes over shares of the sheet."""
        left, bottom, width, height = self.box
        bounds = (left + x * width, bottom + y * height, wide * width, high * height)
        if self.ax is None:
            axes = self.figure.add_axes(bounds)
        else:
            axes = self.ax.inset_axes(bounds, zorder=0)
        axes.set_axis_off()
        form = asked()
        if form is not None:
            form.axes.append(axes)
        return axes


def resize(form: Asked) -> None:
    """Let lines, signs and texts in what was drawn follow the size of the sheet."""
    if form.scale == 1.0:
        return
    for artist in {id(one): one for axes in form.axes for one in axes.findobj()}.values():
        for what in ("linewidth", "markersize", "markeredgewidth", "fontsize"):
            now = getattr(artist, f"get_{what}", None)
            if now is not None and isinstance(now(), int | float):
                getattr(artist, f"set_{what}")(now() * form.scale)


def placed(width: float, height: float) -> Place:
    """Return where a sheet of a size in inches lies, in the form that is asked for."""
    form = asked()
    if form is not None and form.ax is not None:
        form.ax.set_axis_off()
        within, figure = form.ax.get_window_extent(), form.ax.figure
        room = within.width / figure.dpi, within.height / figure.dpi
    elif form is not None and form.size is not None:
        room, figure = form.size, _picture(*form.size)
    else:
        return Place(_picture(width, height))
    scale = min(room[0] / width, room[1] / height)
    form.scale, form.too_tall = scale, room[1] / height < room[0] / width
    wide, high = width * scale / room[0], height * scale / room[1]
    return Place(figure, ((1 - wide) / 2, 1 - high, wide, high), scale, form.ax)


def _picture(width: float, height: float) -> Picture:
    figure = Picture(figsize=(width, height), facecolor=PAPER)
    FigureCanvasAgg(figure)
    return figure


@cache
def _renderer() -> RendererAgg:
    return RendererAgg(1, 1, 72)  # type: ignore[no-untyped-call]


@cache
def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Width of one line of text, in inches."""
    font = FontProperties(family=FONT, size=size, weight=weight)
    width, _, _ = _renderer().get_text_width_height_descent(text, font, False)  # type: ignore[no-untyped-call]
    return float(width) / 72


def fitted(text: str, width: float, size: float, weight: str = "normal") -> str:
    """Return the text, cut with an ellipsis where it is wider than ``width`` inches."""
    # A room measured for this very text may come back a rounding error narrower.
    width += _ROUNDING
    if text_width(text, size, weight) <= width:
        return text
    while text and text_width(text + "…", size, weight) > width:
        text = text[:-1].rstrip(" ,")
    return text + "…"


def wrapped(text: str, width: float, size: float, weight: str = "normal") -> list[str]:
    """Break a text into lines of at most ``width`` inches, between words."""
    words, lines = text.split(" "), []
    while words:
        n = _on_a_line(words, width, size, weight)
        lines.append(" ".join(words[:n]))
        words = words[n:]
    return [fitted(line, width, size, weight) for line in lines]


def _on_a_line(words: Sequence[str], width: float, size: float, weight: str) -> int:
    """How many of the words stand on one line, at least one: guessed by their own widths, then measured."""

    def wide(n: int) -> float:
        return text_width(" ".join(words[:n]), size, weight)

    space = text_width("x x", size, weight) - text_width("xx", size, weight)
    n, left = 0, width
    while n < len(words) and (left := left - text_width(words[n], size, weight)) >= 0:
        n, left = n + 1, left - space
    n = max(n, 1)
    while n > 1 and wide(n) > width:
        n -= 1
    while n < len(words) and wide(n + 1) <= width:
        n += 1
    return n


def line_height(size: float) -> float:
    """Height of a line of text, leading included, in inches."""
    return size * LEADING / 72


@dataclass(frozen=True)
class Sheet:
    """A figure with its title and footer in place; the body between them is drawn by the caller.

    Attributes
    ----------
    figure : Picture
    width, height : float
        Of the whole sheet, in inches.
    left, bottom, right, top : float
        Edges of the body, in inches from the sheet's lower left corner.
    place : Place
        Where the sheet lies, where it does not fill a figure of its own.
    """

    figure: Picture
    width: float
    height: float
    left: float
    bottom: float
    right: float
    top: float
    place: Place

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = BODY,
        colour: str = INK,
        weight: str = "normal",
        **more: Any,
    ) -> None:
        """Write a text at a place in inches."""
        self.place.text(
            x / self.width,
            y / self.height,
            text,
            fontsize=size,
            color=colour,
            fontweight=weight,
            fontfamily=FONT,
            parse_math=False,  # names are data: a dollar sign in one is no formula
            **{"va": "baseline", **more},
        )

    def axes(self, left: float, bottom: float, width: float, height: float) -> Axes:
        """Add bare axes at a place in inches."""
        return self.place.axes(
            left / self.width, bottom / self.height, width / self.width, height / self.height
        )

    def line(self, x: Sequence[float], y: Sequence[float], **style: Any) -> None:
        """Draw a line through places in inches; a mark is a line of one place."""
        self._canvas.add_artist(Line2D(x, y, **{"color": GREY, **style}))

    def box(self, left: float, bottom: float, width: float, height: float, **style: Any) -> None:
        """Draw a box at a place in inches."""
        self._canvas.add_artist(Rectangle((left, bottom), width, height, **{"edgecolor": "none", **style}))

    def boxes(
        self, corners: Sequence[tuple[float, float]], width: float, height: float, **style: Any
    ) -> None:
        """Draw boxes of one size and look as one: thousands of them are a small file, and quick."""
        sides = np.array([(0.0, 0.0), (width, 0.0), (width, height), (0.0, height), (0.0, 0.0)])
        corners_of = np.asarray(corners, dtype=float).reshape(-1, 1, 2) + sides
        codes = [Outline.MOVETO, *[Outline.LINETO] * 3, Outline.CLOSEPOLY] * len(corners_of)
        path = Outline(corners_of.reshape(-1, 2), codes)
        if len(corners_of):
            self._canvas.add_artist(PathPatch(path, **{"edgecolor": "none", **style}))

    def canvas(self) -> Axes:
        """Return the axes over the whole sheet whose coordinates are inches, for all that is drawn on it."""
        return self._canvas

    @cached_property
    def _canvas(self) -> Axes:
        axes = self.axes(0, 0, self.width, self.height)
        axes.set_xlim(0, self.width)
        axes.set_ylim(0, self.height)
        return axes


def lay_out(title: str, under: str, told: Sequence[str], *, width: float, body: float, alt: str) -> Sheet:
    """Make a sheet from its texts: the title, what stands under it, and the footer's paragraphs.

    Where only some rows have room, which these are stands first in the footer.
    ``alt`` is what the figure says to those who do not see it: what it shows, and what comes out of it.
    """
    room = width - 2 * MARGIN
    head = [(line, TITLE, INK, "bold") for line in wrapped(title, room, TITLE, "bold")]
    head += [(line, BODY, GREY, "normal") for line in wrapped(under, room, BODY)]
    foot = [(line, FINE, GREY, "normal") for text in told if text for line in wrapped(text, room, FINE)]
    head_height = MARGIN + sum(line_height(size) for _, size, _, _ in head) + 0.1
    foot_height = MARGIN + sum(line_height(size) for _, size, _, _ in foot) + 0.15
    height = head_height + body + foot_height
    place = placed(width, height)
    form = asked()
    if form is not None and form.sheet > 1 and told:
        alt = f"{told[0]} {alt}"  # which rows a further sheet holds stands first
    place.say(" ".join(title.split()), alt)
    page = Sheet(place.figure, width, height, MARGIN, foot_height, width - MARGIN, foot_height + body, place)
    for lines, y in ((head, height - MARGIN), (foot, foot_height - 0.15)):
        for text, size, colour, weight in lines:
            y -= line_height(size)
            # The descent of a line lies below its baseline, inside the line's own height.
            page.text(MARGIN, y + 0.3 * size / 72, text, size=size, colour=colour, weight=weight)
    return page


@cache
def on(colour: str) -> str:
    """Black or white, whichever is read best on a colour (by contrast as WCAG 2 counts it)."""
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    luminance = float((linear * [0.2126, 0.7152, 0.0722]).sum())
    return INK if (luminance + 0.05) / 0.06 > 1.05 / (luminance + 0.05) else PAPER
