"""A map of what is said of each area: labels, colours and the list, from codes, names and values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from omradesindex.show.figure import BODY, lay_out, wrapped
from omradesindex.show.maps import words
from omradesindex.show.maps.coverage import Coverage
from omradesindex.show.maps.labels import are_short, numbered
from omradesindex.show.maps.listing import Listing, Row
from omradesindex.show.maps.sheet import MakeSheet, MapContent, map_sheet
from omradesindex.wording import Language, say

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from omradesindex.show.figure import Picture, Sheet
    from omradesindex.show.maps.backdrop import Backdrop
    from omradesindex.show.maps.legends import Legend
    from omradesindex.show.maps.panel import Look

#: What is written on the areas.
Labels = Literal["auto", "code", "rank", "name", "none"]

_NAME_LINE = 1.1  # inches


@dataclass(frozen=True, eq=False)
class Land:
    """What maps are drawn on: the outlines of areas, by code, and what lies around them."""

    codes: tuple[str, ...]
    coverage: Coverage
    backdrops: tuple[Backdrop, ...] = ()

    def of(self, codes: Sequence[str]) -> Land:
        """The same for some of the areas, in an order of one's own."""
        if tuple(codes) == self.codes:
            return self
        place = {code: k for k, code in enumerate(self.codes)}
        shapes = self.coverage.shapes[[place[code] for code in codes]]
        return Land(tuple(codes), Coverage(shapes), self.backdrops)


@dataclass(frozen=True, eq=False)
class AreaMap:
    """What one map says of each area; arrays and sequences have an item for each, in the land's order.

    Parameters
    ----------
    land : Land
    names : sequence of str
    order : sequence of int
        In which the areas are listed.
    known : ndarray of bool
        Which have what the map shows.
    faces : sequence of Look
        Their colours.
    values : sequence of str
        What is listed of them, and ``head`` above it.
    legend : Legend
    places : sequence of str
        Their places, where they have any.
    labels : {"auto", "code", "rank", "name", "none"}
        What is written on the areas: codes where they are short, else places or numbers in the list.
    remarks : tuple of str
        What must be known to read the map.
    concerned : ndarray of bool, optional
        Which the map is about; all where it is None. The others have no number: they lack nothing.
    """

    land: Land
    names: Sequence[str]
    order: Sequence[int]
    known: NDArray[np.bool_]
    faces: Sequence[Look]
    values: Sequence[str]
    head: str
    legend: Legend
    lang: Language
    places: Sequence[str] = ()
    labels: Labels = "auto"
    remarks: tuple[str, ...] = ()
    concerned: NDArray[np.bool_] | None = None

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """Each area's place, or its number in the list; a letter where it lacks a figure."""
        ours = self.order if self.concerned is None else [i for i in self.order if self.concerned[i]]
        return numbered(ours, self.known, self.places)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """What is written on each area."""
        codes = self.land.codes
        if self.labels == "none":
            return ("",) * len(codes)
        if self.labels == "name":
            return tuple("\n".join(wrapped(name, _NAME_LINE, BODY, "bold")) for name in self.names)
        if self.labels == "code" or (self.labels == "auto" and are_short(codes)):
            return codes
        return self.numbers

    @property
    def content(self) -> MapContent:
        """The map with its list and legend, to be laid out on sheets."""
        coded = self.texts == self.land.codes
        is_numbered = not coded and self.labels in ("auto", "rank")
        lacking = not bool((self.known if self.concerned is None else self.known | ~self.concerned).all())
        around = words.around_line([layer.source for layer in self.land.backdrops], self.lang)
        return MapContent(
            self.land.coverage,
            self.texts,
            self.faces,
            self._listing(coded),
            self.legend,
            tuple(text for text in (*self.remarks, around) if text),
            words.number_line(bool(self.places), lacking, self.lang) if is_numbered else "",
            self.land.backdrops,
        )

    def _listing(self, coded: bool) -> Listing:
        """The areas in order: place, code in its colour, name and value."""
        codes, names = self.land.codes, self.names
        rows = [
            Row(
                self.places[i] if coded and self.places else "",
                codes[i] if coded else self.numbers[i],
                self.faces[i],
                "" if coded or names[i] == codes[i] else codes[i],
                names[i],
                self.values[i],
            )
            for i in self.order
        ]
        place, number = say(self.lang, "Plats", "Place"), say(self.lang, "Nr", "No.")
        heads = (
            place if coded and self.places else "",
            "" if coded else place if self.places else number,
            say(self.lang, "Område", "Area"),
            self.head,
        )
        return Listing(rows, heads)

    def draw(self, title: str, under: str, notes: Sequence[str], alt: str) -> Picture:
        """Draw the map with a title, what stands under it, and notes at the foot."""

        def make(
            width: float, body: float, remarks: Sequence[str] = (), *, part: tuple[int, int] | None = None
        ) -> Sheet:
            head = title if part is None else f"{title} · {words.list_part(*part, self.lang)}"
            said = alt if part is None else words.list_alt(self.lang)
            return lay_out(head, under, [*remarks, *notes], width=width, body=body, alt=said)

        return self.draw_on(make)

    def draw_on(self, make: MakeSheet, *, table: bool = False) -> Picture:
        """Draw the map on sheets that somebody else lays out; with ``table`` one stands below it."""
        return map_sheet(self.content, make, self.lang, table=table)
