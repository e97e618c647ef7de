"""Registers and questions to them, drawn at random: small, with everything that a register may hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
from hypothesis import strategies as st

#: A period, and its last day: on a leap day, the day before one that is none, and ordinary ones.
PERIODS = {
    "2024": date(2024, 12, 31),
    "2024-02-29": date(2024, 2, 29),
    "2023M2": date(2023, 2, 28),
    "2023K3": date(2023, 9, 30),
}
AREAS = ("1", "01", "001", "10", "Ö 2")
TEXTS = ("01", "1", "", "å", "A")
NUMBERS = (0.0, 0.1, 0.5, 1.0, 2.0, -3.0)
DAYS = (date(2020, 2, 29), date(2020, 3, 1), date(2024, 12, 31), date(1999, 1, 1))
#: The columns that conditions are about, and what each holds.
VALUES: dict[str, tuple[Any, ...]] = {
    "text": TEXTS,
    "heltal": (0, 1, 2, 7, -3),
    "tal": NUMBERS,
    "ja": (True, False),
    "dag": DAYS,
    "stund": DAYS,
}
GROUPS = (["0-15", "16-24", "25-64", "65-"], ["65-", "0-0", "20-24"], ["7-15"])
#: What the pairs of an index are made of, with the ages that their names say.
PAIRED = {
    "sysselsatta_16_64": "16-64",
    "befolkning_16_64": "16-64",
    "personer_ekonomiskt_bistand_20_64": "20-64",
    "befolkning_20_64": "20-64",
}


@dataclass(frozen=True)
class Drawn:
    """A register as rows, and what is asked of it.

    ``rows``: of each person what each column holds; None is unknown. ``what``: the definition.
    """

    rows: list[dict[str, Any]]
    what: dict[str, Any]
    by: tuple[str, ...]
    periods: tuple[str, ...]
    joint: bool


def _conditions() -> st.SearchStrategy[dict[str, Any]]:
    def of(column: str) -> st.SearchStrategy[tuple[str, Any]]:
        one = st.sampled_from(VALUES[column])
        some = st.lists(one, min_size=1, max_size=3, unique=True)
        asked: list[st.SearchStrategy[Any]] = [
            one,
            some,
            st.builds(lambda v: {"not": v}, one | some),
            st.builds(lambda v: {"known": v}, st.booleans()),
        ]
        if column not in ("text", "ja"):
            low, high = st.sampled_from(["from", "above"]), st.sampled_from(["to", "below"])
            asked += [
                st.builds(lambda how, v: {how: v}, low | high, one),
                st.builds(lambda lo, a, hi, b: {lo: a, hi: b}, low, one, high, one),
            ]
        return st.tuples(st.just(column), st.one_of(asked))

    one = st.sampled_from([*VALUES]).flatmap(of)
    return st.lists(one, min_size=1, max_size=3, unique_by=lambda c: c[0]).map(dict)


def wheres() -> st.SearchStrategy[Any]:
    """Conditions that hold together, or a list of such."""
    return _conditions() | st.lists(_conditions(), min_size=1, max_size=3)


@st.composite
def registers(draw: st.DrawFn) -> Drawn:
    """A register and a question."""
    joint = draw(st.booleans())
    periods = draw(st.lists(st.sampled_from([*PERIODS]), min_size=1, max_size=2, unique=True))
    aged = draw(st.sampled_from(["born", "age"]))
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    rows = _rows(rng, periods, draw(st.integers(1, 40)), texts=draw(st.booleans()))
    spans = st.sampled_from(["0-15", "16-64", "0-", "65-", "20-20"])
    counted = {name: {"ages": ages} for name, ages in PAIRED.items() if joint}
    for k in range(0 if joint else draw(st.integers(3, 8))):
        counted[f"v{k}"] = draw(
            st.sampled_from([{}, {}, {"sum": "belopp"}, {"distinct": "hem"}, {"sum": "belopp_kr"}])
        )
        if draw(st.booleans()):
            counted[f"v{k}"] = counted[f"v{k}"] | {"ages": draw(spans)}
    counted = {
        name: told | ({"where": draw(wheres())} if draw(st.integers(0, 3)) else {})
        for name, told in counted.items()
    }
    what = {
        "label": "Slumpstad (påhittad)",
        "source": "slumpat",
        "columns": {
            "person": "vem",
            "area": "var",
            aged: {"born": "fodd", "age": "alder"}[aged],
            "period": "nar",
        },
        "by": {
            "sex": {"column": "kon", "categories": {"women": "2", "men": "1"}},
            "age": {"groups": draw(st.sampled_from(GROUPS))},
            "kod": {"column": "text", "categories": {"ett": ["01", "1"], "å": "å"}, "rest": "övriga"},
            "svar": {"column": "heltal", "categories": {"noll": 0, "fler": [1, 2]}, "rest": "övriga"},
        },
        "variables": counted,
    }
    if draw(st.integers(0, 3)) == 0:
        what["where"] = draw(wheres())
    by = draw(st.lists(st.sampled_from([*what["by"]]), max_size=2, unique=True))
    return Drawn(rows, what, tuple(by), tuple(periods), joint)


def _rows(rng: np.random.Generator, periods: list[str], n: int, *, texts: bool) -> list[dict[str, Any]]:
    """Persons; each stands once in a period, in one area, and lives in a home that is there."""

    def one(values: tuple[Any, ...]) -> Any:
        return values[int(rng.integers(len(values)))]

    def perhaps(values: tuple[Any, ...]) -> Any:
        return None if rng.random() < 0.2 else one(values)

    rows = []
    for period in periods:
        for who in rng.permutation(n):
            area, born = one(AREAS), _born(rng, PERIODS[period])
            moment = perhaps(DAYS)
            clock = time(int(rng.integers(24)), int(rng.integers(60)))
            rows.append(
                {
                    "vem": f"{who:03}" if texts else int(who),
                    "var": area,
                    "nar": period,
                    "fodd": born,
                    "alder": int(rng.integers(0, 100)),
                    "kon": one(("1", "2")),
                    "text": perhaps(TEXTS),
                    "heltal": perhaps(VALUES["heltal"]),
                    "tal": perhaps((*NUMBERS, float("nan"))),
                    "ja": perhaps((True, False)),
                    "dag": perhaps(DAYS),
                    "stund": None if moment is None else datetime.combine(moment, clock),
                    "belopp": int(rng.integers(0, 10**9)),
                    "belopp_kr": int(rng.integers(0, 10**6)) / 10,
                    "hem": f"{area}/{rng.integers(4)}",
                }
            )
    return rows


def _born(rng: np.random.Generator, day: date) -> date:
    """A day of birth: often a birthday on the day itself, the day beside it, or a leap day."""
    if rng.random() < 0.2:
        return date(2020 - 4 * int(rng.integers(0, 20)), 2, 29)
    year = day.year - int(rng.integers(0, 100))
    birthday = date(year, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=year)
    off = int(rng.integers(-1, 2)) if rng.random() < 0.6 else int(rng.integers(0, 366))
    return min(birthday + timedelta(days=off), day)
