"""Pairs of indicators: which they are, what is one figure under two names, and what is withheld."""

from __future__ import annotations

import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.catalogue import indicators
from omradesindex.registers.joint import counted_twice, joint_shares, joint_table, pairs_of

NAMES = ("sysselsattning", "ekonomiskt_bistand")
VARIABLES = [v for name in NAMES for v in indicators()[name].formula.variables]
PAIRS = pairs_of([indicators()[name] for name in NAMES], VARIABLES)


def figures(persons: list[float | None]) -> oi.Statistics:
    pair = PAIRS[0]
    values = {
        "sysselsatta_16_64": [60, 70],
        "befolkning_16_64": [100, 90],
        "personer_ekonomiskt_bistand_20_64": [10, 20],
        "befolkning_20_64": [80, 85],
        pair.both: [4, 0],
        pair.persons: persons,
    }
    rows = [(a, v, "2024", x) for v, told in values.items() for a, x in zip(("A", "B"), told, strict=True)]
    frame = pd.DataFrame(rows, columns=["area", "variable", "period", "value"])
    status = frame["value"].isna().map({True: "suppressed", False: "observed"})
    return oi.Statistics.from_frame(frame.assign(kind="count", status=status), name="Provstad (påhittad)")


def test_persons_of_both_ages_are_those_of_the_narrower_and_no_further_figure() -> None:
    statistics, pair = figures([80, 85]), PAIRS[0]
    same = counted_twice(statistics, PAIRS)
    assert same == {pair.persons: "befolkning_20_64"}
    shares = joint_shares(PAIRS, same)
    assert shares == {
        pair.both: ("sysselsatta_16_64", "personer_ekonomiskt_bistand_20_64", "befolkning_20_64")
    }
    table = joint_table(statistics.without(pair.persons), PAIRS, same)
    assert table["persons"].tolist() == [80, 85]
    assert table["both"].tolist() == [4, 0]


def test_what_is_withheld_and_areas_without_persons_have_no_row() -> None:
    assert counted_twice(figures([70, 75]), PAIRS) == {}
    assert joint_table(figures([None, 75]), PAIRS, {})["area"].tolist() == ["B"]
    assert joint_table(figures([70, 0]), PAIRS, {})["area"].tolist() == ["A"]


def test_shares_of_persons_alone_are_counted_jointly() -> None:
    some = [indicators()[name] for name in (*NAMES, "nettoinkomst")]
    assert len(pairs_of(some, VARIABLES)) == 1
    with pytest.raises(oi.errors.StatisticsError, match="fewer than two"):
        pairs_of(some, VARIABLES[:2])
