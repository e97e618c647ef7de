"""What municipalities together are called."""

from __future__ import annotations

from omradesindex.subjects.new_project.regions import region_named


def test_a_county_is_named_only_where_it_is_whole() -> None:
    blekinge = ["1060", "1080", "1081", "1082", "1083"]
    assert region_named(blekinge) == "Blekinge län"
    assert (
        region_named(blekinge[1:])
        == region_named([*blekinge, "1280"])
        == region_named(["9901", "9902"])
        == ""
    )
    assert region_named([f"01{n:02d}" for n in range(26)]) == "Stockholms län"
