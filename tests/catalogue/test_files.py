"""Definitions survive TOML, CSV and Excel; a folder of one's own works; circles and clashes are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

import omradesindex as oi

NAMES = oi.list_indices()


def essence(definition: oi.types.Index) -> tuple[object, ...]:
    """All but how it was made from a base, which is not written."""
    return (
        definition.id,
        definition.label,
        definition.description,
        definition.notes,
        definition.methods,
        definition.dimensions,
    )


@pytest.mark.parametrize("suffix", [".toml", ".csv", ".xlsx"])
@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_is_read_back(name: str, suffix: str, tmp_path: Path) -> None:
    index = oi.load_index(name).with_methods(ddof=1, coverage=0.5)
    path = index.save(tmp_path / f"kopia{suffix}")
    assert essence(oi.load_index(path)) == essence(index)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_a_folder_of_one_s_own(tmp_path: Path) -> None:
    (tmp_path / "mitt.toml").write_text(
        """
        id = "mitt"
        base = "malmo-2023"
        [[changes]]
        replace = "bostads_eller_aganderatt"
        with = "blandade_upplatelseformer"
        body = "mkb"
        ask = { sv = "MKB vill se blandade upplåtelseformer." }
        """,
        encoding="utf-8",
    )
    (tmp_path / "vidare.toml").write_text(
        'id = "vidare"\nbase = "mitt"\n[[changes]]\nwithout = "svarsfrekvens_folkhalsoenkat"\n',
        encoding="utf-8",
    )
    assert {"mitt", "vidare", "malmo-2023"} <= set(oi.list_indices(tmp_path))
    index = oi.load_index("vidare", folder=tmp_path)
    assert index.base == "mitt"
    assert [c.verb for c in index.changes] == ["replace", "without"]
    mixed = next(m for m in index.members if m.id == "blandade_upplatelseformer")
    assert (mixed.basis, mixed.asked_for) == ("asked", "measure")
    assert mixed.basis_note is not None
    assert mixed.basis_note.sv == "MKB vill se blandade upplåtelseformer."
    with pytest.raises(oi.errors.DefinitionError, match=r"'vidare' is unknown"):
        oi.load_index("vidare")


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def test_a_circle_is_named(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", 'id = "a"\nbase = "b"\n')
    write(tmp_path, "b.toml", 'id = "b"\nbase = "c"\n')
    write(tmp_path, "c.toml", 'id = "c"\nbase = "malmo-2023"\n[[changes]]\nextend = "a"\n')
    with pytest.raises(oi.errors.DefinitionError, match=r"in a circle: a → b → c → a"):
        oi.load_index("a", folder=tmp_path)


def test_an_index_that_builds_on_itself(tmp_path: Path) -> None:
    write(tmp_path, "c.toml", 'id = "c"\nbase = "c"\n')
    with pytest.raises(oi.errors.DefinitionError, match=r"c\.toml, line 2: .*builds on itself: c → c"):
        oi.load_index(tmp_path / "c.toml")
    write(tmp_path, "d.toml", 'id = "d"\nbase = "malmo-2032"\n')
    with pytest.raises(oi.errors.DefinitionError, match=r"d\.toml: the index 'malmo-2032' is unknown"):
        oi.load_index(tmp_path / "d.toml")


def test_two_indices_with_one_id(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", 'id = "malmo-2023"\n[[dimensions]]\nid = "x"\nindicators = ["arbetsloshet"]\n')
    with pytest.raises(
        oi.errors.DefinitionError, match=r"a\.toml, line 1: two indices have the id 'malmo-2023'"
    ):
        oi.list_indices(tmp_path)
    with pytest.raises(oi.errors.DefinitionError, match=r"folder of definitions does not exist"):
        oi.list_indices(tmp_path / "ingen")


CHANGE = 'id = "a"\nbase = "malmo-2023"\n\n[[changes]]\nwithout = "trangboddhet"\n\n[[changes]]\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (CHANGE + 'without = "boend"\n', r"a\.toml, line 8.*'boend' is no part.*did you mean 'boende'"),
        (CHANGE + 'replace = "boende"\n', r"line 8.*with must be a text"),
        (CHANGE + 'replace = "arbetsloshet"\nwith = "egen_lonn"\n', r"line 9.*did you mean 'egen_lon'"),
        (
            CHANGE + 'add = "egen_lon"\nto = "ekonmi"\n',
            r"line 9.*'ekonmi' is no part.*did you mean 'ekonomi'",
        ),
        (CHANGE + 'add = "egen_lon"\nwith = "x"\n', r"line 9.*key 'with' is unknown"),
        (CHANGE + 'withot = "boende"\n', r"line 8.*did you mean 'without'"),
        (CHANGE + 'body = "mkb"\n', r"line 7.*a change does one thing, but none"),
        (CHANGE + 'without = "trangboddhet"\n', r"line 8.*'trangboddhet' is no part"),
        (CHANGE + 'extend = "malmo-oppna-data"\n', r"line 8.*dimension 'delaktighet' is already attached"),
        ('id = "a"\nbase = "malmo-2032"\n', r"'malmo-2032' is unknown.*did you mean 'malmo-2023'"),
        ('id = "a"\nbase = "malmo-2023"\n[methods]\nddof = 3\n', r"a\.toml, line 4, methods: ddof must be"),
        (
            'id = "a"\n[[dimensions]]\nid = "x"\nindicators = [\n  "arbetsloshet",\n  "arbetsloshett",\n]\n',
            r"a\.toml, line 6, dimension 'x'.*did you mean 'arbetsloshet'",
        ),
    ],
)
def test_errors_name_file_line_and_near_name(text: str, message: str, tmp_path: Path) -> None:
    write(tmp_path, "a.toml", text)
    with pytest.raises(oi.errors.DefinitionError, match=message):
        oi.load_index(tmp_path / "a.toml")


def test_files_that_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(oi.errors.DefinitionError, match=r"not written as '.pdf'"):
        oi.load_index("malmo-2023").save(tmp_path / "a.pdf")
    with pytest.raises(oi.errors.DefinitionError, match=r"does not exist"):
        oi.load_index(tmp_path / "ingen.csv")
    with pytest.raises(oi.errors.DefinitionError, match=r"folder .* does not exist"):
        oi.load_index("malmo-2023").save(tmp_path / "ingen" / "a.toml")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", [".toml", ".csv", ".xlsx"])
def test_labels_that_look_like_formulas_are_read_back_the_same(ending: str, tmp_path: Path) -> None:
    label = oi.catalogue.Text("=cmd|' /C calc'!A0", "@sum(A1)")
    index = oi.load_index("malmo-2023").with_identity(label=label)
    again = oi.load_index(index.save(tmp_path / f"a{ending}"))
    assert again.label == label


@pytest.mark.parametrize("path", ["../a.toml", "/etc/a.toml", "lank/a.toml"])
@pytest.mark.parametrize(
    "text", ['id = "b"\nbase = "{}"\n', 'id = "b"\nbase = "cni"\n[[changes]]\nextend = "{}"\n']
)
def test_a_definition_names_no_file_outside_its_folder(path: str, text: str, tmp_path: Path) -> None:
    home = tmp_path / "mapp"
    home.mkdir()
    (home / "lank").symlink_to(tmp_path)
    oi.load_index("malmo-2023").with_identity(id="a").save(tmp_path / "a.toml")
    (home / "b.toml").write_text(text.format(path), encoding="utf-8")
    with pytest.raises(oi.errors.DefinitionError, match="leads out of the folder"):
        oi.load_index(home / "b.toml")


def test_a_definition_may_build_on_the_file_beside_it(tmp_path: Path) -> None:
    oi.load_index("malmo-2023").with_identity(id="a").save(tmp_path / "a.toml")
    (tmp_path / "b.toml").write_text('id = "b"\nbase = "a.toml"\n', encoding="utf-8")
    assert len(oi.load_index(tmp_path / "b.toml").indicators) == len(oi.load_index("malmo-2023").indicators)


def test_a_byte_order_mark_is_no_part_of_a_definition(tmp_path: Path) -> None:
    for ending in (".toml", ".csv"):
        path = oi.load_index("malmo-2023").save(tmp_path / f"a{ending}")
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
        assert oi.load_index(path).id == "malmo-2023"
