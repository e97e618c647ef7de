"""The proposals beside the index."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError
from omradesindex.reports.sections.proposals import blocks
from omradesindex.show.table import Table
from tests.reports import made, small_city


def test_the_places_in_each_proposal_are_the_comparison_s() -> None:
    given = small_city.report().given
    (table,) = (block for block in blocks(given, "sv") if isinstance(block, Table))
    frame = table.to_frame().set_index("Kod")
    for name in given.sets.sets:
        assert frame[name].astype(int).to_dict() == given.sets.results[name].ranks["index"].to_dict()


def test_proposals_beside_another_index_are_refused() -> None:
    base = made.result().index
    own = base.reweight({"boende": 3}).with_identity(id="mer-boende")
    other = oi.compare([own, base], made.statistics())
    with pytest.raises(ComputeError, match="the comparison is held against 'mer-boende'"):
        oi.report(made.result(), sets=other)
