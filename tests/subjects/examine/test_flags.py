"""What is flagged, and how it is said."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.subjects.examine.flags import find_flags
from omradesindex.wording import NBSP
from tests.cities import SHARE, statistics
from tests.index.small import small_areas
from tests.subjects.examine.provstad import PROV, A, B, C, city


def flagged(examination: oi.types.Examination) -> set[tuple[str, str, str, str]]:
    return set(examination.flags[["flag", "whole", "a", "b"]].itertuples(index=False, name=None))


def test_flags_by_hand(plain: oi.types.Result) -> None:
    examination = oi.examine(plain)
    assert flagged(examination) == {
        ("collinear", "ekonomi", "arbetsloshet", "lag_ekonomisk_standard"),
        ("opposed", "ekonomi", "arbetsloshet", "ekonomiskt_bistand"),
        ("opposed", "ekonomi", "lag_ekonomisk_standard", "ekonomiskt_bistand"),
        ("weak", "ekonomi", "ekonomiskt_bistand", "ekonomi"),
        ("against", "index", "ekonomiskt_bistand", "index"),
    }
    row = examination.flags.set_index("flag").loc["against"]
    assert row["correlation"] == pytest.approx(examination.with_scores.loc["ekonomiskt_bistand", "index"])
    assert row["correlation"] < 0
    assert row["low"] < row["correlation"] < row["high"]
    assert row["n"] == 8
    assert "går emot indexet" in row["text"]


def test_an_indicator_that_follows_another_dimension() -> None:
    examination = oi.examine(
        city(
            {
                "arbetsloshet": A,
                "lag_ekonomisk_standard": A,
                "ekonomiskt_bistand": B + 0.1 * A,
                "trangboddhet": B,
                "bostads_eller_aganderatt": -B + 0.1 * C,
            }
        )
    )
    row = examination.flags[examination.flags["flag"] == "elsewhere"].iloc[0]
    assert (row["whole"], row["a"], row["b"]) == ("ekonomi", "ekonomiskt_bistand", "boende")
    own = examination.with_scores.loc["ekonomiskt_bistand", "ekonomi"]
    assert row["text"].endswith(f"mot {own:.2f}.".replace(".", ",", 1))


def test_an_indicator_whose_differences_are_chance_is_flagged() -> None:
    small, large = (oi.examine(SHARE.compute(statistics(small_areas(1, n=n)))) for n in (60, 2000))
    row = small.flags.set_index("flag").loc["noisy"]
    assert (row["whole"], row["a"], row["b"], row["n"]) == ("d", "i", "", 30)
    assert row[["correlation", "low", "high"]].isna().all()
    share = 100 * (1 - small.indicator_reliability.loc[0, "reliability"])
    assert row["text"] == f"Av skillnaderna mellan områdena i ”Andel” är {share:.0f}{NBSP}% slump."
    assert f"{share:.0f}{NBSP}% are chance" in find_flags(small, "en").set_index("flag").loc["noisy", "text"]
    assert "noisy" not in large.flags["flag"].to_list()


def test_thresholds_are_the_readers(plain: oi.types.Result) -> None:
    assert "collinear" not in set(oi.examine(plain, strong=1.0).flags["flag"])
    assert len(oi.examine(plain, strong=0.5).flags) > len(oi.examine(plain).flags)
    strict = oi.examine(plain, weak=0.0).flags
    assert "weak" not in set(strict["flag"])


def test_an_index_of_one_indicator_is_not_flagged_for_being_itself() -> None:
    index = {
        **PROV,
        "dimensions": [{"id": "e", "label": {"sv": "E", "en": "E"}, "indicators": ["arbetsloshet"]}],
    }
    examination = oi.examine(city({"arbetsloshet": A}, index=index))
    assert examination.flags.empty
    assert examination.components.empty
    assert examination.reliability["alpha"].isna().all()
    assert "Inga frågor." in repr(examination)
    assert len(examination.to_frame())
