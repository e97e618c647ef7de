"""What an index is: its dimensions and indicators, what they weigh, and the methods that are its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields

from omradesindex.catalogue.bodies import body_label, body_said
from omradesindex.catalogue.commitments import goal_label, goal_said
from omradesindex.catalogue.definition import Definition, Dimension
from omradesindex.catalogue.indicator import OURS, Indicator
from omradesindex.catalogue.lock import lock_line
from omradesindex.catalogue.member import Member
from omradesindex.catalogue.methods import AS_GIVEN, METHOD_LABELS, Methods, spec_name
from omradesindex.catalogue.wishes import wishes
from omradesindex.catalogue.words import ARROWS, BASES, JUDGED, bases_line, basis_legend, speed_line
from omradesindex.show.page import Block, Fold, Page, Paragraph
from omradesindex.show.shown import facts
from omradesindex.show.table import Column, Table
from omradesindex.wording import Language, Text, exact_decimals, join, number, say

_KINDS: Mapping[str | None, Text] = {
    "society": Text("samhällsmått", "of society"),
    "service": Text("verksamhetsmått", "of services"),
    None: Text("–", "–"),
}
#: What a term of office takes, in years.
_TERM = 4
#: Characters of an option that a page writes out, such as the people of each area.
_LONGEST_OPTION = 60
_LEVELS: Mapping[str, Text] = {
    "dimension": Text("inom dimensioner", "within dimensions"),
    "index": Text("mellan dimensioner", "between dimensions"),
}


def definition_page(definition: Definition, lang: Language) -> Page:
    """Return what an index consists of, an indicator a row, and the methods that are not the usual ones."""
    total = sum(dimension.weight for dimension in definition.dimensions)
    rows = [
        row
        for dimension in definition.dimensions
        for row in _rows(dimension, dimension.weight / total, (), lang)
    ]
    paths, members, shares = zip(*rows, strict=True)
    # A dimension's name stands at its first indicator.
    names = [path if k == 0 or path != paths[k - 1] else "" for k, path in enumerate(paths)]
    bases = [(member.basis, member.asked_for) for member in members]
    columns = [
        Column("Dimension", names, "words"),
        Column(
            say(lang, "Indikator", "Indicator"),
            [f"{m.indicator.direction.arrow} {m.indicator.label.in_(lang)}" for m in members],
            "name",
        ),
        Column(say(lang, "Vikt", "Weight"), [100 * share for share in shares], decimals=1, unit="%"),
        Column(
            say(lang, "Grund", "Basis"),
            [BASES[basis][0].in_(lang) for basis in bases],
            "words",
            notes=["" if m.basis_note is None else m.basis_note.in_(lang) for m in members],
        ),
        Column("Definition", [whose(m.indicator, lang) for m in members], "words"),
    ]
    levels = ("index", *(dimension.id for dimension in definition.walk()))
    if any(definition.methods.at("weight", level) != AS_GIVEN for level in levels):
        del columns[2]  # what figures or a method decide, the definition does not know
    after = {
        say(lang, "Varför indikatorerna är med", "Why the indicators are there"): bases_line(bases, lang),
        say(lang, "Temat; måtten är våra", "The theme; the measures are ours"): _themes(members, lang),
        say(lang, "Gjort av", "Made from"): definition.base or "",
        say(lang, "Metoder utöver de vanliga", "Methods that are not the usual ones"): "; ".join(
            _own_methods(definition.methods, lang)
        ),
        say(lang, "Efterfrågat men inte mätt", "Asked for but not measured"): _not_measured(
            definition.id, lang
        ),
    }
    title = f"{definition.label.in_(lang)} · {definition.id}"
    caption = say(lang, "Dimensioner och indikatorer", "Dimensions and indicators")
    table = Table(caption, columns, [ARROWS.in_(lang), basis_legend(bases, lang)])
    lead = Paragraph(definition.description.in_(lang))
    notes = [note for note in (lock_line(definition, lang), *(n.in_(lang) for n in definition.notes)) if note]
    return Page(title, [lead, table, *facts(after), *_use(definition, lang)], notes, lang)


def whose(indicator: Indicator, lang: Language) -> str:
    """Name whose definition an indicator has.

    Examples
    --------
    >>> from omradesindex.catalogue import indicators
    >>> whose(indicators()["barnfattigdom"], "sv"), whose(indicators()["trangboddhet"], "sv")
    ('Rädda Barnen', 'vår')
    """
    source = indicator.definition_source
    return say(lang, "vår", "ours") if source == OURS else source


def _themes(members: Sequence[Member], lang: Language) -> str:
    """Name the indicators of which only the theme was asked for."""
    ours = [m.indicator.label.in_(lang) for m in members if m.asked_for == "theme"]
    return f"{join(ours, lang=lang)}." if ours else ""


def _rows(
    dimension: Dimension, share: float, above: tuple[str, ...], lang: Language
) -> Iterator[tuple[str, Member, float]]:
    """Yield the dimensions that hold each indicator, the indicator, and its share of the index's weight."""
    path = (*above, dimension.label.in_(lang))
    total = sum(part.weight for part in dimension.members)
    for part in dimension.members:
        own = share * part.weight / total
        if isinstance(part, Dimension):
            yield from _rows(part, own, path, lang)
        else:
            yield " › ".join(path), part, own


def _not_measured(body: str, lang: Language) -> str:
    """Name what the body whose set this is asked for, and that no indicator measures."""
    asked = [wish.label.in_(lang) for wish in wishes().values() if body in wish.bodies]
    if not asked:
        return ""
    return say(
        lang,
        f"{'; '.join(asked)} (oi.data.not_measured säger varför)",
        f"{'; '.join(asked)} (oi.data.not_measured says why)",
    )


def _use(definition: Definition, lang: Language) -> Iterator[Block]:
    """Yield whom each indicator calls in, its kind, its goals and how soon it moves, where any is said."""
    shown = definition.indicators
    if not any(i.responsible or i.kind or i.goals or i.moves_within for i in shown):
        return
    columns = [
        Column(say(lang, "Indikator", "Indicator"), [i.label.in_(lang) for i in shown], "name"),
        Column(
            say(lang, "Kallar in", "Calls in"),
            [", ".join(map(body_said, i.responsible)) or "–" for i in shown],
            "words",
            notes=[", ".join(body_label(body).in_(lang) for body in i.responsible) for i in shown],
        ),
        Column(say(lang, "Slags mått", "Kind"), [_KINDS[i.kind].in_(lang) for i in shown], "words"),
        Column(
            say(lang, "Mål", "Goals"),
            [", ".join(goal_said(goal).in_(lang) for goal in i.goals) or "–" for i in shown],
            "words",
            notes=[", ".join(goal_label(goal).in_(lang) for goal in i.goals) for i in shown],
        ),
        Column(
            say(lang, "Rör sig inom", "Moves within"),
            [float("nan") if i.moves_within is None else i.moves_within for i in shown],
            decimals=0,
            unit=say(lang, "år", "years"),
        ),
    ]
    caption = say(lang, "Vem, vad och hur fort", "Who, what and how fast")
    yield Paragraph(_speed(definition, lang), say(lang, "Hur fort", "How fast"))
    yield Fold(caption, [Table(caption, columns, [JUDGED.in_(lang)])])


def _speed(definition: Definition, lang: Language) -> str:
    """Say how many of the indicators can move within a year, and within a term of office."""
    known = [i.moves_within for i in definition.indicators if i.moves_within is not None]
    n, year, term = len(definition.indicators), *(sum(y <= most for y in known) for most in (1, _TERM))
    unknown = n - len(known)
    return speed_line(year, term, _TERM, unknown, n, lang)


def _own_methods(methods: Methods, lang: Language) -> list[str]:
    """Name each method that is not the usual one; of those by level, the levels where it is not."""
    usual = Methods()
    told = []
    for name in (field.name for field in fields(methods)):
        own, common = getattr(methods, name), getattr(usual, name)
        if isinstance(common, Mapping):
            own = {level: spec for level, spec in own.items() if spec != usual.at(name, level)}
            common = {}
        if own != common:
            told.append(f"{METHOD_LABELS[name].in_(lang)}: {method_said(own, lang, whole=False)}")
    return told


def _option_said(value: object, lang: Language, *, whole: bool) -> str:
    """Write an option as a file has it; of what has a value for each of many, how many they are."""
    written = str(value).lower() if isinstance(value, bool) else str(value)
    if whole or len(written) <= _LONGEST_OPTION or not isinstance(value, Mapping | Sequence):
        return written
    return say(lang, f"{len(value)} värden", f"{len(value)} values")


def method_said(value: object, lang: Language = "sv", *, whole: bool = True) -> str:
    """Write a method, a setting, or those of each level, for a reader; ``whole``: every value of an option.

    Examples
    --------
    >>> method_said({"dimension": "geometric", "index": {"method": "power_mean", "power": 0.5}})
    'geometric inom dimensioner, power_mean (power = 0.5) mellan dimensioner'
    >>> method_said({"method": "log", "rule": False})
    'log (rule = false)'
    >>> method_said(0.5)
    '0,5'
    """
    if isinstance(value, Mapping) and "method" not in value:
        # As one reads an index, from within: two definitions then say the same in the same order.
        levels = [level for level in _LEVELS if level in value]
        levels += [level for level in value if level not in _LEVELS]
        parts = {level: method_said(value[level], lang, whole=whole) for level in levels}
        if set(_LEVELS) <= set(parts) and len(set(parts.values())) == 1:
            return next(iter(parts.values()))
        return ", ".join(
            f"{said} {_LEVELS[level].in_(lang)}" if level in _LEVELS else f"{said} ({level})"
            for level, said in parts.items()
        )
    if isinstance(value, Mapping):
        options = ", ".join(
            f"{key} = {_option_said(own, lang, whole=whole)}" for key, own in value.items() if key != "method"
        )
        return f"{spec_name(value)} ({options})" if options else spec_name(value)
    if isinstance(value, float):
        return number(value, exact_decimals([value]), lang=lang)
    return spec_name(value) if callable(value) else str(value)
