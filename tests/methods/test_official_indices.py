"""Whole official indices from their published inputs: HDI, GDI, GII, the Welsh index of deprivation."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from omradesindex.methods import arithmetic, rank
from omradesindex.methods.aggregate import geometric
from omradesindex.methods.gaps import inequality_loss, parity_ratio
from omradesindex.methods.normalise_rank import exponential
from tests.methods.asem import Shared


def hdi(
    life: pd.Series, expected: pd.Series, mean: pd.Series, income: pd.Series, *, low: float = 20
) -> np.ndarray:
    """Human Development Index: goalposts, then the geometric mean (UNDP, technical note 1)."""
    life_index = np.clip((life - low) / 65, 0, 1)
    schooling = (np.minimum(expected / 18, 1) + np.minimum(mean / 15, 1)) / 2
    log_income = (np.log(np.minimum(income, 75_000)) - np.log(100)) / (np.log(75_000) - np.log(100))
    return geometric(np.column_stack([life_index, schooling, log_income]), [1, 1, 1])


@pytest.fixture(scope="module")
def development(shared: Shared) -> pd.DataFrame:
    return pd.read_csv(shared("oracles", "hdi2021", "hdr2021_22_year2021.csv"))


def reproduced(found: np.ndarray, printed: pd.Series) -> int:
    there = printed.notna().to_numpy() & ~np.isnan(found)
    assert there.sum() == printed.notna().sum()
    return int((np.abs(found[there] - printed[there]) <= 0.0005 + 1e-9).sum())


def test_human_development_index(development: pd.DataFrame) -> None:
    d = development[development["hdi_2021"].notna() & development["hdi_rank_2021"].notna()]
    found = hdi(d["le_2021"], d["eys_2021"], d["mys_2021"], d["gnipc_2021"])
    assert reproduced(found, d["hdi_2021"]) == len(d) == 191


def test_gender_development_index(development: pd.DataFrame) -> None:
    d = development[development["gdi_2021"].notna() & development["hdi_rank_2021"].notna()]
    # Women are expected to live five years longer than men where chances are equal.
    women, men = (
        hdi(*(d[f"{part}_{sex}_2021"] for part in ("le", "eys", "mys", "gni_pc")), low=low)
        for sex, low in (("f", 22.5), ("m", 17.5))
    )
    assert reproduced(parity_ratio(women, men), d["gdi_2021"]) == len(d) == 172


def test_gender_inequality_index(development: pd.DataFrame) -> None:
    d = development[development["gii_2021"].notna() & development["hdi_rank_2021"].notna()]
    health = np.sqrt(10 / d["mmr_2021"].clip(10, 1000) / d["abr_2021"])
    seats = d["pr_f_2021"].where(d["pr_f_2021"] > 0, 0.1)
    women = np.column_stack([health, np.sqrt(seats * d["se_f_2021"]), d["lfpr_f_2021"]])
    men = np.column_stack([np.ones(len(d)), np.sqrt(d["pr_m_2021"] * d["se_m_2021"]), d["lfpr_m_2021"]])
    assert reproduced(inequality_loss(women, men), d["gii_2021"]) == len(d) == 170


def test_welsh_index_of_multiple_deprivation(shared: Shared) -> None:
    d = pd.read_csv(shared("oracles", "wimd2019", "wimd2019_lsoa11.csv"))
    weights = {
        "Income": 0.22,
        "Employment": 0.22,
        "Health": 0.15,
        "Education": 0.14,
        "Access": 0.10,
        "Housing": 0.07,
        "Crime": 0.05,
        "Environment": 0.05,
    }
    ranks = d[[f"{domain}_rank" for domain in weights]].to_numpy()
    n = len(d)
    scores = exponential((n + 1 - ranks) / n)
    printed = d[[f"{domain}_score" for domain in weights]].to_numpy()
    np.testing.assert_allclose(scores, printed, rtol=0, atol=1e-8)
    found = arithmetic(scores, list(weights.values()))
    np.testing.assert_allclose(found, d["IMD_score"], rtol=0, atol=1e-8)
    assert (rank(found) == d["IMD_rank"]).sum() == n == 1909
