"""From a table that somebody made to statistics that can be trusted: every check, and its error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from omradesindex.ages import is_backwards
from omradesindex.catalogue import indicators, variables
from omradesindex.errors import StatisticsError, did_you_mean, listing, units_said
from omradesindex.methods.equal import above
from omradesindex.periods import Calendar
from omradesindex.plaintext import plain
from omradesindex.statistics.areas import named_areas, refuse_small_whole, summed_areas
from omradesindex.statistics.block import NUMBERS, BlockId
from omradesindex.statistics.categories import CLOSED, alike, canonical, known_spellings, spelled_twice
from omradesindex.statistics.checker import Checker, Labels, as_frame, labels, positions, texts_of
from omradesindex.statistics.origins import ReadFrom
from omradesindex.statistics.perturbed import ASSUMED_NOISE, BASES, allowance, noise_note, tells_noise
from omradesindex.statistics.placed import Placed, together
from omradesindex.statistics.priced import basis_of
from omradesindex.statistics.prices import refuse_other_things, refuse_two_bases
from omradesindex.statistics.rounded import read_marks, rounding_notes
from omradesindex.statistics.survey import SURVEY, survey_errors
from omradesindex.statistics.table import Statistics
from omradesindex.statistics.uniform import constant
from omradesindex.statistics.vocabulary import BREAKDOWNS, DEFINITION, KINDS, QUALITIES, STATUSES, TOTAL
from omradesindex.statistics.whole import whole_from_areas
from omradesindex.totals import sums_of_others
from omradesindex.units import Units

if TYPE_CHECKING:
    from omradesindex.geography import Division

_REQUIRED = ("area", "variable", "period", "value")
_WORDS = {"kind": KINDS, "quality": QUALITIES, "status": STATUSES}
_OPTIONAL = (*NUMBERS, *_WORDS, "source", "series", "prices", "noise_basis", "rounding", *SURVEY)

#: How a table with a column for each variable is made long.
_MELT = 'frame.melt(["area", "period"], var_name="variable")'

#: A published share or mean is rounded: how far it may lie from numerator / denominator.
_ROUNDING = 0.006


def _columns(frame: pd.DataFrame, declared: tuple[str, ...], where: str) -> tuple[str, ...]:
    """Return the breakdown columns of the table, refusing unknown, missing and repeated columns."""
    names = [str(c) for c in frame.columns]
    repeated = [c for c in dict.fromkeys(names) if names.count(c) > 1]
    if repeated:
        raise StatisticsError(f"the column {listing(repeated)} stands there twice", where=where)
    missing = [c for c in _REQUIRED if c not in names]
    if missing:
        raise StatisticsError(
            f"the column {listing(missing)} is missing",
            where=where,
            expected=f"the columns {listing(_REQUIRED)}",
            remedy=f"rename the table's columns (it has {listing(names, 20)})"
            + (
                f"; if it has a column for each variable: {_MELT}"
                if {"variable", "value"} <= {*missing}
                else ""
            ),
        )
    absent = [c for c in declared if c not in names]
    if absent:
        raise StatisticsError(
            f"the breakdown column {listing(absent)} is declared but not there"
            + did_you_mean(absent[0], names),
            where=where,
        )
    by = dict.fromkeys((*BREAKDOWNS, *declared))
    known = (*_REQUIRED, *_OPTIONAL, *by, *(c + DEFINITION for c in by if c in names))
    for name in names:
        if name not in known and name.removesuffix(DEFINITION) in by:
            column = name.removesuffix(DEFINITION)
            raise StatisticsError(
                f"the column '{name}' says what '{column}' means, but there is no column '{column}'",
                where=where,
                remedy=f"remove '{name}', or keep the column that it is about",
            )
        if name not in known:
            raise StatisticsError(
                f"the column '{name}' is unknown{did_you_mean(name, known)}",
                where=where,
                remedy=f'if it breaks the figures down, declare it: breakdowns=["{name}"]; else remove it',
            )
    return tuple(c for c in names if c in BREAKDOWNS or c in declared)


def _default_kinds(variable: Labels, kind: Labels) -> Labels:
    """Fill blank kinds from the catalogue."""
    blank = kind == ""
    if not blank.any():
        return kind
    known = {name: v.kind for name, v in variables().items()}
    for name, indicator in indicators().items():
        formula = indicator.formula
        percent = formula.kind == "share" and formula.per == 100
        known.setdefault(name, "share" if percent else "mean" if formula.kind == "mean" else "index")
    own = [known.get(name, "") for name in variable.categories]
    texts = [*kind.categories, *own]
    # As the whole numbers of codes, which may be narrow, do not hold both kinds' together.
    return labels(texts, np.where(blank, np.intp(len(kind.categories)) + variable.codes, kind.codes))


def _check_numbers(check: Checker, n: dict[str, NDArray[np.float64]], kind: Labels) -> None:
    """Refuse figures that cannot be: negative counts, shares outside 0–100, impossible fractions."""
    value, numerator, denominator = n["value"], n["numerator"], n["denominator"]
    share, mean, count = kind == "share", kind == "mean", kind == "count"
    check.refuse(
        count & (value < 0),
        "the count is negative ({value})",
        expected="zero or more",
        remedy="correct it; a mark for a missing figure belongs in 'status'",
    )
    check.refuse(
        share & ((value < 0) | (value > 100)),
        "the share {value} lies outside 0–100",
        expected="a percentage",
        remedy="a share between 0 and 1 must be multiplied by 100; a quotient above 100 is no share",
    )
    check.refuse(denominator < 0, "the denominator is negative ({denominator})", expected="zero or more")
    check.refuse(share & (numerator < 0), "the numerator is negative ({numerator})", expected="zero or more")
    check.refuse(
        share & (numerator > denominator),
        "the numerator {numerator} is larger than the denominator {denominator}",
        expected="a part that is not larger than its whole",
        remedy="check that both come from the same population and period, and have not changed places",
    )
    check.refuse(
        (share | mean) & (denominator == 0) & ~np.isnan(value),
        "the denominator is 0, so there can be no value",
        remedy="leave the value empty with status 'missing'",
    )
    apart = (share | mean) & ~np.isnan(numerator) & ~np.isnan(denominator)
    rows = np.flatnonzero(apart)
    with np.errstate(invalid="ignore", divide="ignore"):
        quotient = np.where(share[rows], 100.0, 1.0) * numerator[rows] / denominator[rows]
        apart[rows] = np.abs(quotient - value[rows]) > np.maximum(
            _ROUNDING * np.abs(quotient), np.where(share[rows], 0.51, 0.0)
        )
    check.refuse(
        apart,
        "the value {value} does not agree with numerator {numerator} / denominator {denominator}",
        remedy="correct the row; a share is given in per cent",
    )
    for column in ("doubtful", "coverage"):
        check.refuse(
            (n[column] < 0) | (n[column] > 1),
            f"'{column}' lies outside 0–1 ({{{column}}})",
            expected="a share 0–1",
        )


def statistics_from_frame(
    frame: pd.DataFrame,
    *,
    name: str,
    division: Division | None,
    whole: str | None,
    breakdowns: tuple[str, ...],
    notes: tuple[str, ...],
    definitions: Mapping[str, str],
    noise: float | bool,
    where: str,
    first_row: int | None,
    units: str | Units | None = None,
    places: Sequence[str] | None = None,
) -> Statistics:
    """See :meth:`Statistics.from_frame`; ``places`` say where each row stood, for errors."""
    frame = as_frame(frame, where, (*_REQUIRED, *_OPTIONAL, *BREAKDOWNS, *breakdowns))
    breakdowns, whole = tuple(map(plain, breakdowns)), plain(whole) if whole else whole
    by = _columns(frame, breakdowns, where)
    if frame.empty:
        raise StatisticsError("the table has no rows", where=where)
    check = Checker(frame, where, first_row, places)
    check.seen([("the name", name), *(("a note", note) for note in notes), *definitions.items()])
    area, variable, period = check.text("area"), check.text("variable"), check.periods()
    groups = [_group(check, column, breakdowns) for column in by]
    meanings = _definitions(check, by, groups, definitions)
    area, areas, city = named_areas(check, area, division, whole)

    kind = _default_kinds(variable, check.words("kind", KINDS, ""))
    quality = check.words("quality", QUALITIES, "unstated")
    n = {column: check.numbers(column) for column in NUMBERS}
    given = ~np.isnan(n["value"])
    status = check.words("status", STATUSES, "")
    unsaid = np.where(given, np.int8(STATUSES.index("observed")), np.int8(STATUSES.index("missing")))
    status = labels((*STATUSES, ""), np.where(status == "", unsaid, positions(status, STATUSES)))
    check.refuse(
        (status == "observed") & ~given,
        "there is no value, although the status is 'observed'",
        remedy="give the value, or say why it is not there: missing, suppressed, not_collected",
    )
    check.refuse(
        (status != "observed") & given, "there is a value ({value}), although the status is '{status}'"
    )
    basis = check.words("noise_basis", BASES, "source")
    n["noise"], notes = _noise(check, n["noise"], basis, noise, n["value"], kind, period, notes)
    notes = _bounded(n, kind == "share", period, notes)
    _check_numbers(check, n, kind)
    rounded = read_marks(check, n, kind)
    notes = rounding_notes(rounded[given & ((kind == "count") | (kind == "share"))], notes)
    n["standard_error"] = survey_errors(check, n["value"], kind, n["standard_error"])
    n["doubtful"] = _or_else(n["doubtful"], constant(0.0, len(frame)))
    n["coverage"] = _or_else(n["coverage"], constant(1.0, len(frame)) if given.all() else given.astype(float))
    named = () if "source" not in frame else (str(v) for v in check.distinct("source")[1] if v is not None)
    source = check.words("source", (*named,), "")

    series = _told(check, "series", variable, period)
    prices = _prices(check, variable, period, series)
    # Blocks in the order of their first rows.
    rows, heads = together([variable, period, *groups])
    blocks = [BlockId(variable[r], period[r], tuple(group[r] for group in groups)) for r in heads.tolist()]
    counts = np.where(kind == "count", n["value"], np.nan)
    if city is not None:
        refuse_small_whole(check, area, city, rows, counts)
    all_areas = (*areas, city) if city is not None else areas
    placed = Placed(rows, positions(area, all_areas), (len(blocks), len(all_areas)))
    if division is None and whole != "":
        of_areas = placed.spread(counts, np.nan)[:, : len(areas)]
        if (summed := summed_areas(check, areas, city, of_areas, name)) != city:
            city, areas = summed, tuple(code for code in areas if code != summed)
            all_areas = (*areas, *([city] if city is not None else []))
            placed = Placed(rows, positions(area, all_areas), placed.shape)
    repeated = placed.repeated
    check.refuse(
        repeated,
        "this area, variable, period and group was already given further up"
        + _spellings(frame, by, repeated),
        remedy="keep one of the rows",
    )
    _refuse_gaps(placed.filled[:, : len(areas)], blocks, areas, by, where)

    kinds = kind.codes[heads]
    check.refuse(kinds[rows] != kind.codes, "the kind '{kind}' differs from that of the rows further up")

    block_kinds = kind.categories[kinds].tolist()
    for place, column in enumerate(by):
        _refuse_summed(check, column, place, blocks, rows, placed.at % len(all_areas), counts)

    def coded(column: Labels, names: tuple[str, ...], kind: type) -> NDArray[np.signedinteger[Any]]:
        return positions(column, names).astype(kind)

    numbers = {
        c: placed.spread(n[c], 0.0 if c in ("doubtful", "coverage", "noise") else np.nan) for c in NUMBERS
    }
    rounding = rounded.spread(placed)
    statuses = placed.spread(coded(status, STATUSES, np.int8), STATUSES.index("missing"))
    qualities = placed.spread(coded(quality, QUALITIES, np.int8), 0)
    if city is not None and not placed.filled[:, -1].all():
        # Where the table has rows for the city, but not for this variable, the areas' counts make it.
        numbers = {column: array.copy() for column, array in numbers.items()}
        lacks = ~placed.filled[:, -1]
        own = np.array(block_kinds, dtype=object)[lacks]
        made, made_status = whole_from_areas(
            own, {c: numbers[c][lacks, :-1] for c in NUMBERS}, statuses[lacks, :-1]
        )
        for column in NUMBERS:
            numbers[column][lacks, -1] = made[column]
        rounding = rounding.with_last(lacks, statuses)
        statuses[lacks, -1] = made_status
        qualities[lacks, -1] = qualities[lacks, :-1].max(axis=1, initial=0)

    at = placed.spread(np.arange(len(frame), dtype=np.int32), -1)
    sources = texts_of(source)
    statistics = Statistics(
        name=name,
        areas=areas,
        whole=city,
        breakdowns=by,
        blocks=blocks,
        kinds=block_kinds,
        numbers=numbers,
        quality=qualities,
        status=statuses,
        source=placed.spread(coded(source, sources, np.int16), 0),
        sources=sources,
        division=division,
        notes=notes,
        definitions=meanings,
        series=series,
        prices=prices,
        units=units_said(units, where=where, error=StatisticsError),
        rounding=rounding,
    )
    statistics.origin = ReadFrom(
        at, {block: row for row, block in enumerate(blocks)}, all_areas, where, first_row
    )
    return statistics


def _or_else(numbers: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return numbers, and others where there are none."""
    lacking = np.isnan(numbers)
    return other if lacking.all() else np.where(lacking, other, numbers)


#: What a column says of a variable and period, and what to do where it says two things.
_TOLD = {
    "series": ("series", "what two sources or definitions say of one period are two variables"),
    "prices": ("price basis", "give one of them, or turn it into the other's (statistics.in_prices_of)"),
}


def _told(check: Checker, column: str, variable: Labels, period: Labels) -> dict[tuple[str, str], str]:
    """Return what a column says of each variable's figures of a period, where it says anything."""
    if column not in check.frame:
        return {}
    codes, cells = check.distinct(column)
    what, remedy = _TOLD[column]
    strange = np.array([not (cell is None or isinstance(cell, str)) for cell in cells], dtype=bool)
    check.refuse(strange[codes], f"the {what} '{{{column}}}' is not text")
    names = labels([plain(cell or "") for cell in cells], codes)
    at, first = together([variable, period])
    other = names.codes[first][at] != names.codes
    check.refuse(
        other & (names == ""),
        f"the {what} is not given, while other rows of the variable and period have one",
        expected=f"one {what} for a variable and period",
        remedy=remedy,
    )
    check.refuse(
        other,
        f"the {what} '{{{column}}}' differs from that of the variable's other rows of the period",
        expected=f"one {what} for a variable and period",
        remedy=remedy,
    )
    return {(variable[row], period[row]): names[row] for row in first.tolist() if names[row]}


def _prices(
    check: Checker,
    variable: Labels,
    period: Labels,
    series: Mapping[tuple[str, str], str],
) -> dict[tuple[str, str], str]:
    """Return in which prices each variable's amounts of a period are, where that is stated."""
    if "prices" not in check.frame:
        return {}
    given = check.frame["prices"]
    if pd.api.types.is_numeric_dtype(given):  # a column of years
        years = given.map(lambda year: "" if pd.isna(year) else f"{year:g}").astype(object)
        check.frame = check.frame.assign(prices=years)
    told = _told(check, "prices", variable, period)
    prices = {at: basis_of(text, f"{check.where}, variable '{at[0]}'") for at, text in told.items()}
    refuse_other_things(prices, where=check.where)
    refuse_two_bases(prices, series, where=check.where)
    return prices


def _noise(
    check: Checker,
    by_row: NDArray[np.float64],
    basis: Labels,
    declared: float | bool,
    value: NDArray[np.float64],
    kind: Labels,
    period: Labels,
    notes: tuple[str, ...],
) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    """Return each row's noise, and the table's notes with what a reader must be told of it."""
    told = isinstance(declared, (int, float)) and np.isfinite(declared) and declared >= 0
    if not told:
        raise StatisticsError(
            f"the noise is {declared!r}",
            where=check.where,
            expected="a standard deviation, 0 or more; or True, where the source does not state it",
        )
    if not declared and "noise" not in check.frame:
        return constant(0.0, len(value)), notes
    check.refuse(by_row < 0, "the noise is negative ({noise})", expected="a standard deviation, 0 or more")
    size = ASSUMED_NOISE if declared is True else float(declared)
    counted = (kind == "count") | (kind == "share")
    # Zeros are left as they are; of what is withheld nothing is told, not even that it is no zero.
    noise = np.where(counted & (np.nan_to_num(value) != 0), np.where(np.isnan(by_row), size, by_row), 0.0)
    if noise.any() and not tells_noise(notes):
        assumed = (basis == "assumed") | (np.isnan(by_row) & (declared is True))
        without = counted & (noise == 0) & (np.nan_to_num(value) != 0)
        when = Calendar(texts_of(period[noise > 0])).span() if without.any() else ""
        told_of = noise_note(noise, assumed=bool((assumed & (noise > 0)).any()), periods=when)
        notes = (*notes, told_of)
    return noise, notes


def _bounded(
    n: dict[str, NDArray[np.float64]],
    share: NDArray[np.bool_],
    period: Labels,
    notes: tuple[str, ...],
) -> tuple[str, ...]:
    """Make a share that noise took above its whole 100 %, in place; the notes with a word of it."""
    if np.isnan(n["denominator"]).all():
        return notes
    with np.errstate(invalid="ignore"):
        top = np.where(np.isnan(n["numerator"]), n["value"] * n["denominator"] / 100, n["numerator"])
        over = share & above(top, n["denominator"]) & (n["denominator"] > 0)
    for when in texts_of(period[over]):
        most = allowance(2 * n["noise"] ** 2, 2, when)
        over &= (period != when) | (top - n["denominator"] <= most)
    if not over.any():
        return notes
    n["value"] = np.where(over, 100.0, n["value"])
    n["numerator"] = np.where(over & ~np.isnan(n["numerator"]), n["denominator"], n["numerator"])
    return (
        *notes,
        f"Andelar som slumpmässigt brus gjort större än 100 % är satta till 100 % ({over.sum()}).",
    )


def _group(check: Checker, column: str, declared: tuple[str, ...]) -> Labels:
    """Return a breakdown column as text, blanks meaning ``total`` and known spellings their category."""
    codes, cells = check.distinct(column)
    check.refuse(
        np.array([not (cell is None or isinstance(cell, str)) for cell in cells], dtype=bool)[codes],
        f"the category '{{{column}}}' in '{column}' is not text",
    )
    values = [(plain(cell) if cell else "") or TOTAL for cell in cells]
    read = [canonical(column, value) for value in values]
    if column in CLOSED and column not in declared:
        unknown = np.array([category is None for category in read], dtype=bool)
        check.refuse(
            unknown[codes],
            f"the category '{{{column}}}' in '{column}' is unknown",
            expected=known_spellings(column),
            remedy=f"correct the category, or declare that the column has categories of its own: "
            f'breakdowns=["{column}"]',
        )
    names = [category or value for category, value in zip(read, values, strict=True)]
    if column == "age":
        # A slip in either age would read the same: which is meant, only the table's maker knows.
        check.refuse(
            np.array([is_backwards(name) for name in names], dtype=bool)[codes],
            f"the age group '{{{column}}}' ends before it begins",
            expected="the lowest age first, such as '18-24'",
            remedy="correct the age group",
        )
    twins = alike(column, names)
    if twins is not None:
        one, other = (name.replace("{", "").replace("}", "") for name in twins)
        check.refuse(
            np.array([name == twins[1] for name in names], dtype=bool)[codes],
            f"the categories '{one}' and '{other}' in '{column}' look like one and the same",
            expected="one spelling of each category",
            remedy="write it the same way in every row, or tell two categories apart by their names",
        )
    return labels(names, codes)


def _refuse_summed(
    check: Checker,
    column: str,
    place: int,
    blocks: list[BlockId],
    block: NDArray[np.intp],
    area: NDArray[np.intp],
    count: NDArray[np.float64],
) -> None:
    """Refuse a category whose every count is the sum of the others': a total that nobody called one."""
    of = np.array([b.group[place] for b in blocks], dtype=object)
    categories = [c for c in dict.fromkeys(of) if c != TOTAL]
    if len(categories) < 3:
        return
    # A count of each category, of one variable, period, area and group of the other columns.
    beside = [(b.variable, b.period, (*b.group[:place], *b.group[place + 1 :])) for b in blocks]
    row = pd.MultiIndex.from_arrays([pd.factorize(pd.Index(beside, tupleize_cols=False))[0][block], area])
    rows, distinct = row.factorize()
    counts = np.full((len(distinct), len(categories)), np.nan)
    at = pd.Index(categories, dtype=object).get_indexer(pd.Index(of[block], dtype=object))
    counts[rows[at >= 0], at[at >= 0]] = count[at >= 0]
    for category, parts in sums_of_others(categories, counts).items():
        raise StatisticsError(
            f"every count of the category '{category}' in '{column}' is the sum of {listing(parts, 6)}",
            where=check.where,
            expected="categories that share nobody, and 'total' for all of them together",
            remedy=f"write '{TOTAL}' instead of '{category}', or leave its rows out",
        )


def _definitions(
    check: Checker, by: tuple[str, ...], groups: list[Labels], given: Mapping[str, str]
) -> dict[str, str]:
    """Return what each breakdown column's categories mean; figures of two meanings are not one table."""
    remedy = "make one table of each: figures of different definitions cannot be compared"
    for column in given:
        if column not in by:
            raise StatisticsError(
                f"a definition is given of '{column}', which is no breakdown column"
                + did_you_mean(column, by),
                where=check.where,
                expected=f"one of {listing(by)}" if by else "a table with breakdown columns",
                remedy="correct the name",
            )
    found = {column: " ".join(text.split()) for column, text in given.items()}
    for column, group in zip(by, groups, strict=True):
        if column + DEFINITION not in check.frame:
            continue
        codes, cells = check.distinct(column + DEFINITION)
        # What is said of everybody's rows says nothing of a category.
        those = [cells[code] for code in pd.unique(codes[group != TOTAL])]
        texts = ["" if cell is None else " ".join(str(cell).split()) for cell in those]
        said = [*dict.fromkeys([*([found[column]] if column in found else []), *texts])]
        if len(said) > 1:
            named = [text or "no definition" for text in said]
            raise StatisticsError(
                f"'{column}' is defined in more than one way: {listing(named, 3)}",
                where=check.where,
                expected="one definition for all of the table's categories",
                remedy=remedy,
            )
        if said and said[0]:
            found[column] = said[0]
    return found


def _spellings(frame: pd.DataFrame, by: tuple[str, ...], repeated: NDArray[np.bool_]) -> str:
    """Say which categories are spelled in two ways, where that may be why rows are repeated."""
    if not repeated.any():
        return ""
    told = [spelled_twice(column, frame[column].dropna().astype(str).str.strip().unique()) for column in by]
    found = "; ".join(text for text in told if text).replace("{", "").replace("}", "")
    return f" ({found})" if found else ""


def _refuse_gaps(
    filled: NDArray[np.bool_],
    blocks: list[BlockId],
    areas: tuple[str, ...],
    by: tuple[str, ...],
    where: str,
) -> None:
    """Refuse a variable that some areas have no row for: a gap must be said, not left."""
    if filled.all():
        return
    gaps = np.argwhere(~filled)
    row = int(gaps[0, 0])
    block = blocks[row]
    absent = [areas[c] for r, c in gaps if r == row]
    group = "".join(f", {column} '{category}'" for column, category in zip(by, block.group, strict=True))
    raise StatisticsError(
        f"no row for area {listing(absent)}",
        where=f"{where}, variable '{block.variable}', period '{block.period}'{group}",
        expected=f"one row for each of the {len(areas)} areas",
        remedy="add the row; where the figure does not exist, leave the value empty and say why in 'status'",
    )
