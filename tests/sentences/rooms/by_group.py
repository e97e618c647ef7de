"""What is said of by group, and when it is true."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from omradesindex.statistics.city import city_said
from tests.sentences.rooms import over_time
from tests.sentences.sentence import Room, Said

#: At most so many: sentences that no table knows, sentences outside ``words``, wordings that are not ours.
UNCHECKED, LITERALS, TERMS = 146, 0, 24
#: The LIX of a page, and of what stands above its first table. Shall be 40 and 30.
LIX, LIX_FIRST = 50, 34

ROOM = Room()


def contrasts(said: Said) -> Iterator[tuple[Any, int]]:
    """Every two groups, in every measure that they have a gap in."""
    held = said.answer
    for contrast in held.contrasts:
        for place in range(len(held.measures)):
            yield contrast, place


@ROOM.when("Kan vara slump: {n:n} [område|områden].", "May be chance: {n:n} [area|areas].")
def _(said: Said) -> bool:
    return any((c.verdict[:-1, k] == "noise").sum() == said.n for c, k in contrasts(said))


@ROOM.when(
    "Går inte att säga ({why}): {n:n} [område|områden].", "Cannot be told ({why}): {n:n} [area|areas]."
)
def _(said: Said) -> bool:
    return any(0 < said.n <= (c.verdict[:-1, k] == "untested").sum() for c, k in contrasts(said))


@ROOM.when(
    "{city}: kan vara slump ({gap:x}; {low:x} till {high:x}).",
    "{city}: may be chance ({gap:x}; {low:x} to {high:x}).",
)
def _(said: Said) -> bool:
    held = said.answer
    named = said.city.casefold() == city_said(held.breakdown.full.statistics, said.lang).casefold()
    return named and said.low <= 0 <= said.high and said.low <= said.gap <= said.high


@ROOM.when(
    "Grupperna jämförs på {n:n} av {all:n} indikatorer, de som alla grupper har:",
    "Groups are compared on {n:n} of {all:n} indicators, those that every group has:",
)
def _(said: Said) -> bool:
    full = said.answer.breakdown.full
    return (said.n, said.all) == (len(said.answer.common), len(full.index.indicators))


@ROOM.when(
    "Intervallen gäller alla områden samtidigt ({level:n} %).",
    "The intervals hold for all areas at once ({level:n} %).",
)
def _(said: Said) -> bool:
    """No interval that holds zero has a verdict."""
    return all(
        not ((c.low[:-1, k] <= 0) & (c.high[:-1, k] >= 0) & (c.verdict[:-1, k] == "first")).any()
        for c, k in contrasts(said)
    )


@ROOM.when(
    "Skiljer sig grupperna inte åt någonstans är risken högst {risk:n} % att något område ändå bedöms ha en "
    "skillnad.",
    "Where the groups differ nowhere, the risk is at most {risk:n} % that any area is judged to have a gap.",
)
def _(said: Said) -> bool:
    return said.risk == 5


@ROOM.when("* mer än slump.", "* more than chance.")
def _(said: Said) -> bool:
    return all(
        not ((c.low[:, k] <= 0) & (c.high[:, k] >= 0) & np.isin(c.verdict[:, k], ("first", "second"))).any()
        for c, k in contrasts(said)
    )


for sv, en in (
    ("Enhet: {unit}.", "Unit: {unit}."),
    ("Grupperna är olika människor.", "The groups are different people."),
    (
        "Därför antas deras fel vara oberoende av varandra.",
        "So their errors are assumed to be independent of each other.",
    ),
    ("Alla områden tillsammans bedöms för sig.", "All areas together are judged by themselves."),
    ("Alla grupper mäts med den.", "Every group is measured with it."),
    ("Det som varierar är slumpen i uppgifterna.", "What varies is chance in the figures."),
    ("Utelämnade:", "Left out:"),
):
    ROOM.always(sv, en, "how it is measured and judged, the same for every answer by group")
ROOM.extend(map(over_time.of_a_group, over_time.ROOM))
