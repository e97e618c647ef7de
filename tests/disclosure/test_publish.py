"""The one door to a file for others: nothing unsafe passes it, and nothing half is left behind."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError
from tests.cities import statistics
from tests.disclosure.made_up import city

# -- an index -----------------------------------------------------------------------------------------------


def test_publish_an_index(everything: oi.Statistics, index: oi.types.Index, tmp_path: Path) -> None:
    result = index.compute(everything)
    path = oi.publish(result, tmp_path / "index.csv")
    frame = pd.read_csv(path, dtype={"area": str})
    hidden = frame[frame["status"] == "suppressed"]
    assert len(hidden)
    told = ["value", "score", "contribution"]
    assert (hidden[told].fillna(0.0) == 0.0).all(axis=None)


def test_publish_groups(everything: oi.Statistics, index: oi.types.Index, tmp_path: Path) -> None:
    groups = index.compute(everything, by=["sex"])
    path = oi.publish(groups, tmp_path / "kvinnor_man.csv", unchecked=True)
    frame = pd.read_csv(path, dtype={"area": str})
    assert set(frame["sex"]) == {"women", "men", "total"}
    # Nobody's figure in a small group is there; its indicator has left the common set.
    assert "gymnasiebehorighet" in groups.common
    assert "gymnasiebehorighet" not in set(frame["measure"])


def test_index_of_withheld_figures_is_refused(
    everything: oi.Statistics, index: oi.types.Index, tmp_path: Path
) -> None:
    policy = oi.DisclosurePolicy(threshold=100_000)
    with pytest.raises(ComputeError, match=r"withhold every|does not make the index"):
        oi.publish(index.compute(everything), tmp_path / "index.csv", policy=policy, unchecked=True)
    assert list(tmp_path.iterdir()) == []


def test_folder_of_an_index_is_whole_or_not_there(
    everything: oi.Statistics, index: oi.types.Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[oi.types.Result] = []
    monkeypatch.setattr(oi.types.Result, "save", lambda self, folder, *, lang: seen.append(self))
    result = index.compute(everything)
    assert oi.publish(result, tmp_path / "ut", unchecked=True) == tmp_path / "ut"
    assert seen[0] is not result
    assert seen[0].statistics.notes[-1].startswith("Uppgifter som vilar på för få personer är dolda")


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
