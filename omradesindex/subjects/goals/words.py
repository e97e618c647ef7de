"""The sentences of goals: where each area stands, how that was found, and what the models assume.

Each holds of every answer that it is printed with: what depends on one area, one goal, a target that moves or
a far year asks for it first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.catalogue import Member
from omradesindex.index import words
from omradesindex.methods.equal import SAME
from omradesindex.show.maps.words import counted_alt
from omradesindex.subjects.goals.fitting import goal_indicator
from omradesindex.subjects.goals.goal import Goal
from omradesindex.subjects.goals.numbers import GoalsNumbers
from omradesindex.wording import NBSP, Language, Text, area_name, join, number, plural, say, with_unit

if TYPE_CHECKING:
    from omradesindex.index import Result

#: Of an area that a goal is not for: in a legend, and in a list.
NOT_FOR = Text("målet gäller inte området", "the goal is not for the area")
NOT_FOR_IT = Text("gäller inte", "not for it")
#: Sign and words of each status.
STATUS_LABELS: Mapping[str, tuple[str, Text]] = {
    "reached": ("✓", Text("nått", "reached")),
    "may_lose": ("◐", Text("nått, men kan tappa", "reached, but may be lost")),
    "on_pace": ("→", Text("närmar sig, takten räcker", "approaching, the pace is enough")),
    "too_slow": ("›", Text("närmar sig, men för långsamt", "approaching, but too slowly")),
    "still": ("●", Text("ingen säker rörelse", "no certain movement")),
    "receding": ("←", Text("fjärmar sig", "moving away")),
    "unknown": ("○", Text("går inte att säga", "cannot be told")),
}

#: The models by which probabilities are reckoned: what each is called, and what it assumes.
MODEL_LABELS: Mapping[str, tuple[Text, Text]] = {
    "pace": (
        Text("takten består", "the pace lasts"),
        Text(
            "Avståndet till målet ändras lika mycket varje år som hittills.",
            "The distance to the goal changes as much each year as it has so far.",
        ),
    ),
    "level": (
        Text("nivån består", "the level lasts"),
        Text(
            "Avståndet är som i dag. Varje år går det lite upp eller ner, utan riktning.",
            "The distance is what it is now. Each year it goes up or down a little, without a direction.",
        ),
    ),
    "return": (
        Text("tillbaka till medelvärdet", "back to the mean"),
        Text(
            "Avståndet går tillbaka till sitt eget medelvärde för åren.",
            "The distance goes back to its own mean over the years.",
        ),
    ),
}

#: Up to so many areas of one status are named; of more, how many there are.
_NAMED = 5
#: Probabilities are told in steps of so many parts of one.
_STEPS = 20
#: A range this wide is said to be wide.
_WIDE = 0.5


def title(goals: GoalsNumbers, lang: Language) -> str:
    """What is shown and whose it is."""
    return f"{say(lang, 'Mål', 'Goals')} · {words.headline(goals.trend.results[-1], lang)}"


def status_text(status: str, lang: Language) -> str:
    """A status with its sign."""
    sign, label = STATUS_LABELS[status]
    return f"{sign} {label.in_(lang)}"


def share(part: float, lang: Language) -> str:
    """Write a share in per cent; none is the whole, or nothing."""
    if np.isnan(part):
        return number(part)
    if part < 0.01:
        return f"<{NBSP}1{NBSP}%"
    if part > 0.99:
        return f">{NBSP}99{NBSP}%"
    return f"{number(100 * part, lang=lang)}{NBSP}%"


def chance(low: float, high: float, lang: Language) -> str:
    """Write the range of a probability, outwards to whole five per cent; nothing is certain.

    Examples
    --------
    >>> [chance(*ends, "sv").replace(NBSP, " ") for ends in ((0.31, 0.62), (0.0, 0.2), (0.9, 1.0))]
    ['30–65 %', 'högst 20 %', 'minst 90 %']
    """
    if np.isnan(low + high):
        return number(low + high)
    first = min(int(np.floor(low * _STEPS * (1 + SAME))), _STEPS - 1)
    last = max(int(np.ceil(high * _STEPS * (1 - SAME))), 1)
    step = 100 // _STEPS
    least, most = (f"{number(step * k, lang=lang)}{NBSP}%" for k in (first, last))
    if first < 1 and last > _STEPS - 1:
        ends = f"{number(step, lang=lang)}{NBSP}%", f"{number(100 - step, lang=lang)}{NBSP}%"
        return say(
            lang, f"från under {ends[0]} till över {ends[1]}", f"from under {ends[0]} to over {ends[1]}"
        )
    if first < 1:
        return say(lang, f"högst {most}", f"at most {most}")
    if last > _STEPS - 1:
        return say(lang, f"minst {least}", f"at least {least}")
    return least if first == last else f"{number(step * first, lang=lang)}–{most}"


def _areas(n: int, lang: Language) -> str:
    return f"{number(n, lang=lang)} " + say(lang, plural(n, "område", "områden"), plural(n, "area", "areas"))


def count_lines(goals: GoalsNumbers, lang: Language) -> list[str]:
    """In how many areas each goal stands where; which areas, where they move away and are few."""
    lines = []
    for goal, own in zip(goals.goals, goals.outlooks, strict=True):
        parts = []
        for status, (_, label) in STATUS_LABELS.items():
            rows = [own.rows[k] for k in np.flatnonzero(own.status == status)]
            if not rows:
                continue
            names = [area_name(code, goals.trend.name_of(code)) for code in (goals.areas[r] for r in rows)]
            named = status == "receding" and len(rows) <= _NAMED
            text = label.in_(lang)
            where = join(names, lang=lang) if named else _areas(len(rows), lang)
            parts.append(f"{text[:1].upper()}{text[1:]}: {where}.")
        lines.append(f"{goals.label(goal, lang)}. {' '.join(parts)}")
    return lines


def lead_lines(goals: GoalsNumbers, lang: Language) -> list[str]:
    """What a reader must know before the numbers: why a probability is a range, and when all can be there."""
    return [
        say(
            lang,
            "Hur troligt det är att nå målet skrivs som ett spann. Ingen vet om takten består.",
            "How likely it is that the goal is reached is given as a range. Nobody knows whether the pace "
            "lasts.",
        ),
        *_all_areas_line(goals, lang),
    ]


def _all_areas_line(goals: GoalsNumbers, lang: Language) -> list[str]:
    """What it takes for every area to be as the city, where the city is about a mean of the areas."""
    if not any(_of_a_mean(goal, goals) for goal in goals.goals):
        return []
    which = say(lang, "Målet", "The goal")
    if len(goals.goals) > 1:
        which = say(lang, "Ett mål som hela staden", "A goal that is the whole city")
    return [
        say(
            lang,
            f"{which} gäller alla områden. Staden är ungefär ett medelvärde av dem. Alla kan därför nå det "
            "bara om skillnaderna försvinner.",
            f"{which} is for all areas. The city is about their mean. So all can reach it only if the "
            "differences vanish.",
        )
    ]


def _of_a_mean(goal: Goal, goals: GoalsNumbers) -> bool:
    """Whether a goal asks every area to be as the city, and the city lies between its areas.

    A city is more mixed than its parts, so that a degree of mix is no mean of theirs, and neither is what
    one is part of.
    """
    result = goals.trend.results[-1]
    indicator = goal_indicator(goal, result)
    parts = [member.indicator for member in _members(result, goal.measure)]
    mixed = any(part.formula.kind == "mix" for part in ([indicator] if indicator is not None else parts))
    every = len(set(goal.areas or goals.areas)) == len(goals.areas) > 1
    return goal.against_city and every and not mixed


def _members(result: Result, measure: str) -> tuple[Member, ...]:
    """The members of the index or of a dimension; none of an indicator."""
    if measure == "index":
        return result.index.members
    return tuple(m for d in result.index.walk() if d.id == measure for m in d.leaves())


def how_lines(goals: GoalsNumbers, lang: Language, places: Sequence[int] | None = None) -> list[str]:
    """How pace, movement and probability were found, and what they do not know; of all goals, or some."""
    chosen = range(len(goals.goals)) if places is None else places
    return [
        _pace_line(goals, lang, chosen),
        _tested_line(goals, lang),
        *_status_lines({status for k in chosen for status in goals.outlooks[k].status}, lang),
        *far_lines(goals, lang, chosen),
    ]


def _pace_line(goals: GoalsNumbers, lang: Language, places: Sequence[int]) -> str:
    """How pace is found, and that beside a city which moves it need not be the area's own."""
    first, last = goals.trend.labels[0], goals.trend.labels[-1]
    line = say(
        lang,
        f"Takten är lutningen på en linje genom åren {first}–{last}.",
        f"The pace is the slope of a line through the years {first}–{last}.",
    )
    if not any(goals.goals[k].against_city for k in places):
        return line
    return line + say(
        lang,
        " Är målet hela stadens uppgift gäller takten avståndet till staden, som också rör sig. Ett område "
        "kan då närma sig målet utan att dess egna villkor har blivit bättre.",
        " Where the goal is the whole city's figure, the pace is that of the distance to the city, which "
        "moves too. An area can then approach the goal though its own conditions have become no better.",
    )


def _tested_line(goals: GoalsNumbers, lang: Language) -> str:
    """When an area is said to move, and how many are tested at once."""
    percent = f"{number(100 * goals.trend.level, lang=lang)}{NBSP}%"
    line = say(
        lang,
        "Närmar sig och fjärmar sig står bara där rörelsen är större än slumpen.",
        "An area is said to approach or move away only if the movement is more than chance.",
    )
    if len(goals.areas) == 1:
        return line + say(
            lang, f" Slumpen prövas på nivån {percent}.", f" Chance is tested at the level {percent}."
        )
    return line + say(
        lang,
        f" Alla områden prövas samtidigt ({percent}).",
        f" All areas are tested at once ({percent}).",
    )


#: What must be known of a status where it stands.
_STATUS_NOTES: Mapping[str, Text] = {
    "may_lose": Text(
        "Nått, men kan tappa: med minst ett av tre sätt att räkna är det troligare att målet är tappat "
        "målåret än att det är nått.",
        "Reached, but may be lost: by at least one of three ways of looking ahead the goal is likelier lost "
        "than reached in its year.",
    ),
    "still": Text(
        "Ingen säker rörelse: området kan ligga still. Det kan också röra sig, men inte mer än vad slumpen "
        "kan ge.",
        "No certain movement: the area may stand still. It may also move, but by no more than chance can "
        "give.",
    ),
    "unknown": Text(
        "Går inte att säga: uppgifter saknas, slumpen i dem är inte känd eller priser kan ha ändrat dem.",
        "Cannot be told: figures are missing, chance in them is not known, or prices may have changed them.",
    ),
}


def _status_lines(statuses: Collection[str], lang: Language) -> list[str]:
    return [text.in_(lang) for status, text in _STATUS_NOTES.items() if status in statuses]


def model_lines(lang: Language) -> list[str]:
    """What a range is made of."""
    return [
        say(
            lang,
            "Spannet går från det lägsta till det högsta av de tre sätten, utåt till hela fem procent. Det "
            "gäller ett område i taget. Nya insatser räknas inte in.",
            "The range goes from the lowest to the highest of the three, outwards to whole five per cent. It "
            "is for one area at a time. New efforts are not counted.",
        )
    ]


def far_lines(goals: GoalsNumbers, lang: Language, places: Sequence[int]) -> list[str]:
    """Say so where one of some goals lies further ahead than the figures go back."""
    years = goals.trend.years
    back = float(years[-1] - years[0])
    wanted = {goals.goals[k].year for k in places}
    far = sorted(year for year in wanted if year - years[-1] > back)
    if not far:
        return []
    which = join([str(year) for year in far], lang=lang)
    return [
        say(
            lang,
            f"Till {which} är det längre än uppgifterna räcker bakåt. Så långt fram är spannet osäkert.",
            f"{which} is further ahead than the figures go back. So far ahead the range is uncertain.",
        )
    ]


def together_line(goals: GoalsNumbers, lang: Language) -> list[str]:
    """What the probability that all areas reach a goal holds."""
    if len(goals.areas) < 2:
        return []
    return [
        say(
            lang,
            "Alla når: hur troligt det är att inget av målets områden missar det. Spannet gäller hur "
            "områdena än hänger ihop.",
            "All reach it: how likely it is that none of the goal's areas misses it. The range holds however "
            "the areas depend on each other.",
        )
    ]


def city_line(asked: Iterable[Goal], lang: Language) -> list[str]:
    """What a target that is the city's own figure means, where one is."""
    if not any(goal.against_city for goal in asked):
        return []
    return [
        say(
            lang,
            "* Uppgiften för hela staden, som den är nu.",
            "* The whole city's own figure, as it is now.",
        )
    ]


# -- one area -----------------------------------------------------------------------------------------------


def verdict_of(reached: int, n: int, lang: Language) -> str:
    """How many of an area's goals are reached."""
    if not n:
        return say(lang, "har inga mål", "has no goals")
    return say(
        lang,
        f"{reached} av {n} mål {plural(n, 'nått', 'nådda')}",
        f"{reached} of {n} {plural(n, 'goal', 'goals')} reached",
    )


def area_lines(goals: GoalsNumbers, own: Sequence[tuple[int, int]], lang: Language) -> list[str]:
    """Where one area stands to each of its goals; ``own``: each goal's number and the area's place in it."""
    lines = []
    for k, i in own:
        goal, held = goals.goals[k], goals.outlooks[k]
        parts = [f"{goals.label(goal, lang)}: {STATUS_LABELS[held.status[i]][1].in_(lang)}."]
        if held.distance[i] > 0:
            left = with_unit(
                float(held.distance[i]), goals.unit_apart(goal, lang), goals.decimals(goal), lang=lang
            )
            parts.append(say(lang, f"Kvar till målet: {left}.", f"Left to the goal: {left}."))
        low, high = float(held.probability_low[i]), float(held.probability_high[i])
        if not np.isnan(low + high):
            odds = chance(low, high, lang)
            parts.append(
                say(
                    lang,
                    f"Sannolikhet att målet är nått {goal.year}: {odds}.",
                    f"Probability that the goal is reached in {goal.year}: {odds}.",
                )
            )
            if high - low > _WIDE:
                parts.append(
                    say(
                        lang,
                        "Spannet är brett: svaret hänger på om takten består.",
                        "The range is wide: the answer hangs on whether the pace lasts.",
                    )
                )
        lines.append(" ".join(parts))
    return lines


def no_goal_line(lang: Language) -> str:
    """Say that none of the goals is for an area."""
    return say(lang, "Inget av målen gäller området.", "None of the goals is for this area.")


# -- charts -------------------------------------------------------------------------------------------------


def chart_lines(goals: GoalsNumbers, place: int, lang: Language) -> tuple[str, list[str]]:
    """What stands under the title of a goal's chart, and at its foot."""
    models = "; ".join(name.in_(lang) for name, _ in MODEL_LABELS.values())
    three = say(
        lang,
        f"Sannolikheten är ett spann över tre sätt att räkna: {models}.",
        f"The probability is a range over three ways of looking ahead: {models}.",
    )
    pace, *notes = how_lines(goals, lang, [place])
    return f"{pace} {three}", notes


def key_text(now: str, year: str, lang: Language) -> str:
    """What the marks of a chart are."""
    return say(
        lang,
        f"från {now} till {year} om takten består; band: 95-procentigt slumpintervall för området för sig",
        f"from {now} to {year} if the pace lasts; band: 95 % interval, the area alone",
    )


def alternative(statuses: Sequence[str], lang: Language) -> str:
    """What a chart shows, to those who do not see it."""
    told = [
        f"{label.in_(lang)}: {number(statuses.count(status), lang=lang)}"
        for status, (_, label) in STATUS_LABELS.items()
        if status in statuses
    ]
    what = say(
        lang,
        "För varje område hur långt det är kvar till målet och vart det är på väg om takten består. Antal "
        "områden efter läge",
        "For each area how much is left to the goal and where it is heading if the pace lasts. Areas by "
        "status",
    )
    return f"{what}: {'; '.join(told)}."


def map_alternative(statuses: Mapping[str, int], lang: Language) -> str:
    """What a map shows, to those who do not see it: how many areas stand how to the goal."""
    counts = {label.in_(lang): statuses[s] for s, (_, label) in STATUS_LABELS.items() if s in statuses}
    return counted_alt(say(lang, "målet", "the goal"), counts, lang)


# -- by group -----------------------------------------------------------------------------------------------

BY_GROUP_NOTES = (
    Text(
        "Tabellen visar vad som är kvar till målet det senaste året. Under noll är målet nått. Skillnaden är "
        "den första gruppens tal minus den andras.",
        "The table shows what is left to the goal in the latest year. Below zero the goal is reached. The "
        "gap is the first group's figure minus the second's.",
    ),
    Text(
        "Ett mål som hela staden är samma nivå för varje grupp: nivån för alla som bor i staden. Ett mål för "
        "en indikator följs också där inte alla grupper har den.",
        "A goal against the whole city is the same level for every group: that of all who live in the city. "
        "A goal for an indicator is followed also where not every group has it.",
    ),
)


def reached_line(label: str, reached: Sequence[tuple[str, int, int]], lang: Language) -> str:
    """In how many areas each group has reached a goal: its name, how many, and of how many."""
    counts = [
        f"{group} {number(n, lang=lang)} {say(lang, 'av', 'of')} {number(of, lang=lang)}"
        for group, n, of in reached
    ]
    return say(
        lang,
        f"{label}. Så många områden har nått målet: {', '.join(counts)}.",
        f"{label}. So many areas have reached the goal: {', '.join(counts)}.",
    )


def apart_line(areas: Sequence[str], lang: Language) -> str:
    """The areas where some group has reached a goal and some has not; how many, where they are many."""
    where = join(areas, lang=lang) if len(areas) <= _NAMED else _areas(len(areas), lang)
    return say(
        lang,
        f"Nått av någon grupp men inte av alla: {where}.",
        f"Reached by some group but not by all: {where}.",
    )
