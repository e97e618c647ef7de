"""Numbers and lists as people read them: Swedish by default, English on request.

Machine formats (CSV, Parquet, JSON) never pass through here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from itertools import repeat
from typing import Literal, cast, get_args

from omradesindex.errors import OmradesindexError, did_you_mean, listing
from omradesindex.patterns import pattern
from omradesindex.units import said

Language = Literal["sv", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
#: A text in every language.
Said = Mapping[Language, str]

#: The languages as files and readers of screens name them.
TAGS: Mapping[Language, str] = {"sv": "sv-SE", "en": "en-GB"}

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"

# Wide enough for every float as it stands, to its last binary digit.
_EXACT = Context(prec=1200, rounding=ROUND_HALF_UP)
#: So many areas a sentence names, and no more.
AREAS_NAMED = 20
#: The marks of thousands and of decimals.
_MARKS: Mapping[Language, tuple[str, str]] = {"sv": (NBSP, ","), "en": (",", ".")}


@dataclass(frozen=True)
class Text:
    """A text in Swedish and English.

    Examples
    --------
    >>> Text("Trångboddhet", "Overcrowding").in_("en")
    'Overcrowding'
    """

    sv: str
    en: str

    def in_(self, lang: Language | None = None) -> str:
        """Return the text in the language asked for; in the one that is spoken where none is."""
        return say(lang or spoken(), self.sv, self.en)


def said_in_all(say: Callable[[Language], str]) -> Said:
    """Return a text in every language.

    Examples
    --------
    >>> said_in_all(Text("år", "year").in_)
    {'sv': 'år', 'en': 'year'}
    """
    return {lang: say(lang) for lang in LANGUAGES}


_COUNTS: Mapping[Language, tuple[str, ...]] = {
    "sv": ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"),
    "en": ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
}
#: Units that are written out for a reader, or are another word in English, as the catalogue has them.
_UNITS: Mapping[str, Text] = {
    "tkr": Text("tusen kronor", "SEK thousand"),
    "kr per inv.": Text("kronor per invånare", "SEK per inhabitant"),
    "per 1 000 inv.": Text(f"per 1{NBSP}000 invånare", "per 1,000 inhabitants"),
    "per 100 utflyttade": Text("per 100 utflyttade", "per 100 who moved out"),
    "poäng (0–6)": Text("poäng (0–6)", "points (0–6)"),
    "poäng per inv.": Text("poäng per invånare", "points per inhabitant"),
    "av 100": Text("av 100", "of 100"),
    "år": Text("år", "years"),
}


_MADE_UP_SAID = r"\b(påhitta[dt]e?|made[ -]up)\b"
_MADE_UP = pattern(_MADE_UP_SAID, re.IGNORECASE)
_IN_PARENTHESES = pattern(rf" ?\({_MADE_UP_SAID}\)", re.IGNORECASE)

_SPOKEN: ContextVar[Language] = ContextVar("language", default="sv")


def spoken() -> Language:
    """Return the language that is spoken where nobody says which: Swedish, until somebody speaks another."""
    return _SPOKEN.get()


def speak(lang: str) -> Language:
    """Speak a language from now on, as the command line does, and return it.

    Examples
    --------
    >>> speak("sv")
    'sv'
    """
    check_language(lang)
    _SPOKEN.set(cast("Language", lang))
    return spoken()


def say(lang: Language, sv: str, en: str) -> str:
    """Choose between two wordings."""
    return said(sv if lang == "sv" else en, lang)


def called_made_up(name: str, lang: Language) -> str:
    """Return a made-up place's name with the word that says so, once, however the name itself says it.

    Examples
    --------
    >>> called_made_up("Exempelstad", "sv"), called_made_up("Exempelstad (påhittad)", "en")
    ('Exempelstad (påhittad)', 'Exempelstad (made up)')
    >>> called_made_up("Provet (påhittat)", "sv"), called_made_up("Testby, helt påhittad", "sv")
    ('Provet (påhittat)', 'Testby, helt påhittad')
    """
    told, ours = _MADE_UP.search(name), say(lang, "(påhittad)", "(made up)")
    if told is None:
        return f"{name} {ours}"
    is_ours = told[0].casefold().startswith("p") == (ours == "(påhittad)")
    return name if is_ours else _IN_PARENTHESES.sub(f" {ours}", name)


def without_made_up(name: str) -> str:
    """Return a name without a word in parentheses that it is made up.

    Examples
    --------
    >>> without_made_up("Exempelstad (påhittad)"), without_made_up("Lund")
    ('Exempelstad', 'Lund')
    """
    return _IN_PARENTHESES.sub("", name)


def check_language(lang: str) -> None:
    """Refuse a language that nothing is written in."""
    known = get_args(Language)
    if lang not in known:
        raise OmradesindexError(
            f"the language {lang!r} is unknown{did_you_mean(str(lang), known)}",
            expected=f"one of {listing(known)}",
        )


def rounded(value: float, decimals: int = 0) -> float:
    """Round as people do: what lies exactly midway goes away from zero.

    So do spreadsheet programs. Only what a float holds exactly lies midway: 0.15 is a little less.

    Examples
    --------
    >>> rounded(62.25, 1), rounded(-0.5), rounded(0.15, 1)
    (62.3, -1.0, 0.1)
    """
    value = float(value)
    if value * 2.0 ** (decimals + 1) % 2 != 1:  # nothing lies midway but an odd number of halves, quarters, …
        return round(value, decimals) if math.isfinite(value) else value
    return float(Decimal(value).quantize(Decimal(1).scaleb(-decimals), context=_EXACT))


def number(value: float, decimals: int = 0, *, lang: Language = "sv", sign: bool = False) -> str:
    """Write a number for a reader; a missing one becomes an en dash.

    Examples
    --------
    >>> number(357377).replace(NBSP, "_")
    '357_377'
    >>> number(-1234.5, 1).replace(NBSP, "_")
    '−1_234,5'
    >>> number(1234.5, 1, lang="en")
    '1,234.5'
    >>> number(2.0, 1, sign=True)
    '+2,0'
    >>> number(float("nan"))
    '–'
    """
    return numbers([value], decimals, lang=lang, sign=sign)[0]


def numbers(
    values: Iterable[float],
    decimals: int | Iterable[int] = 0,
    *,
    lang: Language = "sv",
    sign: bool = False,
) -> list[str]:
    """Write many numbers as :func:`number` does one, with as many decimals each or with its own.

    Examples
    --------
    >>> numbers([2.25, float("nan"), -0.04], [1, 0, 1])
    ['2,3', '–', '0,0']
    """
    forms: dict[int, tuple[str, float]] = {}
    written: list[str] = []
    each = repeat(decimals) if isinstance(decimals, int) else decimals
    for value, places in zip(map(float, values), each, strict=False):
        form, halves = forms.get(places) or forms.setdefault(places, _form(places, sign=sign))
        # What lies midway, the computer rounds to what is even.
        written.append(format(value if value * halves % 2 != 1 else rounded(value, places), form))
    alike = {"nan": "\N{EN DASH}", "+nan": "\N{EN DASH}"}
    for places in forms:
        zero = f"{0:.{places}f}"
        alike |= {f"-{zero}": zero, f"+{zero}": zero}
    thousands, point = _MARKS[lang]
    apart = "\n".join([alike.get(text, text) for text in written]).replace(",", thousands).replace(".", point)
    return apart.replace("-", MINUS).split("\n") if written else []


def _form(decimals: int, *, sign: bool) -> tuple[str, float]:
    """How numbers are written, and what those are multiplied with whose odd multiples lie midway."""
    return f"{'+' if sign else ''},.{decimals}f", 2.0 ** (decimals + 1)


def correlation(value: float, decimals: int = 2, *, lang: Language = "sv") -> str:
    """Write a correlation; one just short of 1 is not written as if it were 1.

    Examples
    --------
    >>> [correlation(r) for r in (0.984, 0.996, 1.0, -0.999)]
    ['0,98', '>0,99', '1,00', '<−0,99']
    """
    short = 1 - abs(value) > 0 and rounded(abs(value), decimals) >= 1 and not math.isclose(abs(value), 1)
    if not short:
        return number(value, decimals, lang=lang)
    most = math.copysign(1 - 10.0**-decimals, value)
    return f"{'>' if value > 0 else '<'}{number(most, decimals, lang=lang)}"


def area_name(code: str, name: str) -> str:
    """Write an area's code and name; the code alone where the area has no other name.

    Examples
    --------
    >>> area_name("07", "Hamnen"), area_name("007", "007")
    ('07 Hamnen', '007')
    """
    return code if name in ("", code) else f"{code} {name}"


def plural(n: int, one: str, many: str) -> str:
    """Choose the word that fits a count.

    Examples
    --------
    >>> plural(1, "område", "områden"), plural(0, "område", "områden")
    ('område', 'områden')
    """
    return one if n == 1 else many


def counted(n: int, lang: Language = "sv") -> str:
    """Write a small count as a word, as prose does; one above twelve in digits.

    Examples
    --------
    >>> counted(3), counted(10, "en"), counted(13)
    ('tre', 'ten', '13')
    """
    words = _COUNTS[lang]
    return words[n] if 0 <= n < len(words) else number(n, lang=lang)


def all_of(n: int, many: str, both: str, lang: Language = "sv") -> str:
    """Name all of some things, of which there are two or more: ``both`` is what two are called after *båda*.

    Examples
    --------
    >>> all_of(3, "indikatorer", "indikatorerna"), all_of(2, "indikatorer", "indikatorerna")
    ('alla tre indikatorer', 'båda indikatorerna')
    >>> all_of(2, "indicators", "indicators", "en")
    'both indicators'
    """
    if n == 2:
        return f"{say(lang, 'båda', 'both')} {both}"
    return f"{say(lang, 'alla', 'all')} {counted(n, lang)} {many}"


def exact_decimals(values: Sequence[float], most: int = 6) -> int:
    """Count the decimals that write all values as they are, ``most`` where no number of them does.

    Examples
    --------
    >>> exact_decimals([100, 10]), exact_decimals([0.5, 0.125])
    (0, 3)
    """
    return next((d for d in range(most) if all(math.isclose(v, round(v, d)) for v in values)), most)


def unit_said(unit: str, lang: Language = "sv") -> str:
    """Write a unit out as a reader says it; one that is not known stands as it is.

    Examples
    --------
    >>> unit_said("tkr"), unit_said("tkr", "en"), unit_said("%", "en")
    ('tusen kronor', 'SEK thousand', '%')
    """
    return _UNITS[unit].in_(lang) if unit in _UNITS else unit


def with_unit(value: float, unit: str, decimals: int = 1, *, lang: Language = "sv") -> str:
    """Write a number with its unit after a no-break space.

    Examples
    --------
    >>> with_unit(62.25, "%").replace(NBSP, "_"), with_unit(307.4, "tkr").replace(NBSP, "_")
    ('62,3_%', '307,4_tusen kronor')
    """
    return f"{number(value, decimals, lang=lang)}{NBSP}{unit_said(unit, lang)}"


def inside(label: str) -> str:
    """Write a label as it stands inside a sentence: an acronym keeps its capitals, and no comma is its own.

    Examples
    --------
    >>> inside("Trångboddhet"), inside("CNI per invånare"), inside("Lön, medelvärde")
    ('trångboddhet', 'CNI per invånare', 'lön (medelvärde)')
    """
    first, comma, more = label.partition(", ")
    if comma:
        label = f"{first} ({more})"
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def capital(text: str) -> str:
    """Write a label as it begins a sentence.

    Examples
    --------
    >>> capital("hela Malmö")
    'Hela Malmö'
    """
    return text[:1].upper() + text[1:]


def join(words: Sequence[str], *, lang: Language = "sv", most: int | None = None) -> str:
    """Join words as a sentence does; where one of them is joined in itself, the last is set apart.

    Of more than ``most`` the first are named, and how many more there are.

    Examples
    --------
    >>> join(["a", "b", "c"])
    'a, b och c'
    >>> join(["a", "b"], lang="en")
    'a and b'
    >>> join(["trångboddhet", "in- och utflyttning"]), join(["crowding", "moves in and out"], lang="en")
    ('trångboddhet samt in- och utflyttning', 'crowding, and moves in and out')
    >>> join(["a", "b", "c", "d"], most=2)
    'a, b och 2 till'
    """
    if most is not None and len(words) > most:
        left = number(len(words) - most, lang=lang)
        words = [*words[:most], say(lang, f"{left} till", f"{left} more")]
    if len(words) < 2:
        return "".join(words)
    if any(say(lang, " och ", " and ") in word for word in words):
        last = say(lang, " samt ", ", and ")
    else:
        last = say(lang, " och ", " and ")
    return ", ".join(words[:-1]) + last + words[-1]


def some(words: Sequence[str], most: int, *, lang: Language = "sv") -> str:
    """Name the first words, and say how many more there are.

    Examples
    --------
    >>> some(["a", "b", "c"], 3), some(["a", "b", "c"], 2)
    ('a, b, c', 'a, b och 1 till')
    """
    left = len(words) - most
    if left <= 0:
        return ", ".join(words)
    more = number(left, lang=lang)
    return f"{', '.join(words[:most])} {say(lang, f'och {more} till', f'and {more} more')}"
