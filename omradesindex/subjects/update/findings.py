"""What a check finds, and old and new figures side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue import indicators, variables
from omradesindex.statistics.series import breaks_between
from omradesindex.statistics.vocabulary import STATUSES
from omradesindex.wording import Language, Text

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index import Result
    from omradesindex.statistics import Statistics

Floats = NDArray[np.float64]

#: What is checked, and what it is called.
CHECKS: dict[str, Text] = {
    "areas": Text("Områden", "Areas"),
    "gone": Text("Uppgifter som försvunnit", "Figures that are gone"),
    "units": Text("Enhet", "Unit"),
    "impossible": Text("Orimliga värden", "Implausible values"),
    "totals": Text("Hela stadens antal", "The whole city's counts"),
    "jumps": Text("Språng", "Jumps"),
    "revised": Text("Reviderade uppgifter", "Revised figures"),
    "suppressed": Text("Nya luckor", "New gaps"),
    "boundaries": Text("Områdesgränser", "Boundaries"),
    "definition": Text("Definition", "Definition"),
    "series": Text("Brutna serier", "Broken series"),
    "prices": Text("Priser", "Prices"),
    "stick": Text("Måttstock", "Stick"),
    "library": Text("Biblioteket", "The library"),
    "periods": Text("Perioder", "Periods"),
}

LANGUAGES: tuple[Language, ...] = ("sv", "en")
_OBSERVED = STATUSES.index("observed")


@dataclass(frozen=True)
class Finding:
    """Something that a check found.

    Attributes
    ----------
    check : str
        One of :data:`CHECKS`.
    text : Text
        What was found.
    ask : bool
        Whether a person must accept it; otherwise it is only told.
    what, period : str
        The variable or indicator, and its period; empty where it is about neither.
    areas : tuple of str
        Codes of the areas that it is about; empty for all.
    """

    check: str
    text: Text
    ask: bool = True
    what: str = ""
    period: str = ""
    areas: tuple[str, ...] = ()


class Held(NamedTuple):
    """The result of a run and what it rests on; ``boundaries`` says which areas these are."""

    statistics: Statistics
    result: Result
    boundaries: Mapping[str, Any]


class Pair(NamedTuple):
    """Figures of one variable, old and new, over the areas that both have and, last, the whole city."""

    variable: str
    period: str
    earlier: str
    kind: str
    codes: tuple[str, ...]
    old: Floats
    new: Floats
    lost: NDArray[np.bool_]


def to_frame(findings: Sequence[Finding]) -> pd.DataFrame:
    """Return findings as a table: ``check``, ``ask``, ``what``, ``period``, ``areas``, ``sv``, ``en``."""
    import pandas as pd

    rows = [
        (f.check, f.ask, f.what, f.period, " ".join(f.areas), f.text.in_("sv"), f.text.in_("en"))
        for f in findings
    ]
    return pd.DataFrame(rows, columns=["check", "ask", "what", "period", "areas", "sv", "en"])


def newest(now: Held) -> Iterator[tuple[str, str]]:
    """Yield each variable with its latest period; with every one where nobody knows which that is."""
    for variable in now.statistics.variables:
        periods = now.statistics.periods(variable)
        known = all(now.statistics.calendar.at(period) for period in periods)
        for period in periods[-1:] if known else periods:
            yield variable, period


def same_periods(now: Held, before: Held) -> Iterator[Pair]:
    """Yield what both have, of everybody."""
    for variable in before.statistics.variables:
        for period in before.statistics.periods(variable):
            if now.statistics.has(variable, period):
                yield pair_of(before, now, variable, period, period)


def held_to(before: Held, now: Held, variable: str, period: str, *, same: bool = False) -> Pair | None:
    """Return a figure beside that of the nearest earlier period (or the same one), if there is one.

    None where a series is broken between them.
    """
    calendar = before.statistics.calendar
    known = calendar.before(period, before.statistics.periods(variable), with_itself=same)
    if not known or breaks_between(
        [before.statistics.dated(variable, known[-1])], [now.statistics.dated(variable, period)]
    ):
        return None
    return pair_of(before, now, variable, known[-1], period)


def pair_of(before: Held, now: Held, variable: str, earlier: str, period: str) -> Pair:
    """Lay a figure of one period beside that of another, over the areas that both have."""
    old, new = before.statistics.block(variable, earlier), now.statistics.block(variable, period)
    places = [{code: row for row, code in enumerate(h.statistics.areas)} for h in (before, now)]
    codes = tuple(code for code in now.statistics.areas if code in places[0])
    # The whole city stands last in both.
    rows = [[*(place[code] for code in codes), -1] for place in places]
    status = old.status[rows[0]], new.status[rows[1]]
    return Pair(
        variable,
        period,
        earlier,
        new.kind,
        (*codes, now.statistics.whole or ""),
        old.value[rows[0]],
        new.value[rows[1]],
        (status[0] == _OBSERVED) & (status[1] != _OBSERVED),
    )


def codes_of(pair: Pair, where: NDArray[np.bool_]) -> tuple[str, ...]:
    """Return the codes of some of a pair's areas, and of the whole city where it has its own rows."""
    return tuple(code for code, chosen in zip(pair.codes, where, strict=True) if chosen and code)


def label_of(name: str) -> Text:
    """Label of a variable or an indicator; its id where the catalogue has none."""
    known = variables().get(name) or indicators().get(name)
    return known.label if known is not None else Text(name, name)
