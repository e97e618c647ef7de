"""Work a run out: read, check, compute on the same stick as before, and say what changed."""

from __future__ import annotations

import platform
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from omradesindex.errors import ComputeError, DefinitionError, listing
from omradesindex.index import Breakdown, Index, Result, load_index
from omradesindex.index.groups.break_down import break_down
from omradesindex.index.measure import measure
from omradesindex.index.prices import in_two_bases
from omradesindex.show.file_names import file_name, held_in
from omradesindex.show.writing import write_csv
from omradesindex.statistics import Statistics
from omradesindex.statistics.series import breaks_between
from omradesindex.subjects.by_group.answer import ByGroup
from omradesindex.subjects.change.answer import Change
from omradesindex.subjects.change.change import change
from omradesindex.subjects.review.answer import Review
from omradesindex.subjects.review.review import review
from omradesindex.subjects.update.against import Pair, changed, comparable, why
from omradesindex.subjects.update.checks import checked
from omradesindex.subjects.update.earlier import (
    DEFINITION,
    FIGURES,
    READ,
    Earlier,
    content_of,
    fingerprint_of,
    kept_project,
    sha256,
    stored,
)
from omradesindex.subjects.update.findings import Finding, Held
from omradesindex.subjects.update.gather import Record, Told, boundaries, gather
from omradesindex.subjects.update.outside import read_outside
from omradesindex.subjects.update.project import COMMON, LATEST, Project, read_project
from omradesindex.subjects.update.record import Run, Runs
from omradesindex.wording import Text


@dataclass(frozen=True, eq=False)
class Groups:
    """What a run tells of groups.

    Attributes
    ----------
    result : Breakdown
        The new result by group.
    change : ByGroup of Change, or None
        Against the accepted run; None where there was none, or where the two cannot be compared by group.
    why_no_change : Text or None
        Why there is none.
    """

    result: Breakdown
    change: ByGroup[Change] | None
    why_no_change: Text | None


@dataclass(frozen=True, eq=False)
class Made:
    """A run that is worked out: what :class:`~omradesindex.types.Update` tells of it, and its manifest."""

    findings: tuple[Finding, ...]
    result: Result
    change: Change | None
    why_no_change: Text | None
    left_out: tuple[str, ...]
    groups: Groups | None
    read: tuple[Record, ...]
    manifest: Mapping[str, Any]
    review: Review


def make(
    project: Project,
    runs: Runs,
    previous: Run | None,
    aside: Path,
    *,
    offline: bool,
    until: str | None = None,
    index: Index | None = None,
    progress: Told | None = None,
) -> Made:
    """Work a run out; copies of what was read, the figures and the definition are written to a folder.

    Parameters
    ----------
    project : Project
    runs : Runs
    previous : Run or None
        The accepted run.
    aside : Path
        The folder.
    offline, until, progress
        See :func:`omradesindex.subjects.update.gather.gather`.
    index : Index, optional
        Another definition than the one that the project names.
    """
    read = aside / file_name(READ, project.lang)
    gathered = gather(project, read, offline=offline, until=until, progress=progress)
    write_csv(aside / file_name(FIGURES, project.lang), gathered.statistics.to_frame())
    # From here on the figures are those that stand in the run, as any later run will read them.
    statistics = stored(
        aside, project.name, gathered.division, gathered.statistics.whole, gathered.statistics.breakdowns
    )
    index = index or load_index(project.index)
    if project.locked and not index.is_locked:
        raise DefinitionError(
            f"the project asks for a locked definition, and '{index.id}' is not locked",
            where=f"{project.file}, index",
            expected="a definition with a [lock]",
            remedy=f"fix it: omradesindex lock {project.index} FILE.toml, and name that file as definition",
        )
    (aside / DEFINITION).write_text(index.to_toml(), encoding="utf-8", newline="\n")
    area = boundaries(gathered.division)
    earlier = Earlier.read(runs, previous) if previous is not None else None
    period = _period(project, index, statistics)
    stick, stick_told = _stick(project, index, statistics, period, earlier, area)
    result = index.compute(statistics, period=period, reference=stick, partial=project.partial)
    before = None if earlier is None else earlier.held()
    findings = checked(Held(statistics, result, area), before, project.limits)
    if earlier is not None:
        findings = [*_of_run(earlier, stick_told, before), *findings]
    compared = (
        None
        if earlier is None
        else comparable(earlier, runs, result, stick, period, area, project.dependence)
    )
    told = None if compared is None else changed(compared)
    difference, unable = (told, None) if isinstance(told, Change) else (None, told)
    left_out = compared.left_out if isinstance(compared, Pair) else ()
    groups = _groups(project, result, compared, unable)
    held = _reviewed(project, aside, result, None if left_out else difference, previous)
    manifest = {
        "project": project.file.name,
        "name": project.name,
        "index": index.id,
        "definition": sha256(content_of(index)),
        "division": area,
        "whole": statistics.whole,
        "breakdowns": list(statistics.breakdowns),
        "period": period,
        "partial": project.partial,
        "by": list(project.by),
        "stick": stick_told,
        "previous": previous.name if previous is not None else "",
        "read": [*gathered.read],
        "findings": sum(finding.ask for finding in findings),
        "scores": fingerprint_of(result),
        "versions": versions(),
    }
    return Made(tuple(findings), result, difference, unable, left_out, groups, gathered.read, manifest, held)


def _period(project: Project, index: Index, statistics: Statistics) -> str | None:
    """Return the period to compute: the one named, or the latest that all have; None: each its own latest."""
    if project.period == LATEST:
        return None
    if project.period != COMMON:
        return project.period
    # What has no figures at all holds nobody back.
    used = {block.variable for blocks in measure(index.indicators, statistics).used for block in blocks}
    common = set.intersection(*(set(statistics.periods(variable)) for variable in used)) if used else set()
    return statistics.calendar.latest(common, where=str(project.file)) if common else None


def _stick(
    project: Project,
    index: Index,
    statistics: Statistics,
    period: str | None,
    earlier: Earlier | None,
    area: Record,
) -> tuple[Result, dict[str, Any]]:
    """Return the stick, and which run's figures it was learned from (its own: empty).

    A run keeps the stick of the accepted one, also where the source has since revised the base year. A new
    definition, base or set of areas, a series that is broken since, or amounts in another year's prices need
    a new stick.
    """
    stick, calendar = {"run": "", "period": project.base or period}, statistics.calendar
    if earlier is not None:
        was = earlier.run.manifest["stick"]
        base = project.base or was["period"]
        stick["period"] = base
        same = sha256(content_of(index)) == earlier.run.manifest["definition"]
        one_base = was["period"] == base or (base and was["period"] and calendar.same(base, was["period"]))
        if same and one_base and earlier.run.manifest["division"] == area:
            dated = measure(index.indicators, statistics, period=period).dated
            old = earlier.result.reference.dated
            if not breaks_between(old, dated) and not in_two_bases(index.indicators, old, dated):
                return earlier.result, {"run": was["run"] or earlier.run.name, "period": base}
            if project.base is None:
                stick["period"] = period  # the earlier base lies beyond the break
    base = stick["period"]
    if base is not None and calendar.named(base) not in calendar:
        raise ComputeError(
            f"there are no figures for {base}, the year whose stick is to be used",
            where=str(project.file),
            expected=f"one of {listing(statistics.periods())}",
            remedy="let a source hold that year, or choose another with "
            + ("base" if project.base else "period"),
        )
    return index.compute(statistics, period=base, partial=project.partial), stick


def _of_run(earlier: Earlier, stick: Mapping[str, Any], before: Held | None) -> list[Finding]:
    """Find what is not about figures: another stick, another answer of the library to the old figures."""
    findings = []
    if not stick["run"]:
        findings.append(
            Finding(
                "stick",
                Text(
                    f"Måttstocken är ny ({stick['period'] or 'varje indikators senaste år'}): "
                    "poängen kan inte jämföras med tidigare publicerade",
                    f"The stick is new ({stick['period'] or 'the latest of each'}): scores cannot be "
                    "compared with those published before",
                ),
            )
        )
    if before is not None and fingerprint_of(before.result) != earlier.run.manifest["scores"]:
        was = earlier.run.manifest["versions"]["omradesindex"]
        findings.append(
            Finding(
                "library",
                Text(
                    f"Den godkända körningens egna uppgifter ger nu ett annat index (version {was})",
                    f"The accepted run's own figures now give another index (version {was})",
                ),
            )
        )
    return findings


def _groups(
    project: Project, result: Result, compared: Pair | Text | None, unable: Text | None
) -> Groups | None:
    """Break the result down as the project asks, and tell what has changed by group.

    Raises
    ------
    ComputeError
        The new figures are not broken down by what is asked for.
    """
    if not project.by:
        return None
    broken = break_down(result.index, result.statistics, result, project.by, tolerance=0.0)
    if not isinstance(compared, Pair) or unable is not None:
        return Groups(broken, None, unable)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # parts that do not add up have been told of
            by_group = change(compared.before, compared.after, by=project.by, **compared.options)
    except ComputeError as error:
        return Groups(broken, None, why(error))
    return Groups(broken, by_group, None)


def _reviewed(
    project: Project, aside: Path, result: Result, difference: Change | None, previous: Run | None
) -> Review:
    """Ask whether the index still holds, of the goals and the measures that the project names.

    The measures are read where the run keeps them; those of before, where the accepted run does.
    """
    links = read_outside(read_project(held_in(aside, READ) / project.file.name))
    before = None if previous is None or difference is None else read_outside(kept_project(previous))
    known = set(result.areas)
    if before is not None:
        # What was compared with then may have had areas that are gone.
        before = before[[code in known or code == result.statistics.whole for code in before.index]]
    try:
        return review(
            difference if difference is not None else result,
            goals=project.goals,
            links=links,
            links_before=None if links is None else before,
        )
    except ComputeError as error:
        where = (error.where or "").replace("links", "[[compare_with]]", 1)
        raise error.seen_from(f"{project.file}, {where}") from None


def versions() -> dict[str, str]:
    """Versions of everything that a figure may depend on."""
    from omradesindex import __version__

    names = ("numpy", "pandas", "scipy", "geopandas", "shapely", "matplotlib", "pyarrow")
    installed = {"omradesindex": __version__, "python": platform.python_version()}
    for name in names:
        try:
            installed[name] = version(name)
        except PackageNotFoundError:
            installed[name] = ""
    return installed
