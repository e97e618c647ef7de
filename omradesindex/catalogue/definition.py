"""The definition of an index: a tree of dimensions over indicators, with weights and methods.

A definition is data. It is never changed: verbs return a copy.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from omradesindex.catalogue.amendment import Amendment
from omradesindex.catalogue.amounts import weight
from omradesindex.catalogue.indicator import Indicator
from omradesindex.catalogue.library import indicators, unknown_indicator
from omradesindex.catalogue.member import Member
from omradesindex.catalogue.methods import BY_LEVEL, LEVELS, METHOD_LABELS, Methods, read_methods
from omradesindex.catalogue.tables import Place
from omradesindex.catalogue.text import both, identifier, line, lines, said_of, several, shown
from omradesindex.catalogue.words import as_the_rest
from omradesindex.doors import methods_door
from omradesindex.errors import DefinitionError, did_you_mean, listing, must_be
from omradesindex.frozen import hold
from omradesindex.show.page import Page
from omradesindex.show.shown import Shown
from omradesindex.wording import Language, Text, join

if TYPE_CHECKING:
    from omradesindex.catalogue.lock import Lock

_IDENTITY = ("id", "label", "description", "notes", "base")


@dataclass(frozen=True)
class Dimension:
    """A group of indicators (or of further dimensions) that makes one score; the dimensions stand first."""

    id: str
    label: Text
    members: tuple[Member | Dimension, ...]
    weight: float = 1.0

    def __post_init__(self) -> None:
        name = identifier(self.id)
        with said_of(f"dimension '{name}'"):
            members = several(self.members, object, "members")
            for member in members:
                if not isinstance(member, Member | Dimension):
                    raise DefinitionError(
                        f"a part of it is given as {type(member).__name__}",
                        expected="a Member or a Dimension",
                    )
            hold(
                self,
                id=name,
                label=both(self.label, "label"),
                # As a file holds them.
                members=tuple(sorted(members, key=lambda part: isinstance(part, Member))),
                weight=weight(self.weight, name),
            )

    def walk(self) -> Iterator[Dimension]:
        """Yield the dimensions below and then this one, so that parts come before their whole."""
        for member in self.members:
            if isinstance(member, Dimension):
                yield from member.walk()
        yield self

    def leaves(self) -> Iterator[Member]:
        """Yield the indicators below, in order."""
        for member in self.members:
            if isinstance(member, Dimension):
                yield from member.leaves()
            else:
                yield member


@methods_door
@dataclass(frozen=True, repr=False)
class Definition(Shown):
    """Everything that decides what an index is. Verbs return a changed copy; nothing is changed in place.

    Attributes
    ----------
    id : str
    label, description : Text
    dimensions : tuple of Dimension
    methods : Methods
    notes : tuple of Text
        What every reader of a result must be told.
    base : str or None
        The index that it was made from.
    changes : tuple of Amendment
        How it was made from its base, each with who asked for it.
    lock : Lock or None
        When it was fixed, and what it was then; see :attr:`is_locked`.
    """

    id: str
    label: Text
    description: Text
    dimensions: tuple[Dimension, ...]
    methods: Methods = field(default_factory=Methods)
    notes: tuple[Text, ...] = ()
    base: str | None = None
    changes: tuple[Amendment, ...] = ()
    lock: Lock | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        with said_of(f"index {shown(self.id)}"):
            hold(
                self,
                id=line(self.id, "id"),
                label=both(self.label, "label"),
                description=both(self.description, "description"),
                dimensions=several(self.dimensions, Dimension, "dimensions"),
                methods=must_be(
                    self.methods, Methods, what="methods", expected="Methods", error=DefinitionError
                ),
                notes=tuple(both(note, "notes") for note in several(self.notes, object, "notes")),
                base=None if self.base is None else line(self.base, "base"),
                changes=several(self.changes, Amendment, "changes"),
            )
        self._check()

    # -- looking ----------------------------------------------------------------------------------------

    def page(self, lang: Language = "sv") -> Page:
        """Return what it consists of, what weighs what, and the methods that are not the usual ones.

        Examples
        --------
        >>> import omradesindex as oi
        >>> oi.load_index("cni").page("en").tables()[0].to_frame()["Indicator"].tolist()
        ['▲ Care Need Index per inhabitant']
        """
        from omradesindex.catalogue.page import definition_page

        return definition_page(self, lang)

    @cached_property
    def is_locked(self) -> bool:
        """Whether it is a definition that was fixed, and is still what it was then."""
        was = None if self.lock is None else self.lock.of
        names = [part.name for part in dataclasses.fields(self) if part.compare]
        return was is not None and all(getattr(self, name) == getattr(was, name) for name in names)

    @cached_property
    def members(self) -> tuple[Member, ...]:
        """The indicators in order, with their weights and basis."""
        return tuple(leaf for dimension in self.dimensions for leaf in dimension.leaves())

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators in order."""
        return tuple(member.indicator for member in self.members)

    def walk(self) -> Iterator[Dimension]:
        """Yield every dimension, parts before their whole."""
        for dimension in self.dimensions:
            yield from dimension.walk()

    @cached_property
    def additive(self) -> bool:
        """Whether every level is an arithmetic mean and nothing more, so that a score is its parts' sum."""
        levels = (*(dimension.id for dimension in self.walk()), "index")
        return all(
            self.methods.name_of("aggregate", level) == "arithmetic" and not self.methods.alters(level)
            for level in levels
        )

    def dimension_of(self, indicator: str) -> Dimension:
        """Return the dimension that an indicator stands in.

        Raises
        ------
        DefinitionError
            Where the indicator is not part of the index.
        """
        for dimension in self.walk():
            if any(isinstance(m, Member) and m.id == indicator for m in dimension.members):
                return dimension
        raise self._unknown(indicator, [m.id for m in self.members], "indicator")

    def responsible(self, *indicators: str) -> dict[str, tuple[str, ...]]:
        """Say which boards and companies the indicators call in, and each one's indicators.

        Parameters
        ----------
        *indicators : str
            Ids of the indicators in question, such as those where an area stands out; all without any.

        Returns
        -------
        dict
            Ids of indicators by the short name of the body, the one with the most of them first.

        Raises
        ------
        DefinitionError
            An indicator that is not part of the index.

        Examples
        --------
        >>> import omradesindex as oi
        >>> oi.load_index("malmo-2023").responsible("trangboddhet", "gymnasiebehorighet")
        {'grn': ('gymnasiebehorighet',), 'mkb': ('trangboddhet',), 'sbn': ('trangboddhet',)}
        """
        known = [member.id for member in self.members]
        for name in indicators:
            if name not in known:
                raise self._unknown(name, known, "indicator")
        called: dict[str, list[str]] = {}
        for indicator in self.indicators:
            if not indicators or indicator.id in indicators:
                for body in indicator.responsible:
                    called.setdefault(body, []).append(indicator.id)
        most_first = sorted(called.items(), key=lambda item: -len(item[1]))
        return {body: tuple(names) for body, names in most_first}

    # -- changing ---------------------------------------------------------------------------------------

    def replace(
        self,
        old: str,
        new: str | Indicator,
        *,
        basis: str = "assumed",
        basis_note: Text | str | None = None,
        asked_for: str = "",
    ) -> Self:
        """Put another indicator in the place of one, with its weight.

        Parameters
        ----------
        old : str
            Id of an indicator of this index.
        new : str or Indicator
            Id in the catalogue, or an indicator of one's own.
        basis, basis_note, asked_for
            Why it stands here, see :class:`Member`.

        Examples
        --------
        >>> import omradesindex as oi
        >>> tenure = oi.load_index("malmo-2023").replace("arbetsloshet", "ekonomiskt_bistand")
        >>> tenure.dimension_of("ekonomiskt_bistand").label.sv
        'Ekonomi'
        """
        self.dimension_of(old)
        member = Member.of(as_indicator(new), basis, basis_note, asked_for)

        def swap(part: Member | Dimension) -> Member | Dimension:
            if isinstance(part, Member) and part.id == old:
                return dataclasses.replace(member, weight=part.weight)
            return part

        return self._mapped(swap)

    def without(self, *names: str) -> Self:
        """Leave indicators or dimensions out.

        Examples
        --------
        >>> import omradesindex as oi
        >>> fewer = oi.load_index("malmo-2023").without("svarsfrekvens_folkhalsoenkat")
        >>> len(fewer.indicators)
        11
        """
        for name in names:
            self._known(name)
        return self._mapped(lambda part: None if part.id in names else part)

    def add(
        self,
        new: str | Indicator,
        *,
        to: str,
        weight: float = 1.0,
        basis: str = "assumed",
        basis_note: Text | str | None = None,
        asked_for: str = "",
    ) -> Self:
        """Add an indicator to a dimension.

        Examples
        --------
        >>> import omradesindex as oi
        >>> more = oi.load_index("malmo-2023").add("blandade_upplatelseformer", to="boende")
        >>> len(more.indicators)
        13
        """
        dimensions = [d.id for d in self.walk()]
        if to not in dimensions:
            raise self._unknown(to, dimensions, "dimension")
        member = dataclasses.replace(
            Member.of(as_indicator(new), basis, basis_note, asked_for), weight=weight
        )

        def put(part: Member | Dimension) -> Member | Dimension:
            if isinstance(part, Dimension) and part.id == to:
                return dataclasses.replace(part, members=(*part.members, member))
            return part

        return self._mapped(put)

    def extend(self, *extensions: str | Definition | Dimension, only: Iterable[str] | None = None) -> Self:
        """Attach the dimensions of other indices, whole or with some of their indicators.

        Parameters
        ----------
        *extensions : str, Definition or Dimension
            Ids of the catalogue (``trygghet``, ``tillit``, ``halsa``, ``barn``, ``fysisk-miljo``, ``ctc``,
            ``cni``), or definitions of one's own.
        only : iterable of str, optional
            Ids of the indicators to take of one extension; without it all.

        Examples
        --------
        >>> import omradesindex as oi
        >>> [d.id for d in oi.load_index("malmo-2023").extend("trygghet", "tillit").dimensions[4:]]
        ['trygghet', 'tillit']
        >>> some = oi.load_index("malmo-2023").extend("halsa", only=["medellivslangd"])
        >>> [m.id for m in some.dimensions[4].leaves()]
        ['medellivslangd']
        """
        from omradesindex.catalogue.reading import read_definition

        if only is not None and (len(extensions) != 1 or isinstance(extensions[0], Dimension)):
            raise DefinitionError(
                "'only' says what to take of one index, and something else is attached",
                where=f"index '{self.id}'",
                remedy="attach one index at a time",
            )
        added: list[Dimension] = []
        methods, notes = self.methods, list(self.notes)
        for extension in extensions:
            if isinstance(extension, Dimension):
                added.append(extension)
                continue
            whole = must_be(
                read_definition(extension) if isinstance(extension, str) else extension,
                Definition,
                what="an extension",
                expected="an id of the catalogue, a Definition or a Dimension",
                error=DefinitionError,
            )
            if only is not None:
                whole = whole.reduced(only)
            added += whole.dimensions
            methods = methods.attaching(whole.methods, [d.id for d in whole.walk()])
            notes += [note for note in (*whole.notes, *self._unlike(whole)) if note not in notes]
        for dimension in added:
            if dimension.id in {d.id for d in self.walk()}:
                raise DefinitionError(
                    f"the dimension '{dimension.id}' is already attached",
                    where=f"index '{self.id}'",
                    remedy="attach it once",
                )
        return dataclasses.replace(
            self, dimensions=(*self.dimensions, *added), methods=methods, notes=tuple(notes)
        )

    def reduced(self, names: Iterable[str]) -> Definition:
        """Leave out all but some indicators, and the dimensions that then hold none.

        Examples
        --------
        >>> import omradesindex as oi
        >>> [d.id for d in oi.load_index("malmo-2023").reduced(["nettoinkomst"]).dimensions]
        ['ekonomi']
        """
        kept = lines(names, "only")
        if not kept:
            raise DefinitionError("no indicator is named to be kept", where=f"index '{self.id}'")
        for name in kept:
            self.dimension_of(name)
        holding = {d.id for d in self.walk() if any(leaf.id in kept for leaf in d.leaves())}
        gone = [member.id for member in self.members if member.id not in kept]
        return self.without(*gone, *(d.id for d in self.walk() if d.id not in holding))

    def _unlike(self, extension: Definition) -> list[Text]:
        """Say which of an extension's methods hold for a whole index, and so not for it here."""
        steps = [
            name
            for name, ours in vars(self.methods).items()
            if name not in BY_LEVEL and getattr(extension.methods, name) != ours
        ]
        if len(extension.dimensions) > 1:
            steps += [
                name
                for name in BY_LEVEL
                if extension.methods.at(name, "index") != self.methods.at(name, "index")
            ]
        if not steps:
            return []
        labels = [METHOD_LABELS[step] for step in steps]
        named = Text(join([label.sv for label in labels]), join([label.en for label in labels], lang="en"))
        return [as_the_rest(extension.label, self.label, named)]

    def reweight(self, weights: Mapping[str, float]) -> Self:
        """Give indicators or dimensions other weights (relative to the others of their whole).

        Examples
        --------
        >>> import omradesindex as oi
        >>> heavier = oi.load_index("malmo-2023").reweight({"ekonomi": 2, "arbetsloshet": 3})
        >>> [d.weight for d in heavier.dimensions]
        [1.0, 1.0, 2.0, 1.0]
        """
        kind: type[Mapping[str, float]] = Mapping  # type: ignore[type-abstract]
        must_be(weights, kind, what="weights", expected="weights by id", error=DefinitionError)
        for name in weights:
            self._known(name)
        return self._mapped(
            lambda part: dataclasses.replace(part, weight=weights[part.id]) if part.id in weights else part
        )

    def with_methods(self, **methods: Any) -> Self:
        """Compute in another way: any field of :class:`~omradesindex.catalogue.Methods`.

        What is not named stays as it is: other steps, other levels and dimensions, and the other options of a
        method where the table names the same one. A method's bare name takes it with its usual options.

        Examples
        --------
        >>> import omradesindex as oi
        >>> oi.load_index("malmo-2023").with_methods(ddof=1).methods.ddof
        1
        >>> geometric = oi.load_index("malmo-2023").with_methods(aggregate={"dimension": "geometric"})
        >>> geometric.with_methods(aggregate={"ekonomi": "harmonic"}).methods.aggregate
        {'dimension': 'geometric', 'index': 'arithmetic', 'ekonomi': 'harmonic'}
        """
        return self._measured(methods, whole=False)

    def by_methods(self, **methods: Any) -> Self:
        """As :meth:`with_methods`, but a table that names a method holds all that is said of it.

        For alternatives to what the definition says, which are no changes of it.
        """
        return self._measured(methods, whole=True)

    def _measured(self, methods: Mapping[str, Any], *, whole: bool) -> Self:
        dimensions = [d.id for d in self.walk()]
        place = Place(f"index '{self.id}'")
        changed = read_methods(methods, self.methods, dimensions=dimensions, place=place, whole=whole)
        return dataclasses.replace(self, methods=changed)

    def with_identity(self, **identity: Any) -> Self:
        """Give it another ``id``, ``label``, ``description``, ``notes`` or ``base``.

        A label is a :class:`Text`, or one string for both languages. A new id without a new label becomes the
        label too, so that nothing goes under another's name.

        Examples
        --------
        >>> import omradesindex as oi
        >>> oi.load_index("malmo-2023").with_identity(id="eget").label.sv
        'eget'
        """
        for name in identity:
            if name not in _IDENTITY:
                raise DefinitionError(
                    f"'{name}' is no part of an identity{did_you_mean(name, _IDENTITY)}",
                    where=f"index '{self.id}'",
                    expected=f"one of {listing(_IDENTITY)}",
                )
        if "id" in identity:
            with said_of(f"index '{self.id}'"):
                identifier(identity["id"])
        return self._called(**identity)

    def named(self, name: str) -> Self:
        """Give it a name that people read, where it stands beside others; it cannot be saved under it."""
        return self._called(id=name)

    def _called(self, **identity: Any) -> Self:
        if identity.get("id", self.id) != self.id:
            identity = {"label": identity["id"], **identity}
        with said_of(f"index '{self.id}'"):
            for name in {"label", "description"} & set(identity):
                identity[name] = both(identity[name], name)
            if "notes" in identity:
                notes = several(identity["notes"], object, "notes")
                identity["notes"] = tuple(both(note, "notes") for note in notes)
        return dataclasses.replace(self, **identity)

    def noting(self, change: Amendment, asked_for: Mapping[str, str]) -> Self:
        """Remember a change, and of indicators that it brought what was asked for: theme or measure."""

        def mark(part: Member | Dimension) -> Member | Dimension:
            if isinstance(part, Member) and part.id in asked_for:
                return Member(part.indicator, part.weight, "asked", change.ask, asked_for[part.id])
            return part

        return dataclasses.replace(self._mapped(mark), changes=(*self.changes, change))

    # -- helpers ----------------------------------------------------------------------------------------

    def _mapped(self, change: Callable[[Member | Dimension], Member | Dimension | None]) -> Self:
        """Apply a change to every part, from the leaves up; parts that become None are left out."""

        def through(part: Member | Dimension) -> Member | Dimension | None:
            if isinstance(part, Dimension):
                kept = [new for member in part.members if (new := through(member)) is not None]
                part = dataclasses.replace(part, members=tuple(kept))
            return change(part)

        parts = [new for d in self.dimensions if isinstance(new := through(d), Dimension)]
        gone = _ids(self.dimensions) - _ids(parts)
        return dataclasses.replace(self, dimensions=tuple(parts), methods=self.methods.forgetting(gone))

    def _known(self, name: str) -> None:
        known = [*(d.id for d in self.walk()), *(m.id for m in self.members)]
        if name not in known:
            raise self._unknown(name, known, "indicator or dimension")

    def _unknown(self, name: object, known: Collection[str], what: str) -> DefinitionError:
        if not isinstance(name, str):
            return DefinitionError(
                f"the {what} is given as {type(name).__name__}, {shown(name)}",
                where=f"index '{self.id}'",
                expected="an id",
            )
        return DefinitionError(
            f"the {what} '{name}' is no part of the index{did_you_mean(name, known)}",
            where=f"index '{self.id}'",
            expected=f"one of {listing(known, 30)}",
        )

    def _check(self) -> None:
        """Refuse what no index can be: names twice, nothing in a dimension, weights that weigh nothing."""
        where = f"index '{self.id}'"
        seen = set[str]()
        parts: list[Member | Dimension] = [*self.walk(), *(d for d in self.members)]
        for part in parts:
            kind = "dimension" if isinstance(part, Dimension) else "indicator"
            if part.id in LEVELS:
                raise DefinitionError(
                    f"the {kind} is called '{part.id}', as a level of every index is",
                    where=where,
                    remedy="give it another id",
                )
            if part.id in seen:
                raise DefinitionError(
                    f"the {kind} '{part.id}' stands there twice", where=where, remedy="keep one"
                )
            seen.add(part.id)
        wholes: list[tuple[str, tuple[Member | Dimension, ...]]] = [(d.id, d.members) for d in self.walk()]
        for name, members in [*wholes, ("index", self.dimensions)]:
            if not members:
                raise DefinitionError(
                    f"'{name}' is empty", where=where, remedy="give it indicators, or leave it out"
                )
            if not any(part.weight > 0 for part in members):
                raise DefinitionError(
                    f"all weights in '{name}' are zero", where=where, expected="at least one above zero"
                )


def _ids(dimensions: Iterable[Dimension]) -> set[str]:
    """Ids of dimensions and of all that stands in them."""
    return {d.id for whole in dimensions for d in whole.walk()} | {
        leaf.id for whole in dimensions for leaf in whole.leaves()
    }


def as_indicator(indicator: str | Indicator) -> Indicator:
    """Return an indicator given as such or by its id in the catalogue."""
    if isinstance(indicator, Indicator):
        return indicator
    must_be(indicator, str, what="the indicator", expected="an id, or an Indicator", error=DefinitionError)
    found = indicators().get(indicator)
    if found is None:
        raise unknown_indicator(indicator, indicators())
    return found
