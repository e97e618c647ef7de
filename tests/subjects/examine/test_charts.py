"""The heat map of correlations."""

from __future__ import annotations

import omradesindex as oi


def test_the_heat_map_holds_every_correlation(example: oi.types.Result) -> None:
    examination = oi.examine(example)
    figure = examination.plot.correlations()
    texts = [text.get_text() for text in figure.texts]
    values = [text for text in texts if "," in text and text.replace(",", "").strip("−").isdigit()]
    assert (
        len([t for t in values if t not in {"0,3", "0,6", "0,9", "−0,3", "−0,6", "−0,9"}]) == 12 * 11 + 12 * 5
    )
    assert any("Exempelstad (påhittad)" in text for text in texts)
    assert any("ett samband osäkert" in text for text in texts)
    assert any(
        "the true one may be" in text.get_text() for text in examination.plot.correlations(lang="en").texts
    )
