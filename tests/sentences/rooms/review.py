"""What is said of review, and when it is true."""

from __future__ import annotations

from omradesindex.catalogue import outside_measures
from tests.sentences.rooms import over_time
from tests.sentences.sentence import Room, Said

#: At most so many: sentences that no table knows, sentences outside ``words``, wordings that are not ours.
UNCHECKED, LITERALS, TERMS = 24, 1, 2
#: The LIX of a page, and of what stands above its first table. Shall be 40 and 30.
LIX, LIX_FIRST = 40, 34

ROOM = Room()
ROOM.extend(over_time.ROOM)


@ROOM.when(
    "Vilka områden det är värt att titta närmare på sägs inte här.",
    "Which areas are worth a closer look is not said here.",
)
def whole_is_not_compared(said: Said) -> bool:
    change = getattr(said.answer, "review", said.answer).change
    return change is None or not change.newer


ROOM.when(
    "Hela indexet jämförs inte med något tidigare år.",
    "The whole index is not compared with any earlier year.",
)(whole_is_not_compared)


@ROOM.when("Mål: inga är angivna.", "Goals: none are given.")
def no_goals(said: Said) -> bool:
    return not said.answer.goals


@ROOM.when("Mått utifrån: inga är angivna.", "Outside measures: none are given.")
def no_measures(said: Said) -> bool:
    return said.answer.links is None


ROOM.when(
    "Om indexet stämmer med annat vet vi inte.",
    "So we do not know whether the index agrees with anything else.",
)(no_measures)


@ROOM.when("Slumpen är inte känd för {names}.", "Chance is not known for {names}.")
def chance_not_known(said: Said) -> bool:
    return "untested" in {one.verdict for one in said.answer.telling.values()}


ROOM.when(
    "Om de skiljer områdena åt vet vi inte.",
    "So we do not know whether they tell the areas apart.",
)(chance_not_known)


@ROOM.when(
    "Lägre är större utmaning där, så minus är väntat.",
    "Lower is a greater challenge there, so that minus is expected.",
)
def points_the_other_way(said: Said) -> bool:
    known = [outside_measures().get(row.measure) for row in said.answer.agreement]
    return any(measure is not None and measure.direction.sign < 0 for measure in known)


@ROOM.when("Definitionen är inte låst.", "The definition is not locked.")
def not_locked(said: Said) -> bool:
    return not said.answer.result.index.is_locked


ROOM.always(
    "Hur stor del av skillnaderna mellan områdena som inte är slump i uppgifterna.",
    "How much of the differences between the areas is not chance in the figures.",
    "what the column holds",
)
