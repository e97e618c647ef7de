"""What is said of spread, and when it is true."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from tests.sentences.battery import plain
from tests.sentences.sentence import Room, Said

#: At most so many sentences that no table knows, sentences outside ``words``, and wordings that are not ours.
UNCHECKED, LITERALS, TERMS = 0, 0, 0
#: The LIX of a page, and of what stands above its first table. Shall be 40 and 30.
LIX, LIX_FIRST = 40, 30

ROOM = Room()


def out(spread: Any) -> pd.DataFrame:
    """The sub-areas that stand out, worked out anew: far beyond the city, in areas with a small challenge."""
    rows = []
    frame = spread.to_frame()
    for place, measure in enumerate(spread.measures):
        turn = spread.sign(measure)
        areas = turn * frame[frame["measure"] == measure].set_index("area")["value"]
        city, areas = areas.iloc[-1], areas.iloc[:-1].dropna()
        small = areas.index[(areas <= city) & (areas <= np.quantile(areas, 0.5, method="inverted_cdf"))]
        for sub, code in enumerate(spread.sub_areas):
            area = spread.areas[int(spread.places[sub])]
            value = turn * spread.values[place, sub]
            if area in small and spread.named[place, sub] and value - city >= spread.k * areas.std(ddof=0):
                rows.append((measure, area, code))
    return pd.DataFrame(rows, columns=["measure", "area", "sub_area"])


# -- which stand out ----------------------------------------------------------------------------------------


@ROOM.when(
    "Delområden med klart större utmaning än hela staden, i områden med liten utmaning.",
    "Sub-areas whose challenge is clearly greater than the whole city's, in areas whose challenge is small.",
)
def those_that_stand_out(said: Said) -> bool:
    held = said.answer.standing_out[["measure", "area", "sub_area"]]
    return set(map(tuple, held.to_numpy())) == set(map(tuple, out(said.answer).to_numpy()))


@ROOM.when(
    "Klart större: minst {k:x} [standardavvikelse|standardavvikelser] mellan områdena.",
    "Clearly greater: at least {k:x} [standard deviation|standard deviations] between areas.",
)
def clearly(said: Said) -> bool:
    one = "standardavvikelse m" in said.text or "deviation b" in said.text
    return said.k == said.answer.k and one == (said.k == 1)


ROOM.always(
    "Liten: inte större än hela stadens, och inte heller än mittområdets (medianen).",
    "Small: no greater than the whole city's, nor than the middle area's (the median).",
    "the rule that the sentence on who stands out is held against",
)


@ROOM.when("Inget delområde.", "No sub-area.")
def none_does(said: Said) -> bool:
    frame = out(said.answer)
    return frame[frame["measure"] == "index"].empty if "index" in said.answer.measures else frame.empty


@ROOM.when("Sticker ut: {sub_area}.", "Stands out: {sub_area}.")
def stands_out(said: Said) -> bool:
    frame = out(said.answer)
    codes = frame.loc[frame["area"] == said.area, "sub_area"]
    return said.sub_area.split()[0] in set(codes)


@ROOM.when(
    "{label} är {value:x} {unit} där och {city:x} {again} i hela staden.",
    "{label} is {value:x} {unit} there and {city:x} {again} in the whole city.",
)
def how_far(said: Said) -> bool:
    spread = said.answer
    (measure,) = [m for m in spread.measures if spread.label(m, said.lang) == said.label]
    rows = spread.standing_out.query("area == @said.area and measure == @measure")
    same = said.unit == said.again == plain(spread.unit(measure, said.lang))
    return same and any(
        abs(row.value - said.value) < 0.06 and abs(row.city_value - said.city) < 0.06
        for row in rows.itertuples()
    )


# -- what they rest on --------------------------------------------------------------------------------------

ROOM.always(
    "Varje delområde väger lika mycket som sitt underlag, till exempel antalet invånare.",
    "Every sub-area weighs as much as its base, such as the number of inhabitants.",
    "how the marks are weighted",
)


@ROOM.when(
    "p10 och p90: högst en tiondel av underlaget ligger lägre än p10, och högst en tiondel högre än p90.",
    "p10 and p90: at most a tenth of the base lies below p10, and at most a tenth above p90.",
)
def tenths(said: Said) -> bool:
    spread = said.answer
    for place in range(len(spread.measures)):
        known = spread.named[place] & ~np.isnan(spread.values[place])
        values, base = spread.values[place][known], spread.base[place][known]
        low, high = spread.marks[place, -1, [1, 3]]
        if base.sum() and max(base[values < low].sum(), base[values > high].sum()) > base.sum() / 10 + 1e-9:
            return False
    return True


ROOM.always(
    "Spridning: hur långt från genomsnittet delområdena ligger (standardavvikelse).",
    "Spread: how far from the mean the sub-areas lie (standard deviation).",
    "what the column holds",
)
ROOM.always(
    "Mellan: hur stor del av skillnaderna som finns mellan områdena.",
    "Between: how much of the differences lies between the areas.",
    "what the column holds",
)


@ROOM.when("Resten finns inom dem.", "The rest lies within them.")
def the_rest(said: Said) -> bool:
    share = said.answer.inequality["between_share"].dropna()
    return bool(((share >= 0) & (share <= 1)).all())


@ROOM.when(
    "{n:n} [delområde|delområden] har för någon uppgift ett underlag under {least:n}.",
    "{n:n} [sub-area has|sub-areas have] for some figure a base below {least:n}.",
)
def small_bases(said: Said) -> bool:
    spread = said.answer
    few = ((spread.base < said.least) & spread.known).any(axis=0)
    return said.least == spread.minimum_base and int(few.sum()) == said.n


ROOM.always(
    "Den uppgiften visas inte.", "That figure is not shown.", "said of the figures with too small a base"
)


@ROOM.when(
    "Oklar områdestillhörighet: {n:n} av {all:n} [delområde|delområden].",
    "Unclear membership: {n:n} of {all:n} [sub-area|sub-areas].",
)
def unclear(said: Said) -> bool:
    return (said.n, said.all) == (int(said.answer.doubtful.sum()), len(said.answer.sub_areas))


@ROOM.when("Alla delområden har för litet underlag.", "Every sub-area's base is too small.")
def none_is_named(said: Said) -> bool:
    """True of some measure of the area that is explained."""
    spread = said.answer
    row = spread.areas.index(said.area)
    known = spread.known[:, spread.inside(row)]
    return any(known[k].any() and not spread.named[k, spread.inside(row)].any() for k in range(len(known)))


@ROOM.when("{names}", "{names}")
def unclear_ones(said: Said) -> bool:
    """The list of sub-areas that may belong elsewhere, in an area's own page."""
    spread = said.answer
    codes = [
        name.split()[0]
        for name in said.names.removesuffix(".").replace(" och ", ", ").replace(" and ", ", ").split(", ")
    ]
    known = [code for code in codes if code in spread.sub_areas]
    return bool(known) and all(spread.doubtful[spread.sub_areas.index(code)] for code in known)
