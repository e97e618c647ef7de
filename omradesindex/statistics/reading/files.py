"""Read figures from a file or a folder, whatever their format."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from collections.abc import Mapping as MappingOf
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from omradesindex.doors import door, warn
from omradesindex.errors import MappingNeededError, StatisticsError, listing
from omradesindex.patterns import pattern
from omradesindex.show.writing import is_there
from omradesindex.statistics.checking import statistics_from_frame
from omradesindex.statistics.city import name_of_figures
from omradesindex.statistics.reading import words
from omradesindex.statistics.reading.addresses import RowAddresses
from omradesindex.statistics.reading.columnar import Columns
from omradesindex.statistics.reading.csv_tables import parse_csv
from omradesindex.statistics.reading.grid import Grid, guess_dimensions, raw_from_grid, tidy_frame
from omradesindex.statistics.reading.joining import Rows, joined, named_whole, refuse_overlaps
from omradesindex.statistics.reading.limits import ReadLimits
from omradesindex.statistics.reading.marks import OWN_MARKS
from omradesindex.statistics.reading.raw import RawTable
from omradesindex.statistics.table import Statistics
from omradesindex.statistics.vocabulary import BREAKDOWNS

if TYPE_CHECKING:
    from omradesindex.geography import Division, Key
    from omradesindex.statistics.reading.known import KnownTable
    from omradesindex.statistics.reading.mapping import Mapping, TableMapping
    from omradesindex.units import Units

SUFFIXES = (".csv", ".txt", ".tsv", ".xlsx", ".px", ".json", ".parquet")

#: The name under which a mapping is looked for in a folder.
MAPPING_FILE = "mapping.toml"

_Loaded = dict[tuple[object, ...], Grid | RawTable]

#: Files that may lie beside the tables: documents, which are told of, and what a system leaves in folders.
_DOCUMENT = pattern(r".*\.(md|pdf|docx|html)|(readme|l[äa]s[ _-]?mig)[^.]*\.txt", re.IGNORECASE)
_OF_THE_SYSTEM = pattern(r".*\.sha256|thumbs\.db|desktop\.ini", re.IGNORECASE)

_REFUSED = {
    ".xls": "open it and save it as .xlsx",
    ".xlsm": "it can hold macros: save it as .xlsx, which cannot",
    ".xlsb": "open it and save it as .xlsx",
    ".ods": "save it as .xlsx or CSV",
    **dict.fromkeys(
        (".zip", ".gz", ".7z", ".rar"), "unpack it, and give the file or the folder that was in it"
    ),
}


@door
def read_statistics(
    path: str | Path,
    *,
    mapping: str | Path | Mapping | None = None,
    name: str | None = None,
    division: Division | None = None,
    whole: str | None = None,
    breakdowns: Iterable[str] = (),
    overlapping: bool = False,
    noise: float | bool = 0.0,
    key: Key | None = None,
    outside: Iterable[str] = (),
    limits: ReadLimits | None = None,
    units: str | Units | None = None,
) -> Statistics:
    r"""Read figures from a file, or from all files of a folder.

    A *tidy* table has the columns of :meth:`Statistics.from_frame` and is read as it is. Any other table is
    in its source's own words. SCB's tables by small area are known by their code and read as such, which a
    warning says; any other needs a mapping, and without one the error proposes one.

    Parameters
    ----------
    path : str or Path
        CSV (comma, semicolon or tab; decimal point or comma; UTF-8, UTF-16 or Latin-1), Excel (``.xlsx``:
        PxWeb's exports and own tables), PC-Axis (``.px``), json-stat2 (``.json``) or Parquet; or a folder of
        such files, which are joined. Tables in subfolders are refused.
    mapping : str, Path or Mapping, optional
        What the source's words mean (TOML); a folder's own is its ``mapping.toml``.
    name : str, optional
        Whose figures these are. If left out, the place that the division or the names of its areas tell of,
        else the name of the file or folder.
    division : Division, optional
        The areas that the codes belong to.
    whole : str, optional
        Code of the rows about the whole city.
    breakdowns : iterable of str
        Breakdown columns beside ``sex``, ``age`` and ``disability``.
    overlapping : bool
        Periods may overlap, as moving averages' do; a mapping may say so too.
    noise : float or bool
        See :meth:`Statistics.from_frame`; holds where neither the mapping nor a footnote says otherwise.
    key : Key, optional
        The figures are of sub-areas, and are summed through this key to the division's areas.
    outside : iterable of str
        Sub-areas that belong to no area.
    limits : ReadLimits, optional
        How large a file may be.
    units : str or Units, optional
        What the areas are, where they are no places (``"school"``); see :meth:`Statistics.from_frame`.

    Raises
    ------
    MappingNeededError
        The table is in its source's words, and nobody has said what they mean. ``proposal`` is a mapping
        to check and save.
    StatisticsError
        A file cannot be read, or a cell or row is wrong: the error names file and place.
    DefinitionError
        Something is wrong with the mapping.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "folk.csv").write_text("area;variable;period;value\n01;folkmangd;2024;1,5e3\n"
    ...     "02;folkmangd;2024;800\n", encoding="utf-8")
    >>> read_statistics(folder / "folk.csv").areas
    ('01', '02')
    >>> _ = (folder / "folk.csv").write_text("region;2023;2024\n01;1 500;1 510\n02;800;..\n")
    >>> _ = (folder / "mapping.toml").write_text('''
    ... [[table]]
    ... dimensions = ["region"]
    ... area = "region"
    ... period = "kolumn"
    ... variables = [{ variable = "folkmangd" }]
    ... ''')
    >>> read_statistics(folder).block("folkmangd", "2024").value
    array([1510.,   nan,   nan])
    """
    if key is not None:
        if division is None:
            raise StatisticsError(
                "a key is given, but no areas that it leads to",
                where=str(path),
                remedy="give them: read_statistics(…, division=…)",
            )
        figures = _read(
            path,
            key.sub_areas,
            mapping=mapping,
            name=name,
            breakdowns=breakdowns,
            overlapping=overlapping,
            noise=noise,
            limits=limits,
        )
        return figures.to_areas(key, division=division, outside=outside, units=units)
    return _read(
        path,
        division.codes if division is not None else (),
        mapping=mapping,
        name=name,
        division=division,
        whole=whole,
        breakdowns=breakdowns,
        overlapping=overlapping,
        noise=noise,
        limits=limits,
        units=units,
    )


def _read(
    path: str | Path,
    areas: Collection[str],
    *,
    mapping: str | Path | Mapping | None,
    name: str | None,
    division: Division | None = None,
    whole: str | None = None,
    breakdowns: Iterable[str],
    overlapping: bool,
    noise: float | bool,
    limits: ReadLimits | None,
    units: str | Units | None = None,
) -> Statistics:
    """Read figures by the areas that stand in the files, of which these are wanted."""
    file = Path(path)
    limits = limits or ReadLimits()
    if not is_there(file):
        raise StatisticsError("the file does not exist", where=str(file), remedy="check the path")
    files = tables_in(file, limits)
    if mapping is None and file.is_dir() and (file / MAPPING_FILE).is_file():
        mapping = file / MAPPING_FILE
    if isinstance(mapping, str | PathLike):
        from omradesindex.statistics.reading.mapping_file import read_mapping

        mapping = read_mapping(mapping)
    loaded: _Loaded = {}
    if not file.is_dir():
        table = _try_load(file, _first_fitting(mapping, file.name), limits, loaded)
        if isinstance(table, Grid) and table.tidy:
            if mapping is not None:
                raise StatisticsError(
                    "the table is tidy already, but a mapping is given",
                    where=str(file),
                    remedy="leave 'mapping' out",
                )
            frame = tidy_frame(table)
            loaded.clear()
            table = replace(table, rows=())  # what has been read takes no memory any more
            if not overlapping:
                refuse_overlaps(frame, (*BREAKDOWNS, *breakdowns), table.name)
            # Not by the door, which would take its labels for things of somebody else's.
            return statistics_from_frame(
                frame,
                name=name or _called(file, division, frame),
                division=division,
                whole=whole,
                breakdowns=tuple(breakdowns),
                where=table.name,
                first_row=table.first_row,
                notes=table.remarks,
                definitions={},
                noise=noise,
                units=units,
            )
    city = named_whole(whole, mapping, division)
    read: list[Rows] = []
    proposals: dict[str, str] = {}
    known: dict[str, KnownTable] = {}
    for one in files:
        try:
            read += _rows_of(one, mapping, division, city, limits, loaded, known, areas)
        except MappingNeededError as needed:
            proposals[one.name] = _as_before(mapping, one, division, city, limits, loaded) or needed.proposal
    if proposals:
        from omradesindex.statistics.reading.proposing import propose_together

        together = propose_together(proposals, [one.name for one in files])
        raise MappingNeededError(str(file), together, beside="" if mapping is None else mapping.name)
    if mapping is not None:
        refuse_unused(mapping, files)
    if documents := documents_in(file):
        warn(words.DOCUMENTS.in_().format(files=", ".join(one.name for one in documents)))
    if known:
        tables = ", ".join(f"{name} ({one.title.in_()})" for name, one in known.items())
        warn(words.KNOWN.in_().format(tables=tables))
    return joined(
        read,
        mapping,
        notes=[
            *(remark for table in loaded.values() for remark in table.remarks),
            *(one.note.in_() for one in known.values() if one.note is not None),
        ],
        name=name or _called(file, division, *(rows.frame for rows in read)),
        division=division,
        whole=whole,
        breakdowns=breakdowns,
        overlapping=overlapping,
        noise=noise,
        units=units,
    )


def _called(file: Path, division: Division | None, *frames: pd.DataFrame) -> str:
    """Name whose figures they are, where the caller has not: a folder is named for what it holds."""
    names = (str(name) for one in frames if "area" in one for name in one["area"].unique())
    return name_of_figures(division, names) or file.stem


def load_table(
    file: Path,
    *,
    sheet: str | None = None,
    hidden: str = "",
    marks: MappingOf[str, str] | None = None,
    decimal: str = "",
    limits: ReadLimits | None = None,
) -> Grid | RawTable:
    """Read a file by its format: a grid where there are only rows and columns, else a raw table.

    ``sheet`` and ``hidden`` are for workbooks; ``marks`` and ``decimal`` for those of one's own that become a
    raw table.

    Raises
    ------
    StatisticsError
    """
    limits = limits or ReadLimits()
    suffix = file.suffix.lower()
    _refuse_suffix(file)
    limits.check("bytes", file.stat().st_size, str(file))
    if not file.stat().st_size:
        raise StatisticsError("the file is empty", where=str(file), remedy="fetch it again, or take it away")
    try:
        data = file.read_bytes()
    except OSError as error:
        raise StatisticsError(f"the file cannot be read: {error.strerror}", where=str(file)) from None
    if suffix == ".xlsx":
        options: dict[str, Any] = {"sheet": sheet, "hidden": hidden, "marks": marks, "decimal": decimal}
        from omradesindex.statistics.reading.layout import parse_excel

        return parse_excel(data, name=str(file), limits=limits, **options)
    if suffix in (".px", ".json") and (marks or decimal):
        raise StatisticsError(
            "the mapping gives 'marks' or 'decimal', which is for tables of one's own",
            where=str(file),
            remedy="remove it: this format says it itself",
        )
    if suffix == ".px":
        from omradesindex.statistics.reading.px import parse_px

        return parse_px(data, name=str(file), limits=limits)
    if suffix == ".json":
        from omradesindex.statistics.reading.jsonstat import parse_jsonstat

        return parse_jsonstat(data, name=str(file), limits=limits)
    if suffix == ".parquet":
        from omradesindex.statistics.reading.parquet import parse_parquet

        return parse_parquet(data, name=str(file), limits=limits)
    return parse_csv(data, name=str(file), limits=limits)


def tables_in(path: Path, limits: ReadLimits | None = None) -> list[Path]:
    """Return the tables at a path, refusing what nobody could read."""
    limits = limits or ReadLimits()
    if not path.is_dir():
        _refuse_suffix(path)
        return [path]
    found = _held(path)
    limits.check("files", len(found), str(path))
    files = [f for f in found if f.name != MAPPING_FILE and not _DOCUMENT.fullmatch(f.name)]
    for file in files:
        _refuse_suffix(file)
    deeper = next((f for d in sorted(path.iterdir()) if d.is_dir() for f in _tables_below(d)), None)
    if deeper is not None:
        raise StatisticsError(
            f"'{deeper.relative_to(path)}' lies in a folder of its own, and would not be read",
            where=str(path),
            expected="all tables directly in the folder",
            remedy="move it up, or out of the folder; or read the two folders by themselves",
        )
    if not files:
        raise StatisticsError("the folder holds no tables", where=str(path), expected=listing(SUFFIXES))
    return files


def documents_in(path: Path) -> list[Path]:
    """Return the documents that lie beside the tables in a folder: they are not read."""
    return [f for f in _held(path) if _DOCUMENT.fullmatch(f.name)] if path.is_dir() else []


def _held(folder: Path) -> list[Path]:
    """Return the files that somebody has put into a folder."""
    files = (f for f in sorted(folder.iterdir()) if f.is_file() and not f.name.startswith((".", "~$")))
    return [f for f in files if not _OF_THE_SYSTEM.fullmatch(f.name)]


def _tables_below(folder: Path) -> Iterator[Path]:
    if folder.name.startswith("."):
        return
    for path in folder.rglob("*"):
        if path.suffix.lower() in SUFFIXES and not path.name.startswith((".", "~$")) and path.is_file():
            yield path


def _refuse_suffix(file: Path) -> None:
    suffix = file.suffix.lower()
    if suffix not in SUFFIXES:
        raise StatisticsError(
            f"files of type '{file.suffix}' cannot be read",
            where=str(file),
            expected=listing(SUFFIXES),
            remedy=_REFUSED.get(suffix),
        )


def _load(file: Path, one: TableMapping | None, limits: ReadLimits, loaded: _Loaded) -> Grid | RawTable:
    """Return the table in a file, as a part of the mapping says that it is to be read; read once."""
    options: dict[str, Any] = {}
    if one is not None:
        options = {"sheet": one.sheet, "hidden": one.hidden, "marks": one.marks, "decimal": one.decimal}
    key = (file, *(str(option) for option in options.values()))
    if key not in loaded:
        loaded[key] = load_table(file, limits=limits, **options)
    return loaded[key]


def _try_load(
    file: Path, one: TableMapping | None, limits: ReadLimits, loaded: _Loaded
) -> Grid | RawTable | None:
    """Return the table in a file, or None where it cannot be read before a mapping says more."""
    try:
        return _load(file, one, limits, loaded)
    except StatisticsError:
        return None


def _rows_of(
    file: Path,
    mapping: Mapping | None,
    division: Division | None,
    whole: str | None,
    limits: ReadLimits,
    loaded: _Loaded,
    known: dict[str, KnownTable],
    areas: Collection[str],
) -> list[Rows]:
    """Return the tidy rows of a file, once for each part of the mapping that is for it."""
    fitting = [one for one in (mapping.tables if mapping else ()) if one.fits(file.name, "")]
    if not fitting:
        return _unmapped(file, limits, loaded, known, areas)
    from omradesindex.statistics.reading.applying import apply_mapping

    table = _load(file, fitting[0], limits, loaded)
    if isinstance(table, Grid) and table.tidy:
        return [_tidy(table)]
    tables = []
    for one in fitting:
        table = _load(file, one, limits, loaded)
        if one.fits(file.name, table.code if isinstance(table, RawTable) else ""):
            frame = apply_mapping(_raw(table, one, limits), one, division=division, whole=whole)
            tables.append(Rows.of(frame))
    if not tables:
        raise MappingNeededError(str(file), _proposal(file, limits))
    return tables


def _as_before(
    mapping: Mapping | None,
    file: Path,
    division: Division | None,
    whole: str | None,
    limits: ReadLimits,
    loaded: _Loaded,
) -> str:
    """Return what the mapping says of an earlier file, where this one is read by the same words."""
    if mapping is None:
        return ""
    from omradesindex.statistics.reading.applying import apply_mapping
    from omradesindex.statistics.reading.as_before import as_before

    table = _try_load(file, None, limits, loaded)
    title = table.title if table is not None else ""

    def reads(one: TableMapping) -> object:
        table = _load(file, one, limits, loaded)
        return apply_mapping(_raw(table, one, limits), one, division=division, whole=whole)

    return as_before(mapping, file.name, title, reads)


def _tidy(table: Grid) -> Rows:
    frame = tidy_frame(table)
    n = len(frame)
    if isinstance(table.rows, Columns):
        return Rows(frame, RowAddresses(table.name, table.header[0], table.first_row or 1, n))
    return Rows(frame, [table.place(row, 0) for row in range(n)])


def _unmapped(
    file: Path, limits: ReadLimits, loaded: _Loaded, known: dict[str, KnownTable], areas: Collection[str]
) -> list[Rows]:
    """Return the rows of a tidy table, or of one that is known; for any other a mapping is proposed."""
    from omradesindex.statistics.reading.applying import apply_mapping
    from omradesindex.statistics.reading.known import known_mapping, recognised

    try:
        table = _load(file, None, limits, loaded)
    except StatisticsError as error:
        try:
            proposal = _proposal(file, limits)
        except StatisticsError:
            raise error from None
        raise MappingNeededError(str(file), proposal) from None
    if isinstance(table, Grid) and table.tidy:
        return [_tidy(table)]
    if isinstance(table, RawTable) and (mapping := known_mapping(table, areas=areas)) is not None:
        recognised_as = recognised(table)
        assert recognised_as is not None  # whoever has a known mapping is known
        known[file.name] = recognised_as
        return [Rows.of(apply_mapping(table, mapping))]
    raise MappingNeededError(str(file), _proposal(file, limits))


def _raw(table: Grid | RawTable, one: TableMapping, limits: ReadLimits) -> RawTable:
    if isinstance(table, RawTable):
        for key in ("dimensions", "ignore"):
            if getattr(one, key):
                raise StatisticsError(
                    f"the mapping gives '{key}', which is for tables of one's own",
                    where=table.name,
                    remedy="remove it: this format says it itself",
                )
        return table
    if one.dimensions is None:
        raise StatisticsError(
            "the mapping does not say which columns are no figures",
            where=table.name,
            expected=f"dimensions = [{', '.join(repr(d) for d in guess_dimensions(table))}], or others of "
            f"{listing(h for h in table.header if h)}",
            remedy="add it to the mapping",
        )
    marks = {**OWN_MARKS, **(one.marks or {})}
    return raw_from_grid(
        table, one.dimensions, ignore=one.ignore, marks=marks, decimal=one.decimal, limits=limits
    )


def _proposal(file: Path, limits: ReadLimits) -> str:
    """Propose a mapping, with a guess at decimal mark and dashes where the table needs them to be said."""
    from omradesindex.statistics.reading.proposing import propose_mapping

    first: StatisticsError | None = None
    for marks in ({}, {"-": "missing"}):
        for decimal in ("", ",", "."):
            dimensions: tuple[str, ...] | None = None
            try:
                # A published table takes neither, and needs none.
                table = load_table(file, marks=marks, decimal=decimal, limits=limits)
                if isinstance(table, Grid):
                    dimensions = guess_dimensions(table)
                    marked = {**OWN_MARKS, **marks}
                    table = raw_from_grid(table, dimensions, marks=marked, decimal=decimal, limits=limits)
            except StatisticsError as error:
                first = first or error
                continue
            extra = [f'decimal = "{decimal}"  # {words.OTHER_MARK.in_()}'] if decimal else []
            extra += [f'marks = {{ "-" = "missing" }}  # {words.OR_ZERO.in_()}'] if marks else []
            return propose_mapping(table, file=file.name, dimensions=dimensions, extra=extra)
    raise first or StatisticsError("the table cannot be read", where=str(file))


def _first_fitting(mapping: Mapping | None, file: str) -> TableMapping | None:
    return next((one for one in (mapping.tables if mapping else ()) if one.fits(file, "")), None)


def refuse_unused(mapping: Mapping, files: Iterable[Path]) -> None:
    """Refuse a mapping for a file that is not there."""
    files = list(files)
    for one in mapping.tables:
        if one.file and not any(one.fits(file.name, "") for file in files):
            raise StatisticsError(
                f"the mapping is for '{one.file}', but there is no such file",
                where=mapping.name,
                expected=f"one of {listing(file.name for file in files)}",
                remedy="correct the pattern, or fetch the file",
            )
