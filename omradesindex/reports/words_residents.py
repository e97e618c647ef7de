"""What residents read of their area, in easy words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omradesindex.index.decimals import score_decimals
from omradesindex.index.words import rank_labels
from omradesindex.show.spoken import speech_of
from omradesindex.wording import Language, Text, number, say

if TYPE_CHECKING:
    from omradesindex.reports.given import Given

RESIDENTS = Text("Så är det där du bor", "How it is where you live")
ELSEWHERE = Text("Så är det i områdena", "How it is in the areas")
RESIDENTS_CONTENTS = Text("Välj i listan", "Choose from the list")
RESIDENTS_TABLE = Text("Så är det här", "How it is here")
RESIDENTS_WHAT = Text("Vad", "What")
RESIDENTS_GOOD = Text(
    "I de här uppgifterna är det bättre här än i hela staden:",
    "In these figures it is better here than in the whole city:",
)
RESIDENTS_HERE = Text("Här", "Here")
RESIDENTS_COMPARED = Text("Här är det", "Here it is")


def residents_title(given: Given, lang: Language) -> str:
    """What the page is called: nobody lives in a school."""
    speech = speech_of(given.result)
    units = None if speech is None else speech.units
    return (RESIDENTS if units is None or units.places else ELSEWHERE).in_(lang)


def residents_lines(given: Given, place: int, lang: Language) -> list[str]:
    """What the page is, in easy words, and where the area stands."""
    lines = [
        say(
            lang,
            "Här står hur det är i området. Det handlar inte om dig som person.",
            "Here you can read how it is in the area. It is not about you as a person.",
        ),
        say(
            lang,
            "Det går att använda för att se var det behövs mer stöd.",
            "It can be used to see where more support is needed.",
        ),
    ]
    if rank_labels(given.result)[place] != "–":
        score = float(given.result.level_scores["index"][place])
        shown = number(score, score_decimals(given.result), lang=lang)
        lines.append(
            say(
                lang,
                f"Området har {shown} poäng. Mer poäng betyder att det är svårare här.",
                f"The area has {shown} points. More points mean that it is harder here.",
            )
        )
    return lines
