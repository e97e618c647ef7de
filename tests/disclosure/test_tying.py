"""What ties variables is worked out group by group, from what stands there."""

from __future__ import annotations

import pandas as pd

from omradesindex.disclosure.laid import Reading
from omradesindex.disclosure.system import System, build
from tests.cities import statistics
from tests.disclosure.made_up import one_count

FORCE, WORK, NONE, PEOPLE = "arbetskraft_16_64", "sysselsatta_16_64", "arbetslosa_16_64", "befolkning_16_64"


def system(**values: list[float]) -> System:
    rows = [one_count(numbers, name) for name, numbers in values.items()]
    return build([Reading(statistics(pd.concat(rows, ignore_index=True), whole="X"))])


def rests(of: System) -> dict[str, list[float]]:
    """What is left over, by name."""
    return {
        name.removesuffix("|rest"): of.values[of.strip == k].tolist()
        for k, name in enumerate(of.named)
        if name.endswith("|rest")
    }


def test_a_whole_that_stands_in_no_table_still_bounds_its_parts() -> None:
    """Unemployed ≤ population − employed, though nobody tells of the labour force."""
    found = rests(system(**{WORK: [40, 50], NONE: [3, 7], PEOPLE: [60, 70]}))
    assert [17.0, 13.0, 30.0] in found.values()


def test_a_sum_of_all_its_parts_is_a_division_of_the_whole() -> None:
    made = system(**{WORK: [40, 50], NONE: [3, 7], FORCE: [43, 57]})
    assert (made.right == 0).all()
    # Who is employed, and who is not, is all of the labour force: of few it tells of everybody.
    assert {tuple(pair) for pair in made.values[made.categories[:, :2]].tolist()} >= {
        (40.0, 43.0),
        (3.0, 43.0),
    }


def test_one_part_alone_leaves_the_other() -> None:
    assert [3.0, 7.0, 10.0] in rests(system(**{WORK: [40, 50], FORCE: [43, 57]})).values()


def test_figures_against_a_definition_are_left_over_and_not_below_nobody() -> None:
    made = system(**{WORK: [50, 50], PEOPLE: [43, 57]})
    assert [0.0, 7.0, 0.0] in rests(made).values()
    assert (made.right != 0).any()
