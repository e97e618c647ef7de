"""What is asked where figures are nearly the sum of others."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from omradesindex.frozen import Frozen
from omradesindex.wording import Language, Text, capital, join, number, say

_LANGUAGES: tuple[Language, Language] = ("sv", "en")


#: What a series is called that is no variable but a count beside a share.
_BESIDE: Mapping[str, Text] = Frozen(
    {
        "numerator": Text("täljaren i ", "the numerator of "),
        "denominator": Text("nämnaren i ", "the denominator of "),
    }
)


def identity_question(whole: str, parts: Sequence[str], holds: int, of: int) -> Text:
    """Ask whether an identity that nearly holds is meant, and say how to answer.

    Parameters
    ----------
    whole : str
        A variable, or what stands beside a share: ``arbetsloshet/denominator``.
    parts : sequence of str
        One where two variables are nearly equal, else those that are added up.
    holds, of : int
        In how many figures they are near, and how many are known of all.

    Examples
    --------
    >>> print(identity_question("alla", ["unga"], 9, 10).en)
    'alla' is nearly equal to 'unga' (9 of 10 figures). If it is so by definition, write
    identities={"alla": ["unga"]}. If not, write identities={"alla": []}.
    """
    yes, no = (f"identities={json.dumps({whole: those}, ensure_ascii=False)}" for those in ([*parts], []))
    alike = Text("lika med", "equal to") if len(parts) == 1 else Text("summan av", "the sum of")
    first = Text(*(capital(_named(whole, lang)) for lang in _LANGUAGES))
    others = Text(*(join([_named(part, lang) for part in parts], lang=lang) for lang in _LANGUAGES))
    often = Text(*(_of(holds, of, lang) for lang in _LANGUAGES))
    return Text(
        f"{first.sv} är nästan {alike.sv} {others.sv} ({often.sv}). "
        f"Är det så enligt definitionen, skriv {yes}. Annars skriv {no}.",
        f"{first.en} is nearly {alike.en} {others.en} ({often.en}). "
        f"If it is so by definition, write {yes}. If not, write {no}.",
    )


def _of(holds: int, of: int, lang: Language) -> str:
    n, n_all = number(holds, lang=lang), number(of, lang=lang)
    return say(lang, f"{n} av {n_all} tal", f"{n} of {n_all} figures")


def _named(series: str, lang: Language) -> str:
    variable, _, measure = series.rpartition("/")
    beside = _BESIDE.get(measure)
    return f"'{series}'" if beside is None else f"{beside.in_(lang)}'{variable}'"
