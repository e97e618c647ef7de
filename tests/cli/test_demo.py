"""The command ``omradesindex demo``."""

from __future__ import annotations

import re

import pytest

import omradesindex as oi


@pytest.mark.slow
def test_demo_shows_the_table_the_explanation_and_what_is_lacking(run_and_draw, tmp_path) -> None:
    code, out, err = run_and_draw("demo", "--out", "visa")
    assert code == 0
    result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    first = str(result.ranks["index"].idxmin())
    assert out.startswith("Områdesindex ur öppna data · Malmö")
    assert f"{first} {oi.geso().name_of(first)}" in out
    assert "Plats 1 av 14" in out
    lacking = oi.load_index("malmo-2023").compute(oi.malmo_statistics())
    assert lacking.quality_line() in re.sub(r"\s*\n\s*", " ", out)
    for path in (tmp_path / "visa").iterdir():
        assert path.stem in out
        assert path.suffix in out
    assert {"karta.png", "rangordning.png", "tabell.html"} <= {p.name for p in (tmp_path / "visa").iterdir()}
    assert "\x1b" not in out + err
    assert max(len(line) for line in out.splitlines() if "omradesindex compute" not in line) <= 80
