"""What is said of catalogue, and when it is true."""

from __future__ import annotations

import re
from typing import Any

from omradesindex.wording import Text
from tests.sentences.sentence import Room, Said

#: At most so many: sentences that no table knows, sentences outside ``words``, wordings that are not ours.
UNCHECKED, LITERALS, TERMS = 0, 0, 5
#: The LIX of a page, and of what stands above its first table. Shall be 40 and 30.
LIX, LIX_FIRST = 40, 42

ROOM = Room()


def bases(said: Said) -> list[tuple[str, str]]:
    """Why each indicator of the index is there."""
    return [(member.basis, member.asked_for) for member in said.answer.members]


#: The word of each reason where so many are counted, and what its meaning is told as.
_COUNTED = {
    ("proposal", ""): Text("i förlagan", "in the original"),
    ("asked", "measure"): Text("efterfrågat mått|efterfrågade mått", "measures? asked for"),
    ("asked", "theme"): Text("efterfrågat tema|efterfrågade teman", "themes? asked for"),
    ("assumed", ""): Text("antagande|antaganden", "assumptions?"),
}
for _basis, (_sv, _en) in {
    ("proposal", ""): (
        "Förlagan: dokumentet som indexet återger har indikatorn.",
        "Original: the document that the index renders has the indicator.",
    ),
    ("asked", "measure"): (
        "Efterfrågat mått: någon bad om just det måttet.",
        "Measure asked for: somebody asked for this very measure.",
    ),
    ("asked", "theme"): (
        "Efterfrågat tema: någon bad om temat, och måttet är vårt.",
        "Theme asked for: somebody asked for the theme, and the measure is ours.",
    ),
    ("assumed", ""): ("Antagande: indikatorn är vårt val.", "Assumption: the indicator is our choice."),
}.items():
    ROOM.when(_sv, _en)(lambda said, basis=_basis: basis in bases(said))


@ROOM.when("Av {all:n}: {counts}.", "Of {all:n}: {counts}.")
def _(said: Said) -> bool:
    """Each reason is counted, and the counts make all."""
    counts = {
        basis: re.findall(rf"(\d+) (?:[^\W\d]+ )*?(?:{word.in_(said.lang)})\b", said.counts)
        for basis, word in _COUNTED.items()
    }
    told = {basis: int(n) for basis, (n, *_) in ((b, found) for b, found in counts.items() if found)}
    return said.all == len(bases(said)) and told == {b: bases(said).count(b) for b in set(bases(said))}


def within(said: Said, years: int) -> int:
    """How many indicators can move within so many years."""
    moves: list[Any] = [one.moves_within for one in said.answer.indicators]
    return sum(1 for move in moves if move is not None and move <= years)


@ROOM.when(
    "{year:n} av {all:n} [indikator|indikatorer] kan röra sig inom ett år, och {term:n} inom en mandatperiod "
    "på {years:n} år.",
    "{year:n} of {all:n} [indicator|indicators] can move within a year, and {term:n} within a term of office "
    "of {years:n} years.",
)
def _(said: Said) -> bool:
    counted = (within(said, 1), within(said, said.years), len(said.answer.indicators))
    return said.years == 4 and (said.year, said.term, said.all) == counted


for _sv, _en, _why in (
    ("Definition: vems den är.", "Definition: whose it is.", "it is what the column holds"),
    (
        "Kallar in: nämnder och bolag vars uppdrag indikatorn rör.",
        "Calls in: boards and companies whose mission the indicator touches.",
        "it is what the column holds",
    ),
    (
        "Rör sig inom: så många år dröjer det minst innan en insats kan synas i uppgiften.",
        "Moves within: it takes at least so many years before what is done can show in the figure.",
        "it is what the column holds",
    ),
    (
        "Katalogens svar på båda är vår bedömning, för Malmö.",
        "The catalogue's answers to both are our judgement, for Malmö.",
        "the catalogue cites no source for them",
    ),
    (
        "Mål: Agenda 2030 med nummer, barnkonventionen med artikel.",
        "Goals: the Agenda 2030 by number, the Convention on the Rights of the Child by article.",
        "it is what the column holds",
    ),
    (
        "Stadens egna mål finns inte bland våra källor.",
        "The city's own goals are not among our sources.",
        "the library carries none",
    ),
    ("Den som har dem fyller i dem.", "Whoever has them fills them in.", "a definition takes them"),
):
    ROOM.always(_sv, _en, _why)
