"""COINr's hundred designed replications, run as a design of this library."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.methods import rank
from tests.methods.asem import Shared, read, table
from tests.subjects.robustness import asem_index
from tests.subjects.robustness.only import only


@pytest.fixture(scope="module")
def study(shared: Shared) -> oi.types.Robustness:
    asem = read(shared)
    index = asem_index.index(asem)
    return only(
        index,
        asem_index.statistics(asem),
        treat=[{"method": "winsorise_or_log", "most": most} for most in range(1, 5)],
        normalise=[{"method": "z_score", "mean": 10, "sd": 2}],
        weights=[asem_index.weight_sets(shared, index)],
        aggregate=["geometric"],
        n=2000,
    )


def design_of(shared: Shared) -> pd.DataFrame:
    given = table(shared, "sens_UA_N100_seed11_design", "rep")
    return pd.DataFrame(
        {
            "treat": [f"winsorise_or_log (most {most})" for most in given["winmax"]],
            "normalise": given["norm"].map(
                {"n_minmax": "min_max (low 1, high 100)", "n_zscore": "z_score (mean 10, sd 2)"}
            ),
            "weights": [f"w{number}" for number in given["weightset"]],
            "aggregate": given["agg"].map({"a_amean": "arithmetic", "a_gmean": "geometric"}),
        }
    )


def test_scores_and_ranks_of_the_hundred_replications(shared: Shared, study: oi.types.Robustness) -> None:
    found = study.evaluate(design_of(shared))
    columns = [f"r_{rep}" for rep in found.index]
    assert len(columns) == 100
    scores = table(shared, "sens_UA_N100_seed11_scores").loc[list(study.areas), columns]
    ranks = table(shared, "sens_UA_N100_seed11_ranks").loc[list(study.areas), columns]
    np.testing.assert_allclose(found.to_numpy().T, scores.to_numpy(float), rtol=0, atol=1e-10)
    np.testing.assert_array_equal(rank(found.to_numpy()).T, ranks.to_numpy(float))


def test_the_nominal_index_is_the_base(shared: Shared, study: oi.types.Robustness) -> None:
    # COINr's nominal run scales from 0 to 100 with five points winsorised, ours from 1: the ranks agree.
    nominal = table(shared, "base_Aggregated").loc[list(study.areas), "Index"]
    assert rank(nominal.to_numpy()).tolist() == study.base.ranks["index"].tolist()


def test_random_draws_lie_where_the_designed_ones_do(shared: Shared, study: oi.types.Robustness) -> None:
    # A hundred runs of the same factors: the mean ranks agree to what a hundred can tell.
    stats = table(shared, "sens_UA_N100_seed11_rankstats").loc[list(study.areas)]
    assert np.abs(study.ranks["mean"].to_numpy(float) - stats["Mean"].to_numpy()).max() < 1.5
