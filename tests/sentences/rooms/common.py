"""What every answer may say, and when it is true."""

from __future__ import annotations

import re

from tests.sentences.sentence import Room, Said

ROOM = Room()

ROOM.always("Beräknat med omradesindex.", "Computed with omradesindex.", "the library says so of itself")


@ROOM.when(
    "En del av skillnaderna mellan områdena är slump: {names}.",
    "A part of the differences between areas is chance: {names}.",
)
def chance_in_differences(said: Said) -> bool:
    shares = [int(share) for share in re.findall(r"\((\d+) %\)", said.names)]
    return bool(shares) and min(shares) >= 30 and max(shares) <= 100


ROOM.always(
    "På dem går enskilda områden dåligt att jämföra.",
    "Single areas compare badly on them.",
    "it stands after the sentence that names them",
)
