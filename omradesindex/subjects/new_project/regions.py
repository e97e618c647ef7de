"""What areas together are called, by their codes: a municipality, or some of it, a county, the country."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Collection, Mapping
from functools import cache

from omradesindex.datafiles import data_path
from omradesindex.statistics.vintages import municipality_of
from omradesindex.wording import Language, Text, number

#: County code → its name.
_COUNTIES: Mapping[str, str] = {
    "01": "Stockholms län", "03": "Uppsala län", "04": "Södermanlands län", "05": "Östergötlands län",
    "06": "Jönköpings län", "07": "Kronobergs län", "08": "Kalmar län", "09": "Gotlands län",
    "10": "Blekinge län", "12": "Skåne län", "13": "Hallands län", "14": "Västra Götalands län",
    "17": "Värmlands län", "18": "Örebro län", "19": "Västmanlands län", "20": "Dalarnas län",
    "21": "Gävleborgs län", "22": "Västernorrlands län", "23": "Jämtlands län",
    "24": "Västerbottens län", "25": "Norrbottens län",
}  # fmt: skip
_COUNTRY = "Sverige"

SOME_OF = Text("{n} {areas} i {town}", "{n} {areas} in {town}")


@cache
def municipalities() -> Mapping[str, Mapping[str, str]]:
    """Return each municipality by its code: its name, and how many DeSO and RegSO it had at first.

    Examples
    --------
    >>> municipalities()["0380"]["namn"]
    'Uppsala'
    """
    with data_path("kommuner.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["kod"]: row for row in csv.DictReader(file)}


def region_named(towns: Collection[str]) -> str:
    """Return the municipality, the county or the country that municipalities are; empty for some of one.

    Examples
    --------
    >>> region_named(["0305", "0319", "0330", "0331", "0360", "0380", "0381", "0382"])
    'Uppsala län'
    >>> region_named(["0380"]), region_named(["0380", "0381"])
    ('Uppsala', '')
    """
    known, own = municipalities(), set(towns)
    if not own or not own <= set(known):
        return ""
    if len(own) == 1:
        return known[own.pop()]["namn"]
    if len(own) == len(known):
        return _COUNTRY
    counties = {town[:2] for town in own}
    of_county = Counter(code[:2] for code in known)
    county = counties.pop()
    return _COUNTIES[county] if not counties and len(own) == of_county[county] else ""


def some_of(town: str, areas: Collection[str], lang: Language) -> str:
    """Return what some of a municipality's DeSO or RegSO are called; empty where they may be all of them.

    Examples
    --------
    >>> some_of("Uppsala", ["0380R001", "0380R002"], "sv"), some_of("Uppsala", ["Norr"], "sv")
    ('2 RegSO i Uppsala', '')
    """
    own = {municipality_of(code) for code in areas}
    code = own.pop() if len(own) == 1 else ""
    kinds = {area[4:5] == "R" for area in areas}
    known = municipalities().get(code)
    if known is None or known["namn"] != town or len(kinds) != 1 or any("_" in area for area in areas):
        return ""
    called, column = ("RegSO", "regso_2020") if kinds.pop() else ("DeSO", "deso_2018")
    n = len(set(areas))
    if n >= int(known[column]):
        return ""
    return SOME_OF.in_(lang).format(n=number(n, lang=lang), areas=called, town=town)
