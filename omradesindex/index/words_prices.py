"""What is said of amounts of money that are in other prices than their measuring stick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omradesindex.index.off_the_stick import off_the_stick
from omradesindex.wording import Language, Text, inside, join

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored

_OFF = {
    "current": Text(
        "{names}: uppgifterna är i löpande priser, och måttstocken i {base} års. Poängen visar därför också "
        "hur priserna har ändrats.",
        "{names}: the figures are in current prices, and the stick in those of {base}. So the points also "
        "show how prices have changed.",
    ),
    "unstated": Text(
        "{names}: det står inte i vilket års priser uppgifterna är. Poängen kan därför också visa hur "
        "priserna har ändrats sedan {base}.",
        "{names}: it is not stated of which year's prices the figures are. So the points may also show how "
        "prices have changed since {base}.",
    ),
    "limit": Text(
        "{names}: gränsen i kronor står still när priserna stiger. Poängen visar därför också hur priserna "
        "har ändrats sedan {base}.",
        "{names}: the limit in kronor stands still when prices rise. So the points also show how prices "
        "have changed since {base}.",
    ),
}


def price_lines(result: Scored, lang: Language) -> list[str]:
    """Say which points hold a change of prices, since they are measured with another year's stick."""
    off = off_the_stick(result)
    bases = dict(zip(result.reference.indicators, result.reference.periods, strict=True))
    of: dict[tuple[str, str], list[str]] = {}
    for name, why in off.items():
        of.setdefault((why, bases.get(name, "")), []).append(inside(result.label(name, lang)))
    lines = [
        _OFF[why].in_(lang).format(names=join(names, lang=lang), base=base)
        for (why, base), names in of.items()
    ]
    return [line[:1].upper() + line[1:] for line in lines]
