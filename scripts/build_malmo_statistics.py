"""Build the real figures about Malmö's 14 areas from open statistics of smaller areas.

    python scripts/build_malmo_statistics.py --shared ../shared [--out data/statistics]

Reads statistics by DeSO and RegSO and the election of 2022 by district; writes ``malmo.csv``: one row for
each area, variable, period and sex, the whole city included. What is made of which source stands in
``malmo_statistics.toml`` beside this file, and what each figure was made of in ``malmo_lineage.csv`` beside
the figures. Four ways lead to an area:

* Counts by DeSO, and shares and means with their denominators, are summed through the key DeSO 2018 → GeSO.
* Election districts go whole to the area that holds most of their surface; that share is the key's
  confidence. The city's row is the sum of its districts: early votes that are counted in no district would
  otherwise make every area look worse than the city.
* Shares and means by RegSO come without counts, and RegSO do not nest in the areas. A RegSO's share is taken
  to hold for all of it, and the area's is the mean, weighted by the people concerned: an estimate. A RegSO
  whose share is not published is left out; ``coverage`` says how much of the area's base is known. The first
  such tables weigh both sexes with all people of the age (``carried``), the later ones each sex with its own
  (``regso``; see ``malmo_carrying.py``).
* Counts by RegSO, age and sex are added; a RegSO in two areas is shared out in whole people.

Where a source has a figure for everybody by DeSO, and another one has both sexes by RegSO, the sexes are
everybody's figure times how each relates to everybody in the other source (``by_sex``). What open statistics
do not hold is ``not_collected``. Nothing is written unless the totals reconcile.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from malmo_by_regso import by_sex, from_regso, population, tree_cover  # noqa: E402
from malmo_carrying import SEX_OF, SEXES, known, read_people  # noqa: E402
from malmo_lineage import Lineage, shares, whole  # noqa: E402
from malmo_tables import (  # noqa: E402
    Recipe,
    being_built,
    digits,
    labelled,
    read,
    read_recipe,
    require,
    table,
)

from omradesindex.geography import Key, geso  # noqa: E402
from omradesindex.statistics import Statistics, read_statistics  # noqa: E402

FILE = "malmo.csv"
COLUMNS = (
    "area", "variable", "period", "sex", "value", "numerator", "denominator",
    "kind", "quality", "status", "doubtful", "coverage", "source", "standard_error",
)  # fmt: skip
DECIMALS = {
    "value": 6, "numerator": 2, "denominator": 2, "doubtful": 4, "coverage": 4, "standard_error": 6,
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with data/malmo_*.csv")
    parser.add_argument("--out", type=Path, default=ROOT / "data" / "statistics")
    arguments = parser.parse_args()
    statistics = build(arguments.shared / "data", arguments.out)
    print(f"{arguments.out / FILE}: {len(statistics.blocks)} blocks of {len(statistics.all_areas)} areas")


def build(source: Path, out: Path) -> Statistics:
    """Build the table beside ``out``, read it back and check it, and only then put it in place."""
    recipe = read_recipe()
    lineage = Lineage(f"scripts/{Path(__file__).name}", recipe["files"], FILE)
    deso, counts = read_deso(source, recipe)
    people = read_people(source)
    by_deso = summed(deso, counts, recipe, lineage)
    by_regso = from_regso(source, people, recipe, lineage)
    frame = pd.concat(
        [
            by_deso,
            elections(source, recipe, lineage),
            carried(source, deso, counts, recipe, lineage),
            not_collected(recipe),
            by_regso[by_regso["embedded"]].drop(columns="embedded"),
            by_sex(source, by_deso, by_regso, people, recipe, lineage),
            population(people, recipe, lineage),
            tree_cover(source, people, recipe, lineage),
        ],
        ignore_index=True,
    )
    with being_built(out, FILE) as building:
        (building / FILE).write_text(as_csv(frame), encoding="utf-8", newline="\n")
        lineage.write(building, "malmo")
        statistics = read_statistics(building / FILE, name="Malmö", division=geso())
        check(statistics, recipe)
    return statistics


# -- the ways to an area ----------------------------------------------------------------------------


def read_deso(source: Path, recipe: Recipe) -> tuple[pd.DataFrame, dict[tuple[str, str], pd.Series]]:
    """The DeSO table with each DeSO's RegSO, and the counts by variable and year."""
    deso = read(source, recipe["counts"]["source"], "deso_2018", "RegSOkod_2020").set_index("deso_2018")
    deso = deso.sort_index()
    regso = read(source, recipe["carried"]["key"], "DeSO_2018", "RegSOkod_2020").set_index("DeSO_2018")
    require(len(deso) == 192 and deso.index.is_unique, "not 192 different DeSO")
    require(set(regso.index) == set(deso.index), "the statistics and the key to RegSO name different DeSO")
    same = regso.loc[deso.index, "RegSOkod_2020"] == deso["RegSOkod_2020"]
    require(bool(same.all()), "the two files disagree about a DeSO's RegSO")
    require(bool((deso["lgh_uppgift_saknas_2022"] == 0).all()), "there are dwellings of unknown tenure")
    counts = {}
    for row in recipe["counts"]["rows"]:
        period = row.get("period", recipe["year"])
        columns = [f"{column}_{period}" for column in row["columns"]]
        figures = deso[columns].sum(axis=1, skipna=False)
        for column, kind in row.get("only", {}).items():
            figures = figures.where(deso[f"{column}_{period}"] == kind, 0)
        counts[row["variable"], period] = figures
    return deso, counts


def summed(
    deso: pd.DataFrame, counts: Mapping[tuple[str, str], pd.Series], recipe: Recipe, lineage: Lineage
) -> pd.DataFrame:
    """Everything by DeSO that adds up: counts, and shares and means with their denominators."""
    year, file = recipe["year"], recipe["counts"]["source"]
    area_of = geso().keys["deso_2018"].area_of(deso.index)
    lineage.weigh("deso_2018", "hel", whole(deso.index, area_of))
    for row in recipe["counts"]["rows"]:
        period = row.get("period", year)
        lineage.add(
            row["variable"], period, "total", method="sum", file=file, key="deso_2018", units="deso_2018",
            column=" + ".join(f"{column}_{period}" for column in row["columns"]), weight="hel",
            select={f"{column}_{period}": kind for column, kind in row.get("only", {}).items()},
        )  # fmt: skip
    tables = [table(*name, deso.index, values, kind="count") for name, values in counts.items()]
    for row in recipe["shares"]["rows"]:
        column, base = (f"{row[part]}_{year}" for part in ("column", "denominator"))
        given = table(row["variable"], year, deso.index, deso[column], kind=row["kind"])
        tables.append(given.assign(denominator=deso[base].to_numpy()))
        weight = pd.Series(deso[base].to_numpy(), index=[deso.index, pd.Index(area_of)])
        lineage.weigh("deso_2018", base, shares(weight))
        lineage.add(
            row["variable"], year, "total", method="mean", file=file, key="deso_2018", units="deso_2018",
            column=column, weight=base, weighed_by=base,
        )  # fmt: skip
    rows = [*recipe["counts"]["rows"], *recipe["shares"]["rows"]]
    sources = {(row["variable"], row.get("period", year)): row["source"] for row in rows}
    parts = Statistics.from_frame(pd.concat(tables), name="DeSO")
    return labelled(parts.to_areas(geso().keys["deso_2018"], division=geso()), sources, recipe)


def elections(source: Path, recipe: Recipe, lineage: Lineage) -> pd.DataFrame:
    """Votes by election district, each district whole in the area that holds most of its surface."""
    told, year = recipe["elections"], recipe["year"]
    votes = read(source, told["source"], "Valdistriktskod").set_index("Valdistriktskod").sort_index()
    key = district_key(source, told["key"])
    require(len(votes) == 210 and set(votes.index) == set(key.sub_areas), "the 210 districts do not match")
    tables = [
        table(row["variable"], year, votes.index, votes[row["column"]], kind="count") for row in told["rows"]
    ]
    lineage.weigh("valdistrikt_2022", "hel", whole(key.sub_areas, key.areas))
    for row in told["rows"]:
        lineage.add(
            row["variable"], year, "total", method="sum", file=told["source"], key="Valdistriktskod",
            units="valdistrikt_2022", column=row["column"], weight="hel",
        )  # fmt: skip
    parts = Statistics.from_frame(pd.concat(tables), name="Valdistrikt")
    sources = {(row["variable"], year): "election" for row in told["rows"]}
    return labelled(parts.to_areas(key, division=geso()), sources, recipe)


def district_key(source: Path, name: str) -> Key:
    """Election district → the area with the largest share of its surface, which is the confidence."""
    shares = read(source, name, "Lkfv", "geso").sort_values(["Lkfv", "area_share"], ascending=[True, False])
    require(bool(shares["area_share"].between(0, 1 + 1e-6).all()), "a share of surface lies outside 0–1")
    largest = shares.drop_duplicates("Lkfv")
    return Key(
        "valdistrikt_2022",
        tuple(largest["Lkfv"]),
        tuple(largest["geso"]),
        method=("surface",) * len(largest),
        confidence=tuple(largest["area_share"].clip(upper=1.0)),
        label="valdistrikt 2022",
    )


def carried(
    source: Path,
    deso: pd.DataFrame,
    counts: Mapping[tuple[str, str], pd.Series],
    recipe: Recipe,
    lineage: Lineage,
) -> pd.DataFrame:
    """Shares and means by RegSO: every DeSO takes its RegSO's, the areas' are weighted means of these."""
    told, period = recipe["carried"], recipe["carried_year"]
    regso = read_regso(source, told)
    require(len(regso) == 91 and set(regso.index) == set(deso["RegSOkod_2020"]), "the 91 RegSO do not match")
    frames = []
    for row in told["rows"]:
        shown = regso[[f"{row['column']} {sex}" for sex in SEXES]].set_axis(list(SEXES), axis=1)
        shown, _ = known(shown)
        inherited = shown.loc[deso["RegSOkod_2020"]]
        people = counts[row["weight"], recipe["year"]]
        area_of = geso().keys["deso_2018"].area_of(people.index)
        weight = people.groupby([deso["RegSOkod_2020"], pd.Index(area_of)]).sum()
        name = f"{row['weight'].removeprefix('befolkning_')} total {recipe['year']}"
        lineage.weigh("regso_2020", name, shares(weight))
        for sex, word in zip(SEXES, ("totalt", "kvinnor", "man"), strict=True):
            by_column = row["source"] == "eligibility"
            lineage.add(
                row["variable"], period, sex, method="mean", file=told[row["source"]], key="regso_2020",
                column=f"gymnasiebehorig_{word}_pct" if by_column else row["column"],
                select={} if by_column else {"kon": word.replace("man", "män")}, units="regso_2020",
                weight=name, weighed_by=recipe["people"][name.split(maxsplit=1)[0]],
                missing=shown.index[shown[sex].isna()],
            )  # fmt: skip
        tables = [
            table(row["variable"], period, deso.index, inherited[sex], kind=row["kind"]).assign(sex=sex)
            for sex in SEXES
        ]
        areas = Statistics.from_frame(pd.concat(tables), name="RegSO").to_areas(
            geso().keys["deso_2018"],
            division=geso(),
            weights={str(d): float(n) for d, n in people.items()},
            minimum_coverage=recipe["minimum_coverage"],
        )
        frames.append(labelled(areas, {(row["variable"], period): row["source"]}, recipe))
    return pd.concat(frames)


def read_regso(source: Path, told: Recipe) -> pd.DataFrame:
    """Both RegSO tables, indexed by RegSO, columns "<what> <sex>"."""
    income = read(source, told["income"], "regso_2020").set_index("regso_2020").drop(columns="regso_namn")
    tables = [
        rows.drop(columns="kon").add_suffix(f" {SEX_OF[str(kon)]}") for kon, rows in income.groupby("kon")
    ]
    eligible = read(source, told["eligibility"], "regso_2020").set_index("regso_2020")
    names = {f"gymnasiebehorig_{kon}_pct": f"gymnasiebehorig_pct {sex}" for kon, sex in SEX_OF.items()}
    tables.append(eligible.rename(columns=names))
    return pd.concat(tables, axis=1)


def not_collected(recipe: Recipe) -> pd.DataFrame:
    """Rows that say what open statistics do not hold."""
    areas = (*geso().codes, geso().whole.code)
    tables = [
        table(row["variable"], recipe["year"], areas, np.full(len(areas), np.nan), kind=row["kind"])
        for row in recipe["not_collected"]["rows"]
    ]
    return pd.concat(tables).assign(
        sex="total", status="not_collected", quality="", source=recipe["sources"]["none"]
    )


# -- reading and writing ----------------------------------------------------------------------------------


def as_csv(frame: pd.DataFrame) -> str:
    """The table as text: the shortest digits that say the number, empty where the default holds."""
    text = frame.reindex(columns=list(COLUMNS))
    text["coverage"] = text["coverage"].where(text["coverage"].round(DECIMALS["coverage"]) < 1)
    text["doubtful"] = text["doubtful"].where(text["doubtful"] > 0)
    for column, decimals in DECIMALS.items():
        text[column] = [digits(number, decimals) for number in text[column].astype(float)]
    return text.to_csv(index=False, lineterminator="\n")


# -- checking ---------------------------------------------------------------------------------------------


def check(statistics: Statistics, recipe: Recipe) -> None:
    """Refuse a table that does not reconcile with what is known about the city, or with itself."""

    def values(variable: str, period: str = recipe["year"], sex: str = "total") -> NDArray[np.float64]:
        return statistics.block(variable, period, (sex,)).value

    for variable, totals in recipe["checks"]["city"].items():
        for period, total in totals.items():
            city = values(variable, period)[-1]
            require(city == total, f"{variable} {period} is {city:.0f} in the city, not {total}")
    for block in statistics.blocks:
        figures = statistics.block(*block)
        if figures.kind == "count":
            apart = figures.value[:-1].sum() - figures.value[-1]
            require(apart == 0, f"{block.variable} {block.period}: areas and city differ by {apart}")
    for told in recipe["checks"]["parts"]:
        whole, parts = values(told["whole"]), np.sum([values(part) for part in told["parts"]], axis=0)
        off = float(np.abs(parts / whole - 1).max())
        require(
            off <= told.get("tolerance", 0.0), f"{told['parts']} are {100 * off:.2f} % from {told['whole']}"
        )
    for row in recipe["carried"]["rows"]:
        total, women, men = (values(row["variable"], recipe["carried_year"], sex) for sex in SEXES)
        require(not np.isnan(total).any(), f"{row['variable']} lacks an area")
        require(
            bool((np.isnan(women) == np.isnan(men)).all()), f"{row['variable']}: one sex without the other"
        )
        # In every RegSO the total lies between the sexes; summed and rounded, they can cross by a little.
        outside = (total < np.minimum(women, men) - 0.1) | (total > np.maximum(women, men) + 0.1)
        require(not outside.any(), f"the total of {row['variable']} does not lie between women and men")


if __name__ == "__main__":
    main()
