"""Areas in groups by likeness, named by what marks them."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi

INDEX = oi.load_index("malmo-2023")
RESULT = INDEX.compute(oi.example_statistics(), period="2024")


def test_groups_have_names_that_their_dimensions_bear_out() -> None:
    alike = RESULT.alike(groups=3)
    found = alike.to_frame()
    assert found["area"].tolist() == list(RESULT.areas)
    assert sorted(found["group"].unique()) == [1, 2, 3]
    assert found["silhouette"].between(-1, 1).all()
    assert found["stays"].between(0, 1).all()
    z = RESULT.normalised[:-1]
    z = (z - z.mean(axis=0)) / z.std(axis=0)
    level = [z[(found["group"] == k).to_numpy()].mean() for k in (1, 2, 3)]
    assert level == sorted(level, reverse=True)
    position = {m.id: j for j, m in enumerate(INDEX.members)}
    for group in alike.groups:
        rows = (found["group"] == group.number).to_numpy()
        for d in INDEX.dimensions:
            away = z[rows][:, [position[leaf.id] for leaf in d.leaves()]].mean()
            assert (d.id in group.harder) == (away >= 0.5)
            assert (d.id in group.better) == (away <= -0.5)


def test_what_has_no_figures_is_left_out_and_what_is_too_little_is_refused() -> None:
    partial = INDEX.compute(oi.malmo_statistics(), partial=True)
    assert partial.alike().to_frame()["group"].notna().all()
    with pytest.raises(oi.errors.ComputeError, match="14 groups are asked for") as caught:
        RESULT.alike(groups=14)
    assert "14 grupper" in caught.value.in_("sv")
    assert np.isfinite(RESULT.alike().silhouette).all()
