"""One choice at a time."""

from __future__ import annotations

import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError
from tests.subjects.robustness.only import only


def test_scenarios_are_each_named_level_alone(shown) -> None:
    from omradesindex.subjects.robustness.charts.scenarios import one_choice_at_a_time

    found = one_choice_at_a_time(shown)
    assert found.sets == ("malmo-2023", "sbn", "geometric", "min_max", "rank")
    alone = shown.base.index.with_methods(normalise="rank").compute(shown.base.statistics)
    assert found.scores["rank"].tolist() == alone.scores["index"].tolist()
    assert found.scores["malmo-2023"].tolist() == shown.base.scores["index"].tolist()


def test_scenarios_need_a_named_level(many) -> None:
    with pytest.raises(ComputeError, match="let sets, normalise"):
        many.plot.scenarios()


def test_weights_by_name_are_scenarios_too() -> None:
    from omradesindex.subjects.robustness.charts.scenarios import one_choice_at_a_time

    index, figures = oi.load_index("malmo-oppna-data"), oi.malmo_statistics()
    table = pd.DataFrame({"ekonomin": [3.0, 1.0], "boendet": [1.0, 3.0]}, index=["ekonomi", "boende"])
    study = only(
        index, figures, weights=["first_component", table, {"utbildning": (1, 2)}], n=50, sobol=False
    )
    found = one_choice_at_a_time(study)
    assert found.sets == ("malmo-oppna-data", "first_component", "ekonomin", "boendet")
    heavier = index.reweight({"ekonomi": 3.0}).compute(figures)
    assert found.scores["ekonomin"].tolist() == pytest.approx(heavier.scores["index"].tolist())
