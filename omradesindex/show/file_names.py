"""What saved files are called: in Swedish, and in an English folder in English.

The code says the Swedish name. This is the one table of the English ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from omradesindex.frozen import Frozen
from omradesindex.wording import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)

#: Swedish name without its kind, or its beginning before a ``_`` → English.
NAMES: Mapping[str, str] = Frozen(
    {
        # The same in both.
        "index": "index",
        "trend": "trend",
        "cni": "cni",
        "omradestyper": "area_types",
        "lika_omraden": "alike",
        "excel": "excel",
        "dcat": "dcat",
        "manifest": "manifest",
        "definition": "definition",
        "beta": "beta",
        "sigma": "sigma",
        # A result.
        "tabell": "table",
        "tabeller": "tables",
        "forklaringar": "explanations",
        "ord": "words",
        "indikatorer": "indicators",
        "resultat": "result",
        "omraden": "areas",
        "karta": "map",
        "kartor": "maps",
        "rangordning": "ranking",
        "varmekarta": "heatmap",
        "osakerhet": "uncertainty",
        # Groups.
        "uppdelning": "breakdown",
        "skillnader": "differences",
        "skillnader_ar": "differences_by_year",
        "avstamning": "reconciliation",
        "grupper": "groups",
        # Years.
        "forandring": "change",
        "platser": "places",
        "delar": "parts",
        "omprovning": "reopening",
        "trend_ar": "trend_by_year",
        "konvergens": "convergence",
        "mal": "goals",
        "alla": "overall",
        # Subjects.
        "jamforelse": "comparison",
        "rangdiagram": "rank_chart",
        "bidrag": "contributions",
        "tackning": "coverage",
        "granskning": "examination",
        "flaggor": "flags",
        "bredvid_varandra": "side_by_side",
        "overensstammelse": "agreement",
        "korrelationer": "correlations",
        "stammer": "review",
        "stammer_indexet": "does_the_index_hold",
        "spridning": "spread",
        "delomraden": "sub_areas",
        "ytterligheter": "extremes",
        "ojamlikhet": "inequality",
        "sticker_ut": "standing_out",
        "teman": "themes",
        "teman_staden": "themes_of_the_whole",
        # Robustness.
        "robusthet": "robustness",
        "rangintervall": "rank_ranges",
        "rangfordelning": "rank_shares",
        "rangmangder": "rank_sets",
        "par": "pairs",
        "avstand": "distances",
        "orsaker": "causes",
        "faktorer": "factors",
        "nivaer": "levels",
        "en_i_taget": "one_at_a_time",
        "ett_val_i_taget": "one_choice_at_a_time",
        "utan_indikator": "without_an_indicator",
        "scenarier": "scenarios",
        "vikter": "weights",
        "prova_vikter": "try_weights",
        # What may be published.
        "internt": "internal",
        "skydd": "protection",
        "dolda_tal": "hidden_figures",
        # What is handed over.
        "LÄSMIG": "README",
        "lattlast": "easy_read",
        # A project and its runs.
        "rapport": "report",
        "kontroller": "checks",
        "om_igen": "reproduced",
        "statistik": "statistics",
        "underlag": "inputs",
        "nyckel": "key",
        "tid": "time",
        "beslut": "decision",
        "mapping.forslag": "mapping.proposal",
    }
)


def file_name(name: str, lang: Language) -> str:
    """Return what a file or folder is called in a language; what the table does not know stays as it is.

    Examples
    --------
    >>> file_name("rangordning.csv", "en"), file_name("rangordning.csv", "sv")
    ('ranking.csv', 'rangordning.csv')
    >>> file_name("spridning_lag_lon.png", "en"), file_name("forandring_grupper", "en")
    ('spread_lag_lon.png', 'change_groups')
    """
    if lang == "sv":
        return name
    for stem in _stems(name):
        if stem in NAMES:
            rest = name[len(stem) :]
            return NAMES[stem] + (f"_{file_name(rest[1:], lang)}" if rest.startswith("_") else rest)
    return name


def _stems(name: str) -> list[str]:
    """Beginnings of a name that the table may know, the longest first: up to a dot, a dash or a ``_``."""
    ends = [k for k, letter in enumerate(name) if letter in "._-"]
    return [name[:end] for end in reversed([*ends, len(name)])]


def held_in(folder: Path, name: str) -> Path:
    """Return the path of a file that is there, whichever language the folder is in."""
    english = folder / file_name(name, "en")
    return english if english.exists() else folder / name
