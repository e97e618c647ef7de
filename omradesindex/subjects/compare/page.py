"""A comparison as a page: places in every index, how far they agree, what each proposal changes and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from omradesindex.catalogue import diff
from omradesindex.index import words
from omradesindex.index.caveats import caveats, notes
from omradesindex.index.decimals import score_decimals
from omradesindex.index.words_notes import doubt_line
from omradesindex.index.words_quality import kinds_line
from omradesindex.show.cut import Cut, cut
from omradesindex.show.page import Block, Fold, Heading, Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.subjects.compare.words import (
    agreement,
    base_line,
    cause,
    count_of,
    empty_line,
    first_lines,
    gap_lines,
    left_out_line,
    mark_line,
    measures_line,
    more_line,
    moves_of,
    new_indicators,
    point_decimals,
    points_line,
    scale_lines,
    sets_line,
    still_line,
    subtitle,
    unseen_line,
    who_comes_first,
)
from omradesindex.wording import Language, correlation, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.subjects.compare.compared import Compared

_LISTED = 12  # areas that move and neither enter nor leave the first


def page_of(comparison: Compared, lang: Language, most: int | None) -> Page:
    """See :meth:`Comparison.page`."""
    everything = comparison.everything
    shown = cut(_order(comparison), most)
    return Page(
        words.headline(everything, lang),
        [
            Paragraph(subtitle(comparison, lang)),
            *map(Paragraph, first_lines(comparison, lang)),
            _ranks(comparison, shown, lang),
            _agreement(comparison, lang),
            Heading(say(lang, "Vilka som kommer in och vilka som lämnar", "Which enter and which leave")),
            *(Paragraph(text, label) for label, text in changes(comparison, lang)),
            Fold(
                say(lang, "Vad varje förslag ändrar", "What each proposal changes"),
                lambda: _reasons(comparison, lang),
            ),
            Fold(say(lang, "Poäng", "Scores"), lambda: [_scores(comparison, shown, lang)]),
            Fold(say(lang, "Indikatorer", "Indicators"), lambda: [_coverage(comparison, lang)]),
        ],
        [
            new_indicators(comparison, lang),
            left_out_line(comparison, lang),
            *caveats(everything, lang),
            words.source_line(everything, lang),
        ],
        lang,
    )


def _reasons(comparison: Compared, lang: Language) -> list[Block]:
    """What each set changes; the notes stand below them all."""
    blocks: list[Block] = []
    for name in (*comparison.sets, *comparison.empty):
        own = explanation_of(comparison, name, lang)
        kinds = [Paragraph(kinds_line(comparison.results[name], lang))] if name in comparison.results else []
        blocks += [Heading(own.title, 3), *own.blocks, *kinds]
    return blocks


def explanation_of(comparison: Compared, name: str, lang: Language) -> Page:
    """See :meth:`Comparison.explain`."""
    gaps = [Paragraph(text) for text in gap_lines(comparison, name, lang)]
    title = f"{comparison.label(name, lang)} ({name})"
    if name == comparison.base:
        return Page(title, [Paragraph(base_line(lang)), *gaps], _told(comparison, name, lang), lang)
    change = diff(comparison.index_of(comparison.base), comparison.index_of(name)).text(lang)
    blocks: list[Block] = [Paragraph(change), *gaps]
    if name in comparison.empty:
        return Page(title, [*blocks[:2], Paragraph(empty_line(comparison, lang, (name,)))], lang=lang)
    if name in comparison.unseen:
        return Page(title, [*blocks, Paragraph(unseen_line(lang))], _told(comparison, name, lang), lang)
    if moves_of(comparison, name).empty:
        blocks.append(Paragraph(still_line(lang)))
    else:
        blocks += map(Paragraph, who_comes_first(comparison, name, lang))
    blocks.append(Paragraph(agreement(comparison, name, lang)))
    if len(moves_of(comparison, name)):
        blocks.append(_moves(comparison, name, lang))
    return Page(title, blocks, _told(comparison, name, lang), lang)


def changes(comparison: Compared, lang: Language) -> list[tuple[str, str]]:
    """The sets, and who enters and leaves in them; sets of which the same is to be said stand together."""
    by_text: dict[str, list[str]] = {}
    for name in (*comparison.sets[1:], *comparison.empty):
        by_text.setdefault(" ".join(who_comes_first(comparison, name, lang)), []).append(name)
    return [(", ".join(names), text) for text, names in by_text.items()]


def reading_frame(comparison: Compared, lang: Language) -> pd.DataFrame:
    """Return ranks and scores as a person opens them in a spreadsheet, in the order of the base."""
    import pandas as pd

    order = _order(comparison)
    codes = [comparison.areas[i] for i in order]
    columns: dict[str, Any] = {
        say(lang, "Kod", "Code"): codes,
        say(lang, "Område", "Area"): [comparison.statistics.name_of(code) for code in codes],
    }
    decimals = {name: score_decimals(result) for name, result in comparison.results.items()}
    for word, frame in (
        (say(lang, "plats", "place"), comparison.ranks),
        (say(lang, "poäng", "score"), comparison.scores.round(decimals)),
    ):
        for name in comparison.sets:
            inside = ", ".join(filter(None, (word, count_of(comparison, name, lang))))
            columns[f"{name} ({inside})"] = frame[name].to_numpy()[order]
    columns[say(lang, "Uppgifter", "Figures")] = words.whose(comparison.everything, lang)
    return pd.DataFrame(columns)


def _told(comparison: Compared, name: str, lang: Language) -> list[str]:
    """Of what quality a set's figures are, and its notes and the base's."""
    base, own = comparison.results[comparison.base], comparison.results[name]
    given = [text for result in (base, own) for text in notes(result, lang)]
    # How much may belong elsewhere is told once: of all the indicators compared, not of each set its own.
    doubt = doubt_line(comparison.everything, lang)
    each = {doubt_line(result, lang) for result in (base, own)}
    return [kinds_line(own, lang), doubt, *dict.fromkeys(text for text in given if text not in each)]


def _order(comparison: Compared) -> list[int]:
    ranks = comparison.ranks[comparison.base].to_numpy(dtype=float, na_value=np.inf)
    return [int(i) for i in np.argsort(ranks, kind="stable")]


# -- tables -------------------------------------------------------------------------------------------------


def _area_columns(comparison: Compared, codes: Sequence[str], lang: Language) -> list[Column]:
    return [
        Column(say(lang, "Kod", "Code"), codes, "code"),
        Column(say(lang, "Område", "Area"), [comparison.statistics.name_of(code) for code in codes], "name"),
    ]


def _head(comparison: Compared, name: str, lang: Language) -> str:
    count = count_of(comparison, name, lang)
    return f"{name} ({count})" if count else name


def _ranks(comparison: Compared, shown: Cut, lang: Language) -> Table:
    """The places, with ``=`` where they are shared and an arrow for the change from the base."""
    ranks = comparison.ranks.to_numpy(dtype=float, na_value=np.nan)
    codes = [comparison.areas[i] for i in shown.order]
    columns = _area_columns(comparison, codes, lang)
    for k, name in enumerate(comparison.sets):
        places, holders = np.unique(ranks[:, k], return_counts=True)
        shared = set(places[holders > 1].tolist())
        column = Column(
            _head(comparison, name, lang),
            ranks[:, k].tolist(),
            decimals=0,
            marks=[
                f"{'=' * (place in shared)}{_arrow(before - place)}"
                for before, place in zip(ranks[:, 0].tolist(), ranks[:, k].tolist(), strict=True)
            ],
            strong=(ranks[:, k] <= comparison.top).tolist(),
        )
        columns.append(column.rows(shown.order))
    unseen = ", ".join(comparison.unseen)
    marks = "".join(mark for column in columns for mark in column.marks)
    return Table(
        f"{say(lang, 'Platser', 'Places')} · {words.whose(comparison.everything, lang)}",
        columns,
        [
            shown.told(lang),
            mark_line(marks, lang),
            sets_line(comparison, lang),
            f"{unseen}: {unseen_line(lang)}" if unseen else "",
        ],
        {shown.head: shown.between(lang)} if shown.left_out else {},
    )


def _arrow(change: float) -> str:
    """`` ↑2``: two places nearer the first than in the base."""
    if not change or np.isnan(change):
        return ""
    return f" {'↑' if change > 0 else '↓'}{abs(change):.0f}"


def _agreement(comparison: Compared, lang: Language) -> Table:
    frame = comparison.agreement
    # Of a set that is the base in disguise, full agreement would be read as a finding.
    frame = frame[["spearman", "kendall", "mean_shift"]].where(frame["seen"], np.nan)
    return Table(
        say(lang, f"Överensstämmelse med {comparison.base}", f"Agreement with {comparison.base}"),
        [
            Column(say(lang, "Index", "Index"), comparison.sets, "name"),
            *(
                Column(name.capitalize(), [correlation(r, lang=lang) for r in frame[name]])
                for name in ("spearman", "kendall")
            ),
            Column(say(lang, "Platser", "Places"), frame["mean_shift"].tolist(), decimals=1),
        ],
        [measures_line(lang)],
    )


def _moves(comparison: Compared, name: str, lang: Language) -> Table:
    """The areas that a set moves: those that enter or leave the first, and of the others the farthest."""
    rows = moves_of(comparison, name)
    at_the_top = rows["enters"] | rows["leaves"]
    listed = rows[at_the_top | ((~at_the_top).cumsum() <= _LISTED)].to_dict("records")
    left = len(rows) - len(listed)
    return Table(
        say(lang, "Områden som byter plats", "Areas that change place"),
        [
            *_area_columns(comparison, [str(row["area"]) for row in listed], lang),
            Column(comparison.base, [row["rank_base"] for row in listed], decimals=0),
            Column(
                name,
                [row["rank"] for row in listed],
                decimals=0,
                marks=[_arrow(row["change"]) for row in listed],
            ),
            Column(
                say(lang, "Mest genom", "Mostly through"),
                [cause(comparison, row, lang) for row in listed],
                "words",
            ),
            Column(
                say(lang, "Poäng", "Points"),
                [row["cause_points"] for row in listed],
                decimals=point_decimals(comparison, listed),
                sign=True,
            ),
        ],
        [points_line(comparison, lang)],
        {len(listed): more_line(left, lang)} if left else {},
    )


def _scores(comparison: Compared, shown: Cut, lang: Language) -> Table:
    codes = [comparison.areas[i] for i in shown.order]
    return Table(
        f"{say(lang, 'Poäng', 'Scores')} · {words.whose(comparison.everything, lang)}",
        [
            *_area_columns(comparison, codes, lang),
            *(
                Column(
                    _head(comparison, name, lang),
                    comparison.scores[name].iloc[list(shown.order)].tolist(),
                    decimals=score_decimals(result),
                )
                for name, result in comparison.results.items()
            ),
        ],
        scale_lines(comparison, lang),
        {shown.head: shown.between(lang)} if shown.left_out else {},
    )


def _coverage(comparison: Compared, lang: Language) -> Table:
    """Indicators × sets: whether a set has the indicator, and whether it has figures."""
    everything = comparison.everything
    frame = comparison.coverage
    figures = dict(zip(zip(frame["set"], frame["indicator"], strict=True), frame["figures"], strict=True))
    said = {None: "", True: say(lang, "ja", "yes"), False: say(lang, "saknas", "missing")}
    marks = words.marks(everything)
    ids = [indicator.id for indicator in everything.index.indicators]
    return Table(
        say(lang, "Vilka indikatorer som ingår", "Which indicators are part of it"),
        [
            Column(
                say(lang, "Indikator", "Indicator"),
                [f"{i.direction.arrow} {i.label.in_(lang)}" for i in everything.index.indicators],
                "name",
                marks=[marks.get(str(quality), "") for quality in everything.quality.loc[ids, "quality"]],
            ),
            *(
                Column(_head(comparison, name, lang), [said[figures.get((name, i))] for i in ids])
                for name in (*comparison.sets, *comparison.empty)
            ),
        ],
        [words.arrow_line(lang), words.mark_line(everything, lang)],
    )
