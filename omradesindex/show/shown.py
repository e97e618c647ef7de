"""What shows itself where it is asked for: as text in a terminal, as HTML in a notebook."""

from __future__ import annotations

from collections.abc import Mapping

from omradesindex.show.cut import MOST, MOST_SCROLLED
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.spoken import of_its_units
from omradesindex.wording import Language


class Shown:
    """A thing that says what it is as a page.

    Who adds one writes :meth:`page`; how it prints, and what a notebook shows of it, follow.

    Examples
    --------
    >>> class Town(Shown):
    ...     def page(self, lang="sv"):
    ...         return Page("Hamnstad", facts({"Områden": "14"}), lang=lang)
    >>> Town()
    Hamnstad
    Områden: 14
    """

    def __init_subclass__(cls, **named: object) -> None:
        super().__init_subclass__(**named)
        for name in ("page", "explain", "summary", "save", "_unasked"):
            if name in vars(cls):
                setattr(cls, name, of_its_units(vars(cls)[name]))

    def page(self, lang: Language = "sv") -> Page:
        """Return what it is, in about ten lines.

        Parameters
        ----------
        lang : {"sv", "en"}
        """
        raise NotImplementedError

    def _unasked(self, most: int) -> Page:  # noqa: ARG002
        """Return what is shown where nobody said what to show; of areas at most so many."""
        return self.page()

    def __repr__(self) -> str:
        try:
            return self._unasked(MOST).text()
        except Exception as error:  # noqa: BLE001  # a debugger asks what is half made, too
            return f"<{type(self).__name__} that cannot be shown: {type(error).__name__}: {error}>"

    def _repr_html_(self) -> str | None:
        try:
            return self._unasked(MOST_SCROLLED).html()
        except Exception:  # noqa: BLE001  # a notebook then shows the text
            return None


def facts(said: Mapping[str, str]) -> list[Paragraph]:
    """Return a line for each fact under its label; those that say nothing are left out."""
    return [Paragraph(text, label) for label, text in said.items() if text]
