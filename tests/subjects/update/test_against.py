"""Where some figures cannot be compared the rest is; where none can, a reader is told why in his language."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.subjects.update.against import broken_in, why
from tests.subjects.update.projects import Town

pytestmark = pytest.mark.usefixtures("sketched")


def test_what_is_not_of_a_broken_series_is_compared_as_if_the_index_had_nothing_else(town: Town) -> None:
    first = town.update(accept_all=True)
    after = town.year("2024").assign(series="")
    after.loc[after["variable"] == "sysselsatta_16_64", "series"] = "BAS"
    town.put(after)
    update = town.update()
    assert update.left_out == broken_in(first.result, update.result) == ("sysselsattning",)
    assert update.change is not None
    index = oi.load_index("malmo-oppna-data").without("sysselsattning")
    before = index.compute(first.result.statistics, period="2023")
    now = index.compute(update.result.statistics, period="2024", reference=before)
    told = oi.change(before, now).to_frame()
    assert update.change.to_frame().equals(told)
    page = str(update.page())
    assert "gäller indexet utan" in page
    assert "utan det som inte går att jämföra" in update.change.page().title
    # The index itself is whole, and so is what is asked of whether it still holds.
    assert "sysselsattning" in {one.id for one in update.result.index.indicators}
    assert update.review.result is update.result


def test_where_nothing_can_be_compared_a_reader_is_told_why_in_swedish(town: Town) -> None:
    town.update(accept_all=True)
    town.put(town.year("2024").assign(series="nytt"))
    update = town.update()
    assert (update.change, update.left_out) == (None, ())
    assert update.why_no_change is not None
    assert "kan inte jämföras" in update.why_no_change.sv
    assert "cannot be compared" in update.why_no_change.en
    assert update.why_no_change.sv in str(update.page("sv")).replace("\n", " ")


def test_an_error_is_kept_in_both_languages() -> None:
    told = why(oi.errors.ComputeError("the file does not exist"))
    assert (told.sv, told.en) == ("filen finns inte.", "the file does not exist.")
