"""json-stat2 is read back as it was written, by us and by others, with what each figure is."""

from __future__ import annotations

import json

import numpy as np
import pytest

from omradesindex.statistics.reading.jsonstat import parse_jsonstat
from omradesindex.statistics.writing.jsonstat import jsonstat_of
from omradesindex.wording import Language
from tests.statistics.writing.cubes import small
from tests.statistics.writing.test_px import held_against


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_what_is_written_is_read_back(lang: Language) -> None:
    cube = small()
    table = parse_jsonstat(jsonstat_of(cube, lang), name="t.json")
    held_against(table, cube)
    np.testing.assert_array_equal(table.frame["value"], cube.values.ravel())
    assert table.dimensions == ("area", "measure", "period")
    assert table.roles == {"area": "geo", "measure": "metric", "period": "time"}
    assert (table.code, table.title, table.source) == ("prov", cube.title[lang], "Provbyrån (CC0)")
    assert table.units == {"score": cube.dimensions[1].categories[0].unit[lang], "share": "%"}
    assert table.label("area", "02") == "Norr (gamla) = [x]"
    assert table.remarks == ()  # every flag is known to the reader


def test_each_figure_that_is_not_official_says_what_it_is() -> None:
    status = json.loads(jsonstat_of(small(), "sv"))["status"]
    assert status == {"1": "proxy", "2": "..", "3": "estimated", "5": "...", "6": "...", "7": "."}


def test_pyjstat_reads_it() -> None:
    pyjstat = pytest.importorskip("pyjstat.pyjstat")
    cube = small()
    frame = pyjstat.Dataset.read(jsonstat_of(cube, "sv").decode()).write("dataframe")
    assert frame.columns.tolist() == ["område", "uppgift", "period", "value"]
    np.testing.assert_array_equal(frame["value"].astype(float), cube.values.ravel())
