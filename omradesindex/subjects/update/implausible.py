"""A check of figures that no earlier ones are needed for: what cannot be, whatever it was before."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from omradesindex.index.decimals import score_decimals
from omradesindex.index.stick import city_scores
from omradesindex.methods.equal import reaches
from omradesindex.subjects.update.findings import LANGUAGES, Finding, Held
from omradesindex.wording import Text, number, unit_said

# Standard deviations between areas that no area is away from its city.
_FAR = 20.0
# Formulas whose whole is a mean of its parts, and the share of the people that the areas may lack.
_MEANS = ("share", "scale", "rate", "ratio", "mean")
_MISSED = 0.01
# Areas that an index may be one-sided among. Parts are weighed by people of different ages: few may be so.
_FEWEST = 4


def impossible(now: Held) -> Iterator[Finding]:
    """Find what no figure of its kind can be, so that something else than what was meant has been taken.

    A share is between 0 and 100 %. A share, a rate or a mean of a whole city is the weighted mean of its
    areas' own, and lies between the lowest and the highest of them. No area of a city is so many standard
    deviations away from it as :data:`_FAR`. Where the areas make the whole city and nothing else is wrong,
    the city's index lies among theirs too: a median may have another city's figure in the city's place.
    """
    measured, sound = now.result.measured, True
    for j, indicator in enumerate(now.result.index.indicators):
        values, city = measured.values[:-1, j], float(measured.values[-1, j])
        known = values[~np.isnan(values)]
        if not len(known):
            continue
        low, high, least = float(known.min()), float(known.max()), 10.0**-indicator.decimals
        most = _most(now, j)
        why: Text | None = None
        if most is not None and not (low >= 0 and reaches(most, high)):
            why = Text(f"en andel är högst {number(most)}", f"a share is at most {number(most, lang='en')}")
        elif _is_mean(now, j) and len(known) == len(values) and not low - least <= city <= high + least:
            own = [number(city, indicator.decimals, lang=lang) for lang in LANGUAGES]
            why = Text(
                f"hela staden har {own[0]}, som inte ligger mellan områdenas",
                f"the whole city has {own[1]}, which is not between the areas'",
            )
        if why is not None:
            shown = [
                [number(end, indicator.decimals, lang=lang) for end in (low, high)] for lang in LANGUAGES
            ]
            label, when = indicator.label, measured.periods[j]
            unit = [unit_said(indicator.unit, lang) for lang in LANGUAGES]
            text = Text(
                f"{label.sv} {when}: {' till '.join(shown[0])} {unit[0]}; {why.sv}",
                f"{label.en} {when}: {' to '.join(shown[1])} {unit[1]}; {why.en}",
            )
            yield Finding("impossible", text, what=indicator.id, period=measured.periods[j])
            sound = False
    far = tuple(_far(now))
    yield from far
    if sound and not far:
        yield from _one_sided(now)


def _most(now: Held, j: int) -> float | None:
    """The most that an indicator can be; None where its formula sets no limit."""
    indicator, used = now.result.index.indicators[j], now.result.measured.used[j]
    if any(b.variable == indicator.id and now.statistics.block(*b).kind == "share" for b in used):
        return 100.0
    return {"share": indicator.formula.per, "scale": indicator.formula.per, "mix": 100.0}.get(
        indicator.formula.kind
    )


def _is_mean(now: Held, j: int) -> bool:
    """Whether the city's value is a mean of the areas': by its formula, of areas that make the whole city."""
    indicator = now.result.index.indicators[j]
    if indicator.formula.kind not in _MEANS or len(now.result.areas) < 2:
        return False
    bases = [b for b in now.result.measured.used[j] if b.variable in indicator.formula.denominator]
    return all(_adds_up(now.statistics.block(*base).value) for base in bases)


def _one_sided(now: Held) -> Iterator[Finding]:
    """Find an index that all the areas of a whole city have on one side of the city's own."""
    result = now.result
    known = result.level_scores["index"][~np.isnan(result.level_scores["index"])]
    city = float(city_scores(result)[result.columns.index("index")])
    if len(known) < max(len(result.areas), _FEWEST) or np.isnan(city) or not _make_the_city(now):
        return
    low, high, decimals = float(known.min()), float(known.max()), score_decimals(result)
    if low - 10.0**-decimals <= city <= high + 10.0**-decimals:
        return
    sv, en = ([number(v, decimals, lang=lang) for v in (low, high, city)] for lang in LANGUAGES)
    yield Finding(
        "impossible",
        Text(
            f"{result.label('index')}: områdena har {sv[0]} till {sv[1]}, alla på en sida om hela "
            f"stadens {sv[2]}",
            f"{result.label('index', 'en')}: the areas have {en[0]} to {en[1]}, all on one side of the whole "
            f"city's {en[2]}",
        ),
        what="index",
    )


def _make_the_city(now: Held) -> bool:
    """Whether the areas' people make the whole city's, in all that the index divides by."""
    used = zip(now.result.index.indicators, now.result.measured.used, strict=True)
    bases = {b for i, blocks in used for b in blocks if b.variable in i.formula.denominator}
    return bool(bases) and all(_adds_up(now.statistics.block(*base).value) for base in bases)


def _adds_up(people: NDArray[np.float64]) -> bool:
    """Whether the areas, but for a few people, make the whole city, which stands last."""
    return abs(float(np.nansum(people[:-1])) - float(people[-1])) <= _MISSED * float(people[-1])


def _far(now: Held) -> Iterator[Finding]:
    """Find scores that are further from the city than any area is: the index's, or else a dimension's."""
    result, methods = now.result, now.result.index.methods
    if methods.name_of("normalise") != "z_score":
        return
    for column, city in zip(result.columns, city_scores(result), strict=True):
        scores = result.level_scores[column]
        distance = np.abs(scores - (methods.zero if np.isnan(city) else city))
        far = distance > _FAR * abs(methods.points)
        if far.any():
            most = float(scores[np.nanargmax(distance)])
            decimals = score_decimals(result, column)
            sv, en = (number(most, decimals, lang=lang) for lang in LANGUAGES)
            yield Finding(
                "impossible",
                Text(
                    f"{result.label(column)}: {int(far.sum())} av {len(far)} områden är mer än "
                    f"{number(_FAR)} standardavvikelser från staden, som mest {sv}",
                    f"{result.label(column, 'en')}: {int(far.sum())} of {len(far)} areas are more than "
                    f"{number(_FAR)} standard deviations from the city, at most {en}",
                ),
                what=column,
                areas=tuple(code for code, is_far in zip(result.areas, far, strict=True) if is_far),
            )
            return
