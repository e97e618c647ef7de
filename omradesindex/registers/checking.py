"""Whether each row is one person, in one area, born by the period's end: asked as counts, never as rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

import numpy as np

from omradesindex.errors import StatisticsError, listing
from omradesindex.periods import Calendar, Period
from omradesindex.registers.conditions import quoted
from omradesindex.registers.counting import years_before
from omradesindex.registers.definition import Register
from omradesindex.registers.engine import ask

#: Values of a register that an error names: of more each may be of a person.
MOST_NAMED = 12
#: Of more periods a register is not: its column is another one.
_MOST_PERIODS = 1_000
#: Nobody has lived longer: what is above stands for the unknown, or is wrong.
OLDEST = 130
#: Blanks that engines do not strip.
_WIDE_BLANKS = [c for c in map(chr, range(0x80, 0x3001)) if c.isspace()]


def periods_of(table: Any, register: Register, period: str | Iterable[str] | None) -> tuple[str, ...]:
    """Return the periods to count, as the register writes them; of a register without such, the one given.

    Raises
    ------
    StatisticsError
        A period that the register lacks, that is given twice or that the register writes in two ways; one
        that nobody has said.
    """
    asked = None if period is None else [period] if isinstance(period, str) else [*period]
    if asked is not None:
        _refuse_twins(asked, "period=…")
    if register.period is None:
        if asked is None or len(asked) != 1:
            raise StatisticsError(
                "which period the register is of is not said"
                if not asked
                else "the register has no column of periods",
                where=register.label,
                expected="one period: period='2024'",
                remedy="or name the column that tells it: period among [columns]",
            )
        return tuple(asked)
    periods = table.group_by(period=period_of(table, register)).aggregate(n=lambda t: t.count())
    rows = ask(periods.limit(_MOST_PERIODS + 1), register.label)
    where = f"{register.label}, column '{register.period}'"
    if len(rows) > _MOST_PERIODS:
        raise StatisticsError(
            f"the register is of more than {_MOST_PERIODS} periods",
            where=where,
            expected="a column that tells of which period each row is",
            remedy="see whether it is another column: period among [columns]",
        )
    if rows["period"].isna().any():
        n = int(rows.loc[rows["period"].isna(), "n"].sum())
        raise StatisticsError(
            f"no period is given in {n} of {int(rows['n'].sum())} rows",
            where=where,
            expected="a period in each",
        )
    blank = rows["period"] != rows["period"].str.strip()
    if blank.any():
        raise _blank(int(rows.loc[blank, "n"].sum()), int(rows["n"].sum()), where, str(register.period))
    known = Calendar(sorted(rows["period"]))
    _refuse_twins(known, where)
    if asked is None and len(known) != 1:
        raise StatisticsError(
            f"the register is of {len(known)} periods, and which are meant is not said",
            where=register.label,
            expected=f"period=…, one or more of {_named(known)}",
        )
    wanted = known if asked is None else [known.named(label) for label in asked]
    lacking = [label for label in wanted if label not in known]
    if lacking:
        inside = [label for label in known if _lies_in(known.at(label), known.at(lacking[0]))]
        raise StatisticsError(
            f"the register holds nobody of the period {listing(lacking)}",
            where=register.label,
            expected=f"one or more of {_named(known)}",
            remedy=f"say which of those that lie in '{lacking[0]}': period='{known.in_order(inside)[-1]}'"
            if inside and len(known) <= MOST_NAMED
            else None,
        )
    return known.in_order(wanted)


def _named(known: Calendar) -> str:
    """Quote a register's periods; of many how many: the column may be one of persons."""
    return listing(known.in_order()) if len(known) <= MOST_NAMED else f"({len(known)} different)"


def _lies_in(one: Period | None, other: Period | None) -> bool:
    return one is not None and other is not None and other.start <= one.start and one.end <= other.end


def period_of(table: Any, register: Register) -> Any:
    """Return each row's period as text; of a date the day, as 2024-12-31."""
    column = table[register.period]
    return column.strftime("%Y-%m-%d") if column.type().is_date() else column.cast("string")


def _refuse_twins(labels: Iterable[str], where: str) -> None:
    labels = [*labels]
    first: dict[str, str] = {}
    for label, own in zip(labels, map(Calendar(labels).spellings().get, labels), strict=True):
        if own in first:
            raise StatisticsError(
                f"the period '{label}' is given twice"
                if first[own] == label
                else f"'{first[own]}' and '{label}' are the same period",
                where=where,
                expected="each period once, written in one way",
            )
        first[str(own)] = label


def nobody(register: Register, where: str) -> StatisticsError:
    """Say that there is nobody to count."""
    return StatisticsError(
        "there is nobody to count",
        where=where,
        expected="a row for each person",
        remedy="see whether the definition's where leaves everybody out" if register.where else None,
    )


def last_day(period: str, register: Register) -> date | None:
    """Return the day on which ages are reckoned, the period's last; None where no column tells ages.

    Raises
    ------
    StatisticsError
        The time of the period is not known, and dates of birth are to be held against it.
    """
    if register.born is None:
        return None
    known = Calendar([period])[period]
    if known is None:
        raise StatisticsError(
            f"when '{period}' is, is not known, and ages are reckoned on its last day",
            where=register.label,
            expected="a period such as 2024, 2024K3 or 2024-12-31",
        )
    return date.fromordinal(known.end.toordinal() - 1)


def check_persons(
    table: Any, register: Register, period: str, day: date | None, texts: Collection[str] = ()
) -> None:
    """Refuse a period's rows that are no persons, or persons of whom what is asked is not known.

    Parameters
    ----------
    table : ibis.Table
    register : Register
    period : str
    day : date or None
        On which ages are reckoned.
    texts : collection of str
        The columns of text that are compared: a blank around a code makes another code of it.

    Raises
    ------
    StatisticsError
        Saying how many, and never who.
    """
    person, area = table[register.person], table[register.area]
    asked = {"rows": table.count(), "no_person": table.count(where=person.isnull())}
    asked |= {"no_area": table.count(where=area.isnull())}
    if register.born is not None:
        born = table[register.born].cast("date")
        asked |= {"no_age": table.count(where=born.isnull()), "unborn": table.count(where=born > day)}
        asked["too_old"] = table.count(where=born < years_before(day or date.max, OLDEST))
    elif register.age is not None:
        age = table[register.age]
        asked |= {"no_age": table.count(where=age.isnull()), "unborn": table.count(where=age < 0)}
        asked["too_old"] = table.count(where=age > OLDEST)
    for i, column in enumerate(texts):
        asked[f"blank{i}"] = table.count(where=_begins_or_ends_blank(table[column]))
    answer = ask(table.aggregate(**asked), register.label).iloc[0]
    n = {name: 0 if np.isnan(value) else int(value) for name, value in answer.items()}
    where = f"{register.label}, period '{period}'"
    if not n["rows"]:
        raise nobody(register, where)
    leave_out = (
        "mend the register, or leave them out by a condition: where = {{ {} = {{ known = true }} }}".format
    )
    if n["no_person"]:
        raise StatisticsError(
            f"no person is named in {n['no_person']} of {n['rows']} rows",
            where=f"{where}, column '{register.person}'",
            expected="a row for each person",
            remedy=leave_out(quoted(register.person)),
        )
    if _may_repeat(table, register, n["rows"]):
        _refuse_repeated(table, register, where)
    if n["no_area"]:
        raise StatisticsError(
            f"no area is given for {n['no_area']} of {n['rows']} persons",
            where=f"{where}, column '{register.area}'",
            expected="an area for each person",
            remedy="give them a code of their own and name it, outside=[…]: then they count in the whole; or "
            + leave_out(quoted(register.area)),
        )
    aged = register.born or register.age or ""
    if n.get("no_age"):
        raise StatisticsError(
            f"no age is known of {n['no_age']} of {n['rows']} persons",
            where=f"{where}, column '{aged}'",
            expected="an age for each person",
            remedy=leave_out(quoted(aged)),
        )
    if n.get("unborn"):
        raise StatisticsError(
            f"born after {day}, the period's last day: {n['unborn']} of {n['rows']} persons"
            if day
            else f"{n['unborn']} of {n['rows']} persons: an age below 0",
            where=f"{where}, column '{aged}'",
            expected="persons who were born then",
            remedy="correct the dates, or the period: period=…",
        )
    if n.get("too_old"):
        raise StatisticsError(
            f"{n['too_old']} of {n['rows']} persons: an age above {OLDEST}",
            where=f"{where}, column '{aged}'",
            expected="ages and dates of birth of persons who live",
            remedy="where the number stands for the unknown, make it unknown in the register; or leave them "
            "out by a condition",
        )
    for i, column in enumerate(texts):
        if n[f"blank{i}"]:
            raise _blank(n[f"blank{i}"], n["rows"], f"{where}, column '{column}'", column)


def _begins_or_ends_blank(text: Any) -> Any:
    """Whether there is a blank around a text, also one that engines do not strip, such as one of no break."""
    return (text != text.strip()) | text.left(1).isin(_WIDE_BLANKS) | text.right(1).isin(_WIDE_BLANKS)


def _blank(n: int, rows: int, where: str, column: str) -> StatisticsError:
    return StatisticsError(
        f"{n} of {rows} rows: a blank before or after the text",
        where=where,
        expected="the codes alone",
        remedy=f"take the blanks away: table.mutate(**{{{column!r}: table[{column!r}]"
        r'.re_replace(r"^[\s\v\pZ]+|[\s\v\pZ]+$", "")})',
    )


def _may_repeat(table: Any, register: Register, rows: int) -> bool:
    """Whether any person may stand on two rows; False is certain.

    DuckDB sorts ten million codes in less than half the time that it takes to count the different ones, and
    those that each differ from the one before by being larger are all different, whoever has sorted them.
    Of text, numbers made of it (hashes) are sorted: by chance two of them may be equal, and of one person
    they are. An engine of many machines would have to bring all codes to one of them.
    """
    person = table[register.person]
    if table.get_backend().name != "duckdb":
        return bool(ask(table.aggregate(n=person.nunique()), register.label)["n"].iloc[0] < rows)
    codes = table.select(code=person if person.type().is_integer() else person.hash()).order_by("code")
    pairs = codes.select("code", before=codes.code.lag())
    unsorted = pairs.count(where=pairs.before >= pairs.code)
    return bool(ask(pairs.aggregate(n=unsorted), register.label)["n"].iloc[0])


def _refuse_repeated(table: Any, register: Register, where: str) -> None:
    """Refuse persons who stand on several rows, saying how many do, and how many of them in several areas."""
    person, area = table[register.person], table[register.area]
    per_person = table.group_by(person=person).aggregate(n=lambda t: t.count(), areas=area.nunique())
    several = per_person.filter(per_person.n > 1)
    question = several.aggregate(n=several.count(), moved=several.count(where=several.areas > 1))
    n, moved = (int(number) for number in ask(question, register.label).iloc[0][["n", "moved"]])
    if not n:
        return
    raise StatisticsError(
        f"persons on more than one row: {n}, of them in several areas: {moved}",
        where=where,
        expected="one row for each person and period",
        remedy="keep one row of each: where a person lives on the period's last day, for example",
    )
