"""What a figure says to those who do not see it, in the sentences that several charts share."""

from __future__ import annotations

from collections.abc import Sequence

from omradesindex.show import words
from omradesindex.wording import NBSP, Language, number, plural, say


def ends_line(names: Sequence[str], lang: Language, *, first: str, last: str) -> str:
    """Say who is first and who is last of those who have figures, as ``names`` has them in order.

    Examples
    --------
    >>> ends_line(["07 Hamnen (112)", "03 Berget (101)", "10 Ängen (88)"], "sv", first="Högst", last="lägst")
    'Högst: 07 Hamnen (112); lägst: 10 Ängen (88).'
    >>> ends_line([], "en", first="Highest", last="lowest")
    'No area has a figure.'
    """
    if not names:
        return words.no_figure(lang)
    if len(names) == 1:
        return f"{first}: {names[0]}."
    return f"{first}: {names[0]}; {last}: {names[-1]}."


def areas_line(n: int, lang: Language) -> str:
    """Say how many areas there are.

    Examples
    --------
    >>> areas_line(14, "sv"), areas_line(1, "en")
    ('14 områden', '1 area')
    """
    word = say(lang, plural(n, "område", "områden"), plural(n, "area", "areas"))
    return f"{number(n, lang=lang)} {word}".replace(NBSP, " ")
