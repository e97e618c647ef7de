"""What is said in a report, and when it is true.

A report puts together what other rooms say; its own sentences are held by
``tests/reports``.
"""

from __future__ import annotations

from tests.sentences.sentence import Room

#: At most so many sentences that no table knows, sentences outside ``words``, and wordings that are not ours.
UNCHECKED, LITERALS, TERMS = 0, 0, 0
#: The LIX of a page, and of what stands above its first table. Shall be 40 and 30.
LIX, LIX_FIRST = 40, 30

ROOM = Room()
