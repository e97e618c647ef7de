"""Build measures from outside for Malmö's 14 areas: what others have said of smaller or other areas.

    python scripts/build_malmo_outside.py --shared ../shared [--out data/statistics]

Reads the map of exclusion of 2024 (percentiles by RegSO), Statistics Sweden's area types of 2022 (a class by
RegSO) and the police's exposed areas of 2023 (outlines); writes ``malmo_utifran.csv``, one row for each
measure and area, the whole city included. What each measure is stands in ``catalogue/outside.toml``.

* A RegSO's percentile or class is that of all its DeSO. An area's figure is their mean over the population
  of 2022, or the share of it that lives in RegSO of some classes: RegSO are made of DeSO, DeSO lie in areas.
* People inside the police's borders are estimated: each DeSO's population times the share of its surface
  inside. Below 1 and above 99 per cent a border is taken to follow the DeSO's, drawn by another hand.

A percentile is no share of anything, so that its mean is no percentile either: it orders the areas.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from build_geso import dissolve, read_delomraden
from build_malmo_statistics import ROOT
from malmo_lineage import Lineage, shares, whole
from malmo_tables import being_built, digits, read, read_recipe, require, table

from omradesindex.catalogue.outside import outside_measures
from omradesindex.geography import geso
from omradesindex.statistics import Statistics, read_statistics

FILE = "malmo_utifran.csv"
COLUMNS = (
    "area", "variable", "period", "value", "denominator", "kind", "quality", "status", "doubtful", "source",
)  # fmt: skip
DECIMALS = {"value": 4, "denominator": 0, "doubtful": 4}

MAP, TYPES, POLICE = "2024", "2022", "2023"
DESO = "malmo_deso2018_stats_2022.csv"
KARTA = "malmo_utanforskapets_karta_2024_regso_percentiler.csv"
BORDERS, PARTS = "polisen_utsatta_2023_malmo_4326.geojson", "malmo_delomraden_136.gpkg"
#: All but ill health enter the sum that the map prints.
PERCENTILES = {
    "karta_skola": "skola_percentil",
    "karta_arbete": "arbete_percentil",
    "karta_bidrag": "bidrag_percentil",
    "karta_val": "val_percentil",
    "karta_brott": "brott_percentil",
    "karta_trangboddhet": "trang_percentil",
    "karta_ohalsa": "ohalsa_percentil",
}
ILL_HEALTH = "karta_ohalsa"
SUMMED = [column for name, column in PERCENTILES.items() if name != ILL_HEALTH]
#: Classes of the map that together are "stor sammanvägd problematik".
GREAT = (9, 11, 12, 13)
#: A border within this share of a DeSO's is taken to be the same.
SLIVER = 0.01

CARRIED = "per RegSO; varje DeSO har sin RegSO:s, vägd med folkmängden 2022 av omradesindex"
#: Class and people of one year, counted by DeSO, each whole in its RegSO: nothing is estimated.
QUALITY = {"types": "official"}
SOURCES = {
    "map": f"SCB och Boverket på regeringens uppdrag, Utanforskapets karta {MAP}, percentiler {CARRIED}",
    "class": f"SCB och Boverket på regeringens uppdrag, Utanforskapets karta {MAP}, klass {CARRIED}",
    "types": f"SCB (CC0), områdestyp enligt socioekonomiskt index {TYPES} {CARRIED}",
    "people": f"Polisen, utsatta områden {POLICE} (gränser), och SCB (CC0), folkmängd 2022 per DeSO: antagen "
    "jämnt spridd i varje DeSO; beräknad av omradesindex",
    "surface": f"Polisen, utsatta områden {POLICE} (gränser), lagda på Malmö stads delområden (CC0); "
    "beräknad av omradesindex",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with data/malmo_*.csv")
    parser.add_argument("--out", type=Path, default=ROOT / "data" / "statistics")
    arguments = parser.parse_args()
    statistics = build(arguments.shared / "data", arguments.out)
    print(f"{arguments.out / FILE}: {len(statistics.blocks)} measures of {len(statistics.all_areas)} areas")


def build(source: Path, out: Path) -> Statistics:
    """Build the table beside ``out``, read it back and check it, and only then put it in place."""
    deso = read_deso(source)
    lineage = Lineage(f"scripts/{Path(__file__).name}", read_recipe()["files"], FILE)
    inside = inside_police(source, deso)
    trace(lineage, deso, inside)
    frame = pd.concat([by_deso(deso, inside), by_surface(source)], ignore_index=True)
    with being_built(out, FILE) as building:
        (building / FILE).write_text(as_csv(frame), encoding="utf-8", newline="\n")
        lineage.write(building, FILE.removesuffix(".csv"), packed=True)
        statistics = read_statistics(building / FILE, name="Malmö, mått utifrån", division=geso())
        require(set(statistics.variables) == set(outside_measures()), "measures and catalogue differ")
        require(not np.isnan(statistics.numbers["value"]).any(), "a measure lacks an area")
    return statistics


def read_deso(source: Path) -> pd.DataFrame:
    """Each DeSO's people, and what its RegSO is called in the map and by Statistics Sweden."""
    deso = read(source, DESO, "deso_2018", "RegSOkod_2020").set_index("deso_2018")
    told = read(source, KARTA, "regso_2020")
    told = told.set_index("regso_2020")
    require(len(told) == 91 and set(told.index) == set(deso["RegSOkod_2020"]), "the 91 RegSO do not match")
    sums = told[SUMMED].sum(axis=1)
    require(bool((sums == told["percentilsumma"]).all()), "the sums of percentiles are other than printed")
    great = told["klass"].isin(GREAT)
    require(bool((great == (told["stor_sammanvagd_problematik"] == 1)).all()), "the classes are others")
    types = area_types(source)
    names = read(source, "malmo_koppling_deso2018_regso2020.csv", "DeSO_2018").set_index("DeSO_2018")
    types = types.loc["Malmö (" + names.loc[deso.index, "RegSO_2020"] + ")"].to_numpy()
    require(bool((types == deso["scb_omradestyp_2022"]).all()), "the two tables of area types disagree")
    told = told.assign(together=sums / len(SUMMED), great=100.0 * great)
    return (
        told.loc[deso["RegSOkod_2020"]]
        .set_axis(deso.index)
        .assign(
            regso=deso["RegSOkod_2020"],
            people=deso["folkmangd_2022"],
            type=types,
            low=np.where(types <= 2, 100.0, 0.0),
        )
        .sort_index()
    )


def area_types(source: Path) -> pd.Series:
    """The area type of each RegSO of the country, by its name."""
    types = pd.read_csv(source / "scb_omradestyp_regso_2022.csv.gz", encoding="utf-8-sig", index_col=0)
    return types[TYPES]


def by_deso(deso: pd.DataFrame, inside: pd.Series) -> pd.DataFrame:
    """Everything that each DeSO has a figure of: means and shares over the people."""
    rows = [
        *((name, MAP, deso[column], "mean", "map") for name, column in PERCENTILES.items()),
        ("karta_samlat", MAP, deso["together"], "mean", "map"),
        ("karta_stor_problematik", MAP, deso["great"], "share", "class"),
        ("omradestyp_1_2", TYPES, deso["low"], "share", "types"),
        ("omradestyp_medel", TYPES, deso["type"], "mean", "types"),
        ("polisomrade_folkmangd", POLICE, 100 * inside, "share", "people"),
    ]
    tables = [
        table(name, period, deso.index, values, kind=kind).assign(
            denominator=deso["people"].to_numpy(),
            quality=QUALITY.get(said, "estimated"),
            source=SOURCES[said],
        )
        for name, period, values, kind, said in rows
    ]
    parts = Statistics.from_frame(pd.concat(tables), name="DeSO")
    return parts.to_areas(geso().keys["deso_2018"], division=geso()).to_frame()


def police_areas(source: Path) -> shapely.Geometry:
    """The police's areas as one surface, EPSG:3006."""
    areas = gpd.read_file(source / BORDERS).to_crs(3006)
    require(len(areas) == 4, "the police do not have four areas in Malmö")
    return areas.union_all()


def inside_police(source: Path, deso: pd.DataFrame) -> pd.Series:
    """The share 0–1 of each DeSO's surface inside the police's areas."""
    police = police_areas(source)
    drawn = gpd.read_file(source / "deso2018_malmo_i_utsatta_omraden_50_3006.gpkg").set_index("deso")
    require(set(drawn.index) <= set(deso.index), "a drawn DeSO is unknown")
    require(police.difference(drawn.union_all()).area < 1, "a police area reaches beyond the drawn DeSO")
    share = drawn.intersection(police).area / drawn.area
    share = share.where(share >= SLIVER, 0.0).where(share <= 1 - SLIVER, 1.0)
    return share.reindex(deso.index, fill_value=0.0)


def by_surface(source: Path) -> pd.DataFrame:
    """The share of each area's surface inside the police's areas."""
    exact = dissolve(read_delomraden(source), list(geso().codes))
    whole, inside = exact.area, exact.intersection(police_areas(source)).area
    inside = inside.where(inside / whole >= SLIVER / 100, 0.0)
    city = geso().whole.code
    values = [*(100 * inside / whole), 100 * inside.sum() / whole.sum()]
    return table("polisomrade_yta", POLICE, [*exact.index, city], values, kind="share").assign(
        quality="estimated", status="observed", source=SOURCES["surface"]
    )


def trace(lineage: Lineage, deso: pd.DataFrame, inside: pd.Series) -> None:
    """Write down what each measure was made of; a share of people is some people, in per cent of all."""
    area = pd.Series(geso().keys["deso_2018"].area_of(deso.index), index=deso.index)
    by_unit = deso["people"].set_axis([deso.index, area])
    lineage.weigh("deso_2018", "hel", whole(deso.index, area))
    lineage.weigh("deso_2018", "folkmängd", shares(by_unit))
    lineage.weigh("deso_2018", "yta", inside.loc[deso.index].set_axis(by_unit.index))
    lineage.weigh("regso_2020", "folkmängd", shares(deso.groupby(["regso", area])["people"].sum()))
    columns = {
        **{name: (column, "") for name, column in PERCENTILES.items()},
        "karta_samlat": (" + ".join(SUMMED), 1 / len(SUMMED)),
        "karta_stor_problematik": ("stor_sammanvagd_problematik", 100),
    }
    for name, (column, scale) in columns.items():
        lineage.add(
            name, MAP, "total", method="mean", file=KARTA, key="regso_2020", column=column, scale=scale,
            units="regso_2020", weight="folkmängd", weighed_by="folkmängden 2022",
        )  # fmt: skip
    by_deso = {"file": DESO, "key": "deso_2018", "units": "deso_2018"}
    lineage.add(
        "omradestyp_medel", TYPES, "total", method="mean", column="scb_omradestyp_2022", weight="folkmängd",
        weighed_by="folkmängden 2022", **by_deso,
    )  # fmt: skip
    counted = {"method": "sum", "column": "folkmangd_2022", **by_deso}
    low = {"weight": "hel", "select": {"scb_omradestyp_2022": "1, 2"}}
    bounded = {"weight": "yta", "weighed_by": f"andel av ytan inom polisens gränser ({BORDERS})"}
    for name, period, some in (
        ("omradestyp_1_2", TYPES, low),
        ("polisomrade_folkmangd", POLICE, bounded),
    ):
        lineage.add(name, period, "total", **counted, **some)
        lineage.add(name, period, "total", step="%", weight="hel", **counted)
    for file, step, key in ((BORDERS, "", ""), (PARTS, "%", "geso")):
        lineage.add(
            "polisomrade_yta", POLICE, "total", step=step, method="map", file=file, key=key, column="geometry"
        )


def as_csv(frame: pd.DataFrame) -> str:
    text = frame.reindex(columns=list(COLUMNS))
    text["doubtful"] = text["doubtful"].where(text["doubtful"] > 0)
    for column, decimals in DECIMALS.items():
        text[column] = [digits(number, decimals) for number in text[column].astype(float)]
    return text.to_csv(index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
