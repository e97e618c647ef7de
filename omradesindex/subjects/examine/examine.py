"""Back to the data: how an index's indicators vary together, and what really decides the index."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.doors import door
from omradesindex.errors import ComputeError, did_you_mean
from omradesindex.index.result import Result
from omradesindex.methods.multivariate import correlation, correlation_interval
from omradesindex.subjects.compare.linking import outside_measures
from omradesindex.subjects.examine import coefficients
from omradesindex.subjects.examine.flags import find_flags
from omradesindex.wording import Language

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.subjects.examine.charts import ExaminationPlots

Floats = NDArray[np.float64]

#: An interval of a correlation needs four areas.
_FEWEST = 4


class Whole(NamedTuple):
    """A dimension or the index, with what stands directly under it and the indicators at the bottom."""

    id: str
    members: tuple[str, ...]
    indicators: tuple[str, ...]


@door
def examine(
    result: Result,
    *,
    links: pd.Series | pd.DataFrame | None = None,
    strong: float = 0.9,
    weak: float = 0.3,
    lang: Language = "sv",
) -> Examination:
    """Go back to the data: correlations, reliability, components, effective weights, outside links.

    Values are on the common scale and turned: a positive correlation means that two indicators show greater
    challenge in the same areas. Missing values are not filled in; each coefficient says how many areas it
    rests on. With fourteen areas every coefficient is shaky, so each correlation carries an interval.

    Parameters
    ----------
    result : Result
        A computed index.
    links : Series or DataFrame, optional
        Outside measures by area code, such as SCB's area types, the police's areas or the school allocation
        index, in the direction they have.
    strong : float
        From this correlation on, two parts of the same whole are called collinear. COINr's
        ``get_corr_flags`` and ``plot_corr`` draw the line at .9.
    weak : float
        Below this one, an indicator is called weak in its dimension or index; two parts of the same whole are
        called opposed at its negative. COINr's ``plot_corr`` calls correlations up to .3 weak.
    lang : {"sv", "en"}
        Language of the flags and of what is shown.

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
    return Examination(result, outside, strong, weak, lang)


@door
@dataclass(frozen=True, eq=False, repr=False)
class Examination:
    """What the data say about an index. Made by :func:`omradesindex.examine`; tables are made when asked for.

    Attributes
    ----------
    result : Result
        What is examined.
    outside : DataFrame or None
        The outside measures, one row for each area.
    strong, weak : float
        The thresholds of the flags.
    lang : {"sv", "en"}
    """

    result: Result
    outside: pd.DataFrame | None
    strong: float
    weak: float
    lang: Language

    # -- correlations -----------------------------------------------------------------------------------

    @cached_property
    def wholes(self) -> tuple[Whole, ...]:
        """The dimensions, parts before their whole, and last the index."""
        index = self.result.index
        found = [
            Whole(d.id, tuple(m.id for m in d.members), tuple(m.id for m in d.leaves())) for d in index.walk()
        ]
        every = tuple(member.id for member in index.members)
        return (*found, Whole("index", tuple(d.id for d in index.dimensions), every))

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """The indicators, then ``index`` and the dimensions."""
        return (*(member.id for member in self.result.index.members), *self.result.columns)

    @cached_property
    def values(self) -> Floats:
        """All measures on the common scale, turned: areas × measures."""
        scores = np.stack([self.result.level_scores[c] for c in self.result.columns], axis=-1)
        return np.concatenate([self.result.normalised[:-1], scores], axis=-1)

    @cached_property
    def pairwise(self) -> tuple[Floats, NDArray[np.int64]]:
        """Correlations of all measures with each other, and how many areas each rests on."""
        return correlation(self.values)

    def at(self, names: tuple[str, ...]) -> list[int]:
        """Places of measures among all of them."""
        for name in names:
            if name not in self.measures:
                raise ComputeError(
                    f"'{name}' is no part of the index{did_you_mean(str(name), self.measures)}",
                    where=f"index '{self.result.index.id}'",
                )
        return [self.measures.index(name) for name in names]

    def _matrix(self, values: NDArray[Any], rows: tuple[str, ...], columns: tuple[str, ...]) -> pd.DataFrame:
        import pandas as pd

        picked = values[np.ix_(self.at(rows), self.at(columns))]
        return pd.DataFrame(picked, index=pd.Index(rows, name="measure"), columns=list(columns))

    @cached_property
    def correlations(self) -> pd.DataFrame:
        """Pearson's correlations, indicators × indicators; plus means: greater challenge in the same areas.

        Each pair over the areas where both have a value (:attr:`counts`). Empty where an indicator has no
        figures, or the same value everywhere.
        """
        every = self.wholes[-1].indicators
        return self._matrix(self.pairwise[0], every, every)

    @cached_property
    def counts(self) -> pd.DataFrame:
        """How many areas each correlation rests on, indicators × indicators."""
        every = self.wholes[-1].indicators
        return self._matrix(self.pairwise[1], every, every)

    @cached_property
    def with_scores(self) -> pd.DataFrame:
        """Correlations of the indicators with index and dimensions.

        An indicator is part of its own dimension and of the index, which lifts these by itself.
        """
        return self._matrix(self.pairwise[0], self.wholes[-1].indicators, self.result.columns)

    def pair(self, a: str, b: str) -> tuple[float, float, float, int]:
        """Correlation of two measures, its approximate 95 % interval, and how many areas it rests on.

        Examples
        --------
        >>> import omradesindex as oi
        >>> result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
        >>> oi.examine(result).pair("index", "ekonomi")[-1]
        14
        """
        i, j = self.at((a, b))
        r, n = float(self.pairwise[0][i, j]), int(self.pairwise[1][i, j])
        low, high = correlation_interval(r, n)
        return r, float(low), float(high), n

    @cached_property
    def flags(self) -> pd.DataFrame:
        """What deserves a question, one row each; a flag is no verdict.

        ``flag`` is one of

        * ``collinear``: two parts of the same whole nearly say the same (at least :attr:`strong`);
        * ``opposed``: two parts of the same whole point apart (at most −:attr:`weak`), and cancel out;
        * ``against``: a part points away from its dimension or the index (below zero);
        * ``weak``: a part hardly follows its dimension or the index (below :attr:`weak`);
        * ``elsewhere``: an indicator follows another dimension more than its own, although it is part of
          its own.

        Returns
        -------
        DataFrame
            ``flag``, ``whole`` (dimension or index), ``a``, ``b`` (what is correlated), ``correlation``,
            ``low``, ``high`` (approximate 95 % interval), ``n`` (areas), ``text``.
        """
        return find_flags(self)

    # -- reliability and components ---------------------------------------------------------------------

    @cached_property
    def reliability(self) -> pd.DataFrame:
        """Cronbach's alpha of each dimension and of the index, on the common scale.

        Returns
        -------
        DataFrame
            ``whole``; ``of`` (indicators, or the dimensions under it); ``alpha`` with its approximate 95 %
            interval ``low``, ``high`` (Feldt); ``used`` of ``members`` that vary; ``n`` areas. Empty where
            fewer than two can be used. Alpha gives all indicators the same weight and rises with their
            number.
        """
        return coefficients.reliability(self)

    @cached_property
    def components(self) -> pd.DataFrame:
        """Principal components of the correlations, for each dimension and for all indicators (``index``).

        Over the areas that have all of the indicators. A dimension whose first component explains most of
        the variance is about one thing.

        Returns
        -------
        DataFrame
            ``whole``, ``component`` (1 = strongest), ``eigenvalue``, ``explained`` and ``cumulative``
            (shares), ``indicators`` (how many), ``n`` (areas).
        """
        return coefficients.components(self)

    @cached_property
    def loadings(self) -> pd.DataFrame:
        """Correlation of each indicator with each component of its whole.

        Returns
        -------
        DataFrame
            ``whole``, ``indicator``, ``component``, ``loading``.
        """
        return coefficients.loadings(self)

    # -- weights ----------------------------------------------------------------------------------------

    @cached_property
    def effective_weights(self) -> pd.DataFrame:
        """What each indicator and dimension weighs, beside what it does to the index.

        Returns
        -------
        DataFrame
            ``level`` (indicator or dimension), ``measure``, ``dimension``; ``nominal``, the weight in the
            definition, and ``used``, the mean weight over the areas after missing values gave theirs away;
            ``correlation`` with the index, its approximate 95 % interval ``low``, ``high``, and ``n``;
            ``main_effect`` (the correlation squared); ``share``, that as a share of its level's sum;
            ``ratio``, share over used weight. Nominal, used and share each sum to one over a level.

        Notes
        -----
        Paruolo, Saisana and Saltelli (2013), J. R. Stat. Soc. A 176:609; see
        :func:`omradesindex.methods.multivariate.main_effect`. The linear main effect is used: so few areas
        cannot show whether a relation bends.
        """
        return coefficients.effective_weights(self)

    # -- outside ----------------------------------------------------------------------------------------

    @cached_property
    def links(self) -> pd.DataFrame:
        """Correlations of index and dimensions with the outside measures, in the direction these have.

        Returns
        -------
        DataFrame
            ``link``, ``measure`` (index or dimension), ``method`` (pearson, spearman, kendall),
            ``correlation``, ``low``, ``high`` (approximate 95 % interval), ``n`` (areas with both),
            ``missing`` (codes of the areas without). No rows where no outside measures were given.
        """
        return coefficients.links(self)

    # -- together ---------------------------------------------------------------------------------------

    def to_frame(self) -> pd.DataFrame:
        """Return every coefficient as one tidy table.

        Returns
        -------
        DataFrame
            ``kind`` (correlation, alpha, explained, loading, weight, link), ``whole``, ``a``, ``b`` (what it
            is about), ``method``, ``value``, ``low``, ``high``, ``n``; and whose index it is.
        """
        return coefficients.to_frame(self)

    @property
    def plot(self) -> ExaminationPlots:
        """The chart: ``plot.correlations()``."""
        from omradesindex.subjects.examine.charts import ExaminationPlots

        return ExaminationPlots(self)

    def __repr__(self) -> str:
        from omradesindex.subjects.examine.page import examination_text

        return examination_text(self, lang=self.lang)

    def _repr_html_(self) -> str:
        from omradesindex.subjects.examine.page import examination_html

        return examination_html(self, lang=self.lang)
