"""An index for others rests on what is shown and on nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.disclosure.publish import publish
from omradesindex.disclosure.remaking import Made, remake, share_pairs_of, truth_behind
from omradesindex.disclosure.surroundings import for_others
from omradesindex.disclosure.words import REMADE_NOTE
from tests.subjects.by_group import made_up


def remade_from(figures: Made, policy: oi.DisclosurePolicy) -> tuple[Any, oi.types.Protected]:
    """What others may see of an index, and the counts behind it."""
    truth = truth_behind(figures)
    shares = share_pairs_of(figures, truth)
    protected = oi.protect(truth, policy, shares=shares, keep=[truth.whole or ""])
    notes = (REMADE_NOTE.sv,) if len(protected.log) else ()
    return remake(figures, for_others(protected.statistics, policy, notes=notes)), protected


def test_index_is_made_from_shown_figures_alone(everything: oi.Statistics, index: oi.types.Index) -> None:
    """Other values in the withheld cells' place give the same published index."""
    result = index.compute(everything)
    remade, protected = remade_from(result, oi.DisclosurePolicy())
    assert isinstance(remade, oi.types.Result)
    assert remade.statistics.notes[-1] == REMADE_NOTE.sv
    gone = protected.log[["area", "variable"]].to_numpy().tolist()
    assert gone
    place = index.indicators[[i.id for i in index.indicators].index("gymnasiebehorighet")]
    for area, variable in gone:
        assert variable in place.formula.variables
        assert np.isnan(remade.indicators.loc[area, place.id])
    # The same table without those figures is all that the outputs need.
    frame = protected.statistics.to_frame()
    again = index.compute(
        oi.Statistics.from_frame(
            frame, name="igen", division=everything.division, breakdowns=everything.breakdowns
        )
    )
    pd.testing.assert_frame_equal(again.scores, remade.scores)
    # And the full index's stick would have told: its mean is not that of the shown values.
    assert not np.allclose(remade.scores["utbildning"], result.scores["utbildning"])


def test_where_nothing_is_withheld_readers_are_told_of_nothing(
    everything: oi.Statistics, index: oi.types.Index
) -> None:
    remade, protected = remade_from(
        index.compute(everything), oi.DisclosurePolicy(threshold=1, small_group=0)
    )
    assert protected.log.empty
    assert REMADE_NOTE.sv not in remade.statistics.notes


# -- by group, over time ----------------------------------------------------------------------------------


def small_in_one_year() -> tuple[pd.DataFrame, str]:
    """Two years of women and men; in the first, two women of area 01 with low pay."""
    full = made_up.table()
    (name,) = next(i for i in made_up.index().indicators if i.id == "lag_lon").formula.numerator
    here = (full["area"] == "01") & (full["variable"] == name) & (full["period"] == "2020")
    men = float(full.loc[here & (full["sex"] == "men"), "value"].iloc[0])
    for sex, value in (("women", 2.0), ("total", men + 2.0)):
        full.loc[here & (full["sex"] == sex), "value"] = value
    return full, name


def test_a_small_group_of_one_year_is_told_by_no_other_year_and_no_other_group() -> None:
    full, name = small_in_one_year()
    earlier, later = made_up.results(full, "2020", "2022", partial=True)
    asked = oi.change(earlier, later, by="sex")
    assert "lag_lon" in asked.common
    remade, protected = remade_from(asked, oi.DisclosurePolicy())
    assert protected.audit.passed
    shown = protected.statistics.to_frame()
    cells = shown[(shown["variable"] == name) & (shown["period"] == "2020") & (shown["area"] == "01")]
    withheld = cells.set_index("sex")["value"].isna()
    assert withheld["women"]
    assert withheld.sum() > 1  # total minus men would tell it
    # What is withheld in one year is held against nothing of the other.
    assert "lag_lon" not in remade.common
    assert "2020" in remade.left_out["lag_lon"]
    for group in ("women", "men"):
        for result in remade[group].results:
            assert result.indicators["lag_lon"].isna().all()


def test_other_figures_that_look_alike_to_others_give_the_same_files(tmp_path: Path) -> None:
    """What others see does not depend on what is withheld: two or three women, nobody can tell."""
    full, name = small_in_one_year()
    written = []
    for women in (2.0, 3.0):
        one = full.copy()
        here = (one["area"] == "01") & (one["variable"] == name) & (one["period"] == "2020")
        total = float(one.loc[here & (one["sex"] == "total"), "value"].iloc[0])
        one.loc[here & (one["sex"] == "women"), "value"] = women
        one.loc[here & (one["sex"] == "men"), "value"] = total - women
        asked = oi.change(*made_up.results(one, "2020", "2022", partial=True), by="sex")
        publish(asked, tmp_path / f"{women:g}.csv")
        written.append((tmp_path / f"{women:g}.csv").read_bytes())
    assert written[0] == written[1]


def test_what_cannot_be_made_anew_is_refused_with_what_to_do() -> None:
    full, _ = small_in_one_year()
    first, last = made_up.results(full, "2020", "2022", partial=True)
    revised = first.index.compute(first.statistics, period="2020", reference=first, partial=True)
    with pytest.raises(oi.errors.ComputeError, match=r"cannot be made anew.*oi\.protect"):
        truth_behind(oi.change(first, last, by="sex", revised=revised))
