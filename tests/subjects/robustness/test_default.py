"""What varies where nothing is said, and how it is told to stand still."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.subjects.robustness.default import OWN, default_drop, default_methods, is_own

INDEX, EXAMPLE = oi.load_index("malmo-2023"), oi.example_statistics()
DRAWS = 448


def factors(**said: object) -> dict[str, tuple[str, ...]]:
    study = oi.robustness(INDEX, EXAMPLE, **{"n": DRAWS, "sobol": False, **said})  # type: ignore[arg-type]
    return {factor.name: factor.levels for factor in study.problem.factors}


def test_with_nothing_said_what_any_index_can_be_asked_varies() -> None:
    varied = factors()
    assert varied["weights"][1:] == ("±25 %",)
    assert varied["normalise"] == ("z_score", "min_max", "rank")
    assert varied["aggregate"] == ("arithmetic", "geometric")
    assert set(varied) == {"weights", "normalise", "aggregate", "drop", "sampling"}


def test_what_is_said_takes_the_place_of_its_part() -> None:
    varied = factors(normalise=["rank"], drop=0)
    assert varied["normalise"] == ("z_score", "rank")
    assert set(varied) == {"weights", "normalise", "aggregate", "sampling"}


@pytest.mark.parametrize("own", [OWN, [OWN], [], ()])
def test_a_choice_is_left_as_defined(own: object) -> None:
    assert set(factors(weights=own, normalise=own, aggregate=own, data="exact")) == {"drop"}


def test_all_that_is_not_said_is_left_as_defined() -> None:
    assert set(factors(drop=1, rest="own")) == {"drop"}
    with pytest.raises(oi.errors.MethodError, match="nothing varies"):
        factors(rest="own")


def test_the_definition_s_own_among_other_ways() -> None:
    study = oi.robustness(
        INDEX, EXAMPLE, weights=[OWN, "dirichlet"], normalise=[OWN, "rank"], rest="own", n=400
    )
    drawn = study.design()
    assert set(drawn["normalise"]) == {"z_score", "rank"}
    assert len(set(drawn["weights"])) == 2


def test_of_every_combination_nothing_continuous_varies() -> None:
    assert set(factors(n="all")) == {"normalise", "aggregate", "drop"}


def test_what_the_figures_do_not_allow_is_no_part_of_it() -> None:
    # Min–max to 0–1 shows 100 at the least; centred on 0, no geometric mean is defined.
    centred = INDEX.with_methods(zero=0)
    normalise, aggregate = default_methods(centred, EXAMPLE, partial=False, normalise=None, aggregate=None)
    assert (normalise, aggregate) == (["min_max", "rank"], [])
    study = oi.robustness(centred, EXAMPLE, n=DRAWS, sobol=False)
    assert "aggregate" not in study.factors.index
    by_rank = INDEX.with_methods(normalise="rank")
    assert default_methods(by_rank, EXAMPLE, partial=False, normalise=None, aggregate="own") == (
        ["min_max"],
        "own",
    )


def test_one_indicator_is_left_out_where_each_set_has_one_to_spare() -> None:
    bare = INDEX.without(*(m.id for d in INDEX.dimensions for m in d.members[1:]))
    assert [default_drop([INDEX], None), default_drop([INDEX, bare], None), default_drop([INDEX], 1)] == [
        1,
        0,
        0,
    ]
    assert [default_drop([INDEX], 2), default_drop([bare], None)] == [1, 0]


def test_what_is_own() -> None:
    assert [is_own(given) for given in (OWN, [OWN], (OWN,), "rank", [OWN, "rank"], None, [])] == [
        *(True, True, True),
        *(False, False, False, False),
    ]


@pytest.mark.filterwarnings("error")
def test_errors_of_an_index_that_lacks_figures_vary_in_silence() -> None:
    study = oi.robustness(INDEX, oi.malmo_statistics(), n=DRAWS, sobol=False, partial=True)
    assert "sampling" in study.factors.index
    assert "bygger på" in " ".join(str(study).split())


def test_what_a_group_does_not_allow_is_not_varied() -> None:
    index = oi.load_index("malmo-2023")
    options = {"partial": False, "normalise": "own", "aggregate": None}
    assert default_methods(index, EXAMPLE, **options)[1] == ["geometric"]
    # A small group's scores may lie below zero, where no geometric mean is.
    assert default_methods(index, EXAMPLE, by=["sex", "disability"], **options)[1] == []
