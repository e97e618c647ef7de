"""Verbs return changed copies, which keep what they do not name; what no index can be is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

import omradesindex as oi
from omradesindex.catalogue import Definition, Dimension, Member, indicators
from omradesindex.wording import Text

INDEX = oi.load_index("malmo-2023")


def ids(definition: Definition) -> list[str]:
    return [member.id for member in definition.members]


def test_replace_keeps_place_and_weight() -> None:
    heavier = INDEX.reweight({"bostads_eller_aganderatt": 2})
    changed = heavier.replace("bostads_eller_aganderatt", "blandade_upplatelseformer")
    assert ids(changed) == [*ids(INDEX)[:-1], "blandade_upplatelseformer"]
    assert changed.members[-1].weight == 2
    assert ids(heavier) == ids(INDEX)
    assert isinstance(changed, oi.types.Index)


def test_without_indicators_and_dimensions() -> None:
    assert "trangboddhet" not in ids(INDEX.without("trangboddhet"))
    assert [d.id for d in INDEX.without("boende", "ekonomi").dimensions] == ["delaktighet", "utbildning"]
    with pytest.raises(oi.errors.DefinitionError, match=r"'boende' is empty"):
        INDEX.without("trangboddhet", "in_och_utflyttning", "bostads_eller_aganderatt")


def test_an_extension_can_be_attached_in_part() -> None:
    some = INDEX.extend("ctc", only=["ctc_skydd_skola"]).extend("halsa", only=["medellivslangd"])
    assert [(d.id, [m.id for m in d.members]) for d in some.dimensions[4:]] == [
        ("skydd", ["ctc_skydd_skola"]),
        ("halsa", ["medellivslangd"]),
    ]
    with pytest.raises(oi.errors.DefinitionError, match=r"index 'halsa': the indicator 'medellivslngd'"):
        INDEX.extend("halsa", only=["medellivslngd"])
    with pytest.raises(oi.errors.DefinitionError, match=r"index 'halsa': no indicator is named"):
        INDEX.extend("halsa", only=[])
    with pytest.raises(oi.errors.DefinitionError, match=r"'only' says what to take of one index"):
        INDEX.extend("halsa", "ctc", only=["medellivslangd"])


def test_add_and_extend() -> None:
    assert ids(INDEX.add("ekonomiskt_bistand", to="ekonomi"))[8:10] == ["nettoinkomst", "ekonomiskt_bistand"]
    boende = oi.load_index("malmo-oppna-data").dimensions[-1]
    extended = INDEX.without("boende").extend(boende)
    assert extended.dimensions[-1] == boende
    with pytest.raises(oi.errors.DefinitionError, match=r"dimension 'boende' is already attached"):
        extended.extend(boende)
    with pytest.raises(oi.errors.DefinitionError, match=r"'nettoinkomst' stands there twice"):
        INDEX.add("nettoinkomst", to="boende")


def test_reweight_and_methods() -> None:
    changed = INDEX.reweight({"ekonomi": 3, "arbetsloshet": 2})
    assert [d.weight for d in changed.dimensions] == [1, 1, 3, 1]
    assert INDEX.with_methods(coverage=0.5).methods.at("coverage", "ekonomi") == 0.5
    with pytest.raises(oi.errors.DefinitionError, match=r"weight of 'ekonomi' is -1"):
        INDEX.reweight({"ekonomi": -1})
    with pytest.raises(
        oi.errors.DefinitionError, match=r"weight of 'ekonomi' must be a finite number, but is nan"
    ):
        INDEX.reweight({"ekonomi": float("nan")})


@pytest.mark.parametrize(
    ("work", "message"),
    [
        (lambda: INDEX.replace("arbetslshet", "egen_lon"), "did you mean 'arbetsloshet'"),
        (
            lambda: INDEX.replace("arbetsloshet", "egen_lonn"),
            "'egen_lonn' is unknown .did you mean 'egen_lon'",
        ),
        (lambda: INDEX.without("ekonmi"), "did you mean 'ekonomi'"),
        (lambda: INDEX.add("egen_lon", to="ekonmi"), "did you mean 'ekonomi'"),
        (lambda: INDEX.reweight({"bonde": 1}), "did you mean 'boende'"),
        (lambda: INDEX.with_methods(normalize="z_score"), "did you mean 'normalise'"),
    ],
)
def test_the_near_name_is_suggested(work: object, message: str) -> None:
    with pytest.raises(oi.errors.DefinitionError, match=message):
        work()  # type: ignore[operator]


def test_an_extension_brings_its_notes() -> None:
    extended = INDEX.extend("trygghet", "cni")
    for name in ("malmo-2023", "trygghet", "cni"):
        assert set(oi.load_index(name).notes) <= set(extended.notes)
    assert len(set(extended.notes)) == len(extended.notes)


def test_what_an_extension_cannot_keep_is_said() -> None:
    part = Dimension("skola", Text("Skola", "School"), (Member(indicators()["franvaro"]),))
    own = oi.types.Index("eget", Text("Eget", "Own"), Text("Eget", "Own"), (part,)).with_methods(
        normalise="min_max", ddof=1
    )
    note = INDEX.extend(own).notes[-1]
    assert note.sv == (
        f"Eget räknas här som resten av {INDEX.label.sv}, inte som i sitt eget index: "
        "normalisering och frihetsgrader som dras av i spridningen."
    )
    assert note.en.endswith(
        "not as in its own index: normalisation and degrees of freedom taken off the spread."
    )


@pytest.mark.parametrize("given", [5, ["trygghet"], None])
def test_an_extension_of_the_wrong_kind(given: object) -> None:
    with pytest.raises(oi.errors.DefinitionError, match=r"extensions=….*given as"):
        INDEX.extend(given)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["a\x1b[31mb", "\ud800", "a\u2028b", "a\u202eb", "\x00"])
def test_what_cannot_be_seen_is_refused(text: str) -> None:
    for change in ({"label": text}, {"description": Text("a", text)}, {"notes": [text]}):
        with pytest.raises(oi.errors.DefinitionError, match=r"control character|must be a text"):
            INDEX.with_identity(**change)
    with pytest.raises(oi.errors.DefinitionError, match=r"control character"):
        replace(indicators()["franvaro"], label=Text(text, text))


def test_a_label_may_be_one_string() -> None:
    assert INDEX.with_identity(label="Min titel").label == Text("Min titel", "Min titel")
    with pytest.raises(
        oi.errors.DefinitionError, match=r"'lable' is no part of an identity .did you mean 'label'"
    ):
        INDEX.with_identity(lable="x")


def test_a_tree_is_walked_from_its_leaves() -> None:
    pool = indicators()
    inner = Dimension("arbete", Text("Arbete", "Work"), (Member(pool["arbetsloshet"]),))
    # However they are given, dimensions stand before indicators, as in a file.
    outer = Dimension("ekonomi", Text("Ekonomi", "Economy"), (Member(pool["nettoinkomst"]), inner))
    index = Definition("eget", Text("Eget", "Own"), Text("Eget", "Own"), (outer,))
    assert [d.id for d in index.walk()] == ["arbete", "ekonomi"]
    assert [i.id for i in index.indicators] == ["arbetsloshet", "nettoinkomst"]
    assert index.dimension_of("arbetsloshet") is index.dimensions[0].members[0]
    with pytest.raises(
        oi.errors.DefinitionError, match=r"^index 'eget': the indicator 'franvaro' is no part of the index"
    ):
        index.dimension_of("franvaro")


def test_only_arithmetic_means_all_the_way_add_up() -> None:
    assert INDEX.additive
    assert not INDEX.with_methods(aggregate={"boende": "geometric"}).additive
    assert not INDEX.with_methods(aggregate={"index": "geometric"}).additive


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: replace(INDEX, dimensions=()), "^index 'malmo-2023': 'index' is empty"),
        (lambda: replace(INDEX, dimensions=INDEX.dimensions[:1] * 2), "'delaktighet' stands there twice"),
        (lambda: replace(INDEX, methods={}), "methods is given as Frozen|methods .* given as dict.* Methods"),
        (
            lambda: INDEX.reweight(dict.fromkeys(["ekonomi", "boende", "utbildning", "delaktighet"], 0)),
            "all weights",
        ),
        (
            lambda: Dimension("d", Text("D", "D"), ("arbetsloshet",)),
            "^dimension 'd': a part of it is given as str",
        ),
        (lambda: Member("arbetsloshet"), r"a member is given as str.*Expected: an Indicator"),
    ],
)
def test_what_no_index_can_be(make, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(oi.errors.DefinitionError, match=message):
        make()


def test_the_indicators_say_which_boards_and_companies_they_call_in() -> None:
    index = oi.load_index("malmo-2023")
    called = index.responsible()
    assert all(
        body in {i.id: i for i in index.indicators}[name].responsible
        for body, names in called.items()
        for name in names
    )
    assert [len(names) for names in called.values()] == sorted(map(len, called.values()), reverse=True)
    assert index.responsible("trangboddhet") == {"mkb": ("trangboddhet",), "sbn": ("trangboddhet",)}
    assert index.responsible("svarsfrekvens_folkhalsoenkat") == {}
    with pytest.raises(oi.errors.DefinitionError, match=r"'trangbodhet' is no part.*did you mean"):
        index.responsible("trangbodhet")
