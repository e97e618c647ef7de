"""Age groups as people write them: what they span, how they are said, and which concern each other."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from omradesindex.patterns import pattern
from omradesindex.plaintext import plain
from omradesindex.wording import Text

_DASHES = pattern(r"\s*[\u2010-\u2015\u2212-]\s*")
_AGES = pattern(r"(\d{1,3})(?:(-)(\d{0,3})|(\+))?(?: (?:år|years))?")
#: Where an open age group ends, when its years are counted.
_OLDEST = 100


class Span(NamedTuple):
    """The first and the last age of an age group; ``last`` is None where it is open."""

    first: int
    last: int | None

    @property
    def end(self) -> float:
        """The last age; endless where the group is open."""
        return float("inf") if self.last is None else self.last

    @property
    def years(self) -> int:
        """How many years of age there are in it, to 100 where it is open."""
        return max(_OLDEST, self.first) - self.first + 1 if self.last is None else self.last - self.first + 1

    @property
    def written(self) -> str:
        """As :func:`read_ages` reads it: ``16-24``, ``65-``."""
        return f"{self.first}-{'' if self.last is None else self.last}"


def gaps(spans: Iterable[Span]) -> list[Span]:
    """Return the ages before, between and after some groups that none of them has.

    Examples
    --------
    >>> gaps([Span(30, 64), Span(16, 24), Span(16, 20)])
    [Span(first=0, last=15), Span(first=25, last=29), Span(first=65, last=None)]
    >>> gaps([Span(0, 64), Span(40, None)])
    []
    """
    found, reached = list[Span](), 0
    for span in sorted(spans, key=lambda span: (span.first, span.end)):
        if span.first > reached:
            found.append(Span(reached, span.first - 1))
        if span.last is None:
            return found
        reached = max(reached, span.last + 1)
    return [*found, Span(reached, None)]


def read_ages(category: str) -> Span | None:
    """Read an age group; None where it is no such.

    Examples
    --------
    >>> [read_ages(text) for text in ("16\N{EN DASH}24 år", "65+", "17", "barn", "24-16")]
    [Span(first=16, last=24), Span(first=65, last=None), Span(first=17, last=17), None, None]
    """
    span = _ends(category)
    return None if span is None or span.end < span.first else span


def is_backwards(category: str) -> bool:
    """Whether a category is written as an age group that ends before it begins.

    Examples
    --------
    >>> [is_backwards(text) for text in ("24-18", "18-24", "65-", "barn")]
    [True, False, False, False]
    """
    span = _ends(category)
    return span is not None and span.end < span.first


def _ends(category: str) -> Span | None:
    """Read the two ages of an age group as they are written, whichever is the greater."""
    match = _AGES.fullmatch(_DASHES.sub("-", plain(category)).casefold())
    if match is None:
        return None
    first, dash, last, plus = match.groups()
    return Span(int(first), None if plus or (dash and not last) else int(last or first))


def ages_label(span: Span) -> Text:
    """How an age group is named to a reader.

    Examples
    --------
    >>> ages_label(Span(16, 24)).sv, ages_label(Span(65, None)).en
    ('16–24 år', 'aged 65 and over')
    """
    first, last = span
    if last is None:
        return Text(f"{first} år och äldre", f"aged {first} and over")
    told = str(first) if first == last else f"{first}\N{EN DASH}{last}"
    return Text(f"{told} år", f"aged {told}")


def overlapping(categories: Iterable[str]) -> tuple[str, str] | None:
    """Return two age groups that a person can be in both of, or None.

    Examples
    --------
    >>> overlapping(["0-15", "16-24", "18-29"])
    ('16-24', '18-29')
    """
    spans = ((read_ages(category), category) for category in categories)
    known = sorted((span.first, span.end, category) for span, category in spans if span is not None)
    return next(((a, b) for (_, end, a), (start, _, b) in pairwise(known) if start <= end), None)


def concerns(ages: str, group: str) -> bool:
    """Whether what is asked of people of some ages has a meaning for an age group.

    It has where the two share half of the group's years of age, or half of its own: employment at 16–64 says
    something of those aged 18–24, and the grades of year 9 something of those aged 13–17, but employment
    nothing of those aged 13–17, of whom most are too young. A group that is no span of years is taken to be
    meant.

    Parameters
    ----------
    ages : str
        Whom it has a meaning for: ``16-64``, ``65-``.
    group : str
        As the figures call it.

    Examples
    --------
    >>> [group for group in ("0-5", "13-17", "18-24", "25-64", "65-", "barn") if concerns("16-64", group)]
    ['18-24', '25-64', 'barn']
    >>> concerns("15-16", "13-17"), concerns("12-17", "6-12")
    (True, False)
    """
    own, theirs = read_ages(ages), read_ages(group)
    if own is None or theirs is None:
        return True
    first, end = max(own.first, theirs.first), min(own.end, theirs.end)
    if first > end:
        return False
    shared = Span(first, None if end == float("inf") else int(end)).years
    return 2 * shared >= theirs.years or 2 * shared >= own.years
