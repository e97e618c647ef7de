"""Make a run that waits the accepted one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from omradesindex.doors import door
from omradesindex.errors import OmradesindexError
from omradesindex.subjects.update.project import Project, read_project
from omradesindex.subjects.update.record import Run, Runs


@door
def accept(project: Project | str | Path, run: str) -> Run:
    """Make a run that waits the accepted one.

    Raises
    ------
    OmradesindexError
        There is no such run; its files are not what they were; or another run has been accepted since it was
        checked, so that nobody has seen what it would replace.
    """
    project = project if isinstance(project, Project) else read_project(project)
    runs = Runs(project.runs, project.lang)
    with runs.lock():
        chosen, current = runs.find(run), runs.current()
        if current is not None and chosen.name == current.name:
            return chosen
        against = str(chosen.manifest["previous"])
        if against != (current.name if current else ""):
            raise OmradesindexError(
                "the run was checked against another run than the one that is accepted now",
                where=chosen.name,
                expected=f"a run checked against {current.name if current else 'none'}",
                remedy="run the update again, and look at what it finds",
            )
        damaged = chosen.damaged()
        if damaged:
            raise OmradesindexError(
                f"the run's files are not what they were: {', '.join(damaged[:5])}",
                where=chosen.name,
                remedy="run the update again",
            )
        decide(runs, chosen, by="person")
        return chosen


def decide(runs: Runs, run: Run, *, by: str) -> None:
    """Write down who accepted a run, and let it be the accepted one."""
    runs.point(run, {"by": by, "time": datetime.now(UTC).isoformat(), "findings": run.manifest["findings"]})
