"""What an update read, found and gave."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from omradesindex.doors import door
from omradesindex.errors import OmradesindexError
from omradesindex.index.result import Result
from omradesindex.show.answer import Answer
from omradesindex.show.file_names import file_name
from omradesindex.show.folder import Folder
from omradesindex.show.markdown import markdown_of
from omradesindex.show.on_map import OnMap
from omradesindex.show.page import Page
from omradesindex.show.spoken import of_its_units
from omradesindex.show.writing import write_text
from omradesindex.subjects.change.answer import Change
from omradesindex.subjects.review.answer import Review
from omradesindex.subjects.update.accept import accept
from omradesindex.subjects.update.findings import Finding, to_frame
from omradesindex.subjects.update.gather import Record
from omradesindex.subjects.update.make import Groups, Made
from omradesindex.subjects.update.project import Project
from omradesindex.subjects.update.record import Run
from omradesindex.wording import Language, Text

if TYPE_CHECKING:
    import pandas as pd

#: What became of an update: there is a new accepted run; one waits for a person; nothing is new.
Status = Literal["accepted", "pending", "unchanged"]


@door
@dataclass(frozen=True, eq=False, repr=False)
class Update(Answer):
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
    why_no_change : Text or None
        Why there is none.
    left_out : tuple of str
        Indicators that the change is told without: their figures are of another series than in the accepted
        run, or in other prices.
    groups : Groups or None
        The result and its change by group, where the project breaks them down (``by``).
    read : tuple of dict
        Every file and answer with its fingerprint and size.
    review : Review
        Whether the index still holds, with the goals and outside measures that the project names.
    """

    project: Project
    run: Run | None
    status: Status
    findings: tuple[Finding, ...]
    result: Result
    change: Change | None
    why_no_change: Text | None
    left_out: tuple[str, ...]
    groups: Groups | None
    read: tuple[Record, ...]
    review: Review

    @classmethod
    def of(cls, project: Project, made: Made, run: Run | None, status: Status) -> Update:
        """Tell of a run that is worked out."""
        return cls(
            project=project,
            run=run,
            status=status,
            findings=made.findings,
            result=made.result,
            change=made.change,
            why_no_change=made.why_no_change,
            left_out=made.left_out,
            groups=made.groups,
            read=made.read,
            review=made.review,
        )

    @property
    def asks(self) -> tuple[Finding, ...]:
        """What a person must accept."""
        return tuple(finding for finding in self.findings if finding.ask)

    @of_its_units
    def to_frame(self) -> pd.DataFrame:
        """Return the findings as a table; see :func:`omradesindex.subjects.update.findings.to_frame`."""
        return to_frame(self.findings)

    def page(self, lang: Language | None = None, *, most: int | None = None) -> Page:
        """Return the run as a page, in the project's language unless another is asked for."""
        from omradesindex.subjects.update.page import page_of

        return page_of(self, lang or self.project.lang, most)

    def summary(self, lang: Language | None = None) -> str:
        """Say how it stands, what was read, and who moved most and why."""
        return super().summary(lang or self.project.lang)

    def accept(self) -> Update:
        """Make the run the accepted one; see :func:`omradesindex.subjects.update.accept.accept`."""
        if self.run is None:
            raise OmradesindexError("there is no run to accept")
        accept(self.project, self.run.name)
        return replace(self, status="accepted")

    def on_map(self) -> OnMap:
        """Say what there is to lay on a map: what the run's result says of the areas."""
        return self.result.on_map()

    def contents(self, folder: Folder) -> None:
        """Say which files are written."""
        what = Text(
            "vad som lästes, vad kontrollerna fann, vad som ändrades och varför",
            "what was read, what the checks found, what changed and why",
        )
        lang = folder.lang
        writers = {
            "rapport.html": lambda path: write_text(path, self.page(lang).html(whole=True)),
            "rapport.md": lambda path: write_text(path, markdown_of(self.page(lang))),
        }
        for name, write in writers.items():
            folder.add(name, write, what, "reader")
        folder.book("rapport", lambda: self.page(lang), what)
        folder.table("kontroller", self.to_frame, Text("vad kontrollerna fann", "what the checks found"))


def write_run(update: Update, folder: Path) -> None:
    """Write what a run gave, its result and its change; what it read stands there already."""
    lang, figures = update.project.lang, update.project.figures
    update.save(folder, lang=lang)
    update.result.save(folder / file_name("resultat", lang), lang=lang, figures=figures)
    update.review.save(folder / file_name("stammer", lang), lang=lang)
    if update.change is not None:
        update.change.save(folder / file_name("forandring", lang), lang=lang, figures=figures)
    if update.groups is not None:
        update.groups.result.save(folder / file_name("grupper", lang), lang=lang, figures=figures)
        if update.groups.change is not None:
            place = folder / file_name("forandring_grupper", lang)
            update.groups.change.save(place, lang=lang, figures=figures)
