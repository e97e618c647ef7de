"""Malmö's figures that come by RegSO and sex, by RegSO from a survey, and by DeSO of land.

What is made of which file stands in ``malmo_statistics.toml`` (``regso``, ``by_sex``, ``population``,
``trees``).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from malmo_carrying import KNOWN, LATER, SEX_OF, SEXES, People, carry, fewer, known
from malmo_lineage import Lineage, shares
from malmo_tables import Recipe, labelled, read, require, said_of
from numpy.typing import NDArray

from omradesindex.geography import Key, geso
from omradesindex.statistics import Statistics

#: A 95 per cent interval is so many standard errors wide.
_WIDTH = 2 * 1.959964


# -- shares and means that people weigh -------------------------------------------------------------------


def from_regso(source: Path, people: People, recipe: Recipe, lineage: Lineage) -> pd.DataFrame:
    """Every share and mean by RegSO, by sex where the source has it; ``embedded`` says whether it is shown.

    A proxy is one whatever else it is: that it measures something else matters more than how it was carried.
    """
    frames = []
    for row in recipe["regso"]["rows"]:
        values, hidden = known(read_rows(source, row, row["column"]), zero_is_hidden="hidden" in row)
        values *= row.get("scale", 1)
        errors = interval(source, row) if "interval" in row else None
        frame = carry(
            values, hidden, errors, variable=row["variable"], period=row["period"],
            kind=row.get("carried_as", row["kind"]), age=row["age"], people=people,
            minimum_coverage=recipe["minimum_coverage"],
        )  # fmt: skip
        frame["kind"] = row["kind"]
        if row.get("proxy"):
            frame["quality"] = frame["quality"].where(frame["value"].isna(), "proxy")
        words = recipe["people"][row["age"]]
        frame["source"] = said_of(row["source"], row["period"], recipe, people=words)
        frames.append(frame.assign(embedded=row.get("embedded", True)))
        if row.get("embedded", True):
            for sex in values:
                trace_carried(lineage, row, values, hidden, str(sex), people, recipe)
    return pd.concat(frames, ignore_index=True)


def trace_carried(
    lineage: Lineage,
    row: Recipe,
    values: pd.DataFrame,
    hidden: pd.DataFrame,
    sex: str,
    people: People,
    recipe: Recipe,
) -> None:
    """Write down where a carried figure comes from: one table, or everybody's times how a sex relates to it.

    See :func:`malmo_carrying.carry`.
    """
    if not fewer(values, sex):
        trace(lineage, row, sex, values[sex], hidden[sex], people, recipe)
        return
    lineage.add(
        row["variable"], row["period"], sex, step="×", method="figure", file=lineage.figures, key="area",
        column="value", units="area", select={"sex": "total"},
    )  # fmt: skip
    there = values["total"].where(values[sex].notna())
    trace(lineage, row, sex, values[sex], hidden[sex], people, recipe, step="×")
    trace(lineage, row, "total", there, hidden[sex], people, recipe, step="÷", of=sex)


def read_rows(source: Path, row: Recipe, columns: str | list[str]) -> pd.DataFrame:
    """One source's figures: index RegSO, a column for each sex that it has.

    A table has a column for each sex (``sexes = "columns"``), a row for each (``"rows"``), or columns for
    everybody, of which several are added.
    """
    key = row.get("key", "regso_2020")
    table = read(source, row["file"], key)
    for column, word in row.get("select", {}).items():
        table = table[table[column].astype(str) == word]
    names = [columns] if isinstance(columns, str) else columns
    if row.get("sexes") == "columns":
        values = table.set_index(key)[list(COLUMN_OF.values())].set_axis(list(COLUMN_OF), axis=1)
    elif row.get("sexes") == "rows":
        table = table.assign(sex=table["kon"].map(SEX_OF))
        require(not table.duplicated([key, "sex"]).any(), f"{row['variable']}: a RegSO and sex has two rows")
        values = table.pivot_table(index=key, columns="sex", values=names[0], dropna=False)[list(SEXES)]
    else:
        values = table.set_index(key)[names].sum(axis=1, skipna=False).to_frame("total")
    require(values.index.is_unique, f"{row['variable']}: a RegSO has two rows")
    every = sorted(read(source, row["file"], key)[key].unique())
    return values.astype(float).reindex(every).rename_axis("regso")


COLUMN_OF = {"total": "totalt", "women": "kvinnor", "men": "man"}


def interval(source: Path, row: Recipe) -> pd.DataFrame:
    """Standard errors out of 95 per cent intervals, in the figures' own unit."""
    low, high = (read_rows(source, row, column) for column in row["interval"])
    return (high - low) * row.get("scale", 1) / _WIDTH


def trace(
    lineage: Lineage,
    row: Recipe,
    sex: str,
    values: pd.Series,
    hidden: pd.Series,
    people: People,
    recipe: Recipe,
    *,
    step: str = "",
    variable: str = "",
    of: str = "",
) -> None:
    """Write down which cells of a table one figure comes from, and who weighs them."""
    age, year = row["age"], row["period"][-4:]
    whose = LATER if year >= LATER else KNOWN
    name = f"{age} {sex} {whose}"
    pieces = people.pieces(age)
    weight = people.of(age, sex, year).loc[pieces.index.get_level_values("unit")].to_numpy()
    lineage.weigh("regso_2020", name, shares(pieces * weight))
    columns = row["column"]
    shown = COLUMN_OF[sex] if row.get("sexes") == "columns" else columns
    select = dict(row.get("select", {}))
    if row.get("sexes") == "rows":
        select["kon"] = COLUMN_OF[sex]
    lineage.add(
        variable or row["variable"], row["period"], of or sex, step=step, method="mean", file=row["file"],
        key=row.get("key", "regso_2020"), column=shown if isinstance(shown, str) else " + ".join(shown),
        scale=row.get("scale", ""), select=select, units="regso_2020", weight=name,
        weighed_by=recipe["people"][age] + recipe["sexes"][sex],
        suppressed=values.index[hidden & values.isna()], missing=values.index[~hidden & values.isna()],
    )  # fmt: skip


# -- both sexes of what is known of everybody -------------------------------------------------------------


def by_sex(
    source: Path, everybody: pd.DataFrame, by_regso: pd.DataFrame, people: People, recipe: Recipe,
    lineage: Lineage,
) -> pd.DataFrame:  # fmt: skip
    """Women's and men's figures where everybody's has another source than theirs.

    Everybody's figure times theirs over everybody's in the source that tells them apart: so the three agree,
    and the difference between the sexes is not one between two sources.
    """
    frames = []
    for row in recipe["by_sex"]["rows"]:
        total = figures_of(everybody, row)
        known_by = by_regso[by_regso["variable"] == row["by"]].set_index(["sex", "area"])
        of_all = known_by.loc["total"]
        made_of = next(r for r in recipe["regso"]["rows"] if r["variable"] == row["by"])
        values, hidden = known(read_rows(source, made_of, made_of["column"]), zero_is_hidden=False)
        for sex in ("women", "men"):
            of_sex = known_by.loc[sex].loc[total.index]
            frames.append(
                pd.DataFrame(
                    {
                        "area": total.index, "variable": row["variable"], "period": row["period"], "sex": sex,
                        "value": total * of_sex["value"] / of_all.loc[total.index, "value"],
                        "kind": "share", "quality": "estimated", "status": of_sex["status"],
                        "doubtful": of_sex["doubtful"], "coverage": of_sex["coverage"],
                        "source": said_of(row["source"], row["period"], recipe,
                                          people=recipe["people"][made_of["age"]]),
                    }
                )
            )  # fmt: skip
            lineage.add(
                row["variable"],
                row["period"],
                sex,
                step="×",
                method="figure",
                file=lineage.figures,
                key="area",
                column="value",
                units="area",
                select={"sex": "total"},
            )
            for of, step in ((sex, "×"), ("total", "÷")):
                trace(
                    lineage, made_of, of, values[of], hidden[of], people, recipe,
                    step=step, variable=row["variable"], of=sex,
                )  # fmt: skip
    return pd.concat(frames, ignore_index=True)


def figures_of(everybody: pd.DataFrame, row: Recipe) -> pd.Series:
    """Everybody's figure: as it is, or a numerator over a denominator, in per cent."""
    at = everybody[everybody["period"] == row["period"]].set_index(["variable", "area"])["value"]
    if "numerator" in row:
        return 100 * at.loc[row["numerator"]] / at.loc[row["denominator"]]
    share: pd.Series = at.loc[row["variable"]]
    return share


# -- people by age and sex --------------------------------------------------------------------------------


def population(people: People, recipe: Recipe, lineage: Lineage) -> pd.DataFrame:
    """People of 2024 by age and sex. A RegSO in two areas is shared out in whole people, nobody lost."""
    told = recipe["population"]
    pieces = {age: in_pieces(people, age, lineage) for age in told["groups"]}
    frames = []
    for variable, ages in told["ages"].items():
        for sex in SEXES:
            frames.append(pd.concat([pieces[age][sex] for age in ages]).assign(variable=variable, sex=sex))
            for age in ages:
                lineage.add(
                    variable, LATER, sex, step="+" if len(ages) > 1 else "", method="split",
                    file=told["file"], key="regso_2025", column="antal", units="regso_2020",
                    weight=f"del {age}",
                    select={"alder": ", ".join(told["groups"][age]), "kon": COLUMN_OF[sex]},
                    weighed_by=recipe["people"][age],
                )  # fmt: skip
    return labelled(
        added(pd.concat(frames)),
        dict.fromkeys(((v, LATER) for v in told["ages"]), "population_by_sex"),
        recipe,
    )


def in_pieces(people: People, age: str, lineage: Lineage) -> dict[str, pd.DataFrame]:
    """Each sex's people of an age, by the pieces of RegSO that lie in one area."""
    share, doubt = people.pieces(age), people.doubtful(age)
    lineage.weigh("regso_2020", f"del {age}", share)
    frame = share.reset_index()
    split = frame.duplicated("unit", keep=False)
    frame["quality"] = np.where(split, "estimated", "official")
    frame["doubtful"] = np.where(split, 1.0, doubt.loc[frame["unit"]])
    found = {
        sex: frame.assign(value=in_whole_people(frame, people.regso[age, sex].loc[frame["unit"]].to_numpy()))
        for sex in ("women", "men")
    }
    found["total"] = frame.assign(value=found["women"]["value"] + found["men"]["value"])
    return found


def in_whole_people(pieces: pd.DataFrame, counts: NDArray[np.int64]) -> pd.Series:
    """Share each unit's count out by its pieces; the last piece takes what is left."""
    value = np.rint(pieces["share"] * counts)
    last = ~pieces.duplicated("unit", keep="last")
    others = value.where(~last, 0).groupby(pieces["unit"]).transform("sum")
    return value.where(~last, counts - others)


def added(pieces: pd.DataFrame) -> Statistics:
    """Add pieces up to the areas and the city."""
    pieces = pieces.assign(
        unit=pieces["unit"] + " " + pieces["area"], unsure=pieces["doubtful"] * pieces["value"],
        weak=pieces["quality"] == "estimated",
    )  # fmt: skip
    keys = ["unit", "area", "variable", "sex"]
    whole = pieces.groupby(keys, as_index=False, sort=False)[["value", "unsure", "weak"]].agg(
        {"value": "sum", "unsure": "sum", "weak": "any"}
    )
    whole["doubtful"] = (whole["unsure"] / whole["value"].where(whole["value"] > 0, 1)).clip(upper=1)
    key = whole[["unit", "area"]].drop_duplicates()
    parts = whole.assign(
        area=whole["unit"], period=LATER, kind="count",
        quality=np.where(whole["weak"], "estimated", "official"),
    )  # fmt: skip
    return Statistics.from_frame(
        parts[["area", "variable", "period", "sex", "value", "kind", "quality", "doubtful"]], name="RegSO"
    ).to_areas(Key("delar", tuple(key["unit"]), tuple(key["area"])), division=geso())


# -- land ---------------------------------------------------------------------------------------------------


def tree_cover(source: Path, people: People, recipe: Recipe, lineage: Lineage) -> pd.DataFrame:
    """Share of the land that trees cover. DeSO outside the survey are missing: their people tell how much."""
    row = recipe["trees"]
    table = read(source, row["file"], "deso_2018").set_index("deso_2018")
    require(set(table.index) <= set(people.deso.index), "a DeSO with trees is unknown")
    deso = people.deso[["alla"]].join(table[[row["column"], row["denominator"]]])
    deso["area"] = geso().keys["deso_2018"].area_of(deso.index)
    deso["unsure"] = geso().keys["deso_2018"].is_doubtful(deso.index)
    known = deso[row["denominator"]].notna()
    weight = deso.loc[known, row["denominator"]].set_axis([deso.index[known], deso.loc[known, "area"]])
    lineage.weigh("deso_2018", row["denominator"], shares(weight))
    for variable in (row["variable"], row["proxy_of"]):
        lineage.add(
            variable, row["period"], "total", method="mean", file=row["file"], key="deso_2018",
            column=f"{row['column']} / {row['denominator']}", scale="100", units="deso_2018",
            weight=row["denominator"], weighed_by=recipe["land"], missing=deso.index[~known],
        )  # fmt: skip
    figures = []
    for code in (*geso().codes, geso().whole.code):
        inside = deso if code == geso().whole.code else deso[deso["area"] == code]
        land = inside[row["denominator"]].sum()
        coverage = inside.loc[inside[row["denominator"]].notna(), "alla"].sum() / inside["alla"].sum()
        enough = coverage >= recipe["minimum_coverage"]
        figures.append(
            {
                "area": code,
                "value": 100 * inside[row["column"]].sum() / land if enough else np.nan,
                "coverage": coverage if enough else 0.0,
                "doubtful": (inside[row["denominator"]] * inside["unsure"]).sum() / land if enough else 0.0,
                "quality": "official" if coverage == 1 else "estimated",
                "status": "observed" if enough else "not_collected",
            }
        )
    frame = pd.DataFrame(figures).assign(period=row["period"], sex="total", kind="share")
    proxy = frame.assign(quality=frame["quality"].where(frame["value"].isna(), "proxy"))
    return pd.concat(
        [
            one.assign(variable=row[name], source=said_of(row[source], row["period"], recipe))
            for one, name, source in ((frame, "variable", "source"), (proxy, "proxy_of", "proxy_source"))
        ]
    )
