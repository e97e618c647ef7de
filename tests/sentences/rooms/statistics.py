"""What is said of statistics, and when it is true."""

from __future__ import annotations

from tests.sentences.sentence import Room

#: At most so many: sentences that no table knows, sentences outside ``words``, wordings that are not ours.
#: A proposal names the words that a file's column of quality holds: they are to be written so.
UNCHECKED, LITERALS, TERMS = 11, 0, 1
#: The LIX of a page, and of what stands above its first table. Shall be 40 and 30.
LIX, LIX_FIRST = 44, 44

ROOM = Room()
