"""What is said of groups that are scored in the same draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omradesindex.wording import NBSP, Language, Text, number, say

if TYPE_CHECKING:
    from omradesindex.subjects.robustness.study import Study

#: What is said where draws do not agree.
DIFFERS = Text("olika när vi räknar på olika sätt", "differs between ways of counting")


def gap_line(study: Study, level: float, lang: Language) -> str:
    """What the share and the range of a gap between two groups are."""
    sure, held = (f"{number(100 * share, lang=lang)}{NBSP}%" for share in ((1 + level) / 2, level))
    lines = [
        say(
            lang,
            "Varje gång räknas alla grupper om på samma sätt.",
            "Each time all groups are computed in the same way.",
        )
    ]
    if study.problem.varying_sources:
        lines.append(say(lang, "Slumpen dras för var och en.", "Chance is drawn for each of them."))
    lines += [
        say(
            lang,
            "Andelen är hur ofta den första gruppen har större utmaning.",
            "The share is how often the first group has the greater challenge.",
        ),
        say(
            lang,
            f"Är den minst {sure} åt endera hållet beror slutsatsen inte på valen.",
            f"Where it is at least {sure} either way the conclusion does not hang on the choices.",
        ),
        say(
            lang,
            f"Intervallet är ett {study.kind('sv')}: skillnaden i {held} av sätten att räkna på indexets "
            "egen skala.",
            f"The interval is a {study.kind('en')}: the gap in {held} of the ways of counting on the index's "
            "own scale.",
        ),
        say(
            lang,
            "Det lovar inte att den sanna skillnaden är med.",
            "It does not promise to hold the true gap.",
        ),
        say(
            lang,
            "Sätt där någon grupp saknar poäng räknas inte.",
            "Ways in which a group has no score do not count.",
        ),
    ]
    return " ".join(lines)
