"""Each area on one page: its figures against the city's, what makes its score, and what is good."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from omradesindex.index import Breakdown
from omradesindex.index import words as of_index
from omradesindex.index.decimals import score_decimals
from omradesindex.index.groups.words import GAP_POINTS, common_line, quality_line
from omradesindex.index.once import once
from omradesindex.index.words_explain import how_counted, place_said, score_said
from omradesindex.methods.equal import same
from omradesindex.reports import words
from omradesindex.reports.given import Given
from omradesindex.show.cut import MOST
from omradesindex.show.page import Block, Contents, Heading, Items, Link, Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.statistics.vocabulary import QUALITIES
from omradesindex.subjects.robustness.study import LEVEL
from omradesindex.subjects.trend.page import explanation
from omradesindex.wording import Language, area_name, capital, inside, rounded, say, unit_said


def anchor(code: str) -> str:
    """What a link to an area leads to."""
    return f"omrade-{code}"


def blocks(given: Given, lang: Language) -> list[Block]:
    """Lay out every area, in the order of places."""
    order = of_index.ordered(given.result)
    links = [Link(_name(given, place), anchor(given.areas[place])) for place in order]
    once: list[Block] = []
    if _many(given):
        every = list(range(len(given.areas)))
        once = [
            *map(Paragraph, _notes_of_spine(given, every, lang, additive=given.result.index.additive)),
            _ends(given, lang),
        ]
    return [
        Contents(words.IN_ORDER.in_(lang), links),
        *once,
        *(block for place in order for block in area(given, place, lang)),
    ]


def _many(given: Given) -> bool:
    """Whether there are so many areas that what is the same for all stands once, above them."""
    return len(given.areas) > MOST


def _ends(given: Given, lang: Language) -> Table:
    """The lowest and the highest of all areas, once for all of them."""
    values = given.result.measured.values[:-1]
    rows = [k for k in range(len(given.indicators)) if not np.isnan(values[:, k]).all()]
    told = [given.indicators[k] for k in rows]
    names = [f"{i.label.in_(lang)} ({unit_said(i.unit, lang)})" for i in told]
    return Table(
        f"{words.ENDS.in_(lang)} · {of_index.whose(given.result, lang)}",
        [Column(say(lang, "Indikator", "Indicator"), names, "name"), *_end_columns(given, rows, "", lang)],
    )


def _end_columns(given: Given, rows: list[int], group: str, lang: Language) -> list[Column]:
    values, decimals = given.result.measured.values[:-1, rows], [given.indicators[k].decimals for k in rows]
    return [
        Column(head, end(values, axis=0).tolist(), decimals=decimals, group=group)
        for head, end in (
            (say(lang, "lägst", "lowest"), np.nanmin),
            (say(lang, "högst", "highest"), np.nanmax),
        )
    ]


def _name(given: Given, place: int) -> str:
    return _said(given, given.areas[place])


def _said(given: Given, code: str) -> str:
    return area_name(code, given.statistics.name_of(code))


def area(given: Given, place: int, lang: Language) -> list[Block]:
    """Lay one area out, on a sheet of its own."""
    result, code = given.result, given.areas[place]
    score = float(result.level_scores["index"][place])
    head = Heading(
        f"{_name(given, place)} · {score_said(result, score, lang)}", 3, anchor(code), new_page=True
    )
    return [
        head,
        *map(Paragraph, _standing(given, place, lang)),
        _spine(given, place, lang),
        Heading(words.GOOD.in_(lang), 4),
        Paragraph(_good(given, place, lang)),
        *_groups(given, code, lang),
        *_inside(given, code, lang),
        *_over_time(given, code, lang),
        *_goals(given, code, lang),
        *_notes(given, code, lang),
    ]


def _standing(given: Given, place: int, lang: Language) -> list[str]:
    """The area's place, and the places that other ways of counting give it."""
    result = given.result
    label = of_index.rank_labels(result)[place]
    lines = []
    if label != "–":
        of = int((~np.isnan(result.level_ranks["index"])).sum())
        rank = int(result.level_ranks["index"][place])
        lines.append(place_said(rank, of, lang, shared=label.endswith("=")))
    study = given.robustness
    if study is not None and study.tried:
        ends = study.ranks.loc[[given.areas[place]], ["low", "high"]]
        low, high = ends.to_numpy(dtype=float, na_value=np.nan)[0].tolist()
        if not (np.isnan(low) or np.isnan(high)):
            lines.append(words.method_range_line(low, high, LEVEL, lang))
    return lines


@once
def against_city(given: Given) -> np.ndarray[Any, np.dtype[np.object_]]:
    """How each area's conditions stand to the whole city's of the same year, areas × indicators.

    ``harder``, ``better``, ``same``, ``unsure`` where the city's figure lies in the area's chance interval,
    or nothing where one of the two has no figure. What reads the same is the same: nobody sees a difference.
    """
    values, chance = given.result.measured.values, given.uncertainty
    turned = (values[:-1] - values[-1:]) * [indicator.direction.sign for indicator in given.indicators]
    found = np.where(turned > 0, "harder", np.where(turned < 0, "better", "")).astype(object)
    found[(chance.low[:-1] <= values[-1:]) & (values[-1:] <= chance.high[:-1])] = "unsure"
    found[same(values[:-1], np.broadcast_to(values[-1:], values[:-1].shape))] = "same"
    decimals = [indicator.decimals for indicator in given.indicators]
    near = np.abs(values[:-1] - values[-1:]) < [1 / 10**places for places in decimals]
    for place, k in np.argwhere(near & np.isin(found, ["harder", "better"])).tolist():
        if rounded(values[place, k], decimals[k]) == rounded(values[-1, k], decimals[k]):
            found[place, k] = "same"
    return found


@once
def unknown_chance(given: Given) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which differences from the city are counted though nobody knows whether they are more than chance."""
    counted = np.isin(against_city(given), ["harder", "better"])
    return np.asarray(counted & np.isnan(given.uncertainty.low[:-1]))


def harder_in(given: Given, mine: list[int]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """In how many of some indicators each area is harder than the city; NaN where it has none of them."""
    stands = against_city(given)[:, mine]
    return np.where((stands != "").any(axis=1), (stands == "harder").sum(axis=1), np.nan)


def _spine(given: Given, place: int, lang: Language) -> Table:
    """The area's figures, the city's, all areas' ends, the interval and what each adds to the score."""
    result, uncertainty = given.result, given.uncertainty
    values, indicators = result.measured.values, given.indicators
    rows = [k for k in range(len(indicators)) if not np.isnan(values[:-1, k]).all()]
    additive = result.index.additive and not np.isnan(result.level_scores["index"][place])
    if additive:
        parts = result.contributions.to_numpy()[place]
        rows.sort(key=lambda k: -np.nan_to_num(parts[k]))
    decimals = [indicators[k].decimals for k in rows]
    marks = of_index.marks(result)
    quality = [QUALITIES[result.measured.quality[place, k]] for k in rows]
    mine = [float(values[place, k]) for k in rows]
    chance, stands = words.CHANCE.in_(lang), against_city(given)[place]
    columns = [
        Column(
            say(lang, "Indikator", "Indicator"),
            [
                f"{indicators[k].direction.arrow} {indicators[k].label.in_(lang)} "
                f"({unit_said(indicators[k].unit, lang)})"
                for k in rows
            ],
            "name",
        ),
        Column(
            say(lang, "Här", "Here"),
            mine,
            decimals=decimals,
            marks=["" if np.isnan(v) else marks.get(q, "") for v, q in zip(mine, quality, strict=True)],
            strong=True,
        ),
        *(
            Column(head, [float(side[place, k]) for k in rows], decimals=decimals, group=chance)
            for head, side in (
                (say(lang, "från", "from"), uncertainty.low),
                (say(lang, "till", "to"), uncertainty.high),
            )
        ),
        Column(capital(of_index.city(result, lang)), [float(values[-1, k]) for k in rows], decimals=decimals),
        *([] if _many(given) else _end_columns(given, rows, words.ENDS.in_(lang), lang)),
        Column(
            say(lang, "Jämfört", "Compared"), [words.AGAINST_CITY[stands[k]].in_(lang) for k in rows], "words"
        ),
    ]
    if additive:
        columns.append(
            Column(
                say(lang, "Bidrag", "Contribution"),
                [float(parts[k]) for k in rows],
                decimals=score_decimals(result),
                sign=True,
            )
        )
    name = _name(given, place)
    return Table(
        name if _many(given) else f"{words.STANDS.in_(lang)} · {name}",
        columns,
        [] if _many(given) else _notes_of_spine(given, [place], lang, additive=additive),
    )


def _notes_of_spine(given: Given, places: list[int], lang: Language, *, additive: bool) -> list[str]:
    """What must be known to read an area's table; of very many areas it stands once, above all of them."""
    result = given.result
    compared = [
        words.unsure_line(lang) if (against_city(given)[places] == "unsure").any() else "",
        words.unknown_chance_line(lang) if unknown_chance(given)[places].any() else "",
    ]
    return [
        words.spine_line(lang),
        " ".join(filter(None, compared)),
        how_counted(result, lang, additive=True) if additive else "",
        words.interval_line(given, lang),
        of_index.arrow_line(lang),
        of_index.mark_line(result, lang),
    ]


def _good(given: Given, place: int, lang: Language) -> str:
    stands = against_city(given)[place]
    if not stands.any():
        return words.no_figures(lang)
    better = [k for k in range(len(given.indicators)) if stands[k] == "better"]
    names = [inside(given.indicators[k].label.in_(lang)) for k in better]
    if not _many(given):  # of many areas the figures stand in the table alone
        names = [f"{name} ({_value(given, place, k, lang)})" for k, name in zip(better, names, strict=True)]
    return words.good_line(names, lang)


def _value(given: Given, place: int, k: int, lang: Language) -> str:
    mine = of_index.value_text(given.result, place, k, lang, unit=True)
    city = of_index.value_text(given.result, len(given.areas), k, lang)
    return say(lang, f"{mine}, i hela staden {city}", f"{mine}, in the whole city {city}")


def _parts(title: str, page: Page, name: str) -> list[Block]:
    """What an answer explains of the area, under a heading of ours: its texts, and its tables by its name."""
    kept: list[Block] = []
    for block in page.blocks:
        if isinstance(block, Table) and name not in block.caption:
            kept.append(replace(block, caption=f"{block.caption} · {name}"))
        elif isinstance(block, Paragraph | Table | Items):
            kept.append(block)
    return [Heading(title, 4), *kept] if kept else []


def _groups(given: Given, code: str, lang: Language) -> list[Block]:
    found: list[Block] = []
    for by in given.by:
        name = f"{_said(given, code)} · {words.columns_said(by.by, lang)}"
        parts = _parts(words.GROUPS.in_(lang), by.explain(code, lang=lang), name)
        scores = sum(isinstance(block, Paragraph) for block in parts)
        if scores:  # the table may hold indicators that the groups' scores do not rest on
            parts.insert(1 + scores, Paragraph(common_line(by, lang)))
        found += parts[1:] if found else parts  # one heading
        if any(isinstance(block, Table) for block in parts):
            about = (GAP_POINTS.in_(lang), quality_line(by, lang, _with_gaps(by, code)))
            found.append(Paragraph(" ".join(filter(None, about))))
    return found


def _with_gaps(by: Breakdown, code: str) -> list[str]:
    """The indicators that two groups of the area are held against each other in."""
    gaps = by.gaps
    rows = gaps[(gaps["area"] == code) & (gaps["level"] == "indicator") & gaps["gap"].notna()]
    return list(dict.fromkeys(map(str, rows["measure"])))


def _inside(given: Given, code: str, lang: Language) -> list[Block]:
    if given.spread is None or code not in given.spread.areas:
        return []
    return _parts(words.INSIDE.in_(lang), given.spread.explain(code, lang=lang), _said(given, code))


def _over_time(given: Given, code: str, lang: Language) -> list[Block]:
    title = words.OVER_TIME.in_(lang)
    trend = given.followed
    if trend is not None and code in trend.areas:
        row = list(trend.areas).index(code)
        parts = _parts(title, explanation(trend, row, lang), _said(given, code))
        last, score = trend.values[-1, row, 0], given.result.level_scores["index"][given.areas.index(code)]
        if parts and not trend.by_rank and not np.isnan(last - score) and not same(last, score):
            parts.insert(1, Paragraph(words.other_stick(lang)))
        return parts
    if given.change is not None and code in given.change.areas:
        return _parts(title, given.change.explain(code, lang=lang), _said(given, code))
    return []


def _goals(given: Given, code: str, lang: Language) -> list[Block]:
    return (
        []
        if given.goals is None
        else _parts(words.GOALS.in_(lang), given.goals.explain(code, lang=lang), _said(given, code))
    )


def _notes(given: Given, code: str, lang: Language) -> list[Block]:
    notes = given.knowledge.of(code)
    if not notes:
        return []
    return [
        Heading(words.NOTES.in_(lang), 4),
        Items([words.note_text(given, note, lang) for note in notes]),
    ]
