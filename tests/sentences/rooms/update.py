"""What is said of update, and when it is true."""

from __future__ import annotations

from tests.sentences.rooms import over_time
from tests.sentences.sentence import Room, Said

#: At most so many: sentences that no table knows, sentences outside ``words``, wordings that are not ours.
UNCHECKED, LITERALS, TERMS = 24, 2, 1
#: The LIX of a page, and of what stands above its first table. Shall be 40 and 30.
LIX, LIX_FIRST = 40, 60

ROOM = Room()
ROOM.extend(over_time.ROOM)


@ROOM.when(
    "Kontrollerna hittade {n:n} [sak|saker] att ta ställning till.",
    "The checks found {n:n} [thing|things] to decide on.",
)
def so_many_things(said: Said) -> bool:
    return len(said.answer.asks) == said.n


@ROOM.when(
    "Inget ersätts förrän någon har godkänt det.", "Nothing is replaced until somebody has accepted it."
)
def waits(said: Said) -> bool:
    return said.answer.status == "pending"


@ROOM.when(
    "{name}: {by:x} poäng, indexet har sjunkit (bättre villkor).",
    "{name}: {by:x} points, the index has fallen (better conditions).",
)
def fell(said: Said) -> bool:
    return said.name[:2] in said.answer.change.improved and said.by < 0


@ROOM.when(
    "{name}: {by:x} poäng, indexet har stigit (svårare villkor).",
    "{name}: {by:x} points, the index has risen (harder conditions).",
)
def rose(said: Said) -> bool:
    return said.name[:2] in said.answer.change.worsened and said.by > 0


@ROOM.when("Indexet har ändrats mest här:", "The index has changed most here:")
def some_have(said: Said) -> bool:
    return bool(said.answer.change.improved or said.answer.change.worsened)


ROOM.always(
    "Största bidrag: {parts}.", "Largest contributions: {parts}.", "parts of the change, in its direction"
)
ROOM.always(
    "Arbetsmaterial: pröva sekretessen innan något publiceras.",
    "Working material: apply disclosure control before anything is published.",
    "a run is not protected",
)


@ROOM.when(
    "Jämförelsen med den godkända körningen gäller indexet utan {names}.",
    "The comparison with the accepted run is of the index without {names}.",
)
def some_are_left_out(said: Said) -> bool:
    return bool(said.answer.left_out) and said.answer.change is not None


ROOM.always(
    "Varför det inte går att jämföra står bland kontrollerna.",
    "Why that cannot be compared stands among the checks.",
    "it follows a comparison without some indicators, which the check of series or prices has found",
)
