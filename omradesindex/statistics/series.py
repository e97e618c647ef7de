"""Breaks: one measure's figures are of different series, so that what lies between them is no change.

A source changes its register, its definition or its way of counting, and two sources of one measure never
agree wholly. A table says it with a column ``series``: figures of one variable that do not bear the same word
are not compared, by whatever compares figures over time. Where no word stands, that is a series too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from omradesindex.catalogue import indicators, variables
from omradesindex.periods import Calendar
from omradesindex.wording import Language, say


class Dated(NamedTuple):
    """A variable's figures of a period, their series and in which prices they are; empty where not named."""

    variable: str
    period: str
    series: str
    prices: str = ""


class Break(NamedTuple):
    """A variable whose figures of two periods are of different series.

    Attributes
    ----------
    variable : str
    earlier, later : str
        The periods.
    before, after : str
        Their series; empty where none is named.
    """

    variable: str
    earlier: str
    later: str
    before: str
    after: str

    def text(self, lang: Language = "sv") -> str:
        """Say what cannot be compared, and why.

        Examples
        --------
        >>> Break("folkmangd", "2021", "2022", "RAMS", "BAS").text()
        'Folkmängd 2021 och 2022 går inte att jämföra: uppgifterna hör till olika serier (RAMS, BAS)'
        """
        known = variables().get(self.variable) or indicators().get(self.variable)
        label = self.variable if known is None else known.label.in_(lang)
        before, after = (name or say(lang, "ej namngiven", "not named") for name in (self.before, self.after))
        return say(
            lang,
            f"{label} {self.earlier} och {self.later} går inte att jämföra: uppgifterna hör till olika "
            f"serier ({before}, {after})",
            f"{label} {self.earlier} and {self.later} cannot be compared: the figures are of different "
            f"series ({before}, {after})",
        )


def breaks_between(earlier: Iterable[Dated], later: Iterable[Dated]) -> tuple[Break, ...]:
    """Return the variables that two computations share and have of different series, each once.

    Of one period it takes two names: where a table names none, nothing tells them apart.

    Examples
    --------
    >>> old = [Dated("a", "2021", "RAMS"), Dated("b", "2021", "")]
    >>> [b.variable for b in breaks_between(old, [Dated("a", "2022", "BAS"), Dated("b", "2022", "")])]
    ['a']
    """
    before: dict[str, list[Dated]] = {}
    for dated in earlier:
        before.setdefault(dated.variable, []).append(dated)
    broken: dict[str, Break] = {}
    for dated in later:
        for one in before.get(dated.variable, ()):
            if one.series != dated.series and not _unsaid(one, dated):
                found = Break(dated.variable, one.period, dated.period, one.series, dated.series)
                broken.setdefault(dated.variable, found)
    return tuple(broken.values())


def breaks_in(dated: Iterable[Dated], calendar: Calendar) -> tuple[Break, ...]:
    """Return where a variable's figures of one period are of another series than those of the one before."""
    periods: dict[str, dict[str, Dated]] = {}
    for one in dated:
        periods.setdefault(one.variable, {})[one.period] = one
    found: list[Break] = []
    for own in periods.values():
        for before, after in pairwise(calendar.in_order(own)):
            found += breaks_between([own[before]], [own[after]])
    return tuple(found)


def named_from(names: Mapping[str, str], periods: Iterable[str]) -> dict[str, str]:
    """Say of each period which series it is of, where each name holds from a period on.

    Examples
    --------
    >>> named_from({"2022": "BAS"}, ["2021", "2022", "2023"])
    {'2021': '', '2022': 'BAS', '2023': 'BAS'}
    """
    own = tuple(dict.fromkeys(periods))
    calendar = Calendar((*own, *names))
    reached = {period: calendar.before(period, names, with_itself=True) for period in own}
    return {period: names[since[-1]] if since else "" for period, since in reached.items()}


def _unsaid(one: Dated, other: Dated) -> bool:
    return one.period == other.period and not (one.series and other.series)
