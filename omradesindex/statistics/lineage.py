"""What a figure was made of: script, file, row and weight of each cell, and their sum."""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue import indicators, variables
from omradesindex.doors import door
from omradesindex.errors import StatisticsError, did_you_mean, listing
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.shown import Shown, facts
from omradesindex.show.table import Column, Table
from omradesindex.statistics.origins import Cell, SourceTables
from omradesindex.statistics.rounded import Marks, Rounding
from omradesindex.statistics.vocabulary import QUALITIES, QUALITY_LABELS, STATUS_LABELS, STATUSES
from omradesindex.wording import Language, Text, area_name, join, number, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.periods import Calendar
    from omradesindex.statistics.block import Block, BlockId
    from omradesindex.statistics.origins import Origin

#: How cells become a figure.
METHODS: Mapping[str, Text] = {
    "sum": Text("summa", "sum"),
    "split": Text("summa, delade enheter i hela personer", "sum, split units in whole people"),
    "mean": Text("vägt medelvärde", "weighted mean"),
    "figure": Text("en annan uppgift i tabellen", "another figure of the table"),
    "map": Text("mätt på kartan", "measured on the map"),
    "read": Text("läst som den står", "read as it stands"),
    "summed": Text("summa av delområdena", "sum of the sub-areas"),
    "weighed": Text("delområdena vägda med sina nämnare", "the sub-areas weighed by their denominators"),
}

#: How a step's amount enters the figure; "%": the figure so far in per cent of it.
_JOINED: Mapping[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "−": operator.sub,
    "×": operator.mul,
    "÷": operator.truediv,
    "%": lambda some, every: 100 * some / every,
}

#: What is not made again from source tables: there is no cell of one, or another step lies between.
_NOT_AGAIN = ("map", "read", "summed", "weighed")

#: Cells of a page, and decimals of a figure there.
_MOST, _DECIMALS = 12, 2


@dataclass(frozen=True)
class Part:
    """One figure of the table, with what it was made of.

    Attributes
    ----------
    variable : str
    value : float
    quality, status : str
    sources : tuple of str
    cells : tuple of Cell
        Empty where the table does not know.
    held : tuple of float
        What each cell holds; NaN where the source tables were not given.
    lines : tuple of str
        Which line of its file each cell stands on; empty where they were not given.
    made : float
        The figure made again from what the cells hold; NaN where they were not given.
    noise : float
        Standard deviation of the random noise that it carries; 0 for none.
    rounding : Rounding or None
        How it was rounded.
    """

    variable: str
    value: float
    quality: str
    status: str
    sources: tuple[str, ...]
    cells: tuple[Cell, ...]
    held: tuple[float, ...]
    lines: tuple[str, ...]
    made: float
    noise: float = 0.0
    rounding: Rounding | None = None


@dataclass(frozen=True, repr=False)
class Lineage(Shown):
    """Where a figure comes from: the cells that it was made of, each with script, file, row and weight.

    Attributes
    ----------
    area, name : str
        The area's code, and its name.
    figure, label : str
        What was asked of, as id and for readers.
    period : str
    group : tuple of str
    value : float
        The figure; of an indicator that is made of counts, what its formula gives.
    parts : tuple of Part
        The figures of the table that it consists of: itself, or the variables of the formula.
    """

    area: str
    name: str
    figure: str
    label: Text
    period: str
    group: tuple[str, ...]
    value: float
    parts: tuple[Part, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return a row for each cell: what it is part of, where it stands, and what it weighs.

        Returns
        -------
        DataFrame
            Columns ``variable, step, method, script, file, publisher, table, row, column, weight, weighed_by,
            status``, and where the source tables were given ``line``, ``value`` and ``part`` (weight × value;
            in a mean they add up to the figure).
        """
        import pandas as pd

        shown = (
            "step", "method", "script", "file", "publisher", "table", "row", "column", "weight", "weighed_by",
            "status",
        )  # fmt: skip
        rows = []
        for part in self.parts:
            for cell, held, line in zip(part.cells, part.held, part.lines, strict=True):
                found = {"variable": part.variable, **{name: getattr(cell, name) for name in shown}}
                if line:
                    found |= {"line": line, "value": held, "part": cell.weight * held}
                rows.append(found)
        return pd.DataFrame(rows, columns=None if rows else ["variable", *shown])

    def page(self, lang: Language = "sv") -> Page:
        """Return the figure, what it was made of, and the cells with the largest weights."""
        title = f"{self.label.in_(lang)} · {area_name(self.area, self.name)} · {self.period}"
        blocks: list[Paragraph | Table] = []
        if len(self.parts) > 1:
            formula = say(lang, "Räknad ur", "Computed from")
            names = join([part.variable for part in self.parts], lang=lang)
            value = (
                say(lang, "värdet saknas", "no value") if np.isnan(self.value) else _figure(self.value, lang)
            )
            blocks.append(Paragraph(f"{value[:1].upper()}{value[1:]}. {formula} {names}."))
        for part in self.parts:
            blocks += [*facts(_said(part, lang)), *_table(part, lang)]
        return Page(title, blocks, lang=lang)


def _said(part: Part, lang: Language) -> dict[str, str]:
    """What a reader must know of one figure."""
    cells = part.cells
    methods = dict.fromkeys(METHODS[cell.method].in_(lang) for cell in cells)
    if part.status == "observed":
        quality = QUALITY_LABELS[part.quality][0].in_(lang)
        value = f"{_figure(part.value, lang)} ({quality})"
    else:
        value = STATUS_LABELS[part.status][0].in_(lang)
    files = dict.fromkeys(_file(cell) for cell in cells)
    made = "" if np.isnan(part.made) else _figure(part.made, lang)
    counted = Counter((cell.key, cell.select) for cell in cells if cell.key)
    rows = [f"{n} × {key}" + (f" ({select})" if select else "") for (key, select), n in counted.items()]
    unknown = say(
        lang,
        "tabellen säger inte av vad uppgiften är gjord",
        "the table does not say what the figure was made of",
    )
    return {
        part.variable: value,
        say(lang, "Avrundning", "Rounding"): part.rounding.said(lang) if part.rounding is not None else "",
        say(lang, "Slumpmässigt brus", "Chance added by the source"): say(
            lang,
            f"standardavvikelse {number(part.noise, 1)}",
            f"standard deviation {number(part.noise, 1, lang=lang)}",
        )
        if part.noise > 0
        else "",
        say(lang, "Källa", "Source"): join(list(part.sources), lang=lang),
        say(lang, "Gjord av", "Made by"): join(
            list(dict.fromkeys(c.script for c in cells if c.script)), lang=lang
        ),
        say(lang, "Filer", "Files"): join(list(files), lang=lang),
        say(lang, "Sätt", "Method"): join(list(methods), lang=lang) if cells else unknown,
        say(lang, "Rader", "Rows"): join(rows, lang=lang),
        say(lang, "Gjord igen ur cellerna", "Made again from the cells"): made,
    }


def _figure(value: float, lang: Language) -> str:
    """A figure: whole numbers as such."""
    return number(value, 0 if value.is_integer() else _DECIMALS, lang=lang)


def _file(cell: Cell) -> str:
    said = ", ".join(filter(None, (cell.publisher, cell.table)))
    return f"{cell.file} ({said})" if said else cell.file


def _table(part: Part, lang: Language) -> list[Table]:
    """The cells with the largest weights first; how many more there are."""
    if not part.cells:
        return []
    order = sorted(range(len(part.cells)), key=lambda k: -part.cells[k].weight)[:_MOST]
    cells = [part.cells[k] for k in order]
    columns = [
        Column(say(lang, "Rad", "Row"), [c.unit or c.row for c in cells], "name"),
        Column(say(lang, "Kolumn", "Column"), [c.column for c in cells], "words"),
        Column(say(lang, "Vikt", "Weight"), [c.weight for c in cells], decimals=4),
        Column(say(lang, "Vägd med", "Weighed by"), [c.weighed_by for c in cells], "words"),
        Column(
            say(lang, "Uppgift", "Figure"), [STATUS_LABELS[c.status][0].in_(lang) for c in cells], "words"
        ),
    ]
    if any(part.lines):
        digits = [0 if part.held[k].is_integer() else _DECIMALS for k in order]
        columns.insert(2, Column(say(lang, "Värde", "Value"), [part.held[k] for k in order], decimals=digits))
    more = len(part.cells) - len(cells)
    left = say(lang, f"… och {more} celler till: to_frame()", f"… and {more} more cells: to_frame()")
    return [Table(part.variable, columns, notes=[left] if more else [])]


class Figures(Protocol):
    """What is asked of a table of statistics, as its class says it."""

    name: str
    areas: tuple[str, ...]
    whole: str | None
    sources: tuple[str, ...]
    source: NDArray[np.int16]
    rounding: Marks
    origin: Origin | None

    @property
    def blocks(self) -> tuple[BlockId, ...]:
        """What there is."""

    @property
    def variables(self) -> tuple[str, ...]:
        """Every variable or indicator in the table."""

    @property
    def total(self) -> tuple[str, ...]:
        """The group of everybody."""

    @property
    def calendar(self) -> Calendar:
        """The table's periods in time."""

    def periods(self, variable: str | None = None, group: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Periods of a variable."""

    def has(self, variable: str, period: str, group: tuple[str, ...] | None = None) -> bool:
        """Whether there is such a block."""

    def block(self, variable: str, period: str, group: tuple[str, ...] | None = None) -> Block:
        """Return a block's figures."""

    def name_of(self, area: str) -> str:
        """Name of an area."""


@door
class Traced:
    """A table that can be asked what its figures were made of.

    Attributes
    ----------
    origin : Origin or None
        What knows it.
    """

    origin: Origin | None = None

    def lineage(
        self,
        area: str,
        figure: str,
        *,
        period: str | None = None,
        group: Sequence[str] | None = None,
        sources: str | Path | None = None,
    ) -> Lineage:
        """Say where a figure comes from: the cells it was made of, each with script, file, row and weight.

        Parameters
        ----------
        area : str
            Code of an area, or of the whole city.
        figure : str
            A variable of the table, or an indicator of the catalogue that it has figures for.
        period : str, optional
            The latest where left out.
        group : sequence of str, optional
            A category for each breakdown column; everybody where left out.
        sources : str or Path, optional
            Folder of the source tables. Then each cell is read, and the figure made again from them.

        Returns
        -------
        Lineage
            Shown, it says what the figure is made of; ``to_frame()`` has a row for each cell. Where the table
            does not know, it says so, and names the source.

        Raises
        ------
        StatisticsError
            An area or figure that is unknown; no figure for the period or group; a source table that is not
            there.

        Examples
        --------
        >>> import omradesindex as oi
        >>> cells = oi.malmo_statistics().lineage("10", "barnfattigdom").to_frame()
        >>> cells["row"].iloc[0]
        'regso_2020 = 1280R083; indikator = t6bleks; ar = 2022'
        >>> round(float(cells["weight"].sum()), 6)
        1.0
        """
        statistics = cast("Figures", self)
        return lineage_of(statistics, area, figure, period=period, group=group, sources=sources)


def lineage_of(
    statistics: Figures,
    area: str,
    figure: str,
    *,
    period: str | None,
    group: Sequence[str] | None,
    sources: str | Path | None,
) -> Lineage:
    """See :meth:`Traced.lineage`."""
    codes = (*statistics.areas, statistics.whole) if statistics.whole else statistics.areas
    if area not in codes:
        raise StatisticsError(
            f"the area '{area}' is unknown{did_you_mean(area, codes)}",
            where=statistics.name,
            expected=f"one of {listing(codes, 20)}",
        )
    wanted = statistics.total if group is None or not len(group) else tuple(group)
    names = _names(statistics, figure, wanted)
    when = _period(statistics, figure, names, wanted, period)
    tables = None if sources is None else SourceTables(Path(sources))
    place = codes.index(area)
    parts = tuple(_part(statistics, area, place, name, when, wanted, tables) for name in names)
    label = indicators()[figure].label if figure in indicators() else None
    label = label or (variables()[figure].label if figure in variables() else Text(figure, figure))
    value = _value(statistics, figure, when, wanted, place)
    return Lineage(area, statistics.name_of(area), figure, label, when, wanted, value, parts)


def _names(statistics: Figures, figure: str, group: tuple[str, ...]) -> tuple[str, ...]:
    """The table's figures that one consists of: itself, or the variables of the indicator's formula."""
    if statistics.periods(figure, group):
        return (figure,)
    indicator = indicators().get(figure)
    made = indicator.formula.variables if indicator is not None else ()
    if made and all(statistics.periods(name, group) for name in made):
        return made
    others = [b.group for b in statistics.blocks if b.variable == figure]
    known = [*statistics.variables, *_computable(statistics)]
    if others:
        raise StatisticsError(
            f"there are no figures of '{figure}' for the group {listing(group)}",
            where=statistics.name,
            expected=f"one of {listing([', '.join(g) for g in dict.fromkeys(others)])}",
        )
    raise StatisticsError(
        f"the table has no figures of '{figure}'{did_you_mean(figure, known)}", where=statistics.name
    )


def _computable(statistics: Figures) -> list[str]:
    """Indicators that the table has all variables of."""
    there = set(statistics.variables)
    made = {name: set(indicator.formula.variables) for name, indicator in indicators().items()}
    return [name for name, needed in made.items() if needed and needed <= there]


def _period(
    statistics: Figures, figure: str, names: Sequence[str], group: tuple[str, ...], period: str | None
) -> str:
    """The period asked for, or the latest that all have."""
    shared = [p for p in statistics.periods(names[0], group)
              if all(p in statistics.periods(name, group) for name in names)]  # fmt: skip
    if period is None and shared:
        return statistics.calendar.latest(shared, where=f"{statistics.name}, '{figure}'")
    named = None if period is None else statistics.calendar.named(period)
    if named not in shared:
        raise StatisticsError(
            f"there are no figures for '{figure}'" + (f" in {period}" if period else " in one period"),
            where=statistics.name,
            expected=f"periods {listing(shared)}" if shared else None,
        )
    return named


def _value(statistics: Figures, figure: str, period: str, group: tuple[str, ...], place: int) -> float:
    """The figure itself, or what a formula of sums gives; NaN for a formula of another kind."""
    if statistics.has(figure, period, group):
        return float(statistics.block(figure, period, group).value[place])
    formula = indicators()[figure].formula
    if not formula.denominator or formula.weights:
        return float("nan")
    top, base = (
        sum(float(statistics.block(name, period, group).value[place]) for name in names)
        for names in (formula.numerator, formula.denominator)
    )
    return formula.per * top / base if base else float("nan")


def _part(
    statistics: Figures,
    area: str,
    place: int,
    name: str,
    period: str,
    group: tuple[str, ...],
    tables: SourceTables | None,
) -> Part:
    block = statistics.block(name, period, group)
    at = next(b for b in statistics.blocks if b == (name, period, group))
    cells = tuple(statistics.origin.cells(at, area)) if statistics.origin is not None else ()
    held, lines = [float("nan")] * len(cells), [""] * len(cells)
    for k, cell in enumerate(cells):
        if tables is None or cell.method in _NOT_AGAIN:
            continue
        if cell.method == "figure":
            held[k], lines[k] = _value(statistics, name, period, statistics.total, place), "–"
        elif cell.status == "observed":
            held[k], lines[k] = tables.read(cell)
    row = statistics.blocks.index(at)
    source = statistics.sources[int(statistics.source[row, place])]
    return Part(
        variable=name,
        value=float(block.value[place]),
        quality=QUALITIES[int(block.quality[place])],
        status=STATUSES[int(block.status[place])],
        sources=(source,) if source else (),
        cells=cells,
        held=tuple(held),
        lines=tuple(lines),
        made=_made(cells, held),
        noise=float(block.noise[place]),
        rounding=statistics.rounding.kinds[int(statistics.rounding.codes[row, place])],
    )


def _made(cells: Sequence[Cell], held: Sequence[float]) -> float:
    """Make the figure again: each step's cells are added with their weights, then the steps joined."""
    if not cells or all(np.isnan(held)):
        return float("nan")
    steps = []
    pairs = zip(cells, held, strict=True)
    for (step, _), group in groupby(pairs, key=lambda pair: (pair[0].step, pair[0].method)):
        steps.append((step, sum(cell.weight * n for cell, n in group if cell.status == "observed")))
    made = steps[0][1]
    for step, amount in steps[1:]:
        made = _JOINED[step or "+"](made, amount)
    return made
