"""Answers kept as they came: the bytes, what was asked, when, and a fingerprint checked on reading."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from omradesindex.doors import door
from omradesindex.errors import SourceError
from omradesindex.patterns import pattern
from omradesindex.show.writing import write_together
from omradesindex.sources.fetching import Request

_SHA256 = pattern(r"[0-9a-f]{64}")
_FORMAT = 1


@door
@dataclass(frozen=True)
class Kept:
    """One answer in a folder of snapshots.

    Attributes
    ----------
    url, method, body : str
        The request.
    time : str
        When the answer came, UTC.
    sha256 : str
        Fingerprint of the bytes, as unpacked; also the name of the file that holds them.
    size : int
        How many bytes.
    updated : str or None
        When the source had last changed the table, as far as it was known when this was asked.
    about : mapping of str to str
        What the answer is part of: the table, the language, the way of counting.
    box : mapping of str to tuple of str
        Which codes of which variables were asked for. Empty for what holds no figures.
    pages : tuple of str
        Fingerprints of the pages that follow this one, where the answer came in pages.
    """

    url: str
    method: str
    body: str
    time: str
    sha256: str
    size: int
    updated: str | None = None
    about: Mapping[str, str] = field(default_factory=dict)
    box: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pages: tuple[str, ...] = ()


@door
class Snapshots:
    """A folder of kept answers.

    Each answer is two files: ``bytes/<sha256>`` holds what came, and a small JSON file says what was asked
    and when. Both are written beside and then renamed, the bytes first: an answer is there whole or not.
    The folder can be copied, archived and handed on.

    Parameters
    ----------
    folder : str or Path
        Made when the first answer is kept.
    until : str, optional
        Look only at what was kept until then, such as ``"2026-04-30"`` or ``"2026-04-30T12:00:00Z"``: the
        folder as it was, to reproduce an older run.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.mkdtemp()
    >>> kept = Snapshots(folder).keep(Request("https://service.example/config"), b"{}", now=0.0)
    >>> kept.time, Snapshots(folder).read(kept.sha256)
    ('1970-01-01T00:00:00.000000Z', b'{}')
    """

    def __init__(self, folder: str | Path, *, until: str | None = None) -> None:
        self.folder = Path(folder)
        self.until = _moment(until) if until else None
        self._seen: dict[str, Kept] = {}

    def __repr__(self) -> str:
        return f"{len(self.entries())} answers in {self.folder}"

    def keep(
        self,
        request: Request,
        answer: bytes,
        *,
        now: float,
        updated: str | None = None,
        about: Mapping[str, str] | None = None,
        box: Mapping[str, tuple[str, ...]] | None = None,
        pages: tuple[str, ...] = (),
    ) -> Kept:
        """Keep an answer; one without figures that is the same as the one before is not kept twice.

        Raises
        ------
        SourceError
            The folder cannot be written to, or the time is none that a calendar has.
        """
        try:
            moment = datetime.fromtimestamp(now, UTC)
        except (ValueError, OverflowError, OSError):
            raise SourceError(
                f"the time {now!r} is in no calendar",
                where="Snapshots.keep, now",
                expected="seconds since 1970, as time.time() gives",
            ) from None
        kept = Kept(
            request.url,
            request.method,
            (request.body or b"").decode("utf-8"),
            moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            hashlib.sha256(answer).hexdigest(),
            len(answer),
            updated,
            dict(about or {}),
            {name: tuple(codes) for name, codes in (box or {}).items()},
            tuple(pages),
        )
        text = json.dumps({"format": _FORMAT, **asdict(kept)}, ensure_ascii=False, indent=1)
        mark = hashlib.sha256(text.encode()).hexdigest()[:12]
        name = f"{re.sub('[^0-9TZ]', '', kept.time)}-{mark}.json"
        goal = self.folder / "bytes" / kept.sha256
        if goal.parent.is_symlink():
            raise SourceError(
                "the folder is a link", where=str(goal.parent), remedy="put the folder itself there"
            )
        if not _holds(goal, answer):  # not there yet, or gone, or damaged since
            write_together(goal.parent, {goal.name: answer}, lasting=True, error=SourceError)
        latest = None if box else self.find(request)
        if latest is not None and replace(latest, time=kept.time) == kept:
            return latest
        write_together(self.folder, {name: text}, lasting=True, error=SourceError)
        self._seen[name] = kept
        return kept

    def entries(self) -> list[Kept]:
        """Return everything kept, oldest first.

        Raises
        ------
        SourceError
            A file in the folder is no description of an answer.
        """
        for path in sorted(self.folder.glob("*.json")):
            if path.name not in self._seen:
                self._seen[path.name] = _kept(path)
        found = sorted(self._seen.items(), key=lambda item: (item[1].time, item[0]))
        return [k for _, k in found if self.until is None or _moment(k.time) <= self.until]

    def find(self, request: Request) -> Kept | None:
        """Return the latest answer to a request, or None."""
        body = (request.body or b"").decode("utf-8")
        same = [k for k in self.entries() if (k.url, k.method, k.body) == (request.url, request.method, body)]
        return same[-1] if same else None

    def read(self, sha256: str) -> bytes:
        """Return the bytes with a fingerprint.

        Raises
        ------
        SourceError
            The bytes are gone, or are not the ones that came.
        """
        path = self.folder / "bytes" / sha256
        remedy = "take the folder back from a copy, or read from the service anew"
        try:
            answer = path.read_bytes()
        except OSError as error:
            raise SourceError(
                f"the kept answer cannot be read ({error.strerror or error})", where=str(path), remedy=remedy
            ) from error
        if hashlib.sha256(answer).hexdigest() != sha256:
            raise SourceError(
                "the kept answer is not the one that came",
                where=str(path),
                expected=f"bytes with the fingerprint {sha256[:12]}…",
                remedy=remedy,
            )
        return answer


def _holds(path: Path, answer: bytes) -> bool:
    try:
        return not path.is_symlink() and path.read_bytes() == answer
    except OSError:
        return False


def _kept(path: Path) -> Kept:
    """Read a description; its fingerprint becomes a file's name, so that it must be one."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if told.pop("format") != _FORMAT:
            raise ValueError("another format")
        told["box"] = {str(name): tuple(map(str, codes)) for name, codes in told["box"].items()}
        told["pages"] = tuple(map(str, told["pages"]))
        kept = Kept(**told)
        if not all(map(_SHA256.fullmatch, (kept.sha256, *kept.pages))):
            raise ValueError("no fingerprint")
        _moment(kept.time)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError, SourceError) as error:
        raise SourceError(
            f"the file does not describe a kept answer ({error})",
            where=str(path),
            remedy="name a folder that holds snapshots only, or move the file away",
        ) from error
    return kept


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise SourceError(
            f"'{text}' is no time", expected="a date, or a date and time such as 2026-04-30T12:00:00Z"
        ) from error
    # A day alone means all of it.
    if len(text) == len("2026-04-30"):
        moment = moment.replace(hour=23, minute=59, second=59, microsecond=999_999)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
