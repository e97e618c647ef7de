"""Two years of much the same persons: the error of a change, held against persons who are drawn."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from tests.cities import codes, index_of, statistics

#: Numerator and denominator of the two indicators of one dimension.
COUNTED = {
    "ekonomiskt_bistand": ("personer_ekonomiskt_bistand_20_64", "befolkning_20_64"),
    "arbetsloshet": ("arbetslosa_16_64", "arbetskraft_16_64"),
}
AREAS, N, KEPT = codes(12), 1000, 0.7


@cache
def index() -> oi.types.Index:
    return index_of(*COUNTED)


def drawn(seed: int) -> tuple[oi.Statistics, pd.DataFrame]:
    """Two years in which nothing changes; most persons are the same, and as they were."""
    rng = np.random.default_rng(seed)
    rows, same = [], []
    level = np.linspace(-0.9, -0.3, len(AREAS))
    for area, cut in zip(AREAS, level, strict=True):
        first = rng.normal(size=(N, 1)) * np.sqrt(0.5) + rng.normal(size=(N, 2)) * np.sqrt(0.5) < cut
        new = rng.normal(size=(N, 1)) * np.sqrt(0.5) + rng.normal(size=(N, 2)) * np.sqrt(0.5) < cut
        kept = np.arange(N) < KEPT * N
        years = {"2020": first, "2024": np.where(kept[:, None], first, new)}
        for k, (name, (top, base)) in enumerate(COUNTED.items()):
            for year, has in years.items():
                rows += [(area, top, year, float(has[:, k].sum())), (area, base, year, float(N))]
            same.append((area, name, int(kept.sum()), int((first[:, k] & kept).sum())))
    table = pd.DataFrame(rows, columns=["area", "variable", "period", "value"])
    return statistics(table), pd.DataFrame(same, columns=["area", "indicator", "persons", "both"])


def change(seed: int = 0, **options: object) -> oi.types.Change:
    figures, _ = drawn(seed)
    before = index().compute(figures, period="2020")
    after = index().compute(figures, period="2024", reference=before)
    answer = oi.change(before, after, **options)  # type: ignore[call-overload]
    assert isinstance(answer, oi.types.Change)
    return answer


def test_the_error_is_that_of_the_persons_who_are_new() -> None:
    independent = change().estimate_error[:, 0]
    counted = change(overlap=drawn(0)[1]).estimate_error[:, 0]
    # The persons who are there in both years have not changed: the error is that of the others.
    np.testing.assert_allclose(counted / independent, np.sqrt(1 - KEPT), rtol=0.1)
    stated = change(overlap=KEPT, correlation=0.999).estimate_error[:, 0]
    np.testing.assert_allclose(stated, counted, rtol=0.1)


def test_it_holds_for_changes_that_are_drawn() -> None:
    z = []
    for seed in range(6):
        held = change(seed, overlap=drawn(seed)[1])
        z.append(held.estimate[:, 0] / held.estimate_error[:, 0])
    assert 0.75 < float(np.std(np.concatenate(z))) < 1.2


def test_the_page_says_where_it_comes_from() -> None:
    said = " ".join(str(change(overlap=drawn(0)[1]).page()).split())
    assert "räknat på de personer som är med båda åren" in said
    assert "korrelationen 0,35" in " ".join(str(change(overlap=0.7, correlation=0.5).page()).split())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"overlap": 1.2, "correlation": 0.5}, "the overlap, .* is 1.2"),
        ({"overlap": -0.1, "correlation": 0.5}, "the overlap, .* is -0.1"),
        ({"overlap": 0.5}, "nothing says how alike"),
        ({"correlation": 1.0}, "the correlation between the years' errors is 1"),
        (
            {"overlap": pd.DataFrame({"area": ["01"]})},
            "there is no 'indicator', 'persons', 'both' among the columns",
        ),
        ({"dependence": 2.0}, "the correlation between the indicators' errors is 2"),
    ],
)
def test_what_cannot_be_is_refused(options: dict[str, object], said: str) -> None:
    with pytest.raises(oi.errors.OmradesindexError, match=said):
        change(**options)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("indicator", "bistand", "is no indicator"),
        ("both", N + 1, "no more persons in both"),
        ("persons", N + 1, "no more persons in both"),
        ("persons", None, "row 1: it is not said how many persons are the same"),
    ],
)
def test_counts_that_cannot_be_are_refused(column: str, value: object, said: str) -> None:
    wrong = drawn(0)[1].astype(object)
    wrong.loc[0, column] = value
    with pytest.raises(oi.errors.ComputeError, match=said):
        change(overlap=wrong).estimate_error  # noqa: B018


def test_counts_of_none_of_the_areas_are_refused_and_numbers_of_numpy_taken() -> None:
    with pytest.raises(oi.errors.ComputeError, match="no row is of the result's areas"):
        change(overlap=drawn(0)[1].assign(area="z"))
    assert change(overlap=np.int64(1)).correlation == 0
