"""Another index is computed of the group that is studied."""

from __future__ import annotations

from omradesindex.subjects.robustness.whose import Whose
from tests.cities import statistics
from tests.subjects.by_group.made_up import index, table


def test_a_groups_figures_are_the_groups() -> None:
    figures = statistics(table()).only(periods=["2020"])
    by_sex = index().compute(figures, by="sex")
    women, everybody = (Whose(figures, ("sex",), group, False, 0.0) for group in (("women",), None))
    assert women.computed(index()).scores.equals(by_sex["women"].scores)
    assert everybody.computed(index()).scores.equals(by_sex.total.scores)
    other = index().without("lag_lon").with_identity(id="utan")
    held = women.compared([index(), other])
    assert held.scores["utan"].equals(
        other.compute(figures, by="sex")["women"].scores["index"].rename("utan")
    )
