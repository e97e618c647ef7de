"""The ledger: what has been released, so that the next release is tried together with all that is out."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from omradesindex.disclosure.attack import attack
from omradesindex.disclosure.laid import MEASURES, OBSERVED, Reading, counts_behind
from omradesindex.disclosure.pieces import SLACK
from omradesindex.disclosure.release import Release, Told
from omradesindex.disclosure.release_files import read_entry, release_table
from omradesindex.disclosure.rounding import bounds
from omradesindex.disclosure.system import build
from omradesindex.disclosure.words import LEDGER_NOTE, ledger_line
from omradesindex.doors import door
from omradesindex.errors import ComputeError, listing
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.shown import Shown
from omradesindex.show.table import Column, Table
from omradesindex.show.writing import in_new_folder, is_there, write_file
from omradesindex.statistics import Statistics
from omradesindex.statistics.vocabulary import TOTAL
from omradesindex.wording import Language, say

if TYPE_CHECKING:
    import pandas as pd

#: The file that says that a folder is a ledger, and which entry is its last.
_HEAD = "liggare.json"
#: Format of the files.
_FORMAT = 1


@dataclass(frozen=True)
class Entry:
    """One release: its number, when and what, and its tables."""

    number: int
    name: str
    day: str
    files: tuple[str, ...]
    tables: tuple[Release, ...]
    ours: bool = True

    @property
    def withheld(self) -> int:
        """How many figures were withheld."""
        return sum(int(mask.sum()) for table in self.tables for mask in table.closed.values())


@door
@dataclass(frozen=True, repr=False)
class Ledger(Shown):
    """What has been released: a folder that :func:`omradesindex.publish` reads and writes to.

    It holds what an outsider has read, which figures were withheld, and how closely each of those may be
    known; never what a withheld figure was. It is **internal** all the same: it tells which of the withheld
    figures are unsafe. Keep it beside the statistics, and one for each division and the divisions within it.

    Attributes
    ----------
    folder : Path
    entries : tuple of Entry
        Oldest first.

    Examples
    --------
    >>> import tempfile
    >>> ledger = Ledger.create(Path(tempfile.mkdtemp()) / "liggare")
    >>> len(ledger.entries), ledger.folder.name
    (0, 'liggare')
    """

    folder: Path
    entries: tuple[Entry, ...] = ()

    # -- making -----------------------------------------------------------------------------------------

    @classmethod
    def create(cls, folder: str | Path) -> Ledger:
        """Make an empty ledger in a folder that is not there, or that is empty.

        Raises
        ------
        ComputeError
            The folder holds something, or cannot be written.

        Examples
        --------
        >>> import tempfile
        >>> print(Ledger.create(Path(tempfile.mkdtemp()) / "liggare").page("en").title)
        Ledger of releases: liggare
        """
        path = Path(folder)
        if is_there(path / _HEAD):
            raise ComputeError(
                "there is a ledger here already",
                where=str(path),
                expected="a folder that is not there, or is empty",
                remedy="open it with oi.Ledger.read(folder): what is out cannot be forgotten",
            )
        return cls(in_new_folder(path, lambda new: _write_head(new, 0, ""), lasting=True, error=ComputeError))

    @classmethod
    def read(cls, folder: str | Path) -> Ledger:
        """Read a ledger, and see that it is whole.

        Raises
        ------
        ComputeError
            There is no ledger, or it has been changed by something else than ``publish``.
        """
        path = Path(folder)
        try:
            head = _json(path / _HEAD)
        except (FileNotFoundError, NotADirectoryError):
            raise ComputeError(
                "there is no ledger here",
                where=str(path),
                expected=f"a folder with the file {_HEAD}",
                remedy="give the folder of the ledger, or make a new one if nothing has been released yet: "
                "oi.Ledger.create(folder)",
            ) from None
        if head.get("format") != _FORMAT or not isinstance(head.get("entries"), int):
            raise _damaged(path / _HEAD, "it is not written in a way that this version reads")
        files = sorted(path.glob("[0-9][0-9][0-9][0-9].json"))
        numbers = [int(file.stem) for file in files]
        if numbers != [*range(1, len(files) + 1)] or len(files) < head["entries"]:
            missing = next(n for n in range(1, max(len(files), head["entries"]) + 2) if n not in numbers)
            raise _damaged(path, f"entry {missing:04d}.json is not there")
        before, entries = "", list[Entry]()
        for file in files:
            text = _read(file)
            try:
                previous, entry = _entry(text)
            except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
                raise _damaged(file, "its contents cannot be read") from error
            if previous != before:
                raise _damaged(file, "it, or the entry before it, has been changed")
            before = hashlib.sha256(text).hexdigest()
            if len(entries) + 1 == head["entries"] and before != head.get("last"):
                raise _damaged(file, "it has been changed")
            entries.append(entry)
        return cls(path, tuple(entries))

    # -- reading ----------------------------------------------------------------------------------------

    def page(self, lang: Language = "sv") -> Page:
        """Return the releases, each with its day, files and figures withheld."""
        rows = [
            (
                f"{entry.number}",
                entry.day,
                ", ".join(entry.files) or entry.name,
                entry.withheld,
            )
            for entry in self.entries
        ]
        table = Table(
            say(lang, "Publicerat", "Released"),
            [
                Column(say(lang, "Nr", "No."), [row[0] for row in rows], "code"),
                Column(say(lang, "Dag", "Day"), [row[1] for row in rows], "code"),
                Column(say(lang, "Vad", "What"), [row[2] for row in rows], "words"),
                Column(say(lang, "Dolda tal", "Figures withheld"), [row[3] for row in rows], decimals=0),
            ],
        )
        title = say(lang, "Liggare över det som är publicerat", "Ledger of releases")
        blocks: list[Paragraph | Table] = [Paragraph(ledger_line(len(self.entries), lang))]
        return Page(
            f"{title}: {self.folder.name}",
            [*blocks, table] if rows else blocks,
            [LEDGER_NOTE.in_(lang)],
            lang,
        )

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each release: ``number, day, name, files, withheld``."""
        import pandas as pd

        return pd.DataFrame(
            [
                (
                    entry.number,
                    entry.day,
                    entry.name,
                    "; ".join(entry.files),
                    entry.withheld,
                )
                for entry in self.entries
            ],
            columns=pd.Index(["number", "day", "name", "files", "withheld"]),
        )

    # -- writing ----------------------------------------------------------------------------------------

    def declare(
        self,
        statistics: Statistics,
        *,
        name: str | None = None,
        within: Mapping[str, Sequence[str]] | None = None,
    ) -> Ledger:
        """Say which figures somebody else has published: an outsider has read them too.

        Parameters
        ----------
        statistics : Statistics
            Figures as they are public, for example from Statistics Sweden. Figures without a value are left
            out.
        name : str, optional
            Who has published them; the statistics' name if left out.
        within : mapping of str to sequence of str, optional
            Area → the areas that make it up, where they are of another division than what is out.

        Raises
        ------
        ComputeError
            One of them was withheld in a release of ours, or tells one that was; or the ledger is of another
        division.

        Examples
        --------
        >>> import tempfile
        >>> from omradesindex.data import example_statistics
        >>> ledger = Ledger.create(Path(tempfile.mkdtemp()) / "liggare")
        >>> public = example_statistics().only(["folkmangd"], periods=["2024"])
        >>> len(ledger.declare(public, name="Exempelstads årsbok (påhittad)").entries)
        1
        """
        now = Ledger.read(self.folder)
        earlier = releases_for(now, [statistics], within)
        n = len(statistics.all_areas)
        strips = {}
        for k, (block, kind) in enumerate(zip(statistics.blocks, statistics.kinds, strict=True)):
            there = statistics.status[k, :n] == OBSERVED
            for measure in MEASURES.get(kind, ()):
                # Of a rounded figure a reader knows the interval.
                follows = counts_behind(statistics, measure)[k]
                low, high = (
                    np.where(there, np.where(np.isnan(end[k]), follows, end[k]), np.nan)
                    for end in bounds(statistics, measure)
                )
                strips[block, measure] = Told(low, high, np.zeros(n), np.zeros(n, dtype=bool))
        told = name or statistics.name
        release = Release(
            name_of_next(now, told),
            statistics.name,
            "" if statistics.division is None else statistics.division.id,
            statistics.whole,
            statistics.all_areas,
            statistics.breakdowns,
            strips,
            {},
            {area: tuple(parts) for area, parts in (within or {}).items()},
        )
        _refuse_open(now, release)
        if strips:
            _refuse_telling(now, earlier, statistics, within)
        return add_release(now, [release], [told], ours=False)


# -- what publish does with it ------------------------------------------------------------------


def ledger_given(ledger: Ledger | str | Path | None) -> Ledger:
    """Return the ledger as it is on the disk now; one of nothing where none is given."""
    if ledger is None:
        return Ledger(Path())
    return Ledger.read(ledger.folder if isinstance(ledger, Ledger) else ledger)


def releases_for(
    ledger: Ledger, tables: Sequence[Statistics], within: Mapping[str, Sequence[str]] | None = None
) -> tuple[Release, ...]:
    """Return the releases that have to do with tables that are to be published, oldest first.

    Raises
    ------
    ComputeError
        The ledger is of another division.
    """
    earlier = [release for entry in ledger.entries for release in entry.tables]
    known = {area for release in earlier for area in release.areas}
    divisions = {release.division for release in earlier} - {""}
    related = {area for area, parts in (within or {}).items() for area in (area, *parts)}
    related |= {area for r in earlier for area, parts in r.within.items() for area in (area, *parts)}
    inner = {area for release in earlier for area in release.own_areas}
    for table in tables if earlier else ():
        division = "" if table.division is None else table.division.id
        # What an area of the ledger's is made up of, a table of it says itself.
        strangers = [area for area in table.areas if area not in related and table.whole not in inner]
        another = bool(division) and bool(divisions) and division not in divisions
        if strangers and (another or not known & set(table.areas)):
            raise ComputeError(
                f"the ledger is of another division: it holds releases of "
                f"{listing(sorted(divisions)) or listing(sorted(known)[:3])}, and "
                f"'{table.name}' is of {division or listing(table.areas[:3])}",
                where=str(ledger.folder),
                expected="areas that the ledger knows, or the areas that make them up",
                remedy='say how they make each other up (within={"A": ["d1", "d2"]}), or use the ledger '
                "of that division",
            )
    periods = {block.period for table in tables for block in table.blocks}
    return tuple(
        replace(
            release,
            strips={at: told for at, told in release.strips.items() if at[0].period in periods},
            closed={at: mask for at, mask in release.closed.items() if at.period in periods},
        )
        for release in earlier
    )


def name_of_next(ledger: Ledger, what: str) -> str:
    """Return how the next release is called."""
    return f"{len(ledger.entries) + 1:04d} {what}"


def add_release(
    ledger: Ledger,
    tables: Sequence[Release],
    files: Sequence[str],
    *,
    ours: bool = True,
    day: str | None = None,
) -> Ledger:
    """Write a release as the next entry.

    Raises
    ------
    ComputeError
        Somebody else has written an entry meanwhile, or the folder cannot be written.
    """
    number = len(ledger.entries) + 1
    path = ledger.folder / f"{number:04d}.json"
    day = day or date.today().isoformat()
    entry = Entry(number, tables[0].name, day, tuple(files), tuple(tables), ours)
    before = _digest(ledger.folder / f"{number - 1:04d}.json") if ledger.entries else ""
    told = {
        "format": _FORMAT,
        "number": number,
        "previous": before,
        "name": entry.name,
        "day": day,
        "files": list(files),
        "ours": ours,
        "tables": [release_table(table) for table in tables],
    }
    _write_new(path, _text(told))
    _write_head(ledger.folder, number, _digest(path))
    return Ledger(ledger.folder, (*ledger.entries, entry))


def take_back(ledger: Ledger) -> None:
    """Take the last entry away again: its files could not be written.

    If another has been written after it, it stays: what stands there rests on it.
    """
    number = len(ledger.entries)
    if (ledger.folder / f"{number + 1:04d}.json").exists():
        return
    before = _digest(ledger.folder / f"{number - 1:04d}.json") if number > 1 else ""
    _write_head(ledger.folder, number - 1, before)
    (ledger.folder / f"{number:04d}.json").unlink()


def _refuse_open(ledger: Ledger, release: Release) -> None:
    """Raise a ComputeError if a figure is public in a release and withheld in another."""
    for earlier in (table for entry in ledger.entries for table in entry.tables):
        clash = next(_clashes(earlier, release), None) or next(_clashes(release, earlier), None)
        if clash is not None:
            variable, period, area = clash
            raise ComputeError(
                f"'{variable}' ({period}) in area '{area}' is declared public, and withheld elsewhere: "
                f"in '{earlier.name}'",
                where=str(ledger.folder),
                expected="figures that are public everywhere, or withheld everywhere",
                remedy="leave the figure out of what is declared; if it is public in truth, whoever is "
                "responsible for the earlier release has to know",
            )


def _refuse_telling(
    ledger: Ledger,
    releases: Sequence[Release],
    public: Statistics,
    within: Mapping[str, Sequence[str]] | None,
) -> None:
    """Raise a ComputeError if figures tell what a release withholds."""
    ends = {measure: bounds(public, measure) for measure in dict.fromkeys(sum(MEASURES.values(), ()))}
    system = build([Reading(public, ends, true=False)], releases=releases, within=within)
    asked = np.flatnonzero(system.asked > 0)
    found = attack(system.matrix, system.right, *system.bounds(np.zeros_like(system.laid.closed)), asked)
    told = asked[found.width < system.asked[asked] - SLACK]
    if told.size:
        block = system.laid.blocks[system.block[told[0]]]
        raise ComputeError(
            f"'{block.variable}' ({block.period}) in area '{system.laid.areas[system.column[told[0]]]}' is "
            "withheld, and could be worked out from what is declared public",
            where=str(ledger.folder),
            expected="figures that do not tell what is withheld",
            remedy="leave out what tells it; if it is public in truth, whoever is responsible for the "
            "earlier release has to know",
        )


def _clashes(closed: Release, shown: Release) -> Any:
    """Yield the figures that one release withholds and another shows: variable, period, area."""
    columns = {area: k for k, area in enumerate(shown.areas)}
    by_group = {
        (at.variable, at.period, _group(at.group, shown.breakdowns)): told
        for (at, _), told in shown.strips.items()
    }
    for block, mask in closed.closed.items():
        told = by_group.get((block.variable, block.period, _group(block.group, closed.breakdowns)))
        for k in np.flatnonzero(mask) if told is not None else ():
            column = columns.get(closed.areas[k])
            if column is not None and told is not None and told.low[column] == told.high[column]:
                yield block.variable, block.period, closed.areas[k]


def _group(group: Sequence[str], breakdowns: Sequence[str]) -> frozenset[tuple[str, str]]:
    return frozenset((b, g) for b, g in zip(breakdowns, group, strict=True) if g != TOTAL)


@lru_cache(maxsize=1000)
def _entry(text: bytes) -> tuple[object, Entry]:
    """The digest of the entry before, and the entry; kept, since every release reads all of them."""
    told = json.loads(text)
    return told.get("previous"), read_entry(told, Entry)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        if path.name == _HEAD and isinstance(error, FileNotFoundError | NotADirectoryError):
            raise
        raise ComputeError(
            f"the ledger cannot be read: {error.strerror}",
            where=str(path),
            remedy="check that you may read it",
        ) from error


def _json(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(_read(path))
    except (RecursionError, ValueError) as error:
        raise _damaged(path, "it cannot be read") from error
    if not isinstance(told, dict):
        raise _damaged(path, "it cannot be read")
    return told


def _text(told: Mapping[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write_new(path: Path, text: str) -> None:
    """Write a file that is not there; whoever comes second is told."""
    aside = path.with_name(f".{path.stem}-{os.getpid()}")
    try:
        write_file(aside, text, lasting=True, error=ComputeError)
        _link(aside, path)
    except FileExistsError as error:
        raise ComputeError(
            "another release has been written meanwhile",
            where=str(path.parent),
            remedy="publish again: the figures are then tried together with that release too",
        ) from error
    except ComputeError as error:
        raise error.seen_from(str(path)) from error.__cause__
    except OSError as error:
        raise ComputeError(f"the ledger cannot be written: {error.strerror}", where=str(path)) from error
    finally:
        aside.unlink(missing_ok=True)


def _link(aside: Path, path: Path) -> None:
    """Give a file another name, which nothing else has."""
    try:
        os.link(aside, path)
    except FileExistsError:
        raise
    except OSError:
        # Not every file system has links: take the name first, then fill it.
        with path.open("xb") as taken:
            taken.write(aside.read_bytes())


def _write_head(folder: Path, entries: int, last: str) -> None:
    told = {"format": _FORMAT, "entries": entries, "last": last}
    write_file(folder / _HEAD, _text(told), lasting=True, error=ComputeError)


def _damaged(path: Path, what: str) -> ComputeError:
    return ComputeError(
        f"the ledger is damaged: {what}",
        where=str(path),
        expected="the folder as publish has written it",
        remedy="take it back from a backup; until then nothing can be published with it",
    )
