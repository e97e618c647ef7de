"""A result as a cube for statistical databases: areas × what is measured × periods."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index import words
from omradesindex.index.caveats import caveats
from omradesindex.index.figures import latest, measures
from omradesindex.index.words_scale import scale_line
from omradesindex.statistics.vocabulary import NO_CELL
from omradesindex.statistics.writing.cube import Category, Cube, Dimension
from omradesindex.statistics.writing.dcat import Dataset, Distribution
from omradesindex.wording import LANGUAGES, Said, Text, said_in_all

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored
    from omradesindex.show.folder import File

_NO_PERIOD = "–"


def cube_of(result: Scored) -> Cube:
    """Return scores, places and indicators for each area and the whole city, each in its own period.

    A cell that nothing belongs in (an indicator in another's period, the city's place) says so.

    Examples
    --------
    >>> import omradesindex as oi
    >>> result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    >>> {dimension.code: len(dimension.categories) for dimension in cube_of(result).dimensions}
    {'area': 15, 'measure': 21, 'period': 2}
    """
    own = measures(result)
    spelt = result.statistics.calendar.spellings()
    last = latest(result, result.measured.periods)
    when = [spelt.get(period, period) for period in (measure.period or last for measure in own)]
    periods = result.statistics.calendar.in_order(when) if last else (_NO_PERIOD,)
    shape = (len(result.areas) + 1, len(own), len(periods))
    values = np.full(shape, np.nan)
    quality = np.full(shape, "", dtype=object)
    status = np.full(shape, NO_CELL, dtype=object)
    for place, (measure, period) in enumerate(zip(own, when, strict=True)):
        at = periods.index(period) if last else 0
        values[:, place, at] = measure.values
        quality[:, place, at] = measure.quality
        status[:, place, at] = measure.status
    return Cube(
        result.index.id,
        said_in_all(lambda lang: f"{words.headline(result, lang)} · {words.periods(result, lang)}"),
        (
            Dimension("area", said_in_all(Text("område", "area").in_), _areas(result), "geo"),
            Dimension(
                "measure",
                said_in_all(Text("uppgift", "figure").in_),
                tuple(Category(m.code, m.label, m.unit, m.decimals) for m in own),
                "metric",
            ),
            Dimension(
                "period",
                said_in_all(Text("period", "period").in_),
                tuple(Category(period, _as_it_is(period)) for period in periods),
                "time",
            ),
        ),
        values,
        quality,
        status,
        {lang: [scale_line(result, lang), *caveats(result, lang)] for lang in LANGUAGES},
        said_in_all(lambda lang: words.source_line(result, lang).partition(": ")[2]),
    )


def dataset_of(result: Scored, files: Sequence[File]) -> Dataset:
    """Return what is told of a result to a data portal, with the files that hold it."""
    calendar = result.statistics.calendar
    times = [calendar.at(period) for period in result.measured.periods if period]
    known = [time for time in times if time is not None]
    days = ("", "")
    if known and len(known) == len(times):
        last = max(time.end for time in known) - timedelta(days=1)
        days = (min(time.start for time in known).isoformat(), last.isoformat())
    cube = cube_of(result)
    return Dataset(
        cube.code,
        cube.title,
        said_in_all(lambda lang: " ".join(cube.notes[lang])),
        cube.source,
        days,
        [Distribution(file.name, said_in_all(file.what.in_)) for file in files],
    )


def _areas(result: Scored) -> tuple[Category, ...]:
    areas = tuple(Category(code, _as_it_is(name)) for code, name in result.names.items())
    city = said_in_all(lambda lang: words.city(result, lang))
    return (*areas, Category(result.whole, city))


def _as_it_is(text: str) -> Said:
    return dict.fromkeys(LANGUAGES, text)
