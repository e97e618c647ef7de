"""What was done to figures stays with them, through every verb and every file."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.errors import StatisticsError
from omradesindex.geography import Crosswalk
from omradesindex.show.sheets import write_xlsx
from omradesindex.show.writing import write_csv
from omradesindex.statistics.notices import note_in
from omradesindex.statistics.rounded import HOWS, Marks, Rounding, read_rounding
from tests.cities import statistics

ROWS = pd.DataFrame(
    {
        "area": ["1", "2", "3", "X"] * 2,
        "variable": ["inflyttade"] * 4 + ["folkmangd"] * 4,
        "period": ["2023"] * 4 + ["2024"] * 4,
        "kind": "count",
        "value": [5.0, 10, 0, 15, 101, 203, 7, 311],
        "rounding": ["nearest 5"] * 4 + [""] * 4,
    }
)
TABLE = statistics(ROWS, whole="X")


def marks(figures: oi.Statistics) -> list[list[str]]:
    return figures.rounding.texts.tolist()


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("parts", [1.0, 3.0, 0.25, 1 / 3])
@pytest.mark.parametrize("whole", [True, False])
def test_its_words_are_read_as_they_are_written(how: str, parts: float, whole: bool) -> None:
    kind = Rounding(how, 25, round(parts, 12), whole)
    assert read_rounding(kind.text) == kind


@pytest.mark.parametrize(
    "text", ["", "nearest", "nearest 0", "5", "up 5", "0 x nearest 5", "nearest 5.5", "nearest -5"]
)
def test_what_is_no_rounding_is_not_read(text: str) -> None:
    assert read_rounding(text) is None


@pytest.mark.parametrize("base", [1, 2, 5, 10])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_truth_of_a_sum_lies_in_its_reach(base: int, number: int) -> None:
    truth = np.arange(60).reshape(-1, number) if 60 % number == 0 else np.arange(60)[:, None]
    down, up = Rounding("nearest", base, float(number)).reach
    moved = (truth - base * np.floor(truth / base + 0.5)).sum(axis=1)
    assert (-down <= moved).all()
    assert (moved <= up).all()


@pytest.mark.parametrize(
    "derived",
    [
        lambda s: s.only(["inflyttade", "folkmangd"]),
        lambda s: s.without(),
        lambda s: s.with_figures({}),
        lambda s: pickle.loads(pickle.dumps(s)),
        lambda s: oi.Statistics.from_frame(s.to_frame(), whole="X"),
        lambda s: s.with_prices("current"),
        lambda s: s.in_prices_of("2020", oi.Deflator({2020: 100}, name="Påhittat", source="ett exempel")),
    ],
)
def test_every_verb_keeps_it(derived: Callable[[oi.Statistics], oi.Statistics]) -> None:
    assert marks(derived(TABLE)) == [["nearest 5"] * 4, [""] * 4]
    assert derived(TABLE).fingerprint == TABLE.fingerprint


def test_parts_of_a_table_keep_their_own() -> None:
    assert marks(TABLE.only("inflyttade")) == marks(TABLE.without("folkmangd")) == [["nearest 5"] * 4]
    assert marks(TABLE.only(periods="2024")) == [[""] * 4]
    assert TABLE.fingerprint != statistics(ROWS.drop(columns="rounding"), whole="X").fingerprint


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_every_file_keeps_it(form: str, tmp_path: Path) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    write = {"csv": write_csv, "xlsx": write_xlsx, "parquet": lambda path, frame: frame.to_parquet(path)}[
        form
    ]
    one, other = tmp_path / f"a.{form}", tmp_path / f"b.{form}"
    write(one, TABLE.only("inflyttade").to_frame())
    write(other, TABLE.only("folkmangd").to_frame())
    assert marks(oi.read_statistics(one, whole="X")) == [["nearest 5"] * 4]
    both = oi.read_statistics(tmp_path, whole="X")  # only one of which has the column
    assert marks(both) == [["nearest 5"] * 4, [""] * 4]
    assert both.fingerprint == TABLE.fingerprint
    assert "En del av antalen är avrundade till multiplar av 5. Delar summerar" in both.notes[0]


def test_a_city_made_of_its_areas_is_a_sum_of_rounded_figures() -> None:
    alone = statistics(ROWS[ROWS["area"] != "X"])
    assert alone.rounding.texts[:, -1].tolist() == ["3 x nearest 5", ""]
    lacking = statistics(ROWS.drop(index=3), whole="X")  # no row of the city for this variable alone
    assert lacking.rounding.texts[:, -1].tolist() == ["3 x nearest 5", ""]
    assert marks(oi.Statistics.from_frame(lacking.to_frame(), whole="X")) == marks(lacking)


def test_areas_are_sums_of_rounded_figures() -> None:
    division = oi.example_division()
    key = division.keys["delomrade"]
    first = sum(area == division.codes[0] for area in key.areas)
    rows = pd.DataFrame({"area": key.sub_areas, "variable": "inflyttade", "period": "2024", "value": 10.0})
    areas = statistics(rows.assign(rounding="random 10")).to_areas(key, division=division)
    assert areas.rounding.texts[0, 0] == f"{first} x random 10"
    assert areas.rounding.texts[0, -1] == f"{len(key.sub_areas)} x random 10"
    assert "avrundade till multiplar av 10" in repr(areas)
    mixed = np.where(np.arange(len(rows)) % 2, "random 10", "nearest 5")
    made = statistics(rows.assign(rounding=mixed)).to_areas(key, division=division).rounding
    # As many bases of 10, by the rule that reaches farthest.
    assert made.texts[0, -1].endswith(" x random 10 of fractions")
    down = [Rounding("random" if m[0] == "r" else "nearest", int(m.split()[1])).reach[0] for m in mixed]
    assert made.reach()[0][0, -1] >= sum(down)


def test_split_figures_reach_as_far_as_their_share() -> None:
    walk = Crosswalk(
        id="x",
        sources=("a", "b"),
        targets=("1", "2"),
        weight=np.ones(2),
        shares=np.array([[0.25, 0.75], [0, 1.0]]),
    )
    codes = Marks((None, Rounding("nearest", 4)), np.ones((1, 2), dtype=np.int32))
    split = codes.summed(walk.shares, np.ones((1, 2), dtype=bool))
    assert split.texts.tolist() == [["0.25 x nearest 4", "1.75 x nearest 4"]]
    assert split.reach()[0].tolist() == [[0.5, 3.5]]
    assert codes.summed(walk.shares, np.array([[True, False]])).texts.tolist() == [
        ["0.25 x nearest 4", "0.75 x nearest 4"]
    ]


def test_other_prices_are_other_bases() -> None:
    codes = Marks((None, Rounding("nearest", 10)), np.array([[1, 1], [1, 0]], dtype=np.int32))
    assert codes.times(np.array([1.5, 1.0])).texts.tolist() == [["1.5 x nearest 10"] * 2, ["nearest 10", ""]]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"rounding": "upp till 5"}, r"row 0.*the rounding is 'upp till 5'\. Expected: .*'nearest 5'"),
        ({"rounding": 5}, "the rounding is '5'"),
        ({"value": 7.0}, r"area '1'.*no multiple of its base, although its rounding is 'nearest 5'"),
        ({"kind": "mean"}, "a rounding is stated of a figure that is a 'mean'"),
        ({"kind": "share"}, "a rounding is stated of a share without its counts"),
    ],
)
def test_a_rounding_that_cannot_be_is_refused(row: dict[str, object], told: str) -> None:
    rows = ROWS.drop(columns="kind").assign(kind="", **{"variable": "x"} if "kind" in row else {})[:4]
    rows = rows.astype({"rounding": object}).assign(kind=row.get("kind", "count"))
    for column, value in row.items():
        if column != "kind":
            rows.loc[0, column] = value
    with pytest.raises(StatisticsError, match=told):
        statistics(rows, whole="X")


def test_a_share_is_rounded_in_its_counts() -> None:
    rows = ROWS[:4].assign(
        kind="share", value=[50.0, 50, None, 50], numerator=[5, 10, 0, 15], denominator=[10, 20, 0, 30]
    )
    assert marks(statistics(rows.assign(variable="andel"), whole="X")) == [["nearest 5"] * 4]
    with pytest.raises(StatisticsError, match=r"no multiple of its base.*\(numerator\)"):
        statistics(
            rows.assign(variable="andel", numerator=[4, 10, 0, 15], value=[40.0, 50, None, 50]), whole="X"
        )


@pytest.mark.parametrize(
    ("roundings", "swedish", "english"),
    [
        (
            ["controlled 5"] * 8,
            "Antalen är avrundade till multiplar av 5.",
            "The counts are rounded to multiples of 5.",
        ),
        (
            ["random 10"] * 4 + ["nearest 1"] * 4,
            "Antalen är avrundade till multiplar av 1 och 10. Delar summerar inte alltid till helheter.",
            "The counts are rounded to multiples of 1 and 10. Parts do not always add up to wholes.",
        ),
        (
            ["controlled 5"] * 4 + [""] * 4,
            "En del av antalen är avrundade till multiplar av 5.",
            "Some of the counts are rounded to multiples of 5.",
        ),
    ],
)
def test_readers_are_told_in_both_languages(roundings: list[str], swedish: str, english: str) -> None:
    rounded = statistics(
        ROWS.assign(rounding=roundings, value=[10.0] * 3 + [30] + [10] * 3 + [30]), whole="X"
    )
    assert rounded.notes == (swedish,)
    assert note_in(swedish, "en") == english
    assert swedish in repr(rounded)
    assert statistics(rounded.to_frame(), whole="X", notes=rounded.notes).notes == (swedish,)
