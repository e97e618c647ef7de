"""Checks of figures: another unit, a total or an area that jumps, revisions, new gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue import indicators
from omradesindex.methods.equal import same
from omradesindex.methods.functions import hypot
from omradesindex.methods.many_tests import holm
from omradesindex.subjects.over_time.sticks import moved
from omradesindex.subjects.update.findings import (
    LANGUAGES,
    Finding,
    Held,
    Pair,
    codes_of,
    held_to,
    label_of,
    newest,
    same_periods,
)
from omradesindex.subjects.update.project import Limits
from omradesindex.subjects.update.words_checks import no_per_cent, other_unit, total_moved
from omradesindex.wording import AREAS_NAMED, Text, area_name, join, number, unit_said

if TYPE_CHECKING:
    from omradesindex.index import Result

Floats = NDArray[np.float64]

# Counts below this are told without numbers: a check must not publish a small cell.
_SMALL = 20.0
# Up to so many areas are named.
_NAMED = 3
# Standard errors that a count's change must exceed.
_CHANCE = 3.0
# Standard deviations between areas that a jump must have where chance cannot be judged.
_UNJUDGED = 2.0


def fractions(now: Held) -> Iterator[Finding]:
    """Find shares that look like 0–1 instead of per cent."""
    for variable, period in newest(now):
        block = now.statistics.block(variable, period)
        known = block.value[~np.isnan(block.value)]
        if block.kind == "share" and len(known) > 2 and 0 < known.max() <= 1:
            yield Finding("units", no_per_cent(variable, period), what=variable, period=period)


def units(now: Held, before: Held, limits: Limits) -> Iterator[Finding]:
    """Find figures that are all some ten, hundred or thousand times what they were."""
    for variable, period in newest(now):
        pair = held_to(before, now, variable, period, same=True)
        if pair is None:
            continue
        with np.errstate(invalid="ignore", divide="ignore"):
            ratio = np.abs(pair.new / pair.old)
        ratio = ratio[np.isfinite(ratio) & (ratio > 0)]
        middle = float(np.median(ratio)) if len(ratio) > 2 else 1.0
        if 1 / limits.unit_factor < middle < limits.unit_factor:
            continue
        times = max(middle, 1 / middle)
        size = 10.0 ** round(np.log10(times)) if times > 5 else times
        text = other_unit(variable, period, float(size), larger=middle > 1)
        yield Finding("units", text, what=variable, period=period)


def totals(
    now: Held, before: Held | None, limits: Limits, *, without: Set[str] = frozenset()
) -> Iterator[Finding]:
    """Find counts of the whole city that are further from the period before than the limit and chance allow.

    Chance: the difference of two Poisson counts. What the index does not use is only told.
    """
    used = {block.variable for blocks in now.result.measured.used for block in blocks}
    for variable, period in newest(now):
        pair = held_to(now, now, variable, period)
        if pair is None and before is not None:
            pair = held_to(before, now, variable, period)
        if pair is None or pair.kind != "count" or variable in without:
            continue
        old, new = float(pair.old[-1]), float(pair.new[-1])
        if not (old > 0 and new >= 0) or max(old, new) < _SMALL:
            continue
        change = new / old - 1
        if abs(change) > limits.total and abs(new - old) > _CHANCE * np.sqrt(new + old):
            of = now if now.statistics.has(variable, pair.earlier) else before or now
            share = _share(of, now, pair)
            yield Finding(
                "totals",
                total_moved(variable, pair.earlier, period, 100 * change, share),
                ask=variable in used,
                what=variable,
                period=period,
            )


def _share(before: Held, now: Held, pair: Pair) -> tuple[Text, float] | None:
    """The share that a count is the numerator of, and by how many points it has moved in the whole city."""
    every = {i.id: i for i in (*now.result.index.indicators, *indicators().values())}.values()
    for indicator in every:
        formula = indicator.formula
        if not (formula.is_part and formula.per == 100 and formula.numerator == (pair.variable,)):
            continue
        bases = [
            [float(held.statistics.block(name, when).value[-1]) for name in formula.denominator]
            for held, when in ((before, pair.earlier), (now, pair.period))
            if all(held.statistics.has(name, when) for name in formula.denominator)
        ]
        if len(bases) == 2 and all(sum(base) > 0 for base in bases):
            was, own = (
                100 * top / sum(base) for top, base in zip((pair.old[-1], pair.new[-1]), bases, strict=True)
            )
            return indicator.label, float(own - was)
    return None


def jumps(now: Held, before: Held, limits: Limits, *, without: Set[str] = frozenset()) -> Iterator[Finding]:
    r"""Find indicators that have moved in one area far more than in the others, and more than chance allows.

    What is judged is an area's change beyond the median change of all areas, which is the trend that they
    share. Chance: :math:`z = (d - \tilde d) / \sqrt{s_0^2 + s_1^2}`, p values after Holm (1979, *Scand. J.
    Stat.* 6, 65–70) over all areas and indicators. Large populations make small changes certain, so that it
    must also be so many standard deviations between areas. Where no error is known, or figures of
    the same time were revised, only the size counts.
    """
    from scipy.stats import norm

    used = zip(now.result.index.indicators, now.result.measured.used, strict=True)
    shared = [
        indicator
        for indicator, blocks in used
        if indicator.id in before.result.indicators and without.isdisjoint(b.variable for b in blocks)
    ]
    areas = [code for code in now.result.areas if code in before.result.areas]
    if not shared or len(areas) < 4:
        return
    ids = [i.id for i in shared]
    old, new = (h.result.indicators.loc[areas, ids].to_numpy(dtype=float) for h in (before, now))
    errors = [_errors(h.result, areas, ids) for h in (before, now)]
    with np.errstate(invalid="ignore", divide="ignore"):
        change = new - old
        odd = change - np.nanmedian(np.where(np.isnan(change).all(axis=0), 0.0, change), axis=0)
        size = np.abs(odd) / np.nanstd(np.where(np.isnan(old).all(axis=0), 0.0, old), axis=0)
        error = hypot(*errors)
        z = np.abs(odd) / np.where(error > 0, error, np.nan)
        # Where both are of one time the figures were revised: there is no chance between them to judge.
        later = moved(before.result, now.result)
        revised = np.array([name not in later for name in ids])
        z[:, revised] = np.nan
    p = holm(2 * norm.sf(z))
    judged = ~np.isnan(p)
    beyond = (judged & (p < 1 - limits.jump_level) & (size >= limits.jump_size)) | (
        ~judged & (size >= np.where(revised, limits.jump_size, max(_UNJUDGED, limits.jump_size)))
    )
    periods = dict(zip((i.id for i in now.result.index.indicators), now.result.measured.periods, strict=True))
    for row, column in zip(*(places.tolist() for places in np.nonzero(beyond)), strict=True):
        indicator, area = shared[column], areas[row]
        name = now.statistics.name_of(area)
        said = {}
        for lang in LANGUAGES:
            one, two = (number(float(v[row, column]), indicator.decimals, lang=lang) for v in (old, new))
            unit = unit_said(indicator.unit, lang)
            said[lang] = f"{indicator.label.in_(lang)}, {area} {name}: {one} → {two} {unit}"
        if revised[column]:
            why = "; uppgifterna gäller samma tid", "; the figures are of the same time"
        elif judged[row, column]:
            why = (
                "; ändringen skiljer sig mer än slump från de andra områdenas",
                "; its change differs by more than chance from the other areas'",
            )
        else:
            why = "; osäkerheten är inte känd", "; its error is not known"
        yield Finding(
            "jumps",
            Text(said["sv"] + why[0], said["en"] + why[1]),
            what=indicator.id,
            period=periods[indicator.id],
            areas=(area,),
        )


def _errors(result: Result, areas: Sequence[str], ids: Sequence[str]) -> Floats:
    columns = [i.id for i in result.index.indicators]
    place = {code: row for row, code in enumerate(result.areas)}
    rows = [place[code] for code in areas]
    return result.uncertainty().standard_error[np.ix_(rows, [columns.index(name) for name in ids])]


def revised(now: Held, before: Held) -> Iterator[Finding]:
    """Find figures that the accepted run had with another value."""
    for pair in same_periods(now, before):
        known = ~np.isnan(pair.old) & ~np.isnan(pair.new)
        other = known & ~same(pair.old, pair.new)
        if not other.any():
            continue
        sv = f"{label_of(pair.variable).sv} {pair.period}: "
        en = f"{label_of(pair.variable).en} {pair.period}: "
        sv += f"{int(other.sum())} av {int(known.sum())} uppgifter är ändrade"
        en += f"{int(other.sum())} of {int(known.sum())} figures have changed"
        least = _SMALL if pair.kind == "count" else 0.0
        large = other & (np.fmin(np.abs(pair.old), np.abs(pair.new)) >= least) & (pair.old != 0)
        if large.any():
            change = 100 * (pair.new[large] / pair.old[large] - 1)
            most = float(change[np.argmax(np.abs(change))])
            sv += f", mest {number(most, 1, sign=True)} %"
            en += f", at most by {number(most, 1, lang='en', sign=True)} %"
        changed = codes_of(pair, other)
        if len(changed) <= _NAMED:
            names = [area_name(code, now.statistics.name_of(code)) for code in changed]
            sv, en = f"{sv} ({join(names)})", f"{en} ({join(names, lang='en')})"
        yield Finding("revised", Text(sv, en), what=pair.variable, period=pair.period, areas=changed)
    groups = _revised_groups(now, before)
    if groups:
        sv, en = (join([label_of(v).in_(lang) for v in groups], lang=lang) for lang in LANGUAGES)
        yield Finding("revised", Text(f"Uppdelade uppgifter är ändrade: {sv}", f"Broken-down figures: {en}"))


def _revised_groups(now: Held, before: Held) -> list[str]:
    """Name the variables whose figures by sex, age … are others than in the accepted run."""
    if now.statistics.breakdowns != before.statistics.breakdowns:
        return []
    changed: dict[str, None] = {}
    for block in before.statistics.blocks:
        if block.group != before.statistics.total and now.statistics.has(*block):
            old, new = (h.statistics.block(*block).value for h in (before, now))
            if old.shape != new.shape or not (same(old, new) | (np.isnan(old) & np.isnan(new))).all():
                changed[block.variable] = None
    return list(changed)


def suppressed(now: Held, before: Held) -> Iterator[Finding]:
    """Find gaps where there was a figure: in the same period, or in the one before."""
    later = (
        held_to(before, now, variable, period)
        for variable, period in newest(now)
        if not before.statistics.has(variable, period)
    )
    for pair in (*same_periods(now, before), *later):
        if pair is not None and pair.lost.any():
            codes = codes_of(pair, pair.lost)
            named = {lang: join(codes, lang=lang, most=AREAS_NAMED) for lang in LANGUAGES}
            sv = f"{label_of(pair.variable).sv} {pair.period}: uppgift saknas nu för {named['sv']}"
            en = f"{label_of(pair.variable).en} {pair.period}: no figure any more for {named['en']}"
            yield Finding("suppressed", Text(sv, en), what=pair.variable, period=pair.period, areas=codes)
