"""What draws are scored with: combinations by number, and factors held still."""

from __future__ import annotations

import numpy as np

import omradesindex as oi
from omradesindex.subjects.robustness.problem import CHOICES, LABELS, Factor, starts_of


def test_a_group_s_number_says_its_levels(choices_only: oi.types.Robustness) -> None:
    problem = choices_only.problem
    codes = np.arange(problem.n_groups)
    assert (problem.code(problem.levels_of(codes)) == codes).all()
    assert problem.n_groups == np.prod(problem.sizes)


def test_only_some_factors_vary(choices_only: oi.types.Robustness) -> None:
    held = choices_only.problem.only(["normalise"])
    assert [factor.name for factor in held.factors] == ["normalise"]
    assert all(held.active[name].tolist() == [0] for name in CHOICES if name != "normalise")
    assert held.varies("normalise")
    assert (held.varying_sources, held.varying_choices) == ((), ("normalise",))


def test_a_factor_knows_its_copies_and_its_name() -> None:
    factor = Factor("treat", ("none", "winsorise"), "none", {"winsorise": "none"})
    assert (factor.distinct, factor.label) == (("none",), LABELS["treat"])
    assert starts_of(np.array([3, 3, 1, 1, 3])).tolist() == [0, 2, 4]
