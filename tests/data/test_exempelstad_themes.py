"""Two scenarios of one made-up city: where a single need drives everything the proposals agree, else not."""

from __future__ import annotations

import importlib
import tomllib
from collections.abc import Iterator
from itertools import combinations
from types import ModuleType
from typing import Any

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.catalogue import indicators
from omradesindex.catalogue.indicator import Direction
from omradesindex.datafiles import data_path
from omradesindex.statistics.example import SCENARIOS
from tests.conftest import ROOT

BODIES = [name for name in oi.list_indices() if oi.load_index(name).changes]

#: Theme → the index and the column of it that should find the area that is truly worst in the theme.
FOUND_BY = {
    "participation": ("malmo-2023", "delaktighet"),
    "education": ("malmo-2023", "utbildning"),
    "economy": ("malmo-2023", "ekonomi"),
    "housing": ("malmo-2023", "boende"),
    "health": ("halsa", "index"),
    "trust": ("tillit", "index"),
    "safety": ("trygghet", "index"),
    "surroundings": ("fysisk-miljo", "index"),
    "upbringing": ("barn", "index"),
}


@pytest.fixture(scope="module")
def script() -> Iterator[ModuleType]:
    if not (ROOT / "scripts" / "build_exempelstad.py").exists():
        pytest.skip("needs scripts/build_exempelstad.py, which is not here")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "scripts"))
        yield importlib.import_module("build_exempelstad")


def true_statistics(scenario: Any) -> oi.Statistics:
    """The true value of every indicator, as a table of figures."""
    truth = oi.data.example_truth(scenario=scenario).xs("2024", level="period")
    kinds = {
        name: "share" if indicators()[name].formula.is_part else "index"
        for name in truth.columns
        if name in indicators()
    }
    table = truth[list(kinds)].rename_axis("area").reset_index().melt("area", var_name="variable")
    table = table.assign(period="2024", quality="made_up", kind=table["variable"].map(kinds))
    return oi.Statistics.from_frame(table, name="Exempelstad (påhittad)", division=oi.example_division())


def first_three(statistics: oi.Statistics) -> dict[str, frozenset[str]]:
    """Each proposal's three areas with the greatest challenge, and the base's."""
    comparison = oi.compare(["malmo-2023", *BODIES], statistics, top=3)
    return {name: frozenset(ranks.index[ranks <= 3]) for name, ranks in comparison.ranks.items()}


def agreement(first: dict[str, frozenset[str]]) -> float:
    """How large a part of their first three two proposals have in common, on average."""
    return float(np.mean([len(first[a] & first[b]) / 3 for a, b in combinations(first, 2)]))


@pytest.fixture(scope="module")
def firsts() -> dict[tuple[str, str], dict[str, frozenset[str]]]:
    told: dict[tuple[str, str], dict[str, frozenset[str]]] = {}
    for scenario in SCENARIOS:
        told[scenario, "figures"] = first_three(oi.example_statistics(scenario=scenario))
        told[scenario, "truth"] = first_three(true_statistics(scenario))
    return told


def test_the_same_question_has_two_answers(firsts: Any) -> None:
    assert len(BODIES) >= 12
    assert agreement(firsts["need", "figures"]) > 0.85
    assert agreement(firsts["themes", "figures"]) < 0.6
    base = firsts["need", "figures"]["malmo-2023"]
    assert sum(firsts["need", "figures"][body] == base for body in BODIES) >= len(BODIES) - 2
    assert frozenset.intersection(*firsts["themes", "figures"].values()) == frozenset()
    assert len(set(firsts["themes", "figures"].values())) >= 6


def test_it_is_the_truth_that_differs_and_not_chance(firsts: Any) -> None:
    for scenario in SCENARIOS:
        figures, truth = firsts[scenario, "figures"], firsts[scenario, "truth"]
        assert abs(agreement(figures) - agreement(truth)) < 0.1
        found = [len(figures[name] & truth[name]) / 3 for name in truth]
        assert np.mean(found) > 0.9
        assert min(found) >= 2 / 3


def test_robustness_says_that_the_choice_decides_only_where_it_does() -> None:
    held = {}
    for scenario in SCENARIOS:
        statistics = oi.example_statistics(scenario=scenario)
        study = oi.robustness(oi.load_index("malmo-2023"), statistics, sets=BODIES, rest="own", n="all")
        first = study.ranks.index[study.ranks["base"] <= 3]
        held[scenario] = study.among_first(3)[first].min()
    assert held["need"] > 0.85
    assert held["themes"] < 0.5


def test_the_figures_find_the_area_that_is_truly_worst_in_each_theme() -> None:
    truth = oi.data.example_truth(scenario="themes").xs("2024", level="period").drop("X00")
    statistics = oi.example_statistics(scenario="themes")
    worst = {theme: truth[theme].idxmax() for theme in FOUND_BY}
    assert len(set(worst.values())) == len(worst)  # no area is worst in two
    for theme, (index, column) in FOUND_BY.items():
        first, second = truth[theme].nlargest(2)
        assert first - second > 0.5, theme
        assert oi.load_index(index).compute(statistics).scores[column].idxmax() == worst[theme], theme


def test_a_theme_stands_out_where_it_truly_does() -> None:
    truth = oi.data.example_truth(scenario="themes").xs("2024", level="period").drop("X00")
    out = {}
    for scenario in SCENARIOS:
        rows = oi.themes("malmo-2023", oi.example_statistics(scenario=scenario)).to_frame()
        rows = rows[rows["stands_out"] & rows["level"].eq("dimension")]
        out[scenario] = set(zip(rows["area"], rows["theme"], strict=True))
    dimensions = {theme: column for theme, (index, column) in FOUND_BY.items() if index == "malmo-2023"}
    assert len(dimensions) == 4
    assert {(truth[theme].idxmax(), column) for theme, column in dimensions.items()} <= out["themes"]
    assert len(out["need"]) < 4 < len(out["themes"])


def test_the_common_need_is_weak() -> None:
    """The median correlation between two indicators' true values, turned so that higher is worse."""
    median = {}
    for scenario in SCENARIOS:
        truth = oi.data.example_truth(scenario=scenario).xs("2024", level="period").drop("X00")
        names = [i.id for i in oi.load_index("malmo-2023").indicators]
        names += [
            i.id for name in ("tillit", "trygghet", "halsa", "barn") for i in oi.load_index(name).indicators
        ]
        signs = [1 if indicators()[n].direction == Direction.HIGHER_IS_WORSE else -1 for n in names]
        correlations = (truth[names] * signs).corr().to_numpy()
        median[scenario] = np.median(correlations[np.triu_indices(len(names), 1)])
    assert median["need"] > 0.6
    assert median["themes"] < 0.25


def test_nothing_changes_in_it_and_the_areas_are_what_their_row_says() -> None:
    truth = oi.data.example_truth(scenario="themes")
    assert list(truth.index.unique("period")) == ["2023", "2024"]
    told = tomllib.loads((ROOT / "scripts" / "exempelstad_themes.toml").read_text(encoding="utf-8"))
    for code in oi.example_division().codes:
        for name, value in zip(told["areas"]["columns"], told["areas"][code], strict=True):
            np.testing.assert_allclose(truth.loc[code, name], value, atol=1e-4)


def test_no_change_is_found_where_there_is_none() -> None:
    index, figures = oi.load_index("malmo-2023"), oi.example_statistics(scenario="themes")
    earlier = index.compute(figures, period="2023")
    change = oi.change(earlier, index.compute(figures, period="2024", reference=earlier))
    assert change.verdicts["index"].tolist() == ["noise"] * 14


def test_the_page_about_the_city_names_its_areas_as_they_are() -> None:
    page = (ROOT / "docs" / "exempelstad.md").read_text(encoding="utf-8")
    told = tomllib.loads((ROOT / "scripts" / "exempelstad_themes.toml").read_text(encoding="utf-8"))
    division = oi.example_division()
    for code in division.codes:
        numbers = (f"{value:.1f}".replace(".", ",").replace("-", "−") for value in told["areas"][code])
        assert f"| {code} | {division.name_of(code)} | {' | '.join(numbers)} |" in page


def test_it_has_the_same_cells_and_is_as_complete() -> None:
    first, other = (oi.example_statistics(scenario=scenario) for scenario in SCENARIOS)
    assert other.areas == first.areas
    assert other.division is first.division
    assert "påhittad" in other.name
    assert other.name != first.name
    blocks = {block for block in first.blocks if block.period in other.periods()}
    assert set(other.blocks) == blocks
    for name in oi.list_indices():
        assert (oi.load_index(name).compute(other).quality["areas"] == 14).all(), name


def test_its_files_stay_small() -> None:
    assert sum(path.stat().st_size for path in data_path("exempelstad", "themes").iterdir()) < 600_000


def test_a_theme_of_rows_that_do_not_exist_is_refused(script: ModuleType) -> None:
    told = script.parameters()
    other = tomllib.loads((ROOT / "scripts" / "exempelstad_themes.toml").read_text(encoding="utf-8"))
    other["themes"]["trust"] = ["tillit_till_grannar"]
    with pytest.raises(SystemExit, match="tillit_till_grannar"):
        script.changed(told, other)
    # A new row that no theme names keeps the common need.
    row = {"id": "ny", "need": 0.4, "trust": 0.1}
    assert script.of_theme(row, {"tillit_andra_ja": "trust"}) == row
    assert script.of_theme(row, {"ny": "trust"}) == {"id": "ny", "trust": 0.5}
