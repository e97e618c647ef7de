"""When figures are from: periods as sources write them, read as time and held against each other as time.

A label is kept as its source wrote it, for people to see; what is compared is the days that it covers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from omradesindex.errors import StatisticsError, listing
from omradesindex.patterns import pattern
from omradesindex.plaintext import plain

__all__ = ["EXAMPLES", "Calendar", "Period", "read_period"]

#: How a period may be written, for errors.
EXAMPLES = "such as 2024, 2022–2023, 2022/23, HT2023, 2023K3, 2023M09 or 2023-12-31"

#: Months that a numbered part of a year has; a week is counted in days.
_LENGTHS = {"month": 1, "quarter": 3, "third": 4, "half": 6}
_UNITS = {
    "month": "m|mån|månad|month",
    "quarter": "k|q|kv|kvartal|kvartalet|quarter",
    "third": "t|tertial|tertialet",
    "half": "h|halvår|halvåret|half",
    "week": "v|w|vecka|week",
}
_NTH = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}
_MONTHS = (
    "jan|januari|january",
    "feb|febr|februari|february",
    "mar|mars|march",
    "apr|april",
    "maj|may",
    "jun|juni|june",
    "jul|juli|july",
    "aug|augusti|august",
    "sep|sept|september",
    "okt|oct|oktober|october",
    "nov|november",
    "dec|december",
)
_SPRING, _AUTUMN = "vt|vår|våren|vårtermin|vårterminen", "ht|höst|hösten|hösttermin|höstterminen"

_Y = r"(?P<y>(?:19|20|21)\d\d)"
_Y2 = r"(?P<y>(?:19|20|21)\d\d|\d\d)"
_N = r"(?P<n>\d{1,2})"
_GAP = r"[ .:,/-]{0,2}"
_UNIT = "(?P<u>" + "|".join(_UNITS.values()) + ")"
_TERM = f"(?P<t>{_SPRING}|{_AUTUMN})"
_NAMED = "(?P<m>" + "|".join(_MONTHS) + ")"

_SPAN_MARK = pattern(r" ?(?:-|\btill och med\b|\bt\.?o\.?m\.?|\btill\b|/) ?")
_YEAR_AND_TWO = pattern(rf"{_Y}-(?P<n>\d\d)")


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of time. A later period ends later; of two that end together, the later one is shorter.

    Two labels are the same period when they cover the same days: ``2023M9`` and ``2023M09`` are equal.

    Attributes
    ----------
    end : date
        The first day after it.
    start : date
        Its first day.
    label : str
        As the source writes it; no part of comparisons.

    Examples
    --------
    >>> read_period("VT2023") < read_period("HT2023") < read_period("2023K4") < read_period("2023M12")
    True
    >>> read_period("2023M9") == read_period("september 2023")
    True
    """

    end: date
    start: date
    label: str = field(compare=False)

    @property
    def days(self) -> int:
        """How long it is."""
        return (self.end - self.start).days

    @property
    def year(self) -> float:
        """Where its middle lies, in years; a calendar year lies at its own number.

        Examples
        --------
        >>> [read_period(p).year for p in ("2023", "2019–2021", "VT2023", "HT2023")]
        [2023.0, 2020.0, 2022.75, 2023.25]
        """
        ends = [day.year + (day.month - 1) / 12 + (day.day - 1) / 372 for day in (self.start, self.end)]
        return sum(ends) / 2 - 0.5


class Calendar(Mapping[str, "Period | None"]):
    """The periods of one table, read together: what one label leaves open, the others may tell.

    ``2008-09`` is a month or two years. A table that also holds ``2008-01`` has months, one that holds
    ``2012-13`` has years; where nothing tells, the time of the label is not known.

    Use one wherever periods are held against each other, never their labels: labels are ordered as text,
    where ``HT2023`` comes before ``VT2023`` and ``2023M10`` before ``2023M9``, and two labels may name one
    period. For the figures of two tables or results make one of both their labels.

    Parameters
    ----------
    labels : iterable of str

    Examples
    --------
    >>> calendar = Calendar(["VT2022", "HT2022", "VT2023", "HT2023"])
    >>> calendar.latest()
    'HT2023'
    >>> calendar.before("VT2023")
    ('VT2022', 'HT2022')
    >>> calendar.same("HT2023", "höstterminen 2023")
    True
    """

    def __init__(self, labels: Iterable[str]) -> None:
        read = {label: _readings(label) for label in labels}
        alone = [p[0] for p in read.values() if len(p) == 1 and _YEAR_AND_TWO.fullmatch(_folded(p[0].label))]
        months = {_covers_a_month(period) for period in alone}
        self._periods: dict[str, Period | None] = {}
        for label, periods in read.items():
            if len(periods) > 1 and len(months) == 1:
                periods = tuple(p for p in periods if _covers_a_month(p) in months)
            self._periods[label] = periods[0] if len(periods) == 1 else None
        known = sorted({period for period in self._periods.values() if period is not None})
        place = {period: k for k, period in enumerate(known)}
        self._place = {label: -1 if p is None else place[p] for label, p in self._periods.items()}

    def __getitem__(self, label: str) -> Period | None:
        return self._periods[label]

    def __iter__(self) -> Iterator[str]:
        return iter(self._periods)

    def __len__(self) -> int:
        return len(self._periods)

    def at(self, label: str) -> Period | None:
        """Read a label, whether the calendar holds it or not; None where its time is not known."""
        return self._periods[label] if label in self._periods else Calendar((*self, label))[label]

    def same(self, one: str, other: str) -> bool:
        """Whether two labels name one period: the same days, or the same word where the days are unknown.

        Examples
        --------
        >>> Calendar([]).same("2023K3", "2023Q3"), Calendar([]).same("2022–2023", "2023")
        (True, False)
        """
        first = self.at(one)
        return one == other or (first is not None and first == self.at(other))

    def named(self, label: str) -> str:
        """Return the calendar's own label of a period that may be written in another way.

        Examples
        --------
        >>> Calendar(["2023M8", "2023M9"]).named("2023-09")
        '2023M9'
        """
        if label in self._periods:
            return label
        return next((own for own in self if self.same(own, label)), label)

    def spellings(self) -> dict[str, str]:
        """Return for each label the first one of the same period.

        Examples
        --------
        >>> Calendar(["2023M9", "2023M09", "2023M10"]).spellings()
        {'2023M9': '2023M9', '2023M09': '2023M9', '2023M10': '2023M10'}
        """
        first: dict[Period | str, str] = {}
        return {label: first.setdefault(period or label, label) for label, period in self.items()}

    def in_order(self, labels: Iterable[str] | None = None) -> tuple[str, ...]:
        """Put labels in the order of time, each once; those of unknown time first, as they came."""
        wanted = dict.fromkeys(self if labels is None else labels)
        place = self._place if wanted.keys() <= self._place.keys() else Calendar((*self, *wanted))._place
        return tuple(sorted(wanted, key=place.__getitem__))

    def before(
        self, label: str, labels: Iterable[str] | None = None, *, with_itself: bool = False
    ) -> tuple[str, ...]:
        """Return the earlier ones of some labels, in order; none where either time is not known."""
        then = self.at(label)
        return tuple(
            own
            for own in self.in_order(labels)
            if (with_itself and self.same(own, label))
            or (then is not None and (period := self.at(own)) is not None and period < then)
        )

    def after(self, label: str, labels: Iterable[str] | None = None) -> tuple[str, ...]:
        """Return the later ones of some labels, in order; none where either time is not known."""
        then = self.at(label)
        return tuple(
            own
            for own in self.in_order(labels)
            if then is not None and (period := self.at(own)) is not None and period > then
        )

    def times(self, labels: Iterable[str] | None = None) -> frozenset[Period | str]:
        """Return what some labels stand for, to be held against another table's: equal where it is one time.

        Examples
        --------
        >>> Calendar(["2023M9"]).times() == Calendar(["2023-09", "2023M09"]).times()
        True
        """
        return frozenset(self.at(label) or label for label in (self if labels is None else labels))

    def latest(self, labels: Iterable[str] | None = None, *, where: str | None = None) -> str:
        """Return the latest of some labels (of all that the calendar holds, if left out).

        Raises
        ------
        StatisticsError
            There are several, and the time of one of them is not known.

        Examples
        --------
        >>> Calendar(["2023", "prognos"]).latest()
        Traceback (most recent call last):
        ...
        omradesindex.errors.StatisticsError: which of the periods '2023', 'prognos' is the latest is not
        known: nothing tells when 'prognos' is. Expected: periods such as 2024, 2022–2023, 2022/23, HT2023,
        2023K3, 2023M09 or 2023-12-31. What to do: say which one is meant, period=…, or write it in one of
        these ways.
        """
        wanted = tuple(dict.fromkeys(self if labels is None else labels))
        unknown = [label for label in wanted if self.at(label) is None]
        if not wanted or (unknown and len(wanted) > 1):
            raise StatisticsError(
                f"which of the periods {listing(wanted)} is the latest is not known: nothing tells when "
                f"{listing(unknown)} is"
                if wanted
                else "there is no period",
                where=where,
                expected=f"periods {EXAMPLES}",
                remedy="say which one is meant, period=…, or write it in one of these ways",
            )
        return self.in_order(wanted)[-1]

    def span(self, labels: Iterable[str] | None = None) -> str:
        """Say from when to when some periods reach, as the source writes them: ``2021–2024``.

        Where the time of one is not known, all of them are named; nothing where there are none.

        Examples
        --------
        >>> Calendar(["2023M10", "2023M9"]).span(), Calendar(["prognos", "2023"]).span()
        ('2023M9–2023M10', 'prognos, 2023')
        """
        wanted = self.in_order(labels)
        if any(self.at(label) is None for label in wanted):
            return ", ".join(wanted)
        ends = dict.fromkeys((wanted[0], wanted[-1])) if wanted else {}
        # Between two spans the mark has to be told from theirs.
        return (" – " if any(re.search("[-–]", end) for end in ends) else "–").join(ends)


def read_period(label: str) -> Period | None:
    """Read a period as Swedish sources write it, or return None where it does not tell its time.

    Understood are years (``2024``), spans (``2022–2023``, ``2020-22``, ``2023M01–2023M06``), school years
    from August to July (``2022/23``, ``läsår 2022/2023``), months (``2023M9``, ``2023-09``, ``sep 2023``),
    quarters (``2023K3``, ``kv 3 2023``), terms and half-years (``VT2023``, ``HT 23``, ``H2 2023``), thirds
    (``tertial 1 2023``), weeks (``2023V05``) and days (``2023-12-31``). ``2008-09`` alone is a month or two
    years, and not read: :class:`Calendar` looks at the labels beside it.

    Examples
    --------
    >>> [str(read_period(p).start) for p in ("2022/23", "2023K3", "kv 3 2023", "HT2023", "2023-W01")]
    ['2022-08-01', '2023-07-01', '2023-07-01', '2023-07-01', '2023-01-02']
    >>> read_period("våren") is None
    True
    """
    readings = _readings(label)
    return readings[0] if len(readings) == 1 else None


@lru_cache(maxsize=4096)
def _readings(label: str) -> tuple[Period, ...]:
    """Return every way to read a label: none, one, or two where it stays open."""
    text = _folded(label)
    both = _YEAR_AND_TWO.fullmatch(text)
    spans = [_part_of_year(int(both["y"]), "month", int(both["n"])), _years(text)] if both else [_span(text)]
    return tuple(Period(span[1], span[0], label) for span in spans if span is not None)


_Days = tuple[date, date]


def _folded(label: str) -> str:
    """Return a label in small letters, with one kind of dash and of space, and without marks and notes."""
    text = re.sub(r"[‐‑‒–—−]", "-", plain(label)).casefold()
    return re.sub(r" ?(?:\*|\(?prel(?:\.|iminär[at]?|iminary)?\)?)$", "", text)


def _span(text: str) -> _Days | None:
    """Read one period, or two with a mark between them."""
    whole = _years(text) or _atom(text)
    if whole is not None:
        return whole
    for mark in _SPAN_MARK.finditer(text):
        first, last = text[: mark.start()], text[mark.end() :]
        if first in _MONTH_OF and (year := re.search(rf"{_Y}$", last)):
            first = f"{first} {year['y']}"  # jan–jun 2023
        ends = _atom(first), _atom(last)
        if ends[0] is not None and ends[1] is not None and ends[0][0] < ends[1][0]:
            return ends[0][0], ends[1][1]
    return None


def _years(text: str) -> _Days | None:
    """Read a span of years: from January to December, or a school year, from August to July."""
    match = re.fullmatch(
        rf"(?P<school>(?:läsår|läsåret|lå|school year) )?{_Y2} ?(?P<mark>[-/]) ?(?P<last>\d{{4}}|\d\d)", text
    )
    if match is None or (len(match["y"]) == 2 and not match["school"]):
        return None
    first = _full_year(match["y"])
    last = int(match["last"])
    last += first // 100 * 100 if last < 100 else 0
    last += 100 if last == first - 99 else 0  # 1999/00
    if not first < last <= 2199:
        return None
    if match["school"] or match["mark"] == "/":
        return date(first, 8, 1), date(last, 8, 1)
    return date(first, 1, 1), date(last + 1, 1, 1)


def _full_year(digits: str) -> int:
    """Return a year of two digits as one of this century, or of the last from 70 on."""
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year >= 70 else 2000)


def _atom(text: str) -> _Days | None:
    """Read a year, a numbered or named part of one, or a day."""
    for form, read in _PATTERNS:
        match = re.fullmatch(form, text, re.ASCII)
        if match is not None:
            return read(match.groupdict())
    return None


def _part_of_year(year: int, unit: str, number: int) -> _Days | None:
    """Return the days of the n-th month, quarter, third, half or week of a year."""
    if unit == "week":
        try:
            monday = date.fromisocalendar(year, number, 1)
        except ValueError:
            return None
        return monday, monday + timedelta(days=7)
    length = _LENGTHS[unit]
    if not 1 <= number <= 12 // length:
        return None
    start, end = length * (number - 1), length * number
    return date(year, start + 1, 1), date(year + end // 12, end % 12 + 1, 1)


def _one_year(found: dict[str, str]) -> _Days:
    return date(int(found["y"]), 1, 1), date(int(found["y"]) + 1, 1, 1)


def _numbered(found: dict[str, str]) -> _Days | None:
    number = found["n"]
    return _part_of_year(int(found["y"]), _UNIT_OF[found["u"]], _NTH.get(number) or int(number))


def _term(found: dict[str, str]) -> _Days | None:
    return _part_of_year(_full_year(found["y"]), "half", 1 if found["t"] in _SPRING.split("|") else 2)


def _month(found: dict[str, str]) -> _Days | None:
    number = _MONTH_OF[found["m"]] if found.get("m") else int(found["n"])
    return _part_of_year(int(found["y"]), "month", number)


def _day(found: dict[str, str]) -> _Days | None:
    month = _MONTH_OF[found["m"]] if found.get("m") else int(found["n"])
    try:
        day = date(int(found["y"]), month, int(found["d"]))
    except ValueError:
        return None
    return day, day + timedelta(days=1)


_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words.split("|")}
_MONTH_OF = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split("|")}

#: Compiled when one is tried: most labels are years, as the first says.
_PATTERNS = (
    (rf"(?:(?:år|året|helår|kalenderår|year) )?{_Y}", _one_year),
    (rf"{_Y}{_GAP}{_UNIT}{_GAP}{_N}", _numbered),
    (rf"{_UNIT}{_GAP}{_N}{_GAP}{_Y}", _numbered),
    (rf"(?P<n>\d{{1,2}}|{'|'.join(_NTH)})(?::?[ae]|st|nd|rd|th)? ?{_UNIT}{_GAP}{_Y}", _numbered),
    (rf"{_TERM}{_GAP}{_Y2}", _term),
    (rf"{_Y}{_GAP}{_TERM}", _term),
    (rf"{_NAMED}{_GAP}{_Y}", _month),
    (rf"{_Y}{_GAP}{_NAMED}", _month),
    (rf"{_Y}[-/]?(?P<n>\d\d)", _month),
    (rf"{_N}[-/]{_Y}", _month),
    (rf"{_Y}-(?P<n>\d\d)-(?P<d>\d\d)(?:[t ]00:00(?::00)?)?", _day),
    (rf"{_Y}(?P<n>\d\d)(?P<d>\d\d)", _day),
    (rf"(?:den )?(?P<d>\d{{1,2}}) {_NAMED} {_Y}", _day),
    (rf"(?P<d>\d{{1,2}})/{_N} {_Y}", _day),
    (rf"(?P<d>1[3-9]|2\d|3[01])[./-]{_N}[./-]{_Y}", _day),
)


def _covers_a_month(period: Period) -> bool:
    return period.days < 32
