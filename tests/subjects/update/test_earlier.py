"""The accepted run is computed anew from what it keeps."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.subjects.update.earlier import (
    Earlier,
    accepted,
    again,
    fingerprint_of,
    kept_project,
    part_of,
)
from omradesindex.subjects.update.project import read_project
from omradesindex.subjects.update.record import Runs
from tests.subjects.update.projects import Town

pytestmark = pytest.mark.usefixtures("sketched")


def test_the_same_result_comes_out(town: Town) -> None:
    update = town.update()
    runs = Runs(town.folder / "runs")
    earlier = Earlier.read(runs, update.run)
    assert fingerprint_of(earlier.result) == update.run.manifest["scores"]
    assert earlier.held().boundaries == update.run.manifest["division"]
    assert kept_project(update.run).name == "Exempelstad (påhittad)"
    anew = again(earlier.result, "2023", earlier.statistics)
    np.testing.assert_array_equal(anew.scores, earlier.result.scores)
    assert again(earlier.result, "2023", earlier.statistics.only(periods=["2022"])) is None


def test_the_accepted_run_s_definition_and_figures_are_taken_at_its_period(town: Town) -> None:
    project = read_project(town.folder)
    with pytest.raises(oi.errors.OmradesindexError, match="no accepted run yet"):
        accepted(project)
    update = town.update()
    index, figures = accepted(project)
    assert index == update.result.index
    assert figures.periods() == (update.run.manifest["period"],)
    assert index.compute(figures).scores.equals(index.compute(figures.only(periods="2023")).scores)


def test_a_fingerprint_is_blind_to_the_last_digits_only(town: Town) -> None:
    result = town.update().result
    for by, same in ((1e-9, True), (1e-3, False)):
        scores = {level: values + by for level, values in result.level_scores.items()}
        assert (fingerprint_of(replace(result, level_scores=scores)) == fingerprint_of(result)) == same


def test_a_damaged_run_is_refused(town: Town) -> None:
    run = town.update().run
    Path(run.folder / "statistik.csv").write_bytes(b"")
    with pytest.raises(oi.errors.OmradesindexError, match="not what the run wrote"):
        Earlier.read(Runs(town.folder / "runs"), run)


def test_a_part_of_an_index_has_no_dimension_of_nothing() -> None:
    index = oi.load_index("malmo-oppna-data")
    left_out = [leaf.id for leaf in index.dimensions[1].leaves()]
    part = part_of(index, [*left_out, "not_there"])
    assert [one.id for one in part.dimensions] == [
        one.id for one in index.dimensions if one is not index.dimensions[1]
    ]
    assert part.label.sv.startswith(index.label.sv)
    assert part_of(index, []) is index
