"""Categories that are told apart by values, and one for the rest. See also test_counts.py."""

from __future__ import annotations

import numpy as np

from tests.registers.provstad import counted, definition, people, refusal, register


def test_a_category_may_be_all_the_rest() -> None:
    work = {"column": "status", "categories": {"arbetar": "arbetar"}, "rest": "övriga"}
    found = counted(
        register(status=people()["status"].where(~people()["funk"])),
        variables=definition(by={"arbete": work}),
        by="arbete",
    )
    works = (people()["status"] == "arbetar") & ~people()["funk"]
    assert found.block("folkmangd", "2024", ("arbetar",)).value[-1] == works.sum()
    assert found.block("folkmangd", "2024", ("övriga",)).value[-1] == (~works).sum()


def test_a_category_may_hold_several_values() -> None:
    work = {
        "column": "status",
        "categories": {"ja": ["arbetar", "arbetslos"], "nej": "annat"},
        "definition": "påhittad",
    }
    found = counted(variables=definition(by={"arbete": work}), by=["arbete", "sex"])
    assert found.breakdowns == ("arbete", "sex")
    assert found.definitions == {"arbete": "påhittad"}
    women = (people()["kon"] == "2") & (people()["status"] != "annat")
    assert found.block("folkmangd", "2024", ("ja", "women")).value[-1] == women.sum()


def test_every_figure_says_what_it_is() -> None:
    found = counted()
    assert set(found.to_frame()["quality"]) == {"made_up"}
    assert set(found.to_frame()["source"]) == {"påhittat register"}
    assert set(found.kinds) == {"count"}
    assert not np.isnan(found.numbers["value"]).any()


def test_of_many_unknown_values_none_is_quoted() -> None:
    of_each = {"column": "lopnr", "categories": {"women": "x"}}
    said = refusal(variables=definition(by={"sex": of_each}), by="sex")
    assert "(600 different) is no category of 'sex'" in said
    assert "0001" not in said
