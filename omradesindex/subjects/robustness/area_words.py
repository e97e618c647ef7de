"""What a study says of one area, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from omradesindex.index import words
from omradesindex.subjects.robustness.labels import times
from omradesindex.subjects.robustness.words import (
    among_places,
    most_line,
    most_moving,
    named,
    open_pairs,
    unsaid_line,
)
from omradesindex.wording import Language, Text, join, number, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.subjects.robustness.study import Study


def area_lines(study: Study, code: str, lang: Language) -> list[str]:
    """What is said of an area, a paragraph each."""
    place = study.areas.index(code)
    ranks = study.ranks.iloc[place]
    lines = [_place(study, ranks, place, lang)]
    if study.tried and study.n and placed(ranks):
        lines += [
            _ways(study, ranks, code, lang),
            _neighbours(study, code, lang),
            "" if study.shares is None else _cause(study, code, lang),
        ]
    elif study.tried and study.n:
        lines.append(say(lang, "Det får aldrig någon plats.", "It never has a place."))
    return [line for line in lines if line]


def placed(ranks: pd.Series[Any]) -> bool:
    """Whether an area has a place in any draw."""
    import pandas as pd

    return not pd.isna(ranks["low"])


def _place(study: Study, ranks: pd.Series[Any], place: int, lang: Language) -> str:
    import pandas as pd

    if pd.isna(ranks["base"]):
        return say(lang, "Området har ingen plats i indexet.", "The area has no place in the index.")
    n, shared = number(len(study.areas), lang=lang), words.rank_labels(study.base)[place].endswith("=")
    head = say(
        lang,
        f"Plats {ranks['base']} av {n} (plats 1 har störst utmaning).",
        f"Place {ranks['base']} of {n} (place 1 has the greatest challenge).",
    )
    return f"{head} {say(lang, 'Den är delad.', 'It is shared.')}" if shared else head


def _ways(study: Study, ranks: pd.Series[Any], code: str, lang: Language) -> str:
    """Which places it has, and how often it is among the first and on its own."""
    n, k = study.n, study.first_places
    low, high, ends = ranks["low"], ranks["high"], (ranks["best"], ranks["worst"])
    first = times(float(study.among_first(k)[code]), n, lang)
    held = say(lang, f"plats {low}", f"place {low}")
    if low != high:
        held = say(lang, f"plats {low}–{high}", f"places {low}–{high}")
    kind = study.kind(lang)
    lines = [
        say(
            lang,
            f"Minst 90 gånger av 100 har det {held} ({kind}).",
            f"At least 90 times in 100 it has {held} ({kind}).",
        ),
    ]
    if ends[0] == ends[1]:
        lines.append(say(lang, "Den ändras aldrig.", "It never changes."))
    else:
        lines.append(
            say(
                lang,
                f"Ytterst är det plats {ends[0]} och {ends[1]}.",
                f"At the extremes it is place {ends[0]} and {ends[1]}.",
            )
        )
    en = (
        f"It is never {among_places(k, lang)}."
        if first == "never"
        else f"It is {among_places(k, lang)} {first}."
    )
    lines.append(say(lang, f"Det är {first} {among_places(k, lang)}.", en))
    return " ".join(lines)


def _neighbours(study: Study, code: str, lang: Language) -> str:
    """The areas that it cannot be told apart from."""
    if study.tally.pairs is None:
        return ""
    pairs, _ = open_pairs(study)
    own = pairs[(pairs["first"] == code) | (pairs["second"] == code)]
    others = [a if b == code else b for a, b in zip(own["first"], own["second"], strict=True)]
    if not others:
        return say(
            lang,
            "Ordningen mot varje annat område är densamma minst 95 gånger av 100.",
            "Its order against every other area is the same at least 95 times in 100.",
        )
    listed = join([named(study, other) for other in others], lang=lang)
    return say(
        lang,
        f"Det går inte att skilja från {listed}. Ordningen är densamma mindre än 95 gånger av 100.",
        f"It cannot be told apart from {listed}. Their order is the same less than 95 times in 100.",
    )


def _cause(study: Study, code: str, lang: Language) -> str:
    """What matters most for its place, or why that is not said."""
    if code not in set(study.sensitivity["output"]):
        return ""
    most = most_moving(study, code)
    if most.empty:
        return ""  # why stands under the table
    return most_line(study, most, Text("för områdets plats", "for the area's place"), lang)


def shares_line(study: Study, code: str, lang: Language) -> str:
    """What the shares of variance in an area's table are, or why there are none."""
    return unsaid_line(study, code, lang) or say(
        lang,
        "Andelarna är hur mycket av variationen i områdets plats som hör till varje val. Varje andel är ett "
        "95-procentigt intervall (bootstrap).",
        "Shares are how much of the variation of the area's place belongs to each choice. Each is a 95% "
        "interval (bootstrap).",
    )
