"""What a study of robustness answers, and how it shows itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from omradesindex.doors import door
from omradesindex.errors import ComputeError
from omradesindex.index.words import whose
from omradesindex.index.words_terms import add_terms
from omradesindex.show.answer import Answer
from omradesindex.show.cut import MOST
from omradesindex.show.drawing import in_form
from omradesindex.show.on_map import OnMap
from omradesindex.show.page import Page
from omradesindex.subjects.robustness.study import Study
from omradesindex.wording import Language, Text, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.show.folder import Folder
    from omradesindex.subjects.robustness.plots import RobustnessPlots
    from omradesindex.subjects.robustness.ranks_under_error import RanksUnderError
    from omradesindex.subjects.robustness.smallest_change import Swap

T = TypeVar("T")

# As many scenarios as a file of the design holds, spread over as many as it is quick to make again.
_DESIGN, _MADE_AGAIN = 10_000, 200_000


@door
class Robustness(Study, Answer):
    """How far an index's ranks hold when its choices vary. Made by :func:`omradesindex.robustness`.

    The numbers are those of :class:`omradesindex.subjects.robustness.study.Study`: ``ranks``, ``scores``,
    ``acceptability``, ``pairs``, ``sensitivity`` and their like, tables with one row for each area, in the
    division's order.
    """

    def page(self, lang: Language = "sv", *, most: int | None = None) -> Page:
        """Return what the study says, and every area's place with its range.

        Parameters
        ----------
        lang : {"sv", "en"}
        most : int or None
            Areas that are listed; None lists all.
        """
        from omradesindex.subjects.robustness.page import page_of

        return page_of(self, lang, most)

    def explain(self, area: str, *, lang: Language = "sv") -> Page:
        """Return what the study says of one area.

        Its place and range, how often it is among the first, whom it cannot be told apart from, and what
        moves it: each factor, and its place when each indicator is left out.

        Parameters
        ----------
        area : str
            An area's code.
        lang : {"sv", "en"}

        Raises
        ------
        ComputeError
            An unknown area; the nearest is suggested.

        Examples
        --------
        >>> import omradesindex as oi
        >>> study = oi.robustness(oi.load_index("malmo-2023"), oi.example_statistics(), n=1000)
        >>> [table.caption for table in study.explain("06").tables()]
        ['Vad som flyttar området', 'Plats utan en indikator']
        """
        from omradesindex.subjects.robustness.explain import explain

        return explain(self, area, lang)

    def summary(self, lang: Language = "sv") -> str:
        """Say in plain words how far the conclusion holds."""
        from omradesindex.subjects.robustness.words import summary

        return summary(self, lang)

    def smallest_change(self, first: str, second: str) -> Swap:
        """Return the smallest change of weights that lets ``second`` draw level with ``first``.

        See :func:`omradesindex.subjects.robustness.smallest_change.smallest_change`.
        """
        from omradesindex.subjects.robustness.smallest_change import smallest_change

        return smallest_change(self.base, first, second)

    def rank_sets(self, *, level: float = 0.95, simultaneous: bool = True) -> RanksUnderError:
        """Sets that hold each area's true rank as often as they say, under the values' own errors.

        See :func:`omradesindex.subjects.robustness.ranks_under_error.ranks_under_error`.
        """
        from omradesindex.subjects.robustness.ranks_under_error import ranks_under_error

        return ranks_under_error(
            self.base,
            level=level,
            simultaneous=simultaneous,
            dependence=self.varied.dependence,
            rng=self.seed,
        )

    @property
    def plot(self) -> RobustnessPlots:
        """Charts: ``plot.acceptability()``, ``ranks()``, ``pairs()``, ``sensitivity()``, ``scenarios()``."""
        from omradesindex.subjects.robustness.plots import RobustnessPlots

        return RobustnessPlots(self)

    def on_map(self) -> OnMap:
        """Say what there is to lay on a map: every place with its range."""
        of, rows = self.base.statistics, self.to_frame().reset_index()
        return OnMap(rows, (), self.base.areas, of.division, of.name, "base")

    def contents(self, folder: Folder) -> None:
        """Say which files :meth:`save` writes.

        What the study does not hold is left out: pairs, distances and rank sets of more than 64 areas, Sobol
        indices that were not asked for, rank sets where no error is known. Of a study in which nothing
        changes any score there is the summary, the index as defined and what was to vary.
        """
        from omradesindex.subjects.robustness.page import reading_frame

        if self.tried:
            self.refuse_empty()
        lang = folder.lang
        folder.earlier(*(f"{name}.csv" for name in _TABLES))
        folder.page("robusthet", lambda: self.page(lang), _WHAT["robusthet"], more=lambda: [self._made(lang)])
        add_terms(folder, self.base, lambda: [self.page(lang)], name="robusthet_ord")
        folder.table("robusthet", lambda: self._labelled(self.to_frame().reset_index()), _WHAT["ranks"])
        folder.sheet("robusthet_excel", lambda: reading_frame(self, lang), _WHAT["ranks"])
        # Rank sets judge every pair of areas too, which takes minutes where they are many.
        sets = None if self.tally.pairs is None or not self.tried else _if_any(self.rank_sets)
        tables: dict[str, Callable[[], pd.DataFrame]] = {}
        if self.tried:
            tables["rangfordelning"] = self.acceptability.rename(columns="rank_{}".format).reset_index
            if self.tally.pairs is not None:
                tables["par"] = lambda: self.pairs
                tables["avstand"] = lambda: self.distances.rename_axis("distance").reset_index()
            if self.shares is not None:
                tables["orsaker"] = lambda: self.sensitivity
            if not self.by_level.empty:
                tables["nivaer"] = lambda: self.by_level
            tables["en_i_taget"] = lambda: self.one_at_a_time
            tables["utan_indikator"] = self.leave_one_out.reset_index
            if sets is not None:
                tables["rangmangder"] = sets.labelled_frame
        tables["faktorer"] = partial(self._factors, lang)
        if self.tried:
            tables["scenarier"] = lambda: self._some_draws().reset_index()
        for name, frame in tables.items():
            folder.table(name, lambda frame=frame: self._labelled(frame()), _WHAT[name])  # type: ignore[misc]
        self._figures(folder, sets)

    def _figures(self, folder: Folder, sets: RanksUnderError | None) -> None:
        from omradesindex.subjects.robustness.charts.scenarios import draw_scenarios, one_choice_at_a_time

        plot, lang = self.plot, folder.lang
        folder.earlier(*(f"{name}.{kind}" for name in _FIGURES for kind in ("png", "svg")))
        if not self.tried:
            return
        n = len(self.base.areas)
        folder.figure("rangintervall", lambda: plot.ranks(lang=lang), _WHAT["rangintervall"], rows=n)
        folder.figure(
            "rangfordelning", lambda: plot.acceptability(lang=lang), _WHAT["rangfordelning"], rows=n
        )
        if self.tally.pairs is not None:
            folder.figure("par", lambda: plot.pairs(lang=lang), _WHAT["par"])
        if self.shares is not None:
            folder.figure("orsaker", lambda: plot.sensitivity(lang=lang), _WHAT["orsaker"])
        scenarios = _if_any(lambda: one_choice_at_a_time(self))
        if scenarios is not None:
            folder.figure(
                "ett_val_i_taget",
                lambda: in_form(lambda: draw_scenarios(scenarios, lang, MOST)),
                _WHAT["ett_val_i_taget"],
                rows=n,
            )
        if sets is not None:
            folder.figure("rangmangder", lambda: sets.plot.rank_sets(lang=lang), _WHAT["rangmangder"], rows=n)

    def _some_draws(self) -> pd.DataFrame:
        """As many scenarios as a file holds, at even distance: neighbours are much alike."""
        design = self.design(0, min(self.n, _MADE_AGAIN))
        return design.iloc[:: -(-len(design) // _DESIGN)]

    def _factors(self, lang: Language) -> pd.DataFrame:
        import pandas as pd

        rows = [
            {
                "factor": factor.name,
                "label": factor.label.in_(lang),
                "levels": "; ".join(factor.distinct),
                "base": factor.base,
                "copies": "; ".join(f"{level} = {twin}" for level, twin in factor.copies.items()),
                "changes_scores": factor in self.problem.factors,
            }
            for factor in (*self.problem.factors, *self.problem.idle)
        ]
        return pd.DataFrame(rows)

    def _labelled(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Add what a table must say of itself when it is passed on alone."""
        frame = frame.assign(index=self.base.index.id, statistics=whose(self.base, "sv"), seed=self.seed)
        return frame if "n" in frame.columns else frame.assign(n=self.n)

    def _made(self, lang: Language) -> str:
        """What it takes to make the study again."""
        inputs = say(lang, "Underlagets fingeravtryck (SHA-256)", "Fingerprint of the inputs (SHA-256)")
        return f"{say(lang, 'Startvärde', 'Seed')}: {self.seed}\n{inputs}: {self.base.fingerprint}"


def _if_any(ask: Callable[[], T]) -> T | None:
    """What is asked for, or None where the study does not allow it."""
    try:
        return ask()
    except ComputeError:
        return None


#: What each file holds. A study may hold some of them, and another study not.
_WHAT = {
    "robusthet": Text("vad studien säger, med områdenas platser", "what the study says, with the places"),
    "ranks": Text("plats och poäng med intervall", "places and scores with their ranges"),
    "rangfordelning": Text("hur ofta varje område har varje plats", "how often each area has each place"),
    "par": Text("hur ofta ett område ligger över ett annat", "how often one area lies above another"),
    "avstand": Text("hur långt sätten att räkna ligger från indexet", "how far the ways lie from the index"),
    "orsaker": Text("vilka val som betyder mest", "which choices matter most"),
    "nivaer": Text("hur långt varje nivå flyttar platserna", "how far each level moves the places"),
    "en_i_taget": Text("varje val för sig", "each choice alone"),
    "utan_indikator": Text("platser utan en indikator", "places without an indicator"),
    "rangmangder": Text("platser som slumpen lämnar öppna", "places that chance leaves open"),
    "faktorer": Text("vad som varierade, med nivåer", "what varied, with its levels"),
    "scenarier": Text("sätten att räkna själva", "the ways of counting themselves"),
    "rangintervall": Text("varje områdes möjliga plats", "each area's possible place"),
    "ett_val_i_taget": Text("platser när ett val ändras i taget", "places as one choice is changed"),
}
_FIGURES = ("rangintervall", "rangfordelning", "par", "orsaker", "ett_val_i_taget", "rangmangder")
_TABLES = (
    *("rangfordelning", "par", "avstand", "orsaker", "nivaer", "en_i_taget", "utan_indikator", "rangmangder"),
    "scenarier",
)
