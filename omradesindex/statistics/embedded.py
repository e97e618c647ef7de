"""The data sets about Malmö that travel with the library: real figures, for one year and for several."""

from __future__ import annotations

from functools import cache

import pandas as pd

from omradesindex.datafiles import data_path
from omradesindex.geography import geso
from omradesindex.statistics.origins import MadeApart, MadeFrom
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
    made = read_statistics(data_path("statistics", "malmo.csv"), name="Malmö", division=geso())
    made.origin = made_from("malmo", ".csv")
    return made


@cache
def malmo_series() -> Statistics:
    """Return real figures about Malmö's 14 areas year by year, from 2008 to 2025, by sex where possible.

    Derived by our own code from statistics of small areas, each measure for the years that its source has:

    * tenure, birth region and wages 2020–2023, from the 91 RegSO. Where a RegSO lies in two areas its figures
      are shared out as they lay in its DeSO in 2022, and the area's are ``estimated``; mean wages are so
      throughout. In 2022 the counts are the sums of the DeSO themselves.
    * employment, movers, income, children, preschool, upper secondary, homes and turnout, from 2008 at the
      earliest to 2022, by sex where told apart. They are shares without counts, weighed with the people of
      2022, so all are ``estimated``, the more so the further back.
    * population by age and sex and dwellings of 2025, low standard and employed of 2024, from the DeSO of
      2025. Counts of persons carry random noise.

    Employment breaks in 2022 (:attr:`Statistics.breaks`), and nothing is compared across it. Names that end
    in ``_regso`` are another source's measure of nearly the same thing as one without, and are not to be
    joined with it.

    Examples
    --------
    >>> series = malmo_series()
    >>> series.periods("loneinkomst")
    ('2020', '2021', '2022', '2023')
    >>> series.block("utrikes_fodda", "2020").value[-1]
    np.float64(120517.0)
    """
    files = ("malmo_series_2020_2023.csv", "malmo_series_2008_2025.csv.gz")
    # As text: what is checked then reads each number to its last digit.
    frames = [pd.read_csv(data_path("statistics", file), dtype=str, encoding="utf-8") for file in files]
    frame = pd.concat(frames, ignore_index=True)
    made = Statistics.from_frame(frame, name="Malmö", division=geso())
    made.origin = MadeApart((made_from("malmo_series_2020_2023"), made_from("malmo_series_2008_2025")))
    return made


def made_from(stem: str, ending: str = ".csv.gz") -> MadeFrom:
    """Return what an embedded table's script wrote down beside it of what its figures were made of."""
    lineage, weights = (data_path("statistics", f"{stem}_{name}{ending}") for name in ("lineage", "weights"))
    return MadeFrom(lineage, weights, geso().whole.code)
