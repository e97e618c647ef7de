"""What is counted, as data: every key, and what is refused with its place."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest

from omradesindex.errors import DefinitionError
from omradesindex.registers.definition import only_those, read_register
from tests.conftest import ROOT
from tests.registers.provstad import definition


def test_the_example_s_definition_counts_what_an_index_needs() -> None:
    import omradesindex as oi

    register = read_register("exempelstad")
    needed = {name for i in oi.load_index("malmo-oppna-data").indicators for name in i.formula.variables}
    assert only_those(register, needed).keys() == needed
    assert register.by["age"].spans[-1] == (65, None)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"labl": "x"}, "the key 'labl' is unknown (did you mean 'label'?)"),
        ({"variables": {"x_16_64": {"ages": "16-65"}}}, "'x_16_64' says 16-64, and ages is '16-65'"),
        ({"variables": {"x_16_64": {}}}, "'x_16_64' says 16-64, and ages is None"),
        ({"variables": {"x": {"ages": "unga"}}}, "'unga' is no group of ages"),
        ({"variables": {"x": {"sum": "a", "distinct": "b"}}}, "both a sum and a count of what is different"),
        ({"variables": {"x": {"prices": "current"}}}, "prices are said of what is no sum"),
        ({"variables": {"nettoinkomst_summa_tkr": {}}}, "is an amount of money, and persons are counted"),
        ({"variables": {"Å": {}}}, "the id 'Å' cannot be used"),
        ({"columns": {"age": "alder"}}, "both 'born' and 'age' are given"),
        ({"columns": {"area": "lopnr"}}, "the column 'lopnr' is two things"),
        ({"by": {"age": {"groups": ["0-15", "15-20"]}}}, "somebody can be of both the ages"),
        ({"by": {"age": {"groups": ["20-15"]}}}, "'20-15' is no group of ages"),
        (
            {"by": {"sex": {"column": "kon", "categories": {"girls and": "2"}}}},
            "the category 'girls and' is unknown",
        ),
        ({"by": {"sex": {"column": "kon", "categories": {"total": "2"}}}}, "'total' stands for everybody"),
        ({"by": {"sex": {"column": "kon", "categories": {"women": "2", "kvinnor": "3"}}}}, "given twice"),
        ({"by": {"sprak": {"column": "s", "categories": {"a": "2", "b": "2"}}}}, "given twice"),
        ({"by": {"sprak": {"column": "s", "categories": {"a": "2", "b": 2}}}}, "not values of one kind"),
        ({"by": {"sprak": {"column": "s"}}}, "'categories' is missing"),
    ],
)
def test_what_cannot_be_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        read_register(definition(**changes))
    assert said in str(refused.value)
    assert "definition of the register" not in refused.value.in_("sv")


def test_a_definition_lacks_nothing_that_it_needs() -> None:
    whole = definition()
    for name in ("label", "source", "columns", "variables"):
        with pytest.raises(DefinitionError, match=f"'{name}' is missing"):
            read_register({key: value for key, value in whole.items() if key != name})
    with pytest.raises(DefinitionError, match="nothing is counted"):
        read_register({**whole, "variables": {}})
    with pytest.raises(DefinitionError, match="no column tells them"):
        read_register({**whole, "columns": {"person": "lopnr", "area": "omrade"}})
    with pytest.raises(DefinitionError, match="none of the index's variables"):
        only_those(read_register(whole), {"rostande_kommunval"})


def test_the_definition_in_the_documentation_can_be_read() -> None:
    page = (ROOT / "docs" / "register.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```toml\n(.*?)^```", page, re.M | re.S)
    register = read_register(tomllib.loads(block))
    assert (register.period, register.by["disability"].names) == ("ar", ("with", "without"))
