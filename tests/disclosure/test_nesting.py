"""Age groups of different tables are cut into the same pieces, so that one table tells of another's."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.ages import Span
from omradesindex.disclosure.laid import Reading
from omradesindex.disclosure.nesting import cut
from omradesindex.disclosure.system import System, build
from tests.cities import statistics

FINE = {"16-24": [9, 21, 15], "25-44": [31, 2, 26], "45-64": [18, 33, 41]}


def by_age(
    groups: dict[str, list[int]], variable: str = "inflyttade", *, total: bool = True
) -> oi.Statistics:
    """Counts of areas "01", "02", … and their sum "X" by age, with the total of all three."""
    everybody = np.sum([*FINE.values()], axis=0).tolist()
    told = {**groups, **({"total": everybody} if total else {})}
    rows = [
        (area, variable, "2024", age, float(value), "count")
        for age, values in told.items()
        for area, value in zip(("01", "02", "03", "X"), [*values, sum(values)], strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["area", "variable", "period", "age", "value", "kind"])
    return statistics(frame.assign(quality="made_up"), whole="X")


def summed(*names: str) -> list[int]:
    return [int(x) for x in np.sum([FINE[name] for name in names], axis=0)]


def values_of(made: System, end: str) -> list[float]:
    """The values of the implied cells of which the name ends so."""
    (strip,) = (k for k, name in enumerate(made.named) if name.endswith(end))
    return [float(value) for value in made.values[made.strip == strip]]


@pytest.mark.parametrize(
    ("ages", "pieces"),
    [
        ([(16, 24), (25, 64)], [(16, 24), (25, 64)]),
        ([(25, 44), (45, 64), (25, 64)], [(25, 44), (45, 64)]),
        ([(16, 34), (25, None), (65, None)], [(16, 24), (25, 34), (35, 64), (65, None)]),
        ([(0, 5), (20, 29), (25, 34)], [(0, 5), (20, 24), (25, 29), (30, 34)]),
        ([(17, 17), (16, 18)], [(16, 16), (17, 17), (18, 18)]),
    ],
)
def test_pieces(ages: list[tuple[int, int | None]], pieces: list[tuple[int, int | None]]) -> None:
    assert cut(Span(*span) for span in ages) == [Span(*piece) for piece in pieces]


def test_ages_that_do_not_overlap_are_left_alone() -> None:
    made = build([Reading(by_age(FINE))])
    assert not [name for name in made.named if name.startswith("ages|")]


def test_a_piece_that_no_table_shows_follows_from_two() -> None:
    """16–44 less 16–24 are those aged 25–44: 2 of them in area 02."""
    coarse = by_age({"16-44": summed("16-24", "25-44"), "45-64": FINE["45-64"]})
    other = by_age({"16-24": FINE["16-24"], "25-64": summed("25-44", "45-64")})
    made = build([Reading(coarse), Reading(other)])
    assert values_of(made, "age=25-44") == [31.0, 2.0, 26.0, 59.0]
    # Of each group it is known whom it is made up of: 2 of 35 aged 25–64 are 25–44.
    of_them = {tuple(pair) for pair in made.values[made.categories[:, :2]].tolist()}
    assert of_them >= {(2.0, 35.0), (33.0, 35.0)}


def test_a_piece_that_does_not_follow_is_not_known() -> None:
    made = build([Reading(by_age({"16-34": [20, 20, 20]})), Reading(by_age({"25-64": [30, 30, 30]}))])
    assert np.isnan(values_of(made, "age=25-34")).all()


@pytest.mark.parametrize("coarse", ["25-64", "25\N{EN DASH}64 år"])
def test_nobody_of_an_age_within_a_small_group_is_withheld(tmp_path: Path, coarse: str) -> None:
    """That 0 are 45–64 tells of both of those aged 25–64 in area 01, whom another table has withheld."""
    ledger = oi.Ledger.create(tmp_path / "liggare")
    young = [56, 21, 15]
    first = oi.protect(by_age({"16-24": young, coarse: [2, 35, 67]}), ledger=ledger)
    oi.publish(first, tmp_path / "a.csv", ledger=ledger)
    finer = by_age({"16-24": young, "25-44": [2, 2, 26], "45-64": [0, 33, 41]})
    for given, is_known in ((None, False), (ledger, True)):
        shown = oi.protect(finer, ledger=given).statistics.to_frame().set_index(["area", "age"])["value"]
        assert np.isnan(shown["01", "25-44"])
        assert np.isnan(shown["01", "45-64"]) == is_known
