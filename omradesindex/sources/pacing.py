"""When to ask again: never more calls than a service allows, and as late as it begs us to."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import UTC
from email.utils import parsedate_to_datetime


class Pace:
    """A gate that lets at most so many calls through in any window of time.

    Parameters
    ----------
    calls : int
        At most so many …
    window : float
        … in so many seconds.
    sleep, clock : callable
        What waits, and what tells the time in seconds.

    Examples
    --------
    >>> now = [0.0]
    >>> gate = Pace(2, 10.0, sleep=lambda s: now.__setitem__(0, now[0] + s), clock=lambda: now[0])
    >>> for _ in range(3):
    ...     gate.wait()
    >>> now[0]
    10.0
    """

    def __init__(
        self, calls: int, window: float, *, sleep: Callable[[float], None], clock: Callable[[], float]
    ) -> None:
        self.calls, self.window = max(1, calls), max(0.0, window)
        self._sleep, self._clock = sleep, clock
        self._made: deque[float] = deque()

    def wait(self) -> None:
        """Return when the next call may be made, and count it."""
        now = self._clock()
        while self._made and now - self._made[0] >= self.window:
            self._made.popleft()
        if len(self._made) >= self.calls:
            # A clock that was set back must not make the wait longer than the window.
            self._sleep(min(self.window, self.window - (now - self._made[0])))
            self._made.popleft()
        self._made.append(self._clock())


def retry_after(header: str | None, now: float) -> float | None:
    """Seconds that a ``Retry-After`` header asks for, or None where it says nothing that can be read.

    Parameters
    ----------
    header : str or None
        A number of seconds, or an HTTP date.
    now : float
        Seconds since 1970.

    Examples
    --------
    >>> retry_after("7", now=0.0)
    7.0
    >>> retry_after("Thu, 01 Jan 1970 00:01:00 GMT", now=10.0)
    50.0
    >>> retry_after("soon", now=0.0) is None
    True
    """
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        date = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return max(0.0, date.timestamp() - now)
