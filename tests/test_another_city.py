"""A real city and a county, from files alone as a user would, against a computation in plain pandas."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::UserWarning")]

LABOUR = ("sysselsatta", "arbetslosa", "arbetskraft", "utanfor", "befolkning")
LEVELS = ("forgymnasial", "gymnasial", "kort_eftergymnasial", "lang_eftergymnasial", "okand")
TENURES = ("hyresratt", "bostadsratt", "aganderatt", "okand_upplatelse")
STANDARD = ("lag", "hog", "personer")
#: Dimension → indicator → the sign of what is a challenge, and its value from sums.
INDEX: Mapping[str, tuple[tuple[int, Callable[[pd.DataFrame], pd.Series]], ...]] = {
    "arbete": (
        (-1, lambda t: t["sysselsatta"] / t["befolkning"]),
        (1, lambda t: t["arbetslosa"] / t["arbetskraft"]),
    ),
    "utbildning": (
        (1, lambda t: t["forgymnasial"] / t[list(LEVELS)].sum(axis=1)),
        (-1, lambda t: (t["kort_eftergymnasial"] + t["lang_eftergymnasial"]) / t[list(LEVELS)].sum(axis=1)),
    ),
    "ekonomi": ((1, lambda t: t["lag_personer"] / t["personer"]),),
    "boende": ((-1, lambda t: (t["bostadsratt"] + t["aganderatt"]) / t[list(TENURES[:3])].sum(axis=1)),),
}


def sub_areas(folder: Path, code: str, columns: tuple[str, ...]) -> pd.DataFrame:
    """The figures of an export of SCB's, by the code of their row."""
    openpyxl = pytest.importorskip("openpyxl")
    (file,) = folder.glob(f"{code}*.xlsx")
    rows = openpyxl.load_workbook(file, read_only=True).active.iter_rows(values_only=True)
    held = {
        row[0]: row[1 : len(columns) + 1]
        for row in rows
        if len(str(row[0])) == 9 and str(row[0])[:4].isdigit()
    }
    return pd.DataFrame.from_dict(held, orient="index", columns=list(columns)).astype(float)


def independently(folder: Path, area_of: Mapping[str, str]) -> pd.DataFrame:
    """Scores in plain pandas: z-values against everybody together, spread about the areas' mean, ddof 0."""
    table = pd.concat(
        [
            sub_areas(folder, "000007A8", LABOUR),
            sub_areas(folder, "000005MO", LEVELS),
            sub_areas(folder, "000006OC", TENURES),
            sub_areas(folder, "000006TA", STANDARD),
        ],
        axis=1,
    )
    table["lag_personer"] = table["lag"] * table["personer"]
    areas = table.loc[list(area_of)].groupby(pd.Series(area_of)).sum()
    whole = areas.sum().to_frame().T
    scores = pd.DataFrame(index=areas.index)
    for dimension, indicators in INDEX.items():
        parts = []
        for sign, value in indicators:
            values = value(areas)
            parts.append(100 + 10 * sign * (values - value(whole).iloc[0]) / np.std(values, ddof=0))
        scores[dimension] = pd.concat(parts, axis=1).mean(axis=1)
    return scores.assign(index=scores.mean(axis=1))


def computed(laid: oi.types.NewProject) -> pd.DataFrame:
    """What an update of the project gives, without pictures."""
    text = laid.project.read_text(encoding="utf-8")
    laid.project.write_text(text.replace("[outputs]", "[outputs]\nfigures = false"), encoding="utf-8")
    update = oi.update(laid.folder)
    assert update.status == "accepted"
    return update.result.scores


def without_mapping(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.xlsx"))


def test_uppsala_from_its_files_alone(shared: Callable[..., Path], tmp_path: Path) -> None:
    city = shared("data", "uppsala")
    laid = oi.new_project(
        tmp_path / "uppsala",
        areas=city / "regso2020_0380.gpkg",
        statistics=without_mapping(city / "scb"),
        key=city / "key_deso2018.csv",
    )
    assert laid.is_ready
    scores = computed(laid)
    key = oi.Key.read(city / "key_deso2018.csv")
    ours = independently(city / "scb", dict(zip(key.sub_areas, key.areas, strict=True)))
    assert len(scores) == 61
    assert (scores[ours.columns] - ours).abs().max().max() < 1e-9
    # The file has six decimals: the computation that it was written of is met to its last one.
    expected = pd.read_csv(city / "expected_scores_2022.csv", index_col="area")
    assert (scores.loc[expected.index, expected.columns].round(6) - expected).abs().max().max() < 1e-9


def test_a_county_of_deso_that_overlap_needs_no_mending(shared: Callable[..., Path], tmp_path: Path) -> None:
    county = shared("data", "uppsala_lan")
    laid = oi.new_project(
        tmp_path / "lan",
        areas=county / "deso2018_uppsala_lan.gpkg",
        statistics=without_mapping(county / "scb"),
        name="Uppsala län",
    )
    assert laid.is_ready
    scores = computed(laid)
    outlines = laid.folder / "omraden" / "deso2018_uppsala_lan.gpkg"
    assert outlines.read_bytes() == (county / "deso2018_uppsala_lan.gpkg").read_bytes()
    ours = independently(county / "scb", {area: area for area in scores.index})
    assert len(scores) == 262
    assert (scores[ours.columns] - ours).abs().max().max() < 1e-9


def test_from_the_country_s_files_too(shared: Callable[..., Path], tmp_path: Path) -> None:
    """Tables of 5 984 DeSO, SCB's key of the whole country: what a newcomer downloads."""
    city, country = shared("data", "uppsala"), shared("data", "sverige")
    laid = oi.new_project(
        tmp_path / "uppsala",
        areas=city / "deso2018_0380.gpkg",
        statistics=without_mapping(shared("data", "scb_excel_exports")),
        key=country / "koppling_deso2018_regso2020_riket.csv",
    )
    assert (laid.name, laid.is_ready) == ("Uppsala", True)
    scores = computed(laid)
    expected = pd.read_csv(city / "expected_scores_2022.csv", index_col="area")
    assert (scores.loc[expected.index, expected.columns].round(6) - expected).abs().max().max() < 1e-9
