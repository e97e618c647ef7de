"""What is said on the page of other weights, and when it is true.

The page is no answer that is printed: its script puts the sentences together. Their truth is held by
``tests/reports/what_if/test_what_if.py``.
"""

from __future__ import annotations

from tests.sentences.sentence import Room

#: At most so many sentences that no table knows, sentences outside ``words``, and wordings that are not ours.
UNCHECKED, LITERALS, TERMS = 0, 0, 0
#: The LIX of a page, and of what stands above its first table. Shall be 40 and 30.
LIX, LIX_FIRST = 40, 30

ROOM = Room()
