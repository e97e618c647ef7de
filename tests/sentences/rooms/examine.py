"""What is said of examine, and when it is true."""

from __future__ import annotations

from tests.sentences.sentence import Room, Said

#: At most so many: sentences that no table knows, sentences outside ``words``, wordings that are not ours.
UNCHECKED, LITERALS, TERMS = 76, 23, 10
#: The LIX of a page, and of what stands above its first table. Shall be 40 and 30.
LIX, LIX_FIRST = 40, 38

ROOM = Room()


@ROOM.when(
    "Av skillnaderna mellan områdena i ”{name}” är {share:n} % slump.",
    "Of the differences between areas in “{name}”, {share:n} % are chance.",
)
def so_much_is_chance(said: Said) -> bool:
    table, result = said.answer.indicator_reliability, said.answer.result
    low = table[table["reliability"] < 0.7]
    shares = {result.label(row.indicator, said.lang): row.reliability for row in low.itertuples()}
    return abs(100 * (1 - shares[said.name]) - said.share) <= 0.5


ROOM.always(
    "Reliabilitet: den del av skillnaderna mellan områdena som inte är slump.",
    "Reliability: the part of the differences between areas that is not chance.",
    "what the word means",
)
ROOM.always("Den är högst 1.", "It is at most 1.", "a share")
ROOM.always(
    "Under 0,70 är det svårt att skilja områden åt.",
    "Below 0.70 it is hard to tell areas apart.",
    "at .7 three tenths of the variance are chance",
)
ROOM.always("Streck: slumpen är inte känd.", "Dash: chance is not known.", "what an empty cell means")
