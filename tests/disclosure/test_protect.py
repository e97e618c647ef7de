"""No outsider finds a person: not by differencing, not across tables, not by linear programming."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import omradesindex as oi
from omradesindex.disclosure.primary import EVERYBODY
from omradesindex.disclosure.protect import withhold
from omradesindex.errors import ComputeError, StatisticsError
from omradesindex.statistics import BlockId
from tests.cities import statistics
from tests.disclosure.made_up import (
    both,
    both_sexes,
    city,
    differencing,
    one_count,
    protect_or_skip,
    pupils,
    small_counts,
    table,
    together,
)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(small_counts())
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
    top = data.draw(small_counts(areas=3))
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


def test_policy_that_would_withhold_everything() -> None:
    with pytest.raises(ComputeError, match="withhold every"):
        oi.protect(city(np.full((3, 2, 2), 4)), oi.DisclosurePolicy(threshold=1000))


@pytest.mark.parametrize("rule", [{"p_percent": 20.0}, {"dominance": (1, 60.0)}])
def test_few_contributors_from_protecting_to_publishing(rule: dict[str, object], tmp_path: Path) -> None:
    """Exempelstad (påhittad): turnover of shops by area, in thousands; area 01 has one large shop."""
    shops = {"01": [900.0, 60, 20], "02": [400.0, 380, 350], "03": [300.0, 290, 260], "04": [500.0, 480, 450]}
    figures = statistics(one_count([sum(s) for s in shops.values()], "omsattning"), whole="X")
    block = BlockId("omsattning", "2024", figures.total)
    contributions = {(block, area): parts for area, parts in shops.items()}
    contributions[block, "X"] = [part for parts in shops.values() for part in parts]
    policy = oi.DisclosurePolicy(sensitive=[], **rule)  # type: ignore[arg-type]
    protected = oi.protect(figures, policy, contributions=contributions)
    assert protected.log.loc[0, ["area", "reason"]].tolist() == ["01", "few contributors"]
    assert len(protected.log) >= 2
    found = protected.audit.table.iloc[0]
    level = {"p_percent": 0.2 * 900 - 20, "dominance": 900 / 0.6 - 980}[next(iter(rule))]
    assert found["high"] >= 980 + level - 1e-3
    assert found["low"] <= 980 - level + 1e-3
    assert oi.publish(protected, tmp_path / "a.csv").is_file()
    # Without a second figure withheld the first follows, and the door stays shut.
    with pytest.raises(StatisticsError, match="not in the table"):
        oi.protect(figures, policy, contributions={(block, "77"): [1.0]})
    alone = figures.to_frame()
    alone.loc[alone["area"] == "01", "value"] = np.nan
    alone.loc[alone["area"] == "01", "status"] = "suppressed"
    again = oi.audit(statistics(alone, whole="X"), policy, truth=figures, contributions=contributions)
    assert not again.passed


@settings(max_examples=10, deadline=None)
@given(st.lists(st.integers(0, 25), min_size=6, max_size=6))
def test_nothing_is_found_across_overlapping_divisions(cells: list[int]) -> None:
    """Six small areas, in two divisions that cut across each other."""
    small = {f"d{i}": float(v) for i, v in enumerate(cells)}
    within = {
        "A": ["d0", "d1", "d2"],
        "B": ["d3", "d4", "d5"],
        "V": ["d0", "d1"],
        "W": ["d2", "d3", "d4", "d5"],
    }
    frame = one_count(cells).iloc[:-1]
    rows = [*small.items(), *((area, sum(small[d] for d in parts)) for area, parts in within.items())]
    frame = pd.DataFrame(rows, columns=["area", "value"]).assign(
        variable="inflyttade", period="2024", kind="count"
    )
    frame.loc[len(frame)] = ["X", sum(cells), "inflyttade", "2024", "count"]
    figures = statistics(frame, whole="X")
    policy = oi.DisclosurePolicy()
    try:
        protected = oi.protect(figures, policy, within=within)
    except ComputeError as error:
        assert "withhold every" in str(error)  # noqa: PT017
        return
    assert protected.audit.passed
    known = protected.statistics.to_frame().set_index("area")["value"]
    # A − V is d2 alone, and W − B is d2 too: neither may show a small figure.
    for more, less in (("A", "V"), ("W", "B")):
        difference = known[more] - known[less]
        assert np.isnan(difference) or not policy.too_few([difference])[0]
    for area, parts in within.items():
        gone = [d for d in parts if np.isnan(known[d])]
        if len(gone) == 1 and not np.isnan(known[area]):
            assert not policy.too_few([known[area] - known[[d for d in parts if d not in gone]].sum()])[0]


def test_same_pattern_every_time() -> None:
    values = np.random.default_rng(8).poisson(7, (5, 2))
    one, other = (oi.protect(both_sexes(values)).statistics.to_frame() for _ in range(2))
    pd.testing.assert_frame_equal(one, other)


def test_words_are_swedish_unless_asked_for_in_english() -> None:
    protected = oi.protect(city(np.random.default_rng(1).poisson(6, (4, 2, 2))))
    kinds = protected.log["kind"].value_counts()
    assert protected.summary("sv").startswith(f"{protected.statistics.name}: ")
    assert f"{kinds['primary']} röjande tal är dolda." in repr(protected)
    assert "Tabellen klarade granskningen" in protected.summary()
    assert "The audit passes" in protected.summary("en")


def test_withholding_takes_all_that_is_known_and_changes_nothing_else() -> None:
    rows = one_count([3, 40, 50]).assign(standard_error=1.0, doubtful=0.1, source="Egen")
    figures = statistics(rows, whole="X")
    hidden = np.array([[True, False, False, False]])
    frame = withhold(figures, hidden).to_frame()
    assert frame["status"].tolist() == ["suppressed", "observed", "observed", "observed"]
    assert frame.loc[0, ["value", "standard_error"]].isna().all()
    assert frame.loc[0, ["doubtful", "coverage"]].tolist() == [0, 0]
    pd.testing.assert_frame_equal(frame.iloc[1:], figures.to_frame().iloc[1:])
    assert figures.to_frame()["value"].notna().all()


def test_the_page_counts_what_is_withheld_and_save_keeps_it_inside(tmp_path: Path) -> None:
    protected = oi.protect(city(np.array([[[20, 9], [3, 9]], [[30, 9], [40, 9]], [[35, 9], [44, 9]]])))
    counts = protected.page().tables()[0].to_frame()
    assert counts[["Röjande", "För att skydda dem"]].sum().sum() == len(protected.log)
    pd.testing.assert_frame_equal(protected.to_frame(), protected.statistics.to_frame())
    saved = protected.save(tmp_path)
    assert {file.whom for file in saved.files} == {"inside"}
    assert all(path.name.startswith("internt") for path in saved)
    assert "lämna inte detta vidare" in repr(protected)


# -- what whoever reads the rule knows ----------------------------------------------------------------------


def test_a_category_that_is_everybody_is_withheld() -> None:
    """All 7 of area 01 have a disability: to say so, or that none have not, discloses as 100 % does."""
    rows = [
        one_count(values).assign(disability=name)
        for name, values in (("with", [7, 60, 55]), ("without", [0, 240, 345]), ("total", [7, 300, 400]))
    ]
    protected = oi.protect(statistics(pd.concat(rows, ignore_index=True), whole="X"))
    shown = protected.statistics.to_frame().set_index(["area", "disability"])["value"]
    assert np.isnan(shown["01", "with"])
    assert np.isnan(shown["01", "without"])
    assert protected.log.loc[0, "reason"] == EVERYBODY
    assert protected.audit.passed


def test_two_ones_are_not_told_by_the_threshold() -> None:
    """12 + 4 + 1 + 1 + 0 = 18: if just two figures below 2 were withheld, both would be 1."""
    figures = statistics(one_count([12, 4, 1, 1, 0]), whole="X")
    protected = oi.protect(figures, oi.DisclosurePolicy(threshold=2))
    gone = protected.statistics.to_frame().set_index("area")["value"].isna()
    assert gone["03"]
    assert gone["04"]
    assert gone.sum() > 2
    assert protected.audit.passed


# -- sums of variables --------------------------------------------------------------------------------------


def labour_force() -> pd.DataFrame:
    """Women and men of four areas: in the labour force = employed + unemployed. Few are unemployed."""
    rng = np.random.default_rng(1)
    none, work = rng.poisson(6, (4, 2, 1)), rng.poisson(60, (4, 2, 1))
    variables = {"arbetslosa_16_64": none, "sysselsatta_16_64": work, "arbetskraft_16_64": none + work}
    rows = pd.concat([table(values, name) for name, values in variables.items()], ignore_index=True)
    return rows[rows["disability"] == "total"].drop(columns="disability")


def follow(protected: oi.types.Protected) -> int:
    """In how many groups one of the three is withheld and the two others are not."""
    wide = protected.statistics.to_frame().pivot_table(
        index=["area", "sex"], columns="variable", values="value", dropna=False
    )
    return int((wide.isna().sum(axis=1) == 1).sum())


def test_the_unemployed_do_not_follow_from_who_is_employed() -> None:
    figures = statistics(labour_force(), whole="X")
    protected = oi.protect(figures)
    assert "primary" in set(protected.log["kind"])
    assert follow(protected) == 0
    assert protected.audit.passed
    # Each by itself is safe; only their sum tells.
    unemployed = oi.protect(figures.only(["arbetslosa_16_64"])).statistics
    gone = np.zeros((len(figures.blocks), 5), dtype=bool)
    gone[[figures.blocks.index(block) for block in unemployed.blocks]] = np.isnan(
        unemployed.numbers["value"][:, :5]
    )
    assert gone.any()
    assert not oi.audit(withhold(figures, gone), truth=figures).passed


def test_sums_of_variables_of_ones_own() -> None:
    """The same figures under names that no catalogue knows: the sum is declared, or seen in the figures."""
    names = {"arbetslosa_16_64": "a", "sysselsatta_16_64": "b", "arbetskraft_16_64": "c"}
    figures = statistics(labour_force().replace({"variable": names}), whole="X")
    declared = oi.protect(figures, identities={"c": ["a", "b"]})
    assert follow(declared) == 0
    assert declared.identities == {"c": ["a", "b"]}
    assert (declared.statistics.status == oi.protect(figures).statistics.status).all()
    with pytest.raises(StatisticsError, match="the sum's variable 'aa' is not in the table"):
        oi.protect(figures, identities={"c": ["aa", "b"]})


# -- one release after another ------------------------------------------------------------------------------


def test_by_disability_and_then_by_sex_and_disability(tmp_path: Path) -> None:
    """Each is safe alone; side by side they are so only with a ledger."""
    by_disability, by_both = pupils()
    alone = [oi.protect(figures).statistics for figures in (by_disability, by_both)]
    assert any(0 < value < 5 for value in differencing(together(*alone)).values())
    ledger = oi.Ledger.create(tmp_path / "liggare")
    shown = []
    for name, figures in (("a.csv", by_disability), ("b.csv", by_both)):
        protected = oi.protect(figures, ledger=ledger)
        oi.publish(protected, tmp_path / name, ledger=ledger)
        shown.append(protected.statistics)
    assert differencing(together(*shown)) == {}
    # Nothing that the first withheld is in the second.
    first = shown[0].to_frame().set_index(["area", "disability"])["value"]
    later = shown[1].to_frame().query("sex == 'total'").set_index(["area", "disability"])["value"]
    assert later[first.isna()].isna().all()


def test_the_rule_of_an_earlier_release_is_remembered(tmp_path: Path) -> None:
    """4 and 10 were withheld, so one of them is 1 to 4; whoever sees 8 in the other knows which."""
    ledger = oi.Ledger.create(tmp_path / "liggare")
    first = oi.protect(statistics(one_count([40, 4, 10, 60]), whole="X"), ledger=ledger)
    assert np.isnan(first.statistics.numbers["value"][0, :5]).tolist() == [False, True, True, False, False]
    oi.publish(first, tmp_path / "a.csv", ledger=ledger)
    groups = {"with": [15, 2, 2, 20], "without": [25, 2, 8, 40], "total": [40, 4, 10, 60]}
    rows = [one_count(values).assign(disability=name) for name, values in groups.items()]
    figures = statistics(pd.concat(rows, ignore_index=True), whole="X")
    hidden = np.zeros((3, 5), dtype=bool)
    hidden[:, :3] = [
        {"with": [1, 1, 1], "without": [1, 1, 0], "total": [0, 1, 1]}[b.group[0]] for b in figures.blocks
    ]
    shown = withhold(figures, hidden)
    assert oi.audit(shown, truth=figures).passed
    found = oi.audit(shown, truth=figures, ledger=ledger).table.set_index(["area", "disability"])
    assert found.loc[("02", "total"), ["low", "high", "how"]].tolist() == [1, 4, "rule"]
    later = (
        oi.protect(figures, ledger=ledger).statistics.to_frame().set_index(["area", "disability"])["value"]
    )
    assert np.isnan(later["03", "without"])
