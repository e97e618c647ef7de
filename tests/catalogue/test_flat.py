"""A definition as one table: what it holds, and what a table that came back changed is told."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.catalogue import Text, from_table, indicators, to_table


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        ({"code": [True], "level": ["index"], "parent": [""]}, r"row 2: 'code' must be a text, but is True"),
        ({"code": [pd.NA], "level": ["index"], "parent": [None]}, r"row 2: the code is missing"),
        ({"code": [pd.Timestamp("2024")], "level": ["index"], "parent": [np.nan]}, r"'code' must be a text"),
        ({}, r"column 'code', 'level', 'parent' is missing"),
    ],
)
def test_frames_of_another_kind(frame: dict[str, Any], message: str) -> None:
    with pytest.raises(oi.errors.DefinitionError, match=message):
        from_table(pd.DataFrame(frame))
    with pytest.raises(oi.errors.DefinitionError, match=r"the table is given as str"):
        from_table("tabell")  # type: ignore[arg-type]


FLAT = to_table(oi.load_index("malmo-2023"))


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (FLAT.rename(columns={"parent": "parnt"}), r"column 'parnt' is unknown .did you mean 'parent'"),
        (FLAT.drop(columns="code"), r"'code' is missing"),
        (FLAT.assign(parent=FLAT["parent"].replace("ekonomi", "ekonmi")), r"row 12.*did you mean 'ekonomi'"),
        (FLAT.iloc[1:], r"there are 0 rows for the index"),
        (FLAT.assign(level=FLAT["level"].replace("dimension", "dim")), r"row 3: the level 'dim' is unknown"),
        (FLAT.assign(weight=-1.0), r"negative"),
    ],
)
def test_a_flat_table_with_a_mistake(frame: pd.DataFrame, message: str) -> None:
    with pytest.raises(oi.errors.DefinitionError, match=message):
        from_table(frame)


def test_a_table_of_an_earlier_release_is_told_the_new_words() -> None:
    named = {"definition_source": "own_basis"}
    with pytest.raises(oi.errors.DefinitionError, match=r"earlier release.*call it definition_source"):
        from_table(FLAT.rename(columns=named))
    old = FLAT.assign(basis=FLAT["basis"].replace("proposal", "source"))
    with pytest.raises(oi.errors.DefinitionError, match="'source', a word of earlier releases"):
        from_table(old)


def test_each_part_of_an_index_has_a_row_under_its_whole() -> None:
    rows = FLAT.set_index("code")
    assert list(FLAT["code"][:3]) == ["malmo-2023", "delaktighet", "deltagande_fritidsaktivitet"]
    assert rows.loc["delaktighet", ["level", "parent", "weight"]].tolist() == ["dimension", "malmo-2023", 1.0]
    assert rows.loc["valdeltagande", ["level", "parent", "formula"]].tolist() == [
        "indicator",
        "delaktighet",
        "share",
    ]
    assert from_table(FLAT).dimensions == oi.load_index("malmo-2023").dimensions


def test_a_list_that_holds_its_own_separator_is_read_back() -> None:
    from dataclasses import replace

    own = replace(indicators()["franvaro"], sources=("Enkät; 2024", "[1]", " x"))
    index = oi.load_index("tillit").replace("tillit_andra", own)
    assert from_table(to_table(index)).indicators == index.indicators


@pytest.mark.parametrize(
    "emptied",
    [
        {"breakdowns": (), "sources": (), "asked_by": ()},
        {"responsible": (), "goals": (), "kind": None, "moves_within": None, "ages": None, "note": None},
    ],
)
def test_what_is_taken_away_from_the_catalogue_stays_away(emptied: dict[str, Any], tmp_path: Path) -> None:
    bare = dataclasses.replace(indicators()["psykisk_ohalsa"], **emptied)
    index = oi.load_index("malmo-2023").add(bare, to="boende").with_identity(id="eget")
    for ending in (".toml", ".csv", ".xlsx"):
        assert oi.load_index(index.save(tmp_path / f"eget{ending}")).indicators[-1] == bare, ending


def test_a_note_of_ones_own_may_be_a_dash() -> None:
    own = dataclasses.replace(indicators()["franvaro"], id="egen", note=Text("–", "–"))
    index = oi.load_index("malmo-2023").add(own, to="boende")
    assert from_table(to_table(index)).indicators[-1] == own
