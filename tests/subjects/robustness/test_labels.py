"""Methods and levels as people name them."""

from __future__ import annotations

import pytest

from omradesindex.methods.registry import find_methods
from omradesindex.subjects.robustness.labels import NAMES, level_name
from omradesindex.wording import NBSP

STEPS = {
    "impute": "impute",
    "treat": "treat",
    "normalise": "normalise",
    "weights": "weight",
    "aggregate": "aggregate",
}


@pytest.mark.parametrize(("step", "stage"), STEPS.items())
def test_every_method_has_a_name_of_its_own(step: str, stage: str) -> None:
    own = NAMES[step]
    assert set(own) - {"dirichlet"} == set(find_methods(stage))
    for lang in ("sv", "en"):
        told = [name.in_(lang) for name in own.values()]
        assert len(set(told)) == len(told)
        assert not any("_" in name for name in told)


def test_options_levels_and_unknown_names_are_kept() -> None:
    assert level_name("normalise", "min_max (low 1, high 100)", "sv") == "min–max (low 1, high 100)"
    assert level_name("aggregate", "my_own", "sv") == "my_own"
    assert level_name("weights", "±25 %", "en") == "±25%"
    assert level_name("weights", "ekonomi 1–3", "en") == "ekonomi 1–3"


def test_no_more_decimals_than_the_draws_can_tell() -> None:
    from omradesindex.subjects.robustness.labels import share_of_draws

    assert share_of_draws(0.5, 10**7, "en") == "50.0%"
    assert share_of_draws(0.5, 10**4, "en") == "50%"
    assert share_of_draws(1 - 1e-5, 10**5, "en") == "more than 99.9%"
    assert share_of_draws(0.998, 500, "sv").replace(NBSP, " ") == "mer än 99 %"
    assert share_of_draws(1.0, 500, "en") == "100%"
