"""From a table that somebody made to statistics that can be trusted: every check, and its error."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from omradesindex.catalogue import indicators, variables
from omradesindex.errors import StatisticsError, did_you_mean, listing
from omradesindex.periods import Calendar
from omradesindex.statistics.categories import CLOSED, alike, canonical, known_spellings, spelled_twice
from omradesindex.statistics.survey import SURVEY, survey_errors
from omradesindex.statistics.table import NUMBERS, BlockId, Statistics
from omradesindex.statistics.vintages import refuse_mixed_vintages
from omradesindex.statistics.vocabulary import BREAKDOWNS, DEFINITION, KINDS, QUALITIES, STATUSES, TOTAL
from omradesindex.statistics.whole import whole_from_areas

if TYPE_CHECKING:
    from omradesindex.geography import Division

_REQUIRED = ("area", "variable", "period", "value")
_WORDS = {"kind": KINDS, "quality": QUALITIES, "status": STATUSES}
_OPTIONAL = (*NUMBERS, *_WORDS, "source", *SURVEY)

#: A published share or mean is rounded: how far it may lie from numerator / denominator.
_ROUNDING = 0.006


class _Checker:
    """The table under check, and the way to point at one of its cells."""

    def __init__(self, frame: pd.DataFrame, where: str, first_row: int | None) -> None:
        self.frame = frame
        self.where = where
        self.first_row = first_row

    def refuse(
        self,
        bad: NDArray[np.bool_] | pd.Series,
        what: str,
        *,
        expected: str | None = None,
        remedy: str | None = None,
    ) -> None:
        """Raise about the first row where ``bad`` is true; ``{column}`` in ``what`` is filled from it."""
        rows = np.flatnonzero(np.asarray(bad))
        if not rows.size:
            return
        row = int(rows[0])
        record = self.frame.iloc[row].to_dict()
        place = [self.where]
        place.append(f"row {row + self.first_row}" if self.first_row is not None else f"row {row} (from 0)")
        place += [
            f"{column} '{record[column]}'"
            for column in ("area", "variable", "period")
            if isinstance(record.get(column), str) and f"{{{column}}}" not in what
        ]
        more = f" (and {rows.size - 1} more rows)" if rows.size > 1 else ""
        shown = {str(key): value for key, value in record.items()}
        raise StatisticsError(
            what.format(**shown) + more, where=", ".join(place), expected=expected, remedy=remedy
        )

    # -- text ---------------------------------------------------------------------------------------

    def text(self, column: str, series: pd.Series[Any] | None = None) -> NDArray[np.object_]:
        """Return a column of codes or names as text, refusing numbers and blanks."""
        series = self.frame[column] if series is None else series
        if pd.api.types.is_numeric_dtype(series) and len(series) and not series.isna().all():
            example = series.dropna().iloc[0]
            raise StatisticsError(
                f"the column '{column}' holds numbers (such as {example}), but codes are text",
                where=self.where,
                remedy=f'read the file with dtype={{"{column}": str}}, so that leading zeros survive',
            )
        # Every distinct value is looked at once: tables have many rows and few codes.
        codes, values = pd.factorize(series.astype(object), use_na_sentinel=False)
        good = np.array([isinstance(v, str) and bool(v.strip()) for v in values], dtype=bool)
        self.refuse(~good[codes], f"'{column}' is empty or not text", expected="a code or name as text")
        return np.array([v.strip() for v in values], dtype=object)[codes]

    def periods(self) -> NDArray[np.object_]:
        """Return periods as text, one label for each: 2023M9 and 2023M09 are one, as first written.

        Years may be numbers, and days dates.
        """
        series = self.frame["period"]
        if isinstance(series.dtype, pd.PeriodDtype) or pd.api.types.is_datetime64_any_dtype(series):
            series = series.astype(str).where(series.notna(), "")
        elif pd.api.types.is_numeric_dtype(series) and not pd.api.types.is_bool_dtype(series):
            years = series.astype(float)
            self.refuse(
                ~(years % 1 == 0).to_numpy(dtype=bool), "the period '{period}' is no year", expected="a year"
            )
            series = years.astype(int).astype(str)
        labels = self.text("period", series)
        codes, values = pd.factorize(labels)
        first = Calendar(values).spellings()
        return np.array([first[value] for value in values], dtype=object)[codes]

    def words(self, column: str, allowed: tuple[str, ...], default: str) -> NDArray[np.object_]:
        """Return a column of a fixed vocabulary; blanks become ``default``."""
        if column not in self.frame:
            return np.full(len(self.frame), default, dtype=object)
        series = self.frame[column]
        values = series.astype(object).where(series.notna(), default).replace("", default)
        result = values.to_numpy(dtype=object)
        known = np.isin(result.astype(str), (*allowed, default))
        if not known.all():
            wrong = str(result[~known][0])
            hint = did_you_mean(wrong, allowed).replace("{", "").replace("}", "")
            self.refuse(
                ~known,
                f"the {column} '{{{column}}}' is unknown{hint}",
                expected=f"one of {listing(w for w in allowed if w)}",
                remedy="correct the word, or leave the cell empty",
            )
        return result

    # -- numbers ------------------------------------------------------------------------------------

    def numbers(self, column: str) -> NDArray[np.float64]:
        """Return a column as floats with NaN for blanks, refusing text, truth values and infinity."""
        if column not in self.frame:
            return np.full(len(self.frame), np.nan)
        series = self.frame[column]
        if pd.api.types.is_bool_dtype(series):
            raise StatisticsError(f"'{column}' holds true/false, not numbers", where=self.where)
        if pd.api.types.is_numeric_dtype(series):
            result = series.to_numpy(dtype=float, na_value=np.nan)
        else:
            blank = series.isna() | series.map(lambda v: isinstance(v, str) and not v.strip())
            filled = series.astype(object).where(~blank, None)
            self.refuse(
                filled.map(lambda v: isinstance(v, bool)), f"'{column}' holds true/false, not a number"
            )
            converted = pd.to_numeric(filled, errors="coerce")
            self.refuse(
                (converted.isna() & ~blank).to_numpy(dtype=bool),
                f"'{column}' is '{{{column}}}', which is not a number",
                expected="digits with a decimal point, or an empty cell",
                remedy="for a figure that is not there leave the cell empty and say why in 'status'",
            )
            # Python reads a decimal to the last digit; pandas' quicker way does not in every release.
            result = np.array([np.nan if v is None else float(v) for v in filled], dtype=float)
        self.refuse(
            np.isinf(result),
            f"'{column}' is infinite",
            expected="a finite number",
            remedy="leave the cell empty and say why in 'status'; often something was divided by zero",
        )
        return result


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
            remedy=f"rename the table's columns (it has {listing(names, 20)})",
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


def _check_areas(
    check: _Checker, area: NDArray[np.object_], division: Division | None, whole: str | None
) -> tuple[tuple[str, ...], str | None]:
    """Return the areas' codes in order, and the whole city's code where it has rows."""
    present = tuple(dict.fromkeys(area))
    decimal = np.array([re.fullmatch(r"\d+\.0+", code) is not None for code in present], dtype=bool)
    if decimal.any():
        check.refuse(
            np.isin(area.astype(str), np.array(present)[decimal].astype(str)),
            "the code '{area}' has been a number on its way here",
            expected="codes as text, with the zeros that they begin with",
            remedy="make the column text where the file is written, so that 1 does not become 1.0",
        )
    if division is None:
        if whole is not None and whole not in present:
            raise StatisticsError(f"there is no row for the whole city '{whole}'", where=check.where)
        refuse_mixed_vintages(present, where=check.where)
        return tuple(a for a in present if a != whole), whole
    city = whole or division.whole.code
    known = (*division.codes, city)
    unknown = ~np.isin(area.astype(str), known)
    if unknown.any():
        check.refuse(
            unknown,
            f"the area '{{area}}' is unknown in {division.label}{did_you_mean(area[unknown][0], known)}",
            expected=f"one of {listing(known, 20)}",
            remedy="correct the code, or give the division that the figures are for",
        )
    return division.codes, city if city in present else None


def _default_kinds(variable: NDArray[np.object_], kind: NDArray[np.object_]) -> NDArray[np.object_]:
    """Fill blank kinds from the catalogue."""
    known = {name: v.kind for name, v in variables().items()}
    for name, indicator in indicators().items():
        formula = indicator.formula
        percent = formula.kind == "share" and formula.per == 100
        known.setdefault(name, "share" if percent else "mean" if formula.kind == "mean" else "index")
    codes, names = pd.factorize(variable)
    default = np.array([known.get(name, "") for name in names], dtype=object)[codes]
    return np.where(kind == "", default, kind)


def _check_numbers(check: _Checker, n: dict[str, NDArray[np.float64]], kind: NDArray[np.object_]) -> None:
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
    with np.errstate(invalid="ignore", divide="ignore"):
        quotient = np.where(share, 100.0, 1.0) * numerator / denominator
        apart = np.abs(quotient - value) > np.maximum(
            _ROUNDING * np.abs(quotient), np.where(share, 0.51, 0.0)
        )
    check.refuse(
        (share | mean) & apart,
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
    where: str,
    first_row: int | None,
) -> Statistics:
    """See :meth:`Statistics.from_frame`."""
    by = _columns(frame, breakdowns, where)
    if frame.empty:
        raise StatisticsError("the table has no rows", where=where)
    check = _Checker(frame, where, first_row)
    area, variable, period = check.text("area"), check.text("variable"), check.periods()
    groups = [_group(check, column, breakdowns) for column in by]
    meanings = _definitions(check, by, groups, definitions)
    areas, city = _check_areas(check, area, division, whole)

    kind = _default_kinds(variable, check.words("kind", KINDS, ""))
    quality = check.words("quality", QUALITIES, "unstated")
    n = {column: check.numbers(column) for column in NUMBERS}
    given = ~np.isnan(n["value"])
    status = check.words("status", STATUSES, "")
    status = np.where(status == "", np.where(given, "observed", "missing"), status)
    check.refuse(
        (status == "observed") & ~given,
        "there is no value, although the status is 'observed'",
        remedy="give the value, or say why it is not there: missing, suppressed, not_collected",
    )
    check.refuse(
        (status != "observed") & given, "there is a value ({value}), although the status is '{status}'"
    )
    _check_numbers(check, n, kind)
    n["standard_error"] = survey_errors(check, n["value"], kind, n["standard_error"])
    n["doubtful"] = np.nan_to_num(n["doubtful"], nan=0.0)
    n["coverage"] = np.where(np.isnan(n["coverage"]), given.astype(float), n["coverage"])
    source = (
        check.words("source", tuple(frame["source"].dropna().astype(str).unique()), "")
        if "source" in frame
        else np.full(len(frame), "", dtype=object)
    )

    # Blocks in the order of their first rows.
    rows, keys = pd.MultiIndex.from_arrays([variable, period, *groups]).factorize()
    blocks = [BlockId(key[0], key[1], tuple(key[2:])) for key in keys]
    all_areas = (*areas, city) if city is not None else areas
    columns = pd.Index(list(all_areas), dtype=object).get_indexer(pd.Index(area))

    flat = rows * len(all_areas) + columns
    first = np.unique(flat, return_index=True)[1]
    repeated = np.ones(len(flat), dtype=bool)
    repeated[first] = False
    check.refuse(
        repeated,
        "this area, variable, period and group was already given further up"
        + _spellings(frame, by, repeated),
        remedy="keep one of the rows",
    )
    filled = np.zeros((len(blocks), len(all_areas)), dtype=bool)
    filled[rows, columns] = True
    _refuse_gaps(filled[:, : len(areas)], blocks, areas, by, where)

    kinds = np.empty(len(blocks), dtype=object)
    kinds[rows[::-1]] = kind[::-1]
    check.refuse(kinds[rows] != kind, "the kind '{kind}' differs from that of the rows further up")

    def spread(values: NDArray[np.float64], fill: float) -> NDArray[np.float64]:
        grid = np.full(filled.shape, fill)
        grid[rows, columns] = values
        return grid

    def coded(values: NDArray[np.object_], names: tuple[str, ...], fill: int) -> NDArray[np.int16]:
        grid = np.full(filled.shape, fill, dtype=np.int16)
        grid[rows, columns] = pd.Index(names, dtype=object).get_indexer(pd.Index(values))
        return grid

    numbers = {c: spread(n[c], 0.0 if c in ("doubtful", "coverage") else np.nan) for c in NUMBERS}
    statuses = coded(status, STATUSES, STATUSES.index("missing")).astype(np.int8)
    qualities = coded(quality, QUALITIES, 0).astype(np.int8)
    if city is not None:
        # Where the table has rows for the city, but not for this variable, the areas' counts make it.
        lacks = ~filled[:, -1]
        made, made_status = whole_from_areas(
            kinds[lacks], {c: numbers[c][lacks, :-1] for c in NUMBERS}, statuses[lacks, :-1]
        )
        for column in NUMBERS:
            numbers[column][lacks, -1] = made[column]
        statuses[lacks, -1] = made_status
        qualities[lacks, -1] = qualities[lacks, :-1].max(axis=1, initial=0)

    sources = tuple(dict.fromkeys(source))
    return Statistics(
        name=name,
        areas=areas,
        whole=city,
        breakdowns=by,
        blocks=blocks,
        kinds=list(kinds),
        numbers=numbers,
        quality=qualities,
        status=statuses,
        source=coded(source, sources, 0),
        sources=sources,
        division=division,
        notes=notes,
        definitions=meanings,
    )


def _group(check: _Checker, column: str, declared: tuple[str, ...]) -> NDArray[np.object_]:
    """Return a breakdown column as text, blanks meaning ``total`` and known spellings their category."""
    series = check.frame[column]
    check.refuse(
        ~(series.isna() | series.map(lambda v: isinstance(v, str))).to_numpy(dtype=bool),
        f"the category '{{{column}}}' in '{column}' is not text",
    )
    given = series.astype(object).where(series.notna(), TOTAL).map(lambda v: v.strip() or TOTAL)
    codes, values = pd.factorize(given.to_numpy(object))
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
    twins = alike(column, names)
    if twins is not None:
        one, other = (name.replace("{", "").replace("}", "") for name in twins)
        check.refuse(
            np.array([name == twins[1] for name in names], dtype=bool)[codes],
            f"the categories '{one}' and '{other}' in '{column}' look like one and the same",
            expected="one spelling of each category",
            remedy="write it the same way in every row, or tell two categories apart by their names",
        )
    return np.array(names, dtype=object)[codes]


def _definitions(
    check: _Checker, by: tuple[str, ...], groups: list[NDArray[np.object_]], given: Mapping[str, str]
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
        series = check.frame[column + DEFINITION].astype(object)
        # What is said of everybody's rows says nothing of a category.
        texts = series.where(series.notna(), "")[group != TOTAL].map(lambda v: " ".join(str(v).split()))
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
    gaps = np.argwhere(~filled)
    if not gaps.size:
        return
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
