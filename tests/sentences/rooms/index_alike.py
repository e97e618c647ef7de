"""What is said of areas in groups by likeness, and when it is true."""

from __future__ import annotations

from tests.sentences.sentence import Room, Said

#: At most so many: sentences that no table knows, sentences outside ``words``, wordings that are not ours.
UNCHECKED, LITERALS, TERMS = 0, 0, 0
#: The LIX of a page, and of what stands above its first table. Shall be 40 and 30.
LIX, LIX_FIRST = 40, 30

ROOM = Room()


@ROOM.when(
    "{n:n} områden delas i {k:n} grupper efter hur lika de är.",
    "{n:n} areas are in {k:n} groups by how alike they are.",
)
def in_so_many_groups(said: Said) -> bool:
    groups = said.answer.to_frame()["group"].dropna()
    return (said.n, said.k) == (len(groups), groups.nunique())


@ROOM.when("För {n:n} av dem är gruppen osäker.", "For {n:n} of them the group is unsure.")
def unsure_of_their_group(said: Said) -> bool:
    table = said.answer.to_frame()
    several = table.groupby("group")["area"].transform("size") > 1
    return said.n == (several & (table["silhouette"] < 0.25)).sum()


@ROOM.when(
    "Ett område som är ensamt i sin grupp har ingen siluett.",
    "An area that is alone in its group has no silhouette.",
)
def somebody_is_alone(said: Said) -> bool:
    return bool((said.answer.to_frame()["group"].value_counts() == 1).any())


@ROOM.when(
    "Områden som saknar en indikator har ingen grupp: {n:n}.",
    "Areas that lack an indicator have no group: {n:n}.",
)
def without_a_group(said: Said) -> bool:
    return said.n == said.answer.to_frame()["group"].isna().sum()


ROOM.always(
    "Grupperna är ingen rangordning, men grupp 1 har störst utmaning på det hela taget.",
    "The groups are no ranking, but group 1 has the greatest challenge on the whole.",
    "groups are numbered by their mean over all indicators",
)
ROOM.always(
    "Siluetten visar hur säker gruppen är: under 0,25 är den osäker.",
    "The silhouette tells how sure the group is: below 0.25 it is unsure.",
    "it is what is counted as unsure",
)


@ROOM.when(
    "Stannar är andelen indikatorer som kan tas bort utan att området byter grupp.",
    "Stays is the share of indicators that can be left out without the area changing group.",
)
def something_can_be_left_out(said: Said) -> bool:
    return bool(said.answer.to_frame()["stays"].notna().any())


ROOM.always(
    "Slumpen är inte med i måtten.",
    "Chance is not in these measures.",
    "they are made from the figures alone",
)
