"""What a set of indicators changes beside another, in words that a person reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from omradesindex.catalogue import diff
from omradesindex.index.caveats import notes
from omradesindex.index.decimals import score_decimals
from omradesindex.index.explain import Explanation
from omradesindex.index.quality import kinds_line
from omradesindex.subjects.compare.seen import empty_line as no_figures_line
from omradesindex.subjects.compare.seen import new_line, replaced_by_nothing, replaced_line
from omradesindex.wording import Language, area_name, correlation, join, number, plural

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.subjects.compare.answer import Comparison

_LISTED = 12
_NUMERALS = {
    "sv": ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"),
    "en": (
        *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        *("eleven", "twelve"),
    ),
}


def explain(comparison: Comparison, name: str, lang: Language) -> Explanation:
    """See :meth:`Comparison.explain`."""
    sv = lang == "sv"
    title = f"{comparison.label(name, lang)} ({name})"
    if name == comparison.base:
        against = (
            "den uppsättning som de andra jämförs med" if sv else "the set that the others are held against"
        )
        return Explanation(
            "\n".join(
                [f"{title}: {against}.", *_gaps(comparison, name, lang), *_caveats(comparison, name, lang)]
            )
        )
    indices = [comparison._index(n) for n in (comparison.base, name)]
    lines = [title, diff(*indices).text(lang), *_gaps(comparison, name, lang), ""]
    if name in comparison.empty:
        return Explanation("\n".join([*lines, empty_line(comparison, lang)]))
    if name in comparison.unseen:
        lines.append(unseen_line(lang))
    else:
        lines += [*moves(comparison, name, lang), "", agreement(comparison, name, lang)]
    return Explanation("\n".join([*lines, *_caveats(comparison, name, lang)]))


def _caveats(comparison: Comparison, name: str, lang: Language) -> list[str]:
    """Of what quality a set's figures are, and its notes and the base's."""
    base, own = comparison.results[comparison.base], comparison.results[name]
    return [kinds_line(own, lang), *dict.fromkeys([*notes(base, lang), *notes(own, lang)])]


def numeral(n: int, lang: Language) -> str:
    """Write small numbers as words, as running text does."""
    return _NUMERALS[lang][n] if n < len(_NUMERALS[lang]) else number(n, lang=lang)


def the_first(comparison: Comparison, lang: Language) -> str:
    """``de tre första``: what coming first means here."""
    if comparison.top == 1:
        return "första plats" if lang == "sv" else "the first place"
    n = numeral(comparison.top, lang)
    return f"de {n} första" if lang == "sv" else f"the first {n}"


def who_comes_first(comparison: Comparison, name: str, lang: Language) -> list[str]:
    """Say who enters and who leaves the first areas, and mainly by what."""
    sv, top = lang == "sv", comparison.top
    if name in comparison.unseen:
        return [unseen_line(lang)]
    rows = _moves(comparison, name)
    first = the_first(comparison, lang)
    if not (rows["enters"] | rows["leaves"]).any():
        if top == 1:
            return ["Samma område kommer först." if sv else "The same area comes first."]
        return [f"Samma områden är {first}." if sv else f"The same areas are {first}."]
    enters = (f"kommer in bland {first}" if top > 1 else f"kommer på {first}") if sv else f"enters {first}"
    leaves = f"lämnar {first}" if sv else f"leaves {first}"
    return [
        _sentence(comparison, row, verb, lang)
        for flag, verb in (("enters", enters), ("leaves", leaves))
        for row in rows[rows[flag]].sort_values("rank", kind="stable").to_dict("records")
    ]


def moves(comparison: Comparison, name: str, lang: Language) -> list[str]:
    """Say who enters and leaves the first areas, who else moves, and mainly by what."""
    sv = lang == "sv"
    rows = _moves(comparison, name)
    if rows.empty:
        return ["Inget område byter plats." if sv else "No area changes place."]
    others = rows[~rows["enters"] & ~rows["leaves"]]
    up, down = ("stiger", "sjunker") if sv else ("rises", "falls")
    lines = who_comes_first(comparison, name, lang)
    lines += [
        _sentence(comparison, row, up if row["change"] > 0 else down, lang)
        for row in others.head(_LISTED).to_dict("records")
    ]
    left = len(others) - _LISTED
    if left > 0:
        lines.append(
            f"Ytterligare {left} {plural(left, 'område', 'områden')} byter plats."
            if sv
            else f"{left} more {plural(left, 'area changes', 'areas change')} place."
        )
    return [*lines, points_line(comparison, lang)]


def agreement(comparison: Comparison, name: str, lang: Language) -> str:
    """Say how far a set's order agrees with the base's."""
    sv = lang == "sv"
    row = comparison.agreement.loc[[name]].to_dict("records")[0]
    rho, tau = (correlation(row[name], lang=lang) for name in ("spearman", "kendall"))
    shift = number(row["mean_shift"], 1, lang=lang)
    moved = int((comparison.moves["set"] == name).sum())
    every = len(comparison.compared)
    if sv:
        return (
            f"{moved} av {every} {plural(every, 'område', 'områden')} byter plats, i medeltal {shift} "
            f"platser över alla områden. Rangkorrelation med {comparison.base}: {rho} (Spearman), {tau} "
            "(Kendall)."
        )
    return (
        f"{moved} of {every} {plural(every, 'area changes', 'areas change')} place, by {shift} places "
        f"on average over all areas. Rank correlation with {comparison.base}: {rho} (Spearman), {tau} "
        "(Kendall)."
    )


def empty_line(comparison: Comparison, lang: Language) -> str:
    """Name the sets that could not be computed; nothing where all could."""
    return no_figures_line({name: len(own.indicators) for name, own in comparison.empty.items()}, lang)


def unseen_line(lang: Language) -> str:
    """Say that a set is the base in disguise, as far as there are figures."""
    return (
        "Det som skiljer uppsättningen från basen saknar uppgifter: att ordningen är densamma säger inget om "
        "förslaget."
        if lang == "sv"
        else "What sets it apart from the base has no figures: that the order is the same says nothing about "
        "the proposal."
    )


def _replaced(comparison: Comparison, row: dict[Any, Any], lang: Language) -> str:
    """Name a replaced pair; of one half without figures, say so: only the other half shows."""
    sv = lang == "sv"
    new, old = (comparison.label(row[key], lang) for key in ("cause", "instead_of"))
    if row["without_figures"] == row["cause"]:
        return (
            f"att {old} byts mot {new}, som saknar uppgifter"
            if sv
            else f"{old} giving way to {new}, which has no figures"
        )
    if row["without_figures"]:
        return (
            f"{new} i stället för {old}, som saknar uppgifter"
            if sv
            else f"{new} instead of {old}, which has no figures"
        )
    return f"{new} i stället för {old}" if sv else f"{new} instead of {old}"


def new_indicators(comparison: Comparison, lang: Language) -> str:
    """Say how many of each set's new indicators have figures; nothing where all have."""
    rows = comparison.coverage[comparison.coverage["role"] != "kept"]
    rows = rows[~rows["set"].isin(comparison.empty)]
    by_set = rows.groupby("set", sort=False)["figures"].agg(["sum", "size"])
    new = new_line({str(name): (int(n), int(of)) for name, n, of in by_set.itertuples()}, lang)
    base, figures = comparison.results[comparison.base].index, comparison._figures
    replaced = {n: replaced_by_nothing(base, r.index, figures) for n, r in comparison.results.items()}
    return " ".join(filter(None, (new, replaced_line(replaced, lang))))


def points_line(comparison: Comparison, lang: Language) -> str:
    """Say what the points of a cause are."""
    return (
        "Poängen säger hur mycket indikatorn ändrar avståndet till de områden som passeras eller passerar "
        f"(i medeltal, i poäng enligt {comparison.base})."
        if lang == "sv"
        else "Points say by how much the indicator changes the distance to the areas that are passed or pass "
        f"(on average, in points of {comparison.base})."
    )


def count_of(comparison: Comparison, name: str, lang: Language) -> str:
    """``6 av 14``: how many of a set's indicators have figures; nothing where all have."""
    there, every = comparison.counts(name)
    if there == every:
        return ""
    return f"{there} {'av' if lang == 'sv' else 'of'} {every}"


def _gaps(comparison: Comparison, name: str, lang: Language) -> list[str]:
    """Say which indicators lack figures, and how much of a set's own proposal can then be seen."""
    if not comparison.partial:
        return []
    sv = lang == "sv"
    rows = comparison.coverage[comparison.coverage["set"] == name]
    lines = []
    lacking = rows[~rows["figures"]]
    if len(lacking):
        there, every = comparison.counts(name)
        names = join([comparison.label(i, lang) for i in lacking["indicator"]], lang=lang)
        lines.append(
            f"Delvis: {there} av {every} indikatorer har uppgifter. Saknas: {names}."
            if sv
            else f"In part: {there} of {every} indicators have figures. Missing: {names}."
        )
    if name == comparison.base:
        return lines
    base = comparison.coverage[comparison.coverage["set"] == comparison.base]
    with_figures = set(base["indicator"][base["figures"]])
    for row in rows[rows["role"] == "replaced"].to_dict("records"):
        new, old = comparison.label(row["indicator"], lang), comparison.label(row["instead_of"], lang)
        has_old = row["instead_of"] in with_figures
        if has_old and not row["figures"]:
            lines.append(
                f"Att {old} byts mot {new}, som saknar uppgifter, syns här bara som att {old} inte räknas."
                if sv
                else f"That {new}, which has no figures, takes the place of {old} shows here only as {old} "
                "not being counted."
            )
        elif row["figures"] and not has_old:
            lines.append(
                f"Att {old}, som saknar uppgifter, byts mot {new} syns här bara som att {new} tillkommer."
                if sv
                else f"That {new} takes the place of {old}, which has no figures, shows here only as {new} "
                "being added."
            )
    unseen = [*rows["indicator"][(rows["role"] != "kept") & ~rows["figures"]]]
    gone = set(base["indicator"]) - set(rows["indicator"]) - set(rows["instead_of"])
    unseen += [i for i in base["indicator"] if i in gone - with_figures]
    if unseen:
        names = join([comparison.label(i, lang) for i in unseen], lang=lang)
        lines.append(
            f"Förslaget rör också indikatorer utan uppgifter; vad de skulle ändra syns inte: {names}."
            if sv
            else f"The proposal also concerns indicators without figures; what they would change does not "
            f"show: {names}."
        )
    return lines


def _moves(comparison: Comparison, name: str) -> pd.DataFrame:
    return comparison.moves[comparison.moves["set"] == name]


def _sentence(comparison: Comparison, row: dict[Any, Any], verb: str, lang: Language) -> str:
    return f"{_area(row)} {verb} ({_places(row, lang)}){_because(comparison, row, lang)}."


def _area(row: dict[Any, Any]) -> str:
    return area_name(str(row["area"]), str(row["name"]))


def _places(row: dict[Any, Any], lang: Language) -> str:
    word = "plats" if lang == "sv" else "place"
    return f"{word} {row['rank_base']} → {row['rank']}"


def _because(comparison: Comparison, row: dict[Any, Any], lang: Language) -> str:
    if not row["cause"]:
        return ""
    sv = lang == "sv"
    label = comparison.label(row["cause"], lang)
    role = row["role"]
    gaps = (
        (", eftersom andra saknar uppgifter" if sv else " because others lack figures") if row["gaps"] else ""
    )
    if role == "replaced":
        what = _replaced(comparison, row, lang)
    elif role == "removed":
        what = f"att {label} utgår" if sv else f"{label} being left out"
    elif role == "heavier":
        what = f"att {label} väger mer{gaps}" if sv else f"{label} weighing more{gaps}"
    elif role == "lighter":
        what = f"att {label} väger mindre{gaps}" if sv else f"{label} weighing less{gaps}"
    else:
        what = label
    decimals = score_decimals(comparison.results[comparison.base])
    small = abs(row["cause_points"]) < 10.0**-decimals  # then one decimal more
    points = number(row["cause_points"], decimals + small, lang=lang, sign=True)
    unit = "poäng" if sv else "points"
    return f", främst genom {what} ({points} {unit})" if sv else f", mainly through {what} ({points} {unit})"
