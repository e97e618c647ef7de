"""What sets two definitions apart, in words that a board member understands."""

from __future__ import annotations

from dataclasses import dataclass, fields

from omradesindex.catalogue import words
from omradesindex.catalogue.definition import Definition, Dimension
from omradesindex.catalogue.indicator import Indicator
from omradesindex.catalogue.member import Member
from omradesindex.catalogue.methods import METHOD_LABELS, Methods
from omradesindex.catalogue.page import method_said
from omradesindex.doors import door, methods_door
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.shown import Shown
from omradesindex.wording import Language, Text, join, say

_WORDS = ("reworded", "notes")
_TOP = Text("indexets översta nivå", "the top level of the index")


@methods_door
@dataclass(frozen=True, repr=False)
class Difference(Shown):
    """What a second definition has that the first has not, and the other way round.

    Attributes
    ----------
    before, after : Definition
    replaced : tuple of (Member, Member, Dimension)
        Indicators that stand in another's place.
    removed, added : tuple of (Member, Dimension)
    moved : tuple of (Member, Dimension, Dimension)
        Indicators that changed dimension.
    dimensions_removed, dimensions_added : tuple of Dimension
    reweighted : tuple of (str, float, float)
        Label, weight before and after, for what is in both.
    redefined : tuple of (Indicator, Indicator)
        The same id, defined in another way.
    methods : tuple of (str, object, object)
        Field of :class:`Methods`, before and after.
    dimensions_moved : tuple of (Dimension, Text, Text)
        Dimensions that stand in another than before: the label of that which held it, and of that which does.
    reordered : tuple of Text
        Labels of dimensions (or of the index) whose parts stand in another order, which methods can see.
    reworded : tuple of Text
        Labels of what is told in other words, rests on another basis or is shown with other decimals. It
        counts for the same, so :attr:`is_empty` does not ask.
    notes : tuple of Text
        What readers were told that they no longer are, or the other way round; as for words.
    """

    before: Definition
    after: Definition
    replaced: tuple[tuple[Member, Member, Dimension], ...]
    removed: tuple[tuple[Member, Dimension], ...]
    added: tuple[tuple[Member, Dimension], ...]
    moved: tuple[tuple[Member, Dimension, Dimension], ...]
    dimensions_removed: tuple[Dimension, ...]
    dimensions_added: tuple[Dimension, ...]
    reweighted: tuple[tuple[Text, float, float], ...]
    redefined: tuple[tuple[Indicator, Indicator], ...]
    methods: tuple[tuple[str, object, object], ...]
    dimensions_moved: tuple[tuple[Dimension, Text, Text], ...] = ()
    reordered: tuple[Text, ...] = ()
    reworded: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the two give the same index: nothing that numbers hang on differs."""
        return not any(getattr(self, f.name) for f in fields(self)[2:] if f.name not in _WORDS)

    def page(self, lang: Language = "sv") -> Page:
        """Return the difference, a line for each thing that differs."""
        return Page(self._compared(lang), [Paragraph(said) for said in self._said(lang)], lang=lang)

    def text(self, lang: Language = "sv") -> str:
        """Say the difference in sentences, in one paragraph."""
        first, *more = self._said(lang)
        # After the colon what is no label goes on in small letters.
        first = first[:1].lower() + first[1:] if self.is_empty else first
        return f"{self._compared(lang)}: {' '.join([first, *more])}"

    def _compared(self, lang: Language) -> str:
        name = f"{self.before.label.in_(lang)} ({self.before.id})"
        return say(lang, f"Jämfört med {name}", f"Compared with {name}")

    def _said(self, lang: Language) -> list[str]:
        """Return a sentence for each thing that differs, or one that nothing does."""
        reworded = self._words(lang)
        if self.is_empty:
            same = words.SAME_IN_OTHER_WORDS if reworded else words.SAME
            return [same.in_(lang), *reworded]
        return [
            *self._indicators(lang),
            *self._dimensions(lang),
            *self._weights(lang),
            *self._methods(lang),
            *reworded,
        ]

    def _indicators(self, lang: Language) -> list[str]:
        said = []
        for old, new, dimension in self.replaced:
            a, b, where = (x.in_(lang) for x in (old.indicator.label, new.indicator.label, dimension.label))
            said += [words.replaced_line(a, b, where, lang), *_weight_said(new, old.weight, lang)]
        for member, dimension in self.removed:
            said.append(words.removed_line(member.indicator.label.in_(lang), dimension.label.in_(lang), lang))
        for member, dimension in self.added:
            said.append(words.added_line(member.indicator.label.in_(lang), dimension.label.in_(lang), lang))
            said += _weight_said(member, 1.0, lang)
        for member, old_home, new_home in self.moved:
            what, a, b = (x.in_(lang) for x in (member.indicator.label, old_home.label, new_home.label))
            said.append(words.moved_line(what, a, b, lang))
        for before, after in self.redefined:
            said.append(words.redefined_line(after.label.in_(lang), lang))
            if before.direction is not after.direction:
                said.append(words.turned_line(after.label.in_(lang), lang))
        return said

    def _dimensions(self, lang: Language) -> list[str]:
        said = [words.dimension_removed_line(d.label.in_(lang), lang) for d in self.dimensions_removed]
        for dimension, held, holds in self.dimensions_moved:
            name, a, b = (text.in_(lang) for text in (dimension.label, held, holds))
            said.append(words.dimension_moved_line(name, a, b, lang))
        said += [words.reordered_line(whole.in_(lang), lang) for whole in self.reordered]
        for dimension in self.dimensions_added:
            names = join([leaf.indicator.label.in_(lang) for leaf in dimension.leaves()], lang=lang)
            said.append(words.dimension_added_line(dimension.label.in_(lang), names, lang))
        return said

    def _words(self, lang: Language) -> list[str]:
        """Say what is only told in another way."""
        said = []
        if self.reworded:
            names = join([label.in_(lang) for label in self.reworded], lang=lang)
            said.append(words.reworded_line(names, lang))
        return [*said, words.OTHER_NOTES.in_(lang)] if self.notes else said

    def _weights(self, lang: Language) -> list[str]:
        said = [
            words.weight_line(label.in_(lang), method_said(before, lang), method_said(after, lang), lang)
            for label, before, after in self.reweighted
        ]
        n, m = len(self.before.dimensions), len(self.after.dimensions)
        equal = len({d.weight for d in (*self.before.dimensions, *self.after.dimensions)}) == 1
        return [*said, words.equal_weights_line(n, m, lang)] if n != m and equal else said

    def _methods(self, lang: Language) -> list[str]:
        return [
            words.method_line(
                METHOD_LABELS[field].in_(lang), method_said(before, lang), method_said(after, lang), lang
            )
            for field, before, after in self.methods
        ]


def _weight_said(member: Member, usual: float, lang: Language) -> list[str]:
    """Say the weight of a new indicator where it is not what one would think."""
    if member.weight == usual:
        return []
    return [words.own_weight_line(method_said(member.weight, lang), lang)]


@door
def diff(before: Definition, after: Definition) -> Difference:
    """Compare two definitions.

    Returns
    -------
    Difference
        Shows itself as sentences, ``.page("en")`` in English; its fields hold the parts.

    Examples
    --------
    >>> import omradesindex as oi
    >>> index = oi.load_index("malmo-2023")
    >>> print(diff(index, index.without("nettoinkomst")).text("en").partition(": ")[2])
    Economy: Mean net income left out.
    """
    homes_a = {leaf.id: before.dimension_of(leaf.id) for leaf in before.members}
    homes_b = {leaf.id: after.dimension_of(leaf.id) for leaf in after.members}
    members_a = {leaf.id: leaf for leaf in before.members}
    members_b = {leaf.id: leaf for leaf in after.members}
    dims_a = {d.id: d for d in before.walk()}
    dims_b = {d.id: d for d in after.walk()}

    replaced = []
    for name in [d for d in dims_a if d in dims_b]:
        for old, new in zip(dims_a[name].members, dims_b[name].members, strict=False):
            both = isinstance(old, Member) and isinstance(new, Member)
            if both and old.id not in members_b and new.id not in members_a:
                replaced.append((members_a[old.id], members_b[new.id], dims_b[name]))
    taken = {old.id for old, _, _ in replaced} | {new.id for _, new, _ in replaced}
    shared = [name for name in members_a if name in members_b]
    weights = [
        (members_b[n].indicator.label, members_a[n].weight, members_b[n].weight)
        for n in shared
        if members_a[n].weight != members_b[n].weight
    ] + [
        (dims_b[n].label, dims_a[n].weight, dims_b[n].weight)
        for n in dims_a
        if n in dims_b and dims_a[n].weight != dims_b[n].weight
    ]
    return Difference(
        before=before,
        after=after,
        replaced=tuple(replaced),
        removed=tuple(
            (m, homes_a[n])
            for n, m in members_a.items()
            if n not in members_b and n not in taken and homes_a[n].id in dims_b
        ),
        added=tuple(
            (m, homes_b[n])
            for n, m in members_b.items()
            if n not in members_a and n not in taken and homes_b[n].id in dims_a
        ),
        moved=tuple((members_b[n], homes_a[n], homes_b[n]) for n in shared if homes_a[n].id != homes_b[n].id),
        dimensions_removed=tuple(d for n, d in dims_a.items() if n not in dims_b),
        dimensions_added=tuple(d for n, d in dims_b.items() if n not in dims_a),
        reweighted=tuple(weights),
        redefined=tuple(
            (members_a[n].indicator, members_b[n].indicator)
            for n in shared
            if _essence(members_a[n].indicator) != _essence(members_b[n].indicator)
        ),
        methods=tuple(
            (f.name, getattr(before.methods, f.name), getattr(after.methods, f.name))
            for f in fields(Methods)
            if getattr(before.methods, f.name) != getattr(after.methods, f.name)
        ),
        dimensions_moved=_moved(before, after),
        reordered=_reordered(before, after),
        reworded=tuple(
            members_b[n].indicator.label for n in shared if _told(members_a[n]) != _told(members_b[n])
        )
        + tuple(d.label for n, d in dims_b.items() if n in dims_a and dims_a[n].label != d.label),
        notes=tuple(
            note for note in (*before.notes, *after.notes) if (note in before.notes) != (note in after.notes)
        ),
    )


def _told(member: Member) -> tuple[object, ...]:
    """What is said of an indicator, and does not decide its values."""
    i = member.indicator
    texts = (i.label, i.definition, i.population, i.note, member.basis_note)
    use = (i.responsible, i.kind, i.goals, i.moves_within)
    why = (i.asked_by, i.definition_source, member.basis, member.asked_for)
    return (*texts, i.sources, i.breakdowns, i.ages, i.decimals, *use, *why)


def _wholes(definition: Definition) -> dict[str, tuple[Text, tuple[str, ...]]]:
    """Label and parts of each dimension, and of the index itself under the name ``index``."""
    found = {d.id: (d.label, tuple(part.id for part in d.members)) for d in definition.walk()}
    return {**found, "index": (_TOP, tuple(d.id for d in definition.dimensions))}


def _moved(before: Definition, after: Definition) -> tuple[tuple[Dimension, Text, Text], ...]:
    """Find dimensions that another whole holds than before."""
    one, two = (
        {part: (name, label) for name, (label, parts) in _wholes(d).items() for part in parts}
        for d in (before, after)
    )
    return tuple(
        (d, one[d.id][1], two[d.id][1])
        for d in after.walk()
        if d.id in one and one[d.id][0] != two[d.id][0] and d.id in {old.id for old in before.walk()}
    )


def _reordered(before: Definition, after: Definition) -> tuple[Text, ...]:
    """Find wholes whose parts, as far as both have them, stand in another order."""
    one, two = _wholes(before), _wholes(after)
    found = []
    for name in [name for name in two if name in one]:
        (_, old), (label, new) = one[name], two[name]
        if [part for part in old if part in new] != [part for part in new if part in old]:
            found.append(label)
    return tuple(found)


def _essence(indicator: Indicator) -> tuple[object, ...]:
    """What decides an indicator's values."""
    return indicator.formula, indicator.direction, indicator.unit
