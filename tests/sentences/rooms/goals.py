"""What is said of goals, and when it is true."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from omradesindex.subjects.goals.words import MODEL_LABELS, STATUS_LABELS, chance
from omradesindex.wording import area_name
from tests.sentences.sentence import Room, Said

#: At most so many: sentences that no table knows, sentences outside ``words``, wordings that are not ours.
UNCHECKED, LITERALS, TERMS = 6, 0, 0
#: The LIX of a page, and of what stands above its first table. Shall be 40 and 30.
LIX, LIX_FIRST = 40, 30

ROOM = Room()

#: What each status is, worked out anew from what the table holds of an area.
IS = {
    "reached": lambda row: row["distance"] == 0 and not row["probability_low"] < 0.5,
    "may_lose": lambda row: row["distance"] == 0 and row["probability_low"] < 0.5,
    "on_pace": lambda row: row["distance"] > 0 and row["movement"] == "approaching" and row["forecast"] <= 0,
    "too_slow": lambda row: row["distance"] > 0 and row["movement"] == "approaching" and row["forecast"] > 0,
    "still": lambda row: row["distance"] > 0 and row["movement"] == "still",
    "receding": lambda row: row["distance"] > 0 and row["movement"] == "receding",
    "unknown": lambda row: (
        math.isnan(row["distance"]) or (row["distance"] > 0 and row["movement"] == "unknown")
    ),
}


def called(text: str, said: Said) -> str:
    """The status that is called so."""
    return next(
        s for s, (_, label) in STATUS_LABELS.items() if label.in_(said.lang).casefold() == text.casefold()
    )


def of_status(said: Said, status: str) -> list[list[str]]:
    """The areas of a status, goal by goal."""
    frame = said.answer.to_frame()
    return [
        [row["area"] for row in rows.to_dict("records") if IS[status](row)]
        for _, rows in frame.groupby("goal")
    ]


def of_area(said: Said) -> list[dict[str, Any]]:
    """What the table holds of the area that is explained, or of all."""
    frame = said.answer.to_frame()
    return list((frame if said.area is None else frame[frame["area"] == said.area]).to_dict("records"))


def goals_of(said: Said) -> list[Any]:
    return list(said.answer.goals)


def labels(said: Said) -> set[str]:
    plain = (said.answer.label(goal, said.lang) for goal in goals_of(said))
    return {label.replace("\N{NO-BREAK SPACE}", " ") for label in plain}


@ROOM.when(
    "{label}: {side} {target} till {year:n}: {status}.", "{label}: {side} {target} by {year:n}: {status}."
)
def stands_so(said: Said) -> bool:
    status = called(said.status, said)
    return any(IS[status](row) for row in of_area(said)) and said.text.rsplit(": ", 1)[0] in labels(said)


@ROOM.when("{label}: {side} {target} till {year:n}.", "{label}: {side} {target} by {year:n}.")
def is_asked(said: Said) -> bool:
    return said.text.removesuffix(".") in labels(said)


@ROOM.when("{status}: {n:n} [område|områden].", "{status}: {n:n} [area|areas].")
def are_so_many(said: Said) -> bool:
    return said.n in [len(areas) for areas in of_status(said, called(said.status, said))]


@ROOM.when("Fjärmar sig: {areas}.", "Moving away: {areas}.")
def move_away(said: Said) -> bool:
    named = [[area_name(a, said.answer.trend.name_of(a)) for a in own] for own in of_status(said, "receding")]
    return any(own and all(name in said.areas for name in own) for own in named)


@ROOM.when("Kvar till målet: {left:x} {unit}.", "Left to the goal: {left:x} {unit}.")
def is_left(said: Said) -> bool:
    return any(abs(row["distance"] - said.left) < 0.051 for row in of_area(said))


@ROOM.when(
    "Sannolikhet att målet är nått {year:n}: {odds}.",
    "Probability that the goal is reached in {year:n}: {odds}.",
)
def so_likely(said: Said) -> bool:
    rows = [row for row in of_area(said) if row["year"] == said.year]
    told = [chance(row["probability_low"], row["probability_high"], said.lang) for row in rows]
    models = [[row[c] for c in ("probability", "probability_level", "probability_return")] for row in rows]
    within = [
        min(m) == row["probability_low"] and max(m) == row["probability_high"]
        for m, row in zip(models, rows, strict=True)
    ]
    return said.odds in [text.replace("\N{NO-BREAK SPACE}", " ") for text in told] and all(within)


@ROOM.when(
    "Spannet är brett: svaret hänger på om takten består.",
    "The range is wide: the answer hangs on whether the pace lasts.",
)
def is_wide(said: Said) -> bool:
    return any(row["probability_high"] - row["probability_low"] > 0.5 for row in of_area(said))


ROOM.always(
    "Hur troligt det är att nå målet skrivs som ett spann.",
    "How likely it is that the goal is reached is given as a range.",
    "it does",
)
ROOM.always(
    "Ingen vet om takten består.", "Nobody knows whether the pace lasts.", "the years to come are not known"
)


@ROOM.when(
    "[Målet|Ett mål som hela staden] gäller alla områden.",
    "[The goal|A goal that is the whole city] is for all areas.",
)
def is_for_all(said: Said) -> bool:
    return any(
        g.against_city and set(g.areas or said.answer.areas) == set(said.answer.areas) for g in goals_of(said)
    )


@ROOM.when("Staden är ungefär ett medelvärde av dem.", "The city is about their mean.")
@ROOM.when(
    "Alla kan därför nå det bara om skillnaderna försvinner.",
    "So all can reach it only if the differences vanish.",
)
def lies_between(said: Said) -> bool:
    cities = [k for k, goal in enumerate(goals_of(said)) if goal.against_city]
    own = [said.answer.outlooks[k] for k in cities]
    return any(np.nanmin(o.left) < 0 < np.nanmax(o.left) for o in own)


@ROOM.when(
    "Takten är lutningen på en linje genom åren {first}–{last}.",
    "The pace is the slope of a line through the years {first}–{last}.",
)
def are_the_years(said: Said) -> bool:
    return (said.first, said.last) == (said.answer.trend.labels[0], said.answer.trend.labels[-1])


@ROOM.when(
    "Närmar sig och fjärmar sig står bara där rörelsen är större än slumpen.",
    "An area is said to approach or move away only if the movement is more than chance.",
)
def moves_where_the_judge_says(said: Said) -> bool:
    rows = said.answer.to_frame().to_dict("records")
    ways = {"approaching": 1, "receding": -1}
    return all(ways[row["movement"]] * row["pace"] > 0 for row in rows if row["movement"] in ways)


@ROOM.when("Alla områden prövas samtidigt ({level:n} %).", "All areas are tested at once ({level:n} %).")
def are_many(said: Said) -> bool:
    return len(said.answer.areas) > 1 and said.level == round(100 * said.answer.trend.level)


@ROOM.when("Slumpen prövas på nivån {level:n} %.", "Chance is tested at the level {level:n} %.")
def is_one(said: Said) -> bool:
    return len(said.answer.areas) == 1


def stands(status: str) -> Any:
    return lambda said: any(of_status(said, status))


ROOM.when(
    "Nått, men kan tappa: med minst ett av tre sätt att räkna är det troligare att målet är tappat målåret "
    "än att det är nått.",
    "Reached, but may be lost: by at least one of three ways of looking ahead the goal is likelier lost than "
    "reached in its year.",
)(stands("may_lose"))
ROOM.when("Ingen säker rörelse: området kan ligga still.", "No certain movement: the area may stand still.")(
    stands("still")
)
ROOM.when(
    "Det kan också röra sig, men inte mer än vad slumpen kan ge.",
    "It may also move, but by no more than chance can give.",
)(stands("still"))
ROOM.when(
    "Går inte att säga: uppgifter saknas, slumpen i dem är inte känd eller priser kan ha ändrat dem.",
    "Cannot be told: figures are missing, chance in them is not known, or prices may have changed them.",
)(stands("unknown"))


@ROOM.when(
    "Till {year:n} är det längre än uppgifterna räcker bakåt.",
    "{year:n} is further ahead than the figures go back.",
)
@ROOM.when("Så långt fram är spannet osäkert.", "So far ahead the range is uncertain.")
def is_far(said: Said) -> bool:
    years = said.answer.trend.years
    far = [g.year for g in goals_of(said) if g.year - years[-1] > years[-1] - years[0]]
    return bool(far) and said.values.get("year", far[0]) in far


@ROOM.when(
    "Alla når: hur troligt det är att inget av målets områden missar det.",
    "All reach it: how likely it is that none of the goal's areas misses it.",
)
@ROOM.when(
    "Spannet gäller hur områdena än hänger ihop.", "The range holds however the areas depend on each other."
)
def bounds_all(said: Said) -> bool:
    frame, overall = said.answer.to_frame(), said.answer.overall
    least = frame.groupby("goal")["probability_high"].min().to_numpy()
    return len(said.answer.areas) > 1 and bool((overall["all_reach_high"] <= least + 1e-12).all())


@ROOM.when("* Uppgiften för hela staden, som den är nu.", "* The whole city's own figure, as it is now.")
@ROOM.when(
    "Är målet hela stadens uppgift gäller takten avståndet till staden, som också rör sig.",
    "Where the goal is the whole city's figure, the pace is that of the distance to the city, which moves "
    "too.",
)
@ROOM.when(
    "Ett område kan då närma sig målet utan att dess egna villkor har blivit bättre.",
    "An area can then approach the goal though its own conditions have become no better.",
)
def is_the_city(said: Said) -> bool:
    return any(goal.against_city for goal in goals_of(said))


ROOM.always(
    "Spannet går från det lägsta till det högsta av de tre sätten, utåt till hela fem procent.",
    "The range goes from the lowest to the highest of the three, outwards to whole five per cent.",
    "so `chance` writes it, and `so_likely` holds it",
)
ROOM.always(
    "Det gäller ett område i taget.", "It is for one area at a time.", "no probability is of two areas"
)
ROOM.always("Nya insatser räknas inte in.", "New efforts are not counted.", "no model has a place for them")
ROOM.always(
    "Inget av målen gäller området.", "None of the goals is for this area.", "it is told where no row is"
)
for name, text in MODEL_LABELS.values():
    ROOM.always(f"{name.sv}:", f"{name.en}:", "a model's name")
    for sv, en in zip(text.sv.split(". "), text.en.split(". "), strict=True):
        ROOM.always(
            f"{sv.removesuffix('.')}.", f"{en.removesuffix('.')}.", "what the model assumes, as tests hold"
        )
