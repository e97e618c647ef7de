"""Every chart and map can be asked for in the same form: axes, a size, a file, a sheet."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import matplotlib.figure
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

import omradesindex as oi
from omradesindex.show.cut import cut
from omradesindex.show.drawing import Plots, chart
from omradesindex.show.figure import GREY, Picture, lay_out
from omradesindex.show.form import Form, asked


class Rows(Plots):
    """A chart of as many rows as it is asked for, a sign in each."""

    @chart
    def rows(self, n: int = 100, *, most: int | None = 64, **form: Any) -> Picture:
        shown = cut(range(n), most)
        page = lay_out("Rubrik", "Under", [shown.told("sv")], width=8.0, body=0.3 * shown.lines, alt="Rader.")
        for row in shown.order:
            page.text(page.left, page.top - 0.3 * (shown.line(row % most if most else row) + 1), f"rad {row}")
        page.line(
            [page.left], [page.bottom], marker="o", markersize=6.0, linewidth=2.0, color=GREY, gid="sign"
        )
        return page.figure


PLOT = Rows()


def sizes(figure: Any) -> set[float]:
    return {round(float(text.get_fontsize()), 3) for text in figure.findobj(Text) if text.get_text()}


def test_a_size_is_kept_and_text_follows() -> None:
    own, twice = PLOT.rows(10), PLOT.rows(10, size=(16.0, 30.0))
    assert twice.get_size_inches().tolist() == [16.0, 30.0]
    scale = max(sizes(twice)) / max(sizes(own))
    assert 1.5 < scale <= 2.0
    signs = [next(one for one in figure.findobj() if one.get_gid() == "sign") for figure in (own, twice)]
    assert signs[1].get_markersize() / signs[0].get_markersize() == pytest.approx(scale)


def test_fewer_rows_are_drawn_where_text_would_be_too_small() -> None:
    slide = PLOT.rows(size=(13.3, 7.5))
    assert min(sizes(slide)) >= 0.7 * 7.5
    assert len(slide.sheets) > 2
    assert len(PLOT.rows(most=64, size=(13.3, 7.5)).sheets) == 2  # who says how many gets as many


def test_axes_of_somebody_are_drawn_in() -> None:
    figure = matplotlib.figure.Figure(figsize=(16, 9))
    FigureCanvasAgg(figure)
    left, right = figure.subplots(1, 2)
    right.plot([0, 1])
    assert PLOT.rows(5, ax=left) is figure
    assert PLOT.rows(5, ax=left).alt == "Rubrik. Rader."
    assert not left.axison
    told = [text.get_text() for text in left.findobj(Text)]
    assert "Rubrik" in told
    assert "rad 4" in told
    figure.canvas.draw()
    box = left.get_window_extent()
    for text in left.findobj(Text):
        if text.get_text():
            inside = text.get_window_extent()
            assert box.x0 - 1 <= inside.x0 <= inside.x1 <= box.x1 + 1
            assert box.y0 - 1 <= inside.y0 <= inside.y1 <= box.y1 + 1


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_it_is_saved_as_it_is_drawn(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"rader.{kind}"
    PLOT.rows(5, save=path)
    assert path.stat().st_size > 1000
    first = path.read_bytes()
    PLOT.rows(5, save=str(path))
    assert path.read_bytes() == first


def test_a_pdf_holds_all_sheets(tmp_path: Path) -> None:
    path = tmp_path / "rader.pdf"
    PLOT.rows(30, most=8, save=path)
    assert path.read_bytes().count(b"/Type /Page ") == 4
    PLOT.rows(30, most=8, sheet=2, save=path)
    assert path.read_bytes().count(b"/Type /Page ") == 1


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"size": 11}, r"plot\.rows\(size=…\): the size is 11"),
        ({"size": (11, float("nan"))}, "a width and a height in inches"),
        ({"size": (0.5, 7)}, "2 to 200"),
        ({"ax": "axes"}, "Expected: axes of matplotlib"),
        ({"save": 3}, "Expected: a path"),
        ({"save": "bild.gif"}, r"cannot be written as '\.gif'"),
        ({"save": "finns inte/bild.png"}, "does not exist"),
        ({"sheet": 0}, "a whole number of 1 or more"),
        ({"sheet": True}, "a whole number of 1 or more"),
        ({"sheet": 2}, "there is no sheet 2"),
    ],
)
def test_a_form_that_is_none_is_refused(form: Form, said: str) -> None:
    with pytest.raises(oi.errors.OmradesindexError, match=said):
        PLOT.rows(5, **form)
    assert asked() is None


def test_an_argument_that_there_is_none_of_is_refused() -> None:
    with pytest.raises(TypeError, match=r"rows\(\) has no argument 'mots'.*'most'"):
        PLOT.rows(5, mots=3)
    with pytest.raises(TypeError, match="has no argument 'langs'"):
        result().plot.ranking(langs="en")  # type: ignore[call-arg]


@cache
def result() -> oi.types.Result:
    return oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())


@pytest.mark.parametrize("name", ["ranking", "heatmap"])
def test_real_charts_fit_a_page_of_paper(name: str) -> None:
    figure = getattr(result().plot, name)(size=(8.27, 11.69))
    figure.canvas.draw()
    boxes = np.array([text.get_window_extent().extents for text in figure.findobj(Text) if text.get_text()])
    wide, high = figure.bbox.width, figure.bbox.height
    assert boxes[:, :2].min() >= -1
    assert boxes[:, 2].max() <= wide + 1
    assert boxes[:, 3].max() <= high + 1
