"""An index proposed from what there are figures for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from omradesindex.catalogue import indicators
from omradesindex.wording import Text

#: The dimensions that are proposed, each with its indicators in order. All of them are published for small
#: areas of every municipality, or kept by the municipality itself.
_DIMENSIONS: Mapping[str, tuple[Text, tuple[str, ...]]] = {
    "arbete": (Text("Arbete", "Work"), ("sysselsattning", "arbetsloshet")),
    "utbildning": (
        Text("Utbildning", "Education"),
        ("forgymnasial_utbildning", "eftergymnasial_utbildning", "gymnasiebehorighet"),
    ),
    "ekonomi": (Text("Ekonomi", "Economy"), ("lag_ekonomisk_standard", "nettoinkomst", "ekonomiskt_bistand")),
    "boende": (Text("Boende", "Housing"), ("bostads_eller_aganderatt", "trangboddhet")),
    "delaktighet": (Text("Delaktighet", "Participation"), ("valdeltagande",)),
}


@dataclass(frozen=True)
class Proposed:
    """A dimension that is proposed.

    Attributes
    ----------
    id : str
    label : Text
    indicators : tuple of str
        Those that there are figures for.
    lacking : mapping of str to tuple of str
        The others, each with the variables that it lacks.
    """

    id: str
    label: Text
    indicators: tuple[str, ...]
    lacking: Mapping[str, tuple[str, ...]]


def proposed_index(variables: Collection[str]) -> tuple[Proposed, ...]:
    """Propose dimensions from the variables that there are figures of.

    Examples
    --------
    >>> [one.indicators for one in proposed_index(["arbetslosa_16_64", "arbetskraft_16_64"])][0]
    ('arbetsloshet',)
    """
    dimensions = []
    for name, (label, wanted) in _DIMENSIONS.items():
        lacks = {indicator: _lacked(indicator, variables) for indicator in wanted}
        held = tuple(indicator for indicator in wanted if not lacks[indicator])
        lacking = {indicator: needs for indicator, needs in lacks.items() if needs}
        dimensions.append(Proposed(name, label, held, lacking))
    return tuple(dimensions)


def _lacked(indicator: str, variables: Collection[str]) -> tuple[str, ...]:
    """Return the variables that an indicator needs and that there are no figures of."""
    if indicator in variables:
        return ()
    return tuple(name for name in indicators()[indicator].formula.variables if name not in variables)
