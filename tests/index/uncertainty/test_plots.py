"""The door to the charts of an uncertainty."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.errors import OmradesindexError


def test_what_is_no_language_or_number_is_refused() -> None:
    plot = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics()).uncertainty().plot
    with pytest.raises(OmradesindexError, match="'sv' or 'en'"):
        plot.intervals(lang="se")  # type: ignore[arg-type]
    with pytest.raises(OmradesindexError, match="number of areas to show"):
        plot.intervals(most=0)
