"""What makes a score, in words that a person reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.errors import ComputeError, did_you_mean, listing
from omradesindex.index.caveats import caveats
from omradesindex.index.decimals import score_decimals
from omradesindex.methods import find_methods
from omradesindex.methods.aggregate import counting
from omradesindex.methods.equal import flat, reaches, same
from omradesindex.periods import Calendar
from omradesindex.plaintext import plain
from omradesindex.statistics.vocabulary import QUALITIES, QUALITY_LABELS, STATUS_LABELS, STATUSES
from omradesindex.wording import Language, area_name, exact_decimals, join, number, plural, with_unit

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index.result import Result

_SUPPRESSED = STATUSES.index("suppressed")


class Explanation(str):
    """A text of several lines that shows as such in a notebook."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def place_of(area: str, areas: Sequence[str], where: str) -> int:
    """Return the position of an area among the areas.

    Raises
    ------
    ComputeError
        Unknown area; the nearest is suggested.
    """
    wanted = area if area in areas or not isinstance(area, str) else plain(area)
    if wanted not in areas:
        raise ComputeError(
            f"the area {area!r} is unknown{did_you_mean(str(area), areas)}",
            where=where,
            expected=f"one of {listing(areas, 20)}",
            remedy="give one of the codes, as text",
        )
    return list(areas).index(wanted)


def _how_many(n: int, words: tuple[object, object], lang: Language) -> str:
    label = words[0] if n == 1 else words[1]
    return f"{n} {label.in_(lang)}"  # type: ignore[attr-defined]


def kinds_line(result: Result, lang: Language) -> str:
    """Say how many of the indicators have figures, and of which kinds."""
    quality = result.quality
    total, there = len(quality), quality[quality["areas"] > 0]
    kinds = [
        _how_many(int((there["quality"] == word).sum()), QUALITY_LABELS[word], lang)
        for word in QUALITIES
        if (there["quality"] == word).any()
    ]
    told = f" ({', '.join(kinds)})" if kinds else ""
    if lang == "sv":
        return f"{len(there)} av {total} {plural(total, 'indikator', 'indikatorer')} har uppgifter{told}."
    return f"{len(there)} of {total} {plural(total, 'indicator has', 'indicators have')} figures{told}."


def quality_line(result: Result, lang: Language = "sv") -> str:
    """See :meth:`Result.quality_line`."""
    quality, text = result.quality, kinds_line(result, lang)
    for status, words in STATUS_LABELS.items():
        lacking = quality[(quality["areas"] == 0) & (quality["status"] == status)]
        if len(lacking) and status != "observed":
            names = join([result.label(name, lang) for name in lacking.index], lang=lang)
            label = words[0 if len(lacking) == 1 else 1].in_(lang)
            text += f" {label[:1].upper()}{label[1:]}: {names}."
    some = quality[(quality["areas"] > 0) & (quality["areas"] < len(result.areas))]
    for name, row in some.iterrows():
        text += (
            f" {result.label(str(name), lang)}: {row['areas']} av {len(result.areas)} områden."
            if lang == "sv"
            else f" {result.label(str(name), lang)}: {row['areas']} of {len(result.areas)} areas."
        )
    filled = quality[quality["imputed"] > 0]
    if len(filled):
        names = join([f"{result.label(str(n), lang)} ({k})" for n, k in filled["imputed"].items()], lang=lang)
        how = result.index.methods.name_of("impute")
        text += (
            f" Ifyllda värden ({how}), antal områden: {names}."
            if lang == "sv"
            else f" Filled in ({how}), number of areas: {names}."
        )
    return text + _bounded(result, lang) + _left_open(result, lang) + _uncomputed(result, lang)


def _bounded(result: Result, lang: Language) -> str:
    """Name the shares that random noise in the counts would have taken above the whole."""
    counts = zip(result.index.members, result.measured.bounded[:-1].sum(axis=0).tolist(), strict=True)
    names = [f"{result.label(m.id, lang)} ({n})" for m, n in counts if n]
    if not names:
        return ""
    if lang == "sv":
        return (
            " Slumpmässigt brus i antalen gör en del större än sin helhet, som då är värdet, antal områden: "
            f"{join(names, lang=lang)}."
        )
    return (
        " Random noise in the counts makes a part larger than its whole, which is then the value, number of "
        f"areas: {join(names, lang=lang)}."
    )


def _left_open(result: Result, lang: Language) -> str:
    """Name the gaps that the definition's method to fill them left: withheld, or nothing to make them of."""
    how = result.index.methods.name_of("impute")
    if how == "none":
        return ""
    measured, told = result.measured, ""
    open_ = np.isnan(measured.values[:-1])
    withheld = open_ & (measured.status[:-1] == _SUPPRESSED)
    for gaps, sv, en in (
        (withheld, "Röjandeskyddade värden fylls inte i", "Suppressed values are not filled in"),
        (open_ & ~withheld, f"Luckor som metoden ({how}) inte kan fylla", f"Gaps that {how} cannot fill"),
    ):
        counts = zip(result.index.members, gaps.sum(axis=0).tolist(), strict=True)
        names = [f"{result.label(m.id, lang)} ({n})" for m, n in counts if n]
        if names:
            areas = "antal områden" if lang == "sv" else "number of areas"
            told += f" {sv if lang == 'sv' else en}, {areas}: {join(names, lang=lang)}."
    return told


def _uncomputed(result: Result, lang: Language) -> str:
    """Name the dimensions with too few indicators, and what follows."""
    sv, text = lang == "sv", ""
    short: dict[tuple[str, bool], list[str]] = {}
    everywhere = True
    for level in result.index.levels[:-1]:
        covered = result.level_coverage[level.id]
        few = int((~reaches(covered, level.needed)).sum())
        if not few:
            continue
        counts = counting(level.stated, result.reference.weights[level.id])
        counts = counts[counts > 0]
        alike = bool(flat(counts, axis=-1))
        if alike:
            least = f"{round(float(covered.min()) * len(counts))} {'av' if sv else 'of'} {len(counts)}"
        else:
            share_there = with_unit(100 * float(covered.min()), "%", lang=lang)
            least = f"{share_there} {'av vikten' if sv else 'of the weight'}"
        everywhere = everywhere and few == len(result.areas)
        where = ""
        if few != len(result.areas):
            areas = ("område" if few == 1 else "områden") if sv else ("area" if few == 1 else "areas")
            where = f" i {few} {areas}" if sv else f" in {few} {areas}"
        told = f"{result.label(level.id, lang)} ({least}{where})"
        short.setdefault((_share_said(level.needed, lang), alike), []).append(told)
    for (share, alike), names in short.items():
        if alike and sv:
            text += f" Färre än {share} av indikatorerna har uppgifter i {join(names, lang=lang)}"
        elif alike:
            text += f" Fewer than {share} of the indicators have figures in {join(names, lang=lang)}"
        elif sv:
            text += f" Indikatorer med mindre än {share} av vikten har uppgifter i {join(names, lang=lang)}"
        else:
            text += (
                f" Indicators with less than {share} of the weight have figures in {join(names, lang=lang)}"
            )
        if result.partial:
            text += (
                "; beräknat på det som finns (delvis)." if sv else "; computed from what there is (partial)."
            )
        elif sv:
            text += f"; den delen, och därmed indexet, beräknas inte{'' if everywhere else ' där'}."
        else:
            text += f"; that part, and with it the index, is not computed{'' if everywhere else ' there'}."
    return text


def _share_said(share: float, lang: Language) -> str:
    """Say a share as one says it: two thirds, or so many per cent."""
    if same(share, 2 / 3):
        return "två tredjedelar" if lang == "sv" else "two thirds"
    return f"{number(100 * share, lang=lang)} {'procent' if lang == 'sv' else 'per cent'}"


def _plain(value: float, lang: Language) -> str:
    """Write a number of a definition with the decimals that it has."""
    return number(value, exact_decimals([value]), lang=lang)


def scale_line(result: Result, lang: Language = "sv") -> str:
    """Say how a score is read: what the zero point is, how long a point is, and which way it counts."""
    methods, stick = result.index.methods, result.reference
    sv = lang == "sv"
    zero, points = (_plain(value, lang) for value in (methods.zero, methods.points))
    higher = "högre är större utmaning" if sv else "higher is a greater challenge"
    if methods.name_of("normalise") == "z_score":
        if methods.centre == "whole":
            centre = "hela staden" if sv else "the whole city"
        else:
            centre = "områdenas medelvärde" if sv else "the mean of the areas"
        text = (
            f"{zero} är {centre}, {points} poäng är en standardavvikelse mellan områdena, {higher}."
            if sv
            else f"{zero} is {centre}, {points} points are one standard deviation between areas, {higher}."
        )
    elif methods.name_of("normalise") == "min_max" and not isinstance(methods.normalise, Mapping):
        low, high = zero, _plain(methods.zero + methods.points, lang)
        text = (
            f"Varje indikator går från {low} (minst utmaning bland områdena) till {high} (störst); {higher}."
            if sv
            else f"Each indicator runs from {low} (smallest challenge among the areas) to {high} (greatest); "
            f"{higher}."
        )
    else:
        method = find_methods("normalise").get(methods.name_of("normalise"))
        how = methods.name_of("normalise") if method is None else (method.sv if sv else method.en)
        text = f"Indikatorerna är normaliserade: {how}; {higher}." if sv else f"Normalised: {how}; {higher}."
    if not result.index.additive:
        known = find_methods("aggregate")
        used = dict.fromkeys(methods.name_of("aggregate", level.id) for level in result.index.levels)
        said = [
            f"{(known[n].sv if sv else known[n].en).partition(':')[0]} ({n})" if n in known else n
            for n in used
        ]
        text += f" {'Sammanvägning' if sv else 'Aggregation'}: {join(said, lang=lang)}."
    alike = stick.name == result.statistics.name and stick.periods == result.measured.periods
    if not alike or _of_other_figures(result):
        when = ", ".join(Calendar(filter(None, stick.periods)).in_order())
        text += f" Måttstock: {stick.name} {when}" if sv else f" Measured by {stick.name} {when}"
        if alike:
            text += ", med andra uppgifter än de här" if sv else ", with other figures than these"
        text += "."
    return text


def _of_other_figures(result: Result) -> bool:
    """Whether the stick was learnt from other figures than these, which are of everybody."""
    figures, values = result.reference.figures, result.measured.values
    total = result.statistics.total
    if figures is None or any(b.group != total for blocks in result.measured.used for b in blocks):
        return False
    if figures.shape != values.shape:
        return True
    return not bool((same(figures, values) | (np.isnan(figures) & np.isnan(values))).all())


def explain(result: Result, place: int, lang: Language) -> Explanation:
    """See :meth:`Result.explain`."""
    sv = lang == "sv"
    code = result.areas[place]
    lines = [area_name(code, result.statistics.name_of(code)), ""]
    scores, ranks = result.scores.iloc[place], result.ranks.iloc[place]
    if np.isnan(scores["index"]):
        lines.append(_no_index(result, scores, lang))
    else:
        rank, n = int(ranks["index"]), int(result.ranks["index"].notna().sum())
        tied = int((result.ranks["index"] == rank).sum()) > 1
        place_text = (
            f"plats {rank}{' (delad)' if tied else ''} av {n}, där 1 är störst utmaning"
            if sv
            else f"rank {rank}{' (shared)' if tied else ''} of {n}, where 1 is the greatest challenge"
        )
        lines.append(f"Index {number(scores['index'], score_decimals(result), lang=lang)}: {place_text}.")
    # Without an index there are still dimensions and distances to read.
    lines.append(scale_line(result, lang))
    if result.partial:
        lines.append(
            "Delvis beräknat: det som saknar uppgifter är utelämnat."
            if sv
            else "Partly computed: what has no figures is left out."
        )
    lines += ["", "Dimensioner" if sv else "Dimensions"]
    for dimension in result.index.walk():
        score = scores[dimension.id]
        decimals = score_decimals(result, dimension.id)
        shown = number(score, decimals, lang=lang) if not np.isnan(score) else "saknas" if sv else "missing"
        lines.append(f"  {dimension.label.in_(lang)}: {shown}")
    lines += ["", *_indicator_lines(result, place, lang), "", *caveats(result, lang)]
    return Explanation("\n".join(lines))


def _no_index(result: Result, scores: pd.Series[float], lang: Language) -> str:
    """Say that an area has no index, and which dimensions it lacks."""
    lacking = [d.label.in_(lang) for d in result.index.dimensions if np.isnan(scores[d.id])]
    if not lacking:
        return "Index saknas." if lang == "sv" else "No index."
    names = join(lacking, lang=lang)
    if lang == "sv":
        return f"Index saknas, eftersom {names} inte kan beräknas."
    return f"No index, because {names} cannot be computed."


def _indicator_lines(result: Result, place: int, lang: Language) -> list[str]:
    """List the indicators, those that raise the score first."""
    sv = lang == "sv"
    members = result.index.members
    values, city = result.measured.values[place], result.measured.values[-1]
    distance = np.nan_to_num(result.index.methods.points * result.normalised[place], nan=0.0)
    additive = result._additive and not np.isnan(result.level_scores["index"][place])
    parts = result.contributions.iloc[place].to_numpy() if additive else distance
    head = (
        (
            "Indikatorer, efter hur mycket de höjer eller sänker index (poäng)"
            if additive
            else "Indikatorer, avstånd till staden (poäng)"
        )
        if sv
        else (
            "Indicators, by how much they raise or lower the index (points)"
            if additive
            else "Indicators, distance from the city (points)"
        )
    )
    lines, decimals = [head], score_decimals(result)
    the_city = "hela staden" if sv else "whole city"
    for j in np.argsort(-parts, kind="stable"):
        indicator = members[j].indicator
        if np.isnan(values[j]):
            continue
        kind = QUALITIES[result.measured.quality[place, j]]
        mark = "" if kind == "official" else f" [{QUALITY_LABELS[kind][0].in_(lang)}]"
        lines.append(
            f"  {number(parts[j], decimals, lang=lang, sign=True)}  {indicator.label.in_(lang)}: "
            f"{with_unit(values[j], indicator.unit, indicator.decimals, lang=lang)} "
            f"({the_city} {with_unit(city[j], indicator.unit, indicator.decimals, lang=lang)}){mark}"
        )
    lacking = [members[j].indicator.label.in_(lang) for j in np.flatnonzero(np.isnan(values))]
    if lacking:
        lines.append(f"  {'Saknas' if sv else 'Missing'}: {join(lacking, lang=lang)}")
    return lines
