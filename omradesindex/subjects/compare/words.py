"""What sets of indicators change beside another, in words that a person reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from omradesindex.index import words
from omradesindex.index.decimals import score_decimals
from omradesindex.index.words_scale import key_line
from omradesindex.subjects.compare.seen import empty_line as no_figures_line
from omradesindex.subjects.compare.seen import new_figures, new_line, replaced_by_nothing, replaced_line
from omradesindex.wording import Language, area_name, correlation, join, number, plural, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.subjects.compare.compared import Compared

_NUMERALS: Mapping[Language, Sequence[str]] = {
    "sv": ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"),
    "en": (
        *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        *("eleven", "twelve"),
    ),
}


def numeral(n: int, lang: Language) -> str:
    """Write small numbers as words, as running text does."""
    return _NUMERALS[lang][n] if n < len(_NUMERALS[lang]) else number(n, lang=lang)


# -- of the whole comparison --------------------------------------------------------------------------------


def subtitle(comparison: Compared, lang: Language) -> str:
    """The period, what a rank is, and what the sets are held against."""
    when = words.periods(comparison.everything, lang)
    of = f"{say(lang, 'Uppgifter för', 'Figures for')} {when}. " if when else ""
    return of + say(
        lang,
        f"Områdenas plats i varje uppsättning; plats 1 är störst utmaning. Bas: {comparison.base}.",
        f"The areas' place in each set; place 1 is the greatest challenge. Base: {comparison.base}.",
    )


def sets_line(comparison: Compared, lang: Language) -> str:
    """What the sets' ids stand for."""
    by_label: dict[str, list[str]] = {}
    for name in (*comparison.sets, *comparison.empty):
        by_label.setdefault(comparison.label(name, lang), []).append(name)
    return "; ".join(f"{', '.join(names)}: {label}" for label, names in by_label.items()) + "."


def mark_line(marks: str, lang: Language) -> str:
    """What the marks beside ranks mean, those that there are.

    Examples
    --------
    >>> mark_line("=", "en")
    '= is a shared place.'
    """
    meanings = {
        "=": say(lang, "= är en delad plats", "= is a shared place"),
        "↑": say(
            lang,
            "↑1 är en plats närmare den första än i basen",
            "↑1 is a place nearer the first than in the base",
        ),
        "↓": say(
            lang,
            "↓1 är en plats längre från den än i basen",
            "↓1 is a place farther from it than in the base",
        ),
    }
    used = [meaning for mark, meaning in meanings.items() if mark in marks]
    return f"{join(used, lang=lang)}." if used else ""


def left_out_line(comparison: Compared, lang: Language) -> str:
    """The sets that could not be computed and the areas without ranks, and why."""
    sentences = [empty_line(comparison, lang)]
    if comparison.left_out:
        codes = join(comparison.left_out, lang=lang)
        sentences.append(
            say(
                lang,
                f"Områden utan plats, eftersom index saknas i någon uppsättning: {codes}.",
                f"Areas without a place, because some set gives them no index: {codes}.",
            )
        )
    return " ".join(filter(None, sentences))


def the_first(comparison: Compared, lang: Language) -> str:
    """``de tre första``: what coming first means here."""
    if comparison.top == 1:
        return say(lang, "första plats", "the first place")
    n = numeral(comparison.top, lang)
    return say(lang, f"de {n} första", f"the first {n}")


def first_lines(comparison: Compared, lang: Language) -> list[str]:
    """Who comes first in every set, and who in some only."""
    first = the_first(comparison, lang)
    place = first if comparison.top == 1 else say(lang, f"bland {first}", f"among {first}")
    upper = place[:1].upper() + place[1:]
    none = say(lang, f"Inget område är {place} i alla uppsättningar.", f"No area is {place} in every set.")
    of = say(lang, " som det går att säga något om", " of which something can be said")
    of = of if comparison.empty else ""
    every = say(lang, f"{upper} i alla uppsättningar{of}", f"{upper} in every set{of}")
    some = say(lang, f"{upper} i någon men inte alla", f"{upper} in some but not all")
    common, contested = (
        join([area_name(code, comparison.statistics.name_of(code)) for code in codes], lang=lang)
        for codes in (comparison.common, comparison.contested)
    )
    lines = [f"{every}: {common}." if common else none]
    return [*lines, f"{some}: {contested}."] if contested else lines


def new_indicators(comparison: Compared, lang: Language) -> str:
    """Say how many of each set's new indicators have figures; nothing where all have."""
    rows = comparison.coverage[comparison.coverage["role"] != "kept"]
    rows = rows[~rows["set"].isin(comparison.empty)]
    by_set = rows.groupby("set", sort=False)["figures"].agg(["sum", "size"])
    new = new_line({str(name): (int(n), int(of)) for name, n, of in by_set.itertuples()}, lang)
    base, figures = comparison.results[comparison.base].index, comparison.figures
    replaced = {n: replaced_by_nothing(base, r.index, figures) for n, r in comparison.results.items()}
    return " ".join(filter(None, (new, replaced_line(replaced, lang))))


def scale_lines(comparison: Compared, lang: Language) -> list[str]:
    """How scores are read: once where all sets share the scale, else for each."""
    by_set = {name: key_line(result, lang) for name, result in comparison.results.items()}
    if len(set(by_set.values())) == 1:
        return [by_set[comparison.base]]
    return [f"{name}: {text}" for name, text in by_set.items()]


def empty_line(comparison: Compared, lang: Language, names: Sequence[str] | None = None) -> str:
    """Say that nothing can be said of the sets that were not computed, or of some; nothing where all were."""
    empty = {name: comparison.empty[name] for name in (comparison.empty if names is None else names)}
    return no_figures_line(comparison.index_of(comparison.base), empty, lang)


def points_line(comparison: Compared, lang: Language) -> str:
    """Say what the points of a cause are."""
    return say(
        lang,
        "Poängen säger hur mycket indikatorn ändrar avståndet till de områden som passeras eller passerar "
        f"(i medeltal, i poäng enligt {comparison.base}).",
        "Points say by how much the indicator changes the distance to the areas that are passed or pass "
        f"(on average, in points of {comparison.base}).",
    )


# -- of one set ---------------------------------------------------------------------------------------------


def count_of(comparison: Compared, name: str, lang: Language) -> str:
    """``6 av 14``: how many of a set's indicators have figures; nothing where all have."""
    known, every = comparison.counts(name)
    return "" if known == every else f"{known} {say(lang, 'av', 'of')} {every}"


def set_head(comparison: Compared, name: str, lang: Language) -> list[str]:
    """A set's id in lines that are broken at its hyphens, and how many of its indicators have figures."""
    count = count_of(comparison, name, lang)
    return [*name.replace("-", "-\n").replace("_", "_\n").split("\n"), *([count] if count else [])]


def unseen_line(lang: Language) -> str:
    """Say that a set is the base in disguise, as far as there are figures."""
    return say(
        lang,
        "Det som skiljer uppsättningen från basen saknar uppgifter: att ordningen är densamma säger inget om "
        "förslaget.",
        "What sets it apart from the base has no figures: that the order is the same says nothing about "
        "the proposal.",
    )


def who_comes_first(comparison: Compared, name: str, lang: Language) -> list[str]:
    """Say who enters and who leaves the first areas, and mainly by what."""
    if name in comparison.empty:
        return [
            say(
                lang,
                "Det går inte att säga: allt nytt saknar uppgifter.",
                "It cannot be said: nothing that is new has figures.",
            )
        ]
    if name in comparison.unseen:
        return [unseen_line(lang)]
    return [*_entering_and_leaving(comparison, name, lang), *_of_a_part(comparison, name, lang)]


def _of_a_part(comparison: Compared, name: str, lang: Language) -> list[str]:
    """Say that only a part of a set shows, where some of its new indicators lack figures."""
    known, new = new_figures(
        comparison.index_of(comparison.base), comparison.index_of(name), comparison.figures
    )
    if known == new:
        return []
    return [
        say(
            lang,
            f"Det gäller bara den del som syns: {known} av {new} nya indikatorer har uppgifter.",
            f"That is only of the part that shows: {known} of {new} new indicators have figures.",
        )
    ]


def _entering_and_leaving(comparison: Compared, name: str, lang: Language) -> list[str]:
    rows, first, top = moves_of(comparison, name), the_first(comparison, lang), comparison.top
    if not (rows["enters"] | rows["leaves"]).any():
        if top == 1:
            return [say(lang, "Samma område kommer först.", "The same area comes first.")]
        return [say(lang, f"Samma områden är {first}.", f"The same areas are {first}.")]
    enters = say(lang, f"kommer in bland {first}" if top > 1 else f"kommer på {first}", f"enters {first}")
    leaves = say(lang, f"lämnar {first}", f"leaves {first}")
    return [
        _sentence(comparison, row, verb, lang)
        for flag, verb in (("enters", enters), ("leaves", leaves))
        for row in rows[rows[flag]].sort_values("rank", kind="stable").to_dict("records")
    ]


def moves_of(comparison: Compared, name: str) -> pd.DataFrame:
    """The moves of one set."""
    return comparison.moves[comparison.moves["set"] == name]


def agreement(comparison: Compared, name: str, lang: Language) -> str:
    """Say how far a set's order agrees with the base's."""
    row = comparison.agreement.loc[[name]].to_dict("records")[0]
    rho, tau = (correlation(row[name], lang=lang) for name in ("spearman", "kendall"))
    shift = number(row["mean_shift"], 1, lang=lang)
    moved, every = len(moves_of(comparison, name)), len(comparison.compared)
    return say(
        lang,
        f"{moved} av {every} {plural(every, 'område', 'områden')} byter plats, i medeltal {shift} "
        f"platser över alla områden. Rangkorrelation med {comparison.base}: {rho} (Spearman), {tau} "
        "(Kendall).",
        f"{moved} of {every} {plural(every, 'area changes', 'areas change')} place, by {shift} places "
        f"on average over all areas. Rank correlation with {comparison.base}: {rho} (Spearman), {tau} "
        "(Kendall).",
    )


def gap_lines(comparison: Compared, name: str, lang: Language) -> list[str]:
    """Say which indicators lack figures, and how much of a set's own proposal can then be seen."""
    if not comparison.partial:
        return []
    rows = comparison.coverage[comparison.coverage["set"] == name]
    lines = []
    lacking = rows[~rows["figures"]]
    if len(lacking):
        known, every = comparison.counts(name)
        names = join([comparison.label(i, lang) for i in lacking["indicator"]], lang=lang)
        lines.append(
            say(
                lang,
                f"Delvis: {known} av {every} indikatorer har uppgifter. Saknas: {names}.",
                f"In part: {known} of {every} indicators have figures. Missing: {names}.",
            )
        )
    if name == comparison.base:
        return lines
    lines += _half_pairs(comparison, rows, lang)
    base = comparison.coverage[comparison.coverage["set"] == comparison.base]
    unseen = [*rows["indicator"][(rows["role"] != "kept") & ~rows["figures"]]]
    gone = set(base["indicator"]) - set(rows["indicator"]) - set(rows["instead_of"]) - comparison.figures
    unseen += [i for i in base["indicator"] if i in gone]
    if unseen:
        names = join([comparison.label(i, lang) for i in unseen], lang=lang)
        lines.append(
            say(
                lang,
                f"Förslaget rör också indikatorer utan uppgifter; vad de skulle ändra syns inte: {names}.",
                "The proposal also concerns indicators without figures; what they would change does not "
                f"show: {names}.",
            )
        )
    return lines


def _half_pairs(comparison: Compared, rows: pd.DataFrame, lang: Language) -> list[str]:
    """Say of which replaced indicators only the old or the new one has figures."""
    lines = []
    for row in rows[rows["role"] == "replaced"].to_dict("records"):
        new, old = comparison.label(row["indicator"], lang), comparison.label(row["instead_of"], lang)
        has_old = row["instead_of"] in comparison.figures
        if has_old and not row["figures"]:
            lines.append(
                say(
                    lang,
                    f"Att {old} byts mot {new}, som saknar uppgifter, syns här bara som att {old} inte "
                    "räknas.",
                    f"That {new}, which has no figures, takes the place of {old} shows here only as {old} "
                    "not being counted.",
                )
            )
        elif row["figures"] and not has_old:
            lines.append(
                say(
                    lang,
                    f"Att {old}, som saknar uppgifter, byts mot {new} syns här bara som att {new} "
                    "tillkommer.",
                    f"That {new} takes the place of {old}, which has no figures, shows here only as {new} "
                    "being added.",
                )
            )
    return lines


# -- of one move --------------------------------------------------------------------------------------------


def _sentence(comparison: Compared, row: Mapping[Any, Any], verb: str, lang: Language) -> str:
    area = area_name(str(row["area"]), str(row["name"]))
    places = f"{say(lang, 'plats', 'place')} {row['rank_base']} → {row['rank']}"
    why = ""
    if row["cause"]:
        points = number(row["cause_points"], point_decimals(comparison, [row]), lang=lang, sign=True)
        what = cause(comparison, row, lang)
        why = say(
            lang, f", främst genom {what} ({points} poäng)", f", mainly through {what} ({points} points)"
        )
    return f"{area} {verb} ({places}){why}."


def point_decimals(comparison: Compared, rows: Sequence[Mapping[Any, Any]]) -> int:
    """Decimals that the points of causes are written with: one more where some are small."""
    decimals = score_decimals(comparison.results[comparison.base])
    return decimals + any(abs(row["cause_points"]) < 10.0**-decimals for row in rows)


def cause(comparison: Compared, row: Mapping[Any, Any], lang: Language) -> str:
    """What mainly made an area move, as it stands after "mainly through"; empty where nothing is known."""
    if not row["cause"]:
        return ""
    label, gaps = comparison.label(row["cause"], lang), ""
    if row["gaps"]:
        gaps = say(lang, ", eftersom andra saknar uppgifter", " because others lack figures")
    if row["role"] == "replaced":
        return _replaced(comparison, row, lang)
    if row["role"] == "removed":
        return say(lang, f"att {label} utgår", f"{label} being left out")
    if row["role"] == "heavier":
        return say(lang, f"att {label} väger mer{gaps}", f"{label} weighing more{gaps}")
    if row["role"] == "lighter":
        return say(lang, f"att {label} väger mindre{gaps}", f"{label} weighing less{gaps}")
    return label


def _replaced(comparison: Compared, row: Mapping[Any, Any], lang: Language) -> str:
    """Name a replaced pair; of one half without figures, say so: only the other half shows."""
    new, old = (comparison.label(row[key], lang) for key in ("cause", "instead_of"))
    if row["without_figures"] == row["cause"]:
        return say(
            lang,
            f"att {old} byts mot {new}, som saknar uppgifter",
            f"{old} giving way to {new}, which has no figures",
        )
    lacks = say(lang, ", som saknar uppgifter", ", which has no figures") if row["without_figures"] else ""
    return say(lang, f"{new} i stället för {old}{lacks}", f"{new} instead of {old}{lacks}")
