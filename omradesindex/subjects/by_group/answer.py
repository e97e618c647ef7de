"""A question asked of each group: the answers, and how they are shown beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from omradesindex.doors import door
from omradesindex.index import words
from omradesindex.index.explain import place_of
from omradesindex.show.answer import Answer
from omradesindex.show.on_map import OnMap
from omradesindex.subjects.by_group.numbers import Group, GroupNumbers
from omradesindex.wording import Language, Text

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.show.folder import Folder
    from omradesindex.show.page import Page
    from omradesindex.subjects.by_group.plots import ByGroupPlots

A = TypeVar("A", bound=Answer)


@door
class ByGroup(GroupNumbers, Answer, Generic[A]):
    """One answer for each group, and what only the groups beside each other can say.

    Made by the verbs that take ``by``: :func:`omradesindex.change`, ``trend``, ``goals``, ``compare`` and
    ``robustness``. ``answer["women"]`` is what the verb gives of that group alone, on the indicators that
    every group has in all that is compared; ``answer.total`` the same of everybody; ``answer.gaps`` how the
    groups differ, with intervals, in every area and in the whole city.

    Examples
    --------
    >>> import omradesindex as oi
    >>> index, figures = oi.load_index("malmo-2023"), oi.example_statistics()
    >>> before = index.compute(figures, period="2020")
    >>> after = index.compute(figures, period="2024", reference=before)
    >>> by_sex = oi.change(before, after, by="sex")
    >>> by_sex["women"].improved, by_sex["men"].improved
    (('10',), ('10',))
    >>> sorted(set(by_sex.gaps["pair"]))
    ['women − men']
    """

    answers: Mapping[Group, A]
    total: A

    def __getitem__(self, group: str | Group) -> A:
        """Return a group's answer: ``by_sex["women"]``, ``both["women", "with"]``."""
        return self.answers[self.breakdown.known(group)]

    @property
    def plot(self) -> ByGroupPlots:
        """Charts: ``plot.gaps()``, and of several years ``plot.years()``."""
        from omradesindex.subjects.by_group.plots import ByGroupPlots

        return ByGroupPlots(self)

    def page(self, lang: Language = "sv", *, most: int | None = None) -> Page:
        """Return how the groups differ in every area, and what each group's own answer says first.

        Parameters
        ----------
        lang : {"sv", "en"}
        most : int or None
            Areas that are listed; of more, the first and the last. None lists all.
        """
        from omradesindex.subjects.by_group.page import page_of

        return page_of(self, lang, most)

    def explain(self, area: str, *, lang: Language = "sv") -> Page:
        """Say how the groups of an area differ, and what each group's own answer says of it.

        Parameters
        ----------
        area : str
            The area's code.
        lang : {"sv", "en"}

        Raises
        ------
        ComputeError
            Unknown area; the nearest is suggested.
        """
        from omradesindex.subjects.by_group.page import explanation

        return explanation(self, place_of(area, self.areas, self.breakdown.full.statistics.name), lang)

    def _named(self) -> pd.DataFrame:
        """The gaps, with what a table must say of itself when it is passed on alone."""
        full = self.breakdown.full
        return self.gaps.assign(statistics=words.whose(full, "sv"), index=full.index.id)

    def on_map(self) -> OnMap:
        """Say what there is to lay on a map: every group's answer."""
        import pandas as pd

        total = self.total.on_map()
        tables = []
        for group, answer in {**self.answers, ("total",) * len(self.by): self.total}.items():
            tables.append(answer.on_map().rows.assign(**dict(zip(self.by, group, strict=True))))
        rows = pd.concat(tables, ignore_index=True)
        what, _, rest = total.shown.partition("_")
        shown = "_".join(filter(None, (what, *["total"] * len(self.by), rest)))
        return OnMap(rows, [*self.by, *total.by], self.areas, total.division, total.whose, shown)

    def contents(self, folder: Folder) -> None:
        """The page, the gaps, every group's answer as a table, and the chart of the gaps."""
        lang, stem = folder.lang, self.asked.file
        title = self.asked.title
        folder.page(
            f"{stem}_grupper",
            partial(self.page, lang),
            Text(f"{title.sv}, grupp för grupp", f"{title.en}, group by group"),
        )
        folder.table(
            f"{stem}_skillnader",
            self._named,
            Text(
                "skillnaderna mellan grupperna, med intervall", "the gaps between the groups, with intervals"
            ),
        )
        folder.table(
            f"{stem}_grupper",
            self.to_frame,
            Text("varje grupps svar", "every group's answer"),
        )
        folder.figure(
            f"{stem}_skillnader",
            lambda: self.plot.gaps(lang=lang),
            Text("skillnaderna, ett område på varje rad", "the gaps, an area a row"),
            rows=len(self.areas),
        )
        if self.asked.years:
            folder.figure(
                f"{stem}_skillnader_ar",
                lambda: self.plot.years(lang=lang),
                Text("skillnaderna, år för år", "the gaps, year by year"),
                rows=len(self.areas),
            )
