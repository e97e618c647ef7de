"""Themes: which of them stand out, in the city and in each area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.doors import door
from omradesindex.errors import ComputeError
from omradesindex.index.index import Index, load_index
from omradesindex.statistics import Statistics
from omradesindex.statistics.weighing import weights_of
from omradesindex.subjects.themes.answer import Themes
from omradesindex.subjects.themes.mission import mission
from omradesindex.subjects.themes.themed import FOLK

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from omradesindex.index.result import Result

_FEWEST = 2


@door
def themes(
    index: Index | str,
    statistics: Statistics,
    *,
    body: str | None = None,
    period: str | None = None,
    people: str = FOLK,
    level: float = 0.95,
    apart: float = 0.5,
    exact: bool | str | Iterable[str] = (),
    dependence: str | float | pd.DataFrame = "moderate",
) -> Themes:
    """Find the themes (dimensions, and indicators in them) that stand out, in the city and in each area.

    Scores of different dimensions are never held against each other: how far from 100 they lie is a property
    of the measures too. Each theme is held against its own distribution over the areas instead, and what is
    said of an area is said where it is beyond chance.

    Parameters
    ----------
    index : Index or str
        An index, its id or the path of its file.
    statistics : Statistics
    body : str, optional
        A board or company, such as ``"asn"``: ask instead where the indicators that it answers for stand out,
        those of the index and the others in the catalogue.
    period : str, optional
        Use figures of this period only; otherwise each indicator's latest.
    people : str
        The variable that counts who lives in each area.
    level : float
        How sure what is said is, all areas and themes together: 0.95 means that in at most one page of
        twenty anything at all is said to differ from the city that does not.
    apart : float
        Large populations make small differences certain: to stand out in an area, a theme must also lie so
        many standard deviations (between areas) above the area's other themes.
    exact : bool, or indicator ids
        Register totals that are declared exact; see :meth:`omradesindex.types.Result.uncertainty`.
    dependence : {"moderate", "independent", "bounded"}, float or DataFrame
        How the errors of the same area's indicators hang together; see there.

    Returns
    -------
    Themes

    Raises
    ------
    ComputeError
        No indicator of the index has figures; fewer than two areas; a body that nobody knows;
        an indicator declared exact that is none of those asked about.
    StatisticsError
        Another variable than ``folkmangd`` was asked for, and the table lacks it.

    Notes
    -----
    *Unevenness* is the index of dissimilarity (Duncan & Duncan 1955) beyond what chance makes (Carrington &
    Troske 1997). *Beyond chance*: the distance from the city, with an area's part in the city taken into
    account, against the normal value of Šidák (1967) for all areas and themes. *Places* are the joint ones
    of Klein, Wright & Wieczorek (2020). A theme *stands out in an area* where it is a challenge and its
    position (distance in standard deviations between areas) exceeds the mean of the area's other themes.

    Examples
    --------
    >>> import omradesindex as oi
    >>> themes = oi.themes("malmo-oppna-data", oi.malmo_statistics())
    >>> themes.explain("1").title
    '1 Västra hamnen, Gamla staden m fl · Teman som sticker ut · Områdesindex ur öppna data · Malmö'
    """
    chosen = load_index(index) if isinstance(index, str) else index
    if len(statistics.areas) < _FEWEST:
        raise ComputeError(
            "one area alone has no distribution to stand out in",
            where=statistics.name,
            expected=f"at least {_FEWEST} areas",
        )
    if apart < 0:
        raise ComputeError(f"apart is {apart:g}", expected="a number of standard deviations, 0 or more")
    own, lacking = (chosen, ()) if body is None else mission(chosen, body, statistics, period)
    # Where nothing can be said of a mission, the page still says whose figures were asked.
    result = (own or chosen).compute(statistics, period=period)
    indicators = tuple(member.id for member in result.index.members)
    if body is None:
        which: tuple[str, ...] = (*result.columns[1:], *indicators)
    else:
        which = indicators if own is not None else ()
    lived, when = _people(result, people)
    uncertainty = result.uncertainty(level=level, exact=exact, dependence=dependence)
    return Themes(result, uncertainty, which, lived, when, apart, body or "", lacking, people)


def _people(result: Result, people: str) -> tuple[NDArray[np.float64], str]:
    """Who lives in each area, in the figures' commonest period or else the latest there is; NaN for none."""
    statistics = result.statistics
    periods = statistics.periods(people)
    when = Counter(filter(None, result.measured.periods)).most_common(1)[0][0]
    if not periods and people == FOLK:
        return np.full(len(statistics.areas), np.nan), ""
    if not periods:
        return weights_of(statistics, people, when), when  # refuses it, and names the nearest
    if not statistics.has(people, when):
        when = statistics.calendar.latest(periods)
    return statistics.block(people, when).value[:-1], when
