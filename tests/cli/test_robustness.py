"""The command ``omradesindex robustness``."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.subjects.robustness import run as draws_run


@pytest.mark.usefixtures("no_figures")
def test_robustness_gives_the_library_s_own_study(run, tmp_path) -> None:
    code, out, err = run(
        *("robustness", "malmo-2023", "--statistics", "exempelstad", "--sets", "mkb, grn", "--drop", "0"),
        *(
            "--weights",
            "dirichlet,critic",
            "--normalise",
            "rank",
            "--treat",
            "winsorise",
            "--aggregate",
            "own",
        ),
        *("--data", "exact", "--n", "400", "--seed", "7", "--out", "ut"),
    )
    assert (code, err) == (0, "")
    assert out.startswith("Hur långt håller slutsatsen?")
    paths = [line for line in out.splitlines() if line.startswith("  ut/")]
    assert max(len(line) for line in out.splitlines() if line not in paths) <= 80
    study = oi.robustness(
        oi.load_index("malmo-2023"),
        oi.example_statistics(),
        sets=["mkb", "grn"],
        weights=["dirichlet", "critic"],
        normalise=["rank"],
        treat=["winsorise"],
        rest="own",
        n=400,
        rng=7,
    )
    saved = pd.read_csv(tmp_path / "ut" / "robusthet.csv", dtype={"area": str}).set_index("area")
    assert saved["mean"].tolist() == pytest.approx(study.ranks["mean"].tolist())
    told = re.sub(r"\s+", " ", out)
    assert all(re.sub(r"\s+", " ", line) in told for line in study.summary().splitlines()[1:])
    assert {p.name for p in (tmp_path / "ut").iterdir()} >= {
        "robusthet.html",
        "orsaker.csv",
        "rangintervall.png",
    }


def test_robustness_varies_what_is_sensible_unless_told_otherwise(run) -> None:
    code, out, err = run("robustness", "--n", "500", "--lang", "en")
    assert (code, err) == (0, "")
    told = re.sub(r"\s+", " ", out)
    varied = ("±25%", "min–max and places", "geometric mean", "which indicators are in", "and chance")
    assert [word for word in varied if word not in told] == []
    assert "in 500 ways" in told
    assert "Saved" not in out


def test_robustness_interrupted_tells_how_much_it_holds(run, monkeypatch) -> None:
    real, done = draws_run.count_blocks, []

    def stop(*work):
        if done:
            raise KeyboardInterrupt
        done.append(work)
        return real(*work)

    monkeypatch.setattr(draws_run, "count_blocks", stop)
    code, out, _ = run("robustness", "--data", "exact", "--n", "1000000", "--lang", "en")
    assert code == 0
    assert re.search(r"it holds [\d,]+ of the 1,000,000 ways", re.sub(r"\s+", " ", out))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--normalise", "minmax"], "min_max"),
        (["--weights", "±250 %"], "at most 100 %"),
        (["--weights", "±112,5 %"], "±112.5 %"),
        (["--n", "20"], "too few"),
        (["--sets", "mbk"], "mkb"),
    ],
)
@pytest.mark.usefixtures("in_english")
def test_robustness_refuses_in_one_line(run, arguments, told: str) -> None:
    code, out, err = run("robustness", "malmo-2023", "--statistics", "exempelstad", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("Error: ")
    assert told in err
    assert "Traceback" not in err


def test_figures_of_ones_own_need_an_index_that_is_named(run) -> None:
    code, _, err = run("robustness", "--statistics", "exempelstad")
    assert code == 2
    assert "inget index är angivet" in err
