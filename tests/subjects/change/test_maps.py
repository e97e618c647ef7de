"""The map of a change: colours of the verdicts, and the change of every area in the list."""

from __future__ import annotations

import pytest
from matplotlib.colors import to_hex

import omradesindex as oi
from omradesindex.errors import ComputeError, DivisionError
from tests.cities import counts, statistics
from tests.figures import frame, patches, texts, words_in


@pytest.fixture(scope="module")
def change() -> oi.types.Change:
    index, figures = oi.load_index("malmo-2023"), oi.example_statistics()
    earlier = index.compute(figures, period="2020")
    return oi.change(earlier, index.compute(figures, period="2024", reference=earlier))


def test_what_may_be_chance_has_no_colour(change: oi.types.Change) -> None:
    figure = change.plot.map()
    rows = change.to_frame().query("measure == 'index'")
    colours = {"worsened": "#e08214", "improved": "#8073ac", "noise": "#dedede"}
    drawn = [to_hex(patch.get_facecolor()) for patch in patches(figure, "area")]
    assert drawn == [colours[verdict] for verdict in rows["verdict"]]
    assert len(set(drawn)) > 1


def test_every_area_is_listed_with_its_change_and_the_legend_has_what_is_there(change) -> None:
    told = words_in(change.plot.map())
    rows = change.to_frame().query("measure == 'index'")
    assert set(rows["name"]) <= set(told)
    for estimate in rows["estimate"]:
        assert any(text.endswith(f"{abs(estimate):.1f}".replace(".", ",")) for text in told)
    boxes = {text.get_text(): frame(text) for text in texts(change.plot.map())}
    legend = next(
        box for told, box in boxes.items() if "ingen säker ändring" in told and told.startswith("●")
    )
    assert not legend.intersects(next(box for told, box in boxes.items() if told.endswith("km")))
    assert change.plot.map(lang="en").alt != change.plot.map().alt


def test_an_unknown_column_or_no_outlines_are_refused(change: oi.types.Change) -> None:
    with pytest.raises(ComputeError):
        change.plot.map("boenda")
    index = oi.load_index("malmo-oppna-data")
    earlier = index.compute(statistics(counts(index, ["1", "2", "3"], seed=1)))
    later = index.compute(statistics(counts(index, ["1", "2", "3"], seed=2)), reference=earlier)
    with pytest.raises(DivisionError, match="no outlines"):
        oi.change(earlier, later).plot.map()
