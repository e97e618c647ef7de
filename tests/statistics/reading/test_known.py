"""Tables that are known by their code and by their words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import omradesindex as oi
from omradesindex.catalogue import indicators, variables
from omradesindex.geography import Whole
from omradesindex.statistics.reading import RawTable
from omradesindex.statistics.reading.applying import apply_mapping
from omradesindex.statistics.reading.known import known_mapping, known_tables, narrowed
from omradesindex.statistics.reading.mapping import Axis
from tests.statistics.reading.workbooks import workbook

LEVELS = (
    "förgymnasial utbildning",
    "gymnasial utbildning",
    "eftergymnasial utbildning, mindre än 3 år",
    "eftergymnasial utbildning, 3 år eller mer",
    "uppgift om utbildningsnivå saknas",
)


def education(**told: object) -> RawTable:
    """What SCB's service answers: codes and labels, the kind of content as a dimension of one."""
    codes = ("21", "3+4", "5", "6", "US")
    parts = {
        "dimension_labels": {"Region": "region", "UtbildningsNiva": "utbildningsnivå", "Tid": "år"},
        "labels": {"UtbildningsNiva": dict(zip(codes, LEVELS, strict=True))},
        "code": "TAB5956",
        **told,
    }
    categories = {
        "Region": ["0380A0010", "0380A0020"],
        "UtbildningsNiva": [*codes],
        "ContentsCode": ["000005MO"],
        "Tid": ["2022", "2023"],
    }
    return RawTable.from_cube("utbildning", categories, [float(n) for n in range(20)], **parts)


def test_every_known_variable_is_of_the_catalogue_and_no_code_is_two_tables() -> None:
    catalogue = {**variables(), **indicators()}
    known = [one for table in known_tables() for one in table.mapping.variables]
    assert [one.variable for one in known if one.variable not in catalogue and not one.kind] == []
    codes = [code for table in known_tables() for code in table.codes]
    assert len(codes) == len(set(codes))
    assert all(table.address.startswith("https://www.") for table in known_tables())


def test_a_table_is_known_by_the_service_s_words_too() -> None:
    found = known_mapping(education())
    assert found is not None
    assert (found.area.dimension, found.period) == ("Region", Axis("Tid"))
    everybody = next(one for one in found.variables if one.variable == "befolkning_25_64")
    assert everybody.where == {"UtbildningsNiva": ("21", "3+4", "5", "6", "US")}


def test_ages_that_changed_are_a_series_of_their_own() -> None:
    found = known_mapping(education())
    assert found is not None
    frame = apply_mapping(education(), found)
    assert frame.groupby("period")["series"].unique().map(list).to_dict() == {
        "2022": ["25–64 år"],
        "2023": ["25–65 år"],
    }


@pytest.mark.parametrize(
    "told",
    [
        {"code": ""},
        {"code": "TAB0000"},
        {"labels": {}},
        {"dimension_labels": {"Region": "region", "Tid": "år"}},
    ],
)
def test_what_does_not_hold_its_code_s_words_is_not_known(told: dict[str, object]) -> None:
    assert known_mapping(education(**told)) is None


def test_a_variable_of_scb_s_that_was_left_out_means_everybody_and_nothing_else() -> None:
    whole = RawTable.from_cube("t", {"region": ["0380A0010"], "år": ["2022"]}, [5], code="000005FF")
    found = known_mapping(whole)
    assert found is not None
    assert [one.variable for one in found.variables] == ["folkmangd"]


def test_what_is_left_open_is_not_known() -> None:
    categories = {"region": ["0380A0010"], "år": ["2022"], "civilstånd": ["gifta", "ogifta"]}
    assert known_mapping(RawTable.from_cube("t", categories, [5, 6], code="000005FF")) is None


def test_of_the_whole_country_the_areas_municipalities_are_read() -> None:
    present = ["0380A0010", "0380A0020", "0380R001", "0380A0010_DeSO2025", "1280C1010", "0380"]
    assert narrowed(Axis("region"), present, ["0380A0010"]).keep == ("0380[ABC]????",)
    assert narrowed(Axis("region"), present, ["0380R001"]).keep == ("0380R???",)
    assert narrowed(Axis("region"), present, ["0380A0010_DeSO2025"]).keep == ("0380[ABC]????_DeSO2025",)


def test_outlines_without_the_year_are_those_of_the_year_where_they_are_the_very_same() -> None:
    present = ["0380A0010_DeSO2025", "0380A0020_DeSO2025", "1280C1010_DeSO2025"]
    axis = narrowed(Axis("region"), present, ["0380A0010", "0380A0020"])
    assert (axis.keep, axis.template) == (("0380[ABC]????_DeSO2025",), "{kod}_DeSO2025")
    # One was split since: nobody knows that these are the areas of that year.
    assert narrowed(Axis("region"), present, ["0380A0010", "0380A0021"]) == Axis("region")


def population(*areas: str) -> bytes:
    """An export of SCB's, as it is downloaded."""
    rows: list[list[object]] = [["Folkmängden per region efter region, år, ålder och kön"], []]
    rows += [[None, "2022"], [None, "totalt"], [None, "totalt"]]
    rows += [[area, 1000 + n] for n, area in enumerate(areas)]
    return workbook([*rows, [], ["Källa:"], ["SCB"], [], ["Intern referenskod:"], ["000005FF"]])


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    path = tmp_path / "folkmangd.xlsx"
    path.write_bytes(population("0380A0010", "0380A0020", "1280C1010"))
    return path


def test_a_known_table_is_read_without_a_mapping_and_a_line_says_so(exported: Path) -> None:
    with pytest.warns(UserWarning, match=r"kända .* folkmangd.xlsx \(Folkmängd efter ålder och kön\)"):
        figures = oi.read_statistics(exported)
    assert figures.block("folkmangd", "2022").value[:3].tolist() == [1000, 1001, 1002]


def test_a_key_sums_a_table_of_the_country_to_the_areas(exported: Path) -> None:
    whole = Whole("0380", "Uppsala")
    town = oi.types.Division(id="u", label="Uppsala", codes=("N", "S"), names=("Norr", "Söder"), whole=whole)
    key = oi.Key("deso", ("0380A0010", "0380A0020"), ("N", "S"))
    with pytest.warns(UserWarning, match="kända"):
        figures = oi.read_statistics(exported, division=town, key=key)
    assert figures.areas == ("N", "S")
    assert figures.block("folkmangd", "2022").value.tolist() == [1000, 1001, 2001]
    with pytest.raises(oi.errors.StatisticsError, match="no areas that it leads to"):
        oi.read_statistics(exported, key=key)
    # A sub-area of the municipality that the key forgot is no reason to count without it.
    short = replace(
        key, sub_areas=key.sub_areas[:1], areas=("N",), names=(), method=(), confidence=(), alternative=()
    )
    with (
        pytest.raises(oi.errors.OmradesindexError, match="0380A0020"),
        pytest.warns(UserWarning, match="kända"),
    ):
        oi.read_statistics(exported, division=town, key=short)


@pytest.mark.slow
def test_the_tables_themselves_give_what_a_mapping_gives(shared: Callable[..., Path]) -> None:
    folder = shared("data", "uppsala", "scb")
    mapped = oi.read_statistics(folder).to_frame()
    tables = [f for f in folder.iterdir() if f.suffix == ".xlsx"]
    for table in tables:
        with pytest.warns(UserWarning, match="kända"):
            read = oi.read_statistics(table).to_frame()
        both = mapped.merge(read, on=["area", "variable", "period"])
        assert len(both) >= 150
        assert (both["value_x"] == both["value_y"]).all()
