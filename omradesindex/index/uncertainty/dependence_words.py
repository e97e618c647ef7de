"""What is said of how the errors of an area's indicators hang together."""

from __future__ import annotations

from collections.abc import Mapping

from omradesindex.wording import Text, number

#: By the choice's name.
SAID: Mapping[str, Text] = {
    "moderate": Text(
        "Flera indikatorer är räknade på samma personer. Därför antar vi att deras fel hänger ihop måttligt.",
        "Several indicators are counted on the same persons. We assume that their errors are moderately "
        "correlated.",
    ),
    "independent": Text(
        "Indikatorernas fel antas vara oberoende av varandra. Då blir intervallen ofta för korta.",
        "The indicators' errors are assumed to be independent of each other. The intervals are then often "
        "too short.",
    ),
    "bounded": Text(
        "Indikatorernas fel antas gå åt samma håll. Det är det värsta som kan hända, och intervallen är "
        "oftast för långa.",
        "The indicators' errors are assumed to go the same way. That is the worst case, and the intervals "
        "are mostly too long.",
    ),
    "matrix": Text(
        "Hur indikatorernas fel hänger ihop är angivet, par för par.",
        "How the indicators' errors are correlated is given, pair by pair.",
    ),
    "joint": Text(
        "Hur indikatorernas fel hänger ihop är räknat på personerna själva.",
        "How the indicators' errors are correlated is computed from the persons themselves.",
    ),
}

#: Of joint counts that lack some pairs or areas.
REST = Text(
    " För de par som inte är räknade antar vi ett måttligt samband.",
    " For the pairs that are not counted we assume a moderate correlation.",
)


def given(correlation: float) -> Text:
    """Say that one correlation holds for all."""
    said = number(correlation, 2), number(correlation, 2, lang="en")
    return Text(
        f"Fel hos indikatorer som är räknade på samma personer antas ha sambandet {said[0]}.",
        f"Errors of indicators that are counted on the same persons are assumed to have the correlation "
        f"{said[1]}.",
    )
