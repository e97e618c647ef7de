"""The answer of going back to the data: flags, coefficients, their page, chart and files."""

from __future__ import annotations

from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from omradesindex.doors import door
from omradesindex.show.answer import Answer
from omradesindex.show.cut import check_most
from omradesindex.show.folder import Folder
from omradesindex.subjects.examine import beside, coefficients
from omradesindex.subjects.examine.examined import Examined
from omradesindex.subjects.examine.flags import find_flags
from omradesindex.wording import Language, Text, check_language

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.show.page import Page
    from omradesindex.subjects.examine.plots import ExaminationPlots


@door
class Examination(Examined, Answer):
    """What the data say about an index. Made by :func:`omradesindex.examine`; tables are made when asked for.

    What is examined, and the correlations, are told in
    :class:`~omradesindex.subjects.examine.examined.Examined`.
    """

    @cached_property
    def flags(self) -> pd.DataFrame:
        """What deserves a question, one row each; a flag is no verdict.

        ``flag`` is one of

        * ``collinear``: two parts of the same whole nearly say the same (at least :attr:`strong`);
        * ``opposed``: two parts of the same whole point apart (at most −:attr:`weak`), and cancel out;
        * ``against``: a part points away from its dimension or the index (below zero);
        * ``weak``: a part hardly follows its dimension or the index (below :attr:`weak`);
        * ``elsewhere``: an indicator follows another dimension more than its own, although it is part of
          its own;
        * ``noisy``: so much of an indicator's spread between areas is chance that its reliability is below
          :data:`~omradesindex.methods.reliability.LEAST_RELIABILITY`; it has no correlation.

        Returns
        -------
        DataFrame
            ``flag``, ``whole`` (dimension or index), ``a``, ``b`` (what is correlated), ``correlation``,
            ``low``, ``high`` (approximate 95 % interval), ``n`` (areas), ``text`` (in Swedish; :meth:`page`
            has it in English too).
        """
        return find_flags(self, "sv")

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
    def indicator_reliability(self) -> pd.DataFrame:
        """How much of each indicator's spread between areas is not chance.

        Returns
        -------
        DataFrame
            ``indicator``, ``dimension``; ``reliability``, the share 0–1 of the variance between areas that is
            not chance; ``spread``, the standard deviation between areas, and ``noise``, the root of their
            mean error variance, both in the indicator's own unit; ``n`` areas with a value and a known error.
            NaN where the errors are not known.

        Notes
        -----
        :func:`omradesindex.methods.reliability.reliability`. Below
        :data:`~omradesindex.methods.reliability.LEAST_RELIABILITY` an indicator is flagged.
        """
        return coefficients.indicator_reliability(self)

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

    @cached_property
    def beside(self) -> pd.DataFrame:
        """The index and the outside measures beside each other, area by area.

        Returns
        -------
        DataFrame
            By area: ``name``; ``index`` and ``index_rank``; for each measure its value as it was given and,
            unless it is a list of areas, its ``_rank`` (1 = the greatest challenge; of one's own measures the
            greatest value).
        """
        return beside.beside(self)

    @cached_property
    def agreement(self) -> pd.DataFrame:
        """How far each two of the index and the outside measures agree.

        Returns
        -------
        DataFrame
            ``a``, ``b``; ``method`` and ``value``: Spearman's rank correlation, or where one is a list of
            areas Cohen's kappa; ``low``, ``high`` (approximate 95 % interval of a correlation); ``n`` (areas
            with both). For lists ``both`` (areas on both), ``first``, ``second`` (on each; of a number the
            areas that come first, as many as the list holds) and ``by_chance`` (how likely a lot gives at
            least so many in common). The library's own measures are turned so that more is a greater
            challenge.
        """
        return beside.agreement(self)

    # -- together ---------------------------------------------------------------------------------------

    def to_frame(self) -> pd.DataFrame:
        """Return every coefficient as one tidy table.

        Returns
        -------
        DataFrame
            ``kind`` (correlation, alpha, reliability, explained, loading, weight, link, agreement);
            ``whole``, ``a``, ``b`` (what it is about), ``method``, ``value``, ``low``, ``high``, ``n``; and
            whose index it is.
        """
        import pandas as pd

        pairs = [(a, b, *self.pair(a, b)) for a, b in combinations(self.measures, 2)]
        areas = self.components.drop_duplicates("whole").set_index("whole")["n"]
        correlations = pd.DataFrame(pairs, columns=["a", "b", "value", "low", "high", "n"])
        weights = self.effective_weights.rename(columns={"dimension": "whole", "measure": "a"})
        shares = ["nominal", "used", "main_effect", "share"]
        tables = {
            "correlation": correlations.assign(method="pearson"),
            "alpha": self.reliability.rename(columns={"of": "a", "alpha": "value"}).assign(method="cronbach"),
            "reliability": self.indicator_reliability.dropna(subset="reliability")
            .rename(columns={"dimension": "whole", "indicator": "a", "reliability": "value"})
            .assign(method="moments"),
            "explained": self.components.rename(columns={"component": "b", "explained": "value"}).assign(
                method="pca"
            ),
            "loading": self.loadings.rename(
                columns={"indicator": "a", "component": "b", "loading": "value"}
            ).assign(method="pca", n=self.loadings["whole"].map(areas)),
            "weight": weights.melt(["whole", "a", "n"], shares, "method", "value").assign(b="index"),
            "link": self.links.rename(columns={"measure": "a", "link": "b", "correlation": "value"}),
            "agreement": self.agreement,
        }
        columns = ["kind", "whole", "a", "b", "method", "value", "low", "high", "n"]
        frames = [
            table.assign(kind=kind).reindex(columns=columns) for kind, table in tables.items() if len(table)
        ]
        frame = pd.concat([table.astype(dict.fromkeys(columns[5:8], float)) for table in frames])
        text = columns[:5]
        frame[text] = frame[text].astype(object).fillna("").astype(str)
        return frame.reset_index(drop=True).assign(
            statistics=self.result.statistics.name, index=self.result.index.id, partial=self.result.partial
        )

    # -- how it is shown --------------------------------------------------------------------------------

    @property
    def plot(self) -> ExaminationPlots:
        """The chart: ``plot.correlations()``."""
        from omradesindex.subjects.examine.plots import ExaminationPlots

        return ExaminationPlots(self)

    def page(self, lang: Language = "sv", *, most: int | None = None) -> Page:
        """Return the questions to ask, what each weighs and does, and how the parts hang together.

        Parameters
        ----------
        lang : {"sv", "en"}
        most : int or None
            Areas that are listed beside outside measures; of more, the first and the last. None lists all.
        """
        from omradesindex.subjects.examine.page import page_of

        check_language(lang)
        check_most(most)
        return page_of(self, lang, most)

    def contents(self, folder: Folder) -> None:
        """Say which files :meth:`save` writes."""
        lang = folder.lang
        folder.page("granskning", lambda: self.page(lang), Text("granskningen", "the examination"))
        folder.table("granskning", self.to_frame, Text("alla mått, ett på varje rad", "every coefficient"))
        whose = {"statistics": self.result.statistics.name, "index": self.result.index.id}
        folder.table(
            "flaggor", lambda: self.flags.assign(**whose), Text("frågor att ställa", "questions to ask")
        )
        if len(self.agreement):
            folder.table(
                "bredvid_varandra",
                lambda: self.beside.reset_index().assign(**whose),
                Text("index och mått utifrån, område för område", "index and outside measures, area by area"),
            )
            folder.table(
                "overensstammelse",
                lambda: self.agreement.assign(**whose),
                Text("hur väl de stämmer överens, par för par", "how far they agree, pair by pair"),
            )
        folder.earlier("bredvid_varandra.csv", "overensstammelse.csv")
        folder.figure(
            "korrelationer",
            lambda: self.plot.correlations(lang=lang),
            Text("indikatorernas korrelationer", "the indicators' correlations"),
        )
