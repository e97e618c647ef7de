"""What a computation gives: the numbers, and how they show, explain and save themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from omradesindex.doors import door
from omradesindex.frozen import Frozen
from omradesindex.index import words
from omradesindex.index.page import page_of
from omradesindex.index.scored import Scored
from omradesindex.index.words_quality import quality_line
from omradesindex.show.answer import Answer
from omradesindex.show.page import Page
from omradesindex.wording import Language, Text, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index.alike.answer import Likeness
    from omradesindex.index.index import Index
    from omradesindex.index.plots import ResultPlots
    from omradesindex.index.uncertainty.membership import Spread
    from omradesindex.index.uncertainty.uncertainty import Uncertainty
    from omradesindex.show.folder import Folder, Written
    from omradesindex.show.on_map import OnMap
    from omradesindex.statistics.writing.dcat import Publisher

#: What each file holds.
_FILES: Mapping[str, Text] = Frozen(
    {
        "tabell": Text("områdena ordnade efter poäng", "the areas in the order of their scores"),
        "forklaringar": Text("vad som ger varje område dess poäng", "what makes each area's score"),
        "index": Text("poäng och plats", "scores and places"),
        "indikatorer": Text(
            "vad varje indikator är: enhet, riktning, kvalitet, period och källa",
            "what each indicator is: unit, direction, quality, period and source",
        ),
        "tabell_excel": Text("poäng, plats och indikatorer", "scores, places and indicators"),
        "karta": Text("karta över index", "a map of the index"),
        "kartor": Text("kartor över index och dimensioner", "maps of the index and its dimensions"),
        "rangordning": Text("områdena ordnade efter poäng", "the areas in the order of their scores"),
        "varmekarta": Text("områdenas indikatorer", "the areas' indicators"),
    }
)


@door
class Result(Scored, Answer):
    """An index computed for every area, with everything it rests on.

    Scores, ranks and the like are data frames with one row for each area (its code as the row's name, in
    the division's order) and are made when first asked for; :class:`~omradesindex.index.scored.Scored` says
    what is held.

    Examples
    --------
    >>> import omradesindex as oi
    >>> result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    >>> result.areas[:2]
    ('1', '2')
    """

    index: Index

    def quality_line(self, lang: Language = "sv") -> str:
        """Say in one line how many of the indicators have figures, and of which kind they are."""
        return quality_line(self, lang)

    def page(self, lang: Language = "sv", *, most: int | None = None) -> Page:
        """Return the result as a page: the areas in order of rank, and the indicators in their own units.

        Parameters
        ----------
        lang : {"sv", "en"}
        most : int or None
            Areas that are listed; of more, the first and the last in rank, and the table says so. None lists
            all.

        Examples
        --------
        >>> import omradesindex as oi
        >>> page = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics()).page()
        >>> float(page.tables()[0].to_frame().loc[0, "Index"])
        120.9
        """
        return page_of(self, lang, most)

    def summary(self, lang: Language = "sv") -> str:
        """Say in a few sentences what the result is: where the challenge is greatest, and on what figures.

        Examples
        --------
        >>> import omradesindex as oi
        >>> result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
        >>> print(result.summary().splitlines()[1])
        14 områden. Störst utmaning: 10 Örtagården, Herrgården m fl (120,9); minst: 6 Limhamns ...
        """
        lines = [
            f"{words.headline(self, lang)} · {words.periods(self, lang)}.",
            words.ends_of(self, lang),
            words.why_unranked(self, lang),
            super().summary(lang),
        ]
        return "\n".join(line for line in lines if line)

    def explain(self, area: str, *, lang: Language = "sv") -> Page:
        """Say what makes an area's score: its dimensions, and what each indicator adds.

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
        >>> explanation = result.explain("10")
        >>> print(explanation.title)
        10 Örtagården, Herrgården m fl · index 120,9
        >>> explanation.tables()[1].to_frame().loc[0, "Indikator"]
        'Blandade upplåtelseformer'
        """
        from omradesindex.index.explain import explanation_of

        return explanation_of(self, area, lang)

    def alike(self, *, groups: int | None = None) -> Likeness:
        """Part the areas into groups that are alike in their indicators, to read beside a ranking.

        Two areas with the same score may have it for different reasons. The groups tell which areas share the
        same pattern; they are no order, though group 1 has the greatest challenge on the whole.

        Parameters
        ----------
        groups : int, optional
            How many groups; the number from 2 to 6 that parts the areas most clearly, if left out.

        Returns
        -------
        Likeness
            Of each area its group, from 1, with the dimensions that mark it; ``silhouette``, −1 to 1, how
            much nearer the area is to its own group than to the next (below 0.25 is unsure); ``stays``, the
            share of the indicators without which it stays in its group. An area that lacks an indicator has
            no group; indicators without figures are left out.

        Raises
        ------
        ComputeError
            Fewer than four areas with all indicators, or an impossible number of groups.

        Notes
        -----
        Each indicator counts alike, with equal spread (:func:`omradesindex.methods.likeness.likeness`).
        Chance in the figures is not in these measures.

        Examples
        --------
        >>> import omradesindex as oi
        >>> result = oi.load_index("malmo-2023").compute(oi.example_statistics(), period="2024")
        >>> groups = result.alike(groups=3).to_frame()
        >>> groups.columns.tolist(), sorted(groups["group"].unique().tolist())
        (['area', 'name', 'group', 'harder', 'better', 'silhouette', 'stays'], [1, 2, 3])
        """
        from omradesindex.index.alike.alike import groups_alike

        return groups_alike(self, groups)

    def uncertainty(
        self,
        *,
        level: float = 0.95,
        exact: bool | str | Iterable[str] = (),
        shrink: str | None = None,
        spread: Spread | None = None,
        dependence: str | float | pd.DataFrame = "moderate",
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
        dependence : {"moderate", "independent", "bounded"}, float or DataFrame
            How the errors of an area's indicators hang together, where they are counted on the same persons;
            on other units (dwellings, persons of other ages) they are independent. ``moderate``: as if a
            person's conditions had the latent correlation .5 with each other, which makes the errors of two
            shares correlated by 1/3 (:func:`omradesindex.methods.dependence.latent`). ``bounded``: all go
            the same way. A number: their correlation. A table with rows and columns named by indicator:
            each pair's, turned so that higher is a greater challenge. A table of joint counts (``area``,
            ``first``, ``second``, ``both``: how many persons are counted in both numerators; of several
            years also ``period``): exact.

        Returns
        -------
        Uncertainty

        Raises
        ------
        ComputeError
            An unknown indicator among ``exact``, an unknown way to shrink, a spread of other areas; an
            unknown dependence, a table that is no correlations, counts that cannot be.
        MethodError
            A level outside 0–1; a correlation outside −1 to 1.

        Notes
        -----
        *Doubtful membership* (assumed): where a share d of a figure's base sits in sub-areas that may belong
        elsewhere, the figure may be off by d times what such a part differs. The standard error d · spread
        is added as squares, and widens the interval.

        *A part that is not known* (assumed): where figures are there for a part of the base alone
        (``coverage`` below 1), the standard error is (1 − coverage) · spread, by the same rule.

        *Scores* have a standard error against a fixed reference. Their interval also holds the error of the
        reference, whose spread chance inflates: see :attr:`Uncertainty.score_signal`. Indicators without a
        known error are assumed to be as uncertain as those that have one;
        :attr:`Uncertainty.score_known` says what share of the weight has. Below a half a score has no
        interval.

        Examples
        --------
        >>> import omradesindex as oi
        >>> result = oi.load_index("malmo-2023").compute(oi.example_statistics())
        >>> scores = result.uncertainty(exact=["nettoinkomst"]).scores
        >>> bool((scores["low"] < scores["score"]).all())
        True
        """
        from omradesindex.index.uncertainty.uncertainty import uncertainty

        return uncertainty(
            self, level=level, exact=exact, shrink=shrink, spread=spread, dependence=dependence
        )

    @property
    def plot(self) -> ResultPlots:
        """Charts and maps: ``plot.map()``, ``plot.maps()``, ``plot.ranking()``, ``plot.heatmap()``."""
        from omradesindex.index.plots import ResultPlots

        return ResultPlots(self)

    def on_map(self) -> OnMap:
        """Say what there is to lay on a map: scores, places, indicators and of what quality they are."""
        from omradesindex.index.frames import map_frame
        from omradesindex.show.on_map import OnMap

        return OnMap(
            map_frame(self),
            (),
            self.areas,
            self.statistics.division,
            self.statistics.name,
            "score_index",
        )

    def save(
        self,
        folder: str | Path,
        *,
        lang: Language = "sv",
        figures: bool = True,
        publisher: Publisher | None = None,
    ) -> Written:
        """Write everything to a folder: pages to read, tables to compute on, open data, map layers, figures.

        Parameters
        ----------
        folder : str or Path
            Made if it is not there. Nothing is moved into it before everything has been written; earlier
            files of the same names are replaced, and others left alone.
        lang : {"sv", "en"}
            Language of what people read. Data files are the same in both, but for their labels.
        figures : bool
            Whether charts and maps are drawn.
        publisher : Publisher, optional
            Who publishes the files, where and under which licence: then ``dcat.rdf`` describes them to a
            data portal. Whether they may be shown to others is what :func:`omradesindex.publish` tries.

        Returns
        -------
        list of Path
            What was written; shown, it says what each file is and for whom.

        Raises
        ------
        OmradesindexError
            The folder cannot be written to.

        Warns
        -----
        UserWarning
            A missing package stands in the way of some files, which are left out.

        Examples
        --------
        >>> import tempfile
        >>> import omradesindex as oi
        >>> result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
        >>> city = oi.types.Publisher(
        ...     name="Hamnstad", homepage="https://hamnstad.example", contact="Statistik",
        ...     licence="https://creativecommons.org/licenses/by/4.0/", email="statistik@hamnstad.example",
        ...     address="https://data.hamnstad.example/index")
        >>> written = result.save(tempfile.mkdtemp(), figures=False, publisher=city)
        >>> [path.name for path in written if path.suffix in (".px", ".json", ".rdf")]
        ['index.px', 'index.json', 'dcat.rdf']
        """
        from omradesindex.index.open_data import add_description
        from omradesindex.show.folder import Folder

        files = Folder(lang, figures=figures)
        self.contents(files)
        if publisher is not None:
            add_description(files, self, publisher)
        return files.write(folder)

    def contents(self, folder: Folder) -> None:
        """Name the files of a result: what is read, what is computed on, map layers and figures.

        Maps and GeoPackage need outlines. What a missing package stands in the way of is left out with a
        warning that names it.
        """
        from omradesindex.index import frames
        from omradesindex.index.explain import Explained
        from omradesindex.index.open_data import add_open_data
        from omradesindex.index.words_terms import add_terms

        lang, division = folder.lang, self.statistics.division
        folder.page("tabell", lambda: self._recognised(lang), _FILES["tabell"])
        folder.text("forklaringar.txt", lambda: self._explanations(lang), _FILES["forklaringar"])
        add_terms(folder, self, lambda: [self.page(lang), Explained(self, lang).page(words.ordered(self)[0])])
        folder.table("index", lambda: frames.score_frame(self), _FILES["index"])
        folder.table("indikatorer", lambda: frames.indicator_frame(self, lang), _FILES["indikatorer"])
        folder.sheet("tabell_excel", lambda: frames.reading_frame(self, lang), _FILES["tabell_excel"])
        add_open_data(folder, self)
        folder.earlier("karta.png", "karta.svg", "kartor.png", "kartor.svg")
        if division is not None and division.has_outlines:
            folder.figure("karta", lambda: self.plot.map(lang=lang), _FILES["karta"])
            folder.figure("kartor", lambda: self.plot.maps(lang=lang), _FILES["kartor"])
        n = len(self.areas)
        folder.figure("rangordning", lambda: self.plot.ranking(lang=lang), _FILES["rangordning"], rows=n)
        folder.figure("varmekarta", lambda: self.plot.heatmap(lang=lang), _FILES["varmekarta"], rows=n)

    def _recognised(self, lang: Language) -> Page:
        """The whole page, with what tells whether another was made of the same figures."""
        page = self.page(lang)
        inputs = say(lang, "Underlagets fingeravtryck (SHA-256)", "Fingerprint of the inputs (SHA-256)")
        return replace(page, notes=[*page.notes, f"{inputs}: {self.fingerprint}"])

    def _explanations(self, lang: Language) -> list[str]:
        from omradesindex.index.explain import Explained

        head = f"{words.headline(self, lang)} · {words.periods(self, lang)}"
        explained = Explained(self, lang)
        return [head, *(str(explained.page(place)) for place in words.ordered(self))]
