"""The tidy table of figures, kept as arrays so that an index is computed in about a millisecond.

A *block* is one variable in one period for one group (women, all …): a row of figures over all areas.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.doors import door
from omradesindex.errors import StatisticsError, did_you_mean, listing
from omradesindex.frozen import Frozen, lock
from omradesindex.periods import Calendar
from omradesindex.show.page import Page
from omradesindex.show.shown import Shown, facts
from omradesindex.statistics.block import NUMBERS, Block, BlockId, Codes, Floats, of_categories
from omradesindex.statistics.city import FIGURES, Spoken, name_of_figures
from omradesindex.statistics.lineage import Traced
from omradesindex.statistics.notices import note_in
from omradesindex.statistics.perturbed import noise_is_assumed
from omradesindex.statistics.priced import Priced
from omradesindex.statistics.rounded import Marks
from omradesindex.statistics.series import Break, Dated, breaks_in
from omradesindex.statistics.vocabulary import DEFINITION, QUALITIES, STATUSES, TOTAL
from omradesindex.statistics.whole import with_whole
from omradesindex.wording import Language

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.geography import Crosswalk, Division, Key
    from omradesindex.units import Units


@door
class Statistics(Traced, Priced, Spoken, Shown):
    """Figures about areas, each with what it is and where it comes from. Never changed after it is made.

    Make one with :func:`omradesindex.read_statistics`, :meth:`from_frame`, or take an embedded one
    (:func:`omradesindex.malmo_statistics`, :func:`omradesindex.example_statistics`).

    Attributes
    ----------
    name : str
        Whose figures these are; shown on every output.
    areas : tuple of str
        Codes of the areas, in the division's order, without the whole city.
    whole : str or None
        Code of the whole city's own rows, if there are such. Without them its figures are made from the
        areas' counts where that can be done.
    breakdowns : tuple of str
        Breakdown columns (``sex``, ``age``, ``disability``, …).
    division : Division or None
        The areas' names and outlines.
    sources : tuple of str
    notes : tuple of str
        What every reader must be told, for example that the city is made up.
    definitions : mapping of str to str
        What the categories of a breakdown column mean, where that is stated: which survey question or
        register says who has a disability.
    series : mapping of (variable, period) to str
        Which series figures belong to, where that is stated: what a source counts with another register or
        definition from some year on is another series, and no change lies between the two.
    prices : mapping of (variable, period) to str
        In which prices amounts of money are, where that is stated: ``current``, or the year of constant ones.
    units : Units or None
        What the areas are, where they are no places.
    kinds : tuple of str
        What each block's figures are as numbers.
    numbers : mapping of str to ndarray, shape (n_blocks, n_areas + 1)
        All blocks' figures at once, column by column as a :class:`Block` has them; read-only.
    quality, status, source : ndarray, shape (n_blocks, n_areas + 1)
        Positions in the vocabulary and in ``sources``; read-only.
    rounding : Marks
        To what base each figure was rounded, and how, where it was.
    """

    def __init__(
        self,
        *,
        name: str,
        areas: Sequence[str],
        whole: str | None,
        breakdowns: Sequence[str],
        blocks: Sequence[BlockId],
        kinds: Sequence[str],
        numbers: Mapping[str, Floats],
        quality: Codes,
        status: Codes,
        source: NDArray[np.int16],
        sources: Sequence[str],
        division: Division | None = None,
        notes: Sequence[str] = (),
        definitions: Mapping[str, str] | None = None,
        series: Mapping[tuple[str, str], str] | None = None,
        prices: Mapping[tuple[str, str], str] | None = None,
        units: Units | None = None,
        rounding: Marks | None = None,
    ) -> None:
        self.name = name
        self.units = units
        self.areas = tuple(areas)
        self.whole = whole
        self.breakdowns = tuple(breakdowns)
        self.sources = tuple(sources)
        self.division = division
        self.notes = tuple(notes)
        self.definitions: Mapping[str, str] = Frozen(dict(definitions or {}))
        self.kinds = tuple(kinds)
        self._row = {block: row for row, block in enumerate(blocks)}
        named = {(block.variable, block.period) for block in self._row}
        self.series, self.prices = (
            Frozen({at: word for at, word in (words or {}).items() if word and at in named})
            for words in (series, prices)
        )
        # Arrays are (n_blocks, n_areas + 1): the whole city stands last, given or made from the areas.
        given = {column: numbers[column] for column in NUMBERS}
        self.rounding = rounding if rounding is not None else Marks.none(status.shape)
        if whole is None:
            self.rounding = self.rounding.with_whole(status)
            given, status = with_whole(kinds, given, status)
            quality = np.column_stack([quality, quality.max(axis=1, initial=0)])
            source = np.column_stack([source, source[:, :1]])
        self.numbers: Mapping[str, Floats] = Frozen(given)
        self.quality, self.status, self.source = quality, status, source
        self._lock()

    def _lock(self) -> None:
        lock([*self.numbers.values(), self.quality, self.status, self.source, self.rounding.codes])

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._lock()

    # -- making ---------------------------------------------------------------------------------------

    @classmethod
    def from_frame(
        cls,
        frame: pd.DataFrame,
        *,
        name: str | None = None,
        division: Division | None = None,
        whole: str | None = None,
        breakdowns: Iterable[str] = (),
        notes: Sequence[str] = (),
        definitions: Mapping[str, str] | None = None,
        noise: float | bool = 0.0,
        where: str | None = None,
        first_row: int | None = None,
        units: str | Units | None = None,
    ) -> Statistics:
        """Check a tidy table and make statistics of it.

        Parameters
        ----------
        frame : DataFrame
            Columns ``area``, ``variable``, ``period``, ``value``; if wanted ``numerator``, ``denominator``,
            ``kind``, ``quality``, ``status``, ``source``, ``doubtful``, ``coverage``, and the breakdown
            columns ``sex``, ``age``, ``disability`` or any that ``breakdowns`` names. A survey's error goes
            into ``standard_error`` (in the value's unit; 0 = exact), or into ``n`` (respondents), if need
            be with ``design_effect``, from which a share's is made. ``series`` names what a variable's
            figures are counted by, where that has changed: no change is computed from one to another.
            ``prices`` says in which prices amounts are: ``current``, or a year's. A wide table is made long.
        name : str, optional
            Whose figures these are; shown on every output. Where not said, the place's that the division or
            the areas' names tell of.
        division : Division, optional
            The areas; then a code that it does not know, or an area without a row, is an error.
        whole : str, optional
            Code of the rows about the whole city (taken from the division if left out).
        breakdowns : iterable of str
            Further breakdown columns.
        notes : sequence of str
            What every reader must be told.
        definitions : mapping of str to str, optional
            What a breakdown column's categories mean: ``{"disability": "HLV: långvarig sjukdom …"}``. The
            table can say it too, in a column ``disability_definition``; two definitions are refused.
        noise : float or bool
            Standard deviation of the random noise that the source has added to every count above 0, as
            Statistics Sweden does from 2025; ``True`` where the source does not state its size, which is then
            assumed. A column ``noise`` says it row by row, and ``noise_basis`` whether it is ``assumed`` or
            the ``source``'s own word (where blank).
        where, first_row : optional
            File name and number of the first row, named in errors.
        units : str or Units, optional
            What the rows are: ``"school"``, ``"group"`` (of faith, language), ``"district"`` … or
            :class:`~omradesindex.units.Units` of one's own. All that people read then speaks of them.

        Raises
        ------
        StatisticsError
            Naming the row, area and variable, what was expected and what to do.

        Examples
        --------
        >>> import pandas as pd
        >>> table = pd.DataFrame({"area": ["1", "2"], "variable": "folkmangd", "period": "2024",
        ...                       "value": [120, 80]})
        >>> Statistics.from_frame(table, name="Exempel").areas
        ('1', '2')
        """
        from omradesindex.statistics.checking import statistics_from_frame

        areas = frame["area"].unique() if "area" in frame else ()
        return statistics_from_frame(
            frame,
            name=name or name_of_figures(division, map(str, areas)) or FIGURES.in_(),
            division=division,
            whole=whole,
            breakdowns=tuple(breakdowns),
            notes=tuple(notes),
            definitions=definitions or {},
            noise=noise,
            where=where or name or "statistics",
            first_row=first_row,
            units=units,
        )

    # -- reading --------------------------------------------------------------------------------------

    def page(self, lang: Language = "sv") -> Page:
        """Return what the table is about and holds, and what every reader must be told."""
        from omradesindex.statistics.page import about

        n = len(self.all_areas)
        said = about(
            areas=self.areas,
            whole=self.whole,
            variables=self.variables,
            span=self.calendar.span(),
            breakdowns=self.breakdowns,
            definitions=self.definitions,
            quality=self.quality[:, :n],
            status=self.status[:, :n],
            source=self.source[:, :n],
            sources=self.sources,
            breaks=self.breaks,
            prices=self.prices,
            lang=lang,
        )
        return Page(self.name, facts(said), [note_in(note, lang) for note in self.notes], lang)

    @property
    def all_areas(self) -> tuple[str, ...]:
        """The areas' codes, followed by the whole city's where it has rows: those of :meth:`to_frame`."""
        return (*self.areas, self.whole) if self.whole is not None else self.areas

    @property
    def blocks(self) -> tuple[BlockId, ...]:
        """What there is: variable, period and group of every block."""
        return tuple(self._row)

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """Every variable or indicator in the table."""
        return tuple(dict.fromkeys(block.variable for block in self._row))

    @cached_property
    def _rounded(self) -> Floats:
        return self.rounding.deviation()

    @cached_property
    def calendar(self) -> Calendar:
        """The table's periods in time: which is the latest, which come before another, which are one."""
        return Calendar(block.period for block in self._row)

    @cached_property
    def _periods(self) -> dict[tuple[str, tuple[str, ...]], tuple[str, ...]]:
        found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        for block in self._row:
            found.setdefault((block.variable, block.group), []).append(block.period)
        return {key: self.calendar.in_order(periods) for key, periods in found.items()}

    def periods(self, variable: str | None = None, group: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Periods in the table, or those of one variable (for one group), in the order of time.

        Those whose time is not known stand first; which is the latest, ``calendar.latest`` tells or refuses.
        """
        if variable is None:
            return self.calendar.in_order()
        return self._periods.get((variable, self._group(group)), ())

    @cached_property
    def breaks(self) -> tuple[Break, ...]:
        """Where a variable's figures of one period are of another series than those of the period before."""
        return breaks_in((self.dated(b.variable, b.period) for b in self._row), self.calendar)

    def dated(self, variable: str, period: str) -> Dated:
        """A variable's period, and the series that its figures are of."""
        named = self.calendar.named(period)
        at = variable, named
        return Dated(variable, named, self.series.get(at, ""), self.prices.get(at, ""))

    @cached_property
    def total(self) -> tuple[str, ...]:
        """The group of everybody: ``total`` in each breakdown column."""
        return (TOTAL,) * len(self.breakdowns)

    def has(self, variable: str, period: str, group: tuple[str, ...] | None = None) -> bool:
        """Whether there is a block of this variable, period and group."""
        return self._at(variable, period, group) in self._row

    def _at(self, variable: str, period: str, group: tuple[str, ...] | None) -> BlockId:
        """Return the address of a block, whose period may be written in another way than in the table."""
        return BlockId(variable, self.calendar.named(period), self._group(group))

    def _group(self, group: tuple[str, ...] | None) -> tuple[str, ...]:
        return self.total if group is None or not len(group) else tuple(group)

    def block(self, variable: str, period: str, group: tuple[str, ...] | None = None) -> Block:
        """Return the figures of one variable, period and group over the areas and the whole city.

        The whole city's figure is its own row's, or else made from the areas' counts where all are known.

        Raises
        ------
        StatisticsError
            Where the table has no such block; the nearest variable or the periods there are, are named.
        """
        row = self._place(variable, period, group)
        n = self.numbers
        return Block(
            self.kinds[row],
            n["value"][row],
            n["numerator"][row],
            n["denominator"][row],
            n["doubtful"][row],
            n["coverage"][row],
            self.quality[row],
            self.status[row],
            n["standard_error"][row],
            n["noise"][row],
            self._rounded[row],
        )

    def _place(self, variable: str, period: str, group: tuple[str, ...] | None) -> int:
        """Row of a block; refuses one that is not there."""
        row = self._row.get(self._at(variable, period, group))
        if row is None:
            periods = self.periods(variable, group)
            known = f"periods {listing(periods)}" if periods else None
            raise StatisticsError(
                f"there are no figures for '{variable}' in {period}"
                + ("" if periods else did_you_mean(variable, self.variables)),
                where=self.name,
                expected=known,
            )
        return row

    def source_of(self, variable: str, period: str, group: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Return the sources of a block, each once."""
        row = self._place(variable, period, group)
        return tuple(self.sources[i] for i in np.unique(self.source[row]) if self.sources[i])

    def name_of(self, area: str) -> str:
        """Name of an area (or the whole city), or its code where no division tells."""
        return self.division.name_of(area) if self.division is not None else area

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of all that a computation reads: equal fingerprints mean equal inputs."""
        from omradesindex.statistics.fingerprint import fingerprint_of

        return fingerprint_of(self)

    # -- deriving -------------------------------------------------------------------------------------

    def only(
        self,
        variables: str | Iterable[str] | None = None,
        *,
        periods: str | Iterable[str] | None = None,
        groups: Mapping[str, Iterable[str]] | None = None,
    ) -> Statistics:
        """Return a copy with some variables, periods or groups only: breakdown → categories beside everybody.

        Raises
        ------
        StatisticsError
            Where a name is not in the table.

        Examples
        --------
        >>> import omradesindex as oi
        >>> oi.malmo_statistics().only(["folkmangd"]).variables
        ('folkmangd',)
        """
        wanted = self._known(variables, self.variables, "variable")
        asked = [periods] if isinstance(periods, str) else periods
        periods = None if asked is None else [self.calendar.named(period) for period in asked]
        when = self._known(periods, self.periods(), "period")
        those = of_categories(self.blocks, self.breakdowns, groups or {}, self._known)
        chosen = zip(self.blocks, those, strict=True)
        return self._rows([b.variable in wanted and b.period in when and kept for b, kept in chosen])

    def without(self, *variables: str) -> Statistics:
        """Return a copy that lacks some variables.

        Examples
        --------
        >>> import omradesindex as oi
        >>> "folkmangd" in oi.malmo_statistics().without("folkmangd").variables
        False
        """
        unwanted = self._known(variables, self.variables, "variable")
        return self._rows([b.variable not in unwanted for b in self._row])

    def _known(self, names: Iterable[str] | None, known: Sequence[str], what: str) -> set[str]:
        chosen = set(known) if names is None else {names} if isinstance(names, str) else set(names)
        for name in sorted(chosen - set(known)):
            likely = did_you_mean(name, known)
            raise StatisticsError(f"the {what} '{name}' is not in the table{likely}", where=self.name)
        return chosen

    def _rows(self, keep: Sequence[bool]) -> Statistics:
        mask = np.array(keep, dtype=bool)
        return self._copy(mask, {column: array[mask] for column, array in self._own.items()})

    @property
    def _own(self) -> dict[str, Floats]:
        """The numbers over all areas that have rows."""
        return {column: array[:, : len(self.all_areas)] for column, array in self.numbers.items()}

    def _copy(self, keep: NDArray[np.bool_], numbers: Mapping[str, Floats], **other: Any) -> Statistics:
        """Return some blocks with other numbers, and whatever else is to be another."""
        n = len(self.all_areas)
        same = ("name", "areas", "whole", "breakdowns", "sources", "division", "notes", "definitions")
        arguments = {name: getattr(self, name) for name in (*same, "series", "prices", "units")}
        codes = {name: getattr(self, name)[keep, :n] for name in ("quality", "status", "source", "rounding")}
        own = {"blocks": list(compress(self._row, keep)), "kinds": list(compress(self.kinds, keep))}
        made = Statistics(**(arguments | codes | own | {"numbers": numbers} | other))
        made.origin = self.origin
        return made

    def with_figures(
        self,
        numbers: Mapping[str, Floats],
        *,
        status: Codes | None = None,
        source: NDArray[np.int16] | None = None,
        sources: Sequence[str] | None = None,
        prices: Mapping[tuple[str, str], str] | None = None,
        rounding: Marks | None = None,
        notes: Sequence[str] = (),
    ) -> Statistics:
        """Return a copy with other figures in the same places.

        Nothing is checked again: what changed them (withholding, rounding) knows what it does.

        Parameters
        ----------
        numbers : mapping of str to ndarray, shape (n_blocks, n_all_areas)
            Columns of :attr:`numbers` over :attr:`all_areas`; the others stay.
        status, source : ndarray, shape (n_blocks, n_all_areas), optional
            Positions in the vocabulary, and in ``sources``; as before where left out, as are
            :attr:`sources` and :attr:`prices`.
        rounding : Marks, optional
            What was done to each figure; as before where left out.
        notes : sequence of str
            What readers must be told besides.
        """
        every = np.ones(len(self._row), dtype=bool)
        others: dict[str, Any] = {"status": status, "source": source, "sources": sources}
        others |= {"prices": prices, "rounding": rounding}
        given = {name: value for name, value in others.items() if value is not None}
        changed = self._copy(every, {**self._own, **numbers}, notes=(*self.notes, *notes), **given)
        changed.origin = None  # which tells of the figures as they were
        return changed

    def to_areas(
        self,
        key: Key | Crosswalk,
        *,
        division: Division,
        weights: str | Mapping[str, float] | None = None,
        minimum_coverage: float = 1.0,
        outside: Iterable[str] = (),
        units: str | Units | None = None,
    ) -> Statistics:
        """Sum figures of sub-areas to areas, and to the whole city, through a key or a crosswalk.

        Counts are added. Shares and means are made anew from added numerators and denominators. Medians
        and other figures that parts cannot make up are refused. Of each figure the share of its base
        (persons, dwellings) that sits in sub-areas of doubtful membership is kept as ``doubtful``.

        Through a crosswalk a split sub-area's counts, numerators and denominators are shared out, and every
        figure that holds such a part becomes ``estimated``; ``doubtful`` is then the share that split
        sub-areas have in it. How large the error may be: :func:`omradesindex.data.carrying_error`.

        Parameters
        ----------
        key : Key or Crosswalk
            Sub-area → area, whole or by shares; also one year's areas → another year's.
        division : Division
            The areas.
        weights : str or mapping of str to float, optional
            What each sub-area weighs where a share or mean comes without its denominator: a variable of
            this table, of the same period and group as the figure, or numbers by sub-area, for all periods.
            Such figures become ``estimated``.
        minimum_coverage : float
            Share of an area's base that must be known for a share or mean to be given (``estimated``
            below 1). Counts always need all of their parts.
        outside : iterable of str
            Sub-areas that belong to no area (people not registered at a place); they count in the whole.
        units : str or Units, optional
            What the areas are, where they are no places: schools may be summed to districts, or to groups.

        Raises
        ------
        StatisticsError, DivisionError
            A sub-area without figures, or unknown to the key; something that cannot be summed; a period or
            group that the weights are not given for.

        Examples
        --------
        >>> import omradesindex as oi
        >>> import pandas as pd
        >>> division = oi.geso()
        >>> key = division.keys["delomrade"]
        >>> people = pd.DataFrame({"area": key.sub_areas, "variable": "folkmangd", "period": "2024",
        ...                        "value": 10})
        >>> parts = oi.Statistics.from_frame(people, name="Tio i varje")
        >>> parts.to_areas(key, division=division).block("folkmangd", "2024").value[:3]
        array([130., 150., 140.])
        """
        from omradesindex.statistics.summing import sum_to_areas

        return sum_to_areas(
            self,
            key,
            division=division,
            weights=weights,
            minimum_coverage=minimum_coverage,
            outside=outside,
            units=units,
        )

    # -- writing --------------------------------------------------------------------------------------

    def to_frame(self) -> pd.DataFrame:
        """Return the tidy table: one row for each area, variable, period and group.

        Returns
        -------
        DataFrame
            Columns ``area, variable, period``, the breakdown columns (and their definitions), ``value,
            numerator, denominator, kind, quality, status, doubtful, coverage, source``, and
            ``standard_error`` and ``noise`` where any is known (``noise_basis``: whether its size is
            ``assumed``), ``rounding`` where any is rounded, and ``series`` and ``prices`` where any is named.
            Codes and periods are text.
        """
        import pandas as pd

        n_areas, blocks = len(self.all_areas), self.blocks

        def per_block(values: Iterable[object]) -> NDArray[np.object_]:
            return np.repeat(np.array(list(values), dtype=object), n_areas)

        def words(codes: NDArray[np.integer], names: Sequence[str]) -> NDArray[np.object_]:
            named: NDArray[np.object_] = np.array(names, dtype=object)
            return np.take(named, codes[:, :n_areas].ravel())

        columns: dict[str, object] = {
            "area": np.tile(np.array(self.all_areas, dtype=object), len(blocks)),
            "variable": per_block(b.variable for b in blocks),
            "period": per_block(b.period for b in blocks),
        }
        for place, breakdown in enumerate(self.breakdowns):
            columns[breakdown] = per_block(b.group[place] for b in blocks)
        for breakdown, meaning in self.definitions.items():
            columns[breakdown + DEFINITION] = meaning
        for column in ("value", "numerator", "denominator"):
            columns[column] = self.numbers[column][:, :n_areas].ravel()
        columns["kind"] = per_block(self.kinds)
        columns["quality"] = words(self.quality, QUALITIES)
        columns["status"] = words(self.status, STATUSES)
        for column in ("doubtful", "coverage"):
            columns[column] = self.numbers[column][:, :n_areas].ravel()
        errors = self.numbers["standard_error"][:, :n_areas]
        if not np.isnan(errors).all():
            columns["standard_error"] = errors.ravel()
        noise = self.numbers["noise"][:, :n_areas]
        if noise.any():
            columns["noise"] = noise.ravel()
            if noise_is_assumed(self.notes):
                columns["noise_basis"] = np.where(noise.ravel() > 0, "assumed", "")
        if self.rounding:
            columns["rounding"] = self.rounding.texts[:, :n_areas].ravel()
        for name, told in (("series", self.series), ("prices", self.prices)):
            if told:
                columns[name] = per_block(told.get((b.variable, b.period), "") for b in blocks)
        columns["source"] = words(self.source, self.sources)
        return pd.DataFrame(columns)
