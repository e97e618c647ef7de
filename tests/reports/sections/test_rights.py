"""Rights: what the city itself ties to each, by group, gaps as gaps."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.errors import DefinitionError
from omradesindex.reports.given import Given
from omradesindex.reports.knowledge import read_knowledge
from omradesindex.reports.sections.rights import blocks
from omradesindex.show.page import Paragraph
from omradesindex.show.table import Table
from tests.reports import made, small_city

RIGHTS = """
[[right]]
name = "Rätten till utbildning"
source = "Stadens policy (påhittad)"
indicators = ["gymnasiebehorighet", "bostads_eller_aganderatt"]

[[right]]
name = "Rätten till kultur"
source = "Stadens policy (påhittad)"
"""


def given(folder: Path, **more: object) -> Given:
    file = folder / "kunskap.toml"
    file.write_text(RIGHTS, encoding="utf-8")
    return Given(made.result(), knowledge=read_knowledge(file), **more)  # type: ignore[arg-type]


def test_each_group_has_its_figure_or_a_gap(tmp_path: Path) -> None:
    by = made.full().given.by
    found = blocks(given(tmp_path, by=by), "sv")
    (table,) = (block for block in found if isinstance(block, Table))
    frame = table.to_frame().set_index("Indikator")
    assert list(frame.columns) == ["Alla", "Kvinnor", "Män"]
    named = [name for name, _, _ in (label.partition(" (") for label in frame.index)]
    assert named == ["▼ Gymnasiebehörighet", "▼ Bostadsrätt eller äganderätt"]
    assert np.isnan(frame["Kvinnor"].iloc[1])  # a flat has no sex
    assert not np.isnan(frame["Alla"].iloc[1])
    given_there = small_city.report().given
    (table,) = (block for block in blocks(given_there, "sv") if isinstance(block, Table))
    cell = given_there.by[0].cells["women",].measured
    assert table.to_frame()["Kvinnor"].tolist() == [pytest.approx(cell.values[-1, 1], abs=0.05)]


def test_a_right_that_nothing_measures_says_so(tmp_path: Path) -> None:
    told = [block.text for block in blocks(given(tmp_path), "sv") if isinstance(block, Paragraph)]
    assert told[-1] == "Ingen indikator i indexet hör till den här rättigheten. Därför går inget att säga."
    assert "Enligt: Stadens policy (påhittad)." in told


def test_an_indicator_that_the_index_has_not_is_refused_with_the_nearest(tmp_path: Path) -> None:
    file = tmp_path / "kunskap.toml"
    file.write_text(RIGHTS.replace('"gymnasiebehorighet"', '"gymnasiebehorigheten"'), encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"the right 'Rätten .* indicator .*did you mean"):
        oi.report(made.result(), notes=file)
