"""The words that pages and charts over time share: the stick, the verdicts, and what they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index import words
from omradesindex.index.caveats import caveats
from omradesindex.index.off_the_stick import bases_of
from omradesindex.index.uncertainty.score_errors import LEAST_KNOWN
from omradesindex.methods.equal import reaches
from omradesindex.statistics.prices import CURRENT, basis_label
from omradesindex.wording import NBSP, Language, Text, area_name, inside, join, number, plural, say

if TYPE_CHECKING:
    from omradesindex.subjects.over_time.over_time import OverTime

#: Sign of each verdict, so that colour is not needed.
SIGNS = {"improved": "▼", "worsened": "▲", "noise": "●", "untested": "○"}

#: Each verdict of a score.
VERDICT_LABELS = {
    "improved": Text("förbättrats", "improved"),
    "worsened": Text("försämrats", "worsened"),
    "noise": Text("inte mer än slump", "no more than noise"),
    "untested": Text("kan inte prövas", "cannot be tested"),
}
#: The same of ranks, which say nothing of the area's own figures.
RANK_LABELS = {
    **VERDICT_LABELS,
    "improved": Text("längre från första plats", "further from the first place"),
    "worsened": Text("närmare första plats", "nearer the first place"),
}

#: The verdict of amounts that nobody can judge.
UNTOLD = Text("går inte att säga", "cannot be told")
#: Why nobody can judge amounts of two years, as a verdict, and what is said of the indicators.
_UNPRICED = {
    "current": (
        Text("går inte att säga (löpande priser)", "cannot be told (current prices)"),
        Text("{names} är i löpande priser", "{names}: in current prices"),
    ),
    "unstated": (
        Text("går inte att säga (okända priser)", "cannot be told (prices not stated)"),
        Text("{names}: det står inte i vilket års priser", "{names}: of which year's prices is not stated"),
    ),
    "limit": (
        Text("går inte att säga (gräns i kronor)", "cannot be told (a limit in kronor)"),
        Text(
            "{names} räknas mot en gräns i kronor som står still",
            "{names}: counted at a limit in kronor that stands still",
        ),
    ),
}

#: Up to so many areas of one verdict are named; of more, how many there are.
_NAMED = 5


def verdict_text(verdict: str, labels: Mapping[str, Text], lang: Language) -> str:
    """A verdict with its sign."""
    return f"{SIGNS[verdict]} {labels[verdict].in_(lang)}"


def with_prices(
    held: OverTime, labels: Mapping[str, Text], column: str = "index", *, why: bool = False
) -> Mapping[str, Text]:
    """Verdicts as they are called where it is because of prices that a column cannot be tested.

    ``why``: with the reason, for which a cell has no room.
    """
    names = held.untold(column) if column in held.columns else ()
    cause = next((why for why in _UNPRICED if why in {held.unpriced[name] for name in names}), None)
    if cause is None:
        return labels
    return {**labels, "untested": _UNPRICED[cause][0] if why else UNTOLD}


def price_lines(held: OverTime, lang: Language) -> list[str]:
    """What cannot be judged because of prices, and why; else whose prices amounts are in."""
    untold = [column for column in held.columns if held.untold(column)]
    if not untold:
        bases = [basis_label(basis, lang) for basis in bases_of(held.results[-1]) if basis != CURRENT]
        return [say(lang, f"Belopp är i {bases[0]}.", f"Amounts are in {bases[0]}.")] if bases else []
    columns = _listed(held, untold, lang)
    head = say(
        lang,
        f"Om {columns} har ändrats går inte att säga.",
        f"Whether {columns} changed cannot be told.",
    )
    causes = {name: held.unpriced[name] for column in untold for name in held.untold(column)}
    told = [
        text.in_(lang).format(names=_listed(held, names, lang))
        for why, (_, text) in _UNPRICED.items()
        if (names := [name for name, cause in causes.items() if cause == why])
    ]
    remedy = say(
        lang, "Räkna om beloppen till ett års priser.", "Convert the amounts to the prices of one year."
    )
    return [" ".join((head, *(f"{text[:1].upper()}{text[1:]}." for text in told), remedy))]


def _listed(held: OverTime, names: Sequence[str], lang: Language) -> str:
    return join([inside(held.label(name, lang)) for name in names], lang=lang)


def verdict_line(held: OverTime, labels: Mapping[str, Text], lang: Language) -> str:
    """Which areas have which verdict; how many, where they are many."""
    parts = []
    for verdict in ("improved", "worsened", "noise", "untested"):
        codes = held.with_verdict(verdict)
        if not codes:
            continue
        named = [area_name(code, held.name_of(code)) for code in codes]
        many = number(len(codes), lang=lang)
        count = say(
            lang,
            f"{many} {plural(len(codes), 'område', 'områden')}",
            f"{many} {plural(len(codes), 'area', 'areas')}",
        )
        firm = verdict in ("improved", "worsened") and len(codes) <= _NAMED
        label = with_prices(held, labels, why=True)[verdict].in_(lang)
        parts.append(f"{label[:1].upper()}{label[1:]}: {join(named, lang=lang) if firm else count}.")
    return " ".join(parts)


def interval(low: float, high: float, lang: Language, decimals: int) -> str:
    """Write two limits, each with its sign."""
    if np.isnan(low):
        return number(low)
    ends = (number(value, decimals, lang=lang, sign=True) for value in (low, high))
    return say(lang, " till ", " to ").join(ends)


def stick_line(held: OverTime, lang: Language) -> str:
    """Which stick was used, and which way is which."""
    stick = held.stick.in_(lang)
    if held.by_rank:
        return say(lang, f"{stick}; 1 = störst utmaning.", f"{stick}; 1 = greatest challenge.")
    return say(
        lang,
        f"{stick}. Högre är större utmaning: ▼ förbättring, ▲ försämring, ● inte mer än slump.",
        f"{stick}. Higher is greater challenge: ▼ improvement, ▲ worsening, ● no more than noise.",
    )


def judged_lines(held: OverTime, lang: Language) -> list[str]:
    """What the intervals hold, and what they rest on."""
    city = say(
        lang,
        "Bedömt är hur mycket mer än hela staden området har ändrats.",
        "Judged is how much more than the whole city the area has changed.",
    )
    lines = [
        _interval_line(held, lang),
        city if held.against == "city" and not held.by_rank else "",
        held.errors[-1].dependence.text.in_(lang),
        _correlation_line(held, lang),
        _known_line(held, lang),
    ]
    return [line for line in lines if line]


def _interval_line(held: OverTime, lang: Language) -> str:
    percent, risk = (f"{number(100 * share, lang=lang)}{NBSP}%" for share in (held.level, 1 - held.level))
    if held.by_rank:
        return say(
            lang,
            f"En plats har ändrats mer än slumpen om de platser som inte kan uteslutas ({percent}, alla "
            "områden och båda åren samtidigt; inom parentes i tabellen) inte har någon gemensam.",
            f"A rank has changed by more than noise where the places that cannot be ruled out ({percent}, "
            "all areas and both years at once; in brackets in the table) have none in common.",
        )
    return say(
        lang,
        f"Intervallen gäller alla områden samtidigt ({percent}): om ingenting har ändrats är risken högst "
        f"{risk} att något område alls pekas ut. Det som varierar är slumpen i uppgifterna; osäker "
        "områdestillhörighet är densamma i alla år och räknas inte.",
        f"The intervals hold for all areas at once ({percent}): where nothing has changed, the risk is at "
        f"most {risk} that any area is named at all. What varies is chance in the figures; doubtful "
        "membership is the same in all years and is not counted.",
    )


def _correlation_line(held: OverTime, lang: Language) -> str:
    if held.counted_persons:
        return say(
            lang,
            "Hur årens fel hänger ihop är räknat på de personer som är med båda åren.",
            "How the years' errors hang together is computed from the persons who are there in both years.",
        )
    if held.correlation == 0:
        return say(
            lang,
            "Årens fel antas vara oberoende av varandra.",
            "The years' errors are assumed to be independent.",
        )
    rho = number(held.correlation, 2, lang=lang)
    return say(
        lang,
        f"Mellan årens fel antas korrelationen {rho}.",
        f"The correlation between the years' errors is assumed to be {rho}.",
    )


def _known_line(held: OverTime, lang: Language) -> str:
    """How much of the index's weight has a known error, where it is not all and there is an index."""
    if all(np.isnan(result.level_scores["index"]).all() for result in held.results):
        return ""
    known = held.known_share
    share = f"{number(100 * known, lang=lang)}{NBSP}%"
    if known < LEAST_KNOWN:
        # The errors of a trend come from its scatter then; two years have none.
        many = len(held.results) > 2
        sv = "felet används därför inte" if many else "indexets förändring prövas därför inte"
        en = "the error is therefore not used" if many else "its change is therefore not tested"
        return say(
            lang,
            f"Felet är känt för indikatorer med {share} av indexets vikt. Det är mindre än hälften, och "
            f"{sv}.",
            f"The error is known for indicators with {share} of the index's weight. That is less than half, "
            f"and {en}.",
        )
    if reaches(known, 1.0):
        return ""
    return say(
        lang,
        f"Felet är känt för indikatorer med {share} av indexets vikt; de övriga antas vara lika osäkra.",
        f"The error is known for indicators with {share} of the index's weight; the others are assumed to "
        "be as uncertain.",
    )


def uneven_lines(held: OverTime, lang: Language) -> list[str]:
    """The indicators that come and go."""
    if not held.uneven:
        return []
    names = join([held.label(name, lang) for name in held.uneven], lang=lang)
    return [
        say(
            lang,
            f"Uppgift finns inte alla år i alla områden för: {names}. En del av förändringen är därför en "
            "ändring av vad som mäts.",
            f"Not every area has figures in every year for: {names}. Part of the change is therefore one of "
            "what is measured.",
        )
    ]


def rests_on(held: OverTime, lang: Language) -> list[str]:
    """Prices, quality, notes and sources of the last result; of the earlier what is not the same there."""
    *earlier, last = held.results
    told = (*price_lines(held, lang), *caveats(last, lang, earlier), words.source_line(last, lang))
    return [text for text in told if text]
