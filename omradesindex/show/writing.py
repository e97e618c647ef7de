"""The one door to the disk: a file appears whole or not at all, and no cell of a table is a formula."""

from __future__ import annotations

import io
import os
import re
import shutil
import tempfile
import time
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from omradesindex.errors import OmradesindexError, listing, must_be_plain
from omradesindex.patterns import pattern
from omradesindex.plaintext import disarmed, visible

if TYPE_CHECKING:
    import pandas as pd

Writer = Callable[[Path], object]

_ASIDE = ".omradesindex-"
_OLD = 24 * 3600.0  # seconds after which what is aside was left by somebody who was stopped
# When a workbook was made and changed, in its properties.
_TIMES = pattern(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>", re.DOTALL)
_FURTHER = pattern(r"-\d+(?=\.[^.]*$)")  # the number of a figure's further sheet, in its file's name


# -- tables -------------------------------------------------------------------------------------------------


def write_csv(
    path: Path,
    frame: pd.DataFrame,
    *,
    separator: str = ",",
    decimal: str = ".",
    line_end: str = "\n",
    encoding: str = "utf-8",
) -> None:
    """Write a table as CSV, with no index; every text in it, headings too, is text to a spreadsheet program.

    Raises
    ------
    OmradesindexError
        A text holds characters that steer a terminal or cannot be written.

    Examples
    --------
    >>> import pandas as pd
    >>> path = Path(tempfile.mkdtemp()) / "tabell.csv"
    >>> write_csv(path, pd.DataFrame({"name": ["=1+1", "Holma"], "change": [-1.5, 2.0]}))
    >>> print(path.read_text())
    name,change
    '=1+1,-1.5
    Holma,2.0
    """
    _tame(frame, path.name, separator).to_csv(
        path, index=False, sep=separator, decimal=decimal, lineterminator=line_end, encoding=encoding
    )


def save_timeless(
    save: Callable[[io.BytesIO], object],
    path: Path,
    altered: Callable[[str, bytes], bytes] = lambda _name, part: part,
) -> None:
    """Save a document of Office, which is a packed folder, without the time of day anywhere in it.

    ``altered`` gives what is written of a part, by its name and what has been saved of it.
    """
    kept = io.BytesIO()
    save(kept)
    with zipfile.ZipFile(kept) as packed, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as timeless:
        for name in packed.namelist():
            part = altered(name, packed.read(name))
            if name == "docProps/core.xml":
                part = _TIMES.sub(b"", part)
            timeless.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)


def _tame(frame: pd.DataFrame, where: str, separator: str) -> pd.DataFrame:
    """Return the table with every text disarmed; the same table where nothing in it is live."""
    import pandas as pd

    frame = frame.rename(columns=lambda name: _tamed(name, where, separator))
    for place, column in enumerate(frame.columns):
        values = frame.iloc[:, place]
        if pd.api.types.is_numeric_dtype(values.dtype) or pd.api.types.is_datetime64_any_dtype(values.dtype):
            continue
        texts = {text for text in values.unique() if isinstance(text, str)}
        tamed = {text: _tamed(text, f"{where}, '{column}'", separator) for text in texts}
        changed = {text: told for text, told in tamed.items() if told != text}
        if changed:
            frame.isetitem(place, [changed.get(v, v) if isinstance(v, str) else v for v in values])
    return frame


def _tamed(text: Any, where: str, separator: str) -> Any:
    if not isinstance(text, str):
        return text
    return disarmed(must_be_plain(text, what="a text", where=where), separator=separator)


def write_text(path: Path, text: str) -> None:
    """Write a text for people; what would steer a terminal is written as what it is."""
    path.write_text(visible(text), encoding="utf-8", newline="\n")


# -- files --------------------------------------------------------------------------------------------------


def write_file(
    path: str | Path,
    content: str | bytes | Writer,
    *,
    lasting: bool = False,
    error: type[OmradesindexError] = OmradesindexError,
) -> Path:
    """Write one file so that it appears whole or not at all, in a folder that exists.

    Parameters
    ----------
    path : str or Path
        The file. An earlier one is replaced; a link is replaced, not followed.
    content : str, bytes or callable
        A text (UTF-8), or what writes the file to the path that it is given.
    lasting : bool
        Wait until the file is on the disk.
    error : type of OmradesindexError
        Which error is raised.

    Raises
    ------
    OmradesindexError
        The file cannot be written: nothing has changed.
    """
    target = Path(path)
    if not target.parent.is_dir():
        raise error(f"the folder '{target.parent}' does not exist", where=str(target), remedy="make it first")
    write_together(target.parent, {target.name: content}, lasting=lasting, error=error, where=str(target))
    return target


def write_together(
    folder: Path,
    contents: Mapping[str, str | bytes | Writer],
    *,
    lasting: bool = False,
    error: type[OmradesindexError] = OmradesindexError,
    where: str | None = None,
    instead_of: Collection[str] = (),
) -> list[Path]:
    """Write files to a folder so that all of them appear, or none.

    They are written in a folder of their own, which nobody else can have made a link in, on the same disk;
    each is then moved into place in one step.

    Parameters
    ----------
    folder : Path
        Made if it is not there.
    contents : mapping of str to str, bytes or callable
        File name → its text, or what writes it to the path it is given. A figure of several sheets writes
        further ones beside it, ``karta-2.png`` beside ``karta.png``: they go along.
    lasting : bool
        Wait until they are on the disk.
    error : type of OmradesindexError
        Which error is raised.
    where : str, optional
        What the error names; the folder where not said.
    instead_of : collection of str
        Names (``grupper_*.png``) of files of an earlier answer of the same kind. Those that are not among the
        new ones are taken away, so that no old figure stands beside a new text.

    Raises
    ------
    OmradesindexError
        The folder or a file in it cannot be written.
    """
    where = where or str(folder)
    with _aside(folder, where, error) as aside:
        made, earlier = aside / "new", aside / "earlier"
        made.mkdir()
        earlier.mkdir()
        for name, content in contents.items():
            _write(made / name, content)
        names = list(dict.fromkeys(name for first in contents for name in with_further(made, first)))
        for name in names if lasting else ():
            sync(made / name)
        folder.mkdir(parents=True, exist_ok=True)
        _move(tuple(names), made, folder, earlier)
        for path in {path for name in instead_of for path in folder.glob(name)}:
            if path.name not in names and (path.is_symlink() or path.is_file()):
                path.unlink()
        if lasting:
            sync(folder)
    return [folder / name for name in names]


def in_new_folder(
    target: str | Path,
    write: Callable[[Path], object],
    *,
    lasting: bool = False,
    error: type[OmradesindexError] = OmradesindexError,
) -> Path:
    """Write a folder so that it appears whole or not at all, and holds what was written and nothing else.

    For what goes to others: in a folder that held something, nobody could tell what is meant for them.

    Parameters
    ----------
    target : str or Path
        The folder; its parents are made if they are not there.
    write : callable
        Writes everything to the empty folder that it is given, which then becomes the target.
    lasting : bool
        Wait until all of it is on the disk.
    error : type of OmradesindexError
        Which error is raised.

    Raises
    ------
    OmradesindexError
        The target is a file, or a folder that holds something, or cannot be written: nothing has changed.

    Examples
    --------
    >>> folder = Path(tempfile.mkdtemp())
    >>> made = in_new_folder(folder / "ut", lambda new: (new / "a.txt").write_text("a"))
    >>> [path.name for path in made.iterdir()]
    ['a.txt']
    >>> in_new_folder(folder, lambda new: None)
    Traceback (most recent call last):
    ...
    omradesindex.errors.OmradesindexError: ...: the folder is not empty: it holds 'ut'. Expected: ...
    """
    goal = Path(target)
    where = str(goal)
    refuse_held(goal, where, error)
    with _aside(goal.parent, where, error) as aside:
        made = aside / "new"
        made.mkdir()
        try:
            write(made)
        except OmradesindexError as problem:
            if str(made) not in (problem.where or ""):
                raise
            # The folder that it names is gone when it is read.
            raise problem.seen_from(str(problem.where).replace(str(made), where)) from problem.__cause__
        if lasting:
            for path in sorted(made.rglob("*"), reverse=True):
                sync(path)
        refuse_held(goal, where, error)
        goal.parent.mkdir(parents=True, exist_ok=True)
        if goal.is_dir():
            goal.rmdir()  # which only an empty one lets be done to it
        made.rename(goal)
        if lasting:
            sync(goal.parent)
    return goal


def refuse_held(goal: Path, where: str, error: type[OmradesindexError]) -> None:
    """Refuse a goal where something is already; an empty folder is nothing."""
    if not os.path.lexists(goal):
        return
    remedy = "name a new folder, or empty this one"
    if goal.is_symlink() or not goal.is_dir():
        kind = "a link" if goal.is_symlink() else "a file"
        raise error(f"'{goal}' is {kind}", where=where, expected="a folder that is not there", remedy=remedy)
    try:
        held = sorted(path.name for path in goal.iterdir())
    except OSError as problem:
        raise error(
            f"nobody can see what the folder holds ({problem.strerror or problem})",
            where=where,
            remedy=remedy,
        ) from problem
    if held:
        raise error(
            f"the folder is not empty: it holds {listing(held, 4)}",
            where=where,
            expected="a folder that is not there, or an empty one, so that nothing else is in it",
            remedy=remedy,
        )


@contextmanager
def _aside(folder: Path, where: str, error: type[OmradesindexError]) -> Iterator[Path]:
    """Give a place on a folder's disk to write in, gone afterwards; what the disk refuses is our error."""
    home = next(path for path in (folder.absolute(), *folder.absolute().parents) if is_there(path))
    if not home.is_dir():
        raise error(f"'{home}' is a file", where=where, remedy="name a folder")
    aside = None
    try:
        _clear(home)
        aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=home))
        yield aside
    except OSError as problem:
        raise error(
            f"the file cannot be written ({problem.strerror or problem})",
            where=where,
            remedy="check that you may write there, that the disk is not full, and that no other program "
            "has the file open",
        ) from problem
    finally:
        if aside is not None:
            shutil.rmtree(aside, ignore_errors=True)


def first_sheet(name: str) -> str:
    """Name the file whose further sheet this is, or would be.

    Examples
    --------
    >>> first_sheet("karta-2.png"), first_sheet("karta.png")
    ('karta.png', 'karta.png')
    """
    return _FURTHER.sub("", name)


def with_further(made: Path, first: str) -> list[str]:
    """Return a file's name and those of its further sheets, in order."""
    path = made / first
    further = (made / f"{path.stem}-{place}{path.suffix}" for place in count(2))
    return [first, *(other.name for other in takewhile(Path.exists, further))]


def is_there(path: Path) -> bool:
    """Whether there is such a file or folder; not where the name is one that none can have.

    Examples
    --------
    >>> is_there(Path("x" * 300))
    False
    """
    try:
        return path.exists()
    except OSError:  # too long a name, a folder that may not be looked into
        return False


def sync(path: Path) -> None:
    """Wait until a file is on disk; a folder, too, where the system can be asked to."""
    if not path.is_dir():
        _flush(path, os.O_RDWR)
        return
    with suppress(OSError):
        _flush(path, os.O_RDONLY)


def _flush(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(path: Path, content: str | bytes | Writer) -> None:
    if callable(content):
        content(path)
    elif isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content, encoding="utf-8", newline="\n")


def _move(names: tuple[str, ...], made: Path, folder: Path, earlier: Path) -> None:
    """Put the new files in place; if one cannot be, put the earlier ones back."""
    placed: list[str] = []
    try:
        for name in names:
            _keep(folder / name, earlier / name)
            (made / name).replace(folder / name)
            placed.append(name)
    except OSError:
        for name in placed:
            if os.path.lexists(earlier / name):
                (earlier / name).replace(folder / name)
            else:
                (folder / name).unlink()
        raise


def _keep(path: Path, copy: Path) -> None:
    """Keep what stands where a file will stand, without taking it away: there is always one or the other."""
    if not path.is_file() and not path.is_symlink():
        return
    try:
        os.link(path, copy, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(path, copy, follow_symlinks=False)  # a disk without hard links


def _clear(home: Path) -> None:
    """Remove what somebody who was stopped has left aside."""
    for left in home.glob(f"{_ASIDE}*"):
        if left.is_dir() and not left.is_symlink() and time.time() - left.stat().st_mtime > _OLD:
            shutil.rmtree(left, ignore_errors=True)
