"""Make a report of an index and of what else was asked about it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from omradesindex.catalogue.bodies import BODIES, body_label
from omradesindex.disclosure.ledger import Ledger
from omradesindex.disclosure.policy import DisclosurePolicy
from omradesindex.doors import door
from omradesindex.errors import ComputeError, did_you_mean, listing
from omradesindex.index import Breakdown, Result
from omradesindex.index.explain import is_of_the_city
from omradesindex.reports import words
from omradesindex.reports.answer import Report
from omradesindex.reports.given import Given
from omradesindex.reports.knowledge import Knowledge, read_knowledge
from omradesindex.reports.released import release
from omradesindex.reports.what_if.gather import sets_of
from omradesindex.show import word
from omradesindex.statistics.writing.dcat import Publisher
from omradesindex.subjects.change.answer import Change
from omradesindex.subjects.compare.answer import Comparison
from omradesindex.subjects.goals.answer import Goals
from omradesindex.subjects.robustness.answer import Robustness
from omradesindex.subjects.spread.answer import Spread
from omradesindex.subjects.trend.answer import Trend
from omradesindex.wording import Language


@door
def report(
    result: Result,
    *,
    by: Breakdown | Sequence[Breakdown] | None = None,
    spread: Spread | None = None,
    change: Change | None = None,
    trend: Trend | None = None,
    goals: Goals | None = None,
    robustness: Robustness | None = None,
    sets: Comparison | None = None,
    board: str | None = None,
    children: bool | Result | Breakdown = False,
    notes: str | Path | None = None,
    template: str | Path | None = None,
    publisher: Publisher | None = None,
    lang: Language = "sv",
    policy: DisclosurePolicy | None = None,
    ledger: Ledger | str | Path | None = None,
    unchecked: bool = False,
) -> Report:
    """Make a report that can be handed over: for the council, a board, residents and the city's systems.

    The figures behind it are protected and audited. Where some have to be withheld, the index is made anew
    from the others, as :func:`omradesindex.publish` makes it. What is not given is not shown, and the list of
    contents says so.

    Parameters
    ----------
    result : Result
        The index.
    by : Breakdown or sequence of Breakdown, optional
        The same index by groups: ``[index.compute(statistics, by=["sex"]), index.compute(statistics,
        by=["age"])]``.
    spread : Spread, optional
        What is inside the areas.
    change : Change, optional
        From an earlier time.
    trend : Trend, optional
        Many years; else those of the goals.
    goals : Goals, optional
    robustness : Robustness, optional
    sets : Comparison, optional
        The proposals of boards and companies on the same figures, the index as base.
    board : str, optional
        A board or company whose mission has a section of its own: ``"grn"``.
    children : bool, Result or Breakdown
        True for a section on children, from the index's own indicators; or another index, about children.
    notes : str or Path, optional
        A TOML file of dated and signed notes, corrections, rights and whom to tell (``kunskap.toml``).
    template : str or Path, optional
        The city's own Word template.
    publisher : Publisher, optional
        Who publishes the open data: they are then described for a data portal, too.
    lang : {"sv", "en"}
    policy : DisclosurePolicy, optional
        Generic conventions if left out.
    ledger : Ledger or path, optional
        What has been released before; :meth:`Report.save` enters the report's figures in it.
    unchecked : bool
        Allow figures that no audit can judge, as :func:`omradesindex.publish` does.

    Returns
    -------
    Report

    Raises
    ------
    ComputeError
        An unknown board; answers about another index than the result's; answers that rest on different
        figures, or on such as must be withheld.
    DefinitionError
        Notes that cannot be read, are not signed, or are about an unknown area.

    Examples
    --------
    >>> import omradesindex as oi
    >>> result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    >>> report = oi.report(result)
    >>> report.explain("10").title
    '10 Örtagården, Herrgården m fl · index 120,9'
    """
    form = None if template is None else Path(template)
    if form is not None and word.can_write():  # before all that takes time
        word.check_template(form)
    groups = () if by is None else (by,) if isinstance(by, Breakdown) else tuple(by)
    _of_one_index(result, groups, change, trend, goals, robustness)
    about, about_by = _children(children, result, groups)
    given = Given(
        result,
        by=groups,
        spread=spread,
        change=change,
        trend=trend,
        goals=goals,
        robustness=robustness,
        sets=sets,
        children=about,
        children_by=about_by,
        board=_board(board, result),
        knowledge=_knowledge(notes, result),
    )
    if sets is not None:
        sets_of(result, sets, lang)  # refuses those of another index or other figures
    note = words.WITHHELD.in_(lang)
    released = release(given, policy=policy, ledger=ledger, unchecked=unchecked, note=note)
    return Report(released, lang=lang, template=form, publisher=publisher)


def _of_one_index(
    result: Result,
    groups: tuple[Breakdown, ...],
    change: Change | None,
    trend: Trend | None,
    goals: Goals | None,
    robustness: Robustness | None,
) -> None:
    """Refuse answers about another index, and groups or a study of another time."""
    about = [("by", one.full, True) for one in groups]
    about += [("change", change.after, False)] if change is not None else []
    about += [("trend", trend.results[-1], False)] if trend is not None else []
    about += [("goals", goals.trend.results[-1], False)] if goals is not None else []
    about += [("robustness", robustness.base, True)] if robustness is not None else []
    for name, other, timed in about:
        if other.index != result.index:
            raise ComputeError(
                f"'{name}' is about another index ('{other.index.id}') than the result",
                where=f"report({name}=…)",
                expected="answers about one index",
                remedy="ask all of the result's own index: result.index",
            )
        if timed and other.measured.periods != result.measured.periods:
            own, theirs = (" and ".join(sorted({*one.measured.periods} - {""})) for one in (result, other))
            raise ComputeError(
                f"'{name}' is about {theirs}, and the result about {own}",
                where=f"report({name}=…)",
                expected="answers about the same time",
                remedy="give both the same period",
            )


def _children(
    asked: bool | Result | Breakdown, result: Result, by: tuple[Breakdown, ...]
) -> tuple[Result | None, tuple[Breakdown, ...]]:
    """Return what is known of children, and the same by groups."""
    if isinstance(asked, Breakdown):
        assert isinstance(asked.full, Result)  # as it is made
        return asked.full, (asked,)
    if isinstance(asked, Result):
        return asked, ()
    return (result, by) if asked else (None, ())


def _board(name: str | None, result: Result) -> str:
    """Read which board or company is asked for: one that answers for something in this city."""
    if name is None:
        return ""
    asked, boards = name.strip().lower(), result.index.responsible()
    known = [body for body in (*BODIES, *boards) if is_of_the_city(result, body, boards.get(body, ()))]
    asked = {body_label(body).sv.lower(): body for body in known}.get(asked, asked)  # its name in full, too
    if not known:
        raise ComputeError(
            f"the index says of no board or company what it answers for, so '{name}' has no mission",
            where="board",
            expected="indicators that say who answers for them",
            remedy="write it into `responsible` of the indicators in the index's file, or leave board out",
        )
    if asked not in known:
        raise ComputeError(
            f"there is no board or company '{name}'{did_you_mean(name, known)}",
            where="board",
            expected=f"one of {listing(dict.fromkeys(known), 20)}",
        )
    return asked


def _knowledge(path: str | Path | None, result: Result) -> Knowledge:
    if path is None:
        return Knowledge()
    indicators = {indicator.id: indicator.label.sv for indicator in result.index.indicators}
    return read_knowledge(path).check(result.names, indicators)
