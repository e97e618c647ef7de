"""What is told while tables are fetched, and what is noted of them."""

from __future__ import annotations

from collections.abc import Sequence

from omradesindex.wording import Language, Text, join, number, plural, say

ALL_FETCHED = Text("Hämtningen är klar.", "All has come.")
#: Kolada does not tell when a figure is revised.
MAY_BE_REVISED = Text(
    "Hämtat från Kolada, som kan revidera uppgifter utan att ange det.",
    "Read from Kolada, which may revise figures without saying so.",
)


def fetching(what: str, part: int, parts: int) -> Text:
    """Which part of how many is asked for."""
    return Text(f"Hämtar {what}, del {part} av {parts}.", f"Fetching {what}, part {part} of {parts}.")


def fetched(what: str) -> Text:
    """Say that a table has come."""
    return Text(f"{what} är hämtad.", f"{what} has come.")


def nothing_new(what: str) -> Text:
    """Say that nothing has come since the last time."""
    return Text(f"{what}: inget nytt sedan sist.", f"{what}: nothing new since last time.")


def told_to_pause(pause: float) -> Text:
    """Say that the service asks for a pause, and what is done."""
    return Text(
        f"Tjänsten ber oss vänta {_seconds(pause, 'sv')}. Vi väntar och fortsätter sedan.",
        f"The service asks us to wait {_seconds(pause, 'en')}. We wait, and then go on.",
    )


def tried_again(pause: float) -> Text:
    """Say that no answer came, and when it is asked for again."""
    return Text(
        f"Svaret kom inte fram. Vi försöker igen om {_seconds(pause, 'sv')}.",
        f"The answer did not come through. We try again in {_seconds(pause, 'en')}.",
    )


def _seconds(pause: float, lang: Language) -> str:
    whole = max(1, round(pause))
    unit = say(lang, plural(whole, "sekund", "sekunder"), plural(whole, "second", "seconds"))
    return f"{number(whole, lang=lang)} {unit}"


def fetching_kolada(part: int, parts: int) -> Text:
    """The same of Kolada, whose tables have no name."""
    return Text(
        f"Hämtar från Kolada, del {part} av {parts}.", f"Fetching from Kolada, part {part} of {parts}."
    )


def read_before(older: Sequence[str], when: str) -> Text:
    """Say what was read before the table changed, and is not asked for again."""
    return Text(
        f"Läst före tabellens senaste ändring ({when}) och inte hämtat på nytt: {join(older)}.",
        f"Read before the table's latest change ({when}) and not asked for again: {join(older, lang='en')}.",
    )


def taken_together(left: Sequence[str]) -> Text:
    """Say which variables the source gives together."""
    return Text(
        f"Inte uppdelad efter {join(left)}: källan ger alla kategorier sammanlagt.",
        f"Not broken down by {join(left, lang='en')}: the source gives all categories together.",
    )
