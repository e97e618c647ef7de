"""Values that lean on the other areas, beside the raw ones."""

from __future__ import annotations

import numpy as np

from omradesindex.methods.intervals import normal
from omradesindex.methods.shrunk_limits import shrunk_error
from tests.index.uncertainty.made_up import column, example, whole


def test_shrunk_values_stand_beside_the_raw_ones() -> None:
    found = whole()
    np.testing.assert_array_equal(found.estimate, example().measured.values)
    for name, method in (("gymnasiebehorighet", "wilson"), ("in_och_utflyttning", "wilson")):
        j = column(name)
        assert (found.method[:-1, j] == method).all()
        raw, shrunk = found.estimate[:-1, j], found.shrunk[:-1, j]
        assert (np.sign(shrunk - raw) != np.sign(shrunk - shrunk.mean())).mean() > 0.8
        assert shrunk.std() < raw.std()
        assert ((found.shrunk_low[:-1, j] < shrunk) & (shrunk < found.shrunk_high[:-1, j])).all()
    assert np.isnan(found.shrunk[-1]).all()
    assert np.isnan(found.shrunk[:, column("nettoinkomst")]).all()
    assert np.isnan(example().uncertainty().shrunk).all()


def test_shrunk_intervals_hold_the_truth() -> None:
    rng = np.random.default_rng(8)
    truth = rng.normal(50, 4, (3000, 14))
    own = truth + rng.normal(0, 5, truth.shape)
    middle = own.mean(axis=1, keepdims=True)
    weight = 1 - np.minimum(25 / own.var(axis=1, ddof=1, keepdims=True), 1)
    error = shrunk_error(own, np.broadcast_to(middle, own.shape), np.broadcast_to(weight, own.shape), 25.0)
    limits = normal(middle + weight * (own - middle), error)
    assert 0.93 < ((limits.lower < truth) & (truth < limits.upper)).mean() < 0.97
    assert error.mean() < 5, "they are shorter than the raw ones"
