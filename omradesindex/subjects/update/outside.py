"""Read the measures from outside that a project names."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from omradesindex.errors import DefinitionError, StatisticsError, did_you_mean, listing
from omradesindex.plaintext import plain
from omradesindex.statistics import RawTable, malmo_outside
from omradesindex.statistics.reading.cells import read_numbers
from omradesindex.statistics.reading.files import load_table
from omradesindex.subjects.examine.outside import latest_figures
from omradesindex.subjects.update.project import ComparedWith, Project

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.statistics.reading.grid import Grid


def read_outside(project: Project) -> pd.DataFrame | None:
    """Return the measures, a row for each code and a column for each measure; None where there are none.

    Raises
    ------
    DefinitionError
        A file without such a heading; a table of a kind that has no headings; a code twice.
    StatisticsError
        A file that cannot be read; a cell that is no number.
    """
    import pandas as pd

    if not project.outside:
        return None
    return pd.concat([_one(measure) for measure in project.outside], axis=1)


def _one(measure: ComparedWith) -> pd.Series[Any]:
    """Read a measure; an error names the file as the project does, and not where a run keeps it."""
    try:
        return _read(measure)
    except (DefinitionError, StatisticsError) as error:
        assert measure.path is not None  # what travels with the library is read without errors
        within = (error.where or "").removeprefix(str(measure.path)).lstrip(", ")
        named = f"[[compare_with]] '{measure.label}', {measure.path.name}"
        raise error.seen_from(f"{named}, {within}" if within else named) from None


def _read(measure: ComparedWith) -> pd.Series[Any]:
    import pandas as pd

    if measure.path is None:
        return latest_figures(malmo_outside().only([measure.label]))[measure.label]
    table = load_table(measure.path)
    if isinstance(table, RawTable):
        raise DefinitionError(
            f"a measure to compare with is not read from a file of the kind '{measure.path.suffix}'",
            where=str(measure.path),
            expected="a table with a row for each area: .csv or .xlsx",
        )
    codes = [plain(str(row[_place(table, measure.code)] or "")) for row in table.rows]
    column = _place(table, measure.column)
    numbers = read_numbers(
        [row[column] for row in table.rows],
        lambda i: table.address(i, column),
        decimal=measure.decimal,
        usual=table.point,
    )
    blank = next((i for i, code in enumerate(codes) if not code), None)
    if blank is not None:
        raise DefinitionError(
            "a row has no area's code", where=table.address(blank, _place(table, measure.code))
        )
    twice = sorted(code for code, times in Counter(codes).items() if times > 1)
    if twice:
        raise DefinitionError(
            f"the area {listing(twice, 5)} stands there twice",
            where=str(measure.path),
            remedy="keep one row for each area",
        )
    return pd.Series(numbers.value, index=codes, name=measure.label)


def _place(table: Grid, heading: str) -> int:
    if heading not in table.header:
        raise DefinitionError(
            f"there is no column '{heading}'{did_you_mean(heading, table.header)}",
            where=table.name,
            expected=f"one of {listing(table.header, 20)}",
        )
    return table.header.index(heading)
