"""What is said of cni, and when it is true."""

from __future__ import annotations

from omradesindex.catalogue import variables
from omradesindex.statistics.vocabulary import QUALITIES, QUALITY_LABELS
from tests.sentences.sentence import Room, Said

#: At most so many: sentences that no table knows, sentences outside ``words``, wordings that are not ours.
UNCHECKED, LITERALS, TERMS = 0, 0, 0
#: The LIX of a page, and of what stands above its first table. Shall be 40 and 30.
LIX, LIX_FIRST = 40, 30

ROOM = Room()

FORMS = {
    "Poäng per invånare.": "per_person", "Points per inhabitant.": "per_person",
    "CNI är poäng per invånare, delade med rikets.": "riket",
    "CNI is points per inhabitant, divided by the country's.": "riket",
}  # fmt: skip


def form(said: Said) -> bool:
    return bool(said.answer.normalise == FORMS[said.text])


def need(said: Said) -> bool:
    """Whether what is shown first is a need, and place 1 the greatest of it."""
    cni = said.answer
    first = cni.values[cni.ranks == 1]
    ranked = cni.values[cni.ranks.notna()]
    return cni.normalise != "raw" and (first.empty or first.iloc[0] == ranked.max())


def named(said: Said) -> list[int]:
    """The areas that a sentence names, by their codes."""
    return [i for i, code in enumerate(said.answer.areas) if f" {code} " in f" {said.text} "]


ROOM.when("Poäng per invånare.", "Points per inhabitant.")(form)
ROOM.when(
    "CNI är poäng per invånare, delade med rikets.", "CNI is points per inhabitant, divided by the country's."
)(form)
ROOM.when("1 är som i riket.", "1 is as in the country.")(lambda said: said.answer.normalise == "riket")
for sv, en in (
    ("Fler poäng är större väntat vårdbehov.", "More points are a greater expected need of care."),
    ("Över 1 är väntat vårdbehov större.", "Above 1 the expected need of care is greater."),
    ("Plats 1 har störst väntat behov.", "Place 1 has the greatest."),
):
    ROOM.when(sv, en)(need)


@ROOM.when("Plats {place:n} av {of:n}.", "Place {place:n} of {of:n}.")
def _(said: Said) -> bool:
    ranks = said.answer.ranks
    return (said.place, said.of) == (int(ranks[said.area]), int(ranks.notna().sum()))


@ROOM.when("Saknas i alla områden: {names}.", "Missing in all areas: {names}.")
def _(said: Said) -> bool:
    labels = [variables()[name].label.in_(said.lang).casefold() for name in said.answer.lacking]
    return bool(labels) and all(label in said.names.casefold() for label in labels)


@ROOM.when(
    "Delvis beräknat: med alla grupper vore talen lika stora eller större, och områdena kunde ha andra "
    "platser.",
    "Partly computed: with all groups the figures would be as large or larger, and areas could have other "
    "places.",
)
def _(said: Said) -> bool:
    return bool(said.answer.partial and said.answer.missing)


@ROOM.when(
    "Ett område som saknar något som andra har får ingen plats.",
    "An area that lacks what others have gets no place.",
)
def _(said: Said) -> bool:
    short = [code for code, names in said.answer.missing.items() if set(names) - set(said.answer.lacking)]
    return bool(said.answer.ranks[[code for code in short if code in said.answer.ranks.index]].isna().all())


@ROOM.when(
    "Riksvärde: {value:x} poäng per invånare ({name}).",
    "National value: {value:x} points per inhabitant ({name}).",
)
def _(said: Said) -> bool:
    return abs(said.value - said.answer.reference[0]) < 1e-4 and said.name == said.answer.reference_name


@ROOM.when("Uppgifterna är {kinds}.", "The figures are {kinds}.")
def _(said: Said) -> bool:
    used = {QUALITIES[q] for q in said.answer.quality[:-1]}
    return all(QUALITY_LABELS[quality][1].in_(said.lang) in said.kinds for quality in used)


@ROOM.when(
    "Några mindre delområden kan höra till ett annat område.",
    "Some smaller sub-areas may belong to another area.",
)
def _(said: Said) -> bool:
    return bool(said.answer.doubtful[:-1].max() > 0)


@ROOM.when(
    "Det gäller mest {area}: upp till {percent:n} procent av folkmängden.",
    "This is so most of all in {area}: up to {percent:n} per cent of the population.",
)
def _(said: Said) -> bool:
    doubtful = said.answer.doubtful[:-1]
    return said.percent == round(100 * doubtful.max()) and named(said) == [int(doubtful.argmax())]


for sv, en in (
    ("Gruppernas namn är SCB:s.", "The groups are named as SCB names them."),
    ("En person kan räknas i flera grupper.", "A person can be counted in several groups."),
    (
        "Vem som räknas som inflyttad beror på områdesindelningen.",
        "Who counts as moved in depends on the division into areas.",
    ),
):
    ROOM.always(sv, en, "the definition of the index, which is SCB's")
