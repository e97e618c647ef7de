"""Back to the data: how an index's indicators vary together, and what really decides the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omradesindex.doors import door
from omradesindex.errors import ComputeError
from omradesindex.index.result import Result
from omradesindex.statistics import Statistics
from omradesindex.subjects.examine.answer import Examination
from omradesindex.subjects.examine.outside import outside_measures

if TYPE_CHECKING:
    import pandas as pd

#: An interval of a correlation needs four areas.
_FEWEST = 4


@door
def examine(
    result: Result,
    *,
    links: pd.Series | pd.DataFrame | Statistics | None = None,
    strong: float = 0.9,
    weak: float = 0.3,
) -> Examination:
    """Go back to the data: correlations, reliability, components, effective weights, outside links.

    Values are on the common scale and turned: a positive correlation means that two indicators show greater
    challenge in the same areas. Missing values are not filled in; each coefficient says how many areas it
    rests on. With fourteen areas every coefficient is shaky, so each correlation carries an interval.

    Parameters
    ----------
    result : Result
        A computed index.
    links : Series, DataFrame or Statistics, optional
        Outside measures by area code, such as the school allocation index or another body's ranking, in the
        direction they have. Those of Malmö that travel with the library are
        :func:`omradesindex.data.malmo_outside`.
    strong : float
        From this correlation on, two parts of the same whole are called collinear. COINr's
        ``get_corr_flags`` and ``plot_corr`` draw the line at .9.
    weak : float
        Below this one, an indicator is called weak in its dimension or index; two parts of the same whole are
        called opposed at its negative. COINr's ``plot_corr`` calls correlations up to .3 weak.

    Returns
    -------
    Examination

    Raises
    ------
    ComputeError
        Fewer than four areas, thresholds out of order, or outside measures that do not fit the areas.

    Notes
    -----
    Steps 4, 8 and 9 of OECD/JRC (2008), *Handbook on Constructing Composite Indicators*.

    Examples
    --------
    >>> import omradesindex as oi
    >>> result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    >>> examination = oi.examine(result)
    >>> float(examination.correlations.loc["nettoinkomst", "lag_ekonomisk_standard"].round(2))
    0.86
    """
    if not 0 <= weak < strong <= 1:
        raise ComputeError(
            f"the thresholds are weak = {weak:g} and strong = {strong:g}",
            expected="0 ≤ weak < strong ≤ 1",
        )
    if len(result.areas) < _FEWEST:
        raise ComputeError(
            f"{len(result.areas)} areas are too few to correlate anything",
            where=result.statistics.name,
            expected=f"at least {_FEWEST}",
        )
    outside = None if links is None else outside_measures(result, links)
    return Examination(result, outside, strong, weak)
