"""No outsider finds a person: not by differencing, not across tables, not by linear programming."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import omradesindex as oi
from omradesindex.disclosure.rounding import round_statistics, round_to_base
from omradesindex.errors import ComputeError, OmradesindexError, StatisticsError
from tests.cities import statistics


def table(values: np.ndarray, variable: str = "sysselsatta_16_64") -> pd.DataFrame:
    """Counts (areas × sex × disability) with all their totals, and the city's."""
    for axis in range(3):
        values = np.concatenate([values, values.sum(axis=axis, keepdims=True)], axis=axis)
    areas = [*(f"{i:02}" for i in range(1, len(values))), "X"]
    sexes = [*["women", "men"][: values.shape[1] - 1], "total"]
    disability = [*["with", "without"][: values.shape[2] - 1], "total"]
    rows = [
        (areas[a], variable, "2024", sexes[s], disability[d], float(values[a, s, d]), "count")
        for a, s, d in np.ndindex(values.shape)
    ]
    columns = ["area", "variable", "period", "sex", "disability", "value", "kind"]
    return pd.DataFrame(rows, columns=columns).assign(quality="made_up")


def city(values: np.ndarray) -> oi.Statistics:
    return statistics(table(values), whole="X")


def both(top: np.ndarray, rest: np.ndarray) -> oi.Statistics:
    """A numerator and its denominator."""
    parts = [table(top), table(top + rest, "befolkning_16_64")]
    return statistics(pd.concat(parts, ignore_index=True), whole="X")


def counts(most: int = 40, areas: int = 4) -> st.SearchStrategy[np.ndarray]:
    """Small tables full of small numbers."""

    @st.composite
    def draw(d: st.DrawFn) -> np.ndarray:
        shape = (d(st.integers(2, areas)), 2, 2)
        cell = st.one_of(st.integers(0, 8), st.integers(0, most))
        return np.array(
            d(st.lists(cell, min_size=int(np.prod(shape)), max_size=int(np.prod(shape))))
        ).reshape(shape)

    return draw()


def protect_or_skip(figures: oi.Statistics, policy: oi.DisclosurePolicy) -> oi.Protected:
    try:
        return oi.protect(figures, policy)
    except ComputeError as error:
        if "withhold every" not in str(error):
            raise
    assume(False)  # nothing is shown, so nothing leaks
    raise AssertionError


def differencing(published: oi.Statistics) -> dict[tuple[str, ...], float]:
    """What follows from the published figures by subtraction, over and over: an attacker of our own."""
    frame = published.to_frame()
    known = {(r.variable, r.area, r.sex, r.disability): r.value for r in frame.itertuples()}
    areas = list(published.areas)
    variables = list(published.variables)
    sums = []
    for v, s, d in product(variables, ["women", "men", "total"], ["with", "without", "total"]):
        sums.append([(v, "X", s, d), *((v, a, s, d) for a in areas)])
    for v, a in product(variables, [*areas, "X"]):
        sums += [
            [(v, a, "total", d), (v, a, "women", d), (v, a, "men", d)] for d in ("with", "without", "total")
        ]
        sums += [
            [(v, a, s, "total"), (v, a, s, "with"), (v, a, s, "without")] for s in ("women", "men", "total")
        ]
    found: dict[tuple[str, ...], float] = {}
    while True:
        before = len(found)
        for whole, *parts in sums:
            cells = [whole, *parts]
            open_ = [c for c in cells if np.isnan(known[c])]
            if len(open_) == 1:
                cell = open_[0]
                rest = sum(known[p] for p in parts if p != cell)
                known[cell] = found[cell] = rest if cell == whole else known[whole] - rest
        if len(found) == before:
            return found


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(counts())
def test_nothing_protected_is_found_by_lp_or_by_differencing(values: np.ndarray) -> None:
    policy = oi.DisclosurePolicy()
    figures = city(values)
    protected = protect_or_skip(figures, policy)
    again = oi.audit(protected.statistics, policy, truth=figures)
    assert again.passed
    assert (again.table["width"] >= policy.margin_width - 1e-3).all()
    found = differencing(protected.statistics)
    assert not any(0 < value < policy.threshold for value in found.values())
    # What is shown is true, and holds nothing unsafe.
    shown = protected.statistics.to_frame()["value"]
    true = figures.to_frame()["value"]
    assert (shown.isna() | (shown == true)).all()
    assert not policy.too_few(shown.dropna()).any()


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(st.data())
def test_nothing_is_found_across_numerators_and_denominators(data: st.DataObject) -> None:
    top = data.draw(counts(areas=3))
    rest = data.draw(st.lists(st.integers(0, 30), min_size=top.size, max_size=top.size))
    policy = oi.DisclosurePolicy()
    figures = both(top, np.array(rest).reshape(top.shape))
    protected = protect_or_skip(figures, policy)
    again = oi.audit(protected.statistics, policy, truth=figures)
    assert again.passed
    frame = protected.statistics.to_frame().set_index(["variable", "area", "sex", "disability"])["value"]
    numerator, denominator = frame["sysselsatta_16_64"], frame["befolkning_16_64"]
    left = (denominator - numerator).dropna()
    assert not policy.too_few(left).any()
    small = (denominator > 0) & (denominator < policy.small)
    assert (
        numerator[small].isna().all()
        or not ((numerator[small] == 0) | (numerator[small] == denominator[small])).any()
    )


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(0, 7), min_size=6, max_size=6))
def test_more_than_one_whole_number_fits_by_trying_all(cells: list[int]) -> None:
    """Small tables: women's figures are tried one by one against sums that are known outright."""
    values = np.array(cells).reshape(3, 2, 1)
    frame = table(values)
    frame = frame[frame["disability"] == "total"].drop(columns="disability")
    figures = statistics(frame, whole="X")
    policy = oi.DisclosurePolicy(threshold=3, margin=2)
    protected = protect_or_skip(figures, policy)
    shown = protected.statistics.to_frame().set_index(["area", "sex"])["value"]
    most = int(values.sum()) + 4

    def possible(area: str) -> range:
        """Values that the area's women could have, as far as its own row tells."""
        women, total = shown[area, "women"], shown[area, "total"]
        if not np.isnan(women):
            return range(int(women), int(women) + 1)
        return range(most if np.isnan(total) else int(total) + 1)

    fits = product(*(possible(f"{i + 1:02}") for i in range(3)))
    # Women's figures that could be, given men's and totals': solve for the rest by the equations.
    seen: dict[str, list[int]] = {}
    for women in fits:
        men: list[float] = []
        for i, w in enumerate(women):
            total, man = shown[f"{i + 1:02}", "total"], shown[f"{i + 1:02}", "men"]
            men.append(total - w if not np.isnan(total) else man)
        if any(m < 0 for m in men if not np.isnan(m)):
            continue
        if any(
            not np.isnan(shown[f"{i + 1:02}", "men"]) and men[i] != shown[f"{i + 1:02}", "men"]
            for i in range(3)
        ):
            continue
        if not np.isnan(shown["X", "women"]) and sum(women) != shown["X", "women"]:
            continue
        if not np.isnan(men).any() and not np.isnan(shown["X", "men"]) and sum(men) != shown["X", "men"]:
            continue
        for i, w in enumerate(women):
            seen.setdefault(f"{i + 1:02}", []).append(w)
    attacked = protected.audit.table.query("sex == 'women' and area != 'X'")
    for row in attacked.itertuples():
        assert row.high - row.low >= 2 - 1e-3
        assert len(set(seen[row.area])) >= 2  # at least two whole numbers fit


def test_men_are_all_minus_women() -> None:
    frame = table(np.array([[[20], [3]], [[30], [40]], [[35], [44]]]))
    frame = frame[(frame["disability"] == "total") & (frame["sex"] != "men")].drop(columns="disability")
    found = oi.audit(statistics(frame, whole="X"))
    assert not found.passed
    assert set(found.table["cell"]) == {"implied"}
    protected = oi.protect(statistics(frame, whole="X"))
    assert protected.audit.passed


def test_relabelling_costs_nothing_more() -> None:
    values = np.random.default_rng(3).poisson(15, (5, 2, 2))
    policy = oi.DisclosurePolicy(rounds=50)
    one, other = oi.protect(city(values), policy), oi.protect(city(values[:, ::-1]), policy)
    assert one.log["optimal"].all()

    def loss(p: oi.Protected) -> float:
        hidden = p.statistics.to_frame()["status"] == "suppressed"
        return policy.costs(p.truth.to_frame()["value"].to_numpy()[hidden]).sum()

    assert loss(one) == pytest.approx(loss(other))


@pytest.mark.slow
def test_pattern_is_the_cheapest_of_all() -> None:
    """Every pattern of a small table is tried."""
    values = np.array([[[3], [12]], [[20], [9]], [[14], [31]]])
    frame = table(values)
    frame = frame[frame["disability"] == "total"].drop(columns="disability")
    figures = statistics(frame, whole="X")
    policy = oi.DisclosurePolicy()
    protected = oi.protect(figures, policy)
    assert protected.log["optimal"].all()
    full = figures.to_frame()
    hidden = (protected.statistics.to_frame()["status"] == "suppressed").to_numpy()
    best = policy.costs(full["value"].to_numpy()[hidden]).sum()
    for pattern in product([False, True], repeat=len(full)):
        gone = np.array(pattern)
        cost = policy.costs(full["value"].to_numpy()[gone]).sum()
        if cost >= best - 1e-6 or not gone[np.flatnonzero(full["value"] == 3)].all():
            continue
        tried = full.assign(
            value=full["value"].where(~gone), status=np.where(gone, "suppressed", "observed"), coverage=np.nan
        )
        assert not oi.audit(statistics(tried, whole="X"), policy, truth=figures).passed


def test_shares_go_with_their_counts() -> None:
    frame = pd.DataFrame(
        {
            "area": ["01", "02", "03", "X"],
            "variable": "andel",
            "period": "2024",
            "kind": "share",
            "numerator": [2.0, 30, 40, 72],
            "denominator": [50.0, 60, 70, 180],
        }
    )
    frame["value"] = 100 * frame["numerator"] / frame["denominator"]
    figures = statistics(frame, whole="X")
    protected = oi.protect(figures)
    rows = protected.statistics.to_frame().set_index("area")
    assert rows.loc["01", "status"] == "suppressed"
    gone = rows["status"] == "suppressed"
    assert gone.sum() >= 2
    assert rows.loc[gone, ["value", "numerator", "denominator"]].isna().all(axis=None)


def test_publish_refuses_and_leaves_nothing(tmp_path: Path) -> None:
    figures = city(np.random.default_rng(1).poisson(6, (4, 2, 2)))
    with pytest.raises(ComputeError, match="the audit FAILS"):
        oi.publish(figures, tmp_path / "tabell.csv")
    assert list(tmp_path.iterdir()) == []
    path = oi.publish(oi.protect(figures), tmp_path / "tabell.csv")
    assert [p.name for p in tmp_path.iterdir()] == ["tabell.csv"]
    again = oi.read_statistics(path, whole="X")
    hidden = again.to_frame()["status"] == "suppressed"
    assert hidden.any()
    assert again.to_frame().loc[hidden, "value"].isna().all()
    with pytest.raises(ComputeError, match="Expected: Protected"):
        oi.publish("tabell", tmp_path / "b.csv")  # type: ignore[arg-type]


def test_words_are_swedish_unless_asked_for_in_english() -> None:
    figures = city(np.random.default_rng(1).poisson(6, (4, 2, 2)))
    protected = oi.protect(figures)
    kinds = protected.log["kind"].value_counts()
    assert repr(protected) == protected.summary("sv")
    assert f"{len(protected.log)} tal dolda ({kinds['primary']} osäkra" in repr(protected)
    assert "Granskningen är godkänd" in repr(protected)
    assert "the audit passes" in protected.summary("en")
    failed = oi.audit(figures)
    unsafe = (~failed.table["safe"]).sum()
    assert f"Granskningen är UNDERKÄND: {unsafe} av {len(failed.table)}" in repr(failed)
    assert f"FAILS for {unsafe}" in failed.summary("en")
    rounded = round_statistics(figures)
    assert "avrundade till multiplar av 5" in repr(rounded)
    assert "rounded to base 5" in rounded.summary("en")


def test_publish_asks_about_what_no_audit_can_judge(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "area": ["01", "02"] * 2,
            "variable": ["folkmangd"] * 2 + ["median"] * 2,
            "period": "2024",
            "kind": ["count"] * 2 + ["median"] * 2,
            "value": [300.0, 400, 20, 30],
        }
    )
    with pytest.raises(ComputeError, match="no audit can judge"):
        oi.publish(statistics(frame), tmp_path / "a.csv")
    assert oi.publish(statistics(frame), tmp_path / "a.csv", unchecked=True).is_file()


@pytest.mark.parametrize(
    "rule",
    [
        {"threshold": -1}, {"threshold": 2.5}, {"threshold": True}, {"base": 0}, {"margin": 0},
        {"dominance": (0, 50)}, {"p_percent": -3}, {"loss": "sum"}, {"rounds": 0},
    ],
)  # fmt: skip
def test_policy_that_cannot_be(rule: dict[str, object]) -> None:
    with pytest.raises(ComputeError, match=r"disclosure policy|DisclosurePolicy"):
        oi.DisclosurePolicy(**rule)  # type: ignore[arg-type]


def test_policy_that_would_withhold_everything() -> None:
    with pytest.raises(ComputeError, match="withhold every"):
        oi.protect(city(np.full((3, 2, 2), 4)), oi.DisclosurePolicy(threshold=1000))


def test_truth_of_another_table() -> None:
    with pytest.raises(StatisticsError, match="not about the same"):
        oi.audit(city(np.full((3, 2, 2), 9)), truth=city(np.full((2, 2, 2), 9)))
    with pytest.raises(StatisticsError, match="differs from the true"):
        oi.audit(city(np.full((3, 2, 2), 9)), truth=city(np.full((3, 2, 2), 8)))


def test_published_figures_that_contradict_each_other() -> None:
    frame = table(np.full((3, 2, 2), 9))
    frame.loc[frame["area"] == "X", "value"] = 1.0
    frame.loc[(frame["area"] == "01") & (frame["sex"] == "women"), "value"] = np.nan
    frame["status"] = np.where(frame["value"].isna(), "suppressed", "observed")
    with pytest.raises(OmradesindexError, match="do not add up"):
        oi.audit(statistics(frame, whole="X"))


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(counts())
def test_rounding_keeps_sums(values: np.ndarray) -> None:
    figures = city(values)
    rounded = round_statistics(figures).statistics
    frame = rounded.to_frame().pivot_table(index="area", columns=["sex", "disability"], values="value")
    assert (frame.to_numpy() % 5 == 0).all()
    assert np.allclose(frame.drop("X").sum(), frame.loc["X"])
    for d in ("with", "without", "total"):
        assert np.allclose(frame["women", d] + frame["men", d], frame["total", d])
    assert (abs(rounded.to_frame()["value"] - figures.to_frame()["value"]) < 10).all()


def test_plain_rounding_is_nearest() -> None:
    values = np.arange(100.0)
    assert (abs(round_to_base(values) - values) <= 2.5).all()
