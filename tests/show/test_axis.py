"""The numbers below an axis: apart from each other, and each where it says."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from omradesindex.show.axis import value_axis
from omradesindex.show.figure import lay_out


def test_numbers_below_an_axis_never_touch() -> None:
    for low, high in ((-0.5, 1.3), (-0.05, 0.02), (-14.0, 19.0), (-1234.0, 900.0), (99.0, 101.0)):
        for width in (1.6, 3.0, 5.0):
            page = lay_out("Rubrik", "", [], width=8.0, body=2.0)
            value_axis(page, page.canvas(), (low, high), (1.0, 1.0 + width), (0.5, 1.5), "sv", sign=True)
            page.figure.draw_without_rendering()
            numbers = [t for t in page.figure.texts if t.get_text() not in ("", "Rubrik")]
            boxes = [t.get_window_extent() for t in numbers]
            assert len(boxes) >= 2
            assert all(left.x1 < right.x0 for left, right in pairwise(boxes))
            # Each says where it stands.
            written = [
                float(t.get_text().replace(",", ".").replace("−", "-").replace("\N{NO-BREAK SPACE}", ""))
                for t in numbers
            ]
            assert len(set(written)) == len(written)
            assert np.ptp(np.diff(written)) < 1e-9 or len(written) == 2
