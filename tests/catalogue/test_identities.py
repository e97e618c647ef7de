"""What variables are of each other, by definition: told once, and true of the figures that there are."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

import omradesindex as oi
from omradesindex.catalogue import indicators, variables
from omradesindex.catalogue.identities import Identity, identities, wholes
from omradesindex.errors import DefinitionError


def within(whole: str, *parts: str) -> Identity:
    return Identity(whole, parts, complete=False)


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        (
            ["arbetskraft_16_64", "sysselsatta_16_64", "arbetslosa_16_64"],
            [Identity("arbetskraft_16_64", ("sysselsatta_16_64", "arbetslosa_16_64"))],
        ),
        # Through the labour force, which nobody tells of.
        (
            ["befolkning_16_64", "sysselsatta_16_64", "arbetslosa_16_64"],
            [within("befolkning_16_64", "sysselsatta_16_64", "arbetslosa_16_64")],
        ),
        # Through a denominator.
        (["befolkning_16_64", "arbetslosa_16_64"], [within("befolkning_16_64", "arbetslosa_16_64")]),
        # Ages nest, and fill each other.
        (["befolkning_16_64", "befolkning_25_64"], [within("befolkning_16_64", "befolkning_25_64")]),
        (
            ["sysselsatta_16_64", "sysselsatta_16_24", "sysselsatta_25_64"],
            [Identity("sysselsatta_16_64", ("sysselsatta_16_24", "sysselsatta_25_64"))],
        ),
        (
            ["befolkning_20_64", "befolkning_20_24", "utbildning_gymnasial_25_64"],
            [within("befolkning_20_64", "befolkning_20_24", "utbildning_gymnasial_25_64")],
        ),
        # Two ids of one thing: what one is of others, the other is too.
        (
            ["befolkning_0_4", "barn_0_17", "alder_under_5", "barn_5_17"],
            [
                Identity("alder_under_5", ("befolkning_0_4",)),
                Identity("barn_0_17", ("befolkning_0_4", "barn_5_17")),
            ],
        ),
        (["alder_under_5", "folkmangd"], [within("folkmangd", "alder_under_5")]),
        # A chain is told link by link.
        (
            ["sysselsatta_16_64", "befolkning_16_64", "folkmangd"],
            [within("befolkning_16_64", "sysselsatta_16_64"), within("folkmangd", "befolkning_16_64")],
        ),
        # Shares of one kind have no sums, and unlike things nothing to do with each other.
        (["varken_arbete_eller_studier_20_25", "varken_arbete_eller_studier_20_64"], []),
        (["lagenheter_hyresratt", "folkmangd", "inflyttade", "rostberattigade_kommunval"], []),
        (["en_egen", "en_annan"], []),
        ([], []),
    ],
)
def test_what_is_true_by_definition_is_told_once(seen: list[str], told: list[Identity]) -> None:
    assert list(identities(seen)) == told


def test_unseen_wholes_and_parts_tie_what_is_seen_together() -> None:
    origins = ["fodda_i_sverige", "utrikes_fodda", "svensk_bakgrund", "utlandsk_bakgrund"]
    assert not any(one.complete for one in identities(origins))
    tied = [one for one in identities(origins, unseen=True) if one.complete]
    assert tied == [Identity("folkmangd", tuple(origins[:2])), Identity("folkmangd", tuple(origins[2:]))]
    overlapping = identities(["x_16_24", "x_20_24", "x_16_64", "x_20_64"], unseen=True)
    assert [one for one in overlapping if one.complete] == [
        Identity("x_16_24", ("x 16–19 år", "x_20_24")),
        Identity("x_16_64", ("x 16–19 år", "x_20_64")),
    ]


def test_shares_of_one_s_own_and_what_is_known_besides_are_taken_in() -> None:
    share = indicators()["arbetsloshet"]
    own = replace(share, id="egen", formula=replace(share.formula, numerator=("a", "b"), denominator=("c",)))
    assert identities(["a", "b", "c"], own=[own]) == (within("c", "a", "b"),)
    several = replace(own, formula=replace(own.formula, numerator=("a",), denominator=("a", "b", "c")))
    assert identities(["a", "b", "c"], own=[several]) == ()
    ratio = replace(own, formula=replace(own.formula, kind="ratio"))
    assert identities(["a", "b", "c"], own=[ratio]) == ()
    known = Identity("folkmangd", ("a", "befolkning_65_och_aldre"))
    told = identities(["folkmangd", "a", "befolkning_65_och_aldre", "befolkning_80_och_aldre"], also=[known])
    assert told == (known, within("befolkning_65_och_aldre", "befolkning_80_och_aldre"))


def test_a_numerator_lies_within_the_sum_of_its_denominators() -> None:
    share = indicators()["arbetsloshet"]
    own = replace(share, formula=replace(share.formula, numerator=("a",), denominator=("b", "c")))
    assert identities(["a", "b", "c"], own=[own]) == ()
    assert set(identities(["a", "b", "c"], own=[own], unseen=True)) == {
        Identity("b + c", ("b", "c")),
        within("b + c", "a"),
    }


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        # Two indicators of which one's whole is made of both numerators.
        (
            ["arbetsloshet/numerator", "arbetsloshet/denominator", "sysselsattning/numerator"],
            [Identity("arbetsloshet/denominator", ("sysselsattning/numerator", "arbetsloshet/numerator"))],
        ),
        # Two of nested populations, with and without what is between them.
        (
            ["egen_lon/denominator", "forgymnasial_utbildning/denominator"],
            [within("egen_lon/denominator", "forgymnasial_utbildning/denominator")],
        ),
        (
            ["egen_lon/denominator", "forgymnasial_utbildning/denominator", "befolkning_20_24"],
            [Identity("egen_lon/denominator", ("befolkning_20_24", "forgymnasial_utbildning/denominator"))],
        ),
        # Two of one population.
        (
            ["egen_lon/denominator", "lag_lon/denominator"],
            [Identity("lag_lon/denominator", ("egen_lon/denominator",))],
        ),
        # A denominator that is a sum, of which the numerator is a part.
        (
            [
                "bostads_eller_aganderatt/denominator",
                "bostads_eller_aganderatt/numerator",
                "lagenheter_hyresratt",
            ],
            [
                Identity(
                    "bostads_eller_aganderatt/denominator",
                    ("lagenheter_hyresratt", "bostads_eller_aganderatt/numerator"),
                )
            ],
        ),
        # Crimes are no part of the people that they are counted on, and weighted groups no sum.
        (["anmalda_brott/numerator", "anmalda_brott/denominator"], []),
        (["cni_per_invanare/numerator", "alder_under_5"], []),
        # A share of which nobody knows the formula.
        (["egen/numerator", "egen/denominator"], [within("egen/denominator", "egen/numerator")]),
    ],
)
def test_the_counts_beside_an_indicator_are_what_its_formula_says(
    seen: list[str], told: list[Identity]
) -> None:
    assert list(identities(seen)) == told


def test_one_s_own_indicator_s_counts_are_what_its_own_formula_says() -> None:
    share = indicators()["arbetsloshet"]
    own = replace(share, formula=replace(share.formula, denominator=("befolkning_20_64",)))
    seen = ["arbetsloshet/denominator", "befolkning_20_64", "arbetskraft_16_64"]
    assert Identity("arbetskraft_16_64", ("arbetsloshet/denominator",)) in identities(seen)
    assert identities(seen, own=[own]) == (Identity("befolkning_20_64", ("arbetsloshet/denominator",)),)


def test_every_whole_of_a_variable_is_known() -> None:
    around = wholes()
    assert {"arbetskraft_16_64", "befolkning_16_64", "folkmangd"} <= around["arbetslosa_16_64"]
    assert {"folkmangd", "utlandsk_bakgrund"} <= around["utlandsfodd_osteuropa_asien_afrika_sydamerika"]
    assert "befolkning_65_och_aldre" in around["over_65_ensamboende"]
    assert around["folkmangd"] == frozenset()
    # Nothing lies within itself, but by another name.
    alike = {frozenset((name, other)) for name in around for other in around[name] if name in around[other]}
    assert alike == {
        frozenset(("alder_under_5", "befolkning_0_4")),
        frozenset(("lagutbildad_25_64", "utbildning_forgymnasial_25_64")),
    }


def test_what_is_no_list_of_ids_is_refused() -> None:
    with pytest.raises(DefinitionError, match="given as str"):
        identities("folkmangd")


def test_no_identity_is_told_with_a_variable_that_nobody_asked_for() -> None:
    rng = np.random.default_rng(3)
    counts = [name for name, variable in variables().items() if variable.kind == "count"]
    for size in rng.integers(2, 40, 30):
        seen = rng.choice(counts, size, replace=False).tolist()
        told = identities(seen)
        assert all({one.whole, *one.parts} <= set(seen) for one in told)
        # What is left out follows: steps upwards reach all that a variable lies within.
        up = {(part, one.whole) for one in told for part in one.parts}
        up |= {(one.whole, one.parts[0]) for one in told if one.complete and len(one.parts) == 1}
        for name, around in wholes(seen).items():
            reached = {name}
            for _ in seen:
                reached |= {whole for part, whole in up if part in reached}
            assert reached - {name} == around


# -- held against figures -----------------------------------------------------------------------------------


def left_over(columns: Mapping[str, pd.Series[float]], one: Identity) -> pd.Series[float]:
    """What is left over of a whole, in the figures in which all of it is known."""
    return (columns[one.whole] - sum(columns[part] for part in one.parts)).dropna()


def columns_of(statistics: oi.Statistics) -> pd.DataFrame:
    figures = statistics.to_frame()
    figures = figures[figures["status"] == "observed"]
    keys = ["area", "period", *statistics.breakdowns]
    counts = figures[figures["kind"] == "count"].pivot_table(index=keys, columns="variable", values="value")
    shares = figures[figures["kind"].isin(["share", "mean"])]
    beside = [
        shares.pivot_table(index=keys, columns="variable", values=measure).add_suffix(f"/{measure}")
        for measure in ("numerator", "denominator")
        if shares[measure].notna().any()
    ]
    return counts.join(beside, how="outer") if beside else counts


def test_every_identity_holds_in_the_figures_of_the_example() -> None:
    example = oi.example_statistics()
    counts = [name for name in example.variables if example.block(name, "2024").kind == "count"]
    columns = columns_of(example.only(counts, periods=["2024"]))
    told = identities(columns.columns)
    assert len(told) > 60
    for one in told:
        left = left_over(columns, one)
        assert (left >= 0).all(), one
        assert not one.complete or (left == 0).all(), one


def test_every_identity_holds_in_the_figures_of_malmo() -> None:
    columns = columns_of(oi.malmo_statistics())
    told = identities(columns.columns)
    assert len([one for one in told if one.complete]) == 10
    for one in told:
        left = left_over(columns, one)
        # Of the labour market the source perturbs each figure; an area is the sum of some fourteen.
        noise = 40 if one.whole in ("befolkning_16_64", "arbetskraft_16_64") else 0
        assert (left >= -noise).all(), one
        assert not one.complete or (left <= noise).all(), one


def test_every_identity_holds_in_the_national_tables(shared: Callable[..., Path]) -> None:
    """Small areas of another city as published, its labour market perturbed figure by figure."""
    statistics = oi.read_statistics(
        shared("data", "uppsala", "scb"), mapping=shared("data", "uppsala", "scb", "mapping.toml")
    )
    columns = columns_of(statistics)
    told = identities(columns.columns)
    assert {one.whole for one in told if one.complete} == {"arbetskraft_16_64"}
    assert within("folkmangd", "lag_ekonomisk_standard/denominator") in told
    for one, other in itertools.product(told, repeat=2):
        assert one == other or (one.whole, one.parts) != (other.whole, other.parts)
    for one in told:
        left = left_over(columns, one)
        noise = 8 if one.whole.endswith("16_64") else 0
        assert len(left) == 150
        assert left.min() >= -noise
        assert not one.complete or left.max() <= noise


# -- nothing lost and nothing added -------------------------------------------------------------------------


def divided(rng: np.random.Generator) -> tuple[dict[str, frozenset[int]], list[Identity]]:
    """Groups of people, divided in several ways into groups that are divided again, and what is so told."""
    people = {"all": frozenset(range(rng.integers(4, 9)))}
    told = []
    for k in range(rng.integers(2, 7)):
        whole = str(rng.choice([*people]))
        members = sorted(people[whole])
        if len(members) > 1:
            sides = np.array_split(rng.permutation(members), rng.integers(2, min(4, len(members)) + 1))
            parts = {f"{k} {n}": frozenset(side.tolist()) for n, side in enumerate(sides)}
            people |= parts
            told.append(Identity(whole, tuple(parts)))
    inside = [(a, b) for a in people for b in people if people[a] < people[b]]
    return people, told + [within(b, a) for a, b in inside if rng.random() < 0.1]


def bounds(told: Iterable[Identity], known: Mapping[str, float], target: str) -> list[float]:
    """The least and the greatest value that a group can have."""
    told = [*told, within(target)]
    names = list(dict.fromkeys([*known, *(n for one in told for n in (one.whole, *one.parts))]))
    rows = np.array([[(n == one.whole) - float(n in one.parts) for n in names] for one in told])
    exact = np.array([one.complete for one in told])
    found = [
        linprog(
            [sign * (name == target) for name in names],
            A_eq=rows[exact],
            b_eq=np.zeros(exact.sum()),
            A_ub=-rows[~exact],
            b_ub=np.zeros((~exact).sum()),
            bounds=[(known[name],) * 2 if name in known else (0, None) for name in names],
        )
        for sign in (1, -1)
    ]
    return [np.inf if one.status == 3 else abs(one.fun) for one in found]


@pytest.mark.parametrize("seed", range(20))
def test_what_is_told_of_the_seen_is_true_and_as_much_as_all_that_is_told(seed: int) -> None:
    rng = np.random.default_rng(seed)
    people, told = divided(rng)
    seen = [name for name in people if rng.random() < 0.7]
    full, plain = identities(seen, also=told, unseen=True), identities(seen, also=told)
    for one in (*full, *plain):
        parts = [people[part] for part in one.parts]
        together = frozenset().union(*parts)
        assert sum(map(len, parts)) == len(together)
        assert together == people[one.whole] if one.complete else together <= people[one.whole]
    sizes = rng.integers(0, 50, 9)
    known = {name: float(sizes[[*people[name]]].sum()) for name in seen if rng.random() < 0.6}
    for target in [name for name in seen if name not in known][:2]:
        assert bounds(full, known, target) == pytest.approx(bounds(told, known, target), abs=1e-6)
