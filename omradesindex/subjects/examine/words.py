"""What is said of an index's data."""

from __future__ import annotations

from omradesindex.methods.reliability import LEAST_RELIABILITY
from omradesindex.wording import Language, number, say, with_unit


def noise_line(name: str, reliability: float, lang: Language) -> str:
    """Say how much of an indicator's differences between areas is chance."""
    share = with_unit(100 * (1 - reliability), "%", 0, lang=lang)
    return say(
        lang,
        f"Av skillnaderna mellan områdena i {name} är {share} slump.",
        f"Of the differences between areas in {name}, {share} are chance.",
    )


def reliability_note(lang: Language) -> str:
    """What a reliability is, and where it is too low."""
    level = number(LEAST_RELIABILITY, 2, lang=lang)
    return say(
        lang,
        "Reliabilitet: den del av skillnaderna mellan områdena som inte är slump. "
        f"Den är högst 1. Under {level} är det svårt att skilja områden åt. Streck: slumpen är inte känd.",
        "Reliability: the part of the differences between areas that is not chance. "
        f"It is at most 1. Below {level} it is hard to tell areas apart. Dash: chance is not known.",
    )
