"""Weights by id are those of the definition."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tests.subjects.robustness.made_up import (
    EXAMPLE,
    INDEX,
)
from tests.subjects.robustness.only import only


def test_weights_by_id_are_those_of_reweight() -> None:
    study = only(INDEX, EXAMPLE, weights=[{"ekonomi": 2}, {"boende": (2, 2)}], n=200)
    assert list(study.factors.loc["weights", "levels"]) == ["given", "ekonomi 2", "boende 2–2"]
    scores = study.evaluate(pd.DataFrame({"weights": ["given", "ekonomi 2"]}))
    heavier = INDEX.reweight({"ekonomi": 2}).compute(EXAMPLE).scores["index"]
    np.testing.assert_allclose(scores.loc[1], heavier, atol=1e-9)
    np.testing.assert_allclose(scores.loc[0], study.base.scores["index"], atol=1e-9)
    design = study.design()
    still = design[design["weights"] == "boende 2–2"]
    np.testing.assert_allclose(still["weight:boende"], 0.4)
