"""Write docs/underlag.md: what each body asked for, and which figures there are of it, real and made up.

    python scripts/build_underlag.py [--out docs/underlag.md]

What was asked and what measures it is read from the catalogue; which figures there are from the statistics
that travel with the library. Nothing about them stands here.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from omradesindex.catalogue import Ask, Indicator, indicators, read_definition  # noqa: E402
from omradesindex.catalogue.bodies import BODIES, Body  # noqa: E402
from omradesindex.catalogue.wishes import wishes  # noqa: E402
from omradesindex.index.measure import measure  # noqa: E402
from omradesindex.statistics import (  # noqa: E402
    Statistics,
    example_statistics,
    malmo_series,
    malmo_statistics,
)
from omradesindex.statistics.vocabulary import QUALITIES, QUALITY_LABELS  # noqa: E402
from omradesindex.wording import join  # noqa: E402

PAGE = ROOT / "docs" / "underlag.md"

ASKED_FOR = {"theme": "tema", "measure": "mått"}
GROUPS = {"sex": "kön", "age": "ålder", "disability": "funktionsnedsättning"}
NONE = "inga uppgifter"

HEAD = """\
# Vad som efterfrågades, och vilka uppgifter som finns

<!-- Skriven av scripts/build_underlag.py ur katalogen och statistiken; ändra där. -->

För varje nämnd och bolag: vad svaret ber om, vilken indikator som mäter det, och vilka uppgifter som finns.
Verkliga uppgifter är de om Malmös 14 områden som följer med biblioteket (`oi.malmo_statistics()` och, för
flera år, `oi.data.malmo_series()`). Påhittade uppgifter finns i [Exempelstad](exempelstad.md). Vad svaren
skulle ändra i indexet står i [Vad remissvaren bad om](remissen.md).

*Tema*: svaret nämner ett tema, och måttet är valt här. *Mått*: svaret nämner det som indikatorn mäter.
Områden räknas bara där uppgiften finns, och efter en uppdelning står hur många de är när det inte är alla.
"""


@dataclass(frozen=True)
class Figures:
    """Which figures there are of an indicator in a table.

    Attributes
    ----------
    period, quality : str
    areas : int
        Areas with a figure.
    groups : mapping of str to int
        Breakdown columns with a figure for some area in two groups or more, and in how many areas.
    """

    period: str
    quality: str
    areas: int
    groups: Mapping[str, int]


def main() -> None:
    """Write the page, beside and then in place."""
    parser = argparse.ArgumentParser(description="Write docs/underlag.md.")
    parser.add_argument("--out", type=Path, default=PAGE)
    out: Path = parser.parse_args().out
    beside = out.with_name(f".{out.name}.tmp")
    beside.write_text(page(), encoding="utf-8")
    beside.replace(out)


def page() -> str:
    """Return the page."""
    sections = (line for body in BODIES.values() for line in _section(body))
    return "\n".join([HEAD, *_summary(), *_proposal(), *sections])


def figures(indicator: Indicator, statistics: Statistics, period: str | None = None) -> Figures | None:
    """Return which figures of an indicator a table holds, its latest or a period's; None where none."""
    measured = measure([indicator], statistics, period=period)
    there = ~np.isnan(measured.values[:-1, 0])
    if not there.any():
        return None
    worst = measured.quality[:-1, 0][there].max()
    label, _ = QUALITY_LABELS[QUALITIES[worst]]
    return Figures(measured.periods[0], label.sv, int(there.sum()), dict(_groups(indicator, statistics)))


def _groups(indicator: Indicator, statistics: Statistics) -> Iterator[tuple[str, int]]:
    """Yield the breakdown columns by which some area has figures of two groups, and how many areas have."""
    for column in [column for column in GROUPS if column in statistics.breakdowns]:
        k = statistics.breakdowns.index(column)
        categories = dict.fromkeys(block.group[k] for block in statistics.blocks)
        total = statistics.total
        held = np.zeros(len(statistics.areas))
        for category in categories:
            if category != total[k]:
                group = (*total[:k], category, *total[k + 1 :])
                held += ~np.isnan(measure([indicator], statistics, group=group).values[:-1, 0])
        if (held >= 2).any():
            yield column, int((held >= 2).sum())


@cache
def _real(name: str) -> tuple[Figures | None, Figures | None, str]:
    """Real figures of an indicator: the cross-section's, the series', and the series' years and qualities."""
    indicator, series = indicators()[name], malmo_series()
    many = figures(indicator, series)
    each = [f for period in series.periods() if many and (f := figures(indicator, series, period))]
    years = [f.period for f in each]
    qualities = list(dict.fromkeys(f.quality for f in each))
    span = f"{years[0]}–{years[-1]}" if len(years) > 1 else "".join(years)
    return figures(indicator, malmo_statistics()), many, f"{span}, {join(qualities)}"


@cache
def _made_up(name: str) -> Figures | None:
    return figures(indicators()[name], example_statistics())


def _real_said(name: str) -> tuple[str, str]:
    """Say which real figures there are, and what they are split by."""
    one, many, span = _real(name)
    if one is None and many is None:
        return NONE, "–"
    said = [f"{f.period}, {f.quality}, {f.areas} områden" for f in (one,) if f]
    said += [f"{span}, {f.areas} områden" for f in (many,) if f]
    return "<br>".join(said), _split_said(*(f for f in (one, many) if f))


def _split_said(*figures: Figures) -> str:
    """Say what figures are split by; in how many areas, where that is fewer than have the figure."""
    said = []
    for group, name in GROUPS.items():
        split = [f for f in figures if group in f.groups]
        if split:
            most = max(f.groups[group] for f in split)
            said.append(
                name if any(f.groups[group] == f.areas for f in split) else f"{name} ({most} områden)"
            )
    return ", ".join(said) or "–"


def _made_up_said(name: str) -> tuple[str, str]:
    there = _made_up(name)
    return ("ja", _split_said(there)) if there else ("nej", "–")


def _has_real(name: str) -> bool:
    one, many, _ = _real(name)
    return one is not None or many is not None


def _summary() -> Iterator[str]:
    asked = [i.id for i in indicators().values() if i.asked_by]
    proposal = [i.id for i in read_definition("malmo-2023").indicators]
    for what, names in (("remissens index", proposal), ("svaren", asked)):
        real = sum(map(_has_real, names))
        made_up = sum(_made_up(name) is not None for name in names)
        yield (
            f"- Av {len(names)} indikatorer i {what} finns verkliga uppgifter om Malmös områden för {real}, "
            f"och påhittade om Exempelstads för {made_up}."
        )
    n = len(wishes())
    yield f"- {n} saker som svaren ber om mäts inte av någon indikator; varför står vid var och en."
    yield ""


def _proposal() -> Iterator[str]:
    yield "## Remissens index"
    yield ""
    yield "De tolv är en rekonstruktion: stadens egen lista finns inte bland våra källor."
    yield ""
    yield from _head("Indikator")
    for indicator in read_definition("malmo-2023").indicators:
        yield _row(indicator)
    yield ""


def _section(body: Body) -> Iterator[str]:
    asked = [(i, ask) for i in indicators().values() for ask in i.asked_by if ask.body == body.id]
    lacking = [wish for wish in wishes().values() if body.id in wish.bodies]
    if not asked and not lacking:
        return
    yield f"## {body.short}: {body.label.sv}" if body.label.sv != body.short else f"## {body.short}"
    yield ""
    if asked:
        yield from _head("Vad svaret ber om", "Tema eller mått", "Indikator")
        for indicator, ask in asked:
            yield _row(indicator, ask)
        yield ""
    for wish in lacking:
        nearest = join([f"*{indicators()[name].label.sv}*" for name in wish.nearest])
        near = f" Närmast: {nearest}." if nearest else ""
        yield f"- **Mäts inte: {wish.label.sv}.** {wish.why.sv}{near}"
    if lacking:
        yield ""


def _head(*first: str) -> Iterator[str]:
    columns = (*first, "Verkliga uppgifter", "delas upp efter", "Påhittade", "delas upp efter")
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"


def _row(indicator: Indicator, ask: Ask | None = None) -> str:
    first = [ask.text.sv, ASKED_FOR[ask.asked_for]] if ask else []
    name = f"{indicator.label.sv}<br>`{indicator.id}`"
    cells = [*first, name, *_real_said(indicator.id), *_made_up_said(indicator.id)]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
