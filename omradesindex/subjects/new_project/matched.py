"""Which column is what: told by the other files, and by a heading only where nothing else tells."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from omradesindex.errors import DivisionError, listing
from omradesindex.statistics.vintages import municipality_of
from omradesindex.subjects.new_project import words
from omradesindex.subjects.new_project.seen import Columns
from omradesindex.wording import Language

_CODE = re.compile(r".*(kod|code)|[dg]eso.*|regso.*|nyko.*|(object)?id|.*_id|lkfv|.*nr", re.IGNORECASE)
_NAME = re.compile(r".*(namn|name|benämning)", re.IGNORECASE)
_TOWN = re.compile(r"kommun_?namn|kommun|municipality", re.IGNORECASE)


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
    fitting = {name: len(set(columns[name]) & set(wanted)) for name in possible}
    best = max(fitting.values())
    if best:
        return next(name for name in possible if fitting[name] == best)
    small = [name for name in possible if all(map(municipality_of, columns[name]))]
    headed = [name for name in possible if _CODE.fullmatch(name) and not _NAME.fullmatch(name)]
    found = small or headed or possible
    if len(found) > 1:
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


def key_columns(
    key: Columns, outlines: Columns, figures: Collection[str], *, where: Path, lang: Language
) -> KeyColumns:
    """Return which columns of a key lead from the statistics' sub-areas to the outlines' areas.

    Raises
    ------
    DivisionError
        None do, or the key lacks sub-areas that the statistics have.
    """
    filled = {name: cells for name, cells in key.items() if all(cells)}
    ours = {name: set(outlines[name]) for name in unique_columns(outlines)}
    sub = max(filled, key=lambda name: len(set(filled[name]) & set(figures)), default="")
    if not sub or not set(filled[sub]) & set(figures):
        sub = next((name for name in unique_columns(filled)), "")
    if not sub:
        raise DivisionError(words.KEY_UNLIKE.in_(lang), where=str(where), expected=listing(key))
    others = [name for name in filled if name != sub]
    # Names are often unique where codes are: of two columns that lead to the areas the codes are meant.
    area = max(
        others,
        key=lambda name: (
            max((len(set(filled[name]) & have) for have in ours.values()), default=0),
            all(map(municipality_of, filled[name])),
        ),
        default="",
    )
    reached = area and any(set(filled[area]) & have for have in ours.values())
    merges = not reached and any(set(filled[sub]) & have for have in ours.values())
    if merges:
        area = _coded(filled, others)
    elif not reached:
        raise DivisionError(
            words.KEY_UNLIKE.in_(lang),
            where=str(where),
            expected=listing(next((sorted(have)[:3] for have in ours.values()), ())),
            remedy=words.KEY_UNLIKE_REMEDY.in_(lang),
        )
    pairs = tuple(zip(filled[sub], filled[area], strict=True))
    said = [name for name in others if name != area and not _TOWN.fullmatch(name)]
    said = [name for name in said if _follows(filled[area], filled[name])]
    named = max(said, key=lambda name: len(set(filled[name])), default="")
    names = dict(zip(filled[area], filled[named], strict=True)) if named else {}
    return KeyColumns(sub, area, pairs, names, merges)


def _coded(filled: Columns, others: Sequence[str]) -> str:
    """Return the column of areas that sub-areas are merged to: codes of small areas, else what has most."""
    repeated = [name for name in others if 1 < len(set(filled[name])) < len(filled[name])]
    coded = [name for name in repeated if all(map(municipality_of, filled[name]))]
    possible: Sequence[str] = coded or repeated or others
    return max(possible, key=lambda name: len(set(filled[name])))


def _follows(areas: Sequence[str], names: Sequence[str]) -> bool:
    """Whether each area has one name."""
    return len(set(zip(areas, names, strict=True))) == len(set(areas))
