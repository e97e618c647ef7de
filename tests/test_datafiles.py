"""The embedded files are found in a checkout and in a wheel, and one that is gone is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from omradesindex import datafiles
from omradesindex.errors import OmradesindexError


def test_a_wheel_s_own_copy_comes_before_what_lies_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "omradesindex"
    for folder in (package / "_data" / "geso", tmp_path / "data" / "geso", tmp_path / "data" / "only_here"):
        folder.mkdir(parents=True)
    monkeypatch.setattr(datafiles, "_PACKAGE", package)
    assert datafiles.data_path("geso") == package / "_data" / "geso"
    assert datafiles.data_path("only_here") == tmp_path / "data" / "only_here"


def test_a_file_that_is_not_there_is_told_with_the_way_out() -> None:
    with pytest.raises(OmradesindexError) as caught:
        datafiles.data_path("geso_boundaries", "geso_1999.toml")
    assert str(caught.value) == (
        "the embedded file data/geso_boundaries/geso_1999.toml is not there. What to do: "
        "install omradesindex again; in a checkout, build it with the scripts in scripts/."
    )
