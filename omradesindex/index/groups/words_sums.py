"""What is said where a breakdown's parts do not add up to the whole."""

from __future__ import annotations

from collections.abc import Sequence

from omradesindex.errors import listing
from omradesindex.statistics.perturbed import FIRST_YEAR
from omradesindex.wording import Text, number

LARGER = Text("en grupp är större än helheten", "a group is larger than the whole")
ABOVE = Text(
    "summan ligger över helheten: grupperna kan överlappa", "the sum lies above the whole: groups may overlap"
)
BELOW = Text(
    "summan ligger under helheten: en grupp kan saknas",
    "the sum lies below the whole: a group may be missing",
)

RANDOM = Text(
    "Antalen kan bära ett litet slumpmässigt brus, som i SCB:s tabeller för "
    f"{FIRST_YEAR} och senare. Då summerar inte delarna, och det är väntat.",
    "The counts may carry small random changes, as in Statistics Sweden's tables from "
    f"{FIRST_YEAR} on. Then parts do not add up, and that is as expected.",
)

ROUNDED = Text(
    "Antalen är avrundade. Då summerar inte alltid delarna, och det är väntat.",
    "The counts are rounded. Then parts do not always add up, and that is as expected.",
)


def not_adding_up(names: Sequence[str], most: float, why: Sequence[Text]) -> Text:
    """Say in which counts groups do not add up, how far off they are at most, and why that may be."""
    sv, en = ("; ".join(told) for told in zip(*((text.sv, text.en) for text in why), strict=True))
    return Text(
        f"Grupperna summerar inte till helheten för {', '.join(names)} (som mest {number(most, 1)} ifrån; "
        f"{sv}).",
        f"Groups do not add up to the whole for {listing(names)} (at most {number(most, 1, lang='en')} "
        f"apart; {en}).",
    )
