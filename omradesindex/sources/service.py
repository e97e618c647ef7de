"""A statistics service as its clients see it: ask, and get all of it or an error; or replay what was kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

from omradesindex.doors import door
from omradesindex.errors import SourceError, StatisticsError
from omradesindex.sources.fetching import LostError, Manners, Request, fetch
from omradesindex.sources.pacing import Pace, retry_after
from omradesindex.sources.refusing import refusal, short
from omradesindex.sources.snapshots import Kept, Snapshots
from omradesindex.sources.words import told_to_pause, tried_again
from omradesindex.wording import Language, Text


@door
@dataclass(frozen=True)
class Progress:
    """A line for whoever waits.

    Attributes
    ----------
    text : str
        What is going on, in the client's language.
    done, total : int
        How many of how many answers have come; 0 of 0 where there is nothing to count.
    """

    text: str
    done: int = 0
    total: int = 0

    def __str__(self) -> str:
        return self.text


T = TypeVar("T")


@dataclass(frozen=True)
class Reply(Generic[T]):
    """What an answer was read as, with its bytes and, where it was kept, how."""

    data: T
    content: bytes
    kept: Kept | None = None


class Service:
    """One service at one address: paced, patient, and with a memory.

    Parameters
    ----------
    address : str
        Where the service stands: ``https://…``.
    lang : {"sv", "en"}
        Language of progress.
    snapshots : Snapshots or path, optional
        Folder where answers are kept.
    replay : bool
        Answer from the folder only; the network is never touched.
    progress : callable, optional
        Is given a :class:`Progress` now and then.
    manners : Manners
        How patiently and how much to ask.

    Raises
    ------
    SourceError
        The address is none, or there is nothing to replay from.
    """

    def __init__(
        self,
        address: str,
        *,
        lang: Language,
        snapshots: Snapshots | Any | None,
        replay: bool,
        progress: Callable[[Progress], None] | None,
        manners: Manners,
    ) -> None:
        try:
            parts = urlsplit(str(address))
        except ValueError:
            parts = urlsplit("")
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise SourceError(
                f"'{address}' is no address of a service", expected="one that begins with https://"
            )
        if parts.username or parts.password:
            raise SourceError(
                "the address holds a password, which would be kept with every answer",
                remedy="leave it out of the address",
            )
        if replay and snapshots is None:
            raise SourceError("there is nothing to replay from", remedy="name the folder: snapshots=…")
        self.address = str(address).rstrip("/")
        self.lang = lang
        if snapshots is not None and not isinstance(snapshots, Snapshots):
            snapshots = Snapshots(snapshots)
        self.snapshots: Snapshots | None = snapshots
        self.replay = replay
        self.manners = manners
        self._progress = progress
        self.pace(manners.calls, manners.window)

    def pace(self, calls: int, window: float) -> None:
        """Ask at most so often from now on."""
        self._pace = Pace(calls, window, sleep=self.manners.sleep, clock=self.manners.clock)

    def say(self, what: Text, done: int = 0, total: int = 0) -> None:
        """Tell whoever listens."""
        if self._progress is not None:
            self._progress(Progress(what.in_(self.lang), done, total))

    def entries(self, about: Mapping[str, str]) -> list[Kept]:
        """Return the kept answers with figures about a thing, oldest first."""
        if self.snapshots is None:
            return []
        return [
            k
            for k in self.snapshots.entries()
            if k.box and k.url.startswith(self.address + "/") and dict(k.about) == dict(about)
        ]

    def ask(
        self,
        request: Request,
        read: Callable[[bytes], T],
        *,
        keep: bool = True,
        updated: str | None = None,
        about: Mapping[str, str] | None = None,
        box: Mapping[str, tuple[str, ...]] | None = None,
    ) -> Reply[T]:
        """Ask, wait and try again where that may help, and keep what comes.

        Parameters
        ----------
        request : Request
        read : callable
            Bytes → what they say. What it refuses is not kept; broken JSON is asked for again.
        keep : bool
            Whether to keep the answer now; otherwise the caller does it, with :meth:`keep`.
        updated, about, box
            What to keep beside the answer, see :class:`~omradesindex.sources.snapshots.Kept`.

        Raises
        ------
        RefusedError
            The service says no.
        SourceError
            There is no whole answer, or not the one that was asked for.
        """
        if self.replay:
            assert self.snapshots is not None  # asked for when the client was made
            kept = self.snapshots.find(request)
            if kept is None:
                raise SourceError(
                    "the snapshots hold no answer to this",
                    where=short(request.url),
                    remedy="read it once from the service (without replay=True), with the same folder",
                )
            content = self.snapshots.read(kept.sha256)
            return Reply(read(content), content, kept)
        reply = self._insist(request, read)
        if not keep:
            return reply
        return replace(reply, kept=self.keep(request, reply.content, updated=updated, about=about, box=box))

    def keep(self, request: Request, content: bytes, **told: Any) -> Kept | None:
        """Put an answer into the folder of snapshots, if there is one."""
        if self.snapshots is None or self.replay:
            return None
        return self.snapshots.keep(request, content, now=self.manners.clock(), **told)

    def knows(self, request: Request) -> bool:
        """Whether the snapshots hold an answer to a request."""
        return self.snapshots is not None and self.snapshots.find(request) is not None

    def recall(self, kept: Kept) -> bytes:
        """Return the bytes of a kept answer."""
        assert self.snapshots is not None  # whoever holds an entry got it from there
        return self.snapshots.read(kept.sha256)

    def _insist(self, request: Request, read: Callable[[bytes], T]) -> Reply[T]:
        """Ask until there is a whole answer, but not for ever."""
        manners, tried, waited, told_to_wait = self.manners, 0, 0.0, 0
        while True:
            self._pace.wait()
            trouble: SourceError
            asked: float | None = None
            try:
                answer = fetch(request, manners)
                if answer.status < 400:
                    return Reply(_understood(answer.body, read, request.url), answer.body)
                asked = retry_after(answer.headers.get("retry-after"), manners.clock())
                trouble = refusal(answer, request.url)
                if answer.status == 429:
                    told_to_wait += 1
                    # Somebody who says "at once" again and again is asked more and more seldom.
                    pause = max(asked if asked is not None else 5.0, 2.0 ** min(told_to_wait - 1, 6))
                    waited += pause
                    if waited > manners.longest_wait:
                        raise _too_long(trouble, pause, manners)
                    self.say(told_to_pause(pause))
                    manners.sleep(pause)
                    continue
                if answer.status < 500:
                    raise trouble
            except LostError as lost:
                trouble = lost
            tried += 1
            if tried >= manners.attempts:
                raise type(trouble)(
                    f"{trouble.what} ({tried} attempts)", where=trouble.where, remedy=trouble.remedy
                ) from trouble
            pause = max(asked or 0.0, 2.0 ** (tried - 1))
            waited += pause
            if waited > manners.longest_wait:
                raise _too_long(trouble, pause, manners)
            self.say(tried_again(pause))
            manners.sleep(pause)


def _too_long(trouble: SourceError, pause: float, manners: Manners) -> SourceError:
    return SourceError(
        f"{trouble.what}; it asks for {pause:.0f} more seconds, and {manners.longest_wait:.0f} in all "
        "is as long as we wait",
        where=trouble.where,
        remedy="try again later; what has come so far is kept where snapshots are",
    )


def _understood(content: bytes, read: Callable[[bytes], T], url: str) -> T:
    """Read an answer; JSON that is broken or contradicts itself is worth another try, a web page is not."""
    try:
        return read(content)
    except StatisticsError as error:
        started = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")
        kind = LostError if started else SourceError
        raise kind(
            f"the answer cannot be used: {error.what}",
            where=error.where or short(url),
            expected=error.expected,
            remedy=error.remedy or "try again later",
        ) from error
