"""Which ranks the values' own errors leave open: confidence sets, not the spread of redrawn ranks."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, compress
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np
from numpy.typing import ArrayLike

from omradesindex.doors import door
from omradesindex.errors import ComputeError, MethodError
from omradesindex.index import words
from omradesindex.index.caveats import caveats
from omradesindex.index.plots import must_have_outlines
from omradesindex.methods.equal import on_grid
from omradesindex.methods.functions import hypot
from omradesindex.methods.rank_sets import DRAWS, RankSets, check_work, rank_sets
from omradesindex.show.answer import Answer
from omradesindex.show.cut import MOST, cut
from omradesindex.show.drawing import Plots, chart
from omradesindex.show.form import Form
from omradesindex.show.on_map import OnMap
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.subjects.robustness.set_words import (
    known_line,
    left_out_line,
    method_line,
    pairs_line,
    sets_line,
)
from omradesindex.wording import Language, Text, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index import Result
    from omradesindex.show.figure import Picture
    from omradesindex.show.folder import Folder


@door
@dataclass(frozen=True, eq=False, repr=False)
class RanksUnderError(Answer):
    """Confidence sets for the areas' ranks in one index.

    Attributes
    ----------
    base : Result
    sets : RankSets
        Positions follow ``base.areas``.
    known : float
        Smallest share, over the areas, of the index's weight whose indicators have a known error; the others
        are assumed to be as uncertain.
    together : Text
        How the errors of an area's indicators are taken to hang together.
    """

    base: Result
    sets: RankSets
    known: float
    together: Text

    def to_frame(self) -> pd.DataFrame:
        """Ranks with their sets, a row for each area: ``name``, ``rank``, ``low``, ``high``."""
        import pandas as pd

        s, names = self.sets, self.base.names
        table = pd.DataFrame(
            {"rank": s.rank, "low": s.lower, "high": s.upper},
            index=pd.Index(self.base.areas, name="area", dtype=object),
        ).astype("Int64")
        table.insert(0, "name", [names[area] for area in self.base.areas])
        return table

    def labelled_frame(self) -> pd.DataFrame:
        """Return :meth:`to_frame` with what the sets are: they are not a study's own ranges."""
        together = "all areas at once" if self.sets.simultaneous else "each area by itself"
        return (
            self.to_frame()
            .reset_index()
            .assign(kind=f"confidence set, {together}", level=self.sets.level, known_weight=self.known)
        )

    def page(self, lang: Language = "sv", *, most: int | None = None) -> Page:
        """Return every area's place and the set that holds the true one.

        Parameters
        ----------
        lang : {"sv", "en"}
        most : int or None
            Areas that are listed; None lists all.
        """
        base, sets = self.base, self.sets
        shown = cut(words.ordered(base), most)
        table = Table(
            say(lang, "Områdenas platser", "The areas' places"),
            [
                column.rows(shown.order)
                for column in (
                    Column(say(lang, "Kod", "Code"), base.areas, "code"),
                    Column(say(lang, "Område", "Area"), [base.names[area] for area in base.areas], "name"),
                    Column(say(lang, "Plats", "Place"), words.rank_labels(base)),
                    Column(say(lang, "Plats från", "Place from"), list(sets.lower), decimals=0),
                    Column(say(lang, "till", "to"), list(sets.upper), decimals=0),
                )
            ],
            [shown.told(lang), words.tie_line(base, lang), words.why_unranked(base, lang)],
            {shown.head: shown.between(lang)} if shown.broken else {},
        )
        first, rest = self.head(lang), self.told(lang)
        title = f"{say(lang, 'Platser som slumpen lämnar öppna', 'Places that chance leaves open')} · "
        return Page(
            title + words.headline(base, lang),
            [*map(Paragraph, first), table],
            [*rest, *caveats(base, lang), words.source_line(base, lang)],
            lang,
        )

    @property
    def plot(self) -> RanksUnderErrorPlots:
        """The chart: ``plot.rank_sets()``."""
        return RanksUnderErrorPlots(self)

    def on_map(self) -> OnMap:
        """Say what there is to lay on a map: every place with its set."""
        of, rows = self.base.statistics, self.to_frame().reset_index()
        return OnMap(rows, (), self.base.areas, of.division, of.name, "rank")

    def contents(self, folder: Folder) -> None:
        """Say which files :meth:`save` writes."""
        what = Text("platser som slumpen lämnar öppna", "places that chance leaves open")
        folder.page("rangmangder", lambda: self.page(folder.lang), what)
        folder.table("rangmangder", self.labelled_frame, what)

    def head(self, lang: Language) -> list[str]:
        """What is said first: what the sets hold, and how many pairs of areas they leave open."""
        return [line for line in (sets_line(self.sets, lang), pairs_line(self.sets, lang)) if line]

    def told(self, lang: Language) -> list[str]:
        """What is said of how the sets were made, a paragraph each."""
        scored = ~np.isnan(self.base.level_scores["index"])
        lines = [
            self.together.in_(lang),
            known_line(self.known, lang),
            left_out_line(int((scored & np.isnan(self.sets.rank)).sum()), lang),
            method_line(lang),
        ]
        return [line for line in lines if line]

    def among_first(self, k: int) -> tuple[str, ...]:
        """Areas that may truly be among the ``k`` with the greatest challenge, all who are at the level.

        Raises
        ------
        MethodError
            The sets are marginal, or ``k`` is outside 1 to the number of areas.
        """
        return tuple(compress(self.base.areas, self.sets.among_best(k)))

    def not_told_apart(self) -> tuple[tuple[str, str], ...]:
        """Pairs of areas whose order is not shown, all pairs judged together; the higher score first."""
        open_ones, scores = self.sets.indistinguishable(), self.base.level_scores["index"]
        order = np.argsort(-on_grid(scores, self.base.scale), kind="stable")
        areas = self.base.areas
        return tuple((areas[i], areas[j]) for i, j in combinations(order, 2) if open_ones[i, j])


@door
class RanksUnderErrorPlots(Plots):
    """The chart and the map of rank sets.

    Parameters
    ----------
    sets : RanksUnderError

    Examples
    --------
    >>> import omradesindex as oi
    >>> study = oi.robustness(oi.load_index("malmo-2023"), oi.example_statistics(), drop=1, n="all")
    >>> figure = study.rank_sets().plot.rank_sets()
    """

    def __init__(self, sets: RanksUnderError) -> None:
        self._sets = sets

    @chart
    def rank_sets(self, *, lang: Language = "sv", most: int | None = MOST, **form: Unpack[Form]) -> Picture:
        """Draw the sets that hold each area's true rank under the values' own errors.

        Parameters
        ----------
        lang : {"sv", "en"}
        most : int or None
            Areas that are drawn; of more, the first and the last, and the figure says so. None draws all.
        """
        from omradesindex.subjects.robustness.charts.rank_sets import rank_sets

        return rank_sets(self._sets, lang, most)

    @chart
    def map(self, *, lang: Language = "sv", **form: Unpack[Form]) -> Picture:
        """Draw a map of how many places chance leaves open to each area, with the list of them.

        Parameters
        ----------
        lang : {"sv", "en"}

        Raises
        ------
        DivisionError
            No outlines to draw.
        """
        must_have_outlines(self._sets.base)
        from omradesindex.subjects.robustness.charts.rank_sets import sets_map

        return sets_map(self._sets, lang)


@door
def ranks_under_error(
    base: Result,
    *,
    level: float = 0.95,
    simultaneous: bool = True,
    covariance: ArrayLike | None = None,
    dependence: str | float | pd.DataFrame = "moderate",
    rng: int = 1,
    draws: int = DRAWS,
) -> RanksUnderError:
    """Find confidence sets for the ranks of an index under its values' errors.

    Parameters
    ----------
    base : Result
    level : float
        How often the sets hold the true ranks.
    simultaneous : bool
        All areas' sets at once, or each by itself.
    covariance : array_like, shape (n_areas, n_areas), optional
        Of the index's scores, where their errors depend on each other; the values' own errors, independent
        between areas, if left out.
    dependence : {"moderate", "independent", "bounded"}, float or DataFrame
        How the errors of the same area's indicators hang together; see :meth:`Result.uncertainty`.
    rng : int
    draws : int
        Simulated errors behind the critical values.

    Returns
    -------
    RanksUnderError

    Raises
    ------
    ComputeError
        No value has a known error.
    MethodError
        More than some 280 areas with the draws that are usual: name fewer draws.

    Notes
    -----
    Mogstad, Romano, Shaikh and Wilhelm (2023); see :func:`omradesindex.methods.rank_sets.rank_sets`. Errors
    of chance and of doubtful membership are added (as variances), and taken to be independent between areas.

    Examples
    --------
    >>> import omradesindex as oi
    >>> base = oi.load_index("malmo-2023").compute(oi.example_statistics())
    >>> table = ranks_under_error(base).to_frame()
    >>> bool(((table["low"] <= table["rank"]) & (table["rank"] <= table["high"])).all())
    True
    """
    if rng < 0:
        raise MethodError(f"the seed is {rng}", where="rank sets", expected="a whole number of zero or more")
    scores = base.level_scores["index"]
    n = int((~np.isnan(scores)).sum())
    check_work(
        n,
        draws,
        where="rank sets",
        remedy="call ranks_under_error(study.base, draws=…), of "
        "omradesindex.subjects.robustness.ranks_under_error",
    )
    options: dict[str, Any] = {"level": level, "simultaneous": simultaneous, "draws": draws, "rng": rng}
    if covariance is not None:
        return RanksUnderError(base, rank_sets(scores, covariance=covariance, **options), 1.0, Text("", ""))
    known = base.uncertainty(dependence=dependence)
    error = hypot(known.score_error["index"], known.score_assumed["index"])
    there = ~np.isnan(scores) & ~np.isnan(error)
    share = known.score_known["index"]
    if not (error[there] > 0).any():
        raise ComputeError(
            "too little is known of the values' errors, so ranks cannot be judged against chance",
            where=f"index '{base.index.id}' on {base.statistics.name}",
            expected="counts, or figures with standard errors",
        )
    sets = rank_sets(scores, np.where(there, error, np.nan), **options)
    return RanksUnderError(base, sets, float(share[there].min()), known.dependence.text)
