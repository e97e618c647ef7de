"""How the errors of an area's indicators hang together: each choice, and what is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.index.uncertainty.dependence import NAMED
from tests.cities import index_of
from tests.index.uncertainty.made_up import example, index

IDS = [m.id for m in index().members]


def error_of(choice: str | float | pd.DataFrame) -> np.ndarray:
    return np.asarray(example().uncertainty(dependence=choice).score_error["index"])


def test_the_choices_from_the_narrowest_to_the_widest() -> None:
    independent, moderate, bounded = (error_of(c) for c in ("independent", "moderate", "bounded"))
    assert (independent < moderate).all()
    assert (moderate < bounded).all()
    np.testing.assert_allclose(error_of(0.0), independent)
    np.testing.assert_allclose(error_of(pd.DataFrame(np.eye(len(IDS)), IDS, IDS)), independent)


def test_moderate_is_what_is_taken_where_nothing_is_said() -> None:
    assert NAMED[0] == "moderate"
    np.testing.assert_array_equal(example().uncertainty().score_error["index"], error_of("moderate"))


def test_dwellings_are_no_persons() -> None:
    matrix = example().uncertainty().dependence.correlations[0]
    homes = IDS.index("bostads_eller_aganderatt")
    assert (np.delete(matrix[homes], homes) == 0).all()
    assert matrix[IDS.index("forgymnasial_utbildning"), IDS.index("arbetsloshet")] > 0.25


def test_a_table_of_correlations_is_taken_pair_by_pair() -> None:
    table = pd.DataFrame(np.eye(len(IDS)), IDS, IDS)
    table.loc[IDS[0], IDS[1]] = table.loc[IDS[1], IDS[0]] = 0.9
    found = example().uncertainty(dependence=table[IDS[::-1]])  # the order does not matter
    parts = found.score_parts["index"]
    squares = (parts**2).sum(axis=1) + 2 * 0.9 * parts[:, 0] * parts[:, 1]
    np.testing.assert_allclose(found.score_error["index"], np.sqrt(squares))


def crooked(change: dict[tuple[int, int], float]) -> pd.DataFrame:
    table = pd.DataFrame(np.eye(len(IDS)), IDS, IDS)
    for (i, j), value in change.items():
        table.iloc[i, j] = value
    return table


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ("moderat", "did you mean 'moderate'"),
        (1.5, "the correlation between the indicators' errors is 1.5"),
        (-0.9, "cannot stand together"),
        (crooked({(0, 1): 1.2, (1, 0): 1.2}), f"{IDS[0]} and {IDS[1]}"),
        (crooked({(0, 1): 0.3}), "the other way"),
        (crooked({(0, 0): 0.5}), "with itself is not 1"),
        (
            crooked({(0, 1): 0.9, (1, 0): 0.9, (1, 2): 0.9, (2, 1): 0.9, (0, 2): -0.9, (2, 0): -0.9}),
            "not positive semidefinite",
        ),
        (crooked({}).iloc[1:], f"the rows lack '{IDS[0]}'"),
        (crooked({(0, 1): float("nan")}), "a number from −1 to 1"),
    ],
)
def test_what_cannot_be_is_refused(choice: str | float | pd.DataFrame, said: str) -> None:
    with pytest.raises(oi.errors.OmradesindexError, match=said):
        example().uncertainty(dependence=choice)


def test_every_choice_says_what_it_assumes() -> None:
    said = {example().uncertainty(dependence=c).dependence.text for c in (*NAMED, 0.25)}
    assert len(said) == 4
    page = str(example().uncertainty(dependence=0.25).page())
    assert "sambandet 0,25" in " ".join(page.split())


@pytest.mark.parametrize("choice", ["moderate", "independent", 0.3, crooked({(0, 1): 0.9, (1, 0): 0.9})])
def test_what_errors_are_drawn_with_makes_these_correlations(choice: str | float | pd.DataFrame) -> None:
    together = example().uncertainty(dependence=choice).dependence
    own, common = together.factored()
    made = np.diag(own[0]) + sum(np.outer(one, one) for one in common[:, 0])
    np.testing.assert_allclose(made, together.correlations[0], atol=1e-6)
    assert len(common) < len(IDS)
    parts = np.random.default_rng(1).normal(size=(2, 3, len(IDS)))
    covariance = together.covariance(parts)
    np.testing.assert_allclose(np.sqrt(covariance[:, 1, 1]), together.combined(parts[1]), rtol=1e-6)


def test_the_worst_goes_one_way_wherever_persons_link() -> None:
    together = example().uncertainty(dependence="bounded").dependence
    own, common = together.factored()
    made = np.diag(own[0]) + sum(np.outer(one, one) for one in common[:, 0])
    assert set(np.unique(made.round(9))) == {0.0, 1.0}
    assert (made >= together.correlations[0] - 1e-9).all()


def test_of_an_indicator_alone_nothing_is_said() -> None:
    alone = index_of("arbetsloshet").compute(oi.example_statistics())
    assert alone.uncertainty().dependence.text.sv == ""
    assert example().uncertainty().dependence.text.sv.startswith("Flera indikatorer")
