"""New figures, read, checked, computed and recorded; the old ones stay until somebody accepts the new."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from omradesindex.doors import door
from omradesindex.errors import OmradesindexError
from omradesindex.index import load_index
from omradesindex.show.writing import write_csv
from omradesindex.subjects.over_time.files import save_change
from omradesindex.subjects.update.answer import Update
from omradesindex.subjects.update.earlier import DEFINITION, kept_project
from omradesindex.subjects.update.gather import Told
from omradesindex.subjects.update.make import make, versions
from omradesindex.subjects.update.page import save_update
from omradesindex.subjects.update.project import Project, read_project
from omradesindex.subjects.update.record import Run, Runs, fingerprints

if TYPE_CHECKING:
    pass


@door
def update(
    project: Project | str | Path,
    *,
    offline: bool = False,
    accept_all: bool = False,
    progress: Told | None = None,
) -> Update:
    """Read a project's sources, check the figures, compute the index and record the run.

    Where the checks find nothing that a person must see, the run becomes the accepted one. Otherwise it
    waits beside it until it is accepted. Where nothing has changed since the accepted run, or since one that
    waits, no new run is made.

    Parameters
    ----------
    project : Project, str or Path
        A ``project.toml``.
    offline : bool
        Do not ask any service: take its answers from the snapshots.
    accept_all : bool
        Accept whatever the checks find.
    progress : callable, optional
        Is given a :class:`~omradesindex.sources.Progress` now and then.

    Returns
    -------
    Update

    Raises
    ------
    OmradesindexError
        The project, a source or a figure is wrong, or another update is running. The accepted run is then
        untouched.

    Examples
    --------
    >>> import tempfile
    >>> import omradesindex as oi
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "project.toml").write_text('''
    ... name = "Exempelstad (påhittad)"
    ... index.definition = "malmo-2023"
    ... areas.division = "exempelstad"
    ... source = [{ path = "statistik.csv" }]
    ... outputs.figures = false
    ... ''', encoding="utf-8")
    >>> figures = oi.example_statistics().to_frame().query("period == '2024' and sex == age == disability")
    >>> figures.to_csv(folder / "statistik.csv", index=False)
    >>> oi.update(folder / "project.toml").status
    'accepted'
    """
    project = project if isinstance(project, Project) else read_project(project)
    runs = Runs(project.runs)
    with runs.lock(), runs.making() as aside:
        current = runs.current()
        made = make(project, runs, current, aside, offline=offline, progress=progress)
        run = _known(runs, current, made.manifest)
        same = run is not None and current is not None and run.name == current.name
        found = Update.of(project, made, run, "unchanged" if same else "pending")
        if run is None:
            write(found, aside)
            run = runs.keep(aside, made.manifest, datetime.now(UTC))
            found = replace(found, run=run)
        if found.status == "pending" and (accept_all or not found.asks):
            _decide(runs, run, by="all" if found.asks else "checks")
            found = replace(found, status="accepted")
    return found


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
    runs = Runs(project.runs)
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
        _decide(runs, chosen, by="person")
        return chosen


@door
def reproduce(project: Project | str | Path, run: str) -> Reproduction:
    """Compute a run anew from what it keeps, and compare every file.

    Raises
    ------
    OmradesindexError
        There is no such run, or what it rests on is gone.
    """
    project = project if isinstance(project, Project) else read_project(project)
    runs = Runs(project.runs)
    chosen = runs.find(run)
    kept = replace(kept_project(chosen), runs=project.runs, snapshots=project.snapshots)
    previous = runs.find(str(chosen.manifest["previous"])) if chosen.manifest["previous"] else None
    index = load_index(chosen.folder / DEFINITION)
    with tempfile.TemporaryDirectory(prefix="omradesindex-") as folder:
        aside = Path(folder)
        made = make(kept, runs, previous, aside, offline=True, until=chosen.time, index=index)
        write(Update.of(kept, made, None, "pending"), aside)
        now = {name: told["sha256"] for name, told in fingerprints(aside).items()}
    was = chosen.files
    now_versions = versions()
    differ = tuple(sorted(name for name in {*was, *now} if was.get(name) != now.get(name)))
    return Reproduction(
        run=chosen,
        differ=differ,
        damaged=tuple(chosen.damaged()),
        versions={
            name: (str(told), now_versions.get(name, ""))
            for name, told in chosen.manifest["versions"].items()
            if now_versions.get(name) != told
        },
    )


@dataclass(frozen=True)
class Reproduction:
    """Whether a run computed anew gives the same files.

    Attributes
    ----------
    run : Run
    differ : tuple of str
        Files that came out otherwise, or are in one of the two only.
    damaged : tuple of str
        Files in the run's folder that are no longer what the run wrote.
    versions : mapping of str to (str, str)
        What the run was made with and what there is now, where they differ.
    """

    run: Run
    differ: tuple[str, ...]
    damaged: tuple[str, ...]
    versions: Mapping[str, tuple[str, str]]

    @property
    def same(self) -> bool:
        """Whether every file is the same, to the byte."""
        return not self.differ and not self.damaged


def write(found: Update, aside: Path) -> None:
    """Write what a run gave; its figures, and what was read, stand there already."""
    project = found.project
    (aside / DEFINITION).write_text(found.result.index.to_toml(), encoding="utf-8", newline="\n")
    write_csv(aside / "kontroller.csv", found.to_frame())
    found.result.save(aside / "resultat", lang=project.lang, figures=project.figures)
    if found.change is not None:
        save_change(found.change, aside / "forandring", lang=project.lang, figures=project.figures)
    save_update(found, aside, lang=project.lang)


def _known(runs: Runs, current: Run | None, manifest: Mapping[str, Any]) -> Run | None:
    """Return the run that has read and used the same: the accepted one, or one that waits."""
    names = ("read", "definition", "division", "period", "partial", "versions", "project")
    for run in reversed(runs.all()):
        same = all(run.manifest.get(name) == manifest[name] for name in names)
        waits = run.manifest["previous"] == (current.name if current else "")
        if same and (waits or (current is not None and run.name == current.name)):
            return run
    return None


def _decide(runs: Runs, run: Run, *, by: str) -> None:
    runs.point(run, {"by": by, "time": datetime.now(UTC).isoformat(), "findings": run.manifest["findings"]})
