"""Several indices on the same figures: whose areas come first, and what each difference comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omradesindex.doors import door
from omradesindex.index import words
from omradesindex.index.words_terms import add_terms
from omradesindex.show.answer import Answer
from omradesindex.show.folder import Folder
from omradesindex.show.on_map import OnMap
from omradesindex.subjects.compare.compared import Compared
from omradesindex.wording import Language, Text, check_language, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.show.page import Page
    from omradesindex.subjects.compare.plots import ComparisonPlots


@door
class Comparison(Compared, Answer):
    """Indices held against a base on the same figures. Made by :func:`omradesindex.compare`.

    What it holds in numbers is told in :class:`~omradesindex.subjects.compare.compared.Compared`.
    """

    def explain(self, name: str, *, lang: Language = "sv") -> Page:
        """Say what a set changes beside the base, and why: in sentences, and the areas that move as a table.

        Parameters
        ----------
        name : str
            The set's id.
        lang : {"sv", "en"}

        Raises
        ------
        ComputeError
            The set is not among the compared; the nearest is suggested.

        Examples
        --------
        >>> import omradesindex as oi
        >>> base = oi.load_index("malmo-oppna-data")
        >>> own = base.reweight({"boende": 3}).with_identity(id="mer-boende")
        >>> changes = oi.compare([base, own], oi.malmo_statistics()).explain("mer-boende")
        >>> print(changes.blocks[0].text.partition(": ")[2])
        Vikten för Boende ändras från 1 till 3.
        """
        from omradesindex.subjects.compare.page import explanation_of

        self.index_of(name)  # refuses an unknown one
        return explanation_of(self, name, lang)

    def summary(self, lang: Language = "sv") -> str:
        """Say who comes first in every set and in some, and who enters and leaves by which set."""
        from omradesindex.subjects.compare.page import changes

        return "\n".join(
            [super().summary(lang), *(f"{names}: {text}" for names, text in changes(self, lang))]
        )

    # -- how it is shown --------------------------------------------------------------------------------

    @property
    def plot(self) -> ComparisonPlots:
        """The chart: ``plot.bump()``, ranks across the sets."""
        from omradesindex.subjects.compare.plots import ComparisonPlots

        return ComparisonPlots(self)

    def page(self, lang: Language = "sv", *, most: int | None = None) -> Page:
        """Return the ranks in every set, how far they agree, who enters and leaves, and the reasons.

        Parameters
        ----------
        lang : {"sv", "en"}
        most : int or None
            Areas that are listed; of more, the first and the last in the base, and the table says so. None
            lists all.
        """
        from omradesindex.subjects.compare.page import page_of

        check_language(lang)
        return page_of(self, lang, most)

    def on_map(self) -> OnMap:
        """Say what there is to lay on a map: scores, places and moves in every set."""
        of = self.statistics
        return OnMap(self.to_frame(), ["set"], self.areas, of.division, of.name, f"rank_{self.sets[-1]}")

    def contents(self, folder: Folder) -> None:
        """Say which files :meth:`save` writes."""
        from omradesindex.subjects.compare.page import reading_frame

        lang = folder.lang
        inputs = say(lang, "Underlagets fingeravtryck (SHA-256)", "Fingerprint of the inputs (SHA-256)")
        folder.page(
            "jamforelse",
            lambda: self.page(lang),
            Text(
                "jämförelsen; i texten också vad varje förslag ändrar och varför",
                "the comparison; in the text also what each proposal changes and why",
            ),
            more=lambda: [
                *(self.explain(name, lang=lang) for name in (*self.sets, *self.empty)),
                f"{inputs}: {self.everything.fingerprint}",
            ],
        )
        add_terms(folder, self.everything, lambda: [self.page(lang)], name="jamforelse_ord")
        folder.table(
            "jamforelse",
            self.to_frame,
            Text(
                "poäng, platser och flyttar, en rad för varje index och område",
                "scores, places and moves, a row for each index and area",
            ),
        )
        folder.sheet(
            "jamforelse_excel",
            lambda: reading_frame(self, lang),
            Text("platser och poäng", "places and scores"),
        )
        tables = {
            "overensstammelse": (
                self.agreement.reset_index,
                Text("rangkorrelationer med grundindexet", "rank correlations with the base index"),
            ),
            "bidrag": (
                lambda: self.attribution,
                Text(
                    "poängens skillnad från grundindexet, per indikator",
                    "each score's difference from the base index, by indicator",
                ),
            ),
            "orsaker": (
                lambda: self.causes,
                Text(
                    "vad som flyttar varje område, per indikator",
                    "what made each area move, by indicator",
                ),
            ),
            "tackning": (
                lambda: self.coverage,
                Text(
                    "vilka indikatorer varje index har, och vilka som har uppgifter",
                    "which indicators each index has, and which have figures",
                ),
            ),
        }
        for name, (frame, what) in tables.items():
            folder.table(name, lambda frame=frame: self._labelled(frame()), what)  # type: ignore[misc]
        folder.figure(
            "rangdiagram",
            lambda: self.plot.bump(lang=lang),
            Text("områdenas plats i varje index", "the areas' place in each index"),
            rows=len(self.areas),
        )

    def _labelled(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Add what a table must say of itself when it is passed on alone."""
        return frame.assign(base=self.base, statistics=words.whose(self.everything, "sv"))
