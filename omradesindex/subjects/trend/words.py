"""The sentences of a trend: what its verdicts are called, where its errors come from, and what converges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index import words
from omradesindex.show.alternative import ends_line
from omradesindex.show.maps.words import counted_alt
from omradesindex.subjects.over_time.words import RANK_LABELS, UNDECIDED, interval, with_prices
from omradesindex.wording import NBSP, Language, Text, number, plural, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.subjects.trend.lines import Lines
    from omradesindex.subjects.trend.numbers import TrendNumbers

#: Each verdict of a trend, which is still going on: on the stick, beside the city, of places.
TREND_LABELS: Mapping[str, Text] = {
    "improved": Text("sjunker (bättre villkor)", "falls (better conditions)"),
    "worsened": Text("stiger (svårare villkor)", "rises (harder conditions)"),
    **UNDECIDED,
}
CITY_LABELS: Mapping[str, Text] = {
    "improved": Text("går bättre än staden", "does better than the city"),
    "worsened": Text("halkar efter staden", "falls behind the city"),
    **UNDECIDED,
}

#: The ways in which convergence is reckoned.
WAYS: Mapping[str, Text] = {
    "raw": Text("rakt av", "taken as it is"),
    "shrunk": Text("utan startårets slump (empirisk Bayes)", "without the start's chance (empirical Bayes)"),
    "split": Text("start och ändring från skilda år", "start and change from separate years"),
}


def title(trend: TrendNumbers, lang: Language, column: str = "index") -> str:
    """What is shown and whose it is."""
    years = f"{trend.labels[0]}–{trend.labels[-1]}"
    return f"{say(lang, 'Trend', 'Trend')} {years} · {words.headline(trend.results[-1], lang, column)}"


def labels_of(trend: TrendNumbers, column: str = "index", *, why: bool = False) -> Mapping[str, Text]:
    """What the verdicts of a column are called, with the reason where there is room for it."""
    labels = CITY_LABELS if trend.against == "city" else TREND_LABELS
    labels = RANK_LABELS if trend.by_rank else labels
    return with_prices(trend, labels, column) if why else labels


def verdict_of(trend: TrendNumbers, row: int, lang: Language) -> str:
    """What is said of one area's index, beside its name."""
    verdict = str(trend.judged.verdict[row, 0])
    label = labels_of(trend, why=True)[verdict].in_(lang)
    if verdict in UNDECIDED or trend.by_rank or trend.against == "city":
        return label
    return say(lang, f"indexet {label}", f"the index {label}")


def caption(trend: TrendNumbers, lang: Language) -> str:
    """What the table of slopes holds."""
    what = trend.label("index", lang)
    if trend.against == "city":
        what += say(lang, "; lutning utöver hela staden", "; slope beyond the whole city")
    return what


def at_level(trend: TrendNumbers, lang: Language) -> str:
    """The head of a column of intervals."""
    percent = f"{number(100 * trend.level, lang=lang)}{NBSP}%"
    return say(lang, f"Slumpintervall ({percent})", f"Chance interval ({percent})")


# -- errors -------------------------------------------------------------------------------------------------


def error_lines(fitted: Sequence[Lines], lang: Language, place: int = 0) -> list[str]:
    """Where the errors of a column's slopes come from; of several families of lines what holds for all."""
    laid = [lines for lines in fitted if not np.isnan(lines.slope[:, place]).all()]
    if not laid:
        return []
    known = [lines for lines in laid if lines.known[place]]
    return [
        *_scatter_line(len(known), len(laid), max(lines.slope.shape[0] for lines in laid), lang),
        *_inflation_line([float(lines.inflation[place]) for lines in known], lang),
    ]


def _scatter_line(known: int, n: int, areas: int, lang: Language) -> list[str]:
    """Say so where the errors of the slopes are the years' scatter, for all families or some."""
    if known == n:
        return []
    which = say(lang, "Hur säker takten är", "How certain the pace is")
    if known:
        which = say(
            lang,
            "Där slumpen i gruppernas uppgifter inte är känd räknas den ur åren: hur säker takten är",
            "Where nothing is known of chance in the groups' figures, how certain the pace is",
        )
    alone = say(
        lang,
        f"{which} visar sig i hur åren svänger kring linjen",
        f"{which} comes from how the years swing around the line",
    )
    if areas == 1:
        return [f"{alone}."]
    return [alone + say(lang, ", i alla områden tillsammans.", ", in all areas together.")]


def _inflation_line(inflation: Sequence[float], lang: Language) -> list[str]:
    """Say how much the intervals are widened, where it shows."""
    shown = [number(factor, 2, lang=lang) for factor in sorted(inflation)]
    plain = number(1.0, 2, lang=lang)
    if not shown or shown[-1] == plain:
        return []
    low, high = shown[0], shown[-1]
    times = high if low == high else say(lang, f"{low} till {high}", f"{low} to {high}")
    return [
        say(
            lang,
            f"Åren svänger {times} gånger så mycket som slumpen i uppgifterna förklarar. Intervallen är "
            "vidgade lika mycket.",
            f"The years swing {times} times as much as chance in the figures explains. The intervals are "
            "widened as much.",
        )
    ]


# -- convergence --------------------------------------------------------------------------------------------

BETA = Text("Närmar sig områdena varandra (beta)?", "Do the areas converge (beta)?")
SIGMA = Text("Minskar skillnaderna (sigma)?", "Do the differences shrink (sigma)?")


def convergence_line(beta: pd.DataFrame, lang: Language) -> str:
    """Whether the areas come closer: where all the ways say so that see through chance in the first year."""
    rows = beta[beta["way"] != "raw"]
    if (rows["high"] < 0).all():
        return say(lang, "Områdena närmar sig varandra.", "The areas come closer to each other.")
    if (rows["low"] > 0).all():
        return say(lang, "Områdena glider isär.", "The areas drift apart.")
    if ((rows["high"] < 0) | (rows["low"] > 0)).any():
        return say(
            lang,
            "Om områdena närmar sig varandra går inte att säga: alla sätt att räkna ger inte samma svar.",
            "Whether the areas come closer cannot be told: not all ways give the same answer.",
        )
    return say(
        lang,
        "Om områdena närmar sig varandra går inte att säga: noll kan inte uteslutas.",
        "Whether the areas come closer cannot be told: zero cannot be ruled out.",
    )


def beta_note(lang: Language) -> str:
    """How beta is read."""
    return say(
        lang,
        "Beta under noll: de som började högt har sjunkit mest. Rakt av ser det lätt ut så av en slump, "
        "eftersom det som råkar vara högt ett år är lägre nästa (regression mot medelvärdet). Läs "
        "de andra raderna.",
        "Beta below zero: those that started high fell most. Taken as it is it easily looks so by chance, "
        "since what happens to be high one year is lower the next (regression to the mean). Read "
        "the other rows.",
    )


def sigma_note(lang: Language) -> str:
    """How sigma is read."""
    return say(
        lang,
        "Sigma är standardavvikelsen mellan områden: hur mycket de skiljer sig åt. p: hur ofta slumpen "
        "ensam ger en minst så stor ändring.",
        "Sigma is the standard deviation between areas: how much they differ. p: how often chance alone "
        "gives a change as large.",
    )


# -- one area -----------------------------------------------------------------------------------------------


def way_line(trend: TrendNumbers, way: str, slope: str, lang: Language) -> str:
    """From where to where an area has gone, and how fast."""
    beyond = say(lang, " utöver hela staden", " beyond the whole city") if trend.against == "city" else ""
    return say(lang, f"{way}: {slope} per år{beyond}.", f"{way}: {slope} a year{beyond}.")


def interval_lines(trend: TrendNumbers, row: int, decimals: int, lang: Language) -> list[str]:
    """The interval of an area's slope and what it means in words, wide or not; why there is none."""
    low, high = float(trend.judged.low[row, 0]), float(trend.judged.high[row, 0])
    if np.isnan(trend.lines.slope[row, 0]):
        return [
            say(
                lang,
                "Området har index för färre än tre år. Då går det inte att dra någon linje.",
                "The area has an index of fewer than three years. No line can be laid through them.",
            )
        ]
    if not trend.priced[0]:
        return [
            say(
                lang,
                "Om området rör sig går inte att säga. Priserna kan ha ändrat beloppen.",
                "Whether the area moves cannot be told. Prices may have changed the amounts.",
            )
        ]
    if np.isnan(low):
        return [
            say(
                lang,
                "Om området rör sig går inte att säga. Slumpen i uppgifterna är inte känd.",
                "Whether the area moves cannot be told. Nothing is known of chance in its figures.",
            )
        ]
    percent = f"{number(100 * trend.level, lang=lang)}{NBSP}%"
    many = say(lang, ", alla områden på en gång", ", all areas at once") if len(trend.areas) > 1 else ""
    limits = interval(low, high, lang, decimals)
    stated = say(
        lang,
        f"Slumpintervall: {limits} ({percent}{many}).",
        f"Chance interval: {limits} ({percent}{many}).",
    )
    return [f"{stated} {_meaning(trend, row, low, high, lang)}"]


def _meaning(trend: TrendNumbers, row: int, low: float, high: float, lang: Language) -> str:
    verdict = str(trend.judged.verdict[row, 0])
    if verdict in ("improved", "worsened"):
        return say(
            lang,
            "Noll är inte med: rörelsen är mer än slump.",
            "Zero is not in it: the movement is more than chance.",
        )
    inside = say(
        lang,
        "Noll är med: rörelsen kan vara slump.",
        "Zero is in it: the movement may be chance.",
    )
    span = float(trend.years[-1] - trend.years[0])
    spread = trend.moves.spread
    if not trend.by_rank and (high - low) / 2 * span >= spread > 0:
        return inside + say(
            lang,
            " Intervallet är brett. Området kan ha rört sig lika långt som områden skiljer sig åt.",
            " The interval is wide. The area may have moved as far as areas differ.",
        )
    return inside


# -- charts -------------------------------------------------------------------------------------------------


def marks_line(trend: TrendNumbers, lang: Language) -> str:
    """What the marks of the chart are."""
    if trend.by_rank:
        return say(lang, "Prickar: åren. Streck: linjen.", "Dots: the years. Line: the trend.")
    beyond = ""
    if trend.against == "city":
        beyond = say(lang, " (bedömd utöver staden)", " (judged beyond the city)")
    return say(
        lang,
        f"Prickar: åren, var och en med sitt 95-procentiga slumpintervall. Linje: trenden{beyond}. Grått "
        "streck: hela staden.",
        f"Dots: the years, each with its own 95 % interval. Line: the trend{beyond}. Grey dashes: the whole "
        "city.",
    )


def alternative(trend: TrendNumbers, told: Sequence[str], verdicts: Sequence[str], lang: Language) -> str:
    """What the chart shows, to those who do not see it; ``told``: the areas as they stand, with slopes."""
    first, last = trend.labels[0], trend.labels[-1]
    what = say(
        lang,
        f"Ett litet diagram för varje område, {first} till {last}.",
        f"A small chart for each area, {first} to {last}.",
    )
    top, foot = say(lang, "Överst", "At the top"), say(lang, "nederst", "at the bottom")
    ends = ends_line(list(told), lang, first=top, last=foot)
    n = len(verdicts)
    counts = [
        f"{label.in_(lang)} {number(list(verdicts).count(verdict), lang=lang)}"
        for verdict, label in labels_of(trend).items()
        if verdict in verdicts
    ]
    areas = say(lang, plural(n, "område", "områden"), plural(n, "area", "areas"))
    of = say(lang, f"Av {number(n, lang=lang)} {areas}", f"Of {number(n, lang=lang)} {areas}")
    return f"{what} {ends} {of}: {'; '.join(counts)}."


def map_alternative(trend: TrendNumbers, verdicts: Mapping[str, int], lang: Language) -> str:
    """What the map shows, for those who do not see it: how many areas are going which way."""
    labels = labels_of(trend)
    counts = {labels[verdict].in_(lang): n for verdict, n in verdicts.items()}
    return counted_alt(say(lang, "trenden", "the trend"), counts, lang)


# -- by group -----------------------------------------------------------------------------------------------

READING = Text(
    "Skillnaden är den första gruppens poäng minus den andras. Går den uppåt blir villkoren svårare för den "
    "första gruppen än för den andra. En linje är lagd genom skillnaden år för år.",
    "The gap is the first group's score minus the second's. Where it goes upwards conditions become harder "
    "for the first group than for the second. A line is laid through the gap year by year.",
)
