"""What is said of area types, and when it is true."""

from __future__ import annotations

from tests.sentences.sentence import Room, Said

#: At most so many: sentences that no table knows, sentences outside ``words``, wordings that are not ours.
UNCHECKED, LITERALS, TERMS = 0, 0, 0
#: The LIX of a page, and of what stands above its first table. Shall be 40 and 30.
LIX, LIX_FIRST = 40, 30

ROOM = Room()


@ROOM.when("{n:n} av {all:n} områden är av typ 1 eller 2.", "{n:n} of {all:n} areas are of type 1 or 2.")
def of_the_two_types(said: Said) -> bool:
    kinds = said.answer.to_frame()["area_type"]
    return (said.n, said.all) == (int(kinds.isin([1, 2]).sum()), len(kinds))


@ROOM.when(
    "Typernas gränser utgår från landets RegSO: medelvärdet är {mean:x} % och standardavvikelsen {spread:x}.",
    "The types' boundaries follow the country's RegSO: the mean is {mean:x}% and the standard deviation "
    "{spread:x}.",
)
def as_they_were_given(said: Said) -> bool:
    return (said.mean, said.spread) == (round(said.answer.mean, 2), round(said.answer.spread, 2))


ROOM.always(
    "RegSO är små: stora områden är mer blandade och hamnar oftare i mitten.",
    "RegSO are small: large areas are more mixed, and more often end up in the middle.",
    "it holds of any areas",
)
