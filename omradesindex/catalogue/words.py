"""The sentences of a definition's page: what its columns hold, when it was fixed, what was asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from omradesindex.frozen import Frozen
from omradesindex.wording import Language, Text, join, number, plural, say

#: What the arrows mean.
ARROWS = Text(
    "▲ högre värde är större utmaning, ▼ högre värde är mindre utmaning.",
    "▲ a higher value is a greater challenge, ▼ a higher value is a smaller challenge.",
)

#: Whose word stands in the table of use.
JUDGED = Text(
    "Kallar in: nämnder och bolag vars uppdrag indikatorn rör. Rör sig inom: så många år dröjer det minst "
    "innan en insats kan synas i uppgiften. Katalogens svar på båda är vår bedömning, för Malmö. Mål: Agenda "
    "2030 med nummer, barnkonventionen med artikel. Stadens egna mål finns inte bland våra källor. Den som "
    "har dem fyller i dem.",
    "Calls in: boards and companies whose mission the indicator touches. Moves within: it takes at least so "
    "many years before what is done can show in the figure. The catalogue's answers to both are our "
    "judgement, for Malmö. Goals: the Agenda 2030 by number, the Convention on the Rights of the Child by "
    "article. The city's own goals are not among our sources. Whoever has them fills them in.",
)

#: What was asked for and no indicator measures.
ASKED_FOR = Text(
    "Det här bad nämnder och bolag om i remissen, men ingen indikator mäter det.",
    "Boards and companies asked for this in the consultation, but no indicator measures it.",
)

#: Why an indicator stands in an index, by basis and what was asked for: a row's word, those of so many, and
#: what the word means.
BASES: Mapping[tuple[str, str], tuple[Text, Text, Text]] = Frozen(
    {
        ("proposal", ""): (
            Text("förlagan", "original"),
            Text("i förlagan", "in the original"),
            Text(
                "Förlagan: dokumentet som indexet återger har indikatorn.",
                "Original: the document that the index renders has the indicator.",
            ),
        ),
        ("asked", "measure"): (
            Text("efterfrågat mått", "measure asked for"),
            Text("efterfrågade mått", "measures asked for"),
            Text(
                "Efterfrågat mått: någon bad om just det måttet.",
                "Measure asked for: somebody asked for this very measure.",
            ),
        ),
        ("asked", "theme"): (
            Text("efterfrågat tema", "theme asked for"),
            Text("våra mått på efterfrågade teman", "measures of ours for themes asked for"),
            Text(
                "Efterfrågat tema: någon bad om temat, och måttet är vårt.",
                "Theme asked for: somebody asked for the theme, and the measure is ours.",
            ),
        ),
        ("assumed", ""): (
            Text("antagande", "assumption"),
            Text("antaganden", "assumptions"),
            Text("Antagande: indikatorn är vårt val.", "Assumption: the indicator is our choice."),
        ),
    }
)
#: What the column of definitions holds.
_WHOSE = Text("Definition: vems den är.", "Definition: whose it is.")


def basis_legend(bases: Collection[tuple[str, str]], lang: Language) -> str:
    """Say what each reason for an indicator means, of those that stand in a table."""
    return " ".join(said.in_(lang) for said in (*(BASES[b][2] for b in BASES if b in bases), _WHOSE))


def bases_line(bases: Collection[tuple[str, str]], lang: Language) -> str:
    """Count the indicators by why they are there: so many of all, and what the rest are.

    Examples
    --------
    >>> bases_line([("assumed", ""), ("proposal", ""), ("assumed", "")], "sv")
    'Av 3: 1 i förlagan och 2 antaganden.'
    """
    counts = []
    for basis, (one, several, _) in BASES.items():
        if n := [*bases].count(basis):
            counts.append(f"{n} {(one if n == 1 and basis[0] != 'proposal' else several).in_(lang)}")
    listed = join(counts, lang=lang)
    return say(lang, f"Av {len(bases)}: {listed}.", f"Of {len(bases)}: {listed}.")


def speed_line(year: int, term: int, years: int, unknown: int, of: int, lang: Language) -> str:
    """Say how many indicators can move within a year, and within a term of office of so many years.

    Examples
    --------
    >>> speed_line(1, 8, 4, 0, 12, "sv")
    '1 av 12 indikatorer kan röra sig inom ett år, och 8 inom en mandatperiod på 4 år.'
    """
    told = say(
        lang,
        f"{year} av {of} {plural(of, 'indikator', 'indikatorer')} kan röra sig inom ett år, och {term} inom "
        f"en mandatperiod på {years} år.",
        f"{year} of {of} {plural(of, 'indicator', 'indicators')} can move within a year, and {term} within a "
        f"term of office of {years} years.",
    )
    if not unknown:
        return told
    return f"{told} " + say(
        lang, f"För {unknown} är det inte bedömt.", f"Of {unknown} it has not been judged."
    )


def locked_line(day: str, mark: str, lang: Language) -> str:
    """Say when a definition was fixed."""
    return say(
        lang,
        f"Definitionen är låst sedan {day} (fingeravtryck {mark}).",
        f"The definition is locked since {day} (fingerprint {mark}).",
    )


def changed_since_line(day: str, mark: str, lang: Language) -> str:
    """Say that a definition is no longer the one that was fixed."""
    return say(
        lang,
        f"Definitionen är inte den som låstes {day} (fingeravtryck {mark}): den har ändrats sedan dess.",
        f"The definition is not the one that was locked on {day} (fingerprint {mark}): it has been changed "
        "since.",
    )


def as_the_rest(extension: Text, whole: Text, steps: Text) -> Text:
    """Say that an extension is computed by the methods of what it extends."""
    return Text(
        f"{extension.sv} räknas här som resten av {whole.sv}, inte som i sitt eget index: {steps.sv}.",
        f"{extension.en} is computed as the rest of {whole.en}, not as in its own index: {steps.en}.",
    )


# -- what sets two definitions apart ------------------------------------------------------------------------

SAME = Text("Ingen skillnad.", "No difference.")
SAME_IN_OTHER_WORDS = Text("Samma index med andra ord.", "The same index in other words.")
OTHER_NOTES = Text("Andra upplysningar till läsaren.", "Other notes to the reader.")


def replaced_line(old: str, new: str, where: str, lang: Language) -> str:
    """Say that an indicator stands in another's place."""
    return say(lang, f"{old} byts mot {new} ({where}).", f"{where}: {new} instead of {old}.")


def removed_line(what: str, where: str, lang: Language) -> str:
    """Say that an indicator is no longer there."""
    return say(lang, f"{what} utgår ({where}).", f"{where}: {what} left out.")


def added_line(what: str, where: str, lang: Language) -> str:
    """Say that an indicator is new."""
    return say(lang, f"{what} läggs till i {where}.", f"{where}: {what} added.")


def moved_line(what: str, old: str, new: str, lang: Language) -> str:
    """Say that an indicator stands in another dimension."""
    return say(lang, f"{what} flyttas från {old} till {new}.", f"{what} moves from {old} to {new}.")


def redefined_line(what: str, lang: Language) -> str:
    """Say that an indicator is defined in another way."""
    return say(lang, f"{what} definieras på ett annat sätt.", f"{what} is defined in another way.")


def turned_line(what: str, lang: Language) -> str:
    """Say that what was a greater challenge is now a smaller one."""
    return say(lang, f"{what} vänds.", f"{what} is turned round.")


def dimension_removed_line(name: str, lang: Language) -> str:
    """Say that a dimension is no longer there."""
    return say(lang, f"Dimensionen {name} utgår.", f"The dimension {name} is left out.")


def dimension_moved_line(name: str, old: str, new: str, lang: Language) -> str:
    """Say that a dimension stands in another than before."""
    return say(
        lang,
        f"Dimensionen {name} flyttas från {old} till {new}.",
        f"The dimension {name} moves from {old} to {new}.",
    )


def reordered_line(name: str, lang: Language) -> str:
    """Say that parts stand in another order."""
    return say(lang, f"Ordningen inom {name} är en annan.", f"The order within {name} is another.")


def dimension_added_line(name: str, holds: str, lang: Language) -> str:
    """Say that a dimension is new, and what it holds."""
    return say(lang, f"Dimensionen {name} läggs till ({holds}).", f"The dimension {name} is added ({holds}).")


def reworded_line(names: str, lang: Language) -> str:
    """Say what is only told in another way."""
    return say(lang, f"Beskrivs på ett annat sätt: {names}.", f"Told in other words: {names}.")


def weight_line(name: str, old: str, new: str, lang: Language) -> str:
    """Say that something weighs more or less than before."""
    return say(
        lang,
        f"Vikten för {name} ändras från {old} till {new}.",
        f"The weight of {name} changes from {old} to {new}.",
    )


def own_weight_line(weight: str, lang: Language) -> str:
    """Say the weight of what was named before it."""
    return say(lang, f"Den har vikten {weight}.", f"Its weight is {weight}.")


def equal_weights_line(old: int, new: int, lang: Language) -> str:
    """Say what each dimension weighs where so many are now so many, all equal."""
    before, now = (number(100 / n, lang=lang) for n in (old, new))
    return say(
        lang,
        f"Varje dimension väger då {now} procent i stället för {before}.",
        f"Each dimension then weighs {now} per cent instead of {before}.",
    )


def method_line(name: str, old: str, new: str, lang: Language) -> str:
    """Say that a method is another."""
    return say(
        lang,
        f"Metoden ändras: {name} från {old} till {new}.",
        f"The method changes: {name} from {old} to {new}.",
    )
