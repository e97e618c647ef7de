"""Which of a table's rows are areas, and which are about the whole: a total is never one more area."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import StatisticsError, did_you_mean, figure, listing
from omradesindex.statistics.checker import texts_of
from omradesindex.statistics.vintages import refuse_mixed_vintages
from omradesindex.totals import higher_levels, is_average, is_whole, may_be_whole, sums_of_others, with_words

if TYPE_CHECKING:
    from omradesindex.geography import Division
    from omradesindex.statistics.checker import Checker, Labels

#: How far an area's count may lie above the whole's: so much, or so large a share of it.
_ROUNDING, _FAR = 10.0, 0.1


def named_areas(
    check: Checker, area: Labels, division: Division | None, whole: str | None
) -> tuple[Labels, tuple[str, ...], str | None]:
    """Return each row's area, the areas' codes in order, and the whole city's code where it has rows.

    The whole is what ``whole`` or the division says, or else a row that a word ("Totalt") or the code of a
    higher level (a municipality beside its DeSO) tells to be it.

    Raises
    ------
    StatisticsError
        A code that was a number, or that the division does not know; two rows that are about a whole.
    """
    present = texts_of(area)
    decimal = re.findall(r"^\d+\.0+$", "\n".join(present), re.MULTILINE)
    if decimal:
        check.refuse(
            area.isin(decimal),
            "the code '{area}' has been a number on its way here",
            expected="codes as text, with the zeros that they begin with",
            remedy="make the column text where the file is written, so that 1 does not become 1.0",
        )
    if division is None:
        whole = _whole(check, present, whole)
        codes = present if whole is None else tuple(a for a in present if a != whole)
        if not codes:
            raise StatisticsError(
                f"there are rows for the whole, '{whole}', only",
                where=check.where,
                expected="rows for its areas",
                remedy="if it is an area of its own, say that none is the whole: whole=''",
            )
        refuse_mixed_vintages(present, where=check.where)
        return area, codes, whole
    city = whole or division.whole.code
    if city in division.codes:
        raise StatisticsError(
            f"the whole's code '{city}' is an area's in {division.label}",
            where=check.where,
            expected=f"the code of the rows about all areas together, such as '{division.whole.code}'",
            remedy="name them: whole='…'; or leave it out, and the division says",
        )
    known = (*division.codes, city)
    of_division = {*known}
    # The whole is often named by a word, or by its name, where areas have codes.
    other = {a for a in present if a not in of_division and (is_whole(a) or a == division.whole.name)}
    if len(other) == 1 and city not in present:
        area = area.rename_categories({next(iter(other)): city})
    unknown = ~area.isin(known)
    if unknown.any():
        check.refuse(
            unknown,
            f"the area '{{area}}' is unknown in {division.label}{did_you_mean(str(area[unknown][0]), known)}",
            expected=f"one of {listing(known, 20)}",
            remedy="correct the code, or give the division that the figures are for",
        )
    return area, division.codes, city if (area == city).any() else None


def _whole(check: Checker, present: tuple[str, ...], whole: str | None) -> str | None:
    """Return the code of the whole where no division tells; an empty text says that there is none."""
    if whole:
        if whole not in present:
            raise StatisticsError(
                f"there is no row for the whole city '{whole}'",
                where=check.where,
                expected=f"one of {listing(present, 5)}",
                remedy="name the code of that row, or none: the whole is then made of the areas' counts",
            )
    elif whole is not None:
        return None
    worded = with_words(present)
    average = next((code for code in worded if code != whole and is_average(code)), None)
    if average is not None:
        raise StatisticsError(
            f"the row '{average}' is an average of the areas, no area",
            where=check.where,
            expected="areas, and one row for all of them together",
            remedy=f"leave it out; if it is the whole city's own figure, say so: whole='{average}'",
        )
    wholes = {*filter(is_whole, worded), *higher_levels(present)}
    found = [code for code in present if code != whole and code in wholes] if wholes else []
    if not found or (len(found) == 1 and not whole):
        return whole or next(iter(found), None)
    told = [whole, *found] if whole else found
    raise StatisticsError(
        f"the rows {listing(told)} are all about a whole: they hold the areas once more",
        where=check.where,
        expected="areas, and one row for all of them together",
        remedy=f"leave out {listing(found if whole else found[1:])}"
        + ("" if whole else ", and name the whole: whole='…'"),
    )


def summed_areas(
    check: Checker, codes: tuple[str, ...], city: str | None, counts: NDArray[np.float64], name: str
) -> str | None:
    """Return the whole's code where its figures tell it; refuse a row that holds other areas.

    Parameters
    ----------
    codes, city
        The areas and the whole, as named.
    counts : ndarray, shape (n_blocks, n_areas)
        NaN where a figure is no count, or not known.
    name : str
        Whose figures these are.

    Raises
    ------
    StatisticsError
        An area whose every count is the sum of other areas'.
    """
    sums = sums_of_others(codes, counts, likely=(code for code in codes if may_be_whole(code, name)))
    if not sums:
        return city
    largest = max(sums, key=lambda code: len(sums[code]))
    others = {code for code in codes if code != largest}
    if city is None and len(sums) == 1 and may_be_whole(largest, name) and set(sums[largest]) == others:
        return largest
    raise StatisticsError(
        f"every count of the area '{largest}' is the sum of {listing(sums[largest], 6)}",
        where=check.where,
        expected="areas that share nobody, and one row for all of them together",
        remedy=f"say that it is the whole, whole='{largest}', or leave it out; if it is an area all the "
        "same, give the division, or say that no row is the whole: whole=''",
    )


def refuse_small_whole(
    check: Checker, area: Labels, city: str, block: NDArray[np.intp], count: NDArray[np.float64]
) -> None:
    """Refuse a whole that counts far fewer than one of its areas, in whatever is counted: it is one of them.

    Areas may overlap, so their sum tells nothing.

    Parameters
    ----------
    area, block, count : ndarray, shape (n_rows,)
        Each row's area, which block it is of, and its count (NaN where it is none, or not known).

    Raises
    ------
    StatisticsError
    """
    of_city, known = area == city, ~np.isnan(count)
    whole, largest = (np.full(int(block.max(initial=-1)) + 1, -1.0) for _ in range(2))
    for most, rows in ((whole, of_city & known), (largest, ~of_city & known)):
        np.maximum.at(most, block[rows], count[rows])
    told = (whole >= 0) & (largest > 0)
    # Each count may have been rounded by itself.
    short = told & (largest - whole > np.maximum(_ROUNDING, _FAR * largest))
    if told.any() and (short == told).all():
        k = int(np.flatnonzero(short)[0])
        raise StatisticsError(
            f"'{city}' is taken to be the whole, but it counts {figure(whole[k])} where one area counts "
            f"{figure(largest[k])}",
            where=check.where,
            expected="the code of the rows about all areas together",
            remedy="name them: whole='…'; whole='' says that there are none",
        )
