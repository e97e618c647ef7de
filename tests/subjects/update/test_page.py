"""A run as a page."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

import omradesindex as oi
from tests.subjects.update.projects import Town, times


def test_the_page_in_both_languages_and_forms(town: Town) -> None:
    town.update()
    town.put(times(town.year("2022"), "befolkning_20_64", 1.1, "03"))
    town.put_years("2024")
    update = town.update()
    swedish, english = repr(update), str(update.page("en"))
    assert "Kontrollerna hittade 1 sak att ta ställning till" in swedish
    assert "The checks found 1 thing to decide on" in english
    assert "Reviderade" not in english
    html = (update.run.folder / "rapport.html").read_text(encoding="utf-8").replace("\xa0", " ")
    assert html.startswith("<!doctype html>")
    page = (update.run.folder / "rapport.md").read_text(encoding="utf-8")
    for text in ("Påhitt 03", "Reviderade uppgifter", "Exempelstad (påhittad)", "Arbetsmaterial"):
        assert text in html
        assert text in page
    rows = [line.count("|") for line in page.splitlines() if line.startswith("|")]
    assert min(rows) > 3
    # No word of when: the run would not be the same tomorrow.
    assert update.run.name not in html + page


def test_what_cannot_be_waits_for_a_person_the_first_time_too(tmp_path: Path) -> None:
    town = Town(tmp_path / "stad")
    first = oi.load_index("malmo-oppna-data").indicators[0]
    table = town.year("2023")
    own = table[table["variable"] == first.formula.numerator[0]]
    # Counts, and their sum, where the indicator's own share is asked for.
    given = own.assign(variable=first.id, value=own["value"] / 20, kind="mean")
    town.put(pd.concat([table.assign(kind="count"), given], ignore_index=True))
    found = town.update()
    assert found.status == "pending"
    told = [f for f in found.asks if f.check == "impossible"]
    assert first.id in [f.what for f in told]
    assert all(f.text.sv and f.text.en for f in told)
