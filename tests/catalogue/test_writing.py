"""A definition as TOML: whole, in the order that people read, and only what a file can hold."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.catalogue import to_toml
from omradesindex.catalogue.writing import definition_tables, method_tables

INDEX = oi.load_index("malmo-2023")


def test_an_indicator_of_one_s_own_is_written_out(tmp_path: Path) -> None:
    (tmp_path / "egen.toml").write_text(
        """
        id = "egen"
        [[dimensions]]
        id = "allt"
        indicators = ["arbetsloshet", "lekplatser"]
        [[dimensions.dimensions]]
        id = "inne"
        indicators = [{ id = "nettoinkomst", weight = 2.5 }]
        [indicators.lekplatser]
        label = { sv = 'Lek "platser"', en = "Playgrounds" }
        definition = "Lekplatser per 1 000 barn"
        population = "Barn"
        unit = "per 1 000"
        direction = "higher_is_better"
        formula = { kind = "rate", numerator = ["lekplatser"], denominator = ["barn"], per = 1000 }
        kind = "service"
        """,
        encoding="utf-8",
    )
    index = oi.load_index(tmp_path / "egen.toml")
    assert oi.load_index(index.save(tmp_path / "b.toml")) == index
    assert oi.load_index(index.save(tmp_path / "c.csv")) == index
    assert list(tomllib.loads(to_toml(index))["indicators"]) == ["lekplatser"]
    # Only what is short stands on one line: an indicator's kind makes no formula of it.
    assert "[indicators.lekplatser]" in to_toml(index).splitlines()


def test_a_name_for_people_is_no_id(tmp_path: Path) -> None:
    with pytest.raises(
        oi.errors.DefinitionError, match=r"the id 'Mitt index' cannot be used.*Expected: lower-case"
    ):
        INDEX.with_identity(id="Mitt index")
    named = INDEX.named("utan valdeltagande")
    assert (named.id, named.label.sv) == ("utan valdeltagande", "utan valdeltagande")
    for ending in (".toml", ".csv", ".xlsx"):
        with pytest.raises(
            oi.errors.DefinitionError, match=r"cannot be used.*give it an id: index\.with_identity"
        ):
            named.save(tmp_path / f"a{ending}")
    assert not list(tmp_path.iterdir())


def test_values_stand_before_tables_and_short_tables_on_one_line() -> None:
    lines = to_toml(INDEX).splitlines()
    assert lines[:2] == [
        'id = "malmo-2023"',
        f'label = {{ sv = "{INDEX.label.sv}", en = "{INDEX.label.en}" }}',
    ]
    assert lines.index("[methods]") < lines.index("[[dimensions]]")
    assert 'aggregate = { dimension = "arithmetic", index = "arithmetic" }' in lines
    assert lines.count("[[dimensions]]") == 4


def test_what_is_written_is_toml_whatever_it_holds() -> None:
    label = 'En "egen"\\ rad'
    told = tomllib.loads(to_toml(INDEX.with_identity(label=label)))
    assert told["label"] == {"sv": label, "en": label}
    assert told == definition_tables(INDEX.with_identity(label=label))


def test_options_are_written_as_a_file_holds_them() -> None:
    methods = INDEX.with_methods(
        treat={"method": "winsorise", "most": np.int64(2), "columns": ("trangboddhet",)}
    ).methods
    assert method_tables(methods)["treat"] == {"method": "winsorise", "most": 2, "columns": ["trangboddhet"]}


def test_a_function_of_one_s_own_fits_in_no_file(tmp_path: Path) -> None:
    def tallest(x: np.ndarray, weights: np.ndarray) -> np.ndarray:
        return np.asarray(x.max(axis=-1))

    index = INDEX.with_methods(aggregate=tallest)
    for ending in (".toml", ".csv"):
        with pytest.raises(
            oi.errors.DefinitionError, match=r"function 'tallest' cannot be written.*What to do: use a method"
        ):
            index.save(tmp_path / f"a{ending}")
    assert list(tmp_path.iterdir()) == []
