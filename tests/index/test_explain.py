"""What is said of an area: its place, its dimensions and what each indicator adds; as words and as data."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.catalogue.bodies import body_said
from omradesindex.show.page import Page

MALMO = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())


def test_without_an_index_the_reason_and_the_scale_are_said() -> None:
    result = oi.load_index("malmo-2023").compute(oi.malmo_statistics())
    told = str(result.explain("10"))
    assert "Index saknas, eftersom delaktighet inte kan räknas." in told
    # The dimensions' scores are still there to read.
    assert "100 är som hela Malmö." in told
    assert "Indikatorerna, var för sig" in told
    assert "Poängen summerar inte till indexet." in " ".join(told.split())
    assert "Uppgift saknas om " in told
    english = str(result.explain("10", lang="en"))
    assert "No index, because participation cannot be computed." in english
    assert "100 is like Malmö as a whole." in english


def test_with_an_index_nothing_is_said_to_be_missing() -> None:
    told = str(MALMO.explain("10"))
    assert "saknas" not in told.casefold()
    assert told.count("100 är som hela Malmö") == 1
    assert told.splitlines()[:2] == [
        "10 Örtagården, Herrgården m fl · index 120,9",
        "Plats 1 av 14 (plats 1 har störst utmaning).",
    ]


def test_the_parts_are_data_and_add_up_to_the_distance() -> None:
    explanation = MALMO.explain("10")
    assert isinstance(explanation, Page)
    dimensions, indicators = explanation.tables()
    assert dimensions.to_frame().set_index("Dimension")["Poäng"].to_dict() == {
        "Delaktighet": 121.8,
        "Utbildning": 122.3,
        "Ekonomi": 121.1,
        "Boende": 118.3,
    }
    parts = indicators.columns[0].values
    assert np.isclose(sum(parts), MALMO.scores.at["10", "index"] - 100)
    assert list(parts) == sorted(parts, reverse=True)
    frame = indicators.to_frame().set_index("Indikator")
    assert frame.loc["Genomsnittlig nettoinkomst"].tolist() == [
        1.3,
        194.4,
        307.4,
        "tusen kronor",
        "officiell",
    ]
    assert frame.at["Gymnasiebehörighet", "Kvalitet"] == "uppskattad"


def test_it_ends_with_what_every_reader_must_be_told() -> None:
    explanation = MALMO.explain("1", lang="en")
    assert explanation.told[0] == MALMO.quality_line("en")
    assert "Points" in explanation._repr_html_()


def test_an_area_that_no_quality_sets_apart_has_no_column_of_it(compute) -> None:  # type: ignore[no-untyped-def]
    official = compute(quality="official").explain("01")
    assert "Kvalitet" in official.tables()[1].to_frame()
    values = {"nettoinkomst": (210.25, 211.25, 1234.5, 320.0, 340.0, 180.0, 300.0)}
    index = {
        "id": "en",
        "label": {"sv": "En", "en": "One"},
        "dimensions": [
            {"id": "ekonomi", "label": {"sv": "Ekonomi", "en": "Economy"}, "indicators": ["nettoinkomst"]}
        ],
    }
    alone = compute(values, quality="official", index=index).explain("01")
    assert "Kvalitet" not in alone.tables()[1].to_frame()


def test_an_unknown_area_cannot_be_explained() -> None:
    with pytest.raises(oi.errors.ComputeError, match=r"area '01' is unknown .did you mean '1'"):
        MALMO.explain("01")


def test_it_says_whom_the_indicators_that_are_harder_there_call_in() -> None:
    frame = MALMO.to_frame().query("area == '7' and level == 'indicator' and score > 100")
    called = MALMO.index.responsible(*frame["measure"])
    bodies = " och ".join(f"{body_said(body)} ({len(names)})" for body, names in called.items())
    assert f"Kallar in: {bodies}, efter antalet indikatorer" in MALMO.explain("7").text(width=200)


def test_where_nothing_is_harder_nobody_is_called_in() -> None:
    statistics = oi.malmo_statistics()
    alone = oi.load_index("malmo-oppna-data").without("delaktighet", "utbildning", "ekonomi")
    result = alone.without("blandade_upplatelseformer").compute(statistics)
    assert "Kallar in" not in result.explain(result.scores["index"].idxmin()).text()
    assert "Kallar in: SBN (1) och MKB (1)" in result.explain(result.scores["index"].idxmax()).text(width=200)
