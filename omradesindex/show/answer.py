"""What every answer can do: become a table, a page, a text, files; and show itself where it is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from omradesindex.doors import door
from omradesindex.show.cut import MOST
from omradesindex.show.folder import Folder, Written
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.shown import Shown
from omradesindex.wording import Language

if TYPE_CHECKING:
    import pandas as pd


@door
class Answer(Shown):
    """An answer to a question about an index: the protocol that all of them share.

    Who adds an answer writes :meth:`to_frame`, :meth:`page` and :meth:`contents`, and a ``plot`` of its own
    where there is something to draw; text, HTML, files and how it shows itself follow.
    """

    def to_frame(self) -> pd.DataFrame:
        """Return the answer as one tidy table."""
        raise NotImplementedError

    def page(self, lang: Language = "sv", *, most: int | None = None) -> Page:
        """Return the answer as a page: what it says, its tables, and what every reader must be told.

        Parameters
        ----------
        lang : {"sv", "en"}
        most : int or None
            Areas that are listed; of more, the first and the last, and the table says so. None lists all.
        """
        raise NotImplementedError

    def contents(self, folder: Folder) -> None:
        """Say which files :meth:`save` writes."""
        raise NotImplementedError

    def summary(self, lang: Language = "sv") -> str:
        """Say in a few sentences what the answer is."""
        page = self.page(lang, most=MOST)
        return "\n".join(block.text for block in page.first().blocks if isinstance(block, Paragraph))

    def save(self, folder: str | Path, *, lang: Language = "sv", figures: bool = True) -> Written:
        """Write everything to a folder: pages to read, tables to compute on, figures.

        Parameters
        ----------
        folder : str or Path
            Made if it is not there. Nothing is moved into it before everything has been written; earlier
            files of the same names are replaced, and others left alone.
        lang : {"sv", "en"}
            Language of what people read. Data files are the same in both.
        figures : bool
            Whether charts and maps are drawn.

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
        """
        files = Folder(lang, figures=figures)
        self.contents(files)
        return files.write(folder)

    def _unasked(self, most: int) -> Page:
        return self.page(most=most).first()
