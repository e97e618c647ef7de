"""Runs on disk: each whole or not there, one of them the accepted one, and only one being made at a time."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import IO, Any

from omradesindex.errors import OmradesindexError, did_you_mean, listing
from omradesindex.patterns import pattern
from omradesindex.show.file_names import LANGUAGES, file_name, held_in
from omradesindex.show.writing import sync, write_file
from omradesindex.wording import Language

_NAME = pattern(r"\d{8}T\d{6}Z-[0-9a-f]{8}")
_FORMAT = 1
_ASIDE = ".ofardig-"
_DECIDED = ".beslut-"
_NEEDED = {"project", "name", "definition", "division", "whole", "breakdowns", "period", "partial", "stick"}
_NEEDED |= {"previous", "read", "findings", "scores", "versions", "files"}

#: Files of a run that say when, and are therefore no part of what is compared.
MANIFEST, TIME, DECISION = "manifest.json", "tid.json", "beslut.json"
_OF_ITS_TIME = {file_name(name, lang) for name in (MANIFEST, TIME, DECISION) for lang in LANGUAGES}


@dataclass(frozen=True)
class Run:
    """A whole run in its folder."""

    folder: Path

    @property
    def name(self) -> str:
        """Time and fingerprint: ``20260401T081500Z-1a2b3c4d``."""
        return self.folder.name

    @cached_property
    def manifest(self) -> Mapping[str, Any]:
        """What was read, what it was computed with, and the fingerprint of every file."""
        manifest = _json(self.folder / MANIFEST)
        if manifest.get("format") != _FORMAT or not set(manifest) >= _NEEDED:
            raise _no_run(self.folder / MANIFEST, "another format")
        return manifest

    @property
    def time(self) -> str:
        """When the run was made; the snapshots it rests on were kept before."""
        return str(_json(held_in(self.folder, TIME)).get("time", ""))

    @property
    def files(self) -> Mapping[str, str]:
        """Fingerprint of each file, by its path below the folder."""
        return {name: file["sha256"] for name, file in self.manifest["files"].items()}

    def damaged(self) -> list[str]:
        """Name the files that are gone or are no longer what they were."""
        now = fingerprints(self.folder)
        return [name for name, sha in self.files.items() if now.get(name, {}).get("sha256") != sha]


class Runs:
    """The folder of runs.

    A run is made in a folder of another name and renamed when all of it is on disk; the file ``current``
    names the accepted run and is replaced by renaming, too: that one step is the decision. Whatever happens
    in between, and whenever, the accepted run stays whole and stays named, and no other says that it is
    accepted. Links are neither followed nor written through.
    """

    def __init__(self, folder: Path, lang: Language = "sv") -> None:
        self.folder = folder
        self.lang = lang  # of what is written; what is there is read in either

    def all(self) -> list[Run]:
        """Return the whole runs, oldest first."""
        if not self.folder.is_dir():
            return []
        paths = sorted(p for p in self.folder.iterdir() if _NAME.fullmatch(p.name))
        return [Run(p) for p in paths if not p.is_symlink() and (p / MANIFEST).is_file()]

    def current(self) -> Run | None:
        """Return the accepted run, or None.

        Raises
        ------
        OmradesindexError
            The file ``current`` names no run.
        """
        pointer = self.folder / "current"
        if pointer.is_symlink():
            raise OmradesindexError(
                "the file is a link", where=str(pointer), remedy="put the file itself there, from a copy"
            )
        try:
            name = pointer.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise OmradesindexError("the file cannot be read", where=str(pointer)) from error
        return self.find(name, where=str(pointer))

    def find(self, name: str, *, where: str | None = None) -> Run:
        """Return a run by its name or its folder.

        Raises
        ------
        OmradesindexError
            There is none of that name here.
        """
        known = {run.name: run for run in self.all()}
        path = Path(name)
        run = known.get(path.name)
        if run is not None and (
            name == run.name
            or run.folder.resolve() in (path.resolve(), (self.folder.parent / path).resolve())
        ):
            return run
        raise OmradesindexError(
            f"there is no run '{name}'{did_you_mean(path.name, known)}",
            where=where or str(self.folder),
            expected=f"one of {listing(reversed(known))}" if known else "a run that has been made",
        )

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep others from making a run at the same time.

        The lock is the operating system's and goes with the process, however that ends; the number in the
        file only tells others who holds it.

        Raises
        ------
        OmradesindexError
            Somebody else is making a run.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = _opened(self.folder / ".lock")
        except OSError as error:
            raise _unwritable(self.folder, error) from error
        with file:
            if not _take(file):
                file.seek(0)
                who = file.read(40).decode("ascii", "replace").strip()
                raise OmradesindexError(
                    f"another update is running (process {who or 'unknown'})",
                    where=str(self.folder),
                    remedy="wait until it has finished",
                )
            file.seek(0)
            file.truncate()
            file.write(f"{os.getpid()}\n".encode("ascii"))
            file.flush()
            # Only the holder makes runs, so that what is unfinished was left by somebody who was stopped.
            for left in self.folder.glob(f"{_ASIDE}*"):
                _remove(left)
            self._settle()
            yield

    @contextmanager
    def making(self) -> Iterator[Path]:
        """Give a folder to make a run in; it is gone afterwards unless the run was kept."""
        aside = self.folder / f"{_ASIDE}{os.getpid()}"
        try:
            aside.mkdir()
            yield aside
        except OSError as error:
            raise _unwritable(self.folder, error) from error
        finally:
            _remove(aside)

    def keep(self, aside: Path, manifest: Mapping[str, Any], time: datetime) -> Run:
        """Write the manifest of a run that has been made, and let the run appear."""
        text = as_json({"format": _FORMAT, **manifest, "files": fingerprints(aside)})
        (aside / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
        write_time(aside / file_name(TIME, self.lang), time)
        for path in sorted(aside.rglob("*"), reverse=True):
            sync(path)
        mark = hashlib.sha256(text.encode()).hexdigest()[:8]
        goal = self.folder / f"{time.astimezone(UTC):%Y%m%dT%H%M%SZ}-{mark}"
        aside.rename(goal)
        sync(self.folder)
        return Run(goal)

    def point(self, run: Run, decision: Mapping[str, Any]) -> None:
        """Make a run the accepted one.

        What was decided waits beside until it is done, and is moved into the run then.
        """
        write_file(self.folder / f"{_DECIDED}{run.name}", as_json(decision), lasting=True)
        write_file(self.folder / "current", f"{run.name}\n", lasting=True)
        self._settle()

    def _settle(self) -> None:
        """Move a decision that was carried out into its run; remove one that never was."""
        try:
            for waiting in self.folder.glob(f"{_DECIDED}*"):
                current = self.current()
                if current is not None and waiting.name == f"{_DECIDED}{current.name}":
                    waiting.replace(current.folder / file_name(DECISION, self.lang))
                    sync(current.folder)
                else:
                    waiting.unlink()
        except OSError as error:
            raise _unwritable(self.folder, error) from error


def fingerprints(folder: Path) -> dict[str, dict[str, Any]]:
    """Fingerprint and size of each file below a folder, except those that say when."""
    files = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in _OF_ITS_TIME:
            content = path.read_bytes()
            files[name] = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
    return files


def as_json(table: Mapping[str, Any]) -> str:
    """Write plain JSON: sorted, indented, ended by a line break."""
    return json.dumps(table, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False) + "\n"


def write_time(path: Path, time: datetime) -> None:
    """Write when a run was made."""
    path.write_text(as_json({"time": time.astimezone(UTC).isoformat()}), encoding="utf-8", newline="\n")


def _json(path: Path) -> dict[str, Any]:
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _no_run(path, error) from error
    if not isinstance(table, dict):
        raise _no_run(path, "no object")
    return table


def _no_run(path: Path, why: object) -> OmradesindexError:
    return OmradesindexError(
        f"the file does not describe a run ({why})",
        where=str(path),
        remedy="take the run's folder back from a copy",
    )


def _unwritable(folder: Path, error: OSError) -> OmradesindexError:
    return OmradesindexError(
        f"the run cannot be written ({error.strerror or error})",
        where=str(error.filename or folder),
        remedy="check that you may write there and that the disk is not full; the accepted run is untouched",
    )


def _remove(path: Path) -> None:
    # A link is removed, not followed.
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _opened(path: Path) -> IO[bytes]:
    """Open a file to read and write, made if it is not there; a link is not followed."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o666), "r+b")


if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> bool:
        try:
            file.seek(1 << 20)  # what is locked cannot be read by others: lock beyond the number
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            raise OmradesindexError(
                f"the folder cannot be locked ({error.strerror})",
                where=file.name,
                remedy="keep the project on a disk of this computer",
            ) from error
        return True
