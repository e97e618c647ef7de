"""A Care Need Index in words: whose it is, how it is read, what it lacks and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue import variables
from omradesindex.frozen import Frozen
from omradesindex.statistics.notices import note_in
from omradesindex.statistics.vocabulary import QUALITIES, QUALITY_LABELS, STATUS_LABELS, STATUSES, TOTAL
from omradesindex.wording import Language, Text, area_name, called_made_up, join, number, say, some

if TYPE_CHECKING:
    from omradesindex.subjects.cni.numbers import CniNumbers

Floats = NDArray[np.float64]

_NEGLIGIBLE_DOUBT = 0.005
#: Areas that a summary names, but for those that share the last of the places.
_LEADING = 3
_GROUPS = Frozen({"women": Text("kvinnor", "women"), "men": Text("män", "men")})


def headline(result: CniNumbers, lang: Language) -> str:
    """What is shown, whose figures it is about, and of when."""
    name = result.statistics.name
    division = result.statistics.division
    if division is not None and division.made_up:
        name = called_made_up(name, lang)
    group = [
        _GROUPS[category].in_(lang) if category in _GROUPS else f"{column}: {category}"
        for column, category in zip(result.statistics.breakdowns, result.group, strict=True)
        if category != TOTAL
    ]
    parts = ["Care Need Index", name, result.period, *group]
    if result.partial and result.missing:
        parts.append(_rests_on(result, lang))
    return " · ".join(parts)


def _rests_on(result: CniNumbers, lang: Language) -> str:
    """How many of the groups a partial figure rests on: the most of any area."""
    held = (~np.isnan(result.counts[:-1])).sum(axis=1)
    most = "" if held.min() == held.max() else say(lang, "högst ", "at most ")
    n, of = int(held.max()), len(result.weights)
    return say(lang, f"bygger på {most}{n} av {of} grupper", f"rests on {most}{n} of {of} groups")


def scale_line(result: CniNumbers, lang: Language) -> str:
    """What the first figure means."""
    return {
        "raw": Text(
            "Poäng: antalet i varje grupp gånger gruppens vikt, hopräknat. De växer med områdets storlek. "
            "Plats 1 har flest poäng.",
            "Points: the number in each group times its weight, added up. They grow with the area's size. "
            "Place 1 has the most points.",
        ),
        "per_person": Text(
            "Poäng per invånare. Fler poäng är större väntat vårdbehov. Plats 1 har störst väntat behov.",
            "Points per inhabitant. More points are a greater expected need of care. Place 1 has the "
            "greatest.",
        ),
        "riket": Text(
            "CNI är poäng per invånare, delade med rikets. 1 är som i riket. Över 1 är väntat vårdbehov "
            "större. Plats 1 har störst väntat behov.",
            "CNI is points per inhabitant, divided by the country's. 1 is as in the country. Above 1 the "
            "expected need of care is greater. Place 1 has the greatest.",
        ),
    }[result.normalise].in_(lang)


def standing_line(ranks: Floats, row: int, lang: Language) -> str:
    """Say an area's place among those that have one; nothing of the whole city."""
    if row == len(ranks) or np.isnan(ranks[row]):
        return ""
    ranked, shared = int((~np.isnan(ranks)).sum()), int((ranks == ranks[row]).sum()) > 1
    return say(
        lang,
        f"Plats {ranks[row]:.0f}{' (delad)' if shared else ''} av {ranked}.",
        f"Place {ranks[row]:.0f}{' (shared)' if shared else ''} of {ranked}.",
    )


def leading_line(result: CniNumbers, lang: Language) -> str:
    """Name the areas with the first places; nothing where none has a place."""
    places = result.ranks.astype(float).sort_values(kind="stable").dropna()
    names = [_area(result, code) for code in places.index[places <= _LEADING]]
    if not names:
        return ""
    if result.normalise == "raw":
        head = say(lang, "Flest poäng", "Most points")
    else:
        head = say(lang, "Störst väntat behov", "Greatest expected need")
    told = join(names, lang=lang) if len(names) <= _LEADING else some(names, _LEADING, lang=lang)
    return f"{head}: {told}."


def label(name: str, lang: Language) -> str:
    """What a variable is called."""
    return variables()[name].label.in_(lang)


def notes(result: CniNumbers, lang: Language) -> list[str]:
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
                "Några mindre delområden kan höra till ett annat område. Det gäller mest "
                f"{area}: upp till {percent} procent av folkmängden.",
                "Some smaller sub-areas may belong to another area. This is so most of all in "
                f"{area}: up to {percent} per cent of the population.",
            )
        )
    lines.append(say(lang, "Gruppernas namn är SCB:s.", "The groups are named as SCB names them."))
    if result.indicator.note is not None:
        lines.append(result.indicator.note.in_(lang))
    return [*lines, *(note_in(note, lang) for note in result.statistics.notes)]


def _area(result: CniNumbers, code: str) -> str:
    return area_name(code, result.statistics.name_of(code))


def _labels(names: Sequence[str], lang: Language) -> str:
    labels = [label(name, lang) for name in names]
    return join([text[:1].lower() + text[1:] for text in labels], lang=lang)


def _missing(result: CniNumbers, lang: Language) -> list[str]:
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
                "Där någon uppgift saknas räknas inget, om man inte ber om det.",
                "Where a figure is missing nothing is computed, unless it is asked for.",
            )
        )
    elif result.normalise == "riket" and result.reference_from_counts:
        lines.append(
            say(
                lang,
                "Delvis beräknat: riket är räknat utan de grupper som området saknar.",
                "Partly computed: the country is computed without the groups that the area lacks.",
            )
        )
    else:
        lines.append(
            say(
                lang,
                "Delvis beräknat: med alla grupper vore talen lika stora eller större, och områdena kunde ha "
                "andra platser. "
                "Ett område som saknar något som andra har får ingen plats.",
                "Partly computed: with all groups the figures would be as large or larger, and areas could "
                "have other places. "
                "An area that lacks what others have gets no place.",
            )
        )
    return lines


def _why(result: CniNumbers, row: int, names: Sequence[str], lang: Language) -> str:
    """The variables, those whose figure is withheld marked so."""
    place = {name: k for k, name in enumerate(result.weights)}
    labels = []
    for name in names:
        status = STATUSES[result.status[row, place[name]]] if name in place else "missing"
        why = "" if status == "missing" else f" ({STATUS_LABELS[status][0].in_(lang)})"
        labels.append(f"{_labels([name], lang)}{why}")
    return join(labels, lang=lang)


def _reference(result: CniNumbers, lang: Language) -> list[str]:
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
                "Vikterna är egna. Riksvärdet måste vara räknat med samma vikter, och det går inte att "
                "pröva här.",
                "The weights are your own. The national value must rest on the same weights, which cannot "
                "be checked here.",
            )
        )
    return lines


def _own_weights(result: CniNumbers, lang: Language) -> list[str]:
    if not result.own_weights:
        return []
    weights = [f"{label(name, lang)} {number(w, 2, lang=lang)}" for name, w in result.weights.items()]
    return [f"{say(lang, 'Egna vikter', 'Own weights')}: {'; '.join(weights)}."]
