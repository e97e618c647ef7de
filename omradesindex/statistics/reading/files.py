"""Read figures from a file or a folder, whatever their format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from omradesindex.errors import StatisticsError, listing
from omradesindex.statistics.reading.applying import apply_mapping
from omradesindex.statistics.reading.csv_tables import parse_csv
from omradesindex.statistics.reading.grid import Grid, guess_dimensions, raw_from_grid, tidy_frame
from omradesindex.statistics.reading.joining import MappingNeededError, joined, refuse_overlaps
from omradesindex.statistics.reading.jsonstat import parse_jsonstat
from omradesindex.statistics.reading.layout import parse_excel
from omradesindex.statistics.reading.limits import ReadLimits
from omradesindex.statistics.reading.mapping import Mapping, TableMapping
from omradesindex.statistics.reading.mapping_file import MAPPING_FILE, read_mapping
from omradesindex.statistics.reading.marks import OWN_MARKS
from omradesindex.statistics.reading.parquet import parse_parquet
from omradesindex.statistics.reading.proposing import propose_mapping
from omradesindex.statistics.reading.px import parse_px
from omradesindex.statistics.reading.raw import RawTable
from omradesindex.statistics.table import Statistics
from omradesindex.statistics.vocabulary import BREAKDOWNS

if TYPE_CHECKING:
    from omradesindex.geography import Division

SUFFIXES = (".csv", ".txt", ".tsv", ".xlsx", ".px", ".json", ".parquet")

_Loaded = dict[tuple[Path, str | None], Grid | RawTable]

#: Files that may lie beside the tables.
_DOCUMENTS = (".md", ".pdf", ".docx", ".html", ".sha256")

_REFUSED = {
    ".xls": "open it and save it as .xlsx",
    ".xlsm": "it can hold macros: save it as .xlsx, which cannot",
    ".xlsb": "open it and save it as .xlsx",
    ".ods": "save it as .xlsx or CSV",
}


def read_statistics(
    path: str | Path,
    *,
    mapping: str | Path | Mapping | None = None,
    name: str | None = None,
    division: Division | None = None,
    whole: str | None = None,
    breakdowns: Iterable[str] = (),
    overlapping: bool = False,
    limits: ReadLimits | None = None,
) -> Statistics:
    r"""Read figures from a file, or from all files of a folder.

    A *tidy* table has the columns of :meth:`Statistics.from_frame` and is read as it is. Any other table is
    in its source's own words: it needs a mapping, and without one the error proposes one.

    Parameters
    ----------
    path : str or Path
        CSV (comma, semicolon or tab; decimal point or comma; UTF-8, UTF-16 or Latin-1), Excel (``.xlsx``:
        PxWeb's exports and own tables), PC-Axis (``.px``), json-stat2 (``.json``) or Parquet; or a folder of
        such files, which are joined. Tables in subfolders are refused.
    mapping : str, Path or Mapping, optional
        What the source's words mean (TOML); a folder's own is its ``mapping.toml``.
    name : str, optional
        Whose figures these are; the file's name if left out.
    division : Division, optional
        The areas that the codes belong to.
    whole : str, optional
        Code of the rows about the whole city.
    breakdowns : iterable of str
        Breakdown columns beside ``sex``, ``age`` and ``disability``.
    overlapping : bool
        Periods may overlap, as moving averages' do; a mapping may say so too.
    limits : ReadLimits, optional
        How large a file may be.

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
    file = Path(path)
    limits = limits or ReadLimits()
    if not file.exists():
        raise StatisticsError("the file does not exist", where=str(file), remedy="check the path")
    files = _files(file, limits)
    if mapping is None and file.is_dir() and (file / MAPPING_FILE).is_file():
        mapping = file / MAPPING_FILE
    if mapping is not None and not isinstance(mapping, Mapping):
        mapping = read_mapping(mapping)
    loaded: _Loaded = {}
    if not file.is_dir():
        table = _load(file, _sheet(mapping, file.name), limits, loaded)
        if isinstance(table, Grid) and table.tidy:
            if mapping is not None:
                raise StatisticsError(
                    "the table is tidy already, but a mapping is given",
                    where=str(file),
                    remedy="leave 'mapping' out",
                )
            frame = tidy_frame(table)
            if not overlapping:
                refuse_overlaps(frame, (*BREAKDOWNS, *breakdowns), table.name)
            return Statistics.from_frame(
                frame,
                name=name or file.stem,
                division=division,
                whole=whole,
                breakdowns=breakdowns,
                where=table.name,
                first_row=table.first_row,
            )
    frames = [frame for one in files for frame in _frames(one, mapping, division, limits, loaded)]
    if mapping is not None:
        _refuse_unused(mapping, files)
    return joined(
        frames,
        mapping,
        name=name or file.stem,
        division=division,
        whole=whole,
        breakdowns=breakdowns,
        overlapping=overlapping,
    )


def load_table(file: Path, *, sheet: str | None = None, limits: ReadLimits | None = None) -> Grid | RawTable:
    """Read a file by its format: a grid where there are only rows and columns, else a raw table.

    Raises
    ------
    StatisticsError
    """
    limits = limits or ReadLimits()
    suffix = file.suffix.lower()
    _refuse_suffix(file)
    limits.check("bytes", file.stat().st_size, str(file))
    try:
        data = file.read_bytes()
    except OSError as error:
        raise StatisticsError(f"the file cannot be read: {error.strerror}", where=str(file)) from None
    if suffix == ".xlsx":
        return parse_excel(data, name=str(file), sheet=sheet, limits=limits)
    if suffix == ".px":
        return parse_px(data, name=str(file), limits=limits)
    if suffix == ".json":
        return parse_jsonstat(data, name=str(file), limits=limits)
    if suffix == ".parquet":
        return parse_parquet(data, name=str(file), limits=limits)
    return parse_csv(data, name=str(file), limits=limits)


def _files(path: Path, limits: ReadLimits) -> list[Path]:
    """Return the tables at a path, refusing what nobody could read."""
    if not path.is_dir():
        _refuse_suffix(path)
        return [path]
    found = [f for f in sorted(path.iterdir()) if f.is_file() and not f.name.startswith((".", "~$"))]
    limits.check("files", len(found), str(path))
    files = [f for f in found if f.name != MAPPING_FILE and f.suffix.lower() not in _DOCUMENTS]
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


def _load(file: Path, sheet: str | None, limits: ReadLimits, loaded: _Loaded) -> Grid | RawTable:
    if (file, sheet) not in loaded:
        loaded[file, sheet] = load_table(file, sheet=sheet, limits=limits)
    return loaded[file, sheet]


def _frames(
    file: Path, mapping: Mapping | None, division: Division | None, limits: ReadLimits, loaded: _Loaded
) -> list[pd.DataFrame]:
    """Return the tidy rows of a file, once for each part of the mapping that is for it."""
    fitting = [one for one in (mapping.tables if mapping else ()) if one.fits(file.name, "")]
    table = _load(file, fitting[0].sheet if fitting else None, limits, loaded)
    if isinstance(table, Grid) and table.tidy:
        rows = tidy_frame(table)
        return [rows.assign(where=[table.place(row, 0) for row in range(len(rows))])]
    frames = []
    for one in fitting:
        table = _load(file, one.sheet, limits, loaded)
        if one.fits(file.name, table.code if isinstance(table, RawTable) else ""):
            frames.append(apply_mapping(_raw(table, one, limits), one, division=division))
    if not frames:
        raise MappingNeededError(str(file), _proposal(table, file.name, limits))
    return frames


def _raw(table: Grid | RawTable, one: TableMapping, limits: ReadLimits) -> RawTable:
    if isinstance(table, RawTable):
        for key in ("dimensions", "ignore", "marks", "decimal"):
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


def _proposal(table: Grid | RawTable, file: str, limits: ReadLimits) -> str:
    """Propose a mapping, with a guess at decimal mark and dashes where the table needs them to be said."""
    if isinstance(table, RawTable):
        return propose_mapping(table, file=file)
    dimensions = guess_dimensions(table)
    first: StatisticsError | None = None
    for marks in ({}, {"-": "missing"}):
        for decimal in ("", ",", "."):
            try:
                raw = raw_from_grid(
                    table, dimensions, marks={**OWN_MARKS, **marks}, decimal=decimal, limits=limits
                )
            except StatisticsError as error:
                first = first or error
                continue
            extra = (
                [f'decimal = "{decimal}"  # or the other one: nothing in the table tells'] if decimal else []
            )
            extra += ['marks = { "-" = "missing" }  # or "zero"'] if marks else []
            return propose_mapping(raw, file=file, dimensions=dimensions, extra=extra)
    raise first or StatisticsError("the table cannot be read", where=table.name)


def _sheet(mapping: Mapping | None, file: str) -> str | None:
    return next((one.sheet for one in (mapping.tables if mapping else ()) if one.fits(file, "")), None)


def _refuse_unused(mapping: Mapping, files: list[Path]) -> None:
    for one in mapping.tables:
        if one.file and not any(one.fits(file.name, "") for file in files):
            raise StatisticsError(
                f"the mapping is for '{one.file}', but there is no such file",
                where=mapping.name,
                expected=f"one of {listing(file.name for file in files)}",
                remedy="correct the pattern, or fetch the file",
            )
