"""From the engine's sums to statistics: every area, every group and every total, nothing left unsaid."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from omradesindex.errors import StatisticsError, did_you_mean, listing, must_be_plain
from omradesindex.registers.checking import MOST_NAMED
from omradesindex.registers.conditions import quoted
from omradesindex.registers.counting import Question
from omradesindex.registers.definition import Breakdown, Counted
from omradesindex.statistics import BlockId, Statistics
from omradesindex.statistics.vocabulary import QUALITIES, STATUSES, TOTAL

if TYPE_CHECKING:
    from omradesindex.geography import Division

Floats = NDArray[np.float64]

#: What all areas together are called where no division says it.
_WHOLE = "Totalt"
#: Amounts are whole numbers of these until all are added: a total is what its parts say, to the last digit.
_PARTS = 1_000


class Tally:
    """Collects the sums of all periods, and makes statistics of them.

    Parameters
    ----------
    question : Question
    areas : sequence of str
        The areas' codes.
    outside : sequence of str
        Codes of those who live in none of them.
    whole : str
        The code of all of them together: what is withheld of one area is not lost for all.
    """

    def __init__(
        self, question: Question, areas: Sequence[str], outside: Sequence[str] = (), whole: str = _WHOLE
    ) -> None:
        self.question, self.areas, self.outside, self.whole = question, tuple(areas), tuple(outside), whole
        if whole in self.areas:
            raise StatisticsError(
                f"an area is called '{whole}', as all of them together",
                where=f"{question.register.label}, column '{question.register.area}'",
                expected="a code for all of them that is no area's",
                remedy="give the areas: areas=…; its whole has a code of its own",
            )
        for area in self.areas:
            must_be_plain(
                area, what="the code of an area", where=question.register.label, error=StatisticsError
            )
        self.blocks: list[BlockId] = []
        self.values: list[Floats] = []
        self.scales: list[int] = []

    def add(self, period: str, cells: pd.DataFrame, different: pd.DataFrame | None) -> None:
        """Take in a period's answers, those of ``cells`` and ``different`` (``registers/counting.py``)."""
        question, by = self.question, self.question.by
        self._refuse_unknown(cells, period)
        codes = (*self.areas, *self.outside)
        shape = [len(breakdown.names) + 1 for breakdown in by]
        at = [_places(cells["area"], codes)]
        at += [self._category(cells, f"k{i}", breakdown, period) for i, breakdown in enumerate(by)]
        for i, (name, variable) in enumerate(question.added.items()):
            if variable.sum and (unknown := int(cells[f"u{i}"].sum())):
                raise self._unknown(name, period, variable.sum, unknown)
            scale = _PARTS if variable.sum else 1
            self._add(name, period, variable, self._cube(cells[f"v{i}"], at, shape, scale), scale)
            if variable.sum:
                those = self._cube(cells[f"w{i}"], at, shape)
                self._add(question.contributors[name], period, variable, those)
        for i, pair in enumerate(question.pairs):
            for name, column in ((pair.both, f"b{i}"), (pair.persons, f"p{i}")):
                self._add(name, period, None, self._cube(cells[column], at, shape))
        for i, (name, variable) in enumerate(question.distinct.items()):
            self._add(name, period, variable, self._distinct(different, i, name, period))

    def _cube(
        self, sums: pd.Series[Any], at: list[NDArray[np.intp]], shape: list[int], scale: int = 1
    ) -> Floats:
        """Return a variable's sums, areas last; of each breakdown the last place is of no category."""
        shape = [*shape, len(self.areas) + len(self.outside)]
        places = np.ravel_multi_index((*at[1:], at[0]), shape)
        amounts = np.rint(np.nan_to_num(sums.to_numpy(dtype=float)) * scale)
        cube: Floats = np.bincount(places, amounts, minlength=int(np.prod(shape))).astype(float)
        return cube.reshape(shape)

    def _add(self, name: str, period: str, variable: Counted | None, cube: Floats, scale: int = 1) -> None:
        """Add a variable's blocks: every group that it can be counted in, and every total."""
        by = self.question.by if cube.ndim > 1 else ()
        for axis in range(len(by)):
            parts = np.moveaxis(cube, axis, 0)
            cube = np.moveaxis(np.concatenate([parts[:-1], parts.sum(axis=0, keepdims=True)]), 0, axis)
        groups = [[*breakdown.names, TOTAL] for breakdown in by]
        joint = variable is None
        for place in product(*(range(len(names)) for names in groups)):
            group = tuple(names[k] for names, k in zip(groups, place, strict=True))
            if (joint and set(group) - {TOTAL}) or (variable and not _meant(variable, by, group)):
                continue
            values = cube[place]
            if (values < 0).any():
                area = (*self.areas, *self.outside)[int(np.argmin(values))]
                raise StatisticsError(
                    "the sum is below 0",
                    where=f"{self.question.register.label}, variable '{name}', period '{period}', "
                    f"area '{area}'",
                    expected="amounts that add up to 0 or more",
                    remedy="leave out who has a negative amount, or make two variables of the column",
                )
            self.blocks.append(BlockId(name, period, group or (TOTAL,) * len(self.question.by)))
            self.values.append(values)
            self.scales.append(scale)

    def _distinct(self, answer: pd.DataFrame | None, i: int, name: str, period: str) -> Floats:
        """Return how many households there are; refuses one that is in two areas, and persons in none."""
        if answer is None:
            raise AssertionError("households are asked for by themselves")
        column = str(self.question.distinct[name].distinct)
        rows, whole = answer[answer["area"] != ""], answer[answer["area"] == ""].iloc[0]
        if whole[f"n{i}"]:
            raise self._unknown(name, period, column, int(whole[f"n{i}"]))
        split = int(rows[f"d{i}"].sum() - whole[f"d{i}"])
        if split:
            raise StatisticsError(
                f"the same '{column}' is in more than one area: {split} too many",
                where=f"{self.question.register.label}, variable '{name}', period '{period}'",
                expected="persons of one household in one area",
                remedy="give households in two areas a code for each",
            )
        values = np.zeros(len(self.areas) + len(self.outside))
        values[_places(rows["area"], (*self.areas, *self.outside))] = rows[f"d{i}"].to_numpy(dtype=float)
        return values

    def _unknown(self, name: str, period: str, column: str, n: int) -> StatisticsError:
        """Say of how many it is not known what is to be added or told apart."""
        return StatisticsError(
            f"'{column}' is not known of all who are counted: unknown of {n}",
            where=f"{self.question.register.label}, variable '{name}', period '{period}'",
            expected="one for each of them",
            remedy=f"leave them out by a condition: where = {{ {quoted(column)} = {{ known = true }} }}",
        )

    def _refuse_unknown(self, cells: pd.DataFrame, period: str) -> None:
        """Refuse persons in an area that is none of these."""
        known = (*self.areas, *self.outside)
        strange = ~cells["area"].isin(known)
        if strange.any():
            codes, n = sorted({*cells.loc[strange, "area"]}), int(cells.loc[strange, "n"].sum())
            likely = "" if len(codes) > MOST_NAMED else did_you_mean(codes[0], known)
            raise StatisticsError(
                f"the area {_named(codes)} is unknown{likely}; "
                f"it is given for {n} of {int(cells['n'].sum())} persons",
                where=self._where(period, self.question.register.area),
                expected=f"one of {listing(known, MOST_NAMED)}",
                remedy="give the division that the register is of; who lives in none of its areas is said by "
                "outside=[…]",
            )

    def _where(self, period: str, column: str) -> str:
        return f"{self.question.register.label}, period '{period}', column '{column}'"

    def _category(
        self, cells: pd.DataFrame, column: str, breakdown: Breakdown, period: str
    ) -> NDArray[np.intp]:
        """Return each cell's place among a breakdown's categories; the last where it is of none."""
        given = cells[column]
        if not breakdown.column:
            return given.to_numpy(dtype=np.intp) % (len(breakdown.names) + 1)
        places = {value: k for k, values in enumerate(breakdown.categories.values()) for value in values}
        rest = len(breakdown.categories) if breakdown.rest else -1
        values, distinct = pd.factorize(given, use_na_sentinel=False)
        read = np.array([places.get(value, rest) for value in distinct], dtype=np.intp)[values]
        if (read < 0).any():
            strange, everybody = read < 0, int(cells["n"].sum())
            named = [value for value in dict.fromkeys(given[strange]) if not pd.isna(value)]
            unknown = int(cells.loc[strange & given.isna(), "n"].sum())
            raise StatisticsError(
                f"{_named(named)} is no category of '{breakdown.id}'"
                if named
                else f"no category of '{breakdown.id}' is known of {unknown} of {everybody} persons",
                where=self._where(period, breakdown.column),
                expected=f"one of {listing(places, MOST_NAMED)}",
                remedy="add it to the categories; or name one for all others, and for the unknown: rest = '…'"
                if named
                else "name a category for the unknown, and for all others: rest = '…'",
            )
        return read

    def statistics(self, division: Division | None) -> Statistics:
        """Make statistics of all that was taken in."""
        register, n = self.question.register, len(self.areas)
        values = np.array(self.values)
        inside = np.column_stack([values[:, :n], values.sum(axis=1)]) / np.array(self.scales)[:, None]
        shape = inside.shape
        return Statistics(
            name=register.label,
            areas=self.areas,
            whole=self.whole,
            breakdowns=[breakdown.id for breakdown in self.question.by],
            blocks=self.blocks,
            kinds=["count"] * len(self.blocks),
            numbers={
                **dict.fromkeys(("numerator", "denominator", "standard_error"), np.full(shape, np.nan)),
                **dict.fromkeys(("doubtful", "noise"), np.zeros(shape)),
                "value": inside,
                "coverage": np.ones(shape),
            },
            quality=np.full(shape, QUALITIES.index(register.quality), dtype=np.int8),
            status=np.full(shape, STATUSES.index("observed"), dtype=np.int8),
            source=np.zeros(shape, dtype=np.int16),
            sources=[register.source],
            division=division,
            notes=register.notes,
            definitions={b.id: b.definition for b in self.question.by if b.definition},
            prices={
                (block.variable, block.period): variable.prices
                for block in self.blocks
                if (variable := self.question.counted.get(block.variable)) and variable.prices
            },
        )


def _places(areas: pd.Series[Any], codes: Sequence[str]) -> NDArray[np.intp]:
    return pd.Index(list(codes), dtype=object).get_indexer(pd.Index(areas, dtype=object))


def _named(values: Sequence[object]) -> str:
    """Quote values that a definition does not know; of many only how many: they may be of a person each."""
    return listing(values) if len(values) <= MOST_NAMED else f"({len(values)} different)"


def _meant(variable: Counted, by: Sequence[Breakdown], group: tuple[str, ...]) -> bool:
    """Whether anybody of a group can be counted in a variable: nobody of 0–15 years is in one of 16–64."""
    if variable.ages is None or not by:
        return True
    for breakdown, category in zip(by, group, strict=True):
        for span, own in zip(breakdown.spans, breakdown.names, strict=False):
            if own == category and not (span.first <= variable.ages.end and variable.ages.first <= span.end):
                return False
    return True
