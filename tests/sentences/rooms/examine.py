"""What is said of an index's data, and when it is true."""

from __future__ import annotations

import math
import re
from typing import Any

from omradesindex.wording import area_name
from tests.sentences.battery import plain
from tests.sentences.sentence import Room, Said

#: At most so many sentences that no table knows, sentences outside ``words``, and wordings that are not ours.
UNCHECKED, LITERALS, TERMS = 0, 0, 2
#: The LIX of a page, and of what stands above its first table. Shall be 40 and 30.
LIX, LIX_FIRST = 40, 30

ROOM = Room()


@ROOM.when(
    "Av skillnaderna mellan områdena i ”{name}” är {share:n} % slump.",
    "Of the differences between areas in “{name}”, {share:n} % are chance.",
)
def so_much_is_chance(said: Said) -> bool:
    table, result = said.answer.indicator_reliability, said.answer.result
    low = table[table["reliability"] < 0.7]
    shares = {result.label(row.indicator, said.lang): row.reliability for row in low.itertuples()}
    return abs(100 * (1 - shares[said.name]) - said.share) <= 0.5


ROOM.always(
    "Reliabilitet: den del av skillnaderna mellan områdena som inte är slump.",
    "Reliability: the part of the differences between areas that is not chance.",
    "what the word means",
)
ROOM.always("Den är högst 1.", "It is at most 1.", "a share")
ROOM.always(
    "Under 0,70 är det svårt att skilja områden åt.",
    "Below 0.70 it is hard to tell areas apart.",
    "at .7 three tenths of the variance are chance",
)
ROOM.always("Streck: slumpen är inte känd.", "Dash: chance is not known.", "what an empty cell means")


# -- flags --------------------------------------------------------------------------------------------------


def named(said: Said, name: str) -> str:
    """The id of what a sentence names: an indicator in quotation marks, a dimension, the index."""
    result = said.answer.result
    name = re.sub("^(dimensionen|the dimension) ", "", name, flags=re.IGNORECASE).strip("”“")
    if name.casefold() in ("indexet", "the index"):
        return "index"
    ids = [i.id for i in result.index.indicators] + list(result.columns)
    return next(one for one in ids if plain(result.label(one, said.lang)) == name)


def pair(said: Said, a: str, b: str) -> float:
    return float(said.answer.pair(named(said, a), named(said, b))[0])


def near(said: Said) -> bool:
    """Whether the correlation is the one that is said, and lies within its interval."""
    return abs(pair(said, said.a, said.b) - said.r) < 0.0051 and said.low <= said.r <= said.high


R_SV, R_EN = "{r:x} ({low:x} till {high:x})", "{r:x} ({low:x} to {high:x})"


@ROOM.when(
    f"{{a}} och {{b}} visar nästan samma sak: {R_SV}.", f"{{a}} and {{b}} show nearly the same: {R_EN}."
)
def collinear(said: Said) -> bool:
    return near(said) and pair(said, said.a, said.b) >= said.answer.strong


@ROOM.when(f"{{a}} och {{b}} drar åt var sitt håll: {R_SV}.", f"{{a}} and {{b}} pull apart: {R_EN}.")
def opposed(said: Said) -> bool:
    return near(said) and pair(said, said.a, said.b) <= -said.answer.weak


@ROOM.when(f"{{a}} går emot {{b}}: {R_SV}.", f"{{a}} goes against {{b}}: {R_EN}.")
def against(said: Said) -> bool:
    return near(said) and pair(said, said.a, said.b) < 0


@ROOM.when(f"{{a}} följer knappt {{b}}: {R_SV}.", f"{{a}} hardly follows {{b}}: {R_EN}.")
def weak(said: Said) -> bool:
    return near(said) and 0 <= pair(said, said.a, said.b) < said.answer.weak


@ROOM.when(
    f"{{a}} följer {{b}} mer än sin egen dimension: {R_SV}, mot {{own:x}}.",
    f"{{a}} follows {{b}} more than its own dimension: {R_EN}, against {{own:x}}.",
)
def elsewhere(said: Said) -> bool:
    own = said.answer.result.index.dimension_of(named(said, said.a)).id
    held = float(said.answer.pair(named(said, said.a), own)[0])
    return near(said) and abs(held - said.own) < 0.0051 and pair(said, said.a, said.b) > held


def raised(flag: str) -> Any:
    """Whether a flag is raised that a sentence says what to do of."""
    return lambda said: flag in set(said.answer.flags["flag"])


for _flag, _sentences in {
    "collinear": {
        "Att två mått visar nästan samma sak är inget fel.": (
            "That two measures show nearly the same is no fault."
        ),
        "Samma sak räknas då två gånger.": "What they share is then counted twice.",
        "Är det meningen behöver inget göras.": "Where that is meant, there is no need to act.",
    },
    "opposed": {
        "Två mått som drar åt var sitt håll tar ut varandra.": (
            "Two measures that pull apart cancel each other out."
        ),
        "Fråga om de hör ihop.": "Ask whether they belong together.",
    },
    "against": {
        "Går en del emot sin helhet, se först efter att den är vänd åt rätt håll.": (
            "Where a part goes against its whole, see first that it is turned the right way."
        ),
    },
    "weak": {
        "En del som knappt följer sin helhet mäter något eget.": (
            "A part that hardly follows its whole measures something of its own."
        ),
        "Det kan vara meningen.": "That may be meant.",
    },
    "elsewhere": {
        "En indikator kan följa en annan dimension mer än sin egen och ändå höra hemma där den är.": (
            "An indicator may follow another dimension more than its own and still belong where it is."
        ),
    },
    "noisy": {
        "Är mycket slump, låt inte den indikatorn ensam skilja områden åt.": (
            "Where much is chance, let that indicator alone not tell areas apart."
        ),
    },
}.items():
    for _sv, _en in _sentences.items():
        ROOM.when(_sv, _en)(raised(_flag))


@ROOM.when("Inga frågor.", "No questions.")
def no_questions(said: Said) -> bool:
    return said.answer.flags.empty


@ROOM.when("Med {n:n} områden är ett samband osäkert.", "With {n:n} areas no correlation is sure.")
def so_few(said: Said) -> bool:
    return said.n == len(said.answer.result.areas)


@ROOM.when(
    "Är det uppmätt till {r:x} kan det sanna vara från {low:x} till {high:x} (95-procentigt slumpintervall).",
    "Where {r:x} is seen, the true one may be from {low:x} to {high:x} (95 per cent chance interval).",
)
def how_uncertain(said: Said) -> bool:
    """Fisher's z, worked out anew."""
    wide = 1.959964 / math.sqrt(len(said.answer.result.areas) - 3)
    ends = [math.tanh(math.atanh(said.r) + sign * wide) for sign in (-1, 1)]
    return abs(ends[0] - said.low) < 0.006 and abs(ends[1] - said.high) < 0.006


@ROOM.when(
    "{n:n} områden är för få för att säga hur säkert ett samband är.",
    "{n:n} areas are too few to say how sure a correlation is.",
)
def too_few(said: Said) -> bool:
    return said.n == len(said.answer.result.areas) <= 3


ROOM.always("En fråga är inget fel.", "A question is no fault.", "what the flags are")
ROOM.always("Ofta behöver inget göras.", "Often there is no need to act.", "what the flags are")


# -- how the tables are read --------------------------------------------------------------------------------

for _sv, _en in {
    "Vikt: så mycket delen räknas enligt definitionen.": (
        "Weight: how much the part counts by the definition."
    ),
    "Använd: vikten när det som saknas har lämnat över sin.": (
        "Used: the weight when what is missing has handed over its own."
    ),
    "Betydelse: hur nära delen följer indexet, i procent av alla (r²).": (
        "Importance: how closely the part follows the index, in per cent of all (r²)."
    ),
    "Den kan vara större eller mindre än vikten.": "It can be greater or smaller than the weight.",
    "Alfa (Cronbach): hur väl delarna följs åt, högst 1.": (
        "Alpha (Cronbach): how closely the parts move together, at most 1."
    ),
    "Ett högt alfa säger att de visar samma sak, inte att indexet är bättre.": (
        "A high alpha says that they show the same, not that the index is better."
    ),
    "Första komponenten: hur stor del av skillnaderna som ett enda mått fångar.": (
        "First component: how much of the differences one single measure holds."
    ),
    "Plus: måttet är högre där utmaningen är större.": (
        "Plus: the measure is higher where the challenge is greater."
    ),
    "Måtten har den riktning som de gavs med.": "Measures have the direction they were given with.",
    "I egna mått har plats 1 högst värde.": "In one's own measures place 1 has the highest value.",
    "Tal mot tal: Spearmans rangkorrelation.": "Numbers against numbers: Spearman's rank correlation.",
    "1 är samma ordning.": "1 is the same order.",
    "Fet stil: hela det 95-procentiga slumpintervallet ligger på samma sida om 0.": (
        "Bold: the whole 95 per cent chance interval lies on one side of 0."
    ),
    "Alla intervall finns i agreement.": "All intervals are in agreement.",
    "Mått som följer med biblioteket är vända så att mer är större utmaning.": (
        "Measures that travel with the library are turned so that more is a greater challenge."
    ),
    "Egna mått är som de gavs.": "One's own are as given.",
}.items():
    ROOM.always(_sv, _en, "how a column of the table is made")


@ROOM.when("Plats 1 har störst utmaning.", "Place 1 has the greatest challenge.")
def place_one(said: Said) -> bool:
    scores = said.answer.result.scores["index"]
    return bool(scores[said.answer.result.ranks["index"] == 1].min() == scores.max())


@ROOM.when(
    "Dimensioner och indikatorer räknas var för sig.",
    "Dimensions and indicators are counted each by themselves.",
)
def each_by_itself(said: Said) -> bool:
    shares = said.answer.effective_weights.groupby("level")["share"].sum()
    return bool((abs(shares - 1) < 1e-6).all())


@ROOM.when("{label} saknas för {names}.", "{label} is missing for {names}.")
def missing(said: Said) -> bool:
    result = said.answer.result
    written = [plain(area_name(code, result.names[code])) for code in result.areas]
    return any(name in said.names for name in written)
