"""What every client has: a service that it asks, limits for what it reads, the answers that it kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from omradesindex.doors import door
from omradesindex.sources.fetching import Manners
from omradesindex.sources.service import Progress, Service
from omradesindex.sources.snapshots import Kept, Snapshots
from omradesindex.statistics.reading.limits import ReadLimits
from omradesindex.wording import Language


@door
class Client:
    """The common part of the clients; see :class:`~omradesindex.sources.PxWeb` for the parameters."""

    def __init__(
        self,
        address: str,
        *,
        lang: Language = "sv",
        snapshots: Snapshots | str | Path | None = None,
        replay: bool = False,
        progress: Callable[[Progress], None] | None = None,
        manners: Manners | None = None,
        limits: ReadLimits | None = None,
    ) -> None:
        self._service = Service(
            address,
            lang=lang,
            snapshots=snapshots,
            replay=replay,
            progress=progress,
            manners=manners or Manners(),
        )
        self._read_limits = limits or ReadLimits()
        #: The kept answers that the latest table rests on, oldest first.
        self.answers: tuple[Kept, ...] = ()

    def __repr__(self) -> str:
        how = ", replayed" if self._service.replay else ""
        return f"{type(self).__name__}('{self._service.address}'{how})"
