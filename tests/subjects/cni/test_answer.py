"""What a Care Need Index lacks, says of itself and hands over."""

from __future__ import annotations

import numpy as np
import pandas as pd

import omradesindex as oi
from tests.cities import statistics
from tests.subjects.cni.provstad import city


def test_women_and_men_make_everybody() -> None:
    data = oi.example_statistics()
    women, men = (oi.cni(data, normalise="raw", group={"sex": sex}) for sex in ("women", "men"))
    np.testing.assert_allclose(women.raw + men.raw, oi.cni(data, normalise="raw").raw)
    assert "kvinnor" in women.page().title


def test_a_variable_that_nobody_has() -> None:
    full = statistics(city(3))
    data = full.without("lagutbildad_25_64")
    honest = oi.cni(data, reference=2.5)
    assert honest.values.isna().all()
    assert honest.ranks.isna().all()
    assert honest.lacking == ("lagutbildad_25_64",)
    assert set(honest.missing.values()) == {("lagutbildad_25_64",)}
    assert "lågutbildade" in repr(honest)
    asked = oi.cni(data, reference=2.5, partial=True)
    assert (asked.values < oi.cni(full, reference=2.5).values).all()
    assert asked.ranks.notna().all()
    assert asked.to_frame()["partial"].all()
    assert (asked.to_frame()["missing"] == "lagutbildad_25_64").all()
    assert "bygger på 6 av 7 grupper" in asked.page().title
    assert "rests on 6 of 7 groups" in asked.page("en").title


def test_a_figure_that_one_area_withholds() -> None:
    frame = city(4).assign(status="observed")
    cell = (frame["area"] == "02") & (frame["variable"] == "over_65_ensamboende")
    frame.loc[cell, "value"] = np.nan
    frame.loc[cell, "status"] = "suppressed"
    data = statistics(frame)
    honest = oi.cni(data, normalise="per_person")
    assert honest.values.isna().tolist() == [False, True, False, False, False, False]
    assert honest.missing["02"] == ("over_65_ensamboende",)
    assert "röjandeskyddad" in repr(honest)
    asked = oi.cni(data, normalise="per_person", partial=True)
    assert asked.values.notna().all()
    # Its points are made of less than the others', so that it has no place among them.
    assert asked.ranks.isna().tolist() == honest.ranks.isna().tolist()


def test_without_the_population_only_raw_points() -> None:
    data = statistics(city(6)).without("folkmangd")
    assert oi.cni(data, normalise="raw").values.notna().all()
    each = oi.cni(data, normalise="per_person")
    assert each.values.isna().all()
    assert each.missing["01"] == ("folkmangd",)
    assert "folkmängd" in repr(each)


def test_files_hold_the_table_and_every_area(tmp_path) -> None:
    result = oi.cni(oi.example_statistics(), normalise="per_person")
    files = {path.name for path in result.save(tmp_path, figures=False)}
    assert files == {"cni.txt", "cni.html", "cni.xlsx", "cni.csv"}
    assert len(pd.read_csv(tmp_path / "cni.csv")) == 15
    text = (tmp_path / "cni.txt").read_text(encoding="utf-8")
    assert all(f"Vad poängen består av · {code} " in text for code in result.areas)


def test_a_summary_names_the_first_areas() -> None:
    result = oi.cni(oi.example_statistics(), normalise="per_person")
    first = result.ranks.sort_values().index[0]
    assert f"Störst väntat behov: {first} {result.statistics.name_of(first)}" in result.summary()
    assert "Points per inhabitant" in result.summary("en")


def test_areas_that_share_the_last_place_that_is_named_are_counted() -> None:
    frame = city(5)
    frame["value"] = frame.groupby("variable")["value"].transform("first")  # every area alike
    told = oi.cni(statistics(frame), normalise="raw").summary()
    assert "Flest poäng: 01 " in told or "Flest poäng: 01, " in told
    assert "3 till" in told
