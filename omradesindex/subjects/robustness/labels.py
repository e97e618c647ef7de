"""Short texts that sentences, tables and figures share: levels by name, shares not too precise."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from typing import TYPE_CHECKING

from omradesindex.wording import NBSP, Language, Text, join, number, plural, say

if TYPE_CHECKING:
    from omradesindex.subjects.robustness.problem import Factor
    from omradesindex.subjects.robustness.study import Study

_LONGEST_LIST = 90


def percent(share: float, lang: Language, decimals: int = 1) -> str:
    """Write a share as people read it; never 100 or 0 % where a single draw says otherwise.

    Examples
    --------
    >>> percent(0.99996, "sv").replace(NBSP, "_")
    'mer än 99,9_%'
    """
    sign, step, value = say(lang, f"{NBSP}%", "%"), 10.0**-decimals, 100 * share
    if 100 - step < value < 100:
        return say(lang, "mer än ", "more than ") + number(100 - step, decimals, lang=lang) + sign
    if 0 < value < step:
        return say(lang, "mindre än ", "less than ") + number(step, decimals, lang=lang) + sign
    return number(value, 0 if value in (0, 100) else decimals, lang=lang) + sign


def share_of_draws(share: float, n: int, lang: Language) -> str:
    """Write a share of ``n`` draws with no more decimals than so many draws can tell.

    Examples
    --------
    >>> share_of_draws(0.998, 100_000, "en"), share_of_draws(0.788, 10_000, "en")
    ('99.8%', '79%')
    """
    error = 100 * sqrt(max(share * (1 - share), 0.0) / max(n, 1))
    return percent(share, lang, 1 if 2 * error < 0.05 else 0)


def times(share: float, n: int, lang: Language) -> str:
    """Write a share of ``n`` draws as how often it happens, out of a hundred or of them all.

    Examples
    --------
    >>> times(0.984, 2000, "sv"), times(0.25, 8, "en"), times(1.0, 8, "sv")
    ('98 gånger av 100', '2 times in 8', 'varje gång')
    >>> times(0.9999, 20_000, "sv"), times(0.0, 20_000, "en")
    ('mer än 99 gånger av 100', 'never')
    """
    if share in (0.0, 1.0):
        return say(lang, "varje gång", "every time") if share else say(lang, "aldrig", "never")
    whole = min(n, 100)
    count = round(share * whole)
    more, less = say(lang, "mer än ", "more than "), say(lang, "mindre än ", "less than ")
    sign = more if count == whole else less if not count else ""
    count = min(max(count, 1), whole - 1)
    return say(
        lang,
        f"{sign}{count} {plural(count, 'gång', 'gånger')} av {whole}",
        f"{sign}{count} {plural(count, 'time', 'times')} in {whole}",
    )


#: What a person calls each method of :mod:`omradesindex.methods.registry`, in a list of such.
NAMES: Mapping[str, Mapping[str, Text]] = {
    "impute": {
        "none": Text("inte alls", "none"),
        "mean": Text("medelvärde", "mean"),
        "median": Text("median", "median"),
        "group_mean": Text("gruppens medelvärde", "the group's mean"),
        "group_median": Text("gruppens median", "the group's median"),
        "area_mean": Text("områdets medelvärde över åren", "the area's mean over the years"),
        "area_median": Text("områdets median över åren", "the area's median over the years"),
        "last": Text("områdets senaste värde", "the area's latest value"),
        "linear": Text("rät linje mellan åren", "straight line between years"),
        "proxy": Text("regression", "regression"),
        "multiple": Text("multipel imputering", "multiple imputation"),
    },
    "treat": {
        "none": Text("ingen", "none"),
        "winsorise": Text("winsorisering", "winsorisation"),
        "winsorise_at": Text("winsorisering vid percentiler", "winsorisation at percentiles"),
        "winsorise_or_log": Text("winsorisering eller logaritm", "winsorisation or logarithm"),
        "log": Text("logaritm", "logarithm"),
        "square_root": Text("kvadratrot", "square root"),
        "arcsine": Text("arcsinus", "arcsine"),
        "logit": Text("logit", "logit"),
        "shifted_log": Text("förskjuten logaritm", "shifted logarithm"),
        "box_cox": Text("Box–Cox", "Box–Cox"),
        "exponential_tail": Text("exponentiell svans", "exponential tail"),
        "distance": Text("avstånd från ett mål", "distance from an optimum"),
        "by_indicator": Text("var indikator för sig", "each indicator by itself"),
    },
    "normalise": {
        "z_score": Text("z-värden", "z-scores"),
        "min_max": Text("min–max", "min–max"),
        "goalposts": Text("fasta gränser", "goalposts"),
        "robust_z": Text("robusta z-värden", "robust z-scores"),
        "distance_to_maximum": Text("avstånd till det högsta värdet", "distance to the maximum"),
        "distance_to_reference": Text("avstånd till referensvärdet", "distance to the reference"),
        "distance_to_target": Text("avstånd till målet", "distance to the target"),
        "fraction_of_maximum": Text("andel av det högsta värdet", "fraction of the maximum"),
        "vector": Text("delar av kvadratsummans rot", "parts of the root of the sum of squares"),
        "mpi": Text("Mazziotta–Pareto", "Mazziotta–Pareto"),
        "ampi": Text("justerad Mazziotta–Pareto", "adjusted Mazziotta–Pareto"),
        "none": Text("ingen", "none"),
        "rank": Text("rangordning", "places"),
        "percentile_rank": Text("percentilrang", "percentile places"),
        "borda": Text("antal lägre områden", "areas that lie lower"),
        "normal_score": Text("normalvärden", "normal scores"),
        "exponential": Text("exponentiell", "exponential"),
        "categories": Text("klasser", "categories"),
    },
    "weights": {
        "equal": Text("lika vikter", "equal weights"),
        "given": Text("indexets egna", "the index's own"),
        "budget_allocation": Text("fördelade poäng", "budget allocation"),
        "ahp": Text("parvisa jämförelser", "analytic hierarchy process"),
        "standard_deviation": Text("efter standardavvikelse", "by standard deviation"),
        "critic": Text("CRITIC", "CRITIC"),
        "entropy": Text("efter entropi", "by entropy"),
        "first_component": Text("första principalkomponenten", "first principal component"),
        "factor_loadings": Text("efter faktorladdningar", "by factor loadings"),
        "one_factor": Text("efter en gemensam faktor", "by one shared factor"),
        "effective": Text("efter avsedd betydelse", "by intended importance"),
        "dirichlet": Text("alla fördelningar lika troliga", "every split equally likely"),
    },
    "aggregate": {
        "arithmetic": Text("aritmetiskt medelvärde", "arithmetic mean"),
        "geometric": Text("geometriskt medelvärde", "geometric mean"),
        "harmonic": Text("harmoniskt medelvärde", "harmonic mean"),
        "power_mean": Text("potensmedelvärde", "power mean"),
        "minimum": Text("minimum", "minimum"),
        "maximum": Text("maximum", "maximum"),
        "mpi": Text("Mazziotta–Pareto", "Mazziotta–Pareto"),
        "ampi": Text("justerad Mazziotta–Pareto", "adjusted Mazziotta–Pareto"),
        "topsis": Text("TOPSIS", "TOPSIS"),
        "wroclaw": Text("Wrocławmetoden", "Wrocław method"),
        "copeland": Text("Copeland", "Copeland"),
        "kemeny": Text("Kemeny", "Kemeny"),
        "borda": Text("Borda", "Borda"),
        "count_beyond": Text("antal över en gräns", "number beyond a threshold"),
        "share_beyond": Text("andel över en gräns", "share beyond a threshold"),
        "sum": Text("summa", "sum"),
        "product": Text("produkt", "product"),
        "benefit_of_the_doubt": Text("mest gynnsamma vikter", "benefit of the doubt"),
    },
}


def level_name(step: str, level: str, lang: Language) -> str:
    """Name a level of a factor as a person would; what has no such name keeps its own.

    Examples
    --------
    >>> level_name("aggregate", "geometric", "sv"), level_name("treat", "winsorise (most 2)", "sv")
    ('geometriskt medelvärde', 'winsorisering (most 2)')
    >>> level_name("aggregate", "dimension arithmetic, index geometric", "en")
    'dimension arithmetic mean, index geometric mean'
    """
    if step == "weights" and level.startswith("±"):
        return level.replace(" ", say(lang, NBSP, ""))
    names = NAMES.get(step, {})
    head, *options = level.split(" (", 1)
    if head in names:
        return " (".join([names[head].in_(lang), *options])
    if step == "aggregate" and " " in level:
        # By level: each has its own, as "dimension geometric".
        told = (one.partition(" ") for one in level.split(", "))
        return ", ".join(f"{where} {level_name(step, own, lang)}" for where, _, own in told)
    return level


def factor_levels(study: Study, factor: Factor, lang: Language) -> str:
    """Name a factor's levels where they are few; empty where it has none to name."""
    if factor.name in (*study.problem.sources, "drop"):
        return ""
    levels = factor.distinct
    if factor.name in ("weights", "subsets"):
        levels = tuple(level for level in levels if level != factor.base) or levels
    if factor.name == "set":
        names = [set_name(study, level, lang) for level in levels]
    else:
        names = [level_name(factor.name, level, lang) for level in levels]
    if sum(map(len, names)) > _LONGEST_LIST:
        return say(lang, f"{number(len(levels))} stycken", f"{number(len(levels), lang='en')} of them")
    return join(names, lang=lang)


def set_name(study: Study, level: str, lang: Language) -> str:
    """Name a proposal by its label, and by its id where it has none of its own."""
    label = next((own.label for own in study.varied.sets if own.id == level), None)
    base = study.base.index
    if level == base.id:
        return say(lang, "indexet självt", "the index itself")
    if label is None or label == base.label:
        return level
    name = label.in_(lang)
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def drawn_from(study: Study, lang: Language) -> str:
    """``, dragna bland 5 olika``: where there are fewer combinations than draws."""
    n = study.combinations
    if n is None or study.n <= n:
        return ""
    count = number(n, lang=lang)
    return say(lang, f", dragna bland {count} olika", f", drawn from {count} different ones")


def upper(text: str) -> str:
    """Begin a sentence with what stands inside one."""
    return text[:1].upper() + text[1:]
