"""Of what quality a result's figures are, in words: how many there are, of which kind, what is lacking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.frozen import Frozen
from omradesindex.index.once import once
from omradesindex.index.words import listed
from omradesindex.methods.aggregate import counting
from omradesindex.methods.equal import flat, reaches, same
from omradesindex.methods.reliability import LEAST_RELIABILITY
from omradesindex.statistics.vocabulary import QUALITIES, QUALITY_LABELS, STATUSES
from omradesindex.wording import (
    Language,
    Text,
    capital,
    counted,
    inside,
    join,
    number,
    plural,
    say,
    with_unit,
)

if TYPE_CHECKING:
    from omradesindex.index.compute import Level
    from omradesindex.index.scored import Scored

_SUPPRESSED = STATUSES.index("suppressed")


@once
def quality_line(result: Scored, lang: Language, lacking: int = 0) -> str:
    """Say how many of the indicators have figures, of which kind they are, and what is lacking.

    ``lacking``: how many were asked for beside the index's own, and have none.
    """
    return " ".join([kinds_line(result, lang, lacking), *_gaps(result, lang)])


@once
def more_line(result: Scored, lang: Language) -> str:
    """Say of which kinds the figures are, and what is lacking: what a page tells below its table."""
    return " ".join([*_kinds(result, lang, alone=True), *_gaps(result, lang)])


def _gaps(result: Scored, lang: Language) -> Iterable[str]:
    """What is lacking, or filled in, or much chance, and what follows."""
    for say_of in (_lacking, _some, _filled, _bounded, _noisy, _left_open, _uncomputed):
        yield from say_of(result, lang)


def kinds_line(result: Scored, lang: Language, lacking: int = 0) -> str:
    """Say how many of the indicators have figures, and of which kinds."""
    return " ".join([figures_line(result, lang, lacking), *_kinds(result, lang, alone=False)])


def figures_line(result: Scored, lang: Language, lacking: int = 0) -> str:
    """Say how many of the indicators have figures: the first that a reader is told."""
    there, total = sum(made.areas > 0 for made in result.made_of), len(result.index.members) + lacking
    if there == total:
        return say(
            lang,
            plural(total, "Indikatorn finns med.", f"Alla {total} indikatorer finns med."),
            plural(total, "The indicator has data.", f"All {total} indicators have data."),
        )
    return say(
        lang,
        f"{there} av {total} {plural(total, 'indikator', 'indikatorer')} finns med.",
        f"{there} of {total} {plural(total, 'indicator', 'indicators')} {plural(there, 'has', 'have')} data.",
    )


def _kinds(result: Scored, lang: Language, *, alone: bool) -> Iterable[str]:
    """Say how many of the indicators are of each kind; ``alone``: they were not named just before."""
    count = Counter(made.quality for made in result.made_of if made.areas)
    kinds = [kind for kind in QUALITIES if kind in count]
    if len(kinds) > 1:
        listed_kinds = join(
            [f"{count[kind]} {QUALITY_LABELS[kind][count[kind] > 1].in_(lang)}" for kind in kinds], lang=lang
        )
        of = (
            say(lang, "Av indikatorerna är", "Of the indicators:")
            if alone
            else say(lang, "Av dem är", "Of them:")
        )
        yield f"{of} {listed_kinds}."
    elif kinds:
        n, label = count[kinds[0]], QUALITY_LABELS[kinds[0]]
        if n == 1:
            figure = say(lang, "Uppgiften", "The figure") if alone else say(lang, "Den", "It")
            yield f"{figure} {say(lang, 'är', 'is')} {label[0].in_(lang)}."
        else:
            figures = say(lang, "Uppgifterna", "The figures") if alone else say(lang, "De", "They")
            yield f"{figures} {say(lang, 'är', 'are')} {label[1].in_(lang)}."


#: Of so many indicators, why they have no figures.
_WHY_NONE: Mapping[str, Text] = Frozen(
    {
        "missing": Text("saknar uppgifter", "without figures"),
        "not_collected": Text("har ingen publicerat", "that nobody has published"),
        "suppressed": Text("visas inte, för att skydda enskilda", "hidden to protect individuals"),
    }
)


def _lacking(result: Scored, lang: Language) -> Iterable[str]:
    """Name the indicators without any figures, by why they have none."""
    for status, why in _WHY_NONE.items():
        names = [made.indicator for made in result.made_of if not made.areas and made.status == status]
        if names:
            n = capital(counted(len(names), lang))
            yield f"{n} {why.in_(lang)}: {listed(result, names, lang)}."


def _some(result: Scored, lang: Language) -> Iterable[str]:
    """Name the indicators that only some of the areas have."""
    total = len(result.areas)
    by_count: dict[int, list[str]] = {}
    for made in result.made_of:
        if 0 < made.areas < total:
            by_count.setdefault(made.areas, []).append(made.indicator)
    for n, names in by_count.items():
        which, some, of = listed(result, names, lang), number(n, lang=lang), number(total, lang=lang)
        yield say(
            lang,
            f"Bara {some} av {of} områden har uppgifter om {which}.",
            f"Only {some} of {of} areas have figures of {which}.",
        )


def _counted(result: Scored, counts: Iterable[int], lang: Language) -> str:
    """The indicators that a count is not 0 for, each with it."""
    names = [
        f"{inside(indicator.label.in_(lang))} ({number(n, lang=lang)})"
        for indicator, n in zip(result.index.indicators, counts, strict=True)
        if n
    ]
    return join(names, lang=lang)


def _filled(result: Scored, lang: Language) -> Iterable[str]:
    names = _counted(result, result.measured.imputed.sum(axis=0).tolist(), lang)
    if names:
        how = result.index.methods.name_of("impute")
        yield say(
            lang,
            f"Ifyllda uppgifter ({how}), antal områden: {names}.",
            f"Filled in ({how}), number of areas: {names}.",
        )


def _bounded(result: Scored, lang: Language) -> Iterable[str]:
    """Name the shares that noise in the counts, or their rounding, would have taken above the whole."""
    names = _counted(result, result.measured.bounded[:-1].sum(axis=0).tolist(), lang)
    if names:
        yield say(
            lang,
            "Antalen är inte exakta. Därför blev en del större än sin helhet, som då gäller. Antal områden: "
            f"{names}.",
            "The counts are not exact. So a part came out larger than its whole, which then holds. "
            f"Number of areas: {names}.",
        )


def _noisy(result: Scored, lang: Language) -> Iterable[str]:
    """Name the indicators whose differences between areas are too much chance to tell single areas apart."""
    shares = [made.reliability for made in result.made_of]
    noisy = [
        f"{inside(result.label(made.indicator, lang))} ({with_unit(100 * (1 - share), '%', 0, lang=lang)})"
        for made, share in zip(result.made_of, shares, strict=True)
        if not np.isnan(share) and not reaches(share, LEAST_RELIABILITY)
    ]
    if noisy:
        names = join(noisy, lang=lang)
        yield say(
            lang,
            f"En del av skillnaderna mellan områdena är slump: {names}. "
            "På dem går enskilda områden dåligt att jämföra.",
            f"A part of the differences between areas is chance: {names}. "
            "Single areas compare badly on them.",
        )


def _left_open(result: Scored, lang: Language) -> Iterable[str]:
    """Name the gaps that the definition's method to fill them left: withheld, or nothing to make them of."""
    how = result.index.methods.name_of("impute")
    if how == "none":
        return
    gaps = np.isnan(result.measured.values[:-1])
    withheld = gaps & (result.measured.status[:-1] == _SUPPRESSED)
    for left, what in (
        (withheld, say(lang, "Dolda uppgifter fylls inte i", "Hidden figures are not filled in")),
        (
            gaps & ~withheld,
            say(lang, f"Luckor som metoden ({how}) inte kan fylla", f"Gaps that {how} cannot fill"),
        ),
    ):
        names = _counted(result, left.sum(axis=0).tolist(), lang)
        if names:
            yield f"{what}, {say(lang, 'antal områden', 'number of areas')}: {names}."


def _uncomputed(result: Scored, lang: Language) -> Iterable[str]:
    """Name the dimensions with too few indicators, and what follows."""
    short: dict[tuple[str, bool], list[str]] = {}
    names, everywhere = list[str](), True
    for level in result.index.levels[:-1]:
        few = int((~reaches(result.level_coverage[level.id], level.needed)).sum())
        if few:
            everywhere = everywhere and few == len(result.areas)
            counts = counting(level.stated, result.reference.weights[level.id])
            alike = bool(flat(counts[counts > 0], axis=-1))
            names.append(level.id)
            dimension = _how_short(result, level, few, int((counts > 0).sum()) if alike else None, lang)
            short.setdefault((_share_said(level.needed, lang), alike), []).append(dimension)
    for (share, alike), dimensions in short.items():
        within = join(dimensions, lang=lang)
        if alike:
            yield say(
                lang,
                f"Färre än {share} av indikatorerna har uppgifter i {within}.",
                f"Fewer than {share} of the indicators have figures in {within}.",
            )
        else:
            yield say(
                lang,
                f"Indikatorer med mindre än {share} av vikten har uppgifter i {within}.",
                f"Indicators with less than {share} of the weight have figures in {within}.",
            )
    if names:
        yield _what_follows(result, names, lang, everywhere=everywhere)


def _how_short(result: Scored, level: Level, few: int, parts: int | None, lang: Language) -> str:
    """A dimension with what the areas with too little have of it: so many of its parts, or of the weight."""
    coverage = result.level_coverage[level.id]
    short = coverage[~reaches(coverage, level.needed)]
    most = float(short.max())
    if parts is None:
        share = with_unit(100 * most, "%", lang=lang)
        of_it = say(lang, f"{share} av vikten", f"{share} of the weight")
    else:
        n = round(most * parts)
        of_it = say(lang, f"{n} av {parts}", f"{n} of {parts}")
    if not same(most, float(short.min())):
        of_it = say(lang, f"som mest {of_it}", f"at most {of_it}")
    if few != len(result.areas):
        where = number(few, lang=lang)
        of_it += say(
            lang,
            f" i {where} {plural(few, 'område', 'områden')}",
            f" in {where} {plural(few, 'area', 'areas')}",
        )
    return f"{inside(result.label(level.id, lang))} ({of_it})"


def _what_follows(result: Scored, names: Sequence[str], lang: Language, *, everywhere: bool) -> str:
    if result.partial:
        return say(
            lang,
            "Poängen bygger bara på de uppgifter som finns.",
            "The scores rest on the figures that there are, and on no others.",
        )
    whole = np.isnan(result.level_scores["index"]).any()
    parts = [inside(result.label(name, lang)) for name in (*names, *(["index"] if whole else []))]
    there = "" if everywhere else say(lang, " där", " there")
    if len(parts) == 1:
        return say(lang, f"Därför räknas inte {parts[0]}{there}.", f"So {parts[0]} is not computed{there}.")
    if len(parts) == 2:
        return say(
            lang,
            f"Därför räknas varken {parts[0]} eller {parts[1]}{there}.",
            f"So neither {parts[0]} nor {parts[1]} is computed{there}.",
        )
    listed_parts = join(parts, lang=lang)
    return say(
        lang,
        f"Därför räknas inte {listed_parts}{there}.",
        f"So {listed_parts} are not computed{there}.",
    )


def _share_said(share: float, lang: Language) -> str:
    """Say a share as one says it: two thirds, or so many per cent."""
    if same(share, 2 / 3):
        return say(lang, "två tredjedelar", "two thirds")
    percent = number(100 * share, lang=lang)
    return say(lang, f"{percent} procent", f"{percent} per cent")
