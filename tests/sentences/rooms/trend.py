"""What is said of trend, and when it is true."""

from __future__ import annotations

import numpy as np

from omradesindex.subjects.trend.words import labels_of
from omradesindex.wording import area_name
from tests.sentences.rooms import over_time
from tests.sentences.sentence import Room, Said

#: At most so many: sentences that no table knows, sentences outside ``words``, wordings that are not ours.
UNCHECKED, LITERALS, TERMS = 24, 0, 4
#: The LIX of a page, and of what stands above its first table. Shall be 40 and 30.
LIX, LIX_FIRST = 42, 36

ROOM = Room()
ROOM.extend(over_time.ROOM)


def verdict(text: str, said: Said) -> str:
    labels = labels_of(said.answer, why=True).items()
    return next((v for v, label in labels if label.in_(said.lang).casefold() == text.casefold()), "")


def row(said: Said) -> int:
    return int(said.answer.areas.index(said.area))


@ROOM.when(
    "{what} {first:x} ({start}) → {last:x} ({end}): {slope:x} per år[ utöver hela staden|].",
    "{what} {first:x} ({start}) → {last:x} ({end}): {slope:x} a year[ beyond the whole city|].",
)
def went_so(said: Said) -> bool:
    trend, frame = said.answer, said.answer.to_frame().query("measure == 'index'").set_index("area")
    own = frame.loc[said.area]
    beyond = said.text.endswith(("utöver hela staden.", "beyond the whole city."))
    ends = (said.start, said.end) == (trend.labels[0], trend.labels[-1])
    near = np.allclose(
        [said.first, said.last, said.slope], own[["first", "last", "slope"]].astype(float), atol=0.051
    )
    return ends and near and beyond == (trend.against == "city")


@ROOM.when(
    "{called}: {n:n} [område|områden].",
    "{called}: {n:n} [area|areas].",
)
def are_so_many(said: Said) -> bool:
    return said.n == len(said.answer.with_verdict(verdict(said.called, said)))


@ROOM.when(
    "[Sjunker (bättre villkor)|Stiger (svårare villkor)|Går bättre än staden|Halkar efter staden]: {who}.",
    "[Falls (better conditions)|Rises (harder conditions)|Does better than the city|Falls behind the city]: "
    "{who}.",
)
def move_so(said: Said) -> bool:
    codes = said.answer.with_verdict(verdict(said.text.split(": ")[0], said))
    return bool(codes) and all(area_name(code, said.answer.name_of(code)) in said.who for code in codes)


@ROOM.when(
    "Slumpintervall: {low:x} till {high:x} ({level:n} %[, alla områden på en gång|]).",
    "Chance interval: {low:x} to {high:x} ({level:n} %[, all areas at once|]).",
)
def lies_so(said: Said) -> bool:
    judged, many = said.answer.judged, len(said.answer.areas) > 1
    limits = [judged.low[row(said), 0], judged.high[row(said), 0]]
    at_once = "på en gång" in said.text or "at once" in said.text
    return np.allclose(limits, [said.low, said.high], atol=0.051) and at_once == many


@ROOM.when("Noll är med: rörelsen kan vara slump.", "Zero is in it: the movement may be chance.")
def holds_zero(said: Said) -> bool:
    judged = said.answer.judged
    return bool(judged.low[row(said), 0] <= 0 <= judged.high[row(said), 0])


@ROOM.when(
    "Noll är inte med: rörelsen är mer än slump.", "Zero is not in it: the movement is more than chance."
)
def leaves_zero_out(said: Said) -> bool:
    return not holds_zero(said)


@ROOM.when("Intervallet är brett.", "The interval is wide.")
@ROOM.when(
    "Området kan ha rört sig lika långt som områden skiljer sig åt.",
    "The area may have moved as far as areas differ.",
)
def is_wide(said: Said) -> bool:
    trend, judged = said.answer, said.answer.judged
    half = (judged.high[row(said), 0] - judged.low[row(said), 0]) / 2
    return bool(half * (trend.years[-1] - trend.years[0]) >= np.nanstd(trend.values[0, :, 0]))


@ROOM.when("Om området rör sig går inte att säga.", "Whether the area moves cannot be told.")
def is_untested(said: Said) -> bool:
    return bool(said.answer.judged.verdict[row(said), 0] == "untested")


@ROOM.when("Priserna kan ha ändrat beloppen.", "Prices may have changed the amounts.")
def are_unpriced(said: Said) -> bool:
    return bool(said.answer.unpriced)


@ROOM.when("Slumpen i uppgifterna är inte känd.", "Nothing is known of chance in its figures.")
def has_no_error(said: Said) -> bool:
    return bool(np.isnan(said.answer.judged.low[row(said), 0])) and not said.answer.unpriced


@ROOM.when(
    "Hur säker takten är visar sig i hur åren svänger kring linjen[, i alla områden tillsammans|].",
    "How certain the pace is comes from how the years swing around the line[, in all areas together|].",
)
def comes_of_the_scatter(said: Said) -> bool:
    return not said.answer.lines.known[0]


@ROOM.when(
    "Åren svänger {times:x} gånger så mycket som slumpen i uppgifterna förklarar.",
    "The years swing {times:x} times as much as chance in the figures explains.",
)
def swing_so(said: Said) -> bool:
    return abs(said.answer.lines.inflation[0] - said.times) < 0.0051


@ROOM.when("Intervallen är vidgade lika mycket.", "The intervals are widened as much.")
def are_widened(said: Said) -> bool:
    return bool(said.answer.lines.inflation[0] > 1)


def ways(said: Said) -> tuple[bool, bool]:
    """Whether all ways but the raw one say that areas come closer, and that they drift apart."""
    rows = said.answer.beta.query("way != 'raw'")
    return bool((rows["high"] < 0).all()), bool((rows["low"] > 0).all())


def any_way_is_sure(said: Said) -> bool:
    rows = said.answer.beta.query("way != 'raw'")
    return bool(((rows["high"] < 0) | (rows["low"] > 0)).any())


ROOM.when("Områdena närmar sig varandra.", "The areas come closer to each other.")(lambda said: ways(said)[0])
ROOM.when("Områdena glider isär.", "The areas drift apart.")(lambda said: ways(said)[1])
ROOM.when(
    "Om områdena närmar sig varandra går inte att säga: noll kan inte uteslutas.",
    "Whether the areas come closer cannot be told: zero cannot be ruled out.",
)(lambda said: not any_way_is_sure(said))
ROOM.when(
    "Om områdena närmar sig varandra går inte att säga: alla sätt att räkna ger inte samma svar.",
    "Whether the areas come closer cannot be told: not all ways give the same answer.",
)(lambda said: any_way_is_sure(said) and not any(ways(said)))


@ROOM.when(
    "Beta under noll: de som började högt har sjunkit mest.",
    "Beta below zero: those that started high fell most.",
)
@ROOM.when(
    "Rakt av ser det lätt ut så av en slump, eftersom det som råkar vara högt ett år är lägre nästa "
    "(regression mot medelvärdet).",
    "Taken as it is it easily looks so by chance, since what happens to be high one year is lower the next "
    "(regression to the mean).",
)
@ROOM.when("Läs de andra raderna.", "Read the other rows.")
def has_other_rows(said: Said) -> bool:
    return len(said.answer.beta) > 1


ROOM.always(
    "Sigma är standardavvikelsen mellan områden: hur mycket de skiljer sig åt. p: hur ofta slumpen ensam "
    "ger en minst så stor ändring.",
    "Sigma is the standard deviation between areas: how much they differ. p: how often chance alone gives a "
    "change as large.",
    "what the method is",
)
