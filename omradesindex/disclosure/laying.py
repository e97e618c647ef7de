"""Lays tables on one another, and on what is out already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from omradesindex.disclosure.laid import (
    MEASURES,
    MISSING,
    OBSERVED,
    SUPPRESSED,
    Laid,
    Reading,
    Strip,
    counts_behind,
)
from omradesindex.disclosure.release import Release, Told
from omradesindex.errors import ComputeError, StatisticsError, did_you_mean, listing
from omradesindex.methods.equal import SAME
from omradesindex.statistics import BlockId, Statistics
from omradesindex.statistics.vocabulary import TOTAL

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]
Codes = NDArray[np.int8]

#: Which part of a city is more than those whose area nobody knows: some of its areas are not there.
_ELSEWHERE = 0.05
#: So many areas are named one by one.
_FEW = 5


def lay(
    tables: Sequence[Reading],
    releases: Sequence[Release] = (),
    within: Mapping[str, Sequence[str]] | None = None,
    *,
    same: bool = True,
) -> Laid:
    """Lay tables that are to be published on one another, and on what is out already.

    Parameters
    ----------
    tables : sequence of Reading
    releases : sequence of Release
        Earlier releases, oldest first.
    within : mapping of str to sequence of str, optional
        Area → the areas that make it up, whether or not these stand in a table.
    same : bool
        Take what was not seen to be revised to be the same in both editions.

    Raises
    ------
    StatisticsError
        Two of the tables give different figures for the same.
    """
    plain = [table.figures for table in tables]
    nested = _nested(plain, releases, within or {})
    areas = dict.fromkeys(area for table in plain for area in table.all_areas)
    areas |= dict.fromkeys(area for release in releases for area in release.areas)
    areas |= dict.fromkeys(area for whole, parts in nested.items() for area in (whole, *parts))
    breakdowns = dict.fromkeys(name for table in plain for name in table.breakdowns)
    breakdowns |= dict.fromkeys(name for release in releases for name in release.breakdowns)
    made_of = _made_of(tables, releases, nested)
    areas |= dict.fromkeys(city.elsewhere for city in made_of if city.elsewhere is not None)
    maker = _Layer(Laid(plain[0].name, tuple(areas), tuple(breakdowns)))
    maker.laid.sums = _sums(maker.columns, made_of, nested)
    for table in tables:
        maker.table(table.figures, table.ends, table.true)
    for release in reversed(releases):
        maker.release(release)
    if same:
        maker.same()
    for city in made_of:
        maker.elsewhere(city)
    maker.close()
    maker.laid.elsewhere = {
        elsewhere_of(city.whole, own): maker.columns[city.elsewhere]
        for city in made_of
        if city.elsewhere is not None
        for own in city.owns
    }
    return maker.finish()


class _MadeOf(NamedTuple):
    """A city and who evidently lives in none of the areas that tables have of it; None if nobody.

    ``parts``: what these areas are made of in the end; ``owns``: the areas as one table or another has them.
    """

    whole: str
    parts: tuple[str, ...]
    elsewhere: str | None
    owns: tuple[tuple[str, ...], ...]


def _made_of(
    tables: Sequence[Reading], releases: Sequence[Release], nested: Mapping[str, tuple[str, ...]]
) -> list[_MadeOf]:
    """Of which areas each table and each release has the city.

    Where a table has only some of them, those who live elsewhere follow, as if they had been printed.
    """
    found: dict[tuple[str, tuple[str, ...]], str | None] = {}
    owns: dict[tuple[str, tuple[str, ...]], dict[tuple[str, ...], None]] = {}
    everything: list[tuple[Statistics | Release, bool]]
    everything = [*((table.figures, table.rest) for table in tables), *((old, False) for old in releases)]
    kept = {area for release in releases for _, area in release.implied}
    for one, rest in everything:
        if one.whole is None:
            continue
        own = one.areas if isinstance(one, Statistics) else one.own_areas
        parts = tuple(dict.fromkeys(small for area in own for small in _small(area, nested)))
        elsewhere = elsewhere_of(one.whole, parts)
        lacks = rest or elsewhere in kept or _lacks(one, own)
        found[one.whole, parts] = elsewhere if lacks else found.get((one.whole, parts))
        owns.setdefault((one.whole, parts), {})[tuple(own)] = None
    return [_MadeOf(*city, elsewhere, (*owns[city],)) for city, elsewhere in found.items()]


def elsewhere_of(whole: str, parts: Sequence[str]) -> str:
    """What those who live in none of some areas are called."""
    if len(parts) < _FEW:
        return " − ".join([whole, *parts])
    return f"{whole} − {parts[0]} − … − {parts[-1]} [{crc32(chr(10).join(parts).encode()):08x}]"


def _lacks(one: Statistics | Release, own: Sequence[str]) -> bool:
    """Whether more people evidently live outside a table's areas than those whose area nobody knows."""
    assert one.whole is not None  # asked of cities only
    if isinstance(one, Statistics):
        areas = one.all_areas
        behind = {measure: counts_behind(one, measure) for measure in ("value", "denominator")}
        rows = [
            counts[k]
            for measure, counts in behind.items()
            for k, (block, kind) in enumerate(zip(one.blocks, one.kinds, strict=True))
            if {*block.group} <= {TOTAL} and measure in MEASURES.get(kind, ())
        ]
    else:
        areas = one.areas
        rows = [
            np.where(told.low == told.high, told.low, np.nan)
            for (block, _), told in one.strips.items()
            if {*block.group} <= {TOTAL}
        ]
    if not rows:
        return False
    values = np.array(rows)
    wholes = values[:, areas.index(one.whole)]
    left = wholes - values[:, [areas.index(area) for area in own]].sum(axis=1)
    known = ~np.isnan(left)
    return bool(left[known].sum() > _ELSEWHERE * wholes[known].sum())


def _sums(
    place: Mapping[str, int], made_of: Sequence[_MadeOf], nested: Mapping[str, tuple[str, ...]]
) -> list[tuple[int, list[int]]]:
    """Which area is the sum of which, as positions."""
    sums = [(place[area], tuple(place[part] for part in parts)) for area, parts in nested.items() if parts]
    for whole, parts, elsewhere, _ in made_of:
        everybody = parts if elsewhere is None else (*parts, elsewhere)
        # Of some of the areas the whole is no sum, where another table has more of them.
        if everybody != parts or not any(whole == o.whole and {*parts} < {*o.parts} for o in made_of):
            sums.append((place[whole], tuple(place[part] for part in everybody)))
    return [(whole, list(parts)) for whole, parts in dict.fromkeys(sums) if parts]


def _nested(
    tables: Sequence[Statistics], releases: Sequence[Release], within: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    """Which areas make up which, by what is given now and was given before."""
    wholes = {table.whole for table in tables} | {release.whole for release in releases}
    nested: dict[str, tuple[str, ...]] = {}
    known = {area for table in tables for area in table.areas}
    known |= {area for release in releases for area in release.areas}
    for area, parts in within.items():
        if area not in known or area in wholes:
            raise StatisticsError(
                f"'{area}' is no area of the table{did_you_mean(area, sorted(known))}",
                where=f"{tables[0].name}, areas within areas",
                expected="each area → the areas that make it up",
            )
        nested[area] = tuple(dict.fromkeys(parts))
    parts_of = [part for parts in nested.values() for part in parts]
    strangers = [part for part in parts_of if part not in known]
    elsewhere = {part for release in releases for own in release.within.values() for part in own}
    # Small areas may stand in no table, if none of them does; a single one among others is a slip.
    if strangers and not set(strangers) <= elsewhere and not 1 < len(strangers) == len(parts_of):
        raise StatisticsError(
            f"'{strangers[0]}' is no area of the table{did_you_mean(strangers[0], sorted(known))}",
            where=f"{tables[0].name}, areas within areas",
            expected="each area → the areas that make it up",
        )
    _ask_of_new_areas(tables, releases, nested)
    for release in releases:
        for area, parts in release.within.items():
            if set(nested.setdefault(area, parts)) != set(parts):
                raise StatisticsError(
                    f"area '{area}' was made up of {listing(parts)} in '{release.name}', and is now of "
                    f"{listing(nested[area])}",
                    where=f"{tables[0].name}, areas within areas",
                    expected="the same areas, or another code for an area whose borders have moved",
                )
    return nested


def _ask_of_new_areas(
    tables: Sequence[Statistics], releases: Sequence[Release], nested: Mapping[str, Sequence[str]]
) -> None:
    """Raise a StatisticsError where some areas have other names than before, and nobody says how they lie.

    The same people under two names could be laid side by side, and nobody here would see it.
    """
    told = {area for area, parts in nested.items() for area in (area, *parts)}
    told |= {area for release in releases for own in release.within.items() for area in (own[0], *own[1])}
    for table in tables:
        before = {area for r in releases if r.whole == table.whole is not None for area in r.own_areas}
        now = dict.fromkeys(area for area in table.areas if area != table.whole)
        new, gone = [a for a in now if a not in before | told], sorted(before - {*now} - told)
        if new and gone and before & {*now}:
            raise StatisticsError(
                f"{listing(new)} did not stand in earlier releases, which had {listing(gone)}",
                where=f"{table.name}, areas of '{table.whole}'",
                expected="the same areas, or within={area: the areas that make it up}",
                remedy=f"say within={{'{new[0]}': ['{gone[0]}']}}; if others, within={{'{new[0]}': []}}",
            )


def _small(area: str, nested: Mapping[str, Sequence[str]], above: tuple[str, ...] = ()) -> Iterable[str]:
    """The areas that an area is made of in the end; itself where none are known."""
    if area in above:
        raise StatisticsError(
            f"area '{area}' is within itself", where="areas within areas", expected="areas within others"
        )
    parts = nested.get(area, ())
    return [s for part in parts for s in _small(part, nested, (*above, area))] if parts else [area]


class _Layer:
    """Lays one table after another."""

    def __init__(self, laid: Laid) -> None:
        self.laid = laid
        self.rows: dict[BlockId, int] = {}
        self.status: list[Codes] = []
        self.closed: list[Bools] = []
        self.noise: list[Floats] = []
        self.unrevised: list[tuple[int, int, str, Ints]] = []
        self.columns = {area: k for k, area in enumerate(laid.areas)}

    def named(self, block: BlockId, breakdowns: Sequence[str]) -> BlockId:
        """A table's block by the breakdowns of all tables."""
        told = dict(zip(breakdowns, block.group, strict=True))
        group = tuple(told.get(name, TOTAL) for name in self.laid.breakdowns)
        return BlockId(block.variable, block.period, group)

    def row(self, block: BlockId, breakdowns: Sequence[str]) -> int:
        """Place of a block, made if it is not there."""
        block = self.named(block, breakdowns)
        if block not in self.rows:
            self.rows[block] = len(self.rows)
            n = len(self.columns)
            self.laid.blocks.append(block)
            self.status.append(np.full(n, MISSING, dtype=np.int8))
            self.closed.append(np.zeros(n, dtype=bool))
            self.noise.append(np.zeros(n))
        return self.rows[block]

    def elsewhere(self, city: _MadeOf) -> None:
        """Fill in those who live elsewhere, if any do: what all areas leave of the city."""
        if city.elsewhere is None:
            return
        whole, at = self.columns[city.whole], self.columns[city.elsewhere]
        # What the areas are made of may stand in no table: then they tell it themselves.
        for own in (city.parts, *city.owns):
            there = [self.columns[area] for area in own]
            for strip in self.laid.strips.values():
                if np.isnan(strip.value[at]):
                    strip.value[at] = np.maximum(strip.value[whole] - strip.value[there].sum(), 0.0)

    def close(self) -> None:
        """Lay the totals that no table has, and that tie others together.

        Where women and men with a disability are shown, and everybody, and those without: all with one.
        """
        laid = self.laid
        tied = [*laid.strips]
        for row, measure in tied:
            block = laid.blocks[row]
            for place, category in enumerate(block.group):
                at = self.row(_beside(block, place, TOTAL), laid.breakdowns)
                if category == TOTAL or (at, measure) in laid.strips:
                    continue
                strip = self.strip(at, measure)
                tied.append((at, measure))
                for names in laid.partitions.get((block.variable, block.period, place), []):
                    rows = [self.rows.get(_beside(block, place, name), -1) for name in names]
                    kin = [laid.strips.get((there, measure)) for there in rows]
                    parts = [part.value for part in kin if part is not None]
                    if 1 < len(names) == len(parts):
                        strip.value = np.where(np.isnan(strip.value), np.sum(parts, axis=0), strip.value)

    def finish(self) -> Laid:
        """Return all that was laid."""
        laid = self.laid
        laid.status = np.stack(self.status)
        laid.closed, laid.noise = np.stack(self.closed), np.stack(self.noise)
        return laid

    def strip(self, row: int, measure: str) -> Strip:
        return self.laid.strips.setdefault((row, measure), Strip(len(self.columns)))

    def divided(self, blocks: Iterable[BlockId], breakdowns: Sequence[str]) -> None:
        """Note the categories that a table divides each variable's figures into."""
        for place, name in enumerate(breakdowns):
            at = self.laid.breakdowns.index(name)
            names: dict[tuple[str, str], set[str]] = {}
            for block in blocks:
                names.setdefault((block.variable, block.period), set()).add(block.group[place])
            for (variable, period), found in names.items():
                parts = tuple(sorted(found - {TOTAL}))
                known = self.laid.partitions.setdefault((variable, period, at), [])
                if parts and parts not in known:
                    known.append(parts)

    def table(self, figures: Statistics, ends: Mapping[str, tuple[Floats, Floats]], true: bool) -> None:
        """Lay a table that is to be published; see :class:`Reading`."""
        n = len(figures.all_areas)
        columns = np.array([self.columns[area] for area in figures.all_areas], dtype=np.intp)
        rows = np.array([self.row(block, figures.breakdowns) for block in figures.blocks], dtype=np.intp)
        laid = self.laid
        counts = {
            measure: counts_behind(figures, measure) for measure in ("value", "numerator", "denominator")
        }
        for k, (row, kind) in enumerate(zip(rows, figures.kinds, strict=True)):
            status = figures.status[k, :n]
            there = self.status[row][columns]
            self.status[row][columns] = np.where(there == MISSING, status, there)
            noise = np.nan_to_num(figures.numbers["noise"][k, :n])
            self.noise[row][columns] = np.maximum(self.noise[row][columns], noise)
            for measure in MEASURES.get(kind, ()):
                strip = self.strip(int(row), measure)
                seen = status == OBSERVED
                told = np.where(seen, counts[measure][k], np.nan)
                least, most = (
                    (np.where(np.isnan(end[k]), told, end[k]) for end in ends[measure])
                    if measure in ends
                    else (told, told)
                )
                # A figure that came rounded is not known, whatever it says.
                blurred = seen & (least < most) & (not true)
                told = np.where(blurred, np.nan, told)
                written = np.where(np.isnan(figures.numbers[measure][k, :n]), np.nan, told)
                self._agree(laid.blocks[int(row)], figures, strip.value[columns], written)
                strip.value[columns] = np.where(np.isnan(told), strip.value[columns], told)
                strip.low[columns] = np.fmax(strip.low[columns], np.where(seen, least, np.nan))
                strip.high[columns] = np.fmin(strip.high[columns], np.where(seen, most, np.nan))
                strip.asked[columns] |= (status == SUPPRESSED) | blurred
        laid.places.append((rows, columns))
        self.divided(figures.blocks, figures.breakdowns)

    def _agree(self, block: BlockId, figures: Statistics, known: Floats, told: Floats) -> None:
        with np.errstate(invalid="ignore"):
            apart = np.abs(known - told) > SAME * np.maximum(1.0, np.abs(known))
        if apart.any():
            place = int(np.argmax(apart))
            raise StatisticsError(
                f"'{block.variable}' ({block.period}) in area '{figures.all_areas[place]}' is "
                f"{known[place]:g} in one table and {told[place]:g} in another",
                where=figures.name,
                expected="one figure in all tables that are published together",
                remedy="correct it, or publish the tables one after another",
            )

    def release(self, release: Release) -> None:
        """Lay an earlier release beneath the rest; where figures were revised, as an edition of its own.

        What it has of areas in which nothing was revised is known of the new edition too; and what neither
        edition shows there is taken to be the same.
        """
        laid = self.laid
        columns = np.array([self.columns[area] for area in release.areas], dtype=np.intp)
        revised = self._revised(release, columns)
        laid.left |= {key: x for key, x in release.left.items() if key not in laid.left}
        laid.groups += release.groups
        for key, width in release.implied.items():
            laid.implied[key] = max(width, laid.implied.get(key, 0.0))

        def editions(block: BlockId) -> list[tuple[BlockId, Bools]]:
            """As which blocks one is laid, and of which of the release's areas."""
            everywhere = np.ones(len(columns), dtype=bool)
            key = block.variable, block.period
            if key not in revised:
                return [(block, everywhere)]
            before = _edition(block, release)
            laid.editions.add(before.variable)
            return [(before, everywhere), (block, ~revised[key])]

        for block, closed in release.closed.items():
            # What was withheld stays so, also in figures that have been revised.
            self.closed[self.row(block, release.breakdowns)][columns] |= closed
            for own, known in editions(block):
                status, its = self.status[self.row(own, release.breakdowns)], columns[known]
                status[its] = np.where((status[its] == MISSING) & closed[known], SUPPRESSED, status[its])
        for (block, measure), told in release.strips.items():
            for own, known in editions(block):
                some = told if known.all() else told.of(known)
                self._know(own, release, measure, columns[known], some)
        for block, measure in release.strips:
            key = block.variable, block.period
            if key in revised:
                before, now = (self.row(b, release.breakdowns) for b in (_edition(block, release), block))
                changed = np.zeros(len(laid.areas), dtype=bool)
                changed[columns] = revised[key]
                self.unrevised.append((before, now, measure, np.flatnonzero(~self._spread(changed))))
        self.divided(
            dict.fromkeys(own for block, _ in release.strips for own, _ in editions(block)),
            release.breakdowns,
        )

    def _spread(self, changed: Bools) -> Bools:
        """In which areas figures may have been revised, where that was seen in some.

        A sum of areas of which one is revised may be; and all of which it is, where none of them was seen.
        """
        while True:
            before = changed.copy()
            for whole, parts in self.laid.sums:
                some = bool(changed[parts].any())
                if changed[whole] and not some:
                    changed[parts] = True
                changed[whole] |= some
            if np.array_equal(before, changed):
                return changed

    def same(self) -> None:
        """Take what was not seen to be revised to be what it was, in both editions."""
        self.laid.same = self.unrevised
        for before, now, measure, areas in self.unrevised:
            one, other = (self.strip(row, measure) for row in (before, now))
            for strip, twin in ((one, other), (other, one)):
                strip.value[areas] = np.where(np.isnan(strip.value), twin.value, strip.value)[areas]
                strip.asked[areas] &= np.isnan(strip.value[areas])

    def _know(self, block: BlockId, release: Release, measure: str, columns: Ints, told: Told) -> None:
        """Lay what a release tells of some areas."""
        row = self.row(block, release.breakdowns)
        strip = self.strip(row, measure)
        self._refuse_another_rounding(block, release, strip, columns, told)
        strip.floor[columns] = np.fmax(strip.floor[columns], told.low)
        strip.roof[columns] = np.fmin(strip.roof[columns], told.high)
        fresh = (told.low == told.high) & np.isnan(strip.value[columns])
        strip.value[columns] = np.where(fresh, told.low, strip.value[columns])
        self.status[row][columns] = np.where(
            fresh & (self.status[row][columns] == MISSING), OBSERVED, self.status[row][columns]
        )
        strip.need[columns] = np.maximum(strip.need[columns], told.need)
        strip.asked[columns] |= told.asked & np.isnan(strip.value[columns])

    def _refuse_another_rounding(
        self, block: BlockId, release: Release, strip: Strip, columns: Ints, told: Told
    ) -> None:
        """Raise a ComputeError where a figure that is out rounded is rounded otherwise now."""
        low, high = strip.low[columns], strip.high[columns]
        with np.errstate(invalid="ignore"):
            both = (low < high) & (told.low < told.high)
            apart = both & ((low != told.low) | (high != told.high))
        if apart.any():
            area = self.laid.areas[columns[np.argmax(apart)]]
            raise ComputeError(
                f"'{block.variable}' ({block.period}) in area '{area}' has "
                f"been rounded before, to another figure (in '{release.name}')",
                where=self.laid.name,
                expected="one rounding of each figure: the mean of several tells it",
                remedy="publish the figures as they were rounded then",
            )

    def _revised(self, release: Release, columns: Ints) -> dict[tuple[str, str], Bools]:
        """In which areas some figure that was published is not what it is known to be now.

        Of each variable and period where there is such an area.
        """
        revised: dict[tuple[str, str], Bools] = {}
        for (block, measure), told in release.strips.items():
            row = self.rows.get(self.named(block, release.breakdowns))
            if row is None or (row, measure) not in self.laid.strips:
                continue
            now = self.laid.strips[row, measure].value[columns]
            with np.errstate(invalid="ignore"):
                apart = now < told.low - SAME * np.abs(told.low)
                apart |= now > told.high + SAME * np.abs(told.high)
            if apart.any():
                key = block.variable, block.period
                revised[key] = apart | revised.get(key, False)
        return revised


def _edition(block: BlockId, release: Release) -> BlockId:
    """A block of figures that have been revised since."""
    return BlockId(f"{block.variable} ({release.name})", block.period, block.group)


def _beside(block: BlockId, place: int, category: str) -> BlockId:
    """A block with another category of one breakdown."""
    return BlockId(block.variable, block.period, (*block.group[:place], category, *block.group[place + 1 :]))
