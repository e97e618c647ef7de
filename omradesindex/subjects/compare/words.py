"""What proposals change beside a base index, in words that a person reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import comb
from typing import TYPE_CHECKING, Any

from omradesindex.index import words
from omradesindex.index.decimals import score_decimals
from omradesindex.index.words_scale import key_line
from omradesindex.methods.agreement import pairs
from omradesindex.subjects.compare.seen import new_figures, replaced_by_nothing
from omradesindex.wording import AREAS_NAMED, Language, Text, area_name, join, number, plural, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.catalogue import Definition
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
    """The period, what a place is, and what the proposals are held against."""
    when = words.periods(comparison.everything, lang)
    of = f"{say(lang, 'Uppgifter för', 'Figures for')} {when}. " if when else ""
    return of + say(
        lang,
        f"Områdenas plats i varje index. Plats 1 har störst utmaning. Grundindex: {comparison.base}.",
        f"The areas' place in each index. Place 1 has the greatest challenge. Base index: {comparison.base}.",
    )


def sets_line(comparison: Compared, lang: Language) -> str:
    """What the indices' ids stand for."""
    by_label: dict[str, list[str]] = {}
    for name in (*comparison.sets, *comparison.empty):
        by_label.setdefault(comparison.label(name, lang), []).append(name)
    return "; ".join(f"{', '.join(names)}: {label}" for label, names in by_label.items()) + "."


def mark_line(marks: str, lang: Language) -> str:
    """What the marks beside places mean, those that there are.

    Examples
    --------
    >>> mark_line("=", "en")
    '= is a shared place.'
    """
    meanings = {
        "=": say(lang, "= är en delad plats", "= is a shared place"),
        "↑": say(
            lang,
            "↑1 är ett steg närmare plats 1 än i grundindexet",
            "↑1 is one step nearer place 1 than in the base index",
        ),
        "↓": say(
            lang,
            "↓1 är ett steg längre från plats 1",
            "↓1 is one step farther from place 1",
        ),
    }
    return " ".join(f"{meaning}." for mark, meaning in meanings.items() if mark in marks)


def left_out_line(comparison: Compared, lang: Language) -> str:
    """The proposals that could not be computed and the areas without places, and why."""
    sentences = [empty_line(comparison, lang)]
    if comparison.left_out:
        codes = join(comparison.left_out, lang=lang, most=AREAS_NAMED)
        sentences.append(
            say(
                lang,
                f"Områden utan plats: {codes}. De saknar poäng i något av indexen.",
                f"Areas without a place: {codes}. They have no score in some index.",
            )
        )
    return " ".join(filter(None, sentences))


def the_first(comparison: Compared, lang: Language) -> str:
    """``de tre med störst utmaning``: which places are looked at."""
    if comparison.top == 1:
        return say(lang, "plats 1", "place 1")
    n = numeral(comparison.top, lang)
    return say(lang, f"de {n} med störst utmaning", f"the {n} with the greatest challenge")


def first_lines(comparison: Compared, lang: Language) -> list[str]:
    """Whose challenge is greatest in every index, and whose in some only."""
    first = the_first(comparison, lang)
    place = (
        say(lang, "på plats 1", "at place 1")
        if comparison.top == 1
        else say(lang, f"bland {first}", f"among {first}")
    )
    upper = place[:1].upper() + place[1:]
    none = say(lang, f"Inget område är {place} i alla index.", f"No area is {place} in every index.")
    of = say(lang, " som det går att säga något om", " of which something can be said")
    of = of if comparison.empty else ""
    every = say(lang, f"{upper} i alla index{of}", f"{upper} in every index{of}")
    some = say(lang, f"{upper} i något men inte i alla", f"{upper} in some but not in all")
    common, contested = (
        join(
            [area_name(code, comparison.statistics.name_of(code)) for code in codes],
            lang=lang,
            most=AREAS_NAMED,
        )
        for codes in (comparison.common, comparison.contested)
    )
    lines = [f"{every}: {common}." if common else none]
    return [*lines, f"{some}: {contested}."] if contested else lines


def new_indicators(comparison: Compared, lang: Language) -> str:
    """Say how many of each proposal's new indicators have figures; nothing where all have."""
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
    """Say that nothing can be said of what was not computed, or of some of it; nothing where all was."""
    empty = {name: comparison.empty[name] for name in (comparison.empty if names is None else names)}
    return no_figures_line(comparison.index_of(comparison.base), empty, lang)


def replaced_line(counts: Mapping[str, int], lang: Language) -> str:
    """Say of which proposals replaced indicators only show as left out; nothing where there are none.

    Examples
    --------
    >>> replaced_line({"grn": 2, "kn": 0}, "en")
    'Indicators that give way to one without figures: grn 2. Here they are only left out.'
    """
    listed = ", ".join(f"{name} {n}" for name, n in counts.items() if n)
    if not listed:
        return ""
    return say(
        lang,
        f"Indikatorer som byts mot en utan uppgifter: {listed}. Här räknas de bara bort.",
        f"Indicators that give way to one without figures: {listed}. Here they are only left out.",
    )


def new_line(counts: Mapping[str, tuple[int, int]], lang: Language) -> str:
    """Say how many of each proposal's new indicators have figures; nothing where all have.

    Examples
    --------
    >>> new_line({"asn": (1, 1), "fsn": (0, 2)}, "en")
    'New indicators with figures: asn 1 of 1, fsn 0 of 2. Only that part of the proposals shows.'
    """
    if all(known == every for known, every in counts.values()):
        return ""
    of = say(lang, "av", "of")
    listed = ", ".join(f"{name} {known} {of} {every}" for name, (known, every) in counts.items() if every)
    return say(
        lang,
        f"Nya indikatorer som har uppgifter: {listed}. Bara den delen av förslagen syns.",
        f"New indicators with figures: {listed}. Only that part of the proposals shows.",
    )


def no_figures_line(base: Definition, proposals: Mapping[str, Definition], lang: Language) -> str:
    """Say that nothing can be said of some proposals, and how much each lacks; nothing where all show."""
    if not proposals:
        return ""
    sizes = {name: new_figures(base, own, ())[1] or len(own.members) for name, own in proposals.items()}
    of, n = say(lang, "av", "of"), len(sizes)
    listed = join([f"{name} (0 {of} {every})" for name, every in sizes.items()], lang=lang)
    return say(
        lang,
        f"Det går inte att säga vad {plural(n, 'det här förslaget', 'de här förslagen')} skulle ändra: "
        f"{listed}. Allt nytt i {plural(n, 'det', 'dem')} saknar uppgifter.",
        f"What {plural(n, 'this proposal', 'these proposals')} would change cannot be said: {listed}. "
        f"Nothing that is new in {plural(n, 'it', 'them')} has figures.",
    )


def points_line(comparison: Compared, lang: Language) -> str:
    """Say what the points of a cause are."""
    return say(
        lang,
        "Poäng: så mycket ändrar indikatorn avståndet till de områden som byter ordning med området. "
        f"Det är ett genomsnitt, i poäng enligt {comparison.base}.",
        "Points: by so much the indicator changes the distance to the areas that change order with this "
        f"one. It is a mean, in points of {comparison.base}.",
    )


# -- of one proposal ----------------------------------------------------------------------------------------


def count_of(comparison: Compared, name: str, lang: Language) -> str:
    """``6 av 14``: how many of an index's indicators have figures; nothing where all have."""
    known, every = comparison.counts(name)
    return "" if known == every else f"{known} {say(lang, 'av', 'of')} {every}"


def set_head(comparison: Compared, name: str, lang: Language) -> list[str]:
    """An index's id in lines broken at its hyphens, and how many of its indicators have figures."""
    count = count_of(comparison, name, lang)
    return [*name.replace("-", "-\n").replace("_", "_\n").split("\n"), *([count] if count else [])]


def unseen_line(lang: Language) -> str:
    """Say that a proposal is the base in disguise, as far as there are figures."""
    return say(
        lang,
        "Det som skiljer förslaget från grundindexet saknar uppgifter. Att ordningen är densamma säger "
        "därför inget om förslaget.",
        "What tells the proposal from the base index has no figures. That the order is the same therefore "
        "says nothing about the proposal.",
    )


def base_line(lang: Language) -> str:
    """Say of the base that it is."""
    return say(
        lang,
        "Det här är grundindexet, som de andra jämförs med.",
        "This is the base index, which the others are compared with.",
    )


def still_line(lang: Language) -> str:
    """Say that a proposal changes no place."""
    return say(lang, "Inget område byter plats.", "No area changes place.")


def more_line(n: int, lang: Language) -> str:
    """Say how many areas more there are that change place.

    Examples
    --------
    >>> more_line(1, "sv"), more_line(3, "en")
    ('Ytterligare 1 område byter plats.', '3 more areas change place.')
    """
    return say(
        lang,
        f"Ytterligare {n} {plural(n, 'område', 'områden')} byter plats.",
        f"{n} more {plural(n, 'area changes', 'areas change')} place.",
    )


def who_comes_first(comparison: Compared, name: str, lang: Language) -> list[str]:
    """Say who comes among those with the greatest challenge and who leaves them, and mainly by what."""
    if name in comparison.empty:
        return [
            say(
                lang,
                "Det går inte att säga. Allt nytt saknar uppgifter.",
                "It cannot be said. Nothing that is new has figures.",
            )
        ]
    if name in comparison.unseen:
        return [unseen_line(lang)]
    return [*_entering_and_leaving(comparison, name, lang), *_of_a_part(comparison, name, lang)]


def _of_a_part(comparison: Compared, name: str, lang: Language) -> list[str]:
    """Say that only a part of a proposal shows, where some of its new indicators lack figures."""
    known, new = new_figures(
        comparison.index_of(comparison.base), comparison.index_of(name), comparison.figures
    )
    if known == new:
        return []
    return [
        say(
            lang,
            f"Det gäller bara den del som syns. {known} av {new} nya indikatorer har uppgifter.",
            f"That is only of the part that shows. {known} of {new} new indicators have figures.",
        )
    ]


def _entering_and_leaving(comparison: Compared, name: str, lang: Language) -> list[str]:
    rows, first, top = moves_of(comparison, name), the_first(comparison, lang), comparison.top
    if not (rows["enters"] | rows["leaves"]).any():
        if top == 1:
            return [say(lang, "Samma område är på plats 1.", "The same area is at place 1.")]
        return [say(lang, f"Samma områden är {first}.", f"The same areas are {first}.")]
    enters = say(lang, f"kommer in bland {first}" if top > 1 else f"kommer på {first}", f"enters {first}")
    leaves = say(lang, f"lämnar {first}", f"leaves {first}")
    return [
        _sentence(comparison, row, verb, lang)
        for flag, verb in (("enters", enters), ("leaves", leaves))
        for row in rows[rows[flag]].sort_values("rank", kind="stable").to_dict("records")
    ]


def moves_of(comparison: Compared, name: str) -> pd.DataFrame:
    """The moves of one proposal."""
    return comparison.moves[comparison.moves["set"] == name]


def agreement(comparison: Compared, name: str, lang: Language) -> str:
    """Say how far a proposal's order agrees with the base's."""
    row = comparison.agreement.loc[[name]].to_dict("records")[0]
    shift = number(row["mean_shift"], 1, lang=lang)
    moved, every = len(moves_of(comparison, name)), len(comparison.compared)
    places = say(
        lang,
        f"{moved} av {every} {plural(every, 'område', 'områden')} byter plats. I genomsnitt flyttar "
        f"områdena {shift} platser.",
        f"{moved} of {every} {plural(every, 'area changes', 'areas change')} place. On average the areas "
        f"move {shift} places.",
    )
    alike, every_pair = pairs_in_order(comparison, name)
    if not every_pair:
        return places
    n, of = number(alike, lang=lang), number(every_pair, lang=lang)
    order = say(
        lang,
        f"I {n} av {of} par står områdena i samma ordning som i {comparison.base}.",
        f"In {n} of {of} pairs the areas stand in the same order as in {comparison.base}.",
    )
    return f"{places} {order}"


def pairs_in_order(comparison: Compared, name: str) -> tuple[int, int]:
    """How many pairs of areas stand in the same order as in the base, and how many pairs there are."""
    ranks = comparison.ranks.loc[list(comparison.compared), [comparison.base, name]].to_numpy(dtype=float)
    found = pairs(*ranks.T)
    return found.same, comb(len(ranks), 2)


def measures_line(lang: Language) -> str:
    """Say what the measures of agreement are."""
    return say(
        lang,
        "Spearman och Kendall: 1 är samma ordning, 0 inget samband och −1 omvänd ordning. "
        "Platser: hur många platser ett område flyttar i genomsnitt.",
        "Spearman and Kendall: 1 is the same order, 0 no relation and −1 the reverse order. "
        "Places: how many places an area moves on average.",
    )


def gap_lines(comparison: Compared, name: str, lang: Language) -> list[str]:
    """Say which indicators lack figures, and how much of a proposal can then be seen."""
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
                f"Bygger på {known} av {every} indikatorer. Uppgifter saknas för {names}.",
                f"Rests on {known} of {every} indicators. There are no figures for {names}.",
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
                f"Förslaget rör också indikatorer utan uppgifter. Vad de skulle ändra syns inte: {names}.",
                "The proposal also concerns indicators without figures. What they would change does not "
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
                    f"{old} byts mot {new}, som saknar uppgifter. Här syns bara att {old} inte räknas.",
                    f"{new} instead of {old}, but without figures. Here it only shows that {old} is not "
                    "counted.",
                )
            )
        elif row["figures"] and not has_old:
            lines.append(
                say(
                    lang,
                    f"{old}, som saknar uppgifter, byts mot {new}. Här syns bara att {new} tillkommer.",
                    f"{new} instead of {old}, which has no figures. Here it only shows that {new} is added.",
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
        why = say(lang, f", mest genom {what} ({points} poäng)", f", mostly through {what} ({points} points)")
    return f"{area} {verb} ({places}){why}."


def point_decimals(comparison: Compared, rows: Sequence[Mapping[Any, Any]]) -> int:
    """Decimals that the points of causes are written with: one more where some are small."""
    decimals = score_decimals(comparison.results[comparison.base])
    return decimals + any(abs(row["cause_points"]) < 10.0**-decimals for row in rows)


def cause(comparison: Compared, row: Mapping[Any, Any], lang: Language) -> str:
    """What mainly made an area move, as it stands after "mostly through"; empty where nothing is known."""
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


# -- of the chart -------------------------------------------------------------------------------------------


def alternative(comparison: Compared, everywhere: str, somewhere: str, lang: Language) -> str:
    """Say what the chart shows, and which areas' challenge is among the greatest."""
    n, first, names = len(comparison.sets), the_first(comparison, lang), ", ".join(comparison.sets)
    return say(
        lang,
        f"Varje områdes plats i {n} index ({names}), en linje för varje område. "
        f"Bland {first} i alla: {everywhere}. Bara i något: {somewhere}.",
        f"Each area's place in {n} indices ({names}), a line for each area. Among {first} in all: "
        f"{everywhere}. In some only: {somewhere}.",
    )


def shown_line(lang: Language) -> str:
    """Say in which order areas are taken where only some are drawn, and where their places are written."""
    return say(
        lang,
        "Områdena tas efter hur nära plats 1 de är i något index. Platsen står bredvid koden.",
        "Areas are taken by how near place 1 they are in any index. The place stands beside the code.",
    )


def map_under(comparison: Compared, name: str, lang: Language) -> str:
    """What a map of moves is read against."""
    return say(
        lang,
        f"Hur många platser områdena flyttar i {name} jämfört med {comparison.base}. Plats 1 har störst "
        "utmaning.",
        f"How many places areas move in {name} compared with {comparison.base}. Place 1 has the greatest "
        "challenge.",
    )


def map_what(name: str, lang: Language) -> str:
    """What a map of moves is of."""
    return say(lang, f"flyttarna i {name}", f"the moves in {name}")


def move_texts(few: int, lang: Language) -> list[str]:
    """Moves in words: far towards place 1, less far, none, away from it, far away; without a place."""
    least, far = number(few, lang=lang), number(few + 1, lang=lang)
    some = least if few == 1 else f"1–{least}"
    sv, en = plural(few, "plats", "platser"), plural(few, "place", "places")
    return [
        say(lang, f"minst {far} platser mot plats 1", f"at least {far} places towards place 1"),
        say(lang, f"{some} {sv} mot plats 1", f"{some} {en} towards place 1"),
        say(lang, "samma plats", "the same place"),
        say(lang, f"{some} {sv} bort från plats 1", f"{some} {en} away from place 1"),
        say(lang, f"minst {far} platser bort från plats 1", f"at least {far} places away from place 1"),
        say(lang, "utan plats", "without a place"),
    ]


def tau_line(comparison: Compared, lang: Language) -> str:
    """Say what stands under the columns, and why it does not under some."""
    tau = say(
        lang,
        f"τ är Kendalls rangkorrelation med {comparison.base}. 1 är samma ordning.",
        f"τ is Kendall's rank correlation with {comparison.base}. 1 is the same order.",
    )
    if not comparison.unseen:
        return tau
    dash = say(
        lang,
        " Ett streck står där det som skiljer förslaget från grundindexet saknar uppgifter.",
        " A dash stands where what tells the proposal from the base index has no figures.",
    )
    return tau + dash


def shared_line(lang: Language) -> str:
    """Say what the equals sign means."""
    return say(lang, "Likhetstecken: delad plats.", "Equals sign: a shared place.")


#: What an index of all indicators of those compared says of itself.
ALL_OF_THEM = Text("Alla indikatorer i de jämförda indexen.", "Every indicator of the indices.")


# -- of groups ----------------------------------------------------------------------------------------------

NO_AREA = Text("inget område har poäng i alla index", "no area has a score in every index")
GAP_NOTE = Text(
    "Poängen är varje index egna. Skillnaden är den första gruppens poäng minus den andras. Platserna gäller "
    "inom gruppen.",
    "Scores are each index's own. The gap is the first group's score minus the second's. Places are within "
    "the group.",
)


def disagreed_line(areas: Sequence[str], lang: Language) -> str:
    """Say where the indices do not agree on which of two groups has the greater challenge.

    Examples
    --------
    >>> disagreed_line(["07 Hamnen"], "en")
    'In 07 Hamnen the indices say, beyond chance, opposite things of which group has the greater challenge.'
    """
    if not areas:
        return say(
            lang,
            "Ingenstans säger två index, bortom slumpen, var sin sak om vilken grupp som har större "
            "utmaning.",
            "Nowhere do two indices say, beyond chance, opposite things of which group has the greater "
            "challenge.",
        )
    where = join(areas, lang=lang, most=AREAS_NAMED)
    return say(
        lang,
        f"I {where} säger indexen, bortom slumpen, var sin sak om vilken grupp som har större utmaning.",
        f"In {where} the indices say, beyond chance, opposite things of which group has the greater "
        "challenge.",
    )
