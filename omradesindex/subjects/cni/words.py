"""A Care Need Index in words: whose it is, how it is read, what it lacks and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.catalogue import variables
from omradesindex.frozen import Frozen
from omradesindex.statistics.vocabulary import QUALITIES, QUALITY_LABELS, STATUS_LABELS, STATUSES, TOTAL
from omradesindex.wording import Language, Text, area_name, join, number, say

if TYPE_CHECKING:
    from omradesindex.subjects.cni.answer import CniResult

_NEGLIGIBLE_DOUBT = 0.005
_GROUPS = Frozen({"women": Text("kvinnor", "women"), "men": Text("män", "men")})


def headline(result: CniResult, lang: Language) -> str:
    """What is shown, whose figures it is about, and of when."""
    name = result.statistics.name
    division = result.statistics.division
    if division is not None and division.made_up and "(påhittad)" not in name and "(made up)" not in name:
        name = f"{name} {say(lang, '(påhittad)', '(made up)')}"
    group = [
        _GROUPS[category].in_(lang) if category in _GROUPS else f"{column}: {category}"
        for column, category in zip(result.statistics.breakdowns, result.group, strict=True)
        if category != TOTAL
    ]
    parts = ["Care Need Index", name, result.period, *group]
    if result.partial and result.missing:
        parts.append(say(lang, "delvis beräknat", "partly computed"))
    return " · ".join(parts)


def scale_line(result: CniResult, lang: Language) -> str:
    """What the first figure means."""
    return {
        "raw": Text(
            "Poäng: viktad summa av grupperna, som växer med områdets storlek. Rang 1 är störst.",
            "Points: weighted sum of the groups, which grows with the area's size. Rank 1 is the largest.",
        ),
        "per_person": Text(
            "Poäng per invånare; högre är större väntat vårdbehov. Rang 1 är störst.",
            "Points per inhabitant; higher is greater expected need of care. Rank 1 is the greatest.",
        ),
        "riket": Text(
            "CNI: poäng per invånare i förhållande till riket (riket = 1); högre är större väntat vårdbehov. "
            "Rang 1 är störst.",
            "CNI: points per inhabitant relative to the country (country = 1); higher is greater expected "
            "need of care. Rank 1 is the greatest.",
        ),
    }[result.normalise].in_(lang)


def label(name: str, lang: Language) -> str:
    """What a variable is called."""
    return variables()[name].label.in_(lang)


def notes(result: CniResult, lang: Language) -> list[str]:
    """What every reader must be told."""
    lines = [*_missing(result, lang), *_reference(result, lang), *_own_weights(result, lang)]
    known = ~np.isnan(result.counts[:-1]).all(axis=1)
    qualities = [QUALITIES[q] for q in np.unique(result.quality[:-1][known])]
    kinds = join([QUALITY_LABELS[quality][1].in_(lang) for quality in qualities], lang=lang)
    lines.append(f"{say(lang, 'Uppgifterna är', 'The figures are')} {kinds}.")
    doubt = float(result.doubtful[:-1].max(initial=0.0))
    if doubt >= _NEGLIGIBLE_DOUBT:
        area = _area(result, result.areas[int(result.doubtful[:-1].argmax())])
        percent = number(100 * doubt, lang=lang)
        lines.append(
            say(
                lang,
                f"Osäker områdestillhörighet: som mest {percent} procent av folkmängden, i {area}.",
                f"Doubtful membership: at most {percent} per cent of the population, in {area}.",
            )
        )
    if result.indicator.note is not None:
        lines.append(result.indicator.note.in_(lang))
    return [*lines, *result.statistics.notes]


def _area(result: CniResult, code: str) -> str:
    return area_name(code, result.statistics.name_of(code))


def _labels(names: Sequence[str], lang: Language) -> str:
    labels = [label(name, lang) for name in names]
    return join([text[:1].lower() + text[1:] for text in labels], lang=lang)


def _missing(result: CniResult, lang: Language) -> list[str]:
    """Which variables are missing where, and what that does to the figures."""
    if not result.missing:
        return []
    lines = []
    if result.lacking:
        everywhere = say(lang, "Saknas i alla områden", "Missing in all areas")
        lines.append(f"{everywhere}: {_labels(result.lacking, lang)}.")
    for row, code in enumerate(result.areas):
        others = [name for name in result.missing.get(code, ()) if name not in result.lacking]
        if others:
            why = _why(result, row, others, lang)
            lines.append(f"{say(lang, 'Saknas i', 'Missing in')} {_area(result, code)}: {why}.")
    if not result.partial:
        lines.append(
            say(
                lang,
                "Där någon uppgift saknas räknas inget tal; partial=True räknar på de grupper som finns.",
                "Where a figure is missing nothing is computed; partial=True computes from what there is.",
            )
        )
    elif result.normalise == "riket" and result.reference_from_counts:
        lines.append(
            say(
                lang,
                "Delvis beräknat: riket är räknat utan samma grupper som området.",
                "Partly computed: the country is computed without the groups that the area lacks.",
            )
        )
    else:
        lines.append(
            say(
                lang,
                "Delvis beräknat: med alla grupper vore talen lika stora eller större. "
                "Ett område som saknar något som andra har får ingen rang.",
                "Partly computed: with all groups the figures would be as large or larger. "
                "An area that lacks what others have gets no rank.",
            )
        )
    return lines


def _why(result: CniResult, row: int, names: Sequence[str], lang: Language) -> str:
    """The variables, those whose figure is withheld marked so."""
    place = {name: k for k, name in enumerate(result.weights)}
    labels = []
    for name in names:
        status = STATUSES[result.status[row, place[name]]] if name in place else "missing"
        why = "" if status == "missing" else f" ({STATUS_LABELS[status][0].in_(lang)})"
        labels.append(f"{_labels([name], lang)}{why}")
    return join(labels, lang=lang)


def _reference(result: CniResult, lang: Language) -> list[str]:
    """What the country's figure is, and when it cannot be trusted to fit."""
    if result.reference is None:
        return []
    name = result.reference_name or say(lang, "angivet utan källa och år", "given without source and year")
    known = result.reference[~np.isnan(result.reference)]
    if known.size and np.ptp(known) == 0:
        unit = say(lang, "poäng per invånare", "points per inhabitant")
        value = f"{number(float(known[0]), 4, lang=lang)} {unit}"
    else:
        value = say(lang, "räknat på de grupper som varje område har", "from the groups that each area has")
    lines = [f"{say(lang, 'Riksvärde', 'National value')}: {value} ({name})."]
    if result.own_weights and not result.reference_from_counts:
        lines.append(
            say(
                lang,
                "Vikterna är egna: riksvärdet måste vara räknat med samma vikter, "
                "och det går inte att pröva här.",
                "The weights are your own: the national value must rest on the same weights, which cannot be "
                "checked here.",
            )
        )
    return lines


def _own_weights(result: CniResult, lang: Language) -> list[str]:
    if not result.own_weights:
        return []
    weights = [f"{label(name, lang)} {number(w, 2, lang=lang)}" for name, w in result.weights.items()]
    return [f"{say(lang, 'Egna vikter', 'Own weights')}: {'; '.join(weights)}."]
