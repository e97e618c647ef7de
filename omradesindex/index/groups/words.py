"""The words of a breakdown: whose it is, what its groups are compared on, and what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index import words
from omradesindex.index.decimals import score_decimals
from omradesindex.index.groups.group_gaps import comparable
from omradesindex.index.groups.lacking import leaves_of, outside, why_no_score
from omradesindex.show.alternative import areas_line
from omradesindex.statistics.categories import column_label
from omradesindex.statistics.vocabulary import QUALITIES, QUALITY_LABELS
from omradesindex.wording import (
    Language,
    Text,
    all_of,
    area_name,
    capital,
    inside,
    join,
    number,
    plural,
    say,
)

if TYPE_CHECKING:
    from omradesindex.index.groups.grouped import Grouped


#: Indicators that are named where groups are compared on some.
_MOST_NAMED = 4

IN_PERCENTAGE_POINTS = Text(
    "Skillnader mellan procenttal är i procentenheter.", "Gaps between percentages are in percentage points."
)
#: With every breakdown that is handed on.
CARE = Text(
    "Uppgifterna är inte röjandeskyddade: få personer kan ligga bakom en grupps tal.",
    "Nothing is withheld here: few people may stand behind a group's figure.",
)
GAP_POINTS = Text(
    "Poängen är på indexets skala. De är över noll där den första gruppen har större utmaning.",
    "Points are on the index's scale. They are above zero where the first group has the greater challenge.",
)
GAP_INTERVAL = Text(
    "Från och till: skillnadens 95-procentiga slumpintervall.",
    "From and to: the gap's 95 per cent chance interval.",
)


def versus(first: str, second: str, lang: Language) -> str:
    """Name two groups beside each other; what is said of people is not said of nobody.

    Examples
    --------
    >>> versus("kvinnor", "män", "sv"), versus("med barn", "utan barn", "sv")
    ('kvinnor jämfört med män', 'personer med barn jämfört med personer utan barn')
    """
    if first.startswith(("med ", "utan ", "with ", "without ")):
        who = say(lang, "personer", "persons")
        first, second = f"{who} {first}", f"{who} {second}"
    return say(lang, f"{first} jämfört med {second}", f"{first} compared with {second}")


def place_among(score: str, place: int, of: int, lang: Language) -> str:
    """A group's score in an area, and the area's place among those where the group has one."""
    rank, every = number(place, lang=lang), number(of, lang=lang)
    return say(
        lang,
        f"{score} (plats {rank} av {every} bland gruppens områden)",
        f"{score} (place {rank} of {every} among the group's areas)",
    )


def headline(grouped: Grouped, lang: Language, column: str | None = None) -> str:
    """What is shown, whose it is, and what it is broken down by; of a table, its periods."""
    labels = [column_label(c).in_(lang) for c in grouped.by]
    by = f"{say(lang, 'efter', 'by')} {join(labels, lang=lang)}"
    if column is not None and column not in grouped.total.columns:
        # An indicator is the same in every index.
        return f"{grouped.full.label(column, lang)} · {words.whose(grouped.full, lang)} · {by}"
    what = [
        grouped.index.label.in_(lang),
        words.whose(grouped.full, lang),
        by,
        rests_on(grouped, "index", lang),
    ]
    if column is None:
        what.append(words.periods(grouped.total, lang))
    elif column != "index":
        what[:1] = [grouped.full.label(column, lang), grouped.index.label.in_(lang)]
        what[-1] = rests_on(grouped, column, lang)
    return " · ".join(part for part in what if part)


def rests_on(grouped: Grouped, column: str, lang: Language) -> str:
    """How many of a score's indicators the groups are compared on; nothing where they are compared on all."""
    leaves = leaves_of(grouped, column)
    there = sum(name in grouped.common for name in leaves)
    return words.rests_on_so_many(there, len(leaves), lang) if there < len(leaves) else ""


def score_label(grouped: Grouped, column: str, lang: Language) -> str:
    """What a column of scores is called: the index's or the dimension's name, or what it is a part of."""
    name, leaves = grouped.full.label(column, lang), leaves_of(grouped, column)
    there, n = sum(member in grouped.common for member in leaves), len(leaves)
    if there == n:
        return name
    if column == "index":
        return say(
            lang,
            f"Poäng på {there} av {n} {plural(n, 'indikator', 'indikatorer')}",
            f"Score on {there} of {n} {plural(n, 'indicator', 'indicators')}",
        )
    return say(lang, f"{name}, {there} av {n} indikatorer", f"{name}, {there} of {n} indicators")


def computed(grouped: Grouped) -> tuple[str, ...]:
    """The index and the dimensions that some group has a score of."""
    scores = [result.level_scores for result in grouped.results.values()]
    return tuple(c for c in grouped.total.columns if not all(np.isnan(one[c]).all() for one in scores))


def first_computed(grouped: Grouped) -> str:
    """The index, or where no group has one the first dimension that any has."""
    return next(iter(computed(grouped)), "index")


def differ(grouped: Grouped) -> bool:
    """Whether some groups are measured by other indicators than others."""
    return any(name not in grouped.reasons for gone in grouped.elsewhere.values() for name in gone)


def common_line(grouped: Grouped, lang: Language) -> str:
    """Which indicators the groups are compared on, or how many each is measured by where they differ."""
    n, every = len(grouped.common), len(grouped.index.members)
    if differ(grouped):
        by_group = [
            f"{grouped.label(group, lang)} {sum(m not in outside(grouped, group) for m in grouped.common)}"
            for group in grouped.groups
        ]
        return say(
            lang,
            f"Varje grupp räknas på de indikatorer som gäller den. Av {every} "
            f"{plural(every, 'indikator', 'indikatorer')} är det: {join(by_group)}. Jämför varje grupps "
            "poäng med alla invånare, och grupper med varandra i en indikator i taget.",
            f"Each group is measured by the indicators that apply to it. Of {every} "
            f"{plural(every, 'indicator', 'indicators')} these are: {join(by_group, lang=lang)}. Compare "
            "each group's score with all inhabitants, and groups with each other in one indicator at a time.",
        )
    if n == every:
        return say(
            lang,
            "Grupperna jämförs på "
            f"{plural(n, 'indexets enda indikator', all_of(n, 'indikatorer', 'indikatorerna'))}.",
            "Groups are compared on "
            f"{plural(n, 'the only indicator of the index', all_of(n, 'indicators', 'indicators', 'en'))}.",
        )
    # Of many the reader is told those that are left out.
    names = f" ({words.listed(grouped.full, grouped.common, lang)})" if n <= _MOST_NAMED else ""
    alike = _all_alike(grouped, lang)
    return say(
        lang,
        f"Bygger på {n} av {every} indikatorer{names}{alike}. Det är inte hela indexet.",
        f"Rests on {n} of {every} indicators{names}{alike}. It is not the whole index.",
    )


def _all_alike(grouped: Grouped, lang: Language) -> str:
    """That all the groups' figures are of one kind, where that is no official one."""
    kinds = set(_worst(grouped))
    if len(kinds) != 1 or kinds == {0}:
        return ""
    n = len(grouped.common)
    label = QUALITY_LABELS[QUALITIES[kinds.pop()]][n > 1].in_(lang)
    which = {1: ("den", "it"), 2: ("båda", "both")}.get(n, ("alla", "all"))
    return f", {say(lang, *which)} {label}"


def _worst(grouped: Grouped, names: Sequence[str] | None = None) -> list[int]:
    """Of each of these indicators, or of the common ones, the quality of the groups' least firm figure."""
    ids = [m.id for m in grouped.index.members]
    worst = []
    for name in grouped.common if names is None else names:
        j = ids.index(name)
        measured = [grouped.cells[group].measured for group in grouped.groups]
        worst.append(max(int(m.quality[~np.isnan(m.values[:, j]), j].max(initial=0)) for m in measured))
    return worst


def reading_line(grouped: Grouped, column: str, lang: Language) -> str:
    """How a table of scores is read: the place in brackets, and which way a gap counts."""
    said = say(
        lang,
        "Inom parentes: områdets plats inom gruppen (plats 1 har störst utmaning). Alla grupper mäts med "
        "samma måttstock. Tabellen säger inte om skillnaderna är mer än slump.",
        "In brackets: the area's place within the group (place 1 has the greatest challenge). All groups are "
        "measured with the same stick. The table does not say whether the gaps are more than chance.",
    )
    if rests_on(grouped, column, lang):
        whole = inside(grouped.full.label(column, lang))
        said += " " + say(
            lang,
            f"Alla: alla invånare, räknade på samma indikatorer. Det är inte hela {the(whole)}.",
            f"All: all inhabitants, on the same indicators. It is not the whole {whole}.",
        )
    if len(grouped.groups) == 2:
        first, second = (grouped.label(g, lang) for g in grouped.groups)
        said += f" {say(lang, 'Skillnad', 'Gap')}: {first} \N{MINUS SIGN} {second}."
    return said


def the(label: str) -> str:
    """``indexet``; a dimension has no definite form of its own.

    Examples
    --------
    >>> the("index"), the("boende")
    ('indexet', 'dimensionen boende')
    """
    return "indexet" if label == "index" else f"dimensionen {label}"


def gap_line(grouped: Grouped, lang: Language) -> str:
    """Say of two groups how far they lie apart, and where each way most; of more, nothing."""
    if len(grouped.groups) != 2:
        return ""
    column = first_computed(grouped)
    first, second = (grouped.results[group].level_scores[column] for group in grouped.groups)
    gap = first - second
    if np.isnan(gap).all() or not comparable(grouped, grouped.groups, column):
        return ""
    decimals = score_decimals(grouped.total, column)
    least, most = (
        (
            number(float(gap[place]), decimals, lang=lang, sign=True),
            area_name(grouped.areas[place], grouped.statistics.name_of(grouped.areas[place])),
        )
        for place in (int(np.nanargmin(gap)), int(np.nanargmax(gap)))
    )
    one, other = (grouped.label(group, lang) for group in grouped.groups)
    what = score_label(grouped, column, lang)
    if least == most:
        return say(
            lang,
            f"{what}: skillnaden {one} \N{MINUS SIGN} {other} är {least[0]} poäng i {least[1]}.",
            f"{what}: the gap {one} \N{MINUS SIGN} {other} is {least[0]} points in {least[1]}.",
        )
    return say(
        lang,
        f"{what}: skillnaden {one} \N{MINUS SIGN} {other} går från {least[0]} poäng ({least[1]}) till "
        f"{most[0]} ({most[1]}).",
        f"{what}: the gap {one} \N{MINUS SIGN} {other} goes from {least[0]} points ({least[1]}) to {most[0]} "
        f"({most[1]}).",
    )


def quality_line(grouped: Grouped, lang: Language, names: Sequence[str] | None = None) -> str:
    """What the groups' figures are, each indicator by its least firm one; nothing where all are official.

    Of these indicators, or of those that all groups have.
    """
    worst = _worst(grouped, names)
    kinds = []
    for code, word in enumerate(QUALITIES):
        n = worst.count(code)
        if n:
            kinds.append(f"{n} {QUALITY_LABELS[word][n != 1].in_(lang)}")
    if worst.count(0) == len(worst):
        return ""
    head = say(lang, "Gruppernas uppgifter", "The groups' figures")
    return f"{head}: {join(kinds, lang=lang)}."


def left_out_line(grouped: Grouped, lang: Language) -> str:
    """Which indicators are left out for all groups, brought together by the reason."""
    by_reason: dict[str, list[str]] = {}
    for name, reason in grouped.reasons.items():
        by_reason.setdefault(reason.in_(lang), []).append(name)
    if not by_reason:
        return ""
    parts = [f"{words.listed(grouped.full, names, lang)} ({reason})" for reason, names in by_reason.items()]
    return f"{say(lang, 'Utelämnade indikatorer', 'Indicators left out')}: {'; '.join(parts)}."


def uncomputed_line(grouped: Grouped, lang: Language) -> str:
    """Say which groups have no index, and why, and what is shown in its place; nothing where all have one."""
    by_reason: dict[str, list[str]] = {}
    for group in grouped.groups:
        if np.isnan(grouped.results[group].level_scores["index"]).all():
            reason = why_no_score(grouped, group, "index").in_(lang)
            by_reason.setdefault(reason, []).append(grouped.label(group, lang))
    if not by_reason:
        return ""
    head = say(lang, "Inget index räknas", "No index is computed")
    if len(by_reason) == 1 and len(next(iter(by_reason.values()))) == len(grouped.groups):
        said = f"{head}: {next(iter(by_reason))}."
    else:
        for_ = say(lang, "för", "for")
        parts = [f"{for_} {join(labels, lang=lang)} ({reason})" for reason, labels in by_reason.items()]
        said = f"{head} {'; '.join(parts)}."
    instead = [column for column in computed(grouped) if column != "index"]
    if instead:
        can = say(lang, "Dimensioner som kan räknas", "Dimensions that can be")
        return f"{said} {can}: {words.listed(grouped.full, instead, lang)}."
    return f"{said} {say(lang, 'Indikatorerna visas var för sig.', 'The indicators are shown one by one.')}"


def definition_lines(grouped: Grouped, lang: Language) -> list[str]:
    """What the groups mean, as the figures' source defines them; that it is not said, of disability."""
    lines = []
    for column in grouped.by:
        name, meaning = column_label(column).in_(lang), grouped.statistics.definitions.get(column)
        if meaning:
            lines.append(f"{capital(name)}: {meaning}")
        elif column == "disability":
            unsaid = say(lang, "källan anger ingen definition.", "the source states no definition.")
            lines.append(f"{capital(name)}: {unsaid}")
    return lines


# -- figures ------------------------------------------------------------------------------------------------


def beside_each_other(labels: Sequence[str], n: int, unit: str, lang: Language) -> str:
    """What a figure of groups shows."""
    groups, areas = join(labels, lang=lang), areas_line(n, lang)
    return say(
        lang,
        f"Grupperna {groups} bredvid varandra i {areas}, med skillnaden i {unit}.",
        f"The groups {groups} beside each other in {areas}, with the gap in {unit}.",
    )


def on_top(labels: Sequence[str], lang: Language) -> str:
    """Which areas stand on top of a figure."""
    if len(labels) == 2:
        return say(
            lang,
            f"Överst: störst utmaning för {labels[0]} jämfört med {labels[1]}.",
            f"At the top: the greatest challenge for {labels[0]} compared with {labels[1]}.",
        )
    return say(lang, "Överst: störst skillnad mellan grupperna.", "At the top: the groups differ most.")


def figures_are(quality: str, lang: Language) -> str:
    """Of what quality the figures of one indicator are."""
    return say(lang, f"Uppgifterna är {quality}.", f"The figures are {quality}.")


def interval_line(known: float, lang: Language) -> str:
    """What a gap's interval is; ``known``: the smallest share of the weight with a known error."""
    told = say(
        lang,
        "Intervallet visar slumpen, inte alla fel. Slumpen är stor i små grupper. Om intervallet innehåller "
        "noll kan skillnaden vara slump.",
        "The interval shows chance, not every error. Chance is great in small groups. Where the interval "
        "contains zero the gap may be chance.",
    )
    if known >= 1:
        return told
    share = number(np.floor(100 * known), lang=lang)
    return f"{told} " + say(
        lang,
        f"Minst {share} procent av vikten har ett känt fel. De övriga antas vara lika osäkra.",
        f"At least {share} per cent of the weight has a known error. The others are assumed to be as "
        "uncertain.",
    )


def fares_worse(verdict: str, labels: Sequence[str], lang: Language) -> str:
    """Say which of two groups has the greater challenge, that it may be chance, or that it cannot be told."""
    first, second = labels
    return {
        "first": Text(f"större utmaning för {first}", f"greater challenge for {first}"),
        "second": Text(f"större utmaning för {second}", f"greater challenge for {second}"),
        "noise": Text("kan vara slump", "may be chance"),
        "untested": Text("går inte att säga", "cannot be told"),
        "missing": Text("uppgift saknas", "no figures"),
    }[verdict].in_(lang)


def map_what(labels: Sequence[str], lang: Language) -> str:
    """What a map of two groups is of."""
    pair = " \N{MINUS SIGN} ".join(labels)
    return say(lang, f"skillnaden {pair}", f"the gap {pair}")
