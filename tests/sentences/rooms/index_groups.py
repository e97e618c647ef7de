"""What is said of results by group, and when it is true."""

from __future__ import annotations

from tests.sentences.sentence import Room

#: At most so many: sentences that no table knows, sentences outside ``words``, wordings that are not ours.
UNCHECKED, LITERALS, TERMS = 44, 12, 7
#: The LIX of a page, and of what stands above its first table. Shall be 40 and 30.
LIX, LIX_FIRST = 46, 42

ROOM = Room()

ROOM.always(
    "Tabellen säger inte om skillnaderna är mer än slump.",
    "The table does not say whether the gaps are more than chance.",
    "a table of groups' scores has no intervals; the gaps of one area have them",
)
