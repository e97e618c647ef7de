"""A goal as data: what should be how high, where and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from omradesindex.catalogue.tables import Place, number, only, read_toml, string, strings, tables, text
from omradesindex.catalogue.text import both
from omradesindex.doors import door
from omradesindex.errors import DefinitionError, listing, must_be
from omradesindex.wording import Text

#: The whole city's own figure in the same year.
CITY: Literal["city"] = "city"

_KEYS = ("measure", "at_most", "at_least", "year", "areas", "label")


@door
@dataclass(frozen=True)
class Goal:
    """A goal: a measure that shall be at most, or at least, a target in a year.

    Parameters
    ----------
    measure : str
        ``index``, a dimension's id, or an indicator's.
    year : int
    at_most, at_least : float or ``"city"``, optional
        One of the two. A number is in the indicator's own unit (or points of the index, where 100 is the
        whole city in the base year); ``"city"`` is the whole city's own figure in the goal's year. It must be
        the side that makes the challenge smaller.
    areas : tuple of str
        Codes; every area if empty.
    label : Text or str, optional
        What the goal is called, one string for both languages; made from the rest if left out.

    Raises
    ------
    DefinitionError
        No target, or two; a year that is none.

    Examples
    --------
    >>> Goal("lag_ekonomisk_standard", 2030, at_most=15).target
    15.0
    """

    measure: str
    year: int
    at_most: float | Literal["city"] | None = None
    at_least: float | Literal["city"] | None = None
    areas: tuple[str, ...] = ()
    label: Text | str | None = None

    def __post_init__(self) -> None:
        where = f"the goal for '{self.measure}'"
        if (self.at_most is None) == (self.at_least is None):
            raise DefinitionError(
                "a goal needs one target: at_most or at_least"
                + ("" if self.at_most is None else ", and has both"),
                where=where,
                expected="a number, or 'city' for the whole city's own figure",
            )
        if not 1900 <= self.year <= 2200:
            raise DefinitionError(
                f"the year of a goal is {self.year}", where=where, expected="a year such as 2030"
            )
        areas = tuple(self.areas)
        wrong = [area for area in areas if not isinstance(area, str)]
        if wrong or len(set(areas)) < len(areas):
            raise DefinitionError(
                f"the area {wrong[0]!r} is no text" if wrong else "an area stands there twice",
                where=where,
                expected="codes of areas as text, each once",
            )
        object.__setattr__(self, "areas", areas)
        if self.label is not None:
            object.__setattr__(self, "label", both(self.label, f"{where}, label"))

    @property
    def side(self) -> Literal["at_most", "at_least"]:
        """Which side of the target is meant."""
        return "at_most" if self.at_least is None else "at_least"

    @property
    def against_city(self) -> bool:
        """Whether the target is the whole city's own figure."""
        return CITY in (self.at_most, self.at_least)

    @property
    def target(self) -> float:
        """The target as a number; NaN where it is the whole city's figure."""
        value = self.at_most if self.at_least is None else self.at_least
        return float("nan") if value == CITY or value is None else float(value)


def read_goals(source: Goal | Iterable[Goal] | str | Path) -> tuple[Goal, ...]:
    """Read goals: one, several, or a TOML file with a table ``[[goal]]`` for each.

    Raises
    ------
    DefinitionError
        A mistake in the file, with its line; no goals at all.

    Notes
    -----
    The file::

        [[goal]]
        label = "Varje område minst som staden"
        measure = "index"
        at_most = "city"
        year = 2030

        [[goal]]
        measure = "gymnasiebehorighet"
        at_least = 85
        year = 2028
        areas = ["07", "10"]
    """
    if isinstance(source, Goal):
        return (source,)
    if not isinstance(source, (str, Path)):
        goals = tuple(source)
        for goal in goals:  # a generator's goals are seen here first
            must_be(
                goal, Goal, what="a goal", expected="oi.Goal(measure, year, at_most=…)", error=DefinitionError
            )
    else:
        contents, place = read_toml(Path(source))
        listed = tables(only(contents, ("goal",), place).get("goal", ()), "goal", place)
        goals = goals_in(listed, place)
    _refuse_twice(goals, None if not isinstance(source, (str, Path)) else str(source))
    if not goals:
        raise DefinitionError(
            "there are no goals", where=None if not isinstance(source, (str, Path)) else str(source)
        )
    return goals


def goals_in(listed: Sequence[object], place: Place) -> tuple[Goal, ...]:
    """Make goals of the tables ``[[goal]]`` of a file; none where there are none."""
    here, goals = place, []
    for k, entry in enumerate(listed, 1):
        here = here.next("[[goal]]")
        goals.append(_goal(entry, replace(here, steps=(*place.steps, f"goal {k}"))))
    _refuse_twice(goals, place.name)
    return tuple(goals)


def _refuse_twice(goals: Sequence[Goal], where: str | None) -> None:
    for k, goal in enumerate(goals):
        if goal in goals[:k]:
            raise DefinitionError(
                f"the goal for '{goal.measure}' in {goal.year} stands there twice",
                where=where,
                remedy="keep one of them",
            )


def _goal(entry: object, place: Place) -> Goal:
    table = only(entry, _KEYS, place, required=("measure", "year"))
    targets = {
        side: CITY if table[side] == CITY else number(table[side], side, place)
        for side in ("at_most", "at_least")
        if side in table
    }
    year = number(table["year"], "year", place)
    if year != int(year):
        raise DefinitionError(f"the year of a goal is {year!r}", where=place.at("year"), expected="2030")
    if len(targets) != 1:
        raise DefinitionError(
            "a goal needs one target: at_most or at_least",
            where=str(place),
            expected=f"one of {listing(('at_most', 'at_least'))}",
        )
    return Goal(
        measure=string(table["measure"], "measure", place),
        year=int(year),
        areas=strings(table["areas"], "areas", place) if "areas" in table else (),
        label=text(table["label"], "label", place) if "label" in table else None,
        **targets,
    )
