"""Every method is one word away in a definition, and computes there what it computes on arrays."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.catalogue import parse_definition
from omradesindex.index.words_methods import together_line
from omradesindex.methods import arithmetic, every_method, find_methods, resolve
from omradesindex.methods.treat import winsorise
from tests.cities import statistics

INDEX = oi.load_index("malmo-2023")
EXAMPLE = oi.example_statistics()
VALUES = INDEX.compute(EXAMPLE, period="2024").measured.values
SIGNS = np.array([i.direction.sign for i in INDEX.indicators])

# What a method cannot do without, in the words of a definition.
OPTIONS = {
    "goalposts": {
        "low": {i.id: float(v) for i, v in zip(INDEX.indicators, VALUES.min(axis=0) * 0.5, strict=True)},
        "high": {i.id: float(v) for i, v in zip(INDEX.indicators, VALUES.max(axis=0) * 1.5, strict=True)},
    },
    "distance_to_target": {
        "target": {
            i.id: float(v)
            for i, v in zip(
                INDEX.indicators,
                np.where(SIGNS > 0, VALUES.max(axis=0) * 2, VALUES.min(axis=0) / 2),
                strict=True,
            )
        }
    },
}


@pytest.mark.parametrize("name", sorted(find_methods("normalise")))
def test_every_normalisation_in_a_definition(name: str) -> None:
    spec = {"method": name, **OPTIONS[name]} if name in OPTIONS else name
    index = INDEX.with_methods(normalise=spec, zero=0, points=1)
    if name == "fraction_of_maximum":
        # It is not defined on turned indicators, and the error names the first of them.
        with pytest.raises(oi.errors.ComputeError, match=r"normalise, 'deltagande_fritidsaktivitet'"):
            index.compute(EXAMPLE, period="2024")
        return
    result = index.compute(EXAMPLE, period="2024")
    assert result.scores.notna().all().all()
    assert result.explain("08", lang="en")
    # Higher is a greater challenge, whatever the method: the extremes agree with the usual index.
    usual = INDEX.compute(EXAMPLE, period="2024").scores["index"]
    assert np.corrcoef(usual, result.scores["index"])[0, 1] > 0.8


@pytest.mark.parametrize("name", sorted(find_methods("aggregate")))
def test_every_aggregation_in_a_definition(name: str) -> None:
    needs = {"thresholds": 100} if "thresholds" in find_methods("aggregate")[name].options else {}
    spec = {"method": name, **needs} if needs else name
    result = INDEX.with_methods(aggregate={"index": spec}).compute(EXAMPLE, period="2024")
    assert result.ranks["index"].notna().all()
    first, last = (
        INDEX.compute(EXAMPLE, period="2024").scores["index"].rank(ascending=False) == k for k in (1, 14)
    )
    ranks = result.scores["index"].rank(ascending=False)
    assert ranks[first].iloc[0] < ranks[last].iloc[0]
    if name != "arithmetic":
        with pytest.raises(oi.errors.ComputeError, match="no arithmetic mean"):
            _ = result.contributions
        # A reader is told what it does, not what it is called.
        said = " ".join(together_line(result, "sv").split())
        assert said
        assert said in " ".join(repr(result).split())


@pytest.mark.parametrize(
    "spec",
    [
        "equal",
        "standard_deviation",
        "critic",
        "first_component",
        "factor_loadings",
        "one_factor",
        "effective",
        {"method": "given", "weights": [1, 2, 3]},
        {"method": "budget_allocation", "points": [[50, 30, 20], [20, 30, 50]]},
        {"method": "ahp", "comparisons": [[1, 2, 4], [0.5, 1, 2], [0.25, 0.5, 1]]},
    ],
)
def test_weights_within_dimensions_by_method(spec: object) -> None:
    result = INDEX.with_methods(weight={"dimension": spec}).compute(EXAMPLE, period="2024")
    for level, weights in result.reference.weights.items():
        assert weights.sum() == pytest.approx(1)
        if level == "index":
            np.testing.assert_allclose(weights, 0.25)
    np.testing.assert_allclose(result.contributions.sum(axis=1), result.scores["index"] - 100, atol=1e-9)


def test_weights_are_part_of_the_stick() -> None:
    index = INDEX.with_methods(weight={"dimension": "standard_deviation", "index": "critic"})
    base = index.compute(EXAMPLE, period="2020")
    later = index.compute(EXAMPLE, period="2024", reference=base)
    for level, weights in base.reference.weights.items():
        np.testing.assert_array_equal(later.reference.weights[level], weights)


def test_one_dimension_may_have_its_own_method() -> None:
    result = INDEX.with_methods(aggregate={"boende": "minimum"}).compute(EXAMPLE, period="2024")
    usual = INDEX.compute(EXAMPLE, period="2024")
    np.testing.assert_allclose(result.scores["ekonomi"], usual.scores["ekonomi"])
    shown = 100 + 10 * usual.normalised[:-1, -3:]
    np.testing.assert_allclose(result.scores["boende"], shown.min(axis=1))


def test_a_method_that_no_level_uses_takes_no_contributions_away() -> None:
    """Every dimension says for itself how it is made, so what would hold for the others holds for none."""
    own = dict.fromkeys([d.id for d in INDEX.dimensions], "arithmetic")
    result = INDEX.with_methods(aggregate={"dimension": "geometric", **own}).compute(EXAMPLE, period="2024")
    np.testing.assert_allclose(result.contributions.sum(axis=1), result.scores["index"] - 100)
    assert "vägs bara till viss del" not in str(result.explain(result.areas[0]))


def test_geometric_mean_of_what_is_shown() -> None:
    result = INDEX.with_methods(aggregate={"index": "geometric"}).compute(EXAMPLE, period="2024")
    dimensions = result.scores[[d.id for d in INDEX.dimensions]]
    np.testing.assert_allclose(result.scores["index"], np.exp(np.log(dimensions).mean(axis=1)))


def test_mazziotta_pareto_punishes_imbalance_from_100_with_10_points() -> None:
    """MPI's 100 ± 10 is the scale that is shown; with "+" imbalance adds to the challenge."""
    index = INDEX.with_methods(centre="areas", aggregate="mpi")
    result = index.compute(EXAMPLE, period="2024")
    usual = INDEX.with_methods(centre="areas").compute(EXAMPLE, period="2024")
    z = 100 + 10 * usual.normalised[:-1, :3]
    expected = z.mean(axis=1) + z.std(axis=1) ** 2 / z.mean(axis=1)
    np.testing.assert_allclose(result.scores["delaktighet"], expected)


def test_treatment_is_listed_and_carried_to_another_year() -> None:
    table = pd.DataFrame(
        {
            "area": [f"{i:02}" for i in range(1, 13)],
            "variable": "arbetsloshet",
            "period": "2024",
            "value": [5.0, 5.2, 5.4, 5.1, 4.9, 5.3, 5.5, 4.8, 5.05, 5.15, 5.25, 60.0],
        }
    )
    definition = {
        "id": "en",
        "methods": {"treat": {"method": "winsorise", "most": 1}, "centre": "areas"},
        "dimensions": [{"id": "ekonomi", "indicators": ["arbetsloshet"]}],
    }
    index = oi.types.Index.from_definition(parse_definition(definition))
    result = index.compute(statistics(table))
    assert result.treated.to_dict("records") == [
        {"indicator": "arbetsloshet", "action": "winsorise", "area": "12", "before": 60.0, "after": 5.5}
    ]
    by_hand = winsorise(table[["value"]].to_numpy(), most=1).apply(table[["value"]].to_numpy())[:, 0]
    np.testing.assert_allclose(result.scores["index"], 100 + 10 * (by_hand - by_hand.mean()) / by_hand.std())
    # Own units are shown as they were measured.
    assert result.indicators.loc["12", "arbetsloshet"] == 60.0
    later = index.compute(statistics(table.assign(value=table["value"] + 30)), reference=result)
    assert len(set(later.scores["index"])) == 1  # all beyond the frozen limit


def test_a_function_of_one_s_own() -> None:
    def halfway(x: np.ndarray, weights: np.ndarray) -> np.ndarray:
        return (x.max(axis=-1) + arithmetic(x, weights)) / 2

    index = INDEX.with_methods(aggregate=halfway)
    result = index.compute(EXAMPLE, period="2024")
    assert result.scores["index"].notna().all()
    with pytest.raises(oi.errors.DefinitionError, match="'halfway' cannot be written"):
        index.to_toml()


def test_methods_survive_files(tmp_path) -> None:
    index = INDEX.with_methods(
        normalise={"method": "goalposts", **OPTIONS["goalposts"]},
        weight={"dimension": "critic", "ekonomi": {"method": "given", "weights": [1, 2, 3]}},
        aggregate={"index": "geometric"},
        treat={"method": "winsorise", "most": 2},
        coverage={"boende": 0.5, "index": 0.75},
    )
    for suffix in (".toml", ".csv", ".xlsx"):
        again = oi.load_index(index.save(tmp_path / f"a{suffix}"))
        assert again.methods == index.methods
    assert "Metoden ändras: sammanvägning" in oi.diff(INDEX, index).text()


@pytest.mark.parametrize(
    ("methods", "message"),
    [
        ({"normalise": "goalpost"}, r"did you mean 'goalposts'"),
        ({"normalise": "goalposts"}, r"'goalposts': the option 'low', 'high' is not given"),
        ({"normalise": {"method": "min_max", "lo": 1}}, r"no option 'lo' .did you mean 'low'"),
        ({"aggregate": {"indx": "geometric"}}, r"key 'indx' is unknown.*did you mean 'index'"),
        ({"aggregate": {"boende": "geometrc"}}, r"did you mean 'geometric'"),
        ({"weight": "entropi"}, r"did you mean 'entropy'"),
        ({"impute": "mode"}, r"impute: the method 'mode' is unknown"),
        ({"coverage": {"boende": 0}}, r"coverage must lie above 0"),
    ],
)
def test_a_wrong_choice_is_named(methods: dict[str, object], message: str) -> None:
    with pytest.raises(oi.errors.DefinitionError, match=message):
        INDEX.with_methods(**methods)


@pytest.mark.parametrize(
    ("methods", "message"),
    [
        ({"aggregate": "geometric", "zero": 0}, r"index 'malmo-2023', 'delaktighet'.*geometric|above zero"),
        ({"weight": {"ekonomi": {"method": "given", "weights": [1, 2]}}}, r"'ekonomi'.*2"),
        (
            {"normalise": {"method": "goalposts", "low": {"arbetsloshet": 0}, "high": 100}},
            r"the option 'low' lacks 'deltagande_fritidsaktivitet'",
        ),
        (
            {"normalise": {"method": "goalposts", "low": {"arbetsloshett": 0}, "high": 100}},
            r"did you mean 'arbetsloshet'",
        ),
        ({"impute": {"method": "proxy", "on": ["inkomst"]}}, r"names 'inkomst', which is not there"),
        # A level is named once.
        (
            {"rescale": {"index": {"method": "z_score", "people": {"99": 1}}}},
            r"'index', rescale: the option 'people' names '99'",
        ),
        (
            {"weight": {"ekonomi": {"method": "first_component", "people": {"99": 1}}}},
            r"'ekonomi': the option 'people' names '99'",
        ),
    ],
)
def test_a_method_that_the_figures_do_not_allow(methods: dict[str, object], message: str) -> None:
    with pytest.raises(oi.errors.ComputeError, match=message):
        INDEX.with_methods(**methods).compute(EXAMPLE, period="2024")


def test_every_method_says_what_it_is_and_where_it_comes_from() -> None:
    for method in every_method():
        assert method.source, method.name
        assert method.sv, method.name
        assert method.en, method.name
        if not method.required:
            assert resolve(method.stage, method.name).method is method


def test_the_human_development_index_as_a_definition(shared) -> None:
    """HDI 2021 of 191 countries to three decimals: goalposts, arithmetic in knowledge, geometric above."""
    table = pd.read_csv(shared("oracles", "hdi2021", "hdr2021_22_year2021.csv"))
    raw = pd.DataFrame(
        {name: table[f"{name}_2021"] for name in ("le", "eys", "mys")} | {"gni": np.log(table["gnipc_2021"])}
    ).set_axis(table["iso3"].astype(str))
    raw = raw[table["hdi_2021"].notna().to_numpy()]
    published = table.set_index("iso3")["hdi_2021"].dropna()
    own = {
        name: {
            "label": name,
            "definition": name,
            "population": "land",
            "unit": "enhet",
            "direction": "higher_is_worse",  # the index points upwards, as the published one does
            "formula": {"kind": "given"},
        }
        for name in raw
    }
    low = {"le": 20, "eys": 0, "mys": 0, "gni": float(np.log(100))}
    high = {"le": 85, "eys": 18, "mys": 15, "gni": float(np.log(75000))}
    index = oi.types.Index.from_definition(
        parse_definition(
            {
                "id": "hdi",
                "methods": {
                    "normalise": {"method": "goalposts", "low": low, "high": high},
                    "centre": "areas",
                    "aggregate": {"index": "geometric"},
                    "zero": 0,
                    "points": 1,
                },
                "indicators": own,
                "dimensions": [
                    {"id": "health", "indicators": ["le"]},
                    {"id": "knowledge", "indicators": ["eys", "mys"]},
                    {"id": "living", "indicators": ["gni"]},
                ],
            }
        )
    )
    tidy = (
        raw.rename_axis("area")
        .reset_index()
        .melt("area", var_name="variable")
        .assign(period="2021", kind="index")
    )
    scores = index.compute(oi.Statistics.from_frame(tidy, name="UNDP")).scores["index"]
    assert len(published) == 191
    assert ((scores.round(3) - published[scores.index]).abs() < 1e-9).all()


def test_options_may_name_the_indicators() -> None:
    weights = {
        "method": "given",
        "weights": {"arbetsloshet": 2, "lag_ekonomisk_standard": 1, "nettoinkomst": 1},
    }
    result = INDEX.with_methods(weight={"ekonomi": weights}).compute(EXAMPLE, period="2024")
    assert result.reference.weights["ekonomi"].tolist() == [0.25, 0.5, 0.25]
    limits = {"method": "count_beyond", "thresholds": {d.id: 105 for d in INDEX.dimensions}}
    counted = INDEX.with_methods(aggregate={"index": limits}).compute(EXAMPLE, period="2024")
    dimensions = counted.scores[[d.id for d in INDEX.dimensions]]
    assert counted.scores["index"].tolist() == (dimensions >= 105).sum(axis=1).tolist()


# -- gaps that are none of the method's business ----------------------------------------------------------
