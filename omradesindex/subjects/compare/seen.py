"""How much of what sets two indices apart can be seen: a proposal without figures says nothing of itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from omradesindex.catalogue import Definition, diff
from omradesindex.wording import Language, join, plural, say


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


def replaced_line(counts: Mapping[str, int], lang: Language) -> str:
    """Say of which sets replaced indicators only show as left out; nothing where there are none.

    Examples
    --------
    >>> replaced_line({"grn": 2, "kn": 0}, "en")
    'Replaced by indicators without figures, which shows only as the old ones not being counted: grn 2.'
    """
    listed = ", ".join(f"{name} {n}" for name, n in counts.items() if n)
    if not listed:
        return ""
    return say(
        lang,
        f"Byts mot indikatorer utan uppgifter, vilket bara syns som att de gamla inte räknas: {listed}.",
        "Replaced by indicators without figures, which shows only as the old ones not being counted: "
        f"{listed}.",
    )


def new_line(counts: Mapping[str, tuple[int, int]], lang: Language) -> str:
    """Say how many of each set's new indicators have figures; nothing where all have.

    Examples
    --------
    >>> new_line({"asn": (1, 1), "fsn": (0, 2)}, "en")
    'New indicators with figures: asn 1 of 1, fsn 0 of 2. Only that part of the proposals shows.'
    """
    if all(known == every for known, every in counts.values()):
        return ""
    of = say(lang, "av", "of")
    listed = ", ".join(f"{name} {known} {of} {every}" for name, (known, every) in counts.items() if every)
    return say(
        lang,
        f"Nya indikatorer som har uppgifter: {listed}. Bara den delen av förslagen syns.",
        f"New indicators with figures: {listed}. Only that part of the proposals shows.",
    )


def empty_line(base: Definition, sets: Mapping[str, Definition], lang: Language) -> str:
    """Say that nothing can be said of some sets, and how much each lacks; nothing where there are none."""
    if not sets:
        return ""
    sizes = {name: new_figures(base, own, ())[1] or len(own.members) for name, own in sets.items()}
    of, n = say(lang, "av", "of"), len(sizes)
    listed = join([f"{name} (0 {of} {every})" for name, every in sizes.items()], lang=lang)
    return say(
        lang,
        f"Det går inte att säga vad {plural(n, 'det här förslaget', 'de här förslagen')} skulle ändra, "
        f"eftersom allt nytt i {plural(n, 'det', 'dem')} saknar uppgifter: {listed}.",
        f"What {plural(n, 'this proposal', 'these proposals')} would change cannot be said, because nothing "
        f"that is new in {plural(n, 'it', 'them')} has figures: {listed}.",
    )
