"""The errors behind a stick, and the stick without noise: against plain numpy, and over years and groups."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError
from omradesindex.methods.reliability import reliability
from omradesindex.types import Index
from tests.cities import SHARE, statistics
from tests.index.small import small_areas as city

WITHOUT = SHARE.by_methods(normalise={"method": "z_score", "spread": "without_noise"})


def by_hand(table: pd.DataFrame) -> tuple[np.ndarray, float]:
    """Observed shares in per cent, and their mean error variance."""
    wide = table.set_index(["area", "variable"])["value"].unstack()  # noqa: PD010
    p = (wide["n"] + 0.5) / (wide["d"] + 1)
    return (100 * wide["n"] / wide["d"]).to_numpy(), float((100**2 * p * (1 - p) / wide["d"]).mean())


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("ddof", [0, 1])
def test_the_spread_without_noise_is_that_of_the_counts(seed: int, ddof: int) -> None:
    table = city(seed)
    values, noise = by_hand(table)
    result = WITHOUT.by_methods(ddof=ddof).compute(statistics(table))
    left = 1 - noise / values.var(ddof=1)
    assert result.reference.fitted.parameters["spread"][0] == pytest.approx(
        values.std(ddof=ddof) * np.sqrt(left)
    )
    learnt = result.reference.learnt
    assert learnt is not None
    assert learnt.reliability.reliability[0] == pytest.approx(left)
    plain = SHARE.by_methods(ddof=ddof).compute(statistics(table))
    out, in_ = ((r.scores["index"] - 100).to_numpy() for r in (result, plain))
    assert out * np.sqrt(left) == pytest.approx(in_)


def test_later_years_and_copies_of_the_definition_have_the_same_stick(tmp_path) -> None:  # type: ignore[no-untyped-def]
    table = pd.concat([city(1), city(2, period="2025")])
    base = WITHOUT.compute(statistics(table), period="2024")
    later = WITHOUT.compute(statistics(table), period="2025", reference=base)
    spread = base.reference.fitted.parameters["spread"][0]
    city_then, city_now = base.indicators.iloc[-1, 0], later.indicators.iloc[:-1, 0]
    assert later.scores["index"].to_numpy() == pytest.approx(100 + 10 * (city_now - city_then) / spread)
    for name in ("index.toml", "index.csv"):
        again = oi.load_index(WITHOUT.save(tmp_path / name))
        assert again.methods.normalise == {"method": "z_score", "spread": "without_noise"}
        assert again.compute(statistics(city(1))).scores.equals(base.scores)


def test_a_treatment_bends_errors_as_it_bends_values() -> None:
    table = city(3)
    logged = WITHOUT.by_methods(treat={"method": "log", "rule": False})
    stick = logged.compute(statistics(table)).reference
    values, _ = by_hand(table)
    errors = stick.learnt.errors[:-1]  # type: ignore[union-attr]
    first_order = errors[:, 0] / values
    expected = reliability(np.log(values)[:, None], first_order[:, None]).reliability[0]
    spread = stick.fitted.parameters["spread"][0]
    assert (spread / np.log(values).std()) ** 2 == pytest.approx(expected, abs=0.05)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (
            city(1)
            .assign(kind="share", variable="i")
            .query("value <= 60 and value > 1")
            .drop_duplicates("area"),
            "not known",
        ),
        (city(1, spread=0.0), "next to nothing but noise"),
    ],
)
def test_where_there_is_nothing_to_take_the_noise_from_it_says_so(table: pd.DataFrame, said: str) -> None:
    with pytest.raises(ComputeError, match=f"'i'.*{said}"):
        WITHOUT.by_methods(centre="areas").compute(statistics(table))


@pytest.mark.parametrize(("one", "other"), [(SHARE, WITHOUT), (WITHOUT, SHARE)])
def test_a_stick_with_noise_measures_no_index_without(one: Index, other: Index) -> None:
    result = one.compute(statistics(city(1)))
    with pytest.raises(ComputeError, match="noise"):
        other.compute(statistics(city(1)), reference=result)
