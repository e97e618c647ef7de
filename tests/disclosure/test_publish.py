"""What goes through the one door: an index, its groups, rounded tables, sums of few contributors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import omradesindex as oi
from omradesindex.disclosure.remaking import remake
from omradesindex.disclosure.rounding import How, round_statistics
from omradesindex.disclosure.surroundings import errors_that_tell, for_others
from omradesindex.errors import ComputeError, StatisticsError
from omradesindex.statistics import BlockId
from tests.cities import statistics


@pytest.fixture(scope="module")
def everything() -> oi.Statistics:
    return oi.example_statistics()


@pytest.fixture(scope="module")
def index() -> oi.Index:
    return oi.load_index("malmo-oppna-data")


def counts(values: list[float], variable: str = "inflyttade") -> pd.DataFrame:
    areas = [f"{i:02}" for i in range(1, len(values) + 1)]
    return pd.DataFrame(
        {
            "area": [*areas, "X"],
            "variable": variable,
            "period": "2024",
            "kind": "count",
            "value": [*values, sum(values)],
            "quality": "made_up",
        }
    )


# -- an index -----------------------------------------------------------------------------------------------


def test_index_is_made_from_shown_figures_alone(everything: oi.Statistics, index: oi.Index) -> None:
    """Other values in the withheld cells' place give the same published index."""
    result = index.compute(everything)
    remade, protected = remake(result, oi.DisclosurePolicy())
    assert isinstance(remade, oi.Result)
    gone = protected.log[["area", "variable"]].to_numpy().tolist()
    assert gone
    place = index.indicators[[i.id for i in index.indicators].index("gymnasiebehorighet")]
    for area, variable in gone:
        assert variable in place.formula.variables
        assert np.isnan(remade.indicators.loc[area, place.id])
    # The same table without those figures is all that the outputs need.
    frame = protected.statistics.to_frame()
    again = index.compute(
        oi.Statistics.from_frame(
            frame, name="igen", division=everything.division, breakdowns=everything.breakdowns
        )
    )
    pd.testing.assert_frame_equal(again.scores, remade.scores)
    # And the full index's stick would have told: its mean is not that of the shown values.
    assert not np.allclose(remade.scores["utbildning"], result.scores["utbildning"])


def test_publish_an_index(everything: oi.Statistics, index: oi.Index, tmp_path: Path) -> None:
    result = index.compute(everything)
    path = oi.publish(result, tmp_path / "index.csv")
    frame = pd.read_csv(path, dtype={"area": str})
    hidden = frame[frame["status"] == "suppressed"]
    assert len(hidden)
    told = ["value", "score", "contribution"]
    assert (hidden[told].fillna(0.0) == 0.0).all(axis=None)


def test_publish_groups(everything: oi.Statistics, index: oi.Index, tmp_path: Path) -> None:
    groups = index.compute(everything, by=["sex"])
    path = oi.publish(groups, tmp_path / "kvinnor_man.csv", unchecked=True)
    frame = pd.read_csv(path, dtype={"area": str})
    assert set(frame["sex"]) == {"women", "men", "total"}
    # Nobody's figure in a small group is there; its indicator has left the common set.
    assert "gymnasiebehorighet" in groups.common
    assert "gymnasiebehorighet" not in set(frame["measure"])


def test_index_of_withheld_figures_is_refused(
    everything: oi.Statistics, index: oi.Index, tmp_path: Path
) -> None:
    policy = oi.DisclosurePolicy(threshold=100_000)
    with pytest.raises(ComputeError, match=r"withhold every|does not make the index"):
        oi.publish(index.compute(everything), tmp_path / "index.csv", policy=policy, unchecked=True)
    assert list(tmp_path.iterdir()) == []


def test_folder_of_an_index_is_whole_or_not_there(
    everything: oi.Statistics, index: oi.Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[oi.Result] = []
    monkeypatch.setattr(oi.Result, "save", lambda self, folder, *, lang: seen.append(self))
    result = index.compute(everything)
    assert oi.publish(result, tmp_path / "ut", unchecked=True) == tmp_path / "ut"
    assert seen[0] is not result
    assert seen[0].statistics.notes[-1].startswith("Uppgifter som vilar på för få personer är dolda")


# -- what stands beside a figure ----------------------------------------------------------------------------


def test_all_that_is_known_of_a_withheld_figure_goes_with_it(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "area": ["01", "02", "03", "X"],
            "variable": "andel",
            "period": "2024",
            "kind": "share",
            "numerator": [2.0, 30, 40, 72],
            "denominator": [50.0, 60, 70, 180],
            "standard_error": [2.8, 6.4, 5.9, 3.6],
            "doubtful": [0.04, 0.02, 0.0, 0.02],
        }
    )
    frame["value"] = 100 * frame["numerator"] / frame["denominator"]
    path = oi.publish(oi.protect(statistics(frame, whole="X")), tmp_path / "a.csv")
    written = pd.read_csv(path, dtype={"area": str}).set_index("area")
    gone = written["status"] == "suppressed"
    assert gone["01"]
    assert not gone.all()
    told = ["value", "numerator", "denominator", "standard_error"]
    assert written.loc[gone, told].isna().all(axis=None)
    assert (written.loc[gone, ["doubtful", "coverage"]] == 0).all(axis=None)
    # 0.02 of 180 persons is four in a sub-area; the step spans ten.
    assert written.loc[~gone, "doubtful"].tolist() == [0, 0.1]


def test_standard_error_that_tells_the_count_is_refused(tmp_path: Path) -> None:
    n, p = np.array([8, 400]), np.array([0.25, 0.4])
    frame = pd.DataFrame(
        {
            "area": ["01", "02"],
            "variable": "andel",
            "period": "2024",
            "kind": "share",
            "value": 100 * p,
            "standard_error": 100 * np.sqrt(p * (1 - p) / n),
        }
    )
    found = errors_that_tell(statistics(frame), oi.DisclosurePolicy())
    assert found["area"].tolist() == ["01"]
    assert found["persons"].to_numpy() == pytest.approx([8])
    with pytest.raises(ComputeError, match="standard error of 'andel' in area '01'"):
        oi.publish(statistics(frame), tmp_path / "a.csv", unchecked=True)
    assert list(tmp_path.iterdir()) == []
    plain = statistics(frame.drop(columns="standard_error"))
    assert oi.publish(plain, tmp_path / "a.csv", unchecked=True).is_file()


def test_shares_of_the_base_promise_neither_too_little_doubt_nor_too_much_cover() -> None:
    frame = counts([12, 300, 5000]).assign(doubtful=[0.3, 0.013, 0.013, 0.0], coverage=[0.9, 0.99, 0.99, 1.0])
    told = for_others(statistics(frame, whole="X"), oi.DisclosurePolicy()).to_frame()
    assert told["doubtful"].tolist() == pytest.approx([1.0, 0.05, 0.02, 0.0])
    assert (told["coverage"] <= frame["coverage"]).all()


# -- rounded tables -----------------------------------------------------------------------------------------


def both_sexes(values: np.ndarray) -> oi.Statistics:
    rows = []
    for sex, column in (("women", values[:, 0]), ("men", values[:, 1]), ("total", values.sum(axis=1))):
        rows.append(counts(column.tolist()).assign(sex=sex))
    return statistics(pd.concat(rows, ignore_index=True), whole="X")


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.integers(0, 30), min_size=6, max_size=6),
    st.sampled_from(["controlled", "nearest", "random"]),
)
def test_truth_lies_in_what_is_told_of_rounded_figures(cells: list[int], how: How) -> None:
    truth = both_sexes(np.array(cells).reshape(3, 2))
    rounded = round_statistics(truth, how=how, seed=3)
    value = truth.to_frame()["value"].to_numpy()
    assert (rounded.statistics.to_frame()["value"] % 5 == 0).all()
    assert (rounded.least.ravel() <= value).all()
    assert (value <= rounded.most.ravel()).all()
    found = oi.audit(rounded, oi.DisclosurePolicy(margin=1)).table
    true = truth.to_frame().set_index(["area", "sex"])["value"]
    for row in found.itertuples():
        here = true[row.area, row.sex]
        assert row.low - 1e-6 <= here <= row.high + 1e-6
        # No rounding tells a figure alone more closely than sums do, or less than its own interval.
        assert row.high - row.low <= 2 * (5 - 1)


def test_rounded_table_is_audited_as_rounded(tmp_path: Path) -> None:
    truth = both_sexes(np.array([[3, 21], [34, 42], [27, 19]]))
    # To the nearest 5 a 3 is 3 to 7: not 5 wide. By lot it is 1 to 9.
    nearest = oi.audit(round_statistics(truth, how="nearest"))
    assert not nearest.passed
    assert nearest.table[["low", "high"]].to_numpy().tolist() == [[3, 7]]
    with pytest.raises(ComputeError, match="larger base"):
        oi.publish(round_statistics(truth, how="nearest"), tmp_path / "a.csv")
    assert list(tmp_path.iterdir()) == []
    wide = round_statistics(truth, oi.DisclosurePolicy(base=10))
    assert oi.audit(wide).passed
    path = oi.publish(wide, tmp_path / "a.csv")
    assert (pd.read_csv(path)["value"] % 10 == 0).all()


def test_sums_can_give_rounded_figures_away() -> None:
    """Seven figures at 0 whose rounded sum is 30 must be nearly as large as they can be."""
    truth = statistics(counts([4, 4, 4, 4, 4, 4, 4]), whole="X")
    found = oi.audit(round_statistics(truth, how="nearest"), oi.DisclosurePolicy(margin=1)).table
    assert found.loc[0, "low"] == 3  # each is 3 to 7
    rounded = round_statistics(truth, how="nearest")
    tight = oi.audit(rounded, oi.DisclosurePolicy(margin=4)).table
    # Sum 28 is shown as 30: 28 to 32, so that each is at most 32 − 6 · 3 = 14 and the interval stays.
    assert (tight["high"] == 7).all()
    zeros = statistics(counts([2, 2, 2, 2]), whole="X")  # 0 each, their sum 10: 8 to 12
    told = oi.audit(round_statistics(zeros, how="nearest"), oi.DisclosurePolicy(margin=1)).table
    assert told[["low", "high"]].to_numpy().tolist() == [[2, 2]] * 4


def test_unknown_rounding() -> None:
    with pytest.raises(ComputeError, match="no rounding 'up'"):
        round_statistics(statistics(counts([1, 2]), whole="X"), how="up")  # type: ignore[arg-type]


# -- sums of few contributors -------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", [{"p_percent": 20.0}, {"dominance": (1, 60.0)}])
def test_few_contributors_from_protecting_to_publishing(rule: dict[str, object], tmp_path: Path) -> None:
    """Exempelstad (påhittad): turnover of shops by area, in thousands; area 01 has one large shop."""
    shops = {"01": [900.0, 60, 20], "02": [400.0, 380, 350], "03": [300.0, 290, 260], "04": [500.0, 480, 450]}
    figures = statistics(counts([sum(s) for s in shops.values()], "omsattning"), whole="X")
    block = BlockId("omsattning", "2024", figures.total)
    contributions = {(block, area): parts for area, parts in shops.items()}
    contributions[block, "X"] = [part for parts in shops.values() for part in parts]
    policy = oi.DisclosurePolicy(sensitive=[], **rule)  # type: ignore[arg-type]
    protected = oi.protect(figures, policy, contributions=contributions)
    assert protected.log.loc[0, ["area", "reason"]].tolist() == ["01", "few contributors dominate"]
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


# -- areas within areas -------------------------------------------------------------------------------------


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
    frame = counts(cells).iloc[:-1]
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


def test_overlap_that_is_not_told_of_is_not_seen_but_one_that_is_fails() -> None:
    frame = counts([30, 28, 2, 40])  # 01 = A, 02 and 03 make it up
    frame.loc[frame["area"] == "X", "value"] = 70
    frame.loc[frame["area"] == "03", "value"] = np.nan
    frame["status"] = np.where(frame["value"].isna(), "suppressed", "observed")
    published = statistics(frame, whole="X")
    found = oi.audit(published, within={"01": ["02", "03"]})
    assert found.table[["low", "high"]].to_numpy().tolist() == [[2, 2]]
    with pytest.raises(StatisticsError, match="is no area of the table"):
        oi.audit(published, within={"01": ["9"]})


def test_same_pattern_every_time() -> None:
    values = np.random.default_rng(8).poisson(7, (5, 2))
    one, other = (oi.protect(both_sexes(values)).statistics.to_frame() for _ in range(2))
    pd.testing.assert_frame_equal(one, other)
