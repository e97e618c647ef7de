"""Read what a project names, and keep what was read: copies of files, answers of services."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from omradesindex.errors import DefinitionError, StatisticsError, did_you_mean, listing
from omradesindex.geography import Division, Key, example_division, geso, read_division
from omradesindex.geography.land import near_layers
from omradesindex.show.writing import is_there
from omradesindex.sources import KOLADA, Ckan, Kolada, Progress, PxWeb, PxWebV1, Snapshots
from omradesindex.statistics import RawTable, ReadLimits, Statistics, read_statistics, statistics_from_tables
from omradesindex.statistics.reading.joining import Rows, joined
from omradesindex.subjects.update.project import EMBEDDED, Project, Source, inside
from omradesindex.wording import say

Record = dict[str, Any]
Told = Callable[[Progress], None]


@dataclass(frozen=True)
class Gathered:
    """What a project's sources hold.

    Attributes
    ----------
    statistics : Statistics
    division : Division or None
    read : tuple of dict
        Every file and answer with its fingerprint and size.
    """

    statistics: Statistics
    division: Division | None
    read: tuple[Record, ...]


def gather(
    project: Project,
    copies: Path,
    *,
    offline: bool = False,
    until: str | None = None,
    progress: Told | None = None,
) -> Gathered:
    """Read a project's sources, and copy its files to a folder that is then a project of its own.

    Parameters
    ----------
    project : Project
    copies : Path
        Where the copies go, at the same places as below the project's folder.
    offline : bool
        Take answers of services from the snapshots only.
    until : str, optional
        And only those that were kept until then.
    progress : callable, optional

    Raises
    ------
    OmradesindexError
        A source cannot be read; a file was changed while it was being read.
    """
    read = [*_copied(project, copies)]
    division = division_of(project)
    tables = []
    for number, source in enumerate(project.sources, 1):
        if source.path is not None:
            _say(progress, f"Läser {source.label}.", f"Reading {source.label}.", project)
            tables.append(_from_files(project, source, division))
        else:
            figures, answers = _from_service(project, source, division, offline, until, progress)
            read += [{"source": number, **answer} for answer in answers]
            tables.append(_to_areas(figures, source, division, project))
    for entry in read:
        if "file" in entry and _sha256(_content(project.folder / entry["file"])) != entry["sha256"]:
            raise StatisticsError(
                "the file was changed while it was being read",
                where=str(project.folder / entry["file"]),
                remedy="wait until it is finished, and run again",
            )
    return Gathered(_priced(project, _together(project, tables, division)), division, tuple(read))


def division_of(project: Project) -> Division | None:
    """Return the project's areas; None where it names none."""
    division = _areas(project)
    if not project.backdrops:
        return division
    if division is None or not division.has_outlines:
        raise DefinitionError(
            "there are no areas to draw anything around",
            where=f"{project.file}, [[backdrop]]",
            remedy="name a division with outlines under [areas], or leave [[backdrop]] out",
        )
    for layer in project.backdrops:
        division = division.with_backdrop(
            layer.path,
            kind=layer.kind,
            source=layer.source,
            name=layer.name,
            layer=layer.layer,
            crs=layer.crs,
        )
        near_layers(division.outlines, division.backdrops[-1:], str(layer.path))
    return division


def _areas(project: Project) -> Division | None:
    given = project.areas
    if given.division in EMBEDDED:
        return {"geso": geso, "exempelstad": example_division}[given.division]()
    if not given.division:
        return None
    whole = (given.whole, project.name) if given.whole is not None else None
    return read_division(
        given.division,
        code=given.code,
        name=given.name,
        label=project.name,
        layer=given.layer,
        crs=given.crs,
        whole=whole,
        tolerance_m2=given.tolerance_m2,
        units=given.units,
    )


def boundaries(division: Division | None) -> Record:
    """Say in a few words which areas these are, so that a later run can tell whether they are the same."""
    if division is None:
        return {"id": "", "year": None, "sha256": ""}
    parts: list[Any] = [[code, sorted(division.members[code])] for code in division.codes]
    if division.has_outlines and not any(division.members.values()):
        parts.append(division.outlines.geometry.to_wkb(hex=True).tolist())
    return {"id": division.id, "year": division.year, "sha256": _sha256(json.dumps(parts).encode())}


# -- files -----------------------------------------------------------------------------------------------


def _copied(project: Project, copies: Path) -> Iterator[Record]:
    """Copy every file that the project names; yield what was copied."""
    for number, path in _named(project):
        if not is_there(path):
            raise DefinitionError(f"there is no '{path.name}'", where=str(path), remedy="check the path")
        name = path.relative_to(project.folder).as_posix()
        inside(project.folder, name, str(path))
        content = _content(path)
        goal = copies / name
        goal.parent.mkdir(parents=True, exist_ok=True)
        goal.write_bytes(content)
        yield {"source": number, "file": name, "sha256": _sha256(content), "size": len(content)}


def _content(path: Path) -> bytes:
    try:
        ReadLimits().check("bytes", path.stat().st_size, str(path))
        return path.read_bytes()
    except OSError as error:
        raise StatisticsError(
            f"the file cannot be read ({error.strerror or error})",
            where=str(path),
            remedy="check that it is there and that you may read it",
        ) from error


def _named(project: Project) -> Iterator[tuple[int, Path]]:
    """Yield the project's files, each once, with the number of the source that it belongs to; 0 for none."""
    source_of: dict[Path, int] = {project.file: 0}
    for one in (project.index, project.areas.division, *(str(layer.path) for layer in project.backdrops)):
        path = Path(one)
        if path.is_absolute():
            # A shapefile is several files of one name.
            alike = path.parent.glob(f"{path.stem}.*") if path.suffix.lower() == ".shp" else [path]
            source_of |= dict.fromkeys(sorted(alike), 0)
    for number, source in enumerate(project.sources, 1):
        if source.path is not None and source.path.is_dir():
            hidden = (".", "~$")
            files = (f for f in source.path.iterdir() if f.is_file() and not f.name.startswith(hidden))
            source_of |= dict.fromkeys(sorted(files), number)
        elif source.path is not None:
            source_of[source.path] = number
        key = Path(source.key)
        for more in (source.mapping, key if key.is_absolute() else None):
            if more is not None:
                source_of.setdefault(more, number)
    source_of |= dict.fromkeys(
        (m.path for m in project.outside if m.path is not None and m.path not in source_of), 0
    )
    for path, number in source_of.items():
        yield number, path


def _from_files(project: Project, source: Source, division: Division | None) -> Statistics:
    assert source.path is not None  # asked before
    return read_statistics(
        source.path,
        mapping=source.mapping,
        name=project.name,
        division=division,
        whole=None if source.key else project.areas.whole,
        noise=source.noise,
        key=_key(source, division, project),
        outside=source.outside,
    )


# -- services --------------------------------------------------------------------------------------------


def _from_service(
    project: Project,
    source: Source,
    division: Division | None,
    offline: bool,
    until: str | None,
    progress: Told | None,
) -> tuple[Statistics, list[Record]]:
    assert source.mapping is not None  # a project of a service names one
    if not offline:
        # What is new is fetched and kept; the table itself is then always made from what is kept, so that
        # a replay does exactly the same.
        _ask(project, source, Snapshots(project.snapshots), replay=False, progress=progress)
    table, answers = _ask(project, source, Snapshots(project.snapshots, until=until), replay=True)
    figures = statistics_from_tables(
        table,
        source.mapping,
        name=project.name,
        division=None if source.key else division,
        whole=None if source.key else project.areas.whole,
        noise=source.noise,
    )
    return figures, answers


def _ask(
    project: Project, source: Source, snapshots: Snapshots, *, replay: bool, progress: Told | None = None
) -> tuple[RawTable, list[Record]]:
    asked = dict(source.asked)
    options: dict[str, Any] = {
        "lang": project.lang,
        "snapshots": snapshots,
        "replay": replay,
        "progress": progress,
    }
    client: PxWeb | PxWebV1 | Kolada | Ckan
    if source.service == "kolada":
        client = Kolada(str(asked.pop("address", KOLADA)), **options)
        table = client.table(asked.pop("kpis"), asked.pop("areas"), asked.pop("years"), **asked)
    elif source.service == "ckan":
        client = Ckan(str(asked.pop("address")), **options)
        table = client.table(str(asked.pop("resource")), **asked)
    else:
        made = PxWeb if source.service == "pxweb" else PxWebV1
        client = made(str(asked.pop("address")), **options)
        table = client.table(str(asked.pop("table")), **asked)
    return table, [
        {
            "service": source.service,
            "url": kept.url,
            "method": kept.method,
            "body": kept.body,
            "time": kept.time,
            "updated": kept.updated,
            "sha256": kept.sha256,
            "size": kept.size,
            "pages": list(kept.pages),
        }
        for kept in client.answers
    ]


# -- together --------------------------------------------------------------------------------------------


def _to_areas(figures: Statistics, source: Source, division: Division | None, project: Project) -> Statistics:
    key = _key(source, division, project)
    if key is None or division is None:
        return figures
    return figures.to_areas(key, division=division, outside=source.outside)


def _key(source: Source, division: Division | None, project: Project) -> Key | None:
    """Return the key of a source whose figures are of sub-areas; None of one whose are of the areas."""
    if not source.key:
        return None
    if division is None:
        raise DefinitionError(
            "a source has a key, but the project names no areas",
            where=str(project.file),
            remedy="name the division under [areas]",
        )
    if Path(source.key).is_absolute():
        return Key.read(source.key)
    if source.key not in division.keys:
        raise DefinitionError(
            f"{division.label} has no key '{source.key}'{did_you_mean(source.key, division.keys)}",
            where=str(project.file),
            expected=f"one of {listing(division.keys)}, or a CSV file in the project",
        )
    return division.keys[source.key]


def _together(project: Project, tables: list[Statistics], division: Division | None) -> Statistics:
    if len(tables) == 1:
        return tables[0]
    frames = [
        Rows.of(one.to_frame().assign(where=f"source {number} ({source.label})"))
        for number, (one, source) in enumerate(zip(tables, project.sources, strict=True), 1)
    ]
    by = dict.fromkeys(column for one in tables for column in one.breakdowns)
    whole = next((one.whole for one in tables if one.whole is not None), None)
    return joined(
        frames,
        None,
        notes=[note for one in tables for note in one.notes],
        name=project.name,
        division=division,
        whole=whole,
        breakdowns=by,
        overlapping=True,  # asked of each source
    )


def _priced(project: Project, statistics: Statistics) -> Statistics:
    """Turn amounts of money into the prices that the project names."""
    if project.prices is None:
        return statistics
    try:
        return statistics.in_prices_of(*project.prices)
    except StatisticsError as error:
        raise error.seen_from(f"{project.file}, [prices]") from None


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _say(progress: Told | None, sv: str, en: str, project: Project) -> None:
    if progress is not None:
        progress(Progress(say(project.lang, sv, en)))
