"""Hold a run against the accepted one: the whole index, or what of it can be compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from omradesindex.errors import ComputeError, OmradesindexError
from omradesindex.index import Index, Result
from omradesindex.index.prices import in_two_bases
from omradesindex.statistics.series import breaks_between
from omradesindex.subjects.change.answer import Change
from omradesindex.subjects.change.change import change
from omradesindex.subjects.update.earlier import Earlier, again, content_of, fingerprint_of, part_of
from omradesindex.subjects.update.gather import Record
from omradesindex.subjects.update.record import Runs
from omradesindex.wording import Text


@dataclass(frozen=True, eq=False)
class Pair:
    """Two results on one stick, and what a change between them is told from.

    Attributes
    ----------
    before, after : Result
        The accepted run's and the new one's; of the index without what is left out.
    options : mapping
        What else :func:`omradesindex.change` is given.
    left_out : tuple of str
        Indicators whose figures are of another series, or in other prices, than in the accepted run.
    """

    before: Result
    after: Result
    options: Mapping[str, Any]
    left_out: tuple[str, ...] = ()


def why(error: OmradesindexError) -> Text:
    """Return why something could not be done, in both languages: an answer keeps it and shows it."""
    return Text(error.in_("sv"), error.in_("en"))


def broken_in(earlier: Result, result: Result) -> tuple[str, ...]:
    """Return the indicators of two results that cannot be compared: of two series, or in two prices."""
    old, new = earlier.measured.dated, result.measured.dated
    series = {one.variable for one in breaks_between(old, new)}
    priced = set(in_two_bases(result.index.indicators, old, new))
    return tuple(
        indicator.id
        for indicator, blocks in zip(result.index.indicators, result.measured.used, strict=True)
        if indicator.id in priced or any(block.variable in series for block in blocks)
    )


def comparable(
    earlier: Earlier,
    runs: Runs,
    result: Result,
    stick: Result,
    period: str | None,
    area: Record,
    dependence: str | float,
) -> Pair | Text:
    """Return what can be compared with the accepted run; why where nothing can.

    Where figures of some indicators are of another series, the index without them is computed for both, on
    the accepted run's stick.
    """
    left_out = broken_in(earlier.result, result)
    try:
        if left_out and _has_more(earlier.index, left_out) and _has_more(result.index, left_out):
            earlier = Earlier.read(runs, earlier.run, without=left_out)
            stick = earlier.result
            result = part_of(result.index, left_out).compute(
                result.statistics, period=period, reference=stick, partial=result.partial
            )
        else:
            left_out = ()
        return _on_one_stick(earlier, result, stick, area, dependence, left_out)
    except ComputeError as error:
        return why(error)


def _has_more(index: Index, left_out: tuple[str, ...]) -> bool:
    return any(indicator.id not in left_out for indicator in index.indicators)


def _on_one_stick(
    earlier: Earlier,
    result: Result,
    stick: Result,
    area: Record,
    dependence: str | float,
    left_out: tuple[str, ...],
) -> Pair:
    before = earlier.result
    if stick is not before and content_of(earlier.index) == content_of(result.index):
        before = earlier.index.compute(
            earlier.statistics,
            period=earlier.run.manifest["period"],
            reference=stick,
            partial=before.partial,
        )
    anew = again(before, earlier.run.manifest["period"], result.statistics)
    moved = earlier.run.manifest["division"] != area
    options: dict[str, Any] = {"boundaries": anew} if moved else {"revised": anew}
    if anew is not None and not moved and fingerprint_of(anew) == fingerprint_of(before):
        options = {}
    return Pair(before, result, {**options, "dependence": dependence}, left_out)


def changed(compared: Pair | Text) -> Change | Text:
    """Hold the new result against the accepted run's; say why where that cannot be done."""
    if isinstance(compared, Text):
        return compared
    try:
        told: Change = change(compared.before, compared.after, **compared.options)
    except ComputeError as error:
        return why(error)
    return told
