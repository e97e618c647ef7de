"""A problem becomes a study of the group that it is about."""

from __future__ import annotations

from omradesindex.subjects.robustness.copies import without_copies
from omradesindex.subjects.robustness.prepare import lay_out_problem
from omradesindex.subjects.robustness.studied import studied
from omradesindex.subjects.robustness.varied import read_sets, read_varied
from tests.cities import statistics
from tests.subjects.by_group.made_up import index, table


def test_shares_of_variance_need_two_factors() -> None:
    figures = statistics(table()).only(periods=["2020"])
    kept = {
        "drop": 1,
        "subsets": None,
        "weights": None,
        "impute": (),
        "treat": (),
        "normalise": None,
        "aggregate": None,
        "data": "exact",
        "membership": False,
    }
    varied = read_varied(index(), read_sets(index(), ()), **kept)  # type: ignore[arg-type]
    problem, base = lay_out_problem(index(), figures, varied, partial=False)
    study = studied(
        without_copies(problem), base, varied, n="all", rng=1, sobol=True, executor=None, progress=None
    )
    assert study.shares is None
    assert study.every
    assert study.computed(index()).ranks["index"].tolist() == base.ranks["index"].tolist()
