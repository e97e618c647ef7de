"""What municipalities together are called, where they are all of a county's, or all of the country's."""

from __future__ import annotations

from collections.abc import Collection, Mapping

#: County code → its name, and how many municipalities it has.
_COUNTIES: Mapping[str, tuple[str, int]] = {
    "01": ("Stockholms län", 26), "03": ("Uppsala län", 8), "04": ("Södermanlands län", 9),
    "05": ("Östergötlands län", 13), "06": ("Jönköpings län", 13), "07": ("Kronobergs län", 8),
    "08": ("Kalmar län", 12), "09": ("Gotlands län", 1), "10": ("Blekinge län", 5),
    "12": ("Skåne län", 33), "13": ("Hallands län", 6), "14": ("Västra Götalands län", 49),
    "17": ("Värmlands län", 16), "18": ("Örebro län", 12), "19": ("Västmanlands län", 10),
    "20": ("Dalarnas län", 15), "21": ("Gävleborgs län", 10), "22": ("Västernorrlands län", 7),
    "23": ("Jämtlands län", 8), "24": ("Västerbottens län", 15), "25": ("Norrbottens län", 14),
}  # fmt: skip
_COUNTRY = "Sverige"


def region_named(towns: Collection[str]) -> str:
    """Return the county that municipalities are, or the country; empty where they are some of one, or one.

    Examples
    --------
    >>> region_named(["0305", "0319", "0330", "0331", "0360", "0380", "0381", "0382"])
    'Uppsala län'
    >>> region_named(["0380"]), region_named(["0380", "0381"])
    ('', '')
    """
    counties = {town[:2] for town in towns}
    if len(set(towns)) < 2 or not counties <= set(_COUNTIES):
        return ""
    if len(set(towns)) == sum(n for _, n in _COUNTIES.values()):
        return _COUNTRY
    name, n = _COUNTIES[counties.pop()]
    return name if not counties and len(set(towns)) == n else ""
