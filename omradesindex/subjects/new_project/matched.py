"""Which column is what: told by the other files, and by a heading only where nothing else tells."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from omradesindex.errors import DivisionError, listing
from omradesindex.patterns import pattern
from omradesindex.statistics.vintages import municipality_of
from omradesindex.subjects.new_project import words
from omradesindex.subjects.new_project.codes import kind_of, why_apart
from omradesindex.subjects.new_project.regions import town_called, town_of
from omradesindex.subjects.new_project.seen import Columns
from omradesindex.wording import Language

_CODE = pattern(r".*(kod|code)|[dg]eso.*|regso.*|nyko.*|(object)?id|.*_id|lkfv|.*nr", re.IGNORECASE)
#: What programs number the rows of a map by.
_RUNNING = pattern(r"objectid(_?[0-9]+)?|(ogc_)?f?id|gid|oid|rowid|l[öo]p_?nr|l[öo]pnummer", re.IGNORECASE)
_NAME = pattern(r".*(namn|name|ben[äa]mning)", re.IGNORECASE)
_TOWNS = r"kommun_?namn|kommun_?kod|kommun|municipality"
_TOWN = pattern(_TOWNS, re.IGNORECASE)
_WIDER = pattern(rf"{_TOWNS}|l[äa]n.*|county|country|land", re.IGNORECASE)
_FRACTION = pattern(r"-?[0-9]+[.,][0-9]+(?:e-?[0-9]+)?", re.IGNORECASE)


@dataclass(frozen=True)
class AreaColumns:
    """Which columns of the outlines are the areas' codes and names."""

    code: str
    name: str


@dataclass(frozen=True)
class KeyColumns:
    """Which columns of a key are the sub-areas and their areas, and the pairs in the towns that are wanted.

    Attributes
    ----------
    sub, area : str
        The headings.
    pairs : tuple of (str, str)
        Sub-area and area.
    names : mapping of str to str
        Area → its name, where the key has one.
    merges : bool
        Whether the outlines are of the sub-areas, and have to be merged.
    """

    sub: str
    area: str
    pairs: tuple[tuple[str, str], ...]
    names: Mapping[str, str]
    merges: bool


def unique_columns(columns: Columns) -> list[str]:
    """Return the columns that have a value of its own for every row."""
    return [name for name, cells in columns.items() if all(cells) and len(set(cells)) == len(cells)]


def code_column(
    columns: Columns, wanted: Collection[str], *, given: str | None, where: Path, lang: Language
) -> str:
    """Return the column of the areas' codes: the one that statistics or key have, else by its heading.

    Raises
    ------
    DivisionError
        No column can be it, or several can.
    """
    possible = unique_columns(columns)
    if given is not None:
        return given
    if not possible:
        raise DivisionError(words.NO_CODES.in_(lang), where=str(where), expected=listing(columns))
    kinds = {kind_of([code]) for code in wanted} - {""}
    fitting = {name: len(set(columns[name]) & set(wanted)) for name in possible}
    # Where both have codes, names do not join what the codes part: a name may stay when the area moves.
    coded = {name: fitting[name] for name in possible if kind_of(columns[name]) in kinds}
    if coded:
        return max(coded, key=lambda name: coded[name])
    best = max(fitting.values())
    if best:
        return _one_of(columns, [name for name in possible if fitting[name] == best], where, lang)
    small = [name for name in possible if all(map(municipality_of, columns[name]))]
    headed = [name for name in possible if _CODE.fullmatch(name) and not _NAME.fullmatch(name)]
    return _one_of(columns, small or headed or possible, where, lang)


def _one_of(columns: Columns, possible: Sequence[str], where: Path, lang: Language) -> str:
    """Return the only column of those that can be; a running number of rows is none beside another."""
    found = [name for name in possible if not _RUNNING.fullmatch(name)] or [*possible]
    if len({columns[name] for name in found}) > 1:
        found = [name for name in found if _CODE.fullmatch(name) and not _NAME.fullmatch(name)] or found
    if len({columns[name] for name in found}) > 1:
        raise DivisionError(
            words.WHICH_CODE.in_(lang),
            where=str(where),
            expected=listing(found),
            remedy=words.WHICH_CODE_REMEDY.in_(lang),
        )
    return found[0]


def name_column(columns: Columns, code: str) -> str:
    """Return the column of the areas' names: by its heading, else any text, else the codes themselves."""
    others = [name for name, cells in columns.items() if name != code and all(cells)]
    headed = [name for name in others if _NAME.fullmatch(name) and len(set(columns[name])) > 1]
    own = [name for name in headed if len(set(columns[name])) == len(columns[name])]
    worded = [
        n
        for n in unique_columns(columns)
        if n != code and any(any(c.isalpha() for c in v) and " " in v for v in columns[n])
    ]
    return next(iter([*own, *worded, *headed]), code)


def town_named(columns: Columns, rows: Sequence[int]) -> str:
    """Return the municipality's name, where a column names the same one in all rows; else nothing."""
    for heading, cells in columns.items():
        names = {cells[row] for row in rows}
        if _TOWN.fullmatch(heading) and len(names) == 1:
            (name,) = names
            if name and not name.isdigit():
                return name
    return ""


def towns_by_row(columns: Columns, code: str) -> list[str]:
    """Return the municipality that each of the areas lies in, by code, name or a column; else empty."""
    coded = [town_of(cell) for cell in columns[code]]
    if any(coded):
        return coded
    for heading, cells in columns.items():
        towns = [town_called(cell) if _TOWN.fullmatch(heading) else town_of(cell) for cell in cells]
        if all(towns):
            return towns
    return coded


def key_columns(
    key: Columns,
    outlines: Columns,
    figures: Collection[str],
    *,
    where: Path,
    lang: Language,
    versions: str = "",
) -> KeyColumns:
    """Return which columns of a key lead from the statistics' sub-areas to the outlines' areas.

    An error repeats what the files say themselves of their ``versions``.

    Raises
    ------
    DivisionError
        None do, or the key lacks sub-areas that the statistics have.
    """
    filled = {name: cells for name, cells in key.items() if all(cells)}
    ours = {name: set(outlines[name]) for name in unique_columns(outlines)}
    sub = _sub_areas(filled, figures)
    if not sub:
        raise DivisionError(words.KEY_UNLIKE.in_(lang), where=str(where), expected=listing(key))
    others = [name for name in filled if name != sub]
    # Where both have codes, names do not join what the codes part.
    kinds = {name: kind_of(cells) for name, cells in (ours | filled).items()}
    leading = [name for name in others if kinds[name] and kinds[name] in {kinds[one] for one in ours}]
    if leading:
        ours = {name: have for name, have in ours.items() if kinds[name] in {kinds[one] for one in leading}}
    # Names are often unique where codes are: of two columns that lead to the areas the codes are meant.
    area = max(
        leading or others,
        key=lambda name: (
            max((len(set(filled[name]) & have) for have in ours.values()), default=0),
            all(map(municipality_of, filled[name])),
        ),
        default="",
    )
    reached = area and any(set(filled[area]) & have for have in ours.values())
    merges = not reached and any(set(filled[sub]) & have for have in ours.values())
    if merges:
        area = _level(filled, sub, where=where, lang=lang)
    elif not reached:
        there = next(iter(ours.values()), set[str]())
        apart = why_apart(filled[area], there, lang) if area else ""
        raise DivisionError(
            words.KEY_UNLIKE.in_(lang),
            where=str(where),
            expected="; ".join(filter(None, (apart or listing(sorted(there)[:3]), versions))),
            remedy=(words.APART_REMEDY if apart else words.KEY_UNLIKE_REMEDY).in_(lang),
        )
    return _paired(filled, sub, area, merges=merges, where=where, lang=lang)


def key_alone(key: Columns, figures: Collection[str], *, where: Path, lang: Language) -> KeyColumns:
    """Return which columns of a key are sub-areas and areas where there are no outlines to tell.

    Raises
    ------
    DivisionError
        None are, or several may be.
    """
    filled = {name: cells for name, cells in key.items() if all(cells)}
    sub = _sub_areas(filled, figures)
    if not sub:
        raise DivisionError(
            words.NO_AREA.in_(lang), where=str(where), expected=words.NO_AREA_EXPECTED.in_(lang)
        )
    return _paired(
        filled, sub, _level(filled, sub, where=where, lang=lang), merges=False, where=where, lang=lang
    )


def _sub_areas(filled: Columns, figures: Collection[str]) -> str:
    """Return the column of sub-areas: the one that the statistics have, else one of a value for each row."""
    sub = max(filled, key=lambda name: len(set(filled[name]) & set(figures)), default="")
    if sub and set(filled[sub]) & set(figures):
        return sub
    alike = {kind_of([code]) for code in figures} - {""}
    unique = unique_columns(filled)
    return next((name for name in unique if kind_of(filled[name]) in alike), next(iter(unique), ""))


def _level(filled: Columns, sub: str, *, where: Path, lang: Language) -> str:
    """Return the column of areas that sub-areas belong to: codes of small areas, else the one there is."""
    repeated = [
        name
        for name, cells in filled.items()
        if name != sub and len(set(cells)) < len(cells) and not all(map(_FRACTION.fullmatch, cells))
    ]
    coded = [name for name in repeated if all(map(municipality_of, filled[name]))]
    several = [name for name in repeated if len(set(filled[name])) > 1 and not _WIDER.fullmatch(name)]
    possible = [*coded, *(name for name in several if name not in coded)] or repeated
    if not possible:
        raise DivisionError(
            words.NO_AREA.in_(lang), where=str(where), expected=words.NO_AREA_EXPECTED.in_(lang)
        )
    # A code and its name are one level; an area and what it is part of are two.
    first = next(iter(coded), None) or next((name for name in possible if _CODE.fullmatch(name)), possible[0])
    parted = [name for name in possible if not _is_name(filled[name], filled[first])]
    if parted:
        raise DivisionError(
            words.WHICH_AREA.in_(lang),
            where=str(where),
            expected=listing([first, *parted]),
            remedy=words.WHICH_AREA_REMEDY.in_(lang),
        )
    return first


def _paired(filled: Columns, sub: str, area: str, *, merges: bool, where: Path, lang: Language) -> KeyColumns:
    """Return the pairs of a key, each once; refuse a sub-area of several areas."""
    pairs = tuple(dict.fromkeys(zip(filled[sub], filled[area], strict=True)))
    areas_of: dict[str, list[str]] = {}
    for part, whole in pairs:
        areas_of.setdefault(part, []).append(whole)
    twice = next((part for part, areas in areas_of.items() if len(areas) > 1), None)
    if twice is not None:
        raise DivisionError(
            words.KEY_TWICE.in_(lang).format(sub=twice, areas=words.few(areas_of[twice], lang)),
            where=str(where),
            expected=words.KEY_TWICE_EXPECTED.in_(lang),
            remedy=words.KEY_TWICE_REMEDY.in_(lang),
        )
    said = [name for name in filled if name not in (sub, area) and not _TOWN.fullmatch(name)]
    said = [name for name in said if _follows(filled[area], filled[name])]
    named = max(said, key=lambda name: len(set(filled[name])), default="")
    names = dict(zip(filled[area], filled[named], strict=True)) if named else {}
    return KeyColumns(sub, area, pairs, names, merges)


def _is_name(names: Sequence[str], areas: Sequence[str]) -> bool:
    """Whether a column tells the names of areas: one for each, and most of them its own."""
    return _follows(areas, names) and 2 * len(set(names)) > len(set(areas))


def _follows(areas: Sequence[str], names: Sequence[str]) -> bool:
    """Whether each area has one name."""
    return len(set(zip(areas, names, strict=True))) == len(set(areas))
