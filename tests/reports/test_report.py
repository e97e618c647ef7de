"""The verb: what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError, DefinitionError
from tests import cities
from tests.reports import made, small_city


def test_a_board_that_is_none_is_refused_with_the_nearest() -> None:
    with pytest.raises(ComputeError, match=r"no board or company 'grnn' \(did you mean 'grn'"):
        oi.report(made.result(), board="grnn")


def test_a_board_may_be_named_in_full() -> None:
    assert oi.report(made.result(), board="Grundskolenämnden").given.board == "grn"


def test_a_board_of_an_index_that_names_none_is_refused() -> None:
    index = made.result().index
    elsewhere = cities.statistics(cities.counts(index, cities.codes(4)))
    with pytest.raises(ComputeError, match="says of no board or company"):
        oi.report(index.compute(elsewhere), board="asn")


def test_a_note_of_another_area_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "kunskap.toml"
    file.write_text(made.NOTES.replace('"10"', '"99"'), encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"kunskap.toml, line 5, note 1: .* area '99'"):
        oi.report(made.result(), notes=file)


def test_figures_that_no_audit_can_judge_are_named_before_anything_is_saved() -> None:
    sets = oi.compare([made.result().index, "tn"], made.statistics(), partial=True)
    remedy = r"statistics.without\('in_och_utflyttning'\), partial=True"
    with pytest.raises(ComputeError, match=rf"report\(sets=…\): 'in_och_utflyttning' has no .*{remedy}"):
        oi.report(made.result(), sets=sets)


def test_answers_on_other_figures_are_refused() -> None:
    frame = made.statistics().to_frame()
    frame.loc[frame["variable"] == "ekonomiskt_bistand", "value"] += 1.0
    other = oi.Statistics.from_frame(frame, name="Malmö", whole="1280")
    study = oi.robustness(made.result().index, other, n=2, sobol=False)
    with pytest.raises(ComputeError, match="one figure in one answer and another in another"):
        oi.report(made.result(), robustness=study)


def test_answers_about_another_index_or_time_are_refused() -> None:
    result = made.result()
    without = result.index.without("ekonomiskt_bistand")
    study = oi.robustness(without, made.statistics(), n=2, sobol=False)
    with pytest.raises(ComputeError, match="'robustness' is about another index"):
        oi.report(result, robustness=study)
    given = small_city.asked()
    earlier = given["trend"].results[0]
    with pytest.raises(ComputeError, match="answers about the same time"):
        oi.report(earlier, by=given["by"])
