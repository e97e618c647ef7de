"""What is said of chance in a result, and when it is true."""

from __future__ import annotations

import numpy as np
import pandas as pd

import omradesindex as oi
from tests.sentences.sentence import Room, Said

#: At most so many: sentences that no table knows, sentences outside ``words``, wordings that are not ours.
UNCHECKED, LITERALS, TERMS = 0, 0, 5
#: The LIX of a page, and of what stands above its first table. Shall be 40 and 30.
LIX, LIX_FIRST = 38, 36

ROOM = Room()


def scores(said: Said) -> pd.DataFrame:
    """The index of every area that has one, with its interval."""
    frame = said.answer.scores
    return frame[(frame["measure"] == "index") & frame["score"].notna()]


def indicators(said: Said) -> pd.DataFrame:
    """The areas' values, without the whole city."""
    frame = said.answer.values
    return frame[frame["area"].isin(said.answer.areas) & frame["value"].notna()]


def width(said: Said) -> pd.Series:
    return (scores(said)["high"] - scores(said)["low"]).dropna()


@ROOM.when("Indexet har inget slumpintervall.", "The index has no chance interval.")
def no_interval(said: Said) -> bool:
    return width(said).empty


@ROOM.when(
    "Metoden håller områdena mot varandra: ett områdes tal ändras när ett annats gör det.",
    "The method holds the areas against each other: one area's number changes when another's does.",
)
def held_against_each_other(said: Said) -> bool:
    # Without the first area the others' scores are others, by the very same stick.
    result = said.answer.result
    figures, first = result.statistics.to_frame(), result.ranks["index"].idxmin()
    fewer = oi.Statistics.from_frame(
        figures[figures["area"] != first], name="färre", whole=result.statistics.whole
    )
    again = result.index.compute(fewer, reference=result.reference).scores["index"]
    return width(said).empty and (again - result.scores["index"]).abs().max() > 1e-9


@ROOM.when("Slumpintervallet är {most:x} poäng brett.", "The chance interval is {most:x} points wide.")
def one_width(said: Said) -> bool:
    return len(width(said)) == 1 and abs(width(said).iloc[0] - said.most) <= 0.06


@ROOM.when("Alla slumpintervall är {most:x} poäng breda.", "All chance intervals are {most:x} points wide.")
def one_width_for_all(said: Said) -> bool:
    return len(width(said)) > 1 and bool((width(said) - said.most).abs().max() <= 0.06)


@ROOM.when(
    "Slumpintervallen är mellan {least:x} och {most:x} poäng breda.",
    "The chance intervals are between {least:x} and {most:x} points wide.",
)
def widths(said: Said) -> bool:
    ends = (width(said).min() - said.least, width(said).max() - said.most)
    return len(width(said)) > 1 and max(map(abs, ends)) <= 0.06


@ROOM.when("Störst är det i {where}.", "The widest is in {where}.")
def widest(said: Said) -> bool:
    row = scores(said).loc[width(said).idxmax()]
    return said.where in (row["area"], f"{row['area']} {row['name']}")


@ROOM.when(
    "I {n:n} [område|områden] kan talet vara både över och under 100.",
    "In {n:n} [area|areas] the number may be above 100 or below.",
)
def around_the_city(said: Said) -> bool:
    rows = scores(said)
    return said.n == int(((rows["low"] < 100) & (rows["high"] > 100)).sum())


@ROOM.when(
    "Där vet vi inte om villkoren är svårare eller bättre än i hela staden.",
    "There we do not know whether conditions are harder or better than in the whole city.",
)
def against_its_own_city(said: Said) -> bool:
    """100 is the city itself only by a stick of these very figures."""
    result = said.answer.result
    city = result.to_frame().query("level == 'indicator' and area == @result.whole")["score"].dropna()
    return bool(np.allclose(city, 100.0))


@ROOM.when(
    "Intervallen är breda jämfört med hur olika områdena är.",
    "The intervals are wide beside how much areas differ.",
)
def wide(said: Said) -> bool:
    return bool(width(said).median() >= np.ptp(scores(said)["score"].to_numpy()) / 2)


ROOM.always(
    "Läs poängen som ungefärliga.", "Read the scores as approximate.", "it follows where intervals are wide"
)
ROOM.always(
    "Slumpintervall: så långt upp eller ner kan slumpen rimligen ha flyttat talet (95 gånger av 100).",
    "Chance interval: this far up or down chance may well have moved the number (95 times in 100).",
    "what the word means; every answer of the battery has the level .95",
)


@ROOM.when("Ett register räknar alla.", "A register counts everybody.")
def counted(said: Said) -> bool:
    return bool(said.answer.values["method"].isin(["wilson", "byar"]).any())


ROOM.always(
    "Där visar intervallet hur ett annat år med samma villkor kunde ha blivit.",
    "There the interval shows how another year with the same conditions could have turned out.",
    "what an interval is of a count of everybody",
)


@ROOM.when("En enkät frågar några.", "A survey asks some.")
def asked(said: Said) -> bool:
    return bool(said.answer.values["method"].eq("survey").any())


ROOM.always(
    "Där visar intervallet hur det kunde ha blivit om andra hade fått frågan.",
    "There the interval shows how it could have turned out with others asked.",
    "what an interval is of a sample",
)


@ROOM.when(
    "Flera indikatorer är räknade på samma personer.", "Several indicators are counted on the same persons."
)
def on_the_same_persons(said: Said) -> bool:
    return bool(said.answer.dependence.name == "moderate")


@ROOM.when(
    "Därför antar vi att deras fel hänger ihop måttligt.",
    "We assume that their errors are moderately correlated.",
)
def moderately(said: Said) -> bool:
    return bool(said.answer.dependence.name == "moderate")


@ROOM.when("Måttstockens egen slump ingår.", "The measuring stick's own chance is part of it.")
def stick_is_carried(said: Said) -> bool:
    rows = scores(said)
    return bool(rows.loc[rows["low"].notna(), "stick"].notna().all())


@ROOM.when("Måttstocken räknas som känd.", "The measuring stick is taken as known.")
def stick_is_known(said: Said) -> bool:
    return bool(scores(said)["stick"].isna().all())


ROOM.always("Dess egen slump ingår inte.", "Its own chance is not part of it.", "it follows on the stick's")


@ROOM.when(
    "Slump får områden att se mer olika ut än de är.", "Chance makes areas look more different than they are."
)
def more_different(said: Said) -> bool:
    return bool((said.answer.result.quality["reliability"] < 1).any())


@ROOM.when(
    "Måttstocken blir då för lång, och poängen hamnar för nära 100.",
    "The stick is then too long, and scores end up too near 100.",
)
def too_near(said: Said) -> bool:
    rows = scores(said)
    return bool(((rows["signal"] - 100).abs().mean() > (rows["score"] - 100).abs().mean()).all())


@ROOM.when(
    "Därför räcker intervall ofta längre bort från 100 än in mot 100.",
    "Intervals therefore often reach further away from 100 than towards it.",
)
def further_away(said: Said) -> bool:
    rows = scores(said).dropna(subset="low")
    outwards = np.sign(rows["score"] - 100) * ((rows["high"] - rows["score"]) - (rows["score"] - rows["low"]))
    return bool((outwards > 0.05).any() and (outwards > -1e-6).mean() > 0.5)


@ROOM.when(
    "Slumpen är känd för minst {share:n} procent av indexets vikt.",
    "Chance is known for at least {share:n} per cent of the index's weight.",
)
def known(said: Said) -> bool:
    rows = scores(said)
    share = rows.loc[rows["known"] >= 0.5, "known"].min()
    return said.share <= 100 * share + 1e-9 < said.share + 1 and share < 1


ROOM.always(
    "Resten antas vara lika osäker.",
    "The rest is assumed to be as uncertain.",
    "it follows what is known",
)


@ROOM.when(
    "{n:n} [område|områden] har inget intervall för indexet.",
    "{n:n} [area has|areas have] no interval of the index.",
)
def without(said: Said) -> bool:
    return said.n == int((scores(said)["known"] < 0.5).sum())


ROOM.always(
    "Där är slumpen känd för mindre än hälften av vikten.",
    "There chance is known for less than half of the weight.",
    "it stands after how many",
)


@ROOM.when("Slumpen är inte känd för {names}.", "Chance is not known for {names}.")
def not_known(said: Said) -> bool:
    rows = indicators(said)
    unknown = rows[rows["standard_error"].isna()]["measure"].unique()
    labels = [said.answer.result.label(name, said.lang) for name in unknown]
    return bool(labels) and all(label in said.names for label in labels)


@ROOM.when(
    "Antagen del: några delområden kan höra till ett annat område.",
    "Assumed part: some sub-areas may belong to another area.",
)
def may_belong_elsewhere(said: Said) -> bool:
    return bool((scores(said)["membership"] > 0).any())


ROOM.always(
    "Hur mycket det betyder är ett antagande, som ingår i intervallet.",
    "How much that matters is an assumption, which is part of the interval.",
    "the error of doubtful membership is a rule of ours",
)


@ROOM.when(
    "Antagen del: uppgifter saknas för en del av underlaget till {names}, "
    "som mest {share:n} procent ({where}).",
    "Assumed part: figures are lacking for a part of the base of {names}, "
    "at most {share:n} per cent ({where}).",
)
def a_part_is_lacking(said: Said) -> bool:
    result = said.answer.result
    frame = result.to_frame().query("level == 'indicator' and area != @result.whole").dropna(subset="value")
    worst = frame.loc[frame["coverage"].idxmin()]
    return said.share == np.ceil(100 * (1 - worst["coverage"]) - 1e-9) and said.where.startswith(
        worst["area"]
    )


ROOM.always(
    "Den delen antas kunna skilja sig lika mycket som områdena gör.",
    "That part is assumed to differ as much as areas do.",
    "the rule of the part that is not known",
)


@ROOM.when("Streck: området har ingen antagen del.", "Dash: the area has no assumed part.")
def nothing_assumed(said: Said) -> bool:
    rows = scores(said)
    nothing = (rows["membership"].fillna(0) == 0) & (rows["lacking"].fillna(0) == 0)
    return bool(nothing.any() and not nothing.all())


@ROOM.when(
    "{n:n} [indikator är uppskattad|indikatorer är uppskattade] utan känt fel.",
    "{n:n} [indicator is estimated|indicators are estimated] without a known error.",
)
def estimated(said: Said) -> bool:
    quality = said.answer.result.quality["quality"]
    unknown = set(indicators(said).query("standard_error.isna()")["measure"])
    worked_out = quality.isin(["proxy", "estimated", "assumed"])
    return said.n == len(unknown & set(quality.index[worked_out]))


ROOM.always(
    "Intervallet kan då vara för smalt.",
    "The interval may then be too narrow.",
    "it follows estimates",
)
ROOM.always(
    "Valet av indikatorer, vikter och metod ingår inte.",
    "The choice of indicators, weights and method is not part of it.",
    "an interval is of one definition",
)


@ROOM.when(
    "Två områden kan skilja sig åt även om deras intervall överlappar.",
    "Two areas may differ though their intervals overlap.",
)
def may_differ(said: Said) -> bool:
    return len(width(said)) > 1
