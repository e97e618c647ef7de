"""Each draw is an index of its own, and a design that was written out runs again."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.subjects.robustness.rerun import Drawn, above_among
from tests.subjects.robustness.made_up import (
    EXAMPLE,
    INDEX,
)
from tests.subjects.robustness.only import only


def test_each_draw_is_an_index_with_the_same_scores(choices_only: oi.types.Robustness) -> None:
    design = choices_only.design(0, 1000)
    assert all(len(set(design[name])) > 1 for name in ("set", "normalise", "treat", "aggregate"))
    rows = np.random.default_rng(0).choice(1000, 40, replace=False)
    found = choices_only.evaluate(design)
    for row in rows:
        own = choices_only.scenario(int(row)).compute(EXAMPLE)
        np.testing.assert_allclose(found.loc[row], own.scores["index"], rtol=0, atol=1e-9)


def test_a_scenario_without_an_indicator_says_nothing_of_it() -> None:
    treat = {"method": "winsorise", "columns": [i.id for i in INDEX.indicators]}
    study = only(INDEX.with_methods(treat=treat), EXAMPLE, drop=1, treat="none", n=60, sobol=False)
    found = study.evaluate(study.design())
    gone = [k for k in range(60) if len(study.scenario(k).indicators) < len(INDEX.indicators)]
    for row in (gone[0], gone[-1]):
        own = study.scenario(row).compute(EXAMPLE).scores["index"]
        np.testing.assert_allclose(found.loc[row], own, rtol=0, atol=1e-9)


def test_a_design_that_was_written_out_runs_again(choices_only: oi.types.Robustness, tmp_path) -> None:
    choices_only.design(10, 60).to_csv(tmp_path / "design.csv")
    again = pd.read_csv(tmp_path / "design.csv", index_col="draw")
    pd.testing.assert_frame_equal(
        choices_only.evaluate(again), choices_only.evaluate(choices_only.design(10, 60)), atol=1e-9
    )


@pytest.mark.parametrize("n", [512, "all"])
def test_pairs_that_are_counted_later_are_those_of_the_study(n: int | str) -> None:
    index, figures = oi.load_index("malmo-2023"), oi.example_statistics()
    weights = {"weights": "±25 %", "sobol": False} if n != "all" else {}
    study = oi.robustness(index, figures, drop=1, n=n, rng=3, **weights)
    some = ["08", "03", "11"]
    rows = np.array(sorted(study.problem.areas.index(code) for code in some))
    counted = above_among(study.problem, Drawn(study.asked, study.seed, study.distinct), study.tally.n, rows)
    codes = [study.problem.areas[row] for row in rows]
    told = study.above.loc[codes, codes].to_numpy() * study.tally.n
    np.testing.assert_allclose(counted, told, atol=1e-6)
    assert study.above_among(some).loc["08", "03"] == study.above.loc["08", "03"]
