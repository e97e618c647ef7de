"""What every figure of a result says besides what it shows."""

from __future__ import annotations

import omradesindex as oi
from omradesindex.index.charts.sheet import ranked_rows
from omradesindex.index.words import ends_of
from omradesindex.show.cut import cut
from tests.figures import words_in

VERBS = ("map", "maps", "ranking", "heatmap")


def test_made_up_city_says_so_in_the_title(result: oi.types.Result) -> None:
    for verb in VERBS:
        assert "Provindex · Provstad (påhittad)" in words_in(getattr(result.plot, verb)())


def test_the_ends_are_the_first_and_the_last_that_have_a_figure(result: oi.types.Result) -> None:
    told = ends_of(result, "sv")
    known = result.scores["index"].dropna().sort_values()
    assert told.startswith(f"{len(result.areas)} områden. Störst utmaning: {known.index[-1]} ")
    assert f"minst: {known.index[0]} " in told
    assert "greatest" in ends_of(result, "en", result.index.members[0].id).casefold()


def test_rows_have_their_ranks(result: oi.types.Result) -> None:
    shown = cut(range(len(result.areas)), None)
    rows = ranked_rows(result, shown, "sv")
    assert rows.codes == result.areas
    assert len(rows.ranks) == len(rows.codes)
