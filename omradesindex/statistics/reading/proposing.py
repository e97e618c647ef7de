"""Propose a mapping for a table that has none: a text for a person to check, never applied unseen."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cache
from glob import escape
from itertools import takewhile

import numpy as np

from omradesindex.catalogue import indicators, variables
from omradesindex.doors import door
from omradesindex.errors import must_be
from omradesindex.patterns import pattern
from omradesindex.periods import Calendar, read_period
from omradesindex.plaintext import plain
from omradesindex.statistics.categories import canonical
from omradesindex.statistics.reading import words
from omradesindex.statistics.reading.grid import AREA, COLUMN
from omradesindex.statistics.reading.known import KnownTable, known_tables, like_known
from omradesindex.statistics.reading.mapping import Selection, TableMapping
from omradesindex.statistics.reading.raw import RawTable
from omradesindex.statistics.reading.splitting import split_dimensions
from omradesindex.totals import is_whole
from omradesindex.wording import Language, spoken

_TIME = pattern(r"(.*\b)?(år|ar|tid|year|period|time|kvartal|månad|quarter|month)(\b.*)?", re.IGNORECASE)
_CODED = pattern(r"kod|code|\bid\b|nummer|\bnr\b", re.IGNORECASE)
#: A small area's name within its municipality's, as SCB writes those of RegSO; a municipality's code.
_NAMED = pattern(r"([^()]+) \((.+)\)")
_MUNICIPALITY = pattern(r"[0-9]{4}")
#: A code before its name, as PxWeb writes them together: 0380 Uppsala, 0380A0010 DeSO 0380A0010.
_CODE_FIRST = pattern(r"([0-9]{1,4}|[0-9]{4}[ABCR][0-9]{3,4}(?:_\w+)?|[0-9]{6,8}) +(\S.*)")
_YEAR = pattern(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_VERSION = pattern(r"(?:[DR]e[gs]?SO|NYKO|GeSO|indelning\w*|version)[ _-]*[0-9]{4}", re.IGNORECASE)
_SEX = pattern(r"k[öo]n|sex|gender", re.IGNORECASE)

#: Stands for the line that names the file.
_FILE = "\0"

#: Words that say nothing of what is counted.
_EMPTY = {
    *(
        "totalt",
        "total",
        "samtliga",
        "alla",
        "båda",
        "könen",
        "antal",
        "år",
        "ålder",
        "efter",
        "och",
        "per",
        "med",
    ),
    *("region", "personer", "av", "i", "som", "andel", "procent"),
}

#: What says that figures are shares, and what no share is above.
_SHARE = pattern(r"%|procent|andel|\bpct\b", re.IGNORECASE)
_MOST_PER_CENT = 100.0

#: Words are compared by their beginnings: folkmängd, folkmängden.
_STEM = 8

#: How many combinations of categories are written out.
MOST = 40


@door
def propose_mapping(
    raw: RawTable,
    *,
    file: str = "",
    dimensions: Sequence[str] | None = None,
    extra: Iterable[str] = (),
    lang: Language | None = None,
) -> str:
    """Propose a mapping for a raw table, as the text of a TOML file.

    What can be guessed is filled in: the dimension of the area from its name or its codes, the period's from
    its codes, sexes from their spelling, variables from the catalogue's labels. What cannot be guessed stands
    as ``"?"``, which is refused until it is filled in.

    Parameters
    ----------
    raw : RawTable
    file : str
        The file that it is for; by its code or for any file if left out.
    dimensions : sequence of str, optional
        Of a table of one's own: the columns that are not figures.
    extra : iterable of str
        Further lines about the table.
    lang : {"sv", "en"}
        Language of the comments; the one that is spoken where none is said.

    Examples
    --------
    >>> table = RawTable.from_cube("t", {"region": ["1280C1010"], "år": ["2024"]}, [5], title="Folkmängd")
    >>> print(propose_mapping(table, file="folk.csv", lang="en"))
    # Proposed by omradesindex: a guess. Check every line, fill in or remove each "?".
    [[table]]
    file = "folk.csv"
    area = "region"  # to take some only: { dimension = "region", keep = "1280*" }
    period = "år"
    quality = "unstated"  # official, proxy, estimated, …
    [[table.variables]]
    variable = "folkmangd"
    where = {}
    """
    lang = lang or spoken()
    template = _template(raw.codes(COLUMN)) if COLUMN in raw.dimensions else ""
    if template:
        raw = split_dimensions(raw, {COLUMN: template})
    area, period, kept = _axes(raw)
    ignored = [] if dimensions is None or area is None else _names_of(raw, area, dimensions)
    sex = next((d for d in raw.dimensions if d not in (area, period) and _is_sex(raw, d)), None)
    rest = [d for d in raw.dimensions if d not in (area, period, sex, *ignored) and len(raw.codes(d)) > 1]
    like = _all_like_known(raw, [d for d in (area, period, *ignored) if d])
    lines = [head(lang), "[[table]]"]
    if file or raw.code:
        lines.append(f"file = {_text(file)}" if file else f"code = {_text(raw.code)}")
    if dimensions is not None:
        about = _texts(d for d in dimensions if d not in ignored)
        lines.append(f"dimensions = {about}  # {words.ABOUT.in_(lang)}")
    if ignored:
        lines.append(f"ignore = {_texts(ignored)}  # {words.SAYS_NO_MORE.in_(lang)}")
    lines += [must_be(line, str, what="the extra line", expected="text") for line in extra]
    if template:
        lines.append(f"split.{COLUMN} = {_text(template)}")
    lines.append(_area_line(raw, area, lang))
    lines.append(_period_line(raw, period, kept, file or "", lang))
    if sex:
        lines.append(f"breakdowns.sex = {_text(sex)}")
    if like is not None:
        return "\n".join([" ".join(line.splitlines()) for line in (*lines, *_known_lines(raw, *like, lang))])
    official = raw.source.strip().upper() in ("SCB", "STATISTISKA CENTRALBYRÅN")
    lines.append(f"quality = {_text('official' if official else 'unstated')}  # {words.QUALITY.in_(lang)}")
    return "\n".join([" ".join(line.splitlines()) for line in (*lines, *_variables(raw, rest, area, lang))])


def head(lang: Language) -> str:
    """Return the line that every proposal begins with."""
    return f"# {words.PROPOSED.in_(lang)}"


def propose_together(
    proposals: Mapping[str, str], files: Sequence[str], *, lang: Language | None = None
) -> str:
    r"""Make one proposal of those for several files, with one part for files that are alike.

    Parameters
    ----------
    proposals : mapping of str to str
        File → proposal.
    files : sequence of str
        All files of the folder: a pattern for some of them must fit no other.
    lang : {"sv", "en"}
        The language that they were proposed in.

    Examples
    --------
    >>> files = ["a_2023.csv", "a_2024.csv"]
    >>> table = '[[table]]\nfile = "{}"\narea = "region"'
    >>> proposals = {file: f"{head('en')}\n{table.format(file)}" for file in files}
    >>> print(propose_together(proposals, files, lang="en"))
    # Proposed by omradesindex: a guess. Check every line, fill in or remove each "?".
    [[table]]
    file = "a_202*.csv"
    area = "region"
    """
    if len(proposals) == 1:
        return next(iter(proposals.values()))
    first = head(lang or spoken())
    alike: dict[str, list[str]] = {}
    for file, proposal in proposals.items():
        body = proposal.removeprefix(first + "\n")
        rest = body.replace(f"file = {_text(file)}\n", _FILE, 1)
        # Whose year nobody knows has one of its own.
        alike.setdefault(body if 'value = "?"' in body else rest, []).append(file)
    parts = []
    for body, named in alike.items():
        pattern = _pattern(named, files)
        if pattern or len(named) == 1:
            parts.append(body.replace(_FILE, f"file = {_text(pattern or named[0])}\n"))
        else:
            parts += [body.replace(_FILE, f"file = {_text(file)}\n") for file in named]
    return "\n\n".join([first + "\n" + parts[0], *parts[1:]])


def _pattern(named: Sequence[str], files: Sequence[str]) -> str:
    """Return a pattern for some files that fits no other, or nothing."""
    if len(named) < 2:
        return ""
    before = _shared_start(named)
    after = _shared_start([file[len(before) :][::-1] for file in named])[::-1]
    pattern = f"{escape(before)}*{escape(after)}"
    fitting = [file for file in files if fnmatchcase(file, pattern)]
    return pattern if before and sorted(fitting) == sorted(named) else ""


def _shared_start(texts: Sequence[str]) -> str:
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*texts, strict=False))
    return "".join(letters[0] for letters in alike)


def _area_line(raw: RawTable, area: str | None, lang: Language) -> str:
    """Return the line about the area; names within a name (``Uppsala (Bergsbrunna)``) are taken out of it."""
    named = _text(area or "?")
    codes = [code for code in raw.codes(area) if not is_whole(code)] if area else []
    towns = {found[1] for code in codes if (found := _NAMED.fullmatch(code))}
    if len(towns) == 1 and all(map(_NAMED.fullmatch, codes)):
        return f"area = {{ dimension = {named}, code = {_text(f'{towns.pop()} ({{namn}})')}, names = true }}"
    first = {one[1] for code in codes if (one := _CODE_FIRST.fullmatch(code))}
    if codes and len(first) == len(codes):
        return f'area = {{ dimension = {named}, code = "{{kod}} {{namn}}" }}'
    start = next((code[:4] for code in codes if _MUNICIPALITY.match(code)), "…")
    return f'area = {named}  # {words.TAKE_SOME.in_(lang)}: {{ dimension = {named}, keep = "{start}*" }}'


def _variables(raw: RawTable, dimensions: Sequence[str], area: str | None, lang: Language) -> list[str]:
    """Return the lines about variables: one for each combination of what is left of the categories."""
    lines = []
    context = [raw.title.partition(" efter ")[0], *_constant(raw, area)]
    # Where no dimension is left there is one combination, of nothing; a table without columns has no rows.
    present: list[tuple[str, ...]] = [()]
    if dimensions:
        present = list(raw.frame[list(dimensions)].drop_duplicates().itertuples(index=False, name=None))
    for codes in present[:MOST]:
        combination = list(zip(dimensions, codes, strict=True))
        labels = [raw.label(d, code) for d, code in combination]
        like = _like_known(labels, lang)
        guesses = _fitting(_guesses(context, labels), labels, _highest(raw, combination)) or (
            [like[0]] if like else []
        )
        inner = ", ".join(f"{_text(d)} = {_text(code)}" for d, code in combination)
        called = "; ".join(t for t, (_, code) in zip(labels, combination, strict=True) if t != code)
        lines += [
            "[[table.variables]]",
            f"variable = {_text(guesses[0] if len(guesses) == 1 else '?')}"
            + (f"  # {f' {words.OR.in_(lang)} '.join(guesses)}" if len(guesses) > 1 else "")
            + (
                f"  # {words.LIKE_KNOWN.in_(lang).format(table=like[1])}"
                if like and guesses == [like[0]]
                else ""
            ),
            (f"where = {{ {inner} }}" if inner else "where = {}") + (f"  # {called}" if called else ""),
        ]
    n = len(present)
    if n > MOST:
        lines.append(f"# {words.MORE.in_(lang).format(n=n - MOST, of=', '.join(dimensions))}")
    return lines


def _all_like_known(raw: RawTable, used: Sequence[str]) -> tuple[KnownTable, TableMapping] | None:
    """Return the known table whose words a table has, where its title or what is counted says so too."""
    found = like_known(raw, used)
    if found is None:
        return None
    known, read = found
    if not any(one.where for one in read.variables):
        return None  # a heading alone says what is counted, not who has counted it
    told = [raw.title.partition(" efter ")[0], *_constant(raw, next(iter(used), None))]
    if _words(*told) & _words(known.title.sv):
        return found
    # Ages and levels of education are of anything that is counted; what is counted is said by its own name.
    counted = {d for one in read.variables for d in one.where}
    told_apart = counted & {d for d in raw.dimensions if d in (COLUMN, "innehåll", "tabellinnehåll")}
    return found if told_apart or not (_words(raw.title) or counted & {"ålder", "kön"}) else None


def _known_lines(raw: RawTable, known: KnownTable, read: TableMapping, lang: Language) -> list[str]:
    """Return the lines about the variables of a table that has a known one's words."""
    lines = [
        f"# {words.ALL_LIKE_KNOWN.in_(lang).format(table=known.called.in_(lang))}",
        f"quality = {_text(read.quality)}",
        f"source = {_text(read.source)}",
    ]
    for one in read.variables:
        lines += ["[[table.variables]]", f"variable = {_text(one.variable)}"]
        lines += [f"kind = {_text(one.kind)}"] if one.kind else []
        lines.append(f"where = {_selection(one.where)}")
        lines += [f"denominator = {_selection(one.denominator)}"] if one.denominator is not None else []
        lines += [f"series = {_table(one.series)}"] if one.series else []
    left = []
    for dimension in dict.fromkeys(d for one in read.variables for d in one.where):
        wheres = [where for one in read.variables for where in (one.where, one.denominator or {})]
        taken = {code for where in wheres for code in where.get(dimension, ())}
        left += [code for code in raw.codes(dimension) if plain(code) not in taken]
    return [*lines, *([f"# {words.NOT_READ.in_(lang).format(columns=', '.join(left))}"] if left else [])]


def _selection(where: Selection) -> str:
    return _table({d: codes[0] if len(codes) == 1 else list(codes) for d, codes in where.items()})


def _table(told: Mapping[str, object]) -> str:
    inner = ", ".join(
        f"{_text(key)} = {json.dumps(value, ensure_ascii=False)}" for key, value in told.items()
    )
    return f"{{ {inner} }}" if inner else "{}"


def _like_known(labels: Sequence[str], lang: Language) -> tuple[str, str] | None:
    """Return the variable that a known table of SCB's has for the same words, and that table; else nothing.

    A guess like any other: what is counted often stands in a title that did not come along.
    """
    said = _words(*labels)
    alike = {
        one.variable: table
        for table in reversed(known_tables())  # of two alike, the first that there was
        for one in table.mapping.variables
        if all(len(categories) == 1 for categories in one.where.values())
        and said == _words(*(category for categories in one.where.values() for category in categories))
    }
    if not said or len(alike) != 1:
        return None
    ((variable, table),) = alike.items()
    return variable, table.called.in_(lang)


def _axes(raw: RawTable) -> tuple[str | None, str | None, tuple[str, ...]]:
    """Guess which dimension is the area and which the period, and which of its codes are periods.

    The source says, or the name, or the codes. Beside the years in headings there may be others: a total, or
    how much has changed.
    """
    said = {role: d for d, role in raw.roles.items()}
    names = {d: f"{d} {raw.dimension_labels.get(d, '')}" for d in raw.dimensions}
    periods = {d: _periods(raw.codes(d)) for d in raw.dimensions}
    timed = [d for d in raw.dimensions if _TIME.fullmatch(names[d])]
    coded = [d for d in raw.dimensions if d not in timed and (AREA.search(names[d]) or _CODED.search(d))]
    free = [d for d in raw.dimensions if d not in coded]
    period = (
        said.get("time")
        or next((d for d in (*timed, *free) if len(periods[d]) == len(raw.codes(d))), None)
        or next(iter(timed), None)
    )
    if period is None and COLUMN in free and 2 * len(periods[COLUMN]) >= len(raw.codes(COLUMN)):
        period = COLUMN
    others = [d for d in raw.dimensions if d != period]
    area = said.get("geo") or next((d for d in others if AREA.search(names[d])), None)
    if area is None and others:
        area = max(others, key=lambda d: len(raw.codes(d)))
    return area, period, periods[period] if period == COLUMN else ()


def _template(headings: Sequence[str]) -> str:
    """Return how headings are parted into what is counted and when, ``Antal {år}``; else nothing.

    A period may be several words (31 december 2023); then what is counted has to be one thing.
    """
    if any(read_period(heading) for heading in headings):
        return ""
    for mark in (" ", "_"):
        for first in (False, True):
            parted = [_parted(heading, mark, period_first=first) for heading in headings]
            contents = {content for content, _ in parted}
            if "" in contents or not parted:
                continue
            # The earlier pair of braces takes all but the last word.
            single = all(mark not in (content if first else period) for content, period in parted)
            content = "{innehåll}" if single else contents.pop()
            if (contents and not single) or not {"{", "}"}.isdisjoint(content.strip("{}")):
                continue
            return mark.join(("{år}", content) if first else (content, "{år}"))
    return ""


def _parted(heading: str, mark: str, *, period_first: bool) -> tuple[str, str]:
    """Part a heading into what is counted and the longest period before or behind it; empty where none is."""
    words = heading.split(mark)
    for n in range(1, len(words)):
        before, behind = mark.join(words[:n]), mark.join(words[n:])
        content, period = (mark.join(words[-n:]), mark.join(words[:-n])) if period_first else (before, behind)
        if read_period(period) is not None and not content[-1:].isdigit():
            return content, period
    return "", ""


def _periods(codes: Sequence[str]) -> tuple[str, ...]:
    calendar = Calendar(codes)
    return tuple(code for code in codes if calendar[code] is not None)


def year_said(title: str, file: str) -> str:
    """Return the one year that a table's heading or its file's name says; nothing where there are several.

    The year of a division is not that of the figures.

    Examples
    --------
    >>> year_said("Sysselsatta 20-64 år efter RegSO 2020, 2022", "")
    '2022'
    """
    said = {year for text in (title, file) for year in _YEAR.findall(_VERSION.sub("", text))}
    return said.pop() if len(said) == 1 else ""


def _period_line(raw: RawTable, period: str | None, kept: Sequence[str], file: str, lang: Language) -> str:
    """Return the line about the period; beside those that are kept, others are left out."""
    if period is None:
        year = year_said(raw.title, file) or "?"
        return f'period = {{ value = "{year}" }}  # {words.YEAR.in_(lang)}'
    others = [code for code in raw.codes(period) if code not in kept] if kept else []
    if not others:
        return f"period = {_text(period)}"
    return (
        f"period = {{ dimension = {_text(period)}, keep = {_texts(map(escape, kept))} }}"
        f"  # {words.LEAVES_OUT.in_(lang)} {', '.join(map(_text, others))}"
    )


def _is_sex(raw: RawTable, dimension: str) -> bool:
    """Whether a dimension is sex: it is called so, or it holds the words for women and for men."""
    labels = [raw.label(dimension, code) for code in raw.codes(dimension)]
    read = {label: canonical("sex", label) for label in labels}
    words = {read[label] for label in labels if len(label) > 1}
    named = _SEX.search(f"{dimension} {raw.dimension_labels.get(dimension, '')}")
    return all(read.values()) and (bool(named) or {"women", "men"} <= words)


def _names_of(raw: RawTable, area: str, dimensions: Sequence[str]) -> list[str]:
    """Return the columns that have one value for each area: its name, or what it is part of."""
    others = [d for d in dimensions if d != area and len(raw.codes(d)) > 1]
    pairs = {d: raw.frame[[area, d]].drop_duplicates() for d in others}
    return [d for d, found in pairs.items() if len(found) == len(raw.codes(area))]


def _constant(raw: RawTable, area: str | None) -> list[str]:
    """Return the labels of what is the same for the whole table: its age group, for example."""
    single = {d: raw.codes(d) for d in raw.dimensions if d != area}
    alone = [raw.label(d, codes[0]) for d, codes in single.items() if len(codes) == 1]
    return [label for label in alone if read_period(label) is None]


def _guesses(context: Sequence[str], labels: Sequence[str]) -> list[str]:
    """Return the variables and indicators whose labels are nearest to the words of categories and title."""
    asked = _words(*labels)
    around = asked | _words(*context)
    scores: dict[str, float] = {}
    for name, own in _known():
        if own and around:
            covered = len(own & around) / len(own)
            answered = len(asked & own) / len(asked) if asked else len(own & around) / len(around)
            scores[name] = min(covered, answered)
    best = max(scores.values(), default=0)
    return [name for name, score in scores.items() if score == best][:3] if best >= 0.75 else []


def _fitting(guesses: Sequence[str], labels: Sequence[str], highest: float) -> list[str]:
    """Return those guesses that figures can be: a count is no share, what is called a share is no count."""
    shares = {name for name in guesses if name in indicators() and name not in variables()}
    if _SHARE.search(" ".join(labels)):
        return [name for name in guesses if name in shares] or [*guesses]
    return [name for name in guesses if name not in shares] if highest > _MOST_PER_CENT else [*guesses]


def _highest(raw: RawTable, combination: Sequence[tuple[str, str]]) -> float:
    """Return the highest figure of some categories."""
    ours = np.ones(len(raw.frame), dtype=bool)
    for dimension, code in combination:
        ours &= raw.frame[dimension].to_numpy() == code
    figures = raw.frame["value"].to_numpy(dtype=float)[ours]
    return float(np.nanmax(figures, initial=0.0))


@cache
def _known() -> tuple[tuple[str, frozenset[str]], ...]:
    named = {
        **{i.id: i.label for i in indicators().values()},
        **{v.id: v.label for v in variables().values()},
    }
    return tuple((name, _words(label.sv)) for name, label in named.items())


def _words(*texts: str) -> frozenset[str]:
    found = re.findall(r"[a-zåäöé0-9]+(?:-[0-9]+)?", " ".join(texts).casefold().replace("–", "-"))
    return frozenset(word[:_STEM] for word in found if word not in _EMPTY)


def _texts(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, texts))}]"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
