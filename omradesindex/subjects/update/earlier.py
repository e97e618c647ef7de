"""The accepted run, computed anew from what it keeps, for new figures to be held against."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from omradesindex.errors import OmradesindexError
from omradesindex.geography import Division
from omradesindex.index import Index, Result, load_index
from omradesindex.show.file_names import LANGUAGES, file_name, held_in
from omradesindex.statistics import Statistics, read_statistics
from omradesindex.subjects.update.findings import Held
from omradesindex.subjects.update.gather import division_of
from omradesindex.subjects.update.project import Project, inside, read_project
from omradesindex.subjects.update.record import Run, Runs
from omradesindex.subjects.update.words_checks import part_label

#: Where a run keeps what was read: a project of its own.
READ = "underlag"

#: The figures that a run was computed from, and its definition.
FIGURES, DEFINITION = "statistik.csv", "definition.toml"


@dataclass(frozen=True, eq=False)
class Earlier:
    """The accepted run, its definition and figures, and the result of these."""

    run: Run
    index: Index
    statistics: Statistics
    result: Result

    @classmethod
    def read(cls, runs: Runs, run: Run, *, without: Sequence[str] = ()) -> Earlier:
        """Compute a run anew, with the stick it was measured with; without some indicators where asked."""
        manifest = run.manifest
        statistics, index = _opened(run)
        index = part_of(index, without)
        owner = runs.find(str(manifest["stick"]["run"])) if manifest["stick"]["run"] else run
        base = _opened(owner)[0] if owner is not run else statistics
        stick = index.compute(base, period=manifest["stick"]["period"], partial=bool(manifest["partial"]))
        result = index.compute(
            statistics, period=manifest["period"], reference=stick, partial=bool(manifest["partial"])
        )
        return cls(run, index, statistics, result)

    def held(self) -> Held:
        """Return what the checks compare with."""
        return Held(self.statistics, self.result, self.run.manifest["division"])


def accepted(project: Project) -> tuple[Index, Statistics]:
    """Return the definition of a project's accepted run, and the figures that its index was computed from.

    Raises
    ------
    OmradesindexError
        The project has no accepted run.
    """
    run = Runs(project.runs).current()
    if run is None:
        raise OmradesindexError(
            "the project has no accepted run yet",
            where=str(project.file),
            remedy=f"compute it first: omradesindex update {project.folder}",
        )
    statistics, index = _opened(run)
    period = run.manifest["period"]
    return index, statistics if period is None else statistics.only(periods=str(period))


def _opened(run: Run) -> tuple[Statistics, Index]:
    """Return a run's figures and definition."""
    rested_on = tuple(file_name(name, lang) for name in (FIGURES, DEFINITION, READ) for lang in LANGUAGES)
    damaged = [name for name in run.damaged() if name.startswith(rested_on)]
    if damaged:
        raise OmradesindexError(
            "the file is not what the run wrote",
            where=str(run.folder / damaged[0]),
            remedy="take the run's folder back from a copy",
        )
    manifest = run.manifest
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of the same areas it was told when they were read
        division = division_of(kept_project(run))
    statistics = stored(
        run.folder, str(manifest["name"]), division, manifest["whole"], manifest["breakdowns"]
    )
    return statistics, load_index(run.folder / DEFINITION)


def stored(
    folder: Path, name: str, division: Division | None, whole: str | None, breakdowns: Sequence[str]
) -> Statistics:
    """Read the figures of a run."""
    file = held_in(folder, FIGURES)
    return read_statistics(
        file,
        name=name,
        division=division,
        whole=whole or "",
        breakdowns=breakdowns,
        overlapping=True,  # asked of the sources when they were read
    )


def part_of(index: Index, left_out: Sequence[str]) -> Index:
    """Return an index without some of its indicators, and dimensions of nothing else, under its own name."""
    gone = {indicator.id for indicator in index.indicators if indicator.id in left_out}
    empty = {part.id for part in index.walk() if all(leaf.id in gone for leaf in part.leaves())}
    return replace(index.without(*gone, *empty), label=part_label(index.label)) if left_out else index


def again(before: Result, period: str | None, statistics: Statistics) -> Result | None:
    """Compute the accepted run's year from the figures as they are now; None where they lack it."""
    used = {(b.variable, b.period) for blocks in before.measured.used for b in blocks}
    if not all(statistics.has(variable, when) for variable, when in used):
        return None
    frame = statistics.to_frame()
    used = {(variable, statistics.calendar.named(when)) for variable, when in used}
    keep = [key in used for key in zip(frame["variable"], frame["period"], strict=True)]
    only = Statistics.from_frame(
        frame[keep],
        name=statistics.name,
        division=statistics.division,
        whole=statistics.whole or "",
        breakdowns=statistics.breakdowns,
    )
    return before.index.compute(only, period=period, reference=before, partial=before.partial)


def kept_project(run: Run) -> Project:
    """Return the project as a run keeps it, with the files that it read."""
    read = held_in(run.folder, READ)
    return read_project(inside(read, str(run.manifest["project"]), str(run.folder)))


def fingerprint_of(result: Result) -> str:
    """Fingerprint of the index, blind to the last digits in which machines differ."""
    values = np.round(result.level_scores["index"], 6) + 0.0
    return hashlib.sha256(values.astype("<f8").tobytes()).hexdigest()


def content_of(index: Index) -> str:
    """Write a definition; to lock what it says is no change of it."""
    return replace(index, lock=None).to_toml()


def sha256(text: str) -> str:
    """Fingerprint of a text."""
    return hashlib.sha256(text.encode()).hexdigest()
