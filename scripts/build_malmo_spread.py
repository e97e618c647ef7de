"""Build the spread inside Malmö's 14 areas from open statistics of the 192 DeSO.

    python scripts/build_malmo_spread.py --shared ../shared [--out data/statistics]

Reads SCB's statistics by DeSO through ``build_malmo_statistics.py`` beside this file, lets the library work
out the spread, and writes ``malmo_spridning.csv``: one row for each indicator that DeSO really have figures
of and each area, the whole city included. DeSO are official small
areas (the smallest of Malmö's had 966 inhabitants in 2022) whose figures SCB publishes as they stand, so that
nothing is shown here that is not already public.
"""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path

import pandas as pd
from build_malmo_statistics import ROOT, digits, read_deso, require, table

from omradesindex import geso, spread
from omradesindex.statistics import Statistics
from omradesindex.subjects.spread.answer import Spread

FILE = "malmo_spridning.csv"
INDICATORS = (
    "sysselsattning",
    "arbetsloshet",
    "forgymnasial_utbildning",
    "eftergymnasial_utbildning",
    "lag_ekonomisk_standard",
    "nettoinkomst",
    "bostads_eller_aganderatt",
    "blandade_upplatelseformer",
)
DECIMALS = {
    "value": 6,
    **dict.fromkeys(("lowest", "p10", "median", "p90", "highest", "spread"), 6),
    "doubtful": 4,
    "coverage": 4,
    "between_share": 4,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with data/malmo_*.csv")
    parser.add_argument("--out", type=Path, default=ROOT / "data" / "statistics")
    arguments = parser.parse_args()
    frame = build(arguments.shared / "data", arguments.out)
    print(f"{arguments.out / FILE}: {len(frame)} rows")


def build(source: Path, out: Path) -> pd.DataFrame:
    """Work out the spread, check it, and write the table beside ``out`` before it is put in place."""
    found = inside(source)
    frame = as_table(found)
    check(frame)
    out.mkdir(parents=True, exist_ok=True)
    building = out / f".building.{FILE}"
    try:
        building.write_text(frame.to_csv(index=False, lineterminator="\n"), encoding="utf-8", newline="\n")
        building.replace(out / FILE)
    finally:
        building.unlink(missing_ok=True)
    return frame


def inside(source: Path) -> Spread:
    """The spread of every indicator over the DeSO."""
    recipe = tomllib.loads(Path(__file__).with_name("malmo_statistics.toml").read_text(encoding="utf-8"))
    deso, counts = read_deso(source, recipe)
    year, words = recipe["year"], recipe["sources"]
    said = {row["variable"]: row["source"] for row in recipe["counts"]["rows"]}
    tables = [
        table(variable, period, deso.index, values, kind="count").assign(source=words[said[variable]])
        for (variable, period), values in counts.items()
        if period == year
    ]
    for row in recipe["shares"]["rows"]:
        given = table(row["variable"], year, deso.index, deso[f"{row['column']}_{year}"], kind=row["kind"])
        given["denominator"] = deso[f"{row['denominator']}_{year}"].to_numpy()
        tables.append(given.assign(source=words[row["source"]]))
    frame = pd.concat(tables, ignore_index=True)
    # What follows the source itself says how areas were summed; here nothing is.
    frame["source"] = [
        text.format(year=year, summed="spridningen mellan DeSO inom GeSO beräknad av omradesindex")
        for text in frame["source"]
    ]
    statistics = Statistics.from_frame(frame, name="Malmö")
    division = geso()
    return spread(INDICATORS, statistics, division.keys["deso_2018"], division=division)


def as_table(found: Spread) -> pd.DataFrame:
    """The rows as they are written; the city's say what share of its inequality lies between the areas."""
    frame = found.table.drop(columns="name").rename(columns={"measure": "indicator"})
    city = frame["area"] == found.areas[-1]
    share = frame["indicator"].map(found.inequality["between_share"])
    frame.insert(list(frame.columns).index("spread") + 1, "between_share", share.where(city))
    for column, decimals in DECIMALS.items():
        frame[column] = [digits(number, decimals) for number in frame[column].astype(float)]
    return frame.drop(columns="too_small")


def check(frame: pd.DataFrame) -> None:
    """Refuse a table in which a DeSO is missing, or whose areas are not those already published here."""
    n = frame["n"].astype(int).groupby([frame["indicator"], frame["area"] == "1280"]).sum()
    require(bool((n == 192).all()), "an indicator lacks a DeSO")
    require(bool((frame["coverage"] == "1").all()), "an indicator is known for a part of the people only")
    marks = frame[["lowest", "p10", "median", "p90", "highest"]].astype(float)
    require(bool((marks.diff(axis=1).iloc[:, 1:] >= 0).all(axis=None)), "the marks are not in order")


if __name__ == "__main__":
    main()
