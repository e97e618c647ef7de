"""A crosswalk from a table of codes: what it says, and what it does not say, is kept apart."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from omradesindex.errors import DivisionError
from omradesindex.geography import Crosswalk

FRAME = pd.DataFrame({"s": ["a", "a"], "t": ["1", "2"], "p": [0.5, 0.4]})


def test_a_table_of_codes() -> None:
    table = pd.DataFrame(
        {
            "DeSO_2018": ["a", "b", "c", "d", "d", "e", "e", "f"],
            "DeSO_2025": ["1", "2", "2", "3", "4", "5", "6", "6"],
        }
    )
    codes = {"source": "DeSO_2018", "target": "DeSO_2025"}
    walk = Crosswalk.from_frame(table, **codes)
    change = walk.to_frame().drop_duplicates("source").set_index("source")["change"]
    assert change.to_dict() == {
        "a": "unchanged", "b": "merged", "c": "merged", "d": "unbridged", "e": "unbridged", "f": "unchanged",
    }  # fmt: skip
    people = {"1": 9.0, "2": 9.0, "3": 30.0, "4": 10.0, "5": 50.0, "6": 70.0}
    weighed = Crosswalk.from_frame(table, **codes, weights=people)
    assert weighed.shares[3, 2:4].tolist() == [0.75, 0.25]
    assert dict(weighed.unbridged) == {"e": "no_shares"}  # 6 has people from f too
    told = Crosswalk.from_frame(
        table.assign(andel=[1, 1, 1, 0.333, 0.666, 0.5, 0.5, 1]), **codes, share="andel"
    )
    assert told.unbridged == {}
    assert told.shares.sum(axis=1) == pytest.approx(np.ones(6), abs=1e-15)


def test_it_is_called_by_its_columns_unless_it_has_a_name() -> None:
    walk = Crosswalk.from_frame(FRAME.iloc[:1], source="s", target="t")
    assert (walk.id, walk.label, walk.weighed_by) == ("s_t", "s → t", "")
    assert Crosswalk.from_frame(FRAME.iloc[:1], source="s", target="t", id="x").label == "s → t"
    shares = FRAME.assign(p=[0.5, 0.5])
    assert Crosswalk.from_frame(shares, source="s", target="t", share="p").weighed_by == "p"


@pytest.mark.parametrize(
    ("frame", "options", "message"),
    [
        (FRAME, {"share": "p"}, "^crosswalk 's_t': the shares of 'a' add up to 0.9"),
        (
            FRAME.assign(p=["0,5", "0,5"]),
            {"share": "p"},
            "a share is no number.*What to do: read the column as",
        ),
        (FRAME, {"target": "mål"}, "there is no column 'mål'"),
        (FRAME.iloc[[0, 0]], {}, "the pair 'a' → '1' is given twice"),
        (FRAME.assign(s=[1, 1]), {}, "data row 1: the source 1 is a number"),
        (FRAME, {"weights": {"1": 5.0}}, "the weights lack '2'"),
    ],
)
def test_what_is_no_table_of_codes(frame: pd.DataFrame, options: dict[str, Any], message: str) -> None:
    with pytest.raises(DivisionError, match=message):
        Crosswalk.from_frame(frame, **{"source": "s", "target": "t", **options})
