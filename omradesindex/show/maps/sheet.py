"""A map on its sheet, with the list of areas beside it, under it or on sheets of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from omradesindex.show.figure import FINE, MARGIN, later, line_height
from omradesindex.show.form import Asked, asked, drawing_as
from omradesindex.show.maps import words
from omradesindex.show.maps.panel import draw_bar
from omradesindex.show.maps.plan import GAP, MapPlan, plan_map
from omradesindex.wording import Language

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture, Sheet
    from omradesindex.show.maps.backdrop import Backdrop
    from omradesindex.show.maps.coverage import Coverage
    from omradesindex.show.maps.legends import Legend
    from omradesindex.show.maps.listing import Listing
    from omradesindex.show.maps.panel import Look

#: Where no size is asked for: so wide, and at most as tall as paper is.
WIDTH, TALL = 11.0, 2**0.5
#: A size that is narrower is laid out as if it were so wide, and then made smaller.
_NARROWEST = 7.5
#: A map beside its list takes this share; one alone is at most so tall, in inches.
_BESIDE, _TALLEST = 5.9 / 10.3, 8.3
MOST_BESIDE = 36
_AIR = 0.15
#: Of the body, a map above its list takes at least this share, on a paper of a given size.
_LEAST = 0.4
#: The smallest body in which a map is drawn, in inches, and room for notes that say how it is laid out.
_SMALLEST, _NOTES = 2.0, 3 * line_height(FINE)


class MakeSheet(Protocol):
    """Lays out a sheet with title, what stands under it and the notes at its foot."""

    def __call__(
        self, width: float, body: float, remarks: Sequence[str] = (), *, part: tuple[int, int] | None = None
    ) -> Sheet:
        """Return a sheet; ``part`` says which of how many sheets of the list it is."""


@dataclass(frozen=True)
class MapContent:
    """What a map shows: areas with labels and looks, the list of them, the legend and what lies around.

    ``labelled`` says what the labels are, where any are written.
    """

    coverage: Coverage
    texts: tuple[str, ...]
    faces: Sequence[Look]
    listing: Listing
    legend: Legend
    remarks: tuple[str, ...] = ()
    labelled: str = ""
    backdrops: tuple[Backdrop, ...] = ()


def map_sheet(content: MapContent, make: MakeSheet, lang: Language, *, table: bool = False) -> Picture:
    """Draw a map and its list, in the form that is asked for; no area is left out of the list.

    Where a ``table`` stands below the map, a list that has no room on it is that table.
    """
    form = asked()
    room = room_of(form)
    width, height = room or (WIDTH, None)
    inner = width - 2 * MARGIN
    over = _over(make, width, content.remarks) + _NOTES
    while height is not None and height - over - content.legend.height(inner) - _AIR < _SMALLEST:
        width, height = 1.25 * width, 1.25 * height
        inner = width - 2 * MARGIN
        over = _over(make, width, content.remarks) + _NOTES
    legend = content.legend.height(inner)
    limit = (height or width * TALL) - over - legend - _AIR
    placed = _beside(content, inner, limit) or _under(content, inner, limit, height is not None)
    remarks = [*content.remarks, *_told(content, placed.plan, lang)]
    apart = placed.where == "after" and not table
    pages = content.listing.pages(inner, (height or width * TALL) - over) if apart else []
    if pages:
        remarks.append(words.sheet_line(2, 1 + len(pages), lang))
    elif placed.where == "after":
        remarks.append(words.table_line(lang))
    asked_for = form.sheet if form is not None else 1
    if form is not None and asked_for > 1:
        form.sheets = 1 + len(pages)
        if asked_for <= form.sheets:
            return _list_sheet(pages[asked_for - 2], make, width, (asked_for - 1, len(pages)))
    body = max(placed.height + legend + _AIR, _SMALLEST)
    if height is not None:
        body = max(body, height - _over(make, width, remarks))
    page = make(width, body, remarks)
    _draw(page, content, placed, lang)
    own = Asked(size=form.size if form is not None else None)
    page.figure.further = later(lambda: _list_sheets(pages, make, width, own))
    return page.figure


def room_of(form: Asked | None) -> tuple[float, float] | None:
    """Width and height, in inches, that are asked for; at least so wide that a map can be laid out."""
    if form is None or (form.size is None and form.ax is None):
        return None
    if form.ax is not None:
        within = form.ax.get_window_extent()
        width, height = (side / form.ax.figure.dpi for side in (within.width, within.height))
    else:
        width, height = form.size or (WIDTH, WIDTH)
    larger = max(1.0, _NARROWEST / width)
    return larger * width, larger * height


def _over(make: MakeSheet, width: float, remarks: Sequence[str]) -> float:
    """Measure what title and notes take, on a sheet that nobody sees."""
    with drawing_as(Asked()):
        return make(width, 0.0, remarks).height


@dataclass(frozen=True)
class _Placed:
    """A map's plan, where its list stands and how tall both are together."""

    plan: MapPlan
    where: Literal["beside", "under", "after"]
    height: float


def _beside(content: MapContent, room: float, limit: float) -> _Placed | None:
    """Place the list beside the map, where it is short and the map needs no enlarged part."""
    width = _BESIDE * room
    n = len(content.listing.rows)
    listed = content.listing.height(room - width - GAP)
    if n > MOST_BESIDE or listed > limit or content.listing.columns(room - width - GAP) > 1:
        return None
    if content.listing.narrowest > room - width - GAP:
        return None
    plan = plan_map(
        content.coverage, content.texts, width, min(limit, 1.3 * width), backdrops=content.backdrops
    )
    enlarged = len(plan.panels) > 1 and plan.panels[1].left > plan.panels[0].width
    if enlarged or plan.left_out or (any(content.texts) and not any(plan.texts)):
        return None
    return _Placed(plan, "beside", max(plan.height, listed))


def _under(content: MapContent, room: float, limit: float, fixed: bool) -> _Placed:
    """Place the list under the map where both go on the sheet, else on sheets of its own."""
    listed = content.listing.height(room) + GAP / 2

    def planned(tallest: float) -> MapPlan:
        return plan_map(
            content.coverage, content.texts, room, tallest, strict=fixed, backdrops=content.backdrops
        )

    tallest = limit if fixed else min(limit, _TALLEST)
    if fixed and limit - listed >= _LEAST * limit:
        plan = planned(limit - listed)
        return _Placed(plan, "under", plan.height + listed)
    plan = planned(tallest)
    if plan.height + listed <= limit:
        return _Placed(plan, "under", plan.height + listed)
    return _Placed(plan, "after", plan.height)


def _draw(page: Sheet, content: MapContent, placed: _Placed, lang: Language) -> None:
    plan = placed.plan
    room = page.right - page.left
    left = page.left + (0.0 if placed.where == "beside" else max(0.0, (room - plan.width) / 2))
    bottom = page.top - plan.height
    plan.draw(page, left, bottom, content.faces, lang)
    under = bottom - content.legend.height(room) - _AIR
    foot = page.bottom if placed.where == "beside" else under + _AIR / 2
    end = content.legend.draw(page, page.left, foot, room) + 0.25
    draw_bar(page, end, foot + 0.2, plan.scale, min(1.25, max(page.right - end, 0.3)), lang)
    if placed.where == "beside":
        content.listing.draw(page, page.left + _BESIDE * room + GAP, page.right, page.top)
    elif placed.where == "under":
        content.listing.draw(page, page.left, page.right, under)


def _told(content: MapContent, plan: MapPlan, lang: Language) -> list[str]:
    """What must be known of what is written on the map and what is enlarged."""
    told = [content.labelled] if any(plan.texts) else []
    if any(content.texts) and not any(plan.texts):
        told.append(words.bare_line(lang))
    elif plan.left_out:
        told.append(words.left_out_line(plan.left_out, lang))
    told.append(words.parts_line(plan.letters(far=False), plan.letters(far=True), lang))
    told = [text for text in told if text]
    return [" ".join(told)] if told else []


def _list_sheets(pages: Sequence[Listing], make: MakeSheet, width: float, form: Asked) -> tuple[Picture, ...]:
    with drawing_as(form):
        return tuple(
            _list_sheet(page, make, width, (place, len(pages))) for place, page in enumerate(pages, 1)
        )


def _list_sheet(listing: Listing, make: MakeSheet, width: float, part: tuple[int, int]) -> Picture:
    page = make(width, listing.height(width - 2 * MARGIN), part=part)
    listing.draw(page, page.left, page.right, page.top)
    return page.figure
