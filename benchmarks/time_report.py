"""Time what is handed over: a report in all its forms but PDF, of 14 areas and of 262, in processor time.

    python benchmarks/time_report.py [FOLDER]

Of 14 areas those of Exempelstad, with groups, years, proposals and a study of robustness; of 262 a made-up
city of squares. A FOLDER of a project with an accepted run is timed beside them. Each time is also told in
drawings of the index's map; and the size of the web page. Each line says whether the goals are met; the exit
status is 1 where one is not.
"""

from __future__ import annotations

import sys
import tempfile
import warnings
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any

import shapely

import omradesindex as oi

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from omradesindex.geography import Division, Provenance, Whole  # noqa: E402
from omradesindex.reports.accepted import report_of_accepted  # noqa: E402
from omradesindex.subjects.update.project import read_project  # noqa: E402
from tests import cities  # noqa: E402

FORMS = ["html", "docx", "xlsx", "open", "slides", "txt", "what_if"]
ACROSS, MANY = 18, 262
#: At most so many seconds for each, and so many bytes for the web page.
FEW_SECONDS, MANY_SECONDS, PAGE = 10, 60, 1_000_000


def of_few() -> oi.types.Report:
    """Exempelstad with all that can be asked."""
    table = oi.example_statistics()
    index = oi.load_index("malmo-2023")
    followed = oi.trend(index, table)
    return oi.report(
        index.compute(table),
        by=index.compute(table, by=["sex"], partial=True),
        change=followed.change(),
        trend=followed,
        robustness=oi.robustness(index, table, n=500),
        sets=oi.compare([index, "mkb", "tn", "sbn"], table),
        children=True,
        board="grn",
        unchecked=True,
    )


def of_many() -> oi.types.Report:
    """A city of 262 squares."""
    import geopandas as gpd
    import pandas as pd

    index = oi.load_index("malmo-oppna-data")
    codes = tuple(f"{k + 1:03}" for k in range(MANY))
    corners = [divmod(k, ACROSS) for k in range(MANY)]
    squares = [shapely.box(1000 * x, 1000 * y, 1000 * x + 1000, 1000 * y + 1000) for y, x in corners]
    outlines = gpd.GeoDataFrame(geometry=squares, crs=3006, index=pd.Index(codes, name="code"))
    division = Division(
        id="rutor",
        label="Rutstad (påhittad)",
        codes=codes,
        names=tuple(f"Ruta {code}" for code in codes),
        whole=Whole("X", "Rutstad (påhittad)"),
        provenance={"outlines": Provenance("made_up", "Rutor.")},
        outlines_from=lambda: outlines,
    )
    table = cities.statistics(cities.counts(index, list(codes)), division=division)
    return oi.report(index.compute(table), robustness=oi.robustness(index, table, n=500))


def of_project(folder: Path) -> oi.types.Report:
    """A project's accepted run."""
    return report_of_accepted(read_project(folder))


def timed(what: str, make: Any, goal: float = MANY_SECONDS) -> bool:
    """Tell how long a report takes to make and to save, and how much longer than its map; whether it may."""
    start = process_time()
    report = make()
    made = process_time()
    with tempfile.TemporaryDirectory() as folder:
        written = report.save(Path(folder) / "rapport", formats=FORMS)
        saved = process_time()
        page = next(path for path in written if path.name == "rapport.html").stat().st_size
    drawn = process_time()
    report.result.plot.map().png()
    once = process_time() - drawn
    times = f"asked and made {made - start:.1f} s, saved {saved - made:.1f} s, in all {saved - start:.1f} s"
    kept = saved - start <= goal and page < PAGE
    verdict = f"{'within' if kept else 'BEYOND'} the goals of {goal:g} s and {PAGE / 1000:.0f} kB"
    map_times = f"{(saved - made) / once:.0f} times its map"
    print(f"{what}: {times}, {map_times}; rapport.html {page / 1000:.0f} kB: {verdict}")
    return kept


def main() -> int:
    warnings.simplefilter("ignore")
    oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics()).plot.map().png()  # imports
    kept = [timed("14 areas", of_few, FEW_SECONDS), timed(f"{MANY} areas", of_many)]
    kept += [timed(Path(name).name, partial(of_project, Path(name))) for name in sys.argv[1:]]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
