"""Every chart of every answer says in words what it shows, in both languages."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from functools import cache
from typing import Any, get_args

import pytest
import shapely
from matplotlib.text import Text

import omradesindex as oi
from omradesindex.geography import Division, Key, Provenance, Whole
from omradesindex.show.drawing import Plots, charts_of
from omradesindex.show.figure import GREY, Picture
from omradesindex.subjects.goals.goal import Goal
from omradesindex.wording import Language
from tests.cities import counts, statistics
from tests.subjects.area_types.town import types
from tests.test_doors import PLOTS

AREAS = ("01", "02", "03", "04", "05")
NAMES = ("Torget", "Hamnen", "Ängen", "Berget", "Dammen")
KEY = Key("delar", tuple(f"{a}{k}" for a in AREAS for k in "ab"), tuple(a for a in AREAS for _ in "ab"))
INDEX = oi.load_index("malmo-oppna-data")


def outlines() -> Any:
    import geopandas as gpd
    import pandas as pd

    boxes = [shapely.box(1000 * k, 0, 1000 * k + 1000, 1000) for k in range(len(AREAS))]
    return gpd.GeoDataFrame({"name": NAMES}, geometry=boxes, crs=3006, index=pd.Index(AREAS, name="code"))


CITY = Division(
    id="prov",
    label="Prov",
    codes=AREAS,
    names=NAMES,
    whole=Whole("P0", "Provstad (påhittad)"),
    provenance={"outlines": Provenance("made_up", "Rutor.")},
    outlines_from=outlines,
).with_keys(KEY)


@cache
def parts() -> oi.Statistics:
    import pandas as pd

    years = [counts(INDEX, list(KEY.sub_areas), seed=k, period=str(2020 + k)) for k in range(4)]
    table = pd.concat(years).assign(sex="total", kind="count")
    women = table.assign(sex="women", value=(table["value"] * 0.4).round())
    men = table.assign(sex="men", value=table["value"] - women["value"])
    return statistics(pd.concat([table, women, men]))


@cache
def answers() -> dict[str, Any]:
    """An answer of each kind that has charts, by the name of what holds them."""
    city = parts().to_areas(KEY, division=CITY)
    result = INDEX.compute(city, period="2020")
    later = INDEX.compute(city, period="2023", reference=result)
    trend = oi.trend(INDEX, city)
    study = oi.robustness(INDEX, city, drop=1, n=512)
    other = INDEX.without("lag_lon").with_identity(id="utan")
    weights = dict.fromkeys(KEY.sub_areas, 1.0)
    made = [
        INDEX.compute(city, by=["sex"]),
        oi.trend(INDEX, city, by="sex"),
        oi.change(result, later),
        types(),
        oi.cni(oi.example_statistics(), normalise="per_person"),
        oi.compare([INDEX, other], city),
        oi.examine(result),
        oi.goals(trend, Goal("index", 2030, at_most="city")),
        study.rank_sets(),
        result,
        oi.review(oi.change(result, later), goals=Goal("index", 2030, at_most="city")),
        study,
        oi.spread(INDEX, parts().only(periods=["2023"]), KEY, division=CITY, weights=weights),
        oi.themes(INDEX, city),
        trend,
        result.uncertainty(),
        result.alike(),
    ]
    return {type(answer.plot).__name__: answer for answer in made}


def test_every_plot_is_walked() -> None:
    assert set(answers()) == {kind.__name__ for kind in PLOTS}
    assert all(charts_of(kind) for kind in PLOTS)


@pytest.mark.parametrize("kind", PLOTS, ids=lambda kind: kind.__name__)
def test_every_chart_says_what_it_shows(kind: type[Plots]) -> None:
    answer = answers()[kind.__name__]
    for chart in charts_of(kind):
        draw: Callable[..., Picture] = getattr(answer.plot, chart)
        said = {}
        for lang in get_args(Language):
            figure = draw(lang=lang)
            said[lang] = figure.alt.removeprefix(f"{figure.title}. ")
            assert re.search(r"\d", said[lang]), f"{chart}: {said[lang]}"
            assert len(said[lang]) > 40
            assert said[lang].endswith(".")
        assert len(set(said.values())) == len(said)


@pytest.mark.parametrize("kind", PLOTS, ids=lambda kind: kind.__name__)
def test_what_holds_charts_is_typed_and_is_none(kind: type[Plots]) -> None:
    answer = answers()[kind.__name__]
    annotated = type(answer).plot.fget.__annotations__["return"]
    assert annotated == kind.__name__
    with pytest.raises(oi.errors.OmradesindexError, match=rf"plot\.{charts_of(kind)[0]}\(\)"):
        answer.plot()


@pytest.mark.parametrize("kind", PLOTS, ids=lambda kind: kind.__name__)
def test_all_areas_are_drawn_where_none_is_the_most(kind: type[Plots]) -> None:
    for chart in charts_of(kind):
        draw = getattr(answers()[kind.__name__].plot, chart)
        if "most" in inspect.signature(draw).parameters:
            assert draw(most=None).alt == draw().alt


def axis_of(figure: Picture) -> list[str]:
    """What is written along the axes: grey numbers."""
    texts = [text for text in figure.findobj(Text) if text.get_color() == GREY]
    return sorted({t.get_text() for t in texts if re.fullmatch(r"[+−]?\d[\d\xa0]*(,\d+)?", t.get_text())})


@pytest.mark.parametrize("kind", PLOTS, ids=lambda kind: kind.__name__)
def test_sheets_have_one_axis_and_hold_every_area(kind: type[Plots]) -> None:
    """Bars of two sheets can be laid beside each other."""
    for chart in charts_of(kind):
        draw = getattr(answers()[kind.__name__].plot, chart)
        if "most" not in inspect.signature(draw).parameters:
            continue
        sheets = draw(most=2).sheets
        assert len(sheets) >= 3, chart
        assert len({tuple(axis_of(sheet)) for sheet in sheets}) == 1, chart
        assert all(f"Blad {k} av {len(sheets)}" in sheet.alt for k, sheet in enumerate(sheets[1:], 2)), chart
        told = [text.get_text() for sheet in sheets for text in sheet.findobj(Text)]
        assert all(any(code in text for text in told) for code in AREAS), chart
