"""What an update read, found and gave."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from omradesindex.doors import door
from omradesindex.errors import OmradesindexError
from omradesindex.index.result import Result
from omradesindex.subjects.change.answer import Change
from omradesindex.subjects.update.findings import Finding, to_frame
from omradesindex.subjects.update.gather import Record
from omradesindex.subjects.update.make import Made
from omradesindex.subjects.update.project import Project
from omradesindex.subjects.update.record import Run

if TYPE_CHECKING:
    import pandas as pd

#: What became of an update: there is a new accepted run; one waits for a person; nothing is new.
Status = Literal["accepted", "pending", "unchanged"]


@door
@dataclass(frozen=True, eq=False, repr=False)
class Update:
    """What an update read, found and gave. Made by :func:`omradesindex.update`.

    Attributes
    ----------
    project : Project
    run : Run or None
        The run in its folder; None where only what it would hold was worked out.
    status : {"accepted", "pending", "unchanged"}
    findings : tuple of Finding
        What the checks found; see :meth:`to_frame`.
    result : Result
    change : Change or None
        Against the accepted run; None where there was none, or where the two cannot be compared.
    why_no_change : str
        Why there is none.
    read : tuple of dict
        Every file and answer with its fingerprint and size.
    """

    project: Project
    run: Run | None
    status: Status
    findings: tuple[Finding, ...]
    result: Result
    change: Change | None
    why_no_change: str
    read: tuple[Record, ...]

    @classmethod
    def of(cls, project: Project, made: Made, run: Run | None, status: Status) -> Update:
        """Tell of a run that is worked out."""
        return cls(
            project, run, status, made.findings, made.result, made.change, made.why_no_change, made.read
        )

    @property
    def asks(self) -> tuple[Finding, ...]:
        """What a person must accept."""
        return tuple(finding for finding in self.findings if finding.ask)

    def to_frame(self) -> pd.DataFrame:
        """Return the findings as a table; see :func:`omradesindex.subjects.update.findings.to_frame`."""
        return to_frame(self.findings)

    def accept(self) -> Update:
        """Make the run the accepted one; see :func:`omradesindex.subjects.update.update.accept`."""
        if self.run is None:
            raise OmradesindexError("there is no run to accept")
        from omradesindex.subjects.update.update import accept

        accept(self.project, self.run.name)
        return replace(self, status="accepted")

    def __repr__(self) -> str:
        from omradesindex.subjects.update.page import update_text

        return update_text(self)

    def _repr_html_(self) -> str:
        from omradesindex.subjects.update.page import update_html

        return update_html(self)
