"""What areas together are called by their codes."""

from __future__ import annotations

from omradesindex.subjects.new_project.regions import (
    county_and_beyond,
    municipalities,
    region_named,
    some_of,
)


def test_a_county_is_named_only_where_it_is_whole() -> None:
    blekinge = ["1060", "1080", "1081", "1082", "1083"]
    assert region_named(blekinge) == "Blekinge län"
    assert (
        region_named(blekinge[1:])
        == region_named([*blekinge, "1280"])
        == region_named(["9901", "9902"])
        == region_named([])
        == ""
    )
    assert region_named([code for code in municipalities() if code[:2] == "01"]) == "Stockholms län"
    assert region_named(municipalities()) == "Sverige"


def test_a_municipality_is_named_by_its_code_and_some_of_it_as_some() -> None:
    assert len(municipalities()) == 290
    assert region_named(["1480"]) == "Göteborg"
    regso = [f"0380R{n:03}" for n in range(1, 62)]
    assert some_of("Uppsala", regso, "sv") == ""
    assert some_of("Uppsala", regso[:12], "sv") == "12 RegSO i Uppsala"
    assert some_of("Uppsala", ["0380A0010"], "en") == "1 DeSO in Uppsala"
    # Of two municipalities, of other areas and of another version nobody knows how many there are.
    assert some_of("Uppsala", ["0380R001", "0381R001"], "sv") == ""
    assert some_of("Uppsala", ["0380C1010_DeSO2025"], "sv") == some_of("Uppsala", ["0380"], "sv") == ""


def test_a_whole_county_and_some_areas_beyond_it() -> None:
    blekinge = [
        f"{code}C{n:04}"
        for code, row in municipalities().items()
        if code[:2] == "10"
        for n in range(int(row["deso_2018"]))
    ]
    beyond = ["1290A0010", "0780A0010"]
    assert county_and_beyond([*blekinge, *beyond]) == ("Blekinge län", "10", 2)
    assert county_and_beyond(blekinge) is None
    assert county_and_beyond([*blekinge[1:], *beyond]) is None
    assert county_and_beyond(["Norr"]) is None
