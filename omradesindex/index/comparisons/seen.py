"""How much of what sets two indices apart can be seen: a proposal without figures says nothing of itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from omradesindex.catalogue import Definition, diff
from omradesindex.wording import Language


def lacks_figures(one: Definition, other: Definition, figures: Collection[str]) -> bool:
    """Whether something that sets two indices apart has no figures.

    Parameters
    ----------
    one, other : Definition
    figures : collection of str
        The indicators that have figures.
    """
    ids, others = ({member.id for member in index.members} for index in (one, other))
    # Where both hold the same indicators, weights or methods differ, which any gap may hide.
    among = ids ^ others or ids
    return not diff(one, other).is_empty and not among <= set(figures)


def new_figures(base: Definition, other: Definition, figures: Collection[str]) -> tuple[int, int]:
    """How many of the indicators that a set has beside the base have figures, and how many there are."""
    new = {member.id for member in other.members} - {member.id for member in base.members}
    return len(new & set(figures)), len(new)


def new_line(counts: Mapping[str, tuple[int, int]], lang: Language) -> str:
    """Say how many of each set's new indicators have figures; nothing where all have.

    Examples
    --------
    >>> new_line({"asn": (1, 1), "fsn": (0, 2)}, "en")
    'New indicators with figures: asn 1 of 1, fsn 0 of 2. Only that part of the proposals shows.'
    """
    if all(there == every for there, every in counts.values()):
        return ""
    of = "av" if lang == "sv" else "of"
    told = ", ".join(f"{name} {there} {of} {every}" for name, (there, every) in counts.items() if every)
    return (
        f"Nya indikatorer som har uppgifter: {told}. Bara den delen av förslagen syns."
        if lang == "sv"
        else f"New indicators with figures: {told}. Only that part of the proposals shows."
    )
