"""What is said of a project that is laid, and when it is true."""

from __future__ import annotations

from tests.sentences.sentence import Room

#: At most so many: sentences that no table knows, sentences outside ``words``, wordings that are not ours.
UNCHECKED, LITERALS, TERMS = 0, 2, 0  # comments of the files that are laid
#: The LIX of a page, and of what stands above its first table. Shall be 40 and 30.
LIX, LIX_FIRST = 40, 30

ROOM = Room()
