"""What is said of change, and when it is true."""

from __future__ import annotations

import re

from tests.sentences.rooms import over_time
from tests.sentences.sentence import Room, Said

#: At most so many: sentences that no table knows, sentences outside ``words``, wordings that are not ours.
UNCHECKED, LITERALS, TERMS = 16, 1, 2
#: The LIX of a page, and of what stands above its first table. Shall be 40 and 30.
LIX, LIX_FIRST = 44, 35

ROOM = Room()
ROOM.extend(over_time.ROOM)


ROOM.always(
    "95-procentigt slumpintervall: {low:x} till {high:x}.",
    "95 per cent chance interval: {low:x} to {high:x}.",
    "limits of the frame, at the usual level",
)


@ROOM.when("Dimensioner: {which}.", "Dimensions: {which}.")
def dimensions_that_changed(said: Said) -> bool:
    """Each dimension that is told is one that is judged to have changed, and none of them is left out."""
    frame = said.answer.to_frame()
    own = frame[(frame["area"] == said.area) & (frame["measure"] != "index")]
    judged = own["verdict"].isin(["improved", "worsened"]).sum()
    return len(said.which.split("; ")) == judged


@ROOM.when("Nya uppgifter: {by:x} poäng: {which}.", "New figures: {by:x} points: {which}.")
def what_new_figures_did(said: Said) -> bool:
    """The parts that new figures have in the change, those that are told among them."""
    frame = said.answer.parts
    own = frame[(frame["area"] == said.area) & (frame["measure"] == "index") & (frame["cause"] == "figures")][
        "points"
    ]
    told = [float(n.replace("−", "-").replace(",", ".")) for n in re.findall(r"[+−]\d+[.,]\d", said.which)]
    parts = [round(float(part), 1) for part in own]
    return abs(own.sum() - said.by) < 0.051 and all(min(abs(n - p) for p in parts) < 0.101 for n in told)


@ROOM.when("Hela staden har ändrats {by:x} poäng.", "The whole city has changed by {by:x} points.")
def the_citys_change(said: Said) -> bool:
    return round(float(said.answer.city[0]), 1) == said.by


@ROOM.when(
    "Plats {place:n} (plats 1 har störst utmaning).", "Place {place:n} (place 1 has the greatest challenge)."
)
def one_place(said: Said) -> bool:
    rank = said.answer.to_frame().query("measure == 'index'").set_index("area")["rank_after"][said.area]
    return int(rank) == said.place


@ROOM.when(
    "Plats {before:n} → {after:n} (plats 1 har störst utmaning).",
    "Place {before:n} → {after:n} (place 1 has the greatest challenge).",
)
def two_places(said: Said) -> bool:
    row = said.answer.to_frame().query("measure == 'index'").set_index("area").loc[said.area]
    return (int(row["rank_before"]), int(row["rank_after"])) == (said.before, said.after)


@ROOM.when(
    "Index {one:x} ({first}) → {two:x} ({last}): {by:x} poäng.",
    "Index {one:x} ({first}) → {two:x} ({last}): {by:x} points.",
)
def two_scores(said: Said) -> bool:
    row = said.answer.to_frame().query("measure == 'index'").set_index("area").loc[said.area]
    return (round(float(row["before"]), 1), round(float(row["after"]), 1)) == (said.one, said.two)


@ROOM.when("Utöver staden: {by:x}.", "Beyond the city: {by:x}.")
def beyond(said: Said) -> bool:
    row = said.answer.to_frame().query("measure == 'index'").set_index("area").loc[said.area]
    return round(float(row["estimate"]), 1) == said.by


@ROOM.when("En del av skillnaden är ny definition.", "Part of the difference is new definition.")
def another_definition(said: Said) -> bool:
    return said.answer.before.index != said.answer.after.index


ROOM.always(
    "Den delen räknas bort före bedömningen (jämförbar ändring).",
    "That part is taken out before the verdict (comparable change).",
    "estimate is the comparable change",
)
