"""The sentences of the checks of figures: what is a count, a sum or a share, and by how much it has moved."""

from __future__ import annotations

from omradesindex.catalogue import variables
from omradesindex.catalogue.money import is_amount
from omradesindex.statistics.prices import basis_label
from omradesindex.statistics.series import Dated
from omradesindex.subjects.update.findings import LANGUAGES, label_of
from omradesindex.wording import Language, Text, number

#: What a variable's figure of a whole city is called, by the unit that it is in; the others are counted.
_SUMS = {
    "kvadratmeter": Text("ytan", "the area"),
    "timmar": Text("antalet timmar", "the number of hours"),
    "indexpoäng": Text("summan", "the sum"),
}
_AMOUNT, _COUNT = Text("beloppet", "the amount"), Text("antalet", "the number")
_OTHER_UNIT = Text(
    "Är det en annan enhet (0–1, procent, promille; kronor, tusental)?",
    "Is it another unit (0–1, per cent, per mille; kronor, thousands)?",
)


def part_label(label: Text) -> Text:
    """Name the part of an index that can be compared.

    Examples
    --------
    >>> part_label(Text("Områdesindex", "Area index")).sv
    'Områdesindex utan det som inte går att jämföra'
    """
    return Text(
        f"{label.sv} utan det som inte går att jämföra", f"{label.en} without what cannot be compared"
    )


def total_moved(
    variable: str, earlier: str, period: str, change: float, share: tuple[Text, float] | None
) -> Text:
    """Say that the whole city's count, sum or amount has moved; beside it the share that it is counted for.

    Parameters
    ----------
    change : float
        In per cent.
    share : (Text, float) or None
        Label of the share that the count is the numerator of, and its change in percentage points.

    Examples
    --------
    >>> total_moved("folkmangd", "2023", "2024", -11.7, (Text("Andel", "Share"), -3.6)).sv
    'Folkmängd: antalet i hela staden har ändrats −11,7 % från 2023 till 2024, andelen −3,6 procentenheter'
    """
    known = variables().get(variable)
    what = _AMOUNT if is_amount(variable) else _COUNT if known is None else _SUMS.get(known.unit, _COUNT)
    sv, en = (number(change, 1, lang=lang, sign=True) for lang in LANGUAGES)
    label = label_of(variable)
    said = {
        "sv": f"{label.sv}: {what.sv} i hela staden har ändrats {sv} % från {earlier} till {period}",
        "en": f"{label.en}: {what.en} in the whole city has changed by {en} % from {earlier} to {period}",
    }
    if share is not None:
        points = {lang: number(share[1], 1, lang=lang, sign=True) for lang in LANGUAGES}
        said["sv"] += f", andelen {points['sv']} procentenheter"
        said["en"] += f", the share by {points['en']} percentage points"
    return Text(said["sv"], said["en"])


def other_unit(variable: str, period: str, times: float, *, larger: bool) -> Text:
    """Ask whether figures that are all so many times what they were are in another unit."""
    label, way = label_of(variable), ("större", "larger") if larger else ("mindre", "smaller")
    size = number(times)
    return Text(
        f"{label.sv} {period}: omkring {size} gånger {way[0]} än förut. {_OTHER_UNIT.sv}",
        f"{label.en} {period}: about {size} times {way[1]} than before. {_OTHER_UNIT.en}",
    )


def no_per_cent(variable: str, period: str) -> Text:
    """Ask whether shares are written as parts of one."""
    label = label_of(variable)
    return Text(
        f"{label.sv} {period}: alla andelar är högst 1. Är de 0–1 i stället för procent?",
        f"{label.en} {period}: no share is above 1. Are they 0–1 instead of per cent?",
    )


def other_prices(label: Text, before: Dated, now: Dated) -> Text:
    """Say that amounts are in other prices than in the accepted run."""

    def said(dated: Dated, lang: Language) -> str:
        return basis_label(dated.prices, lang) if dated.prices else _UNSTATED.in_(lang)

    return Text(
        f"{label.sv} är i {said(now, 'sv')}, i den godkända körningen i {said(before, 'sv')}",
        f"{label.en} is in {said(now, 'en')}, in the accepted run in {said(before, 'en')}",
    )


_UNSTATED = Text("okända priser", "prices not stated")
