"""The study in plain words, Swedish and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index.caveats import caveats
from omradesindex.methods.equal import reaches
from omradesindex.subjects.robustness.copy_words import copy_lines, untried_line
from omradesindex.subjects.robustness.drawing import n_combinations
from omradesindex.subjects.robustness.naming import drawn_from, headline, share_of_draws, what_varied
from omradesindex.wording import NBSP, Language, join, number

if TYPE_CHECKING:
    from omradesindex.subjects.robustness.answer import Robustness

# As many pairs and areas as a reader takes in.
_MOST_PAIRS, _MOST_OTHERS = 3, 4
_HARDLY_ANY, _SURE = 0.05, 0.95


def summary(study: Robustness, lang: Language = "sv") -> str:
    """Say how far the conclusion holds.

    What was varied and how often; which areas come first whatever is chosen; which could; how far ranks
    move; which areas cannot be told apart; what matters most; what the ranges are; of what quality the
    figures are and what else a reader must know, whatever is varied.
    """
    return "\n".join([headline(study, lang), *sentences(study, lang), *caveats(study.base, lang)])


def sentences(study: Robustness, lang: Language) -> list[str]:
    """The summary's paragraphs, without its headline."""
    lines = [_what(study, lang), _interrupted(study, lang)] if study.tried else []
    if not study.problem.base_ranks.any():
        lines.append(
            "Indexet kan inte beräknas för något område, så det finns ingen ordning att pröva."
            if lang == "sv"
            else "The index cannot be computed for any area, so there is no order to try."
        )
    elif not study.tried:
        return [untried_line(study, lang), *_told(copy_lines(study, lang))]
    elif study.n:
        lines += [
            *copy_lines(study, lang),
            _lacking(study, lang),
            _first(study, lang),
            _movement(study, lang),
        ]
        lines += [] if study.tally.pairs is None else [_pairs(study, lang)]
        lines += [] if study.shares is None else [_matters(study, lang)]
        lines += [kind_line(study, lang), _without_error(study, lang)]
    return _told(lines)


def _told(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if line]


def _what(study: Robustness, lang: Language) -> str:
    draws, varied = number(study.n, lang=lang), what_varied(study, lang)
    several = len(study.problem.factors) > 1
    scenarios = "scenario" if study.n == 1 else "scenarier" if lang == "sv" else "scenarios"
    if study.every:
        different = study.n < n_combinations(study.problem)
        if lang == "sv":
            return (
                f"Indexet har räknats i alla {draws} {'olika ' * different}kombinationer av detta: {varied}."
            )
        return (
            f"The index was computed in all {draws} {'different ' * different}combinations of this: {varied}."
        )
    among = drawn_from(study, lang)
    if lang == "sv":
        which = "där allt detta varierade på en gång" if several else "där detta varierade"
        return f"Indexet har räknats i {draws} {scenarios}{among}, {which}: {varied}."
    which = "in which all this varied at once" if several else "in which this varied"
    return f"The index was computed in {draws} {scenarios}{among}, {which}: {varied}."


def _interrupted(study: Robustness, lang: Language) -> str:
    if not study.interrupted:
        return ""
    draws, asked = number(study.n, lang=lang), number(study.asked, lang=lang)
    if study.n == study.asked:
        return (
            "Körningen avbröts innan osäkerheten hade delats upp på valen; alla scenarier ingår."
            if lang == "sv"
            else "The run was interrupted before the uncertainty was shared out; all scenarios are there."
        )
    return (
        f"Körningen avbröts: {draws} av {asked} begärda scenarier ingår."
        if lang == "sv"
        else f"The run was interrupted: it holds {draws} of the {asked} scenarios asked for."
    )


def _lacking(study: Robustness, lang: Language) -> str:
    """Say that some areas are without a place in some scenarios, as all shares are of all scenarios."""
    placed = study.tally.ranks.sum(axis=1)
    some = (placed < study.tally.n) & (study.problem.base_ranks > 0)
    if not some.any():
        return ""
    count, sv = int(some.sum()), lang == "sv"
    most = _share(study, 1 - float(placed[some].min()) / study.tally.n, lang)
    if sv:
        who = "Ett område" if count == 1 else f"{number(count)} områden"
        told = "som mest " if count > 1 else ""
        return f"{who} saknar plats i en del av scenarierna ({told}{most}). Andelarna gäller alla scenarier."
    who = "One area lacks" if count == 1 else f"{number(count, lang=lang)} areas lack"
    told = "at most " if count > 1 else ""
    return f"{who} a place in some of the scenarios ({told}{most}). Shares are of all scenarios."


def _first(study: Robustness, lang: Language) -> str:
    """Who comes first in the index as defined, how often they do, and who else may."""
    sv = lang == "sv"
    k = study.first_places
    base = study.base.ranks["index"]
    first = [str(area) for area in base[base <= k].sort_values(kind="stable").index]
    among = study.among_first(k).sort_values(ascending=False, kind="stable")
    shares = {str(area): float(share) for area, share in among.items()}
    often = [area for area in shares if area in first]
    others = [area for area, share in shares.items() if area not in first and share > _HARDLY_ANY]
    place = _among(k, sv)
    lines = []
    if len(first) <= 2 * _MOST_OTHERS:
        named = join([_named(study, area) for area in first], lang=lang)
        verb = ("är" if sv else "is") if len(first) == 1 else ("är" if sv else "are")
        end = "i indexet som det är definierat" if sv else "in the index as defined"
        lines.append(f"{named} {verb} {place} {end}.")
        lines.append(_how_often(study, {area: shares[area] for area in often}, lang))
    if others:
        told = [f"{_named(study, a)} ({_share(study, shares[a], lang)})" for a in others[:_MOST_OTHERS]]
        left = len(others) - _MOST_OTHERS
        if left > 0:
            told.append(f"{left} till" if sv else f"{left} more")
        named = join(told, lang=lang)
        lines.append(f"Dit kan också komma: {named}." if sv else f"Others that may come there: {named}.")
    return " ".join(lines)


def _how_often(study: Robustness, shares: Mapping[str, float], lang: Language) -> str:
    """How often those who come first do so; ``shares`` falls."""
    sv = lang == "sv"
    every = [area for area, share in shares.items() if share == 1]
    rest = [(area, _share(study, share, lang)) for area, share in shares.items() if share < 1]
    if not rest:
        return "Så är det i alla scenarier." if sv else "That holds in every scenario."
    told = []
    if every:
        named = join(every, lang=lang)
        told.append(f"i alla scenarier för {named}" if sv else f"in every scenario for {named}")
    for place, (area, share) in enumerate(rest):
        whole = ""
        if not place:
            whole = (
                (" av dem" if sv else " of them")
                if every
                else " av scenarierna"
                if sv
                else " of the scenarios"
            )
        told.append(f"i {share}{whole} för {area}" if sv else f"in {share}{whole} for {area}")
    return f"{'Så är det' if sv else 'That holds'} {join(told, lang=lang)}."


def _share(study: Robustness, share: float, lang: Language) -> str:
    return share_of_draws(share, study.n, lang)


def _named(study: Robustness, area: str) -> str:
    name = study.base.names[area]
    return area if name == area else f"{area} {name}"


def _among(k: int, sv: bool) -> str:
    if k == 1:
        return "först" if sv else "first"
    word = {2: ("två", "two"), 3: ("tre", "three")}.get(k, (number(k), number(k, lang="en")))[0 if sv else 1]
    if sv:
        return f"bland de {word} med störst utmaning"
    return f"among the {word} with the greatest challenge"


def _movement(study: Robustness, lang: Language) -> str:
    """How far ranks move, and who moves least and most."""
    sv = lang == "sv"
    ranks = study.ranks()
    ranks = ranks[ranks["low"].notna() & ranks["high"].notna()]
    if len(ranks) < 2:
        return ""
    mean = float(study.tally.group_shift.sum()) / study.tally.n / len(study.areas)
    if not mean:
        return "Inget område byter plats i något scenario." if sv else "No area moves in any scenario."
    less = "mindre än " if sv else "less than "
    shift = f"{less if mean < 0.1 else ''}{number(max(mean, 0.1), 1, lang=lang)}"
    width = (ranks["high"] - ranks["low"]).astype(int)
    still = [str(a) for a in width.index[width == 0]]
    line = (
        f"I genomsnitt flyttas ett område {shift} platser."
        if sv
        else f"On average an area moves {shift} places."
    )
    if still:
        held = join(still[:8], lang=lang) if len(still) <= 8 else number(len(still), lang=lang)
        one = len(still) == 1
        if sv:
            who = f"{held} områden" if len(still) > 8 else f"{'Område' if one else 'Områdena'} {held}"
            line += f" {who} behåller sin plats i minst 90{NBSP}% av scenarierna."
        else:
            who = f"{held} areas" if len(still) > 8 else f"{'Area' if one else 'Areas'} {held}"
            keep = "keeps its place" if one else "keep their places"
            line += f" {who} {keep} in at least 90% of the scenarios."
    most = str(width.idxmax())
    if width.max() > 0:
        low, high = (int(ranks[side][most]) for side in ("low", "high"))
        named = _named(study, most)
        line += (
            f" Mest rör sig {named}: plats {low}–{high} i de mittersta 90{NBSP}% av scenarierna."
            if sv
            else f" {named} moves the most: places {low}–{high} in the middle 90% of the scenarios."
        )
    return line


def _pairs(study: Robustness, lang: Language) -> str:
    """Who cannot be told apart, those nearest to even first."""
    table, above = study.pairs(), study.above
    # Areas that never have a rank lie neither above nor below, and ties are no order.
    never = above.index[study.ranks()["low"].isna()]
    table = table[~(table["first"].isin(never) | table["second"].isin(never))]
    below = np.array([above.at[b, a] for a, b in zip(table["first"], table["second"], strict=True)])
    open_ones = table[np.maximum(table["above"].to_numpy(), below) < _SURE]
    sv = lang == "sv"
    if open_ones.empty:
        return (
            f"Alla par av områden ligger i samma ordning i minst 95{NBSP}% av scenarierna."
            if sv
            else "Every pair of areas has the same order in at least 95% of the scenarios."
        )
    nearest = [
        f"{first} {'och' if sv else 'and'} {second}"
        for first, second in zip(
            open_ones["first"].head(_MOST_PAIRS), open_ones["second"].head(_MOST_PAIRS), strict=True
        )
    ]
    total, count = number(len(table), lang=lang), number(len(open_ones), lang=lang)
    even, one = "; ".join(nearest), len(open_ones) == 1
    if sv:
        limit = f"deras ordning är densamma i mindre än 95{NBSP}% av scenarierna"
        if len(table) == 1:
            return f"De två områdena kan inte hållas isär: {limit}."
        if one:
            return f"Ett av {total} par av områden kan inte hållas isär ({limit}): {nearest[0]}."
        return (
            f"{count} av {total} par av områden kan inte hållas isär ({limit}). Jämnast är det mellan {even}."
        )
    limit = "their order is the same in less than 95% of the scenarios"
    if len(table) == 1:
        return f"The two areas cannot be told apart: {limit}."
    if one:
        return f"One of {total} pairs of areas cannot be told apart ({limit}): {nearest[0]}."
    return f"{count} of {total} pairs of areas cannot be told apart ({limit}). Most even: {even}."


def _matters(study: Robustness, lang: Language) -> str:
    """What moves ranks the most, as surely as the draws can tell."""
    table = study.sensitivity
    own = table[(table["output"] == "mean_rank_shift") & table["total"].notna()]
    own = own.sort_values("total", ascending=False, kind="stable")
    if own.empty or float(own["total"].iloc[0]) <= 0:
        return ""
    sv = lang == "sv"
    labels = {f.name: f.label.in_(lang) for f in study.problem.factors}
    first = own.iloc[0]
    low, high = (min(max(float(first[c]), 0.0), 1.0) for c in ("total_low", "total_high"))
    a, b = number(100 * low, lang=lang), number(100 * high, lang=lang)
    share = f"{a}–{b}" if a != b else a
    label = labels[str(first["factor"])]
    if sv:
        line = f"Mest beror rangernas förflyttning på {label}: {share}{NBSP}% av variansen, samspel inräknat."
    else:
        line = f"Ranks move mostly because of the {label}: {share}% of the variance, interaction included."
    levels = study.by_level
    levels = levels[(levels["factor"] == first["factor"]) & (levels["n"] > 0)]
    if first["factor"] == "set" and len(levels) > 1:
        far = levels.loc[levels["mean_rank_shift"].idxmax()]
        places = number(float(far["mean_rank_shift"]), 1, lang=lang)
        line += (
            f" Längst flyttar uppsättningen {far['level']} dem: i genomsnitt {places} platser."
            if sv
            else f" The set {far['level']} moves them furthest: {places} places on average."
        )
    return line


def kind_line(study: Robustness, lang: Language) -> str:
    """What the ranges are, and what they are not."""
    values = any(f.name in study.problem.sources for f in study.problem.factors)
    choices = any(f.name not in study.problem.sources for f in study.problem.factors)
    kind = study.kind(lang)
    if lang == "sv":
        if values and choices:
            told = "vad valen betyder och vad slumpen kan ha gjort med värdena"
        else:
            told = "vad valen betyder, inte slumpen i värdena" if choices else "vad slumpen kan ha gjort"
        return f"Intervallen är {kind}: de visar {told}. De är inga konfidensintervall."
    if values and choices:
        told = "what the choices mean and what chance may have done to the values"
    else:
        told = "what the choices mean, not chance in the values" if choices else "what chance may have done"
    return f"Each interval is a {kind}: it shows {told}. It is not a confidence interval."


def _without_error(study: Robustness, lang: Language) -> str:
    """How much of the index stands still because nobody knows its error."""
    if not study.problem.varies("sampling"):
        return ""
    known = study.base.uncertainty().score_known["index"]
    least = float(np.nanmin(known)) if np.isfinite(known).any() else 0.0
    if reaches(least, 1.0):
        return ""
    share = number(100 * (1 - least), lang=lang)
    if lang == "sv":
        return f"Värden utan känt fel står stilla: i något område upp till {share}{NBSP}% av indexets vikt."
    return f"Values without a known error stand still: in some area up to {share}% of the index's weight."
