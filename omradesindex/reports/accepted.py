"""A report of a project's accepted run: on what the run kept, and on nothing newer."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from omradesindex.disclosure.ledger import Ledger
from omradesindex.doors import warn
from omradesindex.errors import OmradesindexError
from omradesindex.index import Result
from omradesindex.index.stick import is_own
from omradesindex.reports.answer import Report
from omradesindex.reports.behind import stick_blocks
from omradesindex.reports.knowledge import KNOWLEDGE_FILE
from omradesindex.reports.report import report
from omradesindex.statistics import Statistics
from omradesindex.subjects.change.answer import Change
from omradesindex.subjects.change.change import change
from omradesindex.subjects.goals.answer import Goals
from omradesindex.subjects.goals.goals import goals
from omradesindex.subjects.trend.answer import Trend
from omradesindex.subjects.trend.trend import trend
from omradesindex.subjects.update.earlier import Earlier
from omradesindex.subjects.update.project import Project
from omradesindex.subjects.update.record import Runs
from omradesindex.wording import Language


def report_of_accepted(
    project: Project,
    *,
    board: str | None = None,
    children: bool = False,
    notes: Path | None = None,
    template: Path | None = None,
    lang: Language | None = None,
    ledger: Ledger | str | Path | None = None,
    unchecked: bool = False,
) -> Report:
    """Make a report of the accepted run: its groups, the way from its base year, and its goals.

    Notes are those of the file ``kunskap.toml`` in the project's folder, where no other is named.

    Raises
    ------
    OmradesindexError
        No run has been accepted; a run that is not as it was written.
    """
    runs = Runs(project.runs)
    run = runs.current()
    if run is None:
        raise OmradesindexError(
            "no run of the project has been accepted",
            where=str(project.file),
            remedy="make one first: omradesindex update",
        )
    earlier = Earlier.read(runs, run)
    result, statistics = earlier.result, earlier.statistics
    kept = project.folder / KNOWLEDGE_FILE
    by = None
    followed = _trend(earlier)
    if project.by:
        period = run.manifest["period"]
        by = earlier.index.compute(statistics, period=period, by=project.by, partial=result.partial)
    return report(
        result,
        by=by,
        change=_since_base(earlier),
        trend=followed,
        goals=_goals(followed, project),
        board=board,
        children=children,
        notes=notes if notes is not None else kept if kept.is_file() else None,
        template=template,
        lang=lang or project.lang,
        ledger=ledger,
        unchecked=unchecked,
    )


def _since_base(earlier: Earlier) -> Change | None:
    """The change since the year whose stick it is measured with; None where that is the same year."""
    result, learnt = earlier.result, earlier.result.reference.learnt
    if is_own(result) or learnt is None:
        return None
    period = earlier.run.manifest["stick"]["period"]
    base = earlier.index.compute(learnt.statistics, period=period, partial=result.partial)
    return change(base, result)


def _trend(earlier: Earlier) -> Trend | None:
    """The years that the figures hold, where they are enough to see a way.

    Where figures of the year that the index is measured with have been revised since, there is none: the
    report has one edition of each figure.
    """
    if stick_is_revised(earlier.result, earlier.statistics):
        warn(
            "many years and goals left out: figures of the year that the index is measured with have been "
            "revised since"
        )
        return None
    try:
        return trend(earlier.index, earlier.statistics)
    except OmradesindexError:
        return None


def stick_is_revised(result: Result, statistics: Statistics) -> bool:
    """Whether figures that the stick was learnt from are others in a newer table."""
    learnt = result.reference.learnt
    if learnt is None:
        return False
    before = learnt.statistics
    blocks = stick_blocks(result) & {*statistics.blocks}
    return any(
        before.all_areas != statistics.all_areas
        or not np.array_equal(before.block(*block).value, statistics.block(*block).value, equal_nan=True)
        for block in blocks
    )


def _goals(followed: Trend | None, project: Project) -> Goals | None:
    """The project's goals, where the years are enough to see a way to them."""
    if followed is None or not project.goals:
        return None
    try:
        return goals(followed, project.goals)
    except OmradesindexError:
        return None
