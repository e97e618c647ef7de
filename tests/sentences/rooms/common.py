"""What every answer may say, and when it is true."""

from __future__ import annotations

from tests.sentences.sentence import Room

ROOM = Room()

ROOM.always("Beräknat med omradesindex.", "Computed with omradesindex.", "the library says so of itself")
