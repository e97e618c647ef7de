"""How a study and its shares are written: the factors by name, shares with no false precision."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from omradesindex.wording import NBSP, Language, join, number

if TYPE_CHECKING:
    from omradesindex.robustness.answers import Robustness
    from omradesindex.robustness.problem import Factor

_LONGEST_LIST = 70


def percent(share: float, lang: Language, decimals: int = 1) -> str:
    """Write a share as people read it; never 100 or 0 % where a single draw says otherwise.

    Examples
    --------
    >>> percent(0.99996, "sv").replace(NBSP, "_")
    'mer än 99,9_%'
    """
    sign = f"{NBSP}%" if lang == "sv" else "%"
    step = 10.0**-decimals
    value = 100 * share
    if 100 - step < value < 100:
        return ("mer än " if lang == "sv" else "more than ") + number(100 - step, decimals, lang=lang) + sign
    if 0 < value < step:
        return ("mindre än " if lang == "sv" else "less than ") + number(step, decimals, lang=lang) + sign
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


def what_varied(study: Robustness, lang: Language) -> str:
    """Name the factors, with their levels where they are few."""
    return join([_told(study, factor, lang) for factor in study.problem.factors], lang=lang)


def _told(study: Robustness, factor: Factor, lang: Language) -> str:
    label = factor.label.in_(lang)
    if factor.name in (*study.problem.sources, "drop"):
        return label
    levels = factor.levels
    if factor.name in ("weights", "subsets"):
        levels = tuple(level for level in levels if level != factor.base) or levels
    listed = ", ".join(levels)
    if len(listed) <= _LONGEST_LIST:
        return f"{label} ({listed})"
    return f"{label} ({number(len(levels), lang=lang)} {'stycken' if lang == 'sv' else 'of them'})"


def headline(study: Robustness, lang: Language) -> str:
    """Which index, and whose figures."""
    statistics = study.base.statistics
    told = f"{study.base.index.label.in_(lang)} · {statistics.name}"
    if statistics.division is not None and statistics.division.made_up and "(påhittad)" not in told:
        told += " (påhittad)" if lang == "sv" else " (made up)"
    if study.base.partial:
        told += " · delvis beräknat" if lang == "sv" else " · partly computed"
    return told
