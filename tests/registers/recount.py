"""A register counted once more: person by person in plain Python, with nothing of the library's counting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from itertools import product
from typing import Any

from tests.registers.random_registers import PERIODS, Drawn

Row = Mapping[str, Any]


def known(value: Any) -> bool:
    """What is no number is not known, as is what is not there."""
    return value is not None and value == value


def fulfils(row: Row, where: Any) -> bool:
    """Whether everything holds, of one of several sets."""
    return any(
        all(_holds(row[column], asked) for column, asked in together.items())
        for together in ([where] if isinstance(where, dict) else where)
    )


def _holds(value: Any, asked: Any) -> bool:
    value = value.date() if isinstance(value, datetime) else value
    if not isinstance(asked, dict):
        return known(value) and value in (asked if isinstance(asked, list) else [asked])
    if "known" in asked:
        return known(value) == asked["known"]
    if not known(value):
        return False
    answers = {
        "not": lambda v: value not in (v if isinstance(v, list) else [v]),
        "from": lambda v: value >= v,
        "above": lambda v: value > v,
        "to": lambda v: value <= v,
        "below": lambda v: value < v,
    }
    return all(answers[how](v) for how, v in asked.items())


def age_of(row: Row, columns: Mapping[str, str], day: date) -> int:
    """In whole years: one more on each birthday; of a leap day on 1 March where there is none."""
    if "age" in columns:
        return int(row[columns["age"]])
    born = row[columns["born"]]
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def is_aged(age: int, span: str) -> bool:
    first, _, last = span.partition("-")
    return int(first) <= age <= (int(last) if last else 200)


def groups_of(row: Row, by: Iterable[str], what: Mapping[str, Any], age: int) -> list[list[str]]:
    """Of each breakdown everybody, and the person's own category if there is one."""
    told = []
    for name in by:
        if name == "age":
            own = [span for span in what["by"]["age"]["groups"] if is_aged(age, span)]
        else:
            table = what["by"][name]
            own = [
                category
                for category, values in table["categories"].items()
                if row[table["column"]] in (values if isinstance(values, list) else [values])
            ]
            own = own or [table["rest"]]
        told.append(["total", *own])
    return told


def recounted(drawn: Drawn) -> dict[tuple[str, ...], float]:
    """Area (and everybody's ``Totalt``), variable, period, groups → how many, or what sum; without zeros."""
    what, sums, homes = drawn.what, dict[tuple[str, ...], Decimal](), dict[tuple[str, ...], set[str]]()
    for row in drawn.rows:
        if "where" in what and not fulfils(row, what["where"]):
            continue
        age = age_of(row, what["columns"], PERIODS[row["nar"]])
        groups = groups_of(row, drawn.by, what, age)
        for name, variable in what["variables"].items():
            if not counts(row, variable, age):
                continue
            for area in (row["var"], "Totalt"):
                if "distinct" in variable:
                    at = (area, name, row["nar"], *["total"] * len(drawn.by))
                    homes.setdefault(at, set()).add(row[variable["distinct"]])
                    continue
                amount = Decimal(str(row[variable["sum"]])) if "sum" in variable else Decimal(1)
                for group in product(*groups):
                    at = (area, name, row["nar"], *group)
                    sums[at] = sums.get(at, Decimal()) + amount
    found = sums | {at: Decimal(len(different)) for at, different in homes.items()}
    return {at: float(amount) for at, amount in found.items() if amount}


def counts(row: Row, variable: Mapping[str, Any], age: int) -> bool:
    """Whether a variable counts somebody."""
    if "ages" in variable and not is_aged(age, variable["ages"]):
        return False
    return "where" not in variable or fulfils(row, variable["where"])


def counted_jointly(drawn: Drawn, one: str, other: str) -> dict[tuple[str, str], int]:
    """Area, period → how many persons two variables both count; without zeros."""
    what, found = drawn.what, dict[tuple[str, str], int]()
    for row in drawn.rows:
        age = age_of(row, what["columns"], PERIODS[row["nar"]])
        asked = [what["variables"][name] for name in (one, other)]
        if ("where" not in what or fulfils(row, what["where"])) and all(counts(row, v, age) for v in asked):
            at = row["var"], row["nar"]
            found[at] = found.get(at, 0) + 1
    return found
