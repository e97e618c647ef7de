"""What is tried twice is counted once, and what cannot be seen is said to say nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.subjects.robustness.copies import firsts
from tests.cities import codes, counts, statistics
from tests.subjects.robustness.only import only

INDEX = oi.load_index("malmo-2023")
EXAMPLE = oi.example_statistics()
MALMO = oi.malmo_statistics()
MEAN = {"method": "power_mean", "power": 1}
# What they propose has no figures among Malmö's open data; of the last the half has.
UNSEEN = [INDEX.extend(name).with_identity(id=f"med-{name}") for name in ("tillit", "ctc")]
HALF = (
    INDEX.replace("eftergymnasial_utbildning", "lasning_ak1")
    .add("ekonomiskt_bistand", to="ekonomi")
    .with_identity(id="delvis")
)


def test_sets_without_figures_are_no_evidence() -> None:
    study = only(INDEX, MALMO, sets=UNSEEN, n=300, partial=True, rng=1)
    assert (study.tried, study.n) == (False, 0)
    for lang, nothing, hidden in (
        (
            "sv",
            "går inte att säga",
            "skulle ändra: med-tillit (0 av 4) och med-ctc (0 av 8). Allt nytt",
        ),
        (
            "en",
            "cannot be said",
            "cannot be said: med-tillit (0 of 4) and med-ctc (0 of 8). Nothing",
        ),
    ):
        told = study.summary(lang)
        assert nothing in told
        assert hidden in told
        assert "scenari" not in told
    assert study.ranks["low"].isna().all()
    with pytest.raises(oi.errors.ComputeError, match="nothing that was to vary changes any score"):
        study.plot.ranks()
    same = only(INDEX, MALMO, sets=UNSEEN, n="all", partial=True)
    assert (same.tried, same.summary()) == (False, study.summary())


def test_the_report_of_such_a_study_says_so_and_draws_nothing(tmp_path) -> None:  # type: ignore[no-untyped-def]
    study = only(INDEX, MALMO, sets=UNSEEN, n=300, partial=True)
    for name in ("rangintervall.png", "par.csv", "eget.png"):
        (tmp_path / name).touch()  # of an earlier study, and somebody's own
    names = {path.name for path in study.save(tmp_path)}
    assert {path.name for path in tmp_path.iterdir()} == names | {"eget.png"}
    assert {"robusthet.txt", "robusthet.html", "robusthet.csv", "faktorer.csv"} <= names
    assert not {name for name in names if name.endswith((".png", ".svg"))}
    for name in ("robusthet.txt", "robusthet.html"):
        assert "går inte att säga" in (tmp_path / name).read_text(encoding="utf-8")


def test_copies_are_taken_out_of_the_count() -> None:
    shorter = INDEX.without("svarsfrekvens_folkhalsoenkat").with_identity(id="kort")
    study = only(INDEX, MALMO, sets=[*UNSEEN, shorter, HALF], n=300, partial=True, rng=1)
    assert list(study.factors.loc["set", "levels"]) == ["malmo-2023", "delvis"]
    assert study.factors.loc["set", "copies"] == {"kort": "malmo-2023"}
    assert set(study.by_level["level"]) == {"malmo-2023", "delvis"}
    told = study.summary()
    assert "kort ger samma poäng som malmo-2023, eftersom det som skiljer dem åt saknar uppgifter" in told
    assert "på 300 sätt, dragna bland 2 olika" in told
    assert "Vilket förslag som gäller: indexet självt och delvis." in told
    assert "Bara den delen av förslagen syns" in told
    alone = only(INDEX, MALMO, sets=[HALF], n=300, partial=True, rng=1)
    assert np.array_equal(study.tally.ranks, alone.tally.ranks)


@pytest.mark.parametrize(
    ("varied", "copies"),
    [
        ({"treat": ["winsorise"]}, {"treat": {"winsorise": "none"}}),  # no outliers
        ({"impute": ["mean", "median"]}, {"impute": {"mean": "none", "median": "none"}}),  # no gaps
        ({"weights": {"ekonomi": 1.0}}, {"weights": {"ekonomi 1.0": "given"}}),
        ({"weights": ["equal"]}, {"weights": {"equal": "given"}}),
        ({"weights": {"boende": (1, 1), "ekonomi": (1, 1)}}, None),
        ({"aggregate": [MEAN]}, {"aggregate": {"power_mean (power 1)": "arithmetic"}}),
        ({"sets": {"samma": INDEX.with_identity(id="x")}}, {"set": {"samma": "malmo-2023"}}),
    ],
)  # fmt: skip
def test_levels_that_give_the_same_scores_are_one(varied: dict[str, object], copies: object) -> None:
    if copies is None:
        with pytest.raises(oi.errors.MethodError, match="one level"):
            only(INDEX, EXAMPLE, **varied, n=200)  # type: ignore[arg-type]
        return
    study = only(INDEX, EXAMPLE, **varied, n=200)  # type: ignore[arg-type]
    assert {f.name: f.copies for f in study.problem.idle} == copies
    assert "räknas inte igen" in study.summary()
    with_drop = only(INDEX, EXAMPLE, **varied, drop=1, n=400, sobol=False)  # type: ignore[arg-type]
    assert list(with_drop.factors.index) == ["drop"]
    assert "räknas inte igen" in with_drop.summary()


def test_vectors_of_weights_that_coincide_are_one() -> None:
    table = pd.DataFrame({"a": [1.0, 2.0], "b": [2.0, 4.0], "c": [3.0, 1.0]}, index=["ekonomi", "boende"])
    table = table.reindex([d.id for d in INDEX.dimensions]).fillna(0.0)
    study = only(INDEX, EXAMPLE, weights=table, n=300)
    assert study.factors.loc["weights", "copies"] == {"b": "a"}
    scheme = study.problem.sets[0].schemes[1]
    assert scheme.names == ("a", "c")


def test_the_same_alternative_twice_is_one() -> None:
    once = only(INDEX, EXAMPLE, weights="±25 %", normalise=["min_max"], n=400, rng=2, sobol=False)
    twice = only(
        INDEX, EXAMPLE, weights=["±25 %", 0.25], normalise=["min_max", "min_max"], n=400, rng=2, sobol=False
    )
    assert np.array_equal(once.tally.ranks, twice.tally.ranks)


def test_two_functions_of_one_name_are_two() -> None:
    functions = [lambda x, weights, k=k: np.sort(x, axis=1)[:, k] for k in (0, -1)]
    study = only(INDEX, EXAMPLE, aggregate=functions, n=200, sobol=False)
    assert len(set(study.factors.loc["aggregate", "levels"])) == 3
    assert set(study.by_level["level"]) == {"arithmetic", "<lambda>", "<lambda>, 2"}


def test_what_has_no_figures_is_not_there_to_leave_out() -> None:
    study = only(INDEX, MALMO, drop=1, n="all", partial=True)
    # Nine have figures; one of them is the only one of its dimension that has.
    assert study.n == 1 + 8
    assert "alla nio sätt" in study.summary()


def test_combinations_that_come_to_the_same_are_told_once() -> None:
    short = INDEX.without("trangboddhet").with_identity(id="kort")
    study = only(INDEX, EXAMPLE, sets=[short], drop=1, n="all")
    # 13 from the index; of the 12 from the other, the one that leaves nothing out is among them.
    assert study.n == 13 + 11
    assert "alla 24 sätt som ger egna poäng" in study.summary()
    assert len(study.design()) == len(study.outcomes()) == 24
    assert study.acceptability.sum(axis=1).to_numpy() == pytest.approx(1)
    row = int(study.design().index[-1])
    found = study.evaluate(study.design()).loc[row]
    np.testing.assert_allclose(found, study.scenario(row).compute(EXAMPLE).scores["index"], atol=1e-9)


def test_scores_that_differ_by_round_off_are_the_same() -> None:
    problem = only(INDEX, EXAMPLE, drop=1, n=100).problem
    scores = [np.array([[0.3, 0.1 + 0.2, 0.4], [100.0, 100.0, np.nan]]), np.array([[0.4], [np.nan]])]
    assert firsts(problem, scores).tolist() == [0, 2]


def test_errors_that_are_nowhere_known_change_nothing() -> None:
    table = counts(INDEX, codes(6))
    known = statistics(table)
    share = INDEX.compute(known).indicators.iloc[:-1]
    rows = share.rename_axis("area").reset_index().melt("area", var_name="variable").assign(period="2024")
    bare = oi.Statistics.from_frame(rows.assign(kind="share"), name="utan antal")
    index = INDEX.with_methods(centre="areas")
    study = only(index, bare, data="sampling", drop=1, n=400)
    assert [f.name for f in study.problem.idle] == ["sampling"]
    assert "Vi skulle också ha varierat slumpen, men det ändrar inga poäng här" in study.summary()
    assert study.kind() == "metodintervall"


def test_a_set_without_any_figures_is_named_and_not_drawn() -> None:
    alone = only(INDEX, MALMO, sets=["sbn"], n=300, partial=True)
    assert not alone.tried
    assert "går inte att säga" in alone.summary()
    study = only(INDEX, MALMO, sets=["sbn", HALF], n=100, partial=True, sobol=False)
    assert list(study.factors.loc["set", "levels"]) == ["malmo-2023", "delvis"]
    comparison = oi.compare([INDEX, "sbn", HALF], MALMO, partial=True)
    compared = " ".join(str(comparison).split())
    for told in (
        "vad det här förslaget skulle ändra: sbn (0 av 8). Allt nytt i det saknar uppgifter.",
        "Indikatorer som byts mot en utan uppgifter: delvis 1.",
    ):
        assert told in study.summary()
        assert told in compared
    with pytest.raises(oi.errors.OmradesindexError, match="none of the 8 indicators has figures"):
        only(INDEX, MALMO, sets=["sbn"], n=100)
