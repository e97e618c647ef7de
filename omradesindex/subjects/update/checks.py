"""What a person should see before new figures replace the old ones."""

from __future__ import annotations

from collections.abc import Iterator

from omradesindex.catalogue import diff
from omradesindex.statistics.series import breaks_between
from omradesindex.subjects.update.figure_checks import fractions, jumps, revised, suppressed, totals, units
from omradesindex.subjects.update.findings import CHECKS, Finding, Held, label_of
from omradesindex.subjects.update.implausible import impossible
from omradesindex.subjects.update.project import Limits
from omradesindex.subjects.update.words_checks import other_prices
from omradesindex.wording import AREAS_NAMED, Text, join


def checked(now: Held, before: Held | None, limits: Limits) -> list[Finding]:
    """Check new figures, against those of the accepted run where there is one.

    Parameters
    ----------
    now : Held
    before : Held or None
        The accepted run, computed with the library as it is now.
    limits : Limits

    Returns
    -------
    list of Finding
        In the order of :data:`CHECKS`.
    """
    findings = [*fractions(now), *impossible(now)]
    if before is not None:
        findings += units(now, before, limits)
    # What is in another unit has jumped everywhere: once told is enough.
    other = {finding.what for finding in findings}
    if before is not None:
        findings += [*_broken(now, before), *_repriced(now, before)]
        other |= {finding.what for finding in findings}
    findings += totals(now, before, limits, without=other)
    if before is not None:
        findings += [
            *_areas(now, before),
            *_gone(now, before),
            *jumps(now, before, limits, without=other),
            *_definition(now, before),
        ]
        if now.boundaries == before.boundaries:
            findings += [*revised(now, before), *suppressed(now, before)]
        else:
            findings.append(_moved(now, before))
    findings += [*_lagging(now)]
    order = list(CHECKS)
    return sorted(findings, key=lambda finding: (not finding.ask, order.index(finding.check)))


# -- areas and periods -----------------------------------------------------------------------------------


def _areas(now: Held, before: Held) -> Iterator[Finding]:
    then, here = set(before.statistics.areas), set(now.statistics.areas)
    lost = tuple(code for code in before.statistics.areas if code not in here)
    new = tuple(code for code in now.statistics.areas if code not in then)
    for areas, sv, en in ((lost, "saknas nu", "are lacking now"), (new, "är nya", "are new")):
        if areas:
            yield Finding(
                "areas",
                Text(
                    f"Områden som {sv}: {join(areas, most=AREAS_NAMED)}",
                    f"Areas that {en}: {join(areas, lang='en', most=AREAS_NAMED)}",
                ),
            )


def _broken(now: Held, before: Held) -> Iterator[Finding]:
    """Find what the index has of another series than the accepted run: nothing is compared across it."""
    for broken in breaks_between(before.result.measured.dated, now.result.measured.dated):
        text = Text(broken.text("sv"), broken.text("en"))
        yield Finding("series", text, what=broken.variable, period=broken.later)


def _repriced(now: Held, before: Held) -> Iterator[Finding]:
    """Find amounts of the index that are in other prices than in the accepted run."""
    was, own = (
        {one.variable: one for one in held.result.measured.dated if one.prices} for held in (before, now)
    )
    for variable in own.keys() & was.keys():
        if own[variable].prices != was[variable].prices:
            text = other_prices(label_of(variable), was[variable], own[variable])
            yield Finding("prices", text, what=variable, period=own[variable].period)


def _gone(now: Held, before: Held) -> Iterator[Finding]:
    """Find what the accepted run had and the sources no longer hold."""
    total = before.statistics.total
    for variable in before.statistics.variables:
        old = before.statistics.periods(variable, total)
        lost = [period for period in old if not now.statistics.has(variable, period)]
        if lost:
            sv = f"{label_of(variable).sv}: {join(lost)} finns inte längre i källorna"
            en = f"{label_of(variable).en}: {join(lost, lang='en')} no longer in the sources"
            yield Finding("gone", Text(sv, en), what=variable, period=" ".join(lost))


def _lagging(now: Held) -> Iterator[Finding]:
    """Tell what has newer figures than the index uses: one late indicator holds back all the others."""
    used = {b.variable: b.period for blocks in now.result.measured.used for b in blocks}
    calendar = now.statistics.calendar
    later = {v: calendar.after(p, now.statistics.periods(v)) for v, p in used.items()}
    newer = [v for v, periods in later.items() if periods]
    if newer:
        latest = calendar.latest(period for periods in later.values() for period in periods)
        names = [label_of(v) for v in newer[:5]]
        more = len(newer) - len(names)
        sv = join([*(n.sv for n in names), *([f"{more} till"] if more else [])])
        en = join([*(n.en for n in names), *([f"{more} more"] if more else [])], lang="en")
        yield Finding(
            "periods",
            Text(
                f"Har senare uppgifter än indexet använder (till {latest}): {sv}",
                f"Has later figures than the index uses (to {latest}): {en}",
            ),
            ask=False,
        )


# -- what is not a figure --------------------------------------------------------------------------------


def _definition(now: Held, before: Held) -> Iterator[Finding]:
    difference = diff(before.result.index, now.result.index)
    if not difference.is_empty:
        yield Finding("definition", Text(difference.text("sv"), difference.text("en")))


def _moved(now: Held, before: Held) -> Finding:
    one, two = (f"{h.boundaries['id'] or '–'} {h.boundaries['year'] or ''}".strip() for h in (before, now))
    return Finding(
        "boundaries",
        Text(
            f"Områdenas gränser är inte desamma som i den godkända körningen ({one} → {two})",
            f"The areas' boundaries are not those of the accepted run ({one} → {two})",
        ),
    )
