"""A PC-Axis file is read back as it was written, by us and by others, in either language."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from omradesindex.statistics.reading.px import parse_px
from omradesindex.statistics.reading.raw import RawTable
from omradesindex.statistics.writing.cube import Category, Cube, Dimension
from omradesindex.statistics.writing.px import px_of
from omradesindex.wording import Language
from tests.statistics.writing.cubes import said, small

READ = {"suppressed": "suppressed", "observed": "observed"}


def held_against(table: RawTable, cube: Cube) -> None:
    read, written = table.frame["value"].to_numpy(), cube.values.ravel()
    assert np.array_equal(np.isnan(read), np.isnan(written))
    np.testing.assert_allclose(read, written, rtol=0, atol=1e-15)
    assert table.frame["status"].tolist() == [READ.get(s, "missing") for s in cube.status.ravel()]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_what_is_written_is_read_back(lang: Language) -> None:
    cube = small()
    table = parse_px(px_of(cube, lang), name="t.px")
    held_against(table, cube)
    names = [dimension.label[lang] for dimension in cube.dimensions]
    assert table.dimensions == tuple(names)
    assert table.roles == dict(zip(names, ("geo", "metric", "time"), strict=True))
    assert (table.code, table.title) == ("prov", cube.title[lang])
    assert table.source == "Provbyrån (CC0)"
    assert table.units == {"score": cube.dimensions[1].categories[0].unit[lang], "share": "%"}
    assert table.label(names[0], "02") == "Norr (gamla) = [x]"
    assert cube.notes[lang][0].strip() in table.notes[0]
    notes = {"sv": ["närmevärde", "uppskattad"], "en": ["proxy", "estimated"]}[lang]
    assert sorted(table.notes[1:]) == sorted(notes)


@given(st.floats(-1e12, 1e12), st.text(st.characters(exclude_characters='"#'), min_size=1, max_size=300))
def test_any_number_and_any_name_come_back(value: float, name: str) -> None:
    area = Dimension("area", said("område"), (Category("1", said(name)),), "geo")
    period = Dimension("period", said("period"), (Category("2023", said("2023")),), "time")
    of = {"quality": np.array([["official"]], object), "status": np.array([["observed"]], object)}
    cube = Cube("t", said(name), (area, period), np.array([[value]]), **of)
    held_against(parse_px(px_of(cube, "sv"), name="t.px"), cube)


def test_pyaxis_reads_it_in_either_language(tmp_path: Path) -> None:
    pyaxis = pytest.importorskip("pyaxis.pyaxis")
    cube, path = small(), tmp_path / "t.px"
    path.write_bytes(px_of(cube, "sv"))
    for lang in ("sv", "en"):
        read = pyaxis.parse(str(path), encoding="utf-8", lang=lang)["DATA"]
        assert read.columns.tolist() == [*(d.label[lang] for d in cube.dimensions), "DATA"]
        numbers = pd.to_numeric(read["DATA"], errors="coerce").dropna()
        np.testing.assert_allclose(numbers, cube.values[~np.isnan(cube.values)], rtol=1e-15)


def test_a_text_cannot_leave_its_quotation_marks() -> None:
    area = Dimension("area", said("område"), (Category("1", said('Ön"; DATA=99')),), "geo")
    period = Dimension("period", said("period"), (Category("HT2023", said("HT2023")),), "time")
    of = {"quality": np.array([["official"]], object), "status": np.array([["observed"]], object)}
    table = parse_px(px_of(Cube("t", said("T"), (area, period), np.array([[5.0]]), **of), "sv"), name="t.px")
    assert table.frame["value"].tolist() == [5.0]
    assert table.label("område", "1") == "Ön'; DATA=99"
    assert table.roles["period"] == "time"
