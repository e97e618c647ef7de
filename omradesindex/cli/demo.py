"""The command ``omradesindex demo``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from omradesindex.cli.console import prose, save, show, show_page, tell
from omradesindex.cli.options import Lang
from omradesindex.cli.words import MADE_OF, MADE_UP


def demo(
    out: Annotated[Path, typer.Option(help="Folder for tables, maps and charts.")] = Path("demo"),
    lang: Lang = "sv",
) -> None:
    """Compute the index of Malmö's 14 areas from open statistics, show it and save it."""
    from omradesindex.index import load_index
    from omradesindex.index.words import ordered
    from omradesindex.statistics import malmo_statistics

    statistics = malmo_statistics()
    result = load_index("malmo-oppna-data").compute(statistics)
    show(result, lang)
    tell("")
    tell(MADE_OF.in_(lang), bold=True)
    show_page(result.explain(result.areas[ordered(result)[0]], lang=lang))
    wider = load_index("malmo-2023").compute(statistics)
    tell("")
    tell(f"{wider.index.label.in_(lang)} (malmo-2023)", bold=True)
    prose(wider.quality_line(lang))
    save(result, out, lang)
    tell("")
    tell(MADE_UP.in_(lang))
    tell("  omradesindex compute --statistics exempelstad --index malmo-2023 --out exempelstad")
