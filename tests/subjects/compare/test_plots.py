"""The door to the charts of a comparison."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.errors import OmradesindexError
from omradesindex.show import drawing


@pytest.fixture(scope="module")
def prov() -> oi.types.Comparison:
    index = oi.load_index("malmo-oppna-data")
    return oi.compare([index, index.without("boende").with_identity(id="utan-boende")], oi.malmo_statistics())


def test_chart_shows_itself_and_needs_matplotlib(prov: oi.types.Comparison, monkeypatch) -> None:
    assert prov.plot.bump()._repr_png_().startswith(b"\x89PNG")
    monkeypatch.setattr(drawing, "can_draw", lambda: False)
    with pytest.raises(OmradesindexError, match=r'pip install "omradesindex\[plot\]"'):
        prov.plot.bump()
    with pytest.raises(OmradesindexError, match="'sv' or 'en'"):
        prov.plot.bump(lang="se")
