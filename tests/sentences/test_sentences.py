"""Every sentence of every page is true of the answer that prints it, and a table says when it is.

Each room has a module in ``rooms/``: its sentences with what makes them true, and how much there is left to
mend (``UNCHECKED``, ``LITERALS``, ``TERMS``, ``LIX``, ``LIX_FIRST``). These are lowered by whoever mends, and
raised by nobody.
"""

from __future__ import annotations

import functools
import importlib
import re
from collections import Counter, defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from omradesindex.show.spoken import speech_of
from omradesindex.wording import Language, capital
from tests.sentences import battery
from tests.sentences.battery import Printed
from tests.sentences.literals import literals
from tests.sentences.lix import lix, sentences, words
from tests.sentences.sentence import Entry, Said
from tests.sentences.terms import wrong

HERE = Path(__file__).parent
#: Modules of ``rooms/``, by the room's name; ``common`` holds what every room may say.
ROOMS: dict[str, ModuleType] = {
    path.stem: importlib.import_module(f"tests.sentences.rooms.{path.stem}")
    for path in sorted((HERE / "rooms").glob("[a-z]*.py"))
}
BATTERY = sorted({name.split(":")[0].replace("/", "_") for name in battery.MADE})
#: What is read as running text, and so has to be true and easy.
RUNNING = ("text", "note", "figure")
#: Somebody's words that are longer are no name but a note.
LONGEST_NAME = 80
#: Of shorter texts LIX says nothing.
FEWEST_WORDS = 30


def entries(room: str) -> list[Entry]:
    return [*ROOMS[room].ROOM, *ROOMS["common"].ROOM]


@functools.cache
def of(room: str) -> tuple[Printed, ...]:
    """What a room's answers print."""
    return tuple(one for one in battery.printed() if one.room.replace("/", "_") == room)


@functools.cache
def said_by_others(case: str) -> tuple[str, ...]:
    """Notes and names of the figures and the definition, which the library hands on as they are."""
    return tuple(sorted(map(battery.plain, battery.own_words(battery.MADE[case]())), key=len, reverse=True))


def ours(one: Printed) -> list[str]:
    """The sentences of a text but for those that are somebody else's."""
    return ours_of(one.case, one.text)


@functools.cache
def ours_of(case: str, said: str) -> list[str]:
    theirs = said_by_others(case)
    text = battery.plain(said)
    if text in theirs or re.match(r"(?:Källor|Källa|Sources|Source): ", text):
        return []
    for note in theirs:
        text = text.replace(note, " ") if len(note) > LONGEST_NAME else text
    return [s for s in sentences(text) if len(words(s)) > 1 and not any(s in note for note in theirs)]


@functools.cache
def as_written(case: str, lang: Language) -> list[dict[str, str]]:
    """What an answer calls its areas and all of them together, and what the tables write in their place.

    One word may stand for two: the whole city and the city.
    """
    speech = speech_of(battery.MADE[case]())
    instead = list(speech.instead(lang).items()) if speech is not None else []
    return [{now: said for said, now in pairs if said != now} for pairs in (instead, instead[::-1])]


def ways_to_write(one: Printed, sentence: str) -> list[str]:
    """A sentence as it is printed, and as the tables write it: of areas, and of a city without a name."""
    ways = [sentence]
    for written in as_written(one.case, one.lang):
        known = {now.casefold(): said for now, said in written.items()}
        longest = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
        if not known:
            continue

        def turned(found: re.Match[str], known: dict[str, str] = known) -> str:
            said = known[found[0].casefold()]
            return capital(said) if found.start() == 0 else said

        ways.append(re.sub(rf"(?<!\w)(?:{longest})(?!\w)", turned, sentence, flags=re.IGNORECASE))
    return list(dict.fromkeys(ways))


def judge(one: Printed, sentence: str) -> tuple[bool | None, str]:
    """Whether a sentence is true, None where no table knows it; and what stands in its places."""
    told, ways = "", ways_to_write(one, sentence)
    for entry in entries(one.room.replace("/", "_")):
        for way in ways:
            values = entry.match(way, one.lang)
            if values is None:
                continue
            said = Said(one.answer, one.lang, one.case, one.area, way, values)
            try:
                if entry.is_true(said):
                    return True, str(values)
                told = told or str(values)
            except Exception as error:  # noqa: BLE001  # what cannot be judged is not true
                told = told or f"{values}, {type(error).__name__}: {error}"
        if told:
            return False, told
    return None, ""


@functools.cache
def judged(room: str) -> tuple[list[str], dict[str, str]]:
    """The sentences that are false, with where they stand; those that no table knows, numbers aside."""
    false, unknown, seen = [], {}, set()
    for one in of(room):
        if one.kind not in RUNNING:
            continue
        for sentence in ours(one):
            if (one.case, one.place, one.lang, sentence) in seen:
                continue
            seen.add((one.case, one.place, one.lang, sentence))
            true, values = judge(one, sentence)
            where = f"[{one.case}, {one.place}, {one.lang}] {sentence}"
            if true is None:
                unknown.setdefault(f"{one.lang} {re.sub(r'[+−-]?[0-9][0-9 .,]*', '#', sentence)}", where)
            elif not true:
                false.append(f"{where} {values}")
    return false, unknown


@pytest.mark.parametrize("room", BATTERY)
def test_what_is_printed_is_true(room: str) -> None:
    false, _ = judged(room)
    assert not false, "\n".join(["not true of the answer that says it:", *false])


@pytest.mark.parametrize("room", BATTERY)
def test_what_is_printed_stands_in_the_table(room: str) -> None:
    _, unknown = judged(room)
    most = ROOMS[room].UNCHECKED
    assert len(unknown) <= most, "\n".join(
        [f"{len(unknown)} sentences stand in no table, at most {most} may:", *unknown.values()]
    )


# -- easy to read -------------------------------------------------------------------------------------------


def in_one_word(text: str, case: str) -> str:
    """Write each name of an area or an indicator as the one word that a reader takes it for."""
    for name in said_by_others(case):
        if " " in name and len(name) < LONGEST_NAME and name in text:
            text = text.replace(name, name.split()[0].strip(",.;:"))
    return text


def hardest(room: str, *, first: bool) -> dict[str, float]:
    """The LIX of each page's running text; of what stands above its first table where ``first``."""
    texts: dict[str, list[str]] = defaultdict(list)
    for one in of(room):
        if one.kind in RUNNING[:2] and (not first or (one.first and one.place == "page")):
            texts[f"{one.case}, {one.place}, {one.lang}"] += (in_one_word(s, one.case) for s in ours(one))
    return {
        page: round(lix(said), 1)
        for page, said in texts.items()
        if sum(len(words(text)) for text in said) >= FEWEST_WORDS
    }


@pytest.mark.parametrize("room", BATTERY)
@pytest.mark.parametrize("first", [False, True], ids=["notes", "first page"])
def test_a_page_is_easy_to_read(room: str, first: bool) -> None:
    most = ROOMS[room].LIX_FIRST if first else ROOMS[room].LIX
    hard = {page: value for page, value in hardest(room, first=first).items() if value > most}
    assert not hard, f"LIX above {most}: {hard}"


# -- in our words -------------------------------------------------------------------------------------------


@functools.cache
def in_other_words() -> dict[str, list[str]]:
    """By room, what is written or printed in other words than ours."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for text in literals():
        for what in wrong(text.text, text.lang):
            found[text.room].setdefault(
                f"{text.lang} {text.text}", f"{text.file}:{text.line} {what}: {text.text}"
            )
    for one in battery.printed():
        room = one.room.replace("/", "_")
        if battery.plain(one.text) in said_by_others(one.case):
            continue
        for sentence in ours(one):
            for what in wrong(sentence, one.lang):
                masked = f"printed {one.lang} {what.casefold()}"
                found[room].setdefault(masked, f"[{one.case}, {one.place}, {one.lang}] {what}: {sentence}")
    return {room: list(told.values()) for room, told in found.items()}


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "common"])
def test_one_concept_has_one_word(room: str) -> None:
    told, most = in_other_words().get(room, []), ROOMS[room].TERMS
    assert len(told) <= most, "\n".join([f"{len(told)} wordings, at most {most}:", *told])


def test_every_room_that_writes_has_a_table() -> None:
    assert {text.room for text in literals()} | set(BATTERY) <= set(ROOMS)


# -- in one place -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "common"])
def test_sentences_stand_among_the_words(room: str) -> None:
    """A sentence stands in its room's ``words.py``; what shows it puts it together."""
    elsewhere = {
        (text.file, text.line): text.text
        for text in literals()
        if text.room == room and text.is_sentence and not text.among_words
    }
    told = [f"{file}:{line} {text}" for (file, line), text in elsewhere.items()]
    assert len(told) <= ROOMS[room].LITERALS, "\n".join(told)


def test_the_battery_prints_every_kind_of_answer() -> None:
    kinds = Counter(type(build()).__name__ for build in battery.MADE.values())
    answers: Any = {
        "Result", "Breakdown", "Uncertainty", "Change", "Trend", "Goals", "Comparison", "Robustness",
        "Examination", "Spread", "Themes", "CniResult", "Review", "ByGroup", "Update", "Protected", "Audit",
    }  # fmt: skip
    assert answers <= set(kinds)
