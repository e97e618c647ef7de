"""One concept, one word: what is not written where people read, and what is written instead.

Ids, columns and arguments keep their names; what is quoted from the source of the figures is theirs to word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from omradesindex.wording import Language

_W = "[a-zåäöé]*"


@dataclass(frozen=True)
class Term:
    """A wording that is not used, and the one that is."""

    pattern: re.Pattern[str]
    instead: str


def _terms(*pairs: tuple[str, str]) -> tuple[Term, ...]:
    return tuple(Term(re.compile(pattern, re.IGNORECASE), instead) for pattern, instead in pairs)


#: What an area or those who live there is not called, in either language: conditions are hard, not people.
STIGMA: dict[Language, tuple[Term, ...]] = {
    "sv": _terms(
        (
            rf"\bsämre (?:område{_W}|än (?:hela )?staden|än i staden|än de andra)",
            "svårare villkor än i staden",
        ),
        (rf"\b(?:bra|dåliga?|bättre|sämsta|bästa|svaga?|starka?) (?:del)?område{_W}", "villkoren i området"),
        (rf"\bområde{_W} (?:är|som är) (?:bra|dålig{_W}|bättre|sämre|svag{_W}|stark{_W})\b", "villkoren där"),
        (r"\b(?:bästa|sämsta|bättre|sämre) (?:plats(?:en|er)?|halva[n]?)\b", "plats 1 har störst utmaning"),
        (rf"\bproblemområde{_W}|\b(?:de|det) mest utsatta\b", "störst utmaning"),
        (r"\bhögt är illa\b|\bvilka bor där\b", "villkoren"),
        (r"\bde tre första\b|\bkommer först\b|\bledande områden\b", "de tre med störst utmaning"),
    ),
    "en": _terms(
        (r"\bworse (?:areas?|than the (?:whole )?city)\b", "harder conditions than in the city"),
        (r"\b(?:good|bad|better|best|worst|weak|strong) (?:sub-)?areas?\b", "conditions in the area"),
        (r"\bareas? (?:is|are|that is|that are) (?:good|bad|better|worse|weak|strong)\b", "conditions there"),
        (r"\b(?:best|worst|better|worse) (?:places?|ranks?|half)\b", "place 1 is the greatest challenge"),
        (r"\bproblem areas?\b|\bthe most deprived\b", "the greatest challenge"),
        (r"\bfirst three\b|\bcomes? first\b", "the three with the greatest challenge"),
    ),
}

TERMS: dict[Language, tuple[Term, ...]] = {
    "sv": STIGMA["sv"]
    + _terms(
        (r"\brang(?:en|er|erna|ernas)?\b", "plats"),
        (rf"\buppsättning{_W}", "förslag, index"),
        (r"\b(?:osäkra|angripna) tal\b|\d osäkra\b|\bosäkra i grupper\b|\bringa in\b", "röjande"),
        (r"\bpå grund av\b", "bidrag"),
        (r"\b(?:i|det) snitt\b|\bi medeltal\b", "i genomsnitt"),
        (r"95 ?%-intervall|95-procentsintervall|95 procents (?:slump)?intervall|95-procentiga intervall",
         "95-procentigt slumpintervall"),
        (rf"\bkonfidensintervall{_W}|\bosäkerhetsintervall{_W}", "slumpintervall, metodintervall"),
        (r"(?<!slumpmässigt )(?<!slumpmässiga )\bbrus(?:et)?\b", "slump"),
        (r"\bbör omprövas\b|\bomprövas\b", "titta närmare på"),
        (r"\b(?:proxy|missing|unsafe|partial|doubtful|score|rank|set|stick)\b(?!=)", "ett svenskt ord"),
        (rf"\bestimera{_W}", "uppskattad"),
        (rf"\b(?:osäker|delad|tveksam)(?: eller delad)? (?:områdes)?tillhörighet{_W}",
         "oklar områdestillhörighet"),
        (rf"\bhållas isär\b|\bhåller isär\b|\boavgjor{_W}|\bsärskilja{_W}", "går inte att skilja åt"),
        (r"\bpekas? ut\b|\bpekats ut\b", "bedöms som ändrat; röja"),
        (rf"\bscenarie?r?{_W}\b", "sätt att räkna, förslag"),
        (rf"\bsmåområde{_W}", "delområde"),
        (r"\b(?:stickan|sticka|stickor)\b", "måttstock"),
        (r"\bbootstrapintervall\b|\bindex värde\b|\bmått stock\b|\bslump intervall\b",
         "sammanskrivet"),
        (r"\b1 (?:delområden|områden|indikatorer|uppgifter)\b", "ental"),
        (r"\b[02-9] (?:delområde|indikator|standardavvikelse|uppgift)\b", "flertal"),
        (r"\bgranskningen är (?:godkänd|underkänd)\b|\bfaller granskningen\b",
         "tabellen klarade granskningen"),
    ),
    "en": STIGMA["en"]
    + _terms(
        (r"\bbecause of\b|\bdue to\b|\bowing to\b", "contribution"),
        (r"\bnoise\b", "chance"),
        (r"\bshould be reopened\b|\bshould be reconsidered\b", "look closer at"),
        (r"\bsince who has\b|\bwho has no \w+ is not\b", "those without … are not"),
        (r"%? to \d[\d.,]* ?%: women against men|\bwomen against men\b", "compared with"),
        (r"\bmay come there\b|\bstand still only\b|\bstands? only where\b", "plain English"),
        (r"\bAs it stands uncertain\b|\bthe house is built\b", "plain English"),
        (r"\btkr\b", "SEK thousand"),
        (r"\b[02-9] standard deviation\b|\b1 (?:areas|indicators|sub-areas|figures)\b", "plural or singular"),
        (r"\b(?:rented dwellings|areas|figures|indicators|dwellings) is\b", "are"),
        (r"\bareas are few\b", "only … areas"),
        (r"\branks?\b(?! correlation)", "place"),
        (r"\b(?:the|each|every|a|another|other|which|whose|this|base|all|of|in) sets?\b|^set\b|\bsets\b",
         "proposal, index"),
        (r"\bper cent interval\b", "95 per cent chance interval"),
        (r"\bdoubtful or split\b|\bdoubtful membership\b", "unclear membership"),
    ),
}  # fmt: skip


def wrong(text: str, lang: Language) -> list[str]:
    """Name what a text says in other words than ours.

    Examples
    --------
    >>> wrong("Områdets rang är 3.", "sv"), wrong("Områdets plats är 3.", "sv")
    (['rang (plats)'], [])
    """
    found = [(term, hit) for term in TERMS[lang] for hit in [term.pattern.search(text)] if hit]
    return [f"{hit[0]} ({term.instead})" for term, hit in found]
