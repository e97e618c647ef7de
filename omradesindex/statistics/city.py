"""What all the areas together are called: by the city's, or the county's, own name where it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omradesindex.wording import Language, say

if TYPE_CHECKING:
    from omradesindex.statistics.table import Statistics


def city_said(statistics: Statistics, lang: Language) -> str:
    """Name the whole that areas are held against, as it stands inside a sentence.

    Parameters
    ----------
    statistics : Statistics
    lang : {"sv", "en"}

    Returns
    -------
    str
        ``hela Malmö``; ``hela staden`` where nothing says its name; of units that are no places,
        ``alla skolor tillsammans``.

    Examples
    --------
    >>> import omradesindex as oi
    >>> city_said(oi.malmo_statistics(), "sv"), city_said(oi.malmo_statistics(), "en")
    ('hela Malmö', 'Malmö as a whole')
    """
    if statistics.units is not None:
        units = statistics.units
        return say(lang, f"alla {units.many} tillsammans", f"all {units.many_en} together")
    division = statistics.division
    if division is None:
        return say(lang, "hela staden", "the whole city")
    name = division.whole.name
    if division.made_up and "(påhittad)" not in name:
        name = f"{name} (påhittad)"
    return say(lang, f"hela {name}", f"{name} as a whole")
