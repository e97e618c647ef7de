"""Count a register of persons: the question goes to where they are, and counts come back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any

from omradesindex.disclosure.policy import DisclosurePolicy
from omradesindex.doors import door, warn
from omradesindex.errors import DefinitionError, StatisticsError, did_you_mean, listing
from omradesindex.geography.order import natural_order
from omradesindex.registers.checking import check_persons, last_day, period_of, periods_of
from omradesindex.registers.columns import as_read, check_columns, texts_of
from omradesindex.registers.conditions import holds
from omradesindex.registers.counted import Counts
from omradesindex.registers.counting import Question, cells, different
from omradesindex.registers.definition import Breakdown, Register, only_those, read_register
from omradesindex.registers.engine import ask, opened
from omradesindex.registers.joint import counted_twice, joint_shares, joint_table, pairs_of
from omradesindex.registers.matching import unmatched
from omradesindex.registers.protecting import Protecting
from omradesindex.registers.tallying import Tally
from omradesindex.statistics import Statistics

if TYPE_CHECKING:
    from omradesindex.disclosure.ledger import Ledger
    from omradesindex.geography import Division, Key
    from omradesindex.index import Index
    from omradesindex.wording import Text

__all__ = ["counts"]

#: Counts that are made at once: they take some six gigabytes.
MOST_COUNTED = 100_000_000


@door
def counts(
    table: Any,
    *,
    areas: Division | None = None,
    variables: str | Path | Mapping[str, Any],
    by: str | Iterable[str] = (),
    period: str | Iterable[str] | None = None,
    index: Index | None = None,
    joint: bool = False,
    key: Key | None = None,
    outside: Iterable[str] = (),
    policy: DisclosurePolicy | None = None,
    ledger: Ledger | str | Path | None = None,
    within: Mapping[str, Sequence[str]] | None = None,
    unprotected: bool = False,
    table_name: str | None = None,
) -> Counts:
    """Count a register of persons where it lies: only sums of each area and group leave the engine.

    Parameters
    ----------
    table : ibis.Table, str or Path
        The register, a row for each person (and period): a table of ibis, from whatever engine it speaks to
        (DuckDB, PySpark, PostgreSQL …); or a file that DuckDB opens: Parquet or a folder of such, CSV, or a
        database.
    areas : Division, optional
        The areas; then a person in another one is an error, and one where nobody lives counts 0. Those that
        the register names if left out.
    variables : str, Path or mapping
        What the register's columns are and what is counted: a TOML file, or the same tables as a mapping.
        ``"exempelstad"`` is that of :func:`omradesindex.data.example_register`.
    by : str or iterable of str
        Groups that the definition names: ``sex``, ``age``, ``disability``, or its own.
    period : str or iterable of str, optional
        The period or periods. Ages are those on the last day. May be left out where the register has a column
        of periods and holds one.
    index : Index, optional
        Count only what this index needs.
    joint : bool
        Also count how many persons are counted in both of each two shares of the index, which tells how
        their errors hang together: ``result.uncertainty(dependence=counts.joint)``.
    key : Key, optional
        Where the register names sub-areas: what each belongs to among ``areas``.
    outside : iterable of str
        Codes of those who live in none of the areas; they count in the whole.
    policy : DisclosurePolicy, optional
        Which counts may be shown, see :func:`omradesindex.protect`. Generic conventions if left out.
    ledger : Ledger or path, optional
        What has been released before, as in :func:`omradesindex.protect`: of a country that is counted part
        by part, the parts that are out. Give it to :func:`omradesindex.publish` too.
    within : mapping of str to sequence of str, optional
        Area → the areas that make it up, as in :func:`omradesindex.protect`.
    unprotected : bool
        Hand over every count as it is. Then nothing of it may be shown to others before it has been
        protected.
    table_name : str, optional
        Which table of a database the persons are in.

    Returns
    -------
    Counts
        Statistics, with ``joint``, ``protected`` and ``remarks``.

    Raises
    ------
    StatisticsError
        A column that is missing or of another kind; a person on two rows; somebody without an area, in one
        that is unknown, without an age or born after the period; a category or a period that is unknown; an
        engine that is not there, or does not answer.
    DefinitionError
        A definition that cannot be read.
    ComputeError
        The policy would leave nothing to show.

    Warns
    -----
    UserWarning
        A value that nobody in the register has, a condition that holds of nobody or of everybody: told once,
        and kept as ``remarks``.

    Notes
    -----
    All checks are asked as counts too: no row about a person is read by Python, and no error tells who.

    Examples
    --------
    >>> import omradesindex as oi
    >>> register = oi.data.example_register(persons=2_000)
    >>> counted = oi.counts(register, areas=oi.example_division(), variables="exempelstad", by="sex",
    ...                     period="2024", unprotected=True)
    >>> float(counted.block("folkmangd", "2024", ("total",)).value[-1])
    2000.0
    """
    given = {"policy": policy is not None, "ledger": ledger is not None, "within": within is not None}
    if unprotected and (idle := [name for name, is_given in given.items() if is_given]):
        raise StatisticsError(
            f"{listing(idle)}: what is handed over as it is, is not protected by anything",
            where="counts(unprotected=True)",
            remedy="leave out either unprotected=True, or how to protect",
        )
    register = read_register(variables)
    outside = tuple(dict.fromkeys(outside))
    if (key is not None or outside) and areas is None:
        raise StatisticsError(
            "which areas there are is not said",
            expected="areas=…, the division that the key or the whole is of",
        )
    inside = sorted(
        {*outside} & {*(() if areas is None else (*areas.codes, *(key.sub_areas if key else ())))}
    )
    if inside:
        raise StatisticsError(
            f"{listing(inside)}: both among the areas and outside them",
            where="counts(outside=…)",
            expected="codes of those who live in none of the areas",
        )
    nested = sorted(
        {part for parts in (within or {}).values() for part in parts} & {*(areas.codes if areas else ())}
    )
    if nested:
        raise StatisticsError(
            f"{listing(nested)}: an area, and within another one",
            where="counts(within=…)",
            expected="areas of which none holds another: each person lives in one",
            remedy="count the larger areas and the smaller ones each by themselves, with one ledger for "
            "both: ledger=…",
        )
    if joint and index is None:
        raise StatisticsError(
            "which indicators are to be counted jointly is not said", expected="index=…, an index of shares"
        )
    needed = None if index is None else {name for i in index.indicators for name in i.formula.variables}
    counted = register.variables if needed is None else only_those(register, needed)
    persons = {name for name, variable in counted.items() if variable.of_persons}
    pairs = pairs_of(index.indicators, persons) if joint and index is not None else ()
    asked = _groups(register, by)
    # Whoever is of no age group is what the groups leave of everybody: he is protected as the others are.
    groups = asked if unprotected else tuple(breakdown.with_every_age() for breakdown in asked)
    question = Question(register, counted, groups, pairs)
    protecting = (
        None
        if unprotected
        else Protecting(question, policy or DisclosurePolicy(), ledger, within, bool(outside))
    )
    made, remarks = _ask_all(table, table_name, question, period, areas, key, outside, protecting)
    if remarks:
        warn(" ".join(remark.en for remark in remarks))
    same = counted_twice(made, pairs)
    made = made.without(*same)
    extra = [name for pair in pairs for name in (pair.both, pair.persons) if name not in same]
    indicators = () if index is None else tuple(index.indicators)
    protected = (
        None if protecting is None else protecting.protected(made, indicators, joint_shares(pairs, same))
    )
    told_apart = made.without(*question.contributors.values())
    shown = told_apart if protected is None else protected.statistics
    if groups != asked:
        there = {name for block in shown.blocks for name in block.group}
        shown = shown.only(groups={by.id: [n for n in by.names if n in there] for by in asked})
    told = joint_table(shown, pairs, same) if pairs else None
    return Counts(shown.without(*extra), joint=told, protected=protected, remarks=remarks)


def _refuse_too_many(question: Question, areas: int, periods: int = 1) -> None:
    """Refuse more counts than fit in the memory of most computers, before room is made for them."""
    n = areas * periods * len(question.counted) * prod(len(breakdown.names) + 1 for breakdown in question.by)
    if n > MOST_COUNTED:
        raise StatisticsError(
            f"{n} counts do not fit in the memory: they would take some {round(n * 60 / 1e9)} gigabytes",
            where=question.register.label,
            expected=f"at most {MOST_COUNTED}",
            remedy="ask for fewer groups, variables or periods, or for a part of the areas at a time",
        )


def _groups(register: Register, by: str | Iterable[str]) -> tuple[Breakdown, ...]:
    """Return the breakdowns that are asked for; refuses one that the definition does not tell."""
    asked = [by] if isinstance(by, str) else [*by]
    for name in asked:
        if name not in register.by:
            raise DefinitionError(
                f"how persons are told apart by '{name}' is not said{did_you_mean(name, register.by)}",
                where=register.place,
                expected=f"[by.{name}]; there is {listing(register.by)}" if register.by else f"[by.{name}]",
            )
    return tuple(register.by[name] for name in dict.fromkeys(asked))


def _ask_all(
    table: Any,
    table_name: str | None,
    question: Question,
    period: str | Iterable[str] | None,
    areas: Division | None,
    key: Key | None,
    outside: tuple[str, ...],
    protecting: Protecting | None,
) -> tuple[Statistics, tuple[Text, ...]]:
    """Return every count as it is, summed to areas where there is a key; and what may be a slip."""
    register = question.register
    if areas is not None:
        _refuse_too_many(question, len(areas.codes if key is None else key.sub_areas))
    with opened(table, table_name, register) as found:
        read = (question.counted if protecting is None else protecting.certain.counted).values()
        by = question.by if protecting is None else protecting.by
        check_columns(found, register, read, by)
        texts = texts_of(register, read, by)
        found = as_read(found, register, read, by)
        counted = holds(found, register.where)
        people = found if counted is None else found.filter(counted)
        answers = []
        for label in periods_of(people, register, period):
            day = last_day(label, register)
            of_period = (
                people if register.period is None else people.filter(period_of(people, register) == label)
            )
            check_persons(of_period, register, label, day, texts)
            sums = ask(cells(of_period, question, day), register.label)
            homes = ask(different(of_period, question, day), register.label) if question.distinct else None
            answers.append((label, sums, homes))
            if protecting is not None:
                protecting.ask(of_period, day)
            _refuse_too_many(question, sums["area"].nunique(), len(answers))
        remarks = unmatched(found, register, question.counted.values(), question.by)
    if key is not None and areas is not None:
        # Those outside are sub-areas of no area until they are summed.
        tally = Tally(question, (*key.sub_areas, *outside))
    elif areas is not None:
        tally = Tally(question, areas.codes, outside, areas.whole.code)
    else:
        tally = Tally(
            question, natural_order({area for _, sums, _ in answers for area in sums["area"].unique()})
        )
    for answer in answers:
        tally.add(*answer)
    if key is None or areas is None:
        return tally.statistics(areas), remarks
    return tally.statistics(None).to_areas(key, division=areas, outside=outside), remarks
