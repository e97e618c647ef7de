"""Outside measures are named in both languages, point one way, and say which indicators they resemble."""

from __future__ import annotations

from omradesindex.catalogue import indicators, outside_measures, variables


def test_each_is_named_in_both_languages_and_is_neither_indicator_nor_variable() -> None:
    for name, measure in outside_measures().items():
        assert measure.id == name
        assert measure.label.sv != measure.label.en
        assert measure.definition.sv != measure.definition.en
        assert name not in indicators()
        assert name not in variables()
        assert set(measure.close_to) <= set(indicators())


def test_percentiles_and_types_are_low_where_it_is_worst() -> None:
    signs = {name: measure.direction.sign for name, measure in outside_measures().items()}
    assert {name for name, sign in signs.items() if sign > 0} == {
        "karta_stor_problematik",
        "omradestyp_1_2",
        "polisomrade_folkmangd",
        "polisomrade_yta",
    }
