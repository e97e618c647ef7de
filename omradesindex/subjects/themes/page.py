"""Themes as a page: the city's themes, whom they touch, and where each area stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index import words as of_result
from omradesindex.index.caveats import caveats
from omradesindex.index.decimals import score_decimals
from omradesindex.index.explain import place_of
from omradesindex.show.cut import cut
from omradesindex.show.page import Block, Heading, Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.statistics.notices import note_in
from omradesindex.subjects.themes import words, words_tables
from omradesindex.wording import Language, capital, say, unit_said

if TYPE_CHECKING:
    from omradesindex.subjects.themes.themed import Themed

#: Themes that stand beside each other in a table of areas.
_WIDEST = 8
#: Of so few, their places stand there too.
_FEW = 4
_LISTED = 20  # areas and indicators of a mission
_LINES = (words.uneven_line, words.excess_line, words.people_line)


def page_of(themed: Themed, lang: Language, most: int | None) -> Page:
    """See :meth:`Themes.page`."""
    blocks: list[Block] = []
    if themed.body:
        blocks.append(Paragraph(words.mission_line(themed, lang)))
    else:
        blocks += map(Paragraph, filter(None, [line(themed, lang) for line in _LINES]))
    blocks += map(Paragraph, words.cannot_lines(themed, lang))
    told = [
        *words_tables.notes(themed, lang),
        *caveats(themed.result, lang, lacking=len(themed.lacking)),
        of_result.source_line(themed.result, lang),
    ]
    if not themed.themes:
        # Nothing here rests on the index's own figures.
        own = [note_in(note, lang) for note in themed.result.statistics.notes]
        return Page(words.headline(themed, lang), blocks, own, lang)
    blocks.append(_city(themed, lang))
    blocks += _touched(themed, range(themed.n_dimensions, len(themed.themes)), lang)
    if themed.body:
        blocks += _listed(themed, lang)
    else:
        blocks += [
            Heading(say(lang, "Teman som sticker ut i områdena", "Themes that stand out in the areas")),
            *map(Paragraph, words.standing_out_lines(themed, lang)),
        ]
    if len(themed.leading) <= _WIDEST:
        blocks.append(_areas(themed, lang, most))
    if themed.lacking:
        lacking = [indicator.label.in_(lang) for indicator in themed.lacking]
        names = Column(say(lang, "Indikator", "Indicator"), lacking, "name")
        blocks.append(Table(say(lang, "Uppgift saknas", "No figures"), [names]))
    return Page(words.headline(themed, lang), blocks, told, lang)


def explanation_of(themed: Themed, area: str, lang: Language) -> Page:
    """See :meth:`Themes.explain`."""
    row = place_of(area, themed.areas, themed.result.statistics.name)
    told = [
        *words_tables.notes(themed, lang),
        *caveats(themed.result, lang, lacking=len(themed.lacking)),
        of_result.source_line(themed.result, lang),
    ]
    title = f"{words.named(themed, row)} · {words.headline(themed, lang)}"
    if not themed.themes:
        own = [note_in(note, lang) for note in themed.result.statistics.notes]
        return Page(title, [Paragraph(words.mission_line(themed, lang))], own, lang)
    blocks: list[Block] = [Paragraph(words.area_line(themed, row, lang)), _positions(themed, row, lang)]
    blocks += _touched_in(themed, row, lang)
    return Page(title, [*blocks, *map(Paragraph, words.cannot_lines(themed, lang))], told, lang)


# -- the city -----------------------------------------------------------------------------------------------


def _city(themed: Themed, lang: Language) -> Table:
    """Each theme over the whole city: how uneven, in how many areas, where how many live."""
    rows = range(len(themed.themes))
    figures = [words.figures_of(themed, k) for k in rows]
    count = {
        v: (themed.verdict == v).sum(axis=0).tolist() for v in ("challenge", "better", "chance", "unknown")
    }
    tested = np.asarray(~np.isnan(themed.judged.p).all(axis=0))
    inside = themed.people_challenged
    of_all, gaps = say(lang, "av", "of"), any(n < of for n, of in figures)
    group = say(lang, "Områden", "Areas")
    columns = [
        _names(themed, rows, lang),
        *(
            [Column(say(lang, "Uppgifter", "Figures"), [f"{n} {of_all} {of}" for n, of in figures])]
            if gaps
            else []
        ),
        Column(say(lang, "Ojämnt", "Uneven"), (100 * themed.unevenness[:, 0]).tolist(), decimals=0, unit="%"),
        Column(
            say(lang, "Mer än slump", "Beyond chance"),
            (100 * np.floor(100 * themed.beyond_chance) / 100).tolist(),
            decimals=0,
            unit="%",
        ),
        *(
            Column(
                head,
                [float(n) if tested[k] else np.nan for k, n in enumerate(count[v])],
                decimals=0,
                group=group,
            )
            for v, head in (
                ("challenge", words.MARKS["challenge"]),
                ("better", words.MARKS["better"]),
                ("chance", say(lang, "slump", "chance")),
            )
        ),
        Column("?", [float(n) for n in count["unknown"]], decimals=0, group=group),
    ]
    if not np.isnan(themed.people).any():
        of_city = (100 * inside / themed.people.sum()).tolist()
        columns += [
            Column(
                f"{capital(words.people(themed, lang))} {say(lang, 'i ●', 'in ●')}",
                inside.tolist(),
                decimals=0,
            ),
            Column(say(lang, "Andel", "Share"), of_city, decimals=0, unit="%"),
        ]
    heads = {
        0: say(lang, "Dimensioner", "Dimensions"),
        themed.n_dimensions: say(lang, "Indikatorer", "Indicators"),
    }
    return Table(
        say(lang, f"I {words.city(themed, lang)}", f"In {words.city(themed, lang)}"),
        columns,
        [
            words_tables.uneven_note(themed, lang),
            words_tables.BEYOND.in_(lang),
            words_tables.marks_line(themed, lang),
            words_tables.people_note(themed, lang),
        ],
        heads if themed.n_dimensions else {},
    )


def _names(themed: Themed, rows: Sequence[int], lang: Language) -> Column:
    head = say(lang, "Indikator", "Indicator") if themed.body else say(lang, "Tema", "Theme")
    return Column(head, [words.label(themed, k, lang) for k in rows], "name")


def _touched(themed: Themed, rows: Sequence[int], lang: Language) -> list[Block]:
    """Whom each indicator touches, where they are, and of which nothing can be said."""
    known = [k for k in rows if themed.counts[k].known]
    if not known:
        return []
    counts = [themed.counts[k] for k in known]
    worse = [themed.verdict[:, k] == "challenge" for k in known]
    pairs = list(zip(counts, worse, strict=True))
    tested = [not np.isnan(themed.judged.p[:, k]).all() for k in known]
    half = [100 * float(c.base[:-1][c.half].sum() / c.base[:-1].sum()) for c in counts]
    group, worse_head = (
        say(lang, "Hälften finns i", "Half are in"),
        say(lang, "I områden med ●", "In areas with ●"),
    )
    columns = [
        _names(themed, known, lang),
        Column(say(lang, "Räknas", "Counted"), [words.unit_of(themed, k, lang) for k in known], "words"),
        Column(say(lang, "Berörda", "Touched"), [float(c.persons[-1]) for c in counts], decimals=0),
        Column(
            say(lang, "antal", "number"),
            [float(c.here[w].sum()) if t else np.nan for (c, w), t in zip(pairs, tested, strict=True)],
            decimals=0,
            group=worse_head,
        ),
        Column(
            say(lang, "utöver", "beyond"),
            [float(c.excess[w].sum()) if t else np.nan for (c, w), t in zip(pairs, tested, strict=True)],
            decimals=0,
            group=worse_head,
        ),
        Column(say(lang, "områden", "areas"), [float(c.half.sum()) for c in counts], decimals=0, group=group),
        Column(say(lang, "med andel av alla", "with share of all"), half, decimals=0, unit="%", group=group),
    ]
    return [
        Table(
            say(lang, "Hur många det rör", "How many it touches"),
            columns,
            words_tables.touched_notes(themed, rows, lang),
        )
    ]


# -- areas --------------------------------------------------------------------------------------------------


def _areas(themed: Themed, lang: Language, most: int | None) -> Table:
    """Where each area stands in each leading theme."""
    shown = cut(themed.order, most)
    codes = [themed.areas[i] for i in shown.order]
    columns = [
        Column(say(lang, "Kod", "Code"), codes, "code"),
        Column(
            say(lang, "Område", "Area"), [themed.result.statistics.name_of(code) for code in codes], "name"
        ),
    ]
    head = say(lang, "Plats", "Place")
    for theme in themed.leading:
        place = themed.at(theme)
        name = words.label(themed, place, lang)
        if len(themed.leading) > _FEW:
            columns.append(_position(themed, shown.order, place, name))
            continue
        columns += [
            _position(themed, shown.order, place, say(lang, "Läge", "Position"), group=name),
            Column(head, words.places(themed, shown.order, place), group=name),
        ]
    return Table(
        say(lang, "Områdenas läge", "Where the areas stand"),
        columns,
        [
            shown.told(lang),
            words_tables.marks_line(themed, lang),
            words_tables.PLACES.in_(lang) if len(themed.leading) <= _FEW else "",
        ],
        {shown.head: shown.between(lang)} if shown.broken else {},
    )


def _position(themed: Themed, rows: Sequence[int], place: int, head: str, *, group: str = "") -> Column:
    return Column(
        head,
        themed.position[list(rows), place].tolist(),
        decimals=1,
        sign=True,
        marks=[
            words.OUT if themed.stands_out[i, place] else words.MARKS[themed.verdict[i, place]] for i in rows
        ],
        strong=[bool(themed.stands_out[i, place]) for i in rows],
        group=group,
    )


def _listed(themed: Themed, lang: Language) -> list[Block]:
    """The areas and indicators of a mission where the challenge is greater, the farthest first."""
    cells = np.argwhere(themed.verdict == "challenge")
    whole = words.city(themed, lang)
    head = say(
        lang,
        f"Större utmaning än i {whole}, störst avstånd överst",
        f"Greater challenge than in {whole}, the farthest on top",
    )
    if not len(cells):
        return []
    order = np.argsort(-themed.position[tuple(cells.T)], kind="stable")
    cells, left = cells[order][:_LISTED], max(len(cells) - _LISTED, 0)
    more = say(lang, f"… och {left} till (to_frame)", f"… and {left} more (to_frame)")
    decimals = [_decimals(themed, int(k)) for _, k in cells]
    columns = [
        Column(say(lang, "Område", "Area"), [words.named(themed, int(i)) for i, _ in cells], "name"),
        Column(
            say(lang, "Indikator", "Indicator"),
            [words.label(themed, int(k), lang) for _, k in cells],
            "words",
        ),
        Column(say(lang, "Enhet", "Unit"), [_unit(themed, int(k), lang) for _, k in cells], "words"),
        Column(say(lang, "Uppgift", "Figure"), [themed.values[i, k] for i, k in cells], decimals=decimals),
        Column(
            say(lang, "Jämförs med", "Compared with"),
            [themed.reference[k] for _, k in cells],
            decimals=decimals,
        ),
        Column(
            say(lang, "Läge", "Position"), [themed.position[i, k] for i, k in cells], decimals=1, sign=True
        ),
    ]
    return [Table(head, columns, breaks={len(cells): more} if left else {})]


def _positions(themed: Themed, row: int, lang: Language) -> Table:
    """One area in all themes, each with where it can lie."""
    rows = range(len(themed.themes))
    decimals = [_decimals(themed, k) for k in rows]
    group = say(lang, "Läge", "Position")
    sides = [
        (say(lang, "läge", "position"), themed.position, themed.stands_out[row].tolist()),
        (say(lang, "från", "from"), themed.limits[0], False),
        (say(lang, "till", "to"), themed.limits[1], False),
    ]
    says = [words.VERDICT_WORDS[themed.verdict[row, k]].in_(lang) for k in rows]
    heads = {
        0: say(lang, "Dimensioner", "Dimensions"),
        themed.n_dimensions: say(lang, "Indikatorer", "Indicators"),
    }
    return Table(
        say(lang, "Områdets läge", "Where the area stands"),
        [
            _names(themed, rows, lang),
            Column(say(lang, "Uppgift", "Figure"), themed.values[row].tolist(), decimals=decimals),
            Column(say(lang, "Jämförs med", "Compared with"), themed.reference.tolist(), decimals=decimals),
            Column(say(lang, "Enhet", "Unit"), [_unit(themed, k, lang) for k in rows], "words"),
            *(
                Column(head, side[row].tolist(), decimals=1, sign=True, group=group, strong=strong)
                for head, side, strong in sides
            ),
            Column(say(lang, "Plats", "Place"), [words.places(themed, [row], k)[0] for k in rows]),
            Column(say(lang, "Bedömning", "Verdict"), says, "words"),
        ],
        [words_tables.PLACES.in_(lang)],
        heads if themed.n_dimensions else {},
    )


def _touched_in(themed: Themed, row: int, lang: Language) -> list[Block]:
    """Whom each indicator touches in one area."""
    known = [k for k in range(themed.n_dimensions, len(themed.themes)) if themed.counts[k].told]
    if not known:
        return []
    counts = [themed.counts[k] for k in known]
    columns = [
        _names(themed, known, lang),
        Column(say(lang, "Räknas", "Counted"), [words.unit_of(themed, k, lang) for k in known], "words"),
        Column(say(lang, "Berörda", "Touched"), [float(c.here[row]) for c in counts], decimals=0),
        Column(
            say(lang, "Utöver", "Beyond"),
            [float(c.excess[row]) for c in counts],
            decimals=0,
            sign=True,
        ),
    ]
    notes = words_tables.touched_notes(themed, known, lang)
    return [Table(say(lang, "Hur många det rör", "How many it touches"), columns, notes)]


def _decimals(themed: Themed, place: int) -> int:
    indicator = themed.indicators[place]
    return score_decimals(themed.result, themed.themes[place]) if indicator is None else indicator.decimals


def _unit(themed: Themed, place: int, lang: Language) -> str:
    indicator = themed.indicators[place]
    return say(lang, "poäng", "points") if indicator is None else unit_said(indicator.unit, lang)
