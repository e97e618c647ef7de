"""The figures behind a report's answers: of one table once, however many answers are made of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from omradesindex.disclosure.remaking import truth_behind
from omradesindex.errors import ComputeError
from omradesindex.index import Breakdown, Result
from omradesindex.index.stick import is_own
from omradesindex.reports.given import Given
from omradesindex.statistics import BlockId, Statistics
from omradesindex.subjects.change.answer import Change
from omradesindex.subjects.spread.answer import Spread
from omradesindex.subjects.themes.themed import FOLK

_SAME = "compute all of them from the same statistics, also the year that they are measured with (reference)"


def blocks_of(made: Result | Breakdown) -> set[BlockId]:
    """The blocks of figures that an index was computed from."""
    measured = [made.measured] if isinstance(made, Result) else [made.full.measured]
    measured += [] if isinstance(made, Result) else [cell.measured for cell in made.cells.values()]
    return {block for one in measured for blocks in one.used for block in blocks}


def stick_blocks(result: Result) -> set[BlockId]:
    """The blocks that another time's stick was learnt from; none where the stick is the result's own."""
    learnt = result.reference.learnt
    if is_own(result) or learnt is None:
        return set()
    return {block for blocks in learnt.measured.used for block in blocks}


def people_blocks(statistics: Statistics, periods: Iterable[str]) -> set[BlockId]:
    """How many live in each area, which themes and spreads count with."""
    when = set(periods)
    return {
        block
        for block in statistics.blocks
        if block.variable == FOLK and block.group == statistics.total and block.period in when
    }


def resting_on(given: Given, variable: str) -> list[str]:
    """The names of the answers that rest on a variable, as :func:`omradesindex.report` takes them."""
    names = [
        name
        for name, made in given.computed_by()
        if any(block.variable == variable for block in blocks_of(made))
    ]
    if given.spread is not None and variable in inside(given.spread).variables:
        names.append("spread")
    return list(dict.fromkeys(names))


def behind(given: Given) -> Statistics:
    """Return the figures of the areas that answers rest on, each once.

    Raises
    ------
    ComputeError
        A figure that is another in another answer, or figures of other areas.
    """
    if given.change is not None:
        _refuse_editions(given.change)
    blocks: dict[int, set[BlockId]] = {}
    tables: dict[int, tuple[str, Statistics]] = {}
    found: list[tuple[str, Statistics]] = []

    def enter(name: str, statistics: Statistics, used: set[BlockId]) -> None:
        if used:
            tables.setdefault(id(statistics), (name, statistics))
            blocks.setdefault(id(statistics), set()).update(used)

    for name, made in given.computed_by():
        if made.statistics.whole is None:  # whose rows of the whole city are made
            found.append((name, truth_behind(made)))
        else:
            enter(name, made.statistics, blocks_of(made))
        result = made.full if isinstance(made, Breakdown) else made
        if result.reference.learnt is not None:
            enter(name, result.reference.learnt.statistics, stick_blocks(result))
    if given.statistics.whole is not None:
        enter("result", given.statistics, people_blocks(given.statistics, given.result.measured.periods))
    return _together([*found, *((name, only(table, blocks[key])) for key, (name, table) in tables.items())])


def _refuse_editions(change: Change) -> None:
    """Refuse a change that rests on two editions of the earlier year's figures."""
    for cause, what in (
        ("revised", "figures that have been revised"),
        ("boundaries", "other boundaries"),
    ):
        if any(stage.cause == cause for stage in change.stages):
            raise ComputeError(
                f"the change goes by way of {what}, and two editions cannot be protected together",
                where="report(change=…)",
                expected="a change between results of one table",
                remedy="compute the earlier time from the newer figures too, then the later with it as "
                "reference: oi.change(earlier, later)",
            )


def inside(spread: Spread) -> Statistics:
    """Return the figures of the sub-areas that a spread rests on."""
    statistics = spread.statistics
    variables = {v for indicator in spread.indicators for v in (*indicator.formula.variables, indicator.id)}
    periods = {when for when in spread.periods if statistics.periods() and when in statistics.periods()}
    used = {
        block
        for block in statistics.blocks
        if block.variable in variables and block.group == statistics.total and block.period in periods
    }
    return only(statistics, used | people_blocks(statistics, periods))


def only(statistics: Statistics, blocks: set[BlockId]) -> Statistics:
    """Return some blocks of a table."""
    import pandas as pd

    variables = sorted({block.variable for block in blocks})
    few = statistics.only(variables, periods=sorted({block.period for block in blocks}))
    frame = few.to_frame()
    key = pd.MultiIndex.from_frame(frame[["variable", "period", *statistics.breakdowns]])
    chosen = [(block.variable, block.period, *block.group) for block in few.blocks if block in blocks]
    return _as(statistics, frame[key.isin(pd.MultiIndex.from_tuples(chosen))])


def _as(like: Statistics, frame: Any) -> Statistics:
    return Statistics.from_frame(
        frame,
        name=like.name,
        division=like.division,
        whole=like.whole or "",
        breakdowns=like.breakdowns,
        notes=like.notes,
    )


def _together(tables: Sequence[tuple[str, Statistics]]) -> Statistics:
    import pandas as pd

    (_, first), *others = tables
    if not others:
        return first
    other = [n for n, t in others if (t.areas, t.breakdowns) != (first.areas, first.breakdowns)]
    if other:
        raise ComputeError(
            "the answers are about different areas or groups",
            where=called_with(["result", *other]),
            expected="answers that rest on one table of figures",
            remedy=_SAME,
        )
    frame = pd.concat([table.to_frame().assign(answer=name) for name, table in tables], ignore_index=True)
    key = ["area", "variable", "period", *first.breakdowns]
    values = frame.groupby(key, dropna=False, sort=False)["value"].agg(["min", "max", "count", "size"])
    apart = ~np.isclose(values["min"], values["max"], rtol=0, atol=0, equal_nan=True)
    apart |= (values["count"] != values["size"]) & (values["count"] > 0)
    if apart.any():
        area, variable, period, *_ = values.index[apart][0]
        mine = (frame["area"] == area) & (frame["variable"] == variable) & (frame["period"] == period)
        raise ComputeError(
            f"'{variable}' ({period}) in area '{area}' is one figure in one answer and another in another",
            where=called_with(frame.loc[mine, "answer"]),
            expected="answers that rest on one table of figures",
            remedy=_SAME,
        )
    return _as(first, frame.drop(columns="answer").drop_duplicates(key))


def called_with(names: Iterable[str]) -> str:
    """Name answers as they are given to :func:`omradesindex.report`."""
    return f"report({', '.join(f'{name}=…' for name in dict.fromkeys(names))})"
