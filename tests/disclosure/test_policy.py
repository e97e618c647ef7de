"""The rules: which figures are unsafe, what withholding costs, and rules that cannot be."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError


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


def test_margin_and_small_groups_follow_the_threshold_unless_said() -> None:
    assert [getattr(oi.DisclosurePolicy(threshold=3), n) for n in ("margin_width", "small")] == [3, 6]
    own = oi.DisclosurePolicy(threshold=3, margin=9, small_group=0)
    assert [own.margin_width, own.small] == [9, 0]


def test_nobody_is_not_too_few() -> None:
    policy = oi.DisclosurePolicy(threshold=3)
    assert policy.too_few([0, 0.5, 1, 2, 3, np.nan]).tolist() == [False, True, True, True, False, False]


def test_what_withholding_costs() -> None:
    values = np.array([0.0, np.e - 1, 99.0, -5.0])
    for loss, costs in (
        ("log", [1, 2, 1 + np.log(100), 1]),
        ("value", [1, np.e, 100, 1]),
        ("count", [1] * 4),
    ):
        np.testing.assert_allclose(oi.DisclosurePolicy(loss=loss).costs(values), costs)  # type: ignore[arg-type]


def test_which_variables_are_about_persons() -> None:
    assert oi.DisclosurePolicy().is_sensitive("whatever")
    policy = oi.DisclosurePolicy(sensitive=["b", "a", "b"])
    assert policy.sensitive == ("a", "b")
    assert [policy.is_sensitive(name) for name in ("a", "c")] == [True, False]
    assert not oi.DisclosurePolicy(sensitive=[]).is_sensitive("a")
    assert oi.DisclosurePolicy(sensitive="a") == oi.DisclosurePolicy(sensitive=["a"])


def test_the_rules_are_told_in_words() -> None:
    usual = oi.DisclosurePolicy()
    assert repr(usual).splitlines() == [
        "Regler för röjandeskydd",
        "Röjande antal: under 5, men inte 0",
        "Gissning får inte komma närmare än: inom 5 personer",
        "0 och 100 procent: röjande i grupper under 10",
        "Gäller: alla variabler",
        "Avrundning: till multiplar av 5",
        "",
        "Utgångsvärdena är allmänna konventioner. Staden har inte beslutat om dem.",
    ]
    own = oi.DisclosurePolicy(dominance=(2, 80), p_percent=10, sensitive="bistand", protect_zeros=False)
    said = own.page("en").text().splitlines()
    assert "Dominance: a sum is unsafe if its 2 largest contributions are more than 80% of it" in said
    assert (
        "p-percent: a sum is unsafe if what follows its two largest is less than 10% of the largest" in said
    )
    assert "Holds for: bistand" in said
    assert not any(line.startswith("0 and 100") for line in said)
