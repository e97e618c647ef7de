"""Ages are read from ids where ages stand there, and groups of ages are sums of each other."""

from __future__ import annotations

import numpy as np
import pytest

from omradesindex.ages import Span
from omradesindex.catalogue import variables
from omradesindex.catalogue.aged import aged, is_inside, tiled


@pytest.mark.parametrize(
    ("variable", "what", "ages"),
    [
        ("sysselsatta_16_64", "sysselsatta", Span(16, 64)),
        ("personer_lon_under_1_5_basbelopp_20_64", "personer_lon_under_1_5_basbelopp", Span(20, 64)),
        ("befolkning_80_och_aldre", "befolkning", Span(80, None)),
        ("folkmangd", "befolkning", Span(0, None)),
        ("barn_0_17", "befolkning", Span(0, 17)),
        ("employed-16-64", "employed", Span(16, 64)),
        ("population_65_and_over", "population", Span(65, None)),
    ],
)
def test_ages_that_stand_last_are_read(variable: str, what: str, ages: Span) -> None:
    assert aged(variable) == (what, ages)


@pytest.mark.parametrize(
    "variable",
    [
        *(
            "barn_1_5_forskola",
            "lon_over_1_5",
            "elever_ak9",
            "personer_omradestyp_1",
            "16_64",
            "bostader_2020_2024",
        ),
        *("vag_300_500", "x_64_16", "gymnasienyborjare_3_ar_sedan", "alder_under_5"),
        *("ensamstaende_foralder_barn_0_17", "households_with_children_0_6"),
    ],
)
def test_other_numbers_are_no_ages(variable: str) -> None:
    assert aged(variable) is None


def test_what_the_catalogue_s_ids_name_stands_in_their_labels() -> None:
    for variable in variables().values():
        read = aged(variable.id)
        if read is not None and variable.id != "folkmangd":
            first, last = read.ages
            assert (f"{first} år och äldre" if last is None else f"{first}–{last} år") in variable.label.sv


def test_groups_are_sums_of_the_fewest_that_are_seen() -> None:
    groups = {
        Span(0, None): "alla",
        Span(0, 15): "barn",
        Span(16, 19): "unga",
        Span(16, 64): "vuxna",
        Span(20, 64): "aldre",
        Span(65, None): "aldst",
    }
    assert tiled(groups, "x") == {"alla": ("barn", "vuxna", "aldst"), "vuxna": ("unga", "aldre")}
    assert tiled(groups, "x", unseen=["vuxna"])["alla"] == ("barn", "unga", "aldre", "aldst")


def test_every_sum_is_one_of_the_same_ages() -> None:
    rng = np.random.default_rng(5)
    for _ in range(50):
        ends = np.sort(rng.integers(0, 30, (6, 2)), axis=1).tolist()
        groups = {Span(first, last): f"{first}_{last}" for first, last in ends}
        names = {name: span for span, name in groups.items()}
        for whole, parts in tiled(groups, "x").items():
            years = [
                year
                for part in parts
                for span in [names.get(part) or _made(part)]
                for year in range(span.first, (span.last or 0) + 1)
            ]
            assert years == list(range(names[whole].first, (names[whole].last or 0) + 1))


def _made(part: str) -> Span:
    first, _, last = part.removeprefix("x ").removesuffix(" år").partition("–")
    return Span(int(first), int(last or first))


def test_a_group_is_inside_one_of_more_ages() -> None:
    assert is_inside(Span(65, 79), Span(65, None))
    assert not is_inside(Span(65, None), Span(65, 79))
