"""An index for others rests on what is shown and on nothing else."""

from __future__ import annotations

import numpy as np
import pandas as pd

import omradesindex as oi
from omradesindex.disclosure.remaking import NOTE, remake


def test_index_is_made_from_shown_figures_alone(everything: oi.Statistics, index: oi.types.Index) -> None:
    """Other values in the withheld cells' place give the same published index."""
    result = index.compute(everything)
    remade, protected = remake(result, oi.DisclosurePolicy())
    assert isinstance(remade, oi.types.Result)
    assert remade.statistics.notes[-1] == NOTE
    gone = protected.log[["area", "variable"]].to_numpy().tolist()
    assert gone
    place = index.indicators[[i.id for i in index.indicators].index("gymnasiebehorighet")]
    for area, variable in gone:
        assert variable in place.formula.variables
        assert np.isnan(remade.indicators.loc[area, place.id])
    # The same table without those figures is all that the outputs need.
    frame = protected.statistics.to_frame()
    again = index.compute(
        oi.Statistics.from_frame(
            frame, name="igen", division=everything.division, breakdowns=everything.breakdowns
        )
    )
    pd.testing.assert_frame_equal(again.scores, remade.scores)
    # And the full index's stick would have told: its mean is not that of the shown values.
    assert not np.allclose(remade.scores["utbildning"], result.scores["utbildning"])


def test_where_nothing_is_withheld_readers_are_told_of_nothing(
    everything: oi.Statistics, index: oi.types.Index
) -> None:
    remade, protected = remake(index.compute(everything), oi.DisclosurePolicy(threshold=1, small_group=0))
    assert protected.log.empty
    assert NOTE not in remade.statistics.notes
