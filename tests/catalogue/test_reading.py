"""Definitions: what travels with the library is sound, and each mistake has its own clear error."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

import omradesindex as oi
from omradesindex.catalogue import parse_definition

SMALL: dict[str, Any] = {
    "id": "liten",
    "dimensions": [{"id": "ekonomi", "indicators": [{"id": "arbetsloshet"}, {"id": "nettoinkomst"}]}],
}


@pytest.mark.parametrize("name", oi.list_indices())
def test_every_index_loads_and_says_what_it_is(name: str) -> None:
    index = oi.load_index(name)
    assert index.id == name
    assert index.description.sv != name
    # What a document has or somebody asked for must say which document, and who.
    assert all(member.basis_note for member in index.members if member.basis != "assumed")


def test_the_base_index_is_that_of_the_consultation() -> None:
    index = oi.load_index("malmo-2023")
    assert [(d.id, [m.id for m in d.members]) for d in index.dimensions] == [
        ("delaktighet", ["deltagande_fritidsaktivitet", "svarsfrekvens_folkhalsoenkat", "valdeltagande"]),
        ("utbildning", ["gymnasiebehorighet", "forgymnasial_utbildning", "eftergymnasial_utbildning"]),
        ("ekonomi", ["lag_ekonomisk_standard", "arbetsloshet", "nettoinkomst"]),
        ("boende", ["trangboddhet", "in_och_utflyttning", "bostads_eller_aganderatt"]),
    ]
    assert {m.id for m in index.members if m.basis == "proposal"} == {
        "deltagande_fritidsaktivitet",
        "svarsfrekvens_folkhalsoenkat",
        "in_och_utflyttning",
        "bostads_eller_aganderatt",
    }
    # What it says of itself is what its basis counts.
    assert "fyra av de tolv" in index.description.sv
    assert "Av 12: 4 i förlagan och 8 antaganden." in index.page("sv").text(width=500)
    assert "Of 12: 4 in the original and 8 assumptions." in index.page("en").text(width=500)
    worse = {i.id for i in index.indicators if i.direction.sign == 1}
    assert worse == {
        "forgymnasial_utbildning",
        "lag_ekonomisk_standard",
        "arbetsloshet",
        "trangboddhet",
    }


def _changed(**changes: Any) -> dict[str, Any]:
    return {**deepcopy(SMALL), **changes}


def _with_members(*members: Any, **dimension: Any) -> dict[str, Any]:
    return _changed(dimensions=[{"id": "ekonomi", "indicators": list(members), **dimension}])


OWN = {
    "label": "Egen",
    "definition": "Egen",
    "population": "Alla",
    "unit": "%",
    "direction": "higher_is_worse",
    "formula": {"kind": "share", "numerator": ["a"], "denominator": ["b"]},
}


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (_changed(dimension=[]), "'dimension' is unknown .did you mean 'dimensions'"),
        ({"id": "liten"}, "either 'dimensions' or a 'base'"),
        (_changed(id="Liten Å"), "cannot be used"),
        (_with_members("arbetslshet"), "did you mean 'arbetsloshet'"),
        (_with_members("arbetsloshet", "arbetsloshet"), "'arbetsloshet' stands there twice"),
        (_with_members({"id": "arbetsloshet", "weight": -1}), "ekonomi.*arbetsloshet.*negative"),
        (_with_members({"id": "arbetsloshet", "weight": 0}), "all weights in 'ekonomi' are zero"),
        (_with_members({"id": "arbetsloshet", "weight": float("nan")}), "finite"),
        (_with_members({"id": "arbetsloshet", "weight": float("inf")}), "finite"),
        (_with_members({"id": "arbetsloshet", "weight": "1"}), "finite number"),
        (_with_members({"id": "arbetsloshet", "wieght": 1}), "did you mean 'weight'"),
        (_with_members({"id": "arbetsloshet", "basis": "propsal"}), "did you mean 'proposal'"),
        (
            _with_members({"id": "arbetsloshet", "basis": "source"}),
            "basis of 'arbetsloshet' is 'source', a word",
        ),
        (_with_members({"id": "arbetsloshet", "basis": "asked"}), "theme or for this measure"),
        (_with_members({"id": "arbetsloshet", "asked_for": "theme"}), "but its basis is 'assumed'"),
        (_with_members(), "empty"),
        (_with_members("arbetsloshet", weight=0), "all weights in 'index' are zero"),
        (_with_members("arbetsloshet", id="index"), "called 'index', as a level"),
        (_changed(methods={"normalise": "z-score"}), "did you mean 'z_score'"),
        (_changed(methods={"aggregate": "aritmetic"}), "did you mean 'arithmetic'"),
        (_changed(methods={"coverage": 1.5}), "coverage must lie"),
        (_changed(methods={"ddof": 2}), "ddof must be 0 or 1"),
        (_changed(methods={"centre": "city"}), "centre 'city' is unknown"),
        (
            _changed(indicators={"egen": {**OWN, "direction": "higher_is_wors"}}),
            "did you mean 'higher_is_worse'",
        ),
        (
            _changed(indicators={"egen": {**OWN, "formula": {"kind": "share", "numerator": ["a"]}}}),
            "denominator",
        ),
        (_changed(indicators={"egen": {k: v for k, v in OWN.items() if k != "unit"}}), "'unit' is missing"),
        (_changed(dimensions={"id": "x"}), "list of tables"),
        (_changed(dimensions=["ekonomi"]), "a table was expected"),
        (_changed(label=7), "label must be a text, but is 7"),
    ],
)
def test_each_mistake_has_its_own_error(table: dict[str, Any], message: str) -> None:
    with pytest.raises(oi.errors.DefinitionError, match=message) as caught:
        parse_definition(table, where="fil.toml")
    assert str(caught.value).startswith("fil.toml")


def test_an_extension_in_part_says_what_was_asked_for_and_what_it_does_to_weights() -> None:
    change = {"extend": "halsa", "only": ["medellivslangd"], "body": "tn", "ask": "Medellivslängd."}
    made = parse_definition({"id": "tn2", "base": "malmo-2023", "changes": [change]})
    (member,) = made.dimensions[4].leaves()
    assert (member.id, member.basis, member.asked_for) == ("medellivslangd", "asked", "measure")
    assert made.changes[0].brought == ("medellivslangd",)
    assert made.notes[-1].sv.startswith("Dimensionernas vikt i tn2 (i malmo-2023 inom parentes)")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        # Nobody has said of this body whether it asked for a theme or the measure.
        ({"add": "franvaro", "to": "utbildning"}, "the ask for 'franvaro' does not say .* asked_for"),
        ({"extend": "halsa"}, "the ask for 'sjalvskattad_halsa' does not say"),
        ({"extend": "halsa", "only": ["halsan"]}, "extend 'halsa': the indicator 'halsan' is no part"),
        ({"extend": "halsa", "asked_for": "topic"}, "the asked_for 'topic' is unknown"),
    ],
)
def test_a_change_that_somebody_asked_for_says_what_for(change: dict[str, Any], message: str) -> None:
    table = {"id": "egen", "base": "malmo-2023", "changes": [{**change, "body": "bolaget", "ask": "Mer."}]}
    with pytest.raises(oi.errors.DefinitionError, match=message):
        parse_definition(table)


def test_an_own_file_with_an_own_indicator(tmp_path: Path) -> None:
    file = tmp_path / "egen.toml"
    file.write_text(
        """
        id = "egen"
        [[dimensions]]
        id = "allt"
        indicators = ["arbetsloshet", "lekplatser"]
        [indicators.lekplatser]
        label = { sv = "Lekplatser" }
        definition = "Lekplatser per 1 000 barn"
        population = "Barn"
        unit = "per 1 000"
        direction = "higher_is_better"
        formula = { kind = "rate", numerator = ["lekplatser"], denominator = ["barn"], per = 1000 }
        """,
        encoding="utf-8",
    )
    index = oi.load_index(file)
    assert [i.id for i in index.indicators] == ["arbetsloshet", "lekplatser"]
    assert index.indicators[1].formula.per == 1000


def test_dimensions_within_dimensions() -> None:
    inner = {"id": "arbete", "indicators": ["arbetsloshet"]}
    definition = parse_definition(
        _changed(dimensions=[{"id": "ekonomi", "indicators": ["nettoinkomst"], "dimensions": [inner]}])
    )
    assert [d.id for d in definition.walk()] == ["arbete", "ekonomi"]
    assert [i.id for i in definition.indicators] == ["arbetsloshet", "nettoinkomst"]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(oi.errors.DefinitionError, match=r"malmo-2032.*did you mean 'malmo-2023'"):
        oi.load_index("malmo-2032")
    with pytest.raises(oi.errors.DefinitionError, match=r"does not exist"):
        oi.load_index(tmp_path / "ingen.toml")
    broken = tmp_path / "trasig.toml"
    broken.write_text("id = \n", encoding="utf-8")
    with pytest.raises(oi.errors.DefinitionError, match=r"cannot be read as TOML.*line 1"):
        oi.load_index(broken)
    broken.write_bytes("id = 'å'".encode("latin-1"))
    with pytest.raises(oi.errors.DefinitionError, match=r"not UTF-8"):
        oi.load_index(broken)


def test_what_is_defined_and_never_named_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    indicators = "\n".join(
        f"[indicators.{name}]\nlabel = 'Egen'\ndefinition = 'Egen'\npopulation = 'Alla'\nunit = '%'\n"
        "direction = 'higher_is_worse'\nformula = { kind = 'share', numerator = ['a'], denominator = ['b'] }"
        for name in ("arbetsloshet", "ledig")
    )
    head = 'id = "a"\n[[dimensions]]\nid = "d"\nindicators = ["arbetsloshet"]\n'
    path.write_text(head + indicators, encoding="utf-8")
    with pytest.warns(UserWarning, match=r"a\.toml, line 12: 'ledig' is defined, but the index does not use"):
        assert oi.load_index(path).indicators[0].label.sv == "Egen"
    change = '[[changes]]\nreplace = "arbetsloshet"\nwith = "arbetsloshet"\n'
    head, own = 'id = "a"\nbase = "malmo-2023"\n', indicators.partition("[indicators.ledig]")[0]
    path.write_text(head + change + own, encoding="utf-8")
    assert "Egen" in [i.label.sv for i in oi.load_index(path).indicators]
    path.write_text(head + own, encoding="utf-8")
    with pytest.raises(
        oi.errors.DefinitionError, match=r"'arbetsloshet' is defined here, but .* of its base"
    ):
        oi.load_index(path)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.toml").mkdir()
    (tmp_path / "a.toml" / "project.toml").touch()
    with pytest.raises(oi.errors.DefinitionError, match=r"it is a folder.*the file in it: 'project.toml'"):
        oi.load_index(tmp_path / "a.toml")
