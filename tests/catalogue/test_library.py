"""The catalogue that travels with the library is sound, and nobody can change it."""

from __future__ import annotations

import pytest

from omradesindex.catalogue import indicators, variables
from omradesindex.catalogue.library import KINDS, find_indicator, parse_indicator, parse_variables
from omradesindex.catalogue.tables import Place
from omradesindex.errors import DefinitionError

PLACE = Place("fil.toml")
OWN = {
    "label": "Egen",
    "definition": "Egen",
    "population": "Alla",
    "unit": "%",
    "direction": "higher_is_worse",
    "formula": {"kind": "share", "numerator": ["a"], "denominator": ["b"]},
}


def test_every_indicator_is_made_of_known_variables_and_is_written_in_both_languages() -> None:
    for indicator in indicators().values():
        assert set(indicator.formula.variables) <= set(variables()), indicator.id
        assert indicator.definition.sv != indicator.definition.en
        assert indicator.sources


def test_the_catalogue_gives_what_cannot_be_summed() -> None:
    assert tuple(i.id for i in indicators().values() if i.formula.kind == "given") == (
        "medellivslangd",
        "problemindex_trygghetsmatning",
    )
    assert all(
        indicators()[name].formula.variables == ()
        for name in ("medellivslangd", "problemindex_trygghetsmatning")
    )


def test_every_variable_is_of_a_known_kind_and_nobody_can_add_one() -> None:
    assert {variable.kind for variable in variables().values()} <= set(KINDS)
    assert all(name == variable.id for name, variable in variables().items())
    with pytest.raises(TypeError):
        variables()["ny"] = variables()["folkmangd"]  # type: ignore[index]


def test_an_indicator_of_one_s_own_comes_before_the_catalogue_s() -> None:
    own = parse_indicator("arbetsloshet", OWN, PLACE)
    assert find_indicator("arbetsloshet", {"arbetsloshet": own}, PLACE) is own
    assert find_indicator("arbetsloshet", {}, PLACE) is indicators()["arbetsloshet"]
    with pytest.raises(
        DefinitionError, match=r"^fil\.toml: .*'arbetslshet' is unknown .did you mean 'arbetsloshet'"
    ):
        find_indicator("arbetslshet", {}, PLACE)


def test_a_share_is_in_per_cent_and_a_rate_is_per_one_unless_said() -> None:
    assert parse_indicator("egen", OWN, PLACE).formula.per == 100
    rate = {**OWN, "formula": {**OWN["formula"], "kind": "rate"}}  # type: ignore[dict-item]
    assert parse_indicator("egen", rate, PLACE).formula.per == 1
    rate["formula"]["per"] = 1000  # type: ignore[index]
    assert parse_indicator("egen", rate, PLACE).formula.per == 1000


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"asked_by": [{"body": "asn"}]}, r"fil\.toml.*'ask' is missing"),
        (
            {"asked_by": [{"body": "ASN", "ask": "x", "asked_for": "theme"}]},
            r"fil\.toml, asked_by: the body 'ASN' cannot be used",
        ),
        (
            {"asked_by": [{"body": "asn", "ask": "x"}]},
            r"fil\.toml, asked_by: .*asked_for: 'theme', 'measure'",
        ),
        # A file of an earlier release.
        ({"basis": "source"}, r"fil\.toml.*no 'basis' of its own any more.*definition_source"),
        ({"formula": {"numerator": ["a"]}}, r"fil\.toml.*'kind' is missing"),
        ({"formula": {"kind": "share", "numrator": ["a"]}}, "did you mean 'numerator'"),
        ({"decimals": 9}, r"fil\.toml.*decimals must be a whole number 0–6"),
    ],
)
def test_what_is_wrong_with_an_indicator_is_said_of_the_file(change: dict[str, object], message: str) -> None:
    with pytest.raises(DefinitionError, match=message):
        parse_indicator("egen", {**OWN, **change}, PLACE)


@pytest.mark.parametrize(
    ("kin", "error"),
    [
        ({"sum_of": [["unga", "gamla"]]}, "sum_of names 'gamla', which is no variable"),
        ({"within": ["ungaa"]}, "within names 'ungaa'.*did you mean 'unga'"),
        ({"within": ["alla"]}, "within of 'alla' names a variable twice, or itself"),
        ({"sum_of": [["unga", "unga"]]}, "sum_of of 'alla' names a variable twice"),
        ({"sum_of": ["unga"]}, "sum_of must be a list of texts, but is 'unga'"),
        ({"sum_of": [[]]}, "sum_of has an empty list"),
        ({"within": "unga"}, "within must be a list of texts"),
        ({"within": ["hushall"]}, "within names 'hushall', which counts hushåll and not personer"),
        ({"within": ["unga"], "kind": "share"}, "within names 'unga', which counts"),
        ({"parts": ["unga"]}, "parts"),
    ],
)
def test_a_variable_s_kin_are_counts_of_the_same_units(kin: dict[str, object], error: str) -> None:
    tables = {
        "alla": {"label": "Alla", **kin},
        "unga": {"label": "Unga", "unit": "svarande"},
        "hushall": {"label": "Hushåll", "unit": "hushåll"},
    }
    with pytest.raises(DefinitionError, match=error):
        parse_variables(tables, PLACE)


def test_a_variable_says_what_it_is_the_sum_of_and_what_it_lies_within() -> None:
    tables = {"alla": {"label": "Alla", "sum_of": [["unga", "aldre"], ["en"]]}}
    tables |= {name: {"label": name, "within": ["alla"]} for name in ("unga", "aldre", "en")}
    read = parse_variables(tables, PLACE)
    assert read["alla"].sum_of == (("unga", "aldre"), ("en",))
    assert read["en"].within == ("alla",)
