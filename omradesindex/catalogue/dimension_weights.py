"""What the changes that made an index of another did to the weights of its dimensions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from omradesindex.catalogue.methods import AS_GIVEN, Methods
from omradesindex.methods.equal import same
from omradesindex.wording import Language, Text, join, number, say


class Dimension(Protocol):
    """What is needed of a dimension."""

    @property
    def id(self) -> str:
        """Its name in files."""

    @property
    def label(self) -> Text:
        """Its name for people."""

    @property
    def weight(self) -> float:
        """Relative to the other dimensions."""


class Definition(Protocol):
    """What is needed of an index."""

    @property
    def id(self) -> str:
        """Its name in files."""

    @property
    def dimensions(self) -> Sequence[Dimension]:
        """Those of the index itself."""

    @property
    def methods(self) -> Methods:
        """How they are weighed, among the rest."""


def dimension_shares(definition: Definition) -> Mapping[str, float]:
    """Return the share of the index's weight that each of its dimensions has, as the definition states it.

    Examples
    --------
    >>> import omradesindex as oi
    >>> dimension_shares(oi.load_index("malmo-2023"))["boende"]
    0.25
    """
    total = sum(dimension.weight for dimension in definition.dimensions)
    return {dimension.id: dimension.weight / total for dimension in definition.dimensions}


def weights_moved(base: Definition, made: Definition) -> Text | None:
    """Say what the dimensions of an index weigh in another that was made from it, where that is not the same.

    A new dimension takes its weight from those that were there, which nobody may have asked for. Nothing is
    said where a method finds the weights, which a definition does not know.

    Examples
    --------
    >>> import omradesindex as oi
    >>> base = oi.load_index("malmo-2023")
    >>> weights_moved(base, base.extend("halsa")).sv.split("; ")[1]
    'nya: Hälsa 20,0 procent.'
    """
    if any(index.methods.at("weight", "index") != AS_GIVEN for index in (base, made)):
        return None
    before, after = dimension_shares(base), dimension_shares(made)
    if all(name in before and same(share, before[name]) for name, share in after.items()):
        return None
    return Text(*(_moved(base, made, before, after, lang) for lang in ("sv", "en")))


def _moved(
    base: Definition,
    made: Definition,
    before: Mapping[str, float],
    after: Mapping[str, float],
    lang: Language,
) -> str:
    kept = [dimension for dimension in base.dimensions if dimension.id in after]
    gone = [dimension for dimension in base.dimensions if dimension.id not in after]
    new = [dimension for dimension in made.dimensions if dimension.id not in before]
    parts = []
    if kept:
        now, then = (_percent(sum(shares[d.id] for d in kept), lang) for shares in (after, before))
        whole = say(lang, f", tillsammans {now} ({then})", f", together {now} ({then})")
        parts.append(_weighing(kept, after, lang, before) + (whole if len(kept) > 1 else ""))
    if new:
        parts.append(f"{say(lang, 'nya', 'new')}: {_weighing(new, after, lang)}")
    if gone:
        parts.append(f"{say(lang, 'utgår', 'left out')}: {_named(gone, lang)}")
    head = say(
        lang,
        f"Dimensionernas vikt i {made.id} (i {base.id} inom parentes)",
        f"Weights of the dimensions in {made.id} (in {base.id} within brackets)",
    )
    return f"{head}: {'; '.join(parts)}."


def _weighing(
    dimensions: Sequence[Dimension],
    shares: Mapping[str, float],
    lang: Language,
    before: Mapping[str, float] | None = None,
) -> str:
    """Name dimensions with what they weigh, and have weighed; alike ones together."""
    alike: dict[str, list[Dimension]] = {}
    for dimension in dimensions:
        weight = f"{_percent(shares[dimension.id], lang)} {say(lang, 'procent', 'per cent')}"
        then = "" if before is None else f" ({_percent(before[dimension.id], lang)})"
        alike.setdefault(weight + "{}" + then, []).append(dimension)
    each = say(lang, " var", " each")
    return ", ".join(
        f"{_named(those, lang)} {weight.format(each if len(those) > 1 else '')}"
        for weight, those in alike.items()
    )


def _named(dimensions: Sequence[Dimension], lang: Language) -> str:
    return join([dimension.label.in_(lang) for dimension in dimensions], lang=lang)


def _percent(share: float, lang: Language) -> str:
    return number(100 * share, 1, lang=lang)
