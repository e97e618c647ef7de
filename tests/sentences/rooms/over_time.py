"""What every answer over time may say, and when it is true: a room takes these in with ``ROOM.extend``.

By group a sentence is one of the groups' own answers': see :func:`of_a_group`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np

from omradesindex.subjects.over_time.over_time import OverTime
from omradesindex.wording import area_name
from tests.sentences.rooms.common import uncertainty_of
from tests.sentences.sentence import Entry, Room, Said

#: At most so many: sentences that no table knows, sentences outside ``words``, wordings that are not ours.
UNCHECKED, LITERALS, TERMS = 0, 0, 1
#: The LIX of a page, and of what stands above its first table. Shall be 40 and 30.
LIX, LIX_FIRST = 40, 30

ROOM = Room()
#: What begins the areas to look closer at, before the first of them.
_HEAD = "[Områden att titta närmare på: |]", "[Areas to look closer at: |]"


def held(said: Said) -> Any:
    """What is held over time: the answer itself, or the change that it rests on; None where there is none."""
    return said.answer if isinstance(said.answer, OverTime) else said.answer.change


@ROOM.when("Områden att titta närmare på: inget.", "Areas to look closer at: none.")
def are_none(said: Said) -> bool:
    return held(said).reopen().empty and not (held(said).judged.verdict[:, 0] == "untested").all()


@ROOM.when(
    "Vilka områden det är värt att titta närmare på går inte att säga.",
    "Which areas are worth a closer look cannot be said.",
)
def is_untold(said: Said) -> bool:
    own = held(said)
    return own is None or not getattr(own, "newer", True) or (own.judged.verdict[:, 0] == "untested").all()


@ROOM.when("Indexets ändring kan inte prövas.", "The change of the index cannot be tested.")
def is_untested(said: Said) -> bool:
    return bool((held(said).judged.verdict[:, 0] == "untested").all())


@ROOM.when(
    "Ett område nämns om ändringen är större än slumpen och minst {least:x} poäng.",
    "An area is named if its change is more than chance and at least {least:x} points.",
)
def is_half_a_spread(said: Said) -> bool:
    return abs(0.5 * held(said).moves.spread - said.least) < 0.051


@ROOM.when(
    "[Det nämns också|Ett område nämns] om det börjat eller slutat höra till de tre med störst utmaning.",
    "[It is also named|An area is named] if it has come among the three with the greatest challenge, or left "
    "them.",
)
def has_more_than_three(said: Said) -> bool:
    return len(held(said).areas) > 3


def is_told(said: Said) -> bool:
    """What is said of one area, held against its row."""
    rows = held(said).reopen().to_dict("records")
    named = {area_name(row["area"], row["name"]): row for row in rows}
    if said.who not in named:
        return False
    row = named[said.who]
    reasons, text = row["reasons"].split(", "), said.text
    points = re.findall(r"\(([+−]?[\d.,]+) (?:poäng|points)\)", text)
    own = float(points[0].replace("−", "-").replace(",", ".")) if points else row["estimate"]
    marks = {
        "worsened": "svårare villkor|become harder|halkat efter|fallen behind",
        "improved": "fått bättre villkor|become better|gått bättre|done better",
        "entered": "hör nu till|is now among",
        "left": "hör inte längre till|is no longer among",
    }
    beyond = re.search("utöver hela stadens|beyond the whole city's", text)
    chance = re.search("egen ändring kan vara slump|own change may be chance", text)
    small = re.search("under gränsen|below the limit", text)
    return (
        (held(said).by_rank or abs(own - row["estimate"]) < 0.051)
        and all((reason in reasons) == bool(re.search(mark, text)) for reason, mark in marks.items())
        and bool(beyond) <= (row["beyond_city"] == "noise")
        and bool(chance) <= (not row["more_than_noise"])
        and bool(small) <= bool(row["more_than_noise"])
    )


for _sv, _en in (
    ("{who} har bara bytt plats {told}.", "{who} has only changed places {told}."),
    ("{who} har fått {told}.", "Conditions in {who} have become {told}."),
    ("{who} har halkat efter staden {told}.", "{who} has fallen behind the city {told}."),
    ("{who} har gått bättre än staden {told}.", "{who} has done better than the city {told}."),
    ("{who} hör nu till {told}.", "{who} is now among {told}."),
    ("{who} hör inte längre till {told}.", "{who} is no longer among {told}."),
):
    ROOM.when(_HEAD[0] + _sv, _HEAD[1] + _en)(is_told)


@ROOM.when(
    "Regeln gäller också {n:n} [område|områden] till.", "The rule holds for {n:n} more [area|areas] too."
)
def are_more(said: Said) -> bool:
    return len(held(said).reopen()) > said.n > 0


@ROOM.when(
    "En verklig ändring på {found:x} [poäng om året|poäng] hittas ungefär varannan gång.",
    "A true change of {found:x} [points a year|points] is found about every second time.",
)
def is_the_half_width(said: Said) -> bool:
    own = held(said)
    half = (own.judged.high[:, 0] - own.judged.low[:, 0]) / 2
    return abs(float(np.nanmedian(half)) - said.found) < 0.051


@ROOM.when(
    "Vore felen oberoende skulle {alone:x} räcka.",
    "If the errors were independent, {alone:x} would do.",
)
def is_narrower(said: Said) -> bool:
    own = held(said)
    alone, taken = (
        [uncertainty_of(r, how).score_error["index"] for r in judged_results(own)]
        for how in ("independent", own.dependence)
    )
    half = (own.judged.high[:, 0] - own.judged.low[:, 0]) / 2
    if any(len(error) != len(half) for error in (*alone, *taken)):
        return 0 < said.alone < float(np.nanmedian(half))
    ratio = np.sqrt(np.sum(np.square(alone), axis=0) / np.sum(np.square(taken), axis=0))
    return abs(float(np.nanmedian(half * ratio)) - said.alone) < 0.051


def judged_results(own: Any) -> list[Any]:
    """The results whose errors are judged."""
    return [own.start, own.after] if hasattr(own, "start") else [*own.results]


@ROOM.when(
    "Flera indikatorer är räknade på samma personer.", "Several indicators are counted on the same persons."
)
@ROOM.when(
    "Därför antar vi att deras fel hänger ihop måttligt.",
    "We assume that their errors are moderately correlated.",
)
@ROOM.when(
    "Antagandet är prövat på simulerade personer.", "The assumption has been tried on simulated persons."
)
def is_moderate(said: Said) -> bool:
    return bool(held(said).dependence == "moderate")


def of_a_group(entry: Entry) -> Entry:
    """The same sentence, said of one of the groups."""

    def is_true(said: Said) -> bool:
        return any(entry.is_true(replace(said, answer=own)) for own in said.answer.answers.values())

    return Entry(entry.patterns, entry.kinds, is_true)
