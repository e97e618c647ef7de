"""A review as a table: a row for each goal and area, measure, indicator and area to reopen."""

from __future__ import annotations

import numpy as np

import omradesindex as oi


def test_each_question_has_its_rows(review: oi.types.Review, change: oi.types.Change) -> None:
    frame = review.to_frame()
    assert frame["question"].drop_duplicates().tolist() == ["goal", "agreement", "telling", "reopen"]
    assert (frame["question"] == "goal").sum() == 14 + 14 + 2
    assert frame[frame["question"] == "agreement"]["what"].tolist() == ["Nära", "Kod"]
    told = frame[frame["question"] == "telling"]
    assert told["what"].tolist() == [i.id for i in change.after.index.indicators]
    assert frame[frame["question"] == "reopen"]["area"].tolist() == change.reopen()["area"].tolist()
    assert frame["n"].dtype == "Int64"
    assert set(frame["index"]) == {"malmo-2023"}


def test_a_result_alone_has_nothing_of_before(alone: oi.types.Review) -> None:
    frame = alone.to_frame()
    assert set(frame["question"]) == {"telling"}
    assert frame[["before", "difference", "distance_before"]].isna().all(axis=None)
    assert alone.reopen is None
    assert alone.start is None


def test_an_indicator_that_told_and_no_longer_does_is_pointed_out(change, review) -> None:
    # The same review, with so large an error now that nothing can be told apart.
    class Blurred:
        score_error, score_known = change.errors[1].score_error, change.errors[1].score_known
        standard_error = np.where(change.errors[1].standard_error > 0, 1e6, np.nan)

    blurred = oi.review(oi.change(*change.results, errors=[change.errors[0], Blurred()]))
    assert set(blurred.no_longer) == {n for n, one in review.telling.items() if one.verdict == "tells"}
    frame = blurred.to_frame()
    assert set(frame[frame["what"].isin(blurred.no_longer)]["verdict"]) == {"no_longer"}
    assert "Skiljer inte längre områdena åt: " in str(blurred)
