"""What the words of an answer's pages mean, and what each indicator on them is, for whoever gets them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from omradesindex.catalogue.page import whose
from omradesindex.index import words
from omradesindex.show.page import Page
from omradesindex.show.table import Column, Table
from omradesindex.wording import NBSP, Language, Text, inside, say, unit_said

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored
    from omradesindex.show.folder import Folder


class _Term(NamedTuple):
    """A word, what it means, and by what it is known on a page (a regular expression)."""

    word: Text
    means: Text
    known_by: Text


#: In the order in which they explain each other.
_TERMS: tuple[_Term, ...] = (
    _Term(
        Text("Utmaning", "Challenge"),
        Text(
            "Hur mycket svårare de mätta villkoren är i området än i hela staden. Det säger inget om dem "
            "som bor där.",
            "How much harder the measured conditions are in the area than in the whole city. It says nothing "
            "of those who live there.",
        ),
        Text(r"utmaning(?:en)?", r"challenges?"),
    ),
    _Term(
        Text("Index", "Index"),
        Text(
            "Dimensionernas poäng sammanvägda till ett tal för ett område.",
            "The dimensions' scores brought together into one number for an area.",
        ),
        Text(r"index(?:et|ets)?", r"index"),
    ),
    _Term(
        Text("Dimension", "Dimension"),
        Text("En grupp indikatorer som hör ihop.", "A group of indicators that belong together."),
        Text(r"dimension(?:en|er|erna|ernas)?", r"dimensions?"),
    ),
    _Term(
        Text("Förslag", "Proposal"),
        Text(
            "Ett index med andra indikatorer eller vikter än grundindexet, till exempel en nämnds.",
            "An index with other indicators or weights than the base index, such as a board's.",
        ),
        Text(r"förslag(?:et|en|ets)?", r"proposals?"),
    ),
    _Term(
        Text("Poäng", "Points, score"),
        Text(
            "Talet på indexets skala. Högre är svårare villkor.",
            "The number on the index's scale. Higher is harder.",
        ),
        Text(r"poäng(?:en)?", r"points|scores?"),
    ),
    _Term(
        Text("Plats", "Place"),
        Text(
            "Områdets nummer när områdena ordnas efter poäng. Plats 1 har störst utmaning.",
            "The area's number when areas are put in the order of their scores. Place 1 has the "
            "greatest challenge.",
        ),
        Text(r"plats(?:en|er|erna)?", r"places?"),
    ),
    _Term(
        Text("Bidrag", "Contribution"),
        Text(
            "Hur många av poängen som en indikator står för. Det är ingen orsak.",
            "How many of the points an indicator stands for. It is no cause.",
        ),
        Text(r"bidrag(?:et|en)?", r"contributions?"),
    ),
    _Term(
        Text("Måttstock", "Stick"),
        Text(
            "Det som poängen mäts mot: basårets uppgifter för hela staden, och hur mycket områdena skilde "
            "sig åt då.",
            "What points are measured by: the base year's figures of the whole city, and how far areas lay "
            "apart then.",
        ),
        Text(r"måttstock(?:en)?", r"sticks?"),
    ),
    _Term(
        Text("Underlag", "Base"),
        Text(
            "Hur många personer eller lägenheter som en uppgift bygger på.",
            "How many persons or dwellings a figure rests on.",
        ),
        Text(r"underlag(?:et)?", r"bases?(?! (?:year|amount|index))"),
    ),
    _Term(
        Text("Uppskattad uppgift", "Estimated figure"),
        Text(
            "En uppgift som ingen har publicerat för just området. Den är beräknad ur uppgifter för andra "
            "områden.",
            "A figure that nobody has published of this very area. It is computed from figures of other "
            "areas.",
        ),
        Text(r"uppskattad(?:e)?", r"estimated"),
    ),
    _Term(
        Text("Slump", "Chance"),
        Text(
            "Att uppgifter går lite upp och ner utan att villkoren har ändrats.",
            "That figures go up and down a little though conditions have not changed.",
        ),
        Text(r"slump(?:en|ens)?", r"chance"),
    ),
    _Term(
        Text("Slumpintervall", "Chance interval"),
        Text(
            "Så långt upp eller ner som slumpen rimligen kan ha flyttat talet.",
            "How far up or down chance may reasonably have moved the number.",
        ),
        Text(r"slumpintervall(?:et|en)?", r"chance intervals?"),
    ),
    _Term(
        Text("Går inte att skilja åt", "Cannot be told apart"),
        Text(
            "Två områden ligger så nära varandra att ordningen mellan dem inte är pålitlig. Det betyder inte "
            "att de är lika.",
            "Two areas lie so near each other that their order cannot be relied on. It does not mean that "
            "they are alike.",
        ),
        Text(r"(?:inte|inget).{0,40} att skilja åt", r"(?:cannot|none).{0,40} be told apart"),
    ),
    _Term(
        Text("Oklar områdestillhörighet", "Unclear membership"),
        Text(
            "Några mindre delområden ligger så att de kan höra till ett annat område än det de räknas till.",
            "Some smaller parts lie so that they may belong to another area than the one they are counted "
            "in.",
        ),
        Text(
            r"oklar områdestillhörighet|höra till ett annat område",
            r"unclear membership|belong to another area",
        ),
    ),
)
#: So wide that no line of a page is broken.
_UNBROKEN = 5000
_WHAT = Text(
    "vad orden betyder, och vad varje indikator är", "what the words mean, and what each indicator is"
)


def terms_page(result: Scored, pages: Iterable[Page], lang: Language) -> Page:
    """Return the words that pages use with what they mean, and their indicators with what these are.

    Parameters
    ----------
    result : Scored
        What the pages are about, or the latest of it.
    pages : iterable of Page
    lang : {"sv", "en"}

    Examples
    --------
    >>> import omradesindex as oi
    >>> result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    >>> terms, indicators = terms_page(result, [result.page()], "sv").tables()
    >>> terms.columns[0].values[0], indicators.columns[2].values[-1]
    ('Utmaning', 'av 100')
    """
    read = " ".join(page.text(_UNBROKEN) for page in pages).replace(NBSP, " ")
    used = [t for t in _TERMS if re.search(rf"\b(?:{t.known_by.in_(lang)})\b", read, re.IGNORECASE)]
    shown = [
        i for i in result.index.indicators if i.label.in_(lang) in read or inside(i.label.in_(lang)) in read
    ]
    terms = Table(
        say(lang, "Ord", "Words"),
        [
            Column(say(lang, "Ord", "Word"), [term.word.in_(lang) for term in used], "name"),
            Column(say(lang, "Betyder", "Means"), [term.means.in_(lang) for term in used], "words"),
        ],
    )
    definitions = Table(
        say(lang, "Indikatorer", "Indicators"),
        [
            Column(
                say(lang, "Indikator", "Indicator"),
                [f"{i.direction.arrow} {i.label.in_(lang)}" for i in shown],
                "name",
            ),
            Column(say(lang, "Är", "Is"), [i.definition.in_(lang) for i in shown], "words"),
            Column(say(lang, "Enhet", "Unit"), [unit_said(i.unit, lang) for i in shown], "words"),
            Column(
                say(lang, "Definitionens källa", "Whose definition"), [whose(i, lang) for i in shown], "words"
            ),
        ],
        [words.arrow_line(lang)],
    )
    title = f"{say(lang, 'Vad orden betyder', 'What the words mean')} · {result.index.label.in_(lang)}"
    tables = [table for table in (terms, definitions) if table.length]
    return Page(title, tables, [words.source_line(result, lang)], lang)


def add_terms(
    folder: Folder, result: Scored, pages: Callable[[], Iterable[Page]], *, name: str = "ord"
) -> None:
    """Let what the words of an answer's pages mean go along into its folder."""
    folder.page(name, lambda: terms_page(result, pages(), folder.lang), _WHAT, book=False)
