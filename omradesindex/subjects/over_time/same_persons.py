"""Two years of much the same persons: how their errors hang together, where a register has counted them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import ComputeError, did_you_mean, listing
from omradesindex.index.uncertainty.joint_counts import counts_of, phi, refuse_none, row_of
from omradesindex.index.uncertainty.uncertainty import Uncertainty
from omradesindex.plain_frames import as_columns
from omradesindex.subjects.over_time.rows import rows_of

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index import Result
    from omradesindex.index.uncertainty.value_intervals import Counted
    from omradesindex.subjects.over_time.noise import Errors

Floats = NDArray[np.float64]

_WHERE = "the persons who are the same in both years"
_COLUMNS = ("area", "indicator", "persons", "both")


def correlation_of_scores(
    persons: pd.DataFrame,
    results: tuple[Result, Result],
    errors: Sequence[Errors],
    score_errors: tuple[Floats, Floats],
    columns: Sequence[str],
    areas: Sequence[str],
) -> Floats:
    r"""Correlation between the errors of two years' scores.

    Parameters
    ----------
    persons : DataFrame
        ``area``, ``indicator``, ``persons`` (in the denominators of both years), ``both`` (of whom in the
        numerators of both). What it says nothing of is independent.
    results, errors : the earlier year's and the later's
    score_errors : tuple of ndarray, shape (n_areas, n_columns)
    columns, areas : sequence of str

    Returns
    -------
    ndarray, shape (n_areas, n_columns)
        0 where an error is not known.

    Notes
    -----
    With the correlations :math:`c_i` between the two years' errors of an indicator and :math:`r_{ij}` between
    the indicators' in one year, those of indicator i in one year and j in the other are taken to be
    :math:`r_{ij}\sqrt{c_i c_j}`.

    Raises
    ------
    ComputeError
        Columns that lack, an unknown indicator, a row twice, counts that cannot be, none of these areas;
        errors that were given.
    """
    one, two = errors
    if not (isinstance(one, Uncertainty) and isinstance(two, Uncertainty)):
        raise ComputeError(
            "errors were given, and counts of the persons who are the same besides",
            remedy="leave out one of them",
        )
    alike = np.sqrt(np.maximum(_correlations(persons, results, areas), 0.0))
    rows = [rows_of(result, areas) for result in results]
    found = np.zeros((len(areas), len(columns)))
    for k, column in enumerate(columns):
        a, b = (alike * known.score_parts[column][own] for known, own in zip((one, two), rows, strict=True))
        # What the two have in common: (variance of the sum − variance of the difference) / 4.
        together = two.dependence.of(rows[1])
        common = (together.combined(a + b) ** 2 - together.combined(a - b) ** 2) / 4
        with np.errstate(invalid="ignore", divide="ignore"):
            rho = common / (score_errors[0][:, k] * score_errors[1][:, k])
        found[:, k] = np.clip(np.nan_to_num(rho), 0.0, 1.0)
    return found


def _correlations(persons: pd.DataFrame, results: tuple[Result, Result], areas: Sequence[str]) -> Floats:
    """Correlation between the two years' errors of each indicator, shape (n_areas, n_indicators)."""
    persons = as_columns(persons, _COLUMNS)
    lacking = [column for column in _COLUMNS if column not in persons.columns]
    if lacking:
        raise ComputeError(
            f"there is no {listing(lacking)} among the columns",
            where=_WHERE,
            expected="area, indicator, persons (in both years' denominators), both (in both numerators)",
        )
    unsaid = np.flatnonzero(persons["persons"].isna())
    if unsaid.size:
        raise ComputeError(
            "it is not said how many persons are the same",
            where=f"{_WHERE}, row {unsaid[0] + 1}",
            expected="how many are in the denominators of both years",
            remedy="leave the row out where nobody has counted them: the years are then independent there",
        )
    ids = [indicator.id for indicator in results[1].index.indicators]
    place = {code: row for row, code in enumerate(areas)}
    own = [dict(zip(areas, rows_of(result, areas).tolist(), strict=True)) for result in results]
    found = np.zeros((len(areas), len(ids)))
    seen = set[tuple[int, int]]()
    counts: dict[int, tuple[Counted, Counted]] = {}
    lines = zip(*(persons[column] for column in _COLUMNS), strict=True)
    for line, (area, name, same, both) in enumerate(lines, start=1):
        where = f"{_WHERE}, row {line}: area '{area}', {name}"
        if name not in ids:
            raise ComputeError(f"'{name}' is no indicator{did_you_mean(str(name), ids)}", where=where)
        row = row_of(area, place, where)
        if row is None:
            continue
        cell = row, ids.index(name)
        if cell in seen:
            raise ComputeError("the indicator stands twice in this area", where=where)
        seen.add(cell)
        if cell[1] not in counts:
            one, two = (counts_of(result, cell[1], where) for result in results)
            counts[cell[1]] = one, two
        before, after = (year.at(rows[areas[row]]) for year, rows in zip(counts[cell[1]], own, strict=True))
        found[cell] = phi(before, after, both, same, where)
    refuse_none(seen, place, _WHERE, "areas")
    return found
