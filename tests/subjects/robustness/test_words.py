"""The study in words."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

import omradesindex as oi
from omradesindex.wording import NBSP
from tests.cities import codes, counts, statistics
from tests.figures import words_in
from tests.subjects.robustness.made_up import (
    INDEX,
    LEAST,
)
from tests.subjects.robustness.only import only


def test_areas_without_a_place_in_some_scenarios_are_told_of() -> None:
    table = counts(INDEX, codes(6))
    first, second = (m.indicator.formula.numerator[0] for m in INDEX.dimensions[1].members[:2])
    missing = (table["area"] == "03") & table["variable"].isin([first, second])
    table["status"] = missing.map({True: "missing", False: "observed"})
    table["value"] = table["value"].mask(missing)
    city = table.groupby("variable", as_index=False)["value"].sum()
    holes = statistics(
        pd.concat([table, city.assign(area="00", period="2024", status="observed", quality="made_up")]),
        whole="00",
    )
    filled = INDEX.with_methods(impute="median")
    assert filled.compute(holes).ranks["index"].notna().all()
    study = only(filled, holes, impute=["none"], n="all")
    assert study.acceptability.sum(axis=1).to_dict() == {a: 0.5 if a == "03" else 1.0 for a in study.areas}
    assert "Ett område saknar ibland plats, 1 gång av 2." in study.summary()
    assert "One area lacks a place at times, 1 time in 2." in study.summary("en")


def test_two_areas_are_asked_who_is_first() -> None:
    study = only(INDEX, statistics(counts(INDEX, codes(2), seed=3)), weights="dirichlet", n=400)
    assert study.first_places == 1
    assert "bland de två" not in study.summary()
    table = study.pairs
    assert ("De två områdena går inte att skilja åt" in study.summary()) == (not table["told_apart"].all())


def test_where_no_area_has_a_score_nothing_is_said_to_have_been_computed() -> None:
    whole = only(oi.load_index("malmo-2023"), oi.malmo_statistics(), drop=1, n=20, sobol=False)
    for lang, said, never in (
        ("sv", "Det går inte att säga", "Vi räknade om"),
        ("en", "cannot be said", "We computed"),
    ):
        told = whole.summary(lang)
        assert said in told
        assert never not in told


def test_summary_says_what_is_estimated() -> None:
    figures = oi.malmo_statistics()
    told = only(oi.load_index("malmo-oppna-data"), figures, drop=1, n="all").summary()
    assert "uppskattade" in told


def test_summary_names_the_first_and_their_shares(shown) -> None:
    among = shown.among_first(3)
    first = shown.base.ranks["index"].astype(int).nsmallest(3).index
    for lang, every in (("sv", "varje gång"), ("en", "every time")):
        told = shown.summary(lang)
        for area in first:
            assert f"{area} {shown.base.names[area]}" in told
        assert (every in told) == bool((among[first] == 1).any())
        often = "gånger av 100" if lang == "sv" else "times in 100"
        for area in first:
            if among[area] not in (0.0, 1.0) and 0.01 < among[area] < 0.99:
                assert f"{100 * among[area]:.0f} {often}" in told


def test_interrupted_says_how_much_it_holds(shown, many) -> None:
    cut = replace(shown, interrupted=True, asked=2_000)
    for told in (cut.summary(), str(cut.page()), " ".join(words_in(cut.plot.ranks()))):
        words = " ".join(told.replace(NBSP, " ").split())
        assert str(LEAST) in words
        assert "2 000 begärda" in words
    assert "0.5 places" not in many.summary("en")  # ranges need no pairs
    assert "moves the most" in many.summary("en")


def test_an_index_that_cannot_be_computed_gives_no_order() -> None:
    study = only(oi.load_index("malmo-2023"), oi.malmo_statistics(), weights="±25 %", n=20)
    assert "ingen ordning att pröva" in study.summary()
    assert "störst utmaning" not in study.summary()
    assert "There is no order to try" in " ".join(str(study.page("en")).split())
