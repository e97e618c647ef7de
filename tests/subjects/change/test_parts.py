"""What a change consists of: parts that sum to it, whatever the index is made of."""

from __future__ import annotations

from math import factorial

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import omradesindex as oi
from omradesindex.subjects.change import parts
from tests.cities import codes, counts, statistics
from tests.subjects.conftest import errors

# Around the areas' own middle, so that the whole city may lack a figure; far from zero, so that every mean
# exists.
INDEX = oi.load_index("malmo-oppna-data").with_methods(centre="areas", zero=1000)
WAYS = (
    "arithmetic",
    "geometric",
    "harmonic",
    "maximum",
    {"method": "power_mean", "power": 2},
    "mpi",
    "copeland",
)


def pair(
    index: oi.types.Index, seed: int, gaps: int = 0, *, partial: bool = True
) -> tuple[oi.types.Result, oi.types.Result]:
    """Two years of a made-up city, some of whose figures are missing."""
    tables = [counts(INDEX, codes(6), seed=seed + k, period=str(2020 + k)) for k in range(2)]
    table = pd.concat(tables, ignore_index=True)
    rng = np.random.default_rng(seed)
    gone = rng.choice(len(table), gaps, replace=False)
    table = table.assign(status="observed")
    table.loc[gone, ["value", "status"]] = [np.nan, "missing"]
    figures = statistics(table)
    before = index.compute(figures, period="2020", partial=partial)
    return before, index.compute(figures, period="2021", reference=before, partial=partial)


def sums(change: oi.types.Change) -> float:
    """Return the greatest distance between a change and the sum of its parts."""
    frame = change.to_frame().set_index(["measure", "area"])["change"]
    found = change.parts.groupby(["measure", "area"])["points"].sum(min_count=1)
    rest = (found.reindex(frame.index).fillna(0) - frame.fillna(0)).abs()
    return float(rest.max())


@pytest.mark.parametrize("way", ["geometric", "copeland"])
def test_parts_sum_where_a_dimension_has_too_few_values(way: str) -> None:
    own = INDEX.with_methods(aggregate={"index": way}, coverage={"dimension": 1, "index": 0.5})
    before, after = pair(own, 4, gaps=12, partial=False)
    assert (before.coverage < 1).any(axis=None)
    assert before.scores["index"].notna().any()
    assert sums(oi.change(before, after)) < 1e-9


@pytest.mark.slow
@settings(max_examples=25)
@given(way=st.sampled_from(WAYS), seed=st.integers(0, 10_000), gaps=st.sampled_from([0, 0, 6]))
def test_parts_sum_to_the_change(way: object, seed: int, gaps: int) -> None:
    before, after = pair(INDEX.with_methods(aggregate=way), seed, gaps)
    change = oi.change(before, after, errors=[errors(before), errors(after)])
    assert sums(change) < 1e-9
    # Missing where there is no change to take apart, and nowhere else.
    missing = change.to_frame().set_index(["measure", "area"])["change"].isna()
    gone = change.parts.groupby(["measure", "area"])["points"].apply(lambda p: bool(p.isna().all()))
    assert (gone == missing.reindex(gone.index)).all()


def test_where_nothing_is_offset_shapley_and_sum_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = pair(INDEX, 3)
    linear = oi.change(before, after, errors=[errors(before), errors(after)]).parts
    # A power mean of power one is a mean that does not know that it is additive.
    index = INDEX.with_methods(aggregate={"method": "power_mean", "power": 1})
    before, after = pair(index, 3)
    shapley = oi.change(before, after, errors=[errors(before), errors(after)]).parts
    key = ["measure", "area", "indicator"]
    both = linear.merge(shapley, on=key, how="outer")
    np.testing.assert_allclose(both["points_x"].fillna(0), both["points_y"].fillna(0), atol=1e-9)


def test_shapley_by_its_definition() -> None:
    """Every order of three players, one after the other."""
    from itertools import permutations

    rng = np.random.default_rng(0)
    table = rng.normal(size=(8, 2))

    def worth(changed: np.ndarray) -> np.ndarray:
        return table[(changed * [1, 2, 4]).sum(axis=1)]

    expected = np.zeros((3, 2))
    for order in permutations(range(3)):
        inside = np.zeros((1, 3), dtype=bool)
        for player in order:
            earlier = worth(inside)[0]
            inside[0, player] = True
            expected[player] += (worth(inside)[0] - earlier) / factorial(3)
    np.testing.assert_allclose(parts._by_coalition(worth, 3), expected, atol=1e-12)
    drawn = parts._by_order(worth, 3)
    np.testing.assert_allclose(drawn.sum(axis=0), table[7] - table[0], atol=1e-12)
    np.testing.assert_allclose(drawn, expected, atol=0.25)


def test_many_indicators_are_drawn_and_still_sum_to_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = pair(INDEX.with_methods(aggregate="geometric"), 5)
    exact = oi.change(before, after, errors=[errors(before), errors(after)])
    monkeypatch.setattr(parts, "_MOST_EXACT", 3)
    drawn = oi.change(before, after, errors=[errors(before), errors(after)])
    assert sums(drawn) < 1e-9
    both = exact.parts.merge(drawn.parts, on=["measure", "area", "indicator"])
    largest = both["points_x"].abs().max()
    assert (both["points_x"] - both["points_y"]).abs().max() < 0.02 * largest


def test_where_each_step_is_a_linear_program_few_are_taken_and_still_sum_to_the_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few = INDEX.without("delaktighet", "utbildning")
    before, after = pair(few.with_methods(aggregate="benefit_of_the_doubt"), 5)
    steps: list[int] = []

    def counted(definition, levels, values, *args, **kwargs):
        steps.append(len(values))
        return aggregate(definition, levels, values, *args, **kwargs)

    aggregate = parts.aggregate
    monkeypatch.setattr(parts, "aggregate", counted)
    monkeypatch.setattr(parts, "_ORDERS_SLOW", 2)
    monkeypatch.setattr(parts, "_MOST_EXACT_SLOW", 1)
    change = oi.change(before, after, errors=[errors(before), errors(after)])
    assert sums(change) < 1e-9
    assert set(change.parts["indicator"]) == {i.id for i in few.indicators}
    assert max(steps) == 2 * len(few.indicators)  # all orders begin and end alike


def test_an_indicator_that_did_not_change_has_no_part() -> None:
    table = pd.concat(
        [counts(INDEX, codes(5), seed=1, period=p) for p in ("2020", "2021")], ignore_index=True
    )
    one = next(i for i in INDEX.indicators if i.id == "lag_ekonomisk_standard")
    changed = table["variable"].eq(one.formula.numerator[0]) & table["area"].eq("02")
    changed &= table["period"].eq("2021")
    table.loc[changed, "value"] *= 1.2
    figures = statistics(table)
    for index in (INDEX, INDEX.with_methods(aggregate="geometric")):
        before = index.compute(figures, period="2020")
        after = index.compute(figures, period="2021", reference=before)
        found = oi.change(before, after, errors=[errors(before), errors(after)]).parts
        assert set(found["indicator"]) == {one.id}
        assert set(found.loc[found["points"] != 0, "area"]) == {"02"}


def test_the_definition_has_its_own_part(index: oi.types.Index) -> None:
    figures = oi.example_statistics()
    new = index.without("nettoinkomst").add("barnfattigdom", to="ekonomi").with_identity(id="nytt")
    before = index.compute(figures, period="2020")
    base = new.compute(figures, period="2020")
    after = new.compute(figures, period="2024", reference=base)
    change = oi.change(before, after)
    assert sums(change) < 1e-9
    causes = change.parts.query("measure == 'index'").groupby(["cause", "area"])["points"].sum()
    # The definition's part is what it changes in the earlier year, the rest what has changed since.
    expected = base.scores["index"] - before.scores["index"]
    np.testing.assert_allclose(causes["definition"], expected, atol=1e-9)
    since = after.scores["index"] - base.scores["index"]
    np.testing.assert_allclose(causes["figures"], since, atol=1e-9)
    # Only that is judged.
    judged = change.to_frame().query("measure == 'index'")["estimate"]
    np.testing.assert_allclose(judged, since, atol=1e-9)
    assert change.start.scores["index"].equals(base.scores["index"])


def test_a_definition_that_is_no_sum_has_one_part(index: oi.types.Index) -> None:
    figures = oi.example_statistics()
    new = index.with_methods(aggregate="geometric")
    before, base = (i.compute(figures, period="2020") for i in (index, new))
    change = oi.change(before, new.compute(figures, period="2024", reference=base))
    assert sums(change) < 1e-9
    own = change.parts.query("cause == 'definition'")
    assert set(own["indicator"]) == {parts.WHOLE}


def test_revised_figures_are_no_change(index: oi.types.Index) -> None:
    old = oi.example_statistics()
    figures = [
        (area, block, period, value)
        for block in {v for i in index.indicators for v in i.formula.variables}
        for period in ("2020", "2024")
        for area, value in zip(old.areas, old.block(block, period).value, strict=False)
    ]
    table = pd.DataFrame(figures, columns=["area", "variable", "period", "value"]).assign(quality="made_up")
    published = statistics(table)
    anew = table["period"].eq("2020") & table["variable"].eq("trangbodda") & table["area"].eq("05")
    table.loc[anew, "value"] += 150
    before = index.compute(published, period="2020")
    revised = index.compute(statistics(table), period="2020", reference=before)
    after = index.compute(statistics(table), period="2024", reference=before)
    change = oi.change(before, after, revised=revised)
    assert sums(change) < 1e-9
    own = change.parts.query("cause == 'revised' and measure == 'index' and points != 0")
    assert own[["area", "indicator"]].to_numpy().tolist() == [["05", "trangboddhet"]]
    assert own["points"].item() > 0
    # The area that was revised upwards has improved since, and is not said to have worsened.
    frame = change.to_frame().set_index(["measure", "area"])
    row = frame.loc[("index", "05")]
    assert row["change"] - row["estimate"] == pytest.approx(own["points"].item())
