"""A change as a page: what it says of every area, and of one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.subjects.change.page import page_of, sentences
from tests.subjects.conftest import areas_in, errors, said


def test_it_says_whose_it_is_and_what_it_rests_on(change: oi.types.Change) -> None:
    page = change.page()
    assert page.title.startswith("Förändring 2020–2024")
    assert "Exempelstad (påhittad)" in page.title
    for text in (
        "Indexet har sjunkit (bättre villkor): 10 Siffervången.",
        "Indexet har stigit (svårare villkor): 07 Skissängen.",
        "Basårets måttstock (2020)",
        "alla områden samtidigt (95 %)",
        "oberoende från år till år",
        "simulerade",
    ):
        assert text in said(page)
        assert text in said(page.first())  # whatever part is shown
    assert page.html().count('scope="row"') >= 14


def test_in_english(change: oi.types.Change) -> None:
    assert "▲ harder conditions" in str(change.page("en"))
    with pytest.raises(oi.errors.OmradesindexError, match="'se'"):
        change.page("se")  # type: ignore[arg-type]
    with pytest.raises(oi.errors.OmradesindexError, match="the language 'se' is unknown"):
        page_of(change, "se")  # type: ignore[arg-type]


def test_the_first_table_keeps_its_numbers(change: oi.types.Change) -> None:
    scores = change.page().tables()[0]
    assert [column.head for column in scores.columns][:5] == ["Kod", "Område", "2020", "2024", "Förändring"]
    codes = scores.columns[0].values
    after = dict(zip(codes, scores.columns[3].values, strict=True))
    assert (codes[0], codes[-2], codes[-1]) == ("07", "10", "")  # worst first, the whole city last
    assert after["10"] == change.after.scores.loc["10", "index"]
    assert after[""] == pytest.approx(change.city_of(change.after)[0])


def test_of_many_areas_both_ends_are_listed(change: oi.types.Change) -> None:
    cut, whole = (str(change.page(most=most).first()).splitlines() for most in (8, None))
    assert "… 6 områden till …" in cut
    assert "Visar de 6 första och de 2 sista av 14 områden." in cut
    listed, every = (areas_in([line.split()[0] for line in lines if line])[:14] for lines in (cut, whole))
    assert listed[:8] == every[:6] + every[12:]


def test_one_area_in_words_and_as_data(change: oi.types.Change) -> None:
    told = change.explain("10")
    assert told.title == "10 Siffervången: indexet har sjunkit (bättre villkor)"
    assert "−6,1 poäng" in said(told)
    assert "arbetslöshet −1,1" in said(told)
    assert "Uppgifterna" not in said(sentences(change, 0, "sv"))
    parts = told.tables()[0]
    assert sum(parts.columns[-1].values) == pytest.approx(-6.1, abs=0.05)
    assert parts.to_frame().loc[0, ["Indikator", "Före", "Efter"]].tolist() == [
        "Arbetslöshet",
        "19,1\N{NO-BREAK SPACE}%",
        "13,1\N{NO-BREAK SPACE}%",
    ]
    assert "harder conditions" in said(change.explain("07", lang="en"))
    assert "ingen säker ändring" in said(change.explain("01"))
    with pytest.raises(oi.errors.ComputeError, match="did you mean '10'"):
        change.explain("010")


def test_what_is_not_tested_says_why(years: tuple[oi.types.Result, ...]) -> None:
    unknown = [errors(r) for r in (years[0], years[-1])]
    for one in unknown:
        one.score_known["index"][:] = 0.25
    change = oi.change(years[0], years[-1], errors=unknown)
    assert set(change.verdicts["index"]) == {"untested"}
    assert "25 % av indexets vikt. Det är mindre än hälften. Därför prövas inte indexets ändring" in said(
        change
    )
    assert "antas vara lika osäkra" not in said(change)
    assert not [line for line in str(change.explain("07")).splitlines() if line != line.rstrip()]


def test_an_area_without_figures(years: tuple[oi.types.Result, ...]) -> None:
    first, last = years[0], years[-1]
    scores = {level: np.where(np.arange(14) == 4, np.nan, s) for level, s in last.level_scores.items()}
    change = oi.change(first, replace(last, level_scores=scores), errors=[errors(first), errors(last)])
    assert "går inte att säga" in said(change)
    assert change.verdicts.loc["05", "index"] == "untested"
    assert "None" not in said(change) + said(change.explain("05"))


def test_ranks_stand_with_the_places_that_cannot_be_ruled_out(years: tuple[oi.types.Result, ...]) -> None:
    ranks = oi.change(years[0], years[-1], stick="ranks")
    (table,) = ranks.page("en").tables()
    assert [column.head for column in table.columns] == [
        "Code",
        "Area",
        "Place 2020",
        "Place 2024",
        "Verdict",
    ]
    assert table.columns[2].values[0].endswith(")")
    assert "Place 1 has the greatest challenge" in said(ranks.page("en"))
    assert ranks.explain("10", lang="en").tables() == []
