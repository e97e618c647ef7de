"""The door to the charts of an examination."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.errors import OmradesindexError


def test_another_language_is_refused() -> None:
    plot = oi.examine(oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())).plot
    with pytest.raises(OmradesindexError, match="'sv' or 'en'"):
        plot.correlations(lang="se")  # type: ignore[arg-type]
    assert "Correlations" in plot.correlations(lang="en").alt
