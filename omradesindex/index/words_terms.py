"""What the words of a result's pages mean, and what each indicator is, for whoever gets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omradesindex.catalogue.page import whose
from omradesindex.index import words
from omradesindex.show.page import Page
from omradesindex.show.table import Column, Table
from omradesindex.wording import Language, Text, say, unit_said

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored

#: Each word with what it means.
_TERMS: tuple[tuple[Text, Text], ...] = (
    (
        Text("Utmaning", "Challenge"),
        Text(
            "Hur mycket svårare de mätta villkoren är i området än i hela staden. Det säger inget om dem "
            "som bor där.",
            "How much harder the measured conditions are in the area than in the whole city. It says nothing "
            "of those who live there.",
        ),
    ),
    (
        Text("Index", "Index"),
        Text(
            "Dimensionernas poäng sammanvägda till ett tal för ett område.",
            "The dimensions' scores brought together into one number for an area.",
        ),
    ),
    (
        Text("Dimension", "Dimension"),
        Text("En grupp indikatorer som hör ihop.", "A group of indicators that belong together."),
    ),
    (
        Text("Poäng", "Points, score"),
        Text(
            "Talet på indexets skala. Högre är svårare villkor.",
            "The number on the index's scale. Higher is harder.",
        ),
    ),
    (
        Text("Plats", "Place"),
        Text(
            "Områdets nummer när områdena ordnas efter poäng. Plats 1 har störst utmaning.",
            "The area's number when areas are put in the order of their scores. Place 1 has the "
            "greatest challenge.",
        ),
    ),
    (
        Text("Bidrag", "Contribution"),
        Text(
            "Hur många av poängen som en indikator står för. Det är ingen orsak.",
            "How many of the points an indicator stands for. It is no cause.",
        ),
    ),
    (
        Text("Måttstock", "Stick"),
        Text(
            "Det som poängen mäts mot: basårets uppgifter för hela staden, och hur mycket områdena skilde "
            "sig åt då.",
            "What points are measured by: the base year's figures of the whole city, and how far areas lay "
            "apart then.",
        ),
    ),
    (
        Text("Underlag", "Base"),
        Text(
            "Hur många personer eller lägenheter som en uppgift bygger på.",
            "How many persons or dwellings a figure rests on.",
        ),
    ),
)
_ESTIMATED = (
    Text("Uppskattad uppgift", "Estimated figure"),
    Text(
        "En uppgift som ingen har publicerat för just området. Den är beräknad ur uppgifter för andra "
        "områden.",
        "A figure that nobody has published of this very area. It is computed from figures of other areas.",
    ),
)


def terms_page(result: Scored, lang: Language) -> Page:
    """Return the words that a result's pages use with what they mean, and the indicators with what they are.

    Examples
    --------
    >>> import omradesindex as oi
    >>> result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    >>> terms, indicators = terms_page(result, "sv").tables()
    >>> terms.columns[0].values[0], indicators.columns[2].values[-1]
    ('Utmaning', 'av 100')
    """
    used = [*_TERMS, *([_ESTIMATED] if any(m.quality == "estimated" for m in result.made_of) else [])]
    shown = result.index.indicators
    terms = Table(
        say(lang, "Ord", "Words"),
        [
            Column(say(lang, "Ord", "Word"), [word.in_(lang) for word, _ in used], "name"),
            Column(say(lang, "Betyder", "Means"), [meaning.in_(lang) for _, meaning in used], "words"),
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
            Column(say(lang, "Definition", "Definition"), [whose(i, lang) for i in shown], "words"),
        ],
        [words.arrow_line(lang)],
    )
    title = f"{say(lang, 'Vad orden betyder', 'What the words mean')} · {result.index.label.in_(lang)}"
    return Page(title, [terms, definitions], [words.source_line(result, lang)], lang)
