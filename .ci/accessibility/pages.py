"""Write every page that the library writes as HTML: ``python pages.py FOLDER``.

Each answer on Malmö's figures and on Exempelstad as it is saved, its page among the files; of one of the two
also the page in English, and what it says of one area: the other's have the same parts. A result of 262 areas
as it is saved; what waits after an update; everything that is handed over with a report.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import get_args

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import omradesindex as oi  # noqa: E402
from omradesindex.show.shown import Shown  # noqa: E402
from omradesindex.wording import Language  # noqa: E402
from tests import cities  # noqa: E402
from tests.goldens.answers import ANSWERS  # noqa: E402
from tests.reports import small_city  # noqa: E402

MANY = 262


def of_many() -> oi.types.Result:
    """A result of as many areas as a city has small ones."""
    index = oi.load_index("malmo-oppna-data")
    table = cities.counts(index, [f"{i:03}" for i in range(1, MANY + 1)])
    return index.compute(cities.statistics(table))


def write(name: str, answer: Shown, lang: Language, folder: Path, *, twin: bool) -> None:
    """Write what an answer saves, its page among it, and what it says of one area; keep the HTML.

    A ``twin`` is of the same kind as another answer.
    """
    if lang == "sv" and hasattr(answer, "save") and not isinstance(answer, oi.types.Index):
        keep_html(answer.save(folder / f"{name}.{lang}", lang=lang, figures=False))
    elif lang == "sv" or not twin:
        answer.page(lang).write(folder / f"{name}.{lang}.html")
    if lang != "sv" or twin:
        return
    if hasattr(answer, "explain") and (hasattr(answer, "sets") or hasattr(answer, "areas")):
        each = answer.sets[-1] if hasattr(answer, "sets") else answer.areas[0]
        answer.explain(each, lang=lang).write(folder / f"{name}.{lang}.explained.html")


def keep_html(paths: Iterable[Path]) -> None:
    """Remove what is no page."""
    for path in paths:
        if path.suffix != ".html":
            path.unlink()


def main(folder: Path) -> None:
    """Write them all."""
    folder.mkdir(parents=True, exist_ok=True)
    warnings.simplefilter("ignore")
    answers = {name: build() for name, build in ANSWERS.items()}
    for name, answer in answers.items():
        for lang in get_args(Language):
            if hasattr(answer, "page"):
                twin = name.endswith("_malmo") and f"{name.removesuffix('_malmo')}_example" in answers
                write(name, answer, lang, folder, twin=twin)
    keep_html(of_many().save(folder / "many", figures=False))
    keep_html(small_city.report().save(folder / "report", formats=["html", "what_if"]))
    small_city.report().page("en").write(folder / "report.en.html")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
