"""The numbers of a Care Need Index agree with each other."""

from __future__ import annotations

import numpy as np

import omradesindex as oi


def test_the_forms_and_the_ranks_agree() -> None:
    cni = oi.cni(oi.example_statistics(), reference=2.5, reference_name="påhittat rike")
    frame = cni.to_frame()
    np.testing.assert_allclose(frame["cni"], frame["raw"] / frame["population"] / 2.5)
    ranked = frame.iloc[:-1].sort_values("cni", ascending=False)
    assert ranked["rank"].tolist() == list(range(1, len(ranked) + 1))
    assert frame["area"].tolist() == list(cni.everywhere)
