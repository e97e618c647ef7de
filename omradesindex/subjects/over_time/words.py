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
from omradesindex.subjects.over_time.cost import cost_of
from omradesindex.wording import NBSP, Language, Text, area_name, inside, join, number, plural, say

if TYPE_CHECKING:
    from omradesindex.index import Result
    from omradesindex.subjects.over_time.over_time import OverTime

#: Sign of each verdict, so that colour is not needed.
SIGNS = {"improved": "▼", "worsened": "▲", "noise": "●", "untested": "○"}

#: What may be chance, and what nobody knows, are two things.
UNDECIDED = {
    "noise": Text("ingen säker ändring", "no certain change"),
    "untested": Text("går inte att säga", "cannot be told"),
}
#: Each verdict of a score on the stick, of one beside the city's own change, and of places.
VERDICT_LABELS: Mapping[str, Text] = {
    "improved": Text("har sjunkit (bättre villkor)", "has fallen (better conditions)"),
    "worsened": Text("har stigit (svårare villkor)", "has risen (harder conditions)"),
    **UNDECIDED,
}
CITY_LABELS: Mapping[str, Text] = {
    "improved": Text("har gått bättre än staden", "has done better than the city"),
    "worsened": Text("har halkat efter staden", "has fallen behind the city"),
    **UNDECIDED,
}
RANK_LABELS: Mapping[str, Text] = {
    "improved": Text("längre från plats 1", "further from place 1"),
    "worsened": Text("närmare plats 1", "nearer place 1"),
    **UNDECIDED,
}
#: The same in a cell, beside its sign.
CELLS: Mapping[str, Text] = {
    "improved": Text("bättre villkor", "better conditions"),
    "worsened": Text("svårare villkor", "harder conditions"),
    **UNDECIDED,
}
CITY_CELLS: Mapping[str, Text] = {
    "improved": Text("bättre än staden", "better than the city"),
    "worsened": Text("efter staden", "behind the city"),
    **UNDECIDED,
}

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

#: What follows where chance is known for too little, of two years and of many.
_TOO_LITTLE = {
    False: Text("Därför prövas inte indexets ändring.", "So its change is not tested."),
    True: Text("Därför används den inte.", "So it is not used."),
}

#: Up to so many areas of one verdict are named; of more, how many there are.
_NAMED = 5


def verdict_text(verdict: str, labels: Mapping[str, Text], lang: Language) -> str:
    """A verdict with its sign."""
    return f"{SIGNS[verdict]} {labels[verdict].in_(lang)}"


def with_prices(held: OverTime, labels: Mapping[str, Text], column: str = "index") -> Mapping[str, Text]:
    """Verdicts as they are called, with the reason where prices are why a column cannot be tested."""
    names = held.untold(column) if column in held.columns else ()
    cause = next((why for why in _UNPRICED if why in {held.unpriced[name] for name in names}), None)
    return labels if cause is None else {**labels, "untested": _UNPRICED[cause][0]}


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
        label = with_prices(held, labels)[verdict].in_(lang)
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
        return say(
            lang,
            f"{stick}. Plats 1 har störst utmaning.",
            f"{stick}. Place 1 has the greatest challenge.",
        )
    cells = CITY_CELLS if held.against == "city" else CELLS
    signs = [verdict_text(verdict, cells, lang) for verdict in ("improved", "worsened", "noise")]
    return f"{stick}. {', '.join(signs)}."


def judged_lines(held: OverTime, lang: Language) -> list[str]:
    """What the intervals hold, and what they rest on."""
    city = say(
        lang,
        "Bedömningen gäller hur mycket mer än hela staden området har ändrats.",
        "What is judged is how much more than the whole city the area has changed.",
    )
    lines = [
        _interval_line(held, lang),
        city if held.against == "city" and not held.by_rank else "",
        held.errors[-1].dependence.text.in_(lang),
        _cost_line(held, lang),
        _correlation_line(held, lang),
        _known_line(held, lang),
    ]
    return [line for line in lines if line]


def _interval_line(held: OverTime, lang: Language) -> str:
    percent, risk = (f"{number(100 * share, lang=lang)}{NBSP}%" for share in (held.level, 1 - held.level))
    if held.by_rank:
        return say(
            lang,
            f"Inom parentes står de platser som inte kan uteslutas ({percent}, alla områden och båda åren "
            "samtidigt). En plats har ändrats säkert först när åren inte har någon av dem gemensam.",
            f"In brackets stand the places that cannot be ruled out ({percent}, all areas and both years at "
            "once). A place has changed for certain only where the years have none of them in common.",
        )
    return say(
        lang,
        "Uppgifter går lite upp och ner av en slump. Vi säger att ett område har ändrats först när ändringen "
        f"är större än så. Har inget ändrats är risken högst {risk} att vi ändå säger det om något område. "
        f"Slumpintervallen gäller alla områden samtidigt ({percent}). Oklar områdestillhörighet är densamma "
        "alla år och räknas inte.",
        "Figures go up and down a little by chance. We say that an area has changed only when the change is "
        f"larger than that. Where nothing has changed, the risk is at most {risk} that we still say so of "
        f"any area. The chance intervals hold for all areas at once ({percent}). Unclear membership is the "
        "same in all years and is not counted.",
    )


def _cost_line(held: OverTime, lang: Language) -> str:
    """How large a true change must be to be found, and how large if the errors did not hang together."""
    cost = cost_of(held)
    if cost is None:
        return ""
    slopes = len(held.results) > 2
    found, alone = (number(points, 2 if slopes else 1, lang=lang) for points in cost)
    unit = say(lang, "poäng om året", "points a year") if slopes else say(lang, "poäng", "points")
    line = say(
        lang,
        f"En verklig ändring på {found} {unit} hittas ungefär varannan gång.",
        f"A true change of {found} {unit} is found about every second time.",
    )
    if held.dependence != "moderate" or found == alone:
        return line
    return line + say(
        lang,
        f" Vore felen oberoende skulle {alone} räcka. Antagandet är prövat på simulerade personer.",
        f" If the errors were independent, {alone} would do. The assumption has been tried on simulated "
        "persons.",
    )


def _correlation_line(held: OverTime, lang: Language) -> str:
    if held.counted_persons:
        return say(
            lang,
            "Hur slumpen hänger ihop mellan åren är räknat på de personer som är med båda åren.",
            "How chance hangs together between the years is computed from those who are there in both.",
        )
    if held.correlation == 0:
        return say(
            lang,
            "Slumpen antas vara oberoende från år till år.",
            "Chance is assumed to be independent from year to year.",
        )
    rho = number(held.correlation, 2, lang=lang)
    return say(
        lang,
        f"Mellan slumpen i olika år antas korrelationen {rho}.",
        f"The correlation of chance between years is assumed to be {rho}.",
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
        rest = _TOO_LITTLE[many].in_(lang)
        return say(
            lang,
            f"Slumpen är känd för {share} av indexets vikt. Det är mindre än hälften. {rest}",
            f"Chance is known for {share} of the index's weight. That is less than half. {rest}",
        )
    if reaches(known, 1.0):
        return ""
    return say(
        lang,
        f"Slumpen är känd för {share} av indexets vikt. Resten antas vara lika osäker.",
        f"Chance is known for {share} of the index's weight. The rest is assumed to be as uncertain.",
    )


def verdicts_line(verdicts: Sequence[str], lang: Language) -> str:
    """Say of how many areas it is certain that they have changed, in a figure's text.

    Examples
    --------
    >>> verdicts_line(["improved", "noise", "noise"], "sv")
    'Säkert åt det bättre hållet: 1 av 3 områden, åt det svårare: 0.'
    """
    n, better, worse = len(verdicts), list(verdicts).count("improved"), list(verdicts).count("worsened")
    areas = say(lang, plural(n, "område", "områden"), plural(n, "area", "areas"))
    return say(
        lang,
        f"Säkert åt det bättre hållet: {better} av {n} {areas}, åt det svårare: {worse}.",
        f"Certainly in the better direction: {better} of {n} {areas}, in the harder: {worse}.",
    )


def uneven_lines(held: OverTime, lang: Language) -> list[str]:
    """The indicators that come and go."""
    if not held.uneven:
        return []
    names = _listed(held, held.uneven, lang)
    return [
        say(
            lang,
            f"Uppgift finns inte alla år i alla områden för {names}. En del av ändringen beror därför på vad "
            "som mäts.",
            f"Not every area has figures in every year for {names}. Part of the change is therefore one of "
            "what is measured.",
        )
    ]


def rests_on(held: OverTime, lang: Language, whole: Result | None = None) -> list[str]:
    """Prices, quality, notes and sources of the last result; of the earlier what is not the same there.

    Where a part of an index is compared, and the ``whole`` stands beside it, the whole's.
    """
    *earlier, last = held.results
    if whole is not None and whole is not last:
        earlier, last = [], whole
    told = (*price_lines(held, lang), *caveats(last, lang, earlier), words.source_line(last, lang))
    return [text for text in told if text]
