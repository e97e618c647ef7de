"""The data sets about Malmö that travel with the library: real figures, for one year and for several."""

from __future__ import annotations

from functools import cache

from omradesindex.datafiles import data_path
from omradesindex.geography import geso
from omradesindex.statistics.reading import read_statistics
from omradesindex.statistics.table import Statistics


@cache
def malmo_statistics() -> Statistics:
    """Return real figures about Malmö's 14 geografiska statistikområden and the whole city.

    Summed by our own code from open statistics of smaller areas; each figure is official or marked as
    estimated, and names the underlying statistics and how it was made of them. What open statistics do not
    hold is ``not_collected``: nothing is made up, and a gap stays a gap.

    Examples
    --------
    >>> malmo_statistics().block("folkmangd", "2022").value[-1]
    np.float64(357377.0)
    """
    return read_statistics(data_path("statistics", "malmo.csv"), name="Malmö", division=geso())


@cache
def malmo_series() -> Statistics:
    """Return real figures about Malmö's 14 areas for each of 2020–2023: tenure, birth region and wages.

    Derived by our own code from SCB's statistics of the 91 RegSO (2020 version). Where a RegSO lies in two
    areas its figures are shared out as they lay in its DeSO in 2022, and the area's are ``estimated``; mean
    wages are so throughout. In 2022 the counts are the sums of the DeSO themselves.

    Examples
    --------
    >>> series = malmo_series()
    >>> series.periods("loneinkomst")
    ('2020', '2021', '2022', '2023')
    >>> series.block("utrikes_fodda", "2020").value[-1]
    np.float64(120517.0)
    """
    return read_statistics(
        data_path("statistics", "malmo_series_2020_2023.csv"), name="Malmö 2020–2023", division=geso()
    )
