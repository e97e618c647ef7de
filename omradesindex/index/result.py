"""What a computation gives: the numbers, and how they show, explain and save themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from omradesindex.doors import door
from omradesindex.index.explain import Explanation, explain, place_of
from omradesindex.index.quality import quality_line
from omradesindex.index.scored import Scored
from omradesindex.wording import Language

if TYPE_CHECKING:
    from pathlib import Path

    from omradesindex.index.index import Index
    from omradesindex.index.plots import ResultPlots
    from omradesindex.index.uncertainty.membership import Spread
    from omradesindex.index.uncertainty.uncertainty import Uncertainty


@door
class Result(Scored):
    """An index computed for every area, with everything it rests on.

    Scores, ranks and the like are data frames with one row for each area (its code as the row's name, in
    the division's order) and are made when first asked for; :class:`~omradesindex.index.scored.Scored` says
    what is held.

    Examples
    --------
    >>> import omradesindex as oi
    >>> result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    >>> result.areas[:2]
    ('01', '02')
    """

    index: Index

    def quality_line(self, lang: Language = "sv") -> str:
        """Say in one line how many of the indicators have figures, and of which kind they are."""
        return quality_line(self, lang)

    def explain(self, area: str, *, lang: Language = "sv") -> Explanation:
        """Say in words what makes an area's score.

        Parameters
        ----------
        area : str
            The area's code.
        lang : {"sv", "en"}

        Raises
        ------
        ComputeError
            Unknown area.

        Examples
        --------
        >>> import omradesindex as oi
        >>> result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
        >>> print(result.explain("10").splitlines()[0])
        10 Örtagården, Herrgården m fl
        """
        return explain(self, place_of(area, self.areas, self.statistics.name), lang)

    def uncertainty(
        self,
        *,
        level: float = 0.95,
        exact: bool | str | Iterable[str] = (),
        shrink: str | None = None,
        spread: Spread | None = None,
    ) -> Uncertainty:
        """Work out how uncertain every value and every score is.

        A survey's own error comes first; otherwise counts give Wilson's interval (shares) or the Poisson
        count's (rates). Means and other figures have an interval only where they bring a standard error. A
        filled value has that of its method. For a register that counts everybody the interval is about the
        process that made the count (how far another year under the same conditions might have differed),
        and is no sampling error.

        Parameters
        ----------
        level : float
            Such as 0.95.
        exact : bool, or indicator ids
            Register totals that are declared exact: their interval is the value itself.
        shrink : {"empirical_bayes"}, optional
            Also shrink every value towards what is common to the areas, shown beside the raw one.
        spread : Spread, optional
            Of the same areas' sub-areas, from :func:`omradesindex.spread`: says how far a doubtful part may
            differ from its area. Without it, as far as areas differ from each other.

        Returns
        -------
        Uncertainty

        Raises
        ------
        ComputeError
            An unknown indicator among ``exact``, an unknown way to shrink, a spread of other areas.
        MethodError
            A level outside 0–1.

        Notes
        -----
        *Doubtful membership* (assumed): where a share d of a figure's base sits in sub-areas that may belong
        elsewhere, the figure may be off by d times what such a part differs. The standard error d · spread
        is added as squares, and widens the interval.

        *Scores* are measured against the fixed reference, and the errors of different indicators are taken to
        be independent of each other. Indicators without a known error count as exact;
        :attr:`Uncertainty.score_known` says what share of the weight has one.

        Examples
        --------
        >>> import omradesindex as oi
        >>> result = oi.load_index("malmo-2023").compute(oi.example_statistics())
        >>> scores = result.uncertainty(exact=["nettoinkomst"]).scores
        >>> bool((scores["low"] < scores["score"]).all())
        True
        """
        from omradesindex.index.uncertainty.uncertainty import uncertainty

        return uncertainty(self, level=level, exact=exact, shrink=shrink, spread=spread)

    @property
    def plot(self) -> ResultPlots:
        """Charts and maps: ``plot.map()``, ``plot.maps()``, ``plot.ranking()``, ``plot.heatmap()``."""
        from omradesindex.index.plots import ResultPlots

        return ResultPlots(self)

    def save(self, folder: str | Path, *, lang: Language = "sv", figures: bool = True) -> list[Path]:
        """Write tables (CSV, Parquet), the GeoPackage and, if asked for, figures; return their paths."""
        from omradesindex.index.files import save

        return save(self, folder, lang=lang, figures=figures)

    def __repr__(self) -> str:
        from omradesindex.index.page import text_table

        return text_table(self)

    def _repr_html_(self) -> str:
        from omradesindex.index.page import html_table

        return html_table(self)
