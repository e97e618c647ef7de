"""The sentences of areas that are alike: what a group is called, how many there are, and how to read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from omradesindex.wording import Language, Text, capital, inside, join, number, say

if TYPE_CHECKING:
    from omradesindex.index.alike.numbers import Group, LikenessNumbers
    from omradesindex.index.scored import Scored

HEAD = Text("Områden som liknar varandra", "Areas that are alike")
GROUPS = Text("Grupperna", "The groups")
AREAS = Text("Områdena grupp för grupp", "The areas, group by group")
UNGROUPED = Text("uppgift saknas", "no figures")


def headline(held: LikenessNumbers, lang: Language) -> str:
    """Say what it is, and whose."""
    return f"{HEAD.in_(lang)} · {held.result.statistics.name}"


def group_label(result: Scored, group: Group, lang: Language) -> str:
    """Name a group by its number and by what marks it."""
    return f"{group.number} {named(result, group.harder, group.better, lang)}"


def counted(held: LikenessNumbers, lang: Language) -> str:
    """Say how many groups there are, of how many areas, and how many areas are unsure of theirs."""
    groups, areas = len(held.groups), sum(held.sizes)
    many = say(
        lang,
        f"{number(areas, lang=lang)} områden delas i {groups} grupper efter hur lika de är.",
        f"{number(areas, lang=lang)} areas are in {groups} groups by how alike they are.",
    )
    unsure = say(
        lang,
        f"För {number(held.unsure, lang=lang)} av dem är gruppen osäker.",
        f"For {number(held.unsure, lang=lang)} of them the group is unsure.",
    )
    return f"{many} {unsure}" if held.unsure else many


def notes(held: LikenessNumbers, lang: Language, *, stays: bool = True) -> list[str]:
    """Say how the groups are to be read; and of ``stays``, where that is shown."""
    told = [
        say(
            lang,
            "Grupperna är ingen rangordning, men grupp 1 har störst utmaning på det hela taget.",
            "The groups are no ranking, but group 1 has the greatest challenge on the whole.",
        ),
        say(
            lang,
            "Siluetten visar hur säker gruppen är: under 0,25 är den osäker.",
            "The silhouette tells how sure the group is: below 0.25 it is unsure.",
        ),
    ]
    if held.alone.any():
        told.append(
            say(
                lang,
                "Ett område som är ensamt i sin grupp har ingen siluett.",
                "An area that is alone in its group has no silhouette.",
            )
        )
    if stays:
        told.append(
            say(
                lang,
                "Stannar är andelen indikatorer som kan tas bort utan att området byter grupp.",
                "Stays is the share of indicators that can be left out without the area changing group.",
            )
        )
    told.append(say(lang, "Slumpen är inte med i måtten.", "Chance is not in these measures."))
    lacking = int((held.group_of == 0).sum())
    if lacking:
        told.append(
            say(
                lang,
                f"Områden som saknar en indikator har ingen grupp: {number(lacking, lang=lang)}.",
                f"Areas that lack an indicator have no group: {number(lacking, lang=lang)}.",
            )
        )
    return told


def named(result: Scored, harder: Sequence[str], better: Sequence[str], lang: Language) -> str:
    """Name a group by its dimensions: ``Svårare villkor i ekonomi, bättre i utbildning``."""
    n = len(result.index.dimensions)
    hard, good = (
        say(lang, "alla dimensioner", "all dimensions")
        if len(ids) == n > 1
        else join([inside(result.label(d, lang)) for d in ids], lang=lang)
        for ids in (harder, better)
    )
    parts = []
    if hard:
        parts.append(say(lang, f"svårare villkor i {hard}", f"harder conditions in {hard}"))
    if good:
        alone = say(lang, "bättre villkor i", "better conditions in")
        parts.append(f"{say(lang, 'bättre i', 'better in') if hard else alone} {good}")
    return capital(", ".join(parts) or say(lang, "nära områdenas medelvärde", "near the mean of the areas"))
