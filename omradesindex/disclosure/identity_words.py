"""What is asked where figures are nearly the sum of others."""

from __future__ import annotations

import json
from collections.abc import Sequence

from omradesindex.wording import Language, Text, join, number, say

_LANGUAGES: tuple[Language, Language] = ("sv", "en")


def identity_question(whole: str, parts: Sequence[str], holds: int, of: int) -> Text:
    """Ask whether an identity that nearly holds is meant, and say how to answer.

    Parameters
    ----------
    whole : str
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
    answers = [json.dumps({whole: those}, ensure_ascii=False) for those in ([*parts], [])]
    named = [f"'{part}'" for part in parts]
    alike = Text("lika med", "equal to") if len(parts) == 1 else Text("summan av", "the sum of")
    sv, en = (f"{alike.in_(lang)} {join(named, lang=lang)} ({_of(holds, of, lang)})" for lang in _LANGUAGES)
    yes, no = (f"identities={answer}" for answer in answers)
    return Text(
        f"'{whole}' är nästan {sv}. Är det så enligt definitionen, skriv {yes}. Annars skriv {no}.",
        f"'{whole}' is nearly {en}. If it is so by definition, write {yes}. If not, write {no}.",
    )


def _of(holds: int, of: int, lang: Language) -> str:
    n, n_all = number(holds, lang=lang), number(of, lang=lang)
    return say(lang, f"{n} av {n_all} tal", f"{n} of {n_all} figures")
