"""What can be examined, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from tests.cities import codes, counts, statistics


def test_an_index_that_is_not_computed_is_examined_without_it() -> None:
    result = oi.load_index("malmo-2023").compute(oi.malmo_statistics())
    examination = oi.examine(result)
    assert examination.effective_weights[["used", "main_effect", "share"]].isna().all(axis=None)
    assert "Indexet är inte beräknat" in repr(examination)
    assert not np.isnan(examination.pair("valdeltagande", "arbetsloshet")[0])


def test_what_cannot_be_examined_is_refused(plain: oi.types.Result) -> None:
    with pytest.raises(oi.errors.ComputeError, match="'sv' or 'en'"):
        oi.examine(plain).page("se")  # type: ignore[arg-type]
    for strong, weak in ((0.3, 0.9), (1.5, 0.3), (0.9, -0.1)):
        with pytest.raises(oi.errors.ComputeError, match="thresholds"):
            oi.examine(plain, strong=strong, weak=weak)
    with pytest.raises(oi.errors.ComputeError, match="did you mean 'boende'"):
        oi.examine(plain).pair("index", "boend")
    few = oi.load_index("malmo-2023").with_methods(centre="areas")
    small = few.compute(statistics(counts(few, codes(3))))
    with pytest.raises(oi.errors.ComputeError, match="3 areas are too few"):
        oi.examine(small)
