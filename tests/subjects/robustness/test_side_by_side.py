"""Groups scored in the same draws have the scores that each has by itself."""

from __future__ import annotations

import numpy as np

from omradesindex.subjects.robustness.draws import every_block, score_block
from omradesindex.subjects.robustness.prepare import lay_out_problem
from omradesindex.subjects.robustness.problem import Problem
from omradesindex.subjects.robustness.side_by_side import scores_in_draws, side_by_side
from omradesindex.subjects.robustness.varied import read_sets, read_varied
from tests.cities import statistics
from tests.subjects.by_group.made_up import AREAS, index, table


def problems(**options: object) -> list[Problem]:
    figures = statistics(table()).only(periods=["2020"])
    by_sex = index().compute(figures, by="sex")
    varied = read_varied(
        index(),
        read_sets(index(), ()),
        **{
            "drop": 1,
            "subsets": None,
            "weights": None,
            "impute": (),
            "treat": (),
            "normalise": ["min_max"],
            "aggregate": ["geometric"],
            "data": "exact",
            "membership": False,
            **options,
        },
    )  # type: ignore[arg-type]
    return [
        lay_out_problem(index(), figures, varied, partial=False, scored=lambda _, g=g: by_sex[g])[0]
        for g in ("women", "men")
    ]


def test_every_combination_gives_each_group_its_own_scores() -> None:
    own = problems()
    stacked = side_by_side(own)
    together = np.concatenate([scores for scores, _ in scores_in_draws(stacked, "all", 1)], axis=1)
    n = len(AREAS)
    for k, problem in enumerate(own):
        alone = np.concatenate(
            [score_block(problem, block) for block, _ in every_block(problem, 10**5)], axis=1
        )
        np.testing.assert_allclose(together[k * n : (k + 1) * n], alone)


def test_draws_on_the_indexs_own_scale_are_told() -> None:
    stacked = side_by_side(problems())
    own = np.concatenate([mine for _, mine in scores_in_draws(stacked, "all", 1)])
    assert own.mean() == 0.5


def test_errors_are_each_groups_own() -> None:
    stacked = side_by_side(problems(drop=0, normalise=None, aggregate=None, data="sampling"))
    scores = np.concatenate([s for s, _ in scores_in_draws(stacked, 4000, 1)], axis=1)
    n = len(AREAS)
    correlations = [np.corrcoef(scores[k], scores[n + k])[0, 1] for k in range(n)]
    assert np.abs(correlations).max() < 0.1
