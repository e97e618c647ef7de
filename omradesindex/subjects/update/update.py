"""New figures, read, checked, computed and recorded; the old ones stay until somebody accepts the new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from omradesindex.doors import door
from omradesindex.subjects.update.accept import decide
from omradesindex.subjects.update.answer import Update, write_run
from omradesindex.subjects.update.gather import Told
from omradesindex.subjects.update.make import make
from omradesindex.subjects.update.project import Project, read_project
from omradesindex.subjects.update.record import Run, Runs


@door
def update(
    project: Project | str | Path,
    *,
    offline: bool = False,
    accept_all: bool = False,
    by: str | Sequence[str] | None = None,
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
    by : str or sequence of str, optional
        Break the result and its change down: ``"sex"``, ``["sex", "disability"]``; what the project says
        (``index.by``) if left out.
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
    if by is not None:
        project = replace(project, by=(by,) if isinstance(by, str) else tuple(by))
    runs = Runs(project.runs, project.lang)
    with runs.lock(), runs.making() as aside:
        current = runs.current()
        made = make(project, runs, current, aside, offline=offline, progress=progress)
        run = _known(runs, current, made.manifest)
        same = run is not None and current is not None and run.name == current.name
        answer = Update.of(project, made, run, "unchanged" if same else "pending")
        if run is None:
            write_run(answer, aside)
            run = runs.keep(aside, made.manifest, datetime.now(UTC))
            answer = replace(answer, run=run)
        if answer.status == "pending" and (accept_all or not answer.asks):
            decide(runs, run, by="all" if answer.asks else "checks")
            answer = replace(answer, status="accepted")
    return answer


def _known(runs: Runs, current: Run | None, manifest: Mapping[str, Any]) -> Run | None:
    """Return the run that has read and used the same: the accepted one, or one that waits."""
    names = ("read", "definition", "division", "period", "partial", "versions", "project")
    for run in reversed(runs.all()):
        same = all(run.manifest.get(name) == manifest[name] for name in names)
        same = same and list(run.manifest.get("by", ())) == manifest["by"]
        waits = run.manifest["previous"] == (current.name if current else "")
        if same and (waits or (current is not None and run.name == current.name)):
            return run
    return None
