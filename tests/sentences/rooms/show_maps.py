"""What is said of maps, which no page prints: ``tests/show/maps/test_words.py`` holds their words."""

from __future__ import annotations

from tests.sentences.sentence import Room

#: At most so many: sentences that no table knows, sentences outside ``words``, wordings that are not ours.
UNCHECKED, LITERALS, TERMS = 0, 0, 0
#: The LIX of a page, and of what stands above its first table. Shall be 40 and 30.
LIX, LIX_FIRST = 40, 30

ROOM = Room()
