"""The smallest change of weights in a sentence."""

from __future__ import annotations

from omradesindex.wording import Language, number, say


def level_line(first: str, second: str, moved: float, lang: Language) -> str:
    """How much weight must be moved before the second draws level with the first."""
    share = number(100 * moved, 1, lang=lang)
    return say(
        lang,
        f"{second} får lika många poäng som {first} först när {share} procent av vikten flyttas mellan "
        "indikatorer.",
        f"{second} draws level with {first} once {share} per cent of the weight is moved between indicators.",
    )


def never_line(first: str, second: str, lang: Language) -> str:
    """Where no weights would do."""
    return say(
        lang,
        f"{first} ligger över {second} i varje indikator: inga vikter ändrar ordningen.",
        f"{first} lies above {second} in every indicator: no weights change their order.",
    )
