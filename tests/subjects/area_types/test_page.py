"""The page of area types lists every area with its type, and says where the boundaries are."""

from __future__ import annotations

from tests.subjects.area_types.town import types


def test_the_page_lists_the_areas_in_order_of_challenge() -> None:
    page = types().page()
    assert page.title == "SCB:s områdestyper · Provstad (påhittad)"
    rows = page.tables()[0].to_frame()
    assert rows["Typ"].tolist()[0] == "1 stora socioekonomiska utmaningar"
    assert rows["Typ"].tolist()[-1] == "uppgift saknas"
    assert "1 av 4 områden är av typ 1 eller 2." in str(page)
    assert "9.10%" in str(types().page("en"))
