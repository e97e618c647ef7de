"""The made-up register: the same persons everywhere, and more with a hard time where there is more need."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

import omradesindex as oi


def test_persons_are_the_same_everywhere_and_an_index_is_computed_of_them() -> None:
    pytest.importorskip("ibis", reason="the register needs the extra 'registers'")
    register = oi.data.example_register(persons=20_000)
    index = oi.load_index("malmo-oppna-data")
    found = oi.counts(
        register,
        areas=oi.example_division(),
        variables="exempelstad",
        period="2024",
        index=index,
        unprotected=True,
    )
    bytes_ = found.to_frame()["value"].to_numpy().astype("<i8").tobytes()
    assert hashlib.sha256(bytes_).hexdigest()[:16] == "45837320419735f6"
    assert found.block("personer_ekonomisk_standard", "2024").value[-1] == 20_000
    assert set(found.to_frame()["quality"]) == {"made_up"}
    truth = oi.data.example_truth().xs("2024", level="period")["need"][:-1]
    scores = index.compute(found).scores["index"].to_numpy()[: len(truth)]
    assert np.corrcoef(scores, truth)[0, 1] > 0.9


@pytest.mark.parametrize("persons", [0, -1, 10**12])
def test_a_register_has_somebody_and_not_everybody(persons: int) -> None:
    with pytest.raises(oi.errors.StatisticsError):
        oi.data.example_register(persons=persons)
