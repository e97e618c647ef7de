"""What areas together are called, by their codes: a municipality, or some of it, a county, the country."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Collection, Mapping
from functools import cache

from omradesindex.datafiles import data_path
from omradesindex.patterns import pattern
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

#: A small area's name within its municipality's, as SCB writes those of RegSO.
_WITHIN = pattern(r"([^()]+) \((.+)\)")

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


@cache
def _codes() -> Mapping[str, str]:
    return {row["namn"].casefold(): code for code, row in municipalities().items()}


def town_of(told: str) -> str:
    """Return the code of the municipality that an area lies in, by its code or by its name; else nothing.

    Examples
    --------
    >>> town_of("0380R001"), town_of("Uppsala (Bergsbrunna)"), town_of("Uppsala"), town_of("Norr (västra)")
    ('0380', '0380', '', '')
    """
    named = _WITHIN.fullmatch(told)
    return municipality_of(told) or (_codes().get(named[1].casefold(), "") if named else "")


def town_called(told: str) -> str:
    """Return the code of a municipality by what a column of municipalities calls it; else nothing.

    Examples
    --------
    >>> town_called("Uppsala"), town_called("0380"), town_called("380"), town_called("Norr")
    ('0380', '0380', '0380', '')
    """
    code = told.zfill(4) if told.isdigit() else _codes().get(told.casefold(), "")
    return code if code in municipalities() else ""


def own_name(told: str) -> str:
    """Return an area's name without that of the municipality before it.

    Examples
    --------
    >>> own_name("Uppsala (Bergsbrunna)"), own_name("Norr (västra)")
    ('Bergsbrunna', 'Norr (västra)')
    """
    named = _WITHIN.fullmatch(told)
    return named[2] if named and town_called(named[1]) else told


def names_of(areas: Collection[str]) -> set[str]:
    """Return what areas may be called: with and without what stands around the name.

    Examples
    --------
    >>> sorted(names_of(["Lillstad (Norr)"]))
    ['Lillstad (Norr)', 'Norr']
    """
    return {*areas, *(named[2] for area in areas if (named := _WITHIN.fullmatch(area)))}


def town_and_code(code: str) -> str:
    """Return a municipality's name and code, as errors tell of it.

    Examples
    --------
    >>> town_and_code("0380"), town_and_code("9999")
    ('Uppsala (0380)', '9999')
    """
    known = municipalities().get(code)
    return f"{known['namn']} ({code})" if known else code


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


def county_and_beyond(areas: Collection[str]) -> tuple[str, str, int] | None:
    """Return the county that DeSO or RegSO are all of, its code, and how many lie outside it; else None.

    Examples
    --------
    >>> county_and_beyond(["0980C1010", "0380C1010"]) is None
    True
    """
    in_town = Counter(municipality_of(code) for code in areas)
    column = "regso_2020" if all(code[4:5] == "R" for code in areas) else "deso_2018"
    for county, name in _COUNTIES.items():
        towns = [row for code, row in municipalities().items() if code.startswith(county)]
        beyond = len(areas) - sum(in_town[row["kod"]] for row in towns)
        if 0 < beyond < len(areas) / 2 and all(in_town[row["kod"]] >= int(row[column]) for row in towns):
            return name, county, beyond
    return None


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
