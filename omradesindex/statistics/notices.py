"""The library's own notes on figures, in English where a reader asks for it; others' stay in their words."""

from __future__ import annotations

import re

from omradesindex.wording import Language

_MADE_UP = (
    "Exempelstad är påhittad. Kartan, namnen och alla uppgifter är simulerade ur en dokumenterad modell och "
    "säger ingenting om någon verklig plats."
)
_MADE_UP_EN = (
    "Exempelstad is made up. Its map, its names and all figures are simulated from a documented model and "
    "say nothing of any real place."
)
_BY_THEME = " Här är modellen gjord så att områdena skiljer sig åt från tema till tema."
_BY_THEME_EN = " Here the model is made so that the areas differ from theme to theme."
_NOISE = (
    r"Antalen(?: för (?P<when>.+?))? bär litet slumpmässigt brus som skyddar enskilda: delar summerar inte "
    r"till helheter\. Brusets standardavvikelse "
)
_NOISE_EN = (
    "The counts{when} carry a little chance that protects individuals: parts do not add up to wholes. "
)
_SIZE = r"(?P<most>högst )?(?P<size>[\d,]+) per tal\."
_BOUNDED = r"Andelar som slumpmässigt brus gjort större än 100 % är satta till 100 % \((?P<size>\d+)\)\."
_BOUNDED_EN = "Shares that chance made larger than 100 % are set to 100 % ({size})."
_ROUNDED = r" är avrundade till multiplar av (?P<size>\d+(?: och \d+)*)\."
_ROUNDED_EN = " are rounded to multiples of {size}."
_APART = " Delar summerar inte alltid till helheter."
_APART_EN = " Parts do not always add up to wholes."
_STATED_EN = "Its standard deviation is {most}{size} per number."
_ASSUMED_EN = (
    "The source does not state its standard deviation, which is assumed to be {most}{size} per number."
)

#: A note as it is kept, and what it says in English.
_NOTES = (
    (re.escape(_MADE_UP), _MADE_UP_EN),
    (re.escape(_MADE_UP + _BY_THEME), _MADE_UP_EN + _BY_THEME_EN),
    (f"{_NOISE}är {_SIZE}", _NOISE_EN + _STATED_EN),
    (f"{_NOISE}anges inte av källan och antas vara {_SIZE}", _NOISE_EN + _ASSUMED_EN),
    (_BOUNDED, _BOUNDED_EN),
    *(
        (whose + _ROUNDED + re.escape(apart), whose_en + _ROUNDED_EN + apart_en)
        for whose, whose_en in (("Antalen", "The counts"), ("En del av antalen", "Some of the counts"))
        for apart, apart_en in (("", ""), (_APART, _APART_EN))
    ),
)


def note_in(note: str, lang: Language) -> str:
    """Return a note in the language asked for; what somebody else wrote stays as it is.

    Examples
    --------
    >>> note_in("Andelar som slumpmässigt brus gjort större än 100 % är satta till 100 % (3).", "en")
    'Shares that chance made larger than 100 % are set to 100 % (3).'
    >>> note_in("Uppgifterna är preliminära.", "en")
    'Uppgifterna är preliminära.'
    """
    if lang == "sv":
        return note
    for swedish, english in _NOTES:
        if (found := re.fullmatch(swedish, note)) is not None:
            told = found.groupdict(default="")
            return english.format(
                when=f" of {told['when']}" if told.get("when") else "",
                most="at most " if told.get("most") else "",
                size=told.get("size", "").replace(",", ".").replace(" och ", " and "),
            )
    return note
