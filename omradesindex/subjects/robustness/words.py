"""The study in plain words, Swedish and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index import words
from omradesindex.index.caveats import caveats
from omradesindex.methods.equal import reaches
from omradesindex.subjects.robustness.copy_words import copy_lines, untried_line
from omradesindex.subjects.robustness.draws import n_combinations
from omradesindex.subjects.robustness.labels import drawn_from, factor_levels, set_name, times, upper
from omradesindex.wording import NBSP, Language, Text, all_of, area_name, join, number, plural, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.subjects.robustness.study import Study

# As many areas as are named where more are only counted.
_MOST_OTHERS, _MOST_NAMED = 4, 3
# As many choices as one sentence names.
_MOST_AT_ONCE = 3
_HARDLY_ANY = 0.05
#: Share of the draws from which the order of two areas is taken to hold.
SURE = 0.95

_NUMERALS = {2: Text("två", "two"), 3: Text("tre", "three")}


def question(lang: Language) -> str:
    """What a study answers."""
    return say(lang, "Hur långt håller slutsatsen?", "How far does the conclusion hold?")


def summary(study: Study, lang: Language = "sv") -> str:
    """Say how far the conclusion holds.

    What was varied and how often; which areas have the greatest challenge whatever is chosen; how far places
    move; which areas cannot be told apart; what matters most; what the ranges are; of what quality the
    figures are and what else a reader must know, whatever is varied.
    """
    told = [*lead(study, lang), *notes(study, lang)]
    return "\n".join([words.headline(study.base, lang), *told, *caveats(study.base, lang)])


def lead(study: Study, lang: Language) -> list[str]:
    """What is said first, a paragraph each."""
    lines = [_what(study, lang), _interrupted(study, lang)] if study.tried else []
    if not study.problem.base_ranks.any():
        lines = [
            say(
                lang,
                "Det går inte att säga hur långt slutsatsen håller. Indexet kan inte beräknas för något "
                "område. Det finns ingen ordning att pröva.",
                "How far the conclusion holds cannot be said. The index cannot be computed for any area. "
                "There is no order to try.",
            )
        ]
    elif not study.tried:
        lines = [untried_line(study, lang), *copy_lines(study, lang)]
    elif study.n:
        lines += [*copy_lines(study, lang), *conclusions(study, lang)]
        lines += [] if study.tally.pairs is None else [_pairs(study, lang)]
        lines += [_matters(study, lang)]
    return [line for line in lines if line]


def conclusions(study: Study, lang: Language) -> list[str]:
    """Who has the greatest challenge and how often, and how far areas move: what is said of a group too."""
    if not study.problem.base_ranks.any() or not study.tried or not study.n:
        return lead(study, lang)
    lines = [_lacking(study, lang), _first(study, lang), _likelihood(study, lang), _movement(study, lang)]
    return [line for line in lines if line]


def notes(study: Study, lang: Language) -> list[str]:
    """What the ranges are and rest on, and how each choice was varied."""
    if not study.tried or not study.n or not study.problem.base_ranks.any():
        return []
    lines = [
        kind_line(study, lang),
        _together(study, lang),
        _without_error(study, lang),
        *varied_lines(study, lang),
    ]
    return [line for line in lines if line]


# -- what was done -------------------------------------------------------------------------------------------


def _what(study: Study, lang: Language) -> str:
    ways, factors = number(study.n, lang=lang), study.problem.factors
    if study.every:
        one, many = say(lang, "ett enda sätt", "a single way"), say(lang, "sätt", "ways")
        every = plural(study.n, one, all_of(study.n, many, say(lang, "sätten", "ways"), lang))
        if study.n < n_combinations(study.problem):
            how = say(
                lang,
                f"Vi räknade om indexet på {every} som ger egna poäng.",
                f"We computed the index in {every} that give scores of their own.",
            )
        else:
            how = say(
                lang,
                f"Vi räknade om indexet på {every}.",
                f"We computed the index in {every}.",
            )
    else:
        among = drawn_from(study, lang)
        how = say(
            lang,
            f"Vi räknade om indexet på {ways} sätt{among}.",
            f"We computed the index in {ways} {plural(study.n, 'way', 'ways')}{among}.",
        )
    labels = [factor.label.in_(lang) for factor in factors]
    # More than a few are told in two sentences.
    few = len(labels) if len(labels) <= _MOST_AT_ONCE else -(-len(labels) // 2)
    first, rest = join(labels[:few], lang=lang), join(labels[few:], lang=lang)
    if rest or len(labels) == 1:
        told = [say(lang, f"Vi varierade {first}.", f"We varied {first}.")]
    else:
        told = [say(lang, f"Vi varierade samtidigt {first}.", f"We varied {first} at the same time.")]
    if rest:
        told.append(say(lang, f"Samtidigt varierade vi {rest}.", f"At the same time we varied {rest}."))
    return " ".join([how, *told])


def _interrupted(study: Study, lang: Language) -> str:
    if not study.interrupted:
        return ""
    if study.n == study.asked:
        return say(
            lang,
            "Körningen avbröts innan vi visste vad som betyder mest. Alla sätt att räkna är med.",
            "The run was interrupted before we knew what matters most. All ways of counting are there.",
        )
    ways, asked = number(study.n, lang=lang), number(study.asked, lang=lang)
    return say(
        lang,
        f"Körningen avbröts: {ways} av {asked} begärda sätt att räkna är med.",
        f"The run was interrupted: it holds {ways} of the {asked} ways of counting asked for.",
    )


def varied_lines(study: Study, lang: Language) -> list[str]:
    """How each choice was varied, a sentence for each that has levels to name, as one paragraph."""
    told = [
        f"{upper(factor.label.in_(lang))}: {levels}."
        for factor in study.problem.factors
        if (levels := factor_levels(study, factor, lang))
    ]
    return [" ".join([say(lang, "Så varierade vi.", "This is how we varied."), *told])] if told else []


def varied_line(study: Study, lang: Language) -> str:
    """What varied and in how many ways, under a figure; told also where a run was interrupted."""
    told = [_what(study, lang), _interrupted(study, lang), *varied_lines(study, lang)]
    return " ".join(line for line in told if line)


def range_line(study: Study, level: float, lang: Language) -> str:
    """What the ranges of a table or figure are, and how much they hold."""
    share = number(100 * level, lang=lang)
    return say(
        lang,
        f"Platsintervallet är ett {study.kind('sv')}: de mittersta {share}{NBSP}% av sätten att räkna.",
        f"The range of places is a {study.kind('en')}: the middle {share}% of the ways of counting.",
    )


def columns_line(study: Study, level: float, lang: Language) -> str:
    """What the columns of the areas' table are."""
    k = study.first_places
    last = say(
        lang,
        f"Sista kolumnen: hur ofta området är {among_places(k, lang)}.",
        f"Last column: how often the area is {among_places(k, lang)}.",
    )
    return " ".join(
        [
            say(
                lang,
                "Plats: i indexet som det är definierat. Plats 1 har störst utmaning.",
                "Place: in the index as defined. Place 1 has the greatest challenge.",
            ),
            range_line(study, level, lang),
            say(
                lang,
                "Ytterst: från lägsta till högsta plats någon gång.",
                "Extremes: from the lowest to the highest place at any time.",
            ),
            last,
        ]
    )


def _lacking(study: Study, lang: Language) -> str:
    """Say that some areas are without a place in some draws, as all shares are of all draws."""
    placed = study.tally.ranks.sum(axis=1)
    some = (placed < study.tally.n) & (study.problem.base_ranks > 0)
    if not some.any():
        return ""
    n = int(some.sum())
    most = times(1 - float(placed[some].min()) / study.tally.n, study.n, lang)
    return say(
        lang,
        f"{plural(n, 'Ett område', f'{number(n)} områden')} saknar ibland plats, {plural(n, '', 'som mest ')}"
        f"{most}. Alla sätt att räkna är ändå med i andelarna.",
        f"{plural(n, 'One area lacks', f'{number(n, lang=lang)} areas lack')} a place at times, "
        f"{plural(n, '', 'at most ')}{most}. Shares are still of all ways of counting.",
    )


# -- the first places ----------------------------------------------------------------------------------------


def first_of(study: Study) -> list[str]:
    """The areas of the first places in the index as defined; none where they are too many to be named."""
    base = study.base.ranks["index"]
    first = [str(area) for area in base[base <= study.first_places].sort_values(kind="stable").index]
    return first if len(first) <= 2 * _MOST_OTHERS else []


def _first(study: Study, lang: Language) -> str:
    """How often those of the first places have them, and who else may."""
    first, k = first_of(study), study.first_places
    if not first:
        return ""
    among = study.among_first(k).sort_values(ascending=False, kind="stable")
    shares = {str(area): float(share) for area, share in among.items()}
    every = [area for area in first if shares[area] == 1]
    lines = []
    if every:
        listed, one = join([named(study, area) for area in every], lang=lang), len(every) == 1
        lines.append(
            say(
                lang,
                f"{listed} {_was(k, lang)} varje gång.",
                f"{listed} {_was(k, lang, one=one)} every time.",
            )
        )
    if rest := [area for area in shares if area in first and area not in every]:
        verb = _was_so(k, lang) if every else _was(k, lang)
        (head, *tail) = (f"{named(study, area)}\0{times(shares[area], study.n, lang)}" for area in rest)
        told = [head.replace("\0", f" {verb} "), *(one.replace("\0", " ") for one in tail)]
        lines.append(f"{join(told, lang=lang)}.")
    base = study.base.ranks["index"]
    others = [a for a, share in shares.items() if a not in first and base.notna()[a] and share > _HARDLY_ANY]
    if others:
        told = [f"{named(study, a)} {times(shares[a], study.n, lang)}" for a in others[:_MOST_OTHERS]]
        if (left := len(others) - _MOST_OTHERS) > 0:
            told.append(say(lang, f"{number(left)} till", f"{number(left, lang='en')} more"))
        lines.append(f"{_others_were(k, lang)} {join(told, lang=lang)}.")
    return " ".join(lines)


def _was(k: int, lang: Language, *, one: bool = True) -> str:
    """``var bland de tre med störst utmaning``."""
    if k == 1:
        return say(lang, "hade plats 1", "had place 1")
    return f"{say(lang, 'var', plural(1 + (not one), 'was', 'were'))} {among_places(k, lang)}"


def _was_so(k: int, lang: Language) -> str:
    return say(lang, "hade den", "had it") if k == 1 else say(lang, "var det", "was so")


def _others_were(k: int, lang: Language) -> str:
    if k == 1:
        return say(lang, "Ibland hade andra plats 1:", "At times others had place 1:")
    return say(lang, "Ibland var andra bland dem:", "At times others were among them:")


def among_places(k: int, lang: Language) -> str:
    """``bland de tre med störst utmaning``."""
    if k == 1:
        return say(lang, "på plats 1", "in place 1")
    count = _NUMERALS[k].in_(lang) if k in _NUMERALS else number(k, lang=lang)
    return say(
        lang, f"bland de {count} med störst utmaning", f"among the {count} with the greatest challenge"
    )


def _likelihood(study: Study, lang: Language) -> str:
    """What the frequencies are not."""
    if study.problem.varying_choices:
        return say(
            lang,
            "Det är inte en sannolikhet, utan hur ofta våra sätt att räkna ger samma svar.",
            "It is not a probability, but how often our ways of counting give the same answer.",
        )
    return say(
        lang,
        "Det är inte en sannolikhet, utan hur ofta svaret blir detsamma när slumpen dras om.",
        "It is not a probability, but how often the answer is the same when chance is drawn anew.",
    )


def named(study: Study, area: str) -> str:
    """An area's code and name."""
    return area_name(area, study.base.names[area])


# -- movement, pairs, causes ---------------------------------------------------------------------------------


def _movement(study: Study, lang: Language) -> str:
    """How far places move, and who moves least and most."""
    ranks = study.ranks
    ranks = ranks[ranks["low"].notna() & ranks["high"].notna()]
    if len(ranks) < 2:
        return ""
    mean = float(study.tally.group_shift.sum()) / study.tally.n / len(study.areas)
    if not mean:
        return say(lang, "Inget område byter plats någon gång.", "No area ever changes places.")
    less = say(lang, "mindre än ", "less than ") if mean < 0.1 else ""
    shift = f"{less}{number(max(mean, 0.1), 1, lang=lang)}"
    width = (ranks["high"] - ranks["low"]).astype(int)
    lines = [
        say(
            lang,
            f"Ett område flyttas i genomsnitt {shift} platser.",
            f"On average an area moves {shift} places.",
        ),
        _still(study, [str(area) for area in width.index[width == 0]], lang),
    ]
    if width.max() > 0:
        most = str(width.idxmax())
        low, high = (int(ranks[side][most]) for side in ("low", "high"))
        lines.append(_moves_most(named(study, most), low, high, lang))
    return " ".join(line for line in lines if line)


def _moves_most(who: str, low: int, high: int, lang: Language) -> str:
    return say(
        lang,
        f"Mest flyttas {who}: minst 90 gånger av 100 har det plats {low}–{high}.",
        f"{who} moves the most: at least 90 times in 100 it has places {low}–{high}.",
    )


def _still(study: Study, areas: Sequence[str], lang: Language) -> str:
    """Who keeps its place."""
    n = len(areas)
    if not n:
        return ""
    if n <= _MOST_NAMED:
        who = join([named(study, area) for area in areas], lang=lang)
    else:
        who = say(lang, f"{number(n)} områden", f"{number(n, lang='en')} areas")
    return say(
        lang,
        f"Samma plats minst 90 gånger av 100 har {who}.",
        f"{who} {plural(n, 'has', 'have')} the same place at least 90 times in 100.",
    )


def open_pairs(study: Study) -> tuple[pd.DataFrame, int]:
    """Pairs whose order does not hold, those nearest to even first, and how many pairs there are in all.

    Areas that never have a place lie neither above nor below, and ties are no order.
    """
    pairs, above = study.pairs, study.above
    never = above.index[study.ranks["low"].isna()]
    pairs = pairs[~(pairs["first"].isin(never) | pairs["second"].isin(never))]
    below = np.array([above.at[b, a] for a, b in zip(pairs["first"], pairs["second"], strict=True)])
    return pairs[np.maximum(pairs["above"].to_numpy(), below) < SURE], len(pairs)


def _pairs(study: Study, lang: Language) -> str:
    """How many pairs cannot be told apart, and the one nearest to even."""
    pairs, n_pairs = open_pairs(study)
    if not n_pairs:
        return ""
    if pairs.empty:
        return say(
            lang,
            "Varje par av områden har samma ordning minst 95 gånger av 100.",
            "Every pair of areas has the same order at least 95 times in 100.",
        )
    if n_pairs == 1:
        return say(
            lang,
            "De två områdena går inte att skilja åt. Ordningen är densamma mindre än 95 gånger av 100.",
            "The two areas cannot be told apart. Their order is the same less than 95 times in 100.",
        )
    first, second = (named(study, pairs[side].iloc[0]) for side in ("first", "second"))
    count, every = number(len(pairs), lang=lang), number(n_pairs, lang=lang)
    lines = [
        say(
            lang,
            f"{count} av {every} par av områden går inte att skilja åt. Låt inte indexet ensamt avgöra "
            "vilket av dem som går före.",
            f"{count} of {every} pairs of areas cannot be told apart. Do not let the index alone decide "
            "which of the two goes first.",
        ),
        say(
            lang,
            "Ordningen är densamma mindre än 95 gånger av 100.",
            "Their order is the same less than 95 times in 100.",
        ),
        say(
            lang,
            f"Jämnast är det mellan {first} och {second}.",
            f"Most even are {first} and {second}.",
        ),
    ]
    return " ".join(lines)


def most_moving(study: Study, output: str) -> pd.DataFrame:
    """The rows of :attr:`Study.sensitivity` of what may move an output the most, the largest first.

    Those whose interval reaches that of the largest cannot be told from it. Empty where nothing can be said.
    """
    causes = study.sensitivity
    own = causes[(causes["output"] == output) & causes["total"].notna()]
    own = own.sort_values("total", ascending=False, kind="stable")
    if own.empty or float(own["total"].iloc[0]) <= 0:
        return own.iloc[:0]
    largest = float(own["total_low"].iloc[0])
    return own.loc[own["total_high"] >= largest]


def share_of_variance(row: pd.Series, kind: str, lang: Language) -> str:
    """``34–75``: per cent, the ends of the interval of a share of variance; a dash where it is not said."""
    if np.isnan(row[kind]):
        return "–"
    low, high = (min(max(float(row[f"{kind}_{end}"]), 0.0), 1.0) for end in ("low", "high"))
    a, b = number(100 * low, lang=lang), number(100 * high, lang=lang)
    return a if a == b else f"{a}–{b}"


def _matters(study: Study, lang: Language) -> str:
    """What moves places the most, as surely as the draws can tell; nothing where it was not asked for."""
    if study.unshared:
        return say(
            lang,
            "Vad som betyder mest för platserna är inte uträknat. Områdena är för många för den metoden.",
            "What matters most for the places has not been worked out. The areas are too many for that "
            "method.",
        )
    if study.shares is None:
        return ""
    first = most_moving(study, "mean_rank_shift")
    if first.empty:
        return unsaid_line(study, "mean_rank_shift", lang)
    lines = [
        most_line(study, first, Text("för platserna", "for the places"), lang),
        _furthest_proposal(study, lang) if "set" in set(first["factor"]) else "",
    ]
    return " ".join(line for line in lines if line)


def most_line(study: Study, first: pd.DataFrame, what: Text, lang: Language) -> str:
    """Name the factor that matters most and its share, or those that may."""
    labels = {factor.name: factor.label.in_(lang) for factor in study.problem.factors}
    names = [labels[name] for name in first["factor"]]
    if len(names) == 1:
        share = share_of_variance(first.iloc[0], "total", lang)
        return say(
            lang,
            f"{upper(names[0])} betyder mest {what.sv}. Därifrån kommer {share} procent av variationen.",
            f"What matters most {what.en}: {names[0]}. From there come {share} per cent of the variation.",
        )
    if len(names) < len(labels):
        return say(
            lang,
            f"Mest {what.sv} betyder {join(names)}. Vilket av dem går inte att säga.",
            f"Most {what.en} matter {join(names, lang='en')}. Which of them cannot be said.",
        )
    return say(
        lang,
        f"Vilket val som betyder mest {what.sv} går inte att säga av så få sätt att räkna.",
        f"Which choice matters most {what.en} cannot be said from so few ways of counting.",
    )


def _furthest_proposal(study: Study, lang: Language) -> str:
    levels = study.by_level
    levels = levels[(levels["factor"] == "set") & (levels["n"] > 0)]
    far = levels.iloc[int(levels["mean_rank_shift"].to_numpy().argmax())]
    if len(levels) < 2 or far["level"] == study.base.index.id:
        return ""
    places, name = number(float(far["mean_rank_shift"]), 1, lang=lang), set_name(study, far["level"], lang)
    return say(
        lang,
        f"Mest flyttar {name}: i genomsnitt {places} platser.",
        f"{upper(name)} moves the areas most: {places} places on average.",
    )


_UNSAID: Mapping[str, Text] = {
    "still": Text("platserna ändras aldrig", "the places never change"),
    "hardly": Text("platserna ändras knappt", "the places hardly change"),
    "few": Text("platserna ändras för sällan", "the places change too seldom"),
}
_UNSAID_AREA: Mapping[str, Text] = {
    "still": Text("det har alltid samma plats", "it always has the same place"),
    "hardly": Text("det byter nästan aldrig plats", "it hardly ever changes place"),
    "few": Text(
        "det byter plats för sällan i så få sätt att räkna",
        "it changes place too seldom in so few ways of counting",
    ),
}


def unsaid_line(study: Study, output: str, lang: Language) -> str:
    """Why it is not said what an output hangs on; empty where it is."""
    causes = study.sensitivity
    reason = str(causes.loc[causes["output"] == output, "reason"].iloc[0])
    if not reason:
        return ""
    if output == "mean_rank_shift":
        why = _UNSAID[reason]
        return say(
            lang,
            f"Vad som betyder mest för platserna går inte att säga: {why.sv}.",
            f"What matters most for the places cannot be said: {why.en}.",
        )
    why = _UNSAID_AREA[reason]
    return say(
        lang,
        f"Vad som betyder mest för områdets plats går inte att säga: {why.sv}.",
        f"What matters most for the area's place cannot be said: {why.en}.",
    )


# -- what the ranges are -------------------------------------------------------------------------------------


def kind_line(study: Study, lang: Language) -> str:
    """What the ranges are, and what they are not."""
    what = Text(
        "hur våra val flyttar platserna, inte hur slumpen gör det",
        "how our choices move places, not how chance does",
    )
    if study.problem.varying_sources:
        what = Text("hur slumpen kan flytta platserna", "how chance may move places")
        if study.problem.varying_choices:
            what = Text(
                "hur våra val och slumpen kan flytta platserna", "how our choices and chance may move places"
            )
    kind = study.kind(lang)
    return say(
        lang,
        f"Intervallen är {kind}. De visar {what.sv}. De lovar inte att den sanna platsen är med.",
        f"Each interval is a {kind}. It shows {what.en}. It does not promise to hold the true place.",
    )


def _together(study: Study, lang: Language) -> str:
    """How the errors of an area's indicators were taken to hang together."""
    if not study.problem.varying_sources:
        return ""
    return study.base_errors.dependence.text.in_(lang)


def _without_error(study: Study, lang: Language) -> str:
    """How much of the index stands still because nobody knows its error."""
    if not study.problem.varies("sampling"):
        return ""
    known = study.base_errors.score_known["index"]
    least = float(np.nanmin(known)) if np.isfinite(known).any() else 0.0
    if reaches(least, 1.0):
        return ""
    share = number(100 * (1 - least), lang=lang)
    return say(
        lang,
        "Uppgifter vars slump ingen känner hålls oförändrade, och då blir intervallen för korta. Som mest är "
        f"det {share} procent av indexets vikt i ett område.",
        "Figures whose chance error nobody knows are kept as they are, which makes the ranges too short. At "
        f"most that is {share} per cent of the index's weight in an area.",
    )
