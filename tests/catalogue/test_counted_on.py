"""What indicators are counted on, and how much of it two of them share."""

from __future__ import annotations

import numpy as np
import pytest

from omradesindex.catalogue import indicators
from omradesindex.catalogue.counted_on import counted_on, shared
from omradesindex.methods.dependence import COUNTED, latent, root


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("sysselsattning", "personer"),
        ("nettoinkomst", "personer"),
        ("blandade_upplatelseformer", "lägenheter"),
        ("anmalda_brott", "brott"),
        ("tillit_andra", "svarande"),
        ("svarsfrekvens_folkhalsoenkat", "svarande"),
        ("gronska", "kvadratmeter"),
        ("medellivslangd", "personer"),
    ],
)
def test_each_is_counted_on_something(name: str, unit: str) -> None:
    assert counted_on(indicators()[name]).unit == unit


def test_ages_and_units_decide_what_is_shared() -> None:
    names = ("sysselsattning", "ekonomiskt_bistand", "barnfattigdom", "hyresratt_nyare", "trangboddhet")
    found = shared([indicators()[name] for name in names])
    np.testing.assert_allclose(found, found.T)
    assert found[0, 1] == pytest.approx(45 / np.sqrt(49 * 45))
    assert found[0, 2] == pytest.approx(2 / np.sqrt(49 * 18))  # 16 and 17 years
    assert (found[3, [0, 1, 2, 4]] == 0).all()
    assert 0 < found[2, 4] < 1  # children are some of all persons


def test_the_whole_catalogue_can_stand_together() -> None:
    every = [*indicators().values()]
    root(latent(np.full(len(every), COUNTED), shared(every)))
