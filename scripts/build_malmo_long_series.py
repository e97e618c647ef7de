"""Build the long series about Malmö's 14 areas: 2008–2022 by sex from RegSO, 2024–2025 from DeSO of 2025.

    python scripts/build_malmo_long_series.py --shared ../shared [--out data/statistics]

Writes ``malmo_series_2008_2025.csv.gz``, which lies beside ``malmo_series_2020_2023.csv`` and holds no
variable of the same period. What is made of which column stands in the tables below.

* Shares and means by RegSO come without counts. The people concerned weigh them, as in the cross-section
  (``malmo_carrying.py``): those of 2022 in every year, since they are known by age and place in no earlier
  one. All of it is ``estimated``, the more so the further back. A RegSO that was not yet built has no figure;
  ``coverage`` says how much of an area's people of 2022 live where there is one.
* Four columns print 0 for what is withheld; here it is ``suppressed``.
* In a RegSO that is just being built the quotient of movers is of no use in a mean (75 moved in for each that
  moved out, where a quarter was opened): it is left out above 300 per cent.
* ``series`` names what a measure is counted by, where that changes: employment in 2022. Sources of nearly the
  same measure are variables of their own, and never one line.
* DeSO of 2025 are led to the areas by their key. Counts of persons carry noise, whose size nobody states.
  Medians are left out: a median of a whole cannot be made from those of its parts.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from build_geso import SUFFIX
from build_malmo_statistics import ROOT
from malmo_by_regso import trace_carried
from malmo_carrying import SEXES, People, carry, known, read_people
from malmo_lineage import Lineage, shares, whole
from malmo_tables import Recipe, being_built, digits, read, read_recipe, require, table, write_packed

from omradesindex.geography import geso
from omradesindex.statistics import Statistics
from omradesindex.statistics.perturbed import ASSUMED_NOISE

FILE = "malmo_series_2008_2025.csv.gz"
REGSO = "malmo_regso_segregationsbarometern_by_sex_2008_2022.csv"
DESO = "malmo_deso2025_stats_2024_2025.csv"
COLUMNS = (
    "area", "variable", "period", "sex", "value", "kind", "quality", "status", "doubtful", "coverage",
    "noise", "noise_basis", "series", "source",
)  # fmt: skip
# As in the cross-section, whose figures of the same year are the same.
DECIMALS = {"value": 6, "doubtful": 4, "coverage": 4, "noise": 4}
MINIMUM_COVERAGE = 0.6  # as in the cross-section
#: Above this quotient a RegSO is being built.
NEW = 300.0
#: From this year on employment is counted in another register.
CHANGED, RAMS, BAS = "2022", "RAMS", "BAS"


class Row(NamedTuple):
    """A measure by RegSO: its column, what it is, who weighs it, and what is said of it."""

    variable: str
    indicator: str
    kind: str
    age: str
    said: str
    hidden: bool = False
    proxy: bool = False
    sexes: bool = True


ROWS = (
    Row("in_och_utflyttning", "t12kvot", "index", "alla",
        "kvot mellan inflyttare och utflyttare i procent; RegSO över 300 (nybyggda) är inte med"),
    Row("sysselsattning_20_64", "t24syss", "share", "20_64", "förvärvsarbetande 20–64 år", hidden=True),
    Row("gymnasieexamen", "t19gymsf", "share", "15_19",
        "elever som slutfört gymnasieskolan: närmevärde, källan säger inte inom hur många år eller i vilken "
        "ålder",
        hidden=True, proxy=True),
    Row("lag_ekonomisk_standard_regso", "t2leks", "share", "alla", "personer med låg ekonomisk standard"),
    Row("hog_ekonomisk_standard_regso", "t2heks", "share", "alla", "personer med hög ekonomisk standard",
        hidden=True),
    Row("barnfattigdom", "t6bleks", "share", "0_19",
        "hemmaboende barn i familjer med låg inkomststandard: närmevärde, Rädda Barnens mått räknar också "
        "barn i familjer med försörjningsstöd", hidden=True, proxy=True, sexes=False),
    Row("forskola_inskrivna", "t15fsk", "share", "0_4", "barn 1–5 år inskrivna i förskola"),
    Row("boyta_per_person", "t10boa", "mean", "alla", "bostadsarea per person: närmevärde för trångboddhet",
        proxy=True),
    Row("boende_i_hyresratt", "t9bofhy", "share", "alla", "personer efter upplåtelseform", hidden=True),
    Row("boende_i_bostadsratt", "t9bofbo", "share", "alla", "personer efter upplåtelseform"),
    Row("boende_i_aganderatt", "t9bofag", "share", "alla", "personer efter upplåtelseform"),
    Row("valdeltagande_riksdagsval_regso", "t26rval", "share", "20_",
        "valdeltagande i riksdagsvalet; i staden omkring två procentenheter över Valmyndighetens 2022"),
    Row("forsorjningsstod_regso", "t4fstod", "share", "alla", "personer med försörjningsstöd", sexes=False),
)  # fmt: skip
AGES = {
    "befolkning_0_4": ("0-4",), "befolkning_5_9": ("5-9",), "befolkning_10_14": ("10-14",),
    "befolkning_15_19": ("15-19",), "befolkning_20_24": ("20-24",),
    "befolkning_25_64": ("25-29", "30-34", "35-39", "40-44", "45-49", "50-54", "55-59", "60-64"),
    "befolkning_65_och_aldre": ("65-69", "70-74", "75-79", "80_plus"),
    "befolkning_80_och_aldre": ("80_plus",),
}  # fmt: skip
AGES["befolkning_20_64"] = AGES["befolkning_20_24"] + AGES["befolkning_25_64"]
COLUMN_OF = {"women": "kvinnor", "men": "man"}
TENURES = ("hyresratt", "bostadsratt", "aganderatt")

LED = "per DeSO 2025, via github.com/real-estate-war-lord/am-dashboard-se; förd till GeSO av omradesindex"


class Share(NamedTuple):
    """A share by DeSO of 2025, weighed with people of some ages."""

    variable: str
    period: str
    column: str
    ages: tuple[str, ...]
    said: str
    series: str = ""


SHARES = (
    Share("sysselsatta_deso", "2024", "sysselsatta_pct_2024", AGES["befolkning_20_64"],
          "sysselsatta, andel 2024, åldern anges inte"),
    Share("lag_ekonomisk_standard", "2024", "lag_ek_standard_pct_2024", (),
          "låg ekonomisk standard 2024, i källan avrundad till hela procent per DeSO"),
    Share("eftergymnasial_utbildning", "2025", "eftergymnasial_pct_25_64_2025", AGES["befolkning_25_64"],
          "eftergymnasial utbildning 25–64 år 2025, källan säger inte om de utan uppgift räknas med",
          "utan angiven nämnare"),
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with data/malmo_*.csv")
    parser.add_argument("--out", type=Path, default=ROOT / "data" / "statistics")
    arguments = parser.parse_args()
    statistics = build(arguments.shared / "data", arguments.out)
    print(f"{arguments.out / FILE}: {len(statistics.blocks)} blocks of {len(statistics.all_areas)} areas")


def build(source: Path, out: Path) -> Statistics:
    """Build the table, check that it is one, and put it in place."""
    recipe = read_recipe()
    lineage = Lineage(f"scripts/{Path(__file__).name}", recipe["files"], FILE)
    frame = pd.concat([from_regso(source, recipe, lineage), from_deso(source, lineage)], ignore_index=True)
    text = as_csv(frame)
    statistics = Statistics.from_frame(
        frame.reindex(columns=list(COLUMNS)).assign(noise=frame["noise"].fillna(0)), division=geso()
    )
    check(statistics)
    with being_built(out, FILE) as building:
        write_packed(building / FILE, text)
        lineage.write(building, FILE.removesuffix(".csv.gz"), packed=True)
    return statistics


# -- 2008–2022, by RegSO and sex ----------------------------------------------------------------------------


def from_regso(source: Path, recipe: Recipe, lineage: Lineage) -> pd.DataFrame:
    """Every measure and year that the barometer has."""
    people = with_adults(read_people(source))
    told = read(source, REGSO, "regso_2020", "ar")
    every = sorted(told["regso_2020"].unique())
    frames = []
    for row in ROWS:
        mine = told[told["indikator"] == row.indicator]
        for year, rows in mine.groupby("ar"):
            values = rows.set_index("regso_2020")[["totalt", "kvinnor", "man"]].set_axis(list(SEXES), axis=1)
            values = values[list(SEXES) if row.sexes else ["total"]].reindex(every).astype(float)
            if row.indicator == "t12kvot":
                values = values.where(values["total"] <= NEW)
            frames.append(carried(values, row, str(year), people, recipe, lineage))
    return pd.concat(frames, ignore_index=True)


def with_adults(people: People) -> People:
    """Add those of 20 years and over, who are the nearest to those entitled to vote."""
    people.deso["20_"] = people.deso["20_64"] + people.deso["65_"]
    for sex in SEXES:
        people.regso["20_", sex] = people.regso["20_64", sex] + people.regso["65_", sex]
    return people


def carried(
    values: pd.DataFrame, row: Row, year: str, people: People, recipe: Recipe, lineage: Lineage
) -> pd.DataFrame:
    """One measure and year for the areas and the city."""
    values, hidden = known(values, zero_is_hidden=row.hidden)
    frame = carry(
        values, hidden, variable=row.variable, period=year, kind="mean" if row.kind == "index" else row.kind,
        age=row.age, people=people, minimum_coverage=MINIMUM_COVERAGE,
    )  # fmt: skip
    made_of = {
        "variable": row.variable, "period": year, "age": row.age, "file": REGSO, "sexes": "columns",
        "column": row.indicator, "select": {"indikator": row.indicator, "ar": year},
    }  # fmt: skip
    for sex in values:
        trace_carried(lineage, made_of, values, hidden, str(sex), people, recipe)
    if row.proxy:
        frame["quality"] = frame["quality"].where(frame["value"].isna(), "proxy")
    said = (
        f"Boverket och SCB, Segregationsbarometern {year} per RegSO, {row.said}; uppskattad för GeSO av "
        f"omradesindex: varje RegSO vägs med {recipe['people'][row.age]} 2022"
    )
    register = "" if row.indicator != "t24syss" else BAS if year >= CHANGED else RAMS
    return frame.assign(kind=row.kind, source=said, series=register)


# -- 2024–2025, by DeSO of 2025 -----------------------------------------------------------------------------


def from_deso(source: Path, lineage: Lineage) -> pd.DataFrame:
    """People by age and sex, dwellings by tenure, and shares that people weigh."""
    deso = read(source, DESO, "deso_2025").set_index("deso_2025")
    deso.index += SUFFIX
    require(set(deso.index) == set(geso().keys["deso_2025"].sub_areas), "the table has other DeSO")
    lineage.weigh("deso_2025", "hel", whole(*units(deso)))
    frames = [*persons(deso, lineage), *dwellings(deso, lineage)]
    frames += [share(deso, one, lineage) for one in SHARES]
    return pd.concat(frames, ignore_index=True)


def units(deso: pd.DataFrame) -> tuple[list[str], list[str]]:
    """The codes of the DeSO as the table prints them, and their areas."""
    return [str(code).removesuffix(SUFFIX) for code in deso.index], list(
        geso().keys["deso_2025"].area_of(deso.index)
    )


def trace_sum(lineage: Lineage, variable: str, sex: str, columns: list[str]) -> None:
    """Write down which columns a count of 2025 is the sum of."""
    lineage.add(
        variable, "2025", sex, method="sum", file=DESO, key="deso_2025", units="deso_2025",
        column=" + ".join(columns), weight="hel",
    )  # fmt: skip


def cells(deso: pd.DataFrame, ages: tuple[str, ...], sex: str) -> pd.DataFrame:
    """The printed counts of some ages, of one sex or both."""
    sexes = list(COLUMN_OF) if sex == "total" else [sex]
    return deso[[f"alder_{age}_{COLUMN_OF[one]}_2025" for age in ages for one in sexes]]


def persons(deso: pd.DataFrame, lineage: Lineage) -> list[pd.DataFrame]:
    """Counts of 2025: a printed total where there is one, which has less noise than the sum of its parts."""
    every = tuple(dict.fromkeys(age for ages in AGES.values() for age in ages))
    said = f"SCB (CC0), folkmängd efter ålder och kön 2025 {LED}; antalen bär slumpmässigt brus"
    frames = []
    for variable, ages in {"folkmangd": every, **AGES}.items():
        for sex in SEXES:
            printed = cells(deso, ages, sex)
            if variable == "folkmangd" and sex == "total":
                printed = deso[["folkmangd_2025"]]
            trace_sum(lineage, variable, sex, list(printed.columns))
            one = table(variable, "2025", deso.index, printed.sum(axis=1), kind="count").assign(sex=sex)
            # Zeros stay zeros: noise is where a count was printed.
            one["noise"] = ASSUMED_NOISE * np.sqrt((printed > 0).sum(axis=1)).to_numpy()
            frames.append(summed(one).assign(source=said, noise_basis="assumed"))
    return frames


def dwellings(deso: pd.DataFrame, lineage: Lineage) -> list[pd.DataFrame]:
    said = f"SCB (CC0), lägenheter efter upplåtelseform 2025 {LED}"
    # 19 of 183 757, left out as in the other years.
    require(int(deso["lgh_uppgift_saknas_2025"].sum()) <= 20, "there are dwellings of unknown tenure")
    for tenure in TENURES:
        trace_sum(lineage, f"lagenheter_{tenure}", "total", [f"lgh_{tenure}_2025"])
    return [
        summed(
            table(
                f"lagenheter_{tenure}", "2025", deso.index, deso[f"lgh_{tenure}_2025"], kind="count"
            ).assign(sex="total")
        ).assign(source=said)
        for tenure in TENURES
    ]


def share(deso: pd.DataFrame, one: Share, lineage: Lineage) -> pd.DataFrame:
    """A share of each DeSO, weighed with the people of 2025: an estimate."""
    people = cells(deso, one.ages, "total").sum(axis=1) if one.ages else deso["folkmangd_2025"]
    who = {(): "folkmängden", AGES["befolkning_20_64"]: "befolkningen 20–64 år"}.get(
        one.ages, "befolkningen 25–64 år"
    )
    frame = table(one.variable, one.period, deso.index, deso[one.column], kind="share").assign(sex="total")
    weights = {str(code): float(n) for code, n in people.items()}
    codes, areas = units(deso)
    lineage.weigh("deso_2025", f"{who} 2025", shares(people.set_axis([codes, areas])))
    lineage.add(
        one.variable, one.period, "total", method="mean", file=DESO, key="deso_2025", units="deso_2025",
        column=one.column, weight=f"{who} 2025", weighed_by=f"{who} 2025",
        missing=[code for code, gap in zip(codes, deso[one.column].isna(), strict=True) if gap],
    )  # fmt: skip
    said = f"SCB (CC0), {one.said}, {LED} och vägd med {who} 2025"
    return summed(frame, weights).assign(source=said, series=one.series)


def summed(frame: pd.DataFrame, weights: dict[str, float] | None = None) -> pd.DataFrame:
    parts = Statistics.from_frame(frame, name="DeSO 2025")
    return parts.to_areas(geso().keys["deso_2025"], division=geso(), weights=weights).to_frame()


# -- writing and checking -----------------------------------------------------------------------------------


def as_csv(frame: pd.DataFrame) -> str:
    text = frame.reindex(columns=list(COLUMNS))
    text["coverage"] = text["coverage"].where(text["coverage"].round(DECIMALS["coverage"]) < 1)
    for column in ("doubtful", "noise"):
        text[column] = text[column].where(text[column] > 0)
    text["noise_basis"] = text["noise_basis"].where(text["noise"].notna())
    for column, decimals in DECIMALS.items():
        text[column] = [digits(number, decimals) for number in text[column].astype(float)]
    return text.to_csv(index=False, lineterminator="\n")


def check(statistics: Statistics) -> None:
    """Refuse a table that loses people, or in which a total lies outside its sexes."""
    for variable in ("folkmangd", *(f"lagenheter_{tenure}" for tenure in TENURES)):
        value = statistics.block(variable, "2025").value
        require(abs(value[:-1].sum() - value[-1]) < 1e-6, f"{variable}: areas and city differ")
    require(statistics.block("folkmangd", "2025").value[-1] == 367886, "the city has other people")
    # Movers' quotients are no shares, and those of all movers need not lie between the sexes' means.
    shares = {row.variable for row in ROWS if row.sexes and row.kind != "index"}
    for block in statistics.blocks:
        if block.period >= "2024" or block.variable not in shares or block.group != ("total",):
            continue
        total, women, men = (statistics.block(*block[:2], (sex,)).value for sex in SEXES)
        # Where a sex is withheld, its figure rests on the RegSO that have one.
        outside = (total < np.fmin(women, men) - 1) | (total > np.fmax(women, men) + 1)
        require(not outside.any(), f"{block}: the total does not lie between women and men")


if __name__ == "__main__":
    main()
