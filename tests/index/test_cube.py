"""A result as a cube: the same figures, each in its own period, and nothing that was withheld."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

import omradesindex as oi
from omradesindex.index.cube import cube_of, dataset_of
from omradesindex.index.figures import measures
from omradesindex.show.folder import File
from omradesindex.statistics.reading.jsonstat import parse_jsonstat
from omradesindex.statistics.reading.px import parse_px
from omradesindex.wording import Text


def test_each_figure_stands_once_in_its_own_period(result: oi.types.Result) -> None:
    cube = cube_of(result)
    assert cube.dimensions[0].codes == (*result.areas, "P00")
    assert cube.dimensions[2].codes == ("2022", "2023")
    for place, measure in enumerate(measures(result)):
        at = cube.dimensions[2].codes.index(measure.period)
        np.testing.assert_array_equal(cube.values[:, place, at], measure.values)
        assert np.isnan(cube.values[:, place, 1 - at]).all()
        assert set(cube.status[:, place, 1 - at]) == {"no_cell"}


def test_the_files_say_the_same_and_withhold_the_same(result: oi.types.Result, saved: Path) -> None:
    px = parse_px((saved / "index.px").read_bytes(), name="index.px").frame
    stat = parse_jsonstat((saved / "index.json").read_bytes(), name="index.json").frame
    np.testing.assert_allclose(px["value"], stat["value"], rtol=0, atol=1e-15)
    assert px["status"].tolist() == stat["status"].tolist()
    withheld = stat[(stat["area"] == "06") & (stat["measure"] == "trangboddhet") & (stat["period"] == "2023")]
    assert withheld["status"].tolist() == ["suppressed"]
    assert withheld["value"].isna().all()


def test_figures_of_no_known_period_have_a_cell_too(result: oi.types.Result) -> None:
    nowhen = replace(result, measured=replace(result.measured, periods=("", "", "")))
    cube = cube_of(nowhen)
    assert cube.dimensions[2].codes == ("–",)
    np.testing.assert_array_equal(cube.values[:, 0, 0], measures(nowhen)[0].values)


def test_a_data_portal_is_told_of_which_days_the_figures_are(result: oi.types.Result) -> None:
    dataset = dataset_of(result, [File("index.csv", Text("poäng", "scores"), "data")])
    assert dataset.days == ("2022-01-01", "2023-12-31")
    assert [file.file for file in dataset.files] == ["index.csv"]
    assert all(dataset.description.values())
