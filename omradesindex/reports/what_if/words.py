"""What the page says: its headings and controls, and the sentences that follow the settings.

``{name}`` is filled in by the page's own script, which chooses the sentence by the numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from omradesindex.frozen import Frozen
from omradesindex.wording import Language, Text, inside, join, number, plural, say

#: What the file is, where it lies beside others.
FILE = Text(
    "en sida där ett möte prövar andra indikatorer och vikter",
    "a page on which a meeting tries other indicators and weights",
)
#: What stands on the page whatever is chosen.
FIXED: Mapping[str, Text] = Frozen(
    {
        "skip": Text("Hoppa till resultatet", "Skip to the result"),
        "lead": Text(
            "Ändra vad som räknas och hur mycket. Karta och tabell följer med. Indexet självt ändras inte.",
            "Change what counts and how much. The map and the table follow. The index itself stays as it is.",
        ),
        "no_script": Text(
            "Sidan räknar i webbläsaren och behöver JavaScript. Det är avstängt här.",
            "The page computes in the browser and needs JavaScript. It is turned off here.",
        ),
        "little_head": Text("Vikter bevisar lite", "Weights prove little"),
        "choices": Text("Det här räknas", "What counts"),
        "index": Text("Index eller förslag", "Index or proposal"),
        "weights_help": Text(
            "× 1 är vikten i förslaget. Vid × 2 räknas delen dubbelt så mycket.",
            "× 1 is the weight in the proposal. At × 2 the part counts twice as much.",
        ),
        "reset": Text("Återställ allt", "Reset everything"),
        "result": Text("Resultatet", "The result"),
        "follow": Text("Följ ett område", "Follow an area"),
        "follow_none": Text("Inget område", "No area"),
        "caption": Text("Områdena ordnade efter poäng", "The areas in the order of their scores"),
        "place": Text("Plats", "Place"),
        "area": Text("Område", "Area"),
        "score": Text("Poäng", "Score"),
        "base": Text("Före", "Before"),
        "range": Text("Intervall", "Range"),
        "picture": Text("Platserna som bild", "The places drawn"),
        "share_head": Text("Dela och räkna om", "Share and compute"),
        "share": Text(
            "Valen står i sidans adress, efter tecknet #. Skicka hela adressen, eller det som står efter #. "
            "Den som har samma fil får samma val.",
            "The choices stand in the page's address, after the sign #. Send the whole address, or what "
            "stands after #. Whoever has the same file gets the same choices.",
        ),
        "call": Text(
            "Så skrivs samma val i biblioteket omradesindex:",
            "The same choices as they are written in the library omradesindex:",
        ),
        "notes_head": Text("Om uppgifterna i grundindexet", "About the figures of the base index"),
        "map": Text("Karta över index", "Map of the index"),
        "map_alt": Text(
            "Karta: varje område i färg efter poäng. Samma uppgifter står i tabellen.",
            "Map: each area in a colour by its score. The same figures stand in the table.",
        ),
        "missing": Text("saknas", "missing"),
        "smaller": Text("mindre utmaning", "smaller challenge"),
        "greater": Text("större utmaning", "greater challenge"),
        "under": Text("under", "below"),
        "over": Text("och mer", "and more"),
    }
)

#: What the page's script puts together.
MOVING: Mapping[str, Text] = Frozen(
    {
        "count": Text("Räkna med {label}", "Count {label}"),
        "weight": Text("Vikt för {label}", "Weight of {label}"),
        "weighs": Text("× {times} · {share} % av indexet", "× {times} · {share} % of the index"),
        "weighs_said": Text(
            "{times} gånger vikten i förslaget, {share} procent av indexet",
            "{times} times the weight in the proposal, {share} per cent of the index",
        ),
        "left_out": Text("räknas inte", "does not count"),
        "indicators": Text("Indikatorer i {label}", "Indicators in {label}"),
        "tag": Text("(följs)", "(followed)"),
        "outside_tag": Text("(utanför)", "(outside)"),
        "and": Text("och", "and"),
        "more": Text("och {n} till", "and {n} more"),
        "area_told": Text("{area}: plats {place}, {points} poäng", "{area}: place {place}, score {points}"),
        "area_lacks": Text("{area}: inget index", "{area}: no index"),
        "gone": Text("Räknas inte: {parts}.", "Not counted: {parts}."),
        "weighed": Text("Annan vikt: {parts}.", "Another weight: {parts}."),
        "untouched": Text("Inget är ändrat. Det här är {label}.", "Nothing is changed. This is {label}."),
        "proposal": Text("Valt: {label}.", "Chosen: {label}."),
        "first": Text("Plats 1: {areas} ({points} poäng).", "Place 1: {areas} (score {points})."),
        "shared": Text(
            "Plats 1 delas av {areas} ({points} poäng).", "Place 1 is shared by {areas} (score {points})."
        ),
        "moved_none": Text(
            "Alla har samma plats som i grundindexet.", "All have the same place as in the base index."
        ),
        "moved_one": Text(
            "{n} av {all} områden har en annan plats än i grundindexet.",
            "{n} of {all} areas has another place than in the base index.",
        ),
        "moved_many": Text(
            "{n} av {all} områden har en annan plats än i grundindexet.",
            "{n} of {all} areas have another place than in the base index.",
        ),
        "outside_one": Text(
            "{n} område har en plats utanför sitt platsintervall: {areas}.",
            "{n} area has a place outside its range of places: {areas}.",
        ),
        "outside_many": Text(
            "{n} områden har en plats utanför sitt platsintervall: {areas}.",
            "{n} areas have a place outside their range of places: {areas}.",
        ),
        "lacking_one": Text(
            "{n} område får inget index: för få av dess uppgifter finns.",
            "{n} area gets no index: too few of its figures are there.",
        ),
        "lacking_many": Text(
            "{n} områden får inget index: för få av deras uppgifter finns.",
            "{n} areas get no index: too few of their figures are there.",
        ),
        "nobody": Text(
            "Inget område får ett index: för få uppgifter finns för det som är valt.",
            "No area gets an index: too few figures are there for what is chosen.",
        ),
        "empty": Text(
            "Inget är valt, så det finns inget att räkna.",
            "Nothing is chosen, so there is nothing to compute.",
        ),
        "weightless": Text(
            "Allt i {where} har vikten 0, så det finns inget att räkna.",
            "Everything in {where} has the weight 0, so there is nothing to compute.",
        ),
        "followed": Text(
            "{area}: plats {place} av {of} ({points} poäng).",
            "{area}: place {place} of {of} (score {points}).",
        ),
        "followed_lacks": Text("{area} får inget index.", "{area} gets no index."),
        "followed_base": Text("I grundindexet: plats {place}.", "In the base index: place {place}."),
        "ties": Text(
            "Likhetstecken efter platsen: delad plats.", "Equals sign after a place: a shared place."
        ),
        "alike": Text(
            "Poäng som ser lika ut kan skilja sig i decimaler som inte visas. Platsen följer hela talet.",
            "Scores that look the same may differ in decimals not shown. Places follow the unrounded scores.",
        ),
        "other": Text(
            "Adressen gjordes med andra uppgifter. Platserna kan vara andra än där den kommer ifrån.",
            "The address was made with other figures. Places may differ from where it comes from.",
        ),
        "shows_base": Text("Sidan visar grundindexet.", "The page shows the base index."),
        "wrong_key": Text(
            "Valen i adressen kan inte läsas: ”{what}” är okänt eller står två gånger.",
            "The choices in the address cannot be read: “{what}” is unknown or stands twice.",
        ),
        "wrong_version": Text(
            "Valen i adressen är gjorda för en annan sida.",
            "The choices in the address were made for another page.",
        ),
        "wrong_index": Text(
            "Valen i adressen gäller förslaget ”{what}”, som inte finns här.",
            "The choices in the address are about the proposal “{what}”, which is not here.",
        ),
        "wrong_part": Text(
            "Valen i adressen nämner ”{what}”, som inte finns i indexet eller står två gånger.",
            "The choices in the address name “{what}”, which is not in the index or stands twice.",
        ),
        "wrong_weight": Text(
            "Valen i adressen ger vikten ”{what}”. En vikt är ett tal från 0 till 4, med högst en decimal.",
            "The choices in the address give the weight “{what}”. A weight is a number from 0 to 4, with at "
            "most one decimal.",
        ),
        "wrong_area": Text(
            "Valen i adressen nämner området ”{what}”, som inte finns här.",
            "The choices in the address name the area “{what}”, which is not here.",
        ),
    }
)


def title(label: str, lang: Language) -> str:
    """``Pröva vikter: Områdesindex ur öppna data``."""
    return say(lang, f"Pröva vikter: {label}", f"Try other weights: {label}")


def about(whose: str, periods: str, lang: Language) -> str:
    """Whose figures these are, and of when."""
    when = say(lang, f"uppgifter för {periods}", f"figures for {periods}") if periods else ""
    return " · ".join(part for part in (whose, when) if part)


def key(scale: str, lang: Language) -> str:
    """How scores and places are read."""
    return f"{scale} {say(lang, 'Plats 1 har störst utmaning.', 'Place 1 has the greatest challenge.')}"


def little(firsts: int, areas: int, apart: int, lang: Language) -> str:
    """How far a free choice of weights can move areas.

    Parameters
    ----------
    firsts : int
        Areas that have place 1 in some single indicator.
    areas : int
        Areas with any figure.
    apart : int
        So many places or more lie, for half of the areas, between the first and the last of their places in
        single indicators.
    """
    has = say(lang, "har", plural(firsts, "has", "have"))
    told = say(
        lang,
        f"Räknas bara en indikator avgör den platsen. {firsts} av {areas} områden {has} plats 1 i någon "
        "indikator, och får den då också här.",
        f"If a single indicator counts, it decides the place. {firsts} of {areas} areas {has} place 1 in "
        "some indicator, and then get it here too.",
    )
    if apart < 1:
        return told
    more = say(
        lang,
        f"För minst hälften av områdena skiljer det {apart} {_places(apart, lang)} eller mer mellan olika "
        "indikatorer.",
        f"For at least half of the areas {apart} {_places(apart, lang)} or more lie between one indicator "
        "and another.",
    )
    return f"{told} {more}"


def _places(n: int, lang: Language) -> str:
    return say(lang, plural(n, "plats", "platser"), plural(n, "place", "places"))


def hold_on(ranges: bool, lang: Language) -> str:
    """What a place that was made here is to be held against."""
    if ranges:
        return say(
            lang,
            "Håll därför platsen mot platsintervallet. Det visar platserna vid många rimliga sätt att räkna. "
            "En plats utanför det säger mer om valen här än om området.",
            "So hold the place against the range of places. It shows the places under many sensible ways to "
            "compute. A place outside it tells more of the choices here than of the area.",
        )
    return say(
        lang,
        "Hur långt platserna håller är inte undersökt här. Det görs med robustness i biblioteket.",
        "How far the places hold is not examined here. That is done by robustness in the library.",
    )


def picture_line(ranges: bool, lang: Language) -> str:
    """What the places before and the drawn places are."""
    dots = say(
        lang,
        "Före: platsen i grundindexet. Bilden: fylld prick är platsen nu, ring är platsen före. Längst till "
        "vänster är plats 1.",
        "Before: the place in the base index. The drawing: a filled dot is the place now, a ring the place "
        "before. Place 1 is to the far left.",
    )
    if not ranges:
        return dots
    return f"{dots} {say(lang, 'Grå stapel är platsintervallet.', 'A grey bar is the range of places.')}"


def map_line(lang: Language) -> str:
    """What the map shows."""
    return say(
        lang,
        "Orange är större utmaning, lila mindre. Talet är områdets plats, där det har rum.",
        "Orange is a greater challenge, purple a smaller one. The number is the area's place, where "
        "there is room.",
    )


def lacks(n: int, of: int, lang: Language) -> str:
    """How many areas have no figure for an indicator."""
    if n == of:
        return say(lang, "saknar uppgifter", "no figures")
    return say(
        lang,
        f"uppgift saknas för {n} av {of} områden",
        f"no figure for {n} of {of} areas",
    )


def base_option(label: str, lang: Language) -> str:
    """The base index among the proposals."""
    return say(lang, f"{label} (grundindexet)", f"{label} (the base index)")


def unseen_line(labels: Sequence[str], lang: Language) -> str:
    """Which proposals nothing can be said of."""
    names = join(list(labels), lang=lang)
    return say(
        lang,
        f"Om de här går det inte att säga något, för det nya i dem saknar uppgifter: {names}.",
        f"Nothing can be said of these, since what is new in them has no figures: {names}.",
    )


def not_here_line(labels: Sequence[str], lang: Language) -> str:
    """Which proposals are computed in a way that the page cannot."""
    names = join(list(labels), lang=lang)
    return say(
        lang,
        f"De här räknas på ett sätt som sidan inte klarar: {names}.",
        f"These are computed in a way that the page cannot do: {names}.",
    )


def class_text(place: int, edges: Sequence[str], lang: Language) -> str:
    """The scores of one class of colours, lowest first."""
    words = {name: FIXED[name].in_(lang) for name in ("under", "over", "smaller", "greater")}
    if place == 0:
        return f"{words['under']} {edges[0]} ({words['smaller']})"
    if place == len(edges):
        return f"{edges[-1]} {words['over']} ({words['greater']})"
    return f"{edges[place - 1]}–{edges[place]}"


def marks(lang: Language) -> Mapping[str, str]:
    """The marks of thousands and of decimals, as :func:`omradesindex.wording.number` writes them."""
    written = number(1234.5, 1, lang=lang)
    return {"thousands": written[1], "point": written[-2]}


def part_inside(label: str) -> str:
    """A part's label as it stands inside a sentence."""
    return inside(label)
