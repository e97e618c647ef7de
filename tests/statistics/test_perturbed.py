from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.statistics.perturbed import ASSUMED_NOISE
from tests.cities import SHARE


def _table(period: str = "2025", part: int = 15) -> pd.DataFrame:
    counts = {"A": (part, 14), "B": (121, 806), "C": (362, 1197), "W": (494, 2011)}
    rows = [(a, v, period, n) for a, pair in counts.items() for v, n in zip("nd", pair, strict=True)]
    return pd.DataFrame(rows, columns=["area", "variable", "period", "value"]).assign(kind="count")


def _compute(table: pd.DataFrame, **options: object) -> oi.types.Result:
    return SHARE.compute(oi.Statistics.from_frame(table, whole="W", **options))


def test_a_part_that_noise_made_too_large_is_its_whole_with_a_word() -> None:
    result = _compute(_table())
    assert result.indicators["i"].loc[["A", "B"]].tolist() == pytest.approx([100, 100 * 121 / 806])
    assert "Därför blev en del större än sin helhet, som då gäller." in result.quality_line()
    assert "andel (1)" in result.quality_line()
    assert "Därför blev en del större" not in _compute(_table(part=14)).quality_line()


def test_what_no_noise_explains_is_still_refused() -> None:
    for table in (_table("2024"), _table(part=40)):
        with pytest.raises(oi.errors.ComputeError, match="is larger than the denominator 14"):
            _compute(table)
    assert _compute(_table("2024"), noise=1.4).indicators["i"]["A"] == 100
    with pytest.raises(oi.errors.StatisticsError, match="the noise is -1"):
        _compute(_table(), noise=-1)


def test_the_note_says_whether_the_size_is_assumed() -> None:
    assumed = oi.Statistics.from_frame(_table(), whole="W", noise=True)
    stated = oi.Statistics.from_frame(_table(), whole="W", noise=2.0)
    assert "anges inte av källan och antas vara 1,5" in assumed.notes[0]
    assert "standardavvikelse är 2,0" in stated.notes[0]
    assert assumed.block("n", "2025").noise[0] == ASSUMED_NOISE
    again = oi.Statistics.from_frame(stated.to_frame(), whole="W")
    assert (
        again.fingerprint == stated.fingerprint != oi.Statistics.from_frame(_table(), whole="W").fingerprint
    )


def test_zeros_carry_none_and_what_is_withheld_tells_nothing() -> None:
    table = _table().astype({"value": float})
    table.loc[0, "value"] = 0
    table.loc[2, "value"] = np.nan
    statistics = oi.Statistics.from_frame(table, whole="W", noise=1.5)
    assert statistics.block("n", "2025").noise.tolist() == [0, 0, 1.5, 1.5]


def test_sums_carry_the_noise_of_their_parts() -> None:
    table = _table().query("area != 'W'")
    key = oi.Key("k", ("A", "B", "C"), ("1", "1", "2"))
    division = oi.geography.Division(
        id="d", label="d", codes=("1", "2"), names=("x", "y"), whole=oi.geography.Whole("W", "W")
    )
    summed = oi.Statistics.from_frame(table, noise=1.5).to_areas(key, division=division)
    assert summed.block("d", "2025").noise.tolist() == pytest.approx(1.5 * np.sqrt([2, 1, 3]))
    assert summed.notes


def test_intervals_know_of_the_noise() -> None:
    quiet, noisy = (_compute(_table(), noise=n).uncertainty() for n in (0.0, 1.5))
    p, n = 121 / 806, 806
    noise = 100 * 1.5 * np.sqrt(1 + p**2) / n
    assert noisy.standard_error[1, 0] == pytest.approx(np.hypot(quiet.standard_error[1, 0], noise))
    wider = noisy.to_frame().query("area == 'B' and measure == 'i'").iloc[0]
    narrower = quiet.to_frame().query("area == 'B' and measure == 'i'").iloc[0]
    assert wider["low"] < narrower["low"] < narrower["high"] < wider["high"]
    # A register that is declared exact is exact but for the noise.
    exact = _compute(_table(), noise=1.5).uncertainty(exact=["i"])
    assert exact.standard_error[1, 0] == pytest.approx(noise)


def test_a_breakdown_of_noisy_figures_is_computed() -> None:
    parts = {"women": (0.5, 1), "men": (0.5, 1), "total": (1.0, 0)}
    rows = [
        row._replace(sex=sex, value=round(row.value * share) + off)
        for row in _table(part=13).assign(sex="").itertuples(index=False)
        for sex, (share, off) in parts.items()
    ]
    table = pd.DataFrame(rows)
    statistics = oi.Statistics.from_frame(table, whole="W", noise=1.5)
    with pytest.warns(UserWarning, match="small random changes"):
        broken = SHARE.compute(statistics, by=["sex"])
    assert broken.scores.notna().any().any()


def test_a_footnote_declares_the_noise(tmp_path) -> None:
    said = "En liten kontrollerad slumpmässig osäkerhet är införd. Metoden heter Cell Key Method."
    data = {
        "version": "2.0",
        "class": "dataset",
        "id": ["Region", "Tid"],
        "size": [2, 2],
        "value": [10, 11, 20, 21],
        "note": [said],
        "dimension": {
            "Region": {"label": "region", "category": {"index": ["A", "B"]}},
            "Tid": {"label": "år", "category": {"index": ["2024", "2025"]}},
        },
        "role": {"time": ["Tid"], "geo": ["Region"]},
    }
    (tmp_path / "t.json").write_text(json.dumps(data), encoding="utf-8")
    mapping = tmp_path / "m.toml"
    text = '[[table]]\narea = "Region"\nperiod = "Tid"\nvariables = [{ variable = "folkmangd" }]\n'
    mapping.write_text(text, encoding="utf-8")
    read = oi.read_statistics(tmp_path / "t.json", mapping=mapping)
    assert [read.block("folkmangd", y).noise[0] for y in ("2024", "2025")] == [0, ASSUMED_NOISE]
    assert "antas vara" in " ".join(read.notes)
    mapping.write_text(text + "noise = 2.0\n", encoding="utf-8")
    read = oi.read_statistics(tmp_path / "t.json", mapping=mapping)
    assert [read.block("folkmangd", y).noise[0] for y in ("2024", "2025")] == [2, 2]


def test_whose_word_the_size_is_goes_along_into_tables_and_sums(tmp_path) -> None:
    assumed = oi.Statistics.from_frame(_table(), whole="W", noise=True)
    table = assumed.to_frame()
    table["noise"] *= 3  # as the sums of many figures
    table.to_csv(tmp_path / "t.csv", index=False)
    assert "antas vara 4,5" in oi.read_statistics(tmp_path / "t.csv", whole="W").notes[0]
    # What is said already is not said anew of sums.
    assert oi.Statistics.from_frame(table, whole="W", notes=assumed.notes).notes == assumed.notes
    stated = oi.Statistics.from_frame(_table(), whole="W", noise=1.5)
    again = oi.Statistics.from_frame(stated.to_frame(), whole="W")
    assert "standardavvikelse är 1,5" in again.notes[0]
    mixed = _table().assign(noise=[1.5, 3.0] * 4)
    assert "är högst 3,0" in oi.Statistics.from_frame(mixed, whole="W").notes[0]


def test_a_share_that_noise_took_above_its_whole_is_100_per_cent() -> None:
    rows = [("A", 100 * 15 / 14, 15, 14), ("B", 20.0, 20, 100), ("C", 104.0, None, 50)]
    table = pd.DataFrame(rows, columns=["area", "value", "numerator", "denominator"])
    table = table.assign(variable="i", period="2025", kind="share")
    statistics = oi.Statistics.from_frame(table, noise=1.5)
    assert statistics.block("i", "2025").value[:3].tolist() == [100, 20, 100]
    assert "satta till 100 % (2)" in statistics.notes[-1]
    assert oi.Statistics.from_frame(table).block("i", "2025").value[0] == 100
    for wrong in (
        table.assign(period="2024"),
        table.assign(numerator=[40, 20, None], value=[285.7, 20, 104]),
    ):
        with pytest.raises(oi.errors.StatisticsError, match=r"lies outside 0–100"):
            oi.Statistics.from_frame(wrong)
