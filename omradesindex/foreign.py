"""Why a reader of another library gave up, in words of our own: theirs are for whoever wrote the reader."""

from __future__ import annotations

import re

from omradesindex.patterns import pattern

#: What such messages say, whatever library and version says it, and what that means for a file.
CAUSES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (pattern(said, re.IGNORECASE), cause)
    for cause, said in (
        ("it has a password", r"password|encrypted"),
        ("it lacks the part '{}'", r"no item named '([^']+)'"),
        ("'{}', which belongs to it, does not lie beside it", r"unable to open .*?([^/\\]+\.(?:shx|dbf))\b"),
        (
            "it is something else, or cut off",
            r"not a (?:zip|xlsx|parquet)|magic bytes|file is not a database|not recogni[sz]ed as",
        ),
        (
            "what is packed in it is damaged",
            r"crc|corrupt|decompress|invalid (?:distance|code|block|stored|bit)|magic number",
        ),
        ("its database is damaged or cut off", r"malformed|disk image|database"),
        ("its database lacks what outlines need", r"no such (?:table|column)|gpkg_"),
        (
            "its XML is damaged or cut off",
            r"unclosed|well-formed|no element|mismatched|(?:start|end) tag|xml|undefined entity",
        ),
        (
            "an outline in it is no ring: it does not end where it begins",
            r"linearring|closed linestring|at least (?:3|4|three|four)|too few points",
        ),
        (
            "it is damaged or cut off",
            r"truncat|unexpected end|end of (?:file|data|stream)|eof|requires a buffer|too small|feature",
        ),
        (
            "there is text in it where a number or a date is expected",
            r"invalid literal|could not convert|cannot parse|not a valid number|isoformat",
        ),
        ("its text is not UTF-8", r"utf-?8|codec|unicode|decode"),
        ("a number in it is larger than can be held", r"overflow|out of (?:bounds|range)|too large"),
        ("it is nested too deeply", r"recursion|nested"),
        ("its JSON is damaged or cut off", r"json|expecting|delimiter|extra data"),
        (
            "it holds something that is not read here",
            r"unsupported|not supported|not implemented|unknown (?:type|encoding)",
        ),
        (
            "it is built in a way that is not read here",
            r"has no attribute|nonetype|not (?:subscriptable|iterable|callable)|unexpected keyword",
        ),
    )
)


def cause_of(error: BaseException | str) -> str:
    """Return why a file cannot be read, by what another library says of it.

    What nobody has met before is quoted, so that it is seen to be another's words.

    Examples
    --------
    >>> cause_of("Parquet magic bytes not found in footer. Either the file is corrupted or …")
    'it is something else, or cut off'
    >>> cause_of(KeyError("There is no item named 'xl/workbook.xml' in the archive"))
    "it lacks the part 'xl/workbook.xml'"
    >>> cause_of("flux capacitor missing")
    "its reader says: 'flux capacitor missing'"
    """
    if isinstance(error, OSError) and error.strerror:
        return error.strerror  # what the system says is known, and says what to do
    told = " ".join(str(error).split())
    for said, cause in CAUSES:
        found = said.search(told)
        if found is not None:
            return cause.format(*found.groups())
    return f"its reader says: '{told[:120]}'" if told else "its reader does not say why"
