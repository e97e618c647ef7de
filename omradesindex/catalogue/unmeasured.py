"""What was asked for and is not measured, for a reader: who asked, why not, and what lies nearest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from omradesindex.catalogue.bodies import BODIES, body_said
from omradesindex.catalogue.library import indicators
from omradesindex.catalogue.wishes import Wish, wishes
from omradesindex.catalogue.words import ASKED_FOR
from omradesindex.doors import door, methods_door
from omradesindex.errors import DefinitionError, did_you_mean, listing
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.shown import Shown
from omradesindex.show.table import Column, Table
from omradesindex.wording import Language, join, say

__all__ = ["NotMeasured", "not_measured"]


@methods_door
@dataclass(frozen=True, repr=False)
class NotMeasured(Shown):
    """What was asked for and is not measured, one wish after the other.

    Attributes
    ----------
    wishes : tuple of Wish
    """

    wishes: tuple[Wish, ...]

    def __iter__(self) -> Iterator[Wish]:
        return iter(self.wishes)

    def page(self, lang: Language = "sv") -> Page:
        """Return the wishes, who asked, why they are not measured, and which indicators lie nearest.

        Examples
        --------
        >>> not_measured("tn").page("en").tables()[0].to_frame()["What"].tolist()
        ['Work areas']
        """
        title = say(lang, "Efterfrågat men inte mätt", "Asked for but not measured")
        if not self.wishes:
            return Page(title, [Paragraph(say(lang, "Inget.", "Nothing."))], lang=lang)
        bodies = [", ".join(map(body_said, wish.bodies)) for wish in self]
        nearest = [
            join([indicators()[name].label.in_(lang) for name in wish.nearest], lang=lang) for wish in self
        ]
        columns = [
            Column(say(lang, "Vad", "What"), [wish.label.in_(lang) for wish in self], "words"),
            Column(say(lang, "Av", "By"), bodies, "words"),
            Column(say(lang, "Varför", "Why"), [wish.why.in_(lang) for wish in self], "words"),
            Column(say(lang, "Närmast", "Nearest"), [names or "–" for names in nearest], "words"),
        ]
        caption = say(lang, "Vad som inte mäts, och varför", "What is not measured, and why")
        return Page(title, [Paragraph(ASKED_FOR.in_(lang)), Table(caption, columns)], lang=lang)


@door
def not_measured(body: str | None = None) -> NotMeasured:
    """Say what was asked for in the consultation and no indicator measures, and why.

    Parameters
    ----------
    body : str, optional
        Short name of a board or company; without it all of them.

    Raises
    ------
    DefinitionError
        A board or company that did not take part in the consultation.

    Examples
    --------
    >>> [wish.id for wish in not_measured("sn")]
    ['byggnaders_skick', 'barn_som_bar_vuxenansvar', 'hinder_for_kontakt']
    """
    if body is not None and body not in BODIES:
        raise DefinitionError(
            f"the body '{body}' is unknown{did_you_mean(body, BODIES)}",
            expected=f"one of {listing(BODIES, 20)}",
        )
    return NotMeasured(tuple(wish for wish in wishes().values() if body is None or body in wish.bodies))
