"""A variable is what is counted; an indicator is what is said with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from omradesindex.ages import read_ages
from omradesindex.catalogue.amounts import number, numbers, whole_number
from omradesindex.catalogue.commitments import goal_id
from omradesindex.catalogue.text import both, choice, identifier, line, lines, said_of, several, shown
from omradesindex.errors import DefinitionError, listing, must_be
from omradesindex.frozen import hold
from omradesindex.wording import Text

__all__ = ["ASKED_FOR", "FORMULAS", "OURS", "Ask", "Direction", "Formula", "Indicator", "Text", "Variable"]

#: What somebody asked for: a theme, for which the measure is our choice, or this very measure.
ASKED_FOR: tuple[str, ...] = ("theme", "measure")

#: The definition of an indicator is whose: a name, or this word where it is that of whoever wrote it here.
OURS = "ours"


#: What an indicator tells of: how those who live there have it, or what the city's own services do and reach.
INDICATOR_KINDS: tuple[str, ...] = ("society", "service")

#: The longest time that is worth naming: beyond it nothing can be followed up.
_MOST_YEARS = 30


class Direction(Enum):
    """Which way an indicator points. Shown ▲ (more is a greater challenge) or ▼ (more is a smaller one)."""

    HIGHER_IS_WORSE = "higher_is_worse"
    HIGHER_IS_BETTER = "higher_is_better"

    @property
    def sign(self) -> int:
        """+1 where a higher value means greater challenge, −1 where it means less."""
        return 1 if self is Direction.HIGHER_IS_WORSE else -1

    @property
    def arrow(self) -> str:
        """▲ or ▼, for the heads of tables."""
        return "▲" if self is Direction.HIGHER_IS_WORSE else "▼"


@dataclass(frozen=True)
class Variable:
    """Something counted or summed in a source table.

    Attributes
    ----------
    id : str
    label : Text
    kind : {"count", "share", "mean", "median", "index"}
        Decides whether parts can be added to a whole.
    unit : str
        What is counted: ``personer``, ``lägenheter``, ``tkr``.
    sum_of : tuple of tuple of str
        Each a list of variables that are exactly this one when added up, by definition.
    within : tuple of str
        Variables in which everything that is counted here is counted too. Shares and ages say more; see
        :func:`omradesindex.catalogue.identities.identities`.
    """

    id: str
    label: Text
    kind: str
    unit: str
    sum_of: tuple[tuple[str, ...], ...] = ()
    within: tuple[str, ...] = ()


#: Kinds of formula; see :class:`Formula`.
FORMULAS: tuple[str, ...] = ("share", "rate", "ratio", "mean", "mix", "scale", "weighted_counts", "given")


@dataclass(frozen=True)
class Formula:
    """How an indicator is made from variables: sums first, then one division.

    Attributes
    ----------
    kind : {"share", "rate", "ratio", "mean", "mix", "scale", "weighted_counts", "given"}
        ``share``: ``per`` · Σ numerator / Σ denominator, a part of a whole, at most ``per``.
        ``rate``: the same of two different things (crimes per 1 000 inhabitants).
        ``ratio``: the same of two counts of which both vary by chance (in-movers per 100 out-movers).
        ``mean``: a sum over the number that it is the sum of.
        ``mix``: degree of mix of the numerators (entropy, 0–100).
        ``scale``: ``per`` · respondents beyond the cut of a frozen norm / respondents
        (Communities That Care; see :mod:`omradesindex.methods.scale`).
        ``weighted_counts``: ``per`` · Σ weight · count / Σ denominator (Care Need Index).
        ``given``: made of no sums (life expectancy); the table has figures under the indicator's own id.
    numerator, denominator : tuple of str
        Variable ids.
    per : float
        100 for percent, 1000 for per mille.
    weights : tuple of float
        One for each numerator of ``weighted_counts``.
    """

    kind: str
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    per: float = 1.0
    weights: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        kind = choice(self.kind, FORMULAS, "formula kind")
        hold(
            self,
            kind=kind,
            numerator=lines(self.numerator, "numerator"),
            denominator=lines(self.denominator, "denominator"),
            per=number(self.per, "per"),
            weights=numbers(self.weights, "weights"),
        )
        n = len(self.numerator)
        if self.per <= 0:
            raise DefinitionError(f"per must be above zero, but is {self.per:g}")
        if kind == "mix" and (n < 2 or self.denominator):
            raise DefinitionError("a mix takes two or more numerators and no denominator")
        if kind == "given" and (n or self.denominator):
            raise DefinitionError("what is given takes no numerator and no denominator")
        if kind not in ("mix", "given") and not (n and self.denominator):
            raise DefinitionError(f"a {kind} needs both a numerator and a denominator")
        if (kind == "weighted_counts") != bool(self.weights) or (self.weights and len(self.weights) != n):
            raise DefinitionError(
                f"there are {len(self.weights)} weights for {n} numerators of a {kind}",
                expected="one weight for each numerator of weighted_counts, and none elsewhere",
            )

    @property
    def is_part(self) -> bool:
        """Whether the numerator is a part of the denominator."""
        return self.kind in ("share", "scale")

    @property
    def variables(self) -> tuple[str, ...]:
        """Every variable the formula needs, each once."""
        return tuple(dict.fromkeys(self.numerator + self.denominator))


def theme_or_measure(asked_for: object, whose: str) -> str:
    """Return what was asked for; who does not say whether it was a theme or a measure is asked."""
    if asked_for in ("", None):
        raise DefinitionError(
            f"{whose} does not say whether it was for a theme or for this measure",
            expected=f"asked_for: {listing(ASKED_FOR)}",
            remedy="'theme' where the measure is our choice, 'measure' where it was named",
        )
    return choice(asked_for, ASKED_FOR, "asked_for")


@dataclass(frozen=True)
class Ask:
    """Somebody's wish that an indicator be used.

    Attributes
    ----------
    body : str
        Short name of the board or company: ``asn``, ``mkb``.
    text : Text
        What was asked, in our words.
    asked_for : {"theme", "measure"}
        Whether the body named a theme, for which the measure is our choice, or what this indicator measures.
    """

    body: str
    text: Text
    asked_for: str = ""

    def __post_init__(self) -> None:
        hold(
            self,
            body=identifier(self.body, "body"),
            text=both(self.text, "ask"),
            asked_for=theme_or_measure(self.asked_for, f"the ask of {shown(self.body)}"),
        )


@dataclass(frozen=True)
class Indicator:
    """One measured property of an area.

    Attributes
    ----------
    id : str
        ASCII, lower case, stable between releases.
    label, definition, population : Text
    unit : str
        Unit of the value, as people read it.
    direction : Direction
    formula : Formula
    sources : tuple of str
        Where such figures can come from.
    breakdowns : tuple of str
        Breakdown columns that are possible in principle: sex, age, disability.
    ages : str or None
        Whom it has a meaning for, where not everybody: ``16-64``, ``65-``. Of other age groups it says
        nothing, so that nothing is missing there; see :func:`omradesindex.ages.concerns`.
    decimals : int
        Decimals that are worth showing.
    responsible : tuple of str
        Boards and companies that it calls in: short names as in the sets (``asn``, ``mkb``), or one's own.
    kind : {"society", "service"} or None
        ``society``: how those who live there have it (*samhällsmått*). ``service``: what the city's own
        services do and reach (*verksamhetsmått*). None where it is not said.
    goals : tuple of str
        Goals that it tells of: ``agenda2030-4``, ``barnkonventionen-28``, or ids of the city's own goals.
    moves_within : int or None
        Years within which what is done can show in the figure, at the earliest: how often figures come, how
        far back they look and how slow the thing is. A judgement; None where none is made.
    note : Text or None
        What a reader must know before leaning on it.
    asked_by : tuple of Ask
        Who asked for it in the consultation, and how.
    definition_source : str
        Whose definition it is: SCB, Rädda Barnen …; ``ours`` where whoever wrote it here defined it.
    """

    id: str
    label: Text
    definition: Text
    population: Text
    unit: str
    direction: Direction
    formula: Formula
    sources: tuple[str, ...] = ()
    breakdowns: tuple[str, ...] = ()
    ages: str | None = None
    decimals: int = 1
    responsible: tuple[str, ...] = ()
    kind: str | None = None
    goals: tuple[str, ...] = ()
    moves_within: int | None = None
    note: Text | None = None
    asked_by: tuple[Ask, ...] = ()
    definition_source: str = OURS

    def __post_init__(self) -> None:
        with said_of(f"indicator {shown(self.id)}"):
            texts = {name: both(getattr(self, name), name) for name in ("label", "definition", "population")}
            way = choice(getattr(self.direction, "value", self.direction), _WAYS, "direction")
            hold(
                self,
                id=identifier(self.id),
                **texts,
                unit=line(self.unit, "unit"),
                direction=Direction(way),
                formula=must_be(
                    self.formula, Formula, what="formula", expected="a Formula", error=DefinitionError
                ),
                sources=lines(self.sources, "sources"),
                breakdowns=lines(self.breakdowns, "breakdowns"),
                ages=None if self.ages is None else _span(self.ages),
                decimals=whole_number(self.decimals, "decimals", 0, 6),
                responsible=_each_once(self.responsible, "responsible", identifier),
                kind=None if self.kind is None else choice(self.kind, INDICATOR_KINDS, "kind"),
                goals=_each_once(self.goals, "goals", goal_id),
                moves_within=None
                if self.moves_within is None
                else whole_number(self.moves_within, "moves_within", 1, _MOST_YEARS),
                note=None if self.note is None else both(self.note, "note"),
                asked_by=several(self.asked_by, Ask, "asked_by"),
                definition_source=line(self.definition_source, "definition_source"),
            )


def _span(ages: object) -> str:
    """Return an age group as it is kept: ``16-64``."""
    span = read_ages(line(ages, "ages"))
    if span is None:
        raise DefinitionError(
            f"ages is {shown(ages)}, which is no span of years",
            expected="such as '16-64', '65-' or '15'",
        )
    return str(span.first) if span.first == span.last else span.written


def _each_once(values: object, what: str, read: Callable[[object, str], str]) -> tuple[str, ...]:
    """Return a list of ids, each read by itself and kept once."""
    return tuple(dict.fromkeys(read(value, what) for value in lines(values, what)))


_WAYS = tuple(direction.value for direction in Direction)
