"""What is said to whoever counts a register; when it is true, tests/registers/test_matching.py says."""

from __future__ import annotations

from tests.sentences.sentence import Room

#: At most so many: sentences that no table knows, sentences outside ``words``, wordings that are not ours.
UNCHECKED, LITERALS, TERMS = 0, 0, 0
#: The LIX of a page, and of what stands above its first table. Shall be 40 and 30.
LIX, LIX_FIRST = 40, 30

ROOM = Room()
