"""The page as a file of its own: the template with texts and data put in, and what size it may have."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from omradesindex.errors import ComputeError
from omradesindex.index.caveats import caveats
from omradesindex.index.classes import COLOURS
from omradesindex.index.words import periods, range_line, source_line, whose
from omradesindex.index.words_scale import key_line
from omradesindex.patterns import pattern
from omradesindex.reports.what_if import words
from omradesindex.reports.what_if.gather import Sets, free_places, gathered
from omradesindex.reports.what_if.outlines import Drawn, drawn
from omradesindex.wording import Language, exact_decimals, number

if TYPE_CHECKING:
    from omradesindex.index import Result

#: A page is to be sent by mail and opened on a telephone: so many bytes at the most.
MOST = 100_000
#: What a map may take of them, and the least that is worth while for an area.
_MAP, _LEAST_OF_AN_AREA = 45_000, 16
#: A label needs a circle of so many steps of the map's grid.
_LABELLED = 11
#: Borders of more areas are drawn thin, or they would cover the small ones.
_DENSE = 100
_SCRIPTS = ("arithmetic.js", "address.js", "told.js", "page.js")
_PLACE = pattern(r"\{\{(\w+)\}\}")
_MOST_DECIMALS = 3


def page_of(result: Result, ranked: Result | None, sets: Sets, lang: Language, stamp: str = "") -> str:
    """Write the page.

    Parameters
    ----------
    result : Result
    ranked : Result or None
        The same with the ranges of its places.
    sets : Sets
    lang : {"sv", "en"}
    stamp : str
        What tells whether other files are of the same figures; stands last.

    Raises
    ------
    ComputeError
        The page would be larger than :data:`MOST`, even without a map.
    """
    data = gathered(result, sets, None if ranked is None else ranked.rank_ranges, lang)
    data["words"] = {name: text.in_(lang) for name, text in words.MOVING.items()}
    bare = _written(result, ranked, sets, {**data, "map": None}, None, lang, stamp)
    size = len(bare.encode())
    if size > MOST:
        raise ComputeError(
            f"the page would be {size / 1000:.0f} kB",
            where=f"what_if, {len(result.areas)} areas and {1 + len(sets.tried)} indices",
            expected=f"at most {MOST / 1000:.0f} kB, so that it can be sent by mail",
            remedy="compare fewer proposals, or take larger areas",
        )
    outlines = _outlines(result, MOST - size - 2_000)
    if outlines is None:
        return bare
    data["map"] = {"paths": outlines.paths, "at": outlines.at, "least": _LABELLED}
    return _written(result, ranked, sets, data, outlines, lang, stamp)


def _outlines(result: Result, room: int) -> Drawn | None:
    """Return the outlines, where there are any and room for them."""
    division = result.statistics.division
    n = len(result.areas)
    # Of each area its place on the map is written too.
    room = min(room, _MAP) - _LEAST_OF_AN_AREA * n
    if division is None or not division.has_outlines or room <= 0:
        return None
    return drawn(list(division.outlines.loc[list(result.areas)].geometry), room)


def _written(
    result: Result,
    ranked: Result | None,
    sets: Sets,
    data: Mapping[str, Any],
    outlines: Drawn | None,
    lang: Language,
    stamp: str,
) -> str:
    index = result.index
    texts = {name: escape(text.in_(lang)) for name, text in words.FIXED.items()}
    filled = {
        **texts,
        "lang": lang,
        "title": escape(words.title(index.label.in_(lang), lang)),
        "about": escape(words.about(whose(result, lang), periods(result, lang), lang)),
        "key": escape(words.key(key_line(result, lang), lang)),
        "little": _paragraphs(
            [words.little(*free_places(result), lang), words.hold_on(ranked is not None, lang)]
        ),
        "indices": _indices(result, sets, lang),
        "map": "" if outlines is None else _map(data["edges"], outlines, lang),
        "no_range": " hidden" if ranked is None else "",
        "table_notes": _paragraphs(
            ["" if ranked is None else range_line(ranked, lang), words.picture_line(ranked is not None, lang)]
        ),
        "notes": _paragraphs([*caveats(result, lang), source_line(result, lang), stamp]),
        "style": _style(),
        "script": _script(),
        "data": _json(data),
    }
    return _filled("template.html", filled)


def _paragraphs(texts: Sequence[str]) -> str:
    return "\n".join(f"<p>{escape(text)}</p>" for text in texts if text)


def _indices(result: Result, sets: Sets, lang: Language) -> str:
    """The choice between the base and the proposals, where there are any, and those that cannot be tried."""
    told = _paragraphs(
        [
            words.unseen_line(sets.unseen, lang) if sets.unseen else "",
            words.not_here_line(sets.not_here, lang) if sets.not_here else "",
        ]
    )
    if not sets.tried:
        return told
    labels = [words.base_option(result.index.label.in_(lang), lang)]
    labels += [one.index.label.in_(lang) for one in sets.tried]
    ids = [one.index.id for one in (result, *sets.tried)]
    options = "".join(
        f'<option value="{escape(name)}">{escape(label)}</option>'
        for name, label in zip(ids, labels, strict=True)
    )
    head = escape(words.FIXED["index"].in_(lang))
    return (
        f'<p><label class="over" for="index">{head}</label> <select id="index">{options}</select></p>\n{told}'
    )


def _map(edges: Sequence[float], outlines: Drawn, lang: Language) -> str:
    """The map's frame, to be filled by the script, and what its colours are."""
    width, height = outlines.size
    decimals = min(exact_decimals(edges), _MOST_DECIMALS)
    written = [number(edge, decimals, lang=lang) for edge in edges]
    faces = [*COLOURS, "url(#saknas)"]
    names = [words.class_text(k, written, lang) for k in range(len(COLOURS))]
    names.append(words.FIXED["missing"].in_(lang))
    legend = "".join(
        f'<li><svg width="16" height="14" aria-hidden="true"><rect width="16" height="14" fill="{face}" '
        f'stroke="#595959"/></svg>{escape(name)}</li>'
        for face, name in zip(faces, names, strict=True)
    )
    texts = {name: escape(words.FIXED[name].in_(lang)) for name in ("map", "map_alt")}
    frame = {
        "dense": ' class="dense"' if len(outlines.paths) > _DENSE else "",
        "box": f"-4 -4 {width + 8} {height + 8}",
        "told": escape(words.map_line(lang)),
        "legend": legend,
    }
    return _filled("map.html", {**texts, **frame})


def _json(data: Mapping[str, Any]) -> str:
    """Write data so that nothing in it ends the element that it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _filled(template: str, texts: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda found: texts[found[1]], _read(template))


def _read(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


@cache
def _style() -> str:
    return _read("style.css").strip()


@cache
def _script() -> str:
    """The scripts after each other, without their comments and indents."""
    lines = (line.strip() for name in _SCRIPTS for line in _read(name).splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))
