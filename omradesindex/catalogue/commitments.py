"""What `goals` name: the Agenda 2030, the Convention on the Rights of the Child, a city's own goals."""

from __future__ import annotations

from collections.abc import Mapping

from omradesindex.catalogue.text import identifier
from omradesindex.errors import DefinitionError
from omradesindex.frozen import Frozen
from omradesindex.wording import Text

__all__ = ["AGENDA_2030", "CONVENTION", "goal_id", "goal_label", "goal_said"]

_AGENDA, _CONVENTION = "agenda2030-", "barnkonventionen-"

#: The seventeen goals of the Agenda 2030 by number, in the short names that are in use.
AGENDA_2030: Mapping[int, Text] = Frozen(
    {
        1: Text("Ingen fattigdom", "No poverty"),
        2: Text("Ingen hunger", "Zero hunger"),
        3: Text("God hälsa och välbefinnande", "Good health and well-being"),
        4: Text("God utbildning för alla", "Quality education"),
        5: Text("Jämställdhet", "Gender equality"),
        6: Text("Rent vatten och sanitet för alla", "Clean water and sanitation"),
        7: Text("Hållbar energi för alla", "Affordable and clean energy"),
        8: Text("Anständiga arbetsvillkor och ekonomisk tillväxt", "Decent work and economic growth"),
        9: Text(
            "Hållbar industri, innovationer och infrastruktur", "Industry, innovation and infrastructure"
        ),
        10: Text("Minskad ojämlikhet", "Reduced inequalities"),
        11: Text("Hållbara städer och samhällen", "Sustainable cities and communities"),
        12: Text("Hållbar konsumtion och produktion", "Responsible consumption and production"),
        13: Text("Bekämpa klimatförändringarna", "Climate action"),
        14: Text("Hav och marina resurser", "Life below water"),
        15: Text("Ekosystem och biologisk mångfald", "Life on land"),
        16: Text("Fredliga och inkluderande samhällen", "Peace, justice and strong institutions"),
        17: Text("Genomförande och globalt partnerskap", "Partnerships for the goals"),
    }
)

_ARTICLES = 54
#: Articles of the Convention that the catalogue names, with what they are about in a few words.
CONVENTION: Mapping[int, Text] = Frozen(
    {
        12: Text("att få komma till tals", "to be heard"),
        18: Text("stöd till föräldrar, barnomsorg", "support of parents, child care"),
        19: Text("skydd mot våld", "protection from violence"),
        24: Text("hälsa", "health"),
        27: Text("levnadsstandard", "standard of living"),
        28: Text("utbildning", "education"),
        31: Text("vila, fritid, lek och kultur", "rest, leisure, play and culture"),
    }
)


def goal_id(value: object, what: str = "goal") -> str:
    """Return the id of a goal: of the Agenda, an article of the Convention, or one of the city's own.

    Raises
    ------
    DefinitionError
        No id; a goal that the Agenda does not have, or an article that the Convention does not.

    Examples
    --------
    >>> goal_id("agenda2030-4"), goal_id("barnkonventionen-28"), goal_id("trygg-stad")
    ('agenda2030-4', 'barnkonventionen-28', 'trygg-stad')
    """
    name = identifier(value, what)
    for begins, last in ((_AGENDA, len(AGENDA_2030)), (_CONVENTION, _ARTICLES)):
        if name.startswith(begins.rstrip("-")) and name not in {f"{begins}{k + 1}" for k in range(last)}:
            raise DefinitionError(
                f"there is no goal '{name}'",
                expected=f"one of {begins}1 to {begins}{last}",
                remedy="correct the number, or give a goal of the city's own an id that begins otherwise",
            )
    return name


def goal_said(name: str) -> Text:
    """Return a goal in short: the Agenda's number, the Convention's article, or the city's own id.

    Examples
    --------
    >>> goal_said("agenda2030-4").sv, goal_said("barnkonventionen-28").en
    ('mål 4', 'article 28')
    """
    begins, _, number = name.rpartition("-")
    if f"{begins}-" == _AGENDA:
        return Text(f"mål {number}", f"goal {number}")
    if f"{begins}-" == _CONVENTION:
        return Text(f"artikel {number}", f"article {number}")
    return Text(name, name)


def goal_label(name: str) -> Text:
    """Return what a goal is about; where nobody has said it, the goal in short.

    Examples
    --------
    >>> goal_label("agenda2030-4").sv, goal_label("barnkonventionen-28").sv
    ('God utbildning för alla', 'utbildning')
    """
    begins, _, number = name.rpartition("-")
    known = {_AGENDA: AGENDA_2030, _CONVENTION: CONVENTION}.get(f"{begins}-", {})
    return known.get(int(number), goal_said(name)) if known else goal_said(name)
