"""Care Need Index and SCB's socio-economic index, held against what SCB printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import omradesindex as oi
from omradesindex.catalogue import indicators
from omradesindex.methods.counts import cut_decimals
from tests.cities import codes, statistics
from tests.methods.test_counts import SCB_EXAMPLE, SCB_WEIGHTS

FORMULA = indicators()["cni_per_invanare"].formula
VARIABLES, WEIGHTS = FORMULA.numerator, dict(zip(FORMULA.numerator, FORMULA.weights, strict=True))
# Neither page nor table states the country's figure; both printed rows imply one between 2.47607 and 2.47622.
IMPLIED = 2.47615
SEEDS = st.integers(0, 2**32 - 1)


def table(rows: dict[str, tuple[tuple[float, ...], float]], period: str = "2024") -> pd.DataFrame:
    """Seven counts and the population of each area, as a tidy table."""
    lines = [
        (area, variable, period, float(value))
        for area, (counts, people) in rows.items()
        for variable, value in zip((*VARIABLES, "folkmangd"), (*counts, people), strict=True)
    ]
    return pd.DataFrame(lines, columns=["area", "variable", "period", "value"])


def city(seed: int, n: int = 6) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    people = rng.integers(500, 20_000, n)
    return table(
        {code: (tuple(rng.integers(0, p // 2, 7)), p) for code, p in zip(codes(n), people, strict=True)}
    )


# -- what SCB printed -------------------------------------------------------------------------------------


def test_the_weights_stand_once_in_the_catalogue() -> None:
    assert FORMULA.weights == SCB_WEIGHTS
    assert len(VARIABLES) == 7
    assert FORMULA.denominator == ("folkmangd",)


def test_the_published_rows() -> None:
    data = table(
        {code: (counts, people) for code, (counts, people, *_) in zip("12", SCB_EXAMPLE, strict=False)}
    )
    result = oi.cni(statistics(data), reference=IMPLIED, reference_name="ur SCB:s exempel")
    frame = result.to_frame().set_index("area").loc[["1", "2"]]
    assert cut_decimals(frame["raw"]).tolist() == [22709, 7869]
    assert frame["per_person"].round(5).tolist() == [3.84124, 3.26952]
    assert frame["cni"].round(4).tolist() == [1.5513, 1.3204]
    assert result.ranks.tolist() == [1, 2]


def test_the_published_table(shared: Callable[..., Path]) -> None:
    printed = pd.read_csv(shared("oracles", "cni", "scb_cni_example.csv"))
    rows = {
        row["enhet"]: (tuple(row[v] for v in VARIABLES), row["population"]) for _, row in printed.iterrows()
    }
    frame = oi.cni(statistics(table(rows)), reference=IMPLIED).to_frame().set_index("area")
    frame = frame.loc[printed["enhet"]]
    assert cut_decimals(frame["raw"]).tolist() == printed["index"].tolist()
    assert frame["cni"].round(4).tolist() == printed["cni"].tolist()


@pytest.fixture(scope="module")
def karlstad(shared: Callable[..., Path]) -> pd.DataFrame:
    return pd.read_csv(
        shared("oracles", "scb_regso_index", "karlstad_regso_tab6586.csv"), dtype={"regso": str}
    )


def scb_index(printed: pd.DataFrame) -> oi.types.Result:
    columns = {
        "lag_ekonomisk_standard": "andel_lag_ek_standard",
        "forgymnasial_20_64": "andel_forgymnasial",
        "bistand_eller_arbetslos_lange": "andel_bistand_arbetsloshet",
    }
    long = printed.rename(columns={v: k for k, v in columns.items()}).melt(
        ["regso", "ar"], list(columns), "variable", "value"
    )
    long = long.rename(columns={"regso": "area", "ar": "period"}).astype({"period": str})
    data = oi.Statistics.from_frame(long.assign(kind="share"), name="Karlstad, RegSO")
    return oi.load_index("scb-socioekonomiskt-index").compute(data)


def test_scb_s_index_in_all_of_karlstad(karlstad: pd.DataFrame) -> None:
    scores = scb_index(karlstad).scores["index"].loc[karlstad["regso"]].to_numpy()
    assert len(scores) == 31
    # Inputs and index are printed with one decimal: the mean of rounded shares is at most .05 off, and so is
    # the printed index.
    np.testing.assert_allclose(scores, karlstad["index"], rtol=0, atol=0.05)


# The country's mean and spread of 2024 are not in the table. Any that put the four cuts into the gaps between
# the published types must give these types; those drawn here do.
@given(st.floats(3.25, 3.7), st.floats(5.0, 5.43))
def test_area_types_of_karlstad(karlstad: pd.DataFrame, lowest_cut: float, spread: float) -> None:
    published = karlstad.set_index("regso")["omradestyp"]
    types = oi.area_types(karlstad.set_index("regso")["index"], mean=lowest_cut + spread, spread=spread)
    assert types.tolist() == published.tolist()


def test_types_of_a_result_and_of_another_year(karlstad: pd.DataFrame) -> None:
    result = scb_index(karlstad)
    types = oi.area_types(result, mean=9.0, spread=5.4)
    pd.testing.assert_series_equal(
        types,
        oi.area_types(result.scores["index"], mean=9.0, spread=5.4),
    )
    # By the country's 2022 (9.10, 5.47) one area of 2024 falls just short of type 1.
    then = oi.area_types(result, mean=9.10, spread=5.47)
    assert types.index[types != then].tolist() == ["1780R005"]


# -- properties -------------------------------------------------------------------------------------------


@settings(max_examples=25)
@given(SEEDS)
def test_raw_points_of_the_areas_make_the_city_s(seed: int) -> None:
    result = oi.cni(statistics(city(seed)), normalise="raw")
    assert result.raw[-1] == pytest.approx(result.raw[:-1].sum())
    weighted = (result.per_person[:-1] * result.population[:-1]).sum() / result.population[:-1].sum()
    assert result.per_person[-1] == pytest.approx(weighted)


@settings(max_examples=25)
@given(SEEDS, st.floats(0.1, 10), st.floats(0.5, 3))
def test_units_of_weights_and_reference_cancel(seed: int, factor: float, reference: float) -> None:
    data = statistics(city(seed))
    a = oi.cni(data, reference=reference)
    scaled = {name: factor * weight for name, weight in WEIGHTS.items()}
    b = oi.cni(data, reference=factor * reference, weights=scaled)
    np.testing.assert_allclose(a.values, b.values, rtol=1e-12)
    assert a.ranks.tolist() == oi.cni(data, normalise="per_person").ranks.tolist()
    assert b.own_weights == (factor != 1)


@settings(max_examples=25)
@given(SEEDS)
def test_the_city_as_its_own_country_has_one(seed: int) -> None:
    frame = city(seed)
    country = frame.groupby("variable")["value"].sum().to_dict()
    result = oi.cni(statistics(frame), reference=country)
    assert result.relative[-1] == pytest.approx(1)
    np.testing.assert_allclose(
        result.relative, oi.cni(statistics(frame), reference=result.per_person[-1]).relative
    )


@settings(max_examples=25)
@given(SEEDS, st.permutations(codes(6)))
def test_the_order_of_areas_does_not_matter(seed: int, order: list[str]) -> None:
    frame = city(seed)
    shuffled = frame.set_index("area").loc[order].reset_index()
    a, b = (oi.cni(statistics(f), normalise="per_person").values for f in (frame, shuffled))
    pd.testing.assert_series_equal(a, b.loc[a.index])


def test_the_same_as_the_catalogue_s_indicator() -> None:
    data = oi.example_statistics()
    measured = oi.load_index("cni").compute(data).indicators["cni_per_invanare"]
    result = oi.cni(data, normalise="per_person")
    np.testing.assert_allclose(result.per_person, measured, rtol=1e-14)
    assert result.period == "2024"


def test_attached_to_another_index() -> None:
    index = oi.load_index("malmo-2023").extend(oi.load_index("cni"))
    result = index.compute(oi.example_statistics())
    assert "vardbehov" in result.scores
    assert (
        result.scores["vardbehov"].corr(oi.cni(oi.example_statistics(), normalise="per_person").values)
        > 0.999999
    )


# -- weights, groups, periods -----------------------------------------------------------------------------


def test_own_weights_by_hand() -> None:
    data = statistics(table({"1": ((1, 2, 3, 4, 5, 6, 7), 100), "2": ((7, 6, 5, 4, 3, 2, 1), 50)}))
    weights = dict(zip(VARIABLES, (1, 0, 0, 0, 0, 0, 2), strict=True))
    result = oi.cni(data, normalise="per_person", weights=weights)
    assert result.values.tolist() == [0.15, 0.18]
    assert set(result.weights) == {VARIABLES[0], VARIABLES[-1]}
    # A variable that weighs nothing is not missed.
    assert oi.cni(data.without(VARIABLES[1]), normalise="per_person", weights=weights).missing == {}


def test_women_and_men_make_everybody() -> None:
    data = oi.example_statistics()
    women, men = (oi.cni(data, normalise="raw", group={"sex": sex}) for sex in ("women", "men"))
    np.testing.assert_allclose(women.raw + men.raw, oi.cni(data, normalise="raw").raw)
    assert "kvinnor" in repr(women).splitlines()[0]


def test_the_latest_period_with_the_most_of_the_variables() -> None:
    old, new = city(1), city(2).assign(period="2025")
    new = new[new["variable"] != VARIABLES[3]]
    data = statistics(pd.concat([old, new]))
    assert oi.cni(data, normalise="raw").period == "2024"
    newest = oi.cni(data, normalise="raw", period="2025")
    assert newest.lacking == (VARIABLES[3],)
    assert newest.values.isna().all()


# -- what is missing --------------------------------------------------------------------------------------


def test_a_variable_that_nobody_has() -> None:
    full = statistics(city(3))
    data = full.without("lagutbildad_25_64")
    honest = oi.cni(data, reference=2.5)
    assert honest.values.isna().all()
    assert honest.ranks.isna().all()
    assert honest.lacking == ("lagutbildad_25_64",)
    assert set(honest.missing.values()) == {("lagutbildad_25_64",)}
    assert "lågutbildade" in repr(honest)
    asked = oi.cni(data, reference=2.5, partial=True)
    assert (asked.values < oi.cni(full, reference=2.5).values).all()
    assert asked.ranks.notna().all()
    assert asked.to_frame()["partial"].all()
    assert (asked.to_frame()["missing"] == "lagutbildad_25_64").all()
    assert "delvis beräknat" in repr(asked).splitlines()[0]
    assert "partly computed" in asked.text(lang="en").splitlines()[0]


def test_a_figure_that_one_area_withholds() -> None:
    frame = city(4).assign(status="observed")
    cell = (frame["area"] == "02") & (frame["variable"] == "over_65_ensamboende")
    frame.loc[cell, "value"] = np.nan
    frame.loc[cell, "status"] = "suppressed"
    data = statistics(frame)
    honest = oi.cni(data, normalise="per_person")
    assert honest.values.isna().tolist() == [False, True, False, False, False, False]
    assert honest.missing["02"] == ("over_65_ensamboende",)
    assert "röjandeskyddad" in repr(honest)
    asked = oi.cni(data, normalise="per_person", partial=True)
    assert asked.values.notna().all()
    # Its points are made of less than the others', so that it has no place among them.
    assert asked.ranks.isna().tolist() == honest.ranks.isna().tolist()


def test_country_from_counts_is_held_against_the_same_variables() -> None:
    frame = city(5)
    country = frame.groupby("variable")["value"].sum().to_dict()
    result = oi.cni(statistics(frame).without(VARIABLES[0]), reference=country, partial=True)
    assert result.relative[-1] == pytest.approx(1)
    assert result.reference is not None
    rest = sum(WEIGHTS[v] * country[v] for v in VARIABLES[1:]) / country["folkmangd"]
    np.testing.assert_allclose(result.reference, rest)


def test_without_the_population_only_raw_points() -> None:
    data = statistics(city(6)).without("folkmangd")
    assert oi.cni(data, normalise="raw").values.notna().all()
    each = oi.cni(data, normalise="per_person")
    assert each.values.isna().all()
    assert each.missing["01"] == ("folkmangd",)
    assert "folkmängd" in repr(each)


# -- refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "the reference is missing"),
        ({"normalise": "rikt"}, r"did you mean 'riket'"),
        ({"reference": 0}, "cannot be points per inhabitant"),
        ({"reference": 24_000_000}, "cannot be points per inhabitant"),
        ({"reference": "2,5"}, "a finite number or a mapping"),
        ({"reference": {"folkmangd": 10_000_000}}, "the reference lacks 'alder_under_5'"),
        ({"reference": {**dict.fromkeys(VARIABLES, 5), "folkmangd": 0}}, "population is 0"),
        ({"reference": {**dict.fromkeys(VARIABLES, -5), "folkmangd": 9}}, "count of 'alder_under_5' is -5"),
        ({"weights": {**WEIGHTS, "alder_under5": 1}}, r"did you mean 'alder_under_5'"),
        ({"weights": {"alder_under_5": 3.0}}, "no weight for 'utlandsfodd"),
        ({"weights": {**WEIGHTS, "alder_under_5": -1}}, "the weight of 'alder_under_5' is -1"),
        ({"weights": {**WEIGHTS, "alder_under_5": "3,23"}}, "the weight of 'alder_under_5' is '3,23'"),
        ({"weights": dict.fromkeys(VARIABLES, 0)}, "all weights are zero"),
        ({"weights": list(WEIGHTS.values())}, "given as list"),
        ({"normalise": "raw", "period": "1999"}, "no figures for 1999"),
        ({"normalise": "raw", "group": {"sex": "women"}}, "no breakdown 'sex'"),
    ],
)
def test_what_does_not_fit_is_one_clear_error(options: dict[str, object], message: str) -> None:
    with pytest.raises(oi.errors.ComputeError, match=message):
        oi.cni(statistics(city(0)), **options)  # type: ignore[arg-type]


def test_none_of_the_variables() -> None:
    with pytest.raises(oi.errors.ComputeError, match="none of the variables has figures"):
        oi.cni(statistics(city(0)).only(["folkmangd"]), normalise="raw")


def test_a_group_larger_than_the_population() -> None:
    data = statistics(table({"1": ((1, 2, 3, 4, 5, 6, 7), 6), "2": ((0,) * 7, 5)}))
    with pytest.raises(oi.errors.ComputeError, match=r"area '1'.*lagutbildad_25_64 \(7\) is larger"):
        oi.cni(data, normalise="raw")


def test_area_types_ask_for_per_cent() -> None:
    result = oi.load_index("malmo-2023").compute(oi.example_statistics())
    with pytest.raises(oi.errors.ComputeError, match="not in per cent"):
        oi.area_types(result, mean=9.1, spread=5.47)
    with pytest.raises(oi.errors.ComputeError, match="'12,5' of area 'a' is no number"):
        oi.area_types(pd.Series({"a": "12,5"}), mean=9.1, spread=5.47)
    with pytest.raises(oi.errors.ComputeError, match="given as list"):
        oi.area_types([1.0], mean=9.1, spread=5.47)  # type: ignore[arg-type]
    assert oi.area_types(pd.Series({"a": np.nan, "b": 9.1}), mean=9.1, spread=5.47).isna().tolist() == [
        True,
        False,
    ]


# -- shown ------------------------------------------------------------------------------------------------


def test_every_form_says_what_it_is() -> None:
    data = oi.example_statistics()
    result = oi.cni(
        data, reference=2.5, reference_name="påhittat riksvärde", weights={**WEIGHTS, VARIABLES[0]: 5}
    )
    text = repr(result)
    for told in (
        "Exempelstad (påhittad) · 2024",
        "riket = 1",
        "påhittat riksvärde",
        "Egna vikter",
        "påhittade",
    ):
        assert told in text
    assert max(map(len, text.splitlines())) <= 100
    page = result._repr_html_()
    assert page.count('scope="row"') == 15
    assert "given without source and year" in oi.cni(data, reference=2.5).text(lang="en")
    assert "angivet utan källa" not in repr(oi.cni(data, normalise="raw"))


def test_html_escapes_names() -> None:
    data = oi.Statistics.from_frame(city(0), name="<b>påhittad</b>")
    assert "<b>" not in oi.cni(data, normalise="raw")._repr_html_()
