"""The variables that indicators need, for whoever looks for figures: what they are, where SCB has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from omradesindex.catalogue import indicators
from omradesindex.catalogue import variables as known_variables
from omradesindex.catalogue.indicator import Variable
from omradesindex.catalogue.library import unknown_indicator
from omradesindex.doors import door, methods_door
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.shown import Shown
from omradesindex.show.table import Column, Table
from omradesindex.statistics.reading.words import READY
from omradesindex.wording import Language, Text, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.statistics.reading.known import KnownTable

__all__ = ["Variables", "variables"]

_OWN = Text("egen insamling eller beställning", "collected or ordered by oneself")


@methods_door
@dataclass(frozen=True, repr=False)
class Variables(Shown):
    """The variables that some indicators need.

    Attributes
    ----------
    needed : mapping of str to tuple of str
        Variable → the indicators that need it.
    """

    needed: dict[str, tuple[str, ...]]

    def __iter__(self) -> Iterator[str]:
        return iter(self.needed)

    def to_frame(self) -> pd.DataFrame:
        """Return a row for each variable: id, label, kind, unit, indicators, table, codes and address.

        Several tables, of other years, stand with a line between them.
        """
        import pandas as pd

        rows = []
        for name, needing in self.needed.items():
            variable, tables = known_variables()[name], published_in(name, needing)
            rows.append(
                {
                    "variable": name,
                    "label": variable.label.sv,
                    "kind": variable.kind,
                    "unit": variable.unit,
                    "indicators": ", ".join(needing),
                    "table": "\n".join(table.title.sv for table in tables),
                    "codes": "\n".join(", ".join(table.codes) for table in tables),
                    "address": "\n".join(table.address for table in tables),
                }
            )
        return pd.DataFrame(rows)

    def page(self, lang: Language = "sv") -> Page:
        """Return the variables, which indicators need them, and where SCB publishes them by small area."""
        of = [(known_variables()[name], needing) for name, needing in self.needed.items()]
        columns = [
            Column(say(lang, "Variabel", "Variable"), [*self.needed], "words"),
            Column(say(lang, "Vad", "What"), [variable.label.in_(lang) for variable, _ in of], "words"),
            Column(
                say(lang, "Indikatorer", "Indicators"),
                [", ".join(indicators()[name].label.in_(lang) for name in needing) for _, needing in of],
                "words",
            ),
            Column(
                say(lang, "SCB:s tabell per DeSO och RegSO", "SCB's table by DeSO and RegSO"),
                [_where(variable, needing, lang) for variable, needing in of],
                "words",
            ),
        ]
        caption = say(lang, "Vad indikatorerna räknas av", "What the indicators are made of")
        title = say(lang, "Variabler", "Variables")
        return Page(title, [Paragraph(READY.in_(lang)), Table(caption, columns)], lang=lang)


@door
def variables(ids: str | Iterable[str] | None = None) -> Variables:
    """List the variables that indicators need, and where SCB publishes them.

    Parameters
    ----------
    ids : str or iterable of str, optional
        Indicators; all of the catalogue's if left out.

    Raises
    ------
    DefinitionError
        An indicator that there is not.

    Examples
    --------
    >>> list(variables("arbetsloshet"))
    ['arbetslosa_16_64', 'arbetskraft_16_64']
    >>> variables("arbetsloshet").to_frame()["codes"][0]
    '000007A8, 0000089X, TAB6680, ArRegDesoStatus, ArRegDesoStatusN'
    """
    wanted = [*indicators()] if ids is None else [ids] if isinstance(ids, str) else list(ids)
    needed: dict[str, tuple[str, ...]] = {}
    for name in wanted:
        if name not in indicators():
            raise unknown_indicator(name, indicators())
        for variable in indicators()[name].formula.variables:
            needed[variable] = (*needed.get(variable, ()), name)
    return Variables(needed)


def published_in(variable: str, needing: Iterable[str] = ()) -> tuple[KnownTable, ...]:
    """Return the known tables that hold a variable, or ready-made the indicators that need it."""
    from omradesindex.statistics.reading.known import known_tables

    wanted = {variable, *needing}
    return tuple(table for table in known_tables() if wanted & set(table.variables))


def _where(variable: Variable, needing: Iterable[str], lang: Language) -> str:
    tables = published_in(variable.id, needing)
    return "; ".join(table.called.in_(lang) for table in tables) or _OWN.in_(lang)
