"""What the files of a new project hold: columns of outlines and keys, areas and variables of statistics."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, replace
from pathlib import Path

from omradesindex.errors import DivisionError, MappingNeededError, OmradesindexError, StatisticsError
from omradesindex.geography import read_attributes
from omradesindex.geography.outline_files import SUFFIXES as OUTLINES
from omradesindex.patterns import pattern
from omradesindex.show.writing import is_there
from omradesindex.statistics import read_mapping, read_statistics
from omradesindex.statistics.reading.files import (
    MAPPING_FILE,
    documents_in,
    load_table,
    refuse_unused,
    tables_in,
)
from omradesindex.statistics.reading.grid import Grid
from omradesindex.statistics.reading.known import KnownTable, known_mapping, recognised
from omradesindex.statistics.reading.mapping import Axis, Mapping, area_taken
from omradesindex.statistics.reading.proposing import propose_together
from omradesindex.statistics.reading.raw import RawTable
from omradesindex.subjects.new_project.codes import kind_of
from omradesindex.subjects.new_project.regions import own_name, town_of

Columns = MappingOf[str, tuple[str, ...]]

_AREA = pattern(r'^area = ("[^"\n]+").*$', re.MULTILINE)
_AREA_OF = pattern(r'^area = (?:\{ dimension = )?("(?:[^"\\\n]|\\.)+").*$', re.MULTILINE)
_CODE_FIRST = "{kod} {namn}"
_GUESSED = pattern(r'^variable = "(\w+)"', re.MULTILINE)

_KEYS = pattern(r"nyckel|koppling|key|crosswalk", re.IGNORECASE)

#: Tables that a key can be.
TABLES = (".csv", ".txt", ".tsv", ".xlsx")


@dataclass(frozen=True)
class SeenTable:
    """A file of statistics, and what could be seen of it.

    Attributes
    ----------
    file : Path
    areas, variables : tuple of str
        The areas that stand in it, and the variables; those that a proposal guesses, where one is needed.
    may_be : tuple of str
        What stands in the column that a proposal, or a mapping by name, takes for the areas.
    cells : frozenset of str
        What stands anywhere in a table that needs a mapping.
    periods : tuple of str
        The periods of its figures, where it needs no mapping to tell them.
    known : KnownTable or None
        Which of SCB's tables it is.
    mapped : bool
        Whether the mapping that lies beside it is for it.
    proposal : str
        A mapping to check, where one is needed.
    """

    file: Path
    areas: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    known: KnownTable | None = None
    mapped: bool = False
    proposal: str = ""
    may_be: tuple[str, ...] = ()
    cells: frozenset[str] = frozenset()
    periods: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """What its areas are, or may be where a mapping has still to say it."""
        return self.areas or self.may_be


@dataclass(frozen=True)
class TablesTogether:
    """Files of statistics that one mapping is for, or none.

    Attributes
    ----------
    files : tuple of Path
    mapping : Path or None
    documents : tuple of Path
        What lies beside tables and is not read; all of it stands with the first.
    name : str
        The folder they came in; empty for those that a project keeps in its own folder of statistics.
    """

    files: tuple[Path, ...]
    mapping: Path | None = None
    documents: tuple[Path, ...] = ()
    name: str = ""


def outlines_seen(path: Path, layer: str | None = None) -> Columns:
    """Return the columns of outlines, or of a list of areas, that can be codes or names, as text."""
    return _texts(read_attributes(path, layer=layer))


def key_seen(path: Path) -> Columns:
    """Return the columns of a table that can be a key, as text; of a geographic file what its areas are told.

    Raises
    ------
    DivisionError
        It is no table of words.
    """
    if path.suffix.lower() in (*OUTLINES, ".zip"):  # those of DeSO often say which RegSO each belongs to
        return outlines_seen(path)
    try:
        table = load_table(there(path, DivisionError))
    except StatisticsError as error:
        raise DivisionError(
            error.what, where=error.where, expected=error.expected, remedy=error.remedy
        ) from None
    if not isinstance(table, Grid):
        raise DivisionError("the file is a table of figures and no key", where=str(path))
    columns = {head: table.column(place) for place, head in enumerate(table.header) if head}
    return {head: tuple(map(_text, cells)) for head, cells in columns.items()}


def statistics_seen(files: Sequence[Path], mapping: Path | None) -> list[SeenTable]:
    """Return what is seen of each file."""
    told = None if mapping is None else read_mapping(mapping)
    if told is not None:
        refuse_unused(told, files)
    return [_seen(file, told) for file in files]


def proposed_together(
    tables: Sequence[SeenTable], names: Collection[str], towns: Collection[str] = ()
) -> str:
    """Return one mapping for those tables that need one; empty where none does.

    Where a table's areas are the outlines' names (one row more may be the whole), it is proposed that names
    are what they are; so it is of one that names more municipalities than these.
    """
    proposals = {one.file.name: _by_name(one, set(names), towns) for one in tables if one.proposal}
    return propose_together(proposals, [one.file.name for one in tables]) if proposals else ""


def _by_name(table: SeenTable, names: set[str], towns: Collection[str]) -> str:
    if not names:  # without outlines nothing tells the codes, and names serve as them
        return table.proposal.replace(", names = true }", " }")
    found, areas = _AREA.search(table.proposal), set(table.may_be)
    if found is None or not areas:
        return table.proposal
    if len(areas - names) <= 1 and areas & names:
        return table.proposal.replace(found[0], f"area = {{ dimension = {found[1]}, names = true }}")
    ours = [area for area in areas if town_of(area) in towns and own_name(area) in names]
    if len(towns) != 1 or not ours:
        return table.proposal
    town = ours[0].partition(" (")[0]
    taken = f'keep = "{town} (*", code = "{town} ({{namn}})", names = true'
    return table.proposal.replace(found[0], f"area = {{ dimension = {found[1]}, {taken} }}")


def statistics_files(given: Iterable[Path]) -> list[TablesTogether]:
    """Return the tables of files and folders, each folder that has a mapping by itself.

    A mapping is for the tables that lie beside it. One that lies beside none is for those without any.

    Raises
    ------
    StatisticsError
        A path leads nowhere, or two mappings are for the same tables.
    """
    tables: dict[Path, list[Path]] = {}
    mappings: dict[Path, Path] = {}
    documents: list[Path] = []
    for path in given:
        folder = path if path.is_dir() else path.parent
        if path.is_dir():
            tables.setdefault(folder, []).extend(tables_in(path))
            documents += documents_in(path)
        elif path.name != MAPPING_FILE:
            tables.setdefault(folder, []).append(there(path, StatisticsError))
        mapping = folder / MAPPING_FILE if path.is_dir() else path
        if mapping.name == MAPPING_FILE and (mapping == path or mapping.is_file()):
            mappings[folder] = there(mapping, StatisticsError)
    loose = [file for folder, files in tables.items() if folder not in mappings for file in files]
    beside_none = [mapping for folder, mapping in mappings.items() if folder not in tables]
    if len(beside_none) > 1:
        raise StatisticsError(
            "two mappings are given, and neither lies beside tables",
            where=f"{beside_none[0]}; {beside_none[1]}",
            expected="each mapping in the folder of its tables",
            remedy="put each beside its tables, and give the folders",
        )
    together = [
        TablesTogether(tuple(tables[folder]), mapping, name=folder.name)
        for folder, mapping in mappings.items()
        if folder in tables
    ]
    if loose or not together:
        together = [TablesTogether(tuple(loose), next(iter(beside_none), None)), *together]
    elif beside_none:
        raise StatisticsError(
            "the mapping is for no table that is given: each of them has one beside it",
            where=str(beside_none[0]),
            remedy="leave it out, or take the other away",
        )
    return [replace(together[0], name="", documents=tuple(documents)), *together[1:]]


def there(path: Path, error: type[OmradesindexError]) -> Path:
    """Return a path where something is; refuse one where nothing is."""
    if not is_there(path):
        raise error("there is no such file", where=str(path), remedy="check the path")
    return path


def outlines_and_keys(folder: Path) -> tuple[list[Path], list[Path]]:
    """Return the files of outlines in a folder, and the tables that can be keys."""
    held = sorted(p for p in folder.iterdir() if p.is_file() and not p.name.startswith((".", "~$")))
    outlines = [p for p in held if p.suffix.lower() in (*OUTLINES, ".zip")]
    return outlines, [p for p in held if p.suffix.lower() in TABLES]


def is_key(path: Path) -> bool:
    """Whether a table says itself that it is a key: by its name, its headings, or DeSO beside RegSO."""
    if _KEYS.search(path.stem):
        return True
    columns = key_seen(path)
    return {"sub_area", "area"} <= set(columns) or {"DeSO", "RegSO"} <= set(map(kind_of, columns.values()))


def towns_of(codes: Iterable[str]) -> frozenset[str]:
    """Return the municipalities that areas lie in, where their codes or names tell."""
    return frozenset(town for code in codes if (town := town_of(code)))


def _seen(file: Path, mapping: Mapping | None) -> SeenTable:
    fitting = [one for one in (mapping.tables if mapping else ()) if one.fits(file.name, "")]
    if fitting:
        variables = tuple(v.variable for one in fitting for v in one.variables)
        axis = fitting[0].area
        if axis.names:  # only the outlines tell the codes of these
            kept = filter(axis.keeps, _in_column(_loaded(file), axis.dimension))
            named = tuple(area_taken(axis, cell) or cell for cell in kept)
            return SeenTable(file, variables=variables, mapped=True, may_be=named)
        try:
            areas = read_statistics(file, mapping=mapping).areas
        except OmradesindexError:
            areas = ()  # what is wrong is told when all is read
        return SeenTable(file, areas, variables, mapped=True)
    table = _loaded(file)
    if isinstance(table, RawTable) and (words := known_mapping(table)) is not None:
        variables = tuple(one.variable for one in words.variables)
        periods = () if isinstance(words.period, str) else table.codes(words.period.dimension)
        areas = table.codes(words.area.dimension)
        return SeenTable(file, areas, variables, known=recognised(table), periods=periods)
    try:
        figures = read_statistics(file)
    except MappingNeededError as needed:
        guessed = tuple(name for name in _GUESSED.findall(needed.proposal))
        may_be = _guessed_areas(table, needed.proposal)
        columns = (
            [table.header, *map(table.column, range(len(table.header)))] if isinstance(table, Grid) else ()
        )
        cells = frozenset(_text(cell) for column in columns for cell in column)
        return SeenTable(file, variables=guessed, proposal=needed.proposal, may_be=may_be, cells=cells)
    return SeenTable(file, figures.areas, figures.variables, periods=figures.periods())


def _loaded(file: Path) -> Grid | RawTable | None:
    try:
        return load_table(file)
    except StatisticsError:
        return None  # a mapping may have to say more before it can be read


def _guessed_areas(table: Grid | RawTable | None, proposal: str) -> tuple[str, ...]:
    """Return what stands in the column that a proposal takes for the areas."""
    found = _AREA_OF.search(proposal)
    if found is None:
        return ()
    template = _CODE_FIRST if _CODE_FIRST in found[0] else ""
    axis = Axis(json.loads(found[1]), template=template)
    return tuple(area_taken(axis, cell) or cell for cell in _in_column(table, axis.dimension))


def _in_column(table: Grid | RawTable | None, heading: str) -> tuple[str, ...]:
    """Return what stands in a column of a table, each once."""
    if not isinstance(table, Grid) or heading not in table.header:
        return ()
    cells = dict.fromkeys(map(_text, table.column(table.header.index(heading))))
    return tuple(cell for cell in cells if cell)


def _texts(frame: object) -> Columns:
    import pandas as pd

    assert isinstance(frame, pd.DataFrame)
    columns: dict[str, tuple[str, ...]] = {}
    for name in frame.columns:
        column = frame[name]
        if pd.api.types.is_float_dtype(column.dtype) or pd.api.types.is_datetime64_any_dtype(column.dtype):
            continue
        columns[str(name)] = tuple(
            "" if missing else _text(value) for value, missing in zip(column, column.isna(), strict=True)
        )
    return columns


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()
