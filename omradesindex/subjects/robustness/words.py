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
from omradesindex.subjects.robustness.labels import drawn_from, share_of_draws, what_varied
from omradesindex.wording import NBSP, Language, Text, area_name, join, number, plural, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.subjects.robustness.study import Study

# As many pairs and areas as a reader takes in.
_MOST_PAIRS, _MOST_OTHERS = 3, 4
# As many areas as are named where more are only counted.
_MOST_NAMED = 8
_HARDLY_ANY = 0.05
#: Share of the draws from which the order of two areas is taken to be known.
SURE = 0.95

_FIRST_PLACES = {2: Text("två", "two"), 3: Text("tre", "three")}


def summary(study: Study, lang: Language = "sv") -> str:
    """Say how far the conclusion holds.

    What was varied and how often; which areas come first whatever is chosen; which could; how far ranks
    move; which areas cannot be told apart; what matters most; what the ranges are; of what quality the
    figures are and what else a reader must know, whatever is varied.
    """
    return "\n".join([words.headline(study.base, lang), *sentences(study, lang), *caveats(study.base, lang)])


def sentences(study: Study, lang: Language) -> list[str]:
    """The summary's paragraphs, without its headline."""
    lines = [_what(study, lang), _interrupted(study, lang)] if study.tried else []
    if not study.problem.base_ranks.any():
        lines = [
            say(
                lang,
                "Det går inte att säga hur långt slutsatsen håller: indexet kan inte beräknas för något "
                "område, så det finns ingen ordning att pröva.",
                "How far the conclusion holds cannot be said: the index cannot be computed for any area, so "
                "there is no order to try.",
            )
        ]
    elif not study.tried:
        lines = [untried_line(study, lang), *copy_lines(study, lang)]
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
    return [line for line in lines if line]


def _what(study: Study, lang: Language) -> str:
    draws, varied = number(study.n, lang=lang), what_varied(study, lang)
    if study.every:
        different = study.n < n_combinations(study.problem)
        return say(
            lang,
            f"Indexet har räknats i alla {draws} {'olika ' * different}kombinationer av detta: {varied}.",
            f"The index was computed in all {draws} {'different ' * different}combinations of this: "
            f"{varied}.",
        )
    among, n = drawn_from(study, lang), len(study.problem.factors)
    return say(
        lang,
        f"Indexet har räknats i {draws} {plural(study.n, 'scenario', 'scenarier')}{among}, där "
        f"{plural(n, 'detta varierade', 'allt detta varierade på en gång')}: {varied}.",
        f"The index was computed in {draws} {plural(study.n, 'scenario', 'scenarios')}{among}, in which "
        f"{plural(n, 'this varied', 'all this varied at once')}: {varied}.",
    )


def _interrupted(study: Study, lang: Language) -> str:
    if not study.interrupted:
        return ""
    draws, asked = number(study.n, lang=lang), number(study.asked, lang=lang)
    if study.n == study.asked:
        return say(
            lang,
            "Körningen avbröts innan osäkerheten hade delats upp på valen; alla scenarier ingår.",
            "The run was interrupted before the uncertainty was shared out; all scenarios are there.",
        )
    return say(
        lang,
        f"Körningen avbröts: {draws} av {asked} begärda scenarier ingår.",
        f"The run was interrupted: it holds {draws} of the {asked} scenarios asked for.",
    )


def _lacking(study: Study, lang: Language) -> str:
    """Say that some areas are without a place in some scenarios, as all shares are of all scenarios."""
    placed = study.tally.ranks.sum(axis=1)
    some = (placed < study.tally.n) & (study.problem.base_ranks > 0)
    if not some.any():
        return ""
    n = int(some.sum())
    most = share_of_draws(1 - float(placed[some].min()) / study.tally.n, study.n, lang)
    return say(
        lang,
        f"{plural(n, 'Ett område', f'{number(n)} områden')} saknar plats i en del av scenarierna "
        f"({plural(n, '', 'som mest ')}{most}). Andelarna gäller alla scenarier.",
        f"{plural(n, 'One area lacks', f'{number(n, lang=lang)} areas lack')} a place in some of the "
        f"scenarios ({plural(n, '', 'at most ')}{most}). Shares are of all scenarios.",
    )


# -- the first places ----------------------------------------------------------------------------------------


def _first(study: Study, lang: Language) -> str:
    """Who comes first in the index as defined, how often they do, and who else may."""
    k = study.first_places
    base = study.base.ranks["index"]
    first = [str(area) for area in base[base <= k].sort_values(kind="stable").index]
    among = study.among_first(k).sort_values(ascending=False, kind="stable")
    shares = {str(area): float(share) for area, share in among.items()}
    others = [area for area, share in shares.items() if area not in first and share > _HARDLY_ANY]
    lines = []
    if len(first) <= 2 * _MOST_OTHERS:
        firsts, place = join([named(study, area) for area in first], lang=lang), first_places(k, lang)
        lines.append(
            say(
                lang,
                f"{firsts} är {place} i indexet som det är definierat.",
                f"{firsts} {plural(len(first), 'is', 'are')} {place} in the index as defined.",
            )
        )
        lines.append(_how_often(study, {area: shares[area] for area in shares if area in first}, lang))
    if others:
        texts = [
            f"{named(study, area)} ({share_of_draws(shares[area], study.n, lang)})"
            for area in others[:_MOST_OTHERS]
        ]
        left = len(others) - _MOST_OTHERS
        texts += [say(lang, f"{left} till", f"{left} more")] if left > 0 else []
        listed = join(texts, lang=lang)
        lines.append(say(lang, f"Dit kan också komma: {listed}.", f"Others that may come there: {listed}."))
    return " ".join(lines)


def _how_often(study: Study, shares: Mapping[str, float], lang: Language) -> str:
    """How often those who come first do so; ``shares`` falls."""
    every = [area for area, share in shares.items() if share == 1]
    rest = [area for area in shares if area not in every]
    if not rest:
        return say(lang, "Så är det i alla scenarier.", "That holds in every scenario.")
    texts = []
    if every:
        listed = join(every, lang=lang)
        texts.append(say(lang, f"i alla scenarier för {listed}", f"in every scenario for {listed}"))
    # What a share is a share of is said once, and shorter where the scenarios have just been named.
    whole = say(lang, " av dem", " of them") if every else say(lang, " av scenarierna", " of the scenarios")
    for area in rest:
        share = share_of_draws(shares[area], study.n, lang)
        texts.append(say(lang, f"i {share}{whole} för {area}", f"in {share}{whole} for {area}"))
        whole = ""
    listed = join(texts, lang=lang)
    return say(lang, f"Så är det {listed}.", f"That holds {listed}.")


def named(study: Study, area: str) -> str:
    """An area's code and name."""
    return area_name(area, study.base.names[area])


def first_places(k: int, lang: Language) -> str:
    """``bland de tre med störst utmaning``."""
    if k == 1:
        return say(lang, "först", "first")
    count = _FIRST_PLACES[k].in_(lang) if k in _FIRST_PLACES else number(k, lang=lang)
    return say(
        lang, f"bland de {count} med störst utmaning", f"among the {count} with the greatest challenge"
    )


# -- movement, pairs, causes ---------------------------------------------------------------------------------


def _movement(study: Study, lang: Language) -> str:
    """How far ranks move, and who moves least and most."""
    ranks = study.ranks
    ranks = ranks[ranks["low"].notna() & ranks["high"].notna()]
    if len(ranks) < 2:
        return ""
    mean = float(study.tally.group_shift.sum()) / study.tally.n / len(study.areas)
    if not mean:
        return say(lang, "Inget område byter plats i något scenario.", "No area moves in any scenario.")
    less = say(lang, "mindre än ", "less than ") if mean < 0.1 else ""
    shift = f"{less}{number(max(mean, 0.1), 1, lang=lang)}"
    width = (ranks["high"] - ranks["low"]).astype(int)
    lines = [
        say(
            lang,
            f"I genomsnitt flyttas ett område {shift} platser.",
            f"On average an area moves {shift} places.",
        ),
        _still([str(area) for area in width.index[width == 0]], lang),
    ]
    if width.max() > 0:
        most = str(width.idxmax())
        low, high = (int(ranks[side][most]) for side in ("low", "high"))
        who = named(study, most)
        lines.append(
            say(
                lang,
                f"Mest rör sig {who}: plats {low}–{high} i de mittersta 90{NBSP}% av scenarierna.",
                f"{who} moves the most: places {low}–{high} in the middle 90% of the scenarios.",
            )
        )
    return " ".join(line for line in lines if line)


def _still(areas: Sequence[str], lang: Language) -> str:
    """Who keeps its place."""
    n = len(areas)
    if not n:
        return ""
    who = say(lang, f"{number(n)} områden", f"{number(n, lang='en')} areas")
    if n <= _MOST_NAMED:
        listed = join(areas, lang=lang)
        who = say(
            lang, f"{plural(n, 'Område', 'Områdena')} {listed}", f"{plural(n, 'Area', 'Areas')} {listed}"
        )
    return say(
        lang,
        f"{who} behåller sin plats i minst 90{NBSP}% av scenarierna.",
        f"{who} {plural(n, 'keeps its place', 'keep their places')} in at least 90% of the scenarios.",
    )


def open_pairs(study: Study) -> tuple[pd.DataFrame, int]:
    """Pairs that cannot be told apart, those nearest to even first, and how many pairs there are in all.

    Areas that never have a rank lie neither above nor below, and ties are no order.
    """
    pairs, above = study.pairs, study.above
    never = above.index[study.ranks["low"].isna()]
    pairs = pairs[~(pairs["first"].isin(never) | pairs["second"].isin(never))]
    below = np.array([above.at[b, a] for a, b in zip(pairs["first"], pairs["second"], strict=True)])
    return pairs[np.maximum(pairs["above"].to_numpy(), below) < SURE], len(pairs)


def _pairs(study: Study, lang: Language) -> str:
    """Who cannot be told apart, those nearest to even first."""
    pairs, n_pairs = open_pairs(study)
    if pairs.empty:
        return say(
            lang,
            f"Alla par av områden ligger i samma ordning i minst 95{NBSP}% av scenarierna.",
            "Every pair of areas has the same order in at least 95% of the scenarios.",
        )
    nearest = pairs.head(_MOST_PAIRS)
    even = "; ".join(
        join([first, second], lang=lang)
        for first, second in zip(nearest["first"], nearest["second"], strict=True)
    )
    total, count = number(n_pairs, lang=lang), number(len(pairs), lang=lang)
    limit = say(
        lang,
        f"deras ordning är densamma i mindre än 95{NBSP}% av scenarierna",
        "their order is the same in less than 95% of the scenarios",
    )
    if n_pairs == 1:
        return say(
            lang,
            f"De två områdena kan inte hållas isär: {limit}.",
            f"The two areas cannot be told apart: {limit}.",
        )
    if len(pairs) == 1:
        return say(
            lang,
            f"Ett av {total} par av områden kan inte hållas isär ({limit}): {even}.",
            f"One of {total} pairs of areas cannot be told apart ({limit}): {even}.",
        )
    return say(
        lang,
        f"{count} av {total} par av områden kan inte hållas isär ({limit}). Jämnast är det mellan {even}.",
        f"{count} of {total} pairs of areas cannot be told apart ({limit}). Most even: {even}.",
    )


def most_moving(study: Study, output: str) -> pd.Series | None:
    """The row of :attr:`Study.sensitivity` of the factor that moves an output the most, if any does."""
    causes = study.sensitivity
    own = causes[(causes["output"] == output) & causes["total"].notna()]
    own = own.sort_values("total", ascending=False, kind="stable")
    return None if own.empty or float(own["total"].iloc[0]) <= 0 else own.iloc[0]


def share_of_variance(row: pd.Series, kind: str, lang: Language) -> str:
    """``34–75``: per cent, the ends of the interval of a share of variance."""
    low, high = (min(max(float(row[f"{kind}_{end}"]), 0.0), 1.0) for end in ("low", "high"))
    a, b = number(100 * low, lang=lang), number(100 * high, lang=lang)
    return a if a == b else f"{a}–{b}"


def _matters(study: Study, lang: Language) -> str:
    """What moves ranks the most, as surely as the draws can tell."""
    first = most_moving(study, "mean_rank_shift")
    if first is None:
        return ""
    share = share_of_variance(first, "total", lang)
    label = next(f.label for f in study.problem.factors if f.name == first["factor"])
    line = say(
        lang,
        f"Mest beror rangernas förflyttning på {label.sv}: {share}{NBSP}% av variansen, samspel inräknat.",
        f"Ranks move mostly because of the {label.en}: {share}% of the variance, interaction included.",
    )
    levels = study.by_level
    levels = levels[(levels["factor"] == first["factor"]) & (levels["n"] > 0)]
    if first["factor"] == "set" and len(levels) > 1:
        far = levels.loc[levels["mean_rank_shift"].idxmax()]
        places = number(float(far["mean_rank_shift"]), 1, lang=lang)
        line += say(
            lang,
            f" Längst flyttar uppsättningen {far['level']} dem: i genomsnitt {places} platser.",
            f" The set {far['level']} moves them furthest: {places} places on average.",
        )
    return line


def kind_line(study: Study, lang: Language) -> str:
    """What the ranges are, and what they are not."""
    what = Text(
        "vad valen betyder, inte slumpen i värdena", "what the choices mean, not chance in the values"
    )
    if study.problem.varying_sources:
        what = Text("vad slumpen kan ha gjort", "what chance may have done")
        if study.problem.varying_choices:
            what = Text(
                "vad valen betyder och vad slumpen kan ha gjort med värdena",
                "what the choices mean and what chance may have done to the values",
            )
    kind = study.kind(lang)
    return say(
        lang,
        f"Intervallen är {kind}: de visar {what.sv}. De är inga konfidensintervall.",
        f"Each interval is a {kind}: it shows {what.en}. It is not a confidence interval.",
    )


def _without_error(study: Study, lang: Language) -> str:
    """How much of the index stands still because nobody knows its error."""
    if not study.problem.varies("sampling"):
        return ""
    known = study.base.uncertainty().score_known["index"]
    least = float(np.nanmin(known)) if np.isfinite(known).any() else 0.0
    if reaches(least, 1.0):
        return ""
    share = number(100 * (1 - least), lang=lang)
    return say(
        lang,
        f"Värden utan känt fel står stilla: i något område upp till {share}{NBSP}% av indexets vikt.",
        f"Values without a known error stand still: in some area up to {share}% of the index's weight.",
    )
