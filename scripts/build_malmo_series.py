"""Build a four-year series about Malmö's 14 areas from open statistics of the 91 RegSO.

    python scripts/build_malmo_series.py --shared ../shared [--out data/statistics]

Reads dwellings by tenure, population by region of birth and mean wage income by RegSO (2020 version) for
2020–2023 and writes ``malmo_series_2020_2023.csv``: one row for each area, variable and year, the whole city
included. RegSO do not nest in the areas: five of the 91 lie in two. Both consist of DeSO (2018 version), so:

* A count of a split RegSO is shared out as the same count was shared between its DeSO in 2022, the one year
  for which it is known (where that is zero: as all dwellings, or all people), and becomes ``estimated``. For
  2022 itself the result is the sum of the DeSO, which is checked.
* The mean wage comes without the number of persons. A RegSO weighs what it had of persons with known net
  income in 2022, times how its population has changed since. All of it is ``estimated``.

``doubtful`` is the share of a figure's base in split RegSO, and in DeSO whose area is not certain.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
from build_malmo_statistics import ROOT
from malmo_carrying import pieces_of
from malmo_lineage import Lineage, shares
from malmo_tables import being_built, digits, read, read_recipe, require, table

from omradesindex import crosswalk, geso
from omradesindex.geography import Key
from omradesindex.statistics import Statistics, read_statistics

FILE = "malmo_series_2020_2023.csv"
YEARS = ("2020", "2021", "2022", "2023")
KNOWN = "2022"  # the year of the DeSO table
COLUMNS = (
    "area", "variable", "period", "value", "denominator", "kind", "quality", "status", "doubtful", "source",
)  # fmt: skip
DECIMALS = {"value": 6, "denominator": 2, "doubtful": 4}

# Variable → what it is in the table by RegSO, and in the one by DeSO.
DWELLINGS = {
    "lagenheter_hyresratt": ("hyresrätt", "lgh_hyresratt_2022"),
    "lagenheter_bostadsratt": ("bostadsrätt", "lgh_bostadsratt_2022"),
    "lagenheter_aganderatt": ("äganderätt", "lgh_aganderatt_2022"),
}
TENURE, BORN = "malmo_regso_housing_tenure_2020_2023.csv", "malmo_regso_foreign_born_2020_2023.csv"
WAGES = "malmo_regso_income_2020_2023.csv"
BIRTH = ("fodda_i_sverige", "utrikes_fodda")

CARRIED = "per RegSO 2020; förd till GeSO av omradesindex"
SHARED_OUT = "RegSO som ligger i två områden är delade som samma uppgift var fördelad på deras DeSO 2022"
SOURCES = {
    "tenure": f"SCB (CC0), lägenheter efter upplåtelseform {{year}} {CARRIED}: {SHARED_OUT}",
    "birth": f"SCB (CC0), folkmängd efter födelseregion {{year}} {CARRIED}: {SHARED_OUT}",
    "wage": f"SCB (CC0), löneinkomst, medelvärde för samtliga {{year}} {CARRIED}: varje RegSO "
    "vägd med personer som har uppgift om nettoinkomst 2022, uppräknat med folkmängden; "
    "källan säger inte om beloppen är i löpande eller fasta priser",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with data/malmo_*.csv")
    parser.add_argument("--out", type=Path, default=ROOT / "data" / "statistics")
    arguments = parser.parse_args()
    statistics = build(arguments.shared / "data", arguments.out)
    print(f"{arguments.out / FILE}: {len(statistics.blocks)} blocks of {len(statistics.all_areas)} areas")


def build(source: Path, out: Path) -> Statistics:
    """Build the table beside ``out``, read it back and check it, and only then put it in place."""
    deso, regso = read_deso(source), read_regso(source)
    check_sources(deso, regso)
    lineage = Lineage(f"scripts/{Path(__file__).name}", read_recipe()["files"], FILE)
    frame = carried(deso, regso, lineage)
    frame = pd.concat([frame, people(frame)], ignore_index=True)
    trace(lineage, region_names(source))
    with being_built(out, FILE) as building:
        (building / FILE).write_text(as_csv(frame), encoding="utf-8", newline="\n")
        lineage.write(building, FILE.removesuffix(".csv"), packed=True)
        statistics = read_statistics(building / FILE, name="Malmö", division=geso())
        check(statistics, deso, regso)
    return statistics


# -- reading ----------------------------------------------------------------------------------------------


def read_deso(source: Path) -> pd.DataFrame:
    """The counts of 2022 by DeSO that are shared out by, under the series' own names."""
    told = read(source, "malmo_deso2018_stats_2022.csv", "deso_2018", "RegSOkod_2020").set_index("deso_2018")
    named = {variable: told[column] for variable, (_, column) in DWELLINGS.items()}
    return pd.DataFrame(
        {
            "regso": told["RegSOkod_2020"],
            **named,
            "fodda_i_sverige": told["fodd_sverige_2022"],
            "utrikes_fodda": told["folkmangd_2022"] - told["fodd_sverige_2022"],
            "loneinkomst": told["nettoinkomst_antal_2022"],
            "folkmangd": told["folkmangd_2022"],
            "folkmangd_2023": told["folkmangd_2023"],
            "lagenheter": sum(named.values()),
        }
    ).sort_index()


def region_names(source: Path) -> dict[str, str]:
    """What the tables call each RegSO, by its code."""
    key = read(source, "malmo_koppling_deso2018_regso2020.csv", "RegSOkod_2020")
    return dict(zip(key["RegSOkod_2020"], "Malmö (" + key["RegSO_2020"] + ")", strict=True))


def read_regso(source: Path) -> dict[str, pd.DataFrame]:
    """Each variable by RegSO (rows) and year (columns)."""
    code_of = {name: code for code, name in region_names(source).items()}

    def by_year(name: str, **chosen: str) -> pd.DataFrame:
        rows = read(source, name)
        for column, word in chosen.items():
            rows = rows[rows[column].str.strip() == word]
        rows = rows.assign(code=rows["region"].map(code_of)).set_index("code").sort_index()
        require(len(rows) == 91 and rows.index.is_unique, f"{name} {chosen} does not have the 91 RegSO")
        columns = {year: next(c for c in rows.columns if c.endswith(f" {year}")) for year in YEARS}
        return pd.DataFrame({year: rows[column].astype(float) for year, column in columns.items()})

    found = {name: by_year(TENURE, upplåtelseform=word) for name, (word, _) in DWELLINGS.items()}
    unknown = by_year(TENURE, upplåtelseform="uppgift saknas")
    require(unknown.to_numpy().sum() <= 3, "there are more than a few dwellings of unknown tenure")
    found["folkmangd"] = by_year(BORN, födelseregion="totalt")
    found["fodda_i_sverige"] = by_year(BORN, födelseregion="Sverige")
    found["utrikes_fodda"] = found["folkmangd"] - found["fodda_i_sverige"]
    found["loneinkomst"] = by_year(WAGES, kön="totalt")
    return found


# -- to the areas -----------------------------------------------------------------------------------------


def carried(deso: pd.DataFrame, regso: Mapping[str, pd.DataFrame], lineage: Lineage) -> pd.DataFrame:
    """Tenure, birth region and wages, each carried by its own distribution over DeSO in 2022."""
    grown = regso["folkmangd"].div(regso["folkmangd"][KNOWN], axis=0)
    frames = []
    for variable in (*DWELLINGS, *BIRTH, "loneinkomst"):
        otherwise = "lagenheter" if variable in DWELLINGS else "folkmangd"
        weights = weigh(deso, variable, otherwise)
        values, doubt = regso[variable], doubtful(deso, weights)
        persons = grown.mul(deso.groupby("regso")["loneinkomst"].sum(), axis=0)
        wage = variable == "loneinkomst"
        tables = [
            table(variable, year, values.index, values[year], kind="mean" if wage else "count").assign(
                denominator=persons[year].to_numpy() if wage else np.nan,
                quality="estimated" if wage else "official",
                doubtful=doubt.to_numpy(),
            )
            for year in YEARS
        ]
        walk = crosswalk(to_regso(deso), geso().keys["deso_2018"], weights=weights)
        pieces = pieces_of(walk)
        for year in YEARS if wage else ():
            weight = pieces * persons[year].loc[pieces.index.get_level_values("unit")].to_numpy()
            lineage.weigh("regso_2020", f"personer {year}", shares(weight))
        if not wage:
            lineage.weigh("regso_2020", variable, pieces)
        areas = Statistics.from_frame(pd.concat(tables), name="RegSO").to_areas(walk, division=geso())
        kind = "wage" if wage else "tenure" if variable in DWELLINGS else "birth"
        frame = areas.to_frame()
        frames.append(frame.assign(source=[SOURCES[kind].format(year=year) for year in frame["period"]]))
    return pd.concat(frames, ignore_index=True)


def trace(lineage: Lineage, names: Mapping[str, str]) -> None:
    """Write down what each figure was made of. The tables call a RegSO by its name, so the weights do."""
    for at, weight in lineage.weights.items():
        units = [names[str(code)] for code in weight.index.get_level_values("unit")]
        lineage.weights[at] = weight.set_axis([units, weight.index.get_level_values("area")])
    home, abroad = BIRTH
    everybody, native = {"födelseregion": "totalt"}, {"födelseregion": "Sverige"}
    by_birth = {
        home: [("", native, home)],
        abroad: [("", everybody, abroad), ("−", native, abroad)],
        "folkmangd": [("", native, home), ("+", everybody, abroad), ("−", native, abroad)],
    }
    steps = {name: (BORN, told) for name, told in by_birth.items()} | {
        name: (TENURE, [("", {"upplåtelseform": word}, name)]) for name, (word, _) in DWELLINGS.items()
    }
    for year in YEARS:
        for variable, (file, told) in steps.items():
            for step, select, weight in told:
                lineage.add(
                    variable, year, "total", step=step, method="sum", file=file, key="region", select=select,
                    units="regso_2020", column=f"Antal {year}", weight=weight,
                    weighed_by="samma uppgift per DeSO 2022",
                )  # fmt: skip
        lineage.add(
            "loneinkomst", year, "total", method="mean", file=WAGES, key="region", select={"kön": "totalt"},
            units="regso_2020", column=f"Medelvärde för samtliga, tkr {year}", weight=f"personer {year}",
            weighed_by="personer med uppgift om nettoinkomst 2022, uppräknade med folkmängden",
        )  # fmt: skip


def people(frame: pd.DataFrame) -> pd.DataFrame:
    """The population: the sum of those born in Sweden and abroad, so that parts always make up the whole."""
    born = {variable: frame[frame["variable"] == variable].reset_index(drop=True) for variable in BIRTH}
    home, abroad = born.values()
    require(home[["period", "area"]].equals(abroad[["period", "area"]]), "the parts are not in one order")
    total = home["value"] + abroad["value"]
    unsure = home["doubtful"] * home["value"] + abroad["doubtful"] * abroad["value"]
    return home.assign(variable="folkmangd", value=total, doubtful=unsure / total)


def to_regso(deso: pd.DataFrame) -> Key:
    return Key("regso_2020", tuple(deso.index), tuple(deso["regso"]), label="RegSO 2020")


def weigh(deso: pd.DataFrame, variable: str, otherwise: str) -> dict[str, float]:
    """What each DeSO weighs: its own count, or the wider one where its whole RegSO has none."""
    none = deso.groupby("regso")[variable].transform("sum") == 0
    weights = deso[variable].where(~none, deso[otherwise]).astype(float)
    return {str(code): float(n) for code, n in weights.items()}


def doubtful(deso: pd.DataFrame, weights: Mapping[str, float]) -> pd.Series:
    """Share of each RegSO's weight in DeSO whose area is not certain."""
    weight = pd.Series(weights).loc[deso.index]
    unsure = weight * geso().keys["deso_2018"].is_doubtful(deso.index)
    total = weight.groupby(deso["regso"]).sum()
    return unsure.groupby(deso["regso"]).sum() / total.where(total > 0, 1.0)


def as_csv(frame: pd.DataFrame) -> str:
    text = frame.reindex(columns=list(COLUMNS))
    text["doubtful"] = text["doubtful"].where(text["doubtful"] > 0)
    for column, decimals in DECIMALS.items():
        text[column] = [digits(number, decimals) for number in text[column].astype(float)]
    return text.to_csv(index=False, lineterminator="\n")


# -- checking ---------------------------------------------------------------------------------------------


def check_sources(deso: pd.DataFrame, regso: Mapping[str, pd.DataFrame]) -> None:
    """Refuse tables by DeSO and by RegSO that do not say the same about the year they share."""
    require(len(deso) == 192 and deso["regso"].nunique() == 91, "not 192 DeSO in 91 RegSO")
    for variable in (*DWELLINGS, *BIRTH):
        apart = (deso.groupby("regso")[variable].sum() - regso[variable][KNOWN]).abs().max()
        require(apart == 0, f"{variable} {KNOWN}: DeSO and RegSO differ by {apart}")


def check(statistics: Statistics, deso: pd.DataFrame, regso: Mapping[str, pd.DataFrame]) -> None:
    """Refuse a series that loses people or dwellings, or says another thing of 2022 than DeSO do."""
    key = geso().keys["deso_2018"]
    area = pd.Series(key.area_of(deso.index), index=deso.index)
    for variable in (*DWELLINGS, *BIRTH, "folkmangd"):
        for year in YEARS:
            value, known = statistics.block(variable, year).value, regso[variable][year].sum()
            require(value[-1] == known, f"{variable} {year} is {value[-1]} in the city, not {known}")
            apart = abs(value[:-1].sum() - known)
            require(apart < 1e-3, f"{variable} {year}: areas and city differ by {apart}")
        exact = deso.groupby(area)[variable].sum().loc[list(statistics.areas)].to_numpy()
        apart = np.abs(statistics.block(variable, KNOWN).value[:-1] - exact).max()
        require(apart < 1e-3, f"{variable} {KNOWN} differs from its DeSO by {apart}")


if __name__ == "__main__":
    main()
