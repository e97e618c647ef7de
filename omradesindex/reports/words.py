"""The sentences of a report that no other room has; what answers say of themselves is theirs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index import words
from omradesindex.index.decimals import score_decimals
from omradesindex.index.groups.words import versus
from omradesindex.index.words_quality import figures_line
from omradesindex.statistics.categories import column_label, label
from omradesindex.subjects.robustness.words import open_pairs
from omradesindex.wording import Language, Text, area_name, capital, inside, join, number, plural, say

if TYPE_CHECKING:
    from omradesindex.reports.given import Given
    from omradesindex.reports.knowledge import Note

#: So many areas are named first.
FIRST = 3

TITLE = Text("Rapport", "Report")
CONTENTS = Text("Innehåll", "Contents")
ONE_PAGE = Text("På en sida", "On one page")
RANKING = Text("Områdenas platser", "The places of the areas")
AREAS = Text("Område för område", "Area by area")
IN_ORDER = Text("Områdena, plats 1 överst", "The areas, place 1 on top")
BOARD = Text("En nämnds eller ett bolags uppdrag", "The mission of a board or company")
CHILDREN = Text("Barn", "Children")
RIGHTS = Text("Rättigheter", "Rights")
PROPOSALS = Text("Nämnders och bolags förslag", "The proposals of boards and companies")
LOCAL = Text("Det som är känt på plats", "What is known on the spot")
HOLDS = Text("Stämmer indexet?", "Does the index hold?")
YEARLY = Text("Tabell till årsanalysen", "Table for the annual analysis")
#: What a section holds only where it was given, by the name of the argument.
PARTS = {
    "by": Text("Kvinnor och män, och andra grupper", "Women and men, and other groups"),
    "spread": Text("Skillnader inom områdena", "Differences inside the areas"),
    "change": Text("Förändring från en tidigare tid", "Change from an earlier time"),
    "followed": Text("Många år", "Many years"),
    "goals": Text("Mål", "Goals"),
    "robustness": Text("Andra sätt att räkna", "Other ways of counting"),
}
README = Text("Vilken fil är för vem?", "Which file is for whom?")

WHAT = Text("Vad rapporten visar", "What the report shows")
HOW_SURE = Text("Hur säkert det är", "How sure it is")
CHANGED = Text("Vad som har ändrats", "What has changed")
MAY_NOT = Text("Vad du inte kan sluta dig till", "What you cannot conclude")
ON_MAP = Text("Karta och tabell", "Map and table")

THEMES = Text("Teman", "Themes")
ROBUST = Text("Håller ordningen?", "Does the order hold?")
CHANCE = Text("Slumpintervall", "Chance interval")

ENDS = Text("Alla områden", "All areas")
STANDS = Text("Så står området", "How the area stands")
GOOD = Text("Bättre här än i hela staden", "Better here than in the whole city")
GROUPS = Text("Grupper", "Groups")
INSIDE = Text("Inom området", "Inside the area")
OVER_TIME = Text("Över tid", "Over time")
GOALS = Text("Mål", "Goals")
NOTES = Text("Anteckningar", "Notes")

ACCESS = Text("Går något inte att läsa?", "Is something not readable?")
SOURCES = Text("Indikatorer och källor", "Indicators and sources")
SOURCES_TABLE = Text("Var uppgifterna kommer ifrån", "Where the figures come from")
LACKING = Text("Det som saknas, och varför", "What is missing, and why")
LACKING_TABLE = Text("Uppgifter som något område saknar", "Figures that some area lacks")
PARTS_REST_ON = Text("Det som delarna vilar på", "What the parts rest on")
CORRECTIONS = Text("Rättelser", "Corrections")
CORRECTIONS_TABLE = Text("Införda rättelser", "Corrections that have been entered")
METHODS = Text("Så är indexet räknat", "How the index is computed")

STANDS_OUT = Text("Där uppdraget sticker ut", "Where the mission stands out")
ASKED = Text("Önskemål i remissen", "Wishes in the consultation")
REOPEN = Text("Områden att titta närmare på", "Areas to look closer at")
UNKNOWN = Text("Det som inte är känt om barn", "What is not known of children")
IMPACT = Text("Underlag till barnkonsekvensanalys", "For a child-impact analysis")
#: What those who make the analysis fill in: never we.
IMPACT_FIELDS = (
    Text("Vilka barn berörs?", "Which children are affected?"),
    Text("Vilka andra sätt att göra finns?", "What other ways are there?"),
    Text("Vad säger barnen själva?", "What do the children themselves say?"),
    Text("Hur vägdes det in i beslutet?", "How did it weigh in the decision?"),
)

#: What goes along with figures of which some are withheld, in the language that the report is made in.
WITHHELD = Text(
    "Uppgifter som vilar på för få personer är dolda. Index är räknat bara på de uppgifter som visas. Det "
    "kan skilja sig från ett index på alla uppgifter.",
    "Figures that rest on too few persons are withheld. The index is computed from those alone that are "
    "shown. It may differ from an index of all figures.",
)

#: How an area's figure stands to the whole city's of the same year.
AGAINST_CITY = {
    "harder": Text("svårare", "harder"),
    "better": Text("bättre", "better"),
    "unsure": Text("osäkert", "unsure"),
    "same": Text("lika", "the same"),
    "": Text("", ""),
}


def not_given_line(titles: Sequence[str], lang: Language) -> str:
    """The sections that are not there."""
    named = join([inside(title) for title in titles], lang=lang)
    return say(lang, f"Inte med i den här rapporten: {named}.", f"Not in this report: {named}.")


# -- the first page -----------------------------------------------------------------------------------------


def what_line(lang: Language) -> str:
    """What the index is, before anything else."""
    return say(
        lang,
        "Indexet visar var villkoren är svårare än i hela staden. Det gäller villkor, inte människor.",
        "The index shows where conditions are harder than in the whole city. It is about conditions, and not "
        "about people.",
    )


def first_lines(given: Given, lang: Language) -> list[str]:
    """The areas with the greatest challenge, each with its score; none where none has an index."""
    result = given.result
    scores, decimals = result.level_scores["index"], score_decimals(result)
    known = [i for i in words.ordered(result) if not np.isnan(scores[i])]
    places = words.rank_labels(result)
    return [
        say(
            lang,
            f"Plats {places[i]}: {_named(given, i)}, {number(float(scores[i]), decimals, lang=lang)} poäng",
            f"Place {places[i]}: {_named(given, i)}, {number(float(scores[i]), decimals, lang=lang)} points",
        )
        for i in known[:FIRST]
    ]


def _named(given: Given, place: int) -> str:
    code = given.areas[place]
    return area_name(code, given.statistics.name_of(code))


def greatest_line(given: Given, lang: Language) -> str:
    """What the list of the first areas is; that there is none, where none has an index."""
    known = int((~np.isnan(given.result.level_scores["index"])).sum())
    if not known:
        return say(
            lang,
            "Inget område har ett index. Därför finns ingen ordning.",
            "No area has an index. So there is no order.",
        )
    return say(
        lang,
        f"{known} av {len(given.areas)} områden har ett index. Plats 1 har störst utmaning.",
        f"{known} of {len(given.areas)} areas have an index. Place 1 has the greatest challenge.",
    )


def rests_line(given: Given, lang: Language) -> str:
    """How many of the indicators there are."""
    return figures_line(given.result, lang)


def not_tried(lang: Language) -> str:
    """That nobody has tried the order here."""
    return say(
        lang,
        "Hur säker ordningen är har inte prövats i den här rapporten.",
        "How sure the order is has not been tried in this report.",
    )


def not_compared(lang: Language) -> str:
    """That the report is about one time."""
    return say(
        lang,
        "Rapporten gäller en tid. Den visar inte vad som har ändrats.",
        "The report is about one time. It does not show what has changed.",
    )


def robust_lines(given: Given, lang: Language) -> list[str]:
    """Robustness in three sentences: how many ways, who stays first, and who cannot be told apart."""
    study = given.robustness
    if study is None or not study.tried or not study.n or not study.problem.base_ranks.any():
        return []
    ways = number(study.n, lang=lang)
    lines = [
        say(lang, f"Vi räknade om indexet på {ways} sätt.", f"We computed the index in {ways} ways."),
    ]
    ranks = study.base.ranks["index"]
    first = [str(area) for area in ranks[ranks <= study.first_places].index]
    among = study.among_first(study.first_places)
    n, always = len(first), sum(float(among[area]) == 1 for area in first)
    sv = f"{always or 'Ingen'} av de {n}" if always < n else f"Alla de {n}"
    en = f"{always or 'None'} of the {n}" if always < n else f"All of the {n}"
    lines.append(
        say(
            lang,
            f"{sv} med störst utmaning var kvar bland dem varje gång.",
            f"{en} with the greatest challenge stayed among them every time.",
        )
    )
    if study.tally.pairs is not None:
        alike, pairs = open_pairs(study)
        lines.append(
            say(
                lang,
                f"{number(len(alike))} av {number(pairs)} par av områden går inte att skilja åt.",
                f"{number(len(alike), lang='en')} of {number(pairs, lang='en')} pairs of areas cannot be "
                "told apart.",
            )
        )
    return lines


def from_to(first: str, last: str, lang: Language) -> str:
    """The times that are compared, before what is said of them."""
    return say(lang, f"Från {first} till {last}.", f"From {first} to {last}.")


def may_not(given: Given, lang: Language) -> list[str]:
    """What a reader may not conclude, each where it is true."""
    lines = [
        say(
            lang,
            "Att människorna i ett område är ett problem. Poängen säger inget om människor.",
            "That the people in an area are a problem. The scores say nothing of people.",
        ),
        say(
            lang,
            "Varför det är som det är. Indexet visar var, inte varför.",
            "Why things are as they are. The index shows where, not why.",
        ),
        say(
            lang,
            "Att alla i ett område har det likadant. Det kan skilja mycket inom området.",
            "That all in an area have the same conditions. They may differ a lot inside it.",
        ),
        say(
            lang,
            "Att en insats har hjälpt eller inte. Det kan indexet inte svara på.",
            "That a measure has worked or not. The index cannot answer that.",
        ),
    ]
    if given.change is None and given.followed is None:
        lines.append(
            say(
                lang,
                "Att villkoren blir bättre eller svårare. Här finns bara en tid.",
                "That conditions get better or harder. There is only one time here.",
            )
        )
    if given.robustness is None:
        lines.append(
            say(
                lang,
                "Att två områden med nästan samma poäng skiljer sig åt. Det är inte prövat här.",
                "That two areas with nearly the same score differ. That has not been tried here.",
            )
        )
    missing = sum(not made.areas for made in given.result.made_of)
    if missing:
        lines.append(
            say(
                lang,
                f"Att allt är med. {missing} av {len(given.result.made_of)} indikatorer saknas.",
                f"That all is there. {missing} of {len(given.result.made_of)} indicators are missing.",
            )
        )
    partly = sum(0 < made.areas < len(given.areas) for made in given.result.made_of)
    if partly:
        lines.append(
            say(
                lang,
                f"Att alla områden har alla uppgifter. {partly} av {len(given.result.made_of)} indikatorer "
                "saknas i något område.",
                f"That all areas have all figures. {partly} of {len(given.result.made_of)} indicators are "
                "missing in some area.",
            )
        )
    return lines


# -- the areas -----------------------------------------------------------------------------------------------


def spine_line(lang: Language) -> str:
    """What the columns of an area's table are."""
    return say(
        lang,
        "Lägst och högst: bland alla områden. Jämfört: villkoren här mot villkoren i hela staden samma år.",
        "Lowest and highest: among all areas. Compared: the area's conditions and the city's, the same year.",
    )


def other_stick(lang: Language) -> str:
    """Why the score of the last year is another than the area's own."""
    return say(
        lang,
        "Åren mäts med en annan måttstock än poängen i rubriken. Därför är talen inte lika.",
        "The years are measured by another stick than the score in the heading. So the two differ.",
    )


def unsure_line(lang: Language) -> str:
    """What is neither harder nor better."""
    return say(
        lang,
        "Osäkert: skillnaden mot hela staden kan vara slump.",
        "Unsure: the difference from the whole city may be chance.",
    )


def unknown_chance_line(lang: Language) -> str:
    """What is said of a difference where nobody knows how large chance is."""
    return say(
        lang,
        "Där slumpen inte är känd räknas varje skillnad.",
        "Where chance is not known, every difference counts.",
    )


def interval_line(given: Given, lang: Language) -> str:
    """What the intervals are."""
    level = number(100 * given.uncertainty.level, lang=lang)
    return say(
        lang,
        f"Slumpintervall: så långt slumpen rimligen kan ha flyttat uppgiften ({level} gånger av 100). Ett "
        "streck betyder att ingen vet.",
        f"Chance interval: as far as chance may reasonably have moved the figure ({level} times in 100). A "
        "dash means that nobody knows.",
    )


def no_figures(lang: Language) -> str:
    """That nothing can be said of an area."""
    return say(
        lang,
        "Det finns inga uppgifter om området. Därför går inget att säga.",
        "There are no figures of the area. So nothing can be said.",
    )


def no_figures_line(lang: Language) -> str:
    """What a dash is where indicators are counted."""
    return say(
        lang,
        "Ett streck betyder att området inte har någon av uppgifterna.",
        "A dash means that the area has none of the figures.",
    )


def good_line(names: Sequence[str], lang: Language) -> str:
    """What is better in the area than in the whole city."""
    if not names:
        return say(
            lang,
            "Ingen uppgift i indexet visar säkert bättre villkor här än i hela staden. Det som är bra på "
            "annat sätt mäts inte.",
            "No figure of the index surely shows better conditions here than in the whole city. What is "
            "good in other ways is not measured.",
        )
    return f"{capital(join(names, lang=lang))}."


def method_range_line(low: float, high: float, share: float, lang: Language) -> str:
    """The places that other ways of counting give the area."""
    ends = number(low, lang=lang) if low == high else f"{number(low, lang=lang)}–{number(high, lang=lang)}"
    times = number(100 * share, lang=lang)
    return say(
        lang,
        f"I de mittersta {times} procenten av sätten att räkna har området plats {ends}.",
        f"In the middle {times} per cent of the ways of counting the area has place {ends}.",
    )


def note_text(given: Given, note: Note, lang: Language) -> str:
    """A note with its indicator, its date and who signed it."""
    about = f"{given.result.label(note.indicator, lang)}: " if note.indicator else ""
    return f"{about}{note.text} ({note.signed}, {note.when.isoformat()})"


def notes_line(lang: Language) -> str:
    """What notes are, and are not."""
    return say(
        lang,
        "Anteckningarna står bredvid uppgifterna och ändrar dem inte. Den som skrivit under svarar för dem.",
        "The notes stand beside the figures and do not change them. Whoever signed them answers for them.",
    )


# -- whether it holds ----------------------------------------------------------------------------------------


def no_corrections(lang: Language) -> str:
    """That nobody has entered a correction."""
    return say(lang, "Ingen rättelse är införd.", "No correction has been entered.")


def contact_line(contact: str, lang: Language) -> str:
    """Whom to tell of what is not accessible."""
    if contact:
        return say(lang, f"Säg till: {contact}.", f"Tell: {contact}.")
    return say(
        lang,
        "Säg till den som gav dig rapporten.",
        "Tell whoever gave you the report.",
    )


def own_function(name: str, lang: Language) -> str:
    """That a step is made by a function that the library does not know."""
    return say(lang, f"Egen funktion: {name}", f"A function of its own: {name}")


def nothing_missing(lang: Language) -> str:
    """That every indicator has figures of every area."""
    return say(
        lang,
        "Alla indikatorer har uppgifter för alla områden.",
        "All indicators have figures for all areas.",
    )


def withheld_line(withheld: int, lang: Language) -> str:
    """How many figures are withheld; nothing where none is."""
    if not withheld:
        return ""
    return say(
        lang,
        f"{number(withheld)} {plural(withheld, 'uppgift är dold', 'uppgifter är dolda')}, för att ingen ska "
        "kunna kännas igen. Allt i rapporten är räknat på resten.",
        f"{number(withheld, lang='en')} {plural(withheld, 'figure is', 'figures are')} withheld, so that "
        "nobody can be recognised. All in the report is computed from the rest.",
    )


def stamp(given: Given, lang: Language) -> str:
    """What tells whether two files are of the same report."""
    result = given.result
    return say(
        lang,
        f"{result.index.label.sv} · {words.periods(result, lang)} · underlag {result.fingerprint[:12]}",
        f"{result.index.label.en} · {words.periods(result, lang)} · inputs {result.fingerprint[:12]}",
    )


# -- a board -------------------------------------------------------------------------------------------------


def no_mission(lang: Language) -> str:
    """That the index holds nothing of the board's."""
    return say(
        lang,
        "Ingen indikator i indexet hör till uppdraget och har uppgifter.",
        "No indicator of the index belongs to the mission and has figures.",
    )


def stands_out_line(n: int, lang: Language) -> str:
    """What the table counts."""
    return say(
        lang,
        f"Svårare än i hela staden: i så många av uppdragets {n} {plural(n, 'indikator', 'indikatorer')}. "
        "En skillnad som kan vara slump räknas inte. Talet säger inget om hur väl arbetet görs.",
        f"Harder than in the whole city: in so many of the mission's {n} "
        f"{plural(n, 'indicator', 'indicators')}. A difference that may be chance does not count. The number "
        "says nothing of how well the work is done.",
    )


def pair_said(by: str, pair: str, within: str, lang: Language) -> str:
    """Two groups that are held against each other: ``kvinnor jämfört med män``."""
    first, second = (label(by, one).in_(lang) for one in pair.split(" \N{MINUS SIGN} "))
    fixed = [part.split("=", 1) for part in within.split(", ") if part]
    return versus(first, second, lang) + "".join(f", {label(*part).in_(lang)}" for part in fixed)


def groups_line(lang: Language) -> str:
    """What the columns of groups are."""
    return say(
        lang,
        "Skillnad: den första gruppens uppgift minus den andras. Saknas en indikator har grupperna inga "
        "uppgifter.",
        "Gap: the first group's figure minus the second's. Where an indicator is missing, the groups have no "
        "figures.",
    )


def answered(given: Given, names: Sequence[str], lang: Language) -> str:
    """Whether what was asked for has figures in this report."""
    if not names:
        return say(
            lang,
            "Det finns inga uppgifter om det i den här rapporten. Därför går inget att säga.",
            "There are no figures of it in this report. So nothing can be said.",
        )
    listed = words.listed(given.result, names, lang)
    return say(lang, f"Uppgifter finns: {listed}.", f"There are figures: {listed}.")


def nothing_asked(lang: Language) -> str:
    """That the library knows of no wish."""
    return say(
        lang,
        "Vi känner inte till något önskemål i remissen.",
        "We know of no wish in the consultation.",
    )


# -- children ------------------------------------------------------------------------------------------------


def children_line(n: int, lang: Language) -> str:
    """How many indicators with figures are about children."""
    if not n:
        return say(
            lang,
            "Ingen indikator med uppgifter handlar om barn.",
            "No indicator that has data is about children.",
        )
    return say(
        lang,
        f"{n} {plural(n, 'indikator', 'indikatorer')} med uppgifter handlar om barn eller elever.",
        f"{n} {plural(n, 'indicator', 'indicators')} with figures {plural(n, 'is', 'are')} about children or "
        "pupils.",
    )


def unknown_line(names: Sequence[str], lang: Language) -> str:
    """The indicators about children that have no figures here."""
    if not names:
        return say(
            lang,
            "Alla indikatorer om barn i rapporten har uppgifter. De yngsta syns sällan i statistiken.",
            "All indicators about children in the report have figures. The youngest seldom show in them.",
        )
    listed = join(names, lang=lang)
    return say(
        lang,
        f"Här finns inga uppgifter om {listed}. De yngsta barnen syns sällan i statistiken.",
        f"There are no figures here of {listed}. The youngest children seldom show in statistics.",
    )


def impact_line(lang: Language) -> str:
    """That the fields are left to those who make the analysis."""
    return say(
        lang,
        "Uppgifterna är ett underlag och inget svar. Fälten är tomma. Den som gör analysen fyller i dem.",
        "The figures are material and no answer. The fields are empty, for whoever makes the analysis.",
    )


# -- proposals ----------------------------------------------------------------------------------------------


def proposals_line(lang: Language) -> str:
    """What a proposal is, and that it is not the index."""
    return say(
        lang,
        "Ett förslag är ett index med andra indikatorer. Tabellen visar vad ordningen blir med vart och ett.",
        "A proposal is an index of other indicators. The table shows what the order is with each of them.",
    )


def columns_said(columns: Sequence[str], lang: Language) -> str:
    """What the groups are told apart by: ``efter kön och ålder``."""
    named = join([column_label(column).in_(lang) for column in columns], lang=lang)
    return say(lang, f"efter {named}", f"by {named}")


def groups_by(columns: Sequence[str], lang: Language) -> str:
    """Which groups a part is about."""
    return f"{GROUPS.in_(lang)} {columns_said(columns, lang)}"


# -- the annual analysis -------------------------------------------------------------------------------------


def yearly_line(lang: Language) -> str:
    """What the table's numbers are."""
    return say(
        lang,
        "Talen visar i hur många av nämndens indikatorer villkoren är svårare än i hela staden. En skillnad "
        "som kan vara slump räknas inte. Inom parentes står hur många indikatorer nämnden har.",
        "The numbers tell in how many of the board's indicators conditions are harder than in the whole "
        "city. A difference that may be chance does not count. In brackets stands how many indicators the "
        "board has.",
    )
