"""How much of what sets two indices apart can be seen: a proposal without figures says nothing of itself."""

from __future__ import annotations

from collections.abc import Collection

from omradesindex.catalogue import Definition, diff


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


def says_nothing(base: Definition, other: Definition, figures: Collection[str]) -> bool:
    """Whether nothing can be said of a set: none of what it has beside the base, or at all, has figures.

    What it takes away may show, but that is not what it proposes.
    """
    known, new = new_figures(base, other, figures)
    return (new > 0 and known == 0) or not any(member.id in figures for member in other.members)


def new_figures(base: Definition, other: Definition, figures: Collection[str]) -> tuple[int, int]:
    """How many of the indicators that a set has beside the base have figures, and how many there are."""
    new = {member.id for member in other.members} - {member.id for member in base.members}
    return len(new & set(figures)), len(new)


def replaced_by_nothing(base: Definition, other: Definition, figures: Collection[str]) -> int:
    """How many indicators with figures a set replaces by one without."""
    return sum(old.id in figures and new.id not in figures for old, new, _ in diff(base, other).replaced)
