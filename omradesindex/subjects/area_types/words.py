"""The sentences of area types: what the five are, where their boundaries are, and how many are of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from omradesindex.frozen import Frozen
from omradesindex.wording import NBSP, Language, Text, number, say

if TYPE_CHECKING:
    from omradesindex.subjects.area_types.numbers import TypeNumbers

HEAD = Text("SCB:s områdestyper", "SCB's area types")
#: What SCB calls its types.
TYPES: Mapping[int, Text] = Frozen(
    {
        1: Text("stora socioekonomiska utmaningar", "great socio-economic challenges"),
        2: Text("socioekonomiska utmaningar", "socio-economic challenges"),
        3: Text("socioekonomiskt blandade", "socio-economically mixed"),
        4: Text("goda socioekonomiska förutsättningar", "good socio-economic conditions"),
        5: Text("mycket goda socioekonomiska förutsättningar", "very good socio-economic conditions"),
    }
)
UNTYPED = Text("uppgift saknas", "no figures")


def headline(held: TypeNumbers, lang: Language) -> str:
    """Say what it is, and whose."""
    return " · ".join(filter(None, (HEAD.in_(lang), held.whose)))


def type_label(kind: int, lang: Language) -> str:
    """Name a type with its number.

    Examples
    --------
    >>> type_label(3, "sv"), type_label(0, "sv")
    ('3 socioekonomiskt blandade', 'uppgift saknas')
    """
    return f"{kind} {TYPES[kind].in_(lang)}" if kind else UNTYPED.in_(lang)


def kind_said(kind: int, lang: Language) -> str:
    """Name a type as it stands in a row of others.

    Examples
    --------
    >>> kind_said(3, "en"), kind_said(0, "en")
    ('type 3', 'no figures')
    """
    return say(lang, f"typ {kind}", f"type {kind}") if kind else UNTYPED.in_(lang)


def counted(held: TypeNumbers, lang: Language) -> str:
    """Say how many areas are of the two types with challenges."""
    n, every = sum(kind in (1, 2) for kind in held.kinds), len(held.kinds)
    return say(
        lang,
        f"{number(n, lang=lang)} av {number(every, lang=lang)} områden är av typ 1 eller 2.",
        f"{number(n, lang=lang)} of {number(every, lang=lang)} areas are of type 1 or 2.",
    )


def notes(held: TypeNumbers, lang: Language) -> list[str]:
    """Say where the boundaries are, and what is to be known of larger areas."""
    mean, spread = (number(value, 2, lang=lang) for value in (held.mean, held.spread))
    return [
        say(
            lang,
            f"Typernas gränser utgår från landets RegSO: medelvärdet är {mean}{NBSP}% och standardavvikelsen "
            f"{spread}.",
            f"The types' boundaries follow the country's RegSO: the mean is {mean}% and the standard "
            f"deviation {spread}.",
        ),
        say(
            lang,
            "RegSO är små: stora områden är mer blandade och hamnar oftare i mitten.",
            "RegSO are small: large areas are more mixed, and more often end up in the middle.",
        ),
    ]
