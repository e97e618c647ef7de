"""Areas that are alike show themselves as any answer does."""

from __future__ import annotations

from pathlib import Path

import omradesindex as oi

ALIKE = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics()).alike(groups=3)


def test_files_and_a_map_layer(tmp_path: Path) -> None:
    written = ALIKE.save(tmp_path, lang="en", figures=False)
    assert {Path(file).name for file in written} >= {"alike.html", "alike.csv"}
    layer = ALIKE.to_geo().set_index("area")
    assert layer["group"].tolist() == ALIKE.to_frame()["group"].tolist()
