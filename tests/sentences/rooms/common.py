"""What every answer may say, and when it is true."""

from __future__ import annotations

import re
from typing import Any

import omradesindex as oi
from omradesindex.catalogue.money import is_amount
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


def figures(answer: Any) -> oi.Statistics:
    """The latest figures that an answer rests on."""
    for step in ("after", "trend", "result", "breakdown", "total"):
        if hasattr(answer, step):
            return figures(getattr(answer, step))
    held: oi.Statistics = answer.statistics
    return held


def unsaid(said: Said) -> bool:
    """Whether some amount of the answer's figures is in no constant prices."""
    held = figures(said.answer)
    money = {b.variable for b in held.blocks if is_amount(b.variable)} | {"loneinkomst"} & {*held.variables}
    return any(held.prices.get((v, when), "current") == "current" for v in money for when in held.periods(v))


ROOM.when("Belopp är i {year} års priser.", "Amounts are in prices of {year}.")(
    lambda said: {*figures(said.answer).prices.values()} == {said.year}
)
for _sv, _en in {
    "Om {columns} har ändrats går inte att säga.": "Whether {columns} changed cannot be told.",
    "{names} är i löpande priser.": "{names}: in current prices.",
    "{names}: det står inte i vilket års priser.": "{names}: of which year's prices is not stated.",
    "Räkna om beloppen till ett års priser.": "Convert the amounts to the prices of one year.",
    "{names}: det står inte i vilket års priser uppgifterna är.": (
        "{names}: it is not stated of which year's prices the figures are."
    ),
    "Poängen kan därför också visa hur priserna har ändrats sedan {base}.": (
        "So the points may also show how prices have changed since {base}."
    ),
    "Går inte att säga ({why}): {n:n} [område|områden].": "Cannot be told ({why}): {n:n} [area|areas].",
}.items():
    ROOM.when(_sv, _en)(unsaid)
