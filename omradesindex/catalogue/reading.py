"""Read definitions of indices from TOML."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from omradesindex.catalogue.amendment import Amendment
from omradesindex.catalogue.definition import Definition, Dimension
from omradesindex.catalogue.dimension_weights import weights_moved
from omradesindex.catalogue.indicator import Indicator, theme_or_measure
from omradesindex.catalogue.library import HERE, find_indicator, parse_indicator
from omradesindex.catalogue.lock import read_lock
from omradesindex.catalogue.member import Member, asks_said
from omradesindex.catalogue.methods import read_methods
from omradesindex.catalogue.tables import (
    Place,
    Table,
    identifier,
    items,
    only,
    read_toml,
    string,
    strings,
    tables,
    text,
    weight,
)
from omradesindex.doors import door, warn
from omradesindex.errors import DefinitionError, did_you_mean, listing
from omradesindex.wording import Text

_KEYS = (
    "id",
    "label",
    "description",
    "notes",
    "base",
    "changes",
    "methods",
    "dimensions",
    "indicators",
    "lock",
)
_DEEPEST = 20
CHANGES = {
    "replace": ("with",),
    "add": ("to", "weight"),
    "without": (),
    "extend": ("only",),
    "reweight": ("weight",),
}
#: What any change may say of who asked for it.
_ASKED = ("body", "ask", "asked_for")


def read_definition(name_or_path: str | Path, *, folder: str | Path | None = None) -> Definition:
    """Read a definition that travels with the library (by its id) or an own file (by its path).

    Parameters
    ----------
    name_or_path : str or Path
    folder : str or Path, optional
        A folder of own definitions, searched by id before the library's.

    Examples
    --------
    >>> read_definition("malmo-2023").dimensions[0].id
    'delaktighet'
    """
    return _read(name_or_path, Path(folder) if folder is not None else None, ())


def _read(name_or_path: str | Path, folder: Path | None, coming_from: tuple[str, ...]) -> Definition:
    path = _find(str(name_or_path), folder, coming_from)
    if str(path) in coming_from:
        way = " → ".join(Path(p).stem for p in (*coming_from, str(path)))
        raise DefinitionError(
            f"the definitions build on each other in a circle: {way}",
            where=coming_from[-1],
            remedy="let one of them stand on its own dimensions",
        )
    contents, place = read_toml(path)
    definition = _parse(contents, place, folder, (*coming_from, str(path)))
    idle = [name for name in contents.get("indicators", ()) if name not in _named(definition)]
    if idle:
        warn(
            f"{place.at(idle[0])}: {listing(idle)} is defined, but the index does not use it; name it in a "
            "dimension, or remove it"
        )
    return definition


def _named(definition: Definition) -> set[str]:
    """Ids of the indicators that a definition has, or that one of its changes is about."""
    changes = {name for change in definition.changes for name in (change.what, change.to) if name}
    return changes | {member.id for member in definition.members}


def _find(name: str, folder: Path | None, coming_from: tuple[str, ...]) -> Path:
    known = _files(folder)
    if name in known:
        return known[name]
    if not name.endswith(".toml"):
        raise DefinitionError(
            f"the index '{name}' is unknown{did_you_mean(name, known)}",
            where=coming_from[-1] if coming_from else None,
            expected=f"one of {listing(sorted(known), 40)}, or the path of a .toml file",
        )
    if not coming_from:
        return Path(name)
    # A file may name another that lies beside it, and no other: whoever reads it knows only of its folder.
    home = Path(coming_from[-1]).resolve().parent
    if not (home / name).resolve().is_relative_to(home):
        raise DefinitionError(
            f"the path '{name}' leads out of the folder",
            where=coming_from[-1],
            expected="the id of an index, or a .toml file in the same folder",
            remedy="copy what is meant into that folder, and name it there",
        )
    return home / name


def _files(folder: Path | None) -> dict[str, Path]:
    """Return the files by the ids that they define; two with one id are refused."""
    found = {path.stem: path for path in _ours()}
    if folder is None:
        return found
    if not folder.is_dir():
        raise DefinitionError("the folder of definitions does not exist", where=str(folder))
    own: dict[str, Path] = {}
    for path in sorted(folder.glob("*.toml")):
        contents, place = read_toml(path)
        name = identifier(contents.get("id"), place)
        if name in own or name in found:
            raise DefinitionError(
                f"two indices have the id '{name}'",
                where=place.at(name),
                expected=f"an id that {own.get(name) or 'the library'} does not use",
                remedy="change the id in one of the files",
            )
        own[name] = path
    return {**found, **own}


@cache
def _ours() -> tuple[Path, ...]:
    return tuple(sorted((HERE / "indices").glob("*.toml")))


@door
def list_indices(folder: str | Path | None = None) -> tuple[str, ...]:
    """Ids of the indices that travel with the library, and of those in a folder of one's own.

    Examples
    --------
    >>> "malmo-2023" in list_indices()
    True
    """
    return tuple(sorted(_files(Path(folder) if folder is not None else None)))


def parse_definition(table: Table, *, where: str = "definition") -> Definition:
    """Make a definition from the tables of a TOML file.

    Parameters
    ----------
    table : mapping
        Keys ``id``, ``label``, ``description``, ``notes``, ``methods``; then either ``dimensions``, or
        ``base`` (another index) and ``changes`` to it; and, for an analyst's own indicators, ``indicators``.
    where : str
        Named in errors.

    Raises
    ------
    DefinitionError
        Unknown key or name (the nearest is suggested), an indicator or dimension twice, weights that are
        negative, not finite or all zero, an empty dimension, a circle of definitions.

    Examples
    --------
    >>> d = parse_definition({"id": "tva", "dimensions": [
    ...     {"id": "ekonomi", "indicators": ["arbetsloshet", "nettoinkomst"]}]})
    >>> [i.id for i in d.indicators]
    ['arbetsloshet', 'nettoinkomst']
    """
    return _parse(table, Place(where), None, ())


def _parse(table: Table, place: Place, folder: Path | None, coming_from: tuple[str, ...]) -> Definition:
    t = only(table, _KEYS, place, required=("id",))
    name = identifier(t["id"], place)
    if ("base" in t) == ("dimensions" in t):
        raise DefinitionError(
            "an index has either 'dimensions' or a 'base'", where=str(place), remedy="give one of the two"
        )
    own_tables = t.get("indicators", {})
    own_place = place.into("indicators") if own_tables else place
    only(own_tables, own_tables if isinstance(own_tables, Mapping) else (), own_place)
    own = {key: parse_indicator(key, value, own_place.into(key)) for key, value in own_tables.items()}
    if t.get("base") == name:
        raise DefinitionError(
            f"the index '{name}' builds on itself: {name} → {name}",
            where=place.at("base"),
            remedy="name the index that it is a change of, or give it dimensions of its own",
        )
    if "base" in t:
        # A change of what was fixed is another index, which nobody has fixed.
        base = replace(_read(string(t["base"], "base", place), folder, coming_from), lock=None)
    else:
        dimensions = tuple(_dimension(d, own, place) for d in tables(t["dimensions"], "dimensions", place))
        with place.saying():
            base = Definition(name, Text(name, name), Text(name, name), dimensions)
    definition = base.with_identity(
        id=name,
        label=text(t.get("label", name), "label", place),
        description=text(t.get("description", name), "description", place),
        base=base.id if "base" in t else None,
    )
    if "notes" in t:
        notes = items(t["notes"], "notes", place, "a list of texts")
        definition = definition.with_identity(notes=tuple(text(note, "notes", place) for note in notes))
    here = place
    for row in tables(t.get("changes", ()), "changes", place):
        here = here.next("[[changes]]")
        definition = _change(definition, row, own, here, folder, coming_from)
    if "methods" in t:
        methods = read_methods(
            t["methods"],
            definition.methods,
            dimensions=[d.id for d in definition.walk()],
            place=place.into("methods"),
        )
        definition = dataclasses.replace(definition, methods=methods)
    if "base" in t and (moved := weights_moved(base, definition)):
        definition = dataclasses.replace(definition, notes=(*definition.notes, moved))
    for indicator in definition.indicators:
        if own.get(indicator.id, indicator) != indicator:
            raise DefinitionError(
                f"the indicator '{indicator.id}' is defined here, but the index has the one of its base",
                where=own_place.at(indicator.id),
                expected="a change that brings it in",
                remedy=f'add [[changes]] with replace = "{indicator.id}" and with = "{indicator.id}", or '
                "give it another id",
            )
    return read_lock(definition, t, place) if "lock" in t else definition


def _change(
    definition: Definition,
    row: object,
    own: Mapping[str, Indicator],
    place: Place,
    folder: Path | None,
    coming_from: tuple[str, ...],
) -> Definition:
    """Make one change to a base, remembering who asked for it."""
    here = replace(place, steps=(*place.steps, "changes"))
    allowed = sorted({key for keys in CHANGES.values() for key in keys})
    t = only(row, (*CHANGES, *allowed, *_ASKED), here)
    verbs = [verb for verb in CHANGES if verb in t]
    if len(verbs) != 1:
        raise DefinitionError(
            f"a change does one thing, but {listing(verbs) or 'none'} is named",
            where=str(here),
            expected=f"one of {listing(CHANGES)}",
        )
    verb = verbs[0]
    what = string(t[verb], verb, here)
    here = here.into(f"{verb} '{what}'", find=what)
    only(t, (verb, *CHANGES[verb], *_ASKED), here)
    body = identifier(t["body"], here) if "body" in t else ""
    ask = text(t["ask"], "ask", here) if "ask" in t else None
    brought: tuple[Indicator, ...] = ()
    with here.saying():
        if verb == "replace":
            new = find_indicator(string(t.get("with"), "with", here), own, here)
            brought = (new,)
            changed = definition.replace(what, new)
        elif verb == "add":
            new = find_indicator(what, own, here)
            brought = (new,)
            heavy, to = weight(t.get("weight", 1.0), here), string(t.get("to"), "to", here)
            changed = definition.add(new, to=to, weight=heavy)
        elif verb == "extend":
            extension = _read(what, folder, coming_from)
            if "only" in t:
                extension = extension.reduced(strings(t["only"], "only", here))
            brought = extension.indicators
            changed = definition.extend(extension)
        elif verb == "without":
            changed = definition.without(what)
        else:
            changed = definition.reweight({what: weight(t.get("weight"), here)})
    # Where nobody asked, what an extension says of its own indicators stands.
    asked_for = {new.id: _asked_for(new, t, body, here) for new in brought} if ask else {}
    with here.saying():
        names = tuple(new.id for new in brought)
        return changed.noting(
            Amendment(verb, what, t.get("with") or t.get("to"), body, ask, names), asked_for
        )


def _asked_for(new: Indicator, change: Table, body: str, here: Place) -> str:
    """Return whether a change's ask is for the theme of an indicator or for what it measures."""
    known = {ask.body: ask.asked_for for ask in new.asked_by}
    with here.saying("ask"):
        return theme_or_measure(change.get("asked_for", known.get(body)), f"the ask for '{new.id}'")


def _dimension(table: object, own: Mapping[str, Indicator], place: Place) -> Dimension:
    t = only(
        table,
        ("id", "label", "weight", "indicators", "dimensions"),
        place.into("dimension", find="[[dimensions]]") if not isinstance(table, Mapping) else place,
        required=("id",),
    )
    name = identifier(t["id"], place)
    here = place.into(f"dimension '{name}'", find=name)
    if len(here.steps) > _DEEPEST:
        raise DefinitionError(
            "the dimensions stand inside each other too deeply",
            where=str(here),
            expected=f"at most {_DEEPEST} levels",
        )
    parts: list[Member | Dimension] = [
        _dimension(d, own, here) for d in tables(t.get("dimensions", ()), "dimensions", here)
    ]
    named = items(t.get("indicators", ()), "indicators", here, "a list of ids or tables")
    parts += [_member({"id": m} if isinstance(m, str) else m, own, here) for m in named]
    with here.saying():
        return Dimension(name, t.get("label", name), tuple(parts), t.get("weight", 1.0))


def _member(table: object, own: Mapping[str, Indicator], place: Place) -> Member:
    t = only(table, ("id", "weight", "basis", "basis_note", "asked_for"), place, required=("id",))
    name = string(t["id"], "id", place)
    indicator = find_indicator(name, own, place)
    told = {key: value for key, value in t.items() if key != "id"}
    if told.get("basis") == "asked" and not {"asked_for", "basis_note"} & set(told):
        told |= asks_said(indicator)
    with place.into(name).saying():
        return Member(indicator, **told)
