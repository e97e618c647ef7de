"""A report: what is handed over, as a page and as files in every form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from omradesindex.doors import door
from omradesindex.index.explain import place_of
from omradesindex.reports import words
from omradesindex.reports.document import document
from omradesindex.reports.formats import FORMATS, Format, formats_given
from omradesindex.reports.given import Given
from omradesindex.reports.released import Released
from omradesindex.reports.residents import residents
from omradesindex.reports.sections import areas
from omradesindex.show.answer import Answer
from omradesindex.show.cut import check_most
from omradesindex.show.file_names import LANGUAGES
from omradesindex.show.folder import Folder, Written
from omradesindex.show.on_map import OnMap
from omradesindex.show.page import Heading, Page
from omradesindex.statistics.writing.dcat import Publisher
from omradesindex.wording import Language, check_language

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index import Breakdown, Result


@door
class Report(Answer):
    """A report on an index, on figures that others may see. Made by :func:`omradesindex.report`.

    Attributes
    ----------
    given : Given
        The answers that it lays out, as others may see them.
    lang : {"sv", "en"}
        The language of what it writes.
    template : Path or None
        The city's own Word template.
    publisher : Publisher or None
        Who publishes the open data.
    """

    def __init__(
        self,
        released: Released,
        *,
        lang: Language = "sv",
        template: Path | None = None,
        publisher: Publisher | None = None,
    ) -> None:
        self._released = released
        self.given: Given = released.given
        self.lang: Language = lang
        self.template = template
        self.publisher = publisher
        self._pages: dict[Language, Mapping[str, Page]] = {}

    @property
    def result(self) -> Result:
        """The index, as others may see it."""
        return self.given.result

    @property
    def by(self) -> tuple[Breakdown, ...]:
        """Its groups, where they were given and may be shown."""
        return self.given.by

    @property
    def withheld(self) -> int:
        """How many figures are withheld."""
        return self._released.withheld

    def stamp(self, lang: Language | None = None) -> str:
        """What tells whether two files are of the same report."""
        return words.stamp(self.given, lang or self.lang)

    def to_frame(self) -> pd.DataFrame:
        """Return the index's figures, as ``result.to_frame()``."""
        return self.result.to_frame()

    def page(self, lang: Language | None = None, *, most: int | None = None) -> Page:
        """Return the whole report as a page.

        Parameters
        ----------
        lang : {"sv", "en"}, optional
            The report's own if left out.
        most : int or None
            Not used: every area has its page.
        """
        check_most(most)
        return self.pages(lang)["rapport"]

    def pages(self, lang: Language | None = None) -> Mapping[str, Page]:
        """Return what is handed over, by the names of its files: the report, and what stands alone."""
        spoken = lang or self.lang
        check_language(spoken)
        if spoken not in self._pages:
            # In easy words, in every language that there is; the report's own first.
            others = [other for other in LANGUAGES if other != spoken]
            self._pages[spoken] = {
                "rapport": document(self.given, spoken, self.withheld),
                "lattlast": residents(self.given, spoken),
                **{f"lattlast_{other}": residents(self.given, other) for other in others},
            }
        return self._pages[spoken]

    def summary(self, lang: Language | None = None) -> str:
        """Say in a few sentences what the report says first."""
        return self.result.summary(lang or self.lang)

    def explain(self, area: str, *, lang: Language | None = None) -> Page:
        """Return an area's own page.

        Raises
        ------
        ComputeError
            Unknown area.
        """
        spoken = lang or self.lang
        place = place_of(area, self.given.areas, self.given.statistics.name)
        head, *blocks = areas.area(self.given, place, spoken)
        whole = self.page(spoken)
        title = head.text if isinstance(head, Heading) else ""
        # It stands alone: its headings are directly below its title.
        raised = [replace(b, level=b.level - 2) if isinstance(b, Heading) else b for b in blocks]
        return Page(title, raised, whole.notes, spoken, whole.stamp)

    def on_map(self) -> OnMap:
        """Say what there is to lay on a map: the index."""
        return self.result.on_map()

    def contents(self, folder: Folder) -> None:
        """Name the files of every form that can be written."""
        self._contents(folder, formats_given(None))

    def _contents(self, folder: Folder, forms: Iterable[Format]) -> None:
        for form in forms:
            form.add(self, folder)
        folder.readme("LÄSMIG.txt", words.README.in_(folder.lang), self._released.files(folder.lang))

    def save(
        self,
        folder: str | Path,
        *,
        formats: Iterable[str] | str | None = None,
        lang: Language | None = None,
        figures: bool = True,
    ) -> Written:
        """Write the report to a new folder: all of it or nothing.

        The figures that it rests on are audited anew and written beside it; with a ledger they are entered
        there.

        Parameters
        ----------
        folder : str or Path
            A folder that is not there, or an empty one: nobody must wonder what is meant for them.
        formats : sequence of str, optional
            Such as ``["html", "docx"]``; all that can be written here if left out.
        lang : {"sv", "en"}, optional
            The report's own if left out.
        figures : bool
            Whether files of figures alone are written.

        Returns
        -------
        list of Path
            What was written; shown, it says what each file is and for whom.

        Raises
        ------
        OmradesindexError
            An unknown form or one whose package is missing; a folder that holds something.
        ComputeError
            The audit fails.
        """
        files = Folder(lang or self.lang, figures=figures)
        self._contents(files, formats_given(formats))
        return files.write_new(folder, lambda new: self._released.write(new, files.lang))

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The forms that can be written here."""
        return tuple(name for name, form in FORMATS.items() if form.can)
