"""What is out already and tied to nothing new is left out, and nobody can tell more for that."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.disclosure import system
from omradesindex.disclosure.audit import audit_system, reading, what_is_needed
from omradesindex.disclosure.ledger import releases_for
from omradesindex.disclosure.system import System, build
from omradesindex.disclosure.trying import Trial
from tests.cities import statistics
from tests.disclosure.made_up import one_count

SEXES = ("women", "men")
POLICY = oi.DisclosurePolicy()


def table(values: np.ndarray, codes: Sequence[str], whole: str) -> oi.Statistics:
    """Two variables of women, men and all: areas × sex × variable, with the whole's."""
    values = np.concatenate([values, values.sum(axis=1, keepdims=True)], axis=1)
    values = np.concatenate([values, values.sum(axis=0, keepdims=True)])
    rows = [
        (area, variable, "2024", sex, float(values[a, s, v]), "count")
        for a, area in enumerate([*codes, whole])
        for s, sex in enumerate([*SEXES, "total"])
        for v, variable in enumerate(["sysselsatta_16_64", "befolkning_16_64"])
    ]
    columns = ["area", "variable", "period", "sex", "value", "kind"]
    return statistics(pd.DataFrame(rows, columns=columns).assign(quality="made_up"), whole=whole)


def country(seed: int) -> list[oi.Statistics]:
    """The towns, and then the areas of each; of some towns so few that they are withheld."""
    rng = np.random.default_rng(seed)
    n_towns = 3
    of_town, tables = [], []
    for town in range(n_towns):
        n = int(rng.integers(2, 5))
        means = 20 * rng.choice([0.1, 1.0, 2.0]) * rng.choice([0.3, 1.0, 2.0], (n, 2))
        top, rest = rng.poisson(means), rng.poisson(means / 2)
        values = np.stack([top, top + rest], axis=2)
        of_town.append(values.sum(axis=0))
        tables.append(table(values, [f"{town}-{k}" for k in range(n)], f"T{town}"))
    return [table(np.array(of_town), [f"T{town}" for town in range(n_towns)], "L"), *tables]


def system_of(one: oi.Statistics, ledger: oi.Ledger) -> System:
    releases = releases_for(oi.Ledger.read(ledger.folder), [one])
    return build([reading(one)], releases=releases, margin=POLICY.margin_width)


def published(tables: Sequence[oi.Statistics], folder: Path) -> oi.Ledger:
    ledger = oi.Ledger.create(folder / "liggare")
    for k, one in enumerate(tables):
        oi.publish(oi.protect(one, POLICY, ledger=ledger), folder / f"{k}.csv", ledger=ledger)
    return oi.Ledger.read(ledger.folder)


def towns_in(system: System) -> set[str]:
    """The towns of which some area is there."""
    areas = [system.laid.areas[column] for column in np.unique(system.column)]
    return {area.partition("-")[0] for area in areas if "-" in area}


def of_towns(women: int) -> list[oi.Statistics]:
    """Three towns and the areas of each; in each area of the first so many women with work."""
    areas = np.array([[[9, 40], [30, 60]], [[22, 50], [3, 80]], [[31, 70], [12, 50]]])
    towns = [areas.copy(), areas + 40, areas + 7]
    towns[0][:, 0, 0] = women
    tables = [table(town, [f"{t}-{k}" for k in range(3)], f"T{t}") for t, town in enumerate(towns)]
    return [table(np.array([town.sum(axis=0) for town in towns]), ["T0", "T1", "T2"], "L"), *tables]


@pytest.mark.parametrize(("women", "there"), [(9, {"2"}), (1, {"0", "2"})])
def test_a_town_comes_along_where_some_figure_of_towns_is_withheld(
    women: int, there: set[str], tmp_path: Path
) -> None:
    *before, last = of_towns(women)
    ledger = published(before, tmp_path)
    assert all(entry.withheld for entry in ledger.entries[1:2])
    assert towns_in(system_of(last, ledger)) == there


def test_a_variable_that_was_out_for_another_year_has_counts_still(tmp_path: Path) -> None:
    old = one_count([40, 50, 60]).assign(period="2023")
    new = one_count([45, 55, 61])
    other = one_count([41, 32, 63], "utflyttade").assign(period="2023")
    before, now = statistics(old, whole="X"), statistics(pd.concat([new, other]), whole="X")
    ledger = published([before], tmp_path)
    there = system_of(now, ledger)
    assert ("inflyttade", "2023") not in {there.laid.blocks[row][:2] for row in there.row if row >= 0}
    protected = oi.protect(now, POLICY, ledger=ledger)
    assert protected.audit.unchecked == ()
    assert oi.publish(protected, tmp_path / "nu.csv", ledger=ledger).exists()


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_kept_from_a_part_is_kept_from_everything(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = oi.Ledger.create(tmp_path / "liggare")
    smaller = 0
    for k, one in enumerate(country(seed)):
        protected = oi.protect(one, POLICY, ledger=ledger)
        part = system_of(one, ledger)
        with monkeypatch.context() as patch:
            patch.setattr(system.System, "tied", lambda self: self)
            everything = system_of(one, ledger)
        smaller += len(part.values) < len(everything.values)
        hidden = everything.laid.hide(0, protected.statistics.status != one.status)
        need, reason = what_is_needed(everything, POLICY, [reading(one)])
        trial = Trial(everything, POLICY, need, reason)
        assert audit_system(trial, hidden | everything.laid.closed).passed
        oi.publish(protected, tmp_path / f"{k}.csv", ledger=ledger)
    assert smaller
