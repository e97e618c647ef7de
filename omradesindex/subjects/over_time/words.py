"""The words that pages and charts over time share: the stick, the verdicts, and what they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index import words
from omradesindex.index.caveats import caveats
from omradesindex.methods.equal import reaches
from omradesindex.subjects.change.words import CAUSE_LABELS
from omradesindex.subjects.over_time.noise import LEAST_KNOWN
from omradesindex.wording import NBSP, Language, area_name, join, number, say

if TYPE_CHECKING:
    from omradesindex.subjects.change.answer import Change
    from omradesindex.subjects.trend.answer import Trend

#: Sign of each verdict, so that colour is not needed.
SIGNS = {"improved": "▼", "worsened": "▲", "noise": "●", "untested": "○"}

_REASONS = {
    "worsened": ("stor försämring", "large worsening"),
    "improved": ("stor förbättring", "large improvement"),
    "entered": ("har kommit bland de första", "has come among the first"),
    "left": ("är inte längre bland de första", "is no longer among the first"),
}


def stick_line(held: Change | Trend, lang: Language) -> str:
    """Which stick was used, and which way is which."""
    stick = held.stick.in_(lang)
    if held.by_rank:
        return say(lang, f"{stick}; 1 = störst utmaning.", f"{stick}; 1 = greatest challenge.")
    return say(
        lang,
        f"{stick}. Högre är större utmaning: ▼ förbättring, ▲ försämring, ● inte mer än slump.",
        f"{stick}. Higher is greater challenge: ▼ improvement, ▲ worsening, ● no more than noise.",
    )


def judged_lines(held: Change | Trend, lang: Language) -> list[str]:
    """What the intervals hold, and what they rest on."""
    percent = f"{number(100 * held.level, lang=lang)}{NBSP}%"
    told = []
    if held.by_rank:
        told.append(
            say(
                lang,
                f"En plats har ändrats mer än slumpen om de platser som inte kan uteslutas ({percent}, alla "
                "områden och båda åren samtidigt; inom parentes i tabellen) inte har någon gemensam.",
                "A rank has changed by more than noise where the places that cannot be ruled out "
                f"({percent}, all areas and both years at once; in brackets in the table) have none in "
                "common.",
            )
        )
    else:
        told.append(
            say(
                lang,
                f"Intervallen gäller alla områden samtidigt ({percent}): om ingenting har ändrats är risken "
                f"högst {number(100 * (1 - held.level))}{NBSP}% att något område alls pekas ut. Det som "
                "varierar är slumpen i uppgifterna; osäker områdestillhörighet är densamma i alla år och "
                "räknas inte.",
                f"The intervals hold for all areas at once ({percent}): where nothing has changed, the risk "
                f"is at most {number(100 * (1 - held.level), lang=lang)}{NBSP}% that any area is named at "
                "all. What varies is chance in the figures; doubtful membership is the same in all years "
                "and is not counted.",
            )
        )
    if held.against == "city" and not held.by_rank:
        told.append(
            say(
                lang,
                "Bedömt är hur mycket mer än hela staden området har ändrats.",
                "Judged is how much more than the whole city the area has changed.",
            )
        )
    rho = number(held.correlation, 1, lang=lang)
    told.append(
        say(
            lang,
            "Årens fel antas vara oberoende av varandra."
            if held.correlation == 0
            else f"Mellan årens fel antas korrelationen {rho}.",
            "The years' errors are assumed to be independent."
            if held.correlation == 0
            else f"The correlation between the years' errors is assumed to be {rho}.",
        )
    )
    known = known_share(held)
    share = number(100 * known, lang=lang)
    if known < LEAST_KNOWN:
        sv, en = (
            ("och felet används därför inte", "and the error is therefore not used")
            if hasattr(held, "lines")
            else ("och indexets förändring prövas därför inte", "and its change is therefore not tested")
        )
        told.append(
            say(
                lang,
                f"Felet är känt för indikatorer med {share}{NBSP}% av indexets vikt. Det är mindre än "
                f"hälften, {sv}.",
                f"The error is known for indicators with {share}{NBSP}% of the index's weight. That is less "
                f"than half, {en}.",
            )
        )
    elif not reaches(known, 1.0):
        told.append(
            say(
                lang,
                f"Felet är känt för indikatorer med {share}{NBSP}% av indexets vikt; de övriga antas vara "
                "lika osäkra.",
                f"The error is known for indicators with {share}{NBSP}% of the index's weight; the others "
                "are assumed to be as uncertain.",
            )
        )
    return told


def known_share(held: Change | Trend) -> float:
    """Smallest share of the index's weight whose indicators have a known error."""
    shares = [np.asarray(e.score_known["index"]) for e in held.errors if "index" in e.score_known]
    found = np.concatenate(shares) if shares else np.zeros(1)
    found = found[~np.isnan(found)]
    return float(found.min()) if found.size else 0.0


def reopen_lines(held: Change | Trend, lang: Language) -> list[str]:
    """The areas whose strategy should be opened again, and the rule."""
    found = held.reopen(top=min(3, len(held.areas)))
    rule = say(
        lang,
        "mer än slump och minst en halv standardavvikelse mellan områden, eller in i eller ut ur de tre "
        "första",
        "more than noise and at least half a standard deviation between areas, or into or out of the first "
        "three",
    )
    if not len(found) and held.verdicts["index"].eq("untested").all():
        return [
            say(
                lang,
                "Om något områdes strategi bör omprövas går inte att säga: ingen förändring kan prövas.",
                "Whether any area's strategy should be reopened cannot be said: no change can be tested.",
            )
        ]
    if not len(found):
        return [
            say(
                lang,
                f"Inget område bör få sin strategi omprövad ({rule}).",
                f"No area's strategy should be reopened ({rule}).",
            )
        ]
    column = 0 if lang == "sv" else 1
    told = [
        f"{area_name(area, name)} ({', '.join(_REASONS[reason][column] for reason in reasons.split(', '))})"
        for area, name, reasons in zip(found["area"], found["name"], found["reasons"], strict=True)
    ]
    return [
        say(
            lang,
            f"Områden vars strategi bör omprövas ({rule}): {join(told)}.",
            f"Areas whose strategy should be reopened ({rule}): {join(told, lang='en')}.",
        )
    ]


def stage_lines(change: Change, lang: Language) -> list[str]:
    """What else than new figures lies between the two results."""
    causes = [CAUSE_LABELS[cause].in_(lang) for cause, _ in change.stages[1:-1]]
    if not causes:
        return []
    return [
        say(
            lang,
            f"Skillnaden beror också på {join(causes)}. Den delen räknas bort före bedömningen (jämförbar "
            "förändring).",
            f"The difference is also due to {join(causes, lang='en')}. That part is taken out before the "
            "verdict (comparable change).",
        )
    ]


def uneven_lines(held: Change | Trend, lang: Language) -> list[str]:
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


def left_out(change: Change, lang: Language) -> list[str]:
    """The areas that only one of the years has."""
    if not change.left_out:
        return []
    return [
        say(
            lang,
            f"Bara i ett av resultaten, och inte jämförda: {join(change.left_out)}.",
            f"In one of the results only, and not compared: {join(change.left_out, lang='en')}.",
        )
    ]


def rests_on(held: Change | Trend, lang: Language) -> list[str]:
    """Quality, notes and sources of the later result; of the earlier what is not the same there."""
    *earlier, last = held.results if hasattr(held, "results") else (held.before, held.after)
    told = [*caveats(last, lang, earlier), words.source_line(last, lang)]
    return [text for text in told if text]
