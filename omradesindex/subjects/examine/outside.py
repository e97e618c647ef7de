"""Measures from outside that an index is held against, brought to the areas' own order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from omradesindex.catalogue import outside_measures as known_measures
from omradesindex.errors import ComputeError, did_you_mean, figure, listing
from omradesindex.plain_frames import as_rows
from omradesindex.statistics import Statistics
from omradesindex.subjects.examine.words import close_line, lower_line
from omradesindex.units import speaking
from omradesindex.wording import Language, join

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index.result import Result

_FEWEST = 4


def outside_measures(result: Result, links: pd.Series | pd.DataFrame | Statistics) -> pd.DataFrame:
    """Check outside measures and lay them out over the result's areas, NaN where an area has none.

    Parameters
    ----------
    result : Result
    links : Series or DataFrame, or Statistics
        Area codes (text) as the rows' names, or in a column ``area``; one column for each measure. Of
        statistics each variable is a measure, in its latest period and for everybody.

    Raises
    ------
    ComputeError
        Unknown or repeated codes, codes that are no text, values that are no numbers, a measure of too few
        areas, or one that is the same everywhere.
    """
    import pandas as pd

    where = "links"
    if isinstance(links, Statistics):
        links = latest_figures(links)
    elif isinstance(links, pd.Series):
        links = links.to_frame(links.name if links.name is not None else "link")
    elif not isinstance(links, pd.DataFrame):
        raise ComputeError(
            f"outside measures cannot be read from a {type(links).__name__}",
            where=where,
            expected="a pandas Series or DataFrame with the areas' codes as the rows' names",
        )
    else:
        links = as_rows(links, "area")
    with speaking(result.statistics.speech):
        _check_codes(result, links, where)
    names = [str(name) for name in links.columns]
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        raise ComputeError(f"the measure {listing(twice)} stands there twice", where=where)
    laid_out = links.reindex(list(result.areas)).set_axis(names, axis=1)
    columns = {name: _numbers(laid_out[name], f"{where}, '{name}'") for name in names}
    return pd.DataFrame(columns, index=laid_out.index)


def measure_label(link: str, lang: Language) -> str:
    """Return an outside measure's label where it is one that travels with the library, or its own name."""
    known = known_measures().get(link)
    return link if known is None else known.label.in_(lang)


def measure_notes(links: list[str], indicators: tuple[str, ...], lang: Language) -> list[str]:
    """Say which of the library's outside measures point the other way, and which agree by construction."""
    known = {link: known_measures()[link] for link in links if link in known_measures()}
    lower = [link for link, measure in known.items() if measure.direction.sign < 0]
    close = [link for link, measure in known.items() if set(measure.close_to) & set(indicators)]
    lower_names, close_names = (
        join([measure_label(link, lang) for link in of], lang=lang) for of in (lower, close)
    )
    told = [lower_line(lower_names, lang)] if lower else []
    return [*told, close_line(close_names, lang)] if close else told


def latest_figures(statistics: Statistics) -> pd.DataFrame:
    """Lay out each variable's latest figures for everybody: areas × variables."""
    import pandas as pd

    n = len(statistics.all_areas)
    latest = {name: statistics.calendar.latest(statistics.periods(name)) for name in statistics.variables}
    return pd.DataFrame(
        {name: statistics.block(name, period).value[:n] for name, period in latest.items()},
        index=pd.Index(statistics.all_areas, dtype=object),
    )


def _check_codes(result: Result, links: pd.DataFrame, where: str) -> None:
    """Refuse rows that are not an area's or the whole city's."""
    known = (*result.areas, *([result.statistics.whole] if result.statistics.whole else []))
    numbers = [code for code in links.index if not isinstance(code, str)]
    if numbers:
        raise ComputeError(
            f"the area code {numbers[0]!r} is no text",
            where=where,
            expected=f"codes as text, such as {listing(result.areas, 2)}",
            remedy="read the file with dtype=str for its codes, or set links.index = links.index.astype(str)",
        )
    unknown = [code for code in links.index if code not in known]
    if unknown:
        lacking = [code for code in result.areas if code not in links.index]
        also = f"; {listing(lacking, 5)} has no figure" if lacking else ""
        raise ComputeError(
            f"the area {listing(unknown, 5)} is unknown{did_you_mean(unknown[0], result.areas)}{also}",
            where=where,
            expected=f"one of {listing(result.areas, 20)}",
            remedy="correct the code or leave the row out; carry the figures of another division to these "
            "areas first: division.inside(…), or statistics.to_areas(key)",
        )
    twice = links.index[links.index.duplicated()].unique()
    if len(twice):
        raise ComputeError(
            f"the area {listing(twice, 5)} stands there twice",
            where=where,
            remedy="keep one row for each area",
        )


def _numbers(column: pd.Series, where: str) -> pd.Series:
    """Return the column as numbers; a word is refused, a gap is kept."""
    import pandas as pd

    values = pd.to_numeric(column, errors="coerce").astype(float)
    words = column[values.isna() & column.notna()]
    if len(words):
        raise ComputeError(
            f"the value {words.iloc[0]!r} of area '{words.index[0]}' is no number",
            where=where,
            expected="numbers; classes as numbers in their order",
        )
    endless = values.index[np.isinf(values)]
    if len(endless):
        raise ComputeError(f"the value of area '{endless[0]}' is infinite", where=where)
    known = values.dropna()
    if len(known) < _FEWEST:
        raise ComputeError(
            f"{len(known)} of the areas have a value, which is too few for a correlation",
            where=where,
            expected=f"at least {_FEWEST}",
        )
    if known.min() == known.max():
        raise ComputeError(
            f"all areas have the same value ({figure(known.iloc[0])}), so there is nothing to correlate",
            where=where,
        )
    return values
