"""The goals of the Agenda 2030, by the ids that an indicator's ``goals`` name them with."""

from __future__ import annotations

from collections.abc import Mapping

from omradesindex.catalogue.text import identifier
from omradesindex.errors import DefinitionError
from omradesindex.frozen import Frozen
from omradesindex.wording import Text

_BEFORE = "agenda2030-"

#: The seventeen goals, by id, in the short names that are in use.
AGENDA_2030: Mapping[str, Text] = Frozen(
    {
        f"{_BEFORE}{number}": Text(sv, en)
        for number, (sv, en) in enumerate(
            (
                ("Ingen fattigdom", "No poverty"),
                ("Ingen hunger", "Zero hunger"),
                ("God hälsa och välbefinnande", "Good health and well-being"),
                ("God utbildning för alla", "Quality education"),
                ("Jämställdhet", "Gender equality"),
                ("Rent vatten och sanitet för alla", "Clean water and sanitation"),
                ("Hållbar energi för alla", "Affordable and clean energy"),
                ("Anständiga arbetsvillkor och ekonomisk tillväxt", "Decent work and economic growth"),
                (
                    "Hållbar industri, innovationer och infrastruktur",
                    "Industry, innovation and infrastructure",
                ),
                ("Minskad ojämlikhet", "Reduced inequalities"),
                ("Hållbara städer och samhällen", "Sustainable cities and communities"),
                ("Hållbar konsumtion och produktion", "Responsible consumption and production"),
                ("Bekämpa klimatförändringarna", "Climate action"),
                ("Hav och marina resurser", "Life below water"),
                ("Ekosystem och biologisk mångfald", "Life on land"),
                ("Fredliga och inkluderande samhällen", "Peace, justice and strong institutions"),
                ("Genomförande och globalt partnerskap", "Partnerships for the goals"),
            ),
            start=1,
        )
    }
)


def goal_id(value: object, what: str = "goal") -> str:
    """Return the id of a goal: one of the Agenda's seventeen, or one of the city's own.

    Raises
    ------
    DefinitionError
        No id, or a goal that the Agenda does not have.

    Examples
    --------
    >>> goal_id("agenda2030-4"), goal_id("trygg-stad")
    ('agenda2030-4', 'trygg-stad')
    """
    name = identifier(value, what)
    if name.startswith(_BEFORE.rstrip("-")) and name not in AGENDA_2030:
        raise DefinitionError(
            f"the Agenda 2030 has no goal '{name}'",
            expected=f"{_BEFORE}1 to {_BEFORE}{len(AGENDA_2030)}",
            remedy="correct the number, or give a goal of the city's own an id that begins otherwise",
        )
    return name


def goal_said(name: str) -> Text:
    """Return a goal as people read it: the Agenda's number, or the city's own id.

    Examples
    --------
    >>> goal_said("agenda2030-4").sv
    'mål 4'
    """
    if name not in AGENDA_2030:
        return Text(name, name)
    number = name.removeprefix(_BEFORE)
    return Text(f"mål {number}", f"goal {number}")


def goal_label(name: str) -> Text:
    """Return what a goal is called; of one of the city's own its id.

    Examples
    --------
    >>> goal_label("agenda2030-4").sv
    'God utbildning för alla'
    """
    return AGENDA_2030.get(name, Text(name, name))
