"""A Care Need Index as a page, and an area taken apart."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.methods.counts import cut_decimals
from tests.cities import statistics
from tests.subjects.cni.provstad import VARIABLES, WEIGHTS, city, table


def test_every_form_says_what_it_is() -> None:
    data = oi.example_statistics()
    result = oi.cni(
        data, reference=2.5, reference_name="påhittat riksvärde", weights={**WEIGHTS, VARIABLES[0]: 5}
    )
    text = repr(result)
    for told in (
        "Exempelstad (påhittad) · 2024",
        "1 är som i riket",
        "påhittat riksvärde",
        "Egna vikter",
        "påhittade",
    ):
        assert told in text
    assert max(map(len, text.splitlines())) <= 100
    page = result._repr_html_()
    assert page.count('scope="row"') == 15
    assert "given without source and year" in str(oi.cni(data, reference=2.5).page("en"))
    assert "angivet utan källa" not in repr(oi.cni(data, normalise="raw"))


def test_html_escapes_names() -> None:
    data = oi.Statistics.from_frame(city(0), name="<b>påhittad</b>")
    assert "<b>" not in oi.cni(data, normalise="raw")._repr_html_()


def test_the_table_keeps_its_numbers() -> None:
    result = oi.cni(statistics(city(3)), reference=2.5)
    frame = result.page("en").tables()[0].to_frame().set_index("Code")
    np.testing.assert_allclose(frame["CNI"].loc[list(result.areas)], result.values, atol=0.005)
    assert frame["Place"].iloc[:-1].tolist() == [1, 2, 3, 4, 5, 6]
    assert np.isnan(frame["Place"].iloc[-1])
    np.testing.assert_array_equal(frame["Points"].loc[list(result.areas)], cut_decimals(result.raw[:-1]))


def test_many_areas_are_cut_with_the_city_below() -> None:
    page = oi.cni(statistics(city(3, 30)), normalise="raw").page(most=8)
    table = page.tables()[0]
    assert table.length == 9
    assert "… 22 områden till …" in str(page)
    assert "Visar de 6 första och de 2 sista av 30 områden." in str(page)
    assert table.columns[2].values[-1] == "Alla områden tillsammans"


def test_equal_areas_share_a_place() -> None:
    result = oi.cni(statistics(table(dict.fromkeys("12", ((1,) * 7, 50)))), normalise="raw")
    assert result.page().tables()[0].columns[0].texts("sv") == ["1=", "1=", "–"]


def test_an_area_is_taken_apart_by_group() -> None:
    result = oi.cni(statistics(city(5)), normalise="per_person")
    page = result.explain("03")
    frame = page.tables()[0].to_frame()
    assert frame["Poäng"].sum() == pytest.approx(result.raw[2], abs=7)
    assert frame["Andel (%)"].sum() == pytest.approx(100, abs=4)
    assert frame["Poäng"].is_monotonic_decreasing
    assert f"Plats {result.ranks['03']} av 6." in str(page)
    assert "alla områden tillsammans" in result.explain(result.everywhere[-1]).title
    with pytest.raises(oi.errors.ComputeError, match="'3' is unknown"):
        result.explain("3")


def test_what_is_not_computed_has_no_shares() -> None:
    honest = oi.cni(statistics(city(3)).without("lagutbildad_25_64"), reference=2.5)
    page = honest.explain("01")
    assert page.title.endswith("CNI saknas")
    assert page.tables()[0].to_frame()["Andel (%)"].isna().all()
