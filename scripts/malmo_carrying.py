"""From Malmö's 91 RegSO to its 14 areas: shares and means come without counts, so people weigh them.

Shared by the scripts that build the cross-section and the series. A RegSO weighs what it has of the people
that a figure is about: of that age, and of that sex where the figure is one sex's. Their number by age is
known by DeSO in 2022, by RegSO and sex in 2024:

* Figures up to 2023 weigh with the people of 2022, of which a RegSO has as large a share of women as in 2024.
* Figures of 2024 weigh with the people of 2024.

Five RegSO lie in two areas. Their weight is shared out as the people of that age lived in their DeSO in 2022.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from omradesindex import crosswalk, geso
from omradesindex.geography import Crosswalk, Key
from omradesindex.statistics import Statistics

SEXES = ("total", "women", "men")
SEX_OF = {"totalt": "total", "kvinnor": "women", "man": "men", "män": "men"}

#: The year that people are known by DeSO, and by RegSO, age and sex.
KNOWN, LATER = "2022", "2024"

#: An age: what it is by DeSO in 2022, and in the table by RegSO, age and sex.
BANDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "alla": (("folkmangd",), ("totalt",)),
    "0_4": (("alder_0_4",), ("-4",)),
    "5_9": (("alder_5_9",), ("5-9",)),
    "10_14": (("alder_10_14",), ("10-14",)),
    "15_19": (("alder_15_19",), ("15-19",)),
    "20_24": (("alder_20_24",), ("20-24",)),
    "0_19": (("alder_0_4", "alder_5_9", "alder_10_14", "alder_15_19"), ("-4", "5-9", "10-14", "15-19")),
    "25_64": (
        ("utb_forgymnasial", "utb_gymnasial", "utb_efter_lt3", "utb_efter_ge3", "utb_saknas"),
        ("25-29", "30-34", "35-39", "40-44", "45-49", "50-54", "55-59", "60-64"),
    ),
}
_UNDER_65 = ("alder_0_4", "alder_5_9", "alder_10_14", "alder_15_19", "alder_20_24", *BANDS["25_64"][0])
_OLD = ("65-69", "70-74", "75-79", "80-")


@dataclass(frozen=True)
class People:
    """How many people of each age live where.

    ``deso``: index DeSO; ``regso`` and a column for each age, 2022. ``regso``: index RegSO; a column for each
    age and sex, 2024.
    """

    deso: pd.DataFrame
    regso: pd.DataFrame

    def of(self, age: str, sex: str, year: str) -> pd.Series:
        """What each RegSO has of the people that a figure of a year is about."""
        if year >= LATER:
            return self.regso[age, sex].astype(float)
        everybody = self.deso.groupby("regso")[age].sum().astype(float)
        if sex == "total":
            return everybody
        return everybody * self.regso[age, sex] / self.regso[age, "total"]

    def shared_out(self, age: str) -> Crosswalk:
        """What share of each RegSO's people of an age lives in which area."""
        to_regso = Key("regso_2020", tuple(self.deso.index), tuple(self.deso["regso"]), label="RegSO 2020")
        weights = {str(code): float(n) for code, n in self.deso[age].items()}
        return crosswalk(to_regso, geso().keys["deso_2018"], weights=weights)

    def pieces(self, age: str) -> pd.Series:
        """What share of each RegSO's people of an age lives in each of its areas (index: unit, area)."""
        return pieces_of(self.shared_out(age))

    def doubtful(self, age: str) -> pd.Series:
        """Share of each RegSO's people of an age in DeSO whose area is not certain."""
        unsure = self.deso[age] * geso().keys["deso_2018"].is_doubtful(self.deso.index)
        return unsure.groupby(self.deso["regso"]).sum() / self.deso.groupby("regso")[age].sum()


def pieces_of(walk: Crosswalk) -> pd.Series:
    """Return what share of each unit lies in each of its areas (index: unit, area)."""
    unit, area = np.nonzero(walk.shares)
    index = pd.MultiIndex.from_arrays(
        [np.array(walk.sources)[unit], np.array(walk.targets)[area]], names=["unit", "area"]
    )
    return pd.Series(walk.shares[unit, area], index=index, name="share")


def read_people(source: Path) -> People:
    """Read both tables; their 91 RegSO are the same."""
    codes = {"deso_2018": str, "RegSOkod_2020": str}
    table = (
        pd.read_csv(source / "malmo_deso2018_stats_2022.csv", dtype=codes).set_index("deso_2018").sort_index()
    )
    by_deso = pd.DataFrame(
        {age: table[[f"{c}_{KNOWN}" for c in columns]].sum(axis=1) for age, (columns, _) in BANDS.items()}
    )
    by_deso["20_64"] = by_deso["20_24"] + by_deso["25_64"]
    by_deso["65_"] = by_deso["alla"] - table[[f"{c}_{KNOWN}" for c in _UNDER_65]].sum(axis=1)
    by_deso.insert(0, "regso", table["RegSOkod_2020"])
    later = pd.read_csv(source / "malmo_regso2025_folkmangd_alder_kon_2024.csv", dtype=str)
    later = later.assign(sex=later["kon"].map(SEX_OF), antal=later["antal"].astype(int))
    cells = later.pivot_table(index="regso_2025", columns=["alder", "sex"], values="antal", aggfunc="sum")
    ages = {age: names for age, (_, names) in BANDS.items()}
    ages |= {"20_64": (*ages["20_24"], *ages["25_64"]), "65_": _OLD, "80_": ("80-",)}
    by_regso = pd.DataFrame(
        {(age, sex): sum(cells[name, sex] for name in names) for age, names in ages.items() for sex in SEXES}
    )
    if len(by_regso) != 91 or set(by_regso.index) != set(by_deso["regso"]):
        raise SystemExit("nothing written: the tables of people do not have the same 91 RegSO")
    # Who is 80 or over is not known by DeSO: they are shared out as all who are 65 or over.
    by_deso["80_"] = by_deso["65_"]
    return People(by_deso, by_regso)


def known(values: pd.DataFrame, *, zero_is_hidden: bool = False) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Leave out what a table withholds, and return where that is.

    A gap between the sexes must not be one between neighbourhoods: they are taken where both are known.
    """
    hidden = (values == 0) & zero_is_hidden
    values = values.mask(hidden)
    sexes = [sex for sex in ("women", "men") if sex in values]
    both = values[sexes].notna().all(axis=1)
    values[sexes] = values[sexes].where(both)
    return values, hidden


def carry(
    values: pd.DataFrame,
    hidden: pd.DataFrame | None = None,
    errors: pd.DataFrame | None = None,
    *,
    variable: str,
    period: str,
    kind: str,
    age: str,
    people: People,
    minimum_coverage: float,
) -> pd.DataFrame:
    """Carry one variable's shares or means of a period from the RegSO to the areas and the city.

    Where the sexes are known in fewer RegSO than everybody is, theirs are everybody's figure times how they
    relate to everybody in those RegSO: else both could lie above, or below, everybody. An area has both
    sexes, or neither.

    Parameters
    ----------
    values : DataFrame
        Index RegSO, the column ``total`` and, where they are told apart, ``women`` and ``men``; NaN where
        nothing is known (see :func:`known`).
    hidden : DataFrame, optional
        Where a figure is withheld.
    errors : DataFrame, optional
        Standard errors, in the figures' own unit.
    minimum_coverage : float
        Share of an area's people that must live where the figure is known; an area with less is a gap.

    Returns
    -------
    DataFrame
        The tidy table of the areas and the city, by sex, without a source.
    """
    if len(values) != 91 or not values.index.is_unique:
        raise SystemExit(f"nothing written: {variable} does not have the 91 RegSO")
    walk, doubt = people.shared_out(age), people.doubtful(age).loc[values.index]

    def weighed(figures: pd.Series, sex: str) -> pd.DataFrame:
        withheld = np.zeros(len(values), bool) if hidden is None else hidden[sex].to_numpy()
        lacking = np.where(withheld, "suppressed", "missing")
        table = pd.DataFrame(
            {
                "area": values.index,
                "variable": variable,
                "period": period,
                "sex": sex,
                "value": figures.to_numpy(),
                "kind": kind,
                "quality": "official",
                "status": np.where(figures.notna(), "observed", lacking),
                "doubtful": doubt.to_numpy(),
            }
        )
        if errors is not None:
            table["standard_error"] = errors[sex].to_numpy()
        weights = people.of(age, sex, period[-4:])
        areas = Statistics.from_frame(table, name="RegSO").to_areas(
            walk,
            division=geso(),
            weights={str(code): float(n) for code, n in weights.items()},
            minimum_coverage=minimum_coverage,
        )
        return areas.to_frame()

    everybody = weighed(values["total"], "total")
    frames = [everybody]
    for sex in values.columns.drop("total"):
        frame = weighed(values[sex], sex)
        if fewer(values, sex):
            there = weighed(values["total"].where(values[sex].notna()), "total")
            frame["value"] *= everybody["value"] / there["value"]
        frames.append(frame)
    for frame in frames[1:]:
        lacking = np.any([other["value"].isna() for other in frames[1:]], axis=0)
        frame.loc[lacking, ["value", "doubtful"]] = [np.nan, 0.0]
        frame.loc[lacking & (frame["status"] == "observed"), "status"] = "missing"
        frame.loc[lacking, "quality"] = "official"
    return pd.concat(frames, ignore_index=True)


def fewer(values: pd.DataFrame, sex: str) -> bool:
    """Whether a sex is known in fewer RegSO than everybody is."""
    return sex != "total" and bool((values[sex].isna() & values["total"].notna()).any())
