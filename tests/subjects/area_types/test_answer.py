"""Area types show themselves as any answer does."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import omradesindex as oi
from tests.subjects.area_types.town import types


def test_files_and_a_map_layer(tmp_path: Path) -> None:
    written = types().save(tmp_path, lang="en")
    assert {Path(file).name for file in written} >= {"area_types.html", "area_types.csv"}
    layer = types().to_geo().set_index("area")
    assert layer["area_type"].dropna().to_dict() == {"A": 1, "B": 3, "C": 5}
    assert layer.geometry.area.tolist() == [1e6] * 4


def test_numbers_alone_have_a_page_and_no_outlines() -> None:
    alone = oi.area_types(pd.Series({"a": 23.7, "b": 2.2}), mean=9.10, spread=5.47)
    assert alone.page().title == "SCB:s områdestyper"
    with pytest.raises(oi.errors.DivisionError, match="numbers alone"):
        alone.to_geo()
    with pytest.raises(oi.errors.DivisionError, match="no outlines"):
        alone.plot.map()
