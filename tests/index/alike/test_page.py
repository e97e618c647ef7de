"""The page has the groups with what marks them, and the areas of each."""

from __future__ import annotations

import omradesindex as oi
from tests.cities import index_of

RESULT = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
ALIKE = RESULT.alike(groups=3)


def test_every_area_stands_in_its_group() -> None:
    groups, areas = ALIKE.page().tables()
    assert groups.to_frame()["Antal områden"].tolist() == ALIKE.sizes
    told = areas.to_frame()
    assert told["Grupp"].tolist() == sorted(told["Grupp"])
    assert len(told) == 14
    assert len(ALIKE.page("en", most=6).tables()[1].to_frame()) == 6


def test_what_cannot_be_said_is_not_shown() -> None:
    one = index_of("arbetsloshet").compute(oi.malmo_statistics()).alike()
    page = one.page()
    assert "Stannar, %" not in page.tables()[1].to_frame()
    assert not any("Stannar" in note for note in page.notes)
    assert any("Stannar" in note for note in ALIKE.page().notes)
    several = RESULT.alike(groups=9)
    told = several.page().tables()[1].to_frame()
    assert told["Siluett"].isna().sum() == several.alone.sum() > 0
    assert any("ensamt i sin grupp" in note for note in several.page().notes)
