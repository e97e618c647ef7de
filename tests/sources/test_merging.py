"""Several answers made one table: each cell is the latest answer's that was asked for it."""

from __future__ import annotations

from typing import Any

import pytest

from omradesindex.errors import SourceError
from omradesindex.sources.merging import Part, merged
from omradesindex.statistics.reading.raw import RawTable

WANTED = {"Region": ("2", "1"), "Tid": ("2023", "2024")}


def part(values: list[float], regions: tuple[str, ...], years: tuple[str, ...], **more: Any) -> Part:
    box = {"Region": regions, "Tid": years}
    cube = RawTable.from_cube("del", {name: list(codes) for name, codes in box.items()}, values, **more)
    return Part(box, cube)


def told(table: RawTable) -> list[list[object]]:
    return table.frame[["Region", "Tid", "value"]].values.tolist()


def test_cells_stand_in_the_wanted_order_and_the_later_answer_counts() -> None:
    first = part([1.0, 2.0, 3.0, 4.0], ("1", "2"), ("2023", "2024"))
    later = part([9.0], ("1",), ("2024",))
    made = merged([first, later], WANTED, name="hela")
    assert told(made) == [["2", "2023", 3.0], ["2", "2024", 4.0], ["1", "2023", 1.0], ["1", "2024", 9.0]]
    assert (made.name, made.dimensions) == ("hela", ("Region", "Tid"))
    assert made.frame["where"].str.startswith("answer 1, ").tolist() == [True, True, True, False]


def test_what_a_later_answer_lacks_is_not_taken_from_an_earlier() -> None:
    first = part([1.0, 2.0], ("1",), ("2023", "2024"))
    later = part([9.0, 8.0], ("1",), ("2023", "2024"))
    empty = Part(later.box, RawTable("del", ("Region", "Tid"), later.table.frame.iloc[:1]))
    assert told(merged([first, empty], WANTED, name="hela")) == [["1", "2023", 9.0]]


def test_what_is_not_wanted_is_left_out() -> None:
    wide = part([1.0, 2.0, 3.0, 4.0], ("1", "3"), ("2023", "2024"))
    made = merged([wide], {"Region": ("1",), "Tid": ("2024",)}, name="hela")
    assert told(made) == [["1", "2024", 2.0]]
    assert not made.frame["where"].str.startswith("answer").any()


def test_labels_are_the_latest_and_notes_are_told_once() -> None:
    first = part([1.0], ("1",), ("2023",), labels={"Region": {"1": "Ett", "9": "Nio"}}, notes=("Påhittat.",))
    later = part([2.0], ("1",), ("2024",), labels={"Region": {"1": "Etta"}}, notes=("Påhittat.", "Nytt."))
    made = merged([first, later], WANTED, name="hela")
    assert made.labels["Region"] == {"1": "Etta"}
    assert made.notes == ("Påhittat.", "Nytt.")


def test_two_units_are_not_one_table() -> None:
    first = part([1.0], ("1",), ("2023",), units={"": "antal"})
    later = part([2.0], ("1",), ("2024",), units={"": "tusental"})
    with pytest.raises(
        SourceError, match=r"^hela: the unit of '' was 'antal' .* now 'tusental'.*refresh='all'"
    ):
        merged([first, later], WANTED, name="hela")
    # An answer of which nothing is left says nothing about the table.
    again = part([3.0], ("1",), ("2023",), units={"": "tusental"})
    assert merged([first, later, again], WANTED, name="hela").units == {"": "tusental"}
