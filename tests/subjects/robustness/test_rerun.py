"""Each draw is an index of its own, and a design that was written out runs again."""

from __future__ import annotations

import numpy as np
import pandas as pd

import omradesindex as oi
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
